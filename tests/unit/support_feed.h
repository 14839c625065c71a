/* support_feed.h -- a feed view for tests of the feed faces, and validators for feeds. */
#ifndef TESTS_SUPPORT_FEED_H
#define TESTS_SUPPORT_FEED_H

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "teamhub/face.h"

static inline feed_entry support_entry(th_arena *a, const char *id, const char *title, th_str html)
{
	feed_entry e = {.id = th_strz(id),
	    .url = TH_S("https://hub.example/team/stories/x/"),
	    .title = th_strz(title),
	    .summary = TH_S("A & B"),
	    .lang = TH_S("de"),
	    .html = html,
	    .published = 1767225600,
	    .updated = 1767312000,
	    .image = TH_S("https://hub.example/team/media/a.jpg"),
	    .image_type = TH_S("image/jpeg"),
	    .image_length = 1234};
	*TH_ADD(a, &e.authors) =
	    (feed_person){TH_S("Jana Weber"), TH_S("https://hub.example/team/people/jana/")};
	*TH_ADD(a, &e.authors) = (feed_person){TH_S("Emre Yılmaz"), TH_NONE};
	*TH_ADD(a, &e.categories) = (feed_category){
	    TH_S("platform"), TH_S("Plattform"), TH_S("https://hub.example/team/teams/")};
	return e;
}

static inline feed_view support_feed(th_arena *a)
{
	feed_view v = {.id = TH_S("https://hub.example/team/stories/"),
	    .title = TH_S("Menschen <bei> \"uns\""),
	    .subtitle = TH_S("Worte & Taten"),
	    .lang = TH_S("de"),
	    .origin = TH_S("https://hub.example"),
	    .alternate = TH_S("https://hub.example/team/stories/?team=a&place=b&page=2"),
	    .self = TH_S("https://hub.example/team/stories/feed?team=a&place=b&page=2"),
	    .first = TH_S("https://hub.example/team/stories/feed?team=a&place=b"),
	    .prev = TH_S("https://hub.example/team/stories/feed?team=a&place=b"),
	    .next = TH_S("https://hub.example/team/stories/feed?team=a&place=b&page=3"),
	    .last = TH_S("https://hub.example/team/stories/feed?team=a&place=b&page=3"),
	    .rights = TH_S("Hub"),
	    .generator = TH_S("Teamhub"),
	    .updated = 1767312000};
	*TH_ADD(a, &v.entries) = support_entry(a, "tag:hub.example,2026:story/x", "Eins",
	    TH_S("<p>Text <a href=\"/team/people/jana/\">Jana</a> <a href=\"#n1\">1</a></p>"));
	*TH_ADD(a, &v.tombstones) =
	    (feed_tombstone){TH_S("tag:hub.example,2026:story/gone"), 1767312000};
	return v;
}

/* Text that authors can write and that breaks careless writers. */
static const char *const support_hostile[] = {"]]>", "<![CDATA[x]]>", "&amp;&#0;&x;", "<script>",
    "\"'`", "😀👩‍👩‍👧‍👦", "\u202e\u2066bidi\u2069", "a\tb\nc\rd", "\u2028\u2029",
    "Ünïcödé ﷽", "-->", "<?xml?>", "%s%n%p", "{{x}}", "\ufffd", "\U0010ffff"};

/* Text that XML 1.0 has no way to say. */
static const char *const support_impossible[] = {"\x01", "\x08", "\x0b", "\x0c", "\x1f", "\xff",
    "\xc3", "\xc0\xae", "\xed\xa0\x80", "\xef\xbf\xbe", "\xef\xbf\xbf", "\xf4\x90\x80\x80",
    "a\x1b[0m"};

