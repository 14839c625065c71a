#!/bin/bash
# Guess:   a soft hyphen (U+00AD) is nothing to whoever reads with the fingers; U+2011, the hyphen that does not break, is a hyphen.
# Tried:   liblouis 3.24.0-1 (Debian 12; the translator behind NVDA, Orca and BRLTTY), German tables, 2026-11-30.
# Does:    in all three German literary grades a soft hyphen is a blank: one word becomes two, and contractions around it fail.
#          U+2011 is spelt out as the characters '\x2011'.
# Seen:    "Energie", U+00AD, "beraterin" reads as "Energie beraterin" with de-g0, de-g1, de-g2; "E", U+2011, "Mail" is 13 cells.
# Matters: soft hyphens in titles and roles are there for narrow screens; unless the screen reader takes them out first, each of
#          them tears a word apart on a braille display. Break words by CSS `hyphens` and `lang`, and write plain hyphens.
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

debian liblouis-bin=3.24.0-1 liblouis-data=3.24.0-1
export LOUIS_TABLEPATH=$tmp/root/usr/share/liblouis/tables LC_ALL=C.UTF-8

cells() { printf '%b\n' "$1" | timeout 20 lou_translate -f "unicode.dis,$2"; }
word=Energieberaterin soft='Energie\u00adberaterin'
expect "de-g0, the word whole" "⠑⠝⠑⠗⠛⠊⠑⠃⠑⠗⠁⠞⠑⠗⠊⠝" "$(cells $word de-g0.utb)"
expect "de-g0, with a soft hyphen" "⠑⠝⠑⠗⠛⠊⠑⠀⠃⠑⠗⠁⠞⠑⠗⠊⠝" "$(cells "$soft" de-g0.utb)"
expect "de-g1, with a soft hyphen" "⠑⠝⠑⠗⠛⠬⠀⠃⠑⠗⠁⠞⠑⠗⠊⠝" "$(cells "$soft" de-g1.ctb)"
expect "de-g2, the word whole" "⠉⠻⠛⠬⠆⠗⠁⠞⠻⠔" "$(cells $word de-g2.ctb)"
expect "de-g2, with a soft hyphen" "⠉⠻⠛⠊⠑⠀⠃⠻⠁⠞⠻⠔" "$(cells "$soft" de-g2.ctb)"
expect "de-g0, E-Mail with a plain hyphen" "⠑⠤⠍⠁⠊⠇" "$(cells 'E-Mail' de-g0.utb)"
expect "de-g0, E-Mail with U+2011" "⠑⠠⡳⠭⠣⠬⠡⠡⠠⠍⠁⠊⠇" "$(cells 'E\u2011Mail' de-g0.utb)"

exit "$changed"
