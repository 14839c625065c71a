/* agreement.c -- the version of the guidelines to which authors agreed, and a friendly reminder for
 * those who agreed to an old one, or not yet.
 *
 * Called by link.c once it is known who may be shown and who wrote what. Versions are those that
 * the guidelines themselves name (`version:`, `changes:`), so a folder or a shallow clone knows
 * them, too. Nothing here leaves anything out. What a person agreed to is only for that person and
 * the lead's report; it never gets into a public edition. */
#include "resolver.h"

#include <stdlib.h>

/* "2026-9" before "2026-10", "3" before "10": runs of digits count as numbers. */
static int compare(th_str a, th_str b)
{
	size_t i = 0, k = 0;
	while (i < a.n && k < b.n) {
		bool digits = th_is_digit(a.p[i]) && th_is_digit(b.p[k]);
		if (!digits && a.p[i] != b.p[k])
			return (unsigned char)a.p[i] < (unsigned char)b.p[k] ? -1 : 1;
		if (!digits) {
			i++;
			k++;
			continue;
		}
		th_str x = th_str_sub(a, i, a.n), y = th_str_sub(b, k, b.n);
		size_t n = 0, m = 0;
		while (n < x.n && th_is_digit(x.p[n]))
			n++;
		while (m < y.n && th_is_digit(y.p[m]))
			m++;
		i += n;
		k += m;
		x.n = n;
		y.n = m;
		while (x.n > 0 && x.p[0] == '0')
			x = th_str_sub(x, 1, x.n);
		while (y.n > 0 && y.p[0] == '0')
			y = th_str_sub(y, 1, y.n);
		int order = x.n != y.n ? (x.n < y.n ? -1 : 1) : x.n ? memcmp(x.p, y.p, x.n) : 0;
		if (order != 0)
			return order;
	}
	return (i < a.n) - (k < b.n);
}

static int newest_first(const void *a, const void *b)
{
	return compare(*(const th_str *)b, *(const th_str *)a);
}

th_str doc_field(const th_doc *doc, const char *name)
{
	for (size_t i = 0; i < doc->fields.n; i++)
		if (th_str_eqz(doc->fields.v[i].key, name))
			return doc->fields.v[i].value;
	return TH_NONE;
}

/* A guideline that is only advice says `agree: false`. */
static bool binds(const th_content *c, const th_doc *doc)
{
	th_str agree = doc_field(doc, "agree");
	return doc->kind == TH_GUIDELINE && !doc->left_out && doc_is_first_lang(doc, c) &&
	       !th_str_caseeq(agree, TH_S("false")) && !th_str_caseeq(agree, TH_S("no"));
}

static void add(th_content *c, th_str version)
{
	if (version.n > 0 && !th_strs_has(&c->guideline_versions, version))
		*TH_ADD(c->arena, &c->guideline_versions) = version;
}

static void collect(th_content *c)
{
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *doc = c->docs.v[i];
		if (!binds(c, doc))
			continue;
		add(c, doc_field(doc, "version"));
		for (size_t k = 0; k < doc->guide.changes.n; k++)
			add(c, doc->guide.changes.v[k].version);
	}
	if (c->guideline_versions.n > 1)
		qsort(
		    c->guideline_versions.v, c->guideline_versions.n, sizeof(th_str), newest_first);
}

guideline_agreement guideline_agreed(const th_content *c, const th_doc *person)
{
	const th_strs *all = &c->guideline_versions;
	th_str said = person->person.agreed.written;
	if (all->n == 0)
		return GUIDELINE_AGREED_NOTHING;
	if (said.n == 0)
		return GUIDELINE_AGREED_MISSING;
	if (compare(said, all->v[0]) == 0)
		return GUIDELINE_AGREED_CURRENT;
	/* Older than the oldest version that the guidelines still name. */
	return th_strs_has(all, said) || compare(said, all->v[all->n - 1]) < 0
		   ? GUIDELINE_AGREED_OLD
		   : GUIDELINE_AGREED_UNKNOWN;
}

