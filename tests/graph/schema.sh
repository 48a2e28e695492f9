# The whole build, down to Confiture. A case takes seconds, so there are few.

whole() {
	[ -n "${CONFITURE-}" ] || fail "CONFITURE is not set: it names the Confiture to test with"
	project
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
	ran scan "model note" "table note" "helpers note" "metadata note" "confiture schema_local"
	grep -q title db/generated/schema_local.sql || fail "the schema lacks the new column"
	build
	ran
}

case_schema_deleted() {
	whole
	rm crm/entities/note.yaml
	build
	ok
	ran scan graph "confiture schema_local"
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
	# build.ninja stays the same, so Ninja does not read the new depfile, misses the folder and scans once more.
	rm -r db/schema/50_custom
	build
	ran scan scan graph "confiture schema_local"
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
	echo 'environments: [local, production]' >specql.yaml
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

# Restored with the outputs, at another time, beside new sources.
case_schema_fresh_clone() {
	whole
	mkdir "$tmp/spare"
	cp -rp .specql build.ninja "$tmp/spare/"
	cp -rp --parents db/generated db/schema "$tmp/spare/"
	mkdir "$tmp/spare/db/environments"
	cp db/environments/local.yaml "$tmp/spare/db/environments/"
	cp -r crm sales "$tmp/spare/"
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
	build sql check
	ok
	ran
}
