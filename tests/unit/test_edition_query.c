/* test_edition_query.c -- what queries return, over small editions filled by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_edition.h"

#define assert_text(s, z)                                                                          \
	do {                                                                                       \
		th_str text_ = (s);                                                                \
		if (!th_str_eqz(text_, (z)))                                                       \
			fail_msg("\"%.*s\" is not \"%s\"", TH_FMT(text_), (z));                    \
	} while (0)

static built *hub(void)
{
	built *b = built_new();
	built_term(b, "team", "teams", "montage");
	built_term(b, "team", "teams", "platform");
	built_term(b, "place", "places", "leipzig");
	built_term(b, "place", "places", "husum");
	built_term(b, "topic", "topics", "code");
	built_person(b, "jana", "Dr. Jana Weber", "montage", "leipzig");
	built_person(b, "tom", "Tom Okafor", "platform", "husum");
	built_person(b, "ann", "Ann", "platform", "leipzig");
	built_add(b, (built_story){.slug = "first",
			 .title = "Zuerst",
			 .author = "jana",
			 .team = "montage",
			 .place = "leipzig",
			 .at = BUILT_DAYS(30)});
	built_add(b, (built_story){.slug = "second",
			 .lang = "en",
			 .author = "tom",
			 .second = "jana",
			 .team = "platform",
			 .place = "husum",
			 .topic = "code",
			 .at = BUILT_DAYS(20)});
	built_add(b, (built_story){.slug = "third",
			 .author = "ann",
			 .team = "platform",
			 .place = "leipzig",
			 .topic = "code",
			 .at = BUILT_DAYS(10),
			 .quote = "So ist das."});
	built_add(
	    b, (built_story){
		   .slug = "tomorrow", .author = "ann", .team = "platform", .at = BUILT_DAYS(-1)});
	built_add(b, (built_story){.slug = "expired",
			 .author = "tom",
			 .team = "montage",
			 .at = BUILT_DAYS(40),
			 .until = BUILT_DAYS(5)});
	return b;
}

static void assert_cards(const view_cards *cards, const char *slugs)
{
	th_buf have = {0};
	for (size_t i = 0; i < cards->n; i++) {
		th_buf_add(&have, cards->v[i].id);
		th_buf_addc(&have, ' ');
	}
	th_buf_addc(&have, '\0');
	assert_string_equal(have.p, slugs);
	th_buf_free(&have);
}

static void stories_come_newest_first_and_only_while_they_are_visible(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	view_cards cards = {0};
	query_cards(&b->q, NULL, 0, 12, &cards);
	assert_cards(&cards, "third second first ");
	assert_int_equal(query_count(&b->q, NULL), 3);

	b->q.now = BUILT_DAYS(-1); /* the very second it appears */
	view_cards later = {0};
	query_cards(&b->q, NULL, 0, 12, &later);
	assert_cards(&later, "tomorrow third second first ");

	b->q.now = BUILT_DAYS(5) - 1;
	view_cards before = {0};
	query_cards(&b->q, NULL, 0, 12, &before);
	assert_cards(&before, "third second first expired ");

	b->q.now = BUILT_DAYS(5); /* and back: what was kept must not stick */
	assert_int_equal(query_count(&b->q, NULL), 3);
	built_free(b);
}

static void stories_of_one_moment_come_by_id(void **state)
{
	(void)state;
	built *b = built_new();
	built_add(b, (built_story){.slug = "b", .at = BUILT_DAYS(2)});
	built_add(b, (built_story){.slug = "c", .at = BUILT_DAYS(2)});
	built_add(b, (built_story){.slug = "a", .at = BUILT_DAYS(2)});
	built_open(b);
	view_cards cards = {0};
	query_cards(&b->q, NULL, 0, 12, &cards);
	assert_cards(&cards, "a b c ");
	built_free(b);
}

static void terms_of_one_facet_are_alternatives_and_facets_are_all_required(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	selection *s = built_select(b, "team", "montage");
	assert_int_equal(query_count(&b->q, s), 1);
	*TH_ADD(b->a, &s->terms) = (selection_term){TH_S("team"), TH_S("platform")};
	assert_int_equal(query_count(&b->q, s), 3);
	*TH_ADD(b->a, &s->terms) = (selection_term){TH_S("place"), TH_S("leipzig")};
	view_cards cards = {0};
	query_cards(&b->q, s, 0, 12, &cards);
	assert_cards(&cards, "third first ");
	built_free(b);
}

static void lang_and_author_select_in_every_hub(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	view_cards cards = {0}, mine = {0};
	query_cards(&b->q, built_select(b, "lang", "en"), 0, 12, &cards);
	assert_cards(&cards, "second ");
	query_cards(&b->q, built_select(b, "author", "jana"), 0, 12, &mine);
	assert_cards(&mine, "second first ");
	built_free(b);
}

