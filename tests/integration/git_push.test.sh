#!/usr/bin/env bash
# publishing by git push, as authors and operators see it: real git, real pushes over local paths,
# file:// and an ssh transport, against a bare repository that `teamhub init-repo` made. Every line
# that an author is to read is looked for in what `git push` printed.
#
# usage: git_push.test.sh [CASE…]    without: all. TEAMHUB names the program.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
T=${TEAMHUB:-$top/build/release/teamhub}
[ -x "$T" ] || { echo "$T is not built: make"; exit 77; }
command -v git >/dev/null || { echo "git is not installed"; exit 77; }
# In memory where that is: what is tested is words and order, not the disk's patience with fsync.
base=/tmp
[ "$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 1000000 ] 2>/dev/null && base=/dev/shm
box=$(mktemp -d $base/teamhub-push-XXXXXX)
mounted=
trap '[ -n "$mounted" ] && umount "$mounted"; rm -rf "$box"' EXIT
export HOME=$box GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 GIT_TERMINAL_PROMPT=0
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE TEAMHUB_LANG LANG
git config --global user.name "Jana Weber"
git config --global user.email jana@firm.example
git config --global init.defaultBranch main
git config --global advice.detachedHead false
git config --global protocol.file.allow always
case_name= failed=0 checks=0
out=$box/out

fail() {
	failed=$((failed + 1))
	echo "FAILED $case_name: $1"
	sed 's/^/    | /' "$out" 2>/dev/null | tail -n 25
}
# The last command's output holds the text; or does not.
says() { checks=$((checks + 1)); grep -qF -- "$1" "$out" || fail "not said: $1"; }
silent() { checks=$((checks + 1)); grep -qF -- "$1" "$out" && fail "said, but should not be: $1"; }
same() { checks=$((checks + 1)); [ "$1" = "$2" ] || fail "$3: '$1', not '$2'"; }
# run STATUS COMMAND…
run() {
	local want=$1 is
	shift
	"$@" >"$out" 2>&1 </dev/null
	is=$?
	checks=$((checks + 1))
	[ "$is" = "$want" ] || fail "status $is, not $want: $*"
}
live() { readlink "$box/$1/hub/current"; }
page() { # PATH_INFO → status of the page, as the workers answer it
	TEAMHUB_EDITION=$at/hub/current SCRIPT_NAME=/team PATH_INFO=$1 REQUEST_METHOD=GET \
		"$top/build/release/teamhub.fcgi" 2>/dev/null | head -n 1 | tr -dc '0-9'
}

# A repository and a clone of it with a hub and one person who agrees to everything.
start() {
	at=$box/$1 bare=$box/$1/hub.git
	mkdir -p "$at"
	cd "$at" || exit 1
	run 0 "$T" init-repo hub.git --edition hub/current
	git clone -q "$bare" work 2>/dev/null
	cd work || exit 1
	run 0 "$T" new hub "Menschen bei uns" --lang de
	person "Jana Weber"
	git add -A
	git commit -qm "Der Anfang"
	run 0 git push -q origin main
}
person() {
	local path
	path=$("$T" new person "$1" 2>/dev/null | head -n 1)
	sed -i 's/^# consent:/consent:/; s/^#   \([a-z]*\): /  \1: /' "$path"
}
story() { # PATH TITLE [LINE…]
	mkdir -p "$(dirname "$1")"
	{
		printf -- '---\ntitle: "%s"\ndate: 2026-03-02\nauthors: [jana-weber]\n' "$2"
		printf '%s\n' "${@:3}"
		printf -- '---\nEin Satz.\n'
	} >"$1"
}
commit() { git add -A && git commit -qm "${1:-x}"; }

# ---- the cases -----------------------------------------------------------------------------------

init_says_what_it_did_and_changes_nothing_twice() {
	mkdir -p "$box/init" && cd "$box/init" || exit 1
	run 0 "$T" init-repo hub.git --edition hub/current --lang de --branch public
	says "created   $box/init/hub.git (bare repository, branch public)"
	says "set       teamhub.edition = $box/init/hub/current"
	says "installed hooks/pre-receive"
	says "created   $box/init/hub"
	says "git clone $box/init/hub.git"
	cp -a hub.git before.git
	run 0 "$T" init-repo hub.git --edition hub/current --lang de --branch public
	silent "set  "
	silent "installed"
	run 0 diff -r before.git hub.git
	same "$(git -C hub.git symbolic-ref HEAD)" refs/heads/public "first branch"
	sed -i 's/^program=.*/program=\/old\/teamhub/' hub.git/hooks/pre-receive
	run 0 "$T" init-repo hub.git --edition hub/current --lang de --branch public
	says "renewed   hooks/pre-receive"
	printf '#!/bin/sh\ntrue\n' >hub.git/hooks/pre-receive
	run 1 "$T" init-repo hub.git --branch public
	says "is not Teamhub's"
	says "$T receive-check"
	same "$(cat hub.git/hooks/pre-receive)" "$(printf '#!/bin/sh\ntrue')" "hook of others"
	mkdir full && touch full/x
	run 3 "$T" init-repo full --edition hub/current
	says "exists but is not a bare repository"
	run 3 "$T" init-repo x.git --edition full/x/y/current
	says "full/x/y: cannot be made (Not a directory)"
	run 2 "$T" init-repo
	run 2 "$T" init-repo x.git --lang fr
	cmp -s "$top/nginx/hooks/post-receive" <(sed "s|^program='.*'|program=teamhub|" hub.git/hooks/post-receive) ||
		fail "the installed hook is not the documented one"
}

broken_and_hostile_objects_do_not_come_in() {
	start objects
	local blob tree commit
	# a tree that holds .GIT, which file systems without case take for .git
	blob=$(echo x | git hash-object -w --stdin)
	tree=$(printf '100644 blob %s\t.GIT\n' "$blob" | git mktree)
	commit=$(git commit-tree -m bad "$tree")
	run 1 git push origin "$commit:refs/heads/bad"
	says "hasDotgit"
	# a time zone that no place has, as old programs wrote it, is no reason to leave a history outside
	tree=$(git rev-parse 'HEAD^{tree}')
	commit=$(printf 'tree %s\nauthor A <a@x.example> 1300000000 +051800\ncommitter A <a@x.example> 1300000000 +051800\n\nold\n' \
		"$tree" | git hash-object -t commit -w --stdin --literally)
	run 0 git push origin "$commit:refs/heads/old"
	git -C "$bare" config receive.fsckObjects false
	run 0 "$T" init-repo "$bare"
	says "kept      receive.fsckObjects = false"
}

a_first_story_goes_live_is_refused_and_is_withdrawn() {
	start first
	says "remote: Veröffentlicht in"
	says "live      http://localhost:8080/team/people/jana-weber/"
	run 0 "$T" new story "Meine erste Woche"
	says "stories/2026/meine-erste-woche.md"
	says "teamhub check"
	[ -f stories/*/meine-erste-woche.md ] || mv stories/* stories/2026 # another year than this
	f=$(echo stories/*/meine-erste-woche.md)
	grep -q '^authors: \[jana-weber\]' "$f" || fail "the author is not filled in"
	printf 'Ich fing an einem Montag an.\n' >>"$f"
	run 0 "$T" check
	commit "Meine erste Woche"
	run 0 git push origin main
	says "remote: Geprüft: 1 Datei geändert, 0 Warnungen."
	says "live      http://localhost:8080/team/stories/meine-erste-woche/"
	silent "jana-weber/"
	same "$(page /stories/meine-erste-woche/)" 200 "page of the story"
	printf 'Noch ein Satz.\n' >>"$f"
	commit
	run 0 git push origin main
	says "geändert  http://localhost:8080/team/stories/meine-erste-woche/"

	was=$(live first) tip=$(git -C "$bare" rev-parse main)
	sed -i '/^title:/d' "$f"
	commit
	run 1 git push origin main
	says "remote: $f:"
	says "Fehler: Der Titel fehlt. Füge oben eine Zeile title:"
	says "[title.missing]"
	says "Nicht angenommen: 1 Fehler, siehe oben."
	says "Auf dem Hub hat sich nichts geändert"
	says "! [remote rejected] main -> main (pre-receive hook declined)"
	same "$(live first)" "$was" "live edition after a refused push"
	same "$(git -C "$bare" rev-parse main)" "$tip" "branch after a refused push"
	git reset -q --hard HEAD~1

	git rm -q "$f"
	commit "Zurückgezogen"
	run 0 git push origin main
	says "weg       http://localhost:8080/team/stories/meine-erste-woche/"
	same "$(page /stories/meine-erste-woche/)" 404 "page of a deleted story"
}

an_author_is_spoken_to_in_their_language() {
	start words
	sed -i 's/^languages: .*/languages: [de, en]/' hub.yml
	story stories/a.md "A story" "lang: en" "topic: [x"
	commit
	run 1 git push origin main
	says "stories/a.md:"
	says "Not accepted: "
	says "Nothing on the hub has changed, and nothing of your work is lost."
	story stories/a.md "A story" "lang: en"
	git add -A && git commit -q --amend -m "A story"
	run 0 git push origin main
	says "Checked: "
	says "live      http://localhost:8080/team/en/stories/a/"
	sed -i 's/Ein Satz/Ein anderer/' stories/a.md
	commit
	run 0 git push -o lang=de origin main
	says "Geprüft: 1 Datei geändert"
	git -C "$bare" config teamhub.lang en
	story stories/b.md "Deutsch"
	commit
	run 0 git push origin main
	says "Checked: 1 file changed, 0 warnings."
}

faults_of_others_are_mentioned_and_not_blamed() {
	start others
	mv "$bare/hooks" "$bare/off"
	story stories/old.md "Alt"
	sed -i '/^title:/d' stories/old.md
	story stories/old2.md "Alt"
	sed -i 's/^date:.*/date: 2026-13-45/' stories/old2.md
	commit
	run 0 git push origin main
	mv "$bare/off" "$bare/hooks"
	story stories/new.md "Neu"
	commit
	run 0 git push origin main
	says "Schon vorher da: stories/old.md:"
	says "nicht von dir."
	silent "Fehler: "
	says "live      http://localhost:8080/team/stories/new/"
	# touched, it is one's own
	echo "Mehr." >>stories/old.md
	commit
	run 1 git push origin main
	says "stories/old.md:"
	says "Der Titel fehlt"
	says "Schon vorher da: stories/old2.md"
}

what_a_change_causes_elsewhere_is_its_own() {
	start caused
	printf 'policies: {missing_author: refuse}\n' >>hub.yml
	person "Tom Okafor"
	story stories/a.md "A"
	sed -i 's/jana-weber/tom-okafor/' stories/a.md
	commit
	run 0 git push origin main
	git rm -q people/tom-okafor.md
	commit
	run 1 git push origin main
	says "stories/a.md:4"
	says "Dateien, die du nicht angefasst hast"
	silent "Schon vorher da"
}

links_of_others_that_a_change_cuts_are_mentioned_and_not_blamed() {
	start links
	person "Tom Okafor"
	story stories/goes.md "Geht"
	story stories/points.md "Zeigt"
	printf '[Dahin](goes.md) und [dorthin](../people/tom-okafor.md), [nie](nowhere-goes.md).\n![Ein Bild](goes.svg)\n' >>stories/points.md
	echo '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' >stories/goes.svg
	story stories/apart.md "Hat damit nichts zu tun"
	commit
	run 0 git push origin main
	silent "ins Leere"
	git rm -q stories/goes.md
	commit
	run 0 git push origin main
	says "Führt jetzt ins Leere: stories/points.md:8:9, in Texten anderer. Das ist kein Fehler"
	says "0 Warnungen"
	silent "Warnung: "
	silent "nicht angefasst"
	# a withdrawal, too, and a picture; what was dead before is no news
	sed -i 's/^name:/withdrawn: 2026-05-01\n&/' people/tom-okafor.md
	git rm -q stories/goes.svg
	commit
	run 0 git push -o lang=en origin main
	says "Links in other people's texts that no longer work: stories/points.md:8:"
	says ", stories/points.md:9:13. That is not an error"
	story stories/new.md "Neu"
	commit
	run 0 git push origin main
	silent "ins Leere"
	# without what the last publish noted
	rm -f "$at/hub/memory"
	git rm -q stories/apart.md
	printf '[x](new.md)\n' >>stories/points.md
	commit
	git rm -q stories/new.md
	commit
	run 0 git push origin main
	silent "ins Leere" # its own text by now: a warning like any other
	says "stories/points.md:10:5: Warnung: Der Link führt zu new.md"
	run 0 "$T" check --range HEAD~1..HEAD
	says "texts that no longer work: stories/points.md:10:5"
}

warnings_never_refuse_and_drafts_are_named() {
	start warn
	story stories/a.md "A" "picture: nowhere.jpg"
	sed -i 's/jana-weber/jana-webre/' stories/a.md
	printf '[x](../nowhere.md)\n' >>stories/a.md
	story stories/d.md "Ein Entwurf" "draft: true"
	commit
	run 0 git push origin main
	says "Warnung: "
	says "Ist jana-weber gemeint?"
	says "Das Bild nowhere.jpg gibt es nicht."
	says "Der Link führt zu ../nowhere.md"
	says "stories/d.md: ein Entwurf, er wird nicht veröffentlicht"
	silent "stories/d/"
}

what_is_too_large_or_no_file_says_so() {
	start large
	story stories/a.md "A"
	truncate -s 200M stories/a.jpg
	git config core.compression 1
	commit
	run 1 git push origin main
	says "stories/a.jpg: Fehler: Diese Datei hat 200 MB; der Hub nimmt höchstens 20 MB je Datei."
	says "Verkleinere ein Bild"
	git rm -q --cached stories/a.jpg && rm stories/a.jpg
	git commit -q --amend -m "ohne"
	run 0 git push origin main
	git -C "$bare" config teamhub.maxFileSize 1k
	head -c 3000 /dev/urandom >people/jana-weber.jpg
	commit
	run 1 git push origin main
	says "Diese Datei hat 3 KB; der Hub nimmt höchstens 1 KB je Datei."
	git -C "$bare" config teamhub.maxFileSize 1x
	run 1 git push origin main
	says "teamhub.maxFileSize is '1x': write for example 20m"
	git -C "$bare" config teamhub.maxFileSize 20m
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n' >people/jana-weber.jpg
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),stories/module"
	ln -s /etc/passwd stories/link.txt
	git add people stories/link.txt
	git commit -q --amend -m "Zeiger"
	run 1 git push origin main
	says "people/jana-weber.jpg: Warnung: Im Repository liegt nur der Verweis auf diese Datei (Git LFS)"
	says "stories/module: Warnung: Dieser Ordner ist ein anderes Repository"
	says "stories/link.txt: Fehler: Das ist eine Verknüpfung"
	git rm -qf stories/link.txt
	git commit -q --amend -m "ohne Verknüpfung"
	run 0 git push origin main
}

