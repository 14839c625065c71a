#!/bin/bash
# Guess:   HTML Tidy leaves valid HTML as it is, or says that it does not know an element and does nothing.
# Tried:   tidy 5.6.0-11 (Debian 12; PHP's tidy is the same library), 2026-11-30; questions and answers: <details> with a heading in its
#          <summary>, which HTML allows, and <dl> with groups in <div>, which it allows too.
# Does:    the heading is moved out of the summary, the summary is dropped as empty; each group of the list becomes a list of its own
#          in an answer without a question. It ends with 1 (warnings) and writes the changed page.
# Seen:    <details> <h2>What do you earn?</h2> … without <summary>; <dl><dd><div><dl>.
# Matters: the question stands inside the closed box whose label is now the browser's "Details", so nobody sees what is asked.
#          A site that sends embedded pages or feeds through Tidy loses it. Summaries hold words, no headings, where that may happen.
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

changed=0
expect() { # what, as stated, as seen now
	printf '%s\n  stated: %s\n  seen:   %s\n' "$1" "$2" "$3"
	[ "$2" = "$3" ] || changed=1
}

debian tidy=2:5.6.0-11

cat >faq.html <<'X'
<!DOCTYPE html><html lang="en"><head><title>Questions</title></head><body>
<details><summary><h2>What do you earn?</h2></summary><p>42.000 Euro</p></details>
<dl><div><dt>Team</dt><dd>Field service</dd></div></dl></body></html>
X
result=0
timeout 30 tidy -q -utf8 --tidy-mark no --wrap 0 faq.html >tidied.html 2>log || result=$?
body() { sed -n '/<body>/,/<\/body>/p' tidied.html | tr -d '\n'; }
expect "exit" 1 "$result"
expect "questions" "<details><h2>What do you earn?</h2><p>42.000 Euro</p></details>" "$(body | grep -o '<details>.*</details>')"
expect "groups" "<dl><dd><div><dl><dt>Team</dt><dd>Field service</dd></dl></div></dd></dl>" "$(body | grep -o '<dl>.*</dl>')"

exit "$changed"
