#!/bin/bash
# Guess:   who does not know RFC 6721 passes over at:deleted-entry with all that is in it, as RFC 4287 §6 asks for.
# Tried:   python3-feedparser 6.0.10-1 (Debian 12; rss2email and many planets read with it), 2026-11-30; a valid feed with one
#          tombstone that says who deleted (at:by with atom:uri) and where more is said (atom:link).
# Does:    what is in the tombstone is taken for the feed's own: its link replaces the feed's link, and the address of whoever
#          deleted becomes a field of the feed.
# Seen:    feed.link = the tombstone's link, feed.href = the address of the person who deleted.
# Matters: the reader opens the page about a withdrawal instead of the hub, and shows who withdrew. A tombstone says `ref` and
#          `when` and nothing else.
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

debian python3-feedparser=6.0.10-1
export PYTHONPATH=$tmp/root/usr/lib/python3/dist-packages:/usr/lib/python3/dist-packages

feed() { # what stands in the tombstone
	cat <<X
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><id>tag:x.example,2026:f</id>
<title>Werk</title><updated>2026-11-20T08:00:00Z</updated><author><name>Redaktion</name></author>
<link rel="alternate" href="https://x.example/team/"/><link rel="self" href="https://x.example/feed.atom"/>
<at:deleted-entry ref="tag:x.example,2026:9" when="2026-11-19T08:00:00Z">$1</at:deleted-entry>
<entry><id>tag:x.example,2026:1</id><title>Woche</title><updated>2026-11-20T08:00:00Z</updated>
<link rel="alternate" href="https://x.example/1"/><content>x</content></entry></feed>
X
}
seen() {
	timeout 30 python3 -c 'import feedparser, sys
feed = feedparser.parse(sys.argv[1]).feed
print(feed.link, feed.get("href"))' "$1"
}
feed '<at:by><name>Bela</name><uri>https://x.example/people/bela/</uri></at:by>
<link rel="related" href="https://x.example/why-gone/"/><link href="https://x.example/gone/"/>' >rich.atom
feed '' >bare.atom
expect "address of the feed, and whose; a tombstone with by and link" \
	"https://x.example/gone/ https://x.example/people/bela/" "$(seen rich.atom)"
expect "the same, a bare tombstone" "https://x.example/team/ None" "$(seen bare.atom)"

exit "$changed"
