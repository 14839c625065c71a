/* distance.c -- how many typing errors lie between two words. Used for "did you mean"; bounded,
 * since the words can be anything. */
#include "teamhub/base.h"

/* 0, 1, or 2 for more: decided by what lies between the common beginning and the common end. */
static size_t one_slip(th_str a, th_str b)
{
	size_t n = a.n < b.n ? a.n : b.n, from = 0, same = 0;
	while (from < n && a.p[from] == b.p[from])
		from++;
	while (same < n - from && a.p[a.n - 1 - same] == b.p[b.n - 1 - same])
		same++;
	size_t left = a.n - from - same, right = b.n - from - same;
	if (left < 2 && right < 2)
		return left + right > 0;
	bool swapped =
	    left == 2 && right == 2 && a.p[from] == b.p[from + 1] && a.p[from + 1] == b.p[from];
	return swapped ? 1 : 2;
}

size_t th_distance(th_str a, th_str b, size_t most)
{
	size_t rows[3][TH_DISTANCE_MAX + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	if (a.n > TH_DISTANCE_MAX || b.n > TH_DISTANCE_MAX)
		return most + 1;
	if ((a.n > b.n ? a.n - b.n : b.n - a.n) > most)
		return most + 1;
	if (most == 1)
		return one_slip(a, b);
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
