/* test_audience.c -- nothing internal is in a public file: puts marker words into every part of
 * internal documents and searches every byte of the public shelf; changes documents from external
 * to internal and back; checks who may read the internal edition, and with which token. Whole
 * publishes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_publish.h"
#include "support_web.h"
#include "teamhub/content.h"
#include "teamhub/digest.h"
#include "teamhub/source.h"

#define NOW "2026-11-24T12:00:00Z"
#define PUBLIC_FILES "hub/current hub/editions hub/media hub/assets"

/* How many files of those hold the word, or have it in their name. */
static size_t files_with(tree *t, const char *where, const char *word)
{
	th_str line = th_str_fmt(t->a,
	    "cd '%s' && { grep -rliF -e '%s' %s; find %s | grep -iF -e '%s'; } | wc -l", t->dir,
	    word, where, where, word);
	FILE *f = popen(line.p, "r");
	size_t n = 0;
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%zu", &n), 1);
	pclose(f);
	return n;
}

static void assert_hidden(tree *t, const char *word)
{
	if (files_with(t, PUBLIC_FILES, word) > 0)
		fail_msg("\"%s\" is in public", word);
	if (files_with(t, "hub/internal/editions", word) == 0)
		fail_msg("\"%s\" is not in the internal edition", word);
}

static void publish_now_of(tree *t)
{
	setenv("TEAMHUB_NOW", NOW, 1);
	tree_publish(t);
	unsetenv("TEAMHUB_NOW");
	if (t->e == NULL)
		fail_msg("%.*s", TH_FMT(t->out));
}

static void commit(tree *t, const char *date)
{
	tree_shell(t, th_str_fmt(t->a,
			  "[ -d src/.git ] || git init -q -b main src; cd src; git add -A; "
			  "GIT_AUTHOR_NAME=Jana GIT_AUTHOR_EMAIL=x@y GIT_COMMITTER_NAME=x "
			  "GIT_COMMITTER_EMAIL=x@y GIT_AUTHOR_DATE='%s' GIT_COMMITTER_DATE='%s' "
			  "git commit -q --allow-empty -m x",
			  date, date)
			  .p);
}

static void picture(tree *t, const char *name, const char *colour)
{
	tree_bytes(t, name,
	    th_str_fmt(t->a,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"60\">"
		"<rect width=\"60\" height=\"60\" fill=\"%s\"/></svg>",
		colour));
}

static void settings(tree *t, const char *more)
{
	tree_bytes(t, "src/hub.yml",
	    th_str_fmt(t->a,
		"title: T\nbase_url: https://careers.example\nprefix: /team\nlanguages: [de, en]\n"
		"facets:\n  topic: {path: topics}\n  value: {path: values, pages: values}\n"
		"  programme: {path: programmes, pages: programmes}\n%s",
		more));
}

#define INSIDE "internal: {base_url: https://inside.example}\n"

