# How the executables are called.

tools() { ls "$bin"; }
command() { # whether the tool is a command of specql, which has options of its own: tests/cli
	case $tool in
	specql-clean | specql-diff | specql-docs | specql-explain | specql-generate | specql-graph | specql-init) ;;
	specql-ninja | specql-registry | specql-schema | specql-superseded | specql-validate | specql-verify) ;;
	*) return 1 ;;
	esac
}
name() { if command; then echo "$tool" | tr - ' '; else echo "$tool"; fi; }
merging() { # whether it makes a file of the whole project, from options or from the catalog
	grep -q "^KIND(${tool#specql-},.* PROJECT," "$here/../../gen/kinds.def"
}
each() { # FUNCTION: for every executable, $tool
	for tool in $(tools); do "$1"; done
}
usage() { # [ARGUMENT]…: exit 2, usage on stderr, nothing on stdout
	"$bin/$tool" "$@" >out 2>said </dev/null
	status=$?
	sane
	exits 2
	[ ! -s out ] || fail "$tool $*: something on stdout"
	grep -qE "^usage: $(name)( |$)" said || fail_showing "$tool $*: no usage" said
}
prints() { # OPTION PATTERN: exit 0, on stdout
	"$bin/$tool" "$1" >said 2>err </dev/null
	status=$?
	sane
	exits 0
	[ ! -s err ] || fail_showing "$tool $1: something on stderr" err
	grep -qE "$2" said || fail_showing "$tool $1" said
}

case_help() { each help; }
help() { prints --help "^usage: $(name)( |$)"; prints --version "^$(name) [0-9]+\.[0-9]+"; }
case_unknown_option() { each unknown; }
unknown() { usage --nonsense; usage -Z; usage --help=x; }
case_missing_value() { each missing; }
missing() {
	! command || return 0
	case $tool in
	specql-scan) usage -C; usage -B ;;
	*) usage; usage -o; merging || usage -o out ;;
	esac
}
case_extra_argument() { each extra; }
extra() {
	! command || return 0
	case $tool in
	specql-model | specql-sqlcheck | specql-pgparse) ;; # take any number of files
	specql-pgclient) usage -s a ;;
	*) usage -o out a b c d ;;
	esac
}
case_closed_streams() { # nothing is written where stdout and stderr are not
	built
	for streams in '>&-' '2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
		: >said
		run specql-ninja --quiet
		exits 0
		echo '# new' >>entities/contact.yaml
		run specql-ninja
		case $streams in *'>&-'*) [ "$streams" = '2>&-' ] || [ "$status" = 1 ] || fail "the summary is lost, and that is no error: $streams" ;; esac
		build
		exits 0
		all_kept
		each closed
	done
}
case_full_output() { # what nobody can read is an error
	built
	each full
	sed -i 's/text!/txet!/' entities/contact.yaml
	"$bin/specql-ninja" >/dev/full 2>said
	[ $? = 1 ] || fail "exit code of a full output"
	grep -q 'specql-ninja: cannot write to standard output: No space left on device' said || fail_showing "not said" said
}
full() {
	for option in --help --version; do
		"$bin/$tool" $option >/dev/full 2>said </dev/null
		[ $? = 1 ] || fail "$tool $option: nobody is told that nothing was written"
	done
}
run() { # TOOL …: with the streams closed
	{ eval '"$bin/$@" '"$streams"; } >/dev/null 2>&1
	status=$?
}
closed() {
	run "$tool" --help
	[ "$status" -le 1 ] || fail "$tool --help $streams: exit code $status"
	run "$tool" --nonsense
	[ "$status" = 2 ] || fail "$tool --nonsense $streams: exit code $status"
	! command && ! merging || return 0
	case $tool in
	specql-ninja | specql-scan | specql-confiture | specql-emitter | specql-project) return ;;
	specql-sqlcheck | specql-pgparse) return ;; # tests/sqlcheck
	specql-entity) return ;;                    # tests/graph/granularity.sh
	specql-bundle) return ;;                    # tests/graph/bundle.sh
	specql-merge) return ;;                     # tests/graph/docs.sh
	specql-pgclient) return ;; # tests/verify
	specql-model | specql-interface) in=entities/contact.yaml ;;
	*) in=.specql/model/entities/contact.json ;;
	esac
	[ "$tool" != specql-model ] || set -- .specql/iface/entities/company.json
	run "$tool" -o made "$in" "$@"
	[ "$status" = 0 ] || fail "$tool $streams: exit code $status"
	head -1 made | grep -qE '^(# Generated|\{)' || fail_showing "$tool $streams wrote something else" made
	rm made
}
case_garbage_as_model() {
	built
	for text in '' '{' '[]' 'null' '"x"' '{}' '{"format": "specql-model"}' '{"format": 1, "version": []}' "$(printf 'a\0b\377')" "$(repeat 100000 '[')" "$(repeat 50000 '{"a":')"; do
		printf %s "$text" >garbage
		for tool in specql-table specql-foreign_keys specql-helpers specql-metadata; do
			"$bin/$tool" -o made garbage >said 2>&1
			status=$?
			sane
			exits 1
			grep -q '^garbage: error: ' said || fail_showing "$tool: no diagnostic" said
			gone made
		done
		for tool in specql-table specql-foundation specql-interface specql-model; do
			case $text in '{}' | '{"format'*) continue ;; esac # options that are not there have their defaults
			"$bin/$tool" -k garbage -o made entities/company.yaml >said 2>&1
			status=$?
			sane
			[ "$status" != 0 ] || fail "$tool -k: exit code 0 with $(echo "$text" | cut -c1-30)"
			gone made
		done
	done
}
case_mutilated_model() { # whatever is cut off or replaced in a model, the emitters end well
	built
	model=.specql/model/entities/contact.json
	size=$(wc -c <$model)
	at=0
	while [ $at -lt "$size" ]; do
		head -c $at $model >cut
		{ head -c $at $model; printf '"\0'; tail -c +$((at + 3)) $model; } >replaced
		for file in cut replaced; do
			for tool in specql-table specql-metadata; do
				"$bin/$tool" -o made $file >said 2>&1
				status=$?
				sane
			done
		done
		at=$((at + 97))
	done
	rm -f made
	sed -n 's/.*"\([a-z_]*\)":.*/\1/p' $model | sort -u | while read -r member; do
		for value in null 1 '""' '[]' '{}' '[[1]]' -1e308; do
			sed "s|\"$member\": *[^,]*\(,*\)\$|\"$member\": $value\1|" $model >replaced
			for tool in specql-table specql-foreign_keys specql-helpers specql-metadata; do
				"$bin/$tool" -o made replaced >said 2>&1
				status=$?
				sane
			done
		done
	done
}
case_missing_files() {
	built
	for tool in specql-table specql-foreign_keys specql-helpers specql-metadata specql-model specql-interface; do
		"$bin/$tool" -o made nowhere >said 2>&1
		status=$?
		echo 'nowhere: error: cannot read: No such file or directory' | faulty
		"$bin/$tool" -k nowhere -o made entities/company.yaml >said 2>&1
		status=$?
		exits 1
		grep -q '^nowhere: error: cannot read: No such file or directory$' said || fail_showing "$tool" said
		gone made
	done
}
