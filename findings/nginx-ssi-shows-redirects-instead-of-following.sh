#!/bin/bash
# Guess:   <!--# include virtual --> of nginx follows a redirect within the site, and leaves out what answers with an error.
# Tried:   nginx-light 1.22.1 (Debian 12), 2026-11-30; a page that includes three fragments of a backend: one answers 200, one 301 to
#          the first, one 410.
# Does:    whatever the backend says becomes part of the page: nginx's own "301 Moved Permanently" with its <html> and <head>, and the
#          whole page about 410. The outer page is 200, no line in the error log.
# Seen:    two complete HTML documents inside the page.
# Matters: a careers page that includes a selection of stories breaks when its address gets a canonical form, moves or is
#          withdrawn. Include canonical addresses alone, and give the location `error_page 301 404 410 = /empty` with
#          proxy_intercept_errors (fastcgi_intercept_errors).
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

debian nginx-light='1.22.1*'

mkdir -p site run
chmod a+rx . site
printf '<p>before</p>\n<!--# include virtual="/team/fragment" -->\n<!--# include virtual="/team/moved" -->\n' >site/index.html
printf '<!--# include virtual="/team/gone" -->\n<p>after</p>\n' >>site/index.html
port=$((20000 + RANDOM % 20000))
cat >nginx.conf <<X
worker_processes 1; pid run/pid; error_log run/error.log notice; daemon off;
events {}
http {
	access_log off; default_type text/html;
	client_body_temp_path run/b; proxy_temp_path run/p; fastcgi_temp_path run/f; uwsgi_temp_path run/u; scgi_temp_path run/s;
	server {
		listen 127.0.0.1:$port; root site; ssi on;
		location /team/ { proxy_pass http://127.0.0.1:$((port + 1)); }
	}
	server {
		listen 127.0.0.1:$((port + 1));
		location = /team/fragment { return 200 "<p>stories</p>"; }
		location = /team/moved { return 301 /team/fragment; }
		location = /team/gone { return 410 "<html><h1>Withdrawn</h1></html>"; }
	}
}
X
nginx=$(command -v nginx || true)
[ -x "$tmp/root/usr/sbin/nginx" ] && nginx=$tmp/root/usr/sbin/nginx
timeout 60 "$nginx" -p "$tmp" -c "$tmp/nginx.conf" 2>run/start &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$tmp"' EXIT
for _ in $(seq 50); do
	[ ! -s run/pid ] || break
	sleep 0.1
done
get() {
	exec 3<>"/dev/tcp/127.0.0.1/$port"
	printf 'GET / HTTP/1.0\r\nHost: x.example\r\n\r\n' >&3
	timeout 10 cat <&3 | tr -d '\r'
	exec 3>&-
}
get >page
expect "status of the page" "HTTP/1.1 200 OK" "$(head -n 1 page)"
expect "what answered 200" 1 "$(grep -c '<p>stories</p>' page)"
expect "nginx's page about the redirect, within the page" "<head><title>301 Moved Permanently</title></head>" "$(grep -o '<head>.*</head>' page)"
expect "the page about 410, within the page" "<html><h1>Withdrawn</h1></html>" "$(grep Withdrawn page)"

exit "$changed"
