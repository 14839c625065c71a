/* values.c -- reads the value of each type of field, dates (locale/date.c) included.
 *
 * Called by fields.c only. What cannot be read is one finding and is not used; if publishing
 * without it would be wrong (a consent, a date of withdrawal), the file is left out. All resulting
 * text consists of XML 1.0 characters. */
#include "values.h"

th_str text_clean(field_job *job, th_str text, int line, int column)
{
	size_t bad;
	if (th_xml_valid(text, &bad))
		return text;
	th_buf b = {0};
	size_t i = bad;
	int32_t first = th_utf8_next(text, &i);
	th_buf_add(&b, th_str_sub(text, 0, bad));
	for (i = bad; i < text.n;) {
		size_t at = i;
		th_utf8_next(text, &i);
		if (th_xml_valid(th_str_sub(text, at, i), NULL))
			th_buf_add(&b, th_str_sub(text, at, i));
		else
			th_utf8_put(&b, 0xfffd);
	}
	finding_add(job->findings, TH_RULE_TEXT_CONTROL, (th_mark){job->doc->path, line, column},
	    th_str_fmt(job->arena, "U+%04X", first < 0 ? 0xfffdu : (unsigned)first), TH_NONE,
	    TH_NONE);
	text = th_str_dup(job->arena, th_buf_str(&b));
	th_buf_free(&b);
	return text;
}

static th_mark mark(const field_job *job, const yaml_node *n)
{
	return (th_mark){job->doc->path, n->line, n->column};
}

void value_refuse(
    field_job *job, enum th_rule_id rule, th_str written, const yaml_node *n, th_str value)
{
	finding_add(job->findings, rule, mark(job, n), written, value, TH_NONE);
}

/* A scalar's text on one line; false (without a finding) when there is none. */
static bool scalar(field_job *job, const yaml_node *n, th_str *out)
{
	if (n->kind != YAML_TEXT || yaml_is_null(n))
		return false;
	*out = text_line(job->arena, text_clean(job, n->text, n->line, n->column));
	return out->n > 0;
}

bool value_one_text(field_job *job, th_str written, const yaml_node *n, th_str *out)
{
	if (scalar(job, n, out))
		return true;
	if (n->kind != YAML_TEXT)
		value_refuse(job, TH_RULE_FIELD_TEXT, written, n, TH_NONE);
	return false;
}

/* ---- texts and lists ---- */

static bool is_mapped(const field_job *job)
{
	return job->mapping != NULL && job->mapping->mapped;
}

static void add_text(field_job *job, th_texts *texts, th_str lang, th_str text)
{
	if (is_mapped(job))
		text = text_plain(job->arena, text, texts == &job->doc->summary);
	for (size_t i = 0; i < texts->n; i++)
		if (th_str_eq(texts->v[i].lang, lang))
			return;
	*TH_ADD(job->arena, texts) = (th_in_lang){th_str_dup(job->arena, lang), text};
}

void value_read_texts(field_job *job, th_texts *texts, th_str written, const yaml_node *n)
{
	th_str text;
	if (n->kind != YAML_MAP) {
		if (value_one_text(job, written, n, &text))
			add_text(job, texts, TH_NONE, text);
		return;
	}
	for (const yaml_node *one = n->first; one; one = one->next) {
		if (one->key.n < 2 || one->key.n > 12 || one->kind != YAML_TEXT) {
			value_refuse(job, TH_RULE_FIELD_TEXT, written, one, TH_NONE);
			return;
		}
		if (scalar(job, one, &text))
			add_text(job, texts, one->key, text);
	}
}

static bool skipped(const field_job *job, th_str text)
{
	return job->mapping != NULL && th_strs_has(&job->mapping->skip, text);
}

typedef struct item {
	th_str text;
	int line;
	bool only; /* the one text of the field, not an item of a list */
} item;
typedef TH_LIST(item) items;

static void add_item(field_job *job, items *out, th_str text, int line)
{
	text = th_str_trim(is_mapped(job) ? text_plain(job->arena, text, false) : text);
	if (text.n > 0 && !skipped(job, text) && out->n < CONTENT_MAX_NAMES)
		*TH_ADD(job->scratch, out) = (item){.text = text, .line = line};
}

