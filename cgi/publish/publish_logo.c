/* publish_logo.c -- logo: of hub.yml as files beside the theme's, and as settings of the edition:
 * their addresses and size. Called by publish_run.c in every publish; a drawing is small. */
#include "publish_logo.h"

#include "teamhub/digest.h"
#include "teamhub/encoding.h"

#include <stdlib.h>

enum { LOGO_MAX = 256 * 1024, SIDE_MAX = 10000 };

/* The numbers of viewBox="0 0 WIDTH HEIGHT" in a drawing that was sanitised. */
static bool find_size(th_str svg, int *width, int *height, th_arena *a)
{
	th_str mark = TH_S(" viewBox=\"");
	ptrdiff_t at = th_str_find(svg, mark), root = th_str_chr(svg, '>');
	if (at < 0 || root < at)
		return false;
	char *p = th_str_z(a, th_str_sub(svg, (size_t)at + mark.n, (size_t)root));
	double v[4] = {0};
	for (size_t i = 0; i < TH_COUNT(v); i++) {
		char *end;
		v[i] = strtod(p, &end);
		if (end == p)
			return false;
		for (p = end; *p == ',' || *p == ' '; p++)
			;
	}
	if (!(v[2] > 0 && v[3] > 0 && v[2] <= SIDE_MAX && v[3] <= SIDE_MAX))
		return false;
	/* Pages want whole numbers, and only the ratio matters. */
	*height = 48;
	*width = (int)(v[2] / v[3] * *height + 0.5);
	return *width > 0;
}

/* The address below the prefix; TH_NONE: there is none, and a finding says why. */
static th_str put_file(
    const logo_job *j, th_str path, int *width, int *height, th_err *err, int *rc)
{
	th_str bytes, name = TH_NONE;
	th_buf svg = {0};
	char hex[65];
	const th_entry *e = path.n > 0 ? source_find(j->content->source, path) : NULL;
	if (e == NULL || e->kind != TH_ENTRY_FILE)
		return TH_NONE;
	bool good = source_read(j->content->source, e, LOGO_MAX, j->a, &bytes, NULL) == 0 &&
		    svg_sanitize(&svg, bytes) == 0 &&
		    find_size(th_buf_str(&svg), width, height, j->a);
	if (!good) {
		finding_add(j->findings, TH_RULE_HUB_LOGO,
		    (th_mark){TH_S("hub.yml"), j->content->hub->logo.line, 1}, path, TH_NONE,
		    TH_NONE);
	} else {
		digest_sha256(hex, th_buf_str(&svg));
		name = th_str_fmt(j->a, "%s/logo-%.8s.svg", j->theme->assets, hex);
		th_str to = th_str_fmt(j->a, "%s/%.*s", j->assets, TH_FMT(name));
		*rc = coding_put_file(to.p, strlen(j->assets) + 1, th_buf_str(&svg), err);
		name = th_str_fmt(j->a, "/assets/%.*s", TH_FMT(name));
	}
	th_buf_free(&svg);
	return name;
}

int logo_put(const logo_job *j, th_err *err)
{
	int width = 0, height = 0, ignored, rc = 0;
	th_str light = put_file(j, j->content->hub->logo.light, &width, &height, err, &rc);
	if (rc != 0 || light.n == 0)
		return rc;
	th_str dark = put_file(j, j->content->hub->logo.dark, &ignored, &ignored, err, &rc);
	if (rc != 0)
		return rc;
	writer_put_meta(j->w, TH_S("logo"), light);
	writer_put_meta(j->w, TH_S("logo_width"), th_str_fmt(j->a, "%d", width));
	writer_put_meta(j->w, TH_S("logo_height"), th_str_fmt(j->a, "%d", height));
	if (dark.n > 0)
		writer_put_meta(j->w, TH_S("logo_dark"), dark);
	return 0;
}
