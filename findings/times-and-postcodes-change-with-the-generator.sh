#!/bin/bash
# Guess:   an unquoted 18:30 and the postcodes of one town are read alike everywhere: as texts, or, by YAML 1.1, as the same numbers.
# Tried:   jekyll 4.3.1 with ruby 3.1.2, hugo 0.111.3-1 (Debian 12), gray-matter 4.0.3 (npm; Eleventy and many others read
#          with it), js-yaml 4.3.2 (npm), 2026-11-30; front matter with two times and two postcodes of Leipzig.
# Does:    no two agree. 18:30 is a number of seconds, of minutes, or a text; 08:15 is a text where 18:30 is minutes. 04103 is octal
#          where 04109 is a text or a decimal number, since 9 is no octal digit.
# Seen:    Jekyll 66600 29700 04109 2115; gray-matter 1110 "08:15" "04109" 2115; Hugo 18:30 08:15 4109 2115; js-yaml 4 "18:30"
#          "08:15" 4109 4103.
# Matters: a check with one morning and one address passes; the open day is then at 1110, the job at postcode 2115, which search
#          engines take for another town. A hub that reads such a repository takes the text as it stands, not a library's value.
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
printf '%s\n' --- 'title: Offene Werkstatt' 'date: 2020-03-02' 'evening: 18:30' 'morning: 08:15' 'office: 04109' 'works: 04103' --- >post.md
{ cat post.md; echo '[{{ page.evening }} {{ page.morning }} {{ page.office }} {{ page.works }}]'; } >jekyll/_posts/2020-03-02-open.md
cp post.md hugo/content/posts/open.md
printf '%s\n' 'baseURL = "https://x.example/"' 'disableKinds = ["RSS", "sitemap", "taxonomy", "term", "home", "section"]' >hugo/config.toml
echo '[{{ .Params.evening }} {{ .Params.morning }} {{ .Params.office }} {{ .Params.works }}]' >hugo/layouts/_default/single.html
(cd jekyll && timeout 120 ruby -S jekyll build --disable-disk-cache -q >"$tmp/log" 2>&1) || { cat log >&2; exit 2; }
(cd hugo && timeout 120 hugo --quiet)
cat >read.mjs <<'X'
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url), file = readFileSync('post.md', 'utf8');
const say = ({ evening, morning, office, works }) => console.log(JSON.stringify([evening, morning, office, works]));
say(require('gray-matter')(file).data);
say(require('js-yaml').load(file.split('---\n')[1]));
X
timeout 60 node read.mjs >out
expect "Jekyll" '[66600 29700 04109 2115]' "$(grep -rho '\[.*\]' jekyll/_site | head -n 1)"
expect "Hugo" '[18:30 08:15 4109 2115]' "$(cat hugo/public/posts/open/index.html)"
expect "gray-matter" '[1110,"08:15","04109",2115]' "$(sed -n 1p out)"
expect "js-yaml 4" '["18:30","08:15",4109,4103]' "$(sed -n 2p out)"

exit "$changed"