static void a_term_or_facet_that_nobody_has_selects_nothing(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	assert_int_equal(query_count(&b->q, built_select(b, "team", "nobody")), 0);
	assert_int_equal(query_count(&b->q, built_select(b, "nothing", "x")), 0);
	assert_int_equal(query_count(&b->q, built_select(b, "team", "' OR 1=1 --")), 0);
	view_term t;
	assert_false(query_term(&b->q, TH_S("team"), TH_S("nobody"), &t));
	assert_false(query_term(&b->q, TH_S(""), TH_S("feed"), &t)); /* the house's own set */
	assert_false(edition_failed(b->e, NULL));
	built_free(b);
}

static void pages_of_a_selection_neither_repeat_nor_leave_out(void **state)
{
	(void)state;
	built *b = built_new();
	for (int i = 0; i < 200; i++)
		built_add(b, (built_story){.slug = th_str_fmt(b->a, "s%03d", i).p,
				 .at = BUILT_DAYS(1 + i / 3)});
	built_open(b);
	bool seen[200] = {false};
	for (int page = 0; page < 29; page++) {
		view_cards cards = {0};
		query_cards(&b->q, NULL, page * 7, 7, &cards);
		assert_int_equal(cards.n, page < 28 ? 7 : 4);
		for (size_t i = 0; i < cards.n; i++) {
			int n = atoi(cards.v[i].id.p + 1);
			assert_false(seen[n]);
			seen[n] = true;
		}
	}
	view_cards none = {0};
	query_cards(&b->q, NULL, INT64_MAX, 7, &none);
	assert_int_equal(none.n, 0);
	built_free(b);
}

static void a_card_names_authors_terms_date_and_language(void **state)
{
	(void)state;
	built *b = hub();
	writer_put_picture(
	    b->w, &(row_picture_data){TH_S("people/tom.jpg"), TH_S("/team/media/a.jpg"),
		      TH_S("image/jpeg"), TH_S(""), TH_S(""), TH_S("#aabbcc"), 40, 30, 999});
	built_open(b);
	view_cards cards = {0};
	query_cards(&b->q, built_select(b, "lang", "en"), 0, 1, &cards);
	const view_card *c = &cards.v[0];
	assert_text(c->href, "/team/en/stories/second/"); /* where it lives */
	assert_true(c->other_lang);
	assert_true(c->together);
	assert_false(c->tandem); /* neither is heard often */
	assert_int_equal(c->authors.n, 2);
	assert_text(c->authors.v[0].name, "Tom Okafor");
	assert_text(c->authors.v[0].initials, "TO");
	assert_text(c->authors.v[1].initials, "JW");
	assert_text(c->authors.v[0].team, "platform");
	assert_int_equal(c->terms.n, 3);
	assert_text(c->terms.v[0].facet, "team");
	assert_text(c->terms.v[2].href, "/team/topics/code/");
	assert_text(c->date->iso, "2026-11-04T01:00:00+01:00");
	assert_text(c->date->time, "01:00");
	assert_text(c->date->label, "2026-11-04 in de");
	built_free(b);
}

static void the_english_interface_has_its_own_addresses_and_labels(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	view_cards german = {0}, english = {0};
	query_cards(&b->q, NULL, 0, 1, &german);
	b->q.ui = TH_S("en");
	b->q.base = TH_S("/team/en");
	query_cards(&b->q, NULL, 0, 1, &english);
	assert_text(german.v[0].href, "/team/stories/third/");
	assert_text(english.v[0].href, "/team/stories/third/"); /* a German story */
	assert_text(english.v[0].authors.v[0].href, "/team/en/people/ann/");
	assert_text(english.v[0].date->label, "2026-11-14 in en");
	assert_true(english.v[0].other_lang);
	built_free(b);
}

static void options_count_what_the_selection_would_have(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	view_filters f = {0};
	query_filters(&b->q, built_select(b, "team", "platform"), &f);
	assert_int_equal(f.n, 4); /* team, place, topic, lang: no value has a story */
	assert_text(f.v[0].facet, "team");
	assert_true(f.v[0].active);
	assert_int_equal(f.v[0].options.n, 2); /* the other team stays to be added */
	assert_text(f.v[0].options.v[0].slug, "montage");
	assert_int_equal(f.v[0].options.v[0].count, 1);
	assert_int_equal(f.v[0].options.v[1].count, 2);
	assert_true(f.v[0].options.v[1].selected);
	assert_int_equal(f.v[1].options.n, 2);
	assert_text(f.v[1].options.v[0].slug, "husum");
	assert_int_equal(f.v[1].options.v[0].count, 1);
	assert_text(f.v[3].facet, "lang");
	assert_text(f.v[3].options.v[0].label, "Deutsch");
	built_free(b);
}

