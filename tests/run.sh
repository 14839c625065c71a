#!/usr/bin/env bash
# Runs tests, two side by side, one line each, and says at the end how many passed and failed. Called by
# `make test`.
#
# usage: run.sh LOGDIR SECONDS COMMAND…   each COMMAND is a program, or NAME=shell line
# A test that exits 77 is skipped (it says why on its last line); one that takes longer than SECONDS fails.
# JOBS=1 runs them one after the other; the default is the number of processors, two at the most.
set -u
export LSAN_OPTIONS=print_suppressions=0 # its table would stand among what a program says
# Freed memory is watched until so much of it has gathered: 256 MB, the default, cost a fifth of the time.
export ASAN_OPTIONS=quarantine_size_mb=16${ASAN_OPTIONS:+:$ASAN_OPTIONS}
logs=$1 limit=$2
shift 2
mkdir -p "$logs"
processors=$(nproc)
jobs=${JOBS:-$((processors < 2 ? processors : 2))}
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# One test: its line, and its log when it failed, written at once so that two tests never mix.
run() {
	local name=$1 line=$2 log=$logs/$1.log start status ms word
	start=$(date +%s%N)
	timeout -k 5 "$limit" bash -c "$line" </dev/null >"$log" 2>&1
	status=$?
	ms=$((($(date +%s%N) - start) / 1000000))
	case $status in
	0) word=ok ;;
	77) word="skipped: $(tail -n 1 "$log")" ;;
	124 | 137) word="FAILED: longer than $limit s" ;;
	*) word="FAILED ($status)" ;;
	esac
	echo "${word%%[: ]*}" >"$results/$name"
	{
		printf '  %-34s %6d ms  %s\n' "$name" "$ms" "$word"
		[ "$status" -eq 0 ] || [ "$status" -eq 77 ] || tail -n 40 "$log" | sed 's/^/      | /'
	} >"$results/.$name"
	cat "$results/.$name"
}

for test in "$@"; do
	case $test in
	*=*) name=${test%%=*} line=${test#*=} ;;
	tests/*) name=${test#tests/} name=${name//\//-} line=$test ;;
	*) name=$(basename "$test") line=$test ;;
	esac
	while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
	run "$name" "$line" &
done
wait

count() { grep -lx "$1" "$results"/* 2>/dev/null | wc -l; }
passed=$(count ok) failed=$(count FAILED) skipped=$(count skipped)
[ $((passed + failed + skipped)) -eq $# ] || {
	echo "a test left no result, or two have one name" >&2
	failed=$((failed + 1))
}
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
