# What a file may hold: bytes, YAML, size and depth.

at() { printf "entities/contact.yaml:%s" "$*"; }
repeat() { awk -v n="$1" -v s="$2" 'BEGIN { while (n--) printf "%s", s }'; }

case_broken_yaml() { printf 'entity: [\n' | refused "$(at "1:9: error: a value was expected here; is a [ or { not closed?")"; }
case_tab() { printf 'entity: Contact\nfields:\n\tname: text\n' | refused "$(at '3:1: error: a tab cannot indent; use blanks')"; }
case_empty() { printf '' | refused "$(at " error: the file is empty; begin with 'entity: Name'")"; }
case_only_comment() { printf '# nothing\n' | refused "$(at " error: the file is empty; begin with 'entity: Name'")"; }
case_only_document_marks() { printf -- '---\n...\n' | refused "$(at " error: the file is empty; begin with 'entity: Name'")"; }
case_two_documents() { printf -- 'entity: Contact\n---\nentity: Other\n' | refused "$(at "2:1: error: a second document; put each entity into a file of its own")"; }
case_nul_byte() { printf 'entity: Contact\ndescription: a\0b\n' | refused "$(at "2:15: error: a NUL byte; remove it")"; }
case_nul_escape() { printf 'entity: Contact\ndescription: "a\\0b"\n' | refused "$(at "2:14: error: a text cannot hold the character NUL")"; }
case_not_utf8() { printf 'entity: Contact\ndescription: a\377b\n' | refused "$(at "2:15: error: this is no UTF-8; save the file as UTF-8")"; }
case_surrogate() { printf 'entity: Contact\ndescription: a\355\240\200b\n' | refused "$(at "2:15: error: this is no UTF-8; save the file as UTF-8")"; }
case_utf16() { printf '\377\376e\0n\0t\0i\0t\0y\0' | refused "$(at "1:1: error: this is no UTF-8; save the file as UTF-8")"; }
case_control_character() { printf 'entity: Contact\ndescription: a\033[2Jb\n' | refused "$(at "2:15: error: a control character; remove it, or write it as an escape in double quotes")"; }
case_unseen_line_ends() {
	said="a line ends for YAML at this character, which is not seen; remove it, or put the text in double quotes"
	for end in '\302\205' '\342\200\250' '\342\200\251' '\r'; do
		rm -rf ./* .specql ../before
		printf "entity: Contact\ndescription: é${end}tail\nfields:\n  a: text\n" | refused "$(at "2:15: error: $said")"
	done
	rm -rf ./* .specql ../before
	printf 'entity: Contact\ndescription: "a\342\200\250b"\nfields:\n  a: txet\n' | refused "$(at "4:6: error: unknown type 'txet'; did you mean 'text'?")"
}
case_lines_that_belong_to_others() { # the cause is not where YAML notices it
	for case in 'entity: Contact\nfields:\n  a: text\n   b: text\n|4:4|this line is indented deeper than the value above, to which it belongs so; is the indentation right?' \
		'entity: Contact\nactions:\n  - name: x\n      steps: []\n|4:7|this line is indented deeper than the value above, to which it belongs so; is the indentation right?' \
		"entity: Contact\ndescription: one\n  two\n\n   four: 'x'\n|5:4|this line is indented deeper than the value above, to which it belongs so; is the indentation right?" \
		"entity = Contact\nfields:\n  a: text\n|1:1|a ':' is missing in this line; write 'key: value'" \
		"entity: Contact\nschema:crm\nfields:\n  a: text\n|2:7|a blank is missing behind this ':'" \
		"entity: Contact\nschema:\302\240crm\nfields:\n  a: text\n|2:7|behind this ':' stands what looks like a blank and is none (U+00A0); write a blank" \
		"entity: Contact\nschema\nfields:\n  a: text\n|2:1|a ':' is missing after this key" \
		"entity: Contact\ndescription: a: b\n|2:15|a ':' cannot stand here; put a value that holds ': ' in quotes"; do
		rm -rf ./* .specql ../before
		text=${case%%|*} said=${case#*|}
		# shellcheck disable=SC2059
		printf "$text" | refused "$(at "${said%%|*}: error: ${said#*|}")"
	done
}
case_unseen_characters() { # in a word that is not known they are shown
	thing Contact "$(printf 'email: e\342\200\213mail')" "$(printf 'zip: te\342\201\240xt')" |
		refused "$(at "$(printf "5:10: error: unknown type 'e\357\277\275mail'\n%s" "$(at "$(printf "6:8: error: unknown type 'te\357\277\275xt'")")")")"
}
case_key_entity() {
	printf 'Entity: Contact\nfields: {a: text}\n' | refused "$(at "1:1: error: unknown key 'Entity'; did you mean 'entity'?")"
	rm -rf ./* .specql ../before
	printf 'schema: crm\nentitiy: Contact\n' | refused "$(at "2:1: error: unknown key 'entitiy'; did you mean 'entity'?")"
	rm -rf ./* .specql ../before
	printf '# one\nentities: [Contact]\n' | refused "$(at "2:1: error: the key 'entity' is missing; begin with 'entity: Name'")"
	rm -rf ./* .specql ../before
	printf '{}\n' | refused "$(at "1:1: error: the key 'entity' is missing; begin with 'entity: Name'")"
}
case_list_at_top() { printf -- '- entity: Contact\n' | refused "$(at "1:1: error: an entity file is a mapping that begins with 'entity: Name', not a list")"; }
case_text_at_top() { printf 'Contact\n' | refused "$(at "1:1: error: an entity file is a mapping that begins with 'entity: Name', not text")"; }
case_text_of_an_entity_at_top() { printf 'entity Contact\n' | refused "$(at "1:1: error: an entity file is a mapping that begins with 'entity: Name', not text; write 'entity: Contact'")"; }
case_wrong_kinds() { printf 'entity: Contact\nschema: [x]\nfields: 3\nactions: x\nindexes: {a: b}\nvalidation: x\norganization: []\nidentifier: x\n' | refused "$(at "2:9: error: 'schema' must be a text, not a list")
$(at "3:9: error: 'fields' must be a mapping, not text")
$(at "4:10: error: 'actions' must be a list, not text")
$(at "5:10: error: 'indexes' must be a list, not a mapping")
$(at "6:13: error: 'validation' must be a list, not text")
$(at "7:15: error: 'organization' must be a mapping, not a list")
$(at "8:13: error: 'identifier' must be a mapping, not text")"; }
case_mappings_as_lists() { printf 'entity: Contact\nfields:\n  - a: text\n  - b: text\norganization:\n  - table_code: "012011"\n    domain_name: x\n' | refused "$(at "3:3: error: 'fields' must be a mapping, not a list; leave out each '-'")
$(at "6:3: error: 'organization' must be a mapping, not a list")"; }
case_unknown_keys() { printf 'entity: Contact\nfeilds:\n  name: text\nzzz: 1\n' | refused "$(at "2:1: error: unknown key 'feilds' in 'entity'; did you mean 'fields'?")
$(at "4:1: error: unknown key 'zzz' in 'entity'")"; }
case_unknown_type() { thing Contact 'email: emial' | refused "$(at "5:10: error: unknown type 'emial'; did you mean 'email'?")"; }
case_alias_bomb() {
	{
		printf 'entity: Contact\nnotes:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n'
		for i in 1 2 3 4 5 6 7 8 9; do
			j=$((i - 1))
			echo "  a$i: &a$i [*a$j, *a$j, *a$j, *a$j, *a$j, *a$j, *a$j, *a$j, *a$j]"
		done
	} | refused "$(at "8:12: error: the file has more than 100000 values, aliases expanded")"
}
case_alias_of_itself() { printf 'entity: Contact\nnotes: &a [*a]\n' | refused "$(at "2:12: error: '*a' stands inside what it names")"; }
case_merge_of_itself() { printf 'entity: Contact\nnotes: &a\n  <<: *a\n' | refused "$(at "3:7: error: '*a' stands inside what it names")
$(at "3:7: error: '<<' takes a mapping, not nothing")"; }
case_unknown_alias() { printf 'entity: Contact\nnotes: *a\n' | refused "$(at "2:8: error: unknown alias '*a'; no '&a' stands before it")"; }
case_tag() { printf 'entity: Contact\nnotes: !!python/object:os.system x\n' | refused "$(at "2:8: error: unknown tag 'python/object:os.system'; remove it")"; }
case_deep_lists() { { printf 'entity: Contact\nnotes: '; repeat 100000 '['; } | refused "$(at "2:71: error: more than 64 levels deep")"; }
case_deep_mappings() { { printf 'entity: Contact\nnotes: '; repeat 100000 '{a: '; } | refused "$(at "2:257: error: more than 64 levels deep")"; }
case_deep_expression() {
	{ thing Contact; printf 'validation:\n  - name: x\n    condition: '; repeat 30000 '('; printf name; repeat 30000 ')'; echo; } | refused "$(at "7:80: error: nested more than 64 levels deep")"
}
case_deep_negation() {
	{ thing Contact; printf 'validation:\n  - name: x\n    condition: '; repeat 15000 'not '; echo name; } | refused "$(at "7:276: error: nested more than 64 levels deep")"
}
case_deep_list_type() { thing Contact "a: $(repeat 20000 'list(')text$(repeat 20000 ')')" | refused "$(at "5:11: error: a list of lists is not supported; use list(json)")"; }
case_deep_steps() {
	{
		thing Contact
		printf 'actions:\n  - name: a\n    steps:\n'
		awk 'BEGIN { for (p = "      "; i++ < 100; p = p "    ") printf "%s- if: name = '\''a'\''\n%s  then:\n", p, p }'
	} | refused "$(at "68:129: error: more than 64 levels deep")"
}
case_actions_that_call_often() { # four times each: there are 4^13 ways to the last
	project
	{
		thing Contact
		echo 'actions:'
		awk 'BEGIN {
			for (i = 1; i < 14; i++) { c = "{call: a" i + 1 "(id)}"; printf "  - {name: a%d, steps: [%s, %s, %s, %s]}\n", i, c, c, c, c }
			print "  - {name: a14, steps: [{emit: counted}]}"
		}'
	} >entities/contact.yaml
	(ulimit -t 5; chain; ok)
}
case_long_expression() {
	{ thing Contact; printf "validation:\n  - name: x\n    condition: name = 'a'"; repeat 30000 " or name = 'a'"; echo; } | refused "$(at "7:16: error: an expression longer than 65536 bytes")"
}
case_many_keys() { { thing Contact; echo 'notes:'; awk 'BEGIN { while (i++ < 10001) print "  k" i ": x" }'; } | refused "$(at "10006:3: error: a mapping has at most 10000 keys")"; }
case_long_key() { printf 'entity: Contact\nfields:\n  %s: text\n' "$(repeat 1100 a)" | refused "$(at "3:1103: error: a key has at most 1024 characters; a value that holds ': ' stands in quotes")"; }
case_many_fields() { { thing Contact; awk 'BEGIN { while (i++ < 2000) print "  f" i ": text" }'; } | refused "$(at "1504:3: error: there are 2001 fields; at most 1500 are allowed")"; }
case_many_values() { { thing Contact; awk 'BEGIN { printf "  f: enum(a"; while (i++ < 2000) printf ", a" i; print ")" }'; } | refused "$(at "5:5900: error: an enum has at most 1000 values; make an entity of them")"; }
case_one_byte_over_1_mib() { { thing Contact; printf '#'; } | pad 1048577 | refused "$(at " error: longer than 1 MiB; an entity file never needs that")"; }

pad() { # BYTES: stdin with '#' up to so many bytes, a line break last
	cat >padded
	{ cat padded; repeat $(($1 - $(wc -c <padded) - 1)) '#'; echo; }
	rm padded
}

# What must work.
case_exactly_1_mib() { project; { thing Contact 'company: ref(Company)'; printf '#'; } | pad 1048576 >entities/contact.yaml; [ "$(wc -c <entities/contact.yaml)" = 1048576 ] || fail "size"; chain; ok; }
case_crlf() {
	built
	for f in company contact; do sed 's/$/\r/' "../before/entities/$f.yaml" >"entities/$f.yaml"; done
	chain
	ok
	all_kept
}
case_byte_order_mark() {
	built
	{ printf '\357\273\277'; cat ../before/entities/contact.yaml; } >entities/contact.yaml
	chain
	ok
	all_kept
}
case_300_fields() {
	project
	{ thing Contact; awk 'BEGIN { while (i++ < 300) print "  f" i ": text" }'; } >entities/contact.yaml
	chain
	ok
	grep -q '"\{0,1\}f300"\{0,1\} ' db/schema/10_tables/contact.sql || fail "no field f300"
}
case_crlf_fault() { thing Contact 'email: emial' | sed 's/$/\r/' | refused "$(at "5:10: error: unknown type 'emial'; did you mean 'email'?")"; }
case_byte_order_mark_and_fault() { { printf '\357\273\277'; echo 'entity: Contact'; echo 'fields: 3'; } | refused "$(at "2:9: error: 'fields' must be a mapping, not text")"; }
