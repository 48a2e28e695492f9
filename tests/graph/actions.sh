# Events in the actions of entities: what these speak of is an input of the model's edge.

# An action of Note with these steps, one an argument.
act() {
	printf 'actions:\n  - name: act_on_note\n    steps:\n'
	printf '      - %s\n' "$@"
}

# Note has an action, in a project that is built.
acting() {
	project
	act "$@" >>crm/entities/note.yaml
	generate
	build sql check
	ok
	settle
}

# these EDGE… : they ran, others may have; those EDGE… : none of them ran.
these() {
	for edge; do grep -qx "$edge" "$tmp/ran" || { fail "did not run: $edge"; cat "$tmp/log"; }; done
}

those() {
	for edge; do ! grep -qx "$edge" "$tmp/ran" || { fail "ran: $edge"; cat "$tmp/log"; }; done
}

# A changed type of a field of ENTITY runs the models of these entities, and no others.
reaches() { # ENTITY FIELD MODEL…
	file=$(echo */entities/"$1".yaml) field=$2
	edit "$file" "s/^  $field: .*/  $field: bigint/"
	build -k 0 sql check
	shift 2
	grep '^model ' "$tmp/ran" >"$tmp/models"
	printf 'model %s\n' "$@" | sort | cmp -s - "$tmp/models" || { fail "$file reaches"; cat "$tmp/models"; }
	settle
}

case_step_new() {
	built
	act "find: Company AS c" >>crm/entities/note.yaml
	build sql check
	ok
	these scan graph "model note"
	nothing
	settle
	reaches company size company note
	reaches contact name contact
	nothing
}

# Contact refers to Company. What that has and does is its business alone, until a step looks at more than the id of a row.
case_step_ref() {
	built
	reaches company size company
	nothing
	edit crm/entities/company.yaml 's/^fields:/&\n  phone: phoneNumber\n  head: ref(Company)/'
	build sql check
	ok
	these "model company" "table company" "foreign_keys company"
	those "model contact"
	edit crm/entities/company.yaml '$aactions:\n  - name: create_company'
	build sql check
	ok
	these "model company" "functions company"
	those "model contact"
	settle
}

case_step_notify() {
	project
	printf '  - name: tell\n    steps:\n      - notify: company(email, "Hello")\n' >>crm/entities/contact.yaml
	generate
	build sql check
	ok
	settle
	reaches company size company contact
	edit crm/entities/company.yaml 's/size: bigint/size: email/'
	build sql check
	these "model contact" "functions contact"
	grep -q 'SELECT r.size FROM crm.tb_company' db/schema/30_functions/contact.sql || fail "it goes to the old address"
}

case_step_constant() {
	acting "validate: body = 'a'" "insert: Company(name = 'x') AS made" "return: \$made.name"
	edit crm/entities/note.yaml "s/'x'/'y'/; s/made/new/; s/'a'/'b'/"
	build sql check
	ok
	these scan "model note"
	those graph "model company" "model contact"
	nothing
	settle
	edit crm/entities/note.yaml 's/new.name/new.size/'
	build sql check
	those graph
}

# In a query, and in the type of a parameter.
case_step_mentions() {
	project
	printf 'actions:\n  - name: note_it\n    parameters: {who: ref(Contact)}\n    requires: %s\n' \
		"EXISTS (sales.Order WHERE number = 1)" >>crm/entities/note.yaml
	generate
	build sql check
	ok
	settle
	reaches order number order note
	reaches contact name contact note
	reaches company size company note # a row of Contact leads to it
}

