#!/bin/bash
# Guess:   atom:source says where a copied entry came from; a reader shows the entry's own title, address, date and id,
#          wherever in the entry atom:source stands (RFC 4287 leaves the order free).
# Tried:   sfeed 1.7-1 (Debian 12), htmlparser2 10.1.0 (npm), 2026-11-30; a valid entry with atom:source first, and last.
# Does:    first: sfeed takes title, address, id, author and date of the source for those of the entry; htmlparser2 takes its
#          address. Last: both are right. No message.
# Seen:    "1577836800 Quelle https://y.example/quelle/ tag:y.example,2026:src Quellautor" for Anna's entry of 2026.
# Matters: a hub that gathers stories of several hubs writes atom:source. Written first, all of one source share id and
#          address, so the reader keeps one story of each, under somebody else's name. Write it last.
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
packages htmlparser2@10.1.0

feed() { # what stands first in the entry, what last
	cat <<X
<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:x.example,2026:f</id><title>Sammlung</title><updated>2026-11-20T08:00:00Z</updated>
<author><name>Redaktion</name></author><link rel="self" href="https://x.example/feed.atom"/><entry>$1
<id>tag:x.example,2026:1</id><title>Annas Geschichte</title><updated>2026-11-20T08:00:00Z</updated>
<link rel="alternate" href="https://x.example/1/"/><author><name>Anna</name></author><content>x</content>$2</entry></feed>
X
}
source='<source><id>tag:y.example,2026:src</id><title>Quelle</title><updated>2020-01-01T00:00:00Z</updated>
<link rel="alternate" href="https://y.example/quelle/"/><author><name>Quellautor</name></author></source>'
feed "$source" "" >first.atom
feed "" "$source" >last.atom

sfeed_sees() { sfeed https://x.example/ <"$1" | cut -f 1-3,6,7 | tr '\t' ' '; }
htmlparser2_sees() {
	node -e 'const i = require("htmlparser2").parseFeed(require("fs").readFileSync(process.argv[1], "utf8")).items[0];
		console.log(i.title, i.link)' "$1"
}
expect "sfeed, source first" "1577836800 Quelle https://y.example/quelle/ tag:y.example,2026:src Quellautor" "$(sfeed_sees first.atom)"
expect "sfeed, source last" "1795161600 Annas Geschichte https://x.example/1/ tag:x.example,2026:1 Anna" "$(sfeed_sees last.atom)"
expect "htmlparser2, source first" "Annas Geschichte https://y.example/quelle/" "$(htmlparser2_sees first.atom)"
expect "htmlparser2, source last" "Annas Geschichte https://x.example/1/" "$(htmlparser2_sees last.atom)"

exit "$changed"
