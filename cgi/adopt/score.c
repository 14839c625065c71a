/* score.c -- what a hub.yml makes of a repository: how much is published, which old addresses
 * redirect, what is not read or lost. Called by cmd_adopt.c. Uses the hub's own check; only
 * counts. */
#include "adopt.h"
#include "teamhub/cmd.h"
#include "teamhub/push.h"
#include "teamhub/texts.h"

#include <stdlib.h>

enum { ROWS = 12, EXAMPLES = 5 };

typedef struct scoring {
	th_buf *out;
	const adoption *ad;
	const th_source *source; /* with the hub.yml to try */
	blame_result j;
	th_str lang;
	size_t published, drafts, faulty, unread, redirect;
	th_map faults; /* path → the first error in it */
} scoring;

static text_arg column(const scoring *s, size_t n)
{
	return TEXT_S("n", th_str_fmt(s->ad->a, "%5zu", n));
}

static void add_share(scoring *s, enum text_id id, size_t part, size_t whole)
{
	enum { WIDTH = 36 };
	th_str what = catalogue_get(s->lang, id);
	size_t n = th_utf8_length(what);
	th_buf_addf(s->out, "%.*s%*s %6zu / %zu", TH_FMT(what), n < WIDTH ? (int)(WIDTH - n) : 0,
	    "", part, whole);
	if (whole > 0)
		th_buf_addf(s->out, "  %.1f %%", 100.0 * (double)part / (double)whole);
	th_buf_addc(s->out, '\n');
}

/* ---- what becomes of posts ---- */

static void note_faults(scoring *s)
{
	th_map_init(&s->faults, s->ad->a);
	for (size_t i = 0; i < s->j.mine.list.n; i++) {
		th_finding *f = &s->j.mine.list.v[i];
		if (f->severity == TH_ERROR && th_map_get(&s->faults, f->at.file) == NULL)
			th_map_put(&s->faults, f->at.file, f);
	}
}

static void count_posts(scoring *s)
{
	for (size_t i = 0; i < s->j.content.docs.n; i++) {
		const th_doc *d = s->j.content.docs.v[i];
		if (d->kind != TH_STORY || d->entry == NULL)
			continue;
		bool broken = d->broken || (d->left_out && th_map_get(&s->faults, d->path) != NULL);
		s->published += !d->left_out && !broken;
		s->redirect += !d->left_out && !broken && d->aliases.n > 0;
		s->faulty += broken;
		s->drafts += d->left_out && !broken;
	}
}

/* Counts pages in story folders that nobody reads, by extension. */
static size_t count_unread(scoring *s, th_map *endings)
{
	static const char *const pages[] = {
	    ".mdx", ".html", ".htm", ".org", ".adoc", ".asciidoc", ".rst", ".textile", ".pandoc"};
	size_t n, all_n = 0;
	const th_entry *all = source_entries(s->source, &n);
	th_map_init(endings, s->ad->a);
	for (size_t i = 0; i < n; i++) {
		parsed_doc doc;
		th_findings unused = {.arena = s->ad->a};
		bool inside = false;
		for (size_t k = 0; k < s->j.hub.mappings.n; k++)
			for (size_t f = 0; s->j.hub.mappings.v[k].kind == TH_STORY &&
					   f < s->j.hub.mappings.v[k].folders.n;
			     f++)
				inside |= path_in(all[i].path, s->j.hub.mappings.v[k].folders.v[f]);
		for (size_t k = 0; inside && k < TH_COUNT(pages); k++) {
			if (!th_str_ends(all[i].path, th_strz(pages[k])) ||
			    content_classify(&doc, &s->j.hub, &all[i], s->ad->a, &unused))
				continue;
			size_t *count = th_map_get(endings, th_strz(pages[k]));
			if (count == NULL) {
				count = TH_NEW(s->ad->a, size_t);
				th_map_put(endings, th_strz(pages[k]), count);
			}
			++*count;
			all_n++;
		}
	}
	return all_n;
}

/* ---- findings by rule ---- */

typedef struct said {
	const th_rule *rule;
	const th_finding *first;
	size_t n, files;
	th_str last;
} said;

static int by_weight(const void *x, const void *y)
{
	const said *a = x, *b = y;
	if (a->first->severity != b->first->severity)
		return a->first->severity > b->first->severity ? -1 : 1;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->rule->name, b->rule->name);
}

static void add_said(scoring *s, const said *one)
{
	enum { WIDTH = 7 };
	th_buf what = {0};
	finding_write_what(&what, one->first, s->lang);
	th_str severity = finding_severity(one->first->severity, s->lang);
	size_t n = th_utf8_length(severity);
	th_buf_addf(s->out, "  %5zu × %.*s%*s %s, ", one->n, TH_FMT(severity),
	    n < WIDTH ? (int)(WIDTH - n) : 0, "", one->rule->name);
	catalogue_add_count(s->out, s->lang, PLURAL_COUNT_FILES, (int64_t)one->files, TEXT_ALONE);
	th_buf_addf(s->out, ": %.*s:%d: %.*s\n", TH_FMT(one->first->at.file), one->first->at.line,
	    TH_FMT(th_str_shorten(s->ad->a, th_buf_str(&what), 100)));
	th_buf_free(&what);
}

