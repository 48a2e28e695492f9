# Files and folders that are not what they should be.

entity() { thing Thing >"./$1"; }
contact_fails() { # TEXT: the file contact.yaml cannot be used, its outputs stay
	chain
	echo "entities/contact.yaml:$1" | faulty
	all_kept
	clean
}

case_no_entities() {
	chain
	ok
	there db/schema/00_foundation/app_foundation.sql "$schema"
	grep -q '^# There is no entity yet\.' frontend/generated/schema.graphql || fail "schema.graphql does not say why it has no query"
}
case_empty_entities_folder() { mkdir entities; chain; ok; there "$schema"; }
case_no_such_project() {
	generate -C nowhere
	echo "nowhere: error: cannot be entered: No such file or directory" | faulty
	gone nowhere
}
case_project_is_a_file() { echo >file; generate -C file; echo "file: error: the folder .specql cannot be made in it: Not a directory; choose another output folder with -B" | faulty; }
case_fifo() { built; rm entities/contact.yaml; mkfifo entities/contact.yaml; contact_fails " error: cannot read: it is no regular file"; }
case_socket_or_device() { built; rm entities/contact.yaml; ln -s /dev/zero entities/contact.yaml; contact_fails " error: cannot read: it is no regular file"; }
case_folder_named_yaml() { built; mkdir entities/folder.yaml; chain; ok; all_kept; }
case_folder_in_the_place_of_a_file() {
	built
	rm entities/contact.yaml
	mkdir entities/contact.yaml
	chain
	ok
	gone db/schema/10_tables/contact.sql
}
case_dangling_link() { built; rm entities/contact.yaml; ln -s nowhere entities/contact.yaml; contact_fails " error: cannot read: No such file or directory"; }
case_circle_of_links() { built; ln -sf contact.yaml entities/contact.yaml; contact_fails " error: cannot read: Too many levels of symbolic links"; }
case_link_to_outside() { project; mv entities/contact.yaml ../outside.yaml; ln -s ../../outside.yaml entities/contact.yaml; chain; ok; there db/schema/10_tables/contact.sql; }
case_circle_of_folders() { project; ln -s .. entities/up; chain; echo "entities/up: warning: a link to a folder, which is not followed, so nothing in it is built; move the folder here" | diagnostics; exits 0; }
case_capital_endings() {
	built
	thing Note >entities/note.YAML
	mkdir -p db/schema/50_custom
	echo 'SELECT 1;' >db/schema/50_custom/view.SQL
	: >entities/README.md
	chain
	diagnostics <<-END
		entities/note.YAML: warning: is not looked at, since its name does not end in small letters; rename it to end in .yaml
		db/schema/50_custom/view.SQL: warning: is not looked at, since its name does not end in small letters; rename it to end in .sql
	END
	exits 0
	mv entities/note.YAML entities/note.yaml
	mv db/schema/50_custom/view.SQL db/schema/50_custom/view.sql
	chain
	ok
	there db/schema/10_tables/note.sql
}
case_unreadable_file() {
	project
	give .
	generate_as_someone
	build_as_someone sql check
	ok
	cp -rp . ../before
	chmod 0 entities/contact.yaml
	generate_as_someone
	exits 1
	build_as_someone sql check
	echo "entities/contact.yaml: error: cannot read: Permission denied" | faulty
	all_kept
	clean
}
case_unreadable_folder() {
	project
	give .
	generate_as_someone
	build_as_someone sql check
	ok
	cp -rp . ../before
	chmod 0 entities
	generate_as_someone
	exits 1
	build_as_someone sql check
	faulty <<-'E'
	entities/company.yaml: error: cannot read: Permission denied
	entities/contact.yaml: error: cannot read: Permission denied
	entities: error: cannot be read: Permission denied
	E
	all_kept
	clean
	chmod 755 entities
}
case_unreadable_settings() {
	project
	echo 'layout: flat' >specql.yaml
	chmod 0 specql.yaml
	give .
	generate_as_someone
	build_as_someone sql check
	echo "specql.yaml: error: cannot read: Permission denied" | faulty
}

