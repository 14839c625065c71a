#!/bin/sh
# teamhub-setup -- from the installed programs to a hub that answers: accounts, the repository that authors push to, the
# first publish, workers, and the snippet for the web server that is there. Asks nothing, changes nothing of the site's
# own configuration, and may be run again at any time: what is there stays.
set -eu
bin=/usr/local/bin etc=/etc/teamhub lib=/usr/local/lib
state=/srv/teamhub site=$etc/site
repository=$state/content.git edition=$state/hub/current
PATH=$bin:/usr/sbin:/usr/bin:/sbin:/bin

usage() {
	cat <<'END'
usage: teamhub-setup [--prefix /team] [--base-url https://careers.example] [--server SERVER]
                     [--title TITLE] [--lang LANG] [--content REPOSITORY]
       teamhub-setup --again | --stop | --undo

  --prefix PATH      where the hub is on the site; / for a host of its own (default: /team)
  --base-url URL     scheme and host that visitors see (default: http://localhost)
  --server SERVER    nginx, apache, apache-cgi, lighttpd, lighttpd-cgi, caddy, or none for now
                     (default: the first of these that is installed)
  --title TITLE      of the hub (default: Team)
  --lang LANG        of the hub and of what authors are told: en or de (default: en)
  --content REPO     begin with the branches of this repository or bundle, not with an empty hub
  --again            after an upgrade: publish, then replace the workers
  --stop             stop the services; they start again by teamhub-setup
  --undo             stop them and take the snippets away; content and editions stay

Prefix, base URL, title and language are for the hub.yml of an empty repository; later they are changed
there, by a push.
END
}

fail() {
	echo "teamhub-setup: $*" >&2
	exit 3
}

misuse() {
	echo "teamhub-setup: $*" >&2
	usage >&2
	exit 2
}

# As the publisher, from a folder that it may enter.
as() {
	(cd "$state" && exec runuser -u teamhub -- env HOME="$state" "$@")
}

# Runs quietly; what it said is shown when it fails with a status above $1.
quietly() {
	most=$1
	shift
	said=$("$@" 2>&1) && return 0
	status=$?
	[ "$status" -le "$most" ] || fail "$* failed: $said"
	echo "$said" >&2
}

sockets() { systemctl "$@" teamhub@1.socket teamhub@2.socket teamhub@3.socket; }

with_systemd() { [ -d /run/systemd/system ]; }

# ---- the repository and the first publish ----

make_accounts() {
	systemd-sysusers "$lib/sysusers.d/teamhub.conf" || fail "the accounts cannot be made"
	systemd-tmpfiles --create "$lib/tmpfiles.d/teamhub.conf" || fail "the folders cannot be made"
}

begin_content() {
	work=$(as mktemp -d "$state/first.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	# shellcheck disable=SC2016 # expanded by the inner shell
	said=$(as sh -euc '
		git clone -q "$1" "$2" 2>/dev/null
		cd "$2"
		git checkout -q -B main
		teamhub new hub "$3" --lang "$4" >/dev/null
		sed -i -e "/^base_url:/d" -e "/^prefix:/d" hub.yml
		printf "base_url: \"%s\"\nprefix: \"%s\"\n" "$5" "$6" >>hub.yml
		git add -A
		git -c user.name=Teamhub -c user.email="teamhub@localhost" commit -q -m "The hub"
		git push -q origin main 2>&1
	' begin "$repository" "$work" "$title" "$lang" "$base_url" "$prefix") || fail "the first commit cannot be pushed: $said"
	rm -rf "$work"
	trap - EXIT
}

# The content lies elsewhere, and is fetched.
watches() { with_systemd && systemctl is-enabled --quiet teamhub-watch.service; }

publish() {
	if watches; then
		quietly 1 as teamhub watch --source "$repository" --fetch --edition "$edition" --once
	else
		quietly 1 as teamhub publish --source "$repository" --edition "$edition"
	fi
}

make_repository() {
	quietly 0 as teamhub init-repo "$repository" --edition "$edition" --lang "$lang"
	if watches || as git -C "$repository" rev-parse -q --verify main >/dev/null; then
		publish
	elif [ -n "$content" ]; then
		quietly 0 as git -C "$repository" fetch -q "$content" '+refs/heads/*:refs/heads/*'
		publish
	else
		begin_content
	fi
	[ -e "$edition" ] || publish
}

# The prefix that the edition has, which hub.yml decides.
prefix_of_edition() {
	TEAMHUB_EDITION=$edition REQUEST_METHOD=GET PATH_INFO=/healthz teamhub.fcgi </dev/null | tr -d '\r' | sed -n 's/^prefix //p'
}

# ---- the web server ----

find_server() {
	for candidate in nginx:nginx apache2:apache lighttpd:lighttpd caddy:caddy; do
		if command -v "${candidate%:*}" >/dev/null; then
			echo "${candidate#*:}"
			return
		fi
	done
	echo none
}

# render SNIPPET TARGET [SED-COMMAND …]: for another prefix, or by the commands for the root of a host.
render() {
	snippet=$1 target=$site/$2
	shift 2
	case $prefix in
	/team) set -- ;;
	'') ;;
	*) set -- -e "s#/team\\b#$prefix#g" ;;
	esac
	mkdir -p "${target%/*}"
	{
		echo "# Made by teamhub-setup from $etc/$snippet: change that, and run teamhub-setup again."
		sed -e '' "$@" "$etc/$snippet"
	} >"$target.new"
	mv "$target.new" "$target"
}

# render_…: makes the snippet; tell_…: the line for the site's own configuration, and what makes the server read it.
render_nginx() {
	render nginx/teamhub-location.conf nginx/hub.conf -e '/^location = .team {/,/^}/d' -e 's#/team\b##g'
	sed -i 's#^location ^~ [^ ]*/ {$#&\n\taccess_log /var/log/teamhub/access.log teamhub;#' "$site/nginx/hub.conf"
	mkdir -p /etc/nginx/conf.d
	ln -sfn "$etc/nginx/teamhub-http.conf" /etc/nginx/conf.d/teamhub.conf
}

tell_nginx() {
	tell 'server { … }' "include $site/nginx/*.conf;" 'nginx -t && systemctl reload nginx'
}

render_apache() {
	a2enmod --quiet proxy proxy_fcgi proxy_balancer lbmethod_bybusyness slotmem_shm headers allowmethods
	render apache/teamhub-fcgi.conf apache/hub.conf -e 's#^ProxyPass /team .*#ProxyPass / balancer://teamhub/#' -e 's#/team/#/#g'
}

render_apache_cgi() {
	a2enmod --quiet cgid headers allowmethods
	render apache/teamhub-cgi.conf apache/hub.conf -e "s#^ScriptAlias /team .*#ScriptAlias / $bin/teamhub.fcgi/#" -e 's#/team/#/#g'
}

tell_apache() {
	tell '<VirtualHost>' "IncludeOptional $site/apache/*.conf" 'apache2ctl configtest && systemctl reload apache2'
}
tell_apache_cgi() { tell_apache; }

enable_lighttpd() {
	ln -sfn "$site/lighttpd/hub.conf" /etc/lighttpd/conf-available/50-teamhub.conf
	ln -sfn ../conf-available/50-teamhub.conf /etc/lighttpd/conf-enabled/50-teamhub.conf
}

render_lighttpd() {
	render lighttpd/teamhub-fastcgi.conf lighttpd/hub.conf -e 's#\^/team(?:/|\$)#^/#' -e 's#/team/#/#g'
	enable_lighttpd
}

render_lighttpd_cgi() {
	render lighttpd/teamhub-cgi.conf lighttpd/hub.conf -e 's#\^/team(?:/|\$)#^/#' -e "s#\"/team\" => \"$bin/teamhub.fcgi\"#\"/\" => \"$bin/teamhub.fcgi/\"#"
	enable_lighttpd
}

tell_lighttpd() { tell '' '' 'lighttpd -tt -f /etc/lighttpd/lighttpd.conf && systemctl restart lighttpd'; }
tell_lighttpd_cgi() { tell_lighttpd; }

render_caddy() {
	usermod -aG www-data caddy # the sockets are www-data's
	render caddy/teamhub.caddy caddy/hub.caddy -e 's#path /team /team/\*#path /*#' -e 's#/team\b##g'
}

tell_caddy() {
	tell 'the block of the site in the Caddyfile' "import $site/caddy/*" 'caddy validate --config /etc/caddy/Caddyfile && systemctl restart caddy'
}

# tell WHERE LINE THEN
tell() {
	[ -z "$2" ] || printf 'One line for the web server, in its %s:\n\n    %s\n\n' "$1" "$2"
	printf 'Then: %s\n' "$3"
}

# ---- the whole of it ----

start_workers() {
	with_systemd || {
		echo "There is no systemd: start the workers by other means (nginx/systemd/README.md says how they run)." >&2
		return
	}
	systemctl daemon-reload
	case $server in
	*-cgi) ;;
	*) sockets enable --quiet --now ;;
	esac
	watches || systemctl enable --quiet --now teamhub-publish.timer
}