static void write_said(scoring *s)
{
	said all[TH_RULE_COUNT];
	size_t n = 0;
	for (size_t i = 0; i < s->j.mine.list.n; i++) {
		const th_finding *f = &s->j.mine.list.v[i];
		size_t k = 0;
		while (k < n && all[k].rule != f->rule)
			k++;
		if (k == n)
			all[n++] = (said){.rule = f->rule, .first = f};
		all[k].n++;
		all[k].files += !th_str_eq(all[k].last, f->at.file);
		all[k].last = f->at.file;
	}
	if (n == 0)
		return;
	qsort(all, n, sizeof(*all), by_weight);
	catalogue_add_line(s->out, s->lang, TEXT_ADOPT_FOUND, TEXT_ALONE);
	for (size_t k = 0; k < n && k < ROWS; k++)
		add_said(s, &all[k]);
	if (n > ROWS)
		catalogue_add_line(s->out, s->lang, TEXT_ADOPT_CHECK_TELLS, TEXT_ALONE);
}

/* ---- the site as its generator built it ---- */

/* "/x/" for x/index.html; TH_NONE: not a page. */
static th_str address_of(th_str path, th_arena *a)
{
	th_str index = TH_S("index.html");
	if (!th_str_ends(path, TH_S(".html")))
		return TH_NONE;
	bool folder = th_str_eq(path, index) || th_str_ends(path, TH_S("/index.html"));
	return th_str_fmt(
	    a, "/%.*s", TH_FMT(th_str_sub(path, 0, folder ? path.n - index.n : path.n)));
}

static void take_addresses(const scoring *s, th_map *known)
{
	th_map_init(known, s->ad->a);
	for (size_t i = 0; i < s->j.content.docs.n; i++) {
		const th_doc *d = s->j.content.docs.v[i];
		if (d->left_out || d->broken)
			continue;
		th_map_put(known, d->href, (void *)d);
		for (size_t k = 0; k < d->aliases.n; k++)
			th_map_put(known, d->aliases.v[k], (void *)d);
	}
}

/* "/blog/" for "/blog/x/": unanswered pages are listed by folder. */
static th_str part_of(th_str address)
{
	ptrdiff_t slash = th_str_chr(th_str_sub(address, 1, address.n), '/');
	return th_str_sub(address, 0, slash < 0 ? 1 : (size_t)slash + 2);
}

typedef struct part {
	size_t n;
	th_str example;
} part;

static int compare_site(scoring *s, const char *site, th_err *err)
{
	th_source *built;
	th_map known, missed;
	size_t n, pages = 0, answered = 0;
	if (source_open(&built, site, NULL, true, err) != 0)
		return -1;
	take_addresses(s, &known);
	th_map_init(&missed, s->ad->a);
	const th_entry *all = source_entries(built, &n);
	for (size_t i = 0; i < n; i++) {
		th_str address = address_of(all[i].path, s->ad->a);
		if (address.n == 0)
			continue;
		pages++;
		if (th_map_get(&known, address) != NULL) {
			answered++;
			continue;
		}
		part *p = th_map_get(&missed, part_of(address));
		if (p == NULL) {
			p = TH_NEW(s->ad->a, part);
			p->example = address;
			th_map_put(&missed, part_of(address), p);
		}
		p->n++;
	}
	add_share(s, TEXT_ADOPT_ANSWERED, answered, pages);
	for (size_t i = 0; i < missed.n && i < ROWS; i++) {
		const part *p = missed.items[i].value;
		catalogue_add_line(s->out, s->lang, TEXT_ADOPT_UNANSWERED,
		    TEXT_WITH(column(s, p->n), TEXT_S("folder", missed.items[i].key),
			TEXT_S("example", p->example)));
	}
	source_close(built);
	return 0;
}

/* ---- the table ---- */

static void write_table(scoring *s)
{
	th_map endings;
	s->unread = count_unread(s, &endings);
	size_t whole = s->published + s->faulty + s->unread;
	add_share(s, TEXT_ADOPT_PUBLISHED, s->published, whole);
	if (s->faulty > 0)
		catalogue_add_line(
		    s->out, s->lang, TEXT_ADOPT_FAULTY, TEXT_WITH(column(s, s->faulty)));
	for (size_t i = 0; i < endings.n; i++)
		catalogue_add_line(s->out, s->lang, TEXT_ADOPT_UNREAD,
		    TEXT_WITH(column(s, *(size_t *)endings.items[i].value),
			TEXT_S("files", th_str_cat(s->ad->a, TH_S("*"), endings.items[i].key))));
	if (s->drafts > 0)
		catalogue_add_line(
		    s->out, s->lang, TEXT_ADOPT_DRAFTS, TEXT_WITH(column(s, s->drafts)));
	if (s->published > 0)
		add_share(s, TEXT_ADOPT_REDIRECTED, s->redirect, s->published);
}

int adopt_score(th_buf *out, bool *whole, const adoption *ad, th_str hub_yml, const char *site,
    th_str lang, th_err *err)
{
	scoring s = {.out = out, .ad = ad, .lang = lang};
	th_source *with;
	int rc;
	source_open_with(&with, ad->source, TH_S("hub.yml"), hub_yml);
	s.source = with;
	rc = blame_change(&s.j,
	    &(blame_request){
		.fresh = with, .repo = ".", .max_file = UINT64_MAX, .now = publish_now()},
	    ad->a, err);
	if (rc == 0) {
		note_faults(&s);
		count_posts(&s);
		write_table(&s);
		rc = site != NULL ? compare_site(&s, site, err) : 0;
		write_said(&s);
		*whole = s.faulty == 0 && s.unread == 0;
	}
	source_close(with);
	return rc;
}
