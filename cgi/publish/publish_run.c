/* publish_run.c -- from a directory or a commit to an edition that workers open. Takes the lock,
 * reads, renders, writes a draft and swaps it in; whatever goes wrong leaves the live edition
 * untouched. Called by the commands that publish; each step is a publish_*.c. */
#include "teamhub/publish.h"

#include "publish_budget.h"
#include "publish_identity.h"
#include "publish_incremental.h"
#include "publish_logo.h"
#include "publish_look.h"
#include "publish_rounds.h"
#include "publish_websub.h"
#include "teamhub/cmd.h"
#include "teamhub/edition.h"
#include "teamhub/locale.h"
#include "teamhub/publish_report.h"
#include "teamhub/publish_shell.h"
#include "teamhub/publish_steps.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct publish_job {
	const publish_request *r;
	const char *edition, *internal;  /* FILE of this one, and of the internal edition */
	const struct publish_job *first; /* the public job, if this is the internal one; or NULL */
	publish_outcome *out;
	th_arena *a;
	shelf *shelf;
	th_source *source;
	th_hub hub, kept; /* kept: as hub.yml says */
	th_content content;
	theme theme;
	shells shells;
	pictures pictures;
	publish_rows rows;
	histories histories;
	incremental incremental;
	erasure erasure;
	progress progress;
	budget budget;
	th_strs waiting; /* ids of documents that still lack pictures */
	edition_identity identity;
} publish_job;

static void say_identity(publish_job *j)
{
	j->out->identity = th_str_dup(j->a, th_strz(j->identity.now));
}

/* Was the live edition made from the same base, would every decision be the same now, and have
 * earlier editions lost everything they had to? */
static bool is_current(publish_job *j)
{
	edition *e;
	uint64_t next, later = 0;
	bool same = false;
	if (edition_open(&e, j->edition, NULL) != 0)
		return false;
	th_str_uint(edition_meta(e, TH_S("later")), UINT32_MAX, &later);
	th_str identity = th_str_dup(j->a, edition_meta(e, TH_S("identity")));
	th_str boundary = edition_meta(e, TH_S("boundary_next"));
	if (th_str_eqz(edition_meta(e, TH_S("base")), j->identity.base) &&
	    shelf_is_current(j->shelf, identity) && shelf_is_clean(j->shelf, identity))
		same = boundary.n == 0 ||
		       (th_str_uint(boundary, INT64_MAX, &next) && j->content.now < (th_time)next);
	edition_close(e);
	j->out->only_pictures = same && later > 0;
	if (same)
		j->out->identity = identity;
	return same && later == 0;
}

static void take_one(void *ctx, const rendered *r)
{
	publish_job *j = ctx;
	if (r->waits)
		*TH_ADD(j->a, &j->waiting) = r->doc->id;
	rows_take(&j->rows, r);
	incremental_take(&j->incremental, r);
}

static bool wants(void *ctx, const th_doc *first)
{
	const publish_job *j = ctx;
	return incremental_wants(&j->incremental, first);
}

static void show_progress(void *ctx, size_t done, size_t total)
{
	publish_job *j = ctx;
	if (j->r->bar)
		progress_step(&j->progress, done, total);
}