# Company cannot be read at all; Contact, which refers to it, is built as long as it is known.
case_referred_to_but_unreadable() {
	for fault in 'rm entities/company.yaml; mkfifo entities/company.yaml' 'head -c 2000000 /dev/zero >entities/company.yaml' 'echo "[" >entities/company.yaml'; do
		rm -rf .specql ./* ../before
		built
		eval "$fault"
		thing Contact 'company: ref(Company)' 'new: text' >entities/contact.yaml
		generate
		exits 1
		build sql
		exits 1
		grep -q '^entities/company.yaml:.* error: ' said || fail_showing "no diagnostic of company" said
		! grep -q '^entities/contact.yaml' said || fail_showing "a diagnostic of contact" said
		grep -q '"\{0,1\}new"\{0,1\} ' db/schema/10_tables/contact.sql || fail_showing "contact is not built: $fault" said
		# shellcheck disable=SC2046
		kept $(outputs company)
	done
}
case_never_readable_but_referred_to() { # nothing is known of Company: one fault each, and no cascade
	project
	rm entities/company.yaml
	mkfifo entities/company.yaml
	chain
	faulty <<-'E'
	entities/company.yaml: error: cannot read: it is no regular file
	entities/contact.yaml:5:16: error: unknown entity 'Company'; no file declares it
	E
	clean
}

# ---- outputs that cannot be written ----

case_output_is_a_folder() {
	built
	rm db/schema/10_tables/contact.sql
	mkdir -p db/schema/10_tables/contact.sql/mine
	generate
	build
	echo "db/schema/10_tables/contact.sql: error: a folder named like an SQL file, which Confiture tries to read; rename it" | faulty
	there db/schema/10_tables/contact.sql/mine
	kept "$schema"
	clean
}
case_schema_is_a_folder() {
	project
	mkdir -p "$schema"
	generate
	build
	echo "$schema: error: cannot be written: a folder lies there; move it away" | faulty
	there db/schema/10_tables/contact.sql
	clean
}
case_file_in_the_place_of_a_folder() {
	project
	mkdir -p db/schema
	echo mine >db/schema/10_tables
	generate
	build
	faulty <<-'E'
	db/schema/10_tables/company.sql: error: cannot write: Not a directory; a file lies where a folder is needed, move it away
	db/schema/10_tables/contact.sql: error: cannot write: Not a directory; a file lies where a folder is needed, move it away
	E
	[ "$(cat db/schema/10_tables)" = mine ] || fail "the user's file was changed"
	clean
}
case_file_named_db() {
	project
	echo mine >db
	generate
	echo "db/environments/local.yaml: error: cannot write: Not a directory; a file lies where a folder is needed, move it away" | faulty
	[ "$(cat db)" = mine ] || fail "the user's file was changed"
	clean
}
case_file_named_specql() {
	project
	echo mine >.specql
	generate
	echo ".: error: the folder .specql cannot be made in it: Not a directory; choose another output folder with -B" | faulty
	[ "$(cat .specql)" = mine ] || fail "the user's file was changed"
	gone build.ninja db
}
case_folder_named_build_ninja() {
	project
	mkdir build.ninja
	generate
	echo "build.ninja: error: cannot write: Is a directory; a folder lies where the file is needed, move it away" | faulty
	clean
}
case_folder_named_specql_yaml() { project; mkdir specql.yaml; chain; echo "specql.yaml: error: cannot read: Is a directory" | faulty; }
case_output_is_a_fifo() {
	built
	rm db/schema/10_tables/contact.sql
	mkfifo db/schema/10_tables/contact.sql
	generate
	build
	echo "db/schema/10_tables/contact.sql: error: no file, though named like one; rename or move it" | faulty
	clean
}
case_output_is_a_link() { # what it leads to is not ours
	built
	rm db/schema/10_tables/contact.sql
	echo mine >../mine
	ln -s ../../../../mine db/schema/10_tables/contact.sql
	generate
	build
	echo 'db/schema/10_tables/contact.sql: error: generated, but its first line is gone; delete this file, and it is made again' | faulty
	[ "$(cat ../mine)" = mine ] || fail "the user's file was changed"
	clean
}
case_read_only_folder() {
	project
	give .
	generate_as_someone
	build_as_someone sql check
	ok
	thing Contact 'company: ref(Company)' 'new: text' >entities/contact.yaml
	give .
	cp -rp . ../before
	chmod a-w db/schema/10_tables
	generate_as_someone
	build_as_someone sql check
	echo 'db/schema/10_tables/contact.sql: error: cannot write: Permission denied; allow writing to its folder' | faulty
	kept db/schema/10_tables/contact.sql
	clean
	chmod u+w db/schema/10_tables
}
case_read_only_project() {
	project
	give .
	chmod a-w .
	generate_as_someone
	echo ".: error: the folder .specql cannot be made in it: Permission denied; choose another output folder with -B" | faulty
	gone .specql build.ninja db
	chmod u+w .
}
case_read_only_state() {
	project
	give .
	generate_as_someone
	build_as_someone sql check
	ok
	cp -rp . ../before
	chmod a-w .specql
	thing Contact 'company: ref(Company)' 'new: text' >entities/contact.yaml
	generate_as_someone
	exits 1
	grep -q '^.specql/[^ ]*: error: cannot write: Permission denied; allow writing to its folder$' said || fail_showing "no clear error" said
	kept db/schema/10_tables/contact.sql
	clean
	chmod u+w .specql
}
case_garbage_in_the_state() {
	built
	for f in scan shape.txt sql.list graph project model/entities/contact.json kind/table kind/model scan.d; do
		printf '{"a\tbage\0\377\n' >".specql/$f"
	done
	printf '\377\n' >.ninja_log
	chain
	ok
	all_kept
}
case_garbage_in_an_interface() {
	built
	echo '{' >.specql/iface/entities/company.skel
	echo >>entities/contact.yaml
	generate
	build
	echo '.specql/iface/entities/company.skel: error: this is no JSON; delete it and build again' | faulty
	kept "$schema"
	rm .specql/iface/entities/company.skel
	chain
	ok
	all_kept
}

# ---- names of files ----

named() { # NAME: an entity in a file of that name in a folder of that name makes the same outputs
	project
	mkdir -p "./$1/entities"
	entity "$1/entities/$1.yaml"
	chain
	ok
	there db/schema/10_tables/thing.sql
	clean
	build
	grep -q 'no work to do' said || fail_showing "not done after one build" said
}
refused_name() { # NAME DIAGNOSTIC
	project
	mkdir -p "./$1/entities"
	entity "$1/entities/thing.yaml"
	chain
	echo "$2" | faulty
	clean
}
case_name_with_space() { named 'my crm'; }
case_name_with_quotes() { named "it's \"x\""; }
case_name_with_dollar() { named 'a$b${in}$$'; }
case_name_with_colon() { named 'a:b'; }
case_name_with_bar() { named 'a|b||c'; }
case_name_with_shell_signs() { named 'a;touch pwned;`touch pwned`$(touch pwned)&#*?[x]'; gone pwned; }
case_name_with_backslash() { named 'a\b'; }
case_name_with_percent() { named 'a%s%n'; }
case_name_with_dash() { named '-o'; }
case_name_not_ascii() { named "$(printf 'caf\303\251 \360\237\230\200')"; }
case_name_not_utf8() { named "$(printf 'a\377b')"; }
case_name_with_escape() { named "$(printf 'a\033[31mb')"; }
case_name_with_tab() { refused_name "$(printf 'a\tb')" "$(printf 'a\tb: error: the name of a folder may hold no tab and no line break; rename it')"; }
case_name_with_line_break() { refused_name "$(printf 'a\nb')" "$(printf 'a\357\277\275b: error: the name of a folder may hold no tab and no line break; rename it')"; }
case_long_name() { named "$(repeat 250 a)"; }
case_long_file_names() { # what is made of it has .json behind it
	project
	long=$(repeat 246 a)
	thing One >"entities/$long.yml"
	thing Two >"entities/${long}bcde.yaml"
	chain
	ok
	there db/schema/10_tables/one.sql db/schema/10_tables/two.sql "$schema"
	mv "entities/$long.yml" "entities/${long}b.yml"
	chain
	echo "entities/${long}b.yml: error: the name of this file is too long; shorten it to 250 bytes" | faulty
	tool specql-validate
	echo "entities/${long}b.yml: error: the name of this file is too long; shorten it to 250 bytes" | faulty
}
case_names_that_differ_in_case() { project; thing Thing >entities/thing.yaml; thing Other >entities/Thing.yaml; chain; ok; there db/schema/10_tables/thing.sql db/schema/10_tables/other.sql; }
case_long_path() {
	project
	long=$(repeat 200 d)
	(for i in 1 2 3 4 5; do mkdir "$long" && cd "$long" || exit; done; mkdir entities; entity entities/thing.yaml)
	chain
	ok
	there db/schema/10_tables/thing.sql
}
case_path_too_long() { # for the system's calls
	project
	long=$(repeat 200 d)
	for part in one two; do
		mkdir $part
		(cd $part && for i in 1 2 3 4 5 6 7 8 9 10 11; do mkdir "$long" && cd "$long" || exit; done && thing "$part" >"$part.yaml")
	done
	mv two "$(find one -name one.yaml | xargs dirname)"
	echo 'entities: ["**/*.yaml"]' >specql.yaml
	chain
	exits 1
	grep -qE '^one/[d/]*/two/[d/]*: error: this path is too long; move the folder up$' said || fail_showing "no clear error" said
	there db/schema/10_tables/contact.sql db/schema/10_tables/one.sql
	clean
}
case_output_root_with_space() {
	project
	generate -B '../my out $x'
	exits 0
	cd '../my out $x' || return
	build
	mv said ../p/said && cd ../p
	ok
	there "../my out \$x/$schema"
}