static void a_selected_option_without_stories_is_still_there_to_be_removed(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	selection *s = built_select(b, "place", "husum");
	*TH_ADD(b->a, &s->terms) = (selection_term){TH_S("lang"), TH_S("de")};
	assert_int_equal(query_count(&b->q, s), 0);
	view_filters f = {0};
	query_filters(&b->q, s, &f);
	bool found = false;
	for (size_t i = 0; i < f.n; i++)
		for (size_t k = 0; k < f.v[i].options.n; k++)
			if (th_str_eqz(f.v[i].options.v[k].slug, "husum"))
				found =
				    f.v[i].options.v[k].selected && f.v[i].options.v[k].count == 0;
	assert_true(found);
	built_free(b);
}

static void a_facet_of_thousands_offers_its_hundred_fullest(void **state)
{
	(void)state;
	built *b = built_new();
	for (int i = 0; i < 300; i++) {
		const char *topic = th_str_fmt(b->a, "t%03d", i).p;
		built_term(b, "topic", "topics", topic);
		built_add(b, (built_story){.slug = th_str_fmt(b->a, "s%d", i).p, .topic = topic});
	}
	built_add(b, (built_story){.slug = "again", .topic = "t299"});
	built_open(b);
	view_filters f = {0};
	query_filters(&b->q, built_select(b, "topic", "t250"), &f);
	assert_int_equal(f.v[0].options.n, 100);
	assert_text(f.v[0].options.v[98].slug, "t250"); /* selected */
	assert_text(f.v[0].options.v[99].slug, "t299"); /* two stories */
	built_free(b);
}

static void people_are_filtered_by_their_own_terms(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	view_people all = {0}, some = {0};
	query_people(&b->q, NULL, &all);
	assert_int_equal(all.n, 3);
	assert_text(all.v[0].name, "Ann"); /* by sort key */
	query_people(&b->q, built_select(b, "place", "leipzig"), &some);
	assert_int_equal(some.n, 2);
	view_filters f = {0};
	query_people_filters(&b->q, built_select(b, NULL, NULL), &f);
	assert_int_equal(f.n, 2);
	assert_text(f.v[0].options.v[1].slug, "platform");
	assert_int_equal(f.v[0].options.v[1].count, 2);
	built_free(b);
}

static void a_story_page_has_text_neighbours_and_what_is_near(void **state)
{
	(void)state;
	built *b = hub();
	writer_put_translation(b->w, TH_S("story/third"), TH_S("en"), TH_S("story/second"));
	writer_put_field(b->w, TH_S("story/third"), TH_S("mood"), TH_S("good"));
	built_open(b);
	view_story s = {0};
	th_time modified = 0;
	assert_true(query_story(&b->q, TH_S("third"), &s, &modified));
	assert_text(s.html, "<p>The text of third.</p>");
	assert_int_equal(modified, BUILT_DAYS(10));
	assert_null(s.newer);              /* the next one is of tomorrow */
	assert_text(s.older->id, "first"); /* the second is this one in English */
	assert_text(s.team->label, "platform");
	assert_cards(&s.team_stories, ""); /* the other one of the team is it too */
	assert_cards(&s.more, "first ");
	assert_int_equal(s.translations.n, 1);
	assert_text(s.translations.v[0].href, "/team/en/stories/second/");
	assert_text(th_dict_get(s.fields, TH_S("mood")), "good");
	assert_null(s.updated);
	view_story gone = {0};
	assert_false(query_story(&b->q, TH_S("tomorrow"), &gone, &modified));
	assert_false(query_story(&b->q, TH_S("expired"), &gone, &modified));
	assert_false(query_story(&b->q, TH_S(""), &gone, &modified));
	built_free(b);
}

static void a_story_of_the_same_author_is_near_only_when_nothing_else_is(void **state)
{
	(void)state;
	built *b = built_new();
	built_term(b, "team", "teams", "montage");
	built_person(b, "jana", "Jana", "montage", NULL);
	built_person(b, "tom", "Tom", "montage", NULL);
	for (int i = 0; i < 3; i++)
		built_add(b, (built_story){.slug = th_str_fmt(b->a, "own%d", i).p,
				 .author = "jana",
				 .team = "montage",
				 .at = BUILT_DAYS(i + 2)});
	built_add(
	    b, (built_story){
		   .slug = "other", .author = "tom", .team = "montage", .at = BUILT_DAYS(300)});
	built_open(b);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&b->q, TH_S("own2"), &s, &modified));
	assert_cards(&s.team_stories, "other own0 own1 ");
	assert_cards(&s.more, ""); /* nothing stands in both */
	built_free(b);
}