/* Writes everything between begin and finish of the draft. */
static int fill(publish_job *j, th_err *err)
{
	edition_writer *w = j->rows.w;
	rows_put_hub(&j->rows);
	/* Cards are for sites that show links; those cannot open what is internal. */
	const cards share = {&j->content, &j->theme, &j->pictures,
	    j->hub.share_cards && !j->r->drafts && j->hub.audience != TH_INTERNAL};
	const look shown = {.content = &j->content,
	    .theme = &j->theme,
	    .shells = &j->shells,
	    .identity = j->identity.look,
	    .incremental = &j->incremental,
	    .w = w,
	    .assets = shelf_assets(j->shelf),
	    .cards = share.wanted,
	    .findings = &j->out->findings,
	    .a = j->a};
	const logo_job logo = {
	    &j->content, &j->theme, w, shelf_assets(j->shelf), &j->out->findings, j->a};
	if (look_put(&shown, err) != 0 || logo_put(&logo, err) != 0)
		return -1;
	render_batch batch = {.content = &j->content,
	    .pictures = &j->pictures,
	    .cards = &share,
	    .findings = &j->out->findings,
	    .threads = cmd_threads(),
	    .wants = wants,
	    .each = take_one,
	    .progress = show_progress,
	    .ctx = j};
	if (j->r->bar)
		progress_start(&j->progress, catalogue_get(cmd_lang(NULL), TEXT_PUBLISH_BAR).p);
	int rc = publish_render(&batch, err);
	if (j->r->bar)
		progress_end(&j->progress);
	if (rc != 0)
		return -1;
	if (j->pictures.failed) {
		*err = j->pictures.err;
		return -1;
	}
	incremental_keep(&j->incremental, &j->rows, &j->out->findings);
	j->out->copied = incremental_differing(&j->incremental, &j->out->differing);
	j->out->pictures = incremental_put_pictures(&j->incremental, &j->pictures, w);
	rows_put_withdrawn(&j->rows, &j->erasure);
	if (histories_can_be_kept(&j->histories))
		writer_put_meta(w, TH_S("history"), source_revision(j->source));
	writer_put_meta(w, TH_S("base"), th_strz(j->identity.base));
	if (j->content.boundary_next != TH_NEVER)
		writer_put_meta(w, TH_S("boundary_next"),
		    th_str_fmt(j->a, "%lld", (long long)j->content.boundary_next));
	writer_put_meta(w, TH_S("errors"), th_str_fmt(j->a, "%zu", j->out->findings.errors));
	writer_put_meta(w, TH_S("warnings"), th_str_fmt(j->a, "%zu", j->out->findings.warnings));
	j->out->later = j->pictures.later;
	if (j->waiting.n > 0)
		writer_put_meta(w, TH_S("later"), th_str_fmt(j->a, "%zu", j->out->later));
	identity_add_missing(&j->identity, j->source, &j->waiting, &j->out->findings, j->a);
	say_identity(j);
	if (j->hub.audience == TH_INTERNAL)
		report_put(w, &j->content);
	writer_days days = {date_label, &j->hub.languages, date_month_label};
	if (writer_finish(w, th_strz(j->identity.now), &days, err) != 0)
		return -1;
	return incremental_finish(&j->incremental, shelf_draft(j->shelf), err);
}

static void tell_pages(publish_job *j)
{
	for (size_t i = 0; i < j->content.docs.n; i++) {
		const th_doc *d = j->content.docs.v[i];
		if (d->entry == NULL)
			continue;
		publish_page *page = TH_ADD(j->a, &j->out->pages);
		*page = (publish_page){.path = th_str_dup(j->a, d->path),
		    .href = th_str_dup(j->a, d->href),
		    .from = d->visible_from,
		    .offset = d->publish.at == d->visible_from ? d->publish.offset : d->date.offset,
		    .state = d->broken                          ? PUBLISH_FAULTY
			     : d->left_out                      ? PUBLISH_NOT
			     : d->draft                         ? PUBLISH_DRAFT
			     : d->visible_from > j->content.now ? PUBLISH_LATER
								: PUBLISH_PUBLIC};
	}
}

static th_str file_behind(publish_job *j, const char *link)
{
	char *real = realpath(link, NULL);
	th_str file = real ? th_str_dup(j->a, th_strz(real)) : TH_NONE;
	free(real);
	return file;
}

/* The edition that knows the history of most files: the public one knows nothing about internal
 * files. */
static th_str past_of(publish_job *j)
{
	th_str internal = j->r->drafts ? TH_NONE : file_behind(j, j->internal);
	return internal.n > 0 ? internal : j->out->before;
}

/* The file of pictures that ended a helper: "DIR/refused" of "DIR/current". */
static const char *refused_of(const char *link, th_arena *a)
{
	ptrdiff_t slash = th_str_rchr(th_strz(link), '/');
	return slash < 0 ? "refused" : th_str_fmt(a, "%.*s/refused", (int)slash, link).p;
}

/* The time limit per picture, as set by the operator. */
static int picture_seconds(void)
{
	uint64_t n;
	const char *said = getenv("TEAMHUB_PICTURE_SECONDS");
	return said != NULL && th_str_uint(th_strz(said), 600, &n) && n > 0 ? (int)n
									    : PICTURE_SECONDS;
}

static void begin_pictures(publish_job *j)
{
	const publish_job *first = j->first;
	const char *refused = refused_of(j->edition, j->a);
	j->budget = (budget){.shelf = j->shelf,
	    .outer = first != NULL ? first->shelf : NULL,
	    .started = progress_seconds(),
	    .urgent = j->out->before.n > 0 && !incremental_only_adds(&j->incremental)};
	picture_options options = {
	    .most = cmd_threads(), .seconds = picture_seconds(), .ctx = &j->budget};
	if (!j->r->drafts)
		options.stop = budget_is_spent;
	if (j->r->force)
		unlink(refused); /* so that each is tried once more */
	pictures_init(&j->pictures, j->source, shelf_media(j->shelf), j->hub.prefix);
	j->pictures.lender = first != NULL ? shelf_media(first->shelf) : NULL;
	j->pictures.helpers = picture_helpers_new(&options);
	j->pictures.refusals =
	    picture_refusals_open(refused, first != NULL ? refused_of(first->edition, j->a) : NULL);
}

