#!/bin/bash
# Guess:   in robots.txt the longest rule that fits wins wherever it stands (RFC 9309 §2.2.2), so "Disallow: /" and below it
#          "Allow: /team/" opens /team/; and a link checker that may not look says so.
# Tried:   Python's urllib.robotparser (python3 3.11), wget 1.21.3, linkchecker 10.2.1-1 (Debian 12), robots-parser 3.0.1 (npm),
#          2026-11-30; a closed site with an open hub, in both orders.
# Does:    Python, wget and linkchecker take the first rule that fits. linkchecker then looks at nothing, calls the page "Valid" and ends
#          with 0, "no errors". robots-parser (and the RFC) let everybody in. With Allow in front all agree.
# Seen:    one link checked of a page with a dead link: passed. The same with the lines exchanged: 404 found.
# Matters: what reads robots.txt with Python (archives, planets, many crawlers) never sees the hub of such a site, and the nightly link
#          check is green. Write Allow first.
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

debian wget='1.21.3*' linkchecker=10.2.1-1 python3
packages robots-parser@3.0.1
export PYTHONPATH=$tmp/root/usr/lib/python3/dist-packages:/usr/lib/python3/dist-packages

mkdir -p site/team
echo '<!DOCTYPE html><title>Team</title><a href="/team/dead.html">dead</a> <a href="/team/week.html">week</a>' >site/team/index.html
echo '<!DOCTYPE html><title>Week</title>' >site/team/week.html
chmod -R a+rX . && chmod a+rx .
port=$((20000 + RANDOM % 20000))
python=$(command -v python3.11)
timeout 300 "$python" -m http.server --bind 127.0.0.1 --directory site "$port" >/dev/null 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
for _ in $(seq 50); do
	! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
	sleep 0.1
done
page=http://127.0.0.1:$port/team/
python_may() { timeout 30 "$python" -c '
import sys, urllib.robotparser
robots = urllib.robotparser.RobotFileParser()
robots.parse(open("site/robots.txt").read().splitlines())
print(robots.can_fetch("reader", sys.argv[1]))' "${page}week.html"; }
node_may() { timeout 30 node -e '
const robots = require("robots-parser")(new URL("/robots.txt", process.argv[1]).href, require("fs").readFileSync("site/robots.txt", "utf8"));
console.log(robots.isAllowed(process.argv[1], "reader"))' "${page}week.html"; }
wget_fetches() {
	rm -rf mirror
	timeout 60 wget -q -r -l 2 --no-host-directories -P mirror "$page" || true
	if [ -e mirror/team/week.html ]; then echo yes; else echo no; fi
}
linkchecker_says() {
	local result=0
	timeout 120 "$python" "$(command -v linkchecker)" --no-status -o text "$page" >links 2>log || result=$?
	echo "exit $result, dead links $(grep -c '404 File not found' links || true)"
}
printf 'User-agent: *\nDisallow: /\nAllow: /team/\n' >site/robots.txt
expect "Disallow first: Python" False "$(python_may)"
expect "Disallow first: robots-parser" true "$(node_may)"
expect "Disallow first: does wget follow a link within /team/" no "$(wget_fetches)"
expect "Disallow first: linkchecker" "exit 0, dead links 0" "$(linkchecker_says)"
printf 'User-agent: *\nAllow: /team/\nDisallow: /\n' >site/robots.txt
expect "Allow first: Python" True "$(python_may)"
expect "Allow first: robots-parser" true "$(node_may)"
expect "Allow first: wget" yes "$(wget_fetches)"
expect "Allow first: linkchecker" "exit 1, dead links 1" "$(linkchecker_says)"

exit "$changed"
