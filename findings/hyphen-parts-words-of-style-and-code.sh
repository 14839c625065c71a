#!/bin/bash
# Guess:   a hyphenation for HTML leaves alone what is no running text: script, style, code, addresses, text in another language.
# Tried:   hyphen 1.14.1 (npm), hyphenateHTMLSync with German patterns, 2026-11-30; one valid piece of HTML.
# Does:    it passes over tags alone. Soft hyphens go into style sheets, scripts, code, e-mail addresses and English text.
# Seen:    ".intro" becomes ".in-tro" (a class that nothing has), "npm install" and "bewerbung@werk.example" copy with invisible
#          characters in them.
# Matters: the page looks right and is broken: rules do not apply, a command or an address that is copied does not work, and a
#          screen reader gets English by German rules. Hyphenate text that is known to be text, never a page.
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

packages hyphen@1.14.1

cat >page.html <<'X'
<style>.introduction{color:red}</style>
<script>document.querySelector(".introduction")</script>
<code>npm install energieberatung</code>
<a href="mailto:bewerbung@werk.example">bewerbung@werk.example</a>
<p lang="en">development</p>
X
cat >part.mjs <<'X'
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { hyphenateHTMLSync } = createRequire(import.meta.url)('hyphen/de-1996');
process.stdout.write(hyphenateHTMLSync(readFileSync('page.html', 'utf8')).replaceAll('\u00ad', '|'));
X
timeout 60 node part.mjs >out
expect style '<style>.in|tro|duc|tion{co|lor:red}</style>' "$(sed -n 1p out)"
expect script '<script>do|cu|ment.que|ry|Sel|ec|tor(".in|tro|duc|tion")</script>' "$(sed -n 2p out)"
expect code '<code>npm in|stall en|er|gie|be|ra|tung</code>' "$(sed -n 3p out)"
expect address '<a href="mailto:bewerbung@werk.example">be|wer|bung@werk.ex|am|p|le</a>' "$(sed -n 4p out)"
expect English '<p lang="en">de|ve|lo|p|ment</p>' "$(sed -n 5p out)"

exit "$changed"
