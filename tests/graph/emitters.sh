# The project's own emitters.

emitter() {
	project
	mkdir tools
	cat >tools/page <<-'S'
	#!/bin/sh
	grep -q Note "$1" && echo "-- a note" >"$2" || echo "-- something else" >"$2"
	S
	chmod +x tools/page
	cat >specql.yaml <<-'Y'
	emitters:
	  - name: page
	    command: ./tools/page "$in" "$out"
	    output: pages/{schema}/{entity}.txt
	Y
}

page() {
	build sql check .specql/all/extra
}

case_emitter() {
	emitter
	generate
	page
	ok
	there pages/crm/note.txt pages/sales/order.txt
	page
	ran
	settle
	edit crm/entities/note.yaml '$a\  title: text'
	page
	ok
	ran scan "model note" "table note" "helpers note" "metadata note" "page note"
	edit tools/page 's/a note/the note/'
	chmod +x tools/page
	page
	ran scan "page company" "page contact" "page note" "page order"
	grep -qx -- '-- the note' pages/crm/note.txt || fail "the new program did not run"
	page
	ran
	rm crm/entities/note.yaml
	page
	ok
	gone pages/crm/note.txt .specql/emit/pages/crm/note.txt
	there pages/crm/contact.txt
	page
	ran
}

case_emitter_in_quotes() { # is named by its path all the same, and so is what stands behind a =
	emitter
	mv tools/page 'tools/my page'
	mkdir 'tools/$x'
	echo x >'tools/$x/conf'
	echo y >tools/more
	cat >specql.yaml <<-'Y'
	emitters:
	  - name: page
	    command: >-
	      "./tools/my page" "$in" "$out" --with=tools/more 'tools/$x/conf'; true
	    output: pages/{schema}/{entity}.txt
	Y
	generate
	page
	ok
	page
	ran
	settle
	for file in 'tools/my page' tools/more 'tools/$x/conf'; do
		edit "$file" '$a\#'
		chmod +x 'tools/my page'
		page
		ran scan "page company" "page contact" "page note" "page order"
		page
		ran
	done
}

case_emitter_edited() {
	emitter
	generate
	page
	settle
	echo mine >>pages/crm/note.txt
	edit tools/page 's/a note/the note/'
	chmod +x tools/page
	build -k 0 .specql/all/extra
	failed
	says "pages/crm/note.txt: error: is not as its emitter made it"
	grep -q mine pages/crm/note.txt || fail "an edited file was overwritten"
	rm crm/entities/note.yaml
	page
	says "pages/crm/note.txt: warning:"
	there pages/crm/note.txt
}

case_emitter_fails() {
	emitter
	echo 'exit 3' >tools/page
	chmod +x tools/page
	generate
	build -k 0 sql .specql/all/extra
	failed
	says "the emitter failed with exit code 3"
	there db/schema/10_tables/note.sql
	gone pages/crm/note.txt
}

case_emitter_with_devices() { # nothing is asked of them
	emitter
	edit specql.yaml 's,"$out",& /dev/zero /dev/stdin /dev/stderr,'
	timeout 20 "$tmp/bin/specql-ninja" --quiet </dev/zero || fail "specql-ninja does not end"
	page
	ok
	nothing
}

case_emitter_of_sql() {
	emitter
	edit specql.yaml 's,pages/.*,db/schema/60_audit/{entity}.sql,'
	generate
	page
	ok
	grep -qx db/schema/60_audit/note.sql .specql/sql.list || fail "not in the schema"
	page
	ran
}

case_emitter_twice() {
	emitter
	sed 's/schema: crm/schema: sales/' crm/entities/note.yaml >sales/entities/note.yaml
	printf 'layout: by_schema\n' >>specql.yaml
	edit specql.yaml 's,{schema}/,,'
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	prints "emitter 'page': pages/note.txt would be made twice"
	build -k 0 sql .specql/all/extra
	failed
	says "emitter 'page': pages/note.txt would be made twice"
	there db/schema/10_tables/crm/note.sql db/schema/10_tables/sales/note.sql
}

