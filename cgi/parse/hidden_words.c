/* hidden_words.c -- names that hide a text elsewhere, depending on what stands behind them: public:
 * false, archived: true, status: draft.
 *
 * Called by fields.c for a name that nobody here knows. Nothing of it is read: the file is left out
 * and its author told which field is meant. Words that hide whatever stands there: fields.def. */
#include "values.h"

/* Folded, between spaces. Hides unless the value is clearly yes. */
static const char shows[] =
    " public is_public ispublic oeffentlich visible is_visible sichtbar listed gelistet ";
/* Hides unless the value is clearly no. */
static const char hides[] =
    " archived archiviert blocked gesperrt confidential secret geheim do_not_publish "
    "nicht_publizieren "
    "nicht_veroeffentlichen disabled deaktiviert offline trashed unlisted nicht_gelistet "
    "nicht_oeffentlich ";
static const char states[] =
    " status state zustand veroeffentlichungsstatus post_status publish_status workflow_state ";
/* What can only mean that a text is not for readers. */
static const char hidden[] =
    " archived archiviert auto_draft confidential deleted draft embargo embargoed entwurf geheim "
    "geloescht gesperrt hidden intern internal nicht_oeffentlich nicht_veroeffentlicht "
    "not_published offline papierkorb pending privat private retracted secret trash trashed "
    "unlisted unpublished unveroeffentlicht verborgen versteckt vertraulich withdrawn "
    "zurueckgezogen ";

static bool is_one_of(const char *list, th_str text, th_arena *a)
{
	th_str slug = slug_of(a, text), rest = th_strz(list), one;
	while (slug.n > 0 && th_str_split(&rest, ' ', &one)) {
		size_t i = 0;
		while (i < one.n && i < slug.n &&
		       (one.p[i] == slug.p[i] || (one.p[i] == '_' && slug.p[i] == '-')))
			i++;
		if (one.n == slug.n && i == one.n)
			return true;
	}
	return false;
}

th_str field_hidden_by(th_str name, const yaml_node *n, th_arena *a)
{
	bool yes;
	if (n->kind == YAML_TEXT && yaml_is_null(n))
		return TH_NONE;
	if (is_one_of(shows, name, a))
		return yaml_bool(n, &yes) && yes ? TH_NONE : TH_S("published");
	if (is_one_of(hides, name, a))
		return yaml_bool(n, &yes) && !yes ? TH_NONE : TH_S("draft");
	if (!is_one_of(states, name, a))
		return TH_NONE;
	if (n->kind == YAML_TEXT)
		return is_one_of(hidden, n->text, a) ? TH_S("draft") : TH_NONE;
	for (const yaml_node *one = n->first; one; one = one->next)
		if (one->kind == YAML_TEXT && is_one_of(hidden, one->text, a))
			return TH_S("draft");
	return TH_NONE;
}
