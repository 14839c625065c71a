/* hidden_words.c -- names that hide a text in other systems, depending on their value: public:
 * false, archived: true, status: draft; and folders for what is not finished.
 *
 * Called by fields.c for unknown names. None of them is read: the file is left out, and its author
 * is told which field to use. Names that hide whatever their value are in fields.def. */
#include "values.h"

/* Hides if the value is clearly no; the value may also be a day or a name. */
static const char allows[] = " freigegeben genehmigt approved active aktiv enabled released ";
/* Folded, between spaces. Hides unless the value is clearly yes. */
static const char shows[] =
    " public is_public ispublic oeffentlich visible is_visible sichtbar listed gelistet "
    "is_published ispublished ";
/* Hides unless the value is clearly no. */
static const char hides[] =
    " archived archiviert blocked gesperrt confidential secret geheim do_not_publish "
    "nicht_publizieren "
    "nicht_veroeffentlichen disabled deaktiviert offline trashed unlisted nicht_gelistet "
    "nicht_oeffentlich hide wip work_in_progress no_publish donotpublish nopublish "
    "internal_only nur_intern on_hold inactive inaktiv restricted members_only nur_mitglieder "
    "opt_out optout consent_revoked consent_withdrawn widerruf anonym anonymous minor "
    "minderjaehrig underage ";
static const char states[] = " status state zustand veroeffentlichungsstatus post_status "
			     "publish_status workflow_state workflow "
			     "publication_status review_status draft_status "
			     "access scope readers vertraulichkeit confidentiality ";
/* Values that can only mean that a text is not for readers. */
static const char hidden[] =
    " archived archiviert auto_draft confidential deleted draft embargo embargoed entwurf geheim "
    "geloescht gesperrt hidden intern internal nicht_oeffentlich nicht_veroeffentlicht "
    "not_published inactive in_review in_arbeit nicht_freigegeben not_approved on_hold rejected "
    "abgelehnt expired abgelaufen wip "
    "offline papierkorb pending privat private retracted secret trash trashed "
    "unlisted unpublished unveroeffentlicht verborgen versteckt vertraulich withdrawn "
    "zurueckgezogen ";

static const char folders[] = " draft drafts entwurf entwuerfe hidden versteckt private privat "
			      "unpublished unveroeffentlicht wip work_in_progress ";

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

/* Maps that generators pass to themes: fields in them are meant for pages, too. */
static const char boxes[] = " params param extra data meta page options settings frontmatter "
			    "front_matter fields attributes "
			    "custom ";

th_str field_hidden_in(th_str name, const yaml_node *n, th_arena *a)
{
	if (n->kind != YAML_MAP || !is_one_of(boxes, name, a))
		return TH_NONE;
	for (const yaml_node *one = n->first; one; one = one->next) {
		bool yes, clear = yaml_bool(one, &yes);
		bool null = one->kind == YAML_TEXT && yaml_is_null(one);
		if (is_one_of(" draft entwurf is_draft isdraft unpublished unveroeffentlicht ",
			one->key, a) &&
		    !null && !(clear && !yes))
			return TH_S("draft");
		if (is_one_of(" published publish veroeffentlicht ", one->key, a) && clear && !yes)
			return TH_S("published");
		if (is_one_of(" withdrawn zurueckgezogen ", one->key, a) && !null &&
		    !(clear && !yes))
			return TH_S("withdrawn");
		if (is_one_of(" audience visibility zielgruppe sichtbarkeit ", one->key, a) &&
		    one->kind == YAML_TEXT && is_one_of(hidden, one->text, a))
			return TH_S("audience");
		if (is_one_of(" expires expirydate unpublishdate ablauf ", one->key, a) && !null)
			return TH_S("expires");
		if (is_one_of(" publish publishdate pubdate ", one->key, a) && !null && !clear)
			return TH_S("publish");
		th_str meant = field_hidden_by(one->key, one, a);
		if (meant.n > 0)
			return meant;
	}
	return TH_NONE;
}

bool field_hidden_below(th_str body, th_arena *a)
{
	th_str line;
	bool found = false;
	for (int lines = 0; lines < 60 && th_str_split(&body, '\n', &line); lines++) {
		th_str bare = th_str_trim(line);
		ptrdiff_t colon = th_str_chr(bare, ':');
		if (th_str_eqz(bare, "---") || th_str_eqz(bare, "...") || th_str_eqz(bare, "+++")) {
			if (found)
				return true;
			continue;
		}
		if (bare.n == 0 || colon < 0)
			colon = th_str_chr(bare, '=');
		if (bare.n == 0 || strchr("#-", bare.p[0]) || th_is_blank(line.p[0]))
			continue;
		if (colon <= 0)
			return false;
		yaml_node box = {.kind = YAML_MAP}, one = {.kind = YAML_TEXT, .plain = true};
		one.key = th_str_trim(th_str_sub(bare, 0, (size_t)colon));
		one.text = th_str_trim(th_str_sub(bare, (size_t)colon + 1, bare.n));
		box.first = &one;
		found = found || field_hidden_in(TH_S("params"), &box, a).n > 0;
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
	if (is_one_of(allows, name, a))
		return yaml_bool(n, &yes) && !yes ? TH_S("published") : TH_NONE;
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

th_str folder_that_hides(th_str below, bool first_is_facet, th_arena *a)
{
	th_str segment;
	for (size_t i = 0; th_str_split(&below, '/', &segment); i += segment.n > 0)
		if (is_one_of(folders, segment, a) && !(first_is_facet && i == 0))
			return segment;
	return TH_NONE;
}
