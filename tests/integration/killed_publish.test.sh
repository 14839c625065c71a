#!/usr/bin/env bash
# A publish that is killed at any moment leaves the edition that was live or the one that was to be, and
# the next one mends what it left: its answers are those of a first publish. The killed ones write into a copy
# of the edition before (most of them), with kill -9 at a moment that chance picks.
#
# usage: killed_publish.test.sh [TIMES]    TEAMHUB names the program, TEAMHUB_FCGI the one that answers.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
T=${TEAMHUB:-$top/build/release/teamhub} W=${TEAMHUB_FCGI:-$top/build/release/teamhub.fcgi}
[ -x "$T" ] && [ -x "$W" ] || { echo "$T is not built: make"; exit 77; }
times=${1:-40}
box=$(mktemp -d /tmp/teamhub-killed-XXXXXX)
trap 'rm -rf "$box"' EXIT
RANDOM=20261124
failed=0
fail() { failed=$((failed + 1)); echo "FAILED: $1"; }

cp -r "$top/content" "$box/content"
cp -r "$top/themes/default" "$box/theme"
rm -f "$box/theme/layouts/card.svg.mustache" # tells nothing here and takes long
publish() { "$T" publish --source "$box/content" --theme "$box/theme" --edition "$1" >"$box/out" 2>&1; }
answer() { # FILE PATH: all of it but when this folder was published, which no commit says
	TEAMHUB_EDITION=$1 SCRIPT_NAME=/team PATH_INFO=$2 REQUEST_METHOD=GET "$W" 2>&1 | grep -av '^Last-Modified: '
}
title_of() { answer "$1" /stories/zz/ | grep -o 'Title [0-9]*' | head -n 1; }
write() {
	printf -- '---\ntitle: Title %s\ndate: 2026-03-02\nauthors: [emre-yilmaz]\n---\nText %s.\n' "$1" "$1" \
		>"$box/content/stories/zz.md"
}

write 0
publish "$box/hub/current"
[ -e "$box/hub/current" ] || { cat "$box/out"; fail "nothing was published"; }
live="Title 0" killed=0
for i in $(seq "$times"); do
	write "$i"
	setsid "$T" publish --source "$box/content" --theme "$box/theme" --edition "$box/hub/current" >"$box/out" 2>&1 &
	job=$!
	sleep "0.$(printf %03d $((RANDOM % 130)))"
	kill -9 $job 2>/dev/null && killed=$((killed + 1))
	wait $job 2>/dev/null
	is=$(title_of "$box/hub/current")
	[ "$is" = "$live" ] || [ "$is" = "Title $i" ] || fail "after $i: '$is' is live, not '$live' or 'Title $i'"
	live=$is
	# Now and then the next one is not killed, and the one after it has notes to start from.
	if [ $((i % 4)) = 0 ]; then
		publish "$box/hub/current"
		live=$(title_of "$box/hub/current")
		[ "$live" = "Title $i" ] || fail "after $i: not mended, '$live' is live"
	fi
done
publish "$box/hub/current"
publish "$box/whole/current"
for path in / /stories/ /stories/zz/ /people/ /people/emre-yilmaz/ /stories/feed.atom /stories/feed.json /sitemap.xml /values/; do
	[ "$(answer "$box/hub/current" "$path")" = "$(answer "$box/whole/current" "$path")" ] ||
		fail "$path: another answer than after a first publish"
done
[ -z "$(find "$box/hub" -name '*.tmp*')" ] || fail "left behind: $(find "$box/hub" -name '*.tmp*' | tr '\n' ' ')"
[ "$killed" -ge 3 ] || fail "only $killed of $times were killed: too slow or too quick a machine"
[ "$failed" = 0 ] && echo "$killed of $times publishes killed, each mended"
exit $((failed > 0))
