/* test_reply.c -- headers: validators, conditions, caching, methods; and the answer when the
 * edition is missing, damaged, has another schema, or was replaced. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../cgi/web/reply.h"
#include "support_room.h"

#include <sys/stat.h>

static void put_bytes(const char *file, const char *bytes)
{
	unlink(file);
	FILE *f = fopen(file, "wb");
	assert_non_null(f);
	fputs(bytes, f);
	fclose(f);
}

static void etags_are_compared_weakly_and_in_lists(void **state)
{
	(void)state;
	th_str e = TH_S("\"abc\"");
	assert_true(reply_etag_matches(TH_S("\"abc\""), e));
	assert_true(reply_etag_matches(TH_S("W/\"abc\""), e));
	assert_true(reply_etag_matches(TH_S(" \"x\" , W/\"abc\""), e));
	assert_true(reply_etag_matches(TH_S("\"a,b\",\"abc\""), e));
	assert_true(reply_etag_matches(TH_S("*"), e));
	assert_false(reply_etag_matches(TH_S("\"abcd\""), e));
	assert_false(reply_etag_matches(TH_S("abc"), e));
	assert_false(reply_etag_matches(TH_S("\"abc"), e));
	assert_false(reply_etag_matches(TH_S("\"x\" *"), e));
	assert_false(reply_etag_matches(TH_S("W/"), e));
	assert_false(reply_etag_matches(TH_S("\""), e));
	assert_false(reply_etag_matches(TH_S(",,,"), e));
	assert_false(reply_etag_matches(TH_NONE, e));
}

static void a_tag_that_a_server_marked_as_compressed_is_the_same(void **state)
{
	(void)state;
	th_str e = TH_S("\"abc-1\"");
	static const char *const same[] = {"\"abc-1-gzip\"", "W/\"abc-1-gzip\"", "\"abc-1--gzip\"",
	    "\"abc-1;gzip\"", "\"abc-1-br\"", "\"abc-1-zstd\"", "\"x-gzip\", \"abc-1-deflate\""};
	for (size_t i = 0; i < TH_COUNT(same); i++)
		assert_true(reply_etag_matches(th_strz(same[i]), e));
	static const char *const others[] = {"\"abc-gzip\"", "\"abc-1gzip\"", "\"abc-1-gzip-gzip\"",
	    "\"abc-1-other\"", "\"abc-1-\"", "abc-1-gzip", "\"abc-1-gzip", "\"abc-12-gzip\""};
	for (size_t i = 0; i < TH_COUNT(others); i++)
		assert_false(reply_etag_matches(th_strz(others[i]), e));
}

static void every_answer_protects_itself(void **state)
{
	room *r = *state;
	static const struct {
		variables v;
		int status;
	} asked[] = {{{.path = "/stories/"}, 200}, {{.path = "/stories/feed.json"}, 200},
	    {{.path = "/stories"}, 301}, {{.path = "/none/"}, 404},
	    {{.path = "/stories/weg/"}, 410}, {{.path = "/", .query = "a=%"}, 400},
	    {{.path = "/", .method = "PUT"}, 405},
	    {{.path = "/stories/", .if_none_match = "*"}, 304}, {{.path = "/healthz"}, 200}};
	for (size_t i = 0; i < TH_COUNT(asked); i++) {
		assert_int_equal(asked[i].status, ask_for(&r->k, asked[i].v));
		for (size_t k = 0; k < reply_protection_count; k++)
			assert_string_equal(
			    reply_protection[k][1], header_of(&r->k, reply_protection[k][0]));
	}
	unlink(r->file);
	worker_free(r->k.w);
	r->k.w = worker_new(r->file);
	assert_int_equal(503, ask_path(&r->k, "/", ""));
	assert_string_equal("nosniff", header_of(&r->k, "X-Content-Type-Options"));
}

static void a_304_varies_as_the_page_does(void **state)
{
	room *r = *state;
	static const char *const paths[] = {"/", "/stories/", "/stories/feed.atom"};
	for (size_t i = 0; i < TH_COUNT(paths); i++) {
		assert_int_equal(200, ask_path(&r->k, paths[i], ""));
		char *vary = strdup(header_of(&r->k, "Vary"));
		char *tag = strdup(header_of(&r->k, "ETag"));
		char *kept = strdup(header_of(&r->k, "Cache-Control"));
		variables v = {.path = paths[i], .if_none_match = tag};
		assert_int_equal(304, ask_for(&r->k, v));
		assert_string_equal(vary, header_of(&r->k, "Vary"));
		assert_string_equal(kept, header_of(&r->k, "Cache-Control"));
		free(vary);
		free(tag);
		free(kept);
	}
}

/* It belongs to the internal hub, and its owner is sent on before anything is shown or kept. */
static void a_token_does_not_stay_in_a_public_address(void **state)
{
	room *r = *state;
	static const char *const asked[][3] = {
	    {"/stories/feed.atom", "token=geheim", "/team/stories/feed.atom"},
	    {"/stories/", "lang=de&token=geheim&page=2", "/team/stories/?lang=de&page=2"},
	    {"/stories/eins/", "%74oken=geheim", "/team/stories/eins/"},
	    {"/none/", "Token=geheim", "/team/none/"}, {"", "token=geheim", "/team/"},
	    {"//evil.example/", "token=geheim", "/team//evil.example/"},
	    {"/", "a=%&token=geheim", "/team/?a=%"}, {"/", "token", "/team/"}};
	for (size_t i = 0; i < TH_COUNT(asked); i++) {
		assert_int_equal(302, ask_path(&r->k, asked[i][0], asked[i][1]));
		assert_string_equal(asked[i][2], header_of(&r->k, "Location"));
		assert_string_equal("no-store", header_of(&r->k, "Cache-Control"));
		assert_false(body_has(&r->k, "geheim"));
	}
	assert_int_equal(200, ask_path(&r->k, "/stories/", "utm_source=token"));
	variables v = {.method = "POST", .path = "/", .query = "token=geheim"};
	assert_int_equal(405, ask_for(&r->k, v));
	assert_false(body_has(&r->k, "geheim"));
}

