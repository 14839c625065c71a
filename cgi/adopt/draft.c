/* draft.c -- writes what was found as a hub.yml that people can check: each line has its reason in
 * a comment. Called by cmd_adopt.c. Knows no source; equal findings give equal bytes. */
#include "adopt.h"

#include "teamhub/texts.h"

enum { WHY_AT = 56 }; /* column of the comments */

typedef struct drafting {
	th_buf *out;
	const adoption *ad;
	th_str lang;
	size_t from; /* start of the current line */
} drafting;

static bool is_plain(th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool letter = th_is_letter(c) || c >= 0x80;
		bool inner = th_is_digit(c) || c == '_' || c == '-' || c == '/' || c == '.';
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

/* Ends the line with its reason. */
static void end(drafting *d, const char *why)
{
	if (why != NULL && why[0] != '\0') {
		do
			th_buf_addc(d->out, ' ');
		while (d->out->n < d->from + WHY_AT);
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

static const char *say(const drafting *d, enum text_id id)
{
	return catalogue_get(d->lang, id).p;
}

static const char *times(const drafting *d, size_t n)
{
	return th_str_fmt(d->ad->a, "%zu ×", n).p;
}

static void write_head(drafting *d)
{
	const adoption *ad = d->ad;
	th_str name = ad->generator ? th_strz(ad->generator->name)
				    : catalogue_get(d->lang, TEXT_ADOPT_NO_GENERATOR);
	if (ad->marker.n > 0)
		name = catalogue_str(ad->a, d->lang, TEXT_ADOPT_BY,
		    TEXT_WITH(TEXT_S("generator", name), TEXT_S("file", ad->marker)));
	catalogue_add_line(d->out, d->lang, TEXT_ADOPT_HEAD, TEXT_WITH(TEXT_S("generator", name)));
	line(d, "title: ", ad->title.value.n ? ad->title.value : TH_S("Team"),
	    ad->title.value.n ? ad->title.why.p : say(d, TEXT_ADOPT_TITLE));
	line(d,
	    "base_url: ", ad->base_url.value.n ? ad->base_url.value : TH_S("http://localhost:8080"),
	    ad->base_url.value.n ? ad->base_url.why.p : say(d, TEXT_ADOPT_BASE_URL));
	list(d, "languages: ", &ad->languages,
	    ad->language.value.n ? ad->language.why.p : say(d, TEXT_ADOPT_LANGUAGE));
	if (ad->timezone.value.n > 0)
		line(d, "timezone: ", ad->timezone.value, ad->timezone.why.p);
	if (ad->generator != NULL && ad->generator->word != NULL)
		line(d, "generator: ", th_strz(ad->generator->word), say(d, TEXT_ADOPT_GENERATOR));
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
		end(d, say(d, TEXT_ADOPT_FACET));
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
	/* a pattern here would take the place of the generator's own rules, which the hub knows */
	if (ad->generator != NULL && ad->generator->word != NULL) {
		th_buf_addz(d->out, "    # ");
		catalogue_add_line(d->out, d->lang, TEXT_ADOPT_PERMALINKS_KNOWN,
		    TEXT_WITH(TEXT_S("generator", th_strz(ad->generator->name))));
	} else if (ad->permalinks.n > 0) {
		th_buf_addf(d->out, "    permalinks:  # %s\n", say(d, TEXT_ADOPT_PERMALINKS));
		for (size_t i = 0; i < ad->permalinks.n; i++)
			line(d, "      - ", ad->permalinks.v[i].value, ad->permalinks.v[i].why.p);
	}
	for (size_t i = 0; i < ad->dropped.n; i++) {
		th_buf_addz(d->out, "    # ");
		catalogue_add_line(d->out, d->lang, TEXT_ADOPT_DROPPED,
		    TEXT_WITH(TEXT_S("address", ad->dropped.v[i].value),
			TEXT_S("why", ad->dropped.v[i].why)));
	}
}

static void write_people(drafting *d)
{
	const adoption *ad = d->ad;
	if (ad->people_data.n == 0 && ad->people_folders.n == 0)
		return;
	th_buf_addz(d->out, "  people:\n");
	list(d, "    folders: ", &ad->people_folders, "");
	list(d, "    names: ", &ad->people_names, "");
	list(d, "    permalinks: ", &ad->people_permalinks, say(d, TEXT_ADOPT_PROFILES));
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
	    say(d, people ? TEXT_ADOPT_ASSUMED : TEXT_ADOPT_REQUIRED));
	line(d, "  missing_author: ", TH_S("warn"), say(d, TEXT_ADOPT_MISSING_AUTHOR));
}

/* The generator's own pages, which are no collection of the hub, unless stories are among them. */
static void write_ignore(drafting *d)
{
	const adoption *ad = d->ad;
	const th_str folder = TH_S("pages/");
	th_strs ignore = {0};
	size_t n;
	const th_entry *all = source_entries(ad->source, &n);
	for (size_t i = 0; i < ad->folders.n; i++)
		if (th_str_eqz(ad->folders.v[i], "pages") ||
		    th_str_starts(ad->folders.v[i], folder))
			return;
	for (size_t i = 0; i < n && ignore.n == 0; i++)
		if (th_str_starts(all[i].path, folder))
			*TH_ADD(ad->a, &ignore) = folder;
	list(d, "ignore: ", &ignore, say(d, TEXT_ADOPT_IGNORE));
}

void adopt_draft(th_buf *out, const adoption *ad, th_str lang)
{
	drafting d = {.out = out, .ad = ad, .lang = lang};
	write_head(&d);
	write_facets(&d);
	th_buf_addz(out, "collections:\n");
	if (ad->folders.n > 0) {
		th_buf_addz(out, "  stories:\n");
		list(&d, "    folders: ", &ad->folders,
		    catalogue_str(ad->a, lang, TEXT_ADOPT_DATED, TEXT_WITH(TEXT_N("n", ad->posts)))
			.p);
		list(&d, "    names: ", &ad->names, "");
		write_permalinks(&d);
		write_fields(&d, &ad->fields);
		list(&d, "    words: ", &ad->words, say(&d, TEXT_ADOPT_WORDS));
		list(&d, "    split: ", &ad->split, say(&d, TEXT_ADOPT_SPLIT));
		list(&d, "    skip: ", &ad->skip, say(&d, TEXT_ADOPT_SKIP));
	}
	write_people(&d);
	if (ad->folders.n == 0 && ad->people_data.n == 0 && ad->people_folders.n == 0)
		th_buf_addf(
		    out, "  stories: {folders: [stories]}  # %s\n", say(&d, TEXT_ADOPT_NO_STORIES));
	write_policies(&d);
	list(&d, "media: ", &ad->media, say(&d, TEXT_ADOPT_MEDIA));
	write_ignore(&d);
}