# Order → Contact → Company: the path goes through both; so does one that begins at a variable.
case_step_path() {
	project
	printf 'actions:\n  - name: order_it\n    steps:\n      - validate: contact.company.name IS NOT NULL\n' \
		>>sales/entities/order.yaml
	act "find: sales.Order AS o" "return: o.contact.company.name" >>crm/entities/note.yaml
	generate
	build sql check
	ok
	settle
	reaches company size company order note
	reaches note body note
	edit sales/entities/order.yaml 's/company.name/company.size/'
	build sql check
	those graph
	settle
	edit sales/entities/order.yaml 's/contact.company.size/contact.name/'
	build sql check
	these graph
	settle
	reaches company name company note
}

case_step_call() {
	acting "call: create_contact(name = body)"
	reaches contact name contact note
	reaches company size company note
	edit crm/entities/note.yaml 's/create_contact/something/'
	build sql check
	these graph
	settle
	reaches company name company
}

case_step_related() {
	project
	echo '  note: ref(Note)' >>crm/entities/company.yaml
	act "{foreach: c in related_companies, do: [{set: n = c.size}]}" >>crm/entities/note.yaml
	generate
	build sql check
	ok
	settle
	reaches company size company note
}

# Two that speak of each other are no cycle: interfaces depend on their own files only.
case_step_mutual() {
	acting "find: Company AS c"
	printf 'actions:\n  - name: clear\n    steps:\n      - delete_all: Note WHERE body IS NULL\n' \
		>>crm/entities/company.yaml
	build sql check
	ok
	these graph "model company"
	nothing
	settle
	reaches note body note company
	nothing
}

# An unknown entity is the fault of its file alone; the one nearest in name is an input, for the suggestion.
case_step_unknown() {
	built
	act "insert: Compnay(name = 'x')" >>crm/entities/note.yaml
	edit crm/entities/contact.yaml '/name: text/a\  nick: text'
	build -k 0 sql check
	failed
	says "crm/entities/note.yaml:8:17: error: unknown entity 'Compnay'; did you mean 'Company'?"
	these graph "model note" "model contact" "table contact" "metadata contact"
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	prints "crm/entities/note.yaml:8:17: error: unknown entity 'Compnay'; did you mean 'Company'?"
	settle
	reaches company size company note
	edit crm/entities/note.yaml 's/Compnay/Company/'
	build sql check
	ok
	nothing
}

case_step_unknown_call() {
	acting "call: no_such_thing(body)"
	edit crm/entities/note.yaml 's/body: text/body: text!/'
	build sql check
	ok
	says "crm/entities/note.yaml:8:15: warning: 'no_such_thing'"
	generate
	[ "$status" = 0 ] || fail "specql-ninja: $status"
}

case_step_deleted() {
	project
	printf 'entity: Task\nschema: crm\nfields:\n  title: text\n' >crm/entities/task.yaml
	act "delete_all: Task WHERE title = input.title" >>crm/entities/note.yaml
	sed -i 's/    steps:/    parameters: {title: text}\n&/' crm/entities/note.yaml
	generate
	build sql check
	ok
	settle
	rm crm/entities/task.yaml
	build -k 0 sql check
	failed
	says "crm/entities/note.yaml:9:21: error: unknown entity 'Task'"
	these graph "model note"
	gone db/schema/10_tables/task.sql
	there db/schema/10_tables/note.sql
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	prints "crm/entities/note.yaml:9:21: error: unknown entity 'Task'"
}

# A field that actions of others use: deleted, it is their fault, at the word and with a note.
case_step_field() {
	acting "find: Company AS c WHERE name = body" "return: \$c.size"
	edit crm/entities/company.yaml '/size/d'
	build -k 0 sql check
	failed
	says "crm/entities/note.yaml:9:20: error"
	these "model note" "model company" "table company"
	those graph
}

# A file with faults keeps its shape, and is told of what it speaks of now.
case_step_in_faulty() {
	acting "find: Company AS c"
	edit crm/entities/note.yaml 's/text/txet/; s/find: Company/find: Contact/'
	build -k 0 sql check
	failed
	these graph "model note"
	there db/schema/10_tables/note.sql
	settle
	reaches contact name contact note
	reaches company size company note
}