# The new program publishes while the old workers still answer; only then are they replaced. If it cannot, they stay.
again() {
	[ -e "$edition" ] || return 0
	make_accounts
	quietly 0 as teamhub init-repo "$repository" --edition "$edition"
	publish
	prefix=$(prefix_of_edition)
	[ ! -e "$site/server" ] || {
		server=$(cat "$site/server")
		[ "$server" = none ] || "render_$(echo "$server" | tr - _)"
	}
	with_systemd || return 0
	systemctl daemon-reload
	systemctl try-restart 'teamhub@*.service' 'teamhub-internal@*.service' teamhub-watch.service
}

stop() {
	with_systemd || return 0
	sockets disable --quiet --now
	systemctl disable --quiet --now teamhub-publish.timer teamhub-shell.path teamhub-watch.service teamhub-login.service
	systemctl disable --quiet --now 'teamhub-internal@*.socket' || true # where there are such
	systemctl stop 'teamhub@*.service' 'teamhub-internal@*.service'
}

undo() {
	stop
	rm -rf "$site"
	for link in /etc/nginx/conf.d/teamhub.conf /etc/nginx/conf.d/teamhub-internal-http.conf /etc/lighttpd/conf-enabled/50-teamhub.conf /etc/lighttpd/conf-available/50-teamhub.conf; do
		[ ! -h "$link" ] || rm "$link"
	done
}

