/* test_withdrawal.c -- what must not be public is not in any file: consent for each purpose, its
 * beginning and end, withdrawal by field and by withdrawn.yml, with and without the file, and the
 * editions that are kept for going back. Whole publishes, then every byte below the shelf. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>

#include "support_publish.h"

#define GIVEN "consent: {public: 2026-01-10, story: 2026-01-10"

/* ---- every byte ---- */

typedef struct search {
	th_str needle;
	size_t found, files;
} search;
static search searching; /* nftw passes no context */

static int look_into(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)at;
	if (type != FTW_F)
		return 0;
	th_arena *a = th_arena_new();
	tree t = {.a = a};
	th_str bytes = th_str_lower(a, tree_read(&t, path)); /* an index of words has them so */
	searching.files++;
	if (th_str_find(bytes, searching.needle) >= 0 ||
	    th_str_find(th_strz(path), searching.needle) >= 0)
		searching.found++;
	th_arena_free(a);
	return 0;
}

/* In how many files below hub/ (editions, media, assets) it stands. */
static size_t files_with(tree *t, const char *needle)
{
	searching = (search){.needle = th_str_lower(t->a, th_strz(needle))};
	assert_int_equal(nftw(tree_path(t, "hub"), look_into, 16, FTW_PHYS), 0);
	assert_true(searching.files > 1);
	return searching.found;
}

static void assert_nowhere(tree *t, const char *needle)
{
	size_t n = files_with(t, needle);
	if (n > 0)
		fail_msg("\"%s\" is in %zu files", needle, n);
}

static size_t count(tree *t, const char *command)
{
	th_str line = th_str_fmt(t->a, "cd '%s' && %s", t->dir, command);
	FILE *f = popen(line.p, "r");
	size_t n = 0;
	if (f == NULL || fscanf(f, "%zu", &n) != 1)
		fail_msg("%s", command);
	pclose(f);
	return n;
}

static query_found at(tree *t, const char *href)
{
	th_str target;
	return query_moved(&t->q, th_strz(href), &target);
}

static void publish_at(tree *t, const char *source, const char *now)
{
	setenv("TEAMHUB_NOW", now, 1);
	tree_publish_from(t, source, NULL);
	unsetenv("TEAMHUB_NOW");
	th_time at_time;
	assert_true(th_time_parse_rfc3339(th_strz(now), &at_time));
	if (t->e == NULL || t->status > 3)
		fail_msg("%d %.*s", t->status, TH_FMT(t->out));
	t->q.now = at_time;
}

#define NOW "2026-11-24T12:00:00Z"

static void portrait_of(tree *t, const char *name, const char *colour)
{
	th_str svg = th_str_fmt(t->a,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"60\">"
	    "<rect width=\"60\" height=\"60\" fill=\"%s\"/></svg>",
	    colour);
	tree_bytes(t, name, svg);
}

static void person_with(tree *t, const char *slug, const char *fields)
{
	th_str name = th_str_fmt(t->a, "src/people/%s.md", slug);
	tree_bytes(t, name.p,
	    th_str_fmt(t->a, "---\nname: Zzyzx %s\nsummary: Qwerty of %s.\n%s\n---\nAsdf by %s.\n",
		slug, slug, fields, slug));
	portrait_of(t, th_str_fmt(t->a, "src/people/%s.svg", slug).p, "#c00");
}

static void commit(tree *t, const char *name, const char *date, const char *what)
{
	tree_shell(t,
	    th_str_fmt(t->a,
		"[ -d src/.git ] || git init -q -b main src; cd src; git add -A; "
		"GIT_AUTHOR_NAME='%s' GIT_AUTHOR_EMAIL=x@y GIT_COMMITTER_NAME=x "
		"GIT_COMMITTER_EMAIL=x@y "
		"GIT_AUTHOR_DATE='%s' GIT_COMMITTER_DATE='%s' git commit -q --allow-empty -m '%s'",
		name, date, date, what)
		.p);
}

/* ---- consent ---- */

static void without_public_nothing_of_a_person_is_in_any_file(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	person_with(
	    t, "shy", "consent: {portrait: 2026-01-10, story: 2026-01-10, feed: 2026-01-10}");
	tree_story(t, "hers", "shy", "");
	tree_story(t, "both", "shy, jana", "");
	publish_at(t, "src", NOW);
	assert_nowhere(t, "Zzyzx");
	assert_nowhere(t, "Qwerty");
	assert_nowhere(t, "Asdf");
	assert_nowhere(t, "people/shy");
	assert_nowhere(t, "Text of hers");
	assert_true(files_with(t, "Text of both") == 1); /* named is who may be */
	assert_int_equal(count(t, "ls hub/media | wc -l"), 0);
	tree_free(t);
}

static void without_portrait_the_picture_is_not_on_the_disk(void **state)
{
	(void)state;
	tree *t = tree_new();
	person_with(t, "faceless", GIVEN "}\nportrait_alt: Hjkl smiling");
	publish_at(t, "src", NOW);
	assert_int_equal(files_with(t, "Zzyzx faceless"), 1);
	assert_nowhere(t, "Hjkl");
	assert_int_equal(count(t, "ls hub/media | wc -l"), 0);
	person_with(t, "faceless", GIVEN ", portrait: 2026-02-01}");
	publish_at(t, "src", NOW);
	assert_true(count(t, "ls hub/media | wc -l") > 0);
	tree_free(t);
}

static void without_story_what_they_wrote_is_not_in_any_file(void **state)
{
	(void)state;
	tree *t = tree_new();
	person_with(t, "quiet", "consent: {public: 2026-01-10}");
	tree_story(t, "hers", "quiet", "");
	publish_at(t, "src", NOW);
	assert_int_equal(files_with(t, "Zzyzx quiet"), 1);
	assert_nowhere(t, "Text of hers");
	assert_nowhere(t, "Title of hers");
	tree_free(t);
}

static void without_card_a_page_has_none(void **state)
{
	(void)state;
	tree *t = tree_new();
	person_with(t, "plain", GIVEN ", feed: 2026-01-10}");
	person_with(t, "open", GIVEN ", card: 2026-01-10}");
	tree_story(t, "s1", "plain", "");
	tree_story(t, "s2", "open", "");
	tree_story(t, "s3", "open, plain", "");
	publish_at(t, "src", NOW);
	assert_false(query_may_have_card(&t->q, TH_S("person"), TH_S("plain")));
	assert_true(query_may_have_card(&t->q, TH_S("person"), TH_S("open")));
	assert_false(query_may_have_card(&t->q, TH_S("story"), TH_S("s1")));
	assert_true(query_may_have_card(&t->q, TH_S("story"), TH_S("s2")));
	assert_false(query_may_have_card(&t->q, TH_S("story"), TH_S("s3")));
	tree_free(t);
}

static void birthdays_and_guardians_are_never_published(void **state)
{
	(void)state;
	tree *t = tree_new();
	person_with(t, "kim",
	    "born: 2011-07-19\nconsent: {public: 2026-01-10, guardian: {name: Guardia Vbnm, date: "
	    "2026-01-09}}");
	person_with(t, "lee", "born: 2012-08-23\nconsent: {public: 2026-01-10}");
	publish_at(t, "src", NOW);
	assert_int_equal(files_with(t, "Zzyzx kim"), 1);
	assert_nowhere(t, "Zzyzx lee"); /* a minor for whom nobody signed */
	static const char *const secrets[] = {"2011-07", "19. Juli", "July 19", "2012-08", "Vbnm",
	    "1311033600", "2026-01-09", "guardian"};
	for (size_t i = 0; i < TH_COUNT(secrets); i++)
		assert_nowhere(t, secrets[i]);
	tree_free(t);
}

