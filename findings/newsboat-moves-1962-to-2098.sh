#!/bin/bash
# Guess:   a date before 1970 is shown as it is, or not at all; such a story stands at the end of the list.
# Tried:   newsboat 2.21-1.5 (Debian 12), 2026-11-30; one Atom and one RSS feed, both valid.
# Does:    seconds before 1970 become an unsigned number of 32 bits. 1 May 1962 is shown as 6 June 2098, in Atom and RSS
#          alike, and stands above everything that is written from now on.
# Seen:    2098-06-06 13:28:16 for 1962-05-01T08:00:00+01:00.
# Matters: a company tells of its founding years with the date of then. Every newsboat has that story on top for good.
#          `published` must be the day on which it was told; the year of then belongs into the title.
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

changed=0
expect() { # what, as stated, as seen now
	printf '%s\n  stated: %s\n  seen:   %s\n' "$1" "$2" "$3"
	[ "$2" = "$3" ] || changed=1
}

debian newsboat=2.21-1.5 sqlite3

cat >feed.atom <<'X'
<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:x.example,2026:f</id><title>Werk</title><updated>2026-11-20T08:00:00Z</updated>
<author><name>Anna</name></author><link rel="self" href="https://x.example/feed.atom"/>
<entry><id>tag:x.example,2026:1</id><title>Die erste Halle</title><link href="https://x.example/1"/>
<published>1962-05-01T08:00:00+01:00</published><updated>1962-05-01T08:00:00+01:00</updated><content>x</content></entry>
<entry><id>tag:x.example,2026:2</id><title>Heute</title><link href="https://x.example/2"/>
<published>2026-11-20T08:00:00Z</published><updated>2026-11-20T08:00:00Z</updated><content>x</content></entry></feed>
X
cat >feed.rss <<'X'
<rss version="2.0"><channel><title>Werk</title><link>https://x.example/</link><description>d</description>
<item><title>Die erste Halle</title><link>https://x.example/1</link><guid>https://x.example/1</guid>
<pubDate>Tue, 01 May 1962 08:00:00 +0100</pubDate></item>
<item><title>Heute</title><link>https://x.example/2</link><guid>https://x.example/2</guid>
<pubDate>Fri, 20 Nov 2026 08:00:00 +0000</pubDate></item></channel></rss>
X
for feed in feed.atom feed.rss; do
	echo "file://$tmp/$feed" >urls
	: >config
	rm -f cache
	HOME=$tmp timeout 30 newsboat -q -u urls -c cache -C config -x reload
	expect "order and dates of $feed, newest first" "Die erste Halle 2098-06-06 13:28:16, Heute 2026-11-20 08:00:00" "$(
		sqlite3 cache "select group_concat(row, ', ') from
			(select title || ' ' || datetime(pubDate, 'unixepoch') row from rss_item order by pubDate desc)")"
done

exit "$changed"