prefix='' base_url=http://localhost server='' title=Team lang=en content='' do=setup
while [ $# -gt 0 ]; do
	case $1 in
	--prefix=* | --base-url=* | --server=* | --title=* | --lang=* | --content=*)
		option=${1%%=*} value=${1#*=}
		shift
		set -- "$option" "$value" "$@"
		;;
	esac
	case $1 in
	--help | -h) usage && exit 0 ;;
	--again | --stop | --undo) do=${1#--} && shift && continue ;;
	--prefix | --base-url | --server | --title | --lang | --content) [ $# -gt 1 ] || misuse "$1 takes a value" ;;
	*) misuse "what is \"$1\"?" ;;
	esac
	case $1 in
	--prefix) wanted=$2 ;;
	--base-url) base_url=${2%/} ;;
	--server) server=$2 ;;
	--title) title=$2 ;;
	--lang) lang=$2 ;;
	--content) content=$2 ;;
	esac
	shift 2
done
[ "$(id -u)" = 0 ] || fail "root alone can do this"
case $do in
again | stop | undo)
	$do
	exit 0
	;;
esac

prefix=${wanted-/team}
prefix=${prefix%/}
echo "$prefix" | grep -qE '^(/[A-Za-z0-9._~-]+)*$' || misuse "--prefix $prefix cannot stand in a web server's configuration: choose a plain one"
echo "$base_url" | grep -qE '^https?://[A-Za-z0-9.:-]+$|^https?://\[[0-9a-fA-F:]+\](:[0-9]+)?$' || misuse "--base-url takes a scheme and a host: https://careers.example"
case $lang in en | de) ;; *) misuse "--lang must be en or de" ;; esac
[ -n "$server" ] || server=$(find_server)
case $server in
nginx | apache | apache-cgi | lighttpd | lighttpd-cgi | caddy | none) ;;
*) misuse "--server must be nginx, apache, apache-cgi, lighttpd, lighttpd-cgi, caddy or none" ;;
esac

make_accounts
make_repository
is=$(prefix_of_edition)
[ -z "${wanted-}" ] || [ "$is" = "$prefix" ] || fail "hub.yml in the content says prefix: \"$is\"; change it there and push, or leave out --prefix"
prefix=$is
mkdir -p "$site"
echo "$server" >"$site/server"
[ "$server" = none ] || "render_$(echo "$server" | tr - _)"
start_workers
echo "The hub is published, and its workers are started."
[ "$server" = none ] || "tell_$(echo "$server" | tr - _)"
echo "Authors push to $repository; over ssh: ssh://teamhub@$(uname -n)$repository"
