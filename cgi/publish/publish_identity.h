/* publish_identity.h -- what makes two editions the same: the hashes that name one. */
#ifndef PUBLISH_IDENTITY_H
#define PUBLISH_IDENTITY_H

#include "teamhub/finding.h"
#include "teamhub/hub.h"
#include "teamhub/source.h"

typedef struct edition_identity { /* SHA-256 in hex */
	char base[65];            /* of everything that does not depend on the time */
	char settings[65];        /* of what pages depend on besides the commit */
	char look[65];            /* of what all pages share when they are answered */
	char now[65];             /* of this edition: also its ETags and its name on the shelf */
} edition_identity;

typedef struct identity_parts {
	const th_hub *hub;
	const th_source *source, *theme;
	th_str drawings;    /* drawings_key */
	const char *shells; /* digest of the host site's pages */
	bool drafts;
	th_time now;
} identity_parts;

/* Sets base and settings from everything that an answer can depend on. */
void identity_begin(edition_identity *id, const identity_parts *of, th_arena *a);
/* Sets `now`: a decision that depends on the clock makes a different edition, on this machine or
 * any other. `boundary`: the last time at which one changed. */
void identity_at(edition_identity *id, th_time boundary, th_arena *a);
/* An edition that lacks something differs from one that has it: documents that wait for a picture,
 * pictures and cards that could not be made here, objects that a partial clone has not got. */
void identity_add_missing(edition_identity *id, const th_source *s, const th_strs *waiting,
    const th_findings *f, th_arena *a);

#endif
