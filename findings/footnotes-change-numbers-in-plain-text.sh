#!/bin/bash
# Guess:   what makes plain text of HTML keeps a footnote's number apart from the number before it, or leaves it out.
# Tried:   python3-html2text 2020.1.16-2 (rss2email's), html2text 1.3.2a-28, python3-podcastparser 0.6.9-1, w3m 0.5.3 (Debian 12),
#          rss-parser 3.13.0 (contentSnippet), @extractus/feed-extractor 8.0.3 (npm), 2026-11-30; a sentence with two notes
#          as GFM's and discount's footnotes are written (<sup><a href="#fn1">1</a></sup>).
# Does:    five of six drop <sup> and the link and join the digits. w3m writes ^2.
# Seen:    "Seit 20191 verdiene ich 42.0002 Euro" for 2019 with note 1 and 42.000 with note 2.
# Matters: a salary grows tenfold in mails, previews and lists made of a feed, and nobody sees a footnote there. In feeds a note's
#          number needs brackets ("[2]"); an excerpt leaves it out.
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

debian python3-html2text=2020.1.16-2 html2text=1.3.2a-28 python3-podcastparser=0.6.9-1 w3m
packages rss-parser@3.13.0 @extractus/feed-extractor@8.0.3
export PYTHONPATH=$tmp/root/usr/lib/python3/dist-packages:/usr/lib/python3/dist-packages LC_ALL=C.UTF-8

note() { printf '<sup><a href="#fn%s">%s</a></sup>' "$1" "$1"; }
echo "<p>Seit 2019$(note 1) verdiene ich 42.000$(note 2) Euro.</p>" >story.html
escaped=$(sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' story.html)
cat >feed.atom <<X
<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:x.example,2026:f</id><title>Werk</title><updated>2026-11-20T08:00:00Z</updated>
<author><name>Anna</name></author><link rel="self" href="https://x.example/feed.atom"/><entry><id>tag:x.example,2026:1</id>
<title>Gehalt</title><updated>2026-11-20T08:00:00Z</updated><link href="https://x.example/1"/>
<content type="html">$escaped</content></entry></feed>
X
cat >read.mjs <<'X'
import { readFileSync } from 'node:fs';
import RssParser from 'rss-parser';
import { extractFromXml } from '@extractus/feed-extractor';
const xml = readFileSync('feed.atom', 'utf8');
console.log((await new RssParser().parseString(xml)).items[0].contentSnippet);
console.log(extractFromXml(xml).entries[0].description);
X
timeout 60 node read.mjs >out
wrong="Seit 20191 verdiene ich 42.0002 Euro."
expect "html2text of Python" "$wrong" "$(timeout 30 python3 -c 'import html2text; print(html2text.html2text(open("story.html").read()).strip())')"
expect html2text "$wrong" "$(timeout 30 html2text -utf8 story.html)"
expect podcastparser "$wrong" "$(timeout 30 python3 -c '
import podcastparser; print(podcastparser.parse("https://x.example/", open("feed.atom", "rb"))["episodes"][0]["description"])')"
expect rss-parser "$wrong" "$(sed -n 1p out)"
expect feed-extractor "$wrong" "$(sed -n 2p out)"
expect w3m "Seit 2019^1 verdiene ich 42.000^2 Euro." "$(timeout 30 w3m -dump -T text/html story.html | sed '/^$/d')"

exit "$changed"
