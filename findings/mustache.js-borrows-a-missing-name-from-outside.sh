#!/bin/bash
# Guess:   {{author.role}} without a role is empty. The specification says so (Dotted Names, Context Precedence): once the first name
#          is found, the rest is looked for in it and nowhere else.
# Tried:   mustache 4.2.0, hogan.js 3.0.2 (npm), 2026-11-30; the same template and the same data.
# Does:    mustache.js goes on to the context outside when the last name is missing, and prints what it finds there.
# Seen:    "Anna: Chefin" where Anna has no role and the page's own author has one. Hogan: "Anna: ".
# Matters: a theme made with mustache.js shows one person's data under another's name as soon as a field is empty, for example
#          because its person did not consent to it. Tests with complete people never show it.
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

packages mustache@4.2.0 hogan.js@3.0.2

cat >render.mjs <<'X'
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const template = '{{#story}}{{author.name}}: {{author.role}}{{/story}}';
const view = { author: { name: 'Bela', role: 'Chefin' }, story: { author: { name: 'Anna' } } };
console.log(require('mustache').render(template, view));
console.log(require('hogan.js').compile(template).render(view));
X
timeout 60 node render.mjs >out
expect mustache.js "Anna: Chefin" "$(sed -n 1p out)"
expect hogan.js "Anna: " "$(sed -n 2p out)"

exit "$changed"
