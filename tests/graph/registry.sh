# Table codes: what a change of the registry makes anew, and files that are named by code.

# The registry of the project; each argument is an entry of its one subdomain: 'Company: {table_code: "012031"}'.
registry() {
	mkdir -p registry
	{
		printf 'domains:\n  "2":\n    name: crm\n    aliases: [sales]\n    subdomains:\n      "03":\n        name: all\n        entities:\n'
		[ $# = 0 ] || printf '          %s\n' "$@"
	} >registry/domain_registry.yaml
}
code() { printf '%s: {table_code: "%s"}' "$1" "$2"; }
all_codes() { registry "$(code Company 012031)" "$(code Contact 012032)" "$(code Note 01203A)" "$(code Order 012039)"; }
has() { grep -qF -- "$2" "$1" || fail "$1 does not have: $2"; }
coded() {
	project
	all_codes
	echo 'layout: coded' >specql.yaml
	generate
	[ "$status" = 0 ] || { fail "specql-ninja: $status"; cat "$tmp/said"; }
	build sql check
	ok
	settle
}

# A registry without entities changes nothing of what is there.
case_registry_empty() {
	built
	registry
	build sql check
	ok
	ran scan
	nothing
}

# An entity that gets a code: its model, and what shows the code.
case_registry_code_assigned() {
	built
	registry
	build sql check
	settle
	registry "$(code Note 012031)"
	build sql check
	ok
	ran scan graph "model note" "table note" "metadata note"
	has db/schema/10_tables/note.sql '-- Note (012031): table'
	has db/schema/40_metadata/note.sql 'table_code: "012031"'
	nothing
	settle
	registry "$(code Note 012032)"
	build sql check
	ok
	has db/schema/10_tables/note.sql '-- Note (012032): table'
	nothing
	settle
	registry
	build sql check
	ok
	! grep -q 'table_code' db/schema/40_metadata/note.sql || fail "the code stays"
	nothing
}

case_registry_comment() {
	built
	all_codes
	build sql check
	settle
	edit registry/domain_registry.yaml '1i # a word'
	build sql check
	ok
	ran scan
	nothing
}

# The functions and the view have codes of layers of their own.
case_registry_functions() {
	built
	all_codes
	edit crm/entities/contact.yaml '$a table_views: {mode: force}'
	build sql check
	ok
	has db/schema/40_metadata/contact.sql 'function_code: "032032"'
	has db/schema/40_metadata/contact.sql 'table_code: "012032"'
	has db/schema/40_metadata/contact.sql 'view_code: "022032"'
}

case_registry_assign_builds() {
	built
	registry
	build sql check
	settle
	"$tmp/bin/specql-registry" assign -q >"$tmp/said" 2>&1 || fail "assign: $(cat "$tmp/said")"
	build sql check
	ok
	has db/schema/10_tables/company.sql '(012031)'
	nothing
	"$tmp/bin/specql-registry" assign -q >"$tmp/said" 2>&1
	nothing
}

# Faults of codes stop the schema; everything else is built.
case_registry_fault() {
	built
	all_codes
	edit crm/entities/note.yaml '2a organization: {table_code: "012031"}'
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	prints "crm/entities/note.yaml:3:28: error: table code '012031' is not that of the registry, '01203A'"
	prints "registry/domain_registry.yaml:11:30: note: the registry has it here"
	prints "crm/entities/note.yaml:3:28: error: 'Note' and 'Company' have the same table code, '012031'; give one of them another"
	prints "crm/entities/company.yaml:1:9: note: the other one"
	build -k 0
	failed
	says "error: table code '012031' is not that of the registry"
	has db/schema/10_tables/note.sql '(012031)'
	edit crm/entities/note.yaml 3d
	build sql check
	ok
	generate
	[ "$status" = 0 ] || fail "specql-ninja: $status"
}

case_registry_required() {
	built
	echo 'registry: required' >specql.yaml
	registry "$(code Company 012031)"
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	prints "crm/entities/note.yaml:1:9: error: 'Note' has no table code, which 'registry: required' asks for; run specql registry assign"
	! grep -q company "$tmp/said" || fail "speaks of Company"
	rm specql.yaml
	generate
	[ "$status" = 0 ] || fail "specql-ninja: $status"
	generate --frozen
	[ "$status" = 1 ] || fail "specql-ninja --frozen: $status"
	prints "crm/entities/note.yaml:1:9: error: 'Note' is not in the registry"
	all_codes
	generate --frozen
	[ "$status" = 0 ] || fail "specql-ninja --frozen: $status"
}

case_coded() {
	coded
	(cd db/schema && find . -name '*.sql' | sed 's,^\./,,' | sort) >"$tmp/files"
	{
		for e in 012031_company 012032_contact 012039_order 01203A_note; do
			printf '%s\n' 10_tables/$e.sql 20_helpers/$e.sql 40_metadata/$e.sql
		done
		printf '%s\n' 00_foundation/app_foundation.sql 40_metadata/app_invalidations.sql 15_foreign_keys/012032_contact.sql \
			15_foreign_keys/012039_order.sql 30_functions/012032_contact.sql
	} | sort | diff - "$tmp/files" || fail "other files"
	nothing
}

# The files of two entities of one name do not meet, but their types in the API do.
case_coded_one_name() {
	project
	sed 's/crm/sales/' crm/entities/note.yaml >sales/entities/note.yaml
	registry "$(code Company 012031)" "$(code Contact 012032)" "$(code Note 01203A)" "$(code sales.Note 01203B)" "$(code Order 012039)"
	echo 'layout: coded' >specql.yaml
	generate
	build -k 0 sql
	failed
	grep -qF "sales/entities/note.yaml:1:9: error: 'Note' would be a type of the API twice; choose another name, or set 'layout: by_schema' in specql.yaml" "$tmp/log" ||
		{ fail "says nothing of Note"; cat "$tmp/log"; }
	sed -i 's/Note/Remark/' sales/entities/note.yaml
	registry "$(code Company 012031)" "$(code Contact 012032)" "$(code Note 01203A)" "$(code Remark 01203B)" "$(code Order 012039)"
	build sql check
	ok
	there db/schema/10_tables/01203A_note.sql db/schema/10_tables/01203B_remark.sql
}

# Another code: other files, and the old ones are gone.
case_coded_other_code() {
	coded
	registry "$(code Company 012031)" "$(code Contact 012032)" "$(code Note 01203B)" "$(code Order 012039)"
	build sql check
	ok
	there db/schema/10_tables/01203B_note.sql
	gone db/schema/10_tables/01203A_note.sql db/schema/40_metadata/01203A_note.sql
	grep -q company "$tmp/ran" && fail "Company was made anew"
	nothing
}

# An entity without a code has no place. What was there stays until it has.
case_coded_without_code() {
	coded
	registry "$(code Company 012031)" "$(code Contact 012032)" "$(code Order 012039)"
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	prints "crm/entities/note.yaml:1:9: error: 'Note' has no table code, which 'layout: coded' asks for; run specql registry assign"
	build -k 0 sql
	there db/schema/10_tables/01203A_note.sql
	build -k 0
	failed
	all_codes
	build sql check
	ok
	nothing
	rm -r registry
	generate
	prints "'layout: coded' asks for; give it one under 'organization', or write registry/domain_registry.yaml"
}

# The order of the schema is that of the codes.
case_coded_order() {
	coded
	[ -n "${CONFITURE-}" ] || return
	build
	ok
	sed -n 's,^-- File: .*10_tables/,,p' db/generated/schema_local.sql >"$tmp/files"
	printf '%s.sql\n' 012031_company 012032_contact 012039_order 01203A_note | diff - "$tmp/files" || fail "other order"
	registry "$(code Company 01203F)" "$(code Contact 012032)" "$(code Note 01203A)" "$(code Order 012039)"
	build
	ok
	sed -n 's,^-- File: .*10_tables/,,p' db/generated/schema_local.sql >"$tmp/files"
	printf '%s.sql\n' 012032_contact 012039_order 01203A_note 01203F_company | diff - "$tmp/files" || fail "other order"
}

case_coded_and_back() {
	coded
	rm specql.yaml
	build sql check
	ok
	there db/schema/10_tables/note.sql
	gone db/schema/10_tables/01203A_note.sql
	nothing
}
