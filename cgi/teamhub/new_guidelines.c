/* new_guidelines.c -- the guidelines that `teamhub new guidelines` starts with: a text in the hub's
 * language (templates/) with company, contact and version filled in. Knows no file. The people who
 * start a hub are meant to change it; that criticism is welcome comes first. */
#include "new_fields.h"

#include "teamhub/texts.h"

#include "guideline_templates.h" /* templates[], made by make from templates/guidelines.LANG.md */

/* NULL: there is no template in that language. */
static const char *template_in(th_str lang)
{
	for (size_t i = 0; i < TH_COUNT(templates); i++)
		if (th_str_eqz(lang, templates[i].lang))
			return templates[i].text;
	return NULL;
}

bool new_guidelines_in(th_str lang)
{
	return template_in(lang) != NULL;
}

th_str new_guidelines_languages(th_arena *a)
{
	th_str all = TH_NONE;
	for (size_t i = 0; i < TH_COUNT(templates); i++)
		all = th_str_fmt(a, "%.*s%s%s", TH_FMT(all),
		    i == 0                         ? ""
		    : i + 1 == TH_COUNT(templates) ? " and "
						   : ", ",
		    templates[i].lang);
	return all;
}

th_str new_guidelines_title(const new_file *n)
{
	if (n->title.n > 0)
		return n->title;
	return catalogue_get(n->speech, TEXT_NEW_GUIDELINES_TITLE);
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
	return catalogue_get(n->speech, TEXT_NEW_NO_CONTACT);
}

void new_write_guidelines(th_buf *out, const new_file *n)
{
	th_str rest = th_strz(template_in(n->lang));
	for (ptrdiff_t at; (at = th_str_chr(rest, '{')) >= 0;) {
		ptrdiff_t end = th_str_chr(rest, '}');
		th_buf_add(out, th_str_sub(rest, 0, (size_t)at));
		th_buf_add(out, value_of(n, th_str_sub(rest, (size_t)at + 1, (size_t)end)));
		rest = th_str_sub(rest, (size_t)end + 1, rest.n);
	}
	th_buf_add(out, rest);
}
