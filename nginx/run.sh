#!/bin/bash
# run.sh -- publishes a content repository and shows it: workers and an nginx of its own, until Ctrl-C.
# Called by `make run`. Everything lies in $RUN (build/run); the system's nginx is left alone.
#
#   PORT=8080  LISTEN=127.0.0.1  CONTENT=content  REF=  THEME=default  WORKERS=3  RUN=build/run  BUILD=build
#   SHELL_DEMO=hugo or eleventy: in the layout of a host site, which is built and shown around the hub
#   INTERNAL_PASSWORD=     of the internal hub, where hub.yml has one; default: made anew each time, and said
#   METRICS=9181           a port of this machine at which /metrics shows what the workers count; default: none
#   ORIGIN=https://host   that addresses name; empty: as hub.yml says; default: where this run is seen
set -u

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
PORT=${PORT:-8080} LISTEN=${LISTEN:-127.0.0.1} WORKERS=${WORKERS:-3}
CONTENT=${CONTENT:-$root/content} THEME=${THEME:-default} REF=${REF:-}
METRICS=${METRICS:-}
RUN=${RUN:-$root/build/run} BUILD=${BUILD:-$root/build}
PATH=$PATH:/usr/sbin:/sbin

fail() {
	echo "run: $*" >&2
	exit 1
}

number() { [[ $1 =~ ^[0-9]{1,5}$ ]]; }
number "$PORT" && [ "$PORT" -ge 1 ] && [ "$PORT" -le 65535 ] || fail "PORT=$PORT is no port: choose one from 1024 to 65535"
[ -z "$METRICS" ] || { number "$METRICS" && [ "$METRICS" -ge 1 ] && [ "$METRICS" -le 65535 ]; } || fail "METRICS=$METRICS is no port: choose one from 1024 to 65535"
number "$WORKERS" && [ "$WORKERS" -ge 1 ] && [ "$WORKERS" -le 64 ] || fail "WORKERS=$WORKERS: choose from 1 to 64"
[ -d "$CONTENT" ] || fail "CONTENT=$CONTENT: there is no such folder or repository"
theme=
if [ "$THEME" != default ]; then
	theme=$THEME
	[ -d "$theme" ] || theme=$root/themes/$THEME
	[ -d "$theme" ] || fail "THEME=$THEME: there is no such folder, nor one in $root/themes"
fi
for tool in nginx spawn-fcgi multiwatch flock setpriv setsid; do
	command -v $tool >/dev/null || fail "$tool is missing: run make deps"
done
for program in teamhub teamhub.fcgi; do
	[ -x "$BUILD/$program" ] || fail "$BUILD/$program is not built: run make"
done

mkdir -p "$RUN/hub" "$RUN/nginx/logs" "$RUN/nginx/temp" || fail "cannot write in $RUN"
RUN=$(cd "$RUN" && pwd)
exec 9>>"$RUN/lock"
flock -n 9 || fail "one runs already, at $(cat "$RUN/address" 2>/dev/null || echo "another terminal"): end it there with Ctrl-C, or give this one RUN=another-folder PORT=another"
if (exec 3<>"/dev/tcp/$LISTEN/$PORT") 2>/dev/null; then
	fail "port $PORT is taken by another program: try PORT=$((PORT + 1)) make run"
fi

workers= server= inner= login=
stop() {
	trap '' INT TERM HUP
	[ -n "$server" ] && kill -QUIT "$server" 2>/dev/null
	[ -n "$server" ] && wait "$server" 2>/dev/null
	[ -n "$login" ] && kill -QUIT "$login" 2>/dev/null
	[ -n "$login" ] && wait "$login" 2>/dev/null
	[ -n "$workers" ] && kill -TERM "$workers" 2>/dev/null
	[ -n "$workers" ] && wait "$workers" 2>/dev/null
	[ -n "$inner" ] && kill -TERM "$inner" 2>/dev/null
	[ -n "$inner" ] && wait "$inner" 2>/dev/null
	rm -rf "$RUN/worker.sock" "$RUN/internal.sock" "$RUN/login" "$RUN/nginx/htpasswd" "$RUN/address" "$RUN/cache" "$RUN/nginx/temp" "$RUN/nginx/nginx.pid"
}
trap 'stop; echo; echo "ended: nothing of it runs any more"; exit 0' INT TERM HUP
trap stop EXIT

# ---- a host site around it ----