static void open_positions_of_the_team_stand_beside_a_story(void **state)
{
	(void)state;
	built *b = hub();
	static const struct {
		const char *slug;
		int days;
	} jobs[] = {{"open", -30}, {"closed", 3}, {"last-day", 0}};
	for (size_t i = 0; i < TH_COUNT(jobs); i++) {
		th_str id = th_str_fmt(b->a, "job/%s", jobs[i].slug);
		row_doc d = {.id = id,
		    .kind = TH_S("job"),
		    .slug = th_strz(jobs[i].slug),
		    .href = th_str_fmt(b->a, "/jobs/%s/", jobs[i].slug),
		    .published = {BUILT_DAYS(20), 0, true},
		    .end = {BUILT_DAYS(jobs[i].days), 0, true}};
		built_doc(b, d, jobs[i].slug, "");
		built_member(b, "team", "platform", "job", id, BUILT_DAYS(20));
	}
	built_open(b);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&b->q, TH_S("third"), &s, &modified));
	assert_int_equal(s.jobs.n, 2);
	assert_text(s.jobs.v[0].id, "last-day"); /* open until the day is over */
	assert_text(s.work_with, "platform");
	view_items open = {0}, past = {0};
	query_items(&b->q, TH_S("job"), &open, &past);
	assert_int_equal(open.n, 2);
	assert_int_equal(past.n, 1);
	assert_text(past.v[0].id, "closed");
	built_free(b);
}

static void coming_events_come_in_their_order_and_past_ones_backwards(void **state)
{
	(void)state;
	built *b = built_new();
	static const int days[] = {-20, 30, -2, 10};
	for (size_t i = 0; i < TH_COUNT(days); i++) {
		th_str id = th_str_fmt(b->a, "event/e%zu", i);
		row_doc d = {.id = id,
		    .kind = TH_S("event"),
		    .slug = th_str_sub(id, 6, 9),
		    .href = th_str_fmt(b->a, "/events/e%zu/", i),
		    .start = {BUILT_DAYS(days[i]), 0, false}};
		built_doc(b, d, "Lunch", "");
	}
	built_open(b);
	view_items coming = {0}, past = {0};
	query_items(&b->q, TH_S("event"), &coming, &past);
	assert_int_equal(coming.n, 2);
	assert_text(coming.v[0].id, "e2");
	assert_text(coming.v[1].id, "e0");
	assert_text(past.v[0].id, "e3");
	assert_text(past.v[1].id, "e1");
	built_free(b);
}

static void a_person_page_brings_stories_kudos_and_colleagues(void **state)
{
	(void)state;
	built *b = hub();
	row_doc d = {.id = TH_S("kudos/thanks"),
	    .kind = TH_S("kudos"),
	    .slug = TH_S("thanks"),
	    .href = TH_S("/kudos/thanks/"),
	    .published = {BUILT_DAYS(9), 0, true}};
	built_doc(b, d, "Danke", "<p>Danke, Ann.</p>");
	writer_put_rel(b->w, d.id, "from", 0, TH_S("person/jana"));
	writer_put_rel(b->w, d.id, "to", 0, TH_S("person/ann"));
	writer_put_link(
	    b->w, TH_S("person/ann"), 0, TH_S("mastodon"), TH_S("https://s.example/@a"));
	writer_put_link(b->w, TH_S("person/ann"), 1, TH_S(""), TH_S("Code"));
	built_open(b);
	view_person_page p = {0};
	th_time modified = 0;
	assert_true(query_person_page(&b->q, TH_S("ann"), &p, &modified));
	assert_cards(&p.stories, "third ");
	assert_int_equal(p.kudos.n, 1);
	assert_text(p.kudos.v[0].html, "<p>Danke, Ann.</p>");
	assert_text(p.kudos.v[0].people.v[0].id, "jana");
	assert_int_equal(p.colleagues.n, 1);
	assert_text(p.colleagues.v[0].id, "tom");
	assert_text(p.links.v[0].label, "mastodon");
	assert_text(p.asks.v[0].label, "Code");
	assert_text(p.html, "<p>A person.</p>");
	assert_false(query_person_page(&b->q, TH_S("nobody"), &p, &modified));
	built_free(b);
}

static void a_term_page_has_its_text_and_its_people(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	view_list l = {0};
	th_time modified = 0;
	assert_true(query_term_page(&b->q, TH_S("team"), TH_S("platform"), &l, &modified));
	assert_text(l.heading, "platform");
	assert_text(l.html, "<p>A term.</p>");
	assert_int_equal(l.people.n, 2);
	assert_int_equal(l.term->count, 2);
	assert_false(query_term_page(&b->q, TH_S("team"), TH_S("x"), &l, &modified));
	assert_false(query_term_page(&b->q, TH_S("lang"), TH_S("de"), &l, &modified));
	view_items all = {0};
	query_terms(&b->q, TH_S("place"), &all);
	assert_int_equal(all.n, 2);
	assert_text(all.v[1].id, "leipzig");
	assert_int_equal(all.v[1].count, 2);
	built_free(b);
}

