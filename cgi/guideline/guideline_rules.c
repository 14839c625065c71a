/* guideline_rules.c -- reads guidelines/rules.yml into the rules that check_*.c apply.
 *
 * Called once per commit, before any document is read. Every setting has a reader in the table
 * below. A rule that the file does not name is off; an unusable setting is a finding in that file.
 * There is no setting that could judge tone or opinion, and none may be added. */
#include "check.h"

#define RULES_FILE TH_S("guidelines/rules.yml")

enum { MAX_RULES = 256 * 1024, MAX_WHY = 200, MAX_WORDS = 20000 };

typedef struct rules_job {
	guideline_rules *rules;
	const th_source *source;
	th_arena *arena;
	th_findings *findings;
	th_str guideline[2]; /* for rules that name none: en, de */
	size_t words;
} rules_job;

static const char *const langs[] = {"en", "de"};

/* Front matter fields that readers see, ours and those of generators. */
static const char *const text_fields[] = {"title", "name", "subtitle", "role", "summary", "where",
    "picture_alt", "portrait_alt", "asks", "hashtag", "quote", "description", "excerpt", "teaser",
    "lead", "caption"};

static void refuse(rules_job *job, const yaml_node *n, th_str name, const char *example)
{
	finding_add(job->findings, TH_RULE_RULES_VALUE, (th_mark){RULES_FILE, n->line, n->column},
	    name, n->kind == YAML_TEXT ? n->text : TH_S("[…]"), th_strz(example));
}

static void unknown(rules_job *job, const yaml_node *n, const char *const *names, size_t count)
{
	th_strs known = {0};
	for (size_t i = 0; i < count; i++)
		*TH_ADD(job->arena, &known) = th_strz(names[i]);
	th_str hint = nearest(n->key, &known);
	finding_add(job->findings, hint.n ? TH_RULE_RULES_SUGGEST : TH_RULE_RULES_UNKNOWN,
	    (th_mark){RULES_FILE, n->key_line, n->key_column}, n->key, hint, TH_NONE);
}

static th_strs read_list(rules_job *job, const yaml_node *n)
{
	th_strs out = {0};
	bool list = n->kind == YAML_LIST;
	if (yaml_is_null(n))
		return out;
	for (const yaml_node *one = list ? n->first : n; one; one = list ? one->next : NULL) {
		th_str text = one->kind == YAML_TEXT ? text_line(job->arena, one->text) : TH_NONE;
		if (text.n == 0 || ++job->words > MAX_WORDS)
			refuse(job, one, n->key, "[one, two]");
		else
			*TH_ADD(job->arena, &out) = text;
	}
	return out;
}

/* One text, or {de: …, en: …}; a language that is not given keeps its text. */
static void read_texts(rules_job *job, const yaml_node *n, th_str out[2])
{
	for (int l = 0; l < 2; l++) {
		const yaml_node *one = n->kind == YAML_MAP ? yaml_get(n, th_strz(langs[l])) : n;
		if (one != NULL && one->kind == YAML_TEXT)
			out[l] = text_line(job->arena, one->text);
		else if (one != NULL || n->first == NULL)
			refuse(job, n, n->key, "{de: \"…\", en: \"…\"}");
	}
}

/* ---- settings of one rule ---- */

typedef struct rule_job {
	rules_job *all;
	guideline_rule_id id;
	th_str why[2], guideline[2];
	int line;
} rule_job;

static void read_severity(rule_job *job, const yaml_node *n)
{
	static const char *const names[] = {"note", "warning", "error"};
	for (int s = TH_NOTE; s <= TH_ERROR; s++)
		if (n->kind == YAML_TEXT && th_str_eqz(n->text, names[s])) {
			job->all->rules->rule[job->id].severity = (th_severity)s;
			return;
		}
	refuse(job->all, n, n->key, "warning");
}

static void read_why(rule_job *job, const yaml_node *n)
{
	read_texts(job->all, n, job->why);
}

