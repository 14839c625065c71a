/* apart.c -- two texts of one name. Generators tell them apart by date or folder, so in a mapped
 * collection the hub does so by itself: the younger one has its day in its address
 * (/stories/week-2020-01-06/), one of the same day its folder (/stories/site-variables/). Called by
 * link.c while addresses are given, and for states of the past. */
#include "resolver.h"

static bool may_be_apart(const th_content *c, const th_doc *doc)
{
	th_str folder;
	const th_mapping *m =
	    doc->entry != NULL || doc->path.n > 0 ? path_mapping(c->hub, doc->path, &folder) : NULL;
	return m != NULL && m->mapped && (doc->kind == TH_STORY || doc->kind == TH_EVENT);
}

static const th_when *day_of(const th_doc *doc)
{
	return doc->kind == TH_EVENT ? &doc->event.start : &doc->date;
}

th_str apart_by_day(const th_content *c, const th_doc *doc)
{
	const th_when *day = day_of(doc);
	if (day->at == TH_NEVER || !may_be_apart(c, doc))
		return TH_NONE;
	th_civil at = th_civil_of(day->at + (th_time)day->offset * 60);
	return th_str_fmt(
	    c->arena, "%.*s-%04d-%02d-%02d", TH_FMT(doc->slug), at.year, at.month, at.day);
}

static th_str by_folder(const th_content *c, const th_doc *doc)
{
	th_str stem = path_stem(doc->path), folder = path_folder(doc->path);
	bool bundle = th_str_starts(path_base(stem), TH_S("index"));
	for (int i = 0; i < 1 + bundle; i++) {
		stem = th_str_sub(folder, 0, folder.n ? folder.n - 1 : 0);
		folder = path_folder(stem);
	}
	th_str name = slug_of(c->arena, path_base(stem));
	return name.n > 0 ? th_str_fmt(c->arena, "%.*s-%.*s", TH_FMT(name), TH_FMT(doc->slug))
			  : TH_NONE;
}

static bool take(th_content *c, th_doc *doc, th_str slug)
{
	if (slug.n == 0 || content_doc(c, doc->kind, doc->facet, slug) != NULL)
		return false;
	doc->slug = doc->name = slug;
	doc_address(&doc->parsed, c->hub, c->arena);
	th_map_put(&c->by_id, doc->id, doc);
	return true;
}

bool apart_claim(th_content *c, th_doc *first, th_doc *doc)
{
	if (doc->kind != first->kind || doc->broken || first->broken ||
	    doc->draft != first->draft || !may_be_apart(c, doc) || !may_be_apart(c, first))
		return false;
	th_str day = apart_by_day(c, doc), firsts = apart_by_day(c, first);
	if (day.n > 0 && firsts.n > 0 && !th_str_eq(day, firsts)) {
		bool younger = day_of(doc)->at >= day_of(first)->at;
		if (younger || doc->audience != first->audience)
			return take(c, doc, day);
		if (!take(c, first, firsts))
			return false;
		th_map_put(&c->by_id, doc->id, doc);
		return true;
	}
	return take(c, doc, by_folder(c, doc)) || take(c, doc, day);
}
