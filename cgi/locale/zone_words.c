/* zone_words.c -- words for zones as people who speak the hub's languages mean them.
 *
 * ICU's short names are those of 1997: to ICU, BST is Bangladesh, SST the Solomon Islands, and CET
 * switches to summer time. Here a word means its offset, provided its zone has that offset on that
 * day. "10:00 CET" in June is not accepted: the author means either the clock on the wall or the
 * offset, and only they know which. Called by date.c, which asks the author. */
#include "zone_words.h"

/* OFFSET: the word's offset, if the zone has it then. LOCAL: whatever offset the zone has. UNCLEAR:
 * several parts of the world use the word. */
typedef enum { OFFSET, LOCAL, UNCLEAR } reading;

static const struct {
	const char *word;
	reading how;
	int offset; /* minutes */
	const char *zone;
	int other[2]; /* UNCLEAR: its other meanings; 0 ends the list */
} words[] = {
    {"WEZ", OFFSET, 0, "Europe/Lisbon", {0}}, {"WET", OFFSET, 0, "Europe/Lisbon", {0}},
    {"WESZ", OFFSET, 60, "Europe/Lisbon", {0}}, {"WEST", OFFSET, 60, "Europe/Lisbon", {0}},
    {"MEZ", OFFSET, 60, "Europe/Berlin", {0}}, {"CET", OFFSET, 60, "Europe/Berlin", {0}},
    {"MET", OFFSET, 60, "Europe/Berlin", {0}}, {"MESZ", OFFSET, 120, "Europe/Berlin", {0}},
    {"CEST", OFFSET, 120, "Europe/Berlin", {0}}, {"MEST", OFFSET, 120, "Europe/Berlin", {0}},
    {"OEZ", OFFSET, 120, "Europe/Helsinki", {0}}, {"EET", OFFSET, 120, "Europe/Helsinki", {0}},
    {"OESZ", OFFSET, 180, "Europe/Helsinki", {0}}, {"EEST", OFFSET, 180, "Europe/Helsinki", {0}},
    {"BST", OFFSET, 60, "Europe/London", {0}}, {"MSK", OFFSET, 180, "Europe/Moscow", {0}},
    {"TRT", OFFSET, 180, "Europe/Istanbul", {0}}, {"NDT", OFFSET, -150, "America/St_Johns", {0}},
    {"ADT", OFFSET, -180, "America/Halifax", {0}}, {"EST", OFFSET, -300, "America/New_York", {0}},
    {"EDT", OFFSET, -240, "America/New_York", {0}}, {"ET", LOCAL, 0, "America/New_York", {0}},
    {"CST", OFFSET, -360, "America/Chicago", {0}}, {"CDT", OFFSET, -300, "America/Chicago", {0}},
    {"CT", LOCAL, 0, "America/Chicago", {0}}, {"MST", OFFSET, -420, "America/Denver", {0}},
    {"MDT", OFFSET, -360, "America/Denver", {0}}, {"MT", LOCAL, 0, "America/Denver", {0}},
    {"PST", OFFSET, -480, "America/Los_Angeles", {0}},
    {"PDT", OFFSET, -420, "America/Los_Angeles", {0}}, {"PT", LOCAL, 0, "America/Los_Angeles", {0}},
    {"AKST", OFFSET, -540, "America/Anchorage", {0}},
    {"AKDT", OFFSET, -480, "America/Anchorage", {0}},
    {"HST", OFFSET, -600, "Pacific/Honolulu", {0}}, {"BRT", OFFSET, -180, "America/Sao_Paulo", {0}},
    {"WAT", OFFSET, 60, "Africa/Lagos", {0}}, {"CAT", OFFSET, 120, "Africa/Maputo", {0}},
    {"SAST", OFFSET, 120, "Africa/Johannesburg", {0}}, {"EAT", OFFSET, 180, "Africa/Nairobi", {0}},
    {"PKT", OFFSET, 300, "Asia/Karachi", {0}}, {"SGT", OFFSET, 480, "Asia/Singapore", {0}},
    {"HKT", OFFSET, 480, "Asia/Hong_Kong", {0}}, {"JST", OFFSET, 540, "Asia/Tokyo", {0}},
    {"KST", OFFSET, 540, "Asia/Seoul", {0}}, {"AWST", OFFSET, 480, "Australia/Perth", {0}},
    {"ACST", OFFSET, 570, "Australia/Adelaide", {0}},
    {"ACDT", OFFSET, 630, "Australia/Adelaide", {0}},
    {"AEST", OFFSET, 600, "Australia/Sydney", {0}}, {"AEDT", OFFSET, 660, "Australia/Sydney", {0}},
    {"NZST", OFFSET, 720, "Pacific/Auckland", {0}}, {"NZDT", OFFSET, 780, "Pacific/Auckland", {0}},
    {"AST", UNCLEAR, -240, NULL, {180}},    /* Halifax, Riyadh */
    {"GST", UNCLEAR, 240, NULL, {600}},     /* Dubai, Guam */
    {"IST", UNCLEAR, 330, NULL, {60, 120}}, /* India, Ireland, Israel */
    {"NST", UNCLEAR, -210, NULL, {345}},    /* St John's, Nepal */
    {"SST", UNCLEAR, 480, NULL, {-660}},    /* Singapore, Samoa */
    {"ACT", UNCLEAR, 570, NULL, {-300}},    /* Adelaide, Acre */
};

bool zone_word(zone_meanings *out, th_str word, th_time wall)
{
	size_t i = 0;
	while (i < TH_COUNT(words) && !th_str_caseeq(word, th_strz(words[i].word)))
		i++;
	if (i == TH_COUNT(words))
		return false;
	*out = (zone_meanings){{words[i].offset}, 1};
	if (words[i].how == UNCLEAR) {
		for (size_t k = 0; k < TH_COUNT(words[i].other) && words[i].other[k] != 0; k++)
			out->offset[out->n++] = words[i].other[k];
		return true;
	}
	int there = zone_offset_named(words[i].zone, wall);
	if (words[i].how == LOCAL)
		out->offset[0] = there;
	else if (there != words[i].offset)
		out->offset[out->n++] = there;
	return true;
}

bool zone_looks_like_word(th_str word)
{
	bool capitals = word.n >= 2 && word.n <= 5;
	for (size_t i = 0; i < word.n; i++)
		capitals = capitals && word.p[i] >= 'A' && word.p[i] <= 'Z';
	for (size_t i = 0; i < TH_COUNT(words) && !capitals; i++)
		capitals = th_str_caseeq(word, th_strz(words[i].word));
	return capitals;
}
