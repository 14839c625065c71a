/* values_lists.c -- lists whose items have parts: what each version of a guideline changed, and
 * files that authors may download.
 *
 * Called by values.c. An unusable item is one finding with an example; the others stay. */
#include "values.h"

enum { MAX_ITEMS = 40 };

static th_mark mark(const field_job *job, const yaml_node *n)
{
	return (th_mark){job->doc->path, n->line, n->column};
}

/* The items of a list, or a single item without a list. */
static const yaml_node *first_item(const yaml_node *n)
{
	return n->kind == YAML_LIST ? n->first : yaml_is_null(n) ? NULL : n;
}

static const yaml_node *next_item(const yaml_node *list, const yaml_node *one)
{
	return list->kind == YAML_LIST ? one->next : NULL;
}

static const yaml_node *part(const yaml_node *item, const char *name)
{
	return item->kind == YAML_MAP ? yaml_get(item, th_strz(name)) : NULL;
}

void value_read_changes(field_job *job, th_str written, const yaml_node *n)
{
	for (const yaml_node *one = first_item(n); one; one = next_item(n, one)) {
		const yaml_node *version = part(one, "version"), *what = part(one, "what");
		const yaml_node *who = part(one, "who");
		th_amendment got = {.line = one->line};
		if (job->doc->guide.changes.n == MAX_ITEMS)
			return;
		if (version != NULL)
			value_one_text(job, written, version, &got.version);
		if (what != NULL)
			value_read_texts(job, &got.what, written, what);
		if (got.version.n == 0 || got.what.n == 0) {
			finding_add(job->findings, TH_RULE_CHANGE_SHAPE, mark(job, one), TH_NONE,
			    TH_NONE, TH_NONE);
			continue;
		}
		if (who != NULL)
			value_read_refs(job, &got.who, written, who);
		*TH_ADD(job->arena, &job->doc->guide.changes) = got;
	}
}

void value_read_downloads(field_job *job, th_str written, const yaml_node *n)
{
	for (const yaml_node *one = first_item(n); one; one = next_item(n, one)) {
		const yaml_node *file = one->kind == YAML_TEXT ? one : part(one, "file");
		const yaml_node *title = part(one, "title"), *licence = part(one, "licence");
		th_download got = {.line = one->line};
		if (job->doc->guide.downloads.n == MAX_ITEMS)
			return;
		if (file == NULL || !value_one_text(job, written, file, &got.file)) {
			finding_add(job->findings, TH_RULE_DOWNLOAD_SHAPE, mark(job, one), TH_NONE,
			    TH_NONE, TH_NONE);
			continue;
		}
		if (title != NULL)
			value_read_texts(job, &got.title, written, title);
		if (licence != NULL)
			value_read_texts(job, &got.licence, written, licence);
		*TH_ADD(job->arena, &job->doc->guide.downloads) = got;
	}
}
