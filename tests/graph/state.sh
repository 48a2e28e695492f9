# Events in what the build itself wrote, in its tools and in its settings.

case_fresh_clone() {
	built
	mkdir "$tmp/spare"
	cp -rp .specql db frontend build.ninja "$tmp/spare/"
	rm -r .specql db frontend build.ninja
	cp -r . "$tmp/spare/" # entity files with new times and inodes
	cp -r "$tmp/bin" "$tmp/bin2" && rm -r "$tmp/bin" && mv "$tmp/bin2" "$tmp/bin"
	cd "$tmp/spare" || exit 2
	build sql check
	ok
	ran scan
	nothing
}

case_other_root() {
	project
	chmod -R a-w .
	generate -B "$tmp/out"
	[ "$status" = 0 ] || { fail "specql-ninja: $status"; cat "$tmp/said"; }
	cd "$tmp/out" || exit 2
	build sql check
	ok
	chmod -R u+w "$tmp/p"
	[ "$(ls -A "$tmp/p")" = "$(printf 'crm\nsales')" ] || fail "the project's folder was written to"
	there db/schema/10_tables/note.sql
	nothing
	settle
	edit "$tmp/p/crm/entities/note.yaml" '$a\  title: text'
	mkdir -p "$tmp/p/db/schema/50_custom"
	echo 'SELECT 1;' >"$tmp/p/db/schema/50_custom/a.sql"
	build sql check
	ok
	ran scan graph "model note" "table note" "helpers note" "metadata note"
	there db/schema/50_custom/a.sql
	grep -qx db/schema/50_custom/a.sql .specql/sql.list || fail "hand-written SQL is not listed"
	rm "$tmp/p/db/schema/50_custom/a.sql"
	build sql check
	gone db/schema/50_custom
	nothing
}

case_root_inside_project() {
	project
	generate -B build
	cd build || exit 2
	build sql check
	ok
	nothing
}

case_state_behind_a_link() { # on another disk; what lies above it there is not the project
	project
	mkdir ../store
	ln -s ../store .specql
	generate
	build sql check
	ok
	nothing
	settle
	edit crm/entities/note.yaml '$a\  title: text'
	build sql check
	ok
	nothing
}

case_new_tool() {
	built
	change_tool specql-table
	build sql check
	ok
	ran scan "table company" "table contact" "table note" "table order"
	nothing
	touch "$tmp/bin/specql-model"
	build sql check
	ran scan
	settle
	change_tool specql-ninja
	build sql check
	ran scan graph
	nothing
}

case_changed_option() {
	built
	echo 'action_names: entity' >specql.yaml
	build sql check
	ok
	ran scan "model company" "model contact" "model note" "model order"
	nothing
	edit specql.yaml '1i # a comment'
	build sql check
	ran scan
	nothing
}

case_changed_layout() {
	built
	echo 'layout: by_schema' >specql.yaml
	build sql check
	ok
	there db/schema/10_tables/crm/note.sql
	gone db/schema/10_tables/note.sql
	nothing
	rm specql.yaml
	build sql check
	ok
	there db/schema/10_tables/note.sql
	gone db/schema/10_tables/crm
	nothing
}

# A broken specql.yaml: the last good one holds, and an edge fails with the faults.
case_broken_settings() {
	project
	echo 'layout: by_schema' >specql.yaml
	generate
	build sql check
	settle
	echo 'layuot: by_schema' >specql.yaml
	edit crm/entities/note.yaml '$a\  title: text'
	build -k 0 sql check
	failed
	says "specql.yaml:1:1: error"
	ran scan project "model note" "table note" "helpers note" "metadata note"
	there db/schema/10_tables/crm/note.sql
	for target in sql frontend docs; do
		build -k 0 $target
		failed
		says "specql.yaml:1:1: error"
	done
	echo 'layout: by_schema' >specql.yaml
	build sql check
	ok
	ran scan project
	nothing
}

case_edited_output() {
	built
	refuses db/schema/10_tables/note.sql
	rm db/schema/10_tables/note.sql
	build sql check
	ok
	ran "table note"
	nothing
}

case_edited_dead_output() {
	built
	echo '-- mine' >>db/schema/10_tables/note.sql
	rm crm/entities/note.yaml
	build sql check
	ok
	says "db/schema/10_tables/note.sql: warning:"
	there db/schema/10_tables/note.sql
	gone db/schema/20_helpers/note.sql
	edit db/schema/10_tables/note.sql '$d'
	rm crm/entities/company.yaml
	build -k 0 sql check
	gone db/schema/10_tables/note.sql
}

