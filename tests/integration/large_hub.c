/* large_hub.c -- writes an edition of COUNT stories without text, for tests of what only many can
 * show. usage: large_hub FILE COUNT */
#include "../unit/support_hub.h"

int main(int argc, char **argv)
{
	uint64_t count;
	th_err err;
	edition_writer *w;
	th_arena *a = th_arena_new();
	th_strs languages = {0};
	if (argc != 3 || !th_str_uint(th_strz(argv[2]), 1000000, &count))
		return 2;
	unlink(argv[1]);
	if (writer_begin(&w, argv[1], &err) != 0)
		goto fail;
	support_settings(w);
	writer_put_term(w, TH_S("author"), TH_S("jana"),
	    support_doc(w, a, "person", "", "jana", "people", "de", 1));
	writer_put_term(w, TH_S("lang"), TH_S("de"), TH_NONE);
	for (uint64_t i = 0; i < count; i++) {
		char slug[40];
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
	return 0;
fail:
	fprintf(stderr, "%s\n", err.msg);
	return 1;
}
