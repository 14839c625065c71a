/* fields.c -- our names for fields of other generators: two tables, and how often each field
 * occurs. Called by survey.c and people.c. A name in neither table is kept by the hub and passed to
 * the theme, so only fields with a meaning here need to be known. */
#include "adopt.h"

#include <stdlib.h>

static bool is_number(th_str s)
{
	uint64_t n;
	return th_str_uint(s, 99999, &n);
}

typedef struct known_field {
	const char *theirs, *ours;
} known_field;

static const known_field story_fields[] = {{"tags", "topic"}, {"tag", "topic"},
    {"categories", "topic"}, {"category", "topic"}, {"topics", "topic"}, {"keywords", "topic"},
    {"taxonomies.tags", "topic"}, {"taxonomies.categories", "topic"},
    {"taxonomies.authors", "authors"}, {"writer", "authors"}, {"by", "authors"},
    {"byline", "authors"}, {"creator", "authors"}, {"extra.author", "authors"},
    {"excerpt", "summary"}, {"description", "summary"}, {"abstract", "summary"},
    {"teaser", "summary"}, {"intro", "summary"}, {"lead", "summary"}, {"image", "picture"},
    {"cover", "picture"}, {"thumbnail", "picture"}, {"hero", "picture"}, {"banner", "picture"},
    {"featured_image", "picture"}, {"featuredImage", "picture"}, {"feature_image", "picture"},
    {"coverImage", "picture"}, {"cover_image", "picture"}, {"heroImage", "picture"},
    {"header_image", "picture"}, {"og_image", "picture"}, {"ogImage", "picture"},
    {"cover.image", "picture"}, {"cover.src", "picture"}, {"image.src", "picture"},
    {"image.path", "picture"}, {"extra.image", "picture"}, {"extra.cover", "picture"},
    {"extra.thumbnail", "picture"}, {"image.url", "picture"}, {"image.feature", "picture"},
    {"header.image", "picture"}, {"header.teaser", "picture"}, {"header.overlay_image", "picture"},
    {"image_alt", "picture_alt"}, {"imageAlt", "picture_alt"}, {"cover.alt", "picture_alt"},
    {"image.alt", "picture_alt"}, {"alt", "picture_alt"}, {"lastmod", "updated"},
    {"last_modified_at", "updated"}, {"modified", "updated"}, {"updated_at", "updated"},
    {"updatedDate", "updated"}, {"lastUpdated", "updated"}, {"last_update.date", "updated"},
    {"expiryDate", "expires"}, {"expires_at", "expires"}, {"redirects", "aliases"},
    {"redirect", "aliases"}, {"url", "permalink"}, {"language", "lang"}, {"locale", "lang"},
    {"department", "team"}, {"location", "place"}, {"city", "place"}, {"office", "place"},
    {"headline", "title"}};

static const known_field person_fields[] = {{"display_name", "name"}, {"fullName", "name"},
    {"full_name", "name"}, {"displayName", "name"}, {"position", "role"}, {"job", "role"},
    {"jobtitle", "role"}, {"job_title", "role"}, {"jobTitle", "role"}, {"occupation", "role"},
    {"bio", "summary"}, {"about", "summary"}, {"description", "summary"}, {"avatar", "portrait"},
    {"photo", "portrait"}, {"image", "portrait"}, {"image_url", "portrait"},
    {"imageURL", "portrait"}, {"picture", "portrait"}, {"headshot", "portrait"},
    {"department", "team"}, {"location", "place"}, {"website", "links.website"},
    {"web", "links.website"}, {"site", "links.website"}, {"url", "links.website"},
    {"homepage", "links.website"}};

