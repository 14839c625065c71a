#!/bin/bash
# install.test.sh -- `make install` into a folder and `make uninstall`; the man pages and completions that it makes, held
# against the programs: every option that a page names the command takes, as a flag or with a value, and the other way round.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
cd "$root"
for tool in mandoc man shellcheck zsh make; do
	command -v $tool >/dev/null || { echo "skipped: $tool is missing" && exit 77; }
done
build=${TH_BUILD:-build/release} to=$(mktemp -d)
trap 'rm -rf "$to"' EXIT
teamhub=$root/$build/teamhub

fail() {
	echo "FAILED: $*"
	exit 1
}
passed() { echo "ok: $*"; }

shellcheck nginx/package/*.sh nginx/package/debian/teamhub.p* tests/integration/{machine,package*,ten_minutes*,install.test}*.sh || fail "shellcheck"
passed "the scripts are as shellcheck has them"

# ---- install ----

make --no-print-directory install DESTDIR="$to" >/dev/null
for file in usr/local/bin/teamhub usr/local/bin/teamhub.fcgi usr/local/lib/teamhub/teamhub-media usr/local/sbin/teamhub-setup \
	usr/local/share/teamhub/themes/default/theme.yml usr/local/lib/systemd/system/teamhub@.service etc/teamhub/nginx/teamhub-types.conf; do
	[ -e "$to/$file" ] || fail "$file is not installed"
done
echo '# ours' >>"$to/etc/teamhub/teamhub.conf"
make --no-print-directory install DESTDIR="$to" >/dev/null 2>"$to/said"
grep -q '# ours' "$to/etc/teamhub/teamhub.conf" || fail "a changed setting was replaced"
grep -q 'was changed and stays' "$to/said" || fail "what is new in a changed setting is not told"
rm "$to/etc/teamhub/teamhub.conf.new" "$to/said"
passed "make install: a setting that was changed stays"

mkdir "$to/content" "$to/hub"
(cd "$to/content" && "$to/usr/local/bin/teamhub" new hub Hub >/dev/null && "$to/usr/local/bin/teamhub" publish --source . --edition "$to/hub/current" >/dev/null) ||
	fail "the installed program finds no theme"
passed "what is installed works, themes and all"

# ---- man pages ----

pages=$("$teamhub" manual)
for page in $pages; do
	for file in "$to/usr/local/share/man/man${page##*.}/$page" "$to/usr/local/share/man/de/man${page##*.}/$page"; do
		said=$(LC_ALL=C.UTF-8 man --warnings -E utf8 -l "$file" 2>&1 >/dev/null)
		[ -z "$said" ] || fail "$file: $said"
	done
	said=$(mandoc -T lint -W warning "$to/usr/local/share/man/man${page##*.}/$page" 2>&1) || fail "$said"
done
mandoc -T lint -W warning "$to/usr/local/share/man/man8/teamhub-setup.8" || fail "teamhub-setup.8"
passed "$(wc -w <<<"$pages") man pages in two languages, without a warning"

commands=$("$teamhub" --help | sed -n 's/^  teamhub \([a-z-]*\).*/\1/p' | grep -v '^-')
for command in $commands; do
	grep -qx "teamhub-$command.1" <<<"$pages" || fail "teamhub $command has no page"
	words=("$command")
	case $command in # what to do comes first
	token) words+=(list) ;;
	new) words+=(story Title) ;;
	esac
	while read -r option value; do
		if [ -n "$value" ]; then
			said=$("$teamhub" "${words[@]}" "$option" 2>&1 || true)
			grep -qe "$option takes a value" <<<"$said" || fail "teamhub $command $option, which its page has with a value, says: $said"
		else
			said=$("$teamhub" "${words[@]}" "$option=x" 2>&1 || true)
			grep -qe "$option takes no value" <<<"$said" || fail "teamhub $command $option, a flag on its page, says: $said"
		fi
	done < <(LC_ALL=C "$teamhub" manual "teamhub-$command.1" | sed -n 's/^\.It Fl \\-\([^ ]*\)\( Ar \(.*\)\)\?$/--\1 \3/p' | sed 's/\\-/-/g')
done
passed "each command takes the options that its page names, and as it names them"

# The other way: what the sources read. OPTION: {"name", as options are in cmd_*.c.
taken=$(grep -ohE '\{"[a-z-]+", (&|NULL)' cgi/*/cmd_*.c | sed -E 's/\{"([a-z-]+)".*/\1/' | sort -u)
named=$(for page in $pages; do "$teamhub" manual "$page"; done | sed -n 's/^\.It Fl \\-\([^ ]*\).*/\1/p' | sed 's/\\-/-/g' | sort -u)
[ "$taken" = "$named" ] || fail "options taken and named: $(diff <(echo "$taken") <(echo "$named"))"
read_there=$(grep -ohE '"TEAMHUB_[A-Z_]+"' cgi/*/*.c | tr -d '"' | sort -u | grep -v '^TEAMHUB_$')
told=$("$teamhub" manual teamhub.1 && "$teamhub" manual teamhub.fcgi.8)
for variable in $read_there; do
	grep -q "^\.It Ev $variable$" <<<"$told" || fail "$variable is read and on no page"
done
passed "no option and no variable is left out"

# ---- completions ----

bash -n "$to/usr/local/share/bash-completion/completions/teamhub"
zsh -n "$to/usr/local/share/zsh/site-functions/_teamhub"
completed() {
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	_teamhub
	echo "${COMPREPLY[*]}"
}
# shellcheck source=/dev/null
. "$to/usr/local/share/bash-completion/completions/teamhub"
[ "$(completed teamhub edit)" = editions ] || fail "teamhub edit: $(completed teamhub edit)"
[ "$(completed teamhub publish --la)" = --lang ] || fail "publish --la: $(completed teamhub publish --la)"
[ "$(completed teamhub check --format s)" = sarif ] || fail "check --format s: $(completed teamhub check --format s)"
[ "$(completed teamhub schema sto)" = story ] || fail "schema sto: $(completed teamhub schema sto)"
[ "$(completed teamhub publish --source '')" = '' ] || fail "publish --source wants a file"
passed "bash completes commands, options and their values"

# ---- uninstall ----

rm -r "$to/content" "$to/hub"
make --no-print-directory uninstall DESTDIR="$to" >/dev/null
left=$(cd "$to" && find . -type f)
[ "$left" = "./etc/teamhub/teamhub.conf
./usr/local/share/teamhub/settings/etc/teamhub/teamhub.conf" ] || fail "make uninstall leaves $left"
passed "make uninstall leaves what was changed, and nothing else"
