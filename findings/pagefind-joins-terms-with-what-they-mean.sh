#!/bin/bash
# Guess:   what stands in elements that begin a line of their own is apart in Pagefind's index, whether or not there is a
#          space between their tags, as it is for <p>, <li>, <td> and <div>.
# Tried:   pagefind 1.6.0 (npm), 2026-12-01; a page without spaces between its tags, as minifiers and most templates write it.
# Does:    a fixed list of elements is told apart. <dt>, <dd>, <summary> and <figcaption> are not among them: the last word of one
#          and the first of the next are one word.
# Seen:    "PostedOctober. Salary" for <dt>Posted</dt><dd>October</dd></div><div><dt>Salary; "alpha. beta." for two list items.
# Matters: a position's facts (place, pay, hours, closing date) usually stand in a list of terms. "October" finds nothing, since the
#          index knows words by their beginning only. A space between the tags is enough.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Installs packages of npm, without their scripts, below $tmp.
packages() {
	cd "$tmp"
	if ! timeout 600 npm install --ignore-scripts --no-audit --no-fund --before 2026-12-01 "$@" >"$tmp/log" 2>&1; then
		cat "$tmp/log" >&2
		echo "cannot be had here: $*" >&2
		exit 2
	fi
}

changed=0
expect() { # what, as stated, as seen now
	printf '%s\n  stated: %s\n  seen:   %s\n' "$1" "$2" "$3"
	[ "$2" = "$3" ] || changed=1
}

packages pagefind@1.6.0
page() { # NAME BODY
	mkdir -p "site/$1"
	printf '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s</title></head><body><main><h1>Position</h1>%s</main></body></html>\n' \
		"$1" "$2" >"site/$1/index.html"
}
page terms '<dl><div><dt>Posted</dt><dd>October</dd></div><div><dt>Salary</dt><dd>open</dd></div></dl>'
page spaced '<dl><div><dt>Posted</dt> <dd>October</dd></div><div><dt>Salary</dt> <dd>open</dd></div></dl>'
page others '<ul><li>alpha</li><li>beta</li></ul><table><tr><td>gamma</td><td>delta</td></tr></table><div>eta</div><div>theta</div>'
page joined '<figure>xi<figcaption>omicron</figcaption></figure><details><summary>sigma</summary>tau</details>'
timeout 120 node node_modules/pagefind/lib/runner/bin.cjs --site site >"$tmp/log" 2>&1 || { cat "$tmp/log" >&2; exit 2; }
kept() { # NAME → what the index keeps of it, without its heading
	zcat site/pagefind/fragment/* | sed 's/pagefind_dcd/\n/g' | grep "\"url\":\"/$1/\"" | sed 's/.*"content":"Position\. \([^"]*\)".*/\1/'
}
expect "terms and what they mean" "PostedOctober. Salaryopen." "$(kept terms)"
expect "with a space between the tags" "Posted October. Salary open." "$(kept spaced)"
expect "items, cells, divisions" "alpha. beta. gamma. delta. eta. theta." "$(kept others)"
expect "captions, summaries" "xiomicronsigmatau" "$(kept joined)"

exit "$changed"
