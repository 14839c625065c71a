#!/bin/bash
# Guess:   `Cache-Control: max-age=1, must-revalidate` keeps a page for a second in any cache, and no stale answer is given after it, as
#          RFC 9111 §5.2.2.2 demands.
# Tried:   varnish 7.1.1 (Debian 12) as it is installed, with the shortest possible VCL, 2026-11-30; a page that is there, then 410.
# Does:    must-revalidate is not looked at. For ten seconds after max-age whoever comes first still gets the old page, and the new
#          answer is fetched behind their back. Without visitors nothing is fetched, so that first one is always served stale.
# Seen:    200 with Age: 3 three seconds after the page was withdrawn, 410 for the one who comes next.
# Matters: a withdrawal must be kept to the second, and the one who looks whether it was is the one who sees the page. In front of
#          a hub: `set beresp.grace = 0s;` where the answer says must-revalidate.
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

command -v gcc >/dev/null || { echo "cannot be run here: varnish compiles its VCL with gcc" >&2; exit 2; }
debian varnish='7.1.1*' curl python3

cat >backend.py <<'X'
import http.server, os, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        there = os.path.exists("there")
        self.send_response(200 if there else 410)
        self.send_header("Cache-Control", "public, max-age=1, must-revalidate")
        self.end_headers()
        self.wfile.write(b"here" if there else b"gone")
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
X
port=$((20000 + RANDOM % 20000))
printf 'vcl 4.1;\nbackend default { .host = "127.0.0.1"; .port = "%s"; }\n' "$port" >hub.vcl
touch there
timeout 90 python3 backend.py "$port" &
backend=$!
timeout 90 "$tmp/root/usr/sbin/varnishd" -F -j none -n "$tmp/varnish" -a "127.0.0.1:$((port + 1))" -f "$tmp/hub.vcl" -s malloc,10m >log 2>&1 &
cache=$!
trap 'kill "$backend" "$cache" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
ask() { timeout 30 curl -s -i --retry 20 --retry-delay 1 --retry-connrefused "http://127.0.0.1:$((port + 1))/" | tr -d '\r' | sed -n '1s/^[^ ]* \([0-9]*\).*/\1/p; $p' | paste -s -d ' '; }
expect "at first" "200 here" "$(ask)"
rm there
sleep 3
expect "three seconds after the withdrawal" "200 here" "$(ask)"
sleep 1
expect "the next visitor" "410 gone" "$(ask)"

exit "$changed"
