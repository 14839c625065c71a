#!/bin/bash
# ten_minutes_inside.sh -- run by ten_minutes.test.sh on the machine: ten_minutes_inside.sh REPOSITORY
set -eu
cd "$1"
export PATH=$PATH:/usr/sbin:/sbin DEB_BUILD_OPTIONS=noautodbgsym

mkdir -p /srv/www
cp -r tests/integration/hosts/hugo /srv/www/site
rm /srv/www/site/content/team.md
hugo --quiet --source /srv/www/site --destination /srv/www/public
sed -i 's#^\(\s*root\) .*#\1 /srv/www/public;#' /etc/nginx/sites-available/default
systemctl start nginx

# block KIND N: the Nth block of that kind in the section.
section() { awk '/^## / { on = /^## From your site/ } on' README.md; }
block() { section | awk -v kind="$1" -v n="$2" '/^```/ { on = 0 } on && b == n { print } $0 == "```" kind { b++; on = 1 }'; }
count=$(section | grep -c '^```sh$')
[ "$count" -ge 5 ]
section | awk '/^```sh$/ { n++; sh = 1; next } /^```text$/ { if (sh) print n; next } /^```$/ { next }' >/tmp/expected
text=0
for n in $(seq "$count"); do
	block sh "$n" >/tmp/block
	bash -eu -o pipefail -s </tmp/block >/tmp/said 2>&1 || { echo "FAILED: $(cat /tmp/block)" && cat /tmp/said && exit 1; }
	grep -qx "$n" /tmp/expected || continue
	text=$((text + 1))
	block text "$text" | while read -r line; do
		grep -qF -- "$line" /tmp/said || { echo "FAILED: block $n does not say: $line" && cat /tmp/said && exit 1; }
	done
done
[ "$text" = "$(section | grep -c '^```text$')" ]
echo "ok: $count blocks do what README.md says"

home=$(curl -s http://localhost/) story=$(curl -s http://localhost/team/stories/my-first-week/)
foot=$(grep -o '<footer.*' <<<"$home" | head -n 1)
if [ -z "$foot" ] || ! grep -qF "$foot" <<<"$story"; then
	echo "FAILED: the story is not in the site's layout: $story"
	exit 1
fi
echo "ok: the hub is in the site's layout"
