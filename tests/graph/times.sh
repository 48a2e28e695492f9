# Files that change while something runs, and clocks that are wrong.

# Something happens after the scan has looked, before Ninja knows that it has ended: $tmp/p/hook, once.
scan_then_hook() {
	mv "$tmp/bin/specql-scan" "$tmp/bin/specql-scan.real"
	cat >"$tmp/bin/specql-scan" <<-'Y'
	#!/bin/sh
	"$0.real" "$@" || exit
	[ ! -e .hook ] || { mv .hook .hooked && . ./.hooked; }
	Y
	chmod +x "$tmp/bin/specql-scan"
}

# A project that is built, of which such a thing may happen.
hooked() {
	project
	scan_then_hook
	generate
	build sql check
	build sql check
	settle
}

# The next build has it.
case_edit_after_scan() {
	hooked
	echo 'echo "  title: text" >>crm/entities/note.yaml' >.hook
	touch crm/entities/company.yaml
	build sql check
	ok
	build sql check
	ok
	grep -q title db/schema/10_tables/note.sql || fail "the change is missing"
	nothing
	settle
	echo 'printf "entity: Task\nschema: crm\nfields: {t: text}\n" >crm/entities/task.yaml' >.hook
	touch crm/entities/company.yaml
	build sql check # may fail: it looks again when build.ninja is read already, and so knows a file that nothing makes yet
	build sql check
	ok
	there db/schema/10_tables/task.sql
	nothing
}

# The same behind a scan that finds nothing to do: `specql-ninja` has just looked.
case_edit_after_a_scan_in_vain() {
	hooked
	touch crm/entities/company.yaml
	settle
	generate
	echo 'echo "  title: text" >>crm/entities/note.yaml' >.hook
	build sql check
	ok
	there .hooked
	build sql check
	ok
	grep -q title db/schema/10_tables/note.sql || fail "the change is missing"
	nothing
}

# An entity comes, so the scan writes another shape; meanwhile another entity changes.
case_edit_while_scanning() {
	hooked
	echo 'echo "  title: text" >>crm/entities/note.yaml; touch -r .specql/scan crm/entities/note.yaml .' >.hook
	printf 'entity: Task\nschema: crm\nfields: {t: text}\n' >crm/entities/task.yaml
	build sql check
	ok
	build sql check
	ok
	there db/schema/10_tables/task.sql
	grep -q title db/schema/10_tables/note.sql || fail "the change is missing"
	nothing
}

# A tool that changes the entity while the build runs.
case_edit_while_building() {
	built
	mv "$tmp/bin/specql-helpers" "$tmp/bin/specql-helpers.real"
	cat >"$tmp/bin/specql-helpers" <<-'S'
	#!/bin/sh
	! grep -q title crm/entities/note.yaml || sed -i 's/title/heading/' crm/entities/note.yaml
	exec "$0.real" "$@"
	S
	chmod +x "$tmp/bin/specql-helpers"
	build sql check
	ok
	settle
	edit crm/entities/note.yaml '$a\  title: text'
	build sql check
	ok
	grep -q title db/schema/10_tables/note.sql || fail "the change came too early"
	build sql check
	ok
	grep -q heading db/schema/10_tables/note.sql || fail "the change is missing"
	nothing
}

# Files from the future are looked at in every build, which is said, but nothing else is built; the past is of no concern.
case_times_of_sources() {
	built
	edit crm/entities/note.yaml '$a\  title: text'
	touch -d '+2 days' crm/entities/note.yaml
	build sql check
	ok
	says "crm/entities/note.yaml: warning: this has a time in the future"
	grep -q title db/schema/10_tables/note.sql || fail "the change is missing"
	build sql check
	sort -u "$tmp/ran" >"$tmp/list" && mv "$tmp/list" "$tmp/ran"
	ran scan
	edit crm/entities/note.yaml 's/title/heading/'
	build sql check
	grep -q heading db/schema/10_tables/note.sql || fail "the change is missing"
	nothing
	sed 's/heading/motto/' crm/entities/note.yaml >"$tmp/note"
	touch -d '1980-01-02' "$tmp/note"
	mv "$tmp/note" crm/entities/note.yaml
	build sql check
	grep -q motto db/schema/10_tables/note.sql || fail "the change is missing"
	nothing
	touch -d '1970-01-01' crm/entities/*
	nothing
	touch -d '1960-01-01' crm/entities/*
	settle
	generate
	nothing
	echo '[' >crm/entities/note.yaml
	build -k 0 sql check
	grep -q "note.yaml	crm	Note" .specql/shape.txt || fail "what a faulty file was before is forgotten"
}

# Settings that the scan could not trust the times of, because they were not older than itself, and that go away.
case_settings_come_and_go_at_once() {
	built
	echo 'layout: by_schema' >specql.yaml
	touch -d '+2 days' specql.yaml
	build sql check
	ok
	there db/schema/10_tables/crm/note.sql
	rm specql.yaml
	build sql check
	ok
	there db/schema/10_tables/note.sql
	gone db/schema/10_tables/crm
	nothing
}

# Everything that was made has times of tomorrow: the clock was set back since.
tomorrow() {
	sed -i -E "s/^([0-9]+\t[0-9]+\t)[0-9]+/\1$(date -d '+1 day' +%s)000000000/" .specql/.ninja_log
	find .specql db db/schema db/generated build.ninja -path db/environments -prune -o -exec touch -h -d '+1 day' {} +
}

case_clock_set_back() {
	built
	tomorrow
	edit crm/entities/note.yaml '$a\  title: text'
	generate
	prints "the clock was set back"
	build sql check
	ok
	grep -q title db/schema/10_tables/note.sql || fail "the change is missing"
	nothing
	settle
	edit crm/entities/note.yaml 's/title/heading/'
	build sql check
	ok
	ran scan "model note" "table note" "helpers note" "metadata note"
	nothing
}

# Ninja has read its log when the scan sees that, so this build cannot be right.
case_clock_set_back_under_ninja() {
	built
	tomorrow
	edit crm/entities/note.yaml '$a\  title: text'
	rm .specql/shape.txt
	build sql check
	failed
	says "the clock was set back"
	build sql check
	ok
	grep -q title db/schema/10_tables/note.sql || fail "the change is missing"
	nothing
}
