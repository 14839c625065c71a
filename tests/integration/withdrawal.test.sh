#!/usr/bin/env bash
# What was public and must not be any more, and what becomes public by itself: real git, real hooks, the
# real nginx with a warm cache. A withdrawal is looked for in every byte of every edition and picture.
#
# usage: withdrawal.test.sh [CASE…]    without: all
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$top/build/release T=$build/teamhub
PATH=$PATH:/usr/sbin:/sbin
[ -x "$T" ] || { echo "$T is not built: make"; exit 77; }
for tool in git nginx spawn-fcgi multiwatch setpriv curl sqlite3 xmllint; do
	command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done
box=$(mktemp -d /tmp/teamhub-withdrawal-XXXXXX)
chmod 755 "$box"
hub=
finish() {
	[ -n "$hub" ] && kill -TERM "$hub" 2>/dev/null && wait "$hub" 2>/dev/null
	rm -rf "$box"
}
trap finish EXIT
export HOME=$box GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 GIT_TERMINAL_PROMPT=0
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE TEAMHUB_LANG TEAMHUB_NOW LANG
git config --global user.name "Jana Weber"
git config --global user.email jana@firm.example
git config --global init.defaultBranch main
failed=0 checks=0 case_name=
fail() { failed=$((failed + 1)); echo "FAILED $case_name: $1"; }
same() { checks=$((checks + 1)); [ "$1" = "$2" ] || fail "$3: '$1', not '$2'"; }

# ---- the hub --------------------------------------------------------------------------------------