site=
if [ -n "${SHELL_DEMO:-}" ]; then
	hosts=$root/tests/integration/hosts site=$RUN/site
	rm -rf "$site" "$RUN/content"
	case $SHELL_DEMO in
	hugo)
		command -v hugo >/dev/null || fail "hugo is missing: apt-get install hugo"
		cp -r "$hosts/hugo" "$RUN/hugo" && hugo --quiet --source "$RUN/hugo" --destination "$site" || fail "Hugo cannot build $hosts/hugo"
		rm -rf "$RUN/hugo"
		shell="{file: \"$site/team/index.html\", url: /team/}"
		;;
	eleventy)
		mkdir -p "$RUN/eleventy" && cp -r "$hosts/eleventy/." "$RUN/eleventy/" && cd "$RUN/eleventy" &&
			{ [ -d node_modules/@11ty ] || npm ci --ignore-scripts --no-audit --no-fund --silent; } && OUT=$site node_modules/.bin/eleventy --quiet ||
			fail "Eleventy cannot be installed, or cannot build $hosts/eleventy"
		cd "$root" || exit 1
		shell="{file: \"$site/karriere/index.html\", url: /karriere/}"
		;;
	*) fail "SHELL_DEMO=$SHELL_DEMO: choose hugo or eleventy" ;;
	esac
	[ -f "$CONTENT/hub.yml" ] || fail "SHELL_DEMO needs a folder as CONTENT, with a hub.yml"
	cp -r "$CONTENT" "$RUN/content" && CONTENT=$RUN/content
	sed -i '/^shell:/d' "$CONTENT/hub.yml"
	printf '\nshell: %s\n' "$shell" >>"$CONTENT/hub.yml"
fi

# ---- publish ----

publish=("$BUILD/teamhub" publish --source "$CONTENT" --edition "$RUN/hub/current")
[ -n "$REF" ] && publish+=(--ref "$REF")
# Another port than the one in hub.yml: addresses with a host (feeds, canonical) name the one we listen on.
shown=http://localhost:$PORT
[ "$LISTEN" = 127.0.0.1 ] || shown=http://$LISTEN:$PORT
# The internal hub: below a prefix of its own beside the public one, else at the next port.
inside_of() { sed -n '/^internal:/,/^[^ #]/p' "$CONTENT/hub.yml" 2>/dev/null | grep -m1 -oE 'prefix: *["'"'"']?/[^ ,}"'"'"']*' | sed 's/.*: *["'"'"']*//'; }
shown_inside=$shown
[ -n "$(inside_of)" ] || shown_inside=${shown%:*}:$((PORT + 1))
[ "${ORIGIN-$shown}" = "" ] || publish+=(--origin "${ORIGIN-$shown}" --internal-origin "$shown_inside")
[ -z "$theme" ] || publish+=(--theme "$theme")
[ -z "$site" ] || publish+=(--shell-root "$site")
"${publish[@]}" 9>&-
case $? in
0) ;;
1) echo "run: some files need mending (above); the others are published" ;;
*) fail "nothing could be published" ;;
esac
[ -e "$RUN/hub/current" ] || fail "nothing could be published"

# ---- who runs it: root gives way to www-data where that user can read the files ----

user= as=()
if [ "$(id -u)" = 0 ]; then
	user=root
	if setpriv --reuid www-data --regid www-data --clear-groups test -r "$RUN/hub/current" 2>/dev/null &&
		setpriv --reuid www-data --regid www-data --clear-groups test -x "$BUILD/teamhub.fcgi"; then
		user=www-data
		as=(-u www-data -g www-data -U www-data -G www-data)
	fi
fi

# ---- the internal hub, where hub.yml has one ----

internal=
if [ -e "$RUN/hub/internal/current" ]; then
	internal=$RUN/hub/internal
	if [ "$user" = www-data ]; then chgrp www-data "$internal"; else chmod go-rwx "$internal"; fi
	[ -e "$internal/tokens" ] || (umask 077 && : >"$internal/tokens")
	if [ "$user" = www-data ]; then chgrp www-data "$internal/tokens" && chmod 0640 "$internal/tokens"; fi
	password=${INTERNAL_PASSWORD:-$(head -c 9 /dev/urandom | base64 | tr '+/' 'xy')}
	(umask 077 && printf 'demo:{PLAIN}%s\n' "$password" >"$RUN/nginx/htpasswd")
	[ "$user" != www-data ] || chown www-data "$RUN/nginx/htpasswd"
