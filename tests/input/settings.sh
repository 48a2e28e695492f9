# specql.yaml, the registry, environments and the files of kinds.

# settings DIAGNOSTICS…, specql.yaml on stdin: the faults are said; what was made under sound settings stays.
settings() {
	cat >bad
	printf '%s\n' "$@" >lines
	project
	cp bad specql.yaml
	chain
	faulty <lines
	there db/schema/10_tables/contact.sql
	gone "$schema"
	clean
	rm -rf db .specql build.ninja entities
	mv bad lines ..
	built
	mv ../bad specql.yaml
	mv ../lines .
	chain
	faulty <lines
	all_kept
	clean
}
registry() {
	cat >bad
	printf '%s\n' "$@" >lines
	built
	mkdir registry
	mv bad registry/domain_registry.yaml
	chain
	faulty <lines
	all_kept
	clean
}
here_at() { printf 'specql.yaml:%s' "$*"; }
there_at() { printf 'registry/domain_registry.yaml:%s' "$*"; }

case_settings_broken() { printf 'layout: [\n' | settings "$(here_at "1:9: error: 'layout' must be a text, not a list")
$(here_at "1:9: error: a value was expected here; is a [ or { not closed?")"; }
case_settings_empty() { built; : >specql.yaml; chain; ok; all_kept; }
case_settings_nul() { printf 'layout: f\0lat\n' | settings "$(here_at "1:10: error: a NUL byte; remove it")"; }
case_settings_not_utf8() { printf 'layout: f\377lat\n' | settings "$(here_at "1:10: error: this is no UTF-8; save the file as UTF-8")"; }
case_settings_list() { printf -- '- layout\n' | settings "$(here_at "1:1: error: 'specql.yaml' must be a mapping, not a list")"; }
case_settings_text() { printf 'name shop\n' | settings "$(here_at "1:1: error: 'specql.yaml' must be a mapping, not text; write 'name: shop'")"; }
case_settings_no_blank() { printf 'name:shop\n' | settings "$(here_at "1:1: error: 'specql.yaml' must be a mapping, not text; write 'name: shop'")"; }
case_settings_unknown_key() { printf 'layuot: flat\nenvironment: [x]\n' | settings "$(here_at "1:1: error: unknown key 'layuot' in 'specql.yaml'; did you mean 'layout'?")
$(here_at "2:1: error: unknown key 'environment' in 'specql.yaml'; did you mean 'environments'?")"; }
case_settings_wrong_kinds() { printf 'entities: {a: b}\nenvironments: 3\noutput: x\nlayout: []\ntenancy: 1\nschemas: []\nroles: x\naction_names: {}\nexternal_tables: x\nfunctions: {}\nstrict: maybe\nconfiture: []\nemitters: x\n' | settings "$(here_at "10:12: error: 'functions' must be a list, not a mapping")
$(here_at "11:9: error: 'strict' must be true or false, not 'maybe'")
$(here_at "12:12: error: 'confiture' must be a text, not a list")
$(here_at "13:11: error: 'emitters' must be a list, not text")
$(here_at "1:11: error: 'entities' must be a list, not a mapping")
$(here_at "2:15: error: 'environments' must be a list, not text; write [3]")
$(here_at "3:9: error: 'output' must be a mapping, not text")
$(here_at "4:9: error: 'layout' must be a text, not a list")
$(here_at "5:10: error: 'tenancy' must be tenant, multi_tenant, shared or common, not '1'")
$(here_at "6:10: error: 'schemas' must be a mapping, not a list")
$(here_at "7:8: error: 'roles' must be a mapping, not text")
$(here_at "8:15: error: 'action_names' must be a text, not a mapping")
$(here_at "9:18: error: 'external_tables' must be a list, not text")"; }
case_settings_wrong_words() { printf 'layout: by_shcema\ntenancy: tennant\naction_names: all\nschemas: {crm: hsared}\n' | settings "$(here_at "1:9: error: 'by_shcema' is no layout; did you mean 'by_schema'?")
$(here_at "2:10: error: 'tennant' is no tenancy; did you mean 'tenant'?")
$(here_at "3:15: error: 'action_names' must be global or entity, not 'all'")
$(here_at "4:16: error: 'hsared' is no tenancy; did you mean 'shared'?")"; }
case_settings_tenancy_of_schemas() { printf 'schemas:\n  crm: Shared\n  a: [shared]\n  b: none\n' | settings "$(here_at "2:8: error: 'Shared' is no tenancy; did you mean 'shared'?")
$(here_at "3:6: error: a schema's tenancy is tenant or shared")
$(here_at "4:6: error: a schema's tenancy is tenant or shared")"; }
case_settings_remote() { printf 'remote: perhaps\n' | settings "$(here_at "1:9: error: 'remote' must be true or false, not 'perhaps'")"; }
case_settings_remote_properties() { printf 'remote:\n  OSFamily: [linux]\n  pool:\n  image: "a\\nb"\n' | settings "$(here_at "2:13: error: a property of the machines is one line of text, such as 'OSFamily: linux'")
$(here_at "3:8: error: a property of the machines is one line of text, such as 'OSFamily: linux'")
$(here_at "4:10: error: a property of the machines is one line of text, such as 'OSFamily: linux'")"; }
case_settings_bomb() { { printf 'a: &a [x, x, x, x, x, x, x, x, x, x]\n'; for i in b c d e f g; do printf '%s: &%s [' $i $i; repeat 9 "*$(echo $i | tr b-g a-f), "; echo "]"; done; } | settings "$(here_at "1:1: error: unknown key 'a' in 'specql.yaml'")
$(here_at "2:1: error: unknown key 'b' in 'specql.yaml'")
$(here_at "3:1: error: unknown key 'c' in 'specql.yaml'")
$(here_at "4:1: error: unknown key 'd' in 'specql.yaml'")
$(here_at "5:1: error: unknown key 'e' in 'specql.yaml'")
$(here_at "6:1: error: unknown key 'f' in 'specql.yaml'")
$(here_at "6:8: error: the file has more than 100000 values, aliases expanded")"; }
case_settings_missing_beside_the_whole() { # though all is walked anyway
	printf 'entities: ["*.yaml", nothing, entities, "nowhere/*.yaml"]\n' | settings "$(here_at "1:22: error: entities: there is no folder 'nothing'")
$(here_at "1:41: error: entities: there is no folder 'nowhere'")
$(here_at "1:12: warning: entities: no file matches '*.yaml'")
$(here_at "1:41: warning: entities: no file matches 'nowhere/*.yaml'")"
}
case_settings_hidden_beside_the_whole() { # what is named is walked, whatever leads there
	thing Lead >lead.yaml
	mkdir -p .crm node_modules/y
	thing Deal >.crm/deal.yaml
	thing Order >node_modules/y/order.yaml
	mkdir ../far
	thing Item >../far/item.yaml
	ln -s ../far link
	printf 'entities: ["*.yaml", .crm, node_modules/y, link]\n' >specql.yaml
	chain
	ok
	there db/schema/10_tables/lead.sql db/schema/10_tables/deal.sql db/schema/10_tables/order.sql db/schema/10_tables/item.sql
	printf 'entities: [.]\n' >specql.yaml
	chain
	ok
	there db/schema/10_tables/lead.sql
	gone db/schema/10_tables/deal.sql db/schema/10_tables/order.sql db/schema/10_tables/item.sql
}
case_settings_outputs_within_entities() { # they are passed over; what is made there is no entity
	mkdir -p app/crm
	thing Lead >app/crm/lead.yaml
	printf 'entities: [app]\noutput: {frontend: app/frontend, docs: app/crm/docs, sql: app/sql}\n' >specql.yaml
	chain
	ok
	there app/sql/10_tables/lead.sql app/frontend/crm/lead.types.ts app/crm/docs/crm/lead.md
	: >said
	build
	grep -q 'no work to do' said || fail_showing "something was built" said
	thing Deal >app/crm/docs/deal.yaml
	chain
	here_at " error: 'app/crm/docs' holds entities, so nothing can be written there; choose another folder for the output" | faulty
}
case_settings_other_output_roots() { # hold nothing of the project, whatever its patterns
	thing Lead >lead.yaml
	mkdir -p part/entities
	thing Deal >part/entities/deal.yaml
	printf 'entities: ["**/*.yaml"]\n' >specql.yaml
	(cd part && generate && build) # in its own folder: it is a part of the whole, too
	for out in out far/out; do
		generate -B "$out"
		build -C "$out"
		exits 0
	done
	printf 'name: the part\n' >part/specql.yaml
	mkdir part/registry
	printf 'domains: {"2": {name: crm}}\n' >part/registry/domain_registry.yaml
	tool specql-validate --strict
	[ "$status" = 0 ] || fail_showing "validate" said
	chain
	! grep -q error: said || fail_showing "a fault" said
	there db/schema/10_tables/lead.sql db/schema/10_tables/deal.sql
	gone db/schema/10_tables/local.sql
}
case_settings_output_root_of_entities() { # a slip of the hand does not hide them, now or later
	mkdir -p a/entities a/crm
	thing Lead >a/entities/lead.yaml
	thing Deal >a/crm/deal.yaml
	for settings in '' 'entities: [crm, entities]' 'entities: ["*/*.yaml"]'; do
		printf '%s\n' "$settings" >a/specql.yaml
		for out in entities crm; do
			[ "$settings$out" != crm ] || continue
			rm -rf a/*/.specql a/*/build.ninja a/*/db a/.specql a/build.ninja a/db
			generate -C a -B "a/$out"
			echo "$out: error: a folder of entities cannot be the output root; choose another one with -B" | faulty
			generate -C a
			ok
			there a/build.ninja
			grep -q lead.yaml a/.specql/shape.txt || fail "lead is hidden: $settings $out"
		done
	done
}
case_settings_output_root_of_sql() {
	project
	mkdir -p db/schema
	generate -B db/schema
	echo "db/schema: error: the folder of the SQL cannot be the output root; choose another one with -B" | faulty
}
case_settings_empty_path() { printf 'entities: [entities, ""]\n' | settings "$(here_at "1:22: error: entities: this path is empty; the whole project is '.'")"; }
case_settings_folder_without_entities() {
	project
	mkdir other other/more
	echo 'entities: [entities, other/]' >specql.yaml
	chain
	here_at "1:22: warning: entities: no entity file is in 'other'" | diagnostics
	exits 0
	thing Lead >other/more/lead.yaml
	build
	exits 0
	there db/schema/10_tables/lead.sql
	echo 'entities: [other/more, .]' >specql.yaml
	chain
	ok
}
case_settings_outside() { printf 'entities: [../other, /etc, a/../../b]\n' | settings "$(here_at "1:12: error: entities: '../other' is not inside the project")
$(here_at "1:22: error: entities: '/etc' is not inside the project")
$(here_at "1:28: error: entities: 'a/../../b' is not inside the project")"; }
case_settings_no_such_folder() { printf 'entities: [entities, nothing]\n' | settings "$(here_at "1:22: error: entities: there is no folder 'nothing'")"; }
case_settings_no_such_file() { printf 'entities: [entities//, "entities/lead.yaml", "entities/[cl]*.yml", "./entities/company.yaml"]\n' | settings "$(here_at "1:24: error: entities: there is no file 'entities/lead.yaml'")
$(here_at "1:46: warning: entities: no file matches 'entities/[cl]*.yml'")"; }
case_settings_the_whole_project() { # its outputs lie in it, and are none of its entities
	thing Lead >lead.yaml
	mkdir -p a/b registry
	thing Deal >a/b/deal.yml
	printf 'domains: {"2": {name: crm}}\n' >registry/domain_registry.yaml
	printf 'entities: ["."]\n' >specql.yaml
	chain
	ok
	there db/schema/10_tables/lead.sql db/schema/10_tables/deal.sql "$schema"
	: >said
	build
	grep -q 'no work to do' said || fail_showing "something was built" said
	for pattern in . "'a/b/*.yml', '*.yaml'"; do # it is no less an entity
		printf 'entities: [%s]\noutput: {docs: a/b}\n' "$pattern" >specql.yaml
		chain
		here_at " error: 'a/b' holds entities, so nothing can be written there; choose another folder for the output" | faulty
		there db/schema/10_tables/deal.sql
	done
}
case_settings_output_names() { # the configuration that is written for Confiture names them as YAML reads them
	for folder in '*' ' a' '%p' '[b]' '{c}' 'x #y' 'a: b' '!t' '"q'; do
		rm -rf ./* .specql
		project
		printf 'environments: ["no", local]\noutput:\n  sql: '"'%s'"'\n' "$folder/sql" >specql.yaml
		chain
		ok
		there "$folder/sql/10_tables/contact.sql" db/generated/schema_no.sql
	done
	printf 'output:\n  docs: -d\n' >specql.yaml
	chain
	here_at "2:9: error: 'docs' takes a path inside the project, such as db/schema" | faulty
}
case_settings_output_spelled() { printf 'output:\n  sql: db/schema/\n  generated: ./db//generated\n  docs: ./\n' | settings "$(here_at "2:8: error: write it as 'db/schema'")
$(here_at "3:14: error: write it as 'db/generated'")
$(here_at "4:9: error: this folder is not free for outputs; choose another, such as db/schema")"; }
case_settings_output_outside() { printf 'output:\n  sql: ../db\n  generated: /tmp/x\n' | settings "$(here_at "2:8: error: 'sql' takes a path inside the project, such as db/schema")
$(here_at "3:14: error: 'generated' takes a path inside the project, such as db/schema")"; gone ../db; }
case_settings_outputs_inside_each_other() { printf 'output:\n  sql: db\n  generated: db/10_tables\n' | settings "$(here_at "2:3: error: 'generated' must lie outside of 'sql', or Confiture would include its own output")"; }
case_settings_output_state() { printf 'output:\n  sql: .specql\n  generated: .\n' | settings "$(here_at "2:8: error: this folder is not free for outputs; choose another, such as db/schema")
$(here_at "3:14: error: this folder is not free for outputs; choose another, such as db/schema")"; }
# many COUNT KEY PREFIX: a list of so many names.
many() { printf '%s:\n' "$2"; seq -f "- $3%.0f" "$1"; }
case_settings_too_many() { { many 10001 entities e; many 101 environments e; many 10001 functions f; many 10001 external_tables a.t; } | settings "$(here_at "10002:3: error: there are 10001 paths; at most 10000 are allowed")
$(here_at "10104:3: error: there are 101 environments; at most 100 are allowed")
$(here_at "20106:3: error: there are 10001 functions; at most 10000 are allowed")
$(here_at "30108:3: error: there are 10001 tables; at most 10000 are allowed")"; }
case_settings_environment_names() { printf 'environments: ["a/b", "../x", "", "a b", "x;touch pwned", local, local]\n' | settings "$(here_at "1:16: error: environment 'a/b' is no identifier; use letters, digits and '_', beginning with a letter")
$(here_at "1:23: error: environment '../x' is no identifier; use letters, digits and '_', beginning with a letter")
$(here_at "1:31: error: environment is empty")
$(here_at "1:35: error: environment 'a b' is no identifier; use letters, digits and '_', beginning with a letter")
$(here_at "1:42: error: environment 'x;touch pwned' is no identifier; use letters, digits and '_', beginning with a letter")
$(here_at "1:66: error: this environment stands here twice")"; gone pwned; }
case_settings_named_twice() { printf 'entities: [entities, entities]\nfunctions: [f, crm.f, f]\n' | settings "$(here_at "1:22: error: this path stands here twice")
$(here_at "2:23: error: this function stands here twice")"; }
case_settings_empty_lists() { printf 'entities: []\nenvironments: []\nclients: []\n' | settings "$(here_at "1:11: error: 'entities' needs at least one path; without the key, entities lie in folders called 'entities'")
$(here_at "2:15: error: 'environments' needs at least one name")"; }
case_settings_roles() { printf 'roles:\n  api: "a\\"; DROP TABLE x; --"\n  action: ""\n' | settings "$(here_at "2:8: error: api 'a\"; DROP TABLE x; --' is no identifier; use letters, digits and '_', beginning with a letter")
$(here_at "3:11: error: action is empty")"; }
case_settings_schema_names() { printf 'schemas:\n  "a\\"b": tenant\n  pg_catalog: shared\n  Crm: shared\n' | settings "$(here_at "2:3: error: schema 'a\"b' is no identifier; use letters, digits and '_', beginning with a letter")
$(here_at "4:3: error: schemas are written in small letters")"; }
case_settings_schemas_of_no_entity() { # a typing error there would take a schema's tenants away
	project
	printf 'schemas:\n  cmr: shared\n  quite_another: shared\n  crm: tenant\n' >specql.yaml
	chain
	{ here_at "2:3: warning: no entity has the schema 'cmr'; did you mean 'crm'?"; echo
	here_at "3:3: warning: no entity has the schema 'quite_another', so nothing is said of any; remove it"; echo; } | diagnostics
	exits 0
	sleep 0.02
	touch entities/contact.yaml
	build
	: >said
	build
	grep -q 'no work to do' said || fail_showing "something was built" said
	printf 'entity: {' >entities/broken.yaml # its schema may be the one
	generate
	! grep -q 'no entity has' said || fail_showing "said though a file is broken" said
	rm entities/broken.yaml
	printf 'strict: true\n' >>specql.yaml
	chain
	{ here_at "2:3: error: no entity has the schema 'cmr'; did you mean 'crm'?"; echo
	here_at "3:3: error: no entity has the schema 'quite_another', so nothing is said of any; remove it"; echo; } | faulty
	there db/schema/10_tables/contact.sql
	printf 'strict: true\nschemas: {crm: tenant}\n' >specql.yaml
	chain
	ok
}
case_settings_schemas_beside_the_registry() { # of two that disagree one is told that it does not hold
	project
	mkdir registry
	printf 'domains:\n  "2": {name: CRM, aliases: [kontakte], multi_tenant: true}\n  "3": {name: common, multi_tenant: false}\n' >registry/domain_registry.yaml
	printf 'schemas:\n  crm: shared\n' >specql.yaml
	chain
	here_at "2:8: warning: the registry says 'multi_tenant: true' of 'crm', and holds; say the same here, or leave it out" | diagnostics
	exits 0
	grep -q 'tenant_id ' db/schema/10_tables/contact.sql || fail "the registry does not hold"
	tool specql-validate
	here_at "2:8: warning: the registry says 'multi_tenant: true' of 'crm', and holds; say the same here, or leave it out" | diagnostics
	printf 'schemas:\n  crm: multi_tenant\n' >specql.yaml
	chain
	ok
}
case_settings_strict() { # warnings of the whole are errors too, and nothing else is held up
	project
	printf 'strict: true\nentities: [entities, "more/*.yaml"]\n' >specql.yaml
	mkdir more
	chain
	here_at "2:22: error: entities: no file matches 'more/*.yaml'" | faulty
	there db/schema/10_tables/contact.sql
	gone "$schema"
}
case_settings_external_tables() { printf 'external_tables:\n  - "a;b"\n  - {table: "x.y\\"z"}\n  - {table: a.b, key: "k;"}\n  - {table: a.c, key_type: text}\n  - a.d\n  - {table: a.d, key: e}\n' | settings "$(here_at "2:5: error: 'a;b' is no table; write schema.table")
$(here_at "3:13: error: 'x.y\"z' is no table; write schema.table")
$(here_at "4:23: error: key 'k;' is no identifier; use letters, digits and '_', beginning with a letter")
$(here_at "5:28: error: 'key_type' must be integer, bigint or uuid, not 'text'")
$(here_at "7:13: error: this table stands here twice")"; }
case_settings_link_to_nowhere() { # they are hidden, not taken back
	project
	mkdir conf
	printf 'output:\n  sql: sql\n' >conf/settings.yaml
	ln -s conf/settings.yaml specql.yaml
	chain
	ok
	rm conf/settings.yaml
	sleep 0.02
	chain
	here_at ' error: cannot read: No such file or directory' | faulty
	there sql/10_tables/contact.sql
	gone db/schema
}
case_settings_functions() { printf 'functions: ["a b", "x;y", a.b, f, a.b.c, "f(text)", .f, ""]\n' | settings "$(here_at "1:13: error: 'a b' is no function; write schema.function")
$(here_at "1:20: error: 'x;y' is no function; write schema.function")
$(here_at "1:35: error: 'a.b.c' is no function; write schema.function")
$(here_at "1:42: error: 'f(text)' is no function; write schema.function")
$(here_at "1:53: error: '.f' is no function; write schema.function")
$(here_at "1:57: error: '' is no function; write schema.function")"; }
case_settings_functions_list() { printf 'functions: ["a b", [z]]\n' | settings "$(here_at "1:20: error: 'functions' must be a list of texts; this is a list")"; }
case_settings_emitters() {
	cat <<-'Y' | settings "$(here_at "13:13: error: 'output' takes a path inside the project, such as db/schema")
$(here_at "16:13: error: the output must differ for each entity; put {entity} into it")
$(here_at "19:13: error: the output must differ for each entity; put {entity} into it")
$(here_at "4:13: error: 'output' takes a path inside the project, such as db/schema")
$(here_at "5:11: error: name 'b/c' is no identifier; use letters, digits and '_', beginning with a letter")
$(here_at "9:14: error: the command must name the file that it writes, as \$out")"
	emitters:
	  - name: a
	    command: cp "$in" "$out"
	    output: ../{entity}
	  - name: b/c
	    command: cp "$in" "$out"
	    output: x/{entity}
	  - name: d
	    command: echo
	    output: x/{entity}
	  - name: e
	    command: cp "$in" "$out"
	    output: /tmp/{entity}
	  - name: f
	    command: cp "$in" "$out"
	    output: x/fixed
	  - name: g
	    command: cp "$in" "$out"
	    output: x/{entitty}
	  - name: a
	    command: cp "$in" "$out"
	    output: x/{entity}
	  - name: table
	    command: cp "$in" "$out"
	    output: y/{entity}
	Y
}
case_settings_mappings() { printf 'external_tables: [[x], 1.2.3, {tabel: a.b}]\nemitters: [[x], x, {}]\n' | settings "$(here_at "1:19: error: 'external table' must be a mapping, not a list")
$(here_at "1:24: error: '1.2.3' is no table; write schema.table")
$(here_at "1:32: error: unknown key 'tabel' in 'external table'; did you mean 'table'?")
$(here_at "2:12: error: 'emitter' must be a mapping, not a list")
$(here_at "2:17: error: 'emitter' must be a mapping, not text")
$(here_at "2:20: error: 'emitter' needs the key 'command'")
$(here_at "2:20: error: 'emitter' needs the key 'name'")
$(here_at "2:20: error: 'emitter' needs the key 'output'")"; }
case_settings_emitter_into_generated() { printf 'emitters:\n  - name: a\n    command: cp "$in" "$out"\n    output: db/schema/10_tables/{entity}.sql\n' | settings "$(here_at " error: emitter 'a': db/schema/10_tables/company.sql lies in a folder that is generated; choose another")"; }
case_settings_emitter_into_state() { printf 'emitters:\n  - name: a\n    command: cp "$in" "$out"\n    output: .specql/{entity}\n' | settings "$(here_at "4:13: error: this folder is not free for outputs; choose another, such as db/schema")"; }
case_settings_emitter_onto_sources() { printf 'emitters:\n  - name: a\n    command: cp "$in" "$out"\n    output: entities/{entity}.yaml\n' | settings "$(here_at " error: 'entities' holds entities, so nothing can be written there; choose another folder for the output")"; }

emitter() { # COMMAND: an emitter that does that; sound files are built
	built
	printf 'emitters:\n  - name: a\n    command: "%s"\n    output: made/{entity}.txt\n' "$1" >specql.yaml
	generate
	exits 0
	build
	[ -e "$schema" ] || fail "no schema"
}
case_emitter_fails() {
	emitter 'echo $in >/dev/null; echo half >$out; exit 3'
	faulty <<-'E'
	made/company.txt: error: the emitter failed with exit code 3: echo $in >/dev/null; echo half >$out; exit 3
	made/contact.txt: error: the emitter failed with exit code 3: echo $in >/dev/null; echo half >$out; exit 3
	E
	gone made/contact.txt
	clean
}
case_emitter_writes_nothing() { emitter ': $out'; echo "made/company.txt: error: the emitter did not write \$out: No such file or directory
made/contact.txt: error: the emitter did not write \$out: No such file or directory" | faulty; gone made/contact.txt; }
case_emitter_crashes() { emitter ': $out; kill -SEGV $$'; echo "made/company.txt: error: the emitter was ended by signal 11: : \$out; kill -SEGV \$\$
made/contact.txt: error: the emitter was ended by signal 11: : \$out; kill -SEGV \$\$" | faulty; gone made/contact.txt; }
case_emitter_writes_a_folder() { emitter 'mkdir $out'; echo "made/company.txt: error: the emitter did not write \$out: Is a directory
made/contact.txt: error: the emitter did not write \$out: Is a directory" | faulty; gone made/contact.txt; }

case_registry_broken() { printf 'domains: {\n' | registry "$(there_at "1:10: error: a value was expected here; is a [ or { not closed?")"; }
case_registry_wrong_kinds() { printf 'domains:\n  "1": x\n  "2": {name: [a], multi_tenant: perhaps, aliases: b}\n' | registry "$(there_at "2:8: error: 'domain' must be a mapping, not text")
$(there_at "3:15: error: 'name' must be a text, not a list")
$(there_at "3:34: error: 'multi_tenant' must be true or false, not 'perhaps'")
$(there_at "3:52: error: 'aliases' must be a list, not text; write [b]")"; }
case_registry_list() { printf -- '- x\n' | registry "$(there_at "1:1: error: 'registry' must be a mapping, not a list")"; }
case_registry_unreadable() { built; mkdir -p registry/domain_registry.yaml; chain; echo "$(there_at " error: cannot read: Is a directory")" | faulty; all_kept; }

case_environment_broken() {
	built
	echo 'name: [' >db/environments/local.yaml
	generate
	build
	echo "db/environments/local.yaml:1:7: error: a value was expected here; is a [ or { not closed?" | faulty
	kept "$schema"
	clean
}
case_environment_is_a_folder() { built; rm db/environments/local.yaml; mkdir db/environments/local.yaml; generate; build; echo "db/environments/local.yaml: error: cannot be read: Is a directory" | faulty; kept "$schema"; }
case_no_confiture() {
	built
	thing Contact 'company: ref(Company)' 'new: text' >entities/contact.yaml
	CONFITURE=/nowhere/confiture
	generate
	build
	echo "db/generated/schema_local.sql: error: Confiture cannot be started: '/nowhere/confiture' or its interpreter is not there; install it with pip install fraiseql-confiture, or name it in specql.yaml under confiture:" | faulty
	kept "$schema"
	CONFITURE=$real_confiture
}

case_kind_missing() { # a tool says which file it cannot read
	built
	rm .specql/kind/table
	generate
	exits 0
	build
	ok
	all_kept
}

case_settings_docs() { printf 'docs: {titel: x}\n' | settings "$(here_at "1:8: error: unknown key 'titel' in 'docs'; did you mean 'title'?")"; }
case_settings_docs_word() { printf 'docs: maybe\n' | settings "$(here_at "1:7: error: 'docs' takes false, or settings such as {title: Our shop}")"; }
case_settings_docs_title() { printf 'docs:\n  title: "a\\nb"\n' | settings "$(here_at "2:10: error: a title is one line of at most 200 bytes")"; }
case_settings_open_placeholder() { printf 'emitters:\n - {name: x, command: "cp $in $out", output: "m/{entity}/{schema"}\n' | settings "$(here_at "2:46: error: unknown placeholder '{schema'; there are {entity} and {schema}")"; }
case_settings_empty_title() { printf 'name: ""\ndocs: {title: " "}\n' | settings "$(here_at "1:7: error: 'name' is empty; write a text, or remove the key")
$(here_at "2:15: error: 'title' is empty; write a text, or remove the key")"; }
case_settings_docs_list() { printf 'docs: {title: [a]}\n' | settings "$(here_at "1:15: error: 'title' must be a text, not a list")"; }
