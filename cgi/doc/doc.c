/* doc.c -- an empty document. */
#include "teamhub/doc.h"

th_doc doc_empty(th_kind kind, th_str path)
{
	th_when never = {.at = TH_NEVER};
	return (th_doc){.kind = kind,
	    .path = path,
	    .date = never,
	    .updated = never,
	    .publish = never,
	    .expires = never,
	    .start = never,
	    .end = never,
	    .joined = never,
	    .left = never,
	    .born = never,
	    .withdrawal = never,
	    .visible_from = TH_NEVER,
	    .visible_until = INT64_MAX,
	    .consent = {TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER, TH_NEVER,
		TH_NONE, TH_NEVER, false, 0}};
}
