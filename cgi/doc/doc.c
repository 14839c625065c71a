/* doc.c -- an empty document. */
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
