/* check_phone.c -- private telephone numbers in a text, and in tel: links.
 *
 * Called by check_text.c. Finds international numbers (+49 …, 0049 …), German mobile and landline
 * numbers (0171 …, 0341/…), and any digits after "Handy" or "phone". Must not mistake a price, a
 * date, an article number or a job number for one, nor report numbers of the company (phones: in
 * rules.yml) or public ones (0800, 116 …). Silent when in doubt. */
#include "check.h"

enum { MIN_DIGITS = 8, MAX_DIGITS = 15, MAX_GROUPS = 8 };

typedef struct number {
	char digits[MAX_DIGITS + 1]; /* without + */
	size_t n;
	int groups[MAX_GROUPS]; /* digits in each */
	size_t group_count;
	bool plus, only_dots;
	size_t from, to;
} number;

static bool digit(char c)
{
	return th_is_digit(c);
}

/* The length of what may separate two groups: blanks (no-break ones too), / - . ( ) and dashes; or
 * 0. */
static size_t separator(const prose *p, size_t at, bool *dot)
{
	size_t i = at, marks = 0;
	*dot = false;
	while (i < p->file.n && prose_readable(p, i) && i - at < 8) {
		th_str rest = th_str_sub(p->file, i, i + 3);
		if (th_str_starts(rest, TH_S(" "))) {
			i++;
		} else if (th_str_starts(rest, TH_S("\xc2\xa0"))) {
			i += 2;
		} else if (th_str_starts(rest, TH_S("\xe2\x80\xaf")) ||
			   th_str_starts(rest, TH_S("\xe2\x80\x91")) ||
			   th_str_starts(rest, TH_S("\xe2\x80\x93"))) {
			i += 3;
		} else if (rest.n > 0 && memchr("/-.()", rest.p[0], 5) != NULL) {
			*dot = rest.p[0] == '.';
			marks += rest.p[0] != '(' && rest.p[0] != ')';
			i++;
		} else {
			break;
		}
	}
	return marks <= 1 && i < p->file.n && prose_readable(p, i) && digit(p->file.p[i]) ? i - at
											  : 0;
}

/* Reads the digits that begin at `at`; false when there are too many for a number. */
static bool read_number(number *out, const prose *p, size_t at)
{
	th_str s = p->file;
	*out = (number){.from = at, .only_dots = true};
	if (s.p[at] == '(')
		at++;
	if (at < s.n && s.p[at] == '+') {
		out->plus = true;
		at++;
	}
	bool fits = true;
	for (;;) {
		int group = 0;
		for (; at < s.n && prose_readable(p, at) && digit(s.p[at]); at++, group++) {
			if (out->n < MAX_DIGITS)
				out->digits[out->n++] = s.p[at];
			else
				fits = false;
		}
		if (out->group_count < MAX_GROUPS)
			out->groups[out->group_count++] = group;
		else
			fits = false;
		out->to = at;
		bool dot = false;
		size_t between = group > 0 ? separator(p, at, &dot) : 0;
		if (between == 0 || !fits)
			break;
		out->only_dots = out->only_dots && dot && between == 1;
		at += between;
		/* +49 (0) 341: the zero in brackets is not dialled from abroad */
		if (out->plus && at + 1 < s.n && s.p[at] == '0' && s.p[at - 1] == '(' &&
		    s.p[at + 1] == ')') {
			at += 2;
			at += separator(p, at, &dot);
		}
	}
	out->digits[out->n] = 0;
	return fits && out->n > 0;
}

/* ---- the text around it ---- */

static const char *const is_phone[] = {"Tel", "Telefon", "Telefonnummer", "Handy", "Handynummer",
    "Mobil", "Mobilnummer", "Mobiltelefon", "Festnetz", "Durchwahl", "WhatsApp", "Signal",
    "Threema", "phone", "telephone", "mobile", "cell", "cellphone", "landline", "privat", NULL};
