/* support_random.h -- a content repository that changes at random, in the same way for the same
 * seed: everything that an author can write and that affects other pages. */
#ifndef TESTS_SUPPORT_RANDOM_H
#define TESTS_SUPPORT_RANDOM_H

#include "support_publish.h"

typedef struct chance {
	tree *t;
	uint64_t state;
	int stories, people; /* how many there are at most */
	th_time clock;
} chance;

/* 0 … n - 1 (xorshift64*) */
static inline unsigned chance_of(chance *c, unsigned n)
{
	c->state ^= c->state >> 12;
	c->state ^= c->state << 25;
	c->state ^= c->state >> 27;
	return (unsigned)((c->state * 0x2545f4914f6cdd1du) >> 33) % n;
}

static inline bool percent(chance *c, unsigned n)
{
	return chance_of(c, 100) < n;
}

static inline th_str day_near(chance *c, int from, int to)
{
	th_time at =
	    c->clock + ((th_time)from + (th_time)chance_of(c, (unsigned)(to - from))) * 86400;
	return th_str_sub(th_time_rfc3339(c->t->a, at, 0), 0, 10);
}

#define ADD(...) th_buf_addf(&b, __VA_ARGS__)

static inline void write_buf(chance *c, th_str name, th_buf *b)
{
	tree_bytes(c->t, th_str_fmt(c->t->a, "src/%.*s", TH_FMT(name)).p, th_buf_str(b));
	th_buf_free(b);
}

/* A person by file, by name, or one that may not be there. */
static inline void add_name(chance *c, th_buf *out)
{
	unsigned i = chance_of(c, (unsigned)c->people + 1);
	if (percent(c, 60))
		th_buf_addf(out, "p%u", i);
	else if (percent(c, 80))
		th_buf_addf(out, "Name %u", i);
	else
		th_buf_addf(out, "Ghost %u", chance_of(c, 3));
}

static inline void add_facets(chance *c, th_buf *out, unsigned often)
{
	static const char *const names[] = {"team", "place", "topic", "value"};
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (percent(c, often))
			th_buf_addf(out, "%s: [%c%u%s]\n", names[i], names[i][0], chance_of(c, 4),
			    percent(c, 10) ? ", Elsewhere" : "");
}

static inline void add_programmes(chance *c, th_buf *out)
{
	th_buf_addz(out, "programme:\n");
	for (unsigned i = 1 + chance_of(c, 2); i > 0; i--) {
		th_buf_addf(out, "  - {id: x%u", chance_of(c, 3));
		if (percent(c, 80))
			th_buf_addf(out, ", since: %.*s", (int)(percent(c, 50) ? 7 : 10),
			    day_near(c, -300, 5).p);
		if (percent(c, 25))
			th_buf_addf(out, ", until: %.*s", TH_FMT(day_near(c, -30, 9)));
		th_buf_addz(out, "}\n");
	}
}

static inline void add_body(chance *c, th_buf *out)
{
	static const char *const words[] = {"pump", "winter", "crew", "valve", "Wärme", "bread",
	    "laughter", "coffee", "harbour", "team"};
	for (unsigned i = 0, n = 5 + chance_of(c, 20); i < n; i++)
		th_buf_addf(out, "%s%c", words[chance_of(c, 10)], i % 9 == 8 ? '\n' : ' ');
	for (unsigned i = chance_of(c, 3); i > 0; i--)
		switch (chance_of(c, 6)) {
		case 0:
			th_buf_addf(out, "[to](/stories/s%u.md) ", chance_of(c, 12));
			break;
		case 1:
			th_buf_addf(out, "[one](../people/p%u.md) ", chance_of(c, 6));
			break;
		case 2:
			th_buf_addf(out, "[at](/stories/s%u/) ", chance_of(c, 12));
			break;
		case 3:
			th_buf_addf(out, "[at](%s/stories/s%u/) ",
			    percent(c, 50) ? "https://careers.example/team"
					   : "https://inside.example/team",
			    chance_of(c, 12));
			th_buf_addf(out, "[at](/stories/old-%u/) ", chance_of(c, 4));
			break;
		case 4:
			th_buf_addf(out, "\n\n![A picture](/media/m%u.svg)\n\n", chance_of(c, 4));
			break;
		default:
			th_buf_addf(out, "[team](/teams/t%u/) ", chance_of(c, 4));
		}
	th_buf_addz(out, "\n");
}

/* Whom it is for, in front matter; what must never be in public in what follows it. */
static inline void end_front(chance *c, th_buf *out, unsigned often)
{
	bool internal = percent(c, often);
	if (internal)
		th_buf_addf(out, "audience: %s\n", percent(c, 80) ? "internal" : "intrenal");
	else if (percent(c, 10))
		th_buf_addz(out, "audience: external\n");
	th_buf_addz(out, internal ? "---\nGeheimwort " : "---\n");
}