names_that_are_no_utf8_are_refused_readably() {
	start names
	local bad
	bad=$(printf 'stories/caf\351.md')
	story "$bad" "Café"
	git -c core.quotePath=false add -A
	git commit -qm "Latin-1"
	run 1 git push origin main
	says 'stories/caf\xE9.md: Fehler: Dieser Dateiname enthält \xE9'
	says "Nicht angenommen: 1 Fehler"
}

a_tree_without_bounds_is_refused_in_words_for_its_author() {
	start deep
	d=stories$(printf '/d%.0s' $(seq 200))
	story "$d/x.md" "Tief"
	commit
	run 1 git push -o lang=de origin main
	says "Nicht angenommen: Was gepusht wurde, lässt sich nicht lesen:"
	says "folders nested deeper than 64: move its files up"
	says "sag es dem, der den Hub betreibt"
}

five_thousand_files_at_once_are_published() {
	start many
	mkdir -p stories/2026
	for i in $(seq 5000); do
		printf -- '---\ntitle: Nr %d\ndate: 2026-03-02\nauthors: [jana-weber]\n---\nText.\n' "$i" >"stories/2026/n$i.md"
	done
	commit
	run 0 git push origin main
	says "Geprüft: 5000 Dateien geändert, 0 Warnungen."
	says "… und 4975 weitere"
	same "$(grep -c 'live ' "$out")" 25 "addresses shown"
	sed -i '/^title/d' stories/2026/n*.md
	commit
	run 1 git push origin main
	says "Nicht angenommen: 5000 Fehler"
	says "… und 4960 weitere: \`teamhub check\` zeigt alle."
}

