/* test_compare.c -- what a publish changed, as authors are told; what is on the shelf; rollback.
 * The real writer makes the editions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "teamhub/edition.h"
#include "teamhub/shelf.h"
#include "teamhub/write.h"

static int setup(void **state)
{
	static const char template[] = "/tmp/teamhub-compare-XXXXXX";
	char *dir = malloc(sizeof(template));
	memcpy(dir, template, sizeof(template));
	*state = mkdtemp(dir);
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	th_buf b = {0};
	th_buf_addf(&b, "rm -rf %s", (char *)*state);
	th_buf_addc(&b, 0);
	int rc = system(b.p);
	th_buf_free(&b);
	free(*state);
	return rc;
}

static th_str label(th_arena *a, th_time at, int offset, th_str ui)
{
	(void)a, (void)at, (void)offset, (void)ui;
	return TH_S("a day");
}

/* ---- small editions ---- */

static void begin(edition_writer **w, const char *path)
{
	static const char *const metas[][2] = {{"origin", "https://firm.example"},
	    {"prefix", "/team"}, {"languages", "de,en"}, {"revision", "abc"}, {"per_page", "12"}};
	th_err err;
	if (writer_begin(w, path, &err) != 0)
		fail_msg("%s", err.msg);
	for (size_t i = 0; i < TH_COUNT(metas); i++)
		writer_put_meta(*w, th_strz(metas[i][0]), th_strz(metas[i][1]));
}

static void put(edition_writer *w, const char *slug, const char *lang, const char *title,
    const char *blob, th_time from)
{
	th_arena *a = th_arena_new();
	th_str id = th_str_fmt(a, "story/%s", slug), path = th_str_fmt(a, "stories/%s.md", slug);
	row_when day = {.at = 1000, .offset = 60, .day_only = true}, none = {.at = TH_NEVER};
	writer_put_doc(w, &(row_doc){.id = id,
			      .kind = TH_S("story"),
			      .slug = th_strz(slug),
			      .href = th_str_fmt(a, "/stories/%s/", slug),
			      .lang = th_strz(lang),
			      .published = day,
			      .updated = none,
			      .start = none,
			      .end = none,
			      .modified = 1000,
			      .visible_from = from,
			      .visible_until = PUBLISH_FOREVER,
			      .minutes = 1,
			      .sort = id,
			      .feed = true,
			      .uid = id});
	writer_put_text(w, &(row_text){.doc = id, .lang = th_strz(lang), .title = th_strz(title)});
	writer_put_body(w, id, th_strz(lang), TH_S("<p>x</p>"));
	writer_put_source(w, path, th_strz(blob), id, th_strz(lang));
	th_arena_free(a);
}

static void finish(edition_writer *w, const char *identity)
{
	th_strs languages = {0};
	th_arena *a = th_arena_new();
	th_err err;
	*TH_ADD(a, &languages) = TH_S("de");
	*TH_ADD(a, &languages) = TH_S("en");
	if (writer_finish(w, th_strz(identity), &(writer_days){label, &languages, NULL}, &err) != 0)
		fail_msg("%s", err.msg);
	writer_free(w);
	th_arena_free(a);
}

static char *path_below(void **state, const char *name)
{
	static const size_t room = 256;
	char *p = malloc(room);
	snprintf(p, room, "%s/%s", (char *)*state, name);
	return p;
}

static void note(void *ctx, const edition_difference *d)
{
	static const char *const words[] = {"live", "changed", "gone", "410", "moved", "later"};
	th_buf_addf(ctx, "%s %.*s \"%.*s\"", words[d->change], TH_FMT(d->url), TH_FMT(d->title));
	if (d->target.n)
		th_buf_addf(ctx, " to %.*s", TH_FMT(d->target));
	th_buf_addc(ctx, '\n');
}

static void expect(const char *before, const char *after, th_time now, const char *lines)
{
	th_buf out = {0};
	th_err err;
	if (edition_compare(before, after, NULL, now, note, &out, &err) != 0)
		fail_msg("%s", err.msg);
	th_buf_addc(&out, 0);
	assert_string_equal(out.p, lines);
	th_buf_free(&out);
}

/* ---- ---- */

