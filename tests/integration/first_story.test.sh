#!/usr/bin/env bash
# "Write your first story" of nginx/hooks/README.md, to the letter: every command of the section is run,
# with real git and the real nginx, and every line shown below it must be said. What differs from
# machine to machine (home, port, year, seconds) is allowed to.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
readme=$top/nginx/hooks/README.md
PATH=$PATH:/usr/sbin:/sbin
for tool in git curl nginx spawn-fcgi multiwatch; do
	command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done
[ -x "$top/build/release/teamhub" ] || { echo "teamhub is not built: make"; exit 77; }
box=$(mktemp -d /tmp/teamhub-first-XXXXXX)
chmod 755 "$box"
server= failed=0 lines=0
stop() {
	[ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server"
	rm -rf "$box"
}
trap stop EXIT
export HOME=$box GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE TEAMHUB_LANG LANG
git config --global user.name "Jana Weber"
git config --global user.email jana@firm.example
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
PATH=$top/build/release:$PATH
cd "$top" || exit 1

settle() { sed -E "s/localhost:$port/localhost:8080/; s/[0-9]+\.[0-9] s/N s/; s#/20[0-9]{2}/#/YEAR/#; s/ +\$//"; }
serve() {
	BUILD=$top/build/release PORT=$port CONTENT=$box/first-hub/hub.git RUN=$box/first-hub/run \
		"$top/nginx/run.sh" >"$box/run.log" 2>&1 </dev/null &
	server=$!
	for _ in $(seq 100); do
		curl -s -o /dev/null "http://localhost:$port/team/" && return
		sleep 0.1
	done
	echo "nginx did not start:" && cat "$box/run.log"
	failed=$((failed + 1))
}
run_block() {
	case $1 in
	"make"*"export PATH"*) return ;; # built already
	"make run"*) serve && return ;;
	esac
	eval "${1//localhost:8080/localhost:$port}" >"$box/said" 2>&1
	# the addresses that are printed are those of hub.yml
	settle <"$box/said" >"$box/out"
}
expect() {
	while IFS= read -r line; do
		[ -n "$line" ] || continue
		lines=$((lines + 1))
		settle <<<"$line" >"$box/want"
		grep -qxFf "$box/want" "$box/out" && continue
		failed=$((failed + 1))
		echo "FAILED: not said: $line"
		sed 's/^/    | /' "$box/out"
	done <<<"$1"
}

block= kind=
while IFS= read -r line; do
	case $kind:$line in
	:'```sh'*) kind=sh block= ;;
	:'```text') kind=text block= ;;
	sh:'```') run_block "$block" && kind= ;;
	text:'```') expect "$block" && kind= ;;
	sh:* | text:*) block+=$line$'\n' ;;
	esac
	[ "$line" = '```' ] && kind=
done < <(sed -n '/^## Write your first story/,/^## What a push/p' "$readme")

# What the section says beside its commands.
code() { curl -s -o /dev/null -w '%{http_code}' "http://localhost:$port/team$1"; }
sleep 2
[ "$(code /stories/my-first-week/)" = 200 ] || { failed=$((failed + 1)); echo "FAILED: rolled back, the page is not there"; }
cd "$box/first-hub/content" && git commit -q --allow-empty -m "Again" && git push -q origin main >/dev/null 2>&1
sleep 2
case $(code /stories/my-first-week/) in
404 | 410) ;;
*) failed=$((failed + 1)) && echo "FAILED: after the next push the roll-back still stays" ;;
esac
echo "$lines lines of the manual, $failed failed"
[ "$failed" -eq 0 ] && [ "$lines" -gt 12 ]