# What `page` says, of the address that the hub has now: other prefixes than /team.
page_at() { # PREFIX PATH_INFO
	TEAMHUB_EDITION=$at/hub/current SCRIPT_NAME=$1 PATH_INFO=$2 REQUEST_METHOD=GET \
		"$top/build/release/teamhub.fcgi" 2>/dev/null | head -n 1 | tr -dc '0-9'
}

a_change_of_the_whole_hub_is_told_and_refused_until_the_operator_allows_it() {
	start whole
	printf 'title: Team\nbase_url: http://localhost:8080\ntimezone: Europe/Berlin\nlanguages: [de, en]\nfacets: {topic: {path: topics}}\n' >hub.yml
	story stories/a.md "A" "topic: Lernen"
	story stories/b.md "B" "lang: en"
	story stories/old.md "Alt" "aliases: [/stories/older/]"
	commit
	run 0 git push origin main
	same "$(page /stories/a/)" 200 "a page"
	was=$(live whole) tip=$(git -C "$bare" rev-parse main)
	try() { # LINE of hub.yml in place of the one that begins like it; taken back by the next try
		git reset -q --hard "$tip"
		sed -i "/^${1%%:*}:/d" hub.yml
		echo "$1" >>hub.yml
		commit
	}
	try 'base_url: https://other.example'
	run 1 git push origin main
	says "hub.yml ändert den Hub als Ganzes:"
	says "base_url: http://localhost:8080 → https://other.example"
	says "Von 15 Adressen bleiben 0."
	says "15 ziehen um, und die alte führt ins Leere:"
	says "http://localhost:8080/team/"
	says "→ https://other.example/team/"
	says "… und 12 weitere"
	says "Nicht angenommen: Das ändert den ganzen Hub"
	says "  git -C $bare config teamhub.allowSettings true"
	says "feed_authority: localhost,2026 in hub.yml lässt Feeds, wie sie sind"
	silent "Berichtige die Dateien"
	same "$(live whole)" "$was" "edition after a refused change"
	try 'prefix: /crew'
	run 1 git push -o lang=en origin main
	says "prefix: /team → /crew"
	says "15 move, and the old addresses stop working:"
	silent "redirects"
	says "forbid it again afterwards:"
	try 'languages: [en, de]'
	run 1 git push -o lang=en origin main
	says "languages: de, en → en, de"
	says "http://localhost:8080/team/people/jana-weber/"
	says "→ http://localhost:8080/team/de/people/jana-weber/"
	try 'languages: [de]'
	run 1 git push -o lang=en origin main
	says "languages: de, en → de"
	says "→ http://localhost:8080/team/stories/b/"
	says "end:"
	says "  http://localhost:8080/team/en/people/jana-weber/"
	try 'facets: {topic: {path: themen}}'
	run 1 git push -o lang=en origin main
	says "facets.topic: topics → themen"
	says "  http://localhost:8080/team/topics/lernen/"
	says "→ http://localhost:8080/team/themen/lernen/"
	try 'theme: nope'
	run 1 git push -o lang=en origin main
	says "hub.yml:"
	says "The theme nope cannot be used: theme: nope in hub.yml: no such theme is installed"
	says "theme: default → nope"
	says "15 of 15 addresses stay the same."
	try 'collections: {stories: {folders: [texts]}}'
	run 1 git push -o lang=en origin main
	says "  collections"
	says "5 end:"
	says "  http://localhost:8080/team/stories/a/"
	git reset -q --hard "$tip"
	git rm -q hub.yml
	commit
	run 1 git push -o lang=en origin main
	says "languages: de, en → en"
	# what adds, what hides and what only looks different is nobody's business
	try 'languages: [de, en, fr]'
	run 0 git push -o lang=en origin main
	says "languages: de, en → de, en, fr"
	says "15 of 15 addresses stay the same."
	says "theme default: warning: The theme has no texts for the language fr"
	tip=$(git rev-parse HEAD)
	try 'ignore: [stories/b.md]'
	run 0 git push -o lang=en origin main
	says "1 are no longer shown."
	tip=$(git rev-parse HEAD)
	try 'title: Anders'
	run 0 git push origin main
	silent "als Ganzes"
	tip=$(git rev-parse HEAD)
	# allowed, it is told all the same, and the push says where everything is
	git -C "$bare" config teamhub.allowSettings true
	try 'prefix: /crew'
	run 0 git push origin main
	says "prefix: /team → /crew"
	says "umgezogen http://localhost:8080/team/stories/a/"
	says "→ http://localhost:8080/crew/stories/a/"
	silent "Nicht angenommen"
	silent "An den Seiten hat sich nichts geändert"
	same "$(page_at /crew /stories/a/)" 200 "the page at its new address"
	run 0 "$T" check --range HEAD~1..HEAD
	says "prefix: /team → /crew"
}

