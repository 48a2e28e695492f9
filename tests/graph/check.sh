# shellcheck shell=sh
# `ninja check` runs the SQL of each entity through PostgreSQL's parser, and again only what changed.

case_check_all() {
	project
	generate
	build
	grep -q '^check ' "$tmp/ran" && fail "the default target checks"
	build check
	ok
	checked app company contact note order
	build check
	ok
	ran
	# What is checked is all that is made.
	for f in db/schema/*/*.sql; do
		"$NINJA" -t query "$f" | grep -q '[.]ok$' || fail "nothing checks $f"
	done
}

case_check_only_changed() {
	built
	edit crm/entities/note.yaml 's/body: text/body: text!/'
	build sql check
	ok
	checked note
	settle
	# The diagnostics would stand at other lines.
	edit crm/entities/note.yaml '1s/^/# a comment\n/'
	build check
	ok
	checked note
	nothing
}

case_check_faulty() {
	built
	edit db/schema/20_helpers/note.sql 's/RETURNS UUID/RETURNS )UUID/'
	edit db/schema/10_tables/note.sql 's/body .*TEXT/& )/'
	build -k 0 check
	failed
	says "crm/entities/note.yaml:1:9: error: SQL that was edited by hand is at fault: syntax error at or near \")\""
	says "crm/entities/note.yaml:4:3: error: SQL that was edited by hand is at fault: syntax error at or near"
	says "note: in this SQL"
	checked note
	# A fault is no success the second time either.
	build -k 0 check
	failed
	checked note
	rm db/schema/20_helpers/note.sql db/schema/10_tables/note.sql
	build sql check
	ok
	nothing
}

case_check_foundation() {
	built
	edit db/schema/00_foundation/app_foundation.sql 's/^CREATE SCHEMA/CRATE SCHEMA/'
	build check
	failed
	says "db/schema/00_foundation/app_foundation.sql:"
	says 'error: SQL that was edited by hand is at fault: syntax error at or near "CRATE"'
	checked app
}

case_check_emitted() {
	project
	cat >specql.yaml <<-'Y'
	emitters:
	  - name: views
	    command: echo "SELECT 1 FROM;" >"$out"
	    output: db/schema/50_views/{entity}.sql
	Y
	generate
	build check
	failed
	says "db/schema/50_views/"
	says 'sql:1:14: error: syntax error at end of input'
}

case_check_missing() {
	project
	mkdir "$tmp/spare"
	mv "$tmp/bin/specql-sqlcheck" "$tmp/bin/specql-pgparse" "$tmp/spare"
	generate
	build
	build -k 0 check
	failed
	says "error: the SQL is not checked: specql-sqlcheck is missing; install libpg_query"
	[ "$(grep -c '^error: the SQL is not checked' "$tmp/log")" = 1 ] || fail "says so more than once"
	checked
	there .specql/model/crm/entities/note.json
	build sql
	ok
	settle
	mv "$tmp/spare"/* "$tmp/bin"
	build sql check
	ok
	checked app company contact note order
	nothing
}

case_check_new_parser() {
	built
	change_tool specql-pgparse
	build sql check
	ok
	checked app company contact note order
	nothing
}

case_check_entity_gone() {
	built
	there .specql/model/crm/entities/note.ok
	rm crm/entities/note.yaml
	build sql check
	ok
	gone .specql/model/crm/entities/note.ok
	nothing
}
