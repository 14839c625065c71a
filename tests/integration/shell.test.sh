#!/usr/bin/env bash
# The demo hub in the layout of two host sites, built by Hugo and by Eleventy: what a page of it holds then, that a
# rebuilt site is picked up by the next publish, and that a broken or missing one takes nothing away.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${TH_BUILD:-$root/build/release}
for program in teamhub teamhub.fcgi; do
	[ -x "$build/$program" ] || { echo "skipped: $build/$program is not built"; exit 77; }
done
command -v hugo >/dev/null || { echo "skipped: hugo is not installed"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/hub"
cp -r "$root/content" "$work/content"
edition=$work/hub/current
failed=0

fail() {
	echo "FAILED: $*"
	failed=1
}
wear() { # FILE URL
	cp "$root/content/hub.yml" "$work/content/hub.yml"
	printf '\nshell: {file: "%s", url: %s}\n' "$1" "$2" >>"$work/content/hub.yml"
}
publish() { LC_ALL=C "$build/teamhub" publish --source "$work/content" --edition "$edition" ${ROOTS:+--shell-root "$ROOTS"} >"$work/said" 2>&1; }
ROOTS=$work
page() {
	env -i TEAMHUB_EDITION="$edition" SCRIPT_NAME=/team PATH_INFO="$1" REQUEST_METHOD=GET \
		"$build/teamhub.fcgi" </dev/null >"$work/page"
}
has() { grep -qF -- "$1" "$work/page" || fail "$name: no $1"; }
has_not() { ! grep -qF -- "$1" "$work/page" || fail "$name: $1"; }
once() { [ "$(grep -oE -- "$1" "$work/page" | wc -l)" = 1 ] || fail "$name: not once: $1"; }

# What holds for any page in any shell.
check_page() { # PATH LANG
	name="$host $1"
	page "$1"
	once '<!doctype html|<!DOCTYPE html>'
	once '<title>'
	once "(^|[^'])<main[ >]"
	once '<h1[ >]'
	[ "$(grep -c 'property="og:title"' "$work/page")" -le 1 ] || fail "$name: og:title twice"
	once '<div class="teamhub-shell">'
	once "<html lang=\"$2\""
	once 'aria-current="page" href="/team/"'
	once '<link rel="stylesheet" href="/team/assets/'
	has '/shell-'
	has_not '<base'
	has_not 'th-header'
	has_not 'th-footer th-stage'
	# No address counts from where the page lies.
	bad=$(sed 1,/^.$/d "$work/page" | grep -oE ' (href|src|poster|action)="[^"]*"' | grep -vE '="(/|#|https?:|mailto:)' | head -3)
	[ -z "$bad" ] || fail "$name: relative: $bad"
}

# ---- Hugo: both markers, relative addresses ----

host=hugo
hugo --quiet --source "$here/hosts/hugo" --destination "$work/hugo" || fail "hugo does not build"
[ ! -d "$here/hosts/hugo/resources" ] || rmdir -p "$here/hosts/hugo/resources" 2>/dev/null
rm -f "$here/hosts/hugo/.hugo_build.lock"
wear "$work/hugo/team/index.html" /team/
publish || fail "publish says: $(cat "$work/said")"
for path in / /stories/ /stories/loeten-mit-der-8b/ /people/ /teams/ /stories/subscribe/; do check_page $path de; done
page /
once 'property="og:title"'
page /stories/loeten-mit-der-8b/
once 'rel="canonical"'
has 'rel="canonical" href="http://localhost:8080/team/stories/loeten-mit-der-8b/"'
check_page /en/people/ en
check_page /no-such-page/ de
grep -q '^Status: 404' "$work/page" || fail "a page that is not there is not 404 in a shell"
page /stories/
name="hugo, around it"
has '<a class="logo" href="/"><img src="/icon.svg" srcset="/icon.svg 1x, /icon.svg 2x"'
has '<link rel="stylesheet" href="/site.css">'
has '<a href="/stellen/">Offene Stellen</a>'
has '© Auenwerk · <a href="/impressum/">Impressum</a>'
has_not 'Diese Seite ist nur der Rahmen'
has_not 'careers.example'
has_not 'name="robots"'
for file in icon.svg site.css stellen/index.html; do [ -e "$work/hugo/$file" ] || fail "no $file in the site"; done

# ---- built anew, nothing new, broken, gone, whole again ----

publish || fail "a second publish says: $(cat "$work/said")"
grep -q '^nothing new' "$work/said" || fail "published again without need: $(cat "$work/said")"

sed -i 's/© Auenwerk/© Auenwerk 2027/' "$work/hugo/team/index.html"
publish || fail "publish says: $(cat "$work/said")"
name="built anew"
page /people/
has '© Auenwerk 2027'

sed -i 's#</main>##' "$work/hugo/team/index.html"
sed -i 's/<!-- teamhub:main -->//' "$work/hugo/team/index.html"
publish && fail "a broken shell is no error"
[ "$(grep -c '\[shell\.' "$work/said")" = 1 ] || fail "not one finding: $(cat "$work/said")"
grep -q '\[shell.main\]' "$work/said" || fail "no word of it: $(cat "$work/said")"
name="broken"
page /people/
has '© Auenwerk 2027'

rm "$work/hugo/team/index.html"
publish && fail "a missing shell is no error"
grep -q 'hub.yml:[0-9]*:1: error: .*No such file.*\[shell.absent\]' "$work/said" || fail "no word of it: $(cat "$work/said")"
name="missing"
page /people/
has '© Auenwerk 2027'

hugo --quiet --source "$here/hosts/hugo" --destination "$work/hugo"
rm -f "$here/hosts/hugo/.hugo_build.lock"
publish || fail "publish says: $(cat "$work/said")"
name="whole again"
page /people/
has_not '2027'
has '© Auenwerk'

# ---- only where the operator says: whoever writes hub.yml may not read what the publisher may ----

mkdir -p "$work/site" "$work/site-secret"
cp "$work/hugo/team/index.html" "$work/site/index.html"
sed 's/© Auenwerk/© SECRET/' "$work/site/index.html" >"$work/site-secret/index.html"
ln -s "$work/site-secret/index.html" "$work/site/link.html"
ROOTS=/nowhere:$work/site/
for file in "$work/site-secret/index.html" "$work/site/../site-secret/index.html" "$work/site/link.html" /etc/passwd \
	"$work/site-secret/none.html" "$work/site/../site-secret/none.html" "$work/site" /proc/self/environ; do
	wear "$file" /team/
	publish && fail "$file: no error"
	grep -qE '^hub.yml:[0-9]+:1: error: .*\[shell\.(outside|absent)\]' "$work/said" || fail "$file: $(cat "$work/said")"
	grep -q 'shell.outside' "$work/said" || [ "$file" = "$work/site" ] || fail "$file is not outside: $(cat "$work/said")"
	name="outside: $file"
	page /people/
	has_not SECRET
	has '© Auenwerk'
done
wear "$work/site/index.html" /team/
publish || fail "below a root: $(cat "$work/said")"
ROOTS= publish && fail "without a root: no error"
LC_ALL=C TEAMHUB_SHELL_ROOT=$work/site "$build/teamhub" publish --source "$work/content" --edition "$edition" >"$work/said" 2>&1 ||
	fail "by the environment: $(cat "$work/said")"
wear "$work/site/none.html" /team/
publish && fail "a missing page below a root: no error"
grep -q 'shell.absent' "$work/said" || fail "a missing page below a root: $(cat "$work/said")"
ROOTS=$work

# ---- in the source, without one ----

mkdir "$work/content/layout"
cp "$work/hugo/team/index.html" "$work/content/layout/"
wear layout/index.html /team/
publish || fail "publish says: $(cat "$work/said")"
name="in the source"
page /people/
has '© Auenwerk'

cp "$root/content/hub.yml" "$work/content/hub.yml"
publish || fail "publish says: $(cat "$work/said")"
name="without shell"
page /people/
has 'th-header'
has '/main.css'
has_not 'teamhub-shell'

# ---- Eleventy: no markers, <base>, a page that is the host's own ----

host=eleventy
site=$root/build/hosts/eleventy
mkdir -p "$site"
cp -r "$here/hosts/eleventy/." "$site/"
if [ ! -d "$site/node_modules/@11ty" ]; then
	(cd "$site" && npm ci --ignore-scripts --no-audit --no-fund --silent) || fail "npm cannot install Eleventy"
fi
(cd "$site" && OUT=$work/eleventy node_modules/.bin/eleventy --quiet) || fail "eleventy does not build"
wear "$work/eleventy/karriere/index.html" /karriere/
publish || fail "publish says: $(cat "$work/said")"
for path in / /stories/loeten-mit-der-8b/ /people/; do check_page $path de; done
name="eleventy, around it"
has '<link rel="stylesheet" href="/css/site.css">'
has '<link rel="alternate" type="application/atom+xml" href="/karriere/neues.xml" title="Neues">'
has '<a href="/karriere/">Karriere</a>'
has '<a href="/karriere/stellen.html">Stellen</a>'
has '<body data-greeting="{{ name }}">'
has "'<main>{{ user }}</main>'"
has 'style="background-image: url(/css/dots.svg)"'
has '<a href="#content">Zum Inhalt</a>'
has '<a href="#content">nach oben</a>'
has '<meta name="color-scheme" content="light dark">'
has '<main id="content"><div class="teamhub-shell">'
has_not '"WebPage"'
has_not 'Was wir bieten'
[ "$failed" = 0 ] && echo "the hub stands in both sites"
exit $failed