static th_time day_at(int n)
{
	return BUILT_DAYS(20 - n);
}

/* What is asked for existence alone says what loading it would. */
static void what_is_there_only_for_a_while_is_said_to_be_there_for_that_while(void **state)
{
	(void)state;
	built *b = built_new();
	row_doc team = {.id = TH_S("term/team/crew"),
	    .kind = TH_S("term"),
	    .slug = TH_S("crew"),
	    .href = TH_S("/teams/crew/"),
	    .feed = true,
	    .visible_from = day_at(5),
	    .visible_until = day_at(9)};
	row_doc job = {.id = TH_S("job/fitter"),
	    .kind = TH_S("job"),
	    .slug = TH_S("fitter"),
	    .href = TH_S("/jobs/fitter/"),
	    .feed = true,
	    .visible_from = day_at(5),
	    .end = {day_at(8), 0, false}};
	row_doc person = {.id = TH_S("person/kim"),
	    .kind = TH_S("person"),
	    .slug = TH_S("kim"),
	    .href = TH_S("/people/kim/"),
	    .visible_from = day_at(5),
	    .visible_until = day_at(9)};
	built_doc(b, team, "Crew", "");
	built_doc(b, job, "Fitter", "");
	built_doc(b, person, "Kim", "");
	writer_put_term(b->w, TH_S("team"), TH_S("crew"), team.id);
	writer_put_term(b->w, TH_S("author"), TH_S("kim"), person.id);
	built_open(b);
	for (int day = 4; day < 11; day++) {
		view_list list = {0};
		view_items items = {0}, jobs = {0};
		view_person_page page = {0};
		view_person one;
		feed_view feed = {0};
		feed_wish want = {.kind = TH_S("job"), .limit = 9};
		th_time modified;
		b->q.now = day_at(day);
		bool seen = query_term_page(&b->q, TH_S("team"), TH_S("crew"), &list, &modified);
		query_terms(&b->q, TH_S("team"), &items);
		assert_int_equal(seen, day >= 5 && day < 9);
		assert_int_equal(items.n > 0, query_has_terms(&b->q, TH_S("team")));
		assert_int_equal(seen, query_has_terms(&b->q, TH_S("team")));
		assert_int_equal(seen, query_has_term_page(&b->q, TH_S("team"), TH_S("crew")));
		assert_false(query_has_term_page(&b->q, TH_S("team"), TH_S("kim")));
		assert_false(query_has_terms(&b->q, TH_S("place")));
		seen = query_person_page(&b->q, TH_S("kim"), &page, &modified);
		assert_int_equal(seen, day >= 5 && day < 9);
		assert_int_equal(seen, query_person(&b->q, TH_S("kim"), &one));
		assert_int_equal(seen, query_has(&b->q, TH_S("person")));
		assert_false(query_has_feed_items(&b->q, TH_S("person"))); /* not in feeds */
		seen = query_feed_items(&b->q, &want, &feed, &jobs) > 0;
		assert_int_equal(seen, day >= 5 && day < 8);
		assert_int_equal(seen, query_has_feed_items(&b->q, TH_S("job")));
		assert_int_equal(day >= 5, query_has(&b->q, TH_S("job"))); /* past or not */
	}
	built_free(b);
}

static void moved_leads_on_withdrawn_is_gone_and_others_are_unknown(void **state)
{
	(void)state;
	built *b = hub();
	writer_put_moved(b->w, TH_S("/stories/old/"), TH_S("story/first"));
	writer_put_gone(b->w, TH_S("/stories/taken-back/"), TH_NEVER);
	writer_put_moved(b->w, TH_S("/stories/soon/"), TH_S("story/tomorrow"));
	writer_put_moved(b->w, TH_S("/stories/lost/"), TH_S("story/nothing"));
	writer_put_moved(b->w, TH_S("/stories/third/"), TH_S("story/first"));
	built_open(b);
	th_str target = TH_NONE;
	assert_int_equal(query_moved(&b->q, TH_S("/stories/old/"), &target), QUERY_MOVED);
	assert_text(target, "/team/stories/first/");
	assert_int_equal(query_moved(&b->q, TH_S("/stories/taken-back/"), &target), QUERY_GONE);
	assert_int_equal(query_moved(&b->q, TH_S("/stories/soon/"), &target), QUERY_NONE);
	assert_int_equal(query_moved(&b->q, TH_S("/stories/lost/"), &target), QUERY_NONE);
	/* a document's own address wins */
	assert_int_equal(query_moved(&b->q, TH_S("/stories/third/"), &target), QUERY_NONE);
	built_free(b);
}

