/* publish_links.c -- resolves the links and pictures in a text. Called by the renderer, on any
 * thread, with a context of one document. Reads the content, which is complete and no longer
 * changes. */
#include "publish_addresses.h"

#include "teamhub/publish_steps.h"

th_str publish_base(const th_hub *hub, th_str lang, th_arena *a)
{
	if (hub->languages.n == 0 || th_str_eq(hub->languages.v[0], lang) ||
	    !th_strs_has(&hub->languages, lang))
		return hub->prefix;
	return th_str_fmt(a, "%.*s/%.*s", TH_FMT(hub->prefix), TH_FMT(lang));
}

/* As written, or as people often write it: without the extension, or naming the folder of a page
 * bundle. */
static const th_entry *find_near(const link_context *x, th_str target)
{
	static const char *const ends[] = {".md", ".markdown", ".mdx", "/index.md", "/index.mdx"};
	const th_entry *e = content_find_file(x->content, x->doc->path, target);
	th_str bare = target;
	if (th_str_ends(bare, TH_S(".md")))
		bare.n -= sizeof ".md" - 1;
	if (e != NULL || bare.n == 0 || th_str_ends(bare, TH_S("/")))
		return e;
	for (size_t i = 0; i < TH_COUNT(ends) && e == NULL; i++)
		e = content_find_file(
		    x->content, x->doc->path, th_str_cat(x->a, bare, th_strz(ends[i])));
	return e;
}

/* The file that is meant: relative to this file or, as in other generators, to the folder above a
 * collection ("blog/x.md" of content/blog). */
static const th_entry *find_entry(const link_context *x, th_str target)
{
	const th_entry *e = find_near(x, target);
	const th_hub *hub = x->content->hub;
	for (size_t i = 0; i < hub->mappings.n && e == NULL; i++)
		for (size_t k = 0; k < hub->mappings.v[i].folders.n && e == NULL; k++) {
			th_str folder = hub->mappings.v[i].folders.v[k];
			ptrdiff_t slash = th_str_rchr(folder, '/');
			if (slash < 0)
				continue;
			th_str path = th_str_fmt(x->a, "/%.*s/%.*s",
			    TH_FMT(th_str_sub(folder, 0, (size_t)slash)), TH_FMT(target));
			e = find_near(x, path);
		}
	return e;
}

/* Nothing about hidden documents goes into the edition, not even a path that a text depends on. */
static bool lead_to(link_context *x, const th_doc *doc, th_str *href)
{
	x->crosses = doc->audience == TH_INTERNAL && x->doc->audience != TH_INTERNAL;
	if (content_hides(x->content, doc))
		return x->crosses;
	if (doc->path.n > 0)
		*TH_ADD(x->a, &x->used) = doc->path;

	const th_doc *first = th_map_get(&x->content->by_id, doc->id);
	if (doc->left_out || (first != NULL && first->left_out))
		return false;
	/* A story has the address of its own language; all else is read in that of this text. */
	th_str lang = doc->kind == TH_STORY ? doc->lang : x->doc->lang;
	*href = th_str_cat(x->a, publish_base(x->content->hub, lang, x->a), doc->href);
	return true;
}

static bool is_text(th_str target)
{
	return th_str_ends(target, TH_S(".md")) || th_str_ends(target, TH_S(".markdown")) ||
	       th_str_ends(target, TH_S(".mdx"));
}

static void note(link_context *x, char what, th_str target)
{
	*TH_ADD(x->a, &x->lookups) = th_str_fmt(x->a, "%c%.*s", what, TH_FMT(target));
}

/* Is the address one of the internal hub, or of something internal? */
static bool crosses(link_context *x, th_str url)
{
	const th_hub *hub = x->content->hub;
	const th_internal *in = &hub->internal;
	th_str home = th_str_cat(x->a, in->base_url, in->prefix);
	th_str own = th_str_cat(x->a, hub->base_url, hub->prefix);
	for (size_t i = 0; i < url.n; i++)
		if (url.p[i] == '?' || url.p[i] == '#')
			url.n = i;
	if (x->doc->audience == TH_INTERNAL)
		return false;
	if (in->wanted && !th_str_eq(home, own) && th_str_starts(url, home) &&
	    (url.n == home.n || url.p[home.n] == '/'))
		return true;
	if (!th_str_starts(url, own))
		return false;
	note(x, LOOKUP_URL, url);
	const th_doc *doc = address_document(x->content, th_str_sub(url, own.n, url.n), x->a);
	return doc != NULL && doc->audience == TH_INTERNAL;
}

static bool secret(void *ctx, th_str target, bool *keep_link)
{
	link_context *x = ctx;
	*keep_link = x->content->hub->audience == TH_INTERNAL || x->content->drafts;
	return target.n > 0 ? crosses(x, target) : x->crosses;
}

/* The mapping of a site built by Hugo, or by an unknown generator. */
static const th_mapping *hugo_mapping(const link_context *x)
{
	const th_mapping *m = hub_mapping(x->content->hub, x->doc->kind);
	bool is = m != NULL && (m->generator == TH_GENERATOR_HUGO ||
				   (m->generator == TH_GENERATOR_ANY && m->mapped));
	return is ? m : NULL;
}

/* Looks up a name or a section, as Hugo's ref does. */
static bool as_hugo(link_context *x, const th_mapping *m, th_str target, th_str *href)
{
	const th_doc *doc = NULL;
	if (th_str_chr(target, '/') < 0)
		doc = address_by_name(x->content, x->doc, target);
	if (doc != NULL)
		return lead_to(x, doc, href);
	if (!address_of_section(x->content, m, target, x->a, href))
		return false;
	bool list = th_str_starts(*href, th_str_fmt(x->a, "/%s/", th_kind_path[m->kind]));
	if (list)
		*href = th_str_cat(x->a, publish_base(x->content->hub, x->doc->lang, x->a), *href);
	return true;
}

