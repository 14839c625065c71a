/* cmd_receive.c -- `teamhub receive-check`: called by the pre-receive hook of a content repository.
 *
 * git runs it in the repository before any branch moves, with "OLD NEW REF" lines on standard input
 * and the pushed objects in quarantine. Authors see its output as "remote: …", so it speaks their
 * language and never names a function. Any status but 0 refuses the whole push. Writes nothing, and
 * never refuses a push for warnings or for what others did. */
#include "teamhub/cmd.h"
#include "teamhub/push.h"
#include "teamhub/texts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
	SHOWN = 40, /* findings before the rest is only counted */
	NICE = 5,
};

typedef struct receiving {
	push_settings d;
	th_arena *a;
	th_buf out;
	th_str lang;
	bool refused;
} receiving;

static bool is_zero(th_str id)
{
	return id.n > 0 && strspn(id.p, "0") >= id.n;
}

static void say(receiving *r, enum text_id id)
{
	catalogue_add_line(&r->out, r->lang, id, TEXT_ALONE);
}

static void say_count(receiving *r, enum text_plural what, size_t n)
{
	catalogue_add_count(&r->out, r->lang, what, (int64_t)n, TEXT_ALONE);
	th_buf_addc(&r->out, '\n');
}

/* Until the content is read, only settings and environment can tell. */
static void guess_language(receiving *r)
{
	r->lang = push_lang(&r->d, &(th_strs){0}, cmd_lang(NULL));
}

/* A file that is not valid YAML may still say what language it is in. */
static th_str written_lang(const receiving *r, const th_source *fresh, const th_doc *doc)
{
	enum { LOOK_AT = 64 * 1024, LINES = 40 };
	th_str rest, line;
	if (!doc->broken || doc->entry == NULL ||
	    source_read(fresh, doc->entry, LOOK_AT, r->a, &rest, NULL) != 0)
		return doc->lang;
	for (int i = 0; i < LINES && th_str_split(&rest, '\n', &line); i++)
		if (th_str_starts(line, TH_S("lang:")))
			return th_str_trim(th_str_sub(line, 5, line.n));
	return doc->lang;
}

static void find_language(receiving *r, const th_source *fresh, const blame_result *j)
{
	th_strs stories = {0};
	for (size_t i = 0; i < j->content.docs.n; i++) {
		const th_doc *doc = j->content.docs.v[i];
		if (doc->kind == TH_STORY && th_map_get(&j->changed, doc->path) != NULL)
			*TH_ADD(r->a, &stories) = written_lang(r, fresh, doc);
	}
	th_str first = j->hub.languages.n ? j->hub.languages.v[0] : TH_NONE;
	r->lang = push_lang(&r->d, &stories, first);
}

static void write_findings(receiving *r, const th_findings *all)
{
	size_t shown = 0;
	/* Errors first: they must be fixed. */
	for (int severity = TH_ERROR; severity >= TH_NOTE; severity--)
		for (size_t i = 0; i < all->list.n; i++)
			if (all->list.v[i].severity == (th_severity)severity && shown++ < SHOWN)
				finding_write_text(&r->out, &all->list.v[i], r->lang);
	if (shown > SHOWN)
		catalogue_add_line(
		    &r->out, r->lang, TEXT_PUSH_MORE, TEXT_WITH(TEXT_N("n", shown - SHOWN)));
}

/* Files that nobody wrote for this push: faulty ones stay out, and nobody is blamed. */
static void write_arrived(receiving *r, const blame_result *j)
{
	const th_findings *all = &j->arrived;
	if (all->list.n == 0)
		return;
	write_findings(r, all);
	if (all->errors > 0)
		catalogue_add_line(
		    &r->out, r->lang, TEXT_PUSH_ARRIVED, TEXT_WITH(TEXT_N("n", all->errors)));
}

static void write_drafts(receiving *r, const blame_result *j)
{
	for (size_t i = 0; i < j->content.docs.n; i++) {
		const th_doc *doc = j->content.docs.v[i];
		if (doc->draft && !doc->broken && th_map_get(&j->changed, doc->path) != NULL)
			catalogue_add_line(&r->out, r->lang, TEXT_PUSH_DRAFT,
			    TEXT_WITH(TEXT_S("file", doc->path)));
	}
}

static void refuse_settings(receiving *r, const blame_result *j)
{
	r->refused = true;
	say(r, TEXT_PUSH_SETTINGS);
	catalogue_add_line(&r->out, r->lang, TEXT_PUSH_SETTINGS_WAY,
	    TEXT_WITH(TEXT_S("repo", th_strz(r->d.repo))));
	if (!th_str_eq(j->settings.feeds_was, j->settings.feeds_now))
		catalogue_add_line(&r->out, r->lang, TEXT_PUSH_SETTINGS_FEEDS,
		    TEXT_WITH(TEXT_S("authority", j->settings.feeds_was)));
}

static void write_checked(receiving *r, const blame_result *j)
{
	size_t warnings = j->mine.warnings, files = j->changed.n;
	if (j->first)
		catalogue_add_line(
		    &r->out, r->lang, TEXT_PUSH_CHECKED_FIRST, TEXT_WITH(TEXT_N("n", files)));
	else
		catalogue_add_line(&r->out, r->lang, TEXT_PUSH_CHECKED,
		    TEXT_WITH(TEXT_S("files", catalogue_count(r->a, r->lang, PLURAL_COUNT_FILES,
						  (int64_t)files, TEXT_ALONE)),
			TEXT_S("warnings", catalogue_count(r->a, r->lang, PLURAL_COUNT_WARNINGS,
					       (int64_t)warnings, TEXT_ALONE))));
}