the_first_settings_of_a_repository_are_no_change() {
	at=$box/settings bare=$box/settings/hub.git
	mkdir -p "$at" && cd "$at" || exit 1
	run 0 "$T" init-repo hub.git --edition hub/current
	git clone -q "$bare" work 2>/dev/null
	cd work || exit 1
	echo "A repository" >README.md
	commit
	run 0 git push origin main
	printf 'title: Team\nbase_url: https://firm.example\nprefix: /crew\ntimezone: Europe/Berlin\nlanguages: [en]\n' >hub.yml
	commit
	run 0 git push origin main
	silent "as a whole"
	sed -i 's|^prefix: .*|prefix: /team|' hub.yml
	person "Jana Weber"
	commit
	run 0 git push origin main
	silent "as a whole"
}

a_theme_in_the_content_is_taken_where_the_operator_says_so_and_nowhere_else() {
	start theme
	mkdir themes
	cp -r "$top/themes/default" themes/default
	cp -r "$top/themes/default" themes/ours
	for t in default ours; do echo "<p>From the content: $t</p>" >>themes/$t/partials/footer.mustache; done
	commit
	run 0 git push origin main
	answer() {
		TEAMHUB_EDITION=$at/hub/current SCRIPT_NAME=/team PATH_INFO=/people/ REQUEST_METHOD=GET \
			"$top/build/release/teamhub.fcgi" >"$out" 2>&1
	}
	answer
	silent "From the content"
	# wherever publish is started
	run 0 "$T" publish --source . --edition "$at/hub/current" --force
	answer
	silent "From the content"
	echo "theme: ours" >>hub.yml
	commit
	run 1 git push -o lang=en origin main
	says "The theme ours cannot be used"
	git reset -q --hard HEAD~1
	git -C "$bare" config teamhub.theme content:themes/ours
	story stories/a.md "A"
	commit
	run 0 git push origin main
	answer
	says "From the content: ours"
	was=$(live theme)
	echo '{{#site}}' >>themes/ours/layouts/story.mustache
	commit
	run 1 git push -o lang=en origin main
	says "themes/ours/layouts/story.mustache:"
	says "error: The template cannot be used"
	says "Not accepted: 1 error"
	git reset -q --hard HEAD~1
	git rm -rq themes/ours/layouts/people.mustache
	commit
	run 1 git push -o lang=en origin main
	says "themes/ours"
	git reset -q --hard HEAD~1
	git rm -rq themes/ours
	commit
	run 1 git push -o lang=en origin main
	says "has no folder themes/ours"
	same "$(live theme)" "$was" "edition after refused themes"
	git reset -q --hard HEAD~1
	# a folder of the operator's that is gone is not the author's fault
	git -C "$bare" config teamhub.theme /srv/gone
	story stories/b.md "B"
	commit
	run 0 git push origin main
	says "Deine Commits sind angekommen und sicher."
	says "/srv/gone: no such folder of a theme"
	git -C "$bare" config teamhub.theme ../mine
	cp -r "$top/themes/default" "$at/mine"
	run 0 git commit -q --allow-empty -m again
	run 0 git push origin main
	says "live      http://localhost:8080/team/stories/b/"
}

a_layout_in_the_content_that_cannot_be_worn_is_refused() {
	start layout
	mkdir layout
	printf '<!doctype html><html><head><title>x</title></head><body><main></main></body></html>' >layout/page.html
	printf 'shell: {file: layout/page.html, url: /}\n' >>hub.yml
	commit
	run 0 git push origin main
	printf '<!doctype html><html><head><title>x</title></head><body><p>no main</p></body></html>' >layout/page.html
	commit
	run 1 git push -o lang=en origin main
	says "layout/page.html"
	says "[shell.main]"
	git reset -q --hard HEAD~1
	git rm -q layout/page.html
	commit
	run 1 git push -o lang=en origin main
	says "[shell.absent]"
	git reset -q --hard HEAD~1
	story stories/a.md "A"
	commit
	run 0 git push origin main
}

