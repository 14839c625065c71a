/* publish_run.c -- from the files of a directory or a commit to an edition that workers open. Takes
 * the lock, reads, renders, writes a draft and swaps it in; whatever goes wrong on the way leaves
 * the live edition as it is. Called by the commands that publish; the steps stand in publish_*.c.
 */
#include "publish_run.h"

#include "cmd.h"
#include "publish_again.h"
#include "publish_design.h"
#include "publish_shell.h"
#include "publish_steps.h"
#include "teamhub/edition.h"

#include <stdlib.h>
#include <time.h>

typedef struct publish_job {
	const publish_request *r;
	publish_outcome *out;
	th_arena *a;
	shelf *shelf;
	th_source *source;
	th_hub hub;
	th_content content;
	theme theme;
	shells shells;
	pictures pictures;
	publish_rows rows;
	histories histories;
	again again;
	erasure erasure;
	progress progress;
	char base[65];     /* hash of all that is the same at any time */
	char settings[65]; /* the same without what each commit changes */
	char identity[65];
} publish_job;

/* Hash of all that an answer can depend on. */
static void identify(publish_job *j)
{
	char hub[65];
	digest_sha256(hub, j->hub.raw);
	th_str same = th_str_fmt(j->a, "%s\n%.*s\n%.*s\n%s\n%d\n%s\n", hub, TH_FMT(j->hub.origin),
	    TH_FMT(source_revision(j->theme.source)), j->shells.digest, EDITION_SCHEMA, TH_VERSION);
	if (j->r->drafts)
		same = th_str_cat(j->a, same, TH_S("drafts\n"));
	digest_sha256(j->base,
	    th_str_fmt(j->a, "%.*s\n%.*s", TH_FMT(source_revision(j->source)), TH_FMT(same)));
	digest_sha256(j->settings, th_str_fmt(j->a, "%.*s%d %d\n", TH_FMT(same),
				       source_is_git(j->source), source_is_shallow(j->source)));
}

/* What was judged by the clock, on this machine as on any other, makes another edition of it. */
static void identify_now(publish_job *j)
{
	th_str all = th_str_fmt(j->a, "%s\n%lld\n", j->base, (long long)j->content.judged_last);
	digest_sha256(j->identity, all);
	j->out->identity = th_str_dup(j->a, th_strz(j->identity));
}

/* The live edition is of the same base, nothing would be judged differently now, and what had to
 * leave earlier editions has left them. */
static bool is_current(publish_job *j)
{
	edition *e;
	uint64_t next;
	bool same = false;
	if (edition_open(&e, j->r->edition, NULL) != 0)
		return false;
	th_str identity = th_str_dup(j->a, edition_meta(e, TH_S("identity")));
	th_str judge = edition_meta(e, TH_S("judge_next"));
	if (th_str_eqz(edition_meta(e, TH_S("base")), j->base) &&
	    shelf_is_current(j->shelf, identity) && shelf_is_clean(j->shelf, identity))
		same = judge.n == 0 ||
		       (th_str_uint(judge, INT64_MAX, &next) && j->content.now < (th_time)next);
	edition_close(e);
	if (same)
		j->out->identity = identity;
	return same;
}

static void take_one(void *ctx, const rendered *r)
{
	publish_job *j = ctx;
	rows_take(&j->rows, r);
	again_take(&j->again, r);
}

static bool wants(void *ctx, const th_doc *first)
{
	const publish_job *j = ctx;
	return again_wants(&j->again, first);
}

static void show_progress(void *ctx, size_t done, size_t total)
{
	publish_job *j = ctx;
	if (j->r->bar)
		progress_step(&j->progress, done, total);
}

