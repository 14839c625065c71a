/* test_jsonld.c -- structured data: it parses, has what search engines require for each type, and
 * says nothing that it must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include <jansson.h>

#include "teamhub/face.h"

/* What Google's documentation of each rich result requires, and schema.org of the rest. A path with
 * dots leads into an object, or into every object of a list. */
static const struct {
	const char *type, *paths[8];
} required[] = {
    {"WebSite", {"name", "url"}},
    {"Organization", {"name"}},
    {"BlogPosting", {"headline", "datePublished", "dateModified", "author.name"}},
    {"ProfilePage", {"mainEntity.@type", "mainEntity.name"}},
    {"BreadcrumbList",
	{"itemListElement.position", "itemListElement.name", "itemListElement.item"}},
    {"CollectionPage",
	{"name", "url", "mainEntity.itemListElement.position", "mainEntity.itemListElement.url"}},
    {"JobPosting", {"title", "description", "datePosted", "hiringOrganization.name",
		       "jobLocation.address.addressCountry"}},
    {"Event", {"name", "startDate", "location.name", "location.address"}},
};

/* ---- a page to say things of ---- */

static const view_site site = {.title = {"Menschen", 8},
    .tagline = {"Worte", 5},
    .company = {"Hub", 3},
    .company_url = {"/", 1},
    .lang = {"de", 2}};

typedef struct fixture {
	view_head head;
	view v;
	view_link crumbs[3];
	view_date date, later;
	json_t *json;
	th_buf out;
} fixture;

static int setup(void **state)
{
	fixture *k = calloc(1, sizeof(*k));
	if (k == NULL)
		return -1;
	k->head = (view_head){.title = TH_S("Titel"),
	    .canonical = TH_S("https://hub.example/team/x/"),
	    .image = TH_S("https://hub.example/team/media/a.jpg")};
	k->crumbs[0] = (view_link){.label = TH_S("Start"), .href = TH_S("/team/")};
	k->crumbs[1] = (view_link){.label = TH_S("Titel"), .href = TH_S("/team/x/")};
	k->head.crumbs.v = k->crumbs;
	k->head.crumbs.n = 2;
	k->v.site = &site;
	k->v.page = &k->head;
	k->date.iso = TH_S("2026-11-23T09:00:00+01:00");
	k->date.time = TH_S("09:00");
	k->later.iso = TH_S("2027-01-31T00:00:00+01:00");
	*state = k;
	return 0;
}

static int teardown(void **state)
{
	fixture *k = *state;
	json_decref(k->json);
	th_buf_free(&k->out);
	free(k);
	return 0;
}

static bool has_path(const json_t *j, const char *path)
{
	const char *dot = strchr(path, '.');
	char key[40];
	snprintf(key, sizeof key, "%.*s", dot ? (int)(dot - path) : 39, path);
	const json_t *next = json_object_get(j, key);
	if (next == NULL)
		return false;
	if (dot == NULL)
		return !json_is_string(next) || json_string_length(next) > 0;
	if (!json_is_array(next))
		return has_path(next, dot + 1);
	for (size_t i = 0; i < json_array_size(next); i++)
		if (!has_path(json_array_get(next, i), dot + 1))
			return false;
	return json_array_size(next) > 0;
}

static void check_required(const json_t *thing)
{
	const char *type = json_string_value(json_object_get(thing, "@type"));
	for (size_t i = 0; i < TH_COUNT(required); i++) {
		if (strcmp(required[i].type, type) != 0)
			continue;
		for (size_t k = 0; k < TH_COUNT(required[i].paths) && required[i].paths[k]; k++)
			if (!has_path(thing, required[i].paths[k]))
				fail_msg("%s lacks %s", type, required[i].paths[k]);
		return;
	}
	fail_msg("%s is none of the types that are documented", type);
}