const yaml_node *value_named(const yaml_node *map)
{
	static const char *const keys[] = {"slug", "id", "key", "name", "title"};
	for (size_t i = 0; i < TH_COUNT(keys); i++) {
		const yaml_node *n = yaml_get(map, th_strz(keys[i]));
		if (n != NULL && n->kind == YAML_TEXT)
			return n;
	}
	return NULL;
}

/* A text is one item, or several if the mapping says so (Jekyll's tags). */
static items read_items(field_job *job, th_str written, const yaml_node *n)
{
	items out = {0};
	th_str text, part;
	if (n->kind == YAML_TEXT) {
		if (!scalar(job, n, &text))
			return out;
		if (job->mapping != NULL && th_strs_has(&job->mapping->words, written)) {
			char sep = th_str_chr(text, ',') >= 0 ? ',' : ' ';
			while (th_str_split(&text, sep, &part))
				add_item(job, &out, part, n->line);
		} else {
			add_item(job, &out, text, n->line);
			if (out.n == 1)
				out.v[0].only = true;
		}
		return out;
	}
	const yaml_node *one = n->kind == YAML_MAP ? n : n->first;
	for (; one; one = n->kind == YAML_MAP ? NULL : one->next) {
		const yaml_node *name = one->kind == YAML_MAP ? value_named(one) : one;
		if (name == NULL || name->kind != YAML_TEXT)
			value_refuse(job, TH_RULE_FIELD_TEXT, written, one, TH_NONE);
		else if (scalar(job, name, &text))
			add_item(job, &out, text, name->line);
	}
	return out;
}

void value_texts(field_job *job, th_strs *out, th_str written, const yaml_node *n)
{
	items list = read_items(job, written, n);
	for (size_t i = 0; i < list.n; i++)
		*TH_ADD(job->arena, out) = list.v[i].text;
}

void value_read_refs(field_job *job, th_refs *refs, th_str written, const yaml_node *n)
{
	items list = read_items(job, written, n);
	bool split = job->mapping != NULL && th_strs_has(&job->mapping->split, written);
	for (size_t i = 0; i < list.n; i++) {
		th_strs names = {0};
		if (split)
			names = names_split(job->arena, list.v[i].text);
		else
			*TH_ADD(job->arena, &names) = list.v[i].text;
		for (size_t k = 0; k < names.n; k++)
			*TH_ADD(job->arena, refs) = (th_ref){.written = names.v[k],
			    .line = list.v[i].line,
			    .only = list.v[i].only && !split};
	}
	/* People beyond the limit would not be asked for consent. */
	if ((n->kind == YAML_LIST && n->count > CONTENT_MAX_NAMES) || refs->n > CONTENT_MAX_NAMES) {
		finding_add(job->findings, TH_RULE_FIELD_LONG, mark(job, n), written,
		    th_str_fmt(job->scratch, "%d", CONTENT_MAX_NAMES), TH_NONE);
		job->bad = true;
	}
}

void value_read_terms(field_job *job, const th_facet *facet, th_str written, const yaml_node *n)
{
	items list = read_items(job, written, n);
	for (size_t i = 0; i < list.n; i++)
		*TH_ADD(job->arena, &job->doc->terms) = (th_term_ref){.facet = facet->name,
		    .ref = {.written = list.v[i].text, .line = list.v[i].line}};
}

/* ---- dates ---- */

void value_soften(field_job *job)
{
	th_finding *last = &job->findings->list.v[job->findings->list.n - 1];
	if (last->rule == &th_rules[TH_RULE_DATE_INVALID] ||
	    last->rule == &th_rules[TH_RULE_DATE_UNCLEAR] ||
	    last->rule == &th_rules[TH_RULE_DATE_ZONE])
		finding_set_severity(job->findings, last, TH_WARNING);
}

/* For an ambiguous date, asks the author which one is meant. */
static bool ask_which(field_job *job, th_str written, const yaml_node *n, th_str text)
{
	th_doubt doubt;
	if (!date_doubt(&doubt, text, job->scratch))
		return false;
	bool known = doubt.choices.n > 0;
	finding_add(job->findings, known ? TH_RULE_DATE_UNCLEAR : TH_RULE_DATE_ZONE, mark(job, n),
	    written, text, known ? doubt.choices : doubt.zone);
	return true;
}

