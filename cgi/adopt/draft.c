/* draft.c -- what was found, as a hub.yml that its reader can check: behind every line stands what
 * it rests on. Called by cmd_adopt.c. Knows no source; the same findings give the same bytes. */
#include "adopt.h"

enum { WHY_AT = 56 }; /* column of the comments */

typedef struct drafting {
	th_buf *out;
	const adoption *ad;
	bool german;
	size_t from; /* of the line at hand */
} drafting;

static bool is_plain(th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
		bool inner = (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '/' || c == '.';
		if (!letter && !(inner && i > 0) && !(c == '_' && i == 0))
			return false;
	}
	return s.n > 0 && !th_str_eqz(s, "true") && !th_str_eqz(s, "false") &&
	       !th_str_eqz(s, "null") && !th_str_eqz(s, "yes") && !th_str_eqz(s, "no");
}

static void add_text(drafting *d, th_str s)
{
	if (is_plain(s)) {
		th_buf_add(d->out, s);
		return;
	}
	th_buf_addc(d->out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			th_buf_addc(d->out, '\\');
		if ((unsigned char)s.p[i] >= ' ')
			th_buf_addc(d->out, s.p[i]);
	}
	th_buf_addc(d->out, '"');
}

static void begin(drafting *d, const char *key)
{
	d->from = d->out->n;
	th_buf_addz(d->out, key);
}

/* Ends the line with what it rests on. */
static void end(drafting *d, const char *why)
{
	if (why != NULL && why[0] != '\0') {
		while (d->out->n < d->from + WHY_AT)
			th_buf_addc(d->out, ' ');
		th_buf_addf(d->out, "# %s", why);
	}
	th_buf_addc(d->out, '\n');
}

static void add_list(drafting *d, const th_strs *all)
{
	th_buf_addc(d->out, '[');
	for (size_t i = 0; i < all->n; i++) {
		if (i > 0)
			th_buf_addz(d->out, ", ");
		add_text(d, all->v[i]);
	}
	th_buf_addc(d->out, ']');
}

static void line(drafting *d, const char *key, th_str value, const char *why)
{
	begin(d, key);
	add_text(d, value);
	end(d, why);
}

static void list(drafting *d, const char *key, const th_strs *all, const char *why)
{
	if (all->n == 0)
		return;
	begin(d, key);
	add_list(d, all);
	end(d, why);
}

static const char *say(const drafting *d, const char *en, const char *de)
{
	return d->german ? de : en;
}

static const char *times(const drafting *d, size_t n)
{
	return th_str_fmt(d->ad->a, "%zu ×", n).p;
}

static void write_head(drafting *d)
{
	const adoption *ad = d->ad;
	const char *name = ad->generator
			       ? ad->generator->name
			       : say(d, "no generator recognised", "kein Generator erkannt");
	const char *by = ad->marker.n ? say(d, ", by ", ", an ") : "";
	th_buf_addf(d->out,
	    d->german
		? "# Geschrieben von `teamhub adopt`: %s%s%.*s. Jede Zeile ist geraten, dahinter "
		  "steht, worauf sie\n# beruht. Berichtige, was nicht stimmt, dann: teamhub "
		  "check\n"
		: "# Written by `teamhub adopt`: %s%s%.*s. Every line is a guess, and behind it "
		  "stands what\n# it rests on. Correct what is wrong, then: teamhub check\n",
	    name, by, TH_FMT(ad->marker));
	line(d, "title: ", ad->title.value.n ? ad->title.value : TH_S("Team"),
	    ad->title.value.n
		? ad->title.why.p
		: say(d, "not found: write yours", "nicht gefunden: trage deinen ein"));
	line(d,
	    "base_url: ", ad->base_url.value.n ? ad->base_url.value : TH_S("http://localhost:8080"),
	    ad->base_url.value.n ? ad->base_url.why.p
				 : say(d, "not found: scheme and host of the site",
				       "nicht gefunden: Schema und Host der Website"));
	list(d, "languages: ", &ad->languages,
	    ad->language.value.n
		? ad->language.why.p
		: say(d, "not found: which is it?", "nicht gefunden: Welche ist es?"));
	if (ad->timezone.value.n > 0)
		line(d, "timezone: ", ad->timezone.value, ad->timezone.why.p);
	if (ad->generator != NULL && ad->generator->word != NULL)
		line(d, "generator: ", th_strz(ad->generator->word),
		    say(d, "what it does not publish, the hub does not",
			"was er nicht veröffentlicht, veröffentlicht der Hub nicht"));
}