/* An open hub with an internal document of each kind, a word of its own in each part of them. */
static tree *with_secrets(void)
{
	tree *t = tree_new();
	settings(t, INSIDE);
	static const char *const names[] = {"src/people/jana.md", "src/people/max.md"};
	for (size_t i = 0; i < TH_COUNT(names); i++)
		tree_file(t, names[i],
		    "---\nname: N\nconsent: {public: 2026-01-10, story: 2026-01-10, feed: "
		    "2026-01-10, kudos: 2026-01-10}\n---\nx\n");
	tree_file(t, "src/stories/open.md",
	    "---\ntitle: Open\ndate: 2026-03-02\nauthors: [jana, innenmensch]\nvalue: [innenwert]\n"
	    "programme: innenprogramm\ntopic: [Ofen]\n---\n"
	    "To [a](innenslug.md), [b](/team/stories/innenslug/), [c](/stories/innenalias/),"
	    " [d](https://careers.example/team/stories/innenslug/), "
	    "[e](https://inside.example/team/),"
	    " [f](/en/stories/innenslug/).\n");
	tree_file(t, "src/stories/innenslug.md",
	    "---\ntitle: Innentitel\nsummary: Innensumme\ndate: 2026-03-03\n"
	    "authors: [max, Innenautor Ohnedatei]\naudience: internal\naliases: "
	    "[/stories/innenalias/]\n"
	    "topic: [Innenthema]\npicture: innenbild.svg\npicture_alt: Innenbeschreibung\n"
	    "odd.innenfeld: Innenwort\n---\n> Innenzitat\n\nInnentext "
	    "![Innenalt](innenbild.svg)\n");
	tree_file(t, "src/stories/innenslug.en.md",
	    "---\ntitle: Innenenglisch\ndate: 2026-03-03\nauthors: "
	    "[max]\n---\nInnenuebersetzung\n");
	tree_file(t, "src/stories/typo.md",
	    "---\ntitle: Innentippfehler\ndate: 2026-03-03\nauthors: [max]\naudience: "
	    "intrenal\n---\n"
	    "x\n");
	tree_file(t, "src/stories/key.md",
	    "---\ntitle: Innenschluessel\ndate: 2026-03-03\nauthors: [max]\nAUDIENCE: "
	    "internal\n---\n"
	    "x\n");
	picture(t, "src/stories/innenbild.svg", "#abcdef");
	tree_file(t, "src/people/innenmensch.md",
	    "---\nname: Innenname\n" CONSENT "audience: internal\nasks: [Innenfrage]\n---\n"
	    "Innenvita\n");
	tree_file(t, "src/stories/hers.md",
	    "---\ntitle: Innenfolge\ndate: 2026-03-04\nauthors: [innenmensch]\n---\nx\n");
	tree_file(t, "src/events/innentreffen.md",
	    "---\ntitle: Innentermin\nstart: 2026-12-03 08:30\nstories: [open]\naudience: "
	    "internal\n"
	    "---\nInnenort\n");
	tree_file(t, "src/events/lunch.md",
	    "---\ntitle: Lunch\nstart: 2026-12-03 08:30\nstories: [open, innenslug]\n---\nx\n");
	tree_file(t, "src/kudos/innendank.md",
	    "---\ntitle: Innenlob\nfrom: jana\nto: max\ndate: 2026-03-04\naudience: "
	    "internal\n---\nInnenkudos\n");
	tree_file(t, "src/kudos/two.md",
	    "---\ntitle: Innenfolgedank\nfrom: jana\nto: innenmensch\ndate: 2026-03-04\n---\nx\n");
	tree_file(t, "src/values/innenwert.md",
	    "---\ntitle: Innenhaltung\naudience: internal\n---\nInnenwertetext\n");
	tree_file(t, "src/guidelines/innenregel.md",
	    "---\ntitle: Innenregeltitel\naudience: internal\n---\nInnenregeltext\n");
	tree_file(t, "src/programmes/innenprogramm.md",
	    "---\ntitle: Innenprogrammtitel\naudience: internal\n---\nInnenprogrammtext\n");
	tree_file(t, "src/terms/topic/innenbegriff.md",
	    "---\ntitle: Innenbegrifftitel\naudience: internal\n---\nInnenbegrifftext\n");
	return t;
}

/* All begin with the same four letters, so that none is forgotten. */
static void nothing_internal_is_in_any_public_file(void **state)
{
	static const char *const words[] = {"Innentitel", "Innensumme", "Innenalias", "Innenthema",
	    "Innenbeschreibung", "Innenwort", "Innenzitat", "Innentext", "Innenautor",
	    "Innenenglisch", "Innenuebersetzung", "Innentippfehler", "Innenschluessel", "Innenname",
	    "Innenfrage", "Innenvita", "Innenfolge", "Innentermin", "Innenort", "Innenlob",
	    "Innenkudos", "Innenhaltung", "Innenregeltitel", "Innenprogrammtitel",
	    "Innenbegrifftext", "innenbild"};
	(void)state;
	for (int git = 0; git < 2; git++) {
		tree *t = with_secrets();
		if (git)
			commit(t, "2026-11-01T10:00:00Z");
		publish_now_of(t);
		for (size_t i = 0; i < TH_COUNT(words); i++)
			assert_hidden(t, words[i]);
		assert_hidden(t, "innen");
		assert_hidden(t, "inside.example");
		assert_true(
		    files_with(t, "hub/media", ".") < files_with(t, "hub/internal/media", "."));
		assert_int_equal(query_count(&t->q, NULL), 1);
		assert_true(tree_said(t, "Did you mean internal?"));
		assert_true(tree_said(t, "\"AUDIENCE\" is read as audience."));
		assert_true(tree_said(t, "[link.internal]"));
		assert_false(tree_said(t, "[link.missing]"));
		/* The same in small steps. */
		tree_story(t, "more", "jana", "");
		if (git)
			commit(t, "2026-11-02T10:00:00Z");
		publish_now_of(t);
		assert_hidden(t, "innen");
		tree_free(t);
	}
}

