/* doc.c -- what a document is before anything is read, and its id in feeds. */
#include "teamhub/doc.h"

parsed_doc parsed_empty(th_kind kind, th_str path)
{
	th_when never = {.at = TH_NEVER};
	return (parsed_doc){.kind = kind,
	    .path = path,
	    .publish = never,
	    .expires = never,
	    .withdrawal = never,
	    .date = never,
	    .updated = never,
	    .person = {.joined = never,
		.left = never,
		.born = never,
		.consent = {TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER,
		    TH_NONE, TH_NEVER, false, 0}},
	    .event = {.start = never, .end = never},
	    .job.until = never};
}

th_doc doc_empty(th_kind kind, th_str path)
{
	return (th_doc){.parsed = parsed_empty(kind, path),
	    .linked = {.visible_from = TH_NEVER, .visible_until = INT64_MAX}};
}

th_str doc_uid(const parsed_doc *doc, th_str authority, th_arena *a)
{
	if (doc->uid.n > 0)
		return doc->uid;
	return th_str_fmt(a, "tag:%.*s:%.*s", TH_FMT(authority), TH_FMT(doc->id));
}
