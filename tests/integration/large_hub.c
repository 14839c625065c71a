/* large_hub.c -- writes an edition of COUNT stories without text, for tests of what only many can
 * show; their addresses are longer by LENGTH octets. usage: large_hub FILE COUNT [LENGTH] */
#include "../unit/support_hub.h"

int main(int argc, char **argv)
{
	uint64_t count, length = 0;
	th_err err;
	edition_writer *w;
	th_arena *a = th_arena_new();
	th_strs languages = {0};
	char slug[40], sql[200];
	sqlite3 *db;
	if (argc < 3 || argc > 4 || !th_str_uint(th_strz(argv[2]), 1000000, &count) ||
	    (argc == 4 && !th_str_uint(th_strz(argv[3]), 4000, &length)))
		return 2;
	unlink(argv[1]);
	if (writer_begin(&w, argv[1], &err) != 0)
		goto fail;
	support_settings(w);
	writer_put_term(w, TH_S("author"), TH_S("jana"),
	    support_doc(w, a, "person", "", "jana", "people", "de", 1));
	writer_put_term(w, TH_S("lang"), TH_S("de"), TH_NONE);
	for (uint64_t i = 0; i < count; i++) {
		snprintf(slug, sizeof slug, "number-%d", (int)i);
		th_str id = support_doc(w, a, "story", "", slug, "stories", "de", 10);
		support_member(w, id, "lang", "de", 10);
		writer_put_rel(w, id, "author", 0, TH_S("person/jana"));
	}
	*TH_ADD(a, &languages) = TH_S("de");
	*TH_ADD(a, &languages) = TH_S("en");
	if (writer_finish(
		w, TH_S("large"), &(writer_days){support_label, &languages, NULL}, &err) != 0)
		goto fail;
	writer_free(w);
	th_arena_free(a);
	snprintf(sql, sizeof sql,
	    "UPDATE doc SET href = '/stories/' || slug || printf('%%.*c', %d, '-') || '/'"
	    " WHERE kind = 'story' AND %d > 0",
	    (int)length, (int)length);
	if (sqlite3_open(argv[1], &db) != SQLITE_OK ||
	    sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return 1;
	sqlite3_close(db);
	return 0;
fail:
	fprintf(stderr, "%s\n", err.msg);
	return 1;
}
