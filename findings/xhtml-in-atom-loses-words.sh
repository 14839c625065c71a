#!/bin/bash
# Guess:   XHTML content of Atom is markup already; readers hand it on, so `&lt;Name&gt;` in it stays the text "<Name>".
# Tried:   sfeed 1.7-1 (Debian 12), feedparser 2.6.0, rss-parser 3.13.0, @extractus/feed-extractor 8.0.3 (npm), 2026-11-30;
#          one valid entry of type xhtml.
# Does:    sfeed and npm's feedparser decode the text but keep the tags: "<Name>" becomes an unknown element and is not shown.
#          rss-parser puts the text of a paragraph before its elements, so words change places.
#          feed-extractor returns no text and no title at all.
# Seen:    "Sag <Name> nicht <em>immer</em> ja" is … "Sag <Name> nicht <em>…" as markup, "Sag &lt;Name&gt; nicht  ja<em>immer</em>", "".
# Matters: a sentence says the opposite of what its author wrote, or is gone, with no error anywhere. A feed that must be read
#          everywhere has type="html"; XHTML is no safe choice although the standard treats both alike.
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

debian sfeed=1.7-1
packages feedparser@2.6.0 rss-parser@3.13.0 @extractus/feed-extractor@8.0.3

cat >feed.atom <<'X'
<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:x.example,2026:f</id><title>Werk</title><updated>2026-11-20T08:00:00Z</updated>
<author><name>Anna</name></author><link rel="self" href="https://x.example/feed.atom"/><entry><id>tag:x.example,2026:1</id>
<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ein <em>guter</em> Tag</div></title>
<updated>2026-11-20T08:00:00Z</updated><link href="https://x.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Sag &lt;Name&gt; nicht <em>immer</em> ja</p></div></content></entry></feed>
X
cat >read.mjs <<'X'
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import FeedParser from 'feedparser';
import RssParser from 'rss-parser';
import { extractFromXml } from '@extractus/feed-extractor';
const xml = readFileSync('feed.atom', 'utf8');
const paragraph = (html) => /<p>.*<\/p>/.exec(html)?.[0];
const parser = new FeedParser();
parser.on('readable', () => { for (let i; (i = parser.read());) console.log('feedparser', paragraph(i.description)); });
parser.on('end', async () => {
	console.log('rss-parser', paragraph((await new RssParser().parseString(xml)).items[0].content));
	const { title, description } = extractFromXml(xml).entries[0];
	console.log('feed-extractor', JSON.stringify([title, description]));
});
Readable.from([xml]).pipe(parser);
X
timeout 60 node read.mjs >out
expect sfeed '<p>Sag <Name> nicht <em>immer</em> ja</p>' "$(sfeed https://x.example/ <feed.atom | grep -o '<p>.*</p>')"
expect "feedparser (npm)" 'feedparser <p>Sag <Name> nicht <em>immer</em> ja</p>' "$(grep ^feedparser out)"
expect rss-parser 'rss-parser <p>Sag &lt;Name&gt; nicht  ja<em>immer</em></p>' "$(grep ^rss-parser out)"
expect "feed-extractor, title and text" 'feed-extractor ["",""]' "$(grep ^feed-extractor out)"

exit "$changed"