fi

# ---- configuration: the same files that a site of its own includes, with the paths of this run ----

health=$(TEAMHUB_EDITION=$RUN/hub/current REQUEST_METHOD=GET PATH_INFO=/healthz "$BUILD/teamhub.fcgi" </dev/null) || true
grep -q '^ok' <<<"$health" || fail "what was published cannot be read: see the line above"
prefix=$(sed -n 's/^prefix //p' <<<"$health")
if [ -n "$internal" ]; then
	health=$(TEAMHUB_EDITION=$internal/current TEAMHUB_ACCESS=login REQUEST_METHOD=GET PATH_INFO=/healthz "$BUILD/teamhub.fcgi" </dev/null) || true
	grep -q '^ok' <<<"$health" || fail "the internal edition cannot be read: see the line above"
	inside=$(sed -n 's/^prefix //p' <<<"$health")
fi
sed_paths=(-e "s#/etc/nginx/teamhub-internal.htpasswd#$RUN/nginx/htpasswd#g" \
	-e "s#/var/log/nginx/teamhub-internal.log#logs/internal.log#g" -e "s#/run/teamhub-internal/[0-9].sock#$RUN/internal.sock#" -e "s#/run/teamhub-login#$RUN/login#g" -e "s#/srv/teamhub/hub#$RUN/hub#g" -e "s#/var/cache/nginx/teamhub#$RUN/cache#g")
for file in "$here"/teamhub-*.conf; do
	sed "${sed_paths[@]}" "$file" >"$RUN/nginx/${file##*/}"
done
# One socket for all workers: whoever is free takes the next request. Three times in the list, so that a
# request whose worker died is given to another one.
sed -i "s#unix:/run/teamhub/[0-9].sock#unix:$RUN/worker.sock#" "$RUN/nginx/teamhub-http.conf"
listen="listen $LISTEN:$PORT;"
[ "$LISTEN" = 127.0.0.1 ] && grep -q ' lo$' /proc/net/if_inet6 2>/dev/null && listen+=" listen [::1]:$PORT;"
modules= brotli= # the copies that publish wrote; pages are compressed by the program
for dir in /usr/lib/nginx/modules /usr/share/nginx/modules; do
	[ -e $dir/ngx_http_brotli_static_module.so ] || continue
	modules="load_module $dir/ngx_http_brotli_static_module.so;"
	brotli="brotli_static on;"
	break
done
sed -e "s#@MODULES@#$modules#" -e "s#@BROTLI@#$brotli#" -e "s#@LISTEN@#$listen#" \
	-e "s#@USER@#${user:+user $user;}#" "$here/nginx.conf" >"$RUN/nginx/nginx.conf"
if [ -n "$METRICS" ]; then
	sed -i "s#127.0.0.1:[0-9]*#127.0.0.1:$METRICS#" "$RUN/nginx/teamhub-metrics.conf"
	sed -i 's#^\(\t*\)include teamhub-http.conf;#&\n\1include teamhub-metrics.conf;#' "$RUN/nginx/nginx.conf"
	rm -f "$RUN/metrics" && : >"$RUN/metrics" || fail "$RUN/metrics cannot be made"
	[ "$user" != www-data ] || chown www-data "$RUN/metrics"
fi
if [ -n "$site" ]; then
	# In place of nothing: the host site's files.
	sed -i -e '/# beside the hub/,/location = \/robots/{/robots/!d}' -e '/location \/ {/,/}/d' \
		"$RUN/nginx/nginx.conf"
	sed -i -e "s#^\(\t*\)include teamhub-location.conf;#&\n\1root $site;\n\1index index.html;\n\1types { text/html html; text/css css; image/svg+xml svg; application/xml xml; }#" \
		"$RUN/nginx/nginx.conf"
fi
if [ "$prefix" != /team ]; then
	[[ $prefix =~ ^(/[A-Za-z0-9._~-]+)*$ ]] || fail "the prefix $prefix cannot stand in nginx's configuration: choose a plain one"
	# At the root there is nothing beside the hub.
	[ -n "$prefix" ] || sed -i '/# beside the hub/,/# end/d' "$RUN/nginx/nginx.conf"
	[ -n "$prefix" ] || sed -i '/^location = .team {/,/^}/d' "$RUN/nginx/teamhub-location.conf"
	sed -i "s#/team\b#$prefix#g" "$RUN/nginx/teamhub-location.conf" "$RUN/nginx/nginx.conf"
