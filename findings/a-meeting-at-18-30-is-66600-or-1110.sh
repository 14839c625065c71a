#!/bin/bash
# Guess:   `start: 18:30` is a text; or at worst one number (YAML 1.1 counts it to base 60), the same wherever YAML 1.1 is read.
# Tried:   jekyll 4.3.1 with ruby 3.1.2, hugo 0.111.3-1 (Debian 12), gray-matter 4.0.3 (npm; Eleventy and many others read
#          with it), js-yaml 4.3.2 (npm), 2026-11-30; one meeting at 18:30 and one at 08:15, no quotes.
# Does:    three readers, three answers; two of them are numbers that no template turns back into a time without knowing who read.
# Seen:    18:30 → Jekyll 66600 (seconds of the day), gray-matter 1110 (minutes), Hugo and js-yaml 4 the text "18:30".
#          08:15 → Jekyll 29700, gray-matter "08:15": the leading zero makes it a text again.
# Matters: "open day at 1110" on the page, and a calendar that is right in the morning and wrong in the evening. Who reads a
#          repository of another generator must read times from the text, not from a YAML library's value.
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
	LD_LIBRARY_PATH=$tmp/root/usr/lib:$(find "$tmp/root" -type d -path '*/lib/*-linux-gnu' -printf '%p:')
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

# Ruby finds what was unpacked; Debian's sassc names its library by the path where it is installed.
ruby_paths() {
	RUBYLIB=$(find "$tmp/root" -type d \( -path '*/ruby/vendor_ruby' -o -path '*/ruby/3.1.0' -o -path '*/vendor_ruby/3.1.0' \
		-o -path '*-linux-gnu/ruby/*/3.1.0' \) -printf '%p:')
	export RUBYLIB
	GEM_PATH=$(find "$tmp/root" -type d \( -path '*/rubygems-integration/*' -o -path '*/ruby/gems/3.1.0' \) -prune \
		-printf '%p:')$(ruby -e 'print Gem.path.join(":")')
	export GEM_PATH
	for library in "$tmp"/root/usr/lib/*/libsass.so; do
		[ ! -e "$library" ] || find "$tmp/root" -path '*/sassc/native.rb' -exec sed -i "s#/usr/lib/#$tmp/root&#" {} +
	done
}

changed=0
expect() { # what, as stated, as seen now
	printf '%s\n  stated: %s\n  seen:   %s\n' "$1" "$2" "$3"
	[ "$2" = "$3" ] || changed=1
}

debian jekyll='4.3.1*' hugo=0.111.3-1
ruby_paths
packages gray-matter@4.0.3 js-yaml@4.3.2

mkdir -p jekyll/_posts hugo/content/posts hugo/layouts/_default
echo 'title: Werk' >jekyll/_config.yml
cat >post.md <<'X'
---
title: Offene Werkstatt
date: 2020-03-02
evening: 18:30
morning: 08:15
---
X
{ cat post.md; echo '[{{ page.evening }} {{ page.morning }}]'; } >jekyll/_posts/2020-03-02-open.md
cp post.md hugo/content/posts/open.md
printf '%s\n' 'baseURL = "https://x.example/"' 'disableKinds = ["RSS", "sitemap", "taxonomy", "term", "home", "section"]' >hugo/config.toml
echo '[{{ .Params.evening }} {{ .Params.morning }}]' >hugo/layouts/_default/single.html
(cd jekyll && timeout 120 ruby -S jekyll build --disable-disk-cache -q >"$tmp/log" 2>&1) || { cat log >&2; exit 2; }
(cd hugo && timeout 120 hugo --quiet)
expect "Jekyll" '[66600 29700]' "$(grep -rho '\[.*\]' jekyll/_site | head -n 1)"
expect "Hugo" '[18:30 08:15]' "$(cat hugo/public/posts/open/index.html)"
expect "gray-matter" '[1110 "08:15"]' "$(node -e '
	const { evening, morning } = require("gray-matter").read("post.md").data;
	console.log("[" + JSON.stringify(evening) + " " + JSON.stringify(morning) + "]")')"
expect "js-yaml 4" '["18:30" "08:15"]' "$(node -e '
	const text = require("fs").readFileSync("post.md", "utf8").split("---\n")[1];
	const { evening, morning } = require("js-yaml").load(text);
	console.log("[" + JSON.stringify(evening) + " " + JSON.stringify(morning) + "]")')"

exit "$changed"
