#!/bin/bash
# Guess:   a soft hyphen cannot be seen, so a search over a site's pages finds the word with and without it.
# Tried:   minisearch 7.2.0, lunr 2.3.9 with lunr-languages 1.22.0 (de), flexsearch 0.8.212 (npm), 2026-11-30; one text says
#          "Energieberaterin" with a soft hyphen in it, one without.
# Does:    all three find the text without alone. To minisearch and lunr the soft hyphen is a letter, so no word that can be
#          typed finds the other text; flexsearch finds it by "beraterin".
# Seen:    question "Energieberaterin" → "plain" only; "beraterin" → nothing, nothing, "soft".
# Matters: the site around a hub indexes the hub's pages with such a library. Titles hyphenated at publish drop out of its search
#          with just the long German words that people look for.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

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

packages minisearch@7.2.0 lunr@2.3.9 lunr-languages@1.22.0 flexsearch@0.8.212

cat >ask.mjs <<'X'
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const { default: MiniSearch } = await import('minisearch');
const lunr = require('lunr'), { Index } = require('flexsearch');
require('lunr-languages/lunr.stemmer.support')(lunr);
require('lunr-languages/lunr.de')(lunr);
const texts = [{ id: 'soft', text: 'Energie\u00adberaterin' }, { id: 'plain', text: 'Energieberaterin' }];
const mini = new MiniSearch({ fields: ['text'] });
mini.addAll(texts);
const moon = lunr(function () {
	this.use(lunr.de);
	this.field('text');
	texts.forEach((t) => this.add(t));
});
const flex = new Index();
texts.forEach((t) => flex.add(t.id, t.text));
for (const q of ['Energieberaterin', 'beraterin'])
	console.log(q, [mini.search(q).map((r) => r.id), moon.search(q).map((r) => r.ref), flex.search(q)].map((r) => r.join('+') || '-').join(' '));
X
timeout 60 node ask.mjs >out
expect "minisearch, lunr, flexsearch" "Energieberaterin plain plain plain" "$(sed -n 1p out)"
expect "minisearch, lunr, flexsearch" "beraterin - - soft" "$(sed -n 2p out)"

exit "$changed"
