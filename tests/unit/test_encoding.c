/* test_encoding.c -- compressed answers: which coding for which Accept-Encoding, the same bytes in
 * each, a tag for each, what an internal hub must not compress; and the copies beside files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../cgi/web/reply.h"
#include "support_room.h"
#include "teamhub/file.h"

#include <brotli/decode.h>
#include <sys/stat.h>
#include <zlib.h>

/* ---- reading what was compressed, as browsers do ---- */

static th_str unpacked(th_arena *a, const char *coding, th_str in)
{
	enum { MOST = 1 << 20 };
	char *out = th_alloc(a, MOST);
	size_t n = MOST;
	if (strcmp(coding, "br") == 0) {
		assert_int_equal(
		    BrotliDecoderDecompress(in.n, (const uint8_t *)in.p, &n, (uint8_t *)out),
		    BROTLI_DECODER_RESULT_SUCCESS);
		return th_strn(out, n);
	}
	if (strcmp(coding, "gzip") != 0)
		return in;
	z_stream z = {.next_in = (Bytef *)in.p,
	    .avail_in = (uInt)in.n,
	    .next_out = (Bytef *)out,
	    .avail_out = MOST};
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.avail_in, 0);
	inflateEnd(&z);
	return th_strn(out, z.total_out);
}

static th_str bytes_of(size_t n)
{
	static char text[100000];
	for (size_t i = 0; i < n; i++)
		text[i] = "Heat pumps, crews. "[i * i % 19];
	return th_strn(text, n);
}

static void what_is_compressed_is_read_as_the_same_bytes(void **state)
{
	(void)state;
	static const size_t sizes[] = {0, 1, 400, 65536, 100000};
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < TH_COUNT(sizes); i++)
		for (th_coding c = TH_CODING_BR; c < TH_CODING_COUNT; c++)
			for (int best = 0; best < 2; best++) {
				th_buf b = {0};
				th_buf_addz(&b, "before");
				coding_compress(&b, c, bytes_of(sizes[i]), best);
				th_str packed = th_str_sub(th_buf_str(&b), 6, b.n);
				assert_true(th_str_eq(
				    unpacked(a, coding_name(c), packed), bytes_of(sizes[i])));
				th_buf_free(&b);
			}
	th_arena_free(a);
}

/* ---- which one ---- */

static void a_client_gets_a_coding_that_it_accepts(void **state)
{
	(void)state;
	static const struct {
		const char *accept;
		th_coding coding;
	} cases[] = {{"", TH_CODING_NONE}, {"gzip", TH_CODING_GZIP}, {"GZip", TH_CODING_GZIP},
	    {"x-gzip", TH_CODING_GZIP}, {"gzip, deflate, br, zstd", TH_CODING_BR},
	    {"br;q=0.1, gzip", TH_CODING_BR}, {"br;q=0, gzip;q=0.001", TH_CODING_GZIP},
	    {"br ; q=0.000 , gzip ; q=1.000", TH_CODING_GZIP}, {"gzip;q=0", TH_CODING_NONE},
	    {"gzip;q=0.0, br;q=0", TH_CODING_NONE}, {"deflate, zstd", TH_CODING_NONE},
	    {"brotli, gzipped, xgzip, b", TH_CODING_NONE}, {"identity", TH_CODING_NONE},
	    {"identity;q=1, *;q=0", TH_CODING_NONE}, {"*", TH_CODING_NONE},
	    {"*;q=0", TH_CODING_NONE}, {"*;q=0, gzip", TH_CODING_GZIP},
	    {"identity;q=0", TH_CODING_NONE}, {"identity;q=0, *", TH_CODING_GZIP},
	    {"identity;q=0, *;q=0.5", TH_CODING_GZIP}, {"identity;q=0, gzip;q=0, *", TH_CODING_BR},
	    {"identity;q=0, gzip;q=0, br;q=0, *", TH_CODING_NONE}, {"gzip;q=x", TH_CODING_NONE},
	    {",,;, gzip,", TH_CODING_GZIP}, {"gzip;x=y;q=0", TH_CODING_NONE},
	    {";q=1", TH_CODING_NONE}};
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		th_request r = {.accept_encoding = th_strz(cases[i].accept)};
		if (encode_accepted(&r) != cases[i].coding)
			fail_msg("%s: %s", cases[i].accept, coding_name(encode_accepted(&r)));
	}
}

