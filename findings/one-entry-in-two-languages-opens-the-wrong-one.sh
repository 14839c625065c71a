#!/bin/bash
# Guess:   an entry with one alternate link per language (RFC 4287 §4.1.2 allows it, told apart by hreflang) opens in the
#          language of the feed, or else the first one named.
# Tried:   newsboat 2.21-1.5, python3-feedparser 6.0.10-1, sfeed 1.7-1 (Debian 12), rss-parser 3.13.0, feedparser 2.6.0 (npm),
#          2026-11-30; a valid German feed (xml:lang="de"), links first German, then English.
# Does:    newsboat and both feedparsers take the last link, sfeed and rss-parser the first. None looks at hreflang.
# Seen:    English page in newsboat and the feedparsers, German page in the others, from the same bytes.
# Matters: no order of links is right everywhere: half of the readers of a German feed land on the English page. An entry
#          names one alternate, the page in its own language; translations belong into the page.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Unpacks Debian packages, with what they need and this machine lacks, below $tmp/root; installs nothing.
debian() {
	mkdir -p "$tmp/debs/partial"
	for package; do apt-cache show "$package" >"$tmp/log" 2>&1 || { timeout 300 apt-get -qq update || true; break; }; done
	if ! { cd "$tmp/debs" && timeout 300 apt-get -q download "$@" &&
		timeout 600 apt-get -q -y --no-install-recommends --download-only -o Debug::NoLocking=1 \
			-o Dir::Cache::archives="$tmp/debs" install "$@"; } >"$tmp/log" 2>&1; then
		cat "$tmp/log" >&2
		echo "cannot be had here: $*" >&2
		exit 2
	fi
	for deb in "$tmp"/debs/*.deb; do dpkg -x "$deb" "$tmp/root"; done
	export PATH=$tmp/root/usr/bin:$PATH
	LD_LIBRARY_PATH=$(find "$tmp/root" -name 'lib*.so*' -printf '%h\n' | sort -u | paste -s -d :)
	export LD_LIBRARY_PATH
	cd "$tmp"
}

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

debian newsboat=2.21-1.5 python3-feedparser=6.0.10-1 sfeed=1.7-1 sqlite3
packages rss-parser@3.13.0 feedparser@2.6.0

cat >feed.atom <<'X'
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><id>tag:x.example,2026:f</id><title>Werk</title>
<updated>2026-11-20T08:00:00Z</updated><author><name>Anna</name></author><link rel="self" href="https://x.example/feed.atom"/>
<entry><id>tag:x.example,2026:1</id><title>Erste Woche</title><updated>2026-11-20T08:00:00Z</updated>
<link rel="alternate" hreflang="de" href="https://x.example/woche/"/>
<link rel="alternate" hreflang="en" href="https://x.example/en/week/"/><content>x</content></entry></feed>
X
echo "file://$tmp/feed.atom" >urls
: >config
HOME=$tmp timeout 30 newsboat -q -u urls -c cache -C config -x reload
expect newsboat https://x.example/en/week/ "$(sqlite3 cache 'select url from rss_item')"
expect "feedparser (Python)" https://x.example/en/week/ "$(PYTHONPATH=$tmp/root/usr/lib/python3/dist-packages:/usr/lib/python3/dist-packages \
	timeout 30 python3 -c 'import feedparser; print(feedparser.parse("feed.atom").entries[0].link)')"
expect sfeed https://x.example/woche/ "$(sfeed https://x.example/ <feed.atom | cut -f 3)"
cat >read.mjs <<'X'
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import FeedParser from 'feedparser';
import RssParser from 'rss-parser';
const xml = readFileSync('feed.atom', 'utf8');
console.log('rss-parser', (await new RssParser().parseString(xml)).items[0].link);
const parser = new FeedParser();
parser.on('readable', () => { for (let i; (i = parser.read());) console.log('feedparser', i.link); });
Readable.from([xml]).pipe(parser);
X
timeout 60 node read.mjs >out
expect rss-parser "rss-parser https://x.example/woche/" "$(grep ^rss-parser out)"
expect "feedparser (npm)" "feedparser https://x.example/en/week/" "$(grep ^feedparser out)"

exit "$changed"
