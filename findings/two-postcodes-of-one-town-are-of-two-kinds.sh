#!/bin/bash
# Guess:   the postcodes of one town, unquoted in front matter, are read alike: all as numbers or all as texts.
# Tried:   jekyll 4.3.1 with ruby 3.1.2, hugo 0.111.3-1 (Debian 12), gray-matter 4.0.3, js-yaml 4.3.2 (npm), 2026-11-30; 04109 and
#          04103, both Leipzig.
# Does:    04103 is an octal number to all but js-yaml 4, 04109 is none because of its 9: text for Jekyll and gray-matter, a
#          decimal number without its zero for Hugo. js-yaml 4 takes the zero off both.
# Seen:    04109 / 04103 → Jekyll 04109 / 2115, gray-matter "04109" / 2115, Hugo 4109 / 2115, js-yaml 4: 4109 / 4103.
# Matters: a check with one address passes, the next job is advertised at postcode 2115. JobPosting wants postalCode right, or the
#          ad is placed in another town. Postcodes need quotes, and a hub reads the text as it was written.
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
title: Stelle
date: 2020-03-02
office: 04109
works: 04103
---
X
{ cat post.md; echo '[{{ page.office }} {{ page.works }}]'; } >jekyll/_posts/2020-03-02-job.md
cp post.md hugo/content/posts/job.md
printf '%s\n' 'baseURL = "https://x.example/"' 'disableKinds = ["RSS", "sitemap", "taxonomy", "term", "home", "section"]' >hugo/config.toml
echo '[{{ .Params.office }} {{ .Params.works }}]' >hugo/layouts/_default/single.html
(cd jekyll && timeout 120 ruby -S jekyll build --disable-disk-cache -q >"$tmp/log" 2>&1) || { cat log >&2; exit 2; }
(cd hugo && timeout 120 hugo --quiet)
expect "Jekyll" '[04109 2115]' "$(grep -rho '\[.*\]' jekyll/_site | head -n 1)"
expect "Hugo" '[4109 2115]' "$(cat hugo/public/posts/job/index.html)"
expect "gray-matter" '["04109" 2115]' "$(node -e '
	const { office, works } = require("gray-matter").read("post.md").data;
	console.log("[" + JSON.stringify(office) + " " + JSON.stringify(works) + "]")')"
expect "js-yaml 4" '[4109 4103]' "$(node -e '
	const text = require("fs").readFileSync("post.md", "utf8").split("---\n")[1];
	const { office, works } = require("js-yaml").load(text);
	console.log("[" + JSON.stringify(office) + " " + JSON.stringify(works) + "]")')"

exit "$changed"
