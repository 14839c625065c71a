/* check_text.c -- checks one file against the guidelines (guideline_check).
 *
 * Called between parsing and linking, on any thread, for every document with a file. Each rule has
 * a file of its own; this one has the order, the place of a finding, the two smallest rules, and
 * overrides. */
#include "check.h"

const char *guideline_name(guideline_rule_id id)
{
	static const char *const names[] = {
	    [GUIDELINE_INSULT] = "insult",
	    [GUIDELINE_DEFAMATION] = "defamation",
	    [GUIDELINE_PHONE] = "personal.phone",
	    [GUIDELINE_MAIL] = "personal.mail",
	    [GUIDELINE_PLATE] = "personal.plate",
	    [GUIDELINE_BIRTHDAY] = "personal.birthday",
	    [GUIDELINE_NDA] = "nda.customer",
	    [GUIDELINE_DESCRIPTION] = "picture.description",
	    [GUIDELINE_CONSENT] = "picture.consent",
	    [GUIDELINE_SOURCE] = "claim.source",
	};
	return names[id];
}

guideline_rule_id guideline_find(th_str name)
{
	guideline_rule_id id = 0;
	while (id < GUIDELINE_RULE_COUNT && !th_str_eqz(name, guideline_name(id)))
		id++;
	return id;
}

th_severity guideline_severity(const guideline_rules *r, guideline_rule_id id)
{
	return r->rule[id].severity;
}

bool guideline_covers(const guideline_rules *r, const parsed_doc *doc, guideline_rule_id id)
{
	return r != NULL && r->rule[id].on && doc->kind != TH_GUIDELINE;
}

/* Lines end with LF, CR LF or CR; columns count characters. Continues from the last position asked
 * for. */
static th_mark mark_of(check *c, size_t at)
{
	th_str s = c->prose->file;
	if (at < c->marked || c->mark.line == 0) {
		c->marked = 0;
		c->mark = (th_mark){c->doc->path, 1, 1};
	}
	for (; c->marked < at && c->marked < s.n; c->marked++) {
		unsigned char b = (unsigned char)s.p[c->marked];
		bool paired = c->marked + 1 < s.n && s.p[c->marked + 1] == '\n';
		if (b == '\n' || (b == '\r' && !paired)) {
			c->mark.line++;
			c->mark.column = 1;
		} else if ((b & 0xc0) != 0x80) {
			c->mark.column++;
		}
	}
	return c->mark;
}

static const enum th_rule_id said_as[GUIDELINE_RULE_COUNT] = {
    [GUIDELINE_INSULT] = TH_RULE_GUIDE_INSULT,
    [GUIDELINE_DEFAMATION] = TH_RULE_GUIDE_DEFAMATION,
    [GUIDELINE_PHONE] = TH_RULE_GUIDE_PHONE,
    [GUIDELINE_MAIL] = TH_RULE_GUIDE_MAIL,
    [GUIDELINE_PLATE] = TH_RULE_GUIDE_PLATE,
    [GUIDELINE_BIRTHDAY] = TH_RULE_GUIDE_BIRTHDAY,
    [GUIDELINE_NDA] = TH_RULE_GUIDE_NDA,
    [GUIDELINE_DESCRIPTION] = TH_RULE_GUIDE_DESCRIPTION,
    [GUIDELINE_CONSENT] = TH_RULE_GUIDE_CONSENT,
    [GUIDELINE_SOURCE] = TH_RULE_GUIDE_SOURCE,
};

th_severity guideline_add(
    const guideline_rules *r, guideline_rule_id id, th_mark at, th_str word, th_findings *f)
{
	const guideline_rule *rule = &r->rule[id];
	th_finding *one = finding_add(f, said_as[id], at, word, rule->why[0], rule->why[1]);
	if (one->rule == &th_rules[said_as[id]])
		finding_set_severity(f, one, rule->severity);
	return rule->severity;
}

void check_report(check *c, guideline_rule_id id, size_t at, th_str word)
{
	if (!c->rules->rule[id].on || check_overridden(c->doc, id))
		return;
	word = th_str_trim(word);
	c->errors += guideline_add(c->rules, id, mark_of(c, at), word, c->findings) == TH_ERROR;
}

static void check_picture(check *c)
{
	const prose *p = c->prose;
	const parsed_doc *d = c->doc;
	for (size_t i = 0; i < p->undescribed.n; i++) {
		prose_span at = p->undescribed.v[i];
		check_report(
		    c, GUIDELINE_DESCRIPTION, at.from, th_str_sub(p->file, at.from, at.to));
	}
	/* A portrait is described by its person's name. */
	if (d->kind == TH_PERSON || d->picture.n == 0 || d->picture_line == 0 ||
	    d->picture_alt.n > 0)
		return;
	if (!c->rules->rule[GUIDELINE_DESCRIPTION].on || check_overridden(d, GUIDELINE_DESCRIPTION))
		return;
	c->errors +=
	    guideline_add(c->rules, GUIDELINE_DESCRIPTION, (th_mark){d->path, d->picture_line, 1},
		d->picture, c->findings) == TH_ERROR;
}

static bool find_marker(check *c, size_t at, th_str marker)
{
	th_str here = th_str_sub(c->prose->file, at, at + marker.n);
	if (!th_str_caseeq(here, marker))
		return false;
	check_report(c, GUIDELINE_SOURCE, at, here);
	return true;
}

static void check_source(check *c)
{
	const prose *p = c->prose;
	const th_strs *markers = &c->rules->markers;
	bool first[256] = {false};
	for (size_t k = 0; k < markers->n; k++)
		for (int upper = 0; upper < 2; upper++) {
			unsigned char b = (unsigned char)markers->v[k].p[0];
			bool letter = (b | 32) >= 'a' && (b | 32) <= 'z';
			first[letter ? (upper ? b & ~32 : b | 32) : b] = true;
		}
	for (size_t i = 0; i < p->file.n; i++)
		for (size_t k = 0; first[(unsigned char)p->file.p[i]] && k < markers->n; k++)
			if (p->kind[i] == PROSE_TEXT && find_marker(c, i, markers->v[k])) {
				i += markers->v[k].n - 1;
				break;
			}
}

size_t guideline_check(
    const guideline_rules *r, const parsed_doc *doc, th_str whole, th_findings *f)
{
	if (r == NULL || doc->kind == TH_GUIDELINE)
		return 0;
	prose p;
	check c = {.rules = r, .doc = doc, .prose = &p, .scratch = th_arena_new(), .findings = f};
	prose_read(&p, whole, doc->body_at, &r->fields, c.scratch);
	prose_split(&p, c.scratch);
	prose_match(&p, r->words, c.scratch);
	check_people(&c);
	check_birthday(&c);
	if (r->rule[GUIDELINE_PHONE].on)
		check_phone(&c);
	if (r->rule[GUIDELINE_MAIL].on)
		check_mail(&c);
	if (r->rule[GUIDELINE_PLATE].on)
		check_plate(&c);
	check_picture(&c);
	if (r->rule[GUIDELINE_SOURCE].on)
		check_source(&c);
	th_buf_free(&p.keys);
	th_arena_free(c.scratch);
	return c.errors;
}