static void read_guideline(rule_job *job, const yaml_node *n)
{
	read_texts(job->all, n, job->guideline);
	job->line = n->line;
}

static void add_words(
    rule_job *job, const yaml_node *n, word_role role, word_form form, bool except)
{
	th_strs list = read_list(job->all, n);
	for (size_t i = 0; i < list.n; i++)
		if (!lexicon_add(
			job->all->rules->words, job->all->arena, list.v[i], role, form, except))
			refuse(job->all, n, list.v[i], "[Trottel, Vollidiot]");
}

static void read_words(rule_job *job, const yaml_node *n)
{
	switch (job->id) {
	case GUIDELINE_INSULT:
		add_words(job, n, WORD_INSULT, WORD_INFLECTED, false);
		break;
	case GUIDELINE_DEFAMATION:
		add_words(job, n, WORD_DEFAMATION, WORD_INFLECTED, false);
		break;
	case GUIDELINE_NDA:
		add_words(job, n, WORD_NDA, WORD_GENITIVE, false);
		break;
	default:
		add_words(job, n, WORD_BORN, WORD_EXACT, false);
	}
}

static void read_except(rule_job *job, const yaml_node *n)
{
	static const word_role roles[] = {
	    [GUIDELINE_INSULT] = WORD_INSULT,
	    [GUIDELINE_DEFAMATION] = WORD_DEFAMATION,
	    [GUIDELINE_BIRTHDAY] = WORD_BORN,
	    [GUIDELINE_NDA] = WORD_NDA,
	};
	if (job->id == GUIDELINE_PLATE)
		job->all->rules->plates = read_list(job->all, n);
	else
		add_words(job, n, roles[job->id], WORD_EXACT, true);
}

static void read_quoted(rule_job *job, const yaml_node *n)
{
	add_words(job, n, WORD_QUOTED, WORD_EXACT, false);
}

static void read_reported(rule_job *job, const yaml_node *n)
{
	add_words(job, n, WORD_REPORTED, WORD_EXACT, false);
}

/* "+49 341 5550*" and "0341 5550*" → 493415550*; TH_NONE: no digits. */
static th_str phone_digits(th_arena *a, th_str written)
{
	th_buf digits = {0};
	bool inland = written.p[0] == '0' && !th_str_starts(written, TH_S("00"));
	size_t i = written.p[0] == '0' ? (inland ? 1 : 2) : 0;
	if (inland)
		th_buf_addz(&digits, "49");
	size_t before = digits.n;
	for (; i < written.n; i++)
		if (th_is_digit(written.p[i]))
			th_buf_addc(&digits, written.p[i]);
	th_str out = TH_NONE;
	if (digits.n > before) {
		if (th_str_ends(written, TH_S("*")))
			th_buf_addc(&digits, '*');
		out = th_str_dup(a, th_buf_str(&digits));
	}
	th_buf_free(&digits);
	return out;
}

static void read_allow(rule_job *job, const yaml_node *n)
{
	guideline_rules *r = job->all->rules;
	th_strs list = read_list(job->all, n);
	for (size_t i = 0; i < list.n; i++) {
		th_str one = list.v[i];
		if (job->id == GUIDELINE_PHONE)
			one = phone_digits(job->all->arena, one);
		else if (th_str_chr(one, '@') >= 0)
			one = TH_NONE;
		if (one.n == 0)
			refuse(job->all, n, list.v[i],
			    job->id == GUIDELINE_PHONE ? "\"+49 341 555*\"" : "company.example");
		else
			*TH_ADD(job->all->arena,
			    job->id == GUIDELINE_PHONE ? &r->phones : &r->domains) = one;
	}
}

static void read_markers(rule_job *job, const yaml_node *n)
{
	job->all->rules->markers = read_list(job->all, n);
}

#define BIT(id) (1u << GUIDELINE_##id)
#define EVERY ((1u << GUIDELINE_RULE_COUNT) - 1)