static const char *const is_other[] = {"Art", "Artikel", "Artikelnummer", "Artikelnr", "Art.-Nr",
    "Nr", "No", "Bestellnummer", "Bestellung", "Seriennummer", "Serien-Nr", "Auftrag",
    "Auftragsnummer", "Ticket", "Ticketnummer", "Vorgang", "Job", "Job-ID", "ID", "Kennziffer",
    "Stelle", "Stellennummer", "Rechnung", "Rechnungsnummer", "Kundennummer", "Zeichnung",
    "Zeichnungsnummer", "Teil", "Teilenummer", "Charge", "PLZ", "IBAN", "BIC", "BLZ", "DIN", "ISO",
    "EN", "VDE", "ISBN", "ISSN", "EAN", "GTIN", "order", "part", "item", "serial", "invoice", "ref",
    "reference", "code", "Fehlercode", "number", "batch", "version", "Version", NULL};
static const char *const is_unit[] = {"€", "EUR", "Euro", "Euros", "Cent", "kWh", "MWh", "kW", "W",
    "Watt", "V", "Volt", "A", "kg", "g", "t", "m", "mm", "cm", "km", "Meter", "Hz", "kHz", "MHz",
    "GHz", "K", "°C", "Grad", "%", "‰", "Stück", "Stk", "Uhr", "Liter", "l", "bar", "Pa", "Pascal",
    "Bit", "Byte", "Bytes", "MB", "kB", "GB", "Zeilen", "Rows", "rows", "lines", "units", "pieces",
    "dollars", "pounds", "USD", "GBP", "CHF", "Mal", "mal", "times", NULL};

static bool unit_follows(const prose *p, size_t at)
{
	size_t from = at;
	while (from < p->file.n && p->file.p[from] == ' ')
		from++;
	if (th_str_starts(th_str_sub(p->file, from, from + 2), TH_S("\xc2\xa0")))
		from += 2;
	size_t to = from;
	while (to < p->file.n && to - from < 12 &&
	       memchr(" \t\r\n.,;:!?)/\"*_|", p->file.p[to], 16) == NULL)
		to++;
	return word_listed(th_str_sub(p->file, from, to), is_unit);
}

/* False for a part of something longer: 4711-0341…, AW/0171…, x@0…, a decimal comma. */
static bool stands_alone(const prose *p, const number *n)
{
	if (n->from > 0) {
		unsigned char c = (unsigned char)p->file.p[n->from - 1];
		if (c >= 0x80 ? n->from > 1 && (unsigned char)p->file.p[n->from - 2] == 0xc3
			      : th_is_letter(c) || digit((char)c) ||
				    memchr("-/._#+@,=$&%", c, 12) != NULL)
			return false;
		/* 0341 0342 0343 …: a row of something; but 5 (0341 …) is none */
		size_t i = n->from;
		while (i > 0 && p->file.p[i - 1] == ' ')
			i--;
		if (i < n->from && i > 0 && digit(p->file.p[i - 1]) && digit(p->file.p[n->from]))
			return false;
	}
	if (n->to < p->file.n) {
		char c = p->file.p[n->to],
		     next = n->to + 1 < p->file.n ? p->file.p[n->to + 1] : ' ';
		if (th_is_letter(c) || c == '_' || c == '@')
			return false;
		if ((c == ',' || c == ':') && digit(next))
			return false;
		if (c == '-' && (th_is_letter(next)))
			return false;
	}
	return true;
}

/* ---- what counts as a number ---- */

static bool date(const number *n)
{
	if (n->plus || n->group_count < 3)
		return false;
	const int *g = n->groups;
	return (g[0] <= 2 && g[1] <= 2 && (g[2] == 4 || g[2] == 2)) ||
	       (g[0] == 4 && g[1] == 2 && g[2] == 2);
}

static bool thousands(const number *n)
{
	for (size_t i = 1; i < n->group_count; i++)
		if (n->groups[i] != 3)
			return false;
	return n->group_count > 1 && n->only_dots && n->groups[0] <= 3;
}

static bool german(const number *n)
{
	const char *d = n->digits;
	if (n->n < 9 || n->n > 13 || d[0] != '0' || d[1] < '1')
		return false;
	if (d[1] == '1') /* 015, 016, 017 are mobile; the rest of 01 is services */
		return n->n >= 10 && n->n <= 13 && d[2] >= '5' && d[2] <= '7' && n->groups[0] >= 4;
	if (n->group_count == 1)
		return n->n >= 10 && n->n <= 12;
	int area = n->groups[0];
	bool big = memcmp(d, "030", 3) == 0 || memcmp(d, "040", 3) == 0 ||
		   memcmp(d, "069", 3) == 0 || memcmp(d, "089", 3) == 0;
	return (area == 3 && big) || (area >= 4 && area <= 6 && !big);
}

