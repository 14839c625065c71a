/* survey.c -- where posts and people are in a repository, and what their files are called. Called
 * by cmd_adopt.c after recognise.c. Everything is read by the hub's own readers: once as if every
 * text were a story, and once with the first draft of a hub.yml, for the people. */
#include "adopt.h"
#include "teamhub/cmd.h"
#include "teamhub/content.h"

#include <stdlib.h>

static const char before_folders[] = "title: x\n"
				     "base_url: http://localhost\n"
				     "languages: [en]\n"
				     "generator: none\n"
				     "collections:\n"
				     "  stories: {folders: [.";
static const char after_folders[] =
    "}}\n"
    "  people: {folders: [.none/a]}\n"
    "  values: {folders: [.none/b]}\n"
    "  guidelines: {folders: [.none/c]}\n"
    "  programmes: {folders: [.none/d]}\n"
    "  events: {folders: [.none/e]}\n"
    "  kudos: {folders: [.none/f]}\n"
    "  jobs: {folders: [.none/g]}\n"
    "  brand: {folders: [.none/h]}\n"
    "  pages: {folders: [.none/i]}\n"
    "policies: {missing_author: ignore, consent: assumed}\n"
    "ignore: [node_modules/, vendor/, _site/, public/, themes/, archetypes/, _drafts/]\n";

/* Settings that make every text a story. Names that begin with _ are skipped, unless a folder of
 * stories has such a name. */
static void all_are_stories(th_buf *out, const adoption *ad)
{
	size_t n;
	const th_entry *all = source_entries(ad->source, &n);
	th_map known;
	th_map_init(&known, ad->a);
	th_buf_addz(out, before_folders);
	for (size_t i = 0; i < n; i++) {
		th_str folder = path_folder(all[i].path);
		for (size_t at = 0; at < folder.n; at++) {
			if (folder.p[at] != '_' || (at > 0 && folder.p[at - 1] != '/'))
				continue;
			size_t end = at + (size_t)th_str_chr(th_str_sub(folder, at, folder.n), '/');
			th_str whole = th_str_sub(folder, 0, end);
			bool odd = th_str_chr(whole, '"') >= 0 || th_str_chr(whole, '\\') >= 0;
			if (odd || !th_utf8_valid(whole, NULL) || th_map_get(&known, whole) != NULL)
				continue;
			th_map_put(&known, whole, out);
			th_buf_addf(out, ", \"%.*s\"", TH_FMT(whole));
		}
	}
	th_buf_addz(out, "], fields: {tags: tags");
	for (size_t i = 0; i < ad->dates.n; i++)
		th_buf_addf(out, ", %.*s: date", TH_FMT(ad->dates.v[i].theirs));
	th_buf_addz(out, after_folders);
}

int adopt_load(adoption *ad, th_content *c, th_str hub_yml, th_err *err)
{
	th_source *with;
	th_hub *hub = TH_NEW(ad->a, th_hub);
	th_findings unused = {.arena = ad->a};
	*c = (th_content){.now = publish_now()};
	source_open_with(&with, ad->source, TH_S("hub.yml"), hub_yml);
	int rc = hub_load(hub, with, ad->a, &unused, err);
	hub->audience = TH_INTERNAL;
	if (rc == 0)
		rc = content_load(c, with, hub, cmd_threads(), ad->a, &unused, err);
	/* Entries belong to the source; from here on documents are known by path. */
	for (size_t i = 0; rc == 0 && i < c->docs.n; i++)
		c->docs.v[i]->path = th_str_dup(ad->a, c->docs.v[i]->path);
	source_close(with);
	return rc;
}

/* ---- which texts are posts ---- */

static const struct {
	const char *shape, *pattern; /* d: a digit */
} shapes[] = {
    {"dddd/dd/dd/", "{year}/{month}/{day}/{slug}"},
    {"dddd/dd/dd-", "{year}/{month}/{day}-{slug}"},
    {"dddd/dd-dd-", "{year}/{month}-{day}-{slug}"},
    {"dddd-dd-dd_", "{year}-{month}-{day}_{slug}"},
};

