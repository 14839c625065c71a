/* check_mail.c -- e-mail addresses outside the company, in a text and in mailto: links.
 *
 * Called by check_text.c. Addresses of the company's domains (mail: in rules.yml) are allowed; a
 * handle such as @jana@social.example is not an address. */
#include "check.h"

static bool local_char(char c)
{
	return th_is_alnum(c) || memchr("._%+-'", c, 6) != NULL || (unsigned char)c >= 0x80;
}

static bool domain_char(char c)
{
	return th_is_alnum(c) || c == '.' || c == '-' || (unsigned char)c >= 0x80;
}

static bool of_the_company(const guideline_rules *r, th_str domain)
{
	for (size_t i = 0; i < r->domains.n; i++) {
		th_str ours = r->domains.v[i];
		if (domain.n < ours.n)
			continue;
		th_str end = th_str_sub(domain, domain.n - ours.n, domain.n);
		if (th_str_caseeq(end, ours) &&
		    (domain.n == ours.n || domain.p[domain.n - ours.n - 1] == '.'))
			return true;
	}
	return false;
}

/* Needs a name and an ending of two letters or more: not "a@b". */
static bool plausible(th_str domain)
{
	ptrdiff_t dot = th_str_rchr(domain, '.');
	if (dot <= 0 || domain.n - (size_t)dot < 3)
		return false;
	for (size_t i = (size_t)dot + 1; i < domain.n; i++)
		if (th_is_digit(domain.p[i]))
			return false;
	return true;
}

/* Checks the address around the @ at `at`, within [low, high). */
static void judge(check *c, size_t at, size_t low, size_t high)
{
	th_str s = c->prose->file;
	size_t from = at, to = at + 1;
	while (from > low && at - from < 64 && local_char(s.p[from - 1]))
		from--;
	while (to < high && to - at < 254 && domain_char(s.p[to]))
		to++;
	while (to > at + 1 && (s.p[to - 1] == '.' || s.p[to - 1] == '-'))
		to--;
	while (from < at && memchr(".'-", s.p[from], 3) != NULL)
		from++;
	th_str domain = th_str_sub(s, at + 1, to);
	if (from == at || (from > low && s.p[from - 1] == '@') || !plausible(domain) ||
	    of_the_company(c->rules, domain))
		return;
	check_report(c, GUIDELINE_MAIL, from, th_str_sub(s, from, to));
}

void check_mail(check *c)
{
	const prose *p = c->prose;
	for (size_t i = 0; i < p->file.n; i++) {
		const char *found = memchr(p->file.p + i, '@', p->file.n - i);
		if (found == NULL)
			break;
		i = (size_t)(found - p->file.p);
		if (prose_readable(p, i))
			judge(c, i, 0, p->file.n);
	}
	for (size_t k = 0; k < p->addresses.n; k++) {
		prose_span a = p->addresses.v[k];
		if (!th_str_caseeq(th_str_sub(p->file, a.from, a.from + 7), TH_S("mailto:")))
			continue;
		for (size_t i = a.from + 7; i < a.to && p->file.p[i] != '?'; i++) {
			if (p->file.p[i] == '@')
				judge(c, i, a.from + 7, a.to);
			else if (th_str_caseeq(th_str_sub(p->file, i, i + 3), TH_S("%40")))
				check_report(
				    c, GUIDELINE_MAIL, a.from, th_str_sub(p->file, a.from, a.to));
		}
	}
}