static void without_an_internal_edition_it_is_published_nowhere(void **state)
{
	(void)state;
	tree *t = with_secrets();
	publish_now_of(t);
	assert_int_equal(access(tree_path(t, "hub/internal/current"), F_OK), 0);
	tree_file(t, "hub/internal/tokens", "kept\n");
	settings(t, "");
	publish_now_of(t);
	assert_true(tree_said(t, "not published at all"));
	assert_int_equal(files_with(t, "hub", "innentext"), 0);
	assert_int_equal(access(tree_path(t, "hub/internal/tokens"), F_OK), 0);
	tree_free(t);
}

static void hub_yml_says_where_the_internal_hub_is(void **state)
{
	static const struct {
		const char *yml, *base, *prefix;
		bool wanted;
		size_t findings;
	} cases[] = {
	    {"internal: true\n", "https://a.example", "/team", true, 0},
	    {"internal: false\n", "https://a.example", "/team", false, 0},
	    {"internal: {base_url: https://b.example/, prefix: intern}\n", "https://b.example",
		"/intern", true, 0},
	    {"internal: {base_url: 'javascript:x', prefix: /../x}\n", "https://a.example", "/team",
		true, 2},
	    {"internal: {base_ulr: https://b.example}\n", "https://a.example", "/team", true, 1},
	    {"internal: perhaps\n", "https://a.example", "/team", false, 1},
	    {"internal: [a]\n", "https://a.example", "/team", false, 1},
	};
	(void)state;
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		th_arena *a = th_arena_new();
		th_findings f = {.arena = a};
		th_hub hub;
		th_str yml = th_str_fmt(
		    a, "title: T\nbase_url: https://a.example\nlanguages: [de]\n%s", cases[i].yml);
		assert_int_equal(hub_read(&hub, yml, a, &f, NULL), 0);
		assert_int_equal(hub.internal.wanted, cases[i].wanted);
		assert_int_equal(f.list.n, cases[i].findings);
		assert_int_equal(hub.audience, TH_EXTERNAL);
		hub_make_internal(&hub);
		assert_true(th_str_eqz(hub.base_url, cases[i].base));
		assert_true(th_str_eqz(hub.origin, cases[i].base));
		assert_true(th_str_eqz(hub.prefix, cases[i].prefix));
		th_arena_free(a);
	}
}

static query_found at(tree *t, const char *href)
{
	th_str target;
	return query_moved(&t->q, th_strz(href), &target);
}

static size_t tombstones(tree *t)
{
	feed_view f = {0};
	query_feed_entries(&t->q, NULL, 0, 50, &f);
	return f.tombstones.n;
}

static void from_external_to_internal_is_a_withdrawal_and_back(void **state)
{
	(void)state;
	tree *t = tree_new();
	settings(t, INSIDE);
	tree_person(t, "jana", "");
	tree_story(t, "stays", "jana", "");
	tree_story(t, "turned", "jana", "summary: Frueherwort\naliases: [/stories/earlier/]\n");
	commit(t, "2026-11-01T10:00:00Z");
	publish_now_of(t);
	tree_story(t, "stays", "jana", "order: 2\n");
	commit(t, "2026-11-02T10:00:00Z");
	publish_now_of(t);
	assert_true(files_with(t, "hub/editions", "Frueherwort") == 2);

	tree_shell(t, "cd src && git mv stories/turned.md stories/innenname.md && "
		      "sed -i 's/^summary:.*/summary: Innenwort\\naudience: internal/' "
		      "stories/innenname.md");
	commit(t, "2026-11-20T10:00:00Z");
	publish_now_of(t);
	assert_int_equal(files_with(t, PUBLIC_FILES, "Frueherwort"), 0);
	assert_int_equal(files_with(t, PUBLIC_FILES, "Title of turned"), 0);
	assert_hidden(t, "innenname");
	assert_hidden(t, "Innenwort");
	assert_int_equal(at(t, "/stories/turned/"), QUERY_GONE);
	assert_int_equal(at(t, "/stories/earlier/"), QUERY_GONE);
	assert_int_equal(at(t, "/stories/innenname/"), QUERY_NONE);
	assert_int_equal(tombstones(t), 1);

	tree_story(t, "stays", "jana", "order: 3\n"); /* and stays so */
	commit(t, "2026-11-21T10:00:00Z");
	publish_now_of(t);
	assert_hidden(t, "innenname");
	assert_int_equal(at(t, "/stories/turned/"), QUERY_GONE);

	tree_shell(t,
	    "cd src && git mv stories/innenname.md stories/turned.md && "
	    "sed -i 's/^summary:.*/summary: Spaeterwort/; /^audience/d' stories/turned.md");
	commit(t, "2026-11-22T10:00:00Z");
	publish_now_of(t);
	assert_true(files_with(t, "hub/editions", "Spaeterwort") > 0);
	assert_int_equal(files_with(t, PUBLIC_FILES, "Innenwort"), 0);
	assert_int_equal(files_with(t, PUBLIC_FILES, "innenname"), 0);
	assert_int_equal(query_count(&t->q, NULL), 2);
	assert_int_equal(tombstones(t), 0);
	tree_free(t);
}

