#!/bin/bash
# Guess:   a list that begins at 5 on the screen begins at 5 on paper; `value` gives an item its number, as in HTML 3.2 already.
# Tried:   weasyprint 57.2-1 (Debian 12), 2026-11-30; valid lists with start, value, reversed and type, read back by pdftotext.
# Does:    start and value are not looked at, nor reversed: each list counts 1, 2, 3. No warning.
# Seen:    "5. five / 9. nine" is printed as 1. and 2.; the reversed list 3, 2, 1 as 1, 2, 3; `type="a" start="3"` as "1.".
# Matters: guidelines on paper have other numbers than on the page: people agree to "rule 9" and hold another one in their hands.
#          Print with a browser, or write numbers that are referred to into the text.
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

debian weasyprint=57.2-1 poppler-utils fonts-dejavu-core
export PYTHONPATH=$tmp/root/usr/lib/python3/dist-packages:/usr/lib/python3/dist-packages LC_ALL=C.UTF-8

cat >rules.html <<'X'
<!DOCTYPE html><html lang="en"><head><title>Rules</title></head><body>
<ol start="5"><li>five</li><li value="9">nine</li></ol>
<ol reversed><li>three</li><li>two</li><li>one</li></ol>
<ol type="a" start="3"><li>c</li></ol></body></html>
X
# Fonts and their settings are where they were unpacked.
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="$tmp/root/etc/fonts"
export XDG_DATA_HOME=$tmp/root/usr/share XDG_CACHE_HOME=$tmp/cache
# Debian's pyphen looks for its dictionaries where they are installed.
mkdir -p "$tmp/root/usr/share/hyphen"
find "$tmp/root" -path '*/pyphen/__init__.py' -exec sed -i "s#'/usr/share/hyphen#'$tmp/root/usr/share/hyphen#" {} +
python=$(command -v python3.11)
timeout 120 "$python" "$(command -v weasyprint)" -q rules.html rules.pdf 2>log || { cat log >&2; exit 2; }
expect "numbers on paper" "1. five, 2. nine, 1. three, 2. two, 3. one, 1. c" \
	"$(timeout 30 pdftotext -layout rules.pdf - | sed -n 's/^ *\([0-9a-z]*\. [a-z]*\)$/\1/p' | paste -s -d , | sed 's/,/, /g')"

exit "$changed"
