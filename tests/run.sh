#!/usr/bin/env bash
# Runs tests, one line each, and says at the end how many passed and failed. Called by `make test`.
#
# usage: run.sh LOGDIR SECONDS COMMAND…   each COMMAND is a program, or NAME=shell line
# A test that exits 77 is skipped (it says why on its last line); one that takes longer than SECONDS fails.
set -u
export LSAN_OPTIONS=print_suppressions=0 # its table would stand among what a program says
logs=$1 limit=$2
shift 2
mkdir -p "$logs"
passed=0 failed=0 skipped=0
for test in "$@"; do
	case $test in
	*=*) name=${test%%=*} line=${test#*=} ;;
	*) name=$(basename "$test") line=$test ;;
	esac
	log=$logs/$name.log
	start=$(date +%s%N)
	timeout -k 5 "$limit" bash -c "$line" </dev/null >"$log" 2>&1
	status=$?
	ms=$((($(date +%s%N) - start) / 1000000))
	case $status in
	0) passed=$((passed + 1)) word=ok ;;
	77) skipped=$((skipped + 1)) word="skipped: $(tail -n 1 "$log")" ;;
	124 | 137) failed=$((failed + 1)) word="FAILED: longer than $limit s" ;;
	*) failed=$((failed + 1)) word="FAILED ($status)" ;;
	esac
	printf '  %-34s %6d ms  %s\n' "$name" "$ms" "$word"
	if [ "$status" -ne 0 ] && [ "$status" -ne 77 ]; then
		tail -n 40 "$log" | sed 's/^/      | /'
	fi
done
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
