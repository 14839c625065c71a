/* distance.c -- how many typing errors lie between two words. Called for "did you mean" by whoever
 * knows the words; bounded, since anybody writes anything. */
#include "teamhub/base.h"

size_t th_distance(th_str a, th_str b, size_t most)
{
	size_t rows[3][TH_DISTANCE_MAX + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	if (a.n > TH_DISTANCE_MAX || b.n > TH_DISTANCE_MAX)
		return most + 1;
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