static void a_consent_that_ends_ends_on_the_day_and_leaves_the_files_at_the_next_publish(
    void **state)
{
	(void)state;
	tree *t = tree_new();
	person_with(t, "brief", GIVEN ", portrait: 2026-01-10, until: 2026-11-24}");
	tree_story(t, "hers", "brief", "");
	publish_at(t, "src", "2026-11-24T12:00:00Z");
	view_story s = {0};
	th_time modified;
	t->q.now = 1795564799; /* 2026-11-24 23:59:59, the last second */
	assert_true(query_story(&t->q, TH_S("hers"), &s, &modified));
	t->q.now++;
	s = (view_story){0};
	assert_false(query_story(&t->q, TH_S("hers"), &s, &modified));
	publish_at(t, "src", "2026-11-24T22:00:00Z");
	assert_true(tree_said(t, "nothing new"));
	publish_at(t, "src", "2026-11-25T12:00:00Z"); /* of the very same files */
	assert_false(tree_said(t, "nothing new"));
	assert_nowhere(t, "Zzyzx"); /* and not in the edition before either */
	assert_nowhere(t, "Text of hers");
	assert_int_equal(count(t, "ls hub/media | wc -l"), 0);
	publish_at(t, "src", "2026-11-26T12:00:00Z");
	assert_true(tree_said(t, "nothing new"));
	tree_free(t);
}

static void a_consent_that_begins_is_published_from_then_on(void **state)
{
	(void)state;
	tree *t = tree_new();
	person_with(t, "soon", "consent: {public: 2026-11-25}");
	publish_at(t, "src", "2026-11-24T12:00:00Z");
	assert_nowhere(t, "Zzyzx");
	publish_at(t, "src", "2026-11-25T12:00:00Z");
	assert_int_equal(files_with(t, "Zzyzx soon"), 1);
	tree_free(t);
}

static void equal_files_published_at_different_times_on_one_day_are_one_edition(void **state)
{
	(void)state;
	tree *t = tree_new();
	person_with(t, "jana", GIVEN "}");
	publish_at(t, "src", "2026-11-24T12:00:00Z");
	th_str one = th_str_dup(t->a, edition_meta(t->e, TH_S("identity")));
	t->edition = tree_path(t, "elsewhere/current");
	publish_at(t, "src", "2027-02-01T09:00:00Z");
	assert_true(th_str_eq(one, edition_meta(t->e, TH_S("identity"))));
	tree_free(t);
}

/* ---- withdrawal ---- */

static tree *with_history(void)
{
	tree *t = tree_new();
	tree_person(t, "jana", "");
	person_with(t, "max", GIVEN ", portrait: 2026-01-10, feed: 2026-01-10}\naliases: [maxi]");
	tree_story(t, "first-name", "max", "aliases: [/stories/older/]\nsummary: Poiuy\n");
	tree_story(t, "stays", "jana", "");
	commit(t, "Max", "2026-03-01T10:00:00Z", "one");
	tree_shell(t,
	    "cd src && git mv stories/first-name.md stories/second.md && "
	    "sed -i 's/^aliases:.*/aliases: [\\/stories\\/in-between\\/]/' stories/second.md");
	commit(t, "Max", "2026-04-01T10:00:00Z", "two");
	publish_at(t, "src", "2026-04-02T10:00:00Z");
	tree_story(t, "stays", "jana", "order: 2\n");
	commit(t, "Jana", "2026-04-03T10:00:00Z", "three");
	publish_at(t, "src", "2026-04-04T10:00:00Z");
	assert_int_equal(
	    files_with(t, "Poiuy"), 3); /* two editions, and what the next need not read */
	return t;
}

static void assert_story_is_gone(tree *t)
{
	static const char *const hrefs[] = {
	    "/stories/second/", "/stories/first-name/", "/stories/older/", "/stories/in-between/"};
	for (size_t i = 0; i < TH_COUNT(hrefs); i++)
		if (at(t, hrefs[i]) != QUERY_GONE)
			fail_msg("%s is not gone", hrefs[i]);
	assert_nowhere(t, "Poiuy");
	assert_nowhere(t, "Text of first-name");
	assert_nowhere(t, "Title of first-name");
	feed_view f = {0};
	query_feed_entries(&t->q, NULL, 0, 10, &f);
	assert_int_equal(f.entries.n, 1);
	assert_true(f.tombstones.n >= 1);
}

static void a_withdrawn_story_is_gone_on_every_address_it_ever_had(void **state)
{
	(void)state;
	tree *t = with_history();
	tree_shell(t, "sed -i 's/^date:/withdrawn: 2026-05-01\\ndate:/' src/stories/second.md");
	commit(t, "Max", "2026-05-01T10:00:00Z", "withdrawn");
	publish_at(t, "src", "2026-05-02T10:00:00Z");
	assert_story_is_gone(t);
	assert_true(files_with(t, "Zzyzx max") > 0); /* the person stays */
	t->q.now += 31 * 86400;
	feed_view f = {0};
	query_feed_entries(&t->q, NULL, 0, 10, &f);
	assert_int_equal(f.tombstones.n, 0);
	tree_free(t);
}

static void so_is_one_that_withdrawn_yml_names_when_its_file_is_gone(void **state)
{
	(void)state;
	tree *t = with_history();
	tree_shell(t, "rm src/stories/second.md");
	tree_file(t, "src/withdrawn.yml", "- {story: second, date: 2026-05-01}\n");
	commit(t, "Max", "2026-05-01T10:00:00Z", "withdrawn");
	publish_at(t, "src", "2026-05-02T10:00:00Z");
	assert_story_is_gone(t);
	/* The next publish knows it without looking through all history, and so does another
	 * machine. */
	tree_story(t, "more", "jana", "");
	commit(t, "Jana", "2026-05-03T10:00:00Z", "more");
	publish_at(t, "src", "2026-05-04T10:00:00Z");
	assert_int_equal(at(t, "/stories/older/"), QUERY_GONE);
	th_str here = th_str_dup(t->a, edition_meta(t->e, TH_S("identity")));
	t->edition = tree_path(t, "other/current");
	publish_at(t, "src", "2026-05-04T10:00:00Z");
	assert_true(th_str_eq(here, edition_meta(t->e, TH_S("identity"))));
	assert_int_equal(at(t, "/stories/older/"), QUERY_GONE);
	assert_int_equal(at(t, "/stories/in-between/"), QUERY_GONE);
	tree_free(t);
}

static void a_deleted_story_without_an_entry_is_unknown(void **state)
{
	(void)state;
	tree *t = with_history();
	tree_shell(t, "rm src/stories/second.md");
	commit(t, "Max", "2026-05-01T10:00:00Z", "deleted");
	publish_at(t, "src", "2026-05-02T10:00:00Z");
	assert_int_equal(at(t, "/stories/second/"), QUERY_NONE);
	tree_free(t);
}

static void a_withdrawn_person_takes_everything_along_from_all_editions(void **state)
{
	(void)state;
	tree *t = with_history();
	assert_true(count(t, "ls hub/media | wc -l") > 0);
	tree_shell(t, "rm src/people/max.md");
	tree_file(t, "src/withdrawn.yml", "- {person: max, date: 2026-05-01}\n");
	commit(t, "Jana", "2026-05-01T10:00:00Z", "withdrawn");
	publish_at(t, "src", "2026-05-02T10:00:00Z");
	assert_story_is_gone(t);
	assert_int_equal(at(t, "/people/max/"), QUERY_GONE);
	assert_int_equal(at(t, "/people/maxi/"), QUERY_GONE);
	assert_nowhere(t, "Zzyzx");
	assert_nowhere(t, "Qwerty");
	assert_nowhere(t, "Asdf");
	assert_int_equal(count(t, "ls hub/media | wc -l"), 0);
	assert_int_equal(count(t, "ls hub/editions | wc -l"), 3);
	/* Going back: all else is there again, the withdrawn is still gone. */
	tree_shell(t, "cd hub && for e in $(ls -t editions); do "
		      "[ editions/$e = $(readlink current) ] || ln -sfn editions/$e current; done");
	edition_close(t->e);
	th_err err;
	assert_int_equal(edition_open(&t->e, t->edition, &err), 0);
	t->q.e = t->e;
	assert_story_is_gone(t);
	assert_int_equal(at(t, "/people/max/"), QUERY_GONE);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&t->q, TH_S("stays"), &s, &modified));
	assert_int_equal(query_count(&t->q, NULL), 1);
	view_start start = {0};
	query_start(&t->q, &start);
	assert_int_equal(count(t, "sqlite3 hub/current 'PRAGMA freelist_count'"), 0);
	assert_int_equal(
	    count(t, "sqlite3 hub/current 'PRAGMA integrity_check' | grep -c '^ok$'"), 1);
	tree_free(t);
}