fi

if [ -n "$internal" ]; then
	[[ $inside =~ ^(/[A-Za-z0-9._~-]+)+$ ]] || fail "internal.prefix $inside cannot stand in nginx's configuration: choose a plain one"
	sed -i "s#/team\b#$inside#g" "$RUN"/nginx/teamhub-internal{,-pages,-cert,-oidc}.conf
	sed -i 's#^\(\t*\)include teamhub-http.conf;#&\n\1include teamhub-internal-http.conf;#' "$RUN/nginx/nginx.conf"
	if [ "$inside" != "$prefix" ]; then
		sed -i 's#^\(\t*\)include teamhub-location.conf;#&\n\1include teamhub-internal.conf;#' "$RUN/nginx/nginx.conf"
	else
		sed -i "\$s#^}#\tserver {\n\t\t${listen//:$PORT/:$((PORT + 1))}\n\t\tserver_name _;\n\t\tinclude teamhub-internal.conf;\n\t\tlocation / { return 404; }\n\t}\n}#" "$RUN/nginx/nginx.conf"
	fi
fi

# ---- workers and nginx ----

rm -f "$RUN/worker.sock" "$RUN/internal.sock"
# In sessions of their own, so that Ctrl-C reaches only this script, which ends them in order; and if this
# script is killed, they end with it (said again after the change of user, which forgets it).
TEAMHUB_EDITION=$RUN/hub/current TEAMHUB_METRICS=${METRICS:+$RUN/metrics} setsid setpriv --pdeathsig TERM \
	spawn-fcgi -n -s "$RUN/worker.sock" -M 0660 "${as[@]}" -- "$(command -v setpriv)" --pdeathsig TERM \
	"$(command -v multiwatch)" -f "$WORKERS" -r 1000 -t 1000 -- "$BUILD/teamhub.fcgi" 9>&- </dev/null &
workers=$!
if [ -n "$internal" ]; then
	TEAMHUB_EDITION=$internal/current setsid setpriv --pdeathsig TERM \
		spawn-fcgi -n -s "$RUN/internal.sock" -M 0660 "${as[@]}" -- "$(command -v setpriv)" --pdeathsig TERM \
		"$(command -v multiwatch)" -f 2 -r 1000 -t 1000 -- "$BUILD/teamhub.fcgi" 9>&- </dev/null &
	inner=$!
	# An nginx of its own checks the passwords.
	rm -rf "$RUN/login" && mkdir -p "$RUN/login" || fail "$RUN/login cannot be made"
	[ "$user" != www-data ] || chown www-data "$RUN/login"
	chmod 0700 "$RUN/login"
	setsid setpriv --pdeathsig QUIT nginx -p "$RUN/login" -c "$RUN/nginx/teamhub-login.conf" -e stderr -g "daemon off; ${user:+user $user;}" \
		9>&- </dev/null 2>"$RUN/nginx/logs/login.log" &
	login=$!
fi
: >"$RUN/nginx/logs/error.log"
setsid setpriv --pdeathsig QUIT nginx -p "$RUN/nginx" -c nginx.conf -e logs/error.log \
	9>&- </dev/null 2>"$RUN/nginx/logs/start.log" &
server=$!

address=$shown$prefix/
for _ in $(seq 100); do
	kill -0 "$server" 2>/dev/null || break
	(exec 3<>"/dev/tcp/$LISTEN/$PORT") 2>/dev/null && [ -S "$RUN/worker.sock" ] && { [ -z "$internal" ] || [ -S "$RUN/internal.sock" ] && [ -S "$RUN/login/login.sock" ]; } && break
	sleep 0.05
done
if ! kill -0 "$server" 2>/dev/null || ! kill -0 "$workers" 2>/dev/null; then
	fail "nginx or the workers did not start: $(grep -h -m1 -E 'emerg|alert|error|spawn-fcgi' "$RUN/nginx/logs/start.log" "$RUN/nginx/logs/error.log")"
fi
echo "$address" >"$RUN/address"
[ ! -e "$CONTENT/.git" ] || echo "It shows the last commit of $CONTENT; files as they are: $BUILD/teamhub preview $CONTENT"
[ -z "$internal" ] || echo "The internal hub is on $shown_inside$inside/   user demo, password $password"
echo "The hub is at $address   (press Ctrl-C to stop)"
wait -n
fail "nginx or the workers ended by themselves: see $RUN/nginx/logs/error.log"
