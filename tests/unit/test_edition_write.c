/* test_edition_write.c -- making an edition, opening whatever is in its place, and the shelf of
 * kept editions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "support_edition.h"

/* ---- opening ---- */

static void assert_refused(const char *file, const char *because)
{
	edition *e;
	th_err err = {""};
	assert_int_equal(edition_open(&e, file, &err), -1);
	assert_null(e);
	if (strstr(err.msg, because) == NULL || strstr(err.msg, file) == NULL)
		fail_msg("\"%s\" says neither \"%s\" nor the file", err.msg, because);
}

static void overwrite(const char *path, size_t at, const void *bytes, size_t n)
{
	int fd = open(path, O_WRONLY);
	assert_true(fd >= 0 && pwrite(fd, bytes, n, (off_t)at) == (ssize_t)n);
	close(fd);
}

static void what_is_no_edition_is_refused_with_the_next_step(void **state)
{
	(void)state;
	built *b = built_new();
	built_add(b, (built_story){.slug = "a"});
	built_open(b);
	edition_close(b->e);
	b->e = NULL;
	chmod(b->path, 0600);
	assert_refused("/nowhere/at/all", "publish");
	assert_refused(b->dir, "not a file");
	overwrite(b->path, 60, "\0\0\0\x63", 4); /* user_version */
	assert_refused(
	    b->path, th_str_fmt(b->a, "schema 99, this program reads schema %d", EDITION_SCHEMA).p);
	overwrite(b->path, 60, "\0\0\0\x01\0\0\0\0\0\0\0\0", 12); /* and application_id */
	assert_refused(b->path, "not an edition");
	overwrite(b->path, 0, "not SQLite", 10);
	assert_refused(b->path, "damaged");
	assert_int_equal(truncate(b->path, 0), 0);
	assert_refused(b->path, "not an edition");
	built_free(b);
}

static void a_file_cut_short_fails_with_words_and_not_with_a_signal(void **state)
{
	(void)state;
	for (int pages = 1; pages < 30; pages += 3) {
		built *b = built_new();
		for (int i = 0; i < 60; i++)
			built_add(b, (built_story){.slug = th_str_fmt(b->a, "s%d", i).p});
		built_open(b);
		edition_close(b->e);
		b->e = NULL;
		chmod(b->path, 0600);
		assert_int_equal(truncate(b->path, pages * 8192L + 100), 0);
		th_err err = {""};
		view_cards cards = {0};
		if (edition_open(&b->e, b->path, &err) == 0) {
			b->q.e = b->e;
			query_cards(&b->q, NULL, 0, 100, &cards);
			edition_failed(b->e, &err);
		}
		assert_true(cards.n == 60 || strstr(err.msg, "publish") != NULL);
		built_free(b);
	}
}

static void a_draft_that_was_never_finished_is_refused(void **state)
{
	(void)state;
	built *b = built_new();
	built_add(b, (built_story){.slug = "a"});
	assert_refused(b->path, "edition");
	built_free(b);
	assert_int_equal(access(b->path, F_OK), -1);
}

static void an_edition_opens_from_a_path_that_needs_escaping(void **state)
{
	(void)state;
	built *b = built_new();
	built_open(b);
	char path[128];
	snprintf(path, sizeof path, "%s/a ?mode=rwc&x#%%41 ü.sqlite", b->dir);
	assert_int_equal(link(b->path, path), 0);
	edition *e;
	th_err err = {""};
	assert_int_equal(edition_open(&e, path, &err), 0);
	assert_false(edition_moved(e, path));
	assert_true(th_str_eqz(edition_meta(e, TH_S("title.de")), "Menschen"));
	edition_close(e);
	unlink(path);
	built_free(b);
}

/* ---- writing ---- */

static void the_first_fault_of_a_writer_is_kept_and_the_draft_removed(void **state)
{
	(void)state;
	built *b = built_new();
	built_add(b, (built_story){.slug = "a"});
	built_add(b, (built_story){.slug = "a"});
	built_add(b, (built_story){.slug = "b"});
	writer_days days = {built_day, &b->languages, NULL};
	th_err err = {""};
	assert_int_equal(writer_finish(b->w, TH_S("x"), &days, &err), -1);
	assert_non_null(strstr(err.msg, "UNIQUE"));
	built_free(b);
	assert_int_equal(access(b->path, F_OK), -1);
}

