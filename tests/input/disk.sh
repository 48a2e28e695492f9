# Disks that are full or cannot be written to, and limits of the system.

# A file system of so many bytes for OUT at ../small. Needs root, as do all cases that mount.
small() { # BYTES
	root || { fail "needs root, to mount a small file system"; return 1; }
	mkdir -p ../small && mount -t tmpfs -o "size=$1,mode=755" tmpfs ../small
}
fill() { # leaves so many blocks of 4096 bytes
	dd if=/dev/zero of=../small/ballast bs=4096 >/dev/null 2>&1
	truncate -s -$(($1 * 4096)) ../small/ballast
}
# Whatever is there is whole: as when there is room.
whole() {
	(cd ../small && find db -name '*.sql' -type f) >files
	while read -r file; do
		if ! cmp -s "../small/$file" "../roomy/$file" && ! cmp -s "../small/$file" "../before/$file"; then
			fail "$file is half written"
		fi
	done <files
	clean ../small
}
run_small() { # the chain with OUT at ../small
	"$bin/specql-ninja" --quiet -C . -B ../small >said 2>&1 </dev/null
	status=$?
	sane
	generated=$status
	[ ! -e ../small/build.ninja ] || "$NINJA" -C ../small -k 0 >>said 2>&1 </dev/null
	status=$?
	[ "$status" -le 2 ] || fail_showing "exit code $status" said
}
wide() { awk 'BEGIN { while (i++ < 150) print "  f" i ": {type: text, description: something to fill the disk with}" }'; }

case_full_disk() { # at every stage: more and more room, until there is enough
	project
	"$bin/specql-ninja" --quiet -C . -B ../roomy >said 2>&1 && "$NINJA" -C ../roomy >>said 2>&1 || fail_showing "does not build" said
	mkdir ../before
	small 4m || return
	fill 0
	blocks=0 full=0
	while
		# shellcheck disable=SC2046
		[ $blocks -lt 300 ] && rm -rf ../small/.specql $(ls -d ../small/* | grep -v ballast) && run_small && [ "$generated$status" != 00 ]
	do
		full=$((full + 1))
		grep -q 'No space left on device' said || fail_showing "no clear error with $blocks blocks" said
		whole
		blocks=$((blocks + 3))
		truncate -s -$((3 * 4096)) ../small/ballast
	done
	[ $full -ge 5 ] || fail_showing "only $full stages" said
	[ $blocks -lt 300 ] || fail_showing "never enough room" said
	for f in $(cd ../roomy && find db -name '*.sql' -type f); do cmp "../roomy/$f" "../small/$f" || fail "$f is not as it should be"; done
}
case_disk_that_fills_up() { # outputs from before stay, at every stage
	project
	"$bin/specql-ninja" --quiet -C . -B ../before >said 2>&1 && "$NINJA" -C ../before >>said 2>&1 || fail_showing "does not build" said
	{ cat entities/contact.yaml; wide; } >wider && { thing Company; wide; } >entities/company.yaml
	mv wider entities/contact.yaml
	"$bin/specql-ninja" --quiet -C . -B ../roomy >said 2>&1 && "$NINJA" -C ../roomy >>said 2>&1 || fail_showing "does not build" said
	small 4m || return
	cp -rp ../before/. ../small/
	rm ../small/.specql/dir && ln -s "$PWD" ../small/.specql/dir
	fill 0
	blocks=0
	while
		[ $blocks -lt 300 ] && run_small && [ "$generated$status" != 00 ]
	do
		grep -q 'No space left on device' said || fail_showing "no clear error with $blocks blocks" said
		for f in $(cd ../before && find db -name '*.sql' -type f); do [ -e "../small/$f" ] || fail "$f is gone with $blocks blocks"; done
		whole
		blocks=$((blocks + 4))
		truncate -s -$((4 * 4096)) ../small/ballast
	done
	[ $blocks -ge 16 ] || fail_showing "enough room at once" said
	for f in $(cd ../roomy && find db -name '*.sql' -type f); do cmp "../roomy/$f" "../small/$f" || fail "$f is not as it should be"; done
}
case_read_only_file_system() {
	project
	small 4m || return
	run_small
	exits 0
	cp -rp ../small ../before
	cp -rp ../small ../roomy
	mount -o remount,ro ../small
	thing Contact 'company: ref(Company)' 'new: text' >entities/contact.yaml
	"$bin/specql-ninja" --quiet -C . -B ../small >said 2>&1
	status=$?
	echo ".specql/began: error: cannot write: Read-only file system" | faulty
	whole
}
case_read_only_source() { # is no fault
	project
	mkdir ../fixed
	root || { fail "needs root, to mount"; return; }
	mount --bind . ../fixed && mount -o remount,bind,ro ../fixed
	generate -C ../fixed -B ../out
	exits 0
	cd ../out && "$NINJA" >said 2>&1
	status=$?
	ok
	there "$schema"
	cd ../p
}
case_limit_of_file_size() {
	built
	{ thing Contact 'company: ref(Company)'; wide; } >entities/contact.yaml
	(
		ulimit -f 17 # blocks of 512 bytes: room for what Ninja writes of its own
		for program in "$bin/specql-ninja --quiet" "$NINJA -k 0"; do
			$program >>../said 2>&1 # not here, where it could be cut off
			echo $? >../status
		done
	)
	mv ../said said
	status=$(cat ../status)
	exits 1
	! grep -q 'dumped core' said || fail_showing "a crash" said
	grep -q ': error: cannot write: File too large; raise the limit on the size of files (ulimit -f)$' said || fail_showing "no clear error" said
	kept db/schema/10_tables/contact.sql "$schema"
	clean
}
case_limit_of_copies() { # of the executables, which actions take along
	built
	echo 'remote: true' >>specql.yaml
	(
		ulimit -f 100
		"$bin/specql-ninja" --quiet >../said 2>&1
		echo $? >../status
	)
	mv ../said said
	status=$(cat ../status)
	exits 1
	grep -q '^.specql/tools/specql-model: error: cannot write: File too large; raise the limit' said || fail_showing "no clear error" said
	clean
	[ -z "$(ls -A .specql/tools)" ] || fail "parts of copies are left"
	generate
	exits 0
	[ -x .specql/tools/specql-model ] || fail "no copy was made"
}
case_limit_of_open_files() {
	project
	(exec 3>&- 4>&-; ulimit -n 5; "$bin/specql-ninja" --quiet) >said 2>&1 # what the caller has open does not count
	status=$?
	sane
	[ "$status" = 0 ] || grep -qE ': error: .*(Too many open files|No file descriptors available)$' said || fail_showing "no clear error" said
	chain
	ok
}
case_limit_of_memory() { # cannot be reported in full, but nothing is half written
	built
	{ thing Contact 'company: ref(Company)'; wide; } >entities/contact.yaml
	! grep -q __asan_init "$bin/specql-ninja" || return # which needs more than any limit
	for limit in 2000 3000 4000 6000; do
		(ulimit -v $limit; "$bin/specql-ninja" --quiet) >said 2>&1
		status=$?
		[ "$status" -le 2 ] || [ "$status" = 127 ] || fail_showing "exit code $status" said
		clean
	done
	kept "$schema"
}
