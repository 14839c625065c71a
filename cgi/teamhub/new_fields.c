/* new_fields.c -- the front matter that `teamhub new` writes: the rows of fields.def, filled from
 * the repository's own people and terms, with the names of its hub.yml. Knows no file. */
#include "new_fields.h"

#include "teamhub/kind_bits.h"
#include "teamhub/texts.h"

enum {
	OFFERED = 12, /* names that a comment lists before "…" */
	COMMENT_AT = 44,
};

typedef enum line_kind {
	TITLE, /* the title, quoted */
	TODAY,
	SOON, /* the same day next month, half past eight */
	SOON_OFF,
	AUTHOR, /* from people; commented out when nobody is known */
	TO,
	FACETS, /* one line per facet of the hub */
	OFF,    /* the sample, commented out */
	WORDS,  /* a comment only */
} line_kind;

typedef struct line {
	unsigned kinds;
	line_kind kind;
	const char *field;
	const char *sample;       /* the same in all languages; NULL: sample_text */
	enum text_id sample_text; /* TEXT_NONE: there is none */
	enum text_id comment;     /* TEXT_NONE: there is none */
} line;

static const line lines[] = {
#define NEW(name, kinds, how, sample, sample_text, comment)                                        \
	{kinds, how, #name, sample, sample_text, comment},
#define NEW_LINE(kinds, how, comment) {kinds, how, NULL, "", TEXT_NONE, comment},
#include "teamhub/fields.def"
};

static th_str text_of(const new_file *n, enum text_id id)
{
	return id == TEXT_NONE ? TH_S("") : catalogue_get(n->speech, id);
}

bool new_kind_of(th_str word, th_kind *kind)
{
	return kind_named(kind, word) && *kind != TH_TERM;
}

/* This repository's name for one of our fields. */
static th_str field_name(const new_file *n, th_str ours)
{
	for (size_t i = 0; n->mapping && i < n->mapping->fields.n; i++)
		if (th_str_eq(*(th_str *)n->mapping->fields.items[i].value, ours))
			return n->mapping->fields.items[i].key;
	return ours;
}

void new_add_quoted(th_buf *b, th_str s)
{
	th_buf_addc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 0x20 || c == 0x7f) {
			th_buf_addf(b, "\\x%02x", c);
			continue;
		}
		if (c == '"' || c == '\\')
			th_buf_addc(b, '\\');
		th_buf_addc(b, (char)c);
	}
	th_buf_addc(b, '"');
}

/* Aligns comments. */
static void add_line(th_buf *out, bool off, th_str name, th_str value, th_str comment)
{
	th_buf b = {0};
	th_buf_addf(&b, "%s%.*s: %.*s", off ? "# " : "", TH_FMT(name), TH_FMT(value));
	if (comment.n > 0) {
		size_t width = th_utf8_length(th_buf_str(&b));
		do
			th_buf_addc(&b, ' ');
		while (++width < COMMENT_AT);
		th_buf_addf(&b, "# %.*s", TH_FMT(comment));
	}
	th_buf_addc(&b, '\n');
	th_buf_add(out, th_buf_str(&b));
	th_buf_free(&b);
}

/* "a, b, c …" from the documents that `wanted` accepts. */
static th_str list_names(const new_file *n, th_kind kind, th_str facet)
{
	th_buf b = {0};
	size_t listed = 0;
	for (size_t i = 0; i < n->content->docs.n; i++) {
		const th_doc *doc = n->content->docs.v[i];
		if (doc->kind != kind || doc->slug.n == 0 || doc->withdrawn || doc->broken ||
		    (kind == TH_TERM && !th_str_eq(doc->facet, facet)))
			continue;
		if (i > 0 && th_str_eq(n->content->docs.v[i - 1]->id, doc->id))
			continue; /* the same one in another language */
		if (listed++ < OFFERED)
			th_buf_addf(&b, "%s%.*s", listed > 1 ? ", " : "", TH_FMT(doc->slug));
	}
	if (listed > OFFERED)
		th_buf_addz(&b, " …");
	th_str list = th_str_dup(n->a, th_buf_str(&b));
	th_buf_free(&b);
	return list;
}

