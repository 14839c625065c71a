#!/usr/bin/env bash
# A repository that another generator builds comes in: `teamhub adopt` recognises it, writes a hub.yml
# that works, and says what would be lost. The trees beside this test, without their hub.yml, and small
# ones of other generators; Jekyll and Hugo themselves, where they are installed, build the sites that old
# addresses are held against.
#
# usage: adopt.test.sh [CASE…]    without: all. TEAMHUB names the program.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
T=${TEAMHUB:-$top/build/release/teamhub}
[ -x "$T" ] || { echo "$T is not built: make"; exit 77; }
command -v git >/dev/null || { echo "git is not installed"; exit 77; }
box=$(mktemp -d /tmp/teamhub-adopt-XXXXXX)
trap 'rm -rf "$box"' EXIT
export HOME=$box GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 GIT_TERMINAL_PROMPT=0
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE TEAMHUB_LANG LANG
git config --global user.name "Jana Weber"
git config --global user.email jana@firm.example
git config --global init.defaultBranch main
case_name= failed=0 checks=0
out=$box/out

fail() {
	failed=$((failed + 1))
	echo "FAILED $case_name: $1"
	sed 's/^/    | /' "$out" 2>/dev/null | tail -n 40
}
says() { checks=$((checks + 1)); grep -qF -- "$1" "$out" || fail "not said: $1"; }
silent() { checks=$((checks + 1)); grep -qF -- "$1" "$out" && fail "said, but should not be: $1"; }
has() { checks=$((checks + 1)); grep -qE -- "$1" hub.yml || { cp hub.yml "$out"; fail "not in hub.yml: $1"; }; }
same() { checks=$((checks + 1)); [ "$1" = "$2" ] || fail "$3: '$1', not '$2'"; }
run() { # STATUS COMMAND…
	local want=$1 is
	shift
	"$@" >"$out" 2>&1 </dev/null
	is=$?
	checks=$((checks + 1))
	[ "$is" = "$want" ] || fail "status $is, not $want: $*"
}
tree() { # NAME: a tree beside this test, as its authors have it
	rm -rf "$box/$1"
	cp -r "$top/tests/integration/trees/$1" "$box/$1"
	cd "$box/$1" || exit 1
	rm hub.yml
}
new() { rm -rf "$box/$1" && mkdir -p "$box/$1" && cd "$box/$1" || exit 1; }
post() { # PATH LINE…
	mkdir -p "$(dirname "$1")"
	{
		echo ---
		printf '%s\n' "${@:2}"
		printf -- '---\nThis is the text, and it was with us.\n'
	} >"$1"
}
page() { # EDITION PATH → status
	TEAMHUB_EDITION=$1 SCRIPT_NAME=/team PATH_INFO=$2 REQUEST_METHOD=GET "$top/build/release/teamhub.fcgi" 2>/dev/null |
		sed -n 's/^Status: \([0-9]*\).*/\1/p' | head -n 1
}

# ---- the cases -----------------------------------------------------------------------------------

a_jekyll_site_is_recognised_and_comes_in_by_push() {
	tree jekyll
	run 0 "$T" adopt --lang en
	says "Jekyll: _config.yml"
	says "written: ./hub.yml"
	says "published                                 3 / 3  100.0 %"
	says "1 more stay out, as they do today"
	says "with an old address                       3 / 3  100.0 %"
	has '^title: "Quarry Lane" +# title in _config.yml$'
	has '^languages: \[en\] +# judging by the words of the texts$'
	has '^generator: jekyll '
	has '^    folders: \[_posts\] +# texts with a date: 4$'
	has '^    # old addresses: as Jekyll makes them'
	has '^      tags: topic +# 3 ×$'
	has '^    words: \[tags, categories\]'
	has '^    folders: \[_authors\]'
	has '^    data: _data/authors.yml'
	has '^      display_name: name'
	# what was written is not written over, and is what is tried from then on
	cp hub.yml ../first.yml
	sed -i 's/folders: \[_posts\]/folders: [nowhere]/' hub.yml
	run 0 "$T" adopt --lang de
	says "hub.yml ist schon da und bleibt"
	says "veröffentlicht                            0 / 0"
	cp ../first.yml hub.yml
	run 1 "$T" check --lang en .
	says "0 errors"
	# into an empty hub
	git init -q . && git add -A && git commit -qm "as it is"
	run 0 "$T" init-repo ../jekyll.git --edition ../jekyll-hub/current
	git push -q ../jekyll.git main >"$out" 2>&1 || fail "the push was refused"
	silent "Not accepted"
	same "$(page "$box/jekyll-hub/current" /stories/measuring-rain/)" 200 "a post"
	same "$(page "$box/jekyll-hub/current" /2024/08/17/measuring-rain/)" 301 "its old address"
	same "$(page "$box/jekyll-hub/current" /yard/2024/02/29/a-wall-for-leap-day/)" 301 "one with a category"
	same "$(page "$box/jekyll-hub/current" /authors/mairi/)" 301 "a profile's old address"
}

