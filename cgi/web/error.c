/* error.c -- one proper page for each status that is not a success: through the theme or, without a
 * usable edition or theme, a small one in every language. Called by worker.c. Which status a
 * request gets is decided elsewhere: that a withdrawn address gets 410, in router.c. */
#include "reply.h"

#include "teamhub/page.h"

#include "teamhub/texts.h"

#include <inttypes.h>
#include <stdio.h>

static th_str error_word(hub_site *site, int status, const char *what)
{
	char key[64];
	snprintf(key, sizeof(key), "error_%d_%s", status, what);
	return word(site, key);
}

/* The same address in other languages, for people who cannot read this one. */
static void add_languages(page *p, const request *req)
{
	hub_site *site = p->site;
	const th_strs *langs = edition_languages(site->q.e);
	th_str qs = req->sent->raw_query;
	th_str tail = url_encode_path(site->q.a, req->path);
	if (qs.n > 0)
		tail = th_str_cat(site->q.a, tail,
		    th_str_cat(site->q.a, TH_S("?"), url_encode_query(site->q.a, qs)));
	for (size_t i = 0; i < langs->n && langs->n > 1 && req->path.n > 0; i++)
		*TH_ADD(site->q.a, &p->frame.languages) =
		    (view_link){.href = th_str_cat(site->q.a, url_base(site, langs->v[i]), tail),
			.label = word_in(site, langs->v[i], "language_name"),
			.lang = langs->v[i],
			.current = th_str_eq(langs->v[i], site->q.ui)};
}

/* Needs neither edition nor theme. In every language of the catalogues: the visitor's is not
 * known. */
static void show_builtin(th_buf *out, int status)
{
	bool soon = status == 503;
	enum text_id title = soon ? TEXT_ERROR_PLAIN_SOON_TITLE : TEXT_ERROR_PLAIN_TITLE;
	enum text_id text = soon ? TEXT_ERROR_PLAIN_SOON_TEXT : TEXT_ERROR_PLAIN_TEXT;
	th_str lang = catalogue_language_at(0);
	th_buf_cut(out, 0);
	th_buf_addf(out,
	    "<!DOCTYPE html>\n<html lang=\"%.*s\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<meta name=\"robots\" content=\"noindex\">\n<title>%d %s</title>\n</head>\n<body>\n"
	    "<main>\n<h1>%s</h1>\n<p>%s</p>\n",
	    TH_FMT(lang), status, reply_reason(status), catalogue_get(lang, title).p,
	    catalogue_get(lang, text).p);
	for (size_t i = 1; (lang = catalogue_language_at(i)).n > 0; i++)
		th_buf_addf(out, "<div lang=\"%.*s\">\n<h2>%s</h2>\n<p>%s</p>\n</div>\n",
		    TH_FMT(lang), catalogue_get(lang, title).p, catalogue_get(lang, text).p);
	th_buf_addz(out, "</main>\n</body>\n</html>\n");
}

void error_show(answer *ans, hub_site *site, const request *req, int status)
{
	view_error *e = TH_NEW(site->q.a, view_error);
	th_err ignored = {{0}};
	th_buf_cut(&ans->reply->body, 0);
	ans->type = TH_S("text/html; charset=utf-8");
	/* Gets not even the navigation. */
	bool stranger = status == 401 || status == 403 || req->token.n > 0;
	if (stranger || site->q.e == NULL || edition_failed(site->q.e, NULL)) {
		show_builtin(&ans->reply->body, status);
		return;
	}
	e->status = status;
	e->title = error_word(site, status, "title");
	e->text = error_word(site, status, "text");
	e->hint = word(site, "error_hint");
	page *p = page_begin(site, req, "error", e->title, e->text);
	p->head.noindex = true;
	e->ways = p->frame.nav;
	if (status == 404)
		near_addresses(site, req, &e->near);
	if (status == 404 || status == 410)
		add_languages(p, req);
	p->v.error = e;
	if (p->json) {
		page_show_json(ans, p);
		return;
	}
	if (face_html_write(site_theme_face(site->theme), &p->v, &ans->reply->body, &ignored) != 0)
		show_builtin(&ans->reply->body, status);
}
