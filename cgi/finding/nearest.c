/* nearest.c -- "did you mean": the name one typing error away. Called for names that were not
 * found; bounded, since authors can write anything. */
#include "teamhub/finding.h"

th_str nearest(th_str word, const th_strs *names)
{
	th_str found = TH_NONE;
	if (word.n < 3 || word.n > TH_DISTANCE_MAX)
		return found;
	size_t most = word.n < 6 ? 1 : word.n < 12 ? 2 : 3;
	for (size_t i = 0; i < names->n && most > 0; i++) {
		if (names->v[i].n > TH_DISTANCE_MAX)
			continue;
		size_t d = th_distance(word, names->v[i], most);
		if (d <= most) {
			found = names->v[i];
			most = d - (d > 0);
		}
	}
	return found;
}
