/* words.c -- the words in views: the catalogue's, unless the theme's i18n file replaces them.
 * Called by all handlers. {n} and {m} are filled in. */
#include "teamhub/hub_site.h"

#include "teamhub/texts.h"

#include <inttypes.h>
#include <stdio.h>

th_str word_in(const hub_site *site, th_str lang, const char *key)
{
	const th_dict *theme = site->q.e ? edition_words(site->q.e, lang) : NULL;
	th_str found = theme ? th_dict_get(theme, th_strz(key)) : TH_NONE;
	if (found.n > 0)
		return found;
	enum text_id id;
	return catalogue_find(&id, th_strz(key)) ? catalogue_get(lang, id) : th_strz(key);
}

th_str word(const hub_site *site, const char *key)
{
	return word_in(site, site->q.ui, key);
}

th_str word_fill(const hub_site *site, const char *key, th_str n, th_str m)
{
	th_buf b = {0};
	catalogue_fill(&b, word(site, key), TEXT_WITH(TEXT_S("n", n), TEXT_S("m", m)));
	th_str out = th_str_dup(site->q.a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

th_str word_number(th_arena *a, int64_t n)
{
	return th_str_fmt(a, "%" PRId64, n);
}

th_str word_count(const hub_site *site, const char *key, int64_t n)
{
	char full[64];
	snprintf(full, sizeof(full), "%s_%s", key, plural_form(site->q.ui, n));
	if (th_str_eqz(word(site, full), full)) /* nobody has that form */
		snprintf(full, sizeof(full), "%s_other", key);
	return word_fill(site, full, word_number(site->q.a, n), TH_NONE);
}
