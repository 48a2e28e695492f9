# Outputs beyond SQL: where they are written, what makes them, what makes them go.

front=frontend/generated

# As ran, but of all kinds of the frontend only those of impacts.
made() {
	sed -i -E '/^(scan|graph|project|confiture|interface|model|impacts|merge_impacts)( |$)/!d' "$tmp/ran"
	ran "$@"
}

# The frontend built once, and nothing left to do.
frontend() {
	project
	generate
	build frontend
	settle
}

# ran_of ENTITIES SHARED EDGE…: those edges, all of the frontend's of the entities, and those of a kind for all.
ran_of() {
	entities=$1 shared=$2
	shift 2
	for n in $entities; do
		set -- "$@" "documents $n.documents" "impacts $n.impacts" "operations $n" "sdl $n.schema" "types $n.types" \
			"validators $n.validators"
	done
	for n in $shared; do
		case $n in
		typed_document) set -- "$@" "typed_document document" ;;
		merge_*) set -- "$@" $n ;;
		*) set -- "$@" "$n $n" ;;
		esac
	done
	ran "$@"
}

# merge_frontend makes graphql and index, merge_impacts the two that are merged of impacts.
all='api checks composites filters merge_frontend merge_impacts results scalars typed_document'
# Of these, the ones that know the entities.
known='merge_frontend merge_impacts'

case_frontend() {
	frontend
	ok
	ran_of "company contact note order" "$all" project "interface company" "interface contact" \
		"model company" "model contact" "model note" "model order"
	there $front/crm/company.impacts.json $front/crm/contact.impacts.json $front/sales/order.impacts.json
	there $front/mutation-impacts.json
	gone db/schema/10_tables/note.sql
	build frontend
	ran
	head -n 2 $front/crm/note.impacts.json | grep -q '"generated": "specql-ninja, ' || fail "it does not say that it is generated"
}

# All is built unless one says what.
case_frontend_default() {
	project
	generate
	build -k 0
	there $front/mutation-impacts.json db/schema/10_tables/note.sql
	build frontend docs
	ok
	ran
}

