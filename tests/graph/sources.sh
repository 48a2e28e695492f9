# Events in the entity files.

case_first() {
	project
	generate
	[ "$status" = 0 ] || { fail "specql-ninja: $status"; cat "$tmp/said"; }
	build sql check
	ok
	set -- "foundation app_foundation" project parser
	for e in company contact note order; do
		set -- "$@" "model $e" "table $e" "helpers $e" "metadata $e"
	done
	# No other entity needs the interfaces of Note and Order.
	ran "$@" "interface company" "interface contact" "foreign_keys contact" "foreign_keys order" "functions contact"
	nothing
}

case_nothing() {
	built
	nothing
}

case_generate_again() {
	built
	generate
	nothing
}

case_touch() {
	built
	touch crm/entities/*.yaml
	build sql check
	ok
	ran scan
	nothing
}

case_touch_folder() {
	built
	touch crm/entities .
	build sql check
	ran scan
	nothing
}

case_unrelated_file() {
	built
	echo text >crm/entities/README.md
	mkdir other
	build sql check
	ran scan
	nothing
}

case_comment() {
	built
	edit crm/entities/contact.yaml '1i # about people'
	build sql check
	ok
	ran scan "interface contact" "model contact"
	nothing
}

case_reorder_keys() {
	built
	edit crm/entities/note.yaml '1{h;d};2G'
	build sql check
	ok
	ran scan "model note"
	nothing
}

case_new_field() {
	built
	edit crm/entities/note.yaml '$a\  title: text'
	build sql check
	ok
	ran scan "model note" "table note" "helpers note" "metadata note"
	grep -q title db/schema/10_tables/note.sql || fail "no new column"
	nothing
}

# Contact refers to Company, but nothing of its outputs depends on the type of Company's size.
case_type_nobody_embeds() {
	built
	edit crm/entities/company.yaml 's/integer/text/'
	build sql check
	ok
	ran scan "interface company" "model company" "table company" "metadata company"
	nothing
}

# The column that refers to Company takes the type of its key: Contact changes, Order does not.
case_type_others_embed() {
	built
	edit crm/entities/company.yaml '2a key: bigint'
	build sql check
	ok
	grep -q BIGINT db/schema/10_tables/contact.sql || fail "contact's column is not BIGINT"
	ran scan "foundation app_foundation" "interface company" "model company" "table company" "helpers company" \
		"metadata company" "model contact" "table contact" "foreign_keys contact" "helpers contact" \
		"functions contact" "metadata contact"
	nothing
}

case_new_entity() {
	built
	printf 'entity: Task\nschema: crm\nfields:\n  title: text\n' >crm/entities/task.yaml
	build sql check
	ok
	ran scan graph "model task" "table task" "helpers task" "metadata task"
	there db/schema/10_tables/task.sql
	nothing
}

case_new_package() {
	built
	mkdir -p deep/er/entities/x
	printf 'entity: Task\nschema: work\nfields:\n  title: text\n' >deep/er/entities/x/task.yml
	build sql check
	ok
	ran scan graph "foundation app_foundation" "model task.yml" "table task" \
		"helpers task" "metadata task"
	there db/schema/10_tables/task.sql
	nothing
}

case_new_ref() {
	built
	edit crm/entities/note.yaml '$a\  contact: ref(Contact)'
	build sql check
	ok
	ran scan graph "model note" "table note" "foreign_keys note" "helpers note" "metadata note"
	nothing
}

case_deleted() {
	built
	rm crm/entities/note.yaml
	build sql check
	ok
	ran scan graph
	gone db/schema/*/note.sql .specql/src/crm/entities/note.yaml .specql/iface/crm/entities/note.json \
		.specql/model/crm/entities/note.json
	there db/schema/10_tables/contact.sql
	nothing
}

case_deleted_package() {
	built
	rm -r sales
	build sql check
	ok
	ran scan graph "foundation app_foundation"
	gone db/schema/*/order.sql .specql/src/sales .specql/model/sales .specql/iface/sales
	nothing
}

case_renamed() {
	built
	edit crm/entities/note.yaml 's/Note/Remark/'
	build sql check
	ok
	ran scan graph "model note" "table remark" "helpers remark" "metadata remark"
	gone db/schema/*/note.sql
	there db/schema/10_tables/remark.sql
	nothing
}

case_moved() {
	built
	mkdir -p notes/entities
	mv crm/entities/note.yaml notes/entities/memo.yaml
	build sql check
	ok
	# A command that changed runs again and writes the same.
	ran scan graph "model memo" "table note" "helpers note" "metadata note"
	gone .specql/src/crm/entities/note.yaml .specql/model/crm/entities/note.json
	there db/schema/10_tables/note.sql
	nothing
}

