/* preview_banner.c -- what an author should know about the page they look at: that it is a draft or
 * appears later, that it is shown as it was before a fault, the findings in its file, and every
 * error. Called by preview_page.c. Escapes everything that authors wrote. */
#include "preview.h"

#include "teamhub/texts.h"

/* Compares below the prefix, with or without a language: "/stories/x/", "/en/stories/x/". */
static bool is_at(th_str path, th_str href)
{
	if (href.n == 0 || !th_str_ends(path, href))
		return false;
	th_str lead = th_str_sub(path, 0, path.n - href.n);
	return lead.n == 0 || (lead.n < 12 && lead.p[0] == '/' && th_str_rchr(lead, '/') == 0);
}

const publish_page *preview_file_at(const published *p, th_str path)
{
	const publish_page *found = NULL;
	for (size_t i = 0; p != NULL && i < p->out.pages.n; i++) {
		const publish_page *page = &p->out.pages.v[i];
		/* A page that is shown at an address comes before one that would be there. */
		if (is_at(path, page->href) && (found == NULL || found->state >= PUBLISH_FAULTY))
			found = page;
	}
	return found;
}

const publish_page *preview_file(const published *p, th_str file)
{
	for (size_t i = 0; p != NULL && i < p->out.pages.n; i++)
		if (th_str_eq(p->out.pages.v[i].path, file))
			return &p->out.pages.v[i];
	return NULL;
}

typedef struct banner {
	th_buf lines; /* <li>…</li> */
	const preview_state *state;
	size_t told;
} banner;

static void add_line(banner *b, th_str text)
{
	th_buf_addz(&b->lines, "<li>");
	th_buf_add_html(&b->lines, th_str_trim(text));
	th_buf_addz(&b->lines, "</li>\n");
	b->told++;
}

static void add_state(banner *b, const publish_page *page, bool past)
{
	th_arena *a = th_arena_new();
	th_str lang = b->state->lang;
	if (past)
		add_line(b, catalogue_get(lang, TEXT_PREVIEW_PAST));
	else if (page && page->state == PUBLISH_DRAFT)
		add_line(b, catalogue_get(lang, TEXT_PREVIEW_DRAFT));
	else if (page && page->state == PUBLISH_LATER) {
		th_str at = th_time_rfc3339(a, page->from, page->offset);
		add_line(b, catalogue_str(a, lang, TEXT_PREVIEW_PLANNED,
				TEXT_WITH(TEXT_S("day", th_str_sub(at, 0, 10)),
				    TEXT_S("time", th_str_sub(at, 11, 16)))));
	}
	th_arena_free(a);
}

/* Findings in the page's own file first, then all errors; if nothing could be published, all
 * findings. */
static void add_findings(banner *b, th_str file)
{
	enum { MOST = 12 };
	const published *p = b->state->latest;
	size_t more = 0;
	th_buf line = {0};
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < p->out.findings.list.n; i++) {
			const th_finding *f = &p->out.findings.list.v[i];
			bool mine = file.n > 0 && th_str_eq(f->at.file, file);
			if (mine != (own == 1) || (!mine && f->severity != TH_ERROR && p->rc == 0))
				continue;
			if (b->told >= MOST) {
				more++;
				continue;
			}
			th_buf_cut(&line, 0);
			finding_write_text(&line, f, b->state->lang);
			add_line(b, th_buf_str(&line));
		}
	if (more > 0) {
		th_buf_cut(&line, 0);
		catalogue_add(
		    &line, b->state->lang, TEXT_PREVIEW_MORE, TEXT_WITH(TEXT_N("n", more)));
		add_line(b, th_buf_str(&line));
	}
	th_buf_free(&line);
}

void preview_banner(th_buf *out, const preview_state *s, th_str path, bool past)
{
	banner b = {.state = s};
	const publish_page *page = preview_file_at(past ? s->past : s->now, path);
	add_state(&b, page, past);
	if (s->latest != NULL) {
		if (s->latest->rc != 0)
			add_line(&b, th_strz(s->latest->err.msg));
		add_findings(&b, page ? page->path : TH_NONE);
	}
	if (b.told > 0)
		th_buf_addf(out,
		    "<details class=\"teamhub-preview\" lang=\"%.*s\" "
		    "open>\n<summary>%.*s</summary>\n"
		    "<ul>\n%.*s</ul>\n</details>\n",
		    TH_FMT(s->lang), TH_FMT(catalogue_get(s->lang, TEXT_PREVIEW_TITLE)),
		    TH_FMT(th_buf_str(&b.lines)));
	th_buf_free(&b.lines);
}
