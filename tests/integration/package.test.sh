#!/bin/bash
# package.test.sh -- the life of the Debian package on a machine with systemd: installed, set up beside Debian's site of
# nginx, pushed to, published by its units within their sandboxes, upgraded to a version with another schema and back
# while visitors ask, backed up and restored, purged. Only a machine shows that units and package scripts do what they say.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
cd "$root"
for tool in systemd-nspawn dpkg-buildpackage nginx; do
	command -v $tool >/dev/null || PATH=$PATH:/usr/sbin command -v $tool >/dev/null || { echo "skipped: $tool is missing" && exit 77; }
done

# The next version, whose editions this one cannot read, and the other way round.
next=build/next
mkdir -p $next
for part in Makefile LICENSE cgi include themes nginx; do
	rm -rf "${next:?}/$part"
	cp -a $part $next/ # with its times, so that make builds only what changed
done
schema=$(sed -n 's/^enum { EDITION_SCHEMA = \([0-9]*\) };/\1/p' include/teamhub/edition.h)
for file in include/teamhub/edition.h cgi/edition/schema.sql; do
	sed -i "s/\(EDITION_SCHEMA\|user_version\) = $schema/\1 = $((schema + 1))/" $next/$file
	touch -r $file $next/$file
done
export DEB_BUILD_OPTIONS=noautodbgsym
make --no-print-directory deb
version=$(sed -n 's/^VERSION := //p' Makefile)
make --no-print-directory -C $next -j2 VERSION=9.0.0 deb | tail -n 1
exec "$here/machine.sh" 240 "$here/package_inside.sh" "$root/build/teamhub_${version}_"*.deb "$root/$next/build/teamhub_9.0.0_"*.deb
