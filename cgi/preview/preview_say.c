/* preview_say.c -- what an author sees at the terminal after each save: what is new, what was
 * fixed, then how things stand. Called by cmd_preview.c. A finding that only moved to another line
 * is not new. */
#include "preview.h"

#include "teamhub/texts.h"

#include <stdio.h>
#include <time.h>

/* Equal for two findings that are the same, wherever they are in the file. */
static th_str key_of(th_arena *a, const th_finding *f)
{
	th_buf b = {0};
	th_buf_addf(&b, "%s %d ", f->rule->name, (int)f->severity);
	th_buf_add(&b, f->at.file);
	for (size_t i = 0; i < TH_COUNT(f->words); i++) {
		th_buf_addc(&b, '\n');
		th_buf_add(&b, f->words[i]);
	}
	th_str key = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return key;
}

static void count_keys(th_map *m, const published *p)
{
	for (size_t i = 0; p != NULL && i < p->out.findings.list.n; i++) {
		th_str key = key_of(m->arena, &p->out.findings.list.v[i]);
		size_t *n = th_map_get(m, key);
		if (n == NULL) {
			n = TH_NEW(m->arena, size_t);
			th_map_put(m, key, n);
		}
		(*n)++;
	}
}

/* Writes the findings of `p` that `other` does not have. Returns how many. */
static size_t difference(th_buf *out, const published *p, const published *other, th_str lang)
{
	size_t found = 0;
	th_map there;
	th_arena *a = th_arena_new();
	th_map_init(&there, a);
	count_keys(&there, other);
	for (size_t i = 0; p != NULL && i < p->out.findings.list.n; i++) {
		const th_finding *f = &p->out.findings.list.v[i];
		size_t *n = th_map_get(&there, key_of(a, f));
		if (n != NULL && *n > 0) {
			(*n)--;
			continue;
		}
		finding_write_text(out, f, lang);
		found++;
	}
	th_arena_free(a);
	return found;
}

bool preview_says_same(const published *p, const published *before)
{
	th_buf ignored = {0};
	bool same = before != NULL && strcmp(p->err.msg, before->err.msg) == 0 &&
		    difference(&ignored, p, before, TH_S("en")) == 0 &&
		    difference(&ignored, before, p, TH_S("en")) == 0;
	th_buf_free(&ignored);
	return same;
}

static void say_mended(const published *p, const published *before, th_str lang)
{
	th_buf b = {0};
	difference(&b, before, p, lang);
	th_str rest = th_buf_str(&b), line;
	while (th_str_split(&rest, '\n', &line))
		if (line.n > 0)
			catalogue_print(
			    stdout, lang, TEXT_PREVIEW_MENDED, TEXT_WITH(TEXT_S("finding", line)));
	th_buf_free(&b);
}

static void say_standing(const published *p, th_str lang)
{
	th_arena *a = th_arena_new();
	char clock[16] = "";
	time_t now = time(NULL);
	struct tm local;
	if (localtime_r(&now, &local) != NULL)
		strftime(clock, sizeof clock, "%H:%M:%S", &local);
	size_t errors = p->out.findings.errors, warnings = p->out.findings.warnings;
	catalogue_print(stdout, lang,
	    errors + warnings == 0 ? TEXT_PREVIEW_GOOD : TEXT_PREVIEW_FOUND,
	    TEXT_WITH(TEXT_S("time", th_strz(clock)),
		TEXT_S("seconds", th_str_fmt(a, "%.1f", p->seconds)),
		TEXT_S("errors",
		    catalogue_count(a, lang, PLURAL_COUNT_ERRORS, (int64_t)errors, TEXT_ALONE)),
		TEXT_S("warnings", catalogue_count(a, lang, PLURAL_COUNT_WARNINGS,
				       (int64_t)warnings, TEXT_ALONE))));
	fflush(stdout);
	th_arena_free(a);
}

void preview_say(const published *p, const published *before, th_str lang)
{
	th_buf b = {0};
	difference(&b, p, before, lang);
	fwrite(b.p ? b.p : "", 1, b.n, stderr);
	th_buf_free(&b);
	if (p->rc != 0) { /* it is unknown how far it got: missing findings need not be fixed */
		fprintf(stderr, "teamhub preview: %s\n", p->err.msg);
		return;
	}
	say_mended(p, before, lang);
	say_standing(p, lang);
}
