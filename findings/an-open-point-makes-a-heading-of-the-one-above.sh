#!/bin/bash
# Guess:   in a list of who does what, a point that nobody has filled in yet ("-" alone) is an empty point.
# Tried:   cmark-gfm 0.29.0.gfm.6-6, kramdown 2.4.0-2 with and without its GFM parser (Jekyll's), discount 2.2.7-2, lowdown 1.0.0-2,
#          Python-Markdown 3.4.1-2+deb12u1 (Debian 12), 2026-11-30; three lines: "- Montage: Jana", "-", "- Lager: Ahmad".
# Does:    only cmark-gfm makes three points. To the others the lone "-" underlines what stands above: kramdown makes a heading
#          within the point, discount, lowdown and Python-Markdown end the list and make "- Montage: Jana", its mark included,
#          a heading of the page. None says a word.
# Seen:    "<h2>- Montage: Jana</h2><ul><li>Lager: Ahmad</li></ul>".
# Matters: duty rosters and lists of hosts are written with open points; the one person above it becomes a heading, in the table of
#          contents and for screen readers, too. Whoever reads Markdown for people takes a lone mark for a point.
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

debian ruby-kramdown=2.4.0-2 ruby-kramdown-parser-gfm=1.1.0-2 discount=2.2.7-2 cmark-gfm=0.29.0.gfm.6-6 lowdown=1.0.0-2 python3-markdown=3.4.1-2+deb12u1
ruby_paths
PYTHONPATH=$tmp/root/usr/lib/python3/dist-packages
export PYTHONPATH

printf -- '- Montage: Jana\n-\n- Lager: Ahmad\n' >list.md
shape() { tr -d '\n' | sed -E 's/ (id|class)="[^"]*"//g; s/> +/>/g; s/ +</</g'; }
kramdown() { timeout 60 ruby -e 'require "kramdown"; puts Kramdown::Document.new(File.read("list.md"), input: ARGV[0]).to_html' "$1"; }

expect "cmark-gfm: three items" '<ul><li>Montage: Jana</li><li></li><li>Lager: Ahmad</li></ul>' "$(cmark-gfm list.md | shape)"
expect "kramdown: a heading and two items" '<ul><li><h2>Montage: Jana</h2></li><li>Lager: Ahmad</li></ul>' "$(kramdown kramdown | shape)"
expect "kramdown as Jekyll sets it (GFM)" '<ul><li><h2>Montage: Jana</h2></li><li>Lager: Ahmad</li></ul>' "$(kramdown GFM | shape)"
expect "discount: a heading and one item" '<h2>- Montage: Jana</h2><ul><li>Lager: Ahmad</li></ul>' "$(markdown list.md | shape)"
expect "lowdown: the same" '<h2>- Montage: Jana</h2><ul><li>Lager: Ahmad</li></ul>' "$(lowdown list.md | shape)"
expect "Python-Markdown: the same" '<h2>- Montage: Jana</h2><ul><li>Lager: Ahmad</li></ul>' "$(timeout 60 python3 -m markdown list.md | shape)"

exit "$changed"