static void versions_do_not_tell_what_a_guideline_was_when_it_was_internal(void **state)
{
	(void)state;
	tree *t = tree_new();
	settings(t, INSIDE);
	static const char *const states[] = {"---\ntitle: R\n---\nErstens.\n",
	    "---\ntitle: R\naudience: internal\n---\nErstens.\n\nInnenabsatz.\n",
	    "---\ntitle: R\n---\nErstens.\n\nZweitens.\n"};
	for (int i = 0; i < 3; i++) {
		tree_file(t, "src/guidelines/r.md", states[i]);
		commit(t, th_str_fmt(t->a, "2026-11-0%dT10:00:00Z", i + 1).p);
		publish_now_of(t);
		assert_int_equal(files_with(t, PUBLIC_FILES, "Innenabsatz"), 0);
	}
	assert_true(files_with(t, "hub/internal/editions", "Innenabsatz") > 0);
	assert_true(files_with(t, "hub/current", "<ins>Zweitens.") > 0);
	tree_free(t);
}

static void what_was_internal_when_its_file_went_leaves_no_address(void **state)
{
	(void)state;
	tree *t = tree_new();
	settings(t, INSIDE);
	tree_person(t, "jana", "");
	tree_story(t, "innenslug", "jana", "audience: internal\n");
	tree_story(t, "open", "jana", "");
	commit(t, "2026-11-01T10:00:00Z");
	publish_now_of(t);
	tree_shell(t, "rm src/stories/innenslug.md src/stories/open.md");
	tree_file(t, "src/withdrawn.yml",
	    "- {story: innenslug, date: 2026-11-02}\n- {story: open, date: 2026-11-02}\n"
	    "- {story: innenseite, date: 2026-11-02, audience: internal, aliases: "
	    "[/x/innenadresse/]}\n");
	commit(t, "2026-11-02T10:00:00Z");
	publish_now_of(t);
	assert_int_equal(files_with(t, PUBLIC_FILES, "innen"), 0);
	assert_int_equal(at(t, "/stories/open/"), QUERY_GONE);
	assert_int_equal(at(t, "/stories/innenslug/"), QUERY_NONE);
	tree_free(t);
}

/* ---- asking the internal edition ---- */

static int ask_as(asking *k, const char *access, const char *path, const char *qs)
{
	return ask_for(k, (variables){.path = path, .query = qs, .access = access});
}

static void put_token(tree *t, const char *token, int mode)
{
	char hex[65];
	digest_sha256(hex, th_strz(token));
	tree_bytes(
	    t, "hub/internal/tokens", th_str_fmt(t->a, "# by hand\n%s 2026-11-01 jana\n", hex));
	chmod(tree_path(t, "hub/internal/tokens"), (mode_t)mode);
}

#define TOKEN "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"