/* A picture that shows Max, in stories of others: at the top, within the text, and, by somebody who
 * did not say who is on it, the same file once more. */
static tree *with_max_in_pictures_of_others(void)
{
	tree *t = tree_new();
	tree_person(t, "jana", "");
	person_with(t, "max", GIVEN ", portrait: 2026-01-10}");
	portrait_of(t, "src/media/group.svg", "#0a0");
	portrait_of(t, "src/media/bench.svg", "#00a");
	portrait_of(t, "src/media/pump.svg", "#aa0");
	tree_story(t, "shows", "jana",
	    "picture: /media/group.svg\npicture_alt: Hjkl laughs\nshown: [Zzyzx max]\n");
	tree_shell(t, "echo '![Hjkl too](/media/bench.svg) and [Jana](../people/jana.md)' >> "
		      "src/stories/shows.md");
	tree_story(t, "same", "jana", "picture: /media/group.svg\npicture_alt: Hjkl again\n");
	tree_story(t, "other", "jana", "picture: /media/pump.svg\npicture_alt: A pump\n");
	tree_story(t, "body", "jana", "");
	tree_shell(t, "echo '![Hjkl sits](../media/bench.svg)' >> src/stories/body.md");
	tree_story(t, "face", "jana", "");
	tree_shell(t, "echo '![Hjkl alone](../people/max.svg)' >> src/stories/face.md");
	publish_at(t, "src", NOW);
	return t;
}

static void assert_max_is_in_no_picture(tree *t)
{
	const char *const slugs[] = {"shows", "same", "body", "face"};
	for (size_t i = 0; i < TH_COUNT(slugs); i++) {
		view_story s = {0};
		th_time modified;
		assert_true(query_story(&t->q, th_strz(slugs[i]), &s, &modified));
		assert_null(s.card.picture);
		assert_true(th_str_find(s.html, TH_S("<img")) < 0);
		assert_true(th_str_find(s.html, TH_S("Text of")) >= 0);
	}
	view_story other = {0};
	th_time modified;
	assert_true(query_story(&t->q, TH_S("other"), &other, &modified));
	assert_non_null(other.card.picture);
	/* Of four drawings one is left, in its sizes. */
	assert_int_equal(count(t, "ls hub/media/*.txt | wc -l"), 1);
	assert_nowhere(t, "Hjkl");
}

static void who_withdrew_is_in_no_picture_that_others_show(void **state)
{
	(void)state;
	tree *t = with_max_in_pictures_of_others();
	assert_true(files_with(t, "Hjkl") > 0);
	person_with(t, "max", GIVEN ", portrait: 2026-01-10}\nwithdrawn: 2026-05-01");
	publish_at(t, "src", NOW);
	assert_true(tree_said(t, "stories/shows.md:7:1: warning: Zzyzx max can be recognised"));
	assert_false(tree_said(t, "does not exist"));
	assert_max_is_in_no_picture(t);
	tree_shell(t,
	    "cd hub && [ $(ls editions | wc -l) = 2 ] && for e in editions/*; do "
	    "[ $(sqlite3 $e \"SELECT count(*) FROM body WHERE html LIKE '%<img%'\") = 0 ] && "
	    "[ $(sqlite3 $e 'SELECT count(*) FROM picture') = 1 ] || exit 1; done");
	/* Once it is done it is done: what is published now stays for going back. */
	tree_shell(t, "ls hub/editions > before; echo More. >> src/stories/other.md");
	publish_at(t, "src", NOW);
	tree_shell(t, "for e in $(cat before); do [ -e hub/editions/$e ] || exit 1; done");
	assert_max_is_in_no_picture(t);
	tree_free(t);
}

static void nor_is_one_whose_file_is_gone_or_who_overrides_the_rules(void **state)
{
	(void)state;
	tree *t = with_max_in_pictures_of_others();
	tree_file(t, "src/guidelines/rules.yml",
	    "rules:\n  picture.consent: {severity: error, why: {de: x, en: x}}\n");
	tree_shell(t,
	    "sed -i 's/^shown:.*/&\\noverrides: [{rule: picture.consent, reason: Only from "
	    "behind}]/' src/stories/shows.md; rm src/people/max.md");
	tree_file(t, "src/withdrawn.yml", "- {person: max, date: 2026-05-01}\n");
	tree_shell(t, "sed -i 's/Zzyzx max/max/' src/stories/shows.md");
	publish_at(t, "src", NOW);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&t->q, TH_S("shows"), &s, &modified));
	assert_null(s.card.picture);
	assert_true(th_str_find(s.html, TH_S("<img")) < 0);
	tree_free(t);
}

static void a_portrait_without_consent_is_not_shown_by_others_either(void **state)
{
	(void)state;
	tree *t = with_max_in_pictures_of_others();
	person_with(t, "max", GIVEN "}");
	publish_at(t, "src", NOW);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&t->q, TH_S("face"), &s, &modified));
	assert_true(th_str_find(s.html, TH_S("<img")) < 0);
	assert_nowhere(t, "Hjkl alone");
	assert_true(query_story(&t->q, TH_S("shows"), &s, &modified)); /* the rules' matter */
	assert_non_null(s.card.picture);
	tree_free(t);
}

/* A story of somebody else that shows copies of a portrait, beside it and in its text. */
static void with_copies(tree *t, const char *of)
{
	tree_shell(
	    t, th_str_fmt(t->a,
		   "mkdir -p src/media src/stories && cp src/people/%s.svg src/media/team.svg && "
		   "cp src/people/%s.svg src/stories/me.svg",
		   of, of)
		   .p);
	tree_story(t, "copy", "jana", "picture: /media/team.svg\npicture_alt: Hjkl again\n");
	tree_story(t, "body", "jana", "");
	tree_shell(t, "echo '![Hjkl sits](me.svg)' >> src/stories/body.md");
}

static void assert_copies(tree *t, bool shown)
{
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&t->q, TH_S("copy"), &s, &modified));
	assert_true((s.card.picture != NULL) == shown);
	s = (view_story){0};
	assert_true(query_story(&t->q, TH_S("body"), &s, &modified));
	assert_true((th_str_find(s.html, TH_S("<img")) >= 0) == shown);
	if (shown)
		return;
	assert_nowhere(t, "Hjkl");
	assert_int_equal(count(t, "ls hub/media | wc -l"), 0);
}

