/* fields.c -- what fields of other generators are called here: two tables, and how often each of
 * them was met. Called by survey.c and people.c. A name that is in no table is kept by the hub as
 * it is and handed to the theme, so only what has a meaning here need be known. */
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
    {"image.path", "picture"}, {"image.url", "picture"}, {"image.feature", "picture"},
    {"header.image", "picture"}, {"header.teaser", "picture"}, {"header.overlay_image", "picture"},
    {"image_alt", "picture_alt"}, {"imageAlt", "picture_alt"}, {"cover.alt", "picture_alt"},
    {"image.alt", "picture_alt"}, {"alt", "picture_alt"}, {"lastmod", "updated"},
    {"last_modified_at", "updated"}, {"modified", "updated"}, {"updated_at", "updated"},
    {"updatedDate", "updated"}, {"lastUpdated", "updated"}, {"last_update.date", "updated"},
    {"publishDate", "date"}, {"publish_date", "date"}, {"pubDate", "date"}, {"pubdate", "date"},
    {"published_at", "date"}, {"publishedAt", "date"}, {"datePublished", "date"},
    {"date_published", "date"}, {"created", "date"}, {"created_at", "date"}, {"createdAt", "date"},
    {"posted", "date"}, {"post_date", "date"}, {"expiryDate", "expires"}, {"expires_at", "expires"},
    {"redirects", "aliases"}, {"redirect", "aliases"}, {"url", "permalink"}, {"language", "lang"},
    {"locale", "lang"}, {"department", "team"}, {"location", "place"}, {"city", "place"},
    {"office", "place"}, {"headline", "title"}};

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
	/* a list is told as tags.0, tags.1: the name alone counts, once */
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
		count_field(ad, out, person ? person_fields : story_fields,
		    person ? TH_COUNT(person_fields) : TH_COUNT(story_fields), doc->fields.v[i].key,
		    &last);
}

static int by_files(const void *x, const void *y)
{
	const field_guess *a = x, *b = y;
	if (a->files != b->files)
		return a->files > b->files ? -1 : 1;
	return th_str_cmp(a->theirs, b->theirs);
}

void adopt_settle_fields(adoption *ad, field_guesses *f, size_t dated)
{
	size_t kept = 0;
	for (size_t i = 0; i < f->n; i++) {
		field_guess g = f->v[i];
		if (th_str_eqz(g.ours, "date") && dated > 0)
			g.ours =
			    th_str_starts(g.theirs, TH_S("publish")) ? TH_S("publish") : TH_NONE;
		if (g.ours.n > 0)
			f->v[kept++] = g;
	}
	f->n = kept;
	if (f->n > 1)
		qsort(f->v, f->n, sizeof(*f->v), by_files);
	static const char *const sorted_by[] = {"topic", "team", "place"};
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < TH_COUNT(sorted_by); k++)
			if (th_str_eqz(f->v[i].ours, sorted_by[k]) &&
			    !th_strs_has(&ad->facets, f->v[i].ours))
				*TH_ADD(ad->a, &ad->facets) = f->v[i].ours;
}