/* Zola's [x](@/blog/x.md): from its folder content/. */
static bool as_zola(link_context *x, th_str target, th_str *href)
{
	const th_mapping *m = hub_mapping(x->content->hub, x->doc->kind);
	if (m == NULL || !m->mapped)
		return false;
	const th_doc *doc = address_in_content(x->content, m, target, x->a);
	if (doc != NULL)
		return lead_to(x, address_in_language(doc, x->doc->lang), href);
	return address_of_section(x->content, m, target, x->a, href);
}

static bool page(void *ctx, th_str target, th_str *href)
{
	link_context *x = ctx;
	note(x, LOOKUP_PAGE, target);
	x->crosses = false;
	if (th_str_starts(target, TH_S("@/")))
		return as_zola(x, th_str_sub(target, 2, target.n), href);
	const th_entry *e = find_entry(x, target);
	const th_doc *doc = e ? th_map_get(&x->content->by_path, e->path) : NULL;
	const th_mapping *hugo = hugo_mapping(x);
	bool rooted = th_str_starts(target, TH_S("/"));
	if (doc != NULL)
		return lead_to(x, hugo ? address_in_language(doc, x->doc->lang) : doc, href);
	/* An address: one that the hub has or had, or one of the site around it. */
	if (e == NULL)
		doc = rooted ? address_document(x->content, target, x->a)
			     : address_relative(x->content, x->doc, target, x->a);
	if (doc != NULL)
		return lead_to(x, doc, href);
	if (hugo != NULL && as_hugo(x, hugo, target, href))
		return true;
	if (!rooted || is_text(target))
		return false;
	*href = target;
	return true;
}

static bool own(void *ctx, th_str url, th_str *href)
{
	link_context *x = ctx;
	th_str path, plain;
	x->crosses = false;
	if (!address_is_own(x->content->hub, url, &path))
		return false;
	note(x, LOOKUP_OWN, url);
	if (th_url_decode(x->a, path, false, &plain) && th_utf8_valid(plain, NULL))
		path = plain;
	const th_doc *doc = address_document(x->content, path, x->a);
	return doc != NULL && lead_to(x, doc, href);
}

bool picture_is_withheld(const th_content *c, const th_doc *doc, const th_entry *e)
{
	return doc->pictures_withheld || th_map_get(&c->withheld, e->path) != NULL;
}

static bool picture(void *ctx, th_str target, th_picture *out)
{
	link_context *x = ctx;
	note(x, LOOKUP_PICTURE, target);
	const th_entry *e = content_find_file(x->content, x->doc->path, target);
	if (e == NULL || th_map_get(&x->content->by_path, e->path) != NULL)
		return false;
	if (picture_is_withheld(x->content, x->doc, e)) {
		*out = (th_picture){0};
		return true;
	}
	*TH_ADD(x->a, &x->used) = e->path;
	picture_outcome outcome = pictures_get(x->pictures, e, x->f, out);
	x->waits = x->waits || outcome == PICTURE_LATER;
	if (outcome != PICTURE_MADE)
		*out = (th_picture){0}; /* the fault has been reported already */
	return true;
}

static bool person(void *ctx, th_str word, th_str *name)
{
	link_context *x = ctx;
	th_str href;
	note(x, LOOKUP_PERSON, word);
	const th_doc *doc = content_doc(x->content, TH_PERSON, TH_NONE, slug_of(x->a, word));
	x->crosses = false;
	if (doc == NULL || !lead_to(x, doc, &href) || x->crosses)
		return false;
	*name = texts_get(&doc->title, x->doc->lang, TH_NONE);
	return name->n > 0;
}

render_links publish_links(link_context *x)
{
	return (render_links){.ctx = x,
	    .page = page,
	    .person = person,
	    .picture = picture,
	    .secret = secret,
	    .own = own};
}

render_options publish_text_options(const th_hub *hub, const th_doc *doc)
{
	static const unsigned in_code[] = {
	    [TH_GENERATOR_NONE] = 0,
	    [TH_GENERATOR_ANY] = RENDER_LIQUID | RENDER_NUNJUCKS | RENDER_SHORTCODES |
				 RENDER_NO_INDENT | RENDER_KRAMDOWN,
	    [TH_GENERATOR_JEKYLL] = RENDER_LIQUID | RENDER_KRAMDOWN,
	    [TH_GENERATOR_HUGO] = RENDER_SHORTCODES,
	    [TH_GENERATOR_ZOLA] = 0,
	    [TH_GENERATOR_ELEVENTY] = RENDER_LIQUID | RENDER_NUNJUCKS | RENDER_NO_INDENT,
	};
	render_options o = {.mdx = th_str_ends(doc->path, TH_S(".mdx")),
	    .html = path_is_html(doc->path),
	    .generator_tags = hub->generator_tags,
	    .tags = &hub->tags,
	    .heading = 2};
	const th_mapping *m = hub_mapping(hub, doc->kind);
	bool mapped = m != NULL && (m->mapped || m->generator != TH_GENERATOR_NONE);
	if (m != NULL)
		o.code_tags = in_code[m->generator];
	if (hub->dialect == TH_DIALECT_COMMONMARK ||
	    (hub->dialect == TH_DIALECT_BY_MAPPING && mapped))
		o.engine = RENDER_COMMONMARK;
	return o;
}
