# What a caller tells specql-ninja, and a build folder of CMake in the project.

case_config() {
	project
	printf 'layout: by_schema\nfrontend: false\n' >"$tmp/other.yaml"
	generate --config "$tmp/other.yaml"
	build sql
	ok
	there db/schema/10_tables/crm/note.sql
	gone frontend
	settle
	# It holds from now on, also for those who are not told of it.
	generate
	build sql
	ran
	there db/schema/10_tables/crm/note.sql
	echo 'layout: flat' >"$tmp/other.yaml"
	build sql
	ok
	there db/schema/10_tables/note.sql
	gone db/schema/10_tables/crm
	settle
	echo 'layout: by_schema' >specql.yaml
	build sql
	ran scan
	echo 'layuot: flat' >"$tmp/other.yaml"
	build sql
	failed
	says "$tmp/other.yaml:1:1: error: unknown key 'layuot' in 'specql.yaml'; did you mean 'layout'?"
	there db/schema/10_tables/note.sql
	rm "$tmp/other.yaml"
	build .specql/project.ok
	failed
	says "$tmp/other.yaml: error: cannot read: No such file or directory"
	"$tmp/bin/specql-validate" >"$tmp/said" 2>&1
	prints "error: cannot read: No such file or directory"
	# In the project its path is shown, and kept, from there.
	mkdir settings
	echo 'layuot: flat' >settings/a.yaml
	generate --config settings/a.yaml
	prints "settings/a.yaml:1:1: error:"
	[ "$(cat .specql/given)" = "$(printf 'config\tsettings/a.yaml')" ] || fail "the path is kept otherwise"
	generate --config specql.yaml
	[ "$status" = 0 ] || fail "specql-ninja: $status"
	gone .specql/given
	build sql
	ok
	there db/schema/10_tables/crm/note.sql
}

# Ninja says what specql-ninja leaves to it, all of it.
case_defer() {
	built
	printf 'entity: Note\nschema: crm\nfields: {a: text}\n' >crm/entities/twice.yaml
	echo 'fields: [' >crm/entities/broken.yaml
	edit crm/entities/company.yaml 's/text/txet/'
	echo 'layuot: flat' >specql.yaml
	generate --defer
	[ "$status" = 0 ] && [ ! -s "$tmp/said" ] || fail "--defer: $status, $(cat "$tmp/said")"
	build -k 0 sql .specql/project.ok
	failed
	for file in crm/entities/twice.yaml:1 crm/entities/broken.yaml: crm/entities/company.yaml:4:9 specql.yaml:1:1; do says "$file"; done
	generate --defer --frozen -C nowhere
	[ "$status" = 1 ] || fail "--defer hides that there is no project"
	prints nowhere
}

# Paths in diagnostics, for a reader who is elsewhere.
case_root() {
	built
	edit crm/entities/company.yaml 's/text/txet/'
	echo 'layuot: flat' >specql.yaml
	SPECQL_ROOT=$PWD
	export SPECQL_ROOT
	generate
	prints "$PWD/specql.yaml:1:1: error:"
	build -k 0 sql .specql/project.ok
	says "$PWD/crm/entities/company.yaml:4:9: error:"
	says "$PWD/specql.yaml:1:1: error:"
	says '    4 |   name: txet!'
	unset SPECQL_ROOT
	build sql
	grep -q "^crm/entities/company.yaml:4:9: error:" "$tmp/log" || fail "the path is not that in the project"
}

case_build_tree() {
	built
	mkdir -p tree/_deps/entities
	: >tree/CMakeCache.txt
	printf 'entity: Other\nschema: crm\nfields: {a: text}\n' >tree/_deps/entities/other.yaml
	build sql
	ok
	gone db/schema/10_tables/other.sql
	settle
	touch tree/more tree
	nothing
	rm tree/CMakeCache.txt
	touch .
	build sql
	there db/schema/10_tables/other.sql
}