static void the_address_is_found_however_a_server_parts_it(void **state)
{
	room *r = *state;
	static const char *const ways[][2] = {{"/team", "/stories/eins/"}, {NULL, "/stories/eins/"},
	    {"", "/team/stories/eins/"}, {NULL, "/team/stories/eins/"},
	    {"/team/stories/eins/", NULL}, {"/team/stories/eins/", ""},
	    {"/cgi-bin/teamhub.fcgi", "/stories/eins/"}, {"/team/stories", "/eins/"}};
	for (size_t i = 0; i < TH_COUNT(ways); i++) {
		variables v = {.script = ways[i][0], .path = ways[i][1]};
		assert_int_equal(200, ask_for(&r->k, v));
		assert_true(body_has(&r->k, "Title eins"));
	}
	static const char *const starts[][2] = {
	    {"/team", NULL}, {"/team", ""}, {"", "/team"}, {NULL, ""}};
	for (size_t i = 0; i < TH_COUNT(starts); i++) {
		variables v = {.script = starts[i][0], .path = starts[i][1]};
		assert_int_equal(301, ask_for(&r->k, v));
		assert_string_equal("/team/", header_of(&r->k, "Location"));
	}
	/* A neighbour whose name begins so is none of ours. */
	variables v = {.script = "/teamx/stories/eins/"};
	assert_int_not_equal(200, ask_for(&r->k, v));
	v = (variables){.path = "/teamx/stories/eins/"};
	assert_int_equal(404, ask_for(&r->k, v));
}