static void a_feed_holds_whole_texts_and_never_what_must_not_be_in_feeds(void **state)
{
	(void)state;
	built *b = hub();
	built_add(b, (built_story){.slug = "not-in-feeds", .team = "platform", .no_feed = true});
	writer_put_tombstone(
	    b->w, TH_S("tag:x,2026:gone"), BUILT_DAYS(3), TH_S("/stories/gone/"), TH_S("story"));
	writer_put_tombstone(
	    b->w, TH_S("tag:x,2026:past"), BUILT_DAYS(31), TH_S("/stories/past/"), TH_S("story"));
	built_open(b);
	assert_int_equal(query_count(&b->q, NULL), 4);
	feed_view f = {0};
	query_feed_entries(&b->q, NULL, 0, 10, &f);
	assert_int_equal(f.entries.n, 3);
	assert_text(f.entries.v[0].id, "tag:careers.example,2026:third");
	assert_text(f.entries.v[0].html, "<p>The text of third.</p>");
	assert_text(f.entries.v[0].url, "https://careers.example/team/stories/third/");
	/* an English story stands under the English address, whatever the feed speaks */
	assert_text(f.entries.v[1].url, "https://careers.example/team/en/stories/second/");
	assert_int_equal(f.entries.v[1].authors.n, 2);
	assert_text(f.entries.v[1].authors.v[1].url, "https://careers.example/team/people/jana/");
	assert_text(f.entries.v[1].categories.v[0].scheme, "https://careers.example/team/teams/");
	assert_int_equal(f.tombstones.n, 1);
	assert_text(f.tombstones.v[0].ref, "tag:x,2026:gone");
	assert_int_equal(f.updated, BUILT_DAYS(3));
	feed_view second = {0};
	query_feed_entries(&b->q, NULL, 2, 10, &second);
	assert_int_equal(second.entries.n, 1);
	assert_int_equal(second.tombstones.n, 0);
	built_free(b);
}

static void a_feed_holds_a_translated_story_in_its_own_language(void **state)
{
	(void)state;
	built *b = hub();
	writer_put_translation(b->w, TH_S("story/third"), TH_S("en"), TH_S("story/second"));
	writer_put_translation(b->w, TH_S("story/second"), TH_S("de"), TH_S("story/third"));
	built_open(b);
	feed_view german = {0}, english = {0}, chosen = {0};
	assert_int_equal(query_feed_entries(&b->q, NULL, 0, 10, &german), 2);
	assert_int_equal(german.entries.n, 2);
	assert_text(german.entries.v[0].id, "tag:careers.example,2026:third");
	assert_text(german.entries.v[1].id, "tag:careers.example,2026:first");
	selection_term lang = {TH_S("lang"), TH_S("en")};
	const selection only = {.terms = {&lang, 1, 1}};
	assert_int_equal(query_feed_entries(&b->q, &only, 0, 10, &chosen), 1);
	assert_text(chosen.entries.v[0].id, "tag:careers.example,2026:second");
	b->q.ui = TH_S("en");
	assert_int_equal(query_feed_entries(&b->q, NULL, 0, 10, &english), 2);
	assert_text(english.entries.v[0].id, "tag:careers.example,2026:second");
	assert_text(english.entries.v[1].id, "tag:careers.example,2026:first");
	built_free(b);
}

static void a_list_in_the_sitemap_is_as_new_as_the_newest_on_it(void **state)
{
	(void)state;
	built *b = hub();
	static const struct {
		const char *id;
		int modified, from;
	} jobs[] = {{"job/old", 40, 60}, {"job/new", 30, 5}, {"job/later", 1, -3}};
	for (size_t i = 0; i < TH_COUNT(jobs); i++)
		built_doc(b,
		    (row_doc){.id = th_strz(jobs[i].id),
			.kind = TH_S("job"),
			.slug = th_strz(jobs[i].id + 4),
			.href = th_str_fmt(b->a, "/jobs/%s/", jobs[i].id + 4),
			.modified = BUILT_DAYS(jobs[i].modified),
			.visible_from = BUILT_DAYS(jobs[i].from)},
		    "Job", "");
	built_open(b);
	sitemap_view all = {0};
	query_sitemap(&b->q, 0, 1000, &all);
	size_t found = 0;
	for (size_t i = 0; i < all.n; i++)
		if (th_str_ends(all.v[i].loc, TH_S("/team/jobs/"))) {
			found++;
			assert_int_equal(all.v[i].lastmod, BUILT_DAYS(5));
		}
	assert_int_equal(found, 1);
	built_free(b);
}

