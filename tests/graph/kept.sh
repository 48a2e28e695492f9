# Faults that hide entities: nothing is deleted, and a repair is noticed.

# Nothing of the four entities is gone.
kept() {
	for e in company contact note order; do
		there db/schema/10_tables/$e.sql .specql/model/*/entities/$e.json
	done
}

# repaired: the next build is sound and has nothing to do afterwards.
repaired() {
	build sql check
	ok
	kept
	nothing
}

case_kept_no_such_folder() {
	built
	echo 'entities: [nope]' >specql.yaml
	build -k 0 sql check
	failed
	says "there is no folder 'nope'"
	kept
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	prints "there is no folder 'nope'"
	kept
	echo 'entities: [crm/entities, sales/entities]' >specql.yaml
	repaired
}

case_kept_folder_moved() {
	project
	echo 'entities: [crm/entities, sales/entities]' >specql.yaml
	generate
	build sql check
	settle
	mv sales/entities sales/hidden
	build -k 0 sql check
	failed
	says "there is no folder 'sales/entities'"
	kept
	mv sales/hidden sales/entities
	repaired
}

case_kept_file_moved() { # one that the settings name
	project
	echo 'entities: [crm/entities, sales/entities/order.yaml]' >specql.yaml
	generate
	build sql check
	settle
	mv sales/entities/order.yaml sales/order
	build -k 0 sql check
	failed
	says "there is no file 'sales/entities/order.yaml'"
	kept
	mv sales/order sales/entities/order.yaml
	repaired
}

case_kept_project_moved() {
	project
	generate -B "$tmp/out"
	cd "$tmp/out" || exit 2
	build sql check
	settle
	mv "$tmp/p" "$tmp/elsewhere"
	build -k 0 sql check
	failed
	says "error: the project's folder"
	kept
	mv "$tmp/elsewhere" "$tmp/p"
	repaired
}

case_kept_output_over_entities() {
	for output in 'output: {sql: crm}' 'output: {generated: crm}' 'output: {generated: crm/entities}' \
		'emitters: [{name: page, command: "true $out", output: "crm/{entity}.txt"}]'; do
		built
		echo "$output" >specql.yaml
		build -k 0 sql check
		failed
		says "holds entities, so nothing can be written there"
		kept
		gone crm/10_tables
		rm specql.yaml
		repaired
	done
}

# Sound keys hold though another has a fault; so from the first build on.
case_kept_sound_keys() {
	project
	printf 'layout: by_schema\nlayuot: flat\n' >specql.yaml
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	build -k 0 sql check
	failed
	says "specql.yaml:2:1: error"
	there db/schema/10_tables/crm/note.sql
	generate
	build -k 0 sql check
	there db/schema/10_tables/crm/note.sql
	gone db/schema/10_tables/note.sql
}

# A fault of the settings as they were is not told beside that of the settings as they are.
case_kept_one_fault() {
	emitter
	edit specql.yaml 's,pages/.*,db/schema/10_tables/{entity}.sql,'
	generate
	prints "lies in a folder that is generated"
	echo 'layuot: flat' >specql.yaml
	generate
	prints "specql.yaml:1:1: error"
	grep -q 'lies in a folder' "$tmp/said" && fail "tells an old fault too"
	build -k 0 check
	says "specql.yaml:1:1: error"
	grep -q 'lies in a folder' "$tmp/log" && fail "tells an old fault too"
}

case_copies_lost() {
	built
	rm -r .specql/src .specql/kind
	generate
	build sql check
	ok
	nothing
}

case_kinds_lost() { # which only changed settings write
	built
	generate
	settle
	rm .specql/kind/table
	build sql check
	failed
	generate
	build sql check
	ok
	nothing
	rm -r .specql/kind
	generate
	build sql check
	ok
	nothing
}

case_tools_lost() { # the copies for other machines
	project
	echo 'remote: true' >specql.yaml
	generate
	build sql check
	settle
	generate
	rm .specql/tools/specql-table
	generate
	build sql check
	ok
	nothing
}

case_last_settings_lost() { # which hold when the settings get a fault
	project
	echo 'layout: by_schema' >specql.yaml
	generate -B "$tmp/out"
	settle
	generate -B "$tmp/out"
	rm -r "$tmp/out/.specql/last"
	generate -B "$tmp/out"
	settle
	echo 'layuot: by_schema' >specql.yaml
	build -k 0 -C "$tmp/out" sql
	gone "$tmp/out/db/schema/10_tables/note.sql"
	there "$tmp/out/db/schema/10_tables/crm/note.sql"
}

case_future_file() {
	built
	touch -d 2099-01-01 crm/entities/note.yaml
	build sql check
	ok
	says "crm/entities/note.yaml: warning:"
	edit crm/entities/company.yaml '$a\  motto: text'
	build sql check
	grep -q motto db/schema/10_tables/company.sql || fail "an edit was not seen"
	edit crm/entities/company.yaml 's/motto/slogan/'
	build sql check
	grep -q slogan db/schema/10_tables/company.sql || fail "a second edit was not seen"
	generate
	[ "$status" = 0 ] || fail "specql-ninja: $status"
	prints "crm/entities/note.yaml: warning: this has a time in the future"
	touch crm/entities/note.yaml
	build sql check
	nothing
}

case_future_folder() {
	built
	touch -d 2099-01-01 crm/entities
	build sql check
	ok
	says "crm/entities: warning:"
	edit crm/entities/company.yaml '$a\  motto: text'
	build sql check
	grep -q motto db/schema/10_tables/company.sql || fail "an edit was not seen"
	printf 'entity: Task\nschema: crm\nfields:\n  title: text\n' >crm/entities/task.yaml
	touch -d 2099-01-01 crm/entities
	build sql check
	there db/schema/10_tables/task.sql
	touch crm/entities
	build sql check
	nothing
}

case_linked_folder() {
	built
	mkdir "$tmp/spare"
	ln -s "$tmp/spare" db/schema/50_custom
	build sql check
	ok
	says "db/schema/50_custom: warning: a link to a folder"
	nothing
	rm db/schema/50_custom
	ln -s "$tmp/spare" sales/entities/more
	build sql check
	says "sales/entities/more: warning: a link to a folder"
}