/* The pattern with a date for a path below the folder of posts, or NULL. */
static const char *dated_path(th_str path)
{
	for (size_t at = 0; at < path.n; at++) {
		if (at > 0 && path.p[at - 1] != '/')
			continue;
		for (size_t i = 0; i < TH_COUNT(shapes); i++) {
			const char *s = shapes[i].shape;
			size_t n = strlen(s), k = 0;
			while (k < n && at + k < path.n &&
			       (s[k] == 'd' ? th_is_digit(path.p[at + k]) : path.p[at + k] == s[k]))
				k++;
			if (k == n)
				return shapes[i].pattern;
		}
	}
	return NULL;
}

/* A fault may hide its front matter, although the line is there. */
static bool says_date(const adoption *ad, const th_doc *doc)
{
	enum { LOOK_AT = 1 << 20, LINES = 40 };
	th_arena *a = th_arena_new();
	th_str text, line;
	const th_entry *e = source_find(ad->source, doc->path);
	bool found = false;
	if (e != NULL && source_read(ad->source, e, LOOK_AT, a, &text, NULL) == 0)
		for (int i = 0; i < LINES && !found && th_str_split(&text, '\n', &line); i++)
			found = th_str_starts(line, TH_S("date")) &&
				th_str_trim(line).n > TH_S("date: 2").n;
	th_arena_free(a);
	return found;
}

static bool is_text(const adoption *ad, const th_doc *doc)
{
	return doc->kind == TH_STORY && doc->entry != NULL && th_str_starts(doc->path, ad->root);
}

static bool is_post(const adoption *ad, const th_doc *doc)
{
	if (!is_text(ad, doc))
		return false;
	if (doc->date.at != TH_NEVER || dated_path(doc->path) != NULL)
		return true;
	return doc->broken && says_date(ad, doc);
}

/* ---- names ---- */

static void find_names(survey *s)
{
	size_t counts[TH_COUNT(shapes)] = {0};
	for (size_t i = 0; i < s->posts.n; i++) {
		const char *pattern =
		    s->posts.v[i]->date.at == TH_NEVER ? dated_path(s->posts.v[i]->path) : NULL;
		for (size_t k = 0; k < TH_COUNT(shapes); k++)
			counts[k] += pattern == shapes[k].pattern;
	}
	for (size_t k = 0; k < TH_COUNT(shapes); k++)
		if (counts[k] > 0)
			*TH_ADD(s->ad->a, &s->ad->names) = th_strz(shapes[k].pattern);
	if (s->ad->names.n > 0) {
		*TH_ADD(s->ad->a, &s->ad->names) = TH_S("{year}-{month}-{day}-{slug}");
		*TH_ADD(s->ad->a, &s->ad->names) = TH_S("{slug}");
	}
}

/* The language whose common words are in most of the first posts; TH_NONE: hard to say. */
static th_str language_of_texts(const survey *s)
{
	enum { TEXTS = 30, LOOK_AT = 1 << 20 };
	static const struct {
		const char *lang, *words[4];
	} little[] = {{"en", {" the ", " and ", " with ", " was "}},
	    {"de", {" und ", " der ", " nicht ", " ist "}},
	    {"fr", {" les ", " des ", " est ", " une "}},
	    {"es", {" los ", " que ", " una ", " por "}},
	    {"it", {" che ", " della ", " sono ", " per "}},
	    {"nl", {" het ", " een ", " niet ", " van "}},
	    {"pt", {" uma ", " para ", " com ", " dos "}},
	    {"pl", {" nie ", " jest ", " się ", " że "}}};
	size_t counts[TH_COUNT(little)] = {0}, best = 0;
	for (size_t i = 0; i < s->posts.n && i < TEXTS; i++) {
		th_arena *a = th_arena_new();
		th_str text = TH_NONE;
		const th_entry *e = source_find(s->ad->source, s->posts.v[i]->path);
		if (e != NULL && source_read(s->ad->source, e, LOOK_AT, a, &text, NULL) == 0)
			for (size_t k = 0; k < TH_COUNT(little) * 4; k++)
				counts[k / 4] +=
				    th_str_find(text, th_strz(little[k / 4].words[k % 4])) >= 0;
		th_arena_free(a);
	}
	for (size_t k = 1; k < TH_COUNT(little); k++)
		best = counts[k] > counts[best] ? k : best;
	return counts[best] > 0 ? th_strz(little[best].lang) : TH_NONE;
}