static void a_copy_of_a_portrait_goes_with_it(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	person_with(t, "max", GIVEN ", portrait: 2026-01-10}");
	with_copies(t, "max");
	commit(t, "Jana", "2026-12-01T10:00:00Z", "one");
	publish_at(t, "src", "2026-12-01T11:00:00Z");
	assert_copies(t, true);
	person_with(t, "max", GIVEN "}");
	commit(t, "Jana", "2026-12-02T10:00:00Z", "no portrait");
	publish_at(t, "src", "2026-12-02T11:00:00Z");
	assert_copies(t, false);
	person_with(t, "max", GIVEN ", portrait: 2026-01-10}");
	commit(t, "Jana", "2026-12-03T10:00:00Z", "again");
	publish_at(t, "src", "2026-12-03T11:00:00Z");
	assert_copies(t, true);
	/* With the file there, and when it is gone with its picture. */
	tree_file(t, "src/withdrawn.yml", "- {person: max, date: 2026-12-04}\n");
	commit(t, "Jana", "2026-12-04T10:00:00Z", "withdrawn");
	publish_at(t, "src", "2026-12-04T11:00:00Z");
	assert_copies(t, false);
	tree_shell(t, "rm src/people/max.*");
	commit(t, "Jana", "2026-12-05T10:00:00Z", "deleted");
	publish_at(t, "src", "2026-12-05T11:00:00Z");
	assert_copies(t, false);
	tree_story(t, "more", "jana", "");
	commit(t, "Jana", "2026-12-06T10:00:00Z", "and later");
	publish_at(t, "src", "2026-12-06T11:00:00Z");
	assert_copies(t, false);
	/* Nor does somebody become that face by calling it theirs. */
	tree_shell(t, "cp src/media/team.svg src/people/jana.svg");
	tree_story(t, "with-it", "jana", "");
	commit(t, "Jana", "2026-12-07T10:00:00Z", "a mask");
	publish_at(t, "src", "2026-12-07T11:00:00Z");
	assert_copies(t, false);
	assert_int_equal(files_with(t, "Text of with-it") > 0, 1); /* it was published */
	tree_free(t);
}

static void a_portrait_named_elsewhere_is_known_when_it_is_gone(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_file(t, "src/people/max.md",
	    "---\nname: Zzyzx max\nportrait: ../faces/m.svg\n" GIVEN
	    ", portrait: 2026-01-10}\n---\nHello.\n");
	portrait_of(t, "src/people/max.svg", "#0a0");
	tree_shell(t, "mkdir -p src/faces && mv src/people/max.svg src/faces/m.svg && "
		      "cp src/faces/m.svg src/people/max.svg");
	with_copies(t, "max");
	tree_shell(t, "rm src/people/max.svg");
	commit(t, "Jana", "2026-12-01T10:00:00Z", "one");
	publish_at(t, "src", "2026-12-01T11:00:00Z");
	assert_copies(t, true);
	tree_shell(t, "rm -r src/people/max.md src/faces");
	tree_file(t, "src/withdrawn.yml", "- {person: max, date: 2026-12-04}\n");
	commit(t, "Jana", "2026-12-04T10:00:00Z", "withdrawn");
	publish_at(t, "src", "2026-12-04T11:00:00Z");
	assert_copies(t, false);
	tree_free(t);
}

static void a_silhouette_that_many_share_stays(void **state)
{
	(void)state;
	tree *t = tree_new();
	portrait_of(t, "src/media/nobody.svg", "#777");
	tree_person(t, "jana", "portrait: /media/nobody.svg\n");
	tree_file(t, "src/people/kim.md",
	    "---\nname: Kim\nportrait: /media/nobody.svg\n" GIVEN "}\n---\nHello.\n");
	publish_at(t, "src", NOW);
	view_person_page jana = {0};
	th_time modified;
	assert_true(query_person_page(&t->q, TH_S("jana"), &jana, &modified));
	assert_non_null(jana.person.portrait);
	tree_free(t);
}

static void a_rewritten_edition_has_an_identity_of_its_own(void **state)
{
	(void)state;
	tree *t = with_history();
	th_str before = th_str_dup(t->a, edition_meta(t->e, TH_S("identity")));
	tree_file(t, "src/withdrawn.yml", "- {story: second, date: 2026-05-01}\n");
	commit(t, "Jana", "2026-05-01T10:00:00Z", "withdrawn");
	publish_at(t, "src", "2026-05-02T10:00:00Z");
	th_str old = th_str_fmt(t->a, "test ! -e hub/editions/%.*s.sqlite", TH_FMT(before));
	tree_shell(t, old.p);
	assert_int_equal(count(t, "for e in hub/editions/*; do [ $(sqlite3 $e \"SELECT value FROM "
				  "meta WHERE key = 'identity'\") = $(basename $e .sqlite) ] && "
				  "echo x; done | wc -l"),
	    3);
	/* Once is enough. */
	tree_story(t, "more", "jana", "");
	size_t sum = count(t, "ls -i hub/editions | awk '{s += $1} END {print s}'");
	publish_at(t, "src", "2026-05-02T11:00:00Z");
	assert_int_equal(count(t, "ls -i hub/editions | awk '{s += $1} END {print s}'"), sum);
	tree_free(t);
}

static void a_withdrawal_to_come_is_gone_on_the_day_without_a_publish(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_story(t, "soon", "jana", "aliases: [/stories/was/]\nwithdrawn: 2026-12-01 09:00\n");
	publish_at(t, "src", NOW);
	view_story s = {0};
	th_time modified;
	t->q.now = 1796115600 - 1; /* 2026-12-01 09:00 */
	assert_true(query_story(&t->q, TH_S("soon"), &s, &modified));
	assert_int_equal(at(t, "/stories/was/"), QUERY_MOVED);
	t->q.now++;
	assert_false(query_story(&t->q, TH_S("soon"), &s, &modified));
	assert_int_equal(at(t, "/stories/soon/"), QUERY_GONE);
	assert_int_equal(at(t, "/stories/was/"), QUERY_GONE);
	feed_view f = {0};
	query_feed_entries(&t->q, NULL, 0, 10, &f);
	assert_int_equal(f.tombstones.n, 1);
	th_time last, next;
	edition_boundaries(t->e, t->q.now, &last, &next);
	assert_int_equal(last, t->q.now);
	publish_at(t, "src", "2026-12-01T09:00:01Z");
	assert_nowhere(t, "Text of soon");
	tree_free(t);
}

static void addresses_alone_can_be_withdrawn_and_faults_are_told(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_file(t, "src/withdrawn.yml",
	    "- {address: /team/stories/long-ago/, date: 2026-05-01}\n"
	    "- {story: never-here, date: 2026-05-01, aliases: [/2019/x.html]}\n"
	    "- {person: nobody, reason: wrote to us}\n");
	publish_at(t, "src", NOW);
	assert_int_equal(t->status, 0);
	assert_int_equal(at(t, "/stories/long-ago/"), QUERY_GONE);
	assert_int_equal(at(t, "/stories/never-here/"), QUERY_GONE);
	assert_int_equal(at(t, "/2019/x.html"), QUERY_GONE);
	assert_int_equal(at(t, "/people/nobody/"), QUERY_GONE);
	assert_true(tree_said(t, "withdrawn.yml:3"));
	tree_file(t, "src/people/broken.md", "---\nname: [x\n---\n");
	tree_file(t, "src/withdrawn.yml", "- {person: broken, date: 2026-05-01}\n");
	tree_publish(t);
	assert_int_equal(at(t, "/people/broken/"), QUERY_GONE);
	assert_int_equal(
	    at(t, "/people/nobody/"), QUERY_NONE); /* nothing is carried by the machine */
	tree_file(t, "src/withdrawn.yml", "person: nobody\n");
	tree_publish(t);
	assert_int_equal(t->status, 3);
	tree_file(t, "src/withdrawn.yml", "- {story: [\n");
	tree_publish(t);
	assert_int_equal(t->status, 3); /* whoever may be meant is not published by mistake */
	assert_int_equal(at(t, "/people/broken/"), QUERY_GONE);
	tree_free(t);
}

