#!/bin/bash
# Guess:   a web server hands each field of a request to its CGI programs as HTTP_… (RFC 3875 §4.1.18), but for secrets.
# Tried:   busybox 1.35.0 (httpd), mini-httpd 1.30-3 (Debian 12), 2026-11-30; one request with Accept-Language, If-None-Match and
#          Accept-Encoding, as every browser sends it on its second visit.
# Does:    busybox keeps If-None-Match and Accept-Encoding to itself, also for CGI that it does not cache; mini_httpd hands on Cookie, Host,
#          Referer and User-Agent alone.
# Seen:    HTTP_ACCEPT_LANGUAGE without HTTP_IF_NONE_MATCH from busybox; neither from mini_httpd.
# Matters: a hub run as plain CGI answers every visit in full, never 304; behind mini_httpd it cannot know the visitor's language, and
#          a program that answers by Accept-Language sends everybody the first. Language must be in the address.
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

debian busybox='1:1.35.0*' mini-httpd='1.30*' curl

mkdir -p site/cgi-bin
cat >site/cgi-bin/hub <<'X'
#!/bin/sh
printf 'Content-Type: text/plain\r\nETag: "1"\r\n\r\n'
echo "language=${HTTP_ACCEPT_LANGUAGE-none} condition=${HTTP_IF_NONE_MATCH-none} encoding=${HTTP_ACCEPT_ENCODING-none} agent=${HTTP_USER_AGENT-none}"
X
chmod a+rx . site site/cgi-bin site/cgi-bin/hub
port=$((20000 + RANDOM % 20000))
busybox=$(command -v busybox || echo "$tmp/root/bin/busybox")
[ ! -x "$tmp/root/bin/busybox" ] || busybox=$tmp/root/bin/busybox
mini=$(find "$tmp/root" -name mini_httpd -type f)
timeout 60 "$busybox" httpd -f -p "127.0.0.1:$port" -h "$tmp/site" &
first=$!
timeout 60 "$mini" -D -h 127.0.0.1 -p $((port + 1)) -d "$tmp/site" -c 'cgi-bin/*' -u "$(id -un)" 2>log &
second=$!
trap 'kill "$first" "$second" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
ask() {
	timeout 30 curl -s --retry 20 --retry-delay 1 --retry-connrefused -A agent -H 'Accept-Language: en' -H 'If-None-Match: "1"' \
		-H 'Accept-Encoding: gzip' "http://127.0.0.1:$1/cgi-bin/hub"
}
expect "busybox httpd" "language=en condition=none encoding=none agent=agent" "$(ask "$port")"
expect "mini_httpd" "language=none condition=none encoding=none agent=agent" "$(ask $((port + 1)))"

exit "$changed"
