#!/bin/bash
# Guess:   a field that is there but empty (null, or a text of no letters) is shown as nothing, and `{{^field}}` says what then.
# Tried:   mustache 4.2.0 (npm), ruby-mustache 1.1.1-2, python3-pystache 0.6.0-1, libtext-hogan-perl 2.03-2 (Debian 12),
#          2026-11-30; one template, `role` null, `note` "".
# Does:    pystache prints the word None. Text::Hogan goes on to the page around and prints its role. ruby-mustache renders the
#          section AND its inverse for the empty text. mustache.js does what was guessed.
# Seen:    "[None](no note)", "[Chefin](no note)", "[](a note: )(no note)", "[](no note)".
# Matters: a theme tried with one engine shows "None", a stranger's role or two contradicting sentences with another. Views for
#          templates leave empty fields out, and say with a flag of their own whether there is something to show.
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

debian ruby-mustache=1.1.1-2 python3-pystache=0.6.0-1 libtext-hogan-perl=2.03-2
ruby_paths
packages mustache@4.2.0
PYTHONPATH=$tmp/root/usr/lib/python3/dist-packages:/usr/lib/python3/dist-packages
PERL5LIB=$(find "$tmp/root" -type d \( -name perl5 -o -path '*/perl5/5.36' -o -path '*/perl/5.36*' \) -printf '%p:')
export PYTHONPATH PERL5LIB

cat >template <<'X'
{{#person}}[{{role}}]{{#note}}(a note: {{note}}){{/note}}{{^note}}(no note){{/note}}{{/person}}
X
echo '{"role": "Chefin", "person": {"role": null, "note": ""}}' >view.json
expect mustache.js '[](no note)' "$(timeout 30 node -e '
	const read = (name) => require("fs").readFileSync(name, "utf8");
	process.stdout.write(require("mustache").render(read("template"), JSON.parse(read("view.json"))))')"
expect pystache '[None](no note)' "$(timeout 30 python3 -c '
import json, pystache
print(pystache.render(open("template").read(), json.load(open("view.json"))), end="")')"
expect ruby-mustache '[](a note: )(no note)' "$(timeout 30 ruby -rmustache -rjson -e '
	print Mustache.render(File.read("template"), JSON.parse(File.read("view.json")))')"
expect Text::Hogan '[Chefin](no note)' "$(timeout 30 perl -MText::Hogan::Compiler -MJSON::PP -e '
	sub slurp { local (@ARGV, $/) = @_; <> }
	print Text::Hogan::Compiler->new->compile(slurp("template"))->render(decode_json(slurp("view.json")))')"

exit "$changed"