/* Writes, parses, checks what is required; returns the thing of that type or NULL. */
static const json_t *thing(fixture *k, const char *type)
{
	json_error_t error;
	json_decref(k->json);
	k->json = NULL;
	th_buf_cut(&k->out, 0);
	jsonld_write(&k->out, &k->v, TH_S("https://hub.example"));
	if (k->out.n == 0)
		return NULL;
	assert_int_equal(th_str_chr(th_buf_str(&k->out), '<'), -1);
	k->json = json_loadb(k->out.p, k->out.n, JSON_REJECT_DUPLICATES, &error);
	if (k->json == NULL)
		fail_msg("%s at %d: %.*s", error.text, error.position, (int)k->out.n, k->out.p);
	assert_string_equal(
	    json_string_value(json_object_get(k->json, "@context")), "https://schema.org");
	const json_t *graph = json_object_get(k->json, "@graph"), *found = NULL;
	for (size_t i = 0; i < json_array_size(graph); i++) {
		const json_t *one = json_array_get(graph, i);
		check_required(one);
		if (strcmp(json_string_value(json_object_get(one, "@type")), type) == 0)
			found = one;
	}
	return found;
}

static const char *text(const json_t *j, const char *key)
{
	const char *s = json_string_value(json_object_get(j, key));
	return s ? s : "";
}

/* ---- stories, people ---- */

static view_story story_of(fixture *k, view_person *authors, size_t n)
{
	return (view_story){.card = {.title = TH_S("Löten </script> & \"so\""),
				.summary = TH_S("Worum es geht"),
				.lang = TH_S("de"),
				.date = &k->date,
				.byline = {authors, n, n}}};
}

static void a_story_is_an_article_by_its_authors(void **state)
{
	fixture *k = *state;
	view_person authors[] = {
	    {.name = TH_S("Jana"), .href = TH_S("/team/people/jana/"), .page = true},
	    {.name = TH_S("Gast"), .href = TH_S("/team/people/gast/")},
	};
	view_story s = story_of(k, authors, 2);
	s.updated = &k->later;
	k->v.story = &s;
	const json_t *a = thing(k, "BlogPosting");
	assert_non_null(a);
	assert_string_equal(text(a, "headline"), "Löten </script> & \"so\"");
	assert_string_equal(text(a, "datePublished"), "2026-11-23T09:00:00+01:00");
	assert_string_equal(text(a, "dateModified"), "2027-01-31T00:00:00+01:00");
	assert_string_equal(text(a, "image"), "https://hub.example/team/media/a.jpg");
	const json_t *list = json_object_get(a, "author");
	assert_int_equal(json_array_size(list), 2);
	assert_string_equal(
	    text(json_array_get(list, 0), "url"), "https://hub.example/team/people/jana/");
	assert_string_equal(text(json_array_get(list, 1), "url"), ""); /* has no page */
	assert_non_null(thing(k, "BreadcrumbList"));
}

static void without_consent_to_cards_there_is_no_picture(void **state)
{
	fixture *k = *state;
	view_person author = {.name = TH_S("Jana")};
	view_story s = story_of(k, &author, 1);
	k->head.image = TH_NONE;
	k->v.story = &s;
	assert_string_equal(text(thing(k, "BlogPosting"), "image"), "");
	view_picture face = {.src = TH_S("/team/media/face.jpg")};
	view_person_page p = {.person = {.name = TH_S("Jana"), .portrait = &face}};
	k->v.story = NULL;
	k->v.person = &p;
	assert_string_equal(
	    text(json_object_get(thing(k, "ProfilePage"), "mainEntity"), "image"), "");
}

static void a_story_of_nobody_is_the_companys(void **state)
{
	fixture *k = *state;
	view_story s = story_of(k, NULL, 0);
	k->v.story = &s;
	const json_t *author =
	    json_array_get(json_object_get(thing(k, "BlogPosting"), "author"), 0);
	assert_string_equal(text(author, "@type"), "Organization");
}

static void a_person_is_a_profile_with_addresses_elsewhere(void **state)
{
	fixture *k = *state;
	view_picture face = {.src = TH_S("/team/media/face.jpg")};
	view_link links[] = {{.href = TH_S("https://social.example/@jana")},
	    {.href = TH_S("mailto:jana@hub.example")}};
	view_person_page p = {
	    .person = {.name = TH_S("Jana"), .role = TH_S("Technikerin"), .portrait = &face}};
	p.links.v = links;
	p.links.n = 2;
	k->v.person = &p;
	const json_t *who = json_object_get(thing(k, "ProfilePage"), "mainEntity");
	assert_string_equal(text(who, "@type"), "Person");
	assert_string_equal(text(who, "jobTitle"), "Technikerin");
	assert_string_equal(text(who, "image"), "https://hub.example/team/media/face.jpg");
	assert_string_equal(text(json_object_get(who, "worksFor"), "name"), "Hub");
	assert_int_equal(json_array_size(json_object_get(who, "sameAs")), 1);
}