/* Everything that is written, between begin and finish of the draft. */
static int fill(publish_job *j, th_err *err)
{
	edition_writer *w = j->rows.w;
	rows_put_hub(&j->rows);
	if (theme_put(&j->theme, w, &j->hub, shelf_assets(j->shelf), &j->out->findings, err) != 0 ||
	    design_put(&j->hub, &j->theme, w, shelf_assets(j->shelf), err) != 0 ||
	    shells_put(&j->shells, &j->theme, w, shelf_assets(j->shelf), err) != 0)
		return -1;
	const cards share = {
	    &j->content, &j->theme, &j->pictures, j->hub.share_cards && !j->r->drafts};
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
		progress_start(&j->progress, "publishing");
	int rc = publish_render(&batch, err);
	if (j->r->bar)
		progress_end(&j->progress);
	if (rc != 0)
		return -1;
	if (j->pictures.failed) {
		*err = j->pictures.err;
		return -1;
	}
	again_keep(&j->again, &j->rows, &j->out->findings);
	j->out->pictures = again_put_pictures(&j->again, &j->pictures, w);
	rows_put_withdrawn(&j->rows, &j->erasure);
	if (histories_are_kept(&j->histories))
		writer_put_meta(w, TH_S("history"), source_revision(j->source));
	writer_put_meta(w, TH_S("base"), th_strz(j->base));
	if (j->content.judged_next != TH_NEVER)
		writer_put_meta(w, TH_S("judge_next"),
		    th_str_fmt(j->a, "%lld", (long long)j->content.judged_next));
	writer_put_meta(w, TH_S("errors"), th_str_fmt(j->a, "%zu", j->out->findings.errors));
	writer_put_meta(w, TH_S("warnings"), th_str_fmt(j->a, "%zu", j->out->findings.warnings));
	writer_days days = {date_label, &j->hub.languages};
	if (writer_finish(w, th_strz(j->identity), &days, err) != 0)
		return -1;
	return again_finish(&j->again, shelf_draft(j->shelf), err);
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

static int make_edition(publish_job *j, th_err *err)
{
	j->content.hub = &j->hub;
	j->content.source = j->source;
	again_open(&j->again, j->r->edition, &j->content, &j->histories, th_strz(j->settings),
	    j->out->before, shelf_draft(j->shelf), j->r->force, j->a);
	if (content_load(&j->content, j->source, &j->hub, cmd_threads(), j->a, &j->out->findings,
		err) != 0 ||
	    histories_read(&j->histories, &j->content, j->out->before, j->a, err) != 0)
		return -1;
	if (j->content.unsure)
		return th_fail(err, "withdrawn.yml cannot be read (see above): mend it; until then "
				    "the hub shows what it showed");
	identify_now(j);
	again_judge(&j->again);
	if (again_begin(&j->again, &j->rows.w, shelf_draft(j->shelf), err) != 0)
		return -1;
	j->rows.content = &j->content;
	j->rows.histories = &j->histories;
	j->rows.all = j->a;
	j->rows.a = th_arena_new();
	pictures_init(&j->pictures, j->source, shelf_media(j->shelf), j->hub.prefix);
	int rc = fill(j, err);
	if (j->r->drafts)
		tell_pages(j);
	writer_free(j->rows.w);
	pictures_free(&j->pictures);
	th_arena_free(j->rows.a);
	if (rc != 0 || shelf_swap(j->shelf, th_strz(j->identity), err) != 0)
		return -1;
	/* Killed in between, the next publish finds notes of another edition, and is a full one. */
	again_write(&j->again, th_strz(j->identity));
	return 0;
}

/* The errors that were found when the current edition was made. */
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

static th_str file_behind(publish_job *j)
{
	char *real = realpath(j->r->edition, NULL);
	th_str file = real ? th_str_dup(j->a, th_strz(real)) : TH_NONE;
	free(real);
	return file;
}

static int publish(publish_job *j, th_err *err)
{
	publish_outcome *out = j->out;
	if (shelf_open(&j->shelf, j->r->edition, j->r->wait, err) != 0)
		return -1;
	out->before = out->after =
	    file_behind(j); /* under the lock: another publish may have been */
	if (source_open(&j->source, j->r->source, j->r->ref, j->r->worktree, err) != 0 ||
	    hub_load(&j->hub, j->source, j->a, &out->findings, err) != 0 ||
	    theme_open(&j->theme, j->r->theme, j->hub.theme, j->a, err) != 0)
		return -1;
	out->theme = th_str_dup(j->a, j->theme.dir);
	if (j->r->origin != NULL)
		j->hub.origin = j->hub.base_url = th_strz(j->r->origin);
	shells_read(&j->shells, j->source, &j->hub, &j->theme, j->r->edition, j->a, &out->findings);
	identify(j);
	out->revision = th_str_dup(j->a, source_revision(j->source));
	out->unchanged = !j->r->force && is_current(j);
	if (out->unchanged) {
		out->errors = known_errors(j->r->edition);
		return 0;
	}
	if (make_edition(j, err) != 0)
		return -1;
	out->after = file_behind(j);
	out->errors = out->findings.errors;
	out->stories = j->rows.stories;
	out->people = j->rows.people;
	out->others = j->rows.others;
	bool clean = shelf_erase(j->shelf, &j->erasure, &out->untidy) == 0;
	clean = shelf_tidy(j->shelf, j->r->keep, clean ? &out->untidy : NULL) == 0 && clean;
	if (clean && shelf_mark_clean(j->shelf, out->identity, &out->untidy) == 0)
		shells_keep(&j->shells, &out->untidy);
	return 0;
}

th_time publish_now(void)
{
	const char *fixed = getenv("TEAMHUB_NOW");
	th_time now;
	return fixed != NULL && th_time_parse_rfc3339(th_strz(fixed), &now) ? now
									    : (th_time)time(NULL);
}

int publish_run(publish_outcome *out, const publish_request *r, th_arena *a, th_err *err)
{
	publish_job j = {.r = r, .out = out, .a = a};
	*out = (publish_outcome){.findings = {.arena = a}};
	j.content.now = publish_now();
	j.content.drafts = r->drafts;
	render_start(); /* stays started: watch and preview publish again in this process */
	int rc = publish(&j, err);
	histories_close(&j.histories);
	again_close(&j.again);
	theme_close(&j.theme);
	source_close(j.source);
	shelf_close(j.shelf);
	findings_sort(&out->findings);
	return rc;
}