static void count_field(
    adoption *ad, field_guesses *out, const known_field *table, size_t n, th_str key, th_str *last)
{
	th_str longest = TH_NONE;
	const char *ours = NULL;
	/* a list comes as tags.0, tags.1: only the name counts, once */
	for (size_t i = 0; i < n; i++) {
		th_str theirs = th_strz(table[i].theirs);
		bool same = th_str_eq(key, theirs) ||
			    (th_str_starts(key, theirs) && key.p[theirs.n] == '.' &&
				is_number(th_str_sub(key, theirs.n + 1, key.n)));
		if (same && theirs.n > longest.n) {
			longest = theirs;
			ours = table[i].ours;
		}
	}
	if (ours == NULL || th_str_eq(longest, *last))
		return;
	*last = longest;
	for (size_t i = 0; i < out->n; i++)
		if (th_str_eq(out->v[i].theirs, longest)) {
			out->v[i].files++;
			return;
		}
	*TH_ADD(ad->a, out) = (field_guess){longest, th_strz(ours), 1};
}

void adopt_count_fields(adoption *ad, field_guesses *out, const th_doc *doc)
{
	bool person = doc->kind == TH_PERSON;
	th_str last = TH_NONE;
	for (size_t i = 0; i < doc->fields.n; i++)
		if (th_str_find(doc->fields.v[i].value, TH_S("](")) < 0) /* prose, no value */
			count_field(ad, out, person ? person_fields : story_fields,
			    person ? TH_COUNT(person_fields) : TH_COUNT(story_fields),
			    doc->fields.v[i].key, &last);
}

static int by_files(const void *x, const void *y)
{
	const field_guess *a = x, *b = y;
	if (a->files != b->files)
		return a->files > b->files ? -1 : 1;
	return th_str_cmp(a->theirs, b->theirs);
}

void adopt_settle_fields(adoption *ad, field_guesses *f)
{
	if (f->n > 1)
		qsort(f->v, f->n, sizeof(*f->v), by_files);
	static const char *const sorted_by[] = {"topic", "team", "place"};
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < TH_COUNT(sorted_by); k++)
			if (th_str_eqz(f->v[i].ours, sorted_by[k]) &&
			    !th_strs_has(&ad->facets, f->v[i].ours))
				*TH_ADD(ad->a, &ad->facets) = f->v[i].ours;
}

/* ---- other names for dates ---- */

static const char *const date_fields[] = {"publishDate", "publish_date", "pubDate", "pubdate",
    "published_at", "publishedAt", "datePublished", "date_published", "created", "created_at",
    "createdAt", "posted", "post_date"};

/* For a text without date: the one of those in its first lines, or NULL. */
static const char *date_field(th_str text)
{
	enum { LINES = 40 };
	const char *found = NULL;
	th_str line;
	for (int i = 0; i < LINES && th_str_split(&text, '\n', &line); i++) {
		ptrdiff_t colon = th_str_chr(line, ':'), equals = th_str_chr(line, '=');
		ptrdiff_t end = colon < 0 || (equals >= 0 && equals < colon) ? equals : colon;
		th_str key = th_str_trim(th_str_sub(line, 0, end < 0 ? 0 : (size_t)end));
		if (th_str_eqz(key, "date"))
			return NULL;
		for (size_t k = 0; k < TH_COUNT(date_fields) && found == NULL; k++)
			if (th_str_eqz(key, date_fields[k]))
				found = date_fields[k];
	}
	return found;
}

void adopt_find_dates(adoption *ad)
{
	enum { LOOK_AT = 1 << 20 };
	size_t n, counts[TH_COUNT(date_fields)] = {0};
	const th_entry *all = source_entries(ad->source, &n);
	for (size_t i = 0; i < n; i++) {
		th_arena *a = th_arena_new();
		th_str text;
		bool read = (th_str_ends(all[i].path, TH_S(".mdx")) ||
				th_str_ends(all[i].path, TH_S(".md")) ||
				th_str_ends(all[i].path, TH_S(".markdown"))) &&
			    source_read(ad->source, &all[i], LOOK_AT, a, &text, NULL) == 0;
		const char *field = read ? date_field(text) : NULL;
		for (size_t k = 0; k < TH_COUNT(date_fields); k++)
			counts[k] += field == date_fields[k];
		th_arena_free(a);
	}
	for (size_t k = 0; k < TH_COUNT(date_fields); k++)
		if (counts[k] > 0)
			*TH_ADD(ad->a, &ad->dates) =
			    (field_guess){th_strz(date_fields[k]), TH_S("date"), counts[k]};
}