static void who_has_left_does_not_work_there_and_initials_are_no_picture(void **state)
{
	fixture *k = *state;
	view_picture drawn = {.src = TH_S("/team/media/jw.png"), .generated = true};
	view_person_page p = {.person = {.name = TH_S("Jana"), .former = true, .portrait = &drawn}};
	k->v.person = &p;
	const json_t *who = json_object_get(thing(k, "ProfilePage"), "mainEntity");
	assert_null(json_object_get(who, "worksFor"));
	assert_null(json_object_get(who, "image"));
}

/* ---- lists ---- */

static void lists_name_their_entries_and_empty_ones_nothing(void **state)
{
	fixture *k = *state;
	view_card cards[] = {{.title = TH_S("a"), .href = TH_S("/team/stories/a/")},
	    {.title = TH_S("b"), .href = TH_S("/team/stories/b/")}};
	view_list list = {.cards = {cards, 2, 2}};
	k->v.list = &list;
	const json_t *items = json_object_get(
	    json_object_get(thing(k, "CollectionPage"), "mainEntity"), "itemListElement");
	assert_int_equal(json_array_size(items), 2);
	assert_string_equal(
	    text(json_array_get(items, 1), "url"), "https://hub.example/team/stories/b/");
	assert_int_equal(
	    json_integer_value(json_object_get(json_array_get(items, 1), "position")), 2);
	list.cards.n = 0;
	assert_null(thing(k, "CollectionPage"));
	view_person people[] = {{.name = TH_S("A")},
	    {.name = TH_S("B"), .page = true, .href = TH_S("/team/people/b/")}};
	view_people_page wall = {.people = {people, 2, 2}};
	k->v.list = NULL;
	k->v.people = &wall;
	items = json_object_get(
	    json_object_get(thing(k, "CollectionPage"), "mainEntity"), "itemListElement");
	assert_int_equal(json_array_size(items), 1);
}

static void the_start_page_is_the_site_and_its_company(void **state)
{
	fixture *k = *state;
	view_start start = {0};
	k->v.start = &start;
	k->head.crumbs.n = 0;
	assert_string_equal(text(thing(k, "WebSite"), "name"), "Menschen");
	assert_string_equal(text(thing(k, "Organization"), "url"), "https://hub.example/");
}

static void a_page_with_nothing_to_say_says_nothing(void **state)
{
	fixture *k = *state;
	view_error error = {.status = 404};
	k->v.error = &error;
	k->head.crumbs.n = 1;
	assert_null(thing(k, "BreadcrumbList"));
	assert_int_equal(k->out.n, 0);
}

/* ---- jobs, events ---- */

static th_pair address[] = {{{"address.city", 12}, {"Leipzig", 7}},
    {{"address.country", 15}, {"DE", 2}}, {{"address.street", 14}, {"Weg 1", 5}}};
static const th_dict place = {address, 3};

static view_item_page job_of(fixture *k, const th_dict *fields)
{
	return (view_item_page){.kind = TH_S("job"),
	    .html = TH_S("<p>Text <a href=\"/team/people/jana/\">Jana</a></p>"),
	    .place = &place,
	    .item = {.id = TH_S("backend"),
		.title = TH_S("Backend"),
		.date = &k->date,
		.end = &k->later,
		.fields = fields}};
}

