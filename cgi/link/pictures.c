/* pictures.c -- the file that a path in a text means, and each document's picture.
 *
 * Called by link.c; the render step calls content_find_file for links and pictures in a text. Must
 * never lead out of the source, and never keep a portrait that its person did not agree to. */
#include "resolver.h"

enum { MAX_PATH = 1024 };

typedef struct path_buf {
	char p[MAX_PATH];
	size_t n;
	bool bad; /* too long, or above the root */
} path_buf;

static void add_segment(path_buf *b, th_str s)
{
	if (s.n == 0 || th_str_eqz(s, "."))
		return;
	if (th_str_eqz(s, "..")) {
		if (b->n == 0)
			b->bad = true;
		while (b->n > 0 && b->p[b->n - 1] != '/')
			b->n--;
		if (b->n > 0)
			b->n--;
		return;
	}
	if (b->n + s.n + 1 > MAX_PATH) {
		b->bad = true;
		return;
	}
	if (b->n > 0)
		b->p[b->n++] = '/';
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

/* The file of that path, in whichever form its letters are. */
static const th_entry *entry_at(const th_content *c, th_str path)
{
	const th_entry *e = source_find(c->source, path);
	if (e == NULL && c->composed.n > 0) {
		th_arena *a = th_arena_new();
		e = th_map_get(&c->composed, text_compose(a, path));
		th_arena_free(a);
	}
	return e != NULL && e->kind == TH_ENTRY_FILE ? e : NULL;
}

static const th_entry *find(const th_content *c, th_str folder, th_str written)
{
	path_buf b = {.n = 0};
	th_str parts[2] = {folder, written}, segment;
	for (int i = 0; i < 2; i++)
		while (th_str_split(&parts[i], '/', &segment))
			add_segment(&b, segment);
	if (b.bad || b.n == 0)
		return NULL;
	return entry_at(c, (th_str){b.p, b.n});
}

static const th_entry *find_anywhere(const th_content *c, th_str from, th_str written)
{
	const th_entry *e = NULL;
	bool rooted = written.n > 0 && written.p[0] == '/';
	if (!rooted)
		e = find(c, path_folder(from), written);
	if (e == NULL)
		e = find(c, TH_NONE, written);
	for (size_t i = 0; e == NULL && i < c->hub->media.n; i++)
		e = find(c, c->hub->media.v[i], written);
	return e;
}

const th_entry *content_find_file(const th_content *c, th_str from, th_str written)
{
	if (c->source == NULL || written.n == 0 || written.n > MAX_PATH)
		return NULL;
	const th_entry *e = find_anywhere(c, from, written);
	if (e != NULL || th_str_chr(written, '%') < 0)
		return e;
	th_arena *a = th_arena_new(); /* my%20week.jpg */
	th_str decoded;
	if (th_url_decode(a, written, false, &decoded))
		e = find_anywhere(c, from, decoded);
	th_arena_free(a);
	return e;
}

static bool is_elsewhere(th_str written)
{
	ptrdiff_t colon = th_str_chr(written, ':'), slash = th_str_chr(written, '/');
	return th_str_starts(written, TH_S("//")) || (colon > 1 && (slash < 0 || colon < slash));
}

const th_entry *picture_own_portrait(const th_content *c, const th_doc *person)
{
	static const char *const endings[] = {"jpg", "jpeg", "png", "webp", "svg", "avif", "gif"};
	if (c->source == NULL || person->entry == NULL)
		return NULL;
	th_arena *a = th_arena_new();
	const th_entry *e = NULL;
	for (size_t i = 0; i < TH_COUNT(endings) && e == NULL; i++) {
		th_str path = th_str_fmt(a, "%.*s.%s", TH_FMT(path_stem(person->path)), endings[i]);
		e = entry_at(c, path);
	}
	th_arena_free(a);
	return e;
}

static void forget_picture(th_doc *doc)
{
	doc->picture = TH_NONE;
	doc->picture_alt.n = 0;
}

static void link_picture(resolver *r, th_doc *doc)
{
	th_content *c = r->content;
	const th_entry *e = NULL;
	th_mark at = {doc->path, doc->picture_line ? doc->picture_line : 1, 1};
	bool withheld = doc->kind == TH_PERSON && doc->person.consent.portrait_since == TH_NEVER;
	if (doc->picture.n == 0 && doc->kind == TH_PERSON)
		e = picture_own_portrait(c, doc);
	else if (doc->picture.n > 0)
		e = content_find_file(c, doc->path, doc->picture);
	if (withheld) {
		if (e != NULL)
			finding_add(r->findings, TH_RULE_CONSENT_PORTRAIT, at,
			    texts_get(&doc->title, TH_NONE, TH_NONE), TH_NONE, TH_NONE);
		forget_picture(doc);
		doc->portrait_withheld = true;
		return;
	}
	if (e == NULL && doc->picture.n > 0)
		finding_add(r->findings,
		    is_elsewhere(doc->picture) ? TH_RULE_PICTURE_ELSEWHERE
					       : TH_RULE_PICTURE_MISSING,
		    at, doc->picture, TH_NONE, TH_NONE);
	doc->picture = e ? e->path : TH_NONE;
	if (doc->pictures_withheld || (e != NULL && th_map_get(&c->withheld, e->path) != NULL)) {
		forget_picture(doc);
		doc->saved = TH_NONE; /* nor is its description stored for the next publish */
	}
}

static void link_downloads(resolver *r, th_doc *doc)
{
	for (size_t i = 0; i < doc->guide.downloads.n; i++) {
		th_download *d = &doc->guide.downloads.v[i];
		const th_entry *e = content_find_file(r->content, doc->path, d->file);
		if (e == NULL)
			finding_add(r->findings, TH_RULE_DOWNLOAD_MISSING,
			    (th_mark){doc->path, d->line, 1}, d->file, TH_NONE, TH_NONE);
		if (e != NULL &&
		    (doc->pictures_withheld || th_map_get(&r->content->withheld, e->path)))
			e = NULL;
		d->file = e ? e->path : TH_NONE;
	}
}

void link_pictures(resolver *r)
{
	th_content *c = r->content;
	link_faces(c);
	for (size_t i = 0; i < c->docs.n; i++)
		if (!c->docs.v[i]->left_out)
			link_downloads(r, c->docs.v[i]);
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (doc->left_out)
			forget_picture(doc);
		else if (doc_is_first_lang(doc, c))
			link_picture(r, doc);
	}
	/* Other languages show the same picture unless they have their own. */
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (doc->left_out || doc_is_first_lang(doc, c))
			continue;
		const th_doc *first = th_map_get(&c->by_id, doc->id);
		if (doc->picture.n > 0 && doc->kind != TH_PERSON)
			link_picture(r, doc);
		if (doc->picture.n == 0 || doc->kind == TH_PERSON)
			doc->picture = first ? first->picture : TH_NONE;
		if (doc->picture.n == 0)
			doc->picture_alt.n = 0;
	}
}