/* A hub in which each name of a document is another: of the file, slug:, and what they were. */
static tree *with_slugs(void)
{
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_person(t, "klaus", "slug: kl\n");
	tree_story(t, "x", "jana", "slug: alt\nsummary: Poiuy\n");
	tree_story(t, "x.en", "jana", "summary: Poiuy in English\n");
	tree_story(t, "his", "klaus", "slug: von-klaus\n");
	tree_story(t, "other", "jana", "");
	commit(t, "Jana", "2026-03-01T10:00:00Z", "one");
	publish_at(t, "src", "2026-03-01T11:00:00Z");
	tree_story(t, "x", "jana", "slug: neu\nsummary: Poiuy\n");
	commit(t, "Jana", "2026-04-01T10:00:00Z", "two");
	publish_at(t, "src", "2026-04-01T11:00:00Z");
	return t;
}

static void withdraw_by(tree *t, const char *line, const char *shell)
{
	tree_file(t, "src/withdrawn.yml", line);
	tree_shell(t, shell);
	commit(t, "Jana", "2026-10-03T10:00:00Z", "withdrawn");
	publish_at(t, "src", "2026-10-03T11:00:00Z");
}

static void assert_at(tree *t, const char *href, query_found want, const char *why)
{
	if (at(t, href) != want)
		fail_msg("%s after %s\n%.*s", href, why, TH_FMT(t->out));
}

static void a_story_is_gone_however_its_name_is_spelt(void **state)
{
	static const char *const lines[] = {"- {story: x, date: 2026-10-03}\n",
	    "- {story: X.md, date: 2026-10-03}\n", "- {story: stories/x.md, date: 2026-10-03}\n",
	    "- {story: ./stories/x, date: 2026-10-03}\n",
	    "- {story: /stories/x.md, date: 2026-10-03}\n", "- {story: neu, date: 2026-10-03}\n",
	    "- {Story: Neu, Date: 2026-10-03}\n", "- {story: alt, date: 2026-10-03}\n",
	    "- {story: /stories/neu/, date: 2026-10-03}\n",
	    "- {address: /stories/neu/, date: 2026-10-03}\n",
	    "- {address: stories/neu, date: 2026-10-03}\n", "- {address: neu, date: 2026-10-03}\n",
	    "- {address: /team/en/stories/neu/index.html, date: 2026-10-03}\n",
	    "- {address: 'https://careers.example/team/stories/neu', date: 2026-10-03}\n",
	    "- {address: 'http://www.old.example/team/stories/neu/?utm=1#top'}\n",
	    "- {story: [x, never-there], date: 2026-10-03}\n"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(lines) * 2; i++) {
		const char *line = lines[i / 2];
		tree *t = with_slugs();
		withdraw_by(t, line, i % 2 ? "rm src/stories/x.md" : ":");
		assert_at(t, "/stories/neu/", QUERY_GONE, line);
		if (strstr(line, "address") == NULL && strstr(line, "/neu/") == NULL)
			assert_at(t, "/stories/x-en/", QUERY_GONE, line);
		assert_at(t, "/stories/alt/", QUERY_GONE, line);
		if (strstr(line, "x") != NULL && strstr(line, "address") == NULL)
			assert_at(t, "/stories/x/", QUERY_GONE, line);
		assert_nowhere(t, "Text of x.\n");
		assert_int_equal(files_with(t, "Text of other") > 0, 1);
		view_story v = {0};
		th_time modified;
		assert_true(query_story(&t->q, TH_S("other"), &v, &modified));
		tree_free(t);
	}
}

static void a_person_is_gone_with_what_they_wrote_however_spelt(void **state)
{
	static const char *const lines[] = {"- {person: klaus, date: 2026-10-03}\n",
	    "- {person: kl, date: 2026-10-03}\n", "- {person: Name of klaus, date: 2026-10-03}\n",
	    "- {person: people/klaus.md, date: 2026-10-03}\n",
	    "- {address: /people/kl/, date: 2026-10-03}\n",
	    "- {address: /team/people/kl/feed.atom, date: 2026-10-03}\n"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(lines) * 2; i++) {
		tree *t = with_slugs();
		withdraw_by(
		    t, lines[i / 2], i % 2 ? "rm src/people/klaus.md src/stories/his.md" : ":");
		assert_at(t, "/people/kl/", QUERY_GONE, lines[i / 2]);
		assert_at(t, "/stories/von-klaus/", QUERY_GONE, lines[i / 2]);
		assert_nowhere(t, "Hello from klaus");
		assert_nowhere(t, "Text of his");
		tree_free(t);
	}
}

static void who_withdrew_answers_to_every_name_that_they_had(void **state)
{
	static const struct {
		const char *line, *shell;
	} ways[] = {{"- {person: kl, date: 2026-10-03}\n", "rm src/people/klaus.md"},
	    {"- {person: Name of klaus, date: 2026-10-03}\n", "rm src/people/klaus.md"},
	    {"- {address: /people/kl/, date: 2026-10-03}\n", "rm src/people/klaus.md"},
	    {"- {person: kl, date: 2026-10-03}\n", "cd src && git mv people/klaus.md people/k.md"},
	    {"[]\n", "cd src && git mv people/klaus.md people/k.md && "
		     "sed -i 's/^slug: .*/withdrawn: true/' people/k.md"},
	    {"[]\n", "printf -- '---\\nname: Nobody\\nwithdrawn: true\\n---\\n' "
		     ">src/people/klaus.md"}};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(ways) * 2; i++) {
		tree *t = with_slugs();
		tree_story(t, "his", i % 2 ? "Name of klaus" : "klaus", "slug: von-klaus\n");
		commit(t, "Jana", "2026-05-01T10:00:00Z", "by name");
		publish_at(t, "src", "2026-05-01T11:00:00Z");
		withdraw_by(t, ways[i / 2].line, ways[i / 2].shell);
		assert_at(t, "/people/kl/", QUERY_GONE, ways[i / 2].shell);
		assert_at(t, "/stories/von-klaus/", QUERY_GONE, ways[i / 2].shell);
		assert_nowhere(t, "Text of his");
		tree_story(t, "more", "jana", "");
		commit(t, "Jana", "2026-10-04T10:00:00Z", "more");
		publish_at(t, "src", "2026-10-04T11:00:00Z");
		assert_at(t, "/stories/von-klaus/", QUERY_GONE, "another publish");
		assert_nowhere(t, "Text of his");
		tree_free(t);
	}
}

static void an_entry_withdraws_what_had_that_name_before(void **state)
{
	(void)state;
	tree *t = with_slugs();
	tree_shell(
	    t, "cd src && git mv stories/x.md stories/y.md && sed -i '/^slug:/d' stories/y.md");
	commit(t, "Jana", "2026-05-01T10:00:00Z", "moved");
	withdraw_by(t, "- {story: x, date: 2026-10-03}\n", ":");
	static const char *const hrefs[] = {"/stories/y/", "/stories/neu/", "/stories/alt/"};
	for (size_t i = 0; i < TH_COUNT(hrefs); i++)
		assert_at(t, hrefs[i], QUERY_GONE, "its name before");
	assert_nowhere(t, "Text of x.\n");
	/* It stays so when something else is published, and under another name. */
	tree_shell(t, "cd src && git mv stories/y.md stories/z.md");
	tree_story(t, "more", "jana", "");
	commit(t, "Jana", "2026-10-04T10:00:00Z", "more");
	publish_at(t, "src", "2026-10-04T11:00:00Z");
	assert_at(t, "/stories/z/", QUERY_GONE, "another name");
	assert_at(t, "/stories/alt/", QUERY_GONE, "another name");
	tree_free(t);
}

