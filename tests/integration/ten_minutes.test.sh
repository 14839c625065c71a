#!/bin/bash
# ten_minutes.test.sh -- "From your site to a site with a hub in ten minutes" in README.md, run as it stands there on a
# machine with systemd, beside a site by Hugo that nginx serves; what a block of text says must have been said.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
PATH=$PATH:/usr/sbin
for tool in systemd-nspawn dpkg-buildpackage nginx hugo; do
	command -v $tool >/dev/null || { echo "skipped: $tool is missing" && exit 77; }
done
exec "$here/machine.sh" 300 "$here/ten_minutes_inside.sh" "$root"
