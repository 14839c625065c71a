/* material.c -- links on pages for authors: where to propose a change, how to write a story, and
 * the sizes of files to download. Called by page_items.c and page_stories.c. Addresses come from
 * hub.yml, which was checked at publish; values in them are encoded here. */
#include "item.h"

/* A mailto: address with subject and text. */
static th_str mail_to(hub_site *site, const request *req, th_str address, th_str title)
{
	th_buf b = {0};
	th_str url = url_absolute(site, url_of(site, req->path, TH_NONE, 1));
	th_buf_addz(&b, "mailto:");
	th_buf_add_url(&b, address, "@+");
	th_buf_addz(&b, "?subject=");
	th_buf_add_url(&b, word_fill(site, "propose_subject", title, TH_NONE), "");
	th_buf_addz(&b, "&body=");
	th_str body = word_fill(site, "propose_body", url, TH_NONE);
	for (th_str line; th_str_split(&body, '\n', &line);) {
		th_buf_add_url(&b, line, "");
		if (body.p != NULL)
			th_buf_addz(&b, "%0D%0A"); /* RFC 6068 §5 */
	}
	th_str out = th_str_dup(site->q.a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

static th_str edit_at(th_arena *a, th_str template, th_str path)
{
	th_buf b = {0};
	const th_str mark = TH_S("{path}");
	for (ptrdiff_t at; (at = th_str_find(template, mark)) >= 0;) {
		th_buf_add(&b, th_str_sub(template, 0, (size_t)at));
		th_buf_add_url(&b, path, "/");
		template = th_str_sub(template, (size_t)at + mark.n, template.n);
	}
	th_buf_add(&b, template);
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

th_str material_propose(hub_site *site, const request *req, th_str kind, th_str title)
{
	th_str template = edition_meta(site->q.e, TH_S("edit_url"));
	th_str path = query_file(&site->q, kind, req->slug);
	th_str contact = edition_meta(site->q.e, TH_S("contact")), scheme = TH_S("mailto:");
	if (template.n > 0 && path.n > 0)
		return edit_at(site->q.a, template, path);
	if (th_str_starts(contact, TH_S("https://")))
		return contact;
	if (th_str_starts(contact, scheme))
		contact = th_str_sub(contact, scheme.n, contact.n);
	return th_str_chr(contact, '@') > 0 && th_str_chr(contact, ' ') < 0
		   ? mail_to(site, req, contact, title)
		   : TH_NONE;
}

th_str material_write(const hub_site *site)
{
	th_str said = edition_meta(site->q.e, TH_S("write"));
	return th_str_starts(said, TH_S("/")) ? url_of(site, said, TH_NONE, 1) : said;
}

void material_sizes(const hub_site *site, view_downloads *downloads)
{
	enum { KB = 1000, MB = 1000 * 1000 };
	for (size_t i = 0; i < downloads->n; i++)
		for (size_t k = 0; k < downloads->v[i].files.n; k++) {
			view_file *f = &downloads->v[i].files.v[k];
			int64_t n = f->bytes < KB ? KB : f->bytes;
			if (n < MB)
				f->size = word_fill(site, "size_kb",
				    word_number(site->q.a, (n + KB / 2) / KB), TH_NONE);
			else
				f->size = word_fill(site, "size_mb", word_number(site->q.a, n / MB),
				    word_number(site->q.a, n % MB / (MB / 10)));
		}
}