a_repository_comes_in_whole_and_nobody_is_blamed_for_what_was_there() {
	at=$box/arrives bare=$box/arrives/hub.git
	mkdir -p "$at/work/_posts" && cd "$at" || exit 1
	run 0 "$T" init-repo hub.git --edition hub/current
	cd work || exit 1
	git init -q .
	for i in 1 2 3; do
		printf -- '---\ntitle: Post %d\nauthor: Ann\n---\nText.\n' $i >"_posts/2024-05-0$i-post-$i.md"
		printf -- '---\ntitle: [broken\n---\nText.\n' >"_posts/2024-05-0$i-broken-$i.md"
	done
	ln -s /etc/passwd link
	ln -s ../other _posts/inside.md
	mkdir assets
	echo x >"$(printf 'assets/caf\351.txt')"
	printf 'title: Blog\nbase_url: https://firm.example\nlanguages: [en]\n' >hub.yml
	printf 'collections:\n  stories: {folders: _posts, names: "{year}-{month}-{day}-{slug}", fields: {author: authors}}\n' >>hub.yml
	cp hub.yml "$at/mapped.yml"
	commit
	git remote add origin "$bare"
	run 0 git push origin main
	says "_posts/2024-05-01-broken-1.md:"
	says "_posts/inside.md: error: This is a symbolic link"
	says "Errors in files that the hub reads for the first time: 4. They do not stop the push"
	says "Checked: 10 files, the first of this hub."
	says "live      https://firm.example/team/stories/post-1/"
	silent "/link"
	silent "link: "
	silent "caf"
	silent "Not accepted"
	# from then on everybody answers for what they touch
	echo "More." >>_posts/2024-05-01-broken-1.md
	commit
	run 1 git push origin main
	says "_posts/2024-05-01-broken-1.md:"
	says "These were there before, not caused by you: "
	git reset -q --hard HEAD~1
	# settings are written for the hub, and are nobody's past
	cd "$at" && run 0 "$T" init-repo second.git --edition second/current
	cd work || exit 1
	echo 'per_pages: [' >>hub.yml
	commit
	run 1 git push "$at/second.git" main
	says "hub.yml:"
	says "Not accepted: 1 error"
	# a repository that is there first, and its hub.yml later
	git reset -q --hard HEAD~1
	git rm -q hub.yml
	commit
	run 0 git push "$at/second.git" main
	cp "$at/mapped.yml" hub.yml
	commit
	run 0 git push "$at/second.git" main
	says "Errors in files that the hub reads for the first time: 4."
	says "live      https://firm.example/team/stories/post-2/"
}

tags_branches_deletions_and_force_have_words_of_their_own() {
	start refs
	was=$(live refs)
	git tag v1
	git tag -am "mit Text" v2
	run 0 git push origin v1 v2
	says "Tag v1: accepted. This changes nothing on the hub; main is what is published."
	git checkout -qb entwurf
	story stories/a.md "A" "title: doppelt"
	commit
	git -C "$bare" config teamhub.lang de
	run 0 git push origin entwurf
	says "Branch entwurf: angenommen. Am Hub ändert das nichts; veröffentlicht wird main."
	run 0 git push origin --delete entwurf
	says "Branch entwurf: gelöscht."
	git checkout -q main
	run 1 git push origin --delete main
	says "Nicht angenommen: main ist, was der Hub zeigt, und kann nicht gelöscht werden."
	same "$(live refs)" "$was" "edition after tags and branches"
	story stories/b.md "B"
	commit
	run 0 git push origin main
	was=$(live refs)
	git commit -q --amend -m "andere Geschichte"
	run 1 git push --force origin main
	says "Nicht angenommen: Dieser Push würde 1 veröffentlichten Commit wegnehmen"
	says "git pull --rebase"
	same "$(live refs)" "$was" "edition after a forced push"
	git -C "$bare" config teamhub.allowForce true
	run 0 git push --force origin main
	same "$(git -C "$bare" rev-parse main)" "$(git rev-parse main)" "branch after an allowed forced push"
}

a_disk_that_is_full_leaves_the_hub_as_it_was() {
	start full
	if [ "$(id -u)" != 0 ] || ! mkdir -p "$at/small" || ! mount -t tmpfs -o size=4m tmpfs "$at/small" 2>/dev/null; then
		echo "  (a full disk: not tried, it takes root to mount one)"
		return
	fi
	mounted=$at/small
	git -C "$bare" config teamhub.edition "$at/small/current"
	story stories/a.md "A"
	commit
	run 0 git push origin main
	was=$(readlink "$at/small/current")
	head -c 8m /dev/zero >"$at/small/filler" 2>/dev/null
	story stories/b.md "B"
	commit
	run 0 git push origin main
	says "Deine Commits sind angekommen und sicher."
	says "der Hub zeigt, was er vorher zeigte"
	same "$(readlink "$at/small/current")" "$was" "edition on a full disk"
	same "$(sqlite3 "file:$at/small/current?immutable=1" 'PRAGMA integrity_check' 2>/dev/null || echo ok)" ok "integrity"
	rm "$at/small/filler"
	story stories/c.md "C"
	commit
	run 0 git push origin main
	says "live      http://localhost:8080/team/stories/b/"
	says "live      http://localhost:8080/team/stories/c/"
	umount "$at/small" && mounted=
}

when_only_the_internal_half_fails_the_push_says_what_is_live() {
	start half
	git -C "$bare" config teamhub.export "$at/www"
	printf 'internal: true\n' >>hub.yml
	story stories/goes.md "Geht"
	commit
	run 0 git push origin main
	inside=$(readlink "$at/hub/internal/current")
	# the folder of its editions cannot be written: a file stands in its place
	mv "$at/hub/internal" "$at/hub/kept"
	: >"$at/hub/internal"
	story stories/a.md "A"
	git rm -q stories/goes.md
	commit
	run 0 git push origin main
	says "live      http://localhost:8080/team/stories/a/"
	says "weg       http://localhost:8080/team/stories/goes/"
	says "Das gilt für den öffentlichen Hub. Der interne ließ sich nicht veröffentlichen"
	says "auch was inzwischen"
	silent "der Hub zeigt, was er vorher zeigte"
	same "$(page /stories/a/)" 200 "the public page"
	[ -e "$at/www/stories/goes" ] && fail "the files still hold what the public hub has not"
	[ -e "$at/www/stories/a/index.html" ] || fail "the files do not follow the public hub"
	run 3 "$T" publish --source "$bare" --ref main --edition "$at/hub/current" --lang en
	says "the public hub is live, the internal one is not: "
	git commit -q --allow-empty -m "nothing"
	run 0 git push -o lang=en origin main
	says "That is the public hub. The internal one could not be published"
	rm "$at/hub/internal"
	mv "$at/hub/kept" "$at/hub/internal"
	story stories/b.md "B"
	commit
	run 0 git push origin main
	says "live      http://localhost:8080/team/stories/b/"
	silent "Der interne"
	[ "$inside" != "$(readlink "$at/hub/internal/current")" ] || fail "the internal hub did not catch up"
}