case_outputs_lost() {
	built
	rm .specql/outputs crm/entities/note.yaml
	echo 'SELECT 1;' >db/schema/10_tables/mine.sql
	build sql check
	ok
	ran scan graph
	gone db/schema/*/note.sql
	there db/schema/10_tables/mine.sql
	nothing
}

case_state_lost() {
	built
	rm -r .specql crm/entities/note.yaml
	build sql
	failed
	says "run specql-ninja again"
	there db/schema/10_tables/note.sql
	generate
	gone db/schema/*/note.sql
	build sql check
	ok
	nothing
}

case_output_lost() {
	built
	rm db/schema/20_helpers/note.sql
	build sql check
	ok
	ran "helpers note"
	nothing
}

# Killed after it deleted the dead outputs and wrote the list, before build.ninja.
case_killed() {
	built
	cp -p build.ninja "$tmp/spare"
	rm crm/entities/note.yaml
	"$tmp/bin/specql-scan"
	rm db/schema/*/note.sql
	grep -v /note .specql/outputs >"$tmp/list"
	cp "$tmp/list" .specql/outputs
	build sql check
	ok
	gone db/schema/*/note.sql
	grep -q note build.ninja && fail "build.ninja still makes note"
	nothing
}

case_hand_written() {
	built
	mkdir db/schema/50_custom
	echo 'SELECT 1;' >db/schema/50_custom/a.sql
	build sql check
	ok
	ran scan graph
	grep -qx db/schema/50_custom/a.sql .specql/sql.list || fail "not listed"
	nothing
	cp .specql/environment/local "$tmp/spare"
	echo 'SELECT 2;' >db/schema/50_custom/a.sql
	build sql check
	ran scan
	cmp -s .specql/environment/local "$tmp/spare" && fail "the environment does not know that it changed"
	nothing
}

case_folders_like_targets() {
	built
	mkdir sql check schema_local
	settle
	edit crm/entities/note.yaml '$a\  title: text'
	build sql check
	ok
	ran scan "model note" "table note" "helpers note" "metadata note"
	nothing
}

case_odd_paths() {
	project
	odd="it's \$5: a #1 \"folder\""
	mkdir -p "$odd/entities"
	printf 'entity: Task\nschema: crm\nfields:\n  t: text\n  note: ref(Note)\n' >"$odd/entities/a task.yaml"
	generate
	build sql check
	ok
	there db/schema/10_tables/task.sql
	nothing
	settle
	touch "$odd/entities/a task.yaml"
	build sql check
	ran scan
	edit "$odd/entities/a task.yaml" 's/t: text/u: text/'
	build sql check
	ok
	nothing
	tab=$(printf 'a\tb')
	cp crm/entities/note.yaml "crm/entities/$tab.yaml"
	build -k 0 sql check
	failed
	says "may hold no tab"
}

case_letters_in_paths() { # those that samurai takes in no depfile
	project
	mkdir -p größe/entities a=50%/entities
	mv crm/entities/note.yaml größe/entities/
	mv crm/entities/company.yaml a=50%/entities/
	generate
	build sql check
	ok
	nothing
	settle
	edit größe/entities/note.yaml 's/body/motto/'
	build sql check
	ok
	grep -q motto db/schema/10_tables/note.sql || fail "the edit is not seen"
	nothing
}

case_deleted_only_inside() {
	built
	build frontend
	mkdir "$tmp/spare"
	cp db/schema/10_tables/note.sql "$tmp/spare/"
	mv db/schema/10_tables "$tmp/spare/10_tables"
	ln -s "$tmp/spare/10_tables" db/schema/10_tables
	mv frontend/generated "$tmp/spare/web"
	ln -s "$tmp/spare/web" frontend/generated
	rm crm/entities/note.yaml
	build sql check
	there "$tmp/spare/10_tables/note.sql" "$tmp/spare/web/crm/note.types.ts"
	grep -q '^frontend/generated/crm/note.types.ts: warning: nothing makes this file any more, but it lies behind the link frontend/generated, so it stays; delete it$' "$tmp/log" || fail "not said"
	rm -r "$tmp/spare/web/crm"/note.*
	settle
	edit crm/entities/contact.yaml '1s/Contact/Person/'
	build sql check
	! grep -q 'note.types' "$tmp/log" || fail "said of what is gone"
}

# Files that were not there are looked for where they would appear.
case_settings_appear() {
	project
	echo 'entities: [crm/entities, sales/entities]' >specql.yaml
	generate
	build sql check
	settle
	mkdir registry
	build sql check
	ran scan
	settle
	echo 'domains: [' >registry/domain_registry.yaml
	build -k 0 sql check
	failed
	ran scan project
	says "registry/domain_registry.yaml:"
	rm -r registry
	build sql check
	ok
	nothing
}
