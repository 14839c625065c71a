#!/bin/bash
# Guess:   one version of libvips makes the same small picture of a large one everywhere; its vector code is only quicker.
# Tried:   libvips-tools 8.14.1-3+deb12u3 with liborc 0.4.33 (Debian 12, amd64), 2026-12-01; a JPEG of 900 x 600 grey noise, made here.
# Does:    shrinking runs in code that orc compiles at run time, and rounds otherwise than the loops in C that take its place with
#          VIPS_NOVECTOR=1, or in a build without orc.
# Seen:    vips thumbnail to 317 pixels, with and without: other pixels, by 2 of 255 at most; a WebP of it has another checksum.
# Matters: names made of a picture's digest, ETags and deduplication differ between machines that build the same site with the same
#          libvips. Switch the vector code off on all of them, or take the digest of the source.
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

debian libvips-tools='8.14.1*'
unset VIPS_NOVECTOR

vips gaussnoise noise.v 900 600 --mean 128 --sigma 40 --seed 3
vips gaussblur noise.v soft.v 2
vips cast soft.v grey.v uchar
vips copy grey.v 'large.jpg[Q=90]'

small() { # name, environment …
	name=$1
	shift
	env "$@" timeout 60 vips thumbnail large.jpg "$name.png" 317
	env "$@" timeout 60 vips thumbnail large.jpg "$name.webp" 317
	vips rawsave "$name.png" "$name.raw"
}
differ() { if cmp -s "$1" "$2"; then echo same; else echo differ; fi; }

small compiled A=1
small again A=1
small loops VIPS_NOVECTOR=1
vips subtract compiled.png loops.png difference.v
vips abs difference.v absolute.v
expect "twice in the same way" same "$(differ compiled.raw again.raw)"
expect "compiled, and in C: pixels" differ "$(differ compiled.raw loops.raw)"
expect "compiled, and in C: WebP" differ "$(differ compiled.webp loops.webp)"
expect "largest difference of a pixel, of 255" 2 "$(vips max absolute.v | cut -d . -f 1)"

exit "$changed"