# What does not show in the file of an entity ends there; what does goes on to the one of all.
case_frontend_change() {
	frontend
	edit crm/entities/note.yaml '$a\  title: text'
	build frontend
	ok
	ran_of note merge_frontend scan "model note"
	touch crm/entities/*.yaml
	build frontend
	made scan
}

# A step: the file of its entity and the one of all, and no other. Documents are made of the skeleton, which has no steps.
step_ran() {
	ran scan "interface contact" "model contact" "impacts contact.impacts" "sdl contact.schema" "types contact.types" \
		"validators contact.validators" "$@"
}

case_frontend_step() {
	project
	rename_action
	generate
	build frontend
	settle
	edit crm/entities/contact.yaml 's/error: odd/error: strange/'
	build frontend
	ok
	step_ran merge_frontend merge_impacts
	grep -q 'failed:strange' $front/mutation-impacts.json || fail "the merged file has the old error"
	edit crm/entities/contact.yaml "s/!= 'x'/!= 'z'/"
	build frontend
	step_ran
	change_tool specql-merge
	build frontend
	ran scan merge_frontend merge_impacts
}

# Hooks are made of what clients make of actions: which rows they change, and what they show before the answer.
case_frontend_hooks() {
	project
	rename_action
	echo 'clients: [apollo, tanstack, urql]' >specql.yaml
	generate
	build frontend
	settle
	edit crm/entities/contact.yaml "s/!= 'x'/!= 'z'/"
	build frontend
	step_ran
	edit crm/entities/company.yaml 's/size: integer/size: bigint = 5/'
	build frontend
	grep -q '^types company' "$tmp/ran" || fail "the type of a field is not shown"
	! grep -E '^(apollo|tanstack|urql) ' "$tmp/ran" || fail "hooks are made anew for the type of a field"
	edit crm/entities/contact.yaml "s/SET name = 'y'/SET name = 'w'/"
	build frontend
	step_ran merge_impacts "apollo contact.apollo" "tanstack contact.tanstack" "urql contact.urql"
	grep -q "name: 'w'\|name: \"w\"" $front/crm/contact.apollo.ts || fail "the hook shows the old name"
}

case_frontend_added() {
	frontend
	cat >crm/entities/memo.yaml <<-'Y'
	entity: Memo
	schema: crm
	fields:
	  body: text
	Y
	build frontend
	ok
	ran_of memo "$known" scan graph "model memo"
	grep -q '"Memo"' $front/mutation-impacts.json || fail "the merged file lacks the new entity"
}

case_frontend_deleted() {
	frontend
	rm sales/entities/order.yaml
	build frontend
	ok
	ran_of "" "$known" scan graph
	gone $front/sales
	there $front/crm/note.impacts.json
	grep -q '"Order"' $front/mutation-impacts.json && fail "the merged file still has the entity"
	build frontend
	ran
}

# Without a list of outputs, too.
case_frontend_deleted_unlisted() {
	frontend
	echo 'by hand' >$front/mine.txt
	rm -r .specql sales/entities/order.yaml
	generate
	build frontend
	ok
	gone $front/sales
	there $front/mine.txt $front/crm/note.impacts.json
}

case_frontend_elsewhere() {
	frontend
	printf 'output:\n  frontend: web/src/api\n  docs: web/docs\n' >specql.yaml
	build frontend
	ok
	gone frontend
	there web/src/api/crm/note.impacts.json web/src/api/mutation-impacts.json
	build frontend
	ran
	printf 'output:\n  frontend: web/src/api\n  docs: web/docs\nlayout: by_schema\n' >specql.yaml
	build frontend
	ok
	grep -q '"CrmContact.create_contact"' web/src/api/mutation-impacts.json || fail "types do not tell schemas apart"
	cp web/src/api/mutation-impacts.json "$tmp/saved"
	there web/src/api/sales/order.impacts.json
	cd "$tmp" || exit 2
	"$tmp/bin/specql-ninja" --quiet -C p -B out
	cd out || exit 2
	build frontend
	ok
	cmp -s web/src/api/mutation-impacts.json "$tmp/saved" || fail "another folder shows in the frontend"
}

case_frontend_off() {
	frontend
	printf 'frontend: false\ndocs: off\n' >specql.yaml
	build
	gone $front/crm $front/mutation-impacts.json
	build sql
	ok
	build frontend2
	failed
	grep -qE '^build (frontend|docs):' build.ninja && fail "there are targets for what is switched off"
	rm specql.yaml
	build frontend docs
	ok
	there $front/mutation-impacts.json
}

# What is merged of the impacts is SQL, too; it is made anew if what they say together is another.
case_invalidations() {
	project
	[ $# = 0 ] || echo "$1" >specql.yaml
	generate
	build db/schema/40_metadata/app_invalidations.sql
	ok
	grep -q "('create_contact', '.{\"query\": \"contacts\", " db/schema/40_metadata/app_invalidations.sql || fail "an action is not told of"
	settle
	edit crm/entities/note.yaml '$a\  title: text'
	build db/schema/40_metadata/app_invalidations.sql
	ran scan "model note" "impacts note.impacts"
	edit crm/entities/contact.yaml '$a\  - name: delete_contact'
	build db/schema/40_metadata/app_invalidations.sql
	ran scan graph "interface contact" "model contact" "impacts contact.impacts" merge_impacts
	grep -q "('delete_contact', " db/schema/40_metadata/app_invalidations.sql || fail "the new action is not told of"
	settle
	rm crm/entities/contact.yaml sales/entities/order.yaml
	build db/schema/40_metadata/app_invalidations.sql
	ran scan graph merge_impacts
	grep -q INSERT db/schema/40_metadata/app_invalidations.sql && fail "actions are told of that are gone"
}

case_invalidations_without_frontend() {
	case_invalidations 'frontend: false'
	gone frontend
	there .specql/frontend/crm/note.impacts.json
	gone .specql/frontend/crm/contact.impacts.json
}

case_frontend_edited() {
	frontend
	sed -i 's/crm/CRM/' $front/crm/note.impacts.json
	settle
	edit crm/entities/note.yaml '$a\table_views: {mode: force}'
	build -k 0 frontend
	failed
	says "note.impacts.json: error: was edited by hand"
	grep -q CRM $front/crm/note.impacts.json || fail "the edit is gone"
	rm $front/crm/note.impacts.json
	build frontend
	ok
}

# A checkout beside which the state and the outputs were restored, with their times.
case_frontend_fresh_clone() {
	frontend
	mkdir "$tmp/spare"
	cp -rp .specql build.ninja db docs frontend "$tmp/spare/"
	cp -r crm sales "$tmp/spare/"
	cd "$tmp/spare" || exit 2
	build frontend
	ok
	ran scan
}

# A file that is merged is trusted only if it is ours.
case_frontend_merged_edited() {
	frontend
	sed -i 's/crm/CRM/' $front/crm/note.impacts.json
	settle
	rm $front/mutation-impacts.json
	build frontend
	failed
	says "note.impacts.json: error: was edited by hand"
}

# One bad file: the rest is made, and what all of them make stays as it is.
case_frontend_faulty() {
	frontend
	cp $front/mutation-impacts.json "$tmp/saved"
	edit crm/entities/note.yaml 's/body: text/body: txet/'
	edit crm/entities/company.yaml 's/size: integer/size: bigint/'
	build -k 0 frontend
	failed
	says "unknown type 'txet'"
	cmp -s $front/mutation-impacts.json "$tmp/saved" || fail "the merged file changed"
	edit crm/entities/note.yaml 's/txet/text/'
	build frontend
	ok
}

case_frontend_clients() {
	frontend
	cp build.ninja "$tmp/saved"
	echo 'clients: [apollo]' >specql.yaml
	build frontend
	ok
	echo 'clients: [appolo]' >specql.yaml
	generate
	[ "$status" = 1 ] || fail "exit code $status"
	prints "specql.yaml:1:11: error: unknown client 'appolo'; did you mean 'apollo'?"
	echo 'clients: [react]' >specql.yaml
	generate
	prints "specql.yaml:1:11: error: unknown client 'react'; there are apollo, tanstack, urql"
	printf 'clients: [apollo]\nfrontend: false\n' >specql.yaml
	generate
	prints "specql.yaml:1:1: error: clients are part of the frontend"
	printf 'output:\n  docs: frontend\n' >specql.yaml
	generate
	prints "'docs' and 'frontend' must not lie in each other"
	printf 'output:\n  frontend: db/schema/web\n' >specql.yaml
	generate
	prints "'frontend' and 'sql' must not lie in each other"
}
