/* search_synonyms.c -- synonyms: candidates do not always type the words that authors write. Groups
 * come from synonyms.def and from hub.yml through the edition. Called by search_find.c. */
#include "teamhub/searching.h"

static const char *const groups[] = {
#define SYNONYMS(words) words,
#include "synonyms.def"
#undef SYNONYMS
};

/* Each stem of the group maps to all of them. */
static void add_group(edition *e, searching *s, th_str words)
{
	th_strs *all = TH_NEW(e->a, th_strs);
	word_reader r = {.s = words};
	text_word x;
	while (word_next(&r, &x))
		if (!x.same_place)
			search_stems_of(s, x.low, e->a, all);
	for (size_t i = 0; i < all->n; i++) {
		th_strs *known = th_map_get(&s->synonyms, all->v[i]);
		if (known == NULL) {
			known = TH_NEW(e->a, th_strs);
			th_map_put(&s->synonyms, all->v[i], known);
		}
		for (size_t k = 0; k < all->n; k++)
			if (!th_strs_has(known, all->v[k]))
				*TH_ADD(e->a, known) = all->v[k];
	}
}

void search_load_synonyms(edition *e, searching *s)
{
	th_map_init(&s->synonyms, e->a);
	for (size_t i = 0; i < TH_COUNT(groups); i++)
		add_group(e, s, th_strz(groups[i]));
	th_str rest = edition_meta(e, TH_S("synonyms")), line;
	while (th_str_split(&rest, '\n', &line))
		add_group(e, s, line);
}

void search_synonyms(searching *s, const th_strs *stems, th_strs *out)
{
	for (size_t i = 0; i < stems->n; i++) {
		const th_strs *group = th_map_get(&s->synonyms, stems->v[i]);
		for (size_t k = 0; group != NULL && k < group->n; k++)
			if (!th_strs_has(stems, group->v[k]) && !th_strs_has(out, group->v[k]))
				*TH_ADD(s->a, out) = group->v[k];
	}
}