/* Where the web server does not: media/ and assets/ beside the edition. */
static void files_beside_the_edition_are_answered_and_nothing_else_is(void **state)
{
	room *r = *state;
	char place[] = "/tmp/teamhub-files-XXXXXX", name[100], other[100];
	assert_non_null(mkdtemp(place));
	th_str folder = th_strz(place);
	snprintf(name, sizeof name, "%s/current", place);
	support_hub(name, NULL, NULL);
	worker_free(r->k.w);
	r->k.w = worker_new(name);
	static const char *const folders[] = {"media", "assets", "assets/ab", "secret"};
	static const char *const files[] = {
	    "media/a-1.svg", "assets/ab/x.css", "secret/key", "media/.hidden"};
	for (size_t i = 0; i < TH_COUNT(folders); i++) {
		snprintf(name, sizeof name, "%.*s/%s", TH_FMT(folder), folders[i]);
		mkdir(name, 0755);
	}
	for (size_t i = 0; i < TH_COUNT(files); i++) {
		snprintf(name, sizeof name, "%.*s/%s", TH_FMT(folder), files[i]);
		put_bytes(name, "<bytes>");
	}
	snprintf(name, sizeof name, "%.*s/secret/key", TH_FMT(folder));
	snprintf(other, sizeof other, "%.*s/media/link.svg", TH_FMT(folder));
	unlink(other);
	assert_int_equal(0, symlink(name, other));

	assert_int_equal(200, ask_path(&r->k, "/media/a-1.svg", ""));
	assert_string_equal("image/svg+xml", header_of(&r->k, "Content-Type"));
	assert_string_equal(
	    "public, max-age=31536000, immutable", header_of(&r->k, "Cache-Control"));
	assert_string_equal("\"a-1.svg\"", header_of(&r->k, "ETag"));
	assert_string_equal("nosniff", header_of(&r->k, "X-Content-Type-Options"));
	assert_true(body_has(&r->k, "<bytes>"));
	variables v = {.path = "/media/a-1.svg", .if_none_match = "W/\"a-1.svg\""};
	assert_int_equal(304, ask_for(&r->k, v));
	v = (variables){.path = "/media/a-1.svg", .method = "HEAD"};
	assert_int_equal(200, ask_for(&r->k, v));
	assert_true(r->k.reply.no_body);
	assert_int_equal(200, ask_path(&r->k, "/assets/ab/x.css", ""));
	v = (variables){.path = "/assets/ab/x.css", .method = "POST"};
	assert_int_equal(405, ask_for(&r->k, v));
	static const char *const gone[] = {"/media/", "/media", "/media/none.png", "/assets/ab",
	    "/assets/ab/", "/media/../secret/key", "/media/.hidden", "/media/link.svg",
	    "/media//a-1.svg", "/media/a-1.svg/", "/media/a-1.svg/x", "/assets/../media/a-1.svg",
	    "/en/media/a-1.svg", "/secret/key", "/media/./a-1.svg"};
	for (size_t i = 0; i < TH_COUNT(gone); i++) {
		assert_int_equal(404, ask_path(&r->k, gone[i], ""));
		assert_true(body_has(&r->k, "[error]"));
		assert_string_equal(
		    "public, max-age=10, must-revalidate", header_of(&r->k, "Cache-Control"));
	}
	unlink(other);
	for (size_t i = 0; i < TH_COUNT(files); i++) {
		snprintf(name, sizeof name, "%.*s/%s", TH_FMT(folder), files[i]);
		unlink(name);
	}
	for (size_t i = TH_COUNT(folders); i-- > 0;) {
		snprintf(name, sizeof name, "%.*s/%s", TH_FMT(folder), folders[i]);
		rmdir(name);
	}
	snprintf(name, sizeof name, "%s/current", place);
	unlink(name);
	assert_int_equal(0, rmdir(place));
}

static void at_the_root_too(void **state)
{
	room *r = *state;
	support_hub(r->other, "UPDATE meta SET value = '' WHERE key = 'prefix'", NULL);
	assert_int_equal(0, rename(r->other, r->file));
	static const char *const ways[][2] = {
	    {"", "/stories/eins/"}, {"/stories/eins/", NULL}, {"/x.fcgi", "/stories/eins/"}};
	for (size_t i = 0; i < TH_COUNT(ways); i++) {
		variables v = {.script = ways[i][0], .path = ways[i][1]};
		assert_int_equal(200, ask_for(&r->k, v));
	}
}

static void a_page_has_validators_and_a_short_life(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/stories/eins/", ""));
	assert_string_equal("\"abcdef0123456789abcd-69658b00\"", header_of(&r->k, "ETag"));
	assert_string_equal("Tue, 13 Jan 2026 00:00:00 GMT", header_of(&r->k, "Last-Modified"));
	assert_string_equal(
	    "public, max-age=10, must-revalidate", header_of(&r->k, "Cache-Control"));
	assert_string_equal("text/html; charset=utf-8", header_of(&r->k, "Content-Type"));
	assert_string_equal("", header_of(&r->k, "Vary"));
	assert_string_equal("", header_of(&r->k, "Set-Cookie"));
}

