/* publish_theme_fields.c -- which of authors' own fields a theme prints: such a name is meant as
 * written and is not a misspelt field of the hub (field_names.c). Called before documents are read,
 * by publish and by the check of a push. Looks at tags only. */
#include "teamhub/publish_steps.h"

enum { TEMPLATE_MAX = 1024 * 1024 };

static bool is_name(char c)
{
	return th_is_alnum(c) || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

static void add_name(th_strs *out, th_str s, th_arena *a)
{
	size_t n = 0;
	while (n < s.n && is_name(s.p[n]))
		n++;
	s.n = n;
	if (n > 0 && !th_strs_has(out, s))
		*TH_ADD(a, out) = th_str_dup(a, s);
}

/* One tag, without its braces; *inside: how many {{#fields}} sections are open. */
static void read_tag(th_strs *out, th_str tag, int *inside, th_arena *a)
{
	tag = th_str_trim(tag);
	char kind = tag.n > 0 && strchr("#^/&{!>=<$", tag.p[0]) ? tag.p[0] : ' ';
	th_str name = kind == ' ' ? tag : th_str_trim(th_str_sub(tag, 1, tag.n));
	if (strchr("!>=<$", kind))
		return;
	ptrdiff_t at = th_str_find(name, TH_S("fields."));
	if (at == 0 || (at > 0 && name.p[at - 1] == '.'))
		add_name(out, th_str_sub(name, (size_t)at + sizeof "fields." - 1, name.n), a);
	else if (th_str_eqz(name, "fields") || th_str_ends(name, TH_S(".fields")))
		*inside += kind == '#' ? 1 : kind == '/' && *inside > 0 ? -1 : 0;
	else if (*inside > 0 && kind != '/')
		add_name(out, name, a);
}

static void read_template(th_strs *out, th_str text, th_arena *a)
{
	int inside = 0;
	for (;;) {
		ptrdiff_t from = th_str_find(text, TH_S("{{"));
		if (from < 0)
			return;
		text = th_str_sub(text, (size_t)from + 2, text.n);
		ptrdiff_t to = th_str_find(text, TH_S("}}"));
		if (to < 0)
			return;
		read_tag(out, th_str_sub(text, 0, (size_t)to), &inside, a);
		text = th_str_sub(text, (size_t)to + 2, text.n);
	}
}

void theme_fields(const theme *t, th_strs *out, th_arena *a)
{
	size_t n;
	const th_entry *entries = source_entries(t->source, &n);
	for (size_t i = 0; i < n; i++) {
		th_arena *own = th_arena_new();
		th_str text;
		if (th_str_ends(entries[i].path, TH_S(".mustache")) &&
		    source_read(t->source, &entries[i], TEMPLATE_MAX, own, &text, NULL) == 0)
			read_template(out, text, a);
		th_arena_free(own);
	}
}

void theme_note_fields(th_hub *hub, const char *given, const th_source *content, th_arena *a)
{
	theme t = {0};
	hub->theme_fields = (th_strs){0};
	if (theme_open_to_check(&t, given, content, hub->theme, a, NULL) == 0)
		theme_fields(&t, &hub->theme_fields, a);
	theme_close(&t);
}
