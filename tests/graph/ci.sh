# A project that a machine of CI has cloned, beside what it has kept of an earlier build.

# The project in git, built; what a cache keeps of it in $tmp/cache.tar, with times to the second.
in_git() {
	project
	printf '/.specql/\n/build.ninja\n/db/generated/\n/db/schema/\n/frontend/generated/\n/docs/generated/\n' >.gitignore
	git init -q -b main .
	generate
	commit first
	build
	ok
	build sql check
	settle
	keep
}
commit() { git add -A && git -c user.name=ci -c user.email=ci@localhost commit -q -m "$1"; }
keep() { tar --format=gnu -cf "$tmp/cache.tar" .specql build.ninja db/generated db/schema frontend docs; }

# Another clone, with tools that were unpacked anew: all times and inodes are new. Tar's arguments restore the cache.
clone() { # [BRANCH [TAR-ARGUMENT…]]
	settle
	cp -r "$tmp/bin" "$tmp/bin2" && rm -r "$tmp/bin" && mv "$tmp/bin2" "$tmp/bin"
	cd "$tmp" && rm -rf "$tmp/out"
	git clone -q -b "${1-main}" "$tmp/p" "$tmp/out" && cd "$tmp/out" || exit 2
	[ $# = 0 ] || shift
	tar -xf "$tmp/cache.tar" "$@"
}

# Inode, time and name of everything that was made, but for files whose only content is their time.
written() { find db frontend docs .specql/model .specql/iface .specql/src .specql/kind build.ninja -type f ! -name '*.ok' -printf '%i %T@ %p\n' | sort; }

# Also the schema and the frontend, which `build sql check` does not make; $tmp/ran has the edges of both.
everything() {
	build
	mv "$tmp/ran" "$tmp/first"
	[ "$status" != 0 ] || build sql check
	sort "$tmp/first" "$tmp/ran" >"$tmp/list" && mv "$tmp/list" "$tmp/ran"
}

# still FILE: nothing was written since `written` wrote the file.
still() {
	written >"$tmp/list"
	cmp -s "$1" "$tmp/list" || { fail "something was written"; diff "$1" "$tmp/list"; }
}

# As a build of the same files in an empty folder.
as_clean() {
	mkdir -p "$tmp/spare" && rm -rf "$tmp/spare/clean" && cp -r . "$tmp/spare/clean"
	(
		cd "$tmp/spare/clean" && rm -rf .specql build.ninja db/schema db/generated frontend docs &&
			"$tmp/bin/specql-ninja" --quiet && "$NINJA" && "$NINJA" check
	) >"$tmp/log" 2>&1 || { fail "does not build"; cat "$tmp/log"; }
	diff -r --exclude=.git --exclude=.specql . "$tmp/spare/clean" >"$tmp/log" || { fail "not as a clean build"; cat "$tmp/log"; }
	diff -r "$tmp/spare/clean/.specql/model" .specql/model || fail "models not as those of a clean build"
}

case_ci_clone() {
	in_git
	clone
	written >"$tmp/before"
	everything
	ok
	ran scan
	nothing
	still "$tmp/before"
	as_clean
}

# The recipe calls specql-ninja first, because the tools may lie elsewhere on another machine.
case_ci_clone_elsewhere() {
	in_git
	mv "$tmp/bin" "$tmp/bin3"
	cp -r "$tmp/bin3" "$tmp/bin"
	clone
	mv "$tmp/bin" "$tmp/elsewhere"
	build sql check
	failed
	says "run specql-ninja again"
	"$tmp/elsewhere/specql-ninja" --quiet || fail "specql-ninja: $?"
	everything
	ok
	ran scan
	mv "$tmp/elsewhere" "$tmp/bin"
}

# A clone without folders and files that the scan makes in folders that it looks at.
case_ci_clone_bare() {
	in_git
	git rm -q --cached -r db && printf '/db/\n' >>.gitignore
	commit second
	clone main .specql build.ninja
	everything
	ok
	there db/schema/10_tables/note.sql db/environments/local.yaml
	grep -c scan "$tmp/ran" | grep -qx 1 || { fail "the scan did not run once"; cat "$tmp/log"; }
	nothing
	as_clean
}

case_ci_one_change() {
	in_git
	edit crm/entities/note.yaml '$a\  title: text'
	commit second
	clone
	everything
	ok
	grep -E ' note$|^scan' "$tmp/ran" | grep -v docs >"$tmp/list" && mv "$tmp/list" "$tmp/ran"
	ran scan "model note" "table note" "helpers note" "metadata note" "operations note" "check note"
	nothing
	as_clean
}

case_ci_without_times() {
	in_git
	clone main -m
	written >"$tmp/before"
	everything
	ok
	grep -q table "$tmp/ran" || fail "nothing was made: is this without times?"
	still "$tmp/before"
	nothing
	as_clean
}

# Every name of the cache leads to the same file in both clones, as cp -l and some caches do.
case_ci_hard_links() {
	in_git
	mkdir "$tmp/spare"
	cp -a . "$tmp/spare/cache"
	for i in one two; do
		git clone -q "$tmp/p" "$tmp/spare/$i"
		(cd "$tmp/spare/cache" && cp -al .specql build.ninja frontend docs "$tmp/spare/$i/" && cp -al db/schema db/generated "$tmp/spare/$i/db/")
	done
	(cd "$tmp/spare/cache" && written) >"$tmp/before"
	settle
	cd "$tmp/spare/one" || exit 2
	edit crm/entities/note.yaml '$a\  title: text'
	everything
	ok
	cd "$tmp/spare/two" || exit 2
	edit crm/entities/company.yaml '$a\  title: text'
	sleep 0.1
	cd "$tmp/spare/one" || exit 2
	edit crm/entities/company.yaml '$a\  motto: text'
	everything
	ok
	as_clean
	cd "$tmp/spare/two" || exit 2
	everything
	ok
	nothing
	as_clean
	cd "$tmp/spare/cache" || exit 2
	still "$tmp/before"
}

# There and back, and nobody has built in between.
case_git_switch() {
	in_git
	git switch -q -c other
	edit crm/entities/note.yaml '$a\  title: text'
	git mv crm/entities/contact.yaml crm/entities/person.yaml
	commit second
	git switch -q main
	build sql check
	settle
	git switch -q other && settle && git switch -q main
	everything
	ok
	ran scan
	nothing
}

# What a cache has of one branch is a good beginning for another one.
case_ci_branches() {
	in_git
	git switch -q -c other
	rm crm/entities/note.yaml
	edit crm/entities/company.yaml 's/size: integer/size: text/'
	printf 'entity: Task\nschema: crm\nfields:\n  note: text\n  company: ref(Company)\n' >crm/entities/task.yaml
	echo 'layout: by_schema' >specql.yaml
	commit second
	clone other
	everything
	ok
	there db/schema/10_tables/crm/task.sql
	gone db/schema/10_tables/note.sql db/schema/10_tables/crm/note.sql
	nothing
	as_clean
	keep
	clone main
	everything
	ok
	there db/schema/10_tables/note.sql
	gone db/schema/10_tables/crm
	nothing
	as_clean
}

# A cache without the outputs, or with half of them.
case_ci_half_a_cache() {
	in_git
	clone main .specql
	generate
	everything
	ok
	nothing
	as_clean
	clone main build.ninja db/schema frontend docs
	generate
	everything
	ok
	nothing
	as_clean
}

# The scan makes a folder that it looks at; that must not look like a change afterwards.
case_output_folder_lost() {
	built
	rm -r db
	build sql check
	ok
	there db/schema/10_tables/note.sql
	nothing
	settle
	printf 'output:\n  frontend: web/made\n' >specql.yaml
	build sql check frontend
	ok
	there web/made
	nothing
	rm specql.yaml
	build sql check
	ok
	gone web/made
	nothing
}

# A build with one version of Ninja, then with another: the newer one knows no log of the older.
case_another_ninja() {
	in_git
	other=$(command -v ninja)
	[ "$other" != "$(command -v "$NINJA")" ] || other=${NINJA_NEWEST-}
	[ -n "$other" ] || return 0
	written >"$tmp/before"
	for one in "$other" "$NINJA" "$other"; do
		"$one" sql check >"$tmp/log" 2>&1 || { fail "$one fails"; cat "$tmp/log"; }
	done
	still "$tmp/before"
}

# A project reached by a link, and by its own name.
case_symlinked_project() {
	project
	rm -rf "$tmp/spare"
	ln -s "$tmp/p" "$tmp/spare"
	cd "$tmp/spare" || exit 2
	generate
	build sql check
	ok
	nothing
	cd "$tmp/p" || exit 2
	nothing
	settle
	edit crm/entities/note.yaml '$a\  title: text'
	cd "$tmp/spare" || exit 2
	build sql check
	ok
	ran scan "model note" "table note" "helpers note" "metadata note"
	"$tmp/bin/specql-ninja" --quiet -C "$tmp/p" || fail "specql-ninja: $?"
	nothing
	"$tmp/bin/specql-ninja" --quiet -C "$tmp/spare" || fail "specql-ninja: $?"
	nothing
}