pages_of_the_site_stay_pages_of_the_site() {
	new pages
	echo 'title: A' >_config.yml
	post _posts/2026-01-02-one.md 'title: One'
	mkdir pages && printf -- '---\ntitle: About\n---\n{{ site.title }}\n' >pages/about.md
	run 0 "$T" adopt --lang en
	has '^ignore: \[pages/\] +# pages of the site as it is'
	"$T" publish --source . --edition "$box/pages-hub/current" >"$out" 2>&1
	same "$(page "$box/pages-hub/current" /pages/about/)" 404 "a page of the site"
	rm -r pages hub.yml
	run 0 "$T" adopt --lang en
	cp hub.yml "$out"
	silent 'ignore:'
}

a_site_of_hugo_in_two_languages_is_recognised() {
	tree hugo
	run 0 "$T" adopt --lang en
	says "published                                 4 / 4  100.0 %"
	says "Hugo: content/_index.md"
	has '^languages: \[de, en\]'
	has '^    folders: \[content/blog\]'
	has '^    names: \["\{slug\}/_index"\]'
	has '^      title: name'
	has '^      cover.image: picture'
	has '^media: \[static\]'
	rm hub.yml
	cat >hugo.toml <<-'Y'
		baseURL = "https://reederei.example/"
		title = 'An Bord'
		defaultContentLanguage = "de"
		timeZone = "Europe/Berlin"
		[permalinks]
		  blog = "/blog/:year/:month/:slug/"
		[languages.de]
		[languages.en]
	Y
	"$T" adopt --lang de >"$out" 2>&1
	says "Hugo: hugo.toml"
	says "mit einer alten Adresse                   4 / 4  100.0 %"
	has '^title: "An Bord" +# title in hugo.toml'
	has '^base_url: "https://reederei.example" +# baseURL in hugo.toml'
	has '^languages: \[de, en\] +# defaultContentLanguage in hugo.toml'
	has '^timezone: Europe/Berlin'
	has '^    # alte Adressen: wie Hugo sie'
}

a_site_of_eleventy_is_recognised() {
	tree eleventy
	run 0 "$T" adopt --lang en
	says "Eleventy: .eleventy.js"
	says "published                                 3 / 3  100.0 %"
	has '^    folders: \[src/posts\]'
	has '^    # old addresses: as Eleventy makes them'
	has '^    skip: \[posts, post, all\]'
	has '^    data: src/_data/authors.json'
	has '^      fullName: name'
	has '^      title: role'
}

# content/README.md prints them, without the head and the alignment.
the_readme_shows_what_is_written() {
	local name
	for name in Jekyll Hugo Eleventy Zola; do
		tree "${name,,}"
		"$T" adopt --lang en --out - . 2>/dev/null | sed '1,2d; s/\([^ ]\) *#/\1  #/' >written
		awk -v head="$name:" '/^\*\*What `adopt` wrote/ { on = 1 } /^## / { on = 0 }
			on && /:$/ && !/^ / { mine = $0 == head; next } on && mine && /^    / { print substr($0, 5) }' "$top/content/README.md" >shown
		run 0 diff shown written
		[ -s shown ] || fail "content/README.md has nothing for $name"
	done
}

