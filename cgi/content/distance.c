/* distance.c -- "did you mean": the name that is a typing error away.
 * Called for names that were not found; bounded, since authors write anything. */
#include "room.h"

enum { MAX_WORD = 48 };

/* Letters changed, left out, added, or two neighbours swapped; `most` + 1 when more. */
static size_t distance(th_str a, th_str b, size_t most)
{
	size_t rows[3][MAX_WORD + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	if ((a.n > b.n ? a.n - b.n : b.n - a.n) > most)
		return most + 1;
	for (size_t j = 0; j <= b.n; j++)
		above[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t best = row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t cost = above[j - 1] + (a.p[i - 1] != b.p[j - 1]);
			if (above[j] + 1 < cost)
				cost = above[j] + 1;
			if (row[j - 1] + 1 < cost)
				cost = row[j - 1] + 1;
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1] && before[j - 2] + 1 < cost)
				cost = before[j - 2] + 1;
			row[j] = cost;
			if (cost < best)
				best = cost;
		}
		if (best > most)
			return most + 1;
		size_t *spare = before;
		before = above;
		above = row;
		row = spare;
	}
	return above[b.n];
}

th_str nearest(th_str word, const th_strs *names)
{
	th_str found = TH_NONE;
	if (word.n < 3 || word.n > MAX_WORD)
		return found;
	size_t most = word.n < 6 ? 1 : word.n < 12 ? 2 : 3;
	for (size_t i = 0; i < names->n && most > 0; i++) {
		if (names->v[i].n > MAX_WORD)
			continue;
		size_t d = distance(word, names->v[i], most);
		if (d <= most) {
			found = names->v[i];
			most = d - (d > 0);
		}
	}
	return found;
}
