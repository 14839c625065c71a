/* kind_bits.h -- the kinds as bits, STORY, PERSON … ANY: the rows of fields.def use them to say
 * which kinds they apply to. Included by the files that expand that table, and by no header. */
#ifndef TEAMHUB_KIND_BITS_H
#define TEAMHUB_KIND_BITS_H

#include "teamhub/kinds.h"

enum {
#define KIND(id, ...) id = 1 << TH_##id,
#include "teamhub/kinds.def"
#undef KIND
	ANY = (1 << TH_KIND_COUNT) - 1
};

#endif