/* The comment, with the names to choose from. */
static th_str with_names(const new_file *n, enum text_id comment, th_str names)
{
	th_str what = text_of(n, comment);
	return names.n == 0 ? what
			    : catalogue_str(n->a, n->speech, TEXT_NEW_NAMES,
				  TEXT_WITH(TEXT_S("what", what), TEXT_S("names", names)));
}

static void add_person(th_buf *out, const new_file *n, const line *l, th_str person)
{
	th_str names = list_names(n, TH_PERSON, TH_NONE);
	th_str comment = with_names(n, l->comment, names);
	th_str name = field_name(n, th_strz(l->field));
	bool list = n->kind == TH_STORY;
	if (person.n > 0)
		add_line(out, false, name,
		    th_str_fmt(n->a, list ? "[%.*s]" : "%.*s", TH_FMT(person)), comment);
	else
		add_line(
		    out, n->kind == TH_STORY, name, list ? TH_S("[jana-weber]") : TH_NONE, comment);
}

static void add_facets(th_buf *out, const new_file *n)
{
	const th_hub *hub = n->content->hub;
	for (size_t i = 0; i < hub->facets.n; i++) {
		const th_facet *f = &hub->facets.v[i];
		th_str names = list_names(n, f->kind, f->name), first = names, rest = names;
		if (f->kind == TH_PERSON)
			continue;
		if (n->kind != TH_STORY && !f->inherit)
			continue; /* people are not sorted by this facet */
		th_str_split(&rest, ',', &first);
		first = th_str_trim(first);
		th_str comment = names;
		if (n->kind == TH_STORY && f->inherit)
			comment = with_names(n, TEXT_NEW_INHERITED, names);
		add_line(out, true, field_name(n, f->name),
		    n->kind == TH_STORY ? th_str_fmt(n->a, "[%.*s]", TH_FMT(first)) : first,
		    comment);
	}
}

/* The same day of next month, at the sample's time. */
static th_str soon(const new_file *n, const char *time)
{
	uint64_t year = 0, month = 0, day = 0;
	th_str_uint(th_str_sub(n->today, 0, 4), 9999, &year);
	th_str_uint(th_str_sub(n->today, 5, 7), 12, &month);
	th_str_uint(th_str_sub(n->today, 8, 10), 31, &day);
	year += month == 12;
	month = month % 12 + 1;
	return th_str_fmt(
	    n->a, "%04d-%02d-%02d %s", (int)year, (int)month, day > 28 ? 28 : (int)day, time);
}

static void add_consent(th_buf *out, const new_file *n)
{
	static const struct {
		const char *name;
		enum text_id what;
	} purposes[] = {{"public", TEXT_NEW_CONSENT_PUBLIC},
	    {"portrait", TEXT_NEW_CONSENT_PORTRAIT}, {"story", TEXT_NEW_CONSENT_STORY},
	    {"feed", TEXT_NEW_CONSENT_FEED}, {"card", TEXT_NEW_CONSENT_CARD},
	    {"kudos", TEXT_NEW_CONSENT_KUDOS}};
	th_buf_addf(out, "# %.*s:\n", TH_FMT(field_name(n, TH_S("consent"))));
	for (size_t i = 0; i < TH_COUNT(purposes); i++)
		add_line(out, true, th_str_fmt(n->a, "  %s", purposes[i].name), n->today,
		    text_of(n, purposes[i].what));
}