bool value_when(field_job *job, th_when *when, th_str written, const yaml_node *n)
{
	th_str text;
	th_when read = {.at = TH_NEVER, .line = n->line};
	if (n->kind == YAML_TEXT && yaml_is_null(n))
		return false;
	bool any = scalar(job, n, &text);
	if (any && hub_date_parse(&read, text, job->hub)) {
		*when = read;
		return true;
	}
	if (any && ask_which(job, written, n, text))
		return false;
	value_refuse(
	    job, TH_RULE_DATE_INVALID, written, n, n->kind == YAML_TEXT ? n->text : TH_S("…"));
	return false;
}

bool value_date_of_file(field_job *job, th_when *when, th_str written, int line, bool came)
{
	parsed_doc *doc = job->doc;
	*when = (th_when){.at = TH_NEVER, .line = line};
	doc->dated_by_history = true;
	job->date_moves = !came;
	if (doc->file_dates == NULL)
		return true;
	when->at = doc->file_dates->at(doc->file_dates->ctx, doc->path, came);
	if (when->at != TH_NEVER)
		return true;
	finding_add(job->findings, TH_RULE_DATE_HISTORY,
	    (th_mark){doc->path, line ? line : job->line, 1}, written, TH_NONE, TH_NONE);
	return false;
}

/* Eleventy's words for the dates of a file. Those that name no git mean the file system's, which
 * has the day of the checkout: the history knows what was meant. */
static bool is_date_of_file(const yaml_node *n, bool *came)
{
	static const char *const words[][2] = {
	    {"git created", "git last modified"}, {"created", "last modified"}};
	if (n->kind != YAML_TEXT)
		return false;
	for (size_t i = 0; i < TH_COUNT(words); i++) {
		*came = th_str_caseeq(n->text, th_strz(words[i][0]));
		if (*came || th_str_caseeq(n->text, th_strz(words[i][1])))
			return true;
	}
	return false;
}

void value_read_date(
    field_job *job, const field_def *def, th_when *when, th_str written, const yaml_node *n)
{
	th_when old = *when;
	bool came;
	if (n->kind == YAML_TEXT && yaml_is_null(n))
		return;
	if (when == &job->doc->date && is_date_of_file(n, &came)) {
		job->bad |= !value_date_of_file(job, when, written, n->line, came);
		return;
	}
	if (value_when(job, when, written, n)) {
		value_keep_stricter(job->doc, when, &old);
		return;
	}
	if (def->flags & FATAL)
		job->bad = true;
	else
		value_soften(job);
}

static void read_bool(field_job *job, bool *out, th_str written, const yaml_node *n)
{
	if (!yaml_bool(n, out) && !(n->kind == YAML_TEXT && yaml_is_null(n)))
		value_refuse(job, TH_RULE_FIELD_BOOL, written, n, TH_NONE);
}

static void read_int(field_job *job, int64_t *out, th_str written, const yaml_node *n)
{
	th_str text;
	uint64_t value;
	if (!scalar(job, n, &text)) {
		if (n->kind != YAML_TEXT)
			value_refuse(job, TH_RULE_FIELD_NUMBER, written, n, TH_NONE);
		return;
	}
	bool minus = text.p[0] == '-';
	if (th_str_uint(th_str_sub(text, minus, text.n), INT32_MAX, &value))
		*out = minus ? -(int64_t)value : (int64_t)value;
	else
		value_refuse(job, TH_RULE_FIELD_NUMBER, written, n, TH_NONE);
}

/* ---- addresses ---- */

/* https, http, mailto, tel; or no scheme at all (a path, a mail address). */
static bool harmless(th_str url)
{
	static const char *const schemes[] = {"https", "http", "mailto", "tel"};
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] <= ' ' || url.p[i] == '"' || url.p[i] == '<' ||
		    url.p[i] == '>' || url.p[i] == '\\')
			return false;
	ptrdiff_t colon = th_str_chr(url, ':');
	ptrdiff_t slash = th_str_chr(url, '/');
	if (colon < 0 || (slash >= 0 && slash < colon))
		return !th_str_starts(url, TH_S("//"));
	for (size_t i = 0; i < TH_COUNT(schemes); i++)
		if (th_str_caseeq(th_str_sub(url, 0, (size_t)colon), th_strz(schemes[i])))
			return url.n > (size_t)colon + 1;
	return false;
}

bool value_url(field_job *job, th_str written, const yaml_node *n, th_str *out)
{
	if (!value_one_text(job, written, n, out))
		return false;
	if (harmless(*out))
		return true;
	value_refuse(job, TH_RULE_FIELD_URL, written, n, *out);
	return false;
}

