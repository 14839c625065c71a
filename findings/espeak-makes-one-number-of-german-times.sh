#!/bin/bash
# Guess:   the voice of a screen reader knows how German writes times and ranges: "14.30 Uhr" is half past two, "8–10 Uhr" from 8 to 10,
#          "1.–3. März" three days of March.
# Tried:   espeak-ng 1.51 (Debian 12; the voice that Orca starts with and NVDA brings along), German, 2026-11-30; phonemes.
# Does:    "14.30 Uhr" is read as the number 14 point 30, "14:30 Uhr" as a time. The dash of a range is silent: two numbers in a
#          row, no "bis"; so "8.30–9.30 Uhr" is four numbers and two points. The first day of "1.–3. März" is "eins Punkt".
# Seen:    "vierzehn Punkt dreißig Uhr" for 14.30; "8–10 Uhr" sounds exactly like "8 10 Uhr", that is ten past eight.
# Matters: blind candidates miss the open day. For the ear "14:30 Uhr" and "8 bis 10 Uhr" are right, and DIN 5008 writes them so.
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

debian espeak-ng='1.51*' espeak-ng-data='1.51*' libespeak-ng1='1.51*'
export LC_ALL=C.UTF-8

ESPEAK_DATA_PATH=$(dirname "$(find "$tmp/root" -type d -path '*/lib/*/espeak-ng-data')")
export ESPEAK_DATA_PATH
heard() { timeout 20 espeak-ng -v de -q -x "$1" | tr -s '\n' ' ' | sed 's/^ *//; s/ *$//'; }
expect "14.30 Uhr" "f'Irtse:n p,UNkt dr'aIsIC _!'u:r" "$(heard '14.30 Uhr')"
expect "14:30 Uhr" "f'Irtse:n _|u:r dr'aIsIC _!'u:r" "$(heard '14:30 Uhr')"
expect "8–10 Uhr sounds like 8 10 Uhr" "$(heard '8 10 Uhr')" "$(heard '8–10 Uhr')"
expect "8 bis 10 Uhr" "_'axt bIs ts'e:n _!'u:r" "$(heard '8 bis 10 Uhr')"
expect "8.30–9.30 Uhr" "_'axt pUNkt dr'aIsIC n'OYn pUNkt dr'aIsIC _!'u:r" "$(heard '8.30–9.30 Uhr')"
expect "1.–3. März" "_'aIns pUNkt dr'aI m'Erts" "$(heard '1.–3. März')"

exit "$changed"