static const struct {
	const char *name;
	unsigned rules;
	void (*read)(rule_job *job, const yaml_node *n);
} settings[] = {
    {"severity", EVERY, read_severity},
    {"why", EVERY, read_why},
    {"guideline", EVERY, read_guideline},
    {"words", BIT(INSULT) | BIT(DEFAMATION) | BIT(NDA) | BIT(BIRTHDAY), read_words},
    {"except", BIT(INSULT) | BIT(DEFAMATION) | BIT(NDA) | BIT(BIRTHDAY) | BIT(PLATE), read_except},
    {"quoted", BIT(INSULT), read_quoted},
    {"reported", BIT(INSULT), read_reported},
    {"allow", BIT(PHONE) | BIT(MAIL), read_allow},
    {"markers", BIT(SOURCE), read_markers},
};

/* ---- the guideline behind a rule ---- */

static bool has_heading(rules_job *job, const th_entry *e, th_str anchor)
{
	th_str text, line;
	th_err err;
	bool found = false;
	th_arena *a = th_arena_new();
	if (source_read(job->source, e, CONTENT_MAX_FILE, a, &text, &err) == 0)
		while (!found && th_str_split(&text, '\n', &line))
			if (line.n > 0 && line.p[0] == '#')
				found = th_str_eq(slug_of(a, line), anchor);
	th_arena_free(a);
	return found;
}

static void check_guideline(rule_job *job, th_str link)
{
	ptrdiff_t hash = th_str_chr(link, '#');
	th_str path = hash < 0 ? link : th_str_sub(link, 0, (size_t)hash);
	const th_entry *e = source_find(job->all->source, path);
	bool there = e != NULL && e->kind == TH_ENTRY_FILE;
	if (there && hash >= 0)
		there = has_heading(job->all, e, th_str_sub(link, (size_t)hash + 1, link.n));
	if (!there)
		finding_add(job->all->findings, TH_RULE_RULES_GUIDELINE,
		    (th_mark){RULES_FILE, job->line, 1}, th_strz(guideline_name(job->id)), link,
		    TH_NONE);
}

/* "Why it is so (guidelines/house-rules.md#3-no-insults)": appears in the finding. */
static th_str join(rule_job *job, th_str why, th_str link)
{
	th_arena *a = job->all->arena;
	size_t room = link.n + 3 < MAX_WHY - 20 ? MAX_WHY - link.n - 3 : 20;
	why = th_str_shorten(a, why, room);
	if (link.n == 0)
		return why;
	return th_str_fmt(a, "%.*s%s(%.*s)", TH_FMT(why), why.n ? " " : "", TH_FMT(link));
}

static void read_rule(rules_job *all, guideline_rule_id id, const yaml_node *n)
{
	rule_job job = {.all = all, .id = id, .line = n->key_line};
	const char *known[TH_COUNT(settings)];
	size_t count = 0;
	memcpy(job.guideline, all->guideline, sizeof(job.guideline));
	for (size_t i = 0; i < TH_COUNT(settings); i++)
		if (settings[i].rules & 1u << id)
			known[count++] = settings[i].name;
	if (n->kind != YAML_MAP && !yaml_is_null(n)) {
		refuse(all, n, n->key, "{severity: warning}");
		return;
	}
	all->rules->rule[id].on = true;
	for (const yaml_node *one = n->kind == YAML_MAP ? n->first : NULL; one; one = one->next) {
		size_t i = 0;
		while (i < TH_COUNT(settings) &&
		       !(th_str_eqz(one->key, settings[i].name) && settings[i].rules & 1u << id))
			i++;
		if (i < TH_COUNT(settings))
			settings[i].read(&job, one);
		else
			unknown(all, one, known, count);
	}
	for (int l = 0; l < 2; l++) {
		if (all->source != NULL && job.guideline[l].n > 0 &&
		    (l == 0 || !th_str_eq(job.guideline[0], job.guideline[1])))
			check_guideline(&job, job.guideline[l]);
		all->rules->rule[id].why[l] = join(&job, job.why[l], job.guideline[l]);
	}
}