const yaml_node *value_first_of(const yaml_node *map, const char *const *keys, size_t count)
{
	const yaml_node *n = NULL;
	for (size_t i = 0; i < count && n == NULL; i++)
		n = yaml_get(map, th_strz(keys[i]));
	return n;
}

static void read_aliases(field_job *job, th_strs *aliases, th_str written, const yaml_node *n)
{
	job->doc->aliases_line = n->line;
	value_texts(job, aliases, written, n);
}

/* Eleventy may compute it: {{ … }} is not known here. */
static void read_permalink(field_job *job, th_strs *aliases, th_str written, const yaml_node *n)
{
	bool shown;
	if (n->plain && yaml_bool(n, &shown))
		job->doc->draft = job->doc->draft || !shown;
	else if (n->kind != YAML_TEXT || th_str_find(n->text, TH_S("{")) >= 0 ||
		 th_str_find(n->text, TH_S(":")) >= 0)
		field_keep(job, written, n);
	else
		read_aliases(job, aliases, written, n);
}

static void read_picture(field_job *job, th_str *out, th_str written, const yaml_node *n)
{
	static const char *const keys[] = {"src", "path", "url", "image", "file", "feature"};
	const yaml_node *src = n, *alt = NULL;
	if (n->kind == YAML_LIST && n->first != NULL) /* images: the first of several */
		src = n = n->first;
	if (n->kind == YAML_MAP) {
		src = value_first_of(n, keys, TH_COUNT(keys));
		alt = yaml_get(n, TH_S("alt"));
	}
	if (src == NULL) {
		value_refuse(job, TH_RULE_FIELD_TEXT, written, n, TH_NONE);
		return;
	}
	if (alt != NULL)
		value_read_texts(job, &job->doc->picture_alt, written, alt);
	const yaml_node *focus = n->kind == YAML_MAP ? yaml_get(n, TH_S("focus")) : NULL;
	if (focus != NULL)
		value_read_focus(job, TH_S("focus"), focus);
	if (value_one_text(job, written, src, out))
		job->doc->picture_line = src->line;
}

/* ---- with more than the value ---- */

static void read_text(field_job *job, th_str *out, th_str written, const yaml_node *n)
{
	value_one_text(job, written, n, out);
}

/* One sentence or two, which start page, share cards and posters have room for. */
static void read_quote(field_job *job, th_str *out, th_str written, const yaml_node *n)
{
	enum { QUOTE_MAX = 220 }; /* characters */
	bool wanted = true;
	th_str quote = TH_NONE;
	if ((n->plain && yaml_bool(n, &wanted) && !wanted) ||
	    !value_one_text(job, written, n, &quote))
		return;
	if (th_utf8_length(quote) > QUOTE_MAX)
		value_refuse(
		    job, TH_RULE_QUOTE_LONG, written, n, th_str_fmt(job->arena, "%d", QUOTE_MAX));
	else
		*out = quote;
}

static void read_title(field_job *job, th_texts *title, th_str written, const yaml_node *n)
{
	job->doc->title_line = n->line;
	value_read_texts(job, title, written, n);
}

static void read_hashtag(field_job *job, th_texts *hashtag, th_str written, const yaml_node *n)
{
	value_read_texts(job, hashtag, written, n);
	value_check_hashtag(job, n);
}

static void read_ref(field_job *job, th_ref *ref, th_str written, const yaml_node *n)
{
	ref->line = n->line;
	value_one_text(job, written, n, &ref->written);
}

static void read_translates(field_job *job, th_str *path, th_str written, const yaml_node *n)
{
	job->doc->story.translates_line = n->line;
	value_one_text(job, written, n, path);
}

static void read_event_date(field_job *job, const field_def *def, th_when *when, size_t which,
    th_str written, const yaml_node *n)
{
	event_keep(job, which, n);
	value_read_date(job, def, when, written, n);
}

static void read_url(field_job *job, th_str written, const yaml_node *n)
{
	th_str url;
	if (value_url(job, written, n, &url))
		field_keep(job, written, n);
}

/* ---- all of them ---- */

void value_read(field_job *job, const field_def *def, th_str written, const yaml_node *n)
{
	void *at = (char *)job->doc + def->where;
	switch (def->type) {
#define TYPE(id, member, read, ...)                                                                \
	case F_##id:                                                                               \
		read;                                                                              \
		break;
#include "teamhub/field_types.def"
	}
}