static void what_refers_to_nothing_is_not_in_the_edition(void **state)
{
	(void)state;
	built *b = built_new();
	built_term(b, "team", "teams", "montage");
	built_add(b, (built_story){.slug = "a", .author = "nobody", .team = "montage"});
	writer_put_term(b->w, TH_S("team"), TH_S("ghost"), TH_S("term/team/ghost"));
	writer_put_translation(b->w, TH_S("story/a"), TH_S("en"), TH_S("story/none"));
	built_open(b);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&b->q, TH_S("a"), &s, &modified));
	assert_int_equal(s.card.authors.n, 0);
	assert_int_equal(s.translations.n, 0);
	view_term t;
	assert_false(query_term(&b->q, TH_S("team"), TH_S("ghost"), &t));
	built_free(b);
}

static void any_text_an_author_can_write_comes_back_as_it_was(void **state)
{
	(void)state;
	built *b = built_new();
	const char *odd =
	    "Größe \"x\" 'y'; DROP TABLE doc; -- \\ % _ \xf0\x9f\x94\xa7 \xe2\x80\xae";
	built_add(b, (built_story){.slug = "it's-odd", .title = odd, .text = "<p>a\n\tb</p>"});
	writer_put_field(b->w, TH_S("story/it's-odd"), TH_S("a.b"), th_strn("x\0y", 3));
	built_open(b);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&b->q, TH_S("it's-odd"), &s, &modified));
	assert_true(th_str_eqz(s.card.title, odd));
	assert_true(th_str_eqz(s.html, "<p>a\n\tb</p>"));
	assert_true(th_str_eq(th_dict_get(s.fields, TH_S("a.b")), th_strn("x\0y", 3)));
	built_free(b);
}

/* ---- balance ---- */

static void start_of(built *b, view_start *s)
{
	built_open(b);
	query_start(&b->q, s);
}

static size_t cards_by(const view_start *s, const char *author)
{
	size_t n = th_str_eqz(s->lead->authors.v[0].id, author);
	for (size_t i = 0; i < s->cards.n; i++)
		n += th_str_eqz(s->cards.v[i].authors.v[0].id, author);
	return n;
}

static void an_author_with_a_hundred_stories_has_one_place_while_others_wait(void **state)
{
	(void)state;
	built *b = built_new();
	built_person(b, "loud", "Loud", NULL, NULL);
	for (int i = 0; i < 100; i++)
		built_add(b, (built_story){.slug = th_str_fmt(b->a, "loud%d", i).p,
				 .author = "loud",
				 .at = BUILT_DAYS(i + 1)});
	for (int i = 0; i < 14; i++) {
		const char *who = th_str_fmt(b->a, "quiet%d", i).p;
		built_person(b, who, who, NULL, NULL);
		built_add(b, (built_story){.slug = who, .author = who, .at = BUILT_DAYS(200 + i)});
	}
	view_start s = {0};
	start_of(b, &s);
	assert_int_equal(s.cards.n, 12);
	assert_int_equal(cards_by(&s, "loud"), 1);
	built_free(b);
}

static void teams_and_places_take_turns_and_the_newest_goes_first(void **state)
{
	(void)state;
	built *b = built_new();
	static const char *const teams[] = {"a", "a", "a", "b", "c"};
	for (int i = 0; i < 5; i++) {
		const char *who = th_str_fmt(b->a, "p%d", i).p;
		if (i == 0 || i > 2)
			built_term(b, "team", "teams", teams[i]);
		built_person(b, who, who, teams[i], NULL);
		built_add(
		    b, (built_story){
			   .slug = who, .author = who, .team = teams[i], .at = BUILT_DAYS(i + 1)});
	}
	view_start s = {0};
	start_of(b, &s);
	assert_true(th_str_eqz(s.lead->id, "p0"));
	assert_true(th_str_eqz(s.cards.v[0].id, "p3"));
	assert_true(th_str_eqz(s.cards.v[1].id, "p4"));
	assert_true(th_str_eqz(s.cards.v[2].id, "p1"));
	assert_true(th_str_eqz(s.cards.v[3].id, "p2"));
	built_free(b);
}

static void what_is_older_than_two_years_waits_for_all_others(void **state)
{
	(void)state;
	built *b = built_new();
	built_term(b, "team", "teams", "a");
	built_term(b, "team", "teams", "b");
	static const char *const names[] = {"one", "two", "old"};
	static const int days[] = {1, 700, 800};
	for (int i = 0; i < 3; i++) {
		const char *team = i < 2 ? "a" : "b"; /* its team waits too */
		built_person(b, names[i], names[i], team, NULL);
		built_add(b, (built_story){.slug = names[i],
				 .author = names[i],
				 .team = team,
				 .at = BUILT_DAYS(days[i])});
	}
	view_start s = {0};
	start_of(b, &s);
	assert_true(th_str_eqz(s.cards.v[0].id, "two"));
	assert_true(th_str_eqz(s.cards.v[1].id, "old"));
	built_free(b);
}

