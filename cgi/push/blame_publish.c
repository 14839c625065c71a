/* blame_publish.c -- what would stop a publish besides documents: a theme that is missing or does
 * not compile, a host layout that cannot be used. Called by blame.c for the hook; uses publish's
 * own functions, without writing anything. What only the operator can fix (a theme folder on the
 * machine, a page that is not built yet) does not count against a push. */
#include "blame.h"
#include "teamhub/cmd.h"
#include "teamhub/publish_shell.h"
#include "teamhub/publish_steps.h"

static bool touches(const blame_result *j, th_str folder)
{
	for (size_t i = 0; i < j->changed.n; i++)
		if (th_str_starts(j->changed.items[i].key, folder))
			return true;
	return false;
}

static void refuse_theme(
    th_findings *f, const blame_result *j, const theme *t, bool in_content, const th_err *err)
{
	th_mark at = in_content ? (th_mark){.file = t->dir}
				: (th_mark){TH_S("hub.yml"), j->hub.theme_line, 1};
	finding_add(f, TH_RULE_THEME_ABSENT, at, in_content ? t->dir : j->hub.theme,
	    th_strz(err->msg), TH_NONE);
}

/* Authors are not shown paths of the machine: "theme default/layouts/story.mustache". */
static void name_theme(th_findings *f, size_t from, const theme *t, th_str name, th_arena *a)
{
	for (size_t i = from; i < f->list.n; i++) {
		th_str *file = &f->list.v[i].at.file;
		if (th_str_starts(*file, t->dir))
			*file = th_str_fmt(a, "theme %.*s%.*s", TH_FMT(name),
			    TH_FMT(th_str_sub(*file, t->dir.n, file->n)));
	}
}

/* Compiles the theme if the push could have broken it. -1: there is none. */
static int look_at_theme(theme *t, th_findings *f, const blame_result *j, const push_settings *d,
    const th_source *fresh, bool all, th_arena *a)
{
	th_err err = {""};
	const char *given = d->theme.n > 0 ? d->theme.p : NULL;
	bool in_content = theme_is_content(given);
	bool answers = given == NULL ? all : in_content;
	if (t->source == NULL && theme_open_to_check(t, given, fresh, j->hub.theme, a, &err) != 0) {
		if (answers)
			refuse_theme(f, j, t, in_content, &err);
		return -1;
	}
	if (in_content)
		answers = all || touches(j, th_str_cat(a, t->dir, TH_S("/")));
	if (!answers)
		return 0;
	size_t before = f->errors, known = f->list.n;
	if (theme_put(t, NULL, &j->hub, NULL, f, &err) != 0 && f->errors == before)
		refuse_theme(f, j, t, in_content, &err);
	if (!in_content)
		name_theme(f, known, t, j->hub.theme, a);
	return 0;
}

static bool names_changed_page(const blame_result *j)
{
	for (size_t i = 0; i < j->hub.shell.n; i++)
		if (th_map_get(&j->changed, j->hub.shell.v[i].text) != NULL)
			return true;
	return false;
}

/* Errors only: the rest is reported when it is published. */
static void look_at_shell(th_findings *f, const blame_result *j, const push_settings *d,
    const theme *t, const th_source *fresh, th_arena *a)
{
	shells s;
	th_findings found = {.arena = a};
	const char *file = d->edition.n > 0 ? d->edition.p : "/dev/null/current";
	shells_read(&s, fresh, &j->hub, t, file,
	    cmd_shell_root(d->shell_root.n > 0 ? d->shell_root.p : NULL), a, &found);
	for (size_t i = 0; i < found.list.n; i++) {
		th_finding *one = &found.list.v[i];
		bool machine = th_str_starts(one->at.file, TH_S("/")) ||
			       (one->rule == &th_rules[TH_RULE_SHELL_ABSENT] &&
				   th_str_starts(one->words[0], TH_S("/")));
		if (one->severity == TH_ERROR && !machine)
			findings_join(f, &(th_findings){.arena = a, .list = {.v = one, .n = 1}});
	}
}

void blame_publish(th_findings *f, const blame_result *j, const push_settings *d,
    const th_source *fresh, theme *t, bool all, th_arena *a)
{
	if (look_at_theme(t, f, j, d, fresh, all, a) == 0 && (all || names_changed_page(j)))
		look_at_shell(f, j, d, t, fresh, a);
}