/* Is it in a folder named as its language, as _posts/de/x.md with lang: de? */
static bool in_own_folder(const th_doc *doc)
{
	th_str rest = path_folder(doc->path), segment;
	while (th_str_split(&rest, '/', &segment))
		if (th_str_eq(segment, doc->lang))
			return true;
	return false;
}

/* As the settings say, else as the texts are; and x.de.md beside x.md, or de/x.md. */
static void find_languages(survey *s)
{
	enum { SEVERAL = 3 };
	adoption *ad = s->ad;
	size_t counts[26 * 26] = {0};
	for (size_t i = 0; i < s->posts.n; i++) {
		th_str path = s->posts.v[i]->path, stem = path_stem(path);
		const char *p = stem.p + stem.n - 3;
		th_str lang = s->posts.v[i]->lang;
		if (lang.n == 2 && lang.p[0] >= 'a' && lang.p[0] <= 'z' && lang.p[1] >= 'a' &&
		    lang.p[1] <= 'z' && in_own_folder(s->posts.v[i]))
			counts[(lang.p[0] - 'a') * 26 + lang.p[1] - 'a'] = SEVERAL;
		if (path_base(stem).n < 4 || p[0] != '.' || p[1] < 'a' || p[1] > 'z' ||
		    p[2] < 'a' || p[2] > 'z')
			continue;
		th_str other = th_str_cat(
		    ad->a, th_str_sub(stem, 0, stem.n - 3), th_str_sub(path, stem.n, path.n));
		bool pair = source_find(ad->source, other) != NULL;
		counts[(p[1] - 'a') * 26 + p[2] - 'a'] += pair ? SEVERAL : 1;
	}
	if (ad->language.value.n == 0) {
		ad->language.value = language_of_texts(s);
		ad->language.why = catalogue_get(ad->lang, TEXT_ADOPT_BY_WORDS);
	}
	*TH_ADD(ad->a, &ad->languages) = ad->language.value.n > 0 ? ad->language.value : TH_S("en");
	for (int i = 0; i < 26 * 26; i++) {
		th_str lang = th_str_fmt(ad->a, "%c%c", 'a' + i / 26, 'a' + i % 26);
		if (counts[i] >= SEVERAL && !th_strs_has(&ad->languages, lang))
			*TH_ADD(ad->a, &ad->languages) = lang;
	}
}

/* ---- fields ---- */

/* Whether one text names several people, as in "A and B". */
static void find_split(survey *s)
{
	adoption *ad = s->ad;
	bool several = false;
	size_t at, n;
	for (size_t i = 0; i < s->posts.n && !several; i++)
		for (size_t k = 0; k < s->posts.v[i]->byline.n && !several; k++)
			several = names_next(s->posts.v[i]->byline.v[k].name, &at, &n);
	if (!several)
		return;
	*TH_ADD(ad->a, &ad->split) = TH_S("author");
	*TH_ADD(ad->a, &ad->split) = TH_S("authors");
	for (size_t i = 0; i < ad->fields.n; i++)
		if (th_str_eqz(ad->fields.v[i].ours, "authors") &&
		    !th_strs_has(&ad->split, ad->fields.v[i].theirs))
			*TH_ADD(ad->a, &ad->split) = ad->fields.v[i].theirs;
}

static void find_fields(survey *s)
{
	adoption *ad = s->ad;
	for (size_t i = 0; i < s->posts.n; i++) {
		const th_doc *doc = s->posts.v[i];
		if (!adopt_in_folders(ad, doc->path))
			continue;
		ad->posts++;
		adopt_count_fields(ad, &ad->fields, doc);
	}
	find_split(s);
	for (size_t i = 0; i < ad->dates.n; i++)
		*TH_ADD(ad->a, &ad->fields) = ad->dates.v[i];
	adopt_settle_fields(ad, &ad->fields);
	/* these make Eleventy's lists and say nothing about a post */
	static const char *const lists[] = {"posts", "post", "all"};
	for (size_t i = 0; i < TH_COUNT(lists) && ad->generator != NULL &&
			   strcmp(ad->generator->name, "Eleventy") == 0;
	     i++)
		*TH_ADD(ad->a, &ad->skip) = th_strz(lists[i]);
	/* in Jekyll "a b c" is a list */
	for (size_t i = 0; i < ad->fields.n; i++)
		if (ad->generator != NULL && strcmp(ad->generator->name, "Jekyll") == 0 &&
		    (th_str_eqz(ad->fields.v[i].theirs, "tags") ||
			th_str_eqz(ad->fields.v[i].theirs, "categories")))
			*TH_ADD(ad->a, &ad->words) = ad->fields.v[i].theirs;
}