static void write_facets(drafting *d)
{
	const adoption *ad = d->ad;
	if (ad->facets.n == 0)
		return;
	th_buf_addz(d->out, "facets:\n");
	for (size_t i = 0; i < ad->facets.n; i++) {
		th_str name = ad->facets.v[i];
		bool inherit = !th_str_eqz(name, "topic");
		begin(d, "  ");
		th_buf_addf(d->out, "%.*s: {path: %.*ss%s}", TH_FMT(name), TH_FMT(name),
		    inherit ? ", inherit: true" : "");
		end(d, say(d, "pages, filters and feeds", "Seiten, Filter und Feeds"));
	}
}

static void write_fields(drafting *d, const field_guesses *all)
{
	if (all->n == 0)
		return;
	th_buf_addz(d->out, "    fields:\n");
	for (size_t i = 0; i < all->n; i++) {
		const field_guess *f = &all->v[i];
		begin(d, "      ");
		add_text(d, f->theirs);
		th_buf_addf(d->out, ": %.*s", TH_FMT(f->ours));
		end(d, times(d, f->files));
	}
}

static void write_permalinks(drafting *d)
{
	const adoption *ad = d->ad;
	if (ad->permalinks.n > 0) {
		th_buf_addz(d->out,
		    say(d,
			"    permalinks:  # where posts are today; they lead to the new address\n",
			"    permalinks:  # wo die Beiträge heute stehen; von dort geht es zur "
			"neuen Adresse\n"));
		for (size_t i = 0; i < ad->permalinks.n; i++)
			line(d, "      - ", ad->permalinks.v[i].value, ad->permalinks.v[i].why.p);
	}
	for (size_t i = 0; i < ad->dropped.n; i++)
		th_buf_addf(d->out,
		    d->german
			? "    # nicht verstanden, alte Adressen dieser Form enden: %.*s (%.*s)\n"
			: "    # not understood, old addresses of that form end: %.*s (%.*s)\n",
		    TH_FMT(ad->dropped.v[i].value), TH_FMT(ad->dropped.v[i].why));
}

static void write_people(drafting *d)
{
	const adoption *ad = d->ad;
	if (ad->people_data.n == 0 && ad->people_folders.n == 0)
		return;
	th_buf_addz(d->out, "  people:\n");
	list(d, "    folders: ", &ad->people_folders, "");
	list(d, "    names: ", &ad->people_names, "");
	list(d, "    permalinks: ", &ad->people_permalinks,
	    say(d, "where profiles are today", "wo die Profile heute stehen"));
	if (ad->people_data.n > 0)
		line(d, "    data: ", ad->people_data, "");
	write_fields(d, &ad->people_fields);
}

static void write_policies(drafting *d)
{
	const adoption *ad = d->ad;
	bool people = ad->people_data.n > 0 || ad->people_folders.n > 0;
	th_buf_addz(d->out, "policies:\n");
	line(d, "  consent: ", people ? TH_S("assumed") : TH_S("required"),
	    people
		? say(d, "who has a profile on the site is public; required: who says so",
		      "wer auf der Website ein Profil hat, ist öffentlich; required: wer es sagt")
		: say(d, "nobody is public who did not say so",
		      "niemand ist öffentlich, der es nicht gesagt hat"));
	line(d, "  missing_author: ", TH_S("warn"),
	    say(d, "a name without a file is told", "ein Name ohne Datei wird gemeldet"));
}

void adopt_draft(th_buf *out, const adoption *ad, th_str lang)
{
	drafting d = {.out = out, .ad = ad, .german = th_str_eqz(lang, "de")};
	write_head(&d);
	write_facets(&d);
	th_buf_addz(out, "collections:\n");
	if (ad->folders.n > 0) {
		th_buf_addz(out, "  stories:\n");
		list(&d, "    folders: ", &ad->folders,
		    th_str_fmt(ad->a, "%s: %zu", say(&d, "texts with a date", "Texte mit Datum"),
			ad->posts)
			.p);
		list(&d, "    names: ", &ad->names, "");
		write_permalinks(&d);
		write_fields(&d, &ad->fields);
		list(&d, "    words: ", &ad->words,
		    say(&d, "\"a b c\" is three of them", "„a b c“ sind drei davon"));
		list(&d, "    skip: ", &ad->skip,
		    say(&d, "tags that say nothing of a post",
			"Tags, die nichts über einen Beitrag sagen"));
	}
	write_people(&d);
	if (ad->folders.n == 0 && ad->people_data.n == 0 && ad->people_folders.n == 0)
		th_buf_addz(out,
		    say(&d, "  stories: {folders: [stories]}  # no text with a date was found\n",
			"  stories: {folders: [stories]}  # kein Text mit Datum gefunden\n"));
	write_policies(&d);
	list(&d, "media: ", &ad->media,
	    say(&d, "/x.jpg is looked for there, too", "/x.jpg wird auch dort gesucht"));
}
