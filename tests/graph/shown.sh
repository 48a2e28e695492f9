# A field's change rewrites the files of the frontend that show it, and no other.

# Contact with actions, Company and Order beside it; all clients.
shown() {
	project
	echo 'clients: [apollo, tanstack, urql]' >specql.yaml
	cat >crm/entities/contact.yaml <<-'Y'
	entity: Contact
	schema: crm
	fields:
	  name: text!
	  age: integer
	  kind: enum(lead, customer)! = lead
	  company: ref(Company)
	actions:
	  - name: create_contact
	    fields: [name, kind]
	Y
	rename_action
	generate
	build frontend
	ok
}

# wrote FILE…: after a change exactly these are rewritten, below frontend/generated.
wrote() {
	build frontend
	ok
	[ $# = 0 ] || printf '%s\n' "$@" | sort >"$tmp/expected"
	[ $# != 0 ] || : >"$tmp/expected"
	(cd frontend/generated && find . -type f -newer "$tmp/before" | sed 's,^\./,,' | sort) >"$tmp/written"
	diff -u "$tmp/expected" "$tmp/written" >"$tmp/diff" || { fail "other files were rewritten (- expected, + rewritten)"; sed 1,3d "$tmp/diff"; }
}

# change EXPRESSION: of Contact's file.
change() {
	settle
	: >"$tmp/before"
	settle
	edit crm/entities/contact.yaml "$1"
}

case_shown_comment() {
	shown
	change '$a\# nothing'
	wrote
	change 's/  age: integer/  age: integer   # in years/'
	wrote
}

# A field that no action takes. The file of impacts has the checks and NOT NULLs of the table, for the errors of those who write to it.
case_shown_field() {
	shown
	change 's/age: integer/years: integer/'
	wrote crm/contact.types.ts crm/contact.validators.ts crm/contact.documents.ts crm/contact.graphql crm/contact.schema.graphql schema.graphql \
		crm/contact.impacts.json
	change 's/years: integer/years: bigint/'
	wrote crm/contact.types.ts crm/contact.validators.ts crm/contact.schema.graphql schema.graphql
	change 's/years: bigint/years: bigint! = 1/'
	wrote crm/contact.types.ts crm/contact.schema.graphql schema.graphql crm/contact.impacts.json mutation-impacts.json
	change 's/years: bigint! = 1/years: {type: bigint, required: true, default: 1, description: How old}/'
	wrote crm/contact.types.ts crm/contact.schema.graphql schema.graphql
	change 's/description: How old}/description: How old, max: 150}/' # a new row may be out of range from now on
	wrote crm/contact.types.ts crm/contact.validators.ts crm/contact.impacts.json mutation-impacts.json
	change 's/max: 150/max: 160/'
	wrote crm/contact.validators.ts
}

# A field that actions take is told of where these are.
case_shown_input() {
	shown
	change 's/(lead, customer)/(lead, customer, friend)/'
	wrote crm/contact.types.ts crm/contact.validators.ts crm/contact.schema.graphql schema.graphql crm/contact.impacts.json mutation-impacts.json
	change 's/name: text!/name: text/'
	wrote crm/contact.types.ts crm/contact.validators.ts crm/contact.schema.graphql schema.graphql crm/contact.impacts.json mutation-impacts.json
}

case_shown_action() {
	shown
	change 's/error: odd/error: strange/'
	wrote crm/contact.types.ts crm/contact.impacts.json mutation-impacts.json
	change "s/name != 'x'/name != 'z'/"
	wrote
	change 's/name: rename/name: call_names/'
	wrote crm/contact.types.ts crm/contact.validators.ts crm/contact.documents.ts crm/contact.graphql crm/contact.schema.graphql schema.graphql \
		crm/contact.apollo.ts crm/contact.tanstack.ts crm/contact.urql.ts crm/contact.impacts.json mutation-impacts.json
}

# From one to many.
case_shown_cardinality() {
	shown
	change 's/company: ref(Company)/company: list(ref(Company))/'
	wrote crm/contact.types.ts crm/contact.schema.graphql schema.graphql
	change 's/company: list(ref(Company))/company: {type: ref, entity: Company, on_delete: cascade}/'
	wrote crm/contact.types.ts crm/contact.schema.graphql schema.graphql crm/contact.impacts.json mutation-impacts.json
}
