#!/bin/bash
# Guess:   `hours: 38,5` is the text "38,5", as in every other reader of YAML; a comma is in no number of YAML 1.1 or 1.2.
# Tried:   jekyll 4.3.1 with ruby 3.1.2 (Debian 12), hugo 0.111.3-1 (Debian 12), 2026-11-30; one post with weekly hours as they are
#          written in German, French, Spanish.
# Does:    Ruby's YAML takes commas out of whatever is digits and commas, and makes a whole number of it. Hugo keeps the text.
# Seen:    38,5 → 385; 4,2,1 → 421; "38,5" in quotes → 38,5. Hugo: 38,5.
# Matters: jobs and hours move from Jekyll to a hub and back; a template that prints the field advertises 385 hours a week
#          without a word of warning. Numbers with a comma need quotes; a hub reads such a field as text.
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

mkdir -p jekyll/_posts hugo/content/posts hugo/layouts/_default
echo 'title: Werk' >jekyll/_config.yml
cat >post.md <<'X'
---
title: Stelle
date: 2020-03-02
hours: 38,5
steps: 4,2,1
quoted: "38,5"
---
X
{ cat post.md; echo '[{{ page.hours }}] [{{ page.steps }}] [{{ page.quoted }}]'; } >jekyll/_posts/2020-03-02-job.md
cp post.md hugo/content/posts/job.md
printf '%s\n' 'baseURL = "https://x.example/"' 'disableKinds = ["RSS", "sitemap", "taxonomy", "term", "home", "section"]' >hugo/config.toml
echo '[{{ .Params.hours }}] [{{ .Params.steps }}] [{{ .Params.quoted }}]' >hugo/layouts/_default/single.html
(cd jekyll && timeout 120 ruby -S jekyll build --disable-disk-cache -q >"$tmp/log" 2>&1) || { cat log >&2; exit 2; }
(cd hugo && timeout 120 hugo --quiet)
expect "Jekyll: hours, steps, the same in quotes" '[385] [421] [38,5]' \
	"$(grep -rho '\[.*\]' jekyll/_site | head -n 1)"
expect "Hugo: the same" '[38,5] [4,2,1] [38,5]' "$(cat hugo/public/posts/job/index.html)"

exit "$changed"
