#!/bin/bash
# Guess:   `date: git Created` is the day of the commit that brought the file.
# Tried:   @11ty/eleventy 3.1.2 (npm) with git 2.39 (Debian 12), 2026-12-01; a post of June that its author began by copying
#          the post of January and wrote anew in its second half; beside it one that was written from nothing.
# Does:    Eleventy asks `git log --diff-filter=A --follow -1`. To follow, git looks for what a new file may be a copy of, among
#          all files, and goes on with that one: half of the lines are enough. The new post gets the day of the old one.
# Seen:    "2024-01-02" for the copy, "2024-06-07" for the other; git without --follow says 2024-06-07 for both.
# Matters: teams copy last month's post to have its front matter. Such posts come out months old: below the others in lists and
#          feeds, in which readers do not look for them, and with a year of others in their address.
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

command -v git >/dev/null || { echo "git is not installed" >&2; exit 2; }
packages @11ty/eleventy@3.1.2
mkdir -p site/posts
cd site
export HOME=$tmp GIT_CONFIG_NOSYSTEM=1 TZ=UTC
git init -q -b main
git config user.name Jana
git config user.email jana@firm.example
commit() { # DAY
	git add -A
	GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" git commit -q -m post
}
post() { # TITLE LINES…
	printf '%s\n' --- "title: $1" 'date: git Created' 'layout: false' --- 'DAY {{ page.date | date: "%Y-%m-%d" }}.' '' "${@:2}"
}
shared=(A 'week begins' 'with the round' 'in the yard,' 'then tools' 'and the list' 'of sites;' 'each of us' 'says what' 'is new.')
post January "${shared[@]}" 'Snow lay' 'on the roofs' 'of Leipzig.' >posts/january.md
commit 2024-01-02
post June "${shared[@]}" 'Heat lay' 'on the tar' 'of Husum.' >posts/copied.md
post Other 'Nothing in here' 'was ever written' 'by anyone before' 'this very morning.' | sed 's/DAY/It is DAY/' >posts/own.md
commit 2024-06-07
timeout 120 node "$tmp/node_modules/@11ty/eleventy/cmd.cjs" --quiet >"$tmp/log" 2>&1 || { cat "$tmp/log" >&2; exit 2; }
day() { grep -o '[0-9]\{4\}-[0-9-]*' "$1" | head -n 1; }
expect "a post begun as a copy" 2024-01-02 "$(day _site/posts/copied/index.html)"
expect "a post of its own" 2024-06-07 "$(day _site/posts/own/index.html)"
expect "the commit that brought the copy" 2024-06-07 "$(git log --diff-filter=A --format=%as -- posts/copied.md)"

exit "$changed"
