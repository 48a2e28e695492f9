# The whole build, down to Confiture. A case takes seconds, so there are few.

whole() {
	[ -n "${CONFITURE-}" ] || fail "CONFITURE is not set: it names the Confiture to test with"
	project
	printf 'frontend: false\ndocs: false\n' >specql.yaml
	generate
	build
	ok
	settle
}

case_schema() {
	whole
	there db/generated/schema_local.sql
	grep -q tb_note db/generated/schema_local.sql || fail "the schema lacks a table"
	build
	ran
	touch crm/entities/*.yaml db/environments/local.yaml
	build
	ran scan
	settle
	edit crm/entities/note.yaml '1i # a comment'
	build
	ran scan "model note"
	edit crm/entities/note.yaml '$a\  title: text'
	build
	ok
	ran scan "model note" "table note" "helpers note" "metadata note" "impacts note.impacts" "confiture schema_local"
	grep -q title db/generated/schema_local.sql || fail "the schema lacks the new column"
	build
	ran
}

case_schema_deleted() {
	whole
	rm crm/entities/note.yaml
	build
	ok
	ran scan graph merge_impacts "confiture schema_local"
	grep -q tb_note db/generated/schema_local.sql && fail "the schema still has the table"
	mkdir db/schema/50_custom
	echo 'CREATE VIEW crm.v AS SELECT 1;' >db/schema/50_custom/v.sql
	build
	ok
	ran scan graph "confiture schema_local"
	edit db/schema/50_custom/v.sql 's/1/2/'
	build
	ran scan "confiture schema_local"
	grep -q 'SELECT 2' db/generated/schema_local.sql || fail "the schema lacks the edit"
	rm -r db/schema/50_custom
	build
	ran scan graph "confiture schema_local"
	echo 'SELECT 1;' >db/schema/10_tables/mine.sql
	edit crm/entities/company.yaml '$a\  motto: text'
	build
	failed
	says db/schema/10_tables/mine.sql
}

case_schema_broken_entity() {
	whole
	cp db/generated/schema_local.sql "$tmp/spare"
	edit crm/entities/note.yaml 's/text/txet/'
	edit crm/entities/company.yaml '$a\  motto: text'
	build -k 0
	failed
	cmp -s db/generated/schema_local.sql "$tmp/spare" || fail "a schema was built though an entity is broken"
	there db/schema/10_tables/company.sql
	edit crm/entities/note.yaml 's/txet/text/'
	build
	ok
	grep -q motto db/generated/schema_local.sql || fail "the schema lacks the new column"
}

case_schema_new_and_broken() {
	whole
	echo 'entity: [' >crm/entities/task.yaml
	build -k 0
	failed
	ran scan graph "model task"
	rm crm/entities/task.yaml
	build
	ok
	ran scan graph
}

case_schema_environments() {
	whole
	echo 'environments: [local, production]' >>specql.yaml
	build
	ok
	ran scan graph "confiture schema_production"
	there db/generated/schema_production.sql db/environments/production.yaml
	sed -i 's/localhost/elsewhere/' db/environments/production.yaml
	build
	ran scan "confiture schema_production"
	build
	ran
}

# Helpers written anew but equal: the schema is not built, and nothing is left to do.
case_schema_equal() {
	whole
	rm db/schema/20_helpers/note.sql
	build
	ok
	ran "helpers note" "confiture schema_local"
	build
	ran
	build
	ran
}

# What the environments' files name beside db/schema.
case_schema_more_folders() {
	project
	mkdir -p more/deep
	echo 'SELECT 1;' >more/deep/a.sql
	generate
	printf 'include_dirs:\n  - db/schema\n  - more\n' >"$tmp/spare"
	edit db/environments/local.yaml '/include_dirs/,$d'
	cat "$tmp/spare" >>db/environments/local.yaml
	build
	ok
	grep -q 'SELECT 1' db/generated/schema_local.sql || fail "the schema lacks a file"
	settle
	edit more/deep/a.sql 's/1/2/'
	build
	ok
	ran scan "confiture schema_local"
	grep -q 'SELECT 2' db/generated/schema_local.sql || fail "the schema lacks the edit"
	echo 'SELECT 3;' >more/b.sql
	build
	ran scan "confiture schema_local"
	grep -q 'SELECT 3' db/generated/schema_local.sql || fail "the schema lacks the new file"
	build
	ran
	# What Confiture would include there and no scan sees.
	mkdir more/.hidden
	echo 'SELECT 4;' >more/.hidden/c.sql
	edit more/b.sql 's/3/33/'
	build
	[ "$status" = 1 ] || fail "includes a hidden file whose changes are not noticed"
	says "more/.hidden/c.sql: error: hidden or in node_modules"
	rm -r more/.hidden
	build
	ok
	rm -r .specql build.ninja
	generate -B "$tmp/out"
	cd "$tmp/out" || exit 2
	build
	ok
	there more/deep/a.sql more/b.sql
	echo 'SELECT 5;' >more/other.sql
	edit "$tmp/p/more/deep/a.sql" 's/2/22/'
	build
	[ "$status" = 1 ] || fail "includes a file that the project does not have"
	says "more/other.sql: error: Confiture would include it, but it was not there when the graph was made"
	rm more/other.sql
	build
	ok
	rm "$tmp/p/more/b.sql"
	build
	ok
	gone more/b.sql
	build
	ran
	settle
	rm -r "$tmp/p/more/deep"
	build
	ok
	gone more/deep
	there more
	build
	ran
	rm -r .specql build.ninja db more
	generate -C "$tmp/p" -B .
	build
	ok
	settle
	rmdir "$tmp/p/more"
	build
	failed
	says "error: there is no folder 'more'"
	cd "$tmp/p" || exit 2
	mkdir more
	generate
	build
	ok
	settle
	rmdir more
	build
	failed
	says "db/environments/local.yaml:6:5: error: there is no folder 'more'"
}

# With -B an environment's file that the project has later takes the place of the default, wherever entities lie.
case_schema_later_environment() {
	for settings in '' 'entities: [crm, sales]'; do
		rm -rf "$tmp/p" "$tmp/out"
		mkdir "$tmp/p"
		cd "$tmp/p" || exit 2
		project
		printf 'environments: [local, prod]\n%s\n' "$settings" >specql.yaml
		mkdir -p more db/environments
		echo 'SELECT 1;' >more/a.sql
		printf 'name: prod\ndatabase_url: postgresql://localhost/prod\ninclude_dirs: [db/schema]\n' >db/environments/prod.yaml
		settle
		generate -B "$tmp/out"
		cd "$tmp/out" || exit 2
		build
		ok
		build
		ran
		settle
		printf 'name: local\ndatabase_url: postgresql://localhost/local\ninclude_dirs: [db/schema, more]\n' >"$tmp/p/db/environments/local.yaml"
		build
		ok
		ran scan "confiture schema_local"
		grep -q 'SELECT 1' db/generated/schema_local.sql || fail "the schema is that of the default"
		build
		ran
		settle
		rm "$tmp/p/db/environments/local.yaml"
		build
		ok
		! grep -q 'SELECT 1' db/generated/schema_local.sql || fail "the schema is that of a file that is gone"
		build
		ran
	done
}

case_schema_dead() {
	project
	echo 'environments: [local, prod]' >specql.yaml
	generate
	build
	ok
	there db/generated/schema_prod.sql
	settle
	echo 'environments: [local]' >specql.yaml
	build
	ok
	gone db/generated/schema_prod.sql
	settle
	printf 'output:\n  generated: made\n' >specql.yaml
	build
	ok
	there made/schema_local.sql
	gone db/generated
	settle
	echo '-- mine' >>made/schema_local.sql
	rm specql.yaml
	build
	ok
	there made/schema_local.sql db/generated/schema_local.sql
	says "made/schema_local.sql: warning:"
}

# The layers without a file go as well.
case_schema_sql_folder() {
	built
	echo 'output: {sql: made/sql}' >specql.yaml
	build sql
	ok
	there made/sql/10_tables/note.sql made/sql/25_views
	gone db/schema
	settle
	mkdir made/sql/50_custom
	rm specql.yaml
	build sql
	ok
	there db/schema/10_tables/note.sql made/sql/50_custom
	[ "$(ls made/sql)" = 50_custom ] || fail "left: $(ls made/sql)"
}

case_schema_edited() {
	whole
	echo '-- mine' >>db/generated/schema_local.sql
	edit crm/entities/note.yaml '$a\  title: text'
	build
	failed
	says "db/generated/schema_local.sql: error: edited by hand"
	grep -q mine db/generated/schema_local.sql || fail "an edited file was overwritten"
	rm db/generated/schema_local.sql
	build
	ok
	build
	ran
	echo '-- mine' >>db/generated/schema_local.sql
	rm -r .specql/emit
	edit crm/entities/note.yaml 's/title/topic/'
	build
	ok
	grep -q topic db/generated/schema_local.sql || fail "without a record it is not built"
}

# Restored with the outputs, at another time, beside new sources.
case_schema_fresh_clone() {
	whole
	mkdir "$tmp/spare"
	cp -rp .specql build.ninja "$tmp/spare/"
	cp -rp --parents db/generated db/schema "$tmp/spare/"
	mkdir "$tmp/spare/db/environments"
	cp db/environments/local.yaml "$tmp/spare/db/environments/"
	cp -r crm sales specql.yaml "$tmp/spare/"
	cd "$tmp/spare" || exit 2
	build
	ok
	ran scan
	build
	ran
}

# Without Confiture its edge fails and nothing else does.
case_confiture_missing() {
	project
	echo 'confiture: ./none' >specql.yaml
	generate
	build -k 0
	failed
	says Confiture
	there db/schema/10_tables/note.sql
	build sql
	ok
	ran
}

# Nobody has changed it: of the folder of the project, and of an output root beside it, which no other build has written.
case_default_environment_follows() {
	whole
	"$bin/specql-ninja" --quiet -C . -B ../out && $NINJA -C ../out >"$tmp/log" 2>&1 || fail "an output root is not built"
	printf 'output: {sql: sql}\n' >>specql.yaml
	$NINJA -C ../out >"$tmp/log" 2>&1 || fail "the output root keeps the old folder"
	grep -qx '  - sql' ../out/db/environments/local.yaml || fail "the output root names another folder"
	grep -qx '  - db/schema' db/environments/local.yaml || fail "the project's folder is written for an output root"
	build
	ok
	grep -qx '  - sql' db/environments/local.yaml || fail "it names another folder"
	build
	ran
	echo '# mine' >>db/environments/local.yaml
	edit specql.yaml 's/{sql: sql}/{sql: elsewhere}/'
	build
	failed
	says "there is no folder 'sql'"
	grep -q mine db/environments/local.yaml || fail "what somebody wrote is lost"
}

# What somebody wrote below the old folder would be left out of the schema in silence.
case_hand_written_left_behind() {
	whole
	mkdir -p db/schema/50_custom
	echo 'SELECT 1;' >db/schema/50_custom/mine.sql
	build
	ok
	grep -q 'SELECT 1;' db/generated/schema_local.sql || fail "it is not part of the schema"
	printf 'output: {sql: sql}\n' >>specql.yaml
	build
	ok
	says "db/schema/50_custom/mine.sql: warning: is not part of the schema any more, whose folder was 'db/schema'; move it below 'sql', or list its folder under include_dirs of db/environments/local.yaml"
	[ "$(grep -c 'any more' "$tmp/log")" = 1 ] || fail "generated files are told, too"
	there db/schema/50_custom/mine.sql
	build
	ran
}
