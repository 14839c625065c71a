/* new_fields.c -- the front matter that `teamhub new` writes: the rows of fields.def, filled from
 * the repository's own people and terms, under the names that its hub.yml gives them. Knows no
 * file. */
#include "new_fields.h"

#include "teamhub/kind_bits.h"

enum {
	OFFERED = 12, /* names that a comment lists before it says "…" */
	COMMENT_AT = 44,
};

typedef enum line_kind {
	TITLE, /* the title, quoted */
	TODAY,
	SOON, /* the same day of next month, half past eight */
	SOON_OFF,
	AUTHOR, /* from people; behind a # when nobody is known */
	TO,
	FACETS, /* a line for each of the hub's facets */
	OFF,    /* the sample behind a # */
	WORDS,  /* a comment alone */
} line_kind;

typedef struct line {
	unsigned kinds;
	line_kind kind;
	const char *field;
	const char *sample_en, *sample_de;
	const char *en, *de; /* the comment */
} line;

static const line lines[] = {
#define NEW(name, kinds, how, sample_en, sample_de, en, de)                                        \
	{kinds, how, #name, sample_en, sample_de, en, de},
#define NEW_LINE(kinds, how, en, de) {kinds, how, NULL, NULL, NULL, en, de},
#include "teamhub/fields.def"
};

bool new_kind_of(th_str word, th_kind *kind)
{
	return kind_named(kind, word) && *kind != TH_TERM;
}

/* The name that this repository's files have for one of our fields. */
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

/* Columns, not octets: comments stand below one another. */
static size_t columns(th_str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; n++)
		th_utf8_next(s, &i);
	return n;
}

static void add_line(th_buf *out, bool off, th_str name, th_str value, th_str comment)
{
	th_buf b = {0};
	th_buf_addf(&b, "%s%.*s: %.*s", off ? "# " : "", TH_FMT(name), TH_FMT(value));
	if (comment.n > 0) {
		size_t width = columns(th_buf_str(&b));
		do
			th_buf_addc(&b, ' ');
		while (++width < COMMENT_AT);
		th_buf_addf(&b, "# %.*s", TH_FMT(comment));
	}
	th_buf_addc(&b, '\n');
	th_buf_add(out, th_buf_str(&b));
	th_buf_free(&b);
}

/* "a, b, c …" of the documents that `wanted` takes. */
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
			continue; /* the same in another language */
		if (listed++ < OFFERED)
			th_buf_addf(&b, "%s%.*s", listed > 1 ? ", " : "", TH_FMT(doc->slug));
	}
	if (listed > OFFERED)
		th_buf_addz(&b, " …");
	th_str list = th_str_dup(n->a, th_buf_str(&b));
	th_buf_free(&b);
	return list;
}

static void add_person(th_buf *out, const new_file *n, const line *l, th_str person)
{
	th_str names = list_names(n, TH_PERSON, TH_NONE);
	th_str what = th_strz(n->german ? l->de : l->en);
	th_str comment =
	    names.n ? th_str_fmt(n->a, "%.*s: %.*s", TH_FMT(what), TH_FMT(names)) : what;
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
			continue; /* what a person is not sorted by */
		th_str_split(&rest, ',', &first);
		first = th_str_trim(first);
		th_str comment = names;
		if (n->kind == TH_STORY && f->inherit)
			comment = th_str_fmt(n->a, "%s%s%.*s",
			    n->german ? "sonst von denen, die schreiben"
				      : "else that of the authors",
			    names.n ? ": " : "", TH_FMT(names));
		add_line(out, true, field_name(n, f->name),
		    n->kind == TH_STORY ? th_str_fmt(n->a, "[%.*s]", TH_FMT(first)) : first,
		    comment);
	}
}

/* The same day of the month that follows, at the sample's time. */
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
	static const char *const purposes[][3] = {
	    {"public", "your page: name and what you write here", "deine Seite: Name und Angaben"},
	    {"portrait", "your picture", "dein Bild"},
	    {"story", "stories under your name", "Geschichten unter deinem Namen"},
	    {"feed", "stories in feeds, which others keep",
		"Geschichten in Feeds, die andere aufheben"},
	    {"card", "a share card with your name", "eine Vorschaukarte mit deinem Namen"},
	    {"kudos", "thanks that you give or get", "Dank, den du sagst oder bekommst"}};
	th_buf_addf(out, "# %.*s:\n", TH_FMT(field_name(n, TH_S("consent"))));
	for (size_t i = 0; i < TH_COUNT(purposes); i++)
		add_line(out, true, th_str_fmt(n->a, "  %s", purposes[i][0]), n->today,
		    th_strz(purposes[i][n->german ? 2 : 1]));
}

static void add(th_buf *out, const new_file *n, const line *l)
{
	th_str comment = th_strz(n->german ? l->de : l->en);
	th_str sample = th_strz(n->german ? l->sample_de : l->sample_en);
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

void new_write_hub(th_buf *out, const new_file *n)
{
	static const char *const facets[][6] = {{"team", "teams", "Team", "Team", "Teams", "Teams"},
	    {"place", "places", "Ort", "Place", "Orte", "Places"},
	    {"topic", "topics", "Thema", "Topic", "Themen", "Topics"}};
	bool de = n->german;
	th_buf_addz(out, "title: ");
	new_add_quoted(out, n->title);
	th_buf_addz(out, "\n");
	add_line(out, false, TH_S("base_url"), TH_S("http://localhost:8080"),
	    th_strz(de ? "die Adresse der Website" : "the address of the site"));
	add_line(out, false, TH_S("prefix"), TH_S("/team"),
	    th_strz(de ? "wo der Hub darin steht" : "where the hub stands in it"));
	add_line(out, false, TH_S("languages"), de ? TH_S("[de, en]") : TH_S("[en, de]"),
	    th_strz(de ? "die erste ist die der Adresse ohne Kürzel"
		       : "the first one has the address without a code"));
	add_line(out, false, TH_S("timezone"), TH_S("Europe/Berlin"),
	    th_strz(de ? "für Daten ohne Zone" : "for dates that name no zone"));
	th_buf_addz(out,
	    de ? "\n# Wonach Geschichten geordnet werden. Jede Facette hat Seiten, Filter und "
		 "Feeds.\n"
		 "# inherit: Wer schreibt, bringt es mit. Mehr: content/README.md des Hubs.\n"
	       : "\n# What stories are sorted by. Each facet has pages, filters and feeds.\n"
		 "# inherit: the author brings it along. More: content/README.md of the hub.\n");
	th_buf_addz(out, "facets:\n");
	for (size_t i = 0; i < TH_COUNT(facets); i++)
		th_buf_addf(out,
		    "  %s: {path: %s,%s label: {de: %s, en: %s}, plural: {de: %s, en: %s}}\n",
		    facets[i][0], facets[i][1], i < 2 ? " inherit: true," : "", facets[i][2],
		    facets[i][3], facets[i][4], facets[i][5]);
}