static void an_open_job_has_all_that_is_required(void **state)
{
	fixture *k = *state;
	th_pair pairs[] = {{TH_S("employment"), TH_S("FULL_TIME")},
	    {TH_S("salary.currency"), TH_S("EUR")}, {TH_S("salary.max"), TH_S("52500")},
	    {TH_S("salary.min"), TH_S("44000")}, {TH_S("salary.unit"), TH_S("YEAR")}};
	const th_dict fields = {pairs, 5};
	view_item_page page = job_of(k, &fields);
	k->v.item = &page;
	const json_t *job = thing(k, "JobPosting");
	assert_non_null(job);
	assert_string_equal(text(job, "datePosted"), "2026-11-23");
	assert_string_equal(text(job, "validThrough"), "2027-01-31");
	assert_string_equal(text(job, "employmentType"), "FULL_TIME");
	assert_non_null(
	    strstr(text(job, "description"), "href=\"https://hub.example/team/people/"));
	const json_t *pay = json_object_get(job, "baseSalary");
	assert_string_equal(text(pay, "currency"), "EUR");
	assert_int_equal(
	    json_integer_value(json_object_get(json_object_get(pay, "value"), "minValue")), 44000);
	const json_t *at = json_object_get(json_object_get(job, "jobLocation"), "address");
	assert_string_equal(text(at, "addressLocality"), "Leipzig");
	assert_string_equal(text(at, "addressCountry"), "DE");
}

static void odd_fields_of_a_job_are_left_out(void **state)
{
	fixture *k = *state;
	th_pair pairs[] = {{TH_S("employment"), TH_S("immer")},
	    {TH_S("salary.currency"), TH_S("EUR")}, {TH_S("salary.min"), TH_S("1\",\"x\":2")},
	    {TH_S("salary.unit"), TH_S("YEAR")}};
	const th_dict fields = {pairs, 4};
	view_item_page page = job_of(k, &fields);
	k->v.item = &page;
	const json_t *job = thing(k, "JobPosting");
	assert_non_null(job);
	assert_null(json_object_get(job, "employmentType"));
	assert_null(json_object_get(job, "baseSalary"));
}

static void a_job_that_lacks_something_required_is_none(void **state)
{
	fixture *k = *state;
	const th_dict none = {NULL, 0};
	view_item_page page = job_of(k, &none);
	k->v.item = &page;
	assert_non_null(thing(k, "JobPosting"));
	page.item.past = true;
	assert_null(thing(k, "JobPosting"));
	page = job_of(k, &none);
	page.item.date = NULL;
	assert_null(thing(k, "JobPosting"));
	page = job_of(k, &none);
	page.html = TH_NONE;
	assert_null(thing(k, "JobPosting"));
	page = job_of(k, &none);
	page.place = NULL;
	assert_null(thing(k, "JobPosting"));
	page.place = &none;
	assert_null(thing(k, "JobPosting"));
}

static void an_event_has_a_place_and_one_that_comes_again_is_none(void **state)
{
	fixture *k = *state;
	th_pair pairs[] = {{TH_S("rrule"), TH_S("FREQ=MONTHLY")}};
	const th_dict once = {NULL, 0}, again = {pairs, 1};
	view_item_page page = {.kind = TH_S("event"),
	    .place = &place,
	    .item = {.title = TH_S("Werkstatt"),
		.subtitle = TH_S("Halle"),
		.start = &k->date,
		.end = &k->later,
		.fields = &once}};
	k->v.item = &page;
	const json_t *event = thing(k, "Event");
	assert_non_null(event);
	assert_string_equal(text(event, "startDate"), "2026-11-23T09:00:00+01:00");
	assert_string_equal(text(event, "endDate"), "2027-01-31");
	assert_string_equal(text(json_object_get(event, "location"), "name"), "Halle");
	page.place = NULL;
	assert_string_equal(
	    text(json_object_get(thing(k, "Event"), "location"), "address"), "Halle");
	page.item.fields = &again;
	assert_null(thing(k, "Event"));
	page.item.fields = &once;
	page.item.subtitle = TH_NONE;
	assert_null(thing(k, "Event"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_story_is_an_article_by_its_authors),
	    TEST(without_consent_to_cards_there_is_no_picture),
	    TEST(a_story_of_nobody_is_the_companys),
	    TEST(a_person_is_a_profile_with_addresses_elsewhere),
	    TEST(who_has_left_does_not_work_there_and_initials_are_no_picture),
	    TEST(lists_name_their_entries_and_empty_ones_nothing),
	    TEST(the_start_page_is_the_site_and_its_company),
	    TEST(a_page_with_nothing_to_say_says_nothing),
	    TEST(an_open_job_has_all_that_is_required),
	    TEST(odd_fields_of_a_job_are_left_out),
	    TEST(a_job_that_lacks_something_required_is_none),
	    TEST(an_event_has_a_place_and_one_that_comes_again_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