static void what_is_counted_between_two_boundaries_is_counted_anew_behind_one(void **state)
{
	(void)state;
	built *b = hub();
	built_add(b, (built_story){.slug = "later", .author = "jana", .at = BUILT_DAYS(-3)});
	built_add(
	    b, (built_story){
		   .slug = "ends", .author = "jana", .at = BUILT_DAYS(9), .until = BUILT_DAYS(-6)});
	built_open(b);
	static const int days[] = {0, 1, 4, 4, 7, 2}; /* forward, and back */
	for (size_t i = 0; i < TH_COUNT(days); i++) {
		sitemap_view all = {0};
		b->q.now = BUILT_DAYS(-days[i]);
		assert_int_equal(query_sitemap_count(&b->q), query_sitemap(&b->q, 0, 1000, &all));
		assert_int_equal(query_sitemap_count(&b->q), all.n);
		assert_int_equal(query_changed_at(&b->q) == BUILT_DAYS(-3), days[i] >= 3);
	}
	built_free(b);
}

/* The story next to this one is this one in English: what is shown is the one after it, and nothing
 * of the English one. */
static void the_next_story_is_shown_with_its_own_authors_alone(void **state)
{
	(void)state;
	built *b = built_new();
	built_person(b, "ann", "Ann Arbor", NULL, NULL);
	built_person(b, "ben", "Ben Bach", NULL, NULL);
	built_add(b, (built_story){.slug = "one", .at = BUILT_DAYS(3), .author = "ann"});
	built_add(
	    b, (built_story){.slug = "one-en", .at = BUILT_DAYS(4), .author = "ann", .lang = "en"});
	built_add(b, (built_story){.slug = "two", .at = BUILT_DAYS(5), .author = "ben"});
	writer_put_translation(b->w, TH_S("story/one"), TH_S("en"), TH_S("story/one-en"));
	built_open(b);
	view_story s = {0};
	th_time modified;
	assert_true(query_story(&b->q, TH_S("one"), &s, &modified));
	const view_card *next = s.newer != NULL ? s.newer : s.older;
	assert_non_null(next);
	assert_text(next->id, "two");
	assert_int_equal(next->authors.n, 1);
	assert_text(next->authors.v[0].id, "ben");
	assert_int_equal(next->byline.n, 1);
	built_free(b);
}

static void the_sitemap_has_every_page_once_and_any_part_of_it_fits(void **state)
{
	(void)state;
	built *b = hub();
	writer_put_translation(b->w, TH_S("story/third"), TH_S("en"), TH_S("story/second"));
	built_open(b);
	sitemap_view all = {0};
	int64_t total = query_sitemap(&b->q, 0, 1000, &all);
	assert_int_equal(total, all.n);
	int stories = 0;
	for (size_t i = 0; i < all.n; i++) {
		th_str loc = all.v[i].loc;
		assert_true(th_str_starts(loc, TH_S("https://careers.example/team/")));
		assert_int_equal(th_str_find(loc, TH_S("tomorrow")), -1);
		stories += th_str_find(loc, TH_S("/stories/")) >= 0 &&
			   !th_str_ends(loc, TH_S("/stories/"));
		for (size_t k = 0; k < i; k++)
			assert_false(th_str_eq(loc, all.v[k].loc));
		if (th_str_ends(loc, TH_S("/team/stories/third/"))) {
			assert_int_equal(all.v[i].alternates.n, 2);
			assert_text(all.v[i].alternates.v[1].loc,
			    "https://careers.example/team/en/stories/second/");
			assert_int_equal(all.v[i].lastmod, BUILT_DAYS(10));
		}
		if (th_str_ends(loc, TH_S("/people/ann/")))
			assert_int_equal(all.v[i].alternates.n, 2);
	}
	assert_int_equal(stories, 3);
	for (int64_t at = 0; at < total; at++) {
		sitemap_view one = {0};
		assert_int_equal(query_sitemap(&b->q, at, 1, &one), total);
		assert_int_equal(one.n, 1);
		assert_true(th_str_eq(one.v[0].loc, all.v[at].loc));
	}
	built_free(b);
}

static void the_start_page_leads_with_a_quote_in_its_language(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	view_start s = {0};
	query_start(&b->q, &s);
	assert_text(s.lead->id, "third");
	assert_text(s.lead_quote, "So ist das.");
	assert_int_equal(s.cards.n, 2);
	assert_int_equal(s.people.n, 3);
	assert_int_equal(s.ways.n, 3);
	assert_text(s.ways.v[0].href, "/team/teams/");
	assert_int_equal(s.ways.v[0].terms.v[1].count, 2);
	view_start english = {0};
	b->q.ui = TH_S("en");
	b->q.base = TH_S("/team/en");
	query_start(&b->q, &english);
	assert_text(english.lead->id, "second");
	built_free(b);
}