static void write_verdict(receiving *r, const blame_result *j)
{
	size_t errors = j->mine.errors;
	write_findings(r, &j->mine);
	write_arrived(r, j);
	write_drafts(r, j);
	blame_write_before(&r->out, j, r->lang);
	blame_write_dead(&r->out, j, r->lang);
	blame_write_settings(&r->out, j, r->lang);
	if (j->caused > 0)
		say(r, TEXT_PUSH_CAUSED);
	if (j->settings.grave && !r->d.allow_settings)
		refuse_settings(r, j);
	if (errors == 0 && !r->refused) {
		write_checked(r, j);
		return;
	}
	r->refused = true;
	if (errors > 0)
		say_count(r, PLURAL_PUSH_ERRORS, errors);
	say(r, TEXT_PUSH_REFUSED);
	if (errors > 0)
		say(r, TEXT_PUSH_HOW_TO_MEND);
}

/* Commits of others that a forced push would remove. */
static int check_lost(receiving *r, const th_source *fresh, const char *old, th_err *err)
{
	size_t lost;
	if (source_lost(fresh, old, &lost, err) != 0)
		return -1;
	if (lost == 0 || r->d.allow_force)
		return 0;
	th_hub hub;
	th_findings unused = {.arena = r->a};
	if (hub_load(&hub, fresh, r->a, &unused, err) == 0 && hub.languages.n > 0)
		r->lang = push_lang(&r->d, &(th_strs){0}, hub.languages.v[0]);
	r->refused = true;
	say_count(r, PLURAL_PUSH_LOST, lost);
	say(r, TEXT_PUSH_LOST_WAY);
	return 0;
}

/* Too deep, too many files, a missing object: the sentence says what to do; who has to do it cannot
 * be known here. */
static void refuse_whole(receiving *r, const th_err *err)
{
	r->refused = true;
	catalogue_add_line(
	    &r->out, r->lang, TEXT_PUSH_UNREADABLE, TEXT_WITH(TEXT_S("error", th_strz(err->msg))));
}

static int check_branch(receiving *r, const char *old, const char *new, th_err *err)
{
	th_source *fresh;
	blame_result j;
	int rc = -1;
	if (source_open(&fresh, r->d.repo, new, false, err) != 0) {
		refuse_whole(r, err);
		return 0;
	}
	if (check_lost(r, fresh, old, err) == 0 &&
	    (r->refused || blame_change(&j,
			       &(blame_request){.fresh = fresh,
				   .repo = r->d.repo,
				   .old = old,
				   .push = &r->d,
				   .edition = r->d.edition,
				   .max_file = r->d.max_file,
				   .now = time(NULL)},
			       r->a, err) == 0))
		rc = 0;
	if (rc == 0 && !r->refused) {
		find_language(r, fresh, &j);
		write_verdict(r, &j);
	}
	source_close(fresh);
	return rc;
}

static void write_other(receiving *r, th_str ref, bool deleted)
{
	th_str tags = TH_S("refs/tags/"), heads = TH_S("refs/heads/");
	bool tag = th_str_starts(ref, tags), head = th_str_starts(ref, heads);
	th_str name = th_str_sub(ref, tag ? tags.n : head ? heads.n : 0, ref.n);
	const char *what = tag ? "Tag" : head ? "Branch" : "Ref";
	catalogue_add_line(&r->out, r->lang,
	    deleted ? TEXT_PUSH_OTHER_DELETED : TEXT_PUSH_OTHER_ACCEPTED,
	    TEXT_WITH(TEXT_S("kind", th_strz(what)), TEXT_S("name", name),
		TEXT_S("branch", r->d.branch)));
}

/* "OLD NEW REF" */
static int check_line(receiving *r, th_str line, th_err *err)
{
	th_str old, new, ref = line;
	if (!th_str_split(&ref, ' ', &old) || !th_str_split(&ref, ' ', &new) || old.n < 40 ||
	    new.n < 40 || ref.n == 0)
		return th_fail(
		    err, "standard input is not what a pre-receive hook gets: OLD NEW REF");
	if (!th_str_eq(ref, r->d.ref)) {
		write_other(r, ref, is_zero(new));
		return 0;
	}
	if (!is_zero(new))
		return check_branch(r, th_str_z(r->a, old), th_str_z(r->a, new), err);
	r->refused = true;
	catalogue_add_line(
	    &r->out, r->lang, TEXT_PUSH_DELETES_BRANCH, TEXT_WITH(TEXT_S("branch", r->d.branch)));
	return 0;
}

int cmd_receive_check(int argc, char **argv)
{
	receiving r = {.a = th_arena_new()};
	th_err err = {{0}};
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int rc = CMD_CLEAN;
	if (nice(NICE) == -1) /* visitors come before publishing */
		errno = 0;    /* limited by the machine: then without */
	if (cmd_options(argc, argv, NULL, 0, NULL) != 0) {
		rc = CMD_MISUSE;
		goto out;
	}
	if (push_settings_read(&r.d, ".", r.a, &err) != 0)
		goto fail;
	guess_language(&r);
	while (rc == CMD_CLEAN && (n = getline(&line, &cap, stdin)) > 0)
		if (check_line(&r, th_str_trim(th_str_dup(r.a, th_strn(line, (size_t)n))), &err) !=
		    0)
			goto fail;
	fwrite(r.out.p ? r.out.p : "", 1, r.out.n, stdout);
	rc = r.refused ? CMD_FINDINGS : CMD_CLEAN;
	goto out;
fail:
	fwrite(r.out.p ? r.out.p : "", 1, r.out.n, stdout);
	catalogue_print(stdout, r.lang, TEXT_PUSH_NOT_CHECKED, TEXT_ALONE);
	fflush(stdout);
	rc = cmd_fail("receive-check", &err);
out:
	free(line);
	th_buf_free(&r.out);
	th_arena_free(r.a);
	return rc;
}
