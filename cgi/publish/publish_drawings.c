/* publish_drawings.c -- what share cards and portraits from initials depend on besides their
 * document: the theme's templates for them, its words, and what hub.yml puts on a card. Called by
 * publish_run.c: where none of this changed, pages keep their drawings under another theme. */
#include "teamhub/publish_steps.h"

enum { TEMPLATE_MAX = 1024 * 1024 };

typedef struct key_parts {
	bool any, partials, site;
} key_parts;

static void add_texts(th_buf *b, const th_texts *texts)
{
	for (size_t i = 0; i < texts->n; i++)
		th_buf_addf(b, "%.*s %zu:%.*s\n", TH_FMT(texts->v[i].lang), texts->v[i].text.n,
		    TH_FMT(texts->v[i].text));
}

static void add_entries(th_buf *b, const theme *t, th_str folder)
{
	size_t n;
	const th_entry *entries = source_entries(t->source, &n);
	for (size_t i = 0; i < n; i++)
		if (th_str_starts(entries[i].path, folder))
			th_buf_addf(
			    b, "%.*s %.*s\n", TH_FMT(entries[i].path), TH_FMT(entries[i].id));
}

/* What a template may name. Which partials it uses is not looked for: they may name anything. */
static void look_into(key_parts *parts, const theme *t, const th_entry *e, th_arena *a)
{
	th_str text;
	bool read = source_read(t->source, e, TEMPLATE_MAX, a, &text, NULL) == 0;
	parts->any = true;
	if (!read || th_str_find(text, TH_S("{{>")) >= 0 || th_str_find(text, TH_S("{{<")) >= 0 ||
	    th_str_find(text, TH_S("{{=")) >= 0)
		parts->partials = parts->site = true;
	else if (th_str_find(text, TH_S("site")) >= 0)
		parts->site = true;
}

th_str drawings_key(const theme *t, const th_hub *hub, th_arena *a)
{
	static const char *const templates[] = {
	    "layouts/card.svg.mustache", "layouts/portrait.svg.mustache"};
	th_buf b = {0};
	key_parts parts = {0};
	for (size_t i = 0; i < TH_COUNT(templates); i++) {
		const th_entry *e = source_find(t->source, th_strz(templates[i]));
		if (e == NULL)
			continue;
		th_buf_addf(&b, "%s %.*s\n", templates[i], TH_FMT(e->id));
		look_into(&parts, t, e, a);
	}
	if (parts.partials)
		add_entries(&b, t, TH_S("partials/"));
	if (parts.any)
		add_entries(&b, t, TH_S("i18n/"));
	if (parts.site) {
		add_texts(&b, &hub->title);
		add_texts(&b, &hub->tagline);
		th_buf_addf(&b, "%.*s\n", TH_FMT(hub->company));
	}
	for (size_t i = 0; parts.any && i < hub->design.n; i++)
		th_buf_addf(&b, "%.*s %.*s %d\n", TH_FMT(hub->design.v[i].name),
		    TH_FMT(hub->design.v[i].value), hub->design.v[i].dark);
	th_str key = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return key;
}
