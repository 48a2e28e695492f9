# What a file may hold: bytes, YAML, size and depth.

at() { printf "entities/contact.yaml:%s" "$*"; }
repeat() { awk -v n="$1" -v s="$2" 'BEGIN { while (n--) printf "%s", s }'; }

case_broken_yaml() { printf 'entity: [\n' | refused "$(at '1:9: error: x')"; }
case_tab() { printf 'entity: Contact\nfields:\n\tname: text\n' | refused "$(at '3:1: error: a tab cannot indent; use blanks')"; }
case_empty() { printf '' | refused "$(at 'error: x')"; }
case_only_comment() { printf '# nothing\n' | refused "x"; }
case_only_document_marks() { printf -- '---\n...\n' | refused "x"; }
case_two_documents() { printf -- 'entity: Contact\n---\nentity: Other\n' | refused "x"; }
case_nul_byte() { printf 'entity: Contact\ndescription: a\0b\n' | refused "x"; }
case_nul_escape() { printf 'entity: Contact\ndescription: "a\\0b"\n' | refused "x"; }
case_not_utf8() { printf 'entity: Contact\ndescription: a\377b\n' | refused "x"; }
case_surrogate() { printf 'entity: Contact\ndescription: a\355\240\200b\n' | refused "x"; }
case_utf16() { printf '\377\376e\0n\0t\0i\0t\0y\0' | refused "x"; }
case_control_character() { printf 'entity: Contact\ndescription: a\033[2Jb\n' | refused "x"; }
case_list_at_top() { printf -- '- entity: Contact\n' | refused "x"; }
case_text_at_top() { printf 'Contact\n' | refused "x"; }
case_wrong_kinds() { printf 'entity: Contact\nschema: [x]\nfields: 3\nactions: x\nindexes: {a: b}\nvalidation: x\norganization: []\nidentifier: x\n' | refused "x"; }
case_unknown_keys() { printf 'entity: Contact\nfeilds:\n  name: text\nzzz: 1\n' | refused "x"; }
case_unknown_type() { thing Contact 'email: emial' | refused "x"; }
case_alias_bomb() {
	{
		printf 'entity: Contact\nnotes:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n'
		for i in 1 2 3 4 5 6 7 8 9; do
			j=$((i - 1))
			echo "  a$i: &a$i [*a$j, *a$j, *a$j, *a$j, *a$j, *a$j, *a$j, *a$j, *a$j]"
		done
	} | refused "x"
}
case_alias_of_itself() { printf 'entity: Contact\nnotes: &a [*a]\n' | refused "x"; }
case_merge_of_itself() { printf 'entity: Contact\nnotes: &a\n  <<: *a\n' | refused "x"; }
case_unknown_alias() { printf 'entity: Contact\nnotes: *a\n' | refused "x"; }
case_tag() { printf 'entity: Contact\nnotes: !!python/object:os.system x\n' | refused "x"; }
case_deep_lists() { { printf 'entity: Contact\nnotes: '; repeat 100000 '['; } | refused "x"; }
case_deep_mappings() { { printf 'entity: Contact\nnotes: '; repeat 100000 '{a: '; } | refused "x"; }
case_deep_expression() {
	{ thing Contact; printf 'validation:\n  - name: x\n    condition: '; repeat 30000 '('; printf name; repeat 30000 ')'; echo; } | refused "x"
}
case_deep_negation() {
	{ thing Contact; printf 'validation:\n  - name: x\n    condition: '; repeat 15000 'not '; echo name; } | refused "x"
}
case_deep_list_type() { thing Contact "a: $(repeat 20000 'list(')text$(repeat 20000 ')')" | refused "x"; }
case_deep_steps() {
	{
		thing Contact
		printf 'actions:\n  - name: a\n    steps:\n'
		awk 'BEGIN { for (p = "      "; i++ < 100; p = p "    ") printf "%s- if: name = '\''a'\''\n%s  then:\n", p, p }'
	} | refused "x"
}
case_long_expression() {
	{ thing Contact; printf "validation:\n  - name: x\n    condition: name = 'a'"; repeat 30000 " or name = 'a'"; echo; } | refused "x"
}
case_many_keys() { { thing Contact; echo 'notes:'; awk 'BEGIN { while (i++ < 10001) print "  k" i ": x" }'; } | refused "x"; }
case_many_fields() { { thing Contact; awk 'BEGIN { while (i++ < 2000) print "  f" i ": text" }'; } | refused "x"; }
case_many_values() { { thing Contact; awk 'BEGIN { printf "  f: enum(a"; while (i++ < 2000) printf ", a" i; print ")" }'; } | refused "x"; }
case_one_byte_over_1_mib() { { thing Contact; printf '#'; } | pad 1048577 | refused "x"; }

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
case_crlf_fault() { thing Contact 'email: emial' | sed 's/$/\r/' | refused "x"; }
case_byte_order_mark_and_fault() { { printf '\357\273\277'; echo 'entity: Contact'; echo 'fields: 3'; } | refused "x"; }
