# Hostile names and texts: refused at their place, or loaded as the very text that was written.

names() { # one a line, as YAML in double quotes
	cat <<-'E'
	a'b
	a\"b
	a;b
	$$
	$specql$
	a*/b
	/*a
	--a
	../x
	/etc/passwd
	a/b
	a b
	a\nb
	a\\b
	a%sb
	%n
	-x
	{{x}}
	${x}
	`id`
	é
	日本
	\u202Ea
	1a
	E
	repeat 300 a
	echo
	echo
}

# name_refused PLACE TEXT, with NAME in it: an entity file in which the name stands at that place.
name_refused() {
	project
	names >../names
	while IFS= read -r hostile; do
		printf '%s\n' "$2" | HOSTILE=$hostile awk '{
			at = index($0, "NAME")
			print at ? substr($0, 1, at - 1) "\"" ENVIRON["HOSTILE"] "\"" substr($0, at + 4) : $0
		}' >entities/hostile.yaml
		tool specql-model -o made entities/hostile.yaml
		exits 1
		grep -qE "^entities/hostile.yaml:$1: error: " said || fail_showing "'$hostile' is not refused at $1" said
		gone made
	done <../names
}

head="entity: Thing
schema: crm
fields:
  name: text"

case_entity_names() { name_refused '1:9' 'entity: NAME'; }
case_schema_names() { name_refused '2:9' 'entity: Thing
schema: NAME'; }
case_field_names() { name_refused '5:3' "$head
  NAME: text"; }
case_index_names() { name_refused '6:28' "$head
indexes:
  - {fields: [name], name: NAME}"; }
case_action_names() { name_refused '6:11' "$head
actions:
  - name: NAME"; }
case_references() { name_refused '5:[0-9]*' "$head
  other: {type: ref, entity: NAME}"; }
case_column_references() { name_refused '6:[0-9]*' "$head
indexes:
  - {columns: [NAME]}"; }

# Texts that may be anything; in PostgreSQL they are what was written.
texts() {
	cat <<-'E'
	it's
	a\"b
	a; DROP TABLE crm.tb_thing; --
	$$ $specql$ $1
	a */ b /* c
	\\n \\ \\'
	%s %n {{x}} ${x} `id`
	日本 é 😀 ‮
	E
	printf '%s\n' 'line\nbreak\r\n\ttab'
	printf '%s\n' '\e[31m\u0001\u0085\u2028'
	repeat 10000 a
	echo
}
case_texts_load() {
	mkdir entities
	# An enum's value has no line break and at most 63 bytes.
	texts >../texts
	{
		printf 'entity: Thing\nschema: crm\ndescription: "%s"\nfields:\n' "$(sed -n 1p ../texts)"
		n=0
		while IFS= read -r text; do
			n=$((n + 1))
			printf '  d%s: {type: text, description: "%s", default: "%s"}\n' $n "$text" "$text"
			[ ${#text} -gt 60 ] || case $text in *'\n'* | *'\e'*) ;; *) printf '  e%s: {type: enum, values: ["%s", other], default: "%s"}\n' $n "$text" "$text" ;; esac
		done <../texts
		echo 'validation:'
		n=0
		while IFS= read -r text; do
			n=$((n + 1))
			printf '  - {name: v%s, condition: "d%s != '\''%s'\''", error: x}\n' $n $n "$(printf %s "$text" | sed "s/'/''/g" | head -c 5000)x"
		done <../texts
	} >entities/thing.yaml
	chain
	[ "$status" = 0 ] || { fail_showing "refused" said; return; }
	cat >../check.sql <<-'E'
	\set ON_ERROR_STOP 1
	\i db/generated/schema_local.sql
	INSERT INTO crm.tb_thing (tenant_id) VALUES (gen_random_uuid());
	\copy (SELECT to_jsonb(t) - 'id' - 'tenant_id' FROM crm.tb_thing t) TO '../row'
	\copy (SELECT col_description('crm.tb_thing'::regclass, attnum) FROM pg_attribute WHERE attrelid = 'crm.tb_thing'::regclass AND attname ~ '^d[0-9]' ORDER BY attnum) TO '../comments'
	E
	"$here/../pg/with-server" sh -c 'PGOPTIONS="-c client_min_messages=error" psql -X -q -f ../check.sql' >said 2>&1 || { fail_showing "does not load" said; return; }
	[ "$(wc -l <../row)" = 1 ] || fail_showing "no row" ../row
	# What is in the row, and said of the columns, against what YAML means.
	python3 - ../texts ../row ../comments <<-'E' >said 2>&1 || fail_showing "other texts" said
	import json, re, sys
	decode = lambda s: re.sub(r'\\e', '\x1b', re.sub(r"\\([\\'])", r'\\\1', s))
	def text(s):
	    return re.sub(r'\\(u[0-9A-F]{4}|.)', lambda m: {'n': '\n', 'r': '\r', 't': '\t', 'e': '\x1b'}.get(m[1], chr(int(m[1][1:], 16)) if len(m[1]) == 5 else m[1]), s)
	def copied(s):
	    return re.sub(r'\\(.)', lambda m: {'n': '\n', 'r': '\r', 't': '\t', 'b': '\b'}.get(m[1], m[1]), s)
	texts = [text(line.rstrip('\n')) for line in open(sys.argv[1], newline='\n')]
	row = json.loads(copied(open(sys.argv[2], newline='\n').read().rstrip('\n')))
	comments = [copied(line.rstrip('\n')) for line in open(sys.argv[3], newline='\n')]
	for n, t in enumerate(texts, 1):
	    for field in ('d%d' % n, 'e%d' % n):
	        if field in row and row[field] != t:
	            sys.exit('%s: %r, not %r' % (field, row[field], t))
	    if not comments[n - 1].startswith(t[:200].rstrip()):
	        sys.exit('comment of d%d: %r, not %r' % (n, comments[n - 1], t))
	E
}