/* The path of the first guideline, to link to. */
static th_str path_to_read(const th_content *c)
{
	const th_doc *first = NULL;
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *doc = c->docs.v[i];
		if (binds(c, doc) && (first == NULL || doc->order < first->order))
			first = doc;
	}
	return first ? first->path : TH_S("guidelines/");
}

static void mark_writers(const th_content *c, th_map *writers)
{
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *doc = c->docs.v[i];
		for (size_t k = 0; doc->kind == TH_STORY && !doc->left_out && k < doc->authors.n;
		     k++)
			th_map_put(writers, doc->authors.v[k].slug, (void *)doc);
	}
}

static void remind(resolver *r, const th_doc *person, bool writes, th_str read)
{
	th_content *c = r->content;
	th_str newest = c->guideline_versions.v[0], said = person->person.agreed.written;
	th_str name = texts_get(&person->title, TH_NONE, TH_NONE), hint = TH_NONE;
	th_mark at = {person->path, person->person.agreed.line ? person->person.agreed.line : 1, 1};
	th_finding *one = NULL;
	switch (guideline_agreed(c, person)) {
	case GUIDELINE_AGREED_UNKNOWN:
		hint = nearest(said, &c->guideline_versions);
		finding_add(r->findings, hint.n ? TH_RULE_AGREED_SUGGEST : TH_RULE_AGREED_UNKNOWN,
		    at, said, hint.n ? hint : newest, TH_NONE);
		break;
	case GUIDELINE_AGREED_MISSING:
		if (writes)
			finding_add(r->findings, TH_RULE_AGREED_MISSING, at, name, newest, read);
		break;
	case GUIDELINE_AGREED_OLD:
		if (writes)
			one = finding_add(r->findings, TH_RULE_AGREED_OLD, at, name, said, newest);
		if (one != NULL && one->rule == &th_rules[TH_RULE_AGREED_OLD])
			one->words[3] = read;
		break;
	case GUIDELINE_AGREED_NOTHING:
	case GUIDELINE_AGREED_CURRENT:
		break;
	}
}

/* Does not name people who may not be named. */
static void name_who(resolver *r, th_doc *doc)
{
	for (size_t i = 0; i < doc->guide.changes.n; i++) {
		th_refs *who = &doc->guide.changes.v[i].who;
		size_t kept = 0;
		for (size_t k = 0; k < who->n; k++) {
			th_ref ref = who->v[k];
			th_str slug = resolver_slug(r, ref.written);
			const th_doc *person = th_map_get(&r->people, slug);
			if (person == NULL) {
				th_str hint = resolver_hint(r, ref.written, slug, &r->person_slugs);
				finding_add(r->findings,
				    hint.n ? TH_RULE_AUTHOR_UNKNOWN : TH_RULE_WHO_MISSING,
				    (th_mark){doc->path, ref.line, 1}, ref.written,
				    hint.n ? hint : slug, slug);
				continue;
			}
			ref.slug = person->slug;
			if (!person->left_out)
				who->v[kept++] = ref;
			else
				doc->saved = TH_NONE; /* the name is not stored for the next
						       * publish */
		}
		who->n = kept;
	}
}

void link_agreements(resolver *r)
{
	th_content *c = r->content;
	th_map writers;
	c->guideline_versions = (th_strs){0};
	th_map_init(&writers, c->arena);
	collect(c);
	for (size_t i = 0; i < c->docs.n; i++)
		if (!c->docs.v[i]->left_out)
			name_who(r, c->docs.v[i]);
	if (c->guideline_versions.n == 0)
		return;
	mark_writers(c, &writers);
	th_str read = path_to_read(c);
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *person = c->docs.v[i];
		bool gone = person->person.left.at != TH_NEVER && person->person.left.at <= c->now;
		if (person->kind == TH_PERSON && person->entry != NULL && !person->left_out &&
		    doc_is_first_lang(person, c))
			remind(
			    r, person, !gone && th_map_get(&writers, person->slug) != NULL, read);
	}
}

bool guideline_is_reminder(const th_finding *f)
{
	return f->rule == &th_rules[TH_RULE_AGREED_MISSING] ||
	       f->rule == &th_rules[TH_RULE_AGREED_OLD];
}