other_generators_are_recognised_by_what_they_leave() {
	new docusaurus
	printf "module.exports = {\n  title: 'Docu Site',\n  url: 'https://docu.example/',\n};\n" >docusaurus.config.js
	mkdir -p blog && printf 'ann:\n  name: Ann Example\n  title: Maintainer\n' >blog/authors.yml
	post blog/2024-05-01-hello.md "title: Hello" "authors: [ann]" "tags: [news]"
	post blog/2024/06-02-two.md "title: Two" "authors: ann"
	"$T" adopt --lang en >"$out" 2>&1
	says "Docusaurus: docusaurus.config.js"
	says "published                                 2 / 2"
	has '^base_url: "https://docu.example" '
	has '^    names: \["\{year\}/\{month\}-\{day\}-\{slug\}"'
	has '^    data: blog/authors.yml'
	has '^      title: role'

	new zola
	printf 'base_url = "https://zola.example"\ntitle = "Zola Site"\ndefault_language = "en"\n' >config.toml
	mkdir -p content/notes
	for i in 1 2 3; do
		printf -- '+++\ntitle = "Post %d"\ndate = 2024-05-0%d\n[taxonomies]\ntags = ["a", "b"]\n+++\nThe text and more.\n' $i $i >content/notes/post-$i.md
	done
	run 0 "$T" adopt --lang en
	says "Zola: config.toml"
	has '^    folders: \[content/notes\]'
	has '^generator: zola '
	has '^    # old addresses: as Zola makes them'
	has '^      taxonomies.tags: topic +# 3 ×'
	has '^  consent: required'

	new hexo
	printf 'title: Hexo Site\nurl: https://hexo.example\npermalink: :year/:title/\nnew_post_name: :title.md\nlanguage: de-DE\n' >_config.yml
	for i in 1 2 3; do post source/_posts/p$i.md "title: P $i" "date: 2024-05-0$i 10:00:00" "tags: [a, b]"; done
	run 0 "$T" adopt --lang en
	says "Hexo: _config.yml"
	has '^languages: \[de\]'
	has '^    folders: \[source/_posts\]'
	has '^      - "/:year/:title/" +# permalink in _config.yml'

	new ember
	touch ember-cli-build.js
	for i in 1 2 3; do post content/p$i.md "title: P $i" "date: 2024-05-0$i" "authors: [ann]" "image: /images/x.jpg"; done
	post authors/ann.md "name: Ann" "bio: writes" "website: https://ann.example"
	"$T" adopt --lang en >"$out" 2>&1
	says "Ember: ember-cli-build.js"
	has '^    folders: \[content\]'
	has '^    folders: \[authors\]'
	has '^      bio: summary'

	# a site in a folder of a repository, and folders of posts that are not one
	new deep
	touch README.md
	mkdir site && printf 'title: Deep\nurl: https://deep.example\n' >site/_config.yml
	for i in 1 2 3; do post site/_posts/2024-05-0$i-p$i.md "title: P $i"; done
	post site/news/_posts/2024-06-01-n.md "title: N"
	post site/drafts/x.md "title: X"
	run 0 "$T" adopt --lang en
	says "Jekyll: site/_config.yml"
	says "published                                 4 / 4"
	has '^    folders: \[site/news/_posts, site/_posts\]'

	new unknown
	for i in 1 2 3 4; do post texts/2023/p$i.md "title: P $i" "pubDate: 2024-05-0$i" "hero: x.jpg"; done
	"$T" adopt --lang de >"$out" 2>&1
	says "kein Generator erkannt"
	has '^    folders: \[texts\]'
	has '^      pubDate: date'

	new nothing
	echo "# Hello" >README.md
	run 0 "$T" adopt --lang en
	says "No text with a date was found."
	run 0 "$T" check --lang en .
}

languages_and_authors_are_found_where_people_put_them() {
	new jekyllang
	printf 'title: X\nurl: https://x.example\nauthors:\n  ann:\n    name: Ann Lee\n    bio: writes\n' >_config.yml
	post _posts/en/2024-05-01-first.md "title: First" "lang: en" "author: ann"
	post _posts/de/2024-05-01-first.md "title: Erste" "lang: de" "author: Ann Lee (Example) and Bob Roe et al."
	run 0 "$T" adopt --lang en
	says "published                                 2 / 2  100.0 %"
	has '^languages: \[en, de\]'
	has '^    data: "_config.yml#authors"'
	has '^    split: \[author, authors\]'
}