static inline th_str story_path(chance *c, unsigned i, bool english)
{
	return th_str_fmt(c->t->a, "stories/s%u%s.md", i, english ? ".en" : "");
}

static inline void write_story(chance *c, th_str path)
{
	th_buf b = {0};
	ADD("---\ntitle: Story %u\ndate: %.*s\nauthors: [", chance_of(c, 1000),
	    TH_FMT(percent(c, 80) ? day_near(c, -900, -5) : day_near(c, -3, 9)));
	add_name(c, &b);
	if (percent(c, 30)) {
		ADD(", ");
		add_name(c, &b);
	}
	ADD("]\n");
	add_facets(c, &b, 30);
	if (percent(c, 20))
		ADD("programme: [x%u]\n", chance_of(c, 3));
	if (percent(c, 12))
		ADD("draft: true\n");
	if (percent(c, 25))
		ADD("aliases: [/stories/old-%u/, /stories/s%u/]\n", chance_of(c, 4),
		    chance_of(c, 12));
	if (percent(c, 12))
		ADD("slug: same%s\n", percent(c, 50) ? "" : "-2");
	if (percent(c, 20))
		ADD("summary: In short %u.\n", chance_of(c, 100));
	if (percent(c, 25))
		ADD("picture: /media/m%u.svg\npicture_alt: What is there\n", chance_of(c, 4));
	if (percent(c, 8))
		ADD("translates: stories/s%u.md\nlang: en\n", chance_of(c, 12));
	if (percent(c, 6))
		ADD("withdrawn: %.*s\n", TH_FMT(day_near(c, -5, 6)));
	if (percent(c, 8))
		ADD("expires: %.*s\n", TH_FMT(day_near(c, -2, 20)));
	if (percent(c, 8))
		ADD("publish: %.*s\n", TH_FMT(day_near(c, -2, 10)));
	if (percent(c, 6))
		ADD("shown: [p%u]\n", chance_of(c, 6));
	if (percent(c, 6))
		ADD("critical: true\nodd.field: x%u\n", chance_of(c, 9));
	if (percent(c, 3))
		ADD("title: twice\n");
	end_front(c, &b, 14);
	add_body(c, &b);
	write_buf(c, path, &b);
}

static inline void write_person(chance *c, unsigned i)
{
	static const char *const purposes[] = {"public", "story", "portrait", "feed", "card"};
	th_buf b = {0};
	ADD("---\nname: %s %u\n", percent(c, 70) ? "Name" : "Renamed", i);
	ADD("role: {de: Rolle %u, en: Role %u}\n", chance_of(c, 5), chance_of(c, 5));
	add_facets(c, &b, 35);
	if (percent(c, 40))
		add_programmes(c, &b);
	if (percent(c, 10))
		ADD("aliases: [name-%u]\n", chance_of(c, 7));
	if (percent(c, 10))
		ADD("slug: person-%u\n", chance_of(c, 7));
	if (percent(c, 10))
		ADD("left: %.*s\n", TH_FMT(day_near(c, -9, 9)));
	if (percent(c, 8))
		ADD("born: 2009-05-01\n");
	if (percent(c, 5))
		ADD("withdrawn: %.*s\n", TH_FMT(day_near(c, -5, 6)));
	if (percent(c, 15))
		ADD("links: {website: https://x%u.example/}\nasks: [Pumps, t%u, Begriff %u]\n", i,
		    chance_of(c, 4), chance_of(c, 9));
	if (percent(c, 93)) {
		ADD("consent: {");
		for (size_t k = 0; k < TH_COUNT(purposes); k++)
			if (percent(c, 88))
				ADD("%s: %.*s, ", purposes[k],
				    TH_FMT(percent(c, 93) ? day_near(c, -400, -30)
							  : day_near(c, -4, 9)));
		if (percent(c, 10))
			ADD("until: %.*s", TH_FMT(day_near(c, -4, 15)));
		ADD("}\n");
	}
	end_front(c, &b, 5);
	add_body(c, &b);
	write_buf(c, th_str_fmt(c->t->a, "people/p%u.md", i), &b);
}

static inline void write_picture(chance *c, th_str path)
{
	th_buf b = {0};
	ADD("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"16\" height=\"12\">"
	    "<rect width=\"16\" height=\"%u\" fill=\"#%03x\"/></svg>",
	    1 + chance_of(c, 12), chance_of(c, 4096));
	if (percent(c, 8))
		b.n /= 2; /* broken */
	write_buf(c, path, &b);
}

