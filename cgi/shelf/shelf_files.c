/* shelf_files.c -- the names of the files that an edition refers to: pictures in media/ and its
 * theme's folder in assets/. Called by shelf.c before it removes what no edition needs. */
#include "teamhub/ask.h"

#include "files.h"

/* Every "/media/NAME" and "/assets/NAME/" in a list of addresses. */
static void each_name(th_str text, th_str folder, void (*each)(void *ctx, th_str name), void *ctx)
{
	for (ptrdiff_t at; (at = th_str_find(text, folder)) >= 0;) {
		text = th_str_sub(text, (size_t)at + folder.n, text.n);
		size_t n = 0;
		while (n < text.n && strchr("/ ,\"'?", text.p[n]) == NULL)
			n++;
		if (n > 0)
			each(ctx, th_strn(text.p, n));
	}
}

#define FILES                                                                                      \
	"SELECT src || ' ' || srcset || ' ' || webp FROM picture UNION ALL SELECT path FROM asset"

int edition_files(const char *path, void (*each)(void *ctx, th_str name), void *ctx)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *st = NULL;
	th_arena *a = th_arena_new();
	int rc = edition_open_file(&db, path, a);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(db,
		    FILES " UNION ALL SELECT src FROM share UNION ALL SELECT href FROM "
			  "download_file",
		    -1, &st, NULL);
	if (rc == SQLITE_ERROR) /* of an older schema */
		rc =
		    sqlite3_prepare_v2(db, FILES " UNION ALL SELECT src FROM share", -1, &st, NULL);
	if (rc == SQLITE_ERROR) /* of an older schema */
		rc = sqlite3_prepare_v2(db, FILES, -1, &st, NULL);
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(st);
		if (rc != SQLITE_ROW)
			break;
		th_str text;
		row_get(st, NULL, ROW_TARGETS(&text));
		each_name(text, TH_S("/media/"), each, ctx);
		each_name(text, TH_S("/assets/"), each, ctx);
	}
	sqlite3_finalize(st);
	sqlite3_close(db);
	th_arena_free(a);
	return rc == SQLITE_DONE ? 0 : -1;
}