static void an_address_means_what_had_it_before_as_well(void **state)
{
	static const char *const lines[] = {"- {address: /stories/alt/, date: 2026-10-03}\n",
	    "- {story: /team/stories/alt, date: 2026-10-03}\n",
	    "- {address: /stories/neu/, date: 2026-10-03}\n",
	    "- {address: /stories/was-x/, date: 2026-10-03}\n"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		tree *t = with_slugs();
		tree_story(t, "x", "jana", "slug: zwei\naliases: [was-x]\nsummary: Poiuy\n");
		commit(t, "Jana", "2026-04-15T10:00:00Z", "an alias");
		tree_story(t, "x", "jana", "slug: zwei\nsummary: Poiuy\n");
		tree_shell(t, "cd src && mv stories/x.md stories/y.md");
		commit(t, "Jana", "2026-05-01T10:00:00Z", "moved");
		publish_at(t, "src", "2026-05-01T11:00:00Z");
		withdraw_by(t, lines[i], ":");
		static const char *const hrefs[] = {
		    "/stories/zwei/", "/stories/neu/", "/stories/alt/", "/stories/was-x/"};
		for (size_t k = 0; k < TH_COUNT(hrefs); k++)
			assert_at(t, hrefs[k], QUERY_GONE, lines[i]);
		assert_nowhere(t, "Text of x.\n");
		assert_true(files_with(t, "Text of other") > 0);
		tree_free(t);
	}
	/* A person, with what they wrote, by the address of before. */
	tree *t = with_slugs();
	tree_person(t, "klaus", "slug: klaus-k\n");
	commit(t, "Jana", "2026-05-01T10:00:00Z", "another slug");
	withdraw_by(t, "- {address: /people/kl/, date: 2026-10-03}\n", ":");
	assert_at(t, "/people/klaus-k/", QUERY_GONE, "the address of before");
	assert_at(t, "/stories/von-klaus/", QUERY_GONE, "the address of before");
	assert_nowhere(t, "Text of his");
	tree_free(t);
}

static void a_file_that_was_moved_out_of_sight_is_found(void **state)
{
	(void)state;
	tree *t = with_slugs();
	withdraw_by(t, "- {story: x, date: 2026-10-03}\n",
	    "cd src && mkdir archive && git mv stories/x.md archive/x.md");
	assert_at(t, "/stories/neu/", QUERY_GONE, "moved away");
	assert_at(t, "/stories/alt/", QUERY_GONE, "moved away");
	assert_nowhere(t, "Text of x.\n");
	tree_free(t);
	t = with_slugs();
	withdraw_by(
	    t, "- {story: neu, date: 2026-10-03}\n", "echo 'ignore: [stories/x]' >>src/hub.yml");
	assert_at(t, "/stories/neu/", QUERY_GONE, "passed over");
	assert_at(t, "/stories/alt/", QUERY_GONE, "passed over");
	assert_nowhere(t, "Text of x.\n");
	tree_free(t);
}

static void an_entry_withdraws_every_file_that_had_the_name(void **state)
{
	(void)state;
	tree *t = with_slugs();
	tree_shell(t, "rm src/stories/x.md");
	commit(t, "Jana", "2026-05-01T10:00:00Z", "deleted");
	tree_story(t, "x", "jana", "slug: wieder\n");
	commit(t, "Jana", "2026-06-01T10:00:00Z", "another");
	publish_at(t, "src", "2026-06-01T11:00:00Z");
	withdraw_by(t, "- {story: x, date: 2026-10-03}\n", "rm src/stories/x.md");
	static const char *const hrefs[] = {"/stories/wieder/", "/stories/neu/", "/stories/alt/"};
	for (size_t i = 0; i < TH_COUNT(hrefs); i++)
		assert_at(t, hrefs[i], QUERY_GONE, "every life");
	tree_free(t);
}

static void addresses_of_other_settings_are_gone_too(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_file(t, "src/hub.yml",
	    "title: Menschen\nbase_url: https://careers.example\nprefix: /team\nlanguages: [de]\n"
	    "facets:\n  value: {path: haltung, label: Wert, pages: values}\n"
	    "collections:\n  values:\n    fields: {kurz: slug}\n");
	tree_file(t, "src/values/offen.md", "---\ntitle: Offen\nkurz: frei\n---\nPoiuy.\n");
	commit(t, "Jana", "2026-03-01T10:00:00Z", "one");
	publish_at(t, "src", "2026-03-01T11:00:00Z");
	tree_file(t, "src/hub.yml",
	    "title: Menschen\nbase_url: https://careers.example\nprefix: /team\nlanguages: [de]\n"
	    "facets:\n  value: {path: werte, label: Wert, pages: values}\n");
	commit(t, "Jana", "2026-04-01T10:00:00Z", "two");
	publish_at(t, "src", "2026-04-01T11:00:00Z");
	withdraw_by(t, "- {value: frei, date: 2026-10-03}\n", ":");
	assert_at(t, "/werte/offen/", QUERY_GONE, "today's");
	assert_at(t, "/haltung/frei/", QUERY_GONE, "those of before");
	assert_nowhere(t, "Poiuy");
	tree_free(t);
}

static void the_earlier_of_two_days_counts(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_story(t, "x", "jana", "withdrawn: 2027-01-01\n");
	tree_file(t, "src/withdrawn.yml", "- {story: x, date: 2026-10-03}\n");
	publish_at(t, "src", NOW);
	assert_at(t, "/stories/x/", QUERY_GONE, "withdrawn.yml");
	tree_free(t);
}

static void what_is_withdrawn_in_one_language_is_in_all(void **state)
{
	(void)state;
	tree *t = tree_new();
	person_with(t, "max", GIVEN "}");
	person_with(t, "max.en", "");
	publish_at(t, "src", NOW);
	tree_shell(t, "sed -i 's/^name:/withdrawn: 2026-05-01\\n&/' src/people/max.en.md");
	publish_at(t, "src", NOW);
	assert_at(t, "/people/max/", QUERY_GONE, "the English file");
	assert_nowhere(t, "Qwerty");
	tree_free(t);
}

static void withdrawn_yml_is_read_however_its_name_is_spelt(void **state)
{
	static const char *const names[] = {"Withdrawn.yml", "withdrawn.yaml", "WITHDRAWN.YML"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		tree *t = tree_new();
		tree_person(t, "jana", "");
		tree_story(t, "x", "jana", "");
		tree_file(t, th_str_fmt(t->a, "src/%s", names[i]).p, "- {story: x}\n");
		publish_at(t, "src", NOW);
		assert_at(t, "/stories/x/", QUERY_GONE, names[i]);
		tree_free(t);
	}
}

/* Whoever is meant stays as they were: nothing is published, and the error says which line. */
static void what_is_not_understood_stops_the_publish(void **state)
{
	static const char *const lines[] = {"- {address: /stories/}", "- {address: /team/}",
	    "- {address: /search?q=x}", "- {address: /feeds/}", "- {story: ''}",
	    "- {address: /people/feed.atom}", "- {story: [x, '']}", "- {strory: x}", "- {}",
	    "- {stories: x}", "- {Stories: [x]}", "- {geschichte: x}",
	    "- {story: other, storry: x}", "- {story: other, people: jana}", "- {story: {name: x}}",
	    "- {story: []}", "- {date: 2026-05-01}", "- {name: jana}", "- {url: /stories/x/}",
	    "- {story: other, aliases: {x: y}}", "- {story: other, aliases: ['']}", "- story",
	    "- [x]"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		tree *t = tree_new();
		tree_person(t, "jana", "");
		tree_story(t, "x", "jana", "");
		tree_story(t, "other", "jana", "");
		publish_at(t, "src", NOW);
		th_str before = th_str_dup(t->a, edition_meta(t->e, TH_S("identity")));
		tree_story(t, "new", "jana", "");
		tree_file(t, "src/withdrawn.yml", th_str_fmt(t->a, "%s\n", lines[i]).p);
		publish_at(t, "src", NOW);
		if (t->status != 3 || !tree_said(t, "withdrawn.yml:1:1: error"))
			fail_msg("%s %d %.*s", lines[i], t->status, TH_FMT(t->out));
		assert_true(th_str_eq(before, edition_meta(t->e, TH_S("identity"))));
		tree_free(t);
	}
}

