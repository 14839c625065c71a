/* plural.c -- which form of a noun goes with a number, in 40 languages, by CLDR. A test compares
 * this with ICU, which the answering program does not link: it takes too long to start for one
 * page. */
#include "teamhub/texts.h"

/* Languages grouped by their plural forms; a language that is not listed has one form for 1 and
 * another for the rest. */
enum plural_rule {
	ONE_OTHER,
	NO_FORMS,
	NOUGHT_AND_ONE,
	CZECH,
	POLISH,
	EAST,
	SOUTH,
	SLOVENE,
	BALTIC,
	LATVIAN,
	ROMANIAN,
	ICELANDIC,
	IRISH,
	MALTESE
};
static const struct {
	char lang[3];
	unsigned char rule;
} plural_rules[] = {{"id", NO_FORMS}, {"ja", NO_FORMS}, {"ko", NO_FORMS}, {"th", NO_FORMS},
    {"vi", NO_FORMS}, {"zh", NO_FORMS}, {"fr", NOUGHT_AND_ONE}, {"pt", NOUGHT_AND_ONE},
    {"cs", CZECH}, {"sk", CZECH}, {"pl", POLISH}, {"ru", EAST}, {"uk", EAST}, {"be", EAST},
    {"bs", SOUTH}, {"hr", SOUTH}, {"sr", SOUTH}, {"sl", SLOVENE}, {"lt", BALTIC}, {"lv", LATVIAN},
    {"ro", ROMANIAN}, {"is", ICELANDIC}, {"ga", IRISH}, {"mt", MALTESE}};

static bool within(int64_t n, int64_t from, int64_t to)
{
	return n >= from && n <= to;
}

const char *plural_form(th_str lang, int64_t n)
{
	int64_t tens = n % 100, ones = n % 10;
	bool teens = within(tens, 11, 19), one = ones == 1 && tens != 11;
	bool few = within(ones, 2, 4) && !within(tens, 12, 14);
	enum plural_rule rule = ONE_OTHER;
	lang = th_str_sub(lang, 0, 2);
	for (size_t i = 0; i < TH_COUNT(plural_rules); i++)
		if (th_str_eqz(lang, plural_rules[i].lang))
			rule = plural_rules[i].rule;
	switch (rule) {
	case ONE_OTHER:
		break;
	case NO_FORMS:
		return "other";
	case NOUGHT_AND_ONE:
		return n < 2 ? "one" : "other";
	case CZECH:
		return n == 1 ? "one" : within(n, 2, 4) ? "few" : "other";
	case POLISH:
		return n == 1 ? "one" : few ? "few" : "many";
	case EAST:
		return one ? "one" : few ? "few" : "many";
	case SOUTH:
		return one ? "one" : few ? "few" : "other";
	case SLOVENE:
		return tens == 1 ? "one" : tens == 2 ? "two" : within(tens, 3, 4) ? "few" : "other";
	case BALTIC:
		return ones == 1 && !teens ? "one" : ones >= 2 && !teens ? "few" : "other";
	case LATVIAN:
		return ones == 0 || teens ? "zero" : one ? "one" : "other";
	case ROMANIAN:
		return n == 1 ? "one" : n == 0 || within(tens, 1, 19) ? "few" : "other";
	case ICELANDIC:
		return one ? "one" : "other";
	case IRISH:
		return n == 1             ? "one"
		       : n == 2           ? "two"
		       : within(n, 3, 6)  ? "few"
		       : within(n, 7, 10) ? "many"
					  : "other";
	case MALTESE:
		return n == 1                          ? "one"
		       : n == 2                        ? "two"
		       : n == 0 || within(tens, 3, 10) ? "few"
		       : teens                         ? "many"
						       : "other";
	}
	return n == 1 ? "one" : "other";
}