/* False when something could not be read, through no fault of an author. An edition without it
 * would have the identity of the complete one, and the next publish would find nothing new. So none
 * is made, and the live one stays. */
static bool is_whole(publish_job *j, th_err *err)
{
	if (source_failed(j->source, err))
		return false;
	if (histories_failed(&j->histories)) {
		th_fail(err,
		    "%.*s: its notes on history cannot be read: publish again; if "
		    "it stays so, with --force",
		    TH_FMT(past_of(j)));
		return false;
	}
	return true;
}

static int make_edition(publish_job *j, th_err *err)
{
	j->content.hub = &j->hub;
	j->content.source = j->source;
	incremental_open(&j->incremental, j->edition, &j->content, &j->histories,
	    th_strz(j->identity.settings), j->out->before, shelf_draft(j->shelf), j->r->force,
	    j->a);
	if (content_read_with_history(&j->content, &j->histories, j->source, &j->hub, cmd_threads(),
		past_of(j), j->a, &j->out->findings, err) != 0)
		return -1;
	if (j->content.unsure)
		return th_fail(err, "withdrawn.yml cannot be read (see above): fix it; until then "
				    "the hub shows what it showed");
	identity_at(&j->identity, j->content.boundary_last, j->a);
	say_identity(j);
	incremental_compare(&j->incremental);
	if (incremental_begin(&j->incremental, &j->rows.w, shelf_draft(j->shelf), err) != 0)
		return -1;
	j->rows.content = &j->content;
	j->rows.histories = &j->histories;
	j->rows.all = j->a;
	j->rows.a = th_arena_new();
	th_map_init(&j->rows.agreed, j->a);
	begin_pictures(j);
	int rc = fill(j, err);
	if (j->r->drafts)
		tell_pages(j);
	writer_free(j->rows.w);
	th_arena_free(j->rows.a);
	if (rc == 0 && !is_whole(j, err))
		rc = -1;
	if (rc == 0)
		rc = shelf_swap(j->shelf, th_strz(j->identity.now), err);
	/* If we are killed in between, the next publish finds a cache of another edition and
	 * publishes in full. */
	if (rc == 0)
		incremental_write(&j->incremental, th_strz(j->identity.now));
	const th_err *fault = picture_helpers_fault(j->pictures.helpers);
	if (fault != NULL)
		j->out->helpless = *fault;
	pictures_free(&j->pictures); /* not before it is live: nobody should wait for processes
				      * to end */
	return rc;
}

/* The number of errors found when the current edition was made. */
static uint64_t known_errors(const char *file)
{
	edition *e;
	uint64_t n = 0;
	if (edition_open(&e, file, NULL) != 0)
		return 0;
	th_str_uint(edition_meta(e, TH_S("errors")), UINT32_MAX, &n);
	edition_close(e);
	return n;
}

/* Makes one edition, once source and hub are read. */
static int publish(publish_job *j, th_err *err)
{
	publish_outcome *out = j->out;
	if (theme_open(&j->theme, j->r->theme, j->source, j->hub.theme, j->a, err) != 0)
		return -1;
	out->theme = th_str_dup(j->a, j->theme.dir);
	j->hub.theme_fields = (th_strs){0};
	theme_fields(&j->theme, &j->hub.theme_fields, j->a);
	shells_read(&j->shells, j->source, &j->hub, &j->theme, j->edition, j->r->shell_root, j->a,
	    &out->findings);
	identity_begin(&j->identity,
	    &(identity_parts){.hub = &j->hub,
		.source = j->source,
		.theme = j->theme.source,
		.drawings = drawings_key(&j->theme, &j->hub, j->a),
		.shells = j->shells.digest,
		.drafts = j->r->drafts,
		.now = j->content.now},
	    j->a);
	out->revision = th_str_dup(j->a, source_revision(j->source));
	out->unchanged = !j->r->force && is_current(j);
	if (out->unchanged) {
		websub_announce(&j->hub, j->r, out);
		out->errors = known_errors(j->edition);
		return 0;
	}
	if (make_edition(j, err) != 0)
		return -1;
	out->after = file_behind(j, j->edition);
	/* Before what was withdrawn leaves the edition that it compares with. */
	websub_announce(&j->hub, j->r, out);
	out->errors = out->findings.errors;
	out->stories = j->rows.stories;
	out->people = j->rows.people;
	out->others = j->rows.others;
	if (j->r->live != NULL)
		j->r->live(j->r->live_ctx, out);
	bool clean = shelf_erase(j->shelf, &j->erasure, &out->untidy) == 0;
	clean = shelf_tidy(j->shelf, j->r->keep, clean ? &out->untidy : NULL) == 0 && clean;
	if (out->only_pictures && !th_str_eq(out->before, out->after))
		unlink(out->before.p); /* an edition without them is nothing to roll back to */
	if (clean && shelf_mark_clean(j->shelf, out->identity, &out->untidy) == 0)
		shells_keep(&j->shells, &out->untidy);
	return 0;
}

