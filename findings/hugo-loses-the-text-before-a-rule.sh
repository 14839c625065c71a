#!/bin/bash
# Guess:   front matter that YAML's own end of document (`...`) closes, as pandoc and Jekyll read it, is either read or refused.
# Tried:   hugo 0.111.3-1, jekyll 4.3.1 (Debian 12), gray-matter 4.0.3 (npm), 2026-11-30; a post whose front matter ends in `...`
#          and whose text has a rule (`---`) in its middle.
# Does:    Hugo takes all up to the rule for front matter, reads the fields before `...`, and drops what is between: title and
#          date are right, half of the text is gone, and the build says nothing. gray-matter refuses the file. Jekyll shows all.
# Seen:    Hugo: "<p>After</p>" of "Before … rule … After".
# Matters: a repository moves from Jekyll or pandoc to Hugo, every page is there, and first paragraphs are not. Whoever reads front
#          matter must know both ends; comparing numbers of pages does not show it.
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
packages gray-matter@4.0.3

mkdir -p jekyll/_posts hugo/content/posts hugo/layouts/_default
echo 'title: Werk' >jekyll/_config.yml
printf '%s\n' --- 'title: Week' 'date: 2020-03-02' ... 'Before' '' --- '' 'After' >post.md
cp post.md jekyll/_posts/2020-03-02-week.md
cp post.md hugo/content/posts/week.md
printf '%s\n' 'baseURL = "https://x.example/"' 'disableKinds = ["RSS", "sitemap", "taxonomy", "term", "home", "section"]' >hugo/config.toml
echo '{{ .Title }} {{ .Date.Format "2006-01-02" }} {{ .Content }}' >hugo/layouts/_default/single.html
(cd jekyll && timeout 120 ruby -S jekyll build --disable-disk-cache -q >"$tmp/log" 2>&1) || { cat log >&2; exit 2; }
expect "Hugo's messages" "" "$(cd hugo && timeout 120 hugo --quiet 2>&1)"
expect "Hugo" 'Week 2020-03-02 <p>After</p>' "$(tr -s '\n' ' ' <hugo/public/posts/week/index.html | sed 's/ *$//')"
expect "Jekyll" '<p>Before</p> <hr /> <p>After</p>' \
	"$(find jekyll/_site -name 'week*' -type f -exec cat {} + | tr -s '\n' ' ' | sed 's/ *$//')"
expect "gray-matter" 'expected a single document in the stream, but found more' "$(node -e '
	try { console.log(require("gray-matter").read("post.md").content) } catch (e) { console.log(e.message.split("\n")[0]) }')"

exit "$changed"
