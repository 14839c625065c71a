/* values_colours.c -- the colours of a programme: colours: in its file, read like design: in
 * hub.yml. Called by values.c; and by publish, which makes a style sheet of them.
 *
 * They are stored among the document's fields as colours.accent and colours.dark.accent, written
 * anew; nothing else of what an author wrote gets into a style sheet. */
#include "teamhub/palette.h"
#include "values.h"

static const colour of_programme[] = {
    ACCENT, ACCENT_INK, ACCENT_SOFT, STAGE, STAGE_INK, STAGE_SOFT, GLOW, GLOW_INK};

static colour own_colour(th_str name)
{
	colour which = palette_find(name);
	for (size_t i = 0; i < TH_COUNT(of_programme); i++)
		if (which == of_programme[i])
			return which;
	return COLOURS;
}

static void keep(field_job *job, th_str name, uint32_t rgb)
{
	*TH_ADD(job->arena, &job->doc->fields) =
	    (th_pair){th_str_fmt(job->arena, "colours.%.*s", TH_FMT(name)),
		th_str_fmt(job->arena, "#%06x", rgb)};
}

static void read_colour(
    field_job *job, palette *p, int look, th_str written, th_str name, const yaml_node *n)
{
	static const char *const looks[] = {"", "dark."};
	uint32_t rgb;
	th_str shown =
	    th_str_fmt(job->arena, "%.*s.%s%.*s", TH_FMT(written), looks[look], TH_FMT(name));
	if (n->kind != YAML_TEXT || !palette_parse(n->text, &rgb)) {
		value_refuse(job, TH_RULE_FIELD_COLOUR, shown, n,
		    n->kind == YAML_TEXT ? n->text : TH_S("…"));
		return;
	}
	p->looks[look][palette_find(name)] =
	    (one_colour){rgb, NAMED, {job->doc->path, n->line, n->column}};
	keep(job, th_str_fmt(job->scratch, "%s%.*s", looks[look], TH_FMT(name)), rgb);
}

static void read_look(field_job *job, palette *p, int look, th_str written, const yaml_node *map)
{
	for (const yaml_node *n = map->first; n != NULL; n = n->next) {
		if (look == LIGHT && th_str_eqz(n->key, "dark") && n->kind == YAML_MAP) {
			read_look(job, p, DARK, written, n);
			continue;
		}
		if (own_colour(n->key) != COLOURS) {
			read_colour(job, p, look, written, n->key, n);
			continue;
		}
		th_strs known = {0};
		for (size_t i = 0; i < TH_COUNT(of_programme); i++)
			*TH_ADD(job->scratch, &known) = th_strz(palette_name(of_programme[i]));
		*TH_ADD(job->scratch, &known) = TH_S("dark");
		value_unknown_key(job, written, n, &known);
	}
}

void value_read_colours(field_job *job, th_str written, const yaml_node *n)
{
	palette p;
	if (n->kind == YAML_TEXT && yaml_is_null(n))
		return;
	palette_start(&p);
	palette_wear(&p, job->hub);
	if (n->kind == YAML_TEXT)
		read_colour(job, &p, LIGHT, written, TH_S("accent"), n);
	else if (n->kind == YAML_MAP)
		read_look(job, &p, LIGHT, written, n);
	else
		value_refuse(job, TH_RULE_FIELD_MAP, written, n, TH_NONE);
	palette_stage(&p);
	palette_follow(&p);
	palette_check(&p, job->arena, job->findings);
}

bool programme_colours(th_tokens *out, const parsed_doc *doc, const th_hub *hub, th_arena *a)
{
	static const th_str head = {"colours.", 8}, dark = {"dark.", 5};
	palette p;
	bool any = false;
	palette_start(&p);
	palette_wear(&p, hub);
	for (size_t i = 0; doc->kind == TH_PROGRAMME && i < doc->fields.n; i++) {
		th_str name = doc->fields.v[i].key;
		uint32_t rgb;
		if (!th_str_starts(name, head))
			continue;
		name = th_str_sub(name, head.n, name.n);
		int look = th_str_starts(name, dark) ? DARK : LIGHT;
		if (look == DARK)
			name = th_str_sub(name, dark.n, name.n);
		if (own_colour(name) == COLOURS || !palette_parse(doc->fields.v[i].value, &rgb))
			continue;
		p.looks[look][palette_find(name)] = (one_colour){.rgb = rgb, .origin = NAMED};
		any = true;
	}
	palette_stage(&p);
	palette_follow(&p);
	palette_tokens(&p, a, out);
	return any;
}