static int open_shelf(publish_job *j, th_err *err)
{
	if (shelf_open(&j->shelf, j->edition, j->r->wait, err) != 0)
		return -1;
	/* Look again, under the lock: another publish may have run. */
	j->out->before = j->out->after = file_behind(j, j->edition);
	return 0;
}

static void close_job(publish_job *j)
{
	histories_close(&j->histories);
	incremental_close(&j->incremental);
	theme_close(&j->theme);
	shelf_close(j->shelf);
}

static int publish_public(publish_job *j, th_err *err)
{
	if (open_shelf(j, err) != 0 ||
	    source_open(&j->source, j->r->source, j->r->ref, j->r->worktree, err) != 0 ||
	    hub_load(&j->hub, j->source, j->a, &j->out->findings, err) != 0)
		return -1;
	j->kept = j->hub;
	j->out->lang = j->hub.languages.v[0];
	if (j->r->origin != NULL)
		j->hub.origin = j->hub.base_url = th_strz(j->r->origin);
	return publish(j, err);
}

/* The second edition, for the internal audience, from the same files. */
static int publish_internal(publish_job *first, th_err *err)
{
	publish_outcome *out = TH_NEW(first->a, publish_outcome);
	publish_job j = {.r = first->r,
	    .out = out,
	    .a = first->a,
	    .edition = first->internal,
	    .internal = first->internal,
	    .first = first,
	    .source = first->source,
	    .hub = first->kept,
	    .content.now = first->content.now};
	*out = (publish_outcome){.findings = {.arena = first->a}};
	first->out->internal = out;
	hub_make_internal(&j.hub);
	if (first->r->internal_origin != NULL)
		j.hub.origin = j.hub.base_url = th_strz(first->r->internal_origin);
	/* For its readers and whoever else the operator lets in: see nginx/README.md. */
	mkdir(th_str_z(j.a, th_strn(j.internal, strlen(j.internal) - strlen("/current"))), 0750);
	int rc = open_shelf(&j, err);
	if (rc == 0)
		rc = publish(&j, err);
	close_job(&j);
	publish_join_findings(&first->out->findings, &out->findings);
	if (rc != 0)
		return -1;
	if (!first->out->unchanged || !out->unchanged)
		first->out->errors = first->out->findings.errors;
	first->out->unchanged &= out->unchanged;
	first->out->later += out->later;
	if (first->out->helpless.msg[0] == '\0')
		first->out->helpless = out->helpless;
	if (first->out->untidy.msg[0] == '\0')
		first->out->untidy = out->untidy;
	return 0;
}

/* DIR/internal/current of DIR/current. */
static const char *internal_of(const char *link, th_arena *a)
{
	ptrdiff_t slash = th_str_rchr(th_strz(link), '/');
	return slash < 0 ? "internal/current"
			 : th_str_fmt(a, "%.*s/internal/current", (int)slash, link).p;
}

int publish_once(publish_outcome *out, const publish_request *r, th_arena *a, th_err *err)
{
	publish_job j = {.r = r, .out = out, .a = a, .edition = r->edition};
	*out = (publish_outcome){.findings = {.arena = a}};
	j.internal = internal_of(r->edition, a);
	j.content.now = publish_now();
	j.content.drafts = r->drafts;
	locale_start();
	render_start(); /* stays started: watch and preview publish again in this process */
	int rc = publish_public(&j, err);
	out->public_done = rc == 0;
	if (rc == 0 && !r->drafts) {
		th_err why = {""};
		rc = j.kept.internal.wanted ? publish_internal(&j, &why)
					    : shelf_clear(j.internal, r->wait, &why);
		if (rc != 0)
			th_fail(
			    err, "the public hub is live, the internal one is not: %s", why.msg);
	}
	close_job(&j);
	source_close(j.source);
	findings_sort(&out->findings);
	return rc;
}
