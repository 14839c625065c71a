#!/bin/bash
# Guess:   what is shown as the date of a story is the day it was published; a corrected typo changes nothing that readers see.
# Tried:   metascraper 5.49.24 with metascraper-date and -author, htmlparser2 10.1.0, @extractus/feed-extractor 8.0.3, for
#          comparison rss-parser 3.13.0 (npm), 2026-11-30; a page with JSON-LD (two authors) and an Atom entry, both published in
#          2019 and corrected in 2026.
# Does:    metascraper (link previews) asks for dateModified before datePublished, and names nobody where there are several
#          authors. htmlparser2 and feed-extractor call Atom's `updated` the date of publication although `published` is there.
#          rss-parser is right.
# Seen:    2026 for the story of 2019, three times; no author for Anna Weber and Bela Klein.
# Matters: correcting all old stories at once, say for a new spelling of the company's name, makes them today's news in previews
#          and feeds. `updated` and dateModified belong to changes of content alone.
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

packages metascraper@5.49.24 metascraper-date@5.49.24 metascraper-author@5.49.24 htmlparser2@10.1.0 \
	@extractus/feed-extractor@8.0.3 rss-parser@3.13.0

cat >page.html <<'X'
<!DOCTYPE html><html lang="en"><head><title>Week</title><script type="application/ld+json">{"@context":"https://schema.org",
"@type":"BlogPosting","headline":"Week","datePublished":"2019-05-01T08:00:00Z","dateModified":"2026-11-20T08:00:00Z",
"author":[{"@type":"Person","name":"Anna Weber"},{"@type":"Person","name":"Bela Klein"}]}</script></head><body><h1>Week</h1></body></html>
X
cat >feed.atom <<'X'
<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:x.example,2026:f</id><title>Werk</title><updated>2026-11-20T08:00:00Z</updated>
<author><name>Anna</name></author><link rel="self" href="https://x.example/feed.atom"/><entry><id>tag:x.example,2026:1</id>
<title>Week</title><published>2019-05-01T08:00:00Z</published><updated>2026-11-20T08:00:00Z</updated>
<link href="https://x.example/1"/><content>x</content></entry></feed>
X
cat >read.mjs <<'X'
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import RssParser from 'rss-parser';
import { extractFromXml } from '@extractus/feed-extractor';
const require = createRequire(import.meta.url), html = readFileSync('page.html', 'utf8'), xml = readFileSync('feed.atom', 'utf8');
const { date, author } = await require('metascraper')([require('metascraper-date')(), require('metascraper-author')()])({
	html, url: 'https://www.example.com/week/' });
const day = (d) => new Date(d).toISOString().slice(0, 10);
console.log(day(date), author);
console.log(day(require('htmlparser2').parseFeed(xml).items[0].pubDate));
console.log(day(extractFromXml(xml).entries[0].published));
console.log(day((await new RssParser().parseString(xml)).items[0].isoDate));
X
timeout 60 node read.mjs >out
expect metascraper "2026-11-20 null" "$(sed -n 1p out)"
expect htmlparser2 2026-11-20 "$(sed -n 2p out)"
expect feed-extractor 2026-11-20 "$(sed -n 3p out)"
expect rss-parser 2019-05-01 "$(sed -n 4p out)"

exit "$changed"