what_would_be_lost_is_told() {
	tree jekyll
	touch _posts/2024-09-09-page.org
	printf -- '---\ntitle: [broken\n---\nx\n' >_posts/2024-09-10-broken.md
	printf '![x](gone.png) [y](gone.md)\n' >>_posts/2024-08-17-measuring-rain.md
	run 1 "$T" adopt --lang en
	says "published                                 3 / 5  60.0 %"
	says "1 have an error"
	says "1 are not read: *.org"
	says "× error   yaml.bracket, 1 file: _posts/2024-09-10-broken.md:2: "
	says "× warning picture.missing, "
	says "× warning link.missing, 1 file: "
}

a_bare_repository_gets_its_hub_yml_on_paper_and_nothing_else_is_written() {
	tree jekyll
	git init -q . && git add -A && git commit -qm all && git clone -q --bare . ../bare.git
	cp -a ../bare.git ../before.git
	run 0 "$T" adopt --lang en ../bare.git
	says "title: \"Quarry Lane\""
	says "published                                 3 / 3"
	run 0 diff -r ../bare.git ../before.git
	run 0 "$T" adopt --lang en --out ../elsewhere.yml .
	[ -f hub.yml ] && fail "hub.yml was written as well"
	[ -z "$(git status --porcelain)" ] || fail "something else was written"
	run 3 "$T" adopt --lang en --out ../elsewhere.yml .
	says "already exists"
	"$T" adopt --lang en --out - . >"$out" 2>/dev/null
	says "title: \"Quarry Lane\""
	silent "published"
	run 2 "$T" adopt --lang fr .
	run 3 "$T" adopt --site /nowhere .
	says "/nowhere: no such folder"
	[ -f hub.yml ] && fail "hub.yml was written though there is no such site"
	run 3 "$T" adopt "$box/nowhere"
}

old_addresses_are_held_against_the_site_as_it_was_built() {
	tree jekyll
	if command -v jekyll >/dev/null; then
		mkdir _includes && echo x >_includes/figure.html
		timeout 100 jekyll build -q -d "$box/jekyll-site" >"$out" 2>&1 || fail "Jekyll does not build the tree"
		echo 'stray' >"$box/jekyll-site/about.html"
		run 0 "$T" adopt --lang en --site "$box/jekyll-site"
		says "pages of the site that redirect           4 / 5  80.0 %"
		says "1 do not: /, for example /about.html"
	else
		echo "  (Jekyll is not installed)"
	fi
	if command -v hugo >/dev/null; then
		new hugosite
		printf 'baseURL = "https://x.example/"\ntitle = "X"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n[permalinks]\n  posts = "/:year/:month/:slug/"\n' >config.toml
		for i in 1 2 3; do post content/posts/p-$i.md "title: P $i" "date: 2024-05-0$i"; done
		post content/news/n.md "title: News" "date: 2024-06-01"
		post content/news/m.md "title: More" "date: 2024-06-02" "slug: else"
		post content/news/o.md "title: Other" "date: 2024-06-02"
		mkdir -p layouts/_default
		echo '{{ .Title }}' | tee layouts/_default/single.html >layouts/_default/list.html
		timeout 100 hugo --quiet --destination "$box/hugo-site" >"$out" 2>&1 || fail "Hugo does not build the tree"
		run 0 "$T" adopt --lang en --site "$box/hugo-site"
		# start and two lists are the site's own
		says "published                                 6 / 6  100.0 %"
		says "pages of the site that redirect           6 / 9"
		has '^    folders: \[content/(posts, content/news|news, content/posts)\]'
	else
		echo "  (Hugo is not installed)"
	fi
}

cases=${*:-$(sed -n 's/^\([a-z_]*\)() {$/\1/p' "$0" | grep _)}
for case_name in $cases; do
	: >"$out"
	cd "$box" && "$case_name"
done
cd /
echo "$checks checks, $failed failed"
[ "$failed" -eq 0 ] && [ "$checks" -gt 50 -o $# -gt 0 ]