static void who_has_it_already_gets_a_304_without_a_body(void **state)
{
	room *r = *state;
	variables v = {
	    .path = "/stories/eins/", .if_none_match = "W/\"abcdef0123456789abcd-69658b00\""};
	assert_int_equal(304, ask_for(&r->k, v));
	assert_true(r->k.reply.no_body);
	assert_string_equal("\"abcdef0123456789abcd-69658b00\"", header_of(&r->k, "ETag"));
	assert_string_equal("", header_of(&r->k, "Content-Type"));
	v = (variables){
	    .path = "/stories/eins/", .if_modified_since = "Tue, 13 Jan 2026 00:00:00 GMT"};
	assert_int_equal(304, ask_for(&r->k, v));
	v.method = "HEAD";
	assert_int_equal(304, ask_for(&r->k, v));
}

static void the_tag_decides_when_both_are_sent(void **state)
{
	room *r = *state;
	variables v = {.path = "/stories/eins/",
	    .if_none_match = "\"other\"",
	    .if_modified_since = "Tue, 13 Jan 2026 00:00:00 GMT"};
	assert_int_equal(200, ask_for(&r->k, v));
	v = (variables){.path = "/stories/eins/",
	    .if_none_match = "\"abcdef0123456789abcd-69658b00\"",
	    .if_modified_since = "Sat, 10 Jan 1970 00:00:00 GMT"};
	assert_int_equal(304, ask_for(&r->k, v));
}

static void a_list_that_lost_its_newest_story_is_not_taken_for_unchanged(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/stories/", ""));
	const char *was = strdup(header_of(&r->k, "Last-Modified"));
	support_hub(r->other, NULL, "four");
	assert_int_equal(0, rename(r->other, r->file));
	variables v = {.path = "/stories/", .if_modified_since = was};
	assert_int_equal(200, ask_for(&r->k, v));
	assert_false(body_has(&r->k, "Title four"));
	free((char *)was);
}

static void the_commit_makes_every_page_newer_where_it_is_known(void **state)
{
	room *r = *state;
	char sql[100];
	snprintf(sql, sizeof sql, "INSERT INTO meta VALUES('committed', '%lld')",
	    (long long)support_day(50));
	support_hub(r->other, sql, NULL);
	assert_int_equal(0, rename(r->other, r->file));
	assert_int_equal(200, ask_path(&r->k, "/stories/eins/", ""));
	assert_string_equal("Thu, 19 Feb 2026 00:00:00 GMT", header_of(&r->k, "Last-Modified"));
	variables v = {
	    .path = "/stories/eins/", .if_modified_since = "Thu, 19 Feb 2026 00:00:00 GMT"};
	assert_int_equal(304, ask_for(&r->k, v));
	/* Of an edition that was taken back. */
	v.if_modified_since = "Fri, 20 Feb 2026 00:00:00 GMT";
	assert_int_equal(200, ask_for(&r->k, v));
	v.if_modified_since = "Wed, 18 Feb 2026 00:00:00 GMT";
	assert_int_equal(200, ask_for(&r->k, v));
	v.if_modified_since = "yesterday";
	assert_int_equal(200, ask_for(&r->k, v));
}

static void of_a_hub_from_a_folder_no_page_is_older_than_its_publish(void **state)
{
	room *r = *state;
	static const char *const paths[] = {
	    "/", "/stories/", "/people/", "/jobs/", "/jobs/feed.atom", "/stories/eins/"};
	support_hub(r->other, NULL, NULL);
	support_touch(r->other, support_day(60));
	assert_int_equal(0, rename(r->other, r->file));
	for (size_t i = 0; i < TH_COUNT(paths); i++) {
		assert_int_equal(200, ask_path(&r->k, paths[i], ""));
		assert_string_equal(
		    "Sun, 01 Mar 2026 00:00:00 GMT", header_of(&r->k, "Last-Modified"));
		variables v = {
		    .path = paths[i], .if_modified_since = "Sun, 01 Mar 2026 00:00:00 GMT"};
		assert_int_equal(304, ask_for(&r->k, v));
	}
}

static void a_boundary_changes_the_tag_and_ends_the_life_of_a_page(void **state)
{
	room *r = *state;
	r->k.now = support_day(300) - 4;
	assert_int_equal(200, ask_path(&r->k, "/stories/", ""));
	assert_string_equal(
	    "public, max-age=4, must-revalidate", header_of(&r->k, "Cache-Control"));
	const char *before = strdup(header_of(&r->k, "ETag"));
	r->k.now = support_day(300);
	variables v = {.path = "/stories/", .if_none_match = before};
	assert_int_equal(200, ask_for(&r->k, v));
	assert_string_not_equal(before, header_of(&r->k, "ETag"));
	assert_string_equal("Tue, 27 Oct 2026 00:00:00 GMT", header_of(&r->k, "Last-Modified"));
	free((char *)before);
}