/* The string value of an XPath; prefixes a, at, s, x, content, dc. Caller frees. */
static inline char *support_xpath(th_str xml, const char *path)
{
	xmlDocPtr doc = xmlReadMemory(xml.p, (int)xml.n, "feed.xml", NULL, XML_PARSE_NONET);
	if (doc == NULL)
		return strdup("(not well-formed)");
	xmlXPathContextPtr c = xmlXPathNewContext(doc);
	static const char *const ns[][2] = {{"a", "http://www.w3.org/2005/Atom"},
	    {"at", "http://purl.org/atompub/tombstones/1.0"},
	    {"s", "http://www.sitemaps.org/schemas/sitemap/0.9"},
	    {"x", "http://www.w3.org/1999/xhtml"},
	    {"content", "http://purl.org/rss/1.0/modules/content/"},
	    {"dc", "http://purl.org/dc/elements/1.1/"}};
	for (size_t i = 0; i < TH_COUNT(ns); i++)
		xmlXPathRegisterNs(c, (const xmlChar *)ns[i][0], (const xmlChar *)ns[i][1]);
	xmlXPathObjectPtr o = xmlXPathEvalExpression((const xmlChar *)path, c);
	xmlChar *s = xmlXPathCastToString(o);
	char *out = strdup((const char *)s);
	xmlFree(s);
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(c);
	xmlFreeDoc(doc);
	return out;
}

static inline bool support_xpath_is(th_str xml, const char *path, const char *want)
{
	char *got = support_xpath(xml, path);
	bool same = strcmp(got, want) == 0;
	if (!same)
		fprintf(stderr, "%s: \"%s\", not \"%s\"\n", path, got, want);
	free(got);
	return same;
}

/* The schema's file, or NULL (with one line) where the test data is not there. Static buffer of the
 * caller. */
static inline const char *support_schema(char *out, size_t size, const char *name)
{
	const char *dir = getenv("TH_TEST_DATA");
	snprintf(out, size, "%s/schemas/%s", dir ? dir : "../shared/test-data", name);
	if (access(out, R_OK) == 0)
		return out;
	printf("not judged by its schema: %s is not there\n", out);
	return NULL;
}

/* True when valid, or when there is no schema to judge by. */
static inline bool support_relaxng(th_str xml, const char *name)
{
	char file[500];
	if (support_schema(file, sizeof file, name) == NULL)
		return true;
	xmlDocPtr doc = xmlReadMemory(xml.p, (int)xml.n, "feed.xml", NULL, XML_PARSE_NONET);
	if (doc == NULL)
		return false;
	xmlRelaxNGParserCtxtPtr pc = xmlRelaxNGNewParserCtxt(file);
	xmlRelaxNGPtr schema = xmlRelaxNGParse(pc);
	xmlRelaxNGValidCtxtPtr vc = xmlRelaxNGNewValidCtxt(schema);
	bool ok = schema != NULL && xmlRelaxNGValidateDoc(vc, doc) == 0;
	xmlRelaxNGFreeValidCtxt(vc);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(pc);
	xmlFreeDoc(doc);
	return ok;
}

/* The schema of the sitemap takes other elements only when they are declared: here is xhtml:link.
 */
static const char support_xhtml[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"
    " targetNamespace='http://www.w3.org/1999/xhtml'>"
    "<xs:import namespace='http://www.sitemaps.org/schemas/sitemap/0.9' schemaLocation='%s'/>"
    "<xs:element name='link'><xs:complexType>"
    "<xs:attribute name='rel' type='xs:string' use='required'/>"
    "<xs:attribute name='hreflang' type='xs:language' use='required'/>"
    "<xs:attribute name='href' type='xs:anyURI' use='required'/>"
    "</xs:complexType></xs:element></xs:schema>";

static inline bool support_xsd(th_str xml, const char *name)
{
	char file[500], wrapped[1500];
	if (support_schema(file, sizeof file, name) == NULL)
		return true;
	xmlDocPtr doc = xmlReadMemory(xml.p, (int)xml.n, "sitemap.xml", NULL, XML_PARSE_NONET);
	if (doc == NULL)
		return false;
	int n = snprintf(wrapped, sizeof wrapped, support_xhtml, file);
	xmlSchemaParserCtxtPtr pc = xmlSchemaNewMemParserCtxt(wrapped, n);
	xmlSchemaPtr schema = xmlSchemaParse(pc);
	xmlSchemaValidCtxtPtr vc = xmlSchemaNewValidCtxt(schema);
	bool ok = schema != NULL && xmlSchemaValidateDoc(vc, doc) == 0;
	xmlSchemaFreeValidCtxt(vc);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(pc);
	xmlFreeDoc(doc);
	return ok;
}

#endif