/* The digits with the country code: 49341…; false for services and short numbers. */
static bool dialled(const number *n, bool announced, char out[MAX_DIGITS + 8])
{
	const char *d = n->digits;
	size_t skip = 0;
	const char *country = "";
	if (n->plus) {
		if (d[0] < '1' || n->n < MIN_DIGITS || (n->n > 9 ? 0 : n->group_count < 2))
			return false;
	} else if (memcmp(d, "00", 2) == 0 && n->n >= MIN_DIGITS + 2 && d[2] > '0') {
		skip = 2;
	} else if (german(n)) {
		skip = 1;
		country = "49";
	} else if (announced && n->n >= 6 && n->n <= 13) {
		skip = d[0] == '0';
		country = "49";
	} else {
		return false;
	}
	size_t c = strlen(country);
	memcpy(out, country, c);
	memcpy(out + c, d + skip, n->n - skip + 1);
	static const char *const services[] = {"49800", "49180", "49137", "49900", "49116", "800"};
	for (size_t i = 0; i < TH_COUNT(services); i++)
		if (strncmp(out, services[i], strlen(services[i])) == 0)
			return false;
	return true;
}

static bool of_the_company(const guideline_rules *r, th_str dial)
{
	for (size_t i = 0; i < r->phones.n; i++) {
		th_str ours = r->phones.v[i];
		bool open = th_str_ends(ours, TH_S("*"));
		ours.n -= open;
		if (open ? th_str_starts(dial, ours) : th_str_eq(dial, ours))
			return true;
	}
	return false;
}

static bool judge(check *c, const number *n, bool link)
{
	const prose *p = c->prose;
	bool announced = link || prose_word_before_in(p, n->from, is_phone, 2);
	char dial[MAX_DIGITS + 8];
	if (!link && (!stands_alone(p, n) || date(n) || thousands(n) || unit_follows(p, n->to)))
		return false;
	if (!announced && prose_word_before_in(p, n->from, is_other, 2))
		return false;
	if (!dialled(n, announced, dial) || of_the_company(c->rules, th_strz(dial)))
		return false;
	check_report(c, GUIDELINE_PHONE, n->from, th_str_sub(p->file, n->from, n->to));
	return true;
}

static void check_link(check *c, prose_span at)
{
	const prose *p = c->prose;
	if (!th_str_caseeq(th_str_sub(p->file, at.from, at.from + 4), TH_S("tel:")))
		return;
	number n = {.from = at.from + 4, .to = at.to, .group_count = 1};
	for (size_t i = n.from; i < at.to && n.n < MAX_DIGITS; i++) {
		if (p->file.p[i] == '+')
			n.plus = true;
		else if (digit(p->file.p[i]))
			n.digits[n.n++] = p->file.p[i];
		else if (p->file.p[i] == ';' || p->file.p[i] == '?')
			break;
	}
	n.groups[0] = (int)n.n;
	n.group_count = 2;
	if (n.n > 0)
		judge(c, &n, true);
}

void check_phone(check *c)
{
	const prose *p = c->prose;
	for (size_t i = 0; i < p->file.n; i++) {
		char b = p->file.p[i];
		if (!digit(b) && b != '+' && b != '(')
			continue;
		char next = i + 1 < p->file.n ? p->file.p[i + 1] : ' ';
		if (!prose_readable(p, i) ||
		    (!digit(b) && !digit(next) && !(b == '(' && next == '+')))
			continue;
		number n;
		if (read_number(&n, p, i) && judge(c, &n, false))
			i = n.to - 1;
		else
			while (i + 1 < p->file.n && digit(b) && digit(p->file.p[i + 1]))
				i++;
	}
	for (size_t i = 0; i < p->addresses.n; i++)
		check_link(c, p->addresses.v[i]);
}
