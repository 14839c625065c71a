/* plan.c -- reads programme.yml: targets and periods for the lead's report. Called for that report,
 * and by the check, so that the file's author learns what cannot be used. An invalid line is
 * ignored, the others count. */
#include "resolver.h"
#include "teamhub/yaml.h"

#include "teamhub/plan.h"

#define PLAN_FILE TH_S("programme.yml")

enum { MAX_PLAN = 64 * 1024, MAX_TARGETS = 1000, MAX_DAYS = 3660 };

typedef struct plan_job {
	th_plan *plan;
	const th_content *content;
	th_findings *findings;
	th_arena *a;
} plan_job;

static void refuse(plan_job *job, const yaml_node *n, th_str name, const char *example)
{
	finding_add(job->findings, TH_RULE_PLAN_VALUE, (th_mark){PLAN_FILE, n->line, n->column},
	    name, n->kind == YAML_TEXT ? n->text : TH_S("[…]"), th_strz(example));
}

static void unknown(plan_job *job, const yaml_node *n, enum th_rule_id rule,
    enum th_rule_id suggest, const th_strs *known, th_str of)
{
	th_str hint = nearest(n->key, known);
	finding_add(job->findings, hint.n ? suggest : rule,
	    (th_mark){PLAN_FILE, n->key_line, n->key_column}, n->key, hint, of);
}

/* ---- numbers ---- */

static void read_number(plan_job *job, const yaml_node *n, int least, int *out)
{
	uint64_t v;
	if (n->kind == YAML_TEXT && th_str_uint(n->text, MAX_DAYS, &v) && (int)v >= least)
		*out = (int)v;
	else
		refuse(job, n, n->key, least == TH_PLAN_SMALL ? "5" : "180");
}

static void read_window(plan_job *job, const yaml_node *n)
{
	read_number(job, n, 1, &job->plan->window);
}

static void read_quiet(plan_job *job, const yaml_node *n)
{
	read_number(job, n, 1, &job->plan->quiet);
}

static void read_consent(plan_job *job, const yaml_node *n)
{
	read_number(job, n, 1, &job->plan->consent);
}

/* Only upwards: small groups must never be shown one by one. */
static void read_small(plan_job *job, const yaml_node *n)
{
	uint64_t v;
	if (n->kind == YAML_TEXT && th_str_uint(n->text, MAX_DAYS, &v) && v < TH_PLAN_SMALL)
		finding_add(job->findings, TH_RULE_PLAN_SMALL,
		    (th_mark){PLAN_FILE, n->line, n->column}, n->text,
		    th_str_fmt(job->a, "%d", TH_PLAN_SMALL), TH_NONE);
	else
		read_number(job, n, TH_PLAN_SMALL, &job->plan->small);
}

static void read_page(plan_job *job, const yaml_node *n)
{
	static const char *const names[] = {"coverage", "all", "none"};
	for (int i = 0; i < (int)TH_COUNT(names); i++)
		if (n->kind == YAML_TEXT && th_str_eqz(n->text, names[i])) {
			job->plan->page = (th_plan_page)i;
			return;
		}
	refuse(job, n, n->key, "coverage");
}

/* ---- targets ---- */

/* "30", "12.5", "12,5", with % or without; -1: none of these. */
static int permille_of(th_str text)
{
	uint64_t whole, tenth = 0;
	if (th_str_ends(text, TH_S("%")))
		text = th_str_trim(th_str_sub(text, 0, text.n - 1));
	ptrdiff_t dot = th_str_chr(text, '.');
	if (dot < 0)
		dot = th_str_chr(text, ',');
	th_str left = dot < 0 ? text : th_str_sub(text, 0, (size_t)dot);
	th_str right = dot < 0 ? TH_S("0") : th_str_sub(text, (size_t)dot + 1, text.n);
	if (!th_str_uint(left, 100, &whole) || right.n != 1 || !th_str_uint(right, 9, &tenth))
		return -1;
	int permille = (int)(whole * 10 + tenth);
	return permille <= 1000 ? permille : -1;
}

/* The slugs of a facet's terms: those with a page; for lang, the hub's languages. */
static th_strs terms_of(plan_job *job, th_str facet)
{
	th_strs out = {0};
	const th_content *c = job->content;
	const th_facet *f = hub_facet(c->hub, facet);
	if (f == NULL)
		return c->hub->languages;
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *d = c->docs.v[i];
		if (d->kind == f->kind && !d->left_out && doc_is_first_lang(d, c) &&
		    (d->kind != TH_TERM || th_str_eq(d->facet, facet)))
			*TH_ADD(job->a, &out) = d->slug;
	}
	return out;
}

