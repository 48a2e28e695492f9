# The documentation: which of its files are made anew, and which change.

pages=docs/generated

# The documentation built once, and nothing left to do.
docs() {
	project
	generate
	build docs
	settle
	touch "$tmp/stamp"
	settle
}

# docs_ran "ENTITIES" EDGE…: the parts and pages of the entities, and those edges ran. merge_docs makes all that is merged from
# the parts of all entities.
docs_ran() {
	own=$1
	shift
	for n in $own; do
		set -- "$@" "entity_docs $n"
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
	docs_ran "company contact note order" merge_docs project "docs_script site" "docs_style style" "interface company" "interface contact" \
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
	docs_ran note merge_docs scan "model note"
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
	docs_ran note scan "model note"
	docs_changed crm/note.html crm/note.md
}

# A comment, another order and another time change nothing.
case_docs_comment() {
	docs
	edit crm/entities/note.yaml '$a\# more to come'
	build docs
	docs_ran "" scan "model note"
	touch crm/entities/*.yaml
	build docs
	docs_ran "" scan
	docs_changed
}

# Who refers to an entity does not show its fields.
case_docs_of_another() {
	docs
	edit crm/entities/company.yaml '$a\  phone: phoneNumber'
	build docs
	ok
	docs_ran company merge_docs scan "interface company" "model company"
	docs_changed crm/company.html crm/company.md crm/company.part.json er.html er.svg search.js
}

case_docs_title() {
	docs
	echo 'docs: {title: Our shop}' >specql.yaml
	build docs
	ok
	docs_ran "company contact note order" merge_docs scan
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

# What is merged is one edge, of a tool and options of its own; each of its files is left alone for itself.
case_docs_merged() {
	docs
	change_tool specql-merge
	build docs
	ok
	docs_ran "" scan merge_docs
	docs_changed
	echo '<!-- mine -->' >>$pages/er.html
	cp $pages/er.html "$tmp/mine"
	rm $pages/search.js
	edit crm/entities/note.yaml '$a\  zebra: text'
	build -k 0 docs
	failed
	says "er.html: error: was edited by hand"
	cmp -s "$tmp/mine" $pages/er.html || fail "an edited file was overwritten"
	grep -q zebra $pages/search.js && grep -q zebra $pages/er.svg || fail "the others were not made"
	rm $pages/er.html
	build docs
	ok
	docs_ran "" merge_docs
	grep -q zebra $pages/er.html || fail "the page was not made"
	build docs
	ran
}

# An entity that comes or goes: its pages, and those of all.
case_docs_deleted() {
	docs
	rm crm/entities/note.yaml
	build docs
	ok
	docs_ran "" merge_docs scan graph
	gone $pages/crm/note.html $pages/crm/note.md $pages/crm/note.part.json
	grep -q note.html $pages/index.html && fail "the index still has it"
	docs_changed er.html er.svg index.html index.md mutations.md search.js
}
