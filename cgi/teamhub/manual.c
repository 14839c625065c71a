/* manual.c -- the man pages, from the tables that the programs work by: commands.def, options.def,
 * environment.def, settings.def, fields.def, the views. What is in no table is a text of the
 * catalogues. Called by cmd_manual.c. */
#include "manual.h"
#include "teamhub/view.h"

#include <stdio.h>

typedef struct page {
	th_buf *out;
	th_str lang;
	th_arena *a;
} page;

static th_str text(const page *p, enum text_id id)
{
	return catalogue_get(p->lang, id);
}

static void section(const page *p, enum text_id id)
{
	th_buf_addf(p->out, ".Sh %s\n", text(p, id).p);
}

/* TH_RELEASED, "2026-11-30", as mdoc has dates. */
static void add_date(th_buf *out)
{
	static const char *const months[] = {"January", "February", "March", "April", "May", "June",
	    "July", "August", "September", "October", "November", "December"};
	int year, month, day;
	if (sscanf(TH_RELEASED, "%d-%d-%d", &year, &month, &day) == 3 && month >= 1 && month <= 12)
		th_buf_addf(out, ".Dd %s %d, %d\n", months[month - 1], day, year);
}

static void begin(const page *p, const char *name, int number, th_str does)
{
	add_date(p->out);
	th_buf_addz(p->out, ".Dt ");
	for (const char *c = name; *c; c++)
		th_buf_addc(p->out, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
	th_buf_addf(p->out, " %d\n.Os Teamhub %s\n", number, TH_VERSION);
	section(p, TEXT_MAN_NAME);
	th_buf_addf(p->out, ".Nm %s\n.Nd ", name);
	roff_word(p->out, does);
	th_buf_addc(p->out, '\n');
}

static void begin_list(const page *p)
{
	th_buf_addz(p->out, ".Bl -tag -width Ds\n");
}

static void item(const page *p, const char *macro, const char *name, enum text_id id)
{
	th_buf_addf(p->out, ".It %s ", macro);
	roff_word(p->out, th_strz(name));
	th_buf_addc(p->out, '\n');
	roff_text(p->out, text(p, id));
}

static void end_list(const page *p)
{
	th_buf_addz(p->out, ".El\n");
}

static void environment(const page *p, const char *name)
{
	static const struct {
		const char *page, *name;
		enum text_id what;
	} variables[] = {
#define VARIABLE(page, name, id) {page, name, TEXT_ENV_##id},
#include "teamhub/environment.def"
#undef VARIABLE
	};
	section(p, TEXT_MAN_ENVIRONMENT);
	begin_list(p);
	for (size_t i = 0; i < TH_COUNT(variables); i++)
		if (strcmp(variables[i].page, name) == 0)
			item(p, "Ev", variables[i].name, variables[i].what);
	end_list(p);
}

static void exit_status(const page *p)
{
	section(p, TEXT_MAN_EXIT);
	begin_list(p);
	item(p, "", "0", TEXT_MAN_EXIT_0);
	item(p, "", "1", TEXT_MAN_EXIT_1);
	item(p, "", "2", TEXT_MAN_EXIT_2);
	item(p, "", "3", TEXT_MAN_EXIT_3);
	end_list(p);
}

static void see_also(const page *p, const char *names)
{
	th_str rest = th_strz(names), name;
	section(p, TEXT_MAN_SEE_ALSO);
	while (th_str_split(&rest, ' ', &name)) {
		ptrdiff_t dot = th_str_rchr(name, '.');
		th_buf_addf(p->out, ".Xr %.*s %s%s\n", (int)dot, name.p,
		    th_str_fmt(p->a, "%.*s", TH_FMT(th_str_sub(name, (size_t)dot + 1, name.n))).p,
		    rest.n ? " ," : "");
	}
}

/* ---- the pages ---- */

static void about_program(const page *p)
{
	begin(p, "teamhub", 1, text(p, TEXT_MAN_TEAMHUB_NAME));
	section(p, TEXT_MAN_SYNOPSIS);
	th_buf_addz(p->out, ".Nm teamhub\n.Ar COMMAND\n.Op Ar ...\n");
	section(p, TEXT_MAN_DESCRIPTION);
	th_buf_addz(p->out, ".Nm teamhub\n");
	roff_text(p->out, text(p, TEXT_MAN_TEAMHUB));
	begin_list(p);
	for (size_t i = 0; i < command_count; i++) {
		th_buf_addf(p->out, ".It Xr teamhub-%s 1\n", commands[i].name);
		roff_text(p->out, text(p, commands[i].does));
	}
	end_list(p);
	environment(p, "teamhub.1");
	exit_status(p);
	see_also(p, "hub.yml.5 teamhub-theme.5 teamhub-setup.8 teamhub.fcgi.8");
}

static void about_command(const page *p, const command *c)
{
	command_options options = {0};
	command_list_options(&options, c, p->a);
	begin(p, th_str_fmt(p->a, "teamhub-%s", c->name).p, 1, text(p, c->does));
	section(p, TEXT_MAN_SYNOPSIS);
	th_buf_addf(p->out, ".Nm teamhub %s\n", c->name);
	roff_usage(p->out, command_usage(c, p->a));
	section(p, TEXT_MAN_DESCRIPTION);
	th_buf_addf(p->out, ".Nm teamhub %s\n", c->name);
	roff_text(p->out, text(p, c->about));
	if (options.n > 0)
		begin_list(p);
	for (size_t i = 0; i < options.n; i++) {
		th_buf_addz(p->out, ".It ");
		roff_option(p->out, &options.v[i]);
		th_buf_addc(p->out, '\n');
		roff_text(p->out, text(p, options.v[i].what));
	}
	if (options.n > 0)
		end_list(p);
	exit_status(p);
	see_also(p, "teamhub.1");
}

static void about_worker(const page *p)
{
	begin(p, "teamhub.fcgi", 8, text(p, TEXT_MAN_FCGI_NAME));
	section(p, TEXT_MAN_SYNOPSIS);
	th_buf_addz(p->out, ".Nm teamhub.fcgi\n.Op Fl \\-version\n");
	section(p, TEXT_MAN_DESCRIPTION);
	th_buf_addz(p->out, ".Nm teamhub.fcgi\n");
	roff_text(p->out, text(p, TEXT_MAN_FCGI));
	th_buf_addz(p->out, ".Pp\n");
	roff_text(p->out, text(p, TEXT_MAN_FCGI_HEALTH));
	environment(p, "teamhub.fcgi.8");
	section(p, TEXT_MAN_FILES);
	begin_list(p);
	item(p, "Pa", "/run/teamhub/1.sock", TEXT_MAN_FCGI_SOCKET);
	item(p, "Pa", "/srv/teamhub/hub/current", TEXT_MAN_FCGI_EDITION);
	end_list(p);
	section(p, TEXT_MAN_EXAMPLES);
	roff_literal(p->out,
	    TH_S("TEAMHUB_EDITION=/srv/teamhub/hub/current REQUEST_METHOD=GET PATH_INFO=/healthz "
		 "teamhub.fcgi\n"));
	see_also(p, "teamhub.1 teamhub-setup.8");
}

static void about_settings(const page *p)
{
	static const struct {
		const char *name;
		enum text_id what;
	} settings[] = {
#define SETTING(name, read, id) {#name, TEXT_SETTING_##id},
#include "teamhub/settings.def"
#undef SETTING
	};
	const char *name, *what;
	unsigned kinds;
	begin(p, "hub.yml", 5, text(p, TEXT_MAN_HUB_NAME));
	section(p, TEXT_MAN_DESCRIPTION);
	th_buf_addz(p->out, ".Nm hub.yml\n");
	roff_text(p->out, text(p, TEXT_MAN_HUB));
	begin_list(p);
	for (size_t i = 0; i < TH_COUNT(settings); i++)
		item(p, "Ic", settings[i].name, settings[i].what);
	end_list(p);
	roff_text(p->out, text(p, TEXT_MAN_HUB_FIELDS));
	begin_list(p);
	for (size_t i = 0; schema_field(i, &name, &what, &kinds); i++) {
		th_buf of = {0};
		schema_add_kinds(&of, kinds);
		th_buf_addf(p->out, ".It Ic %s\n", name);
		roff_text(p->out, catalogue_str(p->a, p->lang, TEXT_MAN_HUB_OF,
				      TEXT_WITH(TEXT_S("value", th_strz(what)),
					  TEXT_S("kinds", th_buf_str(&of)))));
		th_buf_free(&of);
	}
	end_list(p);
	see_also(p, "teamhub.1 teamhub-schema.1 teamhub-theme.5");
}

static void about_themes(const page *p)
{
	th_buf names = {0};
	begin(p, "teamhub-theme", 5, text(p, TEXT_MAN_THEME_NAME));
	section(p, TEXT_MAN_DESCRIPTION);
	roff_text(p->out, text(p, TEXT_MAN_THEME_PAGE));
	view_write_reference(&names, p->lang);
	roff_literal(p->out, th_buf_str(&names));
	th_buf_free(&names);
	see_also(p, "teamhub-theme.1 hub.yml.5");
}

static const struct {
	const char *name;
	void (*write)(const page *p);
} others[] = {
    {"teamhub.1", about_program},
    {"teamhub.fcgi.8", about_worker},
    {"hub.yml.5", about_settings},
    {"teamhub-theme.5", about_themes},
};

static th_str page_of(const command *c, th_arena *a)
{
	return th_str_fmt(a, "teamhub-%s.1", c->name);
}

void manual_pages(th_strs *out, th_arena *a)
{
	for (size_t i = 0; i < TH_COUNT(others); i++)
		*TH_ADD(a, out) = th_strz(others[i].name);
	for (size_t i = 0; i < command_count; i++)
		*TH_ADD(a, out) = page_of(&commands[i], a);
}

bool manual_write(th_buf *out, th_str name, th_str lang, th_arena *a)
{
	const page p = {out, lang, a};
	for (size_t i = 0; i < TH_COUNT(others); i++)
		if (th_str_eqz(name, others[i].name)) {
			others[i].write(&p);
			return true;
		}
	for (size_t i = 0; i < command_count; i++)
		if (th_str_eq(name, page_of(&commands[i], a))) {
			about_command(&p, &commands[i]);
			return true;
		}
	return false;
}