# An emitter at fault makes nothing, and what it made stays.
case_emitter_refused() {
	emitter
	generate
	page
	settle
	edit specql.yaml 's,pages/.*,pages/{schema}.{entity}.{kind}.txt,'
	build -k 0 sql check .specql/all/extra
	failed
	says "specql.yaml:4:13: error: unknown placeholder '{kind}'"
	there pages/crm/note.txt
	rm -r .specql
	generate
	[ "$status" = 1 ] || fail "specql-ninja: $status"
	grep -q emit_page build.ninja && fail "an emitter at fault has edges"
	edit specql.yaml 's,pages/.*,db/schema/10_tables/{entity}.sql,'
	generate
	prints "emitter 'page': db/schema/10_tables/company.sql lies in a folder that is generated"
	grep -q 'emit_page [$]' build.ninja && fail "an emitter at fault has edges"
	there pages/crm/note.txt
}

case_emitter_other_root() {
	emitter
	generate -B "$tmp/out"
	cd "$tmp/out" || exit 2
	page
	ok
	there pages/crm/note.txt
	gone "$tmp/p/pages"
	page
	ran
}

# A program that makes SQL, of a word.
emitter_of_sql() { # OUTPUT [WORD]
	cat >specql.yaml <<-Y
	environments: [local, test]
	emitters:
	  - name: seed
	    command: 'grep -o "\"name\":.*" "\$in" | head -n 1 | sed "s/^/-- ${2:-seed} of /" >"\$out"'
	    output: $1
	Y
}

# What it makes belongs to a schema in whatever folder that includes it, and to no other.
case_emitter_included() {
	project
	emitter_of_sql 'db/seeds/{entity}.sql'
	mkdir -p db/environments db/seeds
	printf 'name: test\ndatabase_url: postgresql://localhost/test\ninclude_dirs: [db/schema, db/seeds]\n' >db/environments/test.yaml
	generate
	build
	ok
	grep -q 'seed of' db/generated/schema_test.sql || fail "nothing was included"
	! grep -q 'seed of' db/generated/schema_local.sql || fail "included where nobody wants it"
	build
	ran
	settle
	emitter_of_sql 'db/seeds/{entity}.sql' row
	build
	ok
	ran scan graph "seed company" "seed contact" "seed note" "seed order" "confiture schema_test"
	grep -q 'row of' db/generated/schema_test.sql || fail "the schema is an old one"
	build
	ran
	settle
	emitter_of_sql 'pages/{entity}.sql'
	mkdir -p db/seeds
	echo "SELECT 'by hand';" >db/seeds/mine.sql
	build
	ok
	! grep -q 'row of' db/generated/schema_test.sql || fail "what is gone is in the schema"
	grep -q 'by hand' db/generated/schema_test.sql || fail "nothing was included"
	build
	ran
	emitter_of_sql 'db/seeds/{entity}.sql'
	build
	failed
	says "specql.yaml:3:5: error: emitter 'seed' writes to db/seeds, so SQL by hand is not looked for there, as db/seeds/mine.sql; move one of the two into a folder of its own"
	rm db/seeds/mine.sql
	build
	ok
	grep -q 'seed of' db/generated/schema_test.sql || fail "nothing was included"
	build
	ran
}

# Beside SQL by hand nothing is made: its folder would look changed by every build, and what lies in the folder of an
# emitter is not looked for.
case_emitter_beside_hand() {
	project
	mkdir -p db/schema/50_mine
	echo 'SELECT 1;' >db/schema/50_mine/a.sql
	for output in 'db/schema/{entity}.sql' 'db/schema/50_{schema}/{entity}.sql'; do
		emitter_of_sql "$output"
		generate
		prints "lies beside the layers, where SQL by hand is looked for; choose a folder of its own, such as db/schema/50_seed"
		build
		failed
	done
	emitter_of_sql 'db/schema/50_mine/{entity}.sql'
	for root in . ../out; do
		generate -B "$root"
		prints "emitter 'seed' writes to db/schema/50_mine, so SQL by hand is not looked for there, as db/schema/50_mine/a.sql"
	done
	emitter_of_sql 'db/schema/50_mine/seeds/{entity}.sql'
	generate
	build
	ok
	build
	ran
	rm -r .specql # a clone has what was made, and no record of it
	generate
	build
	ok
}