static void read_rules(rules_job *job, const yaml_node *n)
{
	const char *names[GUIDELINE_RULE_COUNT];
	for (guideline_rule_id id = 0; id < GUIDELINE_RULE_COUNT; id++)
		names[id] = guideline_name(id);
	if (n->kind != YAML_MAP) {
		refuse(job, n, n->key, "{insult: {severity: error}}");
		return;
	}
	for (const yaml_node *one = n->first; one; one = one->next) {
		guideline_rule_id id = guideline_find(one->key);
		if (id < GUIDELINE_RULE_COUNT)
			read_rule(job, id, one);
		else
			unknown(job, one, names, TH_COUNT(names));
	}
}

static guideline_rules *rules_new(th_arena *a)
{
	guideline_rules *r = TH_NEW(a, guideline_rules);
	for (int id = 0; id < GUIDELINE_RULE_COUNT; id++)
		r->rule[id].severity = TH_ERROR;
	r->rule[GUIDELINE_DEFAMATION].severity = TH_WARNING;
	r->rule[GUIDELINE_BIRTHDAY].severity = TH_WARNING;
	r->rule[GUIDELINE_DESCRIPTION].severity = TH_WARNING;
	r->rule[GUIDELINE_SOURCE].severity = TH_WARNING;
	r->words = lexicon_new(a);
	for (size_t i = 0; i < TH_COUNT(text_fields); i++)
		*TH_ADD(a, &r->fields) = th_strz(text_fields[i]);
	return r;
}

void guideline_rules_read(
    guideline_rules **out, th_str bytes, const th_source *s, th_arena *a, th_findings *f)
{
	static const char *const top[] = {"guideline", "fields", "rules"};
	yaml_node *root;
	*out = NULL;
	if (!th_xml_valid(bytes, NULL)) {
		finding_add(f, TH_RULE_TEXT_ENCODING, (th_mark){.file = RULES_FILE},
		    TH_S("Latin-1"), TH_NONE, TH_NONE);
		return;
	}
	if (yaml_read(&root, bytes, RULES_FILE, 1, a, f) < 0)
		return;
	if (root->kind != YAML_MAP) {
		finding_add(
		    f, TH_RULE_YAML_SHAPE, (th_mark){RULES_FILE, 1, 1}, TH_NONE, TH_NONE, TH_NONE);
		return;
	}
	rules_job job = {.rules = rules_new(a), .source = s, .arena = a, .findings = f};
	const yaml_node *n = yaml_get(root, TH_S("guideline"));
	if (n != NULL)
		read_texts(&job, n, job.guideline);
	n = yaml_get(root, TH_S("fields"));
	for (th_strs more = n ? read_list(&job, n) : (th_strs){0}; more.n > 0; more.n--)
		*TH_ADD(a, &job.rules->fields) = more.v[more.n - 1];
	n = yaml_get(root, TH_S("rules"));
	if (n != NULL)
		read_rules(&job, n);
	for (n = root->first; n; n = n->next)
		if (!th_str_eqz(n->key, top[0]) && !th_str_eqz(n->key, top[1]) &&
		    !th_str_eqz(n->key, top[2]))
			unknown(&job, n, top, TH_COUNT(top));
	*out = job.rules;
}

int guideline_rules_load(
    guideline_rules **out, const th_source *s, th_arena *a, th_findings *f, th_err *err)
{
	const th_entry *e = source_find(s, RULES_FILE);
	th_str bytes;
	*out = NULL;
	if (e == NULL || e->kind != TH_ENTRY_FILE)
		return 0;
	uint64_t size = source_size(s, e);
	if (size > MAX_RULES) {
		finding_add(f, TH_RULE_FILE_LARGE, (th_mark){.file = RULES_FILE},
		    th_str_fmt(a, "%llu KB", (unsigned long long)(size / 1024)),
		    th_str_fmt(a, "%d KB", MAX_RULES / 1024), TH_NONE);
		return 0;
	}
	if (source_read(s, e, MAX_RULES, a, &bytes, err) < 0)
		return -1;
	guideline_rules_read(out, bytes, s, a, f);
	return 0;
}