/* ---- all of it ---- */

static void find_media(adoption *ad)
{
	const generator *g = ad->generator;
	size_t n;
	const th_entry *all = source_entries(ad->source, &n);
	for (size_t k = 0; g != NULL && k < TH_COUNT(g->media) && g->media[k] != NULL; k++) {
		th_str folder = th_str_fmt(ad->a, "%.*s%s", TH_FMT(ad->root), g->media[k]);
		while (th_str_ends(folder, TH_S("/")))
			folder.n--;
		for (size_t i = 0; i < n && folder.n > 0; i++)
			if (path_in(all[i].path, folder)) {
				*TH_ADD(ad->a, &ad->media) = folder;
				break;
			}
	}
}

th_str adopt_on_the_site(const adoption *ad, th_str folder)
{
	static const char *const roots[] = {"content", "src/content", "src", "source", "docs"};
	if (ad->root.n > 0 && th_str_starts(folder, ad->root))
		folder = th_str_sub(folder, ad->root.n, folder.n);
	for (size_t i = 0; i < TH_COUNT(roots); i++) {
		if (th_str_eqz(folder, roots[i]) || th_str_eqz(folder, "."))
			return TH_NONE;
		if (path_in(folder, th_strz(roots[i])))
			return th_str_sub(folder, strlen(roots[i]) + 1, folder.n);
	}
	return folder;
}

static void add_permalink(adoption *ad, th_str pattern, th_str why)
{
	th_str bad;
	bool style = th_str_chr(pattern, ':') < 0;
	if (style || permalink_check(pattern, &bad))
		*TH_ADD(ad->a, &ad->permalinks) = (guess){pattern, why};
	else
		*TH_ADD(ad->a, &ad->dropped) = (guess){pattern, why};
}

/* ":folder" is only ours: the folder of posts on the site. */
static void settle_permalinks(adoption *ad)
{
	th_str mark = TH_S("/:folder");
	size_t given = ad->permalinks.n;
	guess *old = ad->permalinks.v;
	ad->permalinks.n = 0;
	ad->permalinks.v = NULL;
	ad->permalinks.cap = 0;
	for (size_t i = 0; i < given; i++) {
		ptrdiff_t at = th_str_find(old[i].value, mark);
		if (at < 0) {
			add_permalink(ad, old[i].value, old[i].why);
			continue;
		}
		for (size_t k = 0; k < ad->folders.n; k++) {
			th_str folder = adopt_on_the_site(ad, ad->folders.v[k]);
			add_permalink(ad,
			    th_str_fmt(ad->a, "%.*s%s%.*s%.*s", (int)at, old[i].value.p,
				folder.n ? "/" : "", TH_FMT(folder),
				TH_FMT(
				    th_str_sub(old[i].value, (size_t)at + mark.n, old[i].value.n))),
			    old[i].why);
		}
	}
}

int adopt_survey(adoption *ad, th_err *err)
{
	survey s = {.ad = ad};
	th_buf settings = {0};
	adopt_find_dates(ad);
	all_are_stories(&settings, ad);
	int rc = adopt_load(ad, &s.content, th_buf_str(&settings), err);
	th_buf_free(&settings);
	if (rc != 0)
		return -1;
	for (size_t i = 0; i < s.content.docs.n; i++)
		if (is_post(ad, s.content.docs.v[i]))
			*TH_ADD(ad->a, &s.posts) = s.content.docs.v[i];
		else if (is_text(ad, s.content.docs.v[i]))
			*TH_ADD(ad->a, &s.pages) = s.content.docs.v[i];
	adopt_find_folders(&s);
	find_names(&s);
	find_languages(&s);
	find_fields(&s);
	find_media(ad);
	settle_permalinks(ad);
	return adopt_find_people(ad, err);
}
