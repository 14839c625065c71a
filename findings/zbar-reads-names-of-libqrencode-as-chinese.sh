#!/bin/bash
# Guess:   libqrencode writes UTF-8, zbar reads UTF-8: a contact or an address in a QR code comes back as it went in.
# Tried:   qrencode 4.1.1-1 with -8, zbar-tools 0.23.92 (Debian 12), zxing-cpp-tools 1.4.0 for comparison, 2026-11-30.
# Does:    the code says nothing of its encoding, and zbar guesses among Chinese, Japanese and UTF-8: few umlauts make Big5 or
#          half-width Katakana likelier, many make UTF-8 likelier. So "äöüß" is right and "Zürich" is not.
# Seen:    Zürich → Z羹rich, Jörg Müller → J繹rg M羹ller, ?ort=Lübeck → ?ort=L羹beck. zxing-cpp reads all of them right.
# Matters: a vCard on a badge, a name in a code on a poster: right on telephones, wrong on every desk where zbar reads. A test
#          with "äöüß" passes. Percent-encode addresses; for contacts put an address into the code, not the name.
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

debian qrencode=4.1.1-1 zbar-tools='0.23.92*' zxing-cpp-tools
export LC_ALL=C.UTF-8
# zbarimg reads pictures with ImageMagick, whose parts may have been unpacked.
coders=$(find "$tmp/root" -type d -path '*/modules-*/coders')
[ -z "$coders" ] || export MAGICK_CODER_MODULE_PATH="$coders" MAGICK_CONFIGURE_PATH="$tmp/root/etc/ImageMagick-6:${coders%/modules-*}/config-Q16"

zbar_reads() {
	qrencode -8 -s 6 -o code.png "$1"
	timeout 30 zbarimg -q --raw --nodbus code.png 2>log
}
zxing_reads() { timeout 30 ZXingReader code.png | sed -n 's/^Text: *"\(.*\)"$/\1/p'; }
for pair in 'äöüß=äöüß' 'Zürich=Z羹rich' 'Jörg Müller=J繹rg M羹ller' 'Größe=Grﾃｶﾃ歹' \
	'https://x.example/?ort:Lübeck=https://x.example/?ort:L羹beck' \
	'https://x.example/?ort:L%C3%BCbeck=https://x.example/?ort:L%C3%BCbeck'; do
	expect "zbar, ${pair%%=*}" "${pair#*=}" "$(zbar_reads "${pair%%=*}")"
	expect "zxing-cpp, the same code" "${pair%%=*}" "$(zxing_reads)"
done

exit "$changed"
