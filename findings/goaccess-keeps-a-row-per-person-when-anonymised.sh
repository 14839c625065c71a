#!/bin/bash
# Guess:   --anonymize-ip makes one visitor of all whose address is the same after masking, so nobody can be told from their neighbours.
# Tried:   goaccess 1.7-1 (Debian 12), 2026-11-30; five visits from five addresses of one network, one from another.
# Does:    the mask is put on what is shown, not on what is counted: the report has five rows of the same masked address, each with
#          its own hits, traffic and times.
# Seen:    203.0.113.0 five times, one hit each; the network beside it once.
# Matters: on a careers site a network is a university or a competitor, and a row is what one of its people read. Mask addresses
#          in the server's log, and leave out the panel: --ignore-panel=HOSTS.
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

debian goaccess=1:1.7-1 jq

visit() { # address, page
	echo "$1 - - [02/Mar/2026:10:00:00 +0100] \"GET $2 HTTP/1.1\" 200 100 \"-\" \"Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0\""
}
{
	for n in 1 2 3 4 5; do visit "203.0.113.$n" "/team/stories/$n/"; done
	visit 203.0.114.1 /team/
} >access.log
timeout 60 goaccess access.log --no-global-config --log-format=COMBINED --anonymize-ip --no-progress -o report.json >/dev/null 2>log
expect "rows of the panel of hosts" "203.0.113.0 203.0.113.0 203.0.113.0 203.0.113.0 203.0.113.0 203.0.114.0" \
	"$(jq -r '[.hosts.data[].data] | sort | join(" ")' report.json)"
timeout 60 goaccess access.log --no-global-config --log-format=COMBINED --anonymize-ip --ignore-panel=HOSTS --no-progress -o bare.json >/dev/null 2>log
expect "addresses without that panel" "0" "$(grep -c '203\.0\.11' bare.json || true)"

exit "$changed"
