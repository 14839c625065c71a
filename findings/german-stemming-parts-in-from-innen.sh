#!/bin/bash
# Guess:   a German stemmer brings the plural to its singular; so "Lehrerinnen" is found by "Lehrerin".
# Tried:   snowball 2.2 by python3-xapian 1.4.22-1 (Debian 12), lunr 2.3.9 with lunr-languages 1.22.0 (npm), 2026-11-30.
# Does:    the feminine forms are the ones that do not meet: -in stays -in, -innen becomes -inn. Masculine and neuter plurals meet.
# Seen:    lehrerin → lehrerin, lehrerinnen → lehrerinn; kollegin, kolleginnen → kollegin, kolleginn; ausbildungen → ausbild.
# Matters: who looks for "Ingenieurin" misses every "Ingenieurinnen", on a page that says "Kolleginnen und Kollegen" on purpose.
#          A careers search needs a step before the stemmer (-innen → -in), or the feminine half of the staff is not found.
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

# Installs packages of npm, without their scripts, below $tmp.
packages() {
	cd "$tmp"
	if ! timeout 600 npm install --ignore-scripts --no-audit --no-fund --before 2026-12-01 "$@" >"$tmp/log" 2>&1; then
		cat "$tmp/log" >&2
		echo "cannot be had here: $*" >&2
		exit 2
	fi
}

changed=0
expect() { # what, as stated, as seen now
	printf '%s\n  stated: %s\n  seen:   %s\n' "$1" "$2" "$3"
	[ "$2" = "$3" ] || changed=1
}

debian python3-xapian=1.4.22-1
packages lunr@2.3.9 lunr-languages@1.22.0

stems() {
	PYTHONPATH=$tmp/root/usr/lib/python3/dist-packages:/usr/lib/python3/dist-packages timeout 30 "$python" -c '
import sys, xapian
stem = xapian.Stem("german")
print(*[stem(word.encode()).decode() for word in sys.argv[1:]])' "$@"
}
python=$(command -v python3.11)
expect "xapian: Lehrerin, Lehrerinnen" "lehrerin lehrerinn" "$(stems lehrerin lehrerinnen)"
expect "xapian: Kollegin, Kolleginnen" "kollegin kolleginn" "$(stems kollegin kolleginnen)"
expect "xapian: Kollege, Kollegen, Ausbildung, Ausbildungen" "kolleg kolleg ausbild ausbild" "$(stems kollege kollegen ausbildung ausbildungen)"
cat >ask.mjs <<'X'
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url), lunr = require('lunr');
require('lunr-languages/lunr.stemmer.support')(lunr);
require('lunr-languages/lunr.de')(lunr);
const index = lunr(function () {
	this.use(lunr.de);
	this.field('text');
	this.add({ id: 'Lehrerinnen', text: 'Unsere Lehrerinnen' });
	this.add({ id: 'Ausbildungen', text: 'Unsere Ausbildungen' });
});
for (const q of ['Lehrerin', 'Lehrerinnen', 'Ausbildung']) console.log(q, index.search(q).map((r) => r.ref).join() || '-');
X
timeout 30 node ask.mjs >out
expect "lunr: Lehrerin" "Lehrerin -" "$(sed -n 1p out)"
expect "lunr: Lehrerinnen" "Lehrerinnen Lehrerinnen" "$(sed -n 2p out)"
expect "lunr: Ausbildung" "Ausbildung Ausbildungen" "$(sed -n 3p out)"

exit "$changed"
