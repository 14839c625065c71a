/* push.c -- the settings of a repository that authors push to, and the language to address them in.
 * Called by the commands behind git's hooks; reads only configuration and environment. */
#include "teamhub/push.h"
#include "teamhub/texts.h"

#include "teamhub/publish_steps.h"

#include <stdlib.h>

static const uint64_t default_max_file = 20u << 20;

bool push_read_size(th_str s, uint64_t *out)
{
	static const char units[] = "kmg";
	int shift = 0;
	s = th_str_trim(s);
	if (s.n == 0)
		return false;
	const char *unit = strchr(units, s.p[s.n - 1] | 0x20);
	if (unit != NULL) {
		shift = (int)(unit - units + 1) * 10;
		s.n--;
	}
	uint64_t n;
	if (!th_str_uint(s, UINT64_C(1) << 32, &n))
		return false;
	*out = n << shift;
	return true;
}

th_str push_format_size(th_arena *a, uint64_t bytes)
{
	if (bytes >= UINT64_C(1) << 20)
		return th_str_fmt(a, "%llu MB", (unsigned long long)((bytes + (1 << 19)) >> 20));
	if (bytes >= 1024)
		return th_str_fmt(a, "%llu KB", (unsigned long long)((bytes + 512) >> 10));
	return th_str_fmt(a, "%llu bytes", (unsigned long long)bytes);
}

static th_str known_lang(th_str lang)
{
	return lang.n > 0 ? catalogue_language(lang) : TH_NONE;
}

/* git push -o lang=en; else TEAMHUB_LANG, which ssh may be told to pass on. */
static th_str wished_lang(th_arena *a)
{
	uint64_t n = 0;
	th_str_uint(th_strz(getenv("GIT_PUSH_OPTION_COUNT")), 64, &n);
	for (uint64_t i = 0; i < n; i++) {
		th_str name = th_str_fmt(a, "GIT_PUSH_OPTION_%d", (int)i);
		th_str option = th_strz(getenv(name.p));
		if (th_str_starts(option, TH_S("lang=")))
			return known_lang(th_str_sub(option, 5, option.n));
	}
	return known_lang(th_strz(getenv("TEAMHUB_LANG")));
}

th_str push_lang(const push_settings *d, const th_strs *stories, th_str first)
{
	if (d->lang.n > 0)
		return d->lang;
	bool one = stories->n > 0;
	for (size_t i = 1; i < stories->n; i++)
		one &= th_str_eq(stories->v[i], stories->v[0]);
	th_str lang = known_lang(one ? stories->v[0] : first);
	return lang.n > 0 ? lang : TH_S("en");
}

static bool is_true(th_str s)
{
	return th_str_caseeq(s, TH_S("true")) || th_str_caseeq(s, TH_S("yes")) ||
	       th_str_caseeq(s, TH_S("on")) || th_str_eqz(s, "1");
}

enum {
	EDITION,
	THEME,
	BRANCH,
	LANG,
	ALLOW_FORCE,
	ALLOW_SETTINGS,
	KEEP,
	MAX_FILE,
	SHELL_ROOT,
	WEBSUB_ALLOW,
	EXPORT,
};
static const char *const setting_names[] = {"teamhub.edition", "teamhub.theme", "teamhub.branch",
    "teamhub.lang", "teamhub.allowForce", "teamhub.allowSettings", "teamhub.keep",
    "teamhub.maxFileSize", "teamhub.shellRoot", "teamhub.websubAllow", "teamhub.export"};

int push_settings_read(push_settings *d, const char *repo, th_arena *a, th_err *err)
{
	uint64_t keep;
	*d = (push_settings){.max_file = default_max_file, .keep = 5};
	char *whole = realpath(repo, NULL);
	if (whole == NULL)
		return th_fail(err, "%s: no such repository", repo);
	d->repo = th_str_z(a, th_strz(whole));
	free(whole);
	th_str value[TH_COUNT(setting_names)]; /* all at once: each call would open every
						* configuration file */
	source_settings(d->repo, setting_names, value, TH_COUNT(value), a);
	d->edition = value[EDITION];
	d->theme = value[THEME];
	if (d->theme.n > 0 && d->theme.p[0] != '/' && !theme_is_content(d->theme.p))
		d->theme = th_str_fmt(a, "%s/%.*s", d->repo, TH_FMT(d->theme));
	d->files = value[EXPORT];
	if (d->files.n > 0 && d->files.p[0] != '/')
		d->files = th_str_fmt(a, "%s/%.*s", d->repo, TH_FMT(d->files));
	d->shell_root = value[SHELL_ROOT];
	d->websub_allow = value[WEBSUB_ALLOW];
	d->branch = value[BRANCH].n > 0 ? value[BRANCH] : TH_S("main");
	d->ref = th_str_fmt(a, "refs/heads/%.*s", TH_FMT(d->branch));
	d->lang = wished_lang(a);
	if (d->lang.n == 0)
		d->lang = known_lang(value[LANG]);
	d->allow_force = is_true(value[ALLOW_FORCE]);
	d->allow_settings = is_true(value[ALLOW_SETTINGS]);
	if (value[KEEP].n > 0 && (!th_str_uint(value[KEEP], 1000, &keep) || keep == 0))
		return th_fail(err, "%s: teamhub.keep is '%.*s': write a number from 1 to 1000",
		    d->repo, TH_FMT(value[KEEP]));
	if (value[KEEP].n > 0)
		d->keep = (int)keep;
	if (value[MAX_FILE].n > 0 && !push_read_size(value[MAX_FILE], &d->max_file))
		return th_fail(err, "%s: teamhub.maxFileSize is '%.*s': write for example 20m",
		    d->repo, TH_FMT(value[MAX_FILE]));
	return 0;
}