static void add(th_buf *out, const new_file *n, const line *l)
{
	th_str comment = text_of(n, l->comment);
	th_str sample = l->sample ? th_strz(l->sample) : text_of(n, l->sample_text);
	th_str name = l->field ? field_name(n, th_strz(l->field)) : TH_NONE;
	th_buf quoted = {0};
	switch (l->kind) {
	case TITLE:
		new_add_quoted(&quoted, n->title);
		add_line(out, false, name, th_buf_str(&quoted), comment);
		break;
	case TODAY:
		add_line(out, false, name, n->today, comment);
		break;
	case SOON:
	case SOON_OFF:
		add_line(out, l->kind == SOON_OFF, name, soon(n, sample.p), comment);
		break;
	case AUTHOR:
		add_person(out, n, l, n->author);
		break;
	case TO:
		add_person(out, n, l, n->to);
		break;
	case FACETS:
		add_facets(out, n);
		break;
	case OFF:
		add_line(out, true, name, sample, comment);
		break;
	case WORDS:
		th_buf_addf(out, "# %.*s\n", TH_FMT(comment));
		break;
	}
	th_buf_free(&quoted);
}

void new_write_fields(th_buf *out, const new_file *n)
{
	const th_hub *hub = n->content->hub;
	th_str usual = n->mapping && n->mapping->lang.n ? n->mapping->lang
		       : hub->languages.n               ? hub->languages.v[0]
							: n->lang;
	th_buf_addz(out, "---\n");
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		if (!(lines[i].kinds & (1u << n->kind)))
			continue;
		add(out, n, &lines[i]);
		if (i < 2 && n->lang.n > 0 && !th_str_eq(n->lang, usual))
			add_line(out, false, field_name(n, TH_S("lang")), n->lang, TH_NONE);
	}
	if (n->kind == TH_PERSON)
		add_consent(out, n);
	th_buf_addz(out, "---\n\n");
}

/* "label: {de: Ort, en: Place}", in every language of the catalogues. */
static void add_labels(th_buf *out, const char *name, enum text_id id)
{
	th_str lang;
	th_buf_addf(out, "%s: {", name);
	for (size_t i = 0; (lang = catalogue_language_at(i)).n > 0; i++)
		th_buf_addf(out, "%s%.*s: %.*s", i > 0 ? ", " : "", TH_FMT(lang),
		    TH_FMT(catalogue_get(lang, id)));
	th_buf_addc(out, '}');
}

void new_write_hub(th_buf *out, const new_file *n)
{
	static const struct {
		const char *name, *path;
		enum text_id label, plural;
		bool inherit;
	} facets[] = {{"team", "teams", TEXT_NEW_TEAM, TEXT_NEW_TEAMS, true},
	    {"place", "places", TEXT_NEW_PLACE, TEXT_NEW_PLACES, true},
	    {"topic", "topics", TEXT_NEW_TOPIC, TEXT_NEW_TOPICS, false}};
	th_buf_addz(out, "title: ");
	new_add_quoted(out, n->title);
	th_buf_addz(out, "\n");
	add_line(out, false, TH_S("base_url"), TH_S("http://localhost:8080"),
	    text_of(n, TEXT_NEW_BASE_URL));
	add_line(out, false, TH_S("prefix"), TH_S("/team"), text_of(n, TEXT_NEW_PREFIX));
	add_line(out, false, TH_S("languages"), text_of(n, TEXT_NEW_HUB_LANGUAGES),
	    text_of(n, TEXT_NEW_LANGUAGES));
	add_line(
	    out, false, TH_S("timezone"), TH_S("Europe/Berlin"), text_of(n, TEXT_NEW_TIMEZONE));
	th_buf_addc(out, '\n');
	catalogue_add_line(out, n->speech, TEXT_NEW_FACETS, TEXT_ALONE);
	th_buf_addz(out, "facets:\n");
	for (size_t i = 0; i < TH_COUNT(facets); i++) {
		th_buf_addf(out, "  %s: {path: %s,%s ", facets[i].name, facets[i].path,
		    facets[i].inherit ? " inherit: true," : "");
		add_labels(out, "label", facets[i].label);
		th_buf_addz(out, ", ");
		add_labels(out, "plural", facets[i].plural);
		th_buf_addz(out, "}\n");
	}
}