static void read_terms(plan_job *job, const yaml_node *facet)
{
	th_strs known = terms_of(job, facet->key);
	int sum = 0;
	if (facet->kind != YAML_MAP) {
		refuse(job, facet, facet->key, "{leipzig: 40, kassel: 35}");
		return;
	}
	for (const yaml_node *n = facet->first; n != NULL; n = n->next) {
		th_str term = slug_of_term(job->a, n->key);
		int permille = n->kind == YAML_TEXT ? permille_of(n->text) : -1;
		/* The language need not be one that somebody writes in yet. */
		if (!th_strs_has(&known, term) && !th_str_eqz(facet->key, "lang")) {
			unknown(job, n, TH_RULE_PLAN_TERM, TH_RULE_PLAN_TERM_SUGGEST, &known,
			    facet->key);
			continue;
		}
		if (permille < 0) {
			refuse(job, n, n->key, "12.5");
			continue;
		}
		if (job->plan->targets.n < MAX_TARGETS)
			*TH_ADD(job->a, &job->plan->targets) =
			    (th_target){facet->key, term, permille, n->line};
		sum += permille;
	}
	if (sum > 1000)
		finding_add(job->findings, TH_RULE_PLAN_SUM,
		    (th_mark){PLAN_FILE, facet->key_line, facet->key_column}, facet->key,
		    th_str_fmt(job->a, sum % 10 ? "%d.%d" : "%d", sum / 10, sum % 10), TH_NONE);
}

static void read_targets(plan_job *job, const yaml_node *all)
{
	th_strs known = {0};
	for (size_t i = 0; i < job->content->hub->facets.n; i++)
		*TH_ADD(job->a, &known) = job->content->hub->facets.v[i].name;
	*TH_ADD(job->a, &known) = TH_S("lang");
	if (all->kind != YAML_MAP && !yaml_is_null(all)) {
		refuse(job, all, all->key, "{place: {leipzig: 40, kassel: 35}}");
		return;
	}
	for (const yaml_node *n = all->kind == YAML_MAP ? all->first : NULL; n != NULL; n = n->next)
		if (th_strs_has(&known, n->key))
			read_terms(job, n);
		else
			unknown(job, n, TH_RULE_PLAN_FACET, TH_RULE_PLAN_FACET_SUGGEST, &known,
			    TH_NONE);
}

static const struct {
	const char *name;
	void (*read)(plan_job *job, const yaml_node *n);
} settings[] = {
    {"window", read_window},
    {"quiet", read_quiet},
    {"consent", read_consent},
    {"small", read_small},
    {"page", read_page},
    {"targets", read_targets},
};

static th_plan plan_default(void)
{
	return (th_plan){.window = 365, .quiet = 180, .consent = 60, .small = TH_PLAN_SMALL};
}

void plan_read(th_plan *plan, th_str bytes, const th_content *c, th_findings *f)
{
	plan_job job = {.plan = plan, .content = c, .findings = f, .a = c->arena};
	th_strs known = {0};
	yaml_node *root;
	*plan = plan_default();
	if (!th_xml_valid(bytes, NULL)) {
		finding_add(f, TH_RULE_TEXT_ENCODING, (th_mark){.file = PLAN_FILE}, TH_S("Latin-1"),
		    TH_NONE, TH_NONE);
		return;
	}
	if (yaml_read(&root, bytes, PLAN_FILE, 1, job.a, f) < 0)
		return;
	if (root->kind != YAML_MAP) {
		finding_add(
		    f, TH_RULE_YAML_SHAPE, (th_mark){PLAN_FILE, 1, 1}, TH_NONE, TH_NONE, TH_NONE);
		return;
	}
	plan->given = true;
	for (size_t i = 0; i < TH_COUNT(settings); i++)
		*TH_ADD(job.a, &known) = th_strz(settings[i].name);
	for (const yaml_node *n = root->first; n != NULL; n = n->next) {
		size_t i = 0;
		while (i < TH_COUNT(settings) && !th_str_eqz(n->key, settings[i].name))
			i++;
		if (i < TH_COUNT(settings))
			settings[i].read(&job, n);
		else
			unknown(
			    &job, n, TH_RULE_PLAN_UNKNOWN, TH_RULE_PLAN_SUGGEST, &known, TH_NONE);
	}
}

int plan_load(th_plan *plan, const th_content *c, th_findings *f, th_err *err)
{
	const th_entry *e = source_find(c->source, PLAN_FILE);
	th_str bytes;
	*plan = plan_default();
	if (e == NULL || e->kind != TH_ENTRY_FILE)
		return 0;
	uint64_t size = source_size(c->source, e);
	if (size > MAX_PLAN) {
		finding_add(f, TH_RULE_FILE_LARGE, (th_mark){.file = PLAN_FILE},
		    th_str_fmt(c->arena, "%llu KB", (unsigned long long)(size / 1024)),
		    th_str_fmt(c->arena, "%d KB", MAX_PLAN / 1024), TH_NONE);
		return 0;
	}
	if (source_read(c->source, e, MAX_PLAN, c->arena, &bytes, err) < 0)
		return -1;
	plan_read(plan, bytes, c, f);
	return 0;
}
