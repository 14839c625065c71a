/* negotiate.c -- which of the hub's languages a visitor prefers: Accept-Language (RFC 9110
 * §12.5.4), matched by prefix (RFC 4647 §3.3.1 and §3.4). Called by router.c for the start page
 * only: everywhere else the address decides the language. encode.c reads weights, too. */
#include "router.h"

enum { RANGES_MAX = 32, SUBTAGS = 35 };

int negotiate_weight(th_str params)
{
	th_str part;
	while (th_str_split(&params, ';', &part)) {
		part = th_str_trim(part);
		if (part.n < 3 || (part.p[0] | 0x20) != 'q' || part.p[1] != '=')
			continue;
		th_str q = th_str_sub(part, 2, part.n);
		int value = q.p[0] == '1' ? 1000 : 0, digit = 100;
		if ((q.p[0] != '0' && q.p[0] != '1') || (q.n > 1 && q.p[1] != '.') || q.n > 5)
			return 0;
		for (size_t i = 2; i < q.n; i++, digit /= 10) {
			if (q.p[i] < '0' || q.p[i] > '9')
				return 0;
			value += (q.p[i] - '0') * digit;
		}
		return value > 1000 ? 1000 : value;
	}
	return 1000;
}

static bool begins(th_str whole, th_str part)
{
	return th_str_starts(whole, part) && (whole.n == part.n || whole.p[part.n] == '-');
}

/* How well a language matches a range: 3 equal, 2 one is more specific, 1 any. */
static int fit_of(th_str lang, th_str range)
{
	if (th_str_eq(lang, range))
		return 3;
	if (begins(lang, range) || begins(range, lang))
		return 2;
	return th_str_eqz(range, "*") ? 1 : 0;
}

th_str negotiate_language(th_arena *a, const th_strs *langs, th_str accept)
{
	int weights[64] = {0}, fits[64] = {0}, places[64] = {0}, place = 0;
	size_t n = langs->n < TH_COUNT(weights) ? langs->n : TH_COUNT(weights);
	th_str range;
	while (place < RANGES_MAX && accept.n > 0 && th_str_split(&accept, ',', &range)) {
		ptrdiff_t semicolon = th_str_chr(range, ';');
		th_str params = TH_NONE;
		if (semicolon >= 0) {
			params = th_str_sub(range, (size_t)semicolon + 1, range.n);
			range = th_str_sub(range, 0, (size_t)semicolon);
		}
		range = th_str_lower(a, th_str_trim(range));
		place++;
		if (range.n == 0 || range.n > SUBTAGS)
			continue;
		int weight = negotiate_weight(params);
		for (size_t i = 0; i < n; i++) {
			int fit = fit_of(th_str_lower(a, langs->v[i]), range);
			if (fit > fits[i]) { /* the most specific range counts */
				fits[i] = fit;
				weights[i] = weight;
				places[i] = place;
			}
		}
	}
	size_t best = n;
	for (size_t i = 0; i < n; i++)
		if (weights[i] > 0 &&
		    (best == n || weights[i] > weights[best] ||
			(weights[i] == weights[best] && places[i] < places[best])))
			best = i;
	return best < n ? langs->v[best] : TH_NONE;
}