case_file_and_folder() { # one takes the place of the other
	built
	cd crm/entities || exit 2
	mv note.yaml n && mkdir note.yaml && mv n note.yaml/note.yaml && cd ../.. || exit 2
	build sql check
	ok
	there db/schema/10_tables/note.sql .specql/src/crm/entities/note.yaml/note.yaml
	nothing
	cd crm/entities || exit 2
	mv note.yaml n && mv n/note.yaml note.yaml && rmdir n && cd ../.. || exit 2
	case $NINJA in *samu*) generate ;; esac # which ends when what was a folder is none
	build sql check
	ok
	nothing
}

case_back_and_forth() {
	built
	cp -p crm/entities/note.yaml "$tmp/spare"
	edit crm/entities/note.yaml '$a\  title: text'
	cp "$tmp/spare" crm/entities/note.yaml
	build sql check
	ran scan
	nothing
}

# An editor that keeps size and time: only the inode and the time of change tell.
case_same_size_same_time() {
	built
	touch -r crm/entities/note.yaml "$tmp/spare"
	edit crm/entities/note.yaml 's/body/bodi/'
	touch -r "$tmp/spare" crm/entities/note.yaml
	build sql check
	ran scan "model note" "table note" "helpers note" "metadata note"
	nothing
}

case_broken_among_good() {
	built
	edit crm/entities/note.yaml '$a\  title: txet'
	edit crm/entities/company.yaml '$a\  motto: text'
	build -k 0 sql check
	failed
	says "crm/entities/note.yaml:5:10: error: unknown type 'txet'"
	ran scan "model note" "interface company" "model company" "table company" "helpers company" \
		"metadata company"
	there db/schema/10_tables/note.sql
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	prints "crm/entities/note.yaml:5:10: error: unknown type 'txet'"
	edit crm/entities/note.yaml 's/txet/text/'
	build sql check
	ok
	ran scan "model note" "table note" "helpers note" "metadata note"
	nothing
}

# Contact and Order refer to each other's neighbours, and build; nothing of the broken file is deleted.
case_syntax_error() {
	built
	edit crm/entities/company.yaml '$a\ motto: [text'
	edit crm/entities/contact.yaml '/name: text/a\  nick: text'
	build -k 0 sql check
	failed
	says "crm/entities/company.yaml:"
	ran scan "interface company" "model company" "interface contact" "model contact" "table contact" \
		"helpers contact" "functions contact" "metadata contact" "foreign_keys contact"
	there db/schema/10_tables/company.sql db/schema/20_helpers/company.sql
	edit crm/entities/company.yaml '$d'
	build sql check
	ok
	nothing
}

case_new_and_broken() {
	built
	printf 'entity: [\n' >crm/entities/task.yaml
	rm crm/entities/note.yaml
	build -k 0 sql check
	failed
	ran scan graph "model task"
	says crm/entities/task.yaml
	there db/schema/10_tables/note.sql # nothing is deleted while an entity is unknown
	printf 'entity: Task\nschema: crm\nfields:\n  title: text\n' >crm/entities/task.yaml
	build sql check
	ok
	gone db/schema/*/note.sql
	there db/schema/10_tables/task.sql
	nothing
}

case_duplicate_entity() {
	built
	sed 's/body/text/' crm/entities/note.yaml >sales/entities/note.yaml
	build -k 0 sql check
	failed
	says "error: the entity 'Note' of schema 'crm' is declared twice"
	says "crm/entities/note.yaml:1:9: error"
	says "sales/entities/note.yaml:1:9: error"
	ran scan graph "interface note" "interface note" "model note" "model note"
	there db/schema/10_tables/note.sql
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	prints "sales/entities/note.yaml:1:9: error"
	rm sales/entities/note.yaml
	build sql check
	ok
	nothing
}

case_unknown_ref() {
	built
	edit crm/entities/note.yaml '$a\  contact: ref(Contcat)'
	build -k 0 sql check
	failed
	says "unknown entity 'Contcat'; did you mean 'Contact'?"
	ran scan graph "model note"
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	prints "unknown entity 'Contcat'; did you mean 'Contact'?"
	edit crm/entities/note.yaml 's/Contcat/Contact/'
	build sql check
	ok
	nothing
}

case_unreadable() {
	built
	ln -sf /nowhere/at/all crm/entities/task.yaml
	build -k 0 sql check
	failed
	says "cannot read"
	ran scan scan graph "model task" # no time tells when it can be read: the scan runs for build.ninja, and for the rest
	rm crm/entities/task.yaml
	build sql check
	ok
	nothing
}