/* ---- the shelf ---- */

typedef struct place {
	char dir[64], file[96], path[200];
} place;

static const char *in(place *p, const char *name)
{
	snprintf(p->path, sizeof p->path, "%s/%s", p->dir, name);
	return p->path;
}

static bool there(place *p, const char *name)
{
	struct stat st;
	return lstat(in(p, name), &st) == 0;
}

static void touch(place *p, const char *name)
{
	int fd = open(in(p, name), O_WRONLY | O_CREAT, 0644);
	assert_true(fd >= 0);
	close(fd);
}

static place shelf_place(void)
{
	place p = {.dir = "/tmp/teamhub-shelf-XXXXXX"};
	assert_non_null(mkdtemp(p.dir));
	snprintf(p.file, sizeof p.file, "%s/hub/current", p.dir);
	return p;
}

static void place_remove(place *p)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", p->dir);
	assert_int_equal(system(command), 0);
}

static shelf *shelf_must(place *p)
{
	shelf *s;
	th_err err = {""};
	if (shelf_open(&s, p->file, 0, &err) != 0)
		fail_msg("%s", err.msg);
	return s;
}

static void publish_one(place *p, const char *identity, const char *picture, int keep)
{
	th_err err = {""};
	shelf *s = shelf_must(p);
	edition_writer *w;
	assert_int_equal(writer_begin(&w, shelf_draft(s), &err), 0);
	th_arena *a = th_arena_new();
	writer_put_picture(w, &(row_picture_data){.id = TH_S("x.jpg"),
				  .src = th_str_fmt(a, "/team/media/%s.jpg", picture),
				  .srcset = th_str_fmt(a, "/team/media/%s-400.jpg 400w", picture)});
	writer_put_asset(w, TH_S("main.css"), th_str_fmt(a, "/assets/%s/main.css", picture));
	th_strs languages = {0};
	writer_days days = {built_day, &languages, NULL};
	assert_int_equal(writer_finish(w, th_strz(identity), &days, &err), 0);
	writer_free(w);
	assert_int_equal(shelf_swap(s, th_strz(identity), &err), 0);
	assert_true(shelf_is_current(s, th_strz(identity)));
	assert_int_equal(shelf_tidy(s, keep, &err), 0);
	shelf_close(s);
	th_arena_free(a);
}

static void a_swap_lets_the_link_lead_to_the_new_edition_and_keeps_the_old(void **state)
{
	(void)state;
	place p = shelf_place();
	publish_one(&p, "one", "a", 5);
	edition *e;
	th_err err;
	assert_int_equal(edition_open(&e, p.file, &err), 0);
	assert_false(edition_moved(e, p.file));
	publish_one(&p, "two", "a", 5);
	assert_true(edition_moved(e, p.file));
	assert_true(th_str_eqz(edition_meta(e, TH_S("identity")), "one")); /* it stays open */
	edition_close(e);
	assert_int_equal(edition_open(&e, p.file, &err), 0);
	assert_true(th_str_eqz(edition_meta(e, TH_S("identity")), "two"));
	edition_close(e);
	assert_true(there(&p, "hub/editions/one.sqlite"));
	place_remove(&p);
}

static void older_editions_go_and_with_them_the_pictures_that_only_they_had(void **state)
{
	(void)state;
	place p = shelf_place();
	publish_one(&p, "one", "a", 2);
	touch(&p, "hub/media/a.jpg");
	touch(&p, "hub/media/b.jpg");
	touch(&p, "hub/media/b-400.jpg");
	touch(&p, "hub/media/a.svg.br"); /* compressed copies, also of a file that is gone */
	touch(&p, "hub/media/a.svg.gz");
	touch(&p, "hub/media/b.svg.gz");
	touch(&p, "hub/media/b.txt"); /* what is noted on a picture stays with it */
	touch(&p, "hub/media/.tmp-123456");
	assert_int_equal(mkdir(in(&p, "hub/assets/a"), 0755), 0);
	touch(&p, "hub/assets/a/main.css");
	publish_one(&p, "two", "b", 2);
	assert_true(there(&p, "hub/media/a.jpg")); /* still in edition one */
	assert_true(there(&p, "hub/assets/a/main.css"));
	assert_false(there(&p, "hub/media/.tmp-123456"));
	publish_one(&p, "three", "b", 2);
	assert_false(there(&p, "hub/editions/one.sqlite"));
	assert_true(there(&p, "hub/editions/two.sqlite"));
	assert_false(there(&p, "hub/media/a.jpg"));
	assert_false(there(&p, "hub/assets/a"));
	assert_true(there(&p, "hub/media/b.jpg"));
	assert_true(there(&p, "hub/media/b-400.jpg"));
	assert_false(there(&p, "hub/media/a.svg.br"));
	assert_false(there(&p, "hub/media/a.svg.gz"));
	assert_true(there(&p, "hub/media/b.svg.gz"));
	assert_true(there(&p, "hub/media/b.txt"));
	place_remove(&p);
}