static void a_server_that_decides_is_obeyed_and_says_vary_itself(void **state)
{
	room *r = *state;
	static const char *const said[][2] = {{"br", "br"}, {"gzip", "gzip"}, {"none", ""}};
	for (size_t i = 0; i < TH_COUNT(said); i++) {
		variables v = {
		    .path = "/stories/", .encoding = said[i][0], .accept_encoding = "gzip, br"};
		assert_int_equal(ask_for(&r->k, v), 200);
		assert_string_equal(header_of(&r->k, "Content-Encoding"), said[i][1]);
		assert_string_equal(header_of(&r->k, "Vary"), "");
	}
}

/* ---- pages ---- */

static void each_coding_has_the_same_page_and_a_tag_of_its_own(void **state)
{
	room *r = *state;
	static const char *const paths[] = {
	    "/stories/", "/stories/feed.atom", "/stories/feed.json"};
	static const char *const codings[] = {"", "br", "gzip"};
	for (size_t i = 0; i < TH_COUNT(paths); i++) {
		th_arena *a = th_arena_new();
		th_str plain = TH_NONE, tags[3];
		for (size_t k = 0; k < TH_COUNT(codings); k++) {
			variables v = {.path = paths[i], .accept_encoding = codings[k]};
			int status = ask_for(&r->k, v);
			assert_string_equal(header_of(&r->k, "Content-Encoding"), codings[k]);
			assert_non_null(strstr(header_of(&r->k, "Vary"), "Accept-Encoding"));
			th_str body = unpacked(a, codings[k], th_buf_str(&r->k.reply.body));
			if (k == 0)
				plain = th_str_dup(a, body);
			assert_true(th_str_eq(plain, body));
			tags[k] = th_str_dup(a, th_strz(header_of(&r->k, "ETag")));
			assert_true((tags[k].n > 0) == (status == 200));
			size_t length = r->k.reply.body.n;
			v.method = "HEAD";
			assert_int_equal(ask_for(&r->k, v), status);
			assert_int_equal(r->k.reply.body.n, length);
		}
		/* A 304 is about what the client has, and says what the page would. */
		for (size_t k = 0; k < TH_COUNT(codings) && tags[0].n > 0; k++)
			for (size_t n = 0; n < TH_COUNT(codings); n++) {
				variables v = {.path = paths[i],
				    .accept_encoding = codings[n],
				    .if_none_match = tags[k].p};
				assert_int_equal(ask_for(&r->k, v), k == n ? 304 : 200);
				assert_string_equal(header_of(&r->k, "ETag"), tags[n].p);
				assert_non_null(
				    strstr(header_of(&r->k, "Vary"), "Accept-Encoding"));
				assert_string_equal(
				    header_of(&r->k, "Content-Encoding"), k == n ? "" : codings[n]);
			}
		th_arena_free(a);
	}
}

static void what_is_small_or_a_picture_is_left_as_it_is(void **state)
{
	room *r = *state;
	static const char *const paths[] = {"/healthz", "/stories", "/feeds/qr.png"};
	for (size_t i = 0; i < TH_COUNT(paths); i++) {
		variables v = {.path = paths[i], .accept_encoding = "br, gzip"};
		ask_for(&r->k, v);
		assert_string_equal(header_of(&r->k, "Content-Encoding"), "");
		assert_string_equal(header_of(&r->k, "Vary"), "");
	}
}

static void an_internal_page_that_repeats_the_request_is_not_compressed(void **state)
{
	room *r = *state;
	support_hub(r->other, "INSERT OR REPLACE INTO meta VALUES ('audience', 'internal')", NULL);
	assert_int_equal(rename(r->other, r->file), 0);
	static const struct {
		const char *path, *query, *coding;
		int status;
	} cases[] = {{"/stories/", "", "br", 200}, {"/stories/feed.atom", "", "br", 200},
	    {"/search", "q=eins", "", 200}, {"/stories/", "page=1", "", 200},
	    {"/stories/", "c=campaign", "", 200}, {"/nothing/", "", "", 404}};
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		variables v = {.path = cases[i].path,
		    .query = cases[i].query,
		    .access = "login",
		    .accept_encoding = "gzip, br"};
		assert_int_equal(ask_for(&r->k, v), cases[i].status);
		assert_string_equal(header_of(&r->k, "Content-Encoding"), cases[i].coding);
		bool asks = strstr(header_of(&r->k, "Cache-Control"), "no-transform") != NULL;
		assert_int_equal(asks, cases[i].coding[0] == '\0');
	}
}

/* ---- files ---- */

