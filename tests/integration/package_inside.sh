#!/bin/bash
# package_inside.sh -- run by package.test.sh on the machine: package_inside.sh PACKAGE NEXT_PACKAGE
set -eu
package=$1 next=$2 root=$(cd "$(dirname "$0")/../.." && pwd)
export PATH=$PATH:/usr/sbin:/sbin

fail() {
	echo "FAILED: $*"
	journalctl --no-pager -q -n 25 | cut -c1-300 2>/dev/null || true
	exit 1
}
passed() { echo "ok: $*"; }
trap 'fail "line $LINENO: $BASH_COMMAND"' ERR
as() { (cd /srv/teamhub && runuser -u teamhub -- env HOME=/srv/teamhub "$@"); }
status() { curl -s -o /dev/null -w '%{http_code}' "http://localhost$1"; }
answers() { [ "$(status "$2")" = "$1" ] || fail "$2 answers $(status "$2"), not $1"; }
# nginx takes its time to reload.
comes_to() {
	for _ in $(seq 30); do
		[ "$(status "$2")" != "$1" ] || return 0
		sleep 0.2
	done
	answers "$1" "$2"
}
health() { curl -s "http://localhost/people/healthz"; }

# ---- install ----

dpkg -i "$package" >/dev/null
units=$(dpkg -L teamhub | grep '^/usr/lib/systemd/system/.*\.')
for unit in $units; do
	name=${unit##*/}
	said=$(systemd-analyze verify "${name/@./@1.}" 2>&1 | grep -i teamhub || true)
	[ -z "$said" ] || fail "$name: $said"
done
exposure() { systemd-analyze security --offline=true "/usr/lib/systemd/system/$1" 2>/dev/null | sed -n 's/.*Overall exposure level.*: \([0-9.]*\) .*/\1/p'; }
while read -r unit most; do
	is=$(exposure "$unit")
	awk -v is="$is" -v most="$most" 'BEGIN { exit !(is != "" && is <= most) }' || fail "$unit is exposed by $is, not $most"
	echo "   $unit: exposure $is"
done <<'END'
teamhub@.service 0.4
teamhub-internal@.service 0.4
teamhub-login.service 0.6
teamhub-publish.service 1.4
teamhub-watch.service 1.4
END
passed "the units are valid, and exposed no more than they were"
man -w teamhub-publish teamhub.fcgi hub.yml >/dev/null
LANG=de_DE.UTF-8 man -L de -w teamhub-publish | grep -q /de/
passed "man pages are found, German ones too"

# ---- set up beside the site that is there ----

echo 'the site itself' >/var/www/html/index.html
teamhub-setup --prefix /people --base-url https://careers.example --title 'People here' --server nginx >/tmp/said
line=$(grep '^    include' /tmp/said)
sed -i "0,/server_name/s#server_name.*#&\n$line#" /etc/nginx/sites-available/default
nginx -t 2>/tmp/nginx || fail "$(cat /tmp/nginx)"
systemctl start nginx
answers 200 /people/
curl -s http://localhost/people/ | grep -q 'People here'
answers 301 /people
answers 404 /people/nobody/
curl -s http://localhost/ | grep -q 'the site itself'
curl -s http://localhost/people/stories/feed.atom | grep -q 'https://careers.example/people/'
[ "$(stat -c %U /proc/"$(systemctl show -P MainPID 'teamhub@1.service')")" = teamhub-worker ] || fail "a worker is not teamhub-worker's"
! runuser -u teamhub-worker -- test -r /srv/teamhub/content.git/HEAD || fail "a worker may read the repository"
grep -qE '^(127.0.0.0|::) - - .*GET /people/' /var/log/teamhub/access.log || fail "the log does not mask addresses"
logrotate -d /etc/logrotate.d/teamhub 2>&1 | grep -qi '^error' && fail "logrotate: $(logrotate -d /etc/logrotate.d/teamhub 2>&1)"
passed "teamhub-setup makes a hub that answers beside the site"
ln -s /etc/teamhub/nginx/teamhub-metrics.conf /etc/nginx/conf.d/ && systemctl reload nginx
for _ in $(seq 30); do
	curl -s http://127.0.0.1:9181/metrics >/tmp/metrics && break
	sleep 0.2
done
grep -q '^teamhub_requests_total{route="/",status="200"} ' /tmp/metrics || fail "nothing is counted: $(cat /tmp/metrics)"
# A worker is started by its first visitor.
runuser -u teamhub-worker -- env TEAMHUB_EDITION=/srv/teamhub/hub/current TEAMHUB_METRICS=/run/teamhub-metrics/counts TEAMHUB_OPERATOR=on \
	PATH_INFO=/metrics teamhub.fcgi | grep -q '^teamhub_requests_total{route="/metrics",status="200"} ' || fail "the program does not say it"
answers 404 /people/metrics
passed "what the workers count is shown on the loopback device alone"
teamhub-setup >/tmp/said || fail "a second run: $(cat /tmp/said)"
answers 200 /people/
passed "teamhub-setup can be run again"
! teamhub-setup --prefix /other 2>/tmp/said || fail "another prefix than hub.yml's is taken"
grep -q 'hub.yml in the content says prefix: "/people"' /tmp/said
passed "another prefix than hub.yml's is refused"

# ---- a push, and the services ----

as sh -euc '
	git clone -q content.git work && cd work
	git config user.name Jana && git config user.email jana@firm.example
	teamhub new person "Jana Weber" --lang en >/dev/null
	sed -i "/^# consent:/,\$ s/^# //" people/jana-weber.md
	mkdir -p stories
	printf -- "---\ntitle: First\ndate: 2026-03-02\nauthors: [jana-weber]\n---\nThe first text.\n" >stories/first.md
	git add -A && git commit -qm first && git push -q origin main' >/tmp/said 2>&1 || fail "$(cat /tmp/said)"
answers 200 /people/stories/first/
passed "a push is live"

picture=$(find "$root/content" -name '*.jpg' -size +20k | sort | head -n 1)
install -o teamhub -m 644 "$picture" /srv/teamhub/work/stories/van.jpg
as sh -euc '
	cd work
	printf -- "---\ntitle: Second\ndate: 2026-03-03\nauthors: [jana-weber]\n---\nText\n\n![The van](van.jpg)\n" >stories/second.md
	git add -A && git commit -qm second
	git -C ../content.git fetch -q ../work main:main' >/tmp/said 2>&1 || fail "$(cat /tmp/said)"
answers 404 /people/stories/second/
systemctl start teamhub-publish.service
comes_to 200 /people/stories/second/ # nginx keeps the 404 for a second
media=$(curl -s http://localhost/people/stories/second/ | grep -o '/people/media/[^" ,]*' | head -n 1)
[ -n "$media" ] || fail "the publish service makes no pictures: $(journalctl --no-pager -u teamhub-publish -o cat)"
answers 200 "$media"
passed "the publish service publishes within its sandbox, pictures too"

as sh -euc '
	git clone -q --bare work remote.git
	git -C content.git remote add origin /srv/teamhub/remote.git
	cd work && printf -- "---\ntitle: Third\ndate: 2026-03-04\nauthors: [jana-weber]\n---\nText\n" >stories/third.md
	git add -A && git commit -qm third' >/tmp/said 2>&1 || fail "$(cat /tmp/said)"
systemctl disable -q --now teamhub-publish.timer
systemctl enable -q --now teamhub-watch.service
as git -C work push -q ../remote.git main
systemctl reload teamhub-watch.service
comes_to 200 /people/stories/third/
teamhub-setup >/tmp/said 2>&1 || fail "$(cat /tmp/said)"
answers 200 '/people/stories/third/?still'
systemctl disable -q --now teamhub-watch.service
as git -C content.git fetch -q origin main:main
as git -C content.git remote remove origin
passed "the watch service fetches and publishes within its sandbox"

cat >/run/probe.sh <<'END'
#!/bin/bash
touch /srv/teamhub/content.git/x 2>/dev/null && echo "may write the repository"
[ -e /srv/teamhub/hub/current ] || echo "may not even read the hub"
cat /etc/shadow >/dev/null 2>&1 && echo "may read /etc/shadow"
ls /root >/dev/null 2>&1 && echo "may look into /root"
unshare -r true 2>/dev/null && echo "may make namespaces"
echo "looked"
END
sed '/^ExecStart=/d; /^StandardInput/d; /^Type=/d' /usr/lib/systemd/system/teamhub-publish.service >/run/systemd/system/probe.service
sed -i 's#^\[Service\]#&\nType=oneshot\nExecStart=/bin/bash /run/probe.sh#' /run/systemd/system/probe.service
systemctl daemon-reload && systemctl start probe.service
journalctl --no-pager -u probe -o cat | grep -q '^looked'
said=$(journalctl --no-pager -u probe -o cat | grep '^may' || true)
[ -z "$said" ] || fail "the publish service $said"
passed "the publish service can write nothing but the hub"

# ---- upgrade and back, under load ----

load() {
	rm -f /tmp/stop /tmp/codes
	for visitor in 1 2; do
		while [ ! -e /tmp/stop ]; do
			curl -s -o /dev/null -w '%{http_code}\n' "http://localhost/people/stories/first/?$visitor$RANDOM"
		done >>/tmp/codes &
	done
}
unload() {
	touch /tmp/stop
	wait
	bad=$(grep -vc '^200$' /tmp/codes || true)
	[ "$bad" = 0 ] || fail "$1: of $(wc -l </tmp/codes) requests $bad failed: $(sort /tmp/codes | uniq -c | tr '\n' ' ')"
	passed "$1: $(wc -l </tmp/codes) requests, each answered"
}
before=$(health)
load
dpkg -i "$next" >/tmp/said 2>&1 || fail "$(cat /tmp/said)"
sleep 2
unload "upgrade to another schema"
teamhub --version | grep -q 9.0.0
[ "$(health)" != "$before" ] || fail "the edition is the old one"
answers 200 /people/stories/second/
load
dpkg -i "$package" >/tmp/said 2>&1 || fail "$(cat /tmp/said)"
sleep 2
unload "and back"
[ "$(health)" = "$before" ] || fail "the edition is not what it was: $(health), not $before"
passed "the version before answers what it did"

rolled() { as teamhub editions --edition hub/current | sed -n 's/^\* *\([^ ]*\).*/\1/p'; }
was=$(rolled)
as teamhub rollback --edition hub/current >/tmp/said || fail "$(cat /tmp/said)"
[ "$(rolled)" != "$was" ]
answers 404 '/people/stories/third/?back'
as teamhub rollback --edition hub/current "$was" >/tmp/said || fail "$(cat /tmp/said)"
answers 200 '/people/stories/third/?forward'
passed "rollback goes to an edition of before the upgrade, and forward again"

# ---- backup, and restore on an empty machine, as nginx/README.md says ----

steps() { sed -n "/^## Backup/,/^## /p" "$root/nginx/README.md" | awk -v n="$1" '/^    /{ if (!on) b++; on = 1; if (b == n) print substr($0, 5); next } { on = 0 }'; }
steps 1 >/tmp/backup.sh && steps 2 >/tmp/restore.sh
grep -q bundle /tmp/backup.sh && grep -q bundle /tmp/restore.sh
(cd /root && bash -eu /tmp/backup.sh) >/tmp/said 2>&1 || fail "backup: $(cat /tmp/said)"
echo '# changed since' >>/etc/teamhub/teamhub.conf
dpkg -P teamhub >/dev/null 2>&1
rm -rf /srv/teamhub /var/log/teamhub && userdel teamhub
dpkg -i "$package" >/dev/null
(cd /root && bash -eu /tmp/restore.sh) >/tmp/said 2>&1 || fail "restore: $(cat /tmp/said)"
systemctl reload nginx
comes_to 200 /people/
[ "$(health)" = "$before" ] || fail "restored, the hub says: $(health), not $before"
! grep -q 'changed since' /etc/teamhub/teamhub.conf || fail "a setting was not restored"
[ "$(as git -C content.git config teamhub.edition)" = /srv/teamhub/hub/current ]
answers 200 /people/stories/second/
answers 200 "$media"
passed "a hub restored on an empty machine has the same edition"

teamhub-setup --undo
systemctl reload nginx
comes_to 404 /people/
teamhub-setup --server nginx >/tmp/said 2>&1 || fail "$(cat /tmp/said)"
systemctl reload nginx
comes_to 200 /people/
passed "teamhub-setup --undo takes the hub off the site, teamhub-setup puts it back"

# ---- purge ----

dpkg -r teamhub >/dev/null 2>&1
nginx -t 2>/dev/null || fail "without the package nginx does not start"
answers 200 /
dpkg -P teamhub >/tmp/said 2>&1 || fail "$(cat /tmp/said)"
nginx -t 2>/tmp/said || fail "after purge nginx does not start: $(cat /tmp/said)"
systemctl reload nginx
comes_to 404 /people/
answers 200 /
left=$(find /etc /usr /var /run /lib -xdev -name '*teamhub*' -not -path '/usr/share/doc/*' -not -path '/var/lib/systemd/*' -not -path '/var/cache/nginx/*' \
	-not -path '/var/tmp/*' -not -path '/var/cache/man/*' 2>/dev/null || true)
[ -z "$left" ] || fail "purge leaves $left"
git -c safe.directory='*' -C /srv/teamhub/content.git log -1 --format=%s main | grep -q third
passed "purge leaves the content and nothing else, and the site answers"