static void the_current_edition_stays_even_when_it_is_the_oldest(void **state)
{
	(void)state;
	place p = shelf_place();
	publish_one(&p, "one", "a", 5);
	publish_one(&p, "two", "a", 5);
	assert_int_equal(unlink(p.file), 0); /* rolled back by hand */
	assert_int_equal(symlink("editions/one.sqlite", p.file), 0);
	th_err err;
	shelf *s = shelf_must(&p);
	assert_int_equal(shelf_tidy(s, 1, &err), 0);
	shelf_close(s);
	assert_true(there(&p, "hub/editions/one.sqlite"));
	assert_false(there(&p, "hub/editions/two.sqlite"));
	place_remove(&p);
}

static void a_second_publish_waits_and_then_says_who_is_in_the_way(void **state)
{
	(void)state;
	place p = shelf_place();
	shelf *first = shelf_must(&p);
	shelf *second;
	th_err err = {""};
	assert_int_equal(shelf_open(&second, p.file, 0, &err), -1);
	assert_non_null(strstr(err.msg, "another publish"));
	shelf_close(first);
	shelf_close(shelf_must(&p));
	place_remove(&p);
}

static void a_killed_publish_leaves_the_old_edition_and_the_next_one_mends(void **state)
{
	(void)state;
	place p = shelf_place();
	publish_one(&p, "one", "a", 5);
	pid_t child = fork();
	if (child == 0) {
		shelf *s;
		edition_writer *w;
		if (shelf_open(&s, p.file, 0, NULL) == 0 &&
		    writer_begin(&w, shelf_draft(s), NULL) == 0)
			raise(SIGKILL);
		_exit(1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_true(there(&p, "hub/editions/draft.tmp"));
	edition *e;
	th_err err;
	assert_int_equal(edition_open(&e, p.file, &err), 0);
	edition_close(e);
	publish_one(&p, "two", "a", 5);
	assert_false(there(&p, "hub/editions/draft.tmp"));
	place_remove(&p);
}

static void a_file_in_the_place_of_the_link_is_never_overwritten(void **state)
{
	(void)state;
	place p = shelf_place();
	assert_int_equal(mkdir(in(&p, "hub"), 0755), 0);
	touch(&p, "hub/current");
	shelf *s;
	th_err err = {""};
	assert_int_equal(shelf_open(&s, p.file, 0, &err), -1);
	assert_non_null(strstr(err.msg, "not a symlink"));
	assert_true(there(&p, "hub/current"));
	place_remove(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_no_edition_is_refused_with_the_next_step),
	    cmocka_unit_test(a_file_cut_short_fails_with_words_and_not_with_a_signal),
	    cmocka_unit_test(a_draft_that_was_never_finished_is_refused),
	    cmocka_unit_test(an_edition_opens_from_a_path_that_needs_escaping),
	    cmocka_unit_test(the_first_fault_of_a_writer_is_kept_and_the_draft_removed),
	    cmocka_unit_test(what_refers_to_nothing_is_not_in_the_edition),
	    cmocka_unit_test(any_text_an_author_can_write_comes_back_as_it_was),
	    cmocka_unit_test(an_author_with_a_hundred_stories_has_one_place_while_others_wait),
	    cmocka_unit_test(teams_and_places_take_turns_and_the_newest_goes_first),
	    cmocka_unit_test(what_is_older_than_two_years_waits_for_all_others),
	    cmocka_unit_test(a_swap_lets_the_link_lead_to_the_new_edition_and_keeps_the_old),
	    cmocka_unit_test(older_editions_go_and_with_them_the_pictures_that_only_they_had),
	    cmocka_unit_test(the_current_edition_stays_even_when_it_is_the_oldest),
	    cmocka_unit_test(a_second_publish_waits_and_then_says_who_is_in_the_way),
	    cmocka_unit_test(a_killed_publish_leaves_the_old_edition_and_the_next_one_mends),
	    cmocka_unit_test(a_file_in_the_place_of_the_link_is_never_overwritten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
