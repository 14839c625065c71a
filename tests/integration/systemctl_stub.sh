#!/bin/bash
# systemctl_stub.sh -- stands for systemctl in a box without systemd (server_box.mjs): starts our workers as their units
# say, and the web servers as Debian's do. Knows what nginx/README.md and its neighbours ask for, and nothing else.
set -eu
units=/usr/local/lib/systemd/system

# The last value of KEY in unit FILE, drop-ins included.
value() {
	cat "$units/$1" "/etc/systemd/system/$1.d"/*.conf 2>/dev/null | sed -n "s/^$2=\(..*\)/\1/p" | tail -n 1
}

# All of them, where each counts.
values() {
	cat "$units/$1" "/etc/systemd/system/$1.d"/*.conf 2>/dev/null | sed -n "s/^$2=\(..*\)/\1/p"
}

start_worker() { # teamhub@1.socket
	local kind=${1%@*} number=${1#*@} socket service path own environment
	number=${number%.socket} socket=$kind@.socket service=$kind@.service
	path=$(value "$socket" ListenStream) path=${path//%i/$number}
	[ ! -e "/run/box/worker-$number" ] || kill "$(cat "/run/box/worker-$number")" 2>/dev/null || true
	install -d -m "$(value "$socket" DirectoryMode)" "$(dirname "$path")"
	own=$(value "$service" RuntimeDirectory)
	[ -z "$own" ] || install -d -o "$(value "$service" User)" -m "$(value "$service" RuntimeDirectoryMode)" "/run/$own"
	mapfile -t environment < <(values "$service" Environment)
	env -i PATH=/usr/bin:/bin "${environment[@]}" \
		spawn-fcgi -s "$path" -M "$(value "$socket" SocketMode)" -U "$(value "$socket" SocketUser)" -G "$(value "$socket" SocketGroup)" \
		-u "$(value "$service" User)" -g "$(value "$service" Group)" -P "/run/box/worker-$number" -- "$(value "$service" ExecStart)" >/dev/null
}

# VERB SERVER
serve() {
	case $2 in
	nginx) [ -e /run/nginx.pid ] && nginx -s reload || nginx ;;
	apache2) apache2ctl start ;;
	lighttpd) lighttpd -f /etc/lighttpd/lighttpd.conf ;;
	caddy)
		setsid setpriv --reuid caddy --regid caddy --init-groups --inh-caps +net_bind_service --ambient-caps +net_bind_service env HOME=/var/lib/caddy caddy run --environ --config /etc/caddy/Caddyfile \
			>/run/box/caddy.log 2>&1 </dev/null &
		;;
	haproxy) haproxy -D -f /etc/haproxy/haproxy.cfg ;;
	*) echo "systemctl_stub: no such server: $2" >&2 && exit 1 ;;
	esac
}

verb=$1
shift
while [[ ${1:-} == --* ]]; do shift; done
case $verb in
daemon-reload) ;;
enable | start | restart | reload)
	for unit in "$@"; do
		case $unit in
		*@*.socket) start_worker "$unit" ;;
		*.timer) ;;
		*) serve "$verb" "$unit" ;;
		esac
	done
	;;
*) echo "systemctl_stub: $verb is not known" >&2 && exit 1 ;;
esac