static bool there(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

static void a_file_has_copies_only_where_they_are_smaller(void **state)
{
	(void)state;
	char dir[] = "/tmp/teamhub-copies-XXXXXX", noise[4096];
	assert_non_null(mkdtemp(dir));
	uint32_t seed = 1;
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
	const struct {
		const char *name;
		th_str bytes;
		bool copied;
	} cases[] = {{"a.css", bytes_of(5000), true}, {"b.svg", bytes_of(5000), true},
	    {"small.css", bytes_of(300), false}, {"c.jpg", bytes_of(5000), false},
	    {"noise.js", th_strn(noise, sizeof noise), false}};
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		const char *path = th_str_fmt(a, "%s/%s", dir, cases[i].name).p;
		th_err err;
		th_str read;
		assert_int_equal(coding_put_file(path, strlen(dir), cases[i].bytes, &err), 0);
		assert_int_equal(file_read(path, 1 << 20, a, &read), 0);
		assert_true(th_str_eq(read, cases[i].bytes));
		for (th_coding c = TH_CODING_BR; c < TH_CODING_COUNT; c++) {
			const char *copy = th_str_fmt(a, "%s%s", path, coding_suffix(c)).p;
			assert_int_equal(there(copy), cases[i].copied);
			if (!cases[i].copied)
				continue;
			assert_int_equal(file_read(copy, 1 << 20, a, &read), 0);
			assert_true(th_str_eq(unpacked(a, coding_name(c), read), cases[i].bytes));
			unlink(copy);
		}
		unlink(path);
	}
	th_arena_free(a);
	assert_int_equal(rmdir(dir), 0);
}

static void a_copy_is_sent_while_its_file_is_there(void **state)
{
	room *r = *state;
	char dir[] = "/tmp/teamhub-copies-XXXXXX";
	assert_non_null(mkdtemp(dir));
	th_arena *a = th_arena_new();
	const char *current = th_str_fmt(a, "%s/current", dir).p;
	const char *css = th_str_fmt(a, "%s/assets/ab/x.css", dir).p;
	support_hub(current, NULL, NULL);
	worker_free(r->k.w);
	r->k.w = worker_new(current);
	th_err err;
	assert_int_equal(coding_put_file(css, strlen(dir), bytes_of(5000), &err), 0);
	static const char *const codings[][3] = {
	    {"", "\"x.css\"", ""}, {"br", "\"x.css.br\"", ".br"}, {"gzip", "\"x.css.gz\"", ".gz"}};
	for (size_t i = 0; i < TH_COUNT(codings); i++) {
		variables v = {.path = "/assets/ab/x.css", .accept_encoding = codings[i][0]};
		assert_int_equal(ask_for(&r->k, v), 200);
		assert_string_equal(header_of(&r->k, "Content-Type"), "text/css; charset=utf-8");
		assert_string_equal(header_of(&r->k, "Content-Encoding"), codings[i][0]);
		assert_string_equal(header_of(&r->k, "Vary"), "Accept-Encoding");
		assert_string_equal(header_of(&r->k, "ETag"), codings[i][1]);
		th_str body = unpacked(a, codings[i][0], th_buf_str(&r->k.reply.body));
		assert_true(th_str_eq(body, bytes_of(5000)));
		for (size_t n = 0; n < TH_COUNT(codings); n++) {
			v.if_none_match = codings[n][1];
			assert_int_equal(ask_for(&r->k, v), i == n ? 304 : 200);
			assert_string_equal(header_of(&r->k, "Vary"), "Accept-Encoding");
		}
	}
	unlink(css);
	for (size_t i = 0; i < TH_COUNT(codings); i++) {
		variables v = {.path = "/assets/ab/x.css", .accept_encoding = codings[i][0]};
		assert_int_equal(ask_for(&r->k, v), 404);
		unlink(th_str_fmt(a, "%s%s", css, codings[i][2]).p);
	}
	unlink(current);
	rmdir(th_str_fmt(a, "%s/assets/ab", dir).p);
	rmdir(th_str_fmt(a, "%s/assets", dir).p);
	assert_int_equal(rmdir(dir), 0);
	th_arena_free(a);
}

int main(void)
{
#define ROOM(f) cmocka_unit_test_setup_teardown(f, support_room, support_room_left)
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_compressed_is_read_as_the_same_bytes),
	    cmocka_unit_test(a_client_gets_a_coding_that_it_accepts),
	    ROOM(a_server_that_decides_is_obeyed_and_says_vary_itself),
	    ROOM(each_coding_has_the_same_page_and_a_tag_of_its_own),
	    ROOM(what_is_small_or_a_picture_is_left_as_it_is),
	    ROOM(an_internal_page_that_repeats_the_request_is_not_compressed),
	    cmocka_unit_test(a_file_has_copies_only_where_they_are_smaller),
	    ROOM(a_copy_is_sent_while_its_file_is_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