static inline void write_term(chance *c)
{
	static const char *const facets[] = {"team", "place", "topic"};
	unsigned i = chance_of(c, 3);
	th_buf b = {0};
	ADD("---\ntitle: {de: Begriff %u, en: Term %u}\n", chance_of(c, 9), chance_of(c, 9));
	if (percent(c, 20))
		ADD("draft: true\n");
	if (percent(c, 30))
		ADD("picture: /media/m%u.svg\n", chance_of(c, 4));
	if (percent(c, 15))
		ADD("aliases: [/teams/was-%u/]\n", chance_of(c, 3));
	end_front(c, &b, 12);
	add_body(c, &b);
	write_buf(c,
	    th_str_fmt(c->t->a, "terms/%s/%c%u%s.md", facets[i], facets[i][0], chance_of(c, 4),
		percent(c, 25) ? ".en" : ""),
	    &b);
}

static inline void write_other(chance *c)
{
	th_buf b = {0};
	th_arena *a = c->t->a;
	unsigned i = chance_of(c, 3), kind = chance_of(c, 6);
	th_str path = TH_NONE;
	switch (kind) {
	case 0:
		path = th_str_fmt(a, "values/v%u%s.md", i, percent(c, 30) ? ".en" : "");
		ADD("---\ntitle: Value %u\norder: %u\n", chance_of(c, 9), chance_of(c, 3));
		if (percent(c, 15))
			ADD("versions: false\n");
		break;
	case 1:
		path = th_str_fmt(a, "guidelines/g%u.md", i);
		ADD("---\ntitle: Rule %u\norder: %u\n", chance_of(c, 9), chance_of(c, 3));
		break;
	case 2:
		path = th_str_fmt(a, "programmes/x%u.md", i);
		ADD("---\ntitle: Programme %u\nhashtag: \"#x%u\"\n", chance_of(c, 9), i);
		add_facets(c, &b, 25);
		if (percent(c, 60))
			ADD("colours: {accent: \"#%03x\", stage: \"#%03x\"}\n", chance_of(c, 4096),
			    chance_of(c, 4096));
		if (percent(c, 60))
			ADD("stories: %s\n", percent(c, 50) ? "experts" : "ambassadors");
		if (percent(c, 50))
			ADD("jobs: true\nrules: [g%u]\njoin: {text: Join %u}\n", chance_of(c, 3),
			    chance_of(c, 9));
		if (percent(c, 10))
			ADD("draft: true\n");
		break;
	case 3:
		path = th_str_fmt(a, "events/e%u.md", i);
		ADD("---\ntitle: Event %u\nstart: %.*s 08:30\nstories: [s%u, s%u]\nplace: p%u\n",
		    chance_of(c, 9), TH_FMT(day_near(c, -9, 30)), chance_of(c, 12),
		    chance_of(c, 12), chance_of(c, 4));
		break;
	case 4:
		path = th_str_fmt(a, "kudos/k%u.md", i);
		ADD("---\nfrom: ");
		add_name(c, &b);
		ADD("\nto: [");
		add_name(c, &b);
		ADD("]\ndate: %.*s\n", TH_FMT(day_near(c, -99, -1)));
		break;
	default:
		path = th_str_fmt(a, "jobs/j%u.md", i);
		ADD("---\ntitle: Job %u\nteam: [t%u]\nplace: p%u\ndate: %.*s\nuntil: %.*s\n",
		    chance_of(c, 9), chance_of(c, 4), chance_of(c, 4), TH_FMT(day_near(c, -30, -1)),
		    TH_FMT(day_near(c, -3, 20)));
		if (percent(c, 40))
			ADD("ambassadors: [p%u, p%u]\n", chance_of(c, 6), chance_of(c, 6));
	}
	end_front(c, &b, 12);
	add_body(c, &b);
	write_buf(c, path, &b);
}

static inline void write_settings(chance *c)
{
	th_buf b = {0};
	ADD("title: {de: Menschen, en: People}\nbase_url: https://careers.example\nprefix: /team\n"
	    "languages: [de, en]\ninternal: {base_url: https://inside.example}\npolicies: "
	    "{per_page: %u, missing_author: %s}\nfacets:\n",
	    4 + chance_of(c, 3), percent(c, 80) ? "warn" : "refuse");
	ADD("  team: {path: teams, label: {de: Team, en: Team}, inherit: true}\n"
	    "  place: {path: places, label: {de: Ort, en: Place}}\n"
	    "  topic: {path: topics, label: {de: Thema, en: Topic}}\n"
	    "  value: {path: values, label: {de: Wert, en: Value}, pages: values}\n"
	    "  programme: {path: programmes, label: {de: Programm}, pages: programmes}\n");
	write_buf(c, TH_S("hub.yml"), &b);
}