a_killed_publish_leaves_the_old_edition_and_the_next_mends_it() {
	start killed
	was=$(live killed)
	story stories/a.md "A"
	commit
	# a file size limit ends the publisher by a signal in the middle of its draft
	(ulimit -f 64 && git push origin main) >"$out" 2>&1
	same "$(git -C "$bare" rev-parse main)" "$(git rev-parse main)" "branch after a killed publish"
	same "$(live killed)" "$was" "edition after a killed publish"
	story stories/b.md "B"
	commit
	run 0 git push origin main
	says "live      http://localhost:8080/team/stories/a/"
	says "live      http://localhost:8080/team/stories/b/"
	same "$(ls "$at/hub/editions" | grep -c tmp)" 0 "drafts left behind"
}

two_pushes_at_once_are_published_one_after_the_other() {
	start two
	git clone -q "$bare" ../other
	story stories/a.md "A"
	commit
	exec 9>>"$at/hub/lock"
	flock 9
	git push origin main >"$box/a.out" 2>&1 9>&- &
	local first=$!
	for _ in $(seq 50); do
		[ "$(git -C "$bare" rev-parse main)" = "$(git rev-parse main)" ] && break
		sleep 0.1
	done
	cd ../other || exit 1
	git pull -q
	story stories/b.md "B"
	commit
	git push origin main >"$box/b.out" 2>&1 9>&- &
	local second=$!
	for _ in $(seq 50); do
		[ "$(git -C "$bare" rev-parse main)" = "$(git rev-parse main)" ] && break
		sleep 0.1
	done
	flock -u 9
	exec 9>&-
	wait $first || fail "the first push failed"
	wait $second || fail "the second push failed"
	cat "$box/a.out" "$box/b.out" >"$out"
	says "live      http://localhost:8080/team/stories/a/"
	says "live      http://localhost:8080/team/stories/b/"
	says "Ein Push vor deinem hat es mitgenommen."
	"$T" editions --edition "$at/hub/current" >"$out"
	says "$(git rev-parse main | cut -c 1-8)"
	same "$(grep -c '^\*' "$out")" 1 "one edition is current"
}

a_roll_back_is_quick_and_stays_until_the_next_push() {
	start back
	story stories/a.md "A"
	commit
	run 0 git push origin main
	newest=$(live back)
	run 0 "$T" editions --edition "$at/hub/current"
	same "$(grep -c MB "$out")" 2 "editions listed"
	says "* $(basename "$newest" | cut -c 1-8)  $(git rev-parse main | cut -c 1-8)"
	begin=$(date +%s%N)
	run 0 "$T" rollback --edition "$at/hub/current"
	took=$((($(date +%s%N) - begin) / 1000000))
	[ $took -lt 1000 ] || fail "rollback took $took ms"
	says "live now: edition "
	says "It stays until the next publish"
	says "To go forward again: teamhub rollback --edition $at/hub/current $(basename "$newest" | cut -c 1-8)"
	same "$(page /stories/a/)" 404 "page of the story that came later"
	run 3 "$T" rollback --edition "$at/hub/current"
	says "there is no older edition to go back to"
	run 0 "$T" watch --source "$bare" --edition "$at/hub/current" --once
	says "was rolled back: it stays"
	same "$(page /stories/a/)" 404 "watch leaves a roll-back alone"
	run 0 "$T" rollback --edition "$at/hub/current" "$(basename "$newest" | cut -c 1-12)"
	same "$(live back)" "$newest" "forward again"
	run 0 "$T" rollback --edition "$at/hub/current"
	story stories/b.md "B"
	commit
	run 0 git push origin main
	says "live      http://localhost:8080/team/stories/a/"
	run 3 "$T" rollback --edition "$at/hub/current" zzz
	says "no edition begins with zzz"
	run 3 "$T" editions --edition "$box/nowhere/current"
	says "publish first"
}

a_push_writes_the_hub_as_files_where_the_operator_says_so() {
	start files
	same "$(ls "$at")" "$(printf 'hub\nhub.git\nwork')" "no files without the setting"
	git -C "$bare" config teamhub.export ../www/team
	story stories/a.md "A"
	commit
	run 0 git push origin main
	says "live      http://localhost:8080/team/stories/a/"
	grep -q '<h1[^>]*>A</h1>' "$at/www/team/stories/a/index.html" || fail "no page of the story"
	git rm -q stories/a.md
	story stories/b.md "B"
	commit
	run 0 git push origin main
	[ -e "$at/www/team/stories/a" ] && fail "the page of a story that is gone stays"
	[ -e "$at/www/team/stories/b/index.html" ] || fail "no page of the next one"
	# what fails there is told, and the hub is live all the same
	git -C "$bare" config teamhub.export "$at/work"
	story stories/c.md "C"
	commit
	run 0 git push -o lang=en origin main
	says "could not be written as files"
	says "holds files that no export wrote"
	same "$(page /stories/c/)" 200 "the page of the program"
}

watch_publishes_what_is_fetched_from_elsewhere() {
	start watch
	story stories/a.md "A"
	commit
	git init -q --bare "$at/far.git"
	git push -q "$at/far.git" main 2>/dev/null
	git clone -q --bare "file://$at/far.git" "$at/near.git"
	near=("$T" watch --source "$at/near.git" --fetch --edition "$at/near/current")
	run 0 "${near[@]}" --once
	says "published $(git rev-parse main | cut -c 1-8): 1 story, 1 person"
	run 0 "${near[@]}" --once
	silent "published"
	"${near[@]}" --every 600 >"$box/watch.out" 2>&1 &
	local pid=$!
	story stories/b.md "B"
	commit
	git push -q "$at/far.git" main
	sleep 0.5
	kill -HUP $pid
	for _ in $(seq 50); do
		grep -q published "$box/watch.out" && break
		sleep 0.1
	done
	kill -TERM $pid
	wait $pid
	same $? 0 "status after SIGTERM"
	cp "$box/watch.out" "$out"
	says "published $(git rev-parse main | cut -c 1-8): 2 stories"
	mv "$at/far.git" "$at/gone.git"
	run 3 "${near[@]}" --once
	says "origin cannot be fetched"
	same "$(TEAMHUB_EDITION=$at/near/current SCRIPT_NAME=/team PATH_INFO=/stories/nope/ REQUEST_METHOD=GET "$top/build/release/teamhub.fcgi" 2>/dev/null | head -n 1 | tr -dc 0-9)" 404 "still answers"
	run 3 "$T" watch --source "$box/nowhere" --fetch --edition "$at/near/current" --once
}

