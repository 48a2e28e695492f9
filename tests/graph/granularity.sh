# granularity: entity

by_entity() {
	project
	printf 'granularity: entity\n' >specql.yaml
	generate
	build sql frontend docs check
	settle
}

case_by_entity() { # the same bytes by fewer edges
	project
	generate
	build sql frontend docs
	rm -rf "$tmp/per_file" && mkdir "$tmp/per_file"
	mv db frontend docs "$tmp/per_file/"
	by_entity
	ok
	for folder in db/schema frontend docs; do
		diff -r "$tmp/per_file/$folder" $folder || fail "$folder has other bytes"
	done
	nothing
}

case_by_entity_edited_field() { # only what a field shows in gets a new time
	by_entity
	touch -d 2001-01-01 db/schema/00_foundation/*.sql db/schema/20_helpers/note.sql db/schema/10_tables/note.sql
	build sql frontend docs check
	settle
	edit crm/entities/note.yaml '$a\  title: text'
	build sql
	ok
	ran scan "model note" "entity note"
	newer db/schema/10_tables/note.sql 2001-01-02
	older db/schema/20_helpers/note.sql 2001-01-02
	build sql frontend docs check
	build sql frontend docs check
	nothing
}

case_by_entity_edited_output() { # one edited file stays, the others of its entity are made
	by_entity
	refuses db/schema/10_tables/note.sql
	grep -q title db/schema/40_metadata/note.sql || fail "the comments were not made"
	rm db/schema/10_tables/note.sql
	build sql check
	ok
	grep -q title db/schema/10_tables/note.sql || fail "the table was not made"
	nothing
}

case_by_entity_impacts() { # one edge merges them, for the database and for the frontend
	by_entity
	edit crm/entities/contact.yaml 's/create_contact/&\n    description: More/'
	build frontend/generated/mutation-impacts.json
	ok
	ran scan "interface contact" "model contact" "entity contact" merge_impacts
	grep -q '"description":	"More"' frontend/generated/mutation-impacts.json || fail "the frontend's impacts are old"
	cp db/schema/40_metadata/app_invalidations.sql before.sql
	printf 'granularity: entity\nfrontend: false\n' >specql.yaml
	build sql docs
	ok
	cmp -s before.sql db/schema/40_metadata/app_invalidations.sql || fail "without a frontend other queries get stale"
	[ ! -e frontend/generated ] || fail "there is a frontend"
	build sql docs check
	nothing
}

newer() { # FILE DATE
	[ "$(date -r "$1" +%F)" \> "$2" ] || fail "$1 was not written"
}

older() { # FILE DATE
	[ "$(date -r "$1" +%F)" \< "$2" ] || fail "$1 was written"
}