static void what_a_key_may_mean_is_told(void **state)
{
	static const char *const keys[][2] = {{"stories", "story"}, {"people", "person"},
	    {"strory", "story"}, {"Geschichte", "story"}, {"adress", "address"}, {"datum", "date"},
	    {"guidelines", "guideline"}};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(keys); i++) {
		tree *t = tree_new();
		tree_person(t, "jana", "");
		tree_file(t, "src/withdrawn.yml",
		    th_str_fmt(t->a, "- story: x\n  %s: x\n", keys[i][0]).p);
		tree_publish(t);
		assert_true(tree_said(t, th_str_fmt(t->a,
					     "withdrawn.yml:2:1: error: %s: is not possible in "
					     "withdrawn.yml here. Did you mean %s:?",
					     keys[i][0], keys[i][1])
					     .p));
		tree_free(t);
	}
}

/* It is taken back all the same: what may be meant is not public. */
static void the_address_of_another_host_is_an_error(void **state)
{
	static const char *const own[] = {"https://careers.example/team/stories/x/",
	    "https://careers.example/stories/x/", "http://CAREERS.example/team/stories/x"};
	static const char *const others[] = {"https://other.example/team/stories/x/",
	    "https://other.example/stories/x/", "https://careers.example.evil/stories/x/",
	    "https://other.example:8443/stories/x/"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(own) + TH_COUNT(others); i++) {
		bool mine = i < TH_COUNT(own);
		const char *written = mine ? own[i] : others[i - TH_COUNT(own)];
		tree *t = tree_new();
		tree_person(t, "jana", "");
		tree_story(t, "x", "jana", "");
		tree_file(t, "src/withdrawn.yml",
		    th_str_fmt(t->a, "- {address: '%s', date: 2026-05-01}\n", written).p);
		publish_at(t, "src", NOW);
		if (tree_said(t, "withdrawn.yml:1:1: error") == mine)
			fail_msg("%s %.*s", written, TH_FMT(t->out));
		assert_at(t, "/stories/x/", QUERY_GONE, written);
		tree_free(t);
	}
}

/* A hub with stories/gut.md, called "Title of gut", and events/fest.md; no entry names them. */
static tree *with_gut(const char *entry)
{
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_story(t, "gut", "jana", "");
	tree_file(
	    t, "src/events/fest.md", "---\ntitle: Feier\nstart: 2026-12-01 18:00\n---\nText.\n");
	tree_file(t, "src/withdrawn.yml", th_str_fmt(t->a, "# who\n%s\n", entry).p);
	return t;
}

static void an_entry_that_names_nothing_is_an_error_and_tells_what_is_meant(void **state)
{
	static const char *const entries[][2] = {
	    {"- {story: gutt, date: 2026-10-03}", "no gutt, and never was. Did you mean gut?"},
	    {"- {event: gut, date: 2026-10-03}",
		"no gut, and never was. Did you mean stories/gut.md?"},
	    {"- {story: Title of gut, date: 2026-10-03}", "Did you mean stories/gut.md?"},
	    {"- {story: 'stories\\gut.md', date: 2026-10-03}", "Did you mean stories/gut.md?"},
	    {"- {story: fest, date: 2026-10-03}", "Did you mean events/fest.md?"},
	    {"- {story: never-here, date: 2026-10-03}", "is or was called never-here"},
	    {"- {story: [gut, never-here], date: 2026-10-03}", "is or was called never-here"}};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(entries); i++) {
		tree *t = with_gut(entries[i][0]);
		commit(t, "Jana", "2026-10-03T10:00:00Z", "withdrawn");
		for (int again = 0; again < 2; again++) { /* the second knows it from the first */
			publish_at(t, "src", "2026-10-03T11:00:00Z");
			if (t->status != 1 || !tree_said(t, "withdrawn.yml:2:1: error") ||
			    !tree_said(t, entries[i][1]))
				fail_msg("%s %.*s", entries[i][0], TH_FMT(t->out));
			tree_file(t, "src/media/more.txt", "more");
			tree_story(t, "more", "jana", "");
			commit(t, "Jana", "2026-10-03T10:30:00Z", "more");
		}
		tree_free(t);
	}
}

static void without_history_or_beside_aliases_it_is_no_error(void **state)
{
	(void)state;
	tree *t = with_gut("- {story: never-here, date: 2026-10-03}");
	publish_at(t, "src", NOW);
	assert_int_equal(t->status, 0);
	assert_true(tree_said(t, "withdrawn.yml:2:1: warning: As far as the history is known here, "
				 "no document is or was"));
	tree_free(t);
	t = with_gut("- {story: never-here, date: 2026-10-03, aliases: [/2019/x.html]}\n"
		     "- {address: /stories/long-ago/, date: 2026-10-03}\n");
	commit(t, "Jana", "2026-10-03T10:00:00Z", "withdrawn");
	publish_at(t, "src", NOW);
	assert_int_equal(t->status, 0);
	assert_false(tree_said(t, "withdrawn.yml"));
	tree_file(t, "src/withdrawn.yml", "- {story: gut, date: 2026-10-03}\n");
	tree_shell(t, "rm src/stories/gut.md");
	commit(t, "Jana", "2026-10-04T10:00:00Z", "deleted");
	publish_at(t, "src", NOW);
	assert_false(tree_said(t, "withdrawn.yml"));
	tree_story(t, "more", "jana", "");
	commit(t, "Jana", "2026-10-05T10:00:00Z", "more");
	publish_at(t, "src", NOW);
	assert_false(tree_said(t, "withdrawn.yml"));
	tree_free(t);
}

static void what_is_no_list_of_entries_stops_the_publish(void **state)
{
	static const char *const files[][2] = {{"- {story: gut}\n---\n- {story: other}\n", ":1:1"},
	    {"- {story: gut}\n---\n- {story: [\n", ":1:1"}, {"gut\n", ":1:1"}, {"42\n", ":1:1"},
	    {"'gut'\n", ":1:1"}, {"- {story: gut}\n- gut\n", ":2:1"},
	    {"- {story: gut}\n-\n", ":2:1"}, {"- [gut]\n", ":1:1"}};
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_story(t, "gut", "jana", "");
	for (size_t i = 0; i < TH_COUNT(files); i++) {
		tree_file(t, "src/withdrawn.yml", files[i][0]);
		tree_publish(t);
		if (t->status != 3 || t->e != NULL ||
		    !tree_said(t, th_str_fmt(t->a, "withdrawn.yml%s: error", files[i][1]).p))
			fail_msg("%s%d %.*s", files[i][0], t->status, TH_FMT(t->out));
	}
	tree_shell(t, "rm src/withdrawn.yml");
	tree_file(t, "src/withdrawn.yml/list.yml", "- {story: gut}\n");
	tree_publish(t);
	assert_int_equal(t->status, 3);
	assert_true(tree_said(t, "withdrawn.yml is a folder"));
	tree_shell(t, "rm -r src/withdrawn.yml");
	static const char *const fine[] = {
	    "", "---\n- {story: gut, date: 2026-10-03}\n...\n", "[]\n", "# nobody\n"};
	for (size_t i = 0; i < TH_COUNT(fine); i++) {
		tree_file(t, "src/withdrawn.yml", fine[i]);
		publish_at(t, "src", NOW);
		assert_int_equal(t->status, 0);
	}
	tree_free(t);
}

static void a_list_at_another_place_is_told(void **state)
{
	static const char *const names[] = {"withdrawn.yml.txt", "stories/withdrawn.yml",
	    "people/Withdrawn.yaml", "withdrawn.json", "widthdrawn.yml", "zurückgezogen.yml",
	    "withdrawals.yml", "Withdrawn"};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		tree *t = tree_new();
		tree_person(t, "jana", "");
		tree_file(t, th_str_fmt(t->a, "src/%s", names[i]).p, "- {story: gut}\n");
		publish_at(t, "src", NOW);
		assert_int_equal(t->status, 0);
		if (!tree_said(t, names[i]) ||
		    !tree_said(t, "warning: Only withdrawn.yml at the root"))
			fail_msg("%s %.*s", names[i], TH_FMT(t->out));
		tree_free(t);
	}
}