other_transports_and_owners_work() {
	start far
	cat >"$box/ssh" <<'S'
#!/bin/sh
# a transport as ssh gives it: another process, a poor environment
while [ $# -gt 1 ]; do shift; done
exec env -i HOME="$HOME" PATH=/usr/bin:/bin GIT_CONFIG_NOSYSTEM=1 sh -c "$1"
S
	chmod +x "$box/ssh"
	story stories/a.md "A"
	commit
	GIT_SSH_COMMAND=$box/ssh run 0 git push "ssh://hub.example$bare" main
	says "live      http://localhost:8080/team/stories/a/"
	story stories/b.md "B"
	commit
	run 0 git push "file://$bare" main
	says "live      http://localhost:8080/team/stories/b/"
	mv "$bare/hooks/pre-receive" "$box/kept"
	sed "s|^program=.*|program=/nowhere/teamhub|" "$box/kept" >"$bare/hooks/pre-receive"
	chmod +x "$bare/hooks/pre-receive"
	story stories/c.md "C"
	commit
	run 1 git push origin main
	says "The hub's program (/nowhere/teamhub) is not there"
	says "Nothing was changed."
	mv "$box/kept" "$bare/hooks/pre-receive"
	git -C "$bare" config --unset teamhub.edition
	run 0 git push origin main
	says "Accepted. Nothing is published yet"
	if [ "$(id -u)" = 0 ]; then
		chown -R nobody "$bare"
		run 3 "$T" publish --source "$bare" --ref main --edition "$at/hub/current"
		says "belongs to another user"
		says "git config --global --add safe.directory $bare"
		git config --global --add safe.directory "$bare"
		git -C "$bare" config teamhub.edition "$at/hub/current"
		story stories/d.md "D"
		commit
		run 0 git push origin main
		says "live      http://localhost:8080/team/stories/d/"
		git config --global --unset-all safe.directory
	fi
}

a_damaged_repository_leaves_the_hub_alone() {
	start broken
	story stories/a.md "A"
	commit
	run 0 git push origin main
	was=$(live broken)
	touch "$bare/refs/heads/main.lock"
	story stories/b.md "B"
	commit
	run 1 git push origin main
	same "$(live broken)" "$was" "edition beside a locked branch"
	rm "$bare/refs/heads/main.lock"
	local blob
	blob=$(git rev-parse HEAD:stories/a.md)
	rm -f "$bare/objects/${blob:0:2}/${blob:2}"
	run 3 "$T" publish --source "$bare" --ref main --edition "$at/hub/current" --force
	says "stories/a.md: its object is missing: run \`git fsck\`"
	same "$(live broken)" "$was" "edition beside a damaged repository"
}

check_looks_at_files_staged_changes_and_ranges() {
	start check
	story stories/a.md "A"
	commit
	story stories/b.md "B"
	sed -i '/^title/d' stories/b.md
	run 1 "$T" check --lang en
	says "stories/b.md:1:1: error: The title is missing."
	run 0 "$T" check --staged
	run 0 "$T" check --ref HEAD
	git add stories/b.md
	run 1 "$T" check --staged --lang de
	says "Der Titel fehlt."
	commit
	run 1 "$T" check --range HEAD~1..HEAD
	says "stories/b.md"
	story stories/c.md "C"
	commit
	run 0 "$T" check --range HEAD~1..
	says "not caused by you: stories/b.md:1"
	run 3 "$T" check --range HEAD
	says "--range is A..B"
	run 3 "$T" check --range nowhere..HEAD
	says "nowhere"
	run 2 "$T" check --staged --ref HEAD
	run 3 "$T" check --staged "$bare"
	says "bare repository"
	if command -v jq >/dev/null; then
		"$T" check --format sarif 2>/dev/null >"$out"
		same "$(jq -r '.version, .runs[0].tool.driver.name, .runs[0].results[0].ruleId, .runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, .runs[0].results[0].locations[0].physicalLocation.region.startLine' "$out" | tr '\n' ' ')" \
			"2.1.0 teamhub title.missing stories/b.md 1 " "SARIF"
		same "$(jq '[.runs[0].results[] | .ruleIndex] | max' "$out")" \
			"$(jq '.runs[0].tool.driver.rules | length - 1' "$out")" "rules of SARIF"
		"$T" check --format gitlab 2>/dev/null >"$out"
		same "$(jq -r '.[0] | .check_name, .location.path, .location.lines.begin, .severity, (.fingerprint | length)' "$out" | tr '\n' ' ')" \
			"title.missing stories/b.md 1 major 64 " "GitLab"
	fi
}

new_writes_what_check_accepts_and_never_overwrites() {
	start new
	person "Tom Okafor"
	mkdir -p terms/topic
	printf -- '---\ntitle: Ausbildung\n---\n' >terms/topic/ausbildung.md
	run 0 "$T" new story 'Ein "Tag": #1 \ Übermut'
	run 0 "$T" new story 'Ein "Tag": #1 \ Übermut'
	says "-2.md"
	run 0 "$T" new story "A day" --lang en --author tom-okafor
	grep -q '^lang: en' stories/*/a-day.md || fail "no lang: en"
	grep -q 'possible\|who writes: ' stories/*/a-day.md || fail "comments are not English"
	grep -q 'ausbildung' stories/*/a-day.md || fail "the repository's topics are not offered"
	run 0 "$T" new event "Frühstück"
	run 0 "$T" new job "Elektronik"
	run 0 "$T" new value "Offenheit"
	run 0 "$T" new guideline "Spielregeln"
	run 0 "$T" new programme "Werkstolz"
	run 0 "$T" new kudos "Danke" --author jana-weber --to tom-okafor
	run 0 "$T" check
	# whatever is taken out of its # is right too
	sed -i 's/^# \(topic\|summary\|critical\|end\|where\|until\|hashtag\|order\|employment\): /\1: /' stories/*/*.md events/*.md jobs/*.md values/*.md programmes/*.md guidelines/*.md
	run 0 "$T" check
	mkdir -p deep/er && cd deep/er || exit 1
	run 0 "$T" new story "Von unten" --author jana-webre
	says "Ist jana-weber gemeint?"
	cd ../..
	ls stories/*/von-unten.md >/dev/null || fail "not below the root of the repository"
	run 3 "$T" new hub "Noch einmal"
	says "already exists and is left as it is"
	run 3 "$T" new story "…"
	says "no address can be made"
	run 2 "$T" new poem "X"
	run 2 "$T" new story
	# a repository that another generator uses
	mkdir -p ../jekyll/_posts && cd ../jekyll || exit 1
	git init -q .
	cat >hub.yml <<'Y'
title: Blog
base_url: https://firm.example
languages: [en]
collections:
  stories: {folders: _posts, names: "{year}-{month}-{day}-{slug}", fields: {author: authors, tags: topic}}
Y
	run 0 "$T" new story "My Post" --author jane
	ls _posts/20??-??-??-my-post.md >/dev/null 2>&1 || fail "not named as Jekyll names it: $(ls -R _posts)"
	grep -q '^author: \[jane\]' _posts/*.md || fail "not the repository's own field name"
}

a_push_reads_no_file_of_the_machine_that_the_operator_did_not_name() {
	start shell
	printf '<!doctype html><title>x</title><head></head><main></main>SECRET' >"$box/secret.html"
	printf 'shell: {file: "%s", url: /}\n' "$box/secret.html" >>hub.yml
	commit
	run 1 git push origin main
	says "liegt, wo der Hub nicht lesen darf"
	says "git config teamhub.shellRoot"
	# nor does publish, where no hook was asked
	run 1 "$T" publish --source . --edition "$at/hub/current" --lang de
	says "liegt, wo der Hub nicht lesen darf"
	TEAMHUB_EDITION=$at/hub/current PATH_INFO=/people/ REQUEST_METHOD=GET "$top/build/release/teamhub.fcgi" >"$out"
	silent SECRET
	git -C "$bare" config teamhub.shellRoot "/srv/none:$box"
	story stories/a.md "A"
	commit
	run 0 git push origin main
	silent "nicht lesen darf"
	TEAMHUB_EDITION=$at/hub/current PATH_INFO=/people/ REQUEST_METHOD=GET "$top/build/release/teamhub.fcgi" >"$out"
	says SECRET
}

any_document_can_change_alone() {
	start alone
	mkdir -p terms/topic
	printf -- '---\ntitle: Ausbildung\n---\n' >terms/topic/ausbildung.md
	for kind in story value guideline programme event job; do "$T" new $kind "Eins" --author jana-weber >/dev/null; done
	person "Tom Okafor"
	"$T" new kudos "Danke" --author jana-weber --to tom-okafor >/dev/null
	commit
	run 0 git push -o lang=de origin main
	silent "Fehler: "
	for folder in stories people values guidelines programmes events kudos jobs terms; do
		f=$(find $folder -name '*.md' | sort | head -n 1)
		echo "Noch ein Satz." >>"$f"
		commit "$f"
		run 0 git push -o lang=de origin main
		says "Veröffentlicht in"
		"$T" editions --edition "$at/hub/current" >"$out"
		says "$(git rev-parse main | cut -c 1-8)"
	done
}

guidelines_to_begin_with_are_whole_and_say_that_criticism_is_welcome() {
	start rules
	printf 'company: {name: "Firma & Co", url: /}\ncontact: hub@firm.example\n' >>hub.yml
	run 0 "$T" new guidelines
	says "guidelines/spielregeln.md"
	run 0 "$T" new guidelines --lang en
	says "guidelines/spielregeln.en.md"
	sed -i "s/^consent:/guidelines: $(date +%Y-%m)\\n&/" people/jana-weber.md
	run 0 "$T" check
	silent "warning: "
	for words in 'Kritik ist willkommen' 'Eine negative Meinung ist hier nie' Werte Tatsachen beleidigen; do
		grep -q "$words" guidelines/spielregeln.md || fail "not in the German text: $words"
	done
	for words in 'Criticism is welcome' 'A negative opinion is never forbidden here' values facts Insult 'data is theirs' \
		'I work at Firma & Co' 'working time' Pictures crisis; do
		grep -q "$words" guidelines/spielregeln.en.md || fail "not in the English text: $words"
	done
	for words in 'Daten anderer' 'Ich arbeite bei Firma & Co' Arbeitszeit Bilder 'Wenn es brennt' hub@firm.example; do
		grep -q "$words" guidelines/spielregeln.md || fail "not in the German text: $words"
	done
	grep -q '[{}]' guidelines/spielregeln.md && fail "a place was not filled in"
	run 3 "$T" new guidelines --lang en
	says "already exists and is left as it is"
	run 3 "$T" new guidelines --lang fr
	run 0 "$T" new guidelines "Unsere Regeln"
	says "guidelines/unsere-regeln.md"
	rm guidelines/unsere-regeln.md
	commit
	run 0 git push origin main
	says "live      http://localhost:8080/team/guidelines/spielregeln/"
}

a_reminder_of_the_guidelines_goes_to_whom_it_concerns_and_refuses_nothing() {
	start reminders
	person "Tom Okafor"
	mkdir guidelines
	printf -- '---\ntitle: Regeln\nversion: 2026-03\n---\nText.\n' >guidelines/regeln.md
	story stories/tom.md "Tom"
	sed -i 's/jana-weber/tom-okafor/' stories/tom.md
	commit
	run 0 git push origin main
	says "people/tom-okafor.md:1:1: Warnung: Tom Okafor schreibt hier"
	says "Das eilt nicht, alles erscheint wie immer."
	says "live      http://localhost:8080/team/stories/tom/"
	silent "nicht angefasst"
	# another author's push is not bothered with it
	sed -i 's/^consent:/guidelines: 2026-03\n&/' people/jana-weber.md
	story stories/jana.md "Jana"
	commit
	run 0 git push origin main
	silent "tom-okafor"
	silent "Warnung: "
	# the guidelines change: whoever writes next hears of it, in their language; nobody else does
	sed -i 's/2026-03/2026-09/' guidelines/regeln.md
	commit
	run 0 git push origin main
	silent "Warnung: "
	echo "Mehr." >>stories/jana.md
	commit
	run 0 git push -o lang=en origin main
	says "people/jana-weber.md:"
	says "Jana Weber agreed to version 2026-03 of the guidelines; the current version is 2026-09."
	says "No hurry"
	# a reminder does not make a check fail; a version that there is not does
	run 0 "$T" check
	says "guidelines.old"
	sed -i 's/^guidelines: .*/guidelines: 2026-90/' people/jana-weber.md
	run 1 "$T" check
	says "Did you mean 2026-09?"
	commit
	run 0 git push origin main
}

cases=${*:-$(sed -n 's/^\([a-z_]*\)() {$/\1/p' "$0" | grep _)}
for case_name in $cases; do
	begin_case=$(date +%s%N)
	: >"$out"
	cd "$box" && "$case_name"
	[ -n "${VERBOSE:-}" ] && echo "$case_name $((($(date +%s%N) - begin_case) / 1000000)) ms"
done
cd /
echo "$checks checks, $failed failed"
[ "$failed" -eq 0 ] && [ "$checks" -gt 100 -o $# -gt 0 ]