edition=$box/run/hub/current
free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
status() { curl -s -o "$box/body" -D "$box/head" -w '%{http_code}' "http://127.0.0.1:$port$1"; }
body() { curl -s "http://127.0.0.1:$port$1"; }
header() { tr -d '\r' <"$box/head" | sed -n "s/^$1: //Ip"; }
# As plain CGI at a moment: cgi TIME PATH
cgi() {
	TEAMHUB_NOW=$1 TEAMHUB_EDITION=$edition SCRIPT_NAME=/team PATH_INFO=$2 REQUEST_METHOD=GET "$build/teamhub.fcgi" \
		2>/dev/null </dev/null | tr -d '\r' >"$box/cgi"
	sed -n 's/^Status: \([0-9]*\).*/\1/p' "$box/cgi"
}
cgi_header() { sed -n "1,/^$/s/^$1: //p" "$box/cgi"; }
now() { date +%s.%N; }
# until_status SECONDS PATH STATUS: how long it took, or "never"
until_status() {
	local begun
	begun=$(now)
	while [ "$(status "$2")" != "$3" ]; do
		awk "BEGIN {exit !($(now) - $begun > $1)}" && { echo never; return; }
		sleep 0.1
	done
	awk "BEGIN {printf \"%.1f\", $(now) - $begun}"
}
# In how many files below the shelf the text stands; sqlite files, pictures, names of files.
files_with() {
	{ grep -rliaF -- "$1" "$box/run/hub" 2>/dev/null; find "$box/run/hub" -name "*$1*"; } | sort -u | wc -l
}
push() {
	git add -A && git commit -qm "${1:-x}" && git push -q origin HEAD:main >"$box/push" 2>&1 ||
		{ fail "push: $(cat "$box/push")"; return 1; }
}
person() { # SLUG NAME COLOUR
	mkdir -p people
	printf -- '---\nname: %s\nsummary: Summary of %s.\nconsent: {public: 2026-01-10, portrait: 2026-01-10, story: 2026-01-10, feed: 2026-01-10, card: 2026-01-10}\n---\nText about %s.\n' \
		"$2" "$1" "$1" >"people/$1.md"
	printf '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90" fill="%s"/></svg>' \
		"$3" >"people/$1.svg"
}
story() { # SLUG AUTHOR [LINE…]
	mkdir -p stories
	{
		printf -- '---\ntitle: "Title of %s"\ndate: 2026-03-02\nauthors: [%s]\n' "$1" "$2"
		[ $# -lt 3 ] || printf '%s\n' "${@:3}"
		printf -- '---\nWords of %s.\n' "$1"
	} >"stories/$1.md"
}

cd "$box" || exit 1
mkdir -p run/hub
"$T" init-repo hub.git --edition "$edition" >/dev/null || exit 1
git clone -q hub.git work 2>/dev/null
cd work || exit 1
printf 'title: {de: Menschen, en: People}\nbase_url: https://careers.example\nprefix: /team\nlanguages: [de, en]\ntimezone: Europe/Berlin\nfacets:\n  topic: {path: topics, label: {de: Thema, en: Topic}, plural: {de: Themen, en: Topics}}\n  value: {path: values, label: {de: Wert, en: Value}, plural: {de: Werte, en: Values}, pages: values}\n' >hub.yml
person jana "Jana Weber" "#123456"
person max "Maximiliane Zzyzx" "#abcdef"
story stays jana "topic: [work]"
story hers max "topic: [work]" "aliases: [/stories/was-hers/]"
story theirs "max, jana" "topic: [work]"
mkdir -p guidelines values
printf -- '---\ntitle: Regeln\n---\nWir sind freundlich.\n' >guidelines/regeln.md
printf -- '---\ntitle: Offenheit\n---\nWir sagen, was ist.\n' >values/offen.md
push "Der Anfang" || exit 1
port=$(free_port)
RUN=$box/run PORT=$port CONTENT=$box/hub.git ORIGIN= BUILD=$build "$top/nginx/run.sh" >"$box/run.log" 2>&1 &
hub=$!
for _ in $(seq 100); do
	[ "$(status /team/ 2>/dev/null)" = 200 ] && break
	sleep 0.1
done
[ "$(status /team/)" = 200 ] || { echo "the hub did not start:"; cat "$box/run.log"; exit 1; }

# ---- time -----------------------------------------------------------------------------------------

what_is_due_appears_everywhere_at_its_minute_and_goes_likewise() {
	story minute jana "topic: [work]" "publish: 2031-01-01 00:00" "expires: 2031-06-01T00:00:00+02:00"
	push || return
	local before=2030-12-31T22:59:59Z due=2030-12-31T23:00:00Z over=2031-05-31T22:00:00Z last=2031-05-31T21:59:59Z p
	same "$(cgi $before /stories/minute/)" 404 "a second before"
	same "$(cgi $due /stories/minute/)" 200 "on the minute"
	same "$(cgi $last /stories/minute/)" 200 "the last second"
	same "$(cgi $over /stories/minute/)" 404 "over"
	for p in /stories/ /topics/work/ /people/jana/ /stories/feed.atom /stories/feed.rss /stories/feed.json /sitemap.xml; do
		cgi $before $p >/dev/null
		same "$(grep -c 'stories/minute/' "$box/cgi")" 0 "$p before"
		local tag_before age
		tag_before=$(cgi_header ETag)
		age=$(cgi_header Cache-Control | sed 's/.*max-age=\([0-9]*\).*/\1/')
		same "$age" 1 "$p: how long the last second may be kept"
		cgi $due $p >/dev/null
		same "$(grep -q 'stories/minute/' "$box/cgi" && echo there)" there "$p on the minute"
		[ "$(cgi_header ETag)" != "$tag_before" ] || fail "$p: the ETag did not change"
		cgi $over $p >/dev/null
		same "$(grep -c 'stories/minute/' "$box/cgi")" 0 "$p over"
	done
}

a_story_appears_and_goes_through_nginx_while_everybody_asks() {
	local at until begun late
	at=$(date -u -d '+5 seconds' +%Y-%m-%dT%H:%M:%SZ)
	until=$(date -u -d '+9 seconds' +%Y-%m-%dT%H:%M:%SZ)
	story soon jana "topic: [work]" "publish: $at" "expires: $until"
	push || return
	same "$(status /team/stories/soon/)" 404 "before it is due"
	same "$(body /team/stories/ | grep -c stories/soon/)" 0 "in the list before it is due"
	begun=$(date -d "$at" +%s)
	while [ "$(status /team/stories/soon/)" != 200 ] && [ "$(date +%s)" -lt $((begun + 6)) ]; do
		body /team/stories/ >/dev/null # keeps the caches warm
		body /team/stories/feed.atom >/dev/null
		sleep 0.2
	done
	late=$(awk "BEGIN {t = $(now) - $begun; print (t < 2 && t >= 0) ? 1 : t}")
	same "$late" 1 "on the page within two seconds of $at, now $(date -u +%T)"
	sleep 1
	for p in /team/stories/ /team/topics/work/ /team/stories/feed.atom /team/sitemap.xml; do
		same "$(body $p | grep -q stories/soon/ && echo there)" there "$p"
	done
	begun=$(date -d "$until" +%s)
	while [ "$(status /team/stories/soon/)" = 200 ] && [ "$(date +%s)" -lt $((begun + 6)) ]; do sleep 0.2; done
	same "$(awk "BEGIN {t = $(now) - $begun; print (t < 2 && t >= 0) ? 1 : t}")" 1 "gone within two seconds of $until"
	sleep 1
	same "$(body /team/stories/ | grep -c stories/soon/)" 0 "in the list afterwards"
}

# ---- withdrawal -----------------------------------------------------------------------------------

a_withdrawn_story_is_gone_within_two_seconds() {
	story secret jana "topic: [work]" "aliases: [/stories/alias-of-secret/]" "summary: Qwertzsecret"
	push || return
	git mv stories/secret.md stories/renamed.md
	push || return
	same "$(status /team/stories/renamed/)" 200 "before"
	same "$(status /team/stories/alias-of-secret/)" 301 "alias before"
	body /team/stories/feed.atom | grep -q Qwertzsecret || fail "not in the feed before"
	sed -i "s/^date:/withdrawn: $(date +%F)\ndate:/" stories/renamed.md
	push || return
	local begun p
	begun=$(now)
	for p in /team/stories/renamed/ /team/stories/secret/ /team/stories/alias-of-secret/ /team/en/stories/renamed/; do
		same "$(until_status 2 $p 410 | grep -c never)" 0 "$p answers 410"
	done
	for p in /team/ /team/stories/ /team/topics/work/ /team/people/jana/ /team/stories/feed.atom /team/stories/feed.rss \
		/team/stories/feed.json /team/sitemap.xml; do
		status $p >/dev/null
		same "$(grep -ciE 'stories/(renamed|secret)|Qwertzsecret|title of secret|words of secret' "$box/body")" 0 "$p names it"
	done
	status /team/stories/renamed/ >/dev/null # its own address alone, in the other language
	same "$(sed 's|/team/en/stories/renamed/||' "$box/body" |
		grep -ciE 'stories/(renamed|secret)|Qwertzsecret|title of secret|words of secret')" 0 "the page itself names it"
	same "$(awk "BEGIN {print ($(now) - $begun < 2) ? 1 : 0}")" 1 "all of that within two seconds of the push"
	status /team/stories/feed.atom >/dev/null
	same "$(xmllint --xpath "count(//*[local-name()='deleted-entry'])" "$box/body")" 2 "tombstones, for both names it had in feeds"
	same "$(files_with Qwertzsecret)" 0 "files that hold its summary"
	same "$(files_with 'Words of secret')" 0 "files that hold its text"
	local later
	later=$(date -u -d '+31 days' +%Y-%m-%dT%H:%M:%SZ)
	cgi "$later" /stories/feed.atom >/dev/null
	same "$(grep -c deleted-entry "$box/cgi")" 0 "tombstones after a month"
	same "$(cgi "$later" /stories/renamed/)" 410 "after a month"
}

a_withdrawn_person_leaves_every_edition_and_the_disk() {
	local picture p edition_before
	body /team/people/max/ >"$box/page"
	picture=$(grep -o '/team/media/[^" ,?]*' "$box/page" | head -n 1)
	same "$(status "$picture")" 200 "portrait before"
	for p in /team/people/max/ /team/stories/hers/ /team/stories/theirs/ /team/people/; do status $p >/dev/null; done
	edition_before=$(readlink "$edition")
	[ "$(files_with Zzyzx)" -gt 1 ] || fail "several editions hold the name before"
	git rm -q people/max.md people/max.svg
	printf -- '- {person: max, date: %s}\n' "$(date +%F)" >withdrawn.yml
	push || return
	for p in /team/people/max/ /team/en/people/max/ /team/stories/hers/ /team/stories/was-hers/ /team/stories/theirs/ \
		/team/people/max/feed.atom; do
		same "$(until_status 2 $p 410 | grep -c never)" 0 "$p answers 410"
	done
	same "$(until_status 2 "$picture" 404 | grep -c never)" 0 "the portrait is off the disk"
	status /team/people/max/ >/dev/null
	same "$(grep -ci zzyzx "$box/body")" 0 "the page of what is gone names nobody"
	for p in Zzyzx 'Summary of max' 'Text about max' 'Words of hers' 'Title of theirs' abcdef; do
		same "$(files_with "$p")" 0 "files that hold '$p'"
	done
	[ ! -e "$box/run/hub/$edition_before" ] || fail "the edition before is still there unchanged"
	# back to every edition that is kept, through nginx: all works, and the withdrawn stays gone
	local id n=0
	for id in $("$T" editions --edition "$edition" | grep -oE '^[* ] *[0-9a-f]{8}' | tr -d '* '); do
		"$T" rollback --edition "$edition" "$id" >/dev/null 2>&1 || { fail "rollback to $id"; continue; }
		n=$((n + 1))
		sleep 1.2
		same "$(status /team/people/max/)" 410 "person in $id"
		same "$(status /team/stories/hers/)" 410 "story in $id"
		same "$(status /team/stories/stays/)" 200 "another story in $id"
		same "$(status /team/)" 200 "start page in $id"
		same "$(sqlite3 "file:$edition?immutable=1" 'PRAGMA integrity_check')" ok "$id"
	done
	[ $n -ge 3 ] || fail "went back to $n editions only: $("$T" editions --edition "$edition" | head -n 3)"
	story after jana
	push || return
	same "$(until_status 2 /team/stories/after/ 200 | grep -c never)" 0 "a push after going back"
	same "$(status /team/people/max/)" 410 "and then"
}

a_second_machine_answers_the_same() {
	git clone -q --bare "$box/hub.git" "$box/second.git"
	"$T" publish --source "$box/second.git" --edition "$box/second/current" >/dev/null 2>&1 || fail "publish"
	local here=$edition p a b
	for p in /people/max/ /stories/was-hers/ /stories/secret/ /stories/feed.atom /sitemap.xml / /guidelines/regeln/; do
		edition=$here cgi 2026-12-24T00:00:00Z $p >/dev/null
		a=$(sed '/^ETag/d' "$box/cgi" | md5sum)
		edition=$box/second/current
		cgi 2026-12-24T00:00:00Z $p >/dev/null
		b=$(sed '/^ETag/d' "$box/cgi" | md5sum)
		edition=$here
		same "$a" "$b" "$p on two machines"
	done
}

deleted_without_a_word_is_unknown() {
	story mistake jana
	push || return
	git rm -q stories/mistake.md
	push || return
	same "$(until_status 2 /team/stories/mistake/ 404 | grep -c never)" 0 "a deleted story"
}

what_comes_back_is_told_and_losing_the_whole_file_is_refused() {
	local p before
	story back jana "topic: [work]" "slug: back-again"
	story former jana "topic: [work]"
	push || return
	printf -- '- {story: back, date: %s}\n- {story: former, date: %s}\n- {story: never-was, date: %s, aliases: [/2019/x/]}\n' \
		"$(date +%F)" "$(date +%F)" "$(date +%F)" >>withdrawn.yml
	git mv stories/former.md stories/latter.md
	push || return
	for p in back-again back former latter; do
		same "$(until_status 2 /team/stories/$p/ 410 | grep -c never)" 0 "$p answers 410"
	done
	before=$(readlink "$edition")
	git rm -q withdrawn.yml && git commit -qm "Without it"
	git push -q origin HEAD:main >"$box/push" 2>&1 && fail "a push that loses withdrawn.yml went through"
	same "$(grep -c 'withdrawn.yml.*\[withdrawn.deleted\]' "$box/push")" 1 "the refusal"
	same "$(grep -c 'max, back, former' "$box/push")" 1 "it says whom: $(cat "$box/push")"
	same "$(readlink "$edition")" "$before" "the edition after a refusal"
	git reset -q --hard HEAD~1
	# Words that nobody knows are refused, and published by nobody who has no hook.
	sed -i 's/^- {story: back,/- {stories: back,/' withdrawn.yml
	git commit -qam "Plural"
	git push -q origin HEAD:main >"$box/push" 2>&1 && fail "a plural went through"
	same "$(grep -c 'Ist story: gemeint' "$box/push")" 1 "what is meant: $(cat "$box/push")"
	"$T" publish --source "$box/work" --edition "$edition" >"$box/push" 2>&1
	same $? 3 "publish without a hook"
	same "$(readlink "$edition")" "$before" "the edition after that"
	git reset -q --hard HEAD~1
	# A line less is how something is brought back: told, one by one.
	sed -i '/story: back,/d; /story: never-was,/d' withdrawn.yml
	push || return
	same "$(grep -c 'back ist nicht mehr zurückgezogen: stories/back.md' "$box/push")" 1 "back: $(cat "$box/push")"
	same "$(grep -c 'never-was steht nicht mehr in withdrawn.yml' "$box/push")" 1 "never-was"
	same "$(grep -c 'withdrawn.restored\|withdrawn.forgotten' "$box/push")" 2 "nothing else"
	same "$(until_status 2 /team/stories/back-again/ 200 | grep -c never)" 0 "it is back"
	same "$(status /team/stories/latter/)" 410 "the other is not"
	# By the address that it has no more.
	printf -- '- {address: /stories/back/, date: %s}\n' "$(date +%F)" >>withdrawn.yml
	sed -i 's/^slug: .*/slug: third/' stories/back.md
	push || return
	printf -- '- {address: "https://careers.example/team/stories/back-again/", date: %s}\n' "$(date +%F)" >>withdrawn.yml
	push || return
	for p in third back-again; do
		same "$(until_status 2 /team/stories/$p/ 410 | grep -c never)" 0 "$p answers 410"
	done
}

# ---- history --------------------------------------------------------------------------------------

guidelines_and_values_show_their_versions() {
	same "$(status /team/guidelines/regeln/versions/)" 404 "one version only"
	printf -- '---\ntitle: Regeln\n---\nWir sind immer freundlich.\n' >guidelines/regeln.md
	printf -- '---\ntitle: Offenheit\n---\nWir sagen laut, was ist.\n' >values/offen.md
	git add -A
	GIT_COMMITTER_DATE=$(date -R -d '+2 days') git commit -qm "Fassung"
	git push -q origin HEAD:main >"$box/push" 2>&1 || fail "$(cat "$box/push")"
	same "$(until_status 2 /team/guidelines/regeln/versions/ 200 | grep -c never)" 0 "versions"
	body /team/guidelines/regeln/versions/ >"$box/page"
	grep -q 'Wir sind <ins>immer</ins> freundlich.' "$box/page" || fail "the difference is not shown"
	grep -q 'people/jana/">Jana Weber' "$box/page" || fail "the author is not named"
	same "$(status /team/en/values/offen/versions/)" 200 "versions of a value, in English"
	grep -q 'Wir <del>sagen,</del> <ins>sagen laut,</ins> was ist.' "$box/body" || fail "the difference of a value"
	body /team/guidelines/regeln/ | grep -q 'regeln/versions/' || fail "the guideline does not lead there"
	same "$(status /team/stories/stays/versions/)" 404 "stories have none"
}

for case_name in ${*:-what_is_due_appears_everywhere_at_its_minute_and_goes_likewise \
	a_story_appears_and_goes_through_nginx_while_everybody_asks \
	a_withdrawn_story_is_gone_within_two_seconds \
	a_withdrawn_person_leaves_every_edition_and_the_disk \
	a_second_machine_answers_the_same \
	deleted_without_a_word_is_unknown \
	what_comes_back_is_told_and_losing_the_whole_file_is_refused \
	guidelines_and_values_show_their_versions}; do
	$case_name
done
echo "$checks checks, $failed failed"
[ $failed = 0 ]
