/* fuzz_guideline.c -- any rules.yml and any text behind a line "%%": no crash, no finding outside
 * the text, and nothing that differs when the same is asked twice. */
#include <stdint.h>
#include <stdlib.h>

#include "teamhub/guideline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
	if (!ok)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	th_str all = {(const char *)data, size}, text = TH_NONE;
	ptrdiff_t cut = th_str_find(all, TH_S("\n%%\n"));
	th_str yaml = th_str_sub(all, 0, cut < 0 ? size : (size_t)cut + 1);
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a}, first = {.arena = a}, second = {.arena = a};
	guideline_rules *rules;
	if (cut >= 0)
		text = th_str_sub(all, (size_t)cut + 4, size);
	guideline_rules_read(&rules, yaml, NULL, a, &f);
	if (rules == NULL) {
		require(f.errors == 1); /* warnings of lost words may come before */
	} else if (text.n > 0 && th_utf8_valid(text, NULL)) {
		parsed_doc doc = {.kind = TH_STORY, .path = TH_S("s.md"), .body_at = text.n / 3};
		int lines = 1;
		for (size_t i = 0; i < text.n; i++)
			lines += text.p[i] == '\n' || text.p[i] == '\r';
		require(guideline_check(rules, &doc, text, &first) ==
			guideline_check(rules, &doc, text, &second));
		require(first.list.n == second.list.n);
		for (size_t i = 0; i < first.list.n; i++)
			require(first.list.v[i].at.line <= lines && first.list.v[i].at.column >= 0);
	}
	th_arena_free(a);
	return 0;
}