static void a_publish_tells_what_is_live_changed_gone_moved_and_later(void **state)
{
	char *one = path_below(state, "one.sqlite"), *two = path_below(state, "two.sqlite");
	edition_writer *w;
	begin(&w, one);
	put(w, "stays", "de", "Bleibt", "1", TH_NEVER);
	put(w, "changes", "de", "Ändert sich", "2", TH_NEVER);
	put(w, "goes", "de", "Geht", "3", TH_NEVER);
	put(w, "old-name", "en", "Moves", "4", TH_NEVER);
	put(w, "waits", "de", "Wartet", "5", 5000);
	finish(w, "one");
	begin(&w, two);
	put(w, "stays", "de", "Bleibt", "1", TH_NEVER);
	put(w, "changes", "de", "Ändert sich", "2b", TH_NEVER);
	put(w, "new-name", "en", "Moves", "4", TH_NEVER);
	put(w, "waits", "de", "Wartet", "5", 5000);
	put(w, "soon", "de", "Bald", "6", 6000);
	put(w, "new", "de", "Neu", "7", TH_NEVER);
	writer_put_moved(w, TH_S("/stories/old-name/"), TH_S("story/new-name"));
	finish(w, "two");
	expect(one, two, 4000,
	    "live https://firm.example/team/en/stories/new-name/ \"Moves\"\n"
	    "live https://firm.example/team/stories/new/ \"Neu\"\n"
	    "changed https://firm.example/team/stories/changes/ \"Ändert sich\"\n"
	    "gone https://firm.example/team/stories/goes/ \"Geht\"\n"
	    "moved https://firm.example/team/en/stories/old-name/ \"Moves\" to "
	    "https://firm.example/team/en/stories/new-name/\n"
	    "later https://firm.example/team/stories/soon/ \"Bald\"\n");
	expect(one, one, 4000, "");
	th_buf out = {0};
	th_str ids[] = {
	    TH_S("story/new"), TH_S("story/changes"), TH_S("story/stays"), TH_S("story/none")};
	th_err err;
	assert_int_equal(
	    edition_compare(one, two, &(th_strs){ids, 4, 4}, 4000, note, &out, &err), 0);
	th_buf_addc(&out, 0);
	assert_string_equal(out.p,
	    "live https://firm.example/team/stories/new/ \"Neu\"\n"
	    "changed https://firm.example/team/stories/changes/ \"Ändert sich\"\n");
	th_buf_free(&out);
	free(one);
	free(two);
}

static void a_first_publish_is_all_new(void **state)
{
	char *one = path_below(state, "one.sqlite");
	edition_writer *w;
	begin(&w, one);
	put(w, "a", "de", "A", "1", TH_NEVER);
	put(w, "b", "de", "B", "2", 5000);
	finish(w, "one");
	expect(NULL, one, 4000,
	    "live https://firm.example/team/stories/a/ \"A\"\n"
	    "later https://firm.example/team/stories/b/ \"B\"\n");
	free(one);
}

static void what_cannot_be_read_is_an_error_with_its_name(void **state)
{
	char *none = path_below(state, "none.sqlite");
	th_err err;
	th_buf out = {0};
	assert_int_equal(edition_compare(NULL, none, NULL, 0, note, &out, &err), -1);
	assert_non_null(strstr(err.msg, "none.sqlite"));
	th_buf_free(&out);
	free(none);
}

static void publish_small(const char *file, const char *identity)
{
	shelf *s;
	edition_writer *w;
	th_err err;
	if (shelf_open(&s, file, 1, &err) != 0)
		fail_msg("%s", err.msg);
	begin(&w, shelf_draft(s));
	put(w, "a", "de", "A", identity, TH_NEVER);
	finish(w, identity);
	if (shelf_swap(s, th_strz(identity), &err) != 0)
		fail_msg("%s", err.msg);
	shelf_close(s);
}

static void the_shelf_lists_editions_and_points_back_to_one(void **state)
{
	char *file = path_below(state, "current");
	th_arena *a = th_arena_new();
	shelf_editions all;
	shelf *s;
	th_err err;
	assert_int_equal(shelf_list(file, a, &all, &err), -1);
	assert_non_null(strstr(err.msg, "publish first"));
	publish_small(file, "first");
	publish_small(file, "second");
	assert_int_equal(shelf_list(file, a, &all, &err), 0);
	assert_int_equal(all.n, 2);
	assert_true(th_str_eqz(all.v[0].identity, "second") && all.v[0].current);
	assert_true(th_str_eqz(all.v[1].identity, "first") && !all.v[1].current);
	assert_true(th_str_eqz(all.v[1].revision, "abc"));
	assert_true(all.v[1].size > 0 && all.v[1].fault.n == 0);
	assert_int_equal(shelf_open(&s, file, 1, &err), 0);
	assert_int_equal(shelf_point(s, TH_S("first"), &err), 0);
	assert_true(shelf_is_current(s, TH_S("first")));
	assert_int_equal(shelf_point(s, TH_S("none"), &err), -1);
	assert_true(shelf_is_current(s, TH_S("first")));
	shelf_close(s);
	char *broken = path_below(state, "editions/broken.sqlite");
	FILE *f = fopen(broken, "w");
	assert_non_null(f);
	fputs("no database", f);
	fclose(f);
	assert_int_equal(shelf_list(file, a, &all, &err), 0);
	assert_int_equal(all.n, 3);
	assert_true(all.v[0].fault.n > 0); /* the newest one; the others are as before */
	assert_true(all.v[2].current);
	free(broken);
	free(file);
	th_arena_free(a);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
	    T(a_publish_tells_what_is_live_changed_gone_moved_and_later),
	    T(a_first_publish_is_all_new),
	    T(what_cannot_be_read_is_an_error_with_its_name),
	    T(the_shelf_lists_editions_and_points_back_to_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
