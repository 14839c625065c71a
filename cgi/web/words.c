/* words.c -- the words that go into views: the catalogue's, unless the theme's i18n file says them
 * otherwise. Called by all handlers. {n} and {m} are filled in. */
#include "page.h"

#include "teamhub/texts.h"

#include <inttypes.h>
#include <stdio.h>

th_str word_in(const page *p, th_str lang, const char *key)
{
	const th_dict *theme = p->q.e ? edition_words(p->q.e, lang) : NULL;
	th_str found = theme ? th_dict_get(theme, th_strz(key)) : TH_NONE;
	if (found.n > 0)
		return found;
	enum text_id id;
	return catalogue_find(&id, th_strz(key)) ? catalogue_get(lang, id) : th_strz(key);
}

th_str word(const page *p, const char *key)
{
	return word_in(p, p->q.ui, key);
}

th_str word_fill(const page *p, const char *key, th_str n, th_str m)
{
	th_buf b = {0};
	catalogue_fill(&b, word(p, key), TEXT_WITH(TEXT_S("n", n), TEXT_S("m", m)));
	th_str out = th_str_dup(p->a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

th_str word_number(const page *p, int64_t n)
{
	return th_str_fmt(p->a, "%" PRId64, n);
}

th_str word_count(const page *p, const char *key, int64_t n)
{
	char full[64];
	snprintf(full, sizeof(full), "%s_%s", key, plural_form(p->q.ui, n));
	if (th_str_eqz(word(p, full), full)) /* nobody has that form */
		snprintf(full, sizeof(full), "%s_other", key);
	return word_fill(p, full, word_number(p, n), TH_NONE);
}