static void who_left_but_consents_stays_marked_as_former(void **state)
{
	(void)state;
	tree *t = tree_new();
	person_with(t, "gone", GIVEN "}\nleft: 2026-11");
	person_with(t, "going", GIVEN "}\nleft: 2026-12");
	publish_at(t, "src", NOW);
	view_person_page p = {0}, q = {0};
	th_time modified;
	assert_true(query_person_page(&t->q, TH_S("gone"), &p, &modified));
	assert_true(p.person.former);
	assert_true(query_person_page(&t->q, TH_S("going"), &q, &modified));
	assert_false(q.person.former);
	publish_at(t, "src", "2026-12-24T12:00:00Z"); /* of the very same files */
	q = (view_person_page){0};
	assert_true(query_person_page(&t->q, TH_S("going"), &q, &modified));
	assert_true(q.person.former);
	tree_free(t);
}

static void thanks_that_one_side_did_not_agree_to_are_in_no_file(void **state)
{
	static const char *const sides[][2] = {{"jana", "shy"}, {"shy", "jana"}, {"shy", "nobody"}};
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	person_with(t, "shy", "consent: {public: 2026-01-10, story: 2026-01-10, feed: 2026-01-10}");
	for (size_t i = 0; i < TH_COUNT(sides); i++)
		tree_file(t, th_str_fmt(t->a, "src/kudos/k%zu.md", i).p,
		    th_str_fmt(t->a, "---\nfrom: %s\nto: %s\ndate: 2026-03-02\n---\nQwertzdanke.\n",
			sides[i][0], sides[i][1])
			.p);
	publish_at(t, "src", NOW);
	for (size_t i = 0; i < TH_COUNT(sides); i++)
		assert_int_equal(at(t, th_str_fmt(t->a, "/kudos/k%zu/", i).p), QUERY_NONE);
	assert_nowhere(t, "Qwertzdanke");
	/* Who agrees is shown; who takes that back leaves every file again. */
	person_with(t, "shy",
	    "consent: {public: 2026-01-10, story: 2026-01-10, feed: 2026-01-10, kudos: "
	    "2026-01-10}");
	publish_at(t, "src", NOW);
	assert_true(files_with(t, "Qwertzdanke") > 0);
	person_with(t, "shy", "consent: {public: 2026-01-10, story: 2026-01-10, feed: 2026-01-10}");
	publish_at(t, "src", NOW);
	assert_nowhere(t, "Qwertzdanke");
	tree_free(t);
}

static void thanks_go_with_either_side(void **state)
{
	(void)state;
	tree *t = tree_new();
	tree_person(t, "jana", "");
	tree_person(t, "tom", "withdrawn: 2026-05-01\n");
	tree_file(
	    t, "src/kudos/danke.md", "---\nfrom: jana\nto: tom\ndate: 2026-03-02\n---\nYxcvb.\n");
	publish_at(t, "src", NOW);
	assert_int_equal(at(t, "/kudos/danke/"), QUERY_GONE);
	assert_nowhere(t, "Yxcvb");
	tree_free(t);
}

static void a_publish_killed_before_the_old_editions_were_rewritten_is_mended(void **state)
{
	(void)state;
	tree *t = with_history();
	tree_shell(t, "cp -a hub/editions kept");
	tree_file(t, "src/withdrawn.yml", "- {person: max, date: 2026-05-01}\n");
	commit(t, "Jana", "2026-05-01T10:00:00Z", "withdrawn");
	publish_at(t, "src", "2026-05-02T10:00:00Z");
	tree_shell(
	    t, "cp -a kept/* hub/editions/; rm hub/clean"); /* as if it had not come so far */
	assert_true(files_with(t, "Zzyzx max") > 0);
	publish_at(t, "src", "2026-05-02T10:00:01Z");
	assert_nowhere(t, "Zzyzx");
	tree_free(t);
}

int main(int argc, char **argv)
{
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(without_public_nothing_of_a_person_is_in_any_file),
	    cmocka_unit_test(without_portrait_the_picture_is_not_on_the_disk),
	    cmocka_unit_test(without_story_what_they_wrote_is_not_in_any_file),
	    cmocka_unit_test(without_card_a_page_has_none),
	    cmocka_unit_test(birthdays_and_guardians_are_never_published),
	    cmocka_unit_test(
		a_consent_that_ends_ends_on_the_day_and_leaves_the_files_at_the_next_publish),
	    cmocka_unit_test(a_consent_that_begins_is_published_from_then_on),
	    cmocka_unit_test(equal_files_published_at_different_times_on_one_day_are_one_edition),
	    cmocka_unit_test(a_withdrawn_story_is_gone_on_every_address_it_ever_had),
	    cmocka_unit_test(so_is_one_that_withdrawn_yml_names_when_its_file_is_gone),
	    cmocka_unit_test(a_deleted_story_without_an_entry_is_unknown),
	    cmocka_unit_test(a_withdrawn_person_takes_everything_along_from_all_editions),
	    cmocka_unit_test(who_withdrew_is_in_no_picture_that_others_show),
	    cmocka_unit_test(nor_is_one_whose_file_is_gone_or_who_overrides_the_rules),
	    cmocka_unit_test(a_portrait_without_consent_is_not_shown_by_others_either),
	    cmocka_unit_test(a_copy_of_a_portrait_goes_with_it),
	    cmocka_unit_test(a_portrait_named_elsewhere_is_known_when_it_is_gone),
	    cmocka_unit_test(a_silhouette_that_many_share_stays),
	    cmocka_unit_test(a_rewritten_edition_has_an_identity_of_its_own),
	    cmocka_unit_test(a_withdrawal_to_come_is_gone_on_the_day_without_a_publish),
	    cmocka_unit_test(addresses_alone_can_be_withdrawn_and_faults_are_told),
	    cmocka_unit_test(a_story_is_gone_however_its_name_is_spelt),
	    cmocka_unit_test(a_person_is_gone_with_what_they_wrote_however_spelt),
	    cmocka_unit_test(who_withdrew_answers_to_every_name_that_they_had),
	    cmocka_unit_test(an_entry_withdraws_what_had_that_name_before),
	    cmocka_unit_test(an_address_means_what_had_it_before_as_well),
	    cmocka_unit_test(a_file_that_was_moved_out_of_sight_is_found),
	    cmocka_unit_test(an_entry_withdraws_every_file_that_had_the_name),
	    cmocka_unit_test(addresses_of_other_settings_are_gone_too),
	    cmocka_unit_test(the_earlier_of_two_days_counts),
	    cmocka_unit_test(what_is_withdrawn_in_one_language_is_in_all),
	    cmocka_unit_test(withdrawn_yml_is_read_however_its_name_is_spelt),
	    cmocka_unit_test(what_is_not_understood_stops_the_publish),
	    cmocka_unit_test(what_a_key_may_mean_is_told),
	    cmocka_unit_test(the_address_of_another_host_is_an_error),
	    cmocka_unit_test(an_entry_that_names_nothing_is_an_error_and_tells_what_is_meant),
	    cmocka_unit_test(without_history_or_beside_aliases_it_is_no_error),
	    cmocka_unit_test(what_is_no_list_of_entries_stops_the_publish),
	    cmocka_unit_test(a_list_at_another_place_is_told),
	    cmocka_unit_test(who_left_but_consents_stays_marked_as_former),
	    cmocka_unit_test(thanks_that_one_side_did_not_agree_to_are_in_no_file),
	    cmocka_unit_test(thanks_go_with_either_side),
	    cmocka_unit_test(a_publish_killed_before_the_old_editions_were_rewritten_is_mended),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
