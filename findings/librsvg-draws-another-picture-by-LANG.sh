#!/bin/bash
# Guess:   one SVG file is one picture; what is drawn depends on the file, the size and the fonts.
# Tried:   librsvg2-bin 2.54.7+dfsg-1~deb12u2, libvips-tools 8.14.1-3+deb12u3 (Debian 12), 2026-11-30; a valid SVG whose <switch> holds a
#          German and an English half.
# Does:    librsvg takes the branch of <switch systemLanguage> from the environment of whoever runs it; so does libvips, which
#          draws with it and has no option for it.
# Seen:    LC_ALL=C → the fallback; LC_ALL=de_DE.UTF-8 → the German half, although that locale need not be installed.
# Matters: share cards and logos made on the lead's laptop differ from those of the server, so do checksums and cache keys; a page
#          in English gets a German picture. Publish with LC_ALL=C, or resolve <switch> before drawing.
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

debian librsvg2-bin='2.54.7*' libvips-tools='8.14.1*'

cat >logo.svg <<'X'
<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><switch><rect systemLanguage="de" fill="#ff0000" width="2" height="2"/>
<rect fill="#0000ff" width="2" height="2"/></switch></svg>
X
drawn() { # locale
	rm -f out.png
	env -u LANG -u LANGUAGE LC_ALL="$1" timeout 30 rsvg-convert logo.svg -o out.png
	LC_ALL=C timeout 30 vips getpoint out.png 1 1 | cut -d ' ' -f 1-3
}
vips_draws() { env -u LANG -u LANGUAGE LC_ALL="$1" timeout 30 vips getpoint logo.svg 1 1 | cut -d ' ' -f 1-3; }
expect "rsvg-convert, LC_ALL=C" "0 0 255" "$(drawn C)"
expect "rsvg-convert, LC_ALL=de_DE.UTF-8" "255 0 0" "$(drawn de_DE.UTF-8)"
expect "vips, LC_ALL=C" "0 0 255" "$(vips_draws C)"
expect "vips, LC_ALL=de_DE.UTF-8" "255 0 0" "$(vips_draws de_DE.UTF-8)"

exit "$changed"
