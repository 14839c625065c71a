/* publish_material.c -- what authors need besides texts: files to download, made by the threads
 * that render, and the rows of these and of what changed in a guideline. Called by publish. A photo
 * is offered as pages show it, without metadata; a drawing as SVG that contains nothing but the
 * drawing, and as PNG. */
#include "teamhub/digest.h"
#include "teamhub/publish_steps.h"

#include "teamhub/media.h"

#include <stdlib.h>
#include <sys/stat.h>

/* ---- files ---- */

typedef struct making {
	pictures *p;
	rendered *r;
	th_arena *a;
	size_t n;
	th_str stem; /* of the file's name: "auenwerk-logo" */
} making;

static int64_t size_of(const making *m, th_str name)
{
	struct stat st;
	const char *path = th_str_fmt(m->a, "%s/%.*s", m->p->media, TH_FMT(name)).p;
	return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

/* The widest one that was made: the last in "A 400w, B 800w". */
static void add_bitmap(making *m, const th_picture *picture)
{
	th_str last = picture->srcset;
	ptrdiff_t comma = th_str_rchr(last, ',');
	if (comma >= 0)
		last = th_str_trim(th_str_sub(last, (size_t)comma + 1, last.n));
	ptrdiff_t space = th_str_rchr(last, ' ');
	uint64_t width = 0;
	if (space < 0 ||
	    !th_str_uint(th_str_sub(last, (size_t)space + 1, last.n - 1), 1 << 20, &width))
		return;
	th_str href = th_str_sub(last, 0, (size_t)space);
	ptrdiff_t dot = th_str_rchr(href, '.');
	th_str ending = th_str_sub(href, (size_t)dot + 1, href.n);
	*TH_ADD(m->a, &m->r->files) = (made_file){.n = m->n,
	    .href = href,
	    .name = th_str_fmt(m->a, "%.*s-%d.%.*s", TH_FMT(m->stem), (int)width, TH_FMT(ending)),
	    .format = th_str_eqz(ending, "png") ? TH_S("PNG") : TH_S("JPEG"),
	    .bytes = size_of(m, th_str_sub(href, m->p->prefix.n, href.n)),
	    .width = (int64_t)width,
	    .height = picture->width > 0 ? picture->height * (int64_t)width / picture->width : 0};
}

/* The name follows from the bytes, so one name never means two drawings. */
static int add_drawing(making *m, th_str bytes, th_err *err)
{
	th_buf clean = {0};
	char hex[65];
	int rc = 0;
	if (svg_sanitize(&clean, bytes) == 0) {
		digest_sha256(hex, th_buf_str(&clean));
		th_str name = th_str_fmt(m->a, "%.24s.svg", hex);
		if (size_of(m, name) != (int64_t)clean.n)
			rc = media_write(m->p->media, name, th_buf_str(&clean), m->a, err);
		*TH_ADD(m->a, &m->r->files) = (made_file){.n = m->n,
		    .href = th_str_cat(m->a, m->p->prefix, name),
		    .name = th_str_cat(m->a, m->stem, TH_S(".svg")),
		    .format = TH_S("SVG"),
		    .bytes = (int64_t)clean.n};
	}
	th_buf_free(&clean);
	return rc;
}

static th_str stem_of(th_str path)
{
	th_str base = th_str_sub(path, (size_t)(th_str_rchr(path, '/') + 1), path.n);
	ptrdiff_t dot = th_str_rchr(base, '.');
	return dot > 0 ? th_str_sub(base, 0, (size_t)dot) : base;
}

int downloads_make(
    pictures *p, const th_content *c, rendered *r, th_arena *a, th_findings *f, th_err *err)
{
	const th_doc *doc = r->doc;
	for (size_t i = 0; doc == r->first && i < doc->guide.downloads.n; i++) {
		const th_entry *e = doc->guide.downloads.v[i].file.n > 0
					? source_find(c->source, doc->guide.downloads.v[i].file)
					: NULL;
		th_picture picture;
		th_str bytes;
		making m = {p, r, a, i, TH_NONE};
		picture_outcome outcome =
		    e != NULL ? pictures_get(p, e, f, &picture) : PICTURE_REFUSED;
		r->waits = r->waits || outcome == PICTURE_LATER;
		if (outcome != PICTURE_MADE)
			continue;
		m.stem = slug_of(a, stem_of(e->path));
		if (m.stem.n == 0)
			m.stem = TH_S("download");
		if (th_str_ends(th_str_lower(a, e->path), TH_S(".svg")) &&
		    source_read(c->source, e, MEDIA_PICTURE_BYTES, a, &bytes, NULL) == 0 &&
		    add_drawing(&m, bytes, err) != 0)
			return -1;
		add_bitmap(&m, &picture);
	}
	return 0;
}

/* ---- rows ---- */

static th_str lang_of(const th_texts *t, th_str want, th_str own)
{
	for (size_t i = 0; i < t->n; i++)
		if (th_str_eq(t->v[i].lang, want))
			return want;
	for (size_t i = 0; i < t->n; i++)
		if (th_str_eq(t->v[i].lang, own) || t->v[i].lang.n == 0)
			return own;
	return t->n > 0 ? t->v[0].lang : own;
}

/* What changed, in the page's language if the document has that, else in the document's first
 * language. */
static void put_amendments(publish_rows *p, th_str ui)
{
	const th_doc *first = p->langs.v[0].doc, *from = first;
	for (size_t i = 0; i < p->langs.n; i++)
		if (th_str_eq(p->langs.v[i].doc->lang, ui) &&
		    p->langs.v[i].doc->guide.changes.n > 0)
			from = p->langs.v[i].doc;
	for (size_t i = 0; i < from->guide.changes.n; i++) {
		const th_amendment *x = &from->guide.changes.v[i];
		row_amendment row = {first->id, ui, (int64_t)i, x->version,
		    texts_get(&x->what, ui, from->lang), lang_of(&x->what, ui, from->lang)};
		writer_put_amendment(p->w, &row);
	}
}

static void put_people(publish_rows *p)
{
	const th_doc *first = p->langs.v[0].doc;
	for (size_t i = 0; i < first->guide.changes.n; i++) {
		const th_refs *who = &first->guide.changes.v[i].who;
		for (size_t k = 0; k < who->n; k++)
			writer_put_amendment_person(p->w, first->id, (int64_t)i, (int64_t)k,
			    th_str_cat(p->a, TH_S("person/"), who->v[k].slug));
	}
}

static void put_downloads(publish_rows *p, th_str ui)
{
	const th_doc *d = p->langs.v[0].doc;
	for (size_t i = 0; i < d->guide.downloads.n; i++) {
		const th_download *x = &d->guide.downloads.v[i];
		row_download row = {.doc = d->id,
		    .ui = ui,
		    .n = (int64_t)i,
		    .title = x->title.n ? texts_get(&x->title, ui, d->lang) : stem_of(x->file),
		    .title_lang = x->title.n ? lang_of(&x->title, ui, d->lang) : ui,
		    .licence = texts_get(&x->licence, ui, d->lang),
		    .licence_lang = lang_of(&x->licence, ui, d->lang),
		    .picture = x->file};
		if (x->file.n > 0)
			writer_put_download(p->w, &row);
	}
}

static void put_files(publish_rows *p)
{
	const rendered *first = &p->langs.v[0];
	for (size_t i = 0; i < first->files.n; i++) {
		const made_file *f = &first->files.v[i];
		row_download_file row = {first->doc->id, (int64_t)f->n, (int64_t)i, f->href,
		    f->name, f->format, f->bytes, f->width, f->height};
		writer_put_download_file(p->w, &row);
	}
}

void rows_put_material(publish_rows *p)
{
	const th_strs *languages = &p->content->hub->languages;
	const th_doc *d = p->langs.v[0].doc;
	if (d->guide.changes.n + d->guide.downloads.n == 0)
		return;
	for (size_t i = 0; i < languages->n; i++) {
		put_amendments(p, languages->v[i]);
		put_downloads(p, languages->v[i]);
	}
	put_people(p);
	put_files(p);
}