static void only_whom_the_front_lets_in_reads_the_internal_edition(void **state)
{
	static const char *const paths[] = {"/", "/stories/innenslug/", "/stories/feed.atom",
	    "/robots.txt", "/healthz", "/assets/x", "/nothing/", "/../", "/STORIES/", "//stories/"};
	static const char *const said[] = {NULL, "", "LOGIN", "login ", "1", "token"};
	(void)state;
	tree *t = with_secrets();
	publish_now_of(t);
	asking k = {.w = worker_new(tree_path(t, "hub/internal/current")),
	    .a = th_arena_new(),
	    .now = 1795521600};
	for (size_t i = 0; i < TH_COUNT(paths); i++)
		for (size_t n = 0; n < TH_COUNT(said); n++) {
			int status = ask_as(&k, said[n], paths[i], "");
			assert_true(status == 401 || status == 403);
			assert_false(body_has(&k, "nnen"));
			assert_string_equal(header_of(&k, "Cache-Control"), "no-store");
			assert_string_equal(header_of(&k, "ETag"), "");
		}
	assert_int_equal(ask_as(&k, "login", "/stories/innenslug/", ""), 200);
	assert_string_equal(header_of(&k, "Cache-Control"), "private, max-age=10, must-revalidate");
	assert_string_equal(header_of(&k, "X-Robots-Tag"), "noindex, nofollow, noarchive");
	assert_int_equal(ask_as(&k, "login", "/stories/feed.json", ""), 200);
	assert_true(body_has(&k, "Innentext"));
	assert_string_equal(header_of(&k, "Access-Control-Allow-Origin"), "");
	assert_int_equal(ask_as(&k, "login", "/sitemap.xml", ""), 404);
	assert_int_equal(
	    ask_as(&k, "login", "/oembed", "url=https://inside.example/team/stories/innenslug/"),
	    404);
	assert_int_equal(ask_as(&k, "login", "/robots.txt", ""), 200);
	assert_true(body_has(&k, "Disallow: /"));
	reply_free(&k.reply);
	worker_free(k.w);
	th_arena_free(k.a);
	tree_free(t);
}

static void a_token_opens_feeds_until_it_is_revoked(void **state)
{
	(void)state;
	tree *t = with_secrets();
	publish_now_of(t);
	asking k = {.w = worker_new(tree_path(t, "hub/internal/current")),
	    .a = th_arena_new(),
	    .now = 1795521600};
	assert_int_equal(ask_as(&k, "token", "/stories/feed.atom", "token=" TOKEN), 401);
	put_token(t, TOKEN, 0600);
	assert_int_equal(ask_as(&k, "token", "/stories/feed.atom", "token=" TOKEN), 200);
	assert_true(body_has(&k, "Innentext"));
	assert_false(body_has(&k, TOKEN));
	assert_int_equal(
	    ask_as(&k, "token", "/stories/feed.rss", "topic=innenthema&token=" TOKEN), 200);
	assert_int_equal(ask_as(&k, "token", "/feed.atom", "token=" TOKEN), 301);
	assert_string_equal(header_of(&k, "Location"), "/team/stories/feed.atom?token=" TOKEN);
	static const char *const bad[] = {"", "token=", "token=x", "token=" TOKEN "x",
	    "token=%00" TOKEN, "Token=" TOKEN, "token=" TOKEN "&token=x", "a=token=" TOKEN};
	for (size_t i = 0; i < TH_COUNT(bad); i++)
		assert_int_equal(ask_as(&k, "token", "/stories/feed.atom", bad[i]), 401);
	static const char *const pages[] = {"/stories/", "/stories/innenslug/",
	    "/feeds/teamhub.opml", "/stories/feed.atom/", "/stories/feed.atomx", "/healthz",
	    "/search"};
	for (size_t i = 0; i < TH_COUNT(pages); i++)
		assert_int_equal(ask_as(&k, "token", pages[i], "token=" TOKEN), 401);
	assert_int_equal(ask_for(&k, (variables){.path = "/stories/feed.atom",
					 .query = "token=" TOKEN,
					 .access = "token",
					 .method = "POST"}),
	    405);
	put_token(t, TOKEN, 0644); /* others may read it: it counts no more */
	assert_int_equal(ask_as(&k, "token", "/stories/feed.atom", "token=" TOKEN), 401);
	assert_true(strstr(k.log.msg, "chmod 0640") != NULL);
	put_token(t, "another-token-that-is-long-enough-to-count", 0640);
	assert_int_equal(ask_as(&k, "token", "/stories/feed.atom", "token=" TOKEN), 401);
	reply_free(&k.reply);
	worker_free(k.w);
	th_arena_free(k.a);
	tree_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_internal_is_in_any_public_file),
	    cmocka_unit_test(hub_yml_says_where_the_internal_hub_is),
	    cmocka_unit_test(without_an_internal_edition_it_is_published_nowhere),
	    cmocka_unit_test(from_external_to_internal_is_a_withdrawal_and_back),
	    cmocka_unit_test(versions_do_not_tell_what_a_guideline_was_when_it_was_internal),
	    cmocka_unit_test(what_was_internal_when_its_file_went_leaves_no_address),
	    cmocka_unit_test(only_whom_the_front_lets_in_reads_the_internal_edition),
	    cmocka_unit_test(a_token_opens_feeds_until_it_is_revoked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