static void head_is_get_without_the_body(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_for(&r->k, (variables){.method = "HEAD", .path = "/stories/"}));
	assert_true(r->k.reply.no_body);
	assert_true(r->k.reply.body.n > 0); /* for its length */
	assert_string_equal("text/html; charset=utf-8", header_of(&r->k, "Content-Type"));
	assert_int_equal(404, ask_for(&r->k, (variables){.method = "HEAD", .path = "/none/"}));
	assert_true(r->k.reply.no_body);
}

static void other_methods_answer_405_and_say_which_would_do(void **state)
{
	room *r = *state;
	static const char *const methods[] = {
	    "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get", "TRACE", "PROPFIND", " "};
	for (size_t i = 0; i < TH_COUNT(methods); i++) {
		assert_int_equal(
		    405, ask_for(&r->k, (variables){.method = methods[i], .path = "/stories/"}));
		assert_string_equal("GET, HEAD", header_of(&r->k, "Allow"));
		assert_string_equal("no-store", header_of(&r->k, "Cache-Control"));
		assert_true(body_has(&r->k, "[error]"));
	}
}

static void an_error_has_no_validators(void **state)
{
	room *r = *state;
	assert_int_equal(404, ask_for(&r->k, (variables){.path = "/none/", .if_none_match = "*"}));
	assert_string_equal("", header_of(&r->k, "ETag"));
	assert_string_equal("", header_of(&r->k, "Last-Modified"));
	assert_int_equal(410, ask_path(&r->k, "/stories/weg/", ""));
	assert_string_equal(
	    "public, max-age=10, must-revalidate", header_of(&r->k, "Cache-Control"));
	assert_int_equal(400, ask_path(&r->k, "/", "a=%"));
	assert_true(body_has(&r->k, "[error]"));
}

static void feeds_have_their_types(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/stories/feed.atom", ""));
	assert_string_equal(
	    "application/atom+xml; charset=utf-8", header_of(&r->k, "Content-Type"));
	assert_string_equal("*", header_of(&r->k, "Access-Control-Allow-Origin"));
	assert_int_equal(200, ask_path(&r->k, "/stories/feed.rss", ""));
	assert_string_equal("application/rss+xml; charset=utf-8", header_of(&r->k, "Content-Type"));
	assert_int_equal(200, ask_path(&r->k, "/stories/feed.json", ""));
	assert_string_equal(
	    "application/feed+json; charset=utf-8", header_of(&r->k, "Content-Type"));
	assert_int_equal(200, ask_path(&r->k, "/stories/", ""));
	assert_string_equal("", header_of(&r->k, "Access-Control-Allow-Origin"));
}

static void without_an_edition_a_worker_says_it_once_and_recovers(void **state)
{
	room *r = *state;
	unlink(r->file);
	assert_int_equal(503, ask_path(&r->k, "/stories/", ""));
	assert_string_equal("5", header_of(&r->k, "Retry-After"));
	assert_string_equal("no-store", header_of(&r->k, "Cache-Control"));
	assert_true(body_has(&r->k, "lang=\"de\""));
	assert_true(body_has(&r->k, "lang=\"en\""));
	assert_non_null(strstr(r->k.log.msg, r->file));
	assert_non_null(strstr(r->k.log.msg, "publish"));
	assert_int_equal(503, ask_path(&r->k, "/healthz", ""));
	assert_string_equal("", r->k.log.msg);
	support_hub(r->file, NULL, NULL);
	assert_int_equal(200, ask_path(&r->k, "/stories/", ""));
	unlink(r->file); /* what is open is kept */
	assert_int_equal(200, ask_path(&r->k, "/stories/", ""));
	assert_non_null(strstr(r->k.log.msg, r->file));
}

