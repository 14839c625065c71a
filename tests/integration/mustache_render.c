/* mustache_render.c -- renders templates for mustache.test.py: a line of JSON in,
 * {"template", "partials", "data"}, a line of JSON out: a string, or {"error"}. */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/support_json.h"
#include "../unit/support_template.h"

static json_t *answer(const json_t *job)
{
	th_arena *a = th_arena_new();
	mustache *m = mustache_new();
	th_buf out = {0};
	th_err err = {0};
	const char *name;
	json_t *text, *reply;
	mu_value root = support_json_value(a, json_object_get(job, "data"));
	th_str template = th_strz(json_string_value(json_object_get(job, "template")));
	int done = support_template_add(m, TH_S("/"), template, &err);
	json_object_foreach(json_object_get(job, "partials"), name, text)
	{
		if (done == 0)
			done = support_template_add(
			    m, th_strz(name), th_strz(json_string_value(text)), &err);
	}
	if (done == 0)
		done = support_template_render(m, TH_S("/"), &support_json_data, &root, &out, &err);
	if (done == 0)
		reply = json_stringn(out.p ? out.p : "", out.n);
	else
		reply = json_pack("{s:s}", "error", err.msg);
	th_buf_free(&out);
	mustache_free(m);
	th_arena_free(a);
	return reply;
}

int main(void)
{
	char *line = NULL;
	size_t cap = 0;
	while (getline(&line, &cap, stdin) > 0) {
		json_error_t why;
		json_t *job = json_loads(line, 0, &why);
		if (job == NULL) {
			fprintf(stderr, "mustache_render: %s\n", why.text);
			return 2;
		}
		json_t *reply = answer(job);
		json_dumpf(reply, stdout, JSON_ENCODE_ANY | JSON_COMPACT);
		putchar('\n');
		json_decref(reply);
		json_decref(job);
	}
	free(line);
	return 0;
}