static void an_empty_hub_answers_everything_with_nothing(void **state)
{
	(void)state;
	built *b = built_new();
	built_open(b);
	view_start s = {0};
	query_start(&b->q, &s);
	assert_null(s.lead);
	view_cards cards = {0};
	query_cards(&b->q, NULL, 0, 12, &cards);
	assert_int_equal(cards.n, 0);
	view_filters f = {0};
	query_filters(&b->q, built_select(b, NULL, NULL), &f);
	assert_int_equal(f.n, 0);
	feed_view feed = {0};
	query_feed_entries(&b->q, NULL, 0, 10, &feed);
	assert_true(feed.updated == TH_NEVER);
	assert_true(query_modified(&b->q, NULL) == TH_NEVER);
	sitemap_view map = {0};
	assert_int_equal(
	    query_sitemap(&b->q, 0, 10, &map), 2); /* the start page in two languages */
	assert_false(edition_failed(b->e, NULL));
	built_free(b);
}

static void boundaries_are_the_moments_between_which_answers_hold(void **state)
{
	(void)state;
	built *b = hub();
	built_open(b);
	th_time last, next;
	edition_boundaries(b->e, BUILT_NOW, &last, &next);
	assert_int_equal(last, BUILT_DAYS(5)); /* "expired" went */
	assert_int_equal(next, BUILT_DAYS(-1));
	edition_boundaries(b->e, BUILT_DAYS(-1), &last, &next);
	assert_int_equal(last, BUILT_DAYS(-1));
	assert_int_equal(next, BUILT_DAYS(-50)); /* a first story is welcomed for 90 days */
	edition_boundaries(b->e, BUILT_DAYS(35), &last, &next);
	assert_int_equal(last, BUILT_DAYS(40));
	assert_int_equal(next, BUILT_DAYS(30));
	edition_boundaries(b->e, 0, &last, &next);
	assert_int_equal(last, 0); /* what was always there */
	built_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(stories_come_newest_first_and_only_while_they_are_visible),
	    cmocka_unit_test(stories_of_one_moment_come_by_id),
	    cmocka_unit_test(terms_of_one_facet_are_alternatives_and_facets_are_all_required),
	    cmocka_unit_test(lang_and_author_select_in_every_hub),
	    cmocka_unit_test(a_term_or_facet_that_nobody_has_selects_nothing),
	    cmocka_unit_test(pages_of_a_selection_neither_repeat_nor_leave_out),
	    cmocka_unit_test(a_card_names_authors_terms_date_and_language),
	    cmocka_unit_test(the_english_interface_has_its_own_addresses_and_labels),
	    cmocka_unit_test(options_count_what_the_selection_would_have),
	    cmocka_unit_test(a_selected_option_without_stories_is_still_there_to_be_removed),
	    cmocka_unit_test(a_facet_of_thousands_offers_its_hundred_fullest),
	    cmocka_unit_test(people_are_filtered_by_their_own_terms),
	    cmocka_unit_test(a_story_page_has_text_neighbours_and_what_is_near),
	    cmocka_unit_test(a_story_of_the_same_author_is_near_only_when_nothing_else_is),
	    cmocka_unit_test(open_positions_of_the_team_stand_beside_a_story),
	    cmocka_unit_test(coming_events_come_in_their_order_and_past_ones_backwards),
	    cmocka_unit_test(a_person_page_brings_stories_kudos_and_colleagues),
	    cmocka_unit_test(a_term_page_has_its_text_and_its_people),
	    cmocka_unit_test(what_is_there_only_for_a_while_is_said_to_be_there_for_that_while),
	    cmocka_unit_test(moved_leads_on_withdrawn_is_gone_and_others_are_unknown),
	    cmocka_unit_test(a_feed_holds_whole_texts_and_never_what_must_not_be_in_feeds),
	    cmocka_unit_test(a_feed_holds_a_translated_story_in_its_own_language),
	    cmocka_unit_test(a_list_in_the_sitemap_is_as_new_as_the_newest_on_it),
	    cmocka_unit_test(what_is_counted_between_two_boundaries_is_counted_anew_behind_one),
	    cmocka_unit_test(the_next_story_is_shown_with_its_own_authors_alone),
	    cmocka_unit_test(the_sitemap_has_every_page_once_and_any_part_of_it_fits),
	    cmocka_unit_test(the_start_page_leads_with_a_quote_in_its_language),
	    cmocka_unit_test(an_empty_hub_answers_everything_with_nothing),
	    cmocka_unit_test(boundaries_are_the_moments_between_which_answers_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