static inline void write_rules(chance *c)
{
	th_buf b = {0};
	ADD("rules:\n  nda.customer: {severity: %s, words: [%s]}\n",
	    percent(c, 50) ? "error" : "warning", percent(c, 50) ? "harbour" : "nobody");
	if (percent(c, 50))
		ADD("  picture.consent: {severity: error}\n");
	write_buf(c, TH_S("guidelines/rules.yml"), &b);
}

static inline void write_withdrawals(chance *c)
{
	th_buf b = {0};
	for (unsigned i = chance_of(c, 3); i > 0; i--)
		switch (chance_of(c, 8)) {
		case 0:
			ADD("- {person: p%u, date: %.*s}\n", chance_of(c, 6),
			    TH_FMT(day_near(c, -9, 5)));
			break;
		case 4:
			ADD("- {story: same, date: %.*s}\n", TH_FMT(day_near(c, -9, 3)));
			break;
		case 5:
			ADD("- {story: stories/2026/s%u.md, date: %.*s}\n", chance_of(c, 12),
			    TH_FMT(day_near(c, -9, 3)));
			break;
		case 6:
			ADD("- {address: /team/en/stories/s%u/, date: %.*s}\n", chance_of(c, 12),
			    TH_FMT(day_near(c, -9, 1)));
			break;
		case 7:
			ADD("- {person: Name %u, date: %.*s}\n", chance_of(c, 6),
			    TH_FMT(day_near(c, -9, 3)));
			break;
		case 1:
			ADD("- {address: /stories/old-%u/, date: %.*s}\n", chance_of(c, 4),
			    TH_FMT(day_near(c, -9, 1)));
			break;
		default:
			ADD("- {story: s%u, date: %.*s%s}\n", chance_of(c, 12),
			    TH_FMT(day_near(c, -9, 5)),
			    percent(c, 20) ? ", audience: internal" : "");
		}
	write_buf(c, TH_S("withdrawn.yml"), &b);
}
#undef ADD

/* A file of the working copy, or TH_NONE. */
static inline th_str any_file(chance *c, const char *folder)
{
	th_str line = th_str_fmt(c->t->a,
	    "cd '%s/src' && find %s -type f -print 2>/dev/null | LC_ALL=C sort", c->t->dir, folder);
	th_strs files = {0};
	char name[256];
	FILE *f = popen(line.p, "r");
	while (f != NULL && fgets(name, sizeof name, f) != NULL)
		*TH_ADD(c->t->a, &files) = th_str_dup(c->t->a, th_str_trim(th_strz(name)));
	if (f != NULL)
		pclose(f);
	return files.n > 0 ? files.v[chance_of(c, (unsigned)files.n)] : TH_NONE;
}

static inline void remove_file(chance *c, const char *folder)
{
	th_str name = any_file(c, folder);
	if (name.n > 0 && !th_str_eqz(name, "hub.yml"))
		unlink(tree_path(c->t, th_str_fmt(c->t->a, "src/%.*s", TH_FMT(name)).p));
}

static inline void move_story(chance *c)
{
	th_str name = any_file(c, "stories");
	if (name.n == 0)
		return;
	th_str to = th_str_fmt(c->t->a, "src/stories/%ss%u.md", percent(c, 50) ? "2026/" : "",
	    chance_of(c, (unsigned)c->stories));
	tree_shell(c->t, "mkdir -p src/stories/2026");
	rename(tree_path(c->t, th_str_fmt(c->t->a, "src/%.*s", TH_FMT(name)).p),
	    tree_path(c->t, to.p));
}

/* One thing that an author may do. */
static inline void change_something(chance *c)
{
	unsigned what = chance_of(c, 100);
	if (what < 40)
		write_story(c, story_path(c, chance_of(c, (unsigned)c->stories), percent(c, 15)));
	else if (what < 55)
		write_person(c, chance_of(c, (unsigned)c->people));
	else if (what < 62)
		write_picture(c, th_str_fmt(c->t->a, "media/m%u.svg", chance_of(c, 4)));
	else if (what < 67)
		write_picture(c, th_str_fmt(c->t->a, "people/p%u.svg", chance_of(c, 6)));
	else if (what < 74)
		write_term(c);
	else if (what < 82)
		write_other(c);
	else if (what < 88)
		move_story(c);
	else if (what < 95)
		remove_file(c, percent(c, 60)
				   ? "stories"
				   : "people media terms values events kudos jobs guidelines "
				     "programmes");
	else if (what < 97)
		write_withdrawals(c);
	else if (what < 98)
		write_settings(c);
	else
		write_rules(c);
}

#endif
