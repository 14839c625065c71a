/* new_guidelines.c -- the guidelines that `teamhub new guidelines` begins with: a text in German or
 * English (templates/), into which company, contact and version are put. Knows no file. Whoever
 * starts a hub is to change it; that criticism is welcome is what it says first. */
#include "new_fields.h"

#include "guidelines.h" /* made by make from templates/guidelines.*.md */

bool new_guidelines_in(th_str lang)
{
	return th_str_eqz(lang, "de") || th_str_eqz(lang, "en");
}

th_str new_guidelines_title(const new_file *n)
{
	if (n->title.n > 0)
		return n->title;
	return n->german ? TH_S("Spielregeln") : TH_S("Guidelines");
}

static th_str value_of(const new_file *n, th_str name)
{
	const th_hub *hub = n->content->hub;
	th_str first = hub->languages.n > 0 ? hub->languages.v[0] : TH_S("en");
	th_buf quoted = {0};
	if (th_str_eqz(name, "title")) {
		new_add_quoted(&quoted, new_guidelines_title(n));
		th_str title = th_str_dup(n->a, th_buf_str(&quoted));
		th_buf_free(&quoted);
		return title;
	}
	if (th_str_eqz(name, "version"))
		return th_str_sub(n->today, 0, 7);
	if (th_str_eqz(name, "lang"))
		return th_str_eq(n->lang, first)
			   ? TH_S("")
			   : th_str_fmt(n->a, "lang: %.*s\n", TH_FMT(n->lang));
	if (th_str_eqz(name, "company"))
		return hub->company.n > 0 ? hub->company : TH_S("…");
	if (hub->contact.n > 0)
		return hub->contact;
	return n->german ? TH_S("(wen? tragt es hier ein)") : TH_S("(whom? put it here)");
}

void new_write_guidelines(th_buf *out, const new_file *n)
{
	th_str rest = th_strz(n->german ? guidelines_de_md : guidelines_en_md);
	for (ptrdiff_t at; (at = th_str_chr(rest, '{')) >= 0;) {
		ptrdiff_t end = th_str_chr(rest, '}');
		th_buf_add(out, th_str_sub(rest, 0, (size_t)at));
		th_buf_add(out, value_of(n, th_str_sub(rest, (size_t)at + 1, (size_t)end)));
		rest = th_str_sub(rest, (size_t)end + 1, rest.n);
	}
	th_buf_add(out, rest);
}
