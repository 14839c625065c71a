/* portrait.c -- the portrait of a person without one: the SVG that a theme's template made from
 * their initials, published as it is. Browsers draw it sharp at any size, one small file is enough,
 * and no picture library has to start. Called by publish from several threads.
 *
 * Accepts only an SVG with a size. Nothing in it is fetched or run where it is shown: in <img>,
 * under the hub's Content-Security-Policy. */
#include "parts.h"

#include <libxml/parser.h>
#include <sys/stat.h>

enum { SVG_BYTES = 64 * 1024 };

static int64_t number(xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
	uint64_t n = 0;
	if (value == NULL || !th_str_uint(th_strz((const char *)value), 10000, &n))
		n = 0;
	xmlFree(value);
	return (int64_t)n;
}

/* The size, if this is an SVG that gives one in pixels. */
static bool read_size(th_str svg, th_picture *out)
{
	if (svg.n == 0 || svg.n > SVG_BYTES)
		return false;
	xmlDoc *doc = xmlReadMemory(svg.p, (int)svg.n, NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	xmlNode *root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	if (root != NULL && xmlStrEqual(root->name, (const xmlChar *)"svg") && root->ns != NULL &&
	    xmlStrEqual(root->ns->href, (const xmlChar *)"http://www.w3.org/2000/svg")) {
		out->width = number(root, "width");
		out->height = number(root, "height");
	}
	xmlFreeDoc(doc);
	return out->width > 0 && out->height > 0;
}

picture_outcome portrait_publish(th_picture *out, const picture_job *job, th_str digest,
    th_arena *a, th_findings *f, th_err *err)
{
	th_str name = th_str_cat(a, digest, TH_S(".svg"));
	struct stat st;
	*out = (th_picture){0};
	if (!read_size(job->bytes, out)) {
		finding_add(f, TH_RULE_THEME_PORTRAIT, job->at, TH_NONE, TH_NONE, TH_NONE);
		return PICTURE_REFUSED;
	}
	const char *path = th_str_fmt(a, "%s/%.*s", job->media_dir, TH_FMT(name)).p;
	if ((stat(path, &st) != 0 || st.st_size != (off_t)job->bytes.n) &&
	    media_write(job->media_dir, name, job->bytes, a, err) != 0)
		return PICTURE_FAILED;
	out->src = th_str_cat(a, job->prefix, name);
	out->type = TH_S("image/svg+xml");
	out->bytes = (int64_t)job->bytes.n;
	return PICTURE_MADE;
}