static void a_damaged_edition_is_named_and_left_as_soon_as_there_is_a_better_one(void **state)
{
	room *r = *state;
	static const char *const bytes[] = {
	    "", "not a database, but long enough to be looked at", "SQLite format 3"};
	for (size_t i = 0; i < TH_COUNT(bytes); i++) {
		put_bytes(r->file, bytes[i]);
		assert_int_equal(503, ask_path(&r->k, "/", ""));
		assert_non_null(strstr(r->k.log.msg, r->file));
		support_hub(r->other, NULL, NULL);
		assert_int_equal(0, rename(r->other, r->file));
		assert_int_equal(200, ask_path(&r->k, "/", ""));
		assert_string_equal("", r->k.log.msg);
		put_bytes(r->file, bytes[i]); /* what is open is kept, and that is said once */
		assert_int_equal(200, ask_path(&r->k, "/", ""));
		assert_non_null(strstr(r->k.log.msg, r->file));
		assert_int_equal(200, ask_path(&r->k, "/", ""));
		assert_string_equal("", r->k.log.msg);
		worker_free(r->k.w);
		r->k.w = worker_new(r->file);
	}
}

static void a_newer_schema_leaves_the_open_edition_in_use(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/", ""));
	support_hub(r->other,
	    "PRAGMA user_version = 99; UPDATE meta SET value = 'new' WHERE key = "
	    "'identity'",
	    NULL);
	assert_int_equal(0, rename(r->other, r->file));
	assert_int_equal(200, ask_path(&r->k, "/", ""));
	assert_non_null(strstr(r->k.log.msg, "99"));
	assert_string_equal("\"abcdef0123456789abcd-69658b00\"", header_of(&r->k, "ETag"));
}

static void a_new_edition_is_answered_from_with_the_next_request(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/stories/zwei/", ""));
	support_hub(r->other, "UPDATE meta SET value = 'ffff' WHERE key = 'identity'", "zwei");
	assert_int_equal(0, rename(r->other, r->file));
	assert_int_equal(410, ask_path(&r->k, "/stories/zwei/", ""));
	assert_int_equal(200, ask_path(&r->k, "/", ""));
	assert_string_equal("\"ffff-69658b00\"", header_of(&r->k, "ETag"));
}

static void a_theme_that_cannot_be_compiled_is_named_and_the_old_one_stays(void **state)
{
	room *r = *state;
	assert_int_equal(200, ask_path(&r->k, "/", ""));
	support_hub(r->other, "UPDATE template SET text = '{{#open}}'", NULL);
	assert_int_equal(0, rename(r->other, r->file));
	assert_int_equal(200, ask_path(&r->k, "/", ""));
	assert_non_null(strstr(r->k.log.msg, "layouts/page"));
}

static void a_theme_without_the_layout_answers_500_by_the_built_in_page(void **state)
{
	room *r = *state;
	support_hub(r->file, "DELETE FROM template", NULL);
	assert_int_equal(500, ask_path(&r->k, "/", ""));
	assert_true(body_has(&r->k, "<!DOCTYPE html>"));
	assert_string_equal("no-store", header_of(&r->k, "Cache-Control"));
	assert_true(r->k.log.msg[0] != '\0');
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, support_room, support_room_left)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(etags_are_compared_weakly_and_in_lists),
	    TEST(a_tag_that_a_server_marked_as_compressed_is_the_same),
	    TEST(every_answer_protects_itself),
	    TEST(a_304_varies_as_the_page_does),
	    TEST(a_token_does_not_stay_in_a_public_address),
	    TEST(the_address_is_found_however_a_server_parts_it),
	    TEST(files_beside_the_edition_are_answered_and_nothing_else_is),
	    TEST(at_the_root_too),
	    TEST(a_page_has_validators_and_a_short_life),
	    TEST(who_has_it_already_gets_a_304_without_a_body),
	    TEST(the_tag_decides_when_both_are_sent),
	    TEST(a_list_that_lost_its_newest_story_is_not_taken_for_unchanged),
	    TEST(the_commit_makes_every_page_newer_where_it_is_known),
	    TEST(of_a_hub_from_a_folder_no_page_is_older_than_its_publish),
	    TEST(a_boundary_changes_the_tag_and_ends_the_life_of_a_page),
	    TEST(head_is_get_without_the_body),
	    TEST(other_methods_answer_405_and_say_which_would_do),
	    TEST(an_error_has_no_validators),
	    TEST(feeds_have_their_types),
	    TEST(without_an_edition_a_worker_says_it_once_and_recovers),
	    TEST(a_damaged_edition_is_named_and_left_as_soon_as_there_is_a_better_one),
	    TEST(a_newer_schema_leaves_the_open_edition_in_use),
	    TEST(a_new_edition_is_answered_from_with_the_next_request),
	    TEST(a_theme_that_cannot_be_compiled_is_named_and_the_old_one_stays),
	    TEST(a_theme_without_the_layout_answers_500_by_the_built_in_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
