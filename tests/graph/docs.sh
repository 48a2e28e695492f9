# The documentation: which of its files are made anew, and which change.

pages=docs/generated
# Those that are merged from the parts of all entities; of these, those that say what the documentation is called.
merged='docs_actions docs_er docs_er_svg docs_impacts docs_impacts_svg docs_index docs_index_markdown docs_mutations docs_search'
titled='docs_actions docs_er docs_impacts docs_index docs_index_markdown docs_mutations'

# The documentation built once, and nothing left to do.
docs() {
	project
	generate
	build docs
	settle
	touch "$tmp/stamp"
	settle
}

# docs_ran "ENTITIES" "KINDS" EDGE…: the parts and pages of the entities, these kinds, and those edges ran.
docs_ran() {
	own=$1 kinds=$2
	shift 2
	for n in $own; do
		set -- "$@" "docs_part $n.part" "docs_markdown $n" "docs_page $n"
	done
	for n in $kinds; do
		case $n in
		docs_er_svg) set -- "$@" "$n er" ;;
		docs_impacts_svg) set -- "$@" "$n impacts" ;;
		docs_index_markdown) set -- "$@" "$n index" ;;
		docs_script) set -- "$@" "$n site" ;;
		*) set -- "$@" "$n ${n#docs_}" ;;
		esac
	done
	ran "$@"
}

# docs_changed FILE…: exactly these have another content than after docs.
docs_changed() {
	(cd $pages && find . -type f -newer "$tmp/stamp" | sed 's,^[.]/,,' | sort) >"$tmp/found"
	[ $# = 0 ] || printf '%s\n' "$@" | sort >"$tmp/expected"
	[ $# != 0 ] || : >"$tmp/expected"
	cmp -s "$tmp/expected" "$tmp/found" || fail "other files changed:" $(diff "$tmp/expected" "$tmp/found")
}

case_docs() {
	docs
	ok
	docs_ran "company contact note order" "$merged docs_script docs_style" "interface company" "interface contact" \
		"model company" "model contact" "model note" "model order"
	there $pages/crm/contact.html $pages/crm/contact.md $pages/index.html $pages/index.md $pages/mutations.md
	gone db/schema/10_tables/note.sql
	build docs
	ran
	docs_changed
}

# A field shows on the page of its entity, in the search and in the picture; in the list of mutations only if one takes it.
case_docs_field() {
	docs
	edit crm/entities/note.yaml '$a\  title: text'
	build docs
	ok
	docs_ran note "$merged" scan "model note"
	docs_changed crm/note.html crm/note.md crm/note.part.json er.html er.svg search.js
	build docs
	ran
}
case_docs_field_of_input() {
	docs
	edit crm/entities/contact.yaml 's/^actions/  title: text\n&/'
	build docs
	docs_changed crm/contact.html crm/contact.md crm/contact.part.json er.html er.svg mutations.md search.js
}

# What shows on the entity's own page alone ends there.
case_docs_own() {
	docs
	edit crm/entities/note.yaml 's/body: text/body: {type: text, description: What it says}/'
	build docs
	ok
	docs_ran note "" scan "model note"
	docs_changed crm/note.html crm/note.md
}

# A comment, another order and another time change nothing.
case_docs_comment() {
	docs
	edit crm/entities/note.yaml '$a\# more to come'
	build docs
	docs_ran "" "" scan "model note"
	touch crm/entities/*.yaml
	build docs
	docs_ran "" "" scan
	docs_changed
}

# Who refers to an entity does not show its fields.
case_docs_of_another() {
	docs
	edit crm/entities/company.yaml '$a\  phone: phoneNumber'
	build docs
	ok
	docs_ran company "$merged" scan "interface company" "model company" "model contact"
	docs_changed crm/company.html crm/company.md crm/company.part.json er.html er.svg search.js
}

case_docs_title() {
	docs
	echo 'docs: {title: Our shop}' >specql.yaml
	build docs
	ok
	docs_ran "" "$titled" scan "docs_page company" "docs_page contact" "docs_page note" "docs_page order"
	grep -q '<title>Note · Our shop</title>' $pages/crm/note.html || fail "no title"
	docs_changed actions.html crm/company.html crm/contact.html crm/note.html er.html impacts.html index.html index.md mutations.md \
		sales/order.html
	echo 'docs: true' >specql.yaml
	build docs
	grep -q '<title>Note · Reference</title>' $pages/crm/note.html || fail "the title stays"
	echo 'name: Our shop' >specql.yaml
	build docs
	grep -q '<title>Note · Our shop</title>' $pages/crm/note.html || fail "it is not called as the project"
	printf 'docs: {title: Our reference}\nname: Our shop\n' >specql.yaml
	build docs
	grep -q '<title>Note · Our reference</title>' $pages/crm/note.html || fail "a title does not go before the name"
	printf 'name: |\n  two\n  lines\n' >specql.yaml
	generate
	prints "specql.yaml:1:7: error: a name is one line of at most 200 bytes"
}

# An entity that comes or goes: its pages, and those of all.
case_docs_deleted() {
	docs
	rm crm/entities/note.yaml
	build docs
	ok
	docs_ran "" "$merged" scan graph
	gone $pages/crm/note.html $pages/crm/note.md $pages/crm/note.part.json
	grep -q note.html $pages/index.html && fail "the index still has it"
	docs_changed er.html er.svg index.html index.md mutations.md search.js
}
