#!/bin/bash
# Guess:   an entry with the same id and a newer `updated` replaces the one that the reader has; nothing stands twice.
# Tried:   sfeed 1.7-1 (Debian 12), 2026-11-30; a valid Atom feed fetched twice, between them one title corrected, one story moved to
#          a new address, both with their old id, and one withdrawn with a tombstone (RFC 6721).
# Does:    sfeed_update keeps an item for each id AND address AND title it ever met; corrected and moved stories stand twice, the
#          withdrawn one stays.
# Seen:    5 items of 2: "Anna Mueller bei uns" and "Anna Müller bei uns" side by side, two addresses of one story.
# Matters: whoever changed their name in a title, or took a story back, is still there under it in each sfeed. Only a reader
#          can forget that; a hub must not promise more than "the feed says so". Ids alone do not keep readers from doubles.
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

debian sfeed=1.7-1

feed() { # entries
	cat <<X
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><id>tag:x.example,2026:f</id>
<title>Werk</title><updated>2026-11-20T08:00:00Z</updated><author><name>Redaktion</name></author>
<link rel="self" href="https://x.example/feed.atom"/>$1</feed>
X
}
entry() { # id, title, address, updated
	printf '<entry><id>tag:x.example,2026:%s</id><title>%s</title><link rel="alternate" href="https://x.example/%s/"/>' "$1" "$2" "$3"
	printf '<published>2026-11-01T08:00:00Z</published><updated>%s</updated><content>x</content></entry>\n' "$4"
}
cat >sfeedrc <<X
sfeedpath="$tmp/items"
feeds() { feed werk "https://x.example/feed.atom"; }
fetch() { cat "$tmp/feed.atom"; }
X
before=2026-11-01T08:00:00Z after=2026-11-20T08:00:00Z
feed "$(entry 1 'Anna Mueller bei uns' anna $before)$(entry 2 Halle halle $before)$(entry 3 Weg weg $before)" >feed.atom
timeout 60 sfeed_update sfeedrc >/dev/null
feed "$(entry 1 'Anna Müller bei uns' anna $after)$(entry 2 Halle halle-drei $after)
<at:deleted-entry ref=\"tag:x.example,2026:3\" when=\"$after\"/>" >feed.atom
timeout 60 sfeed_update sfeedrc >/dev/null
for title in 'Anna Mueller bei uns' 'Anna Müller bei uns' Halle Weg; do
	wanted=1
	[ "$title" != Halle ] || wanted=2
	expect "items with the title \"$title\"" "$wanted" "$(cut -f 2 items/werk | grep -cx "$title")"
done

exit "$changed"
