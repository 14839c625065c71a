/* fuzz_shell.c -- pages of any bytes as a shell, and any bytes as a style sheet. What must hold: a
 * page either is refused with one finding or becomes a template that compiles and prints exactly
 * our own tags, whatever it holds; UTF-8 comes out; a style sheet never ends the process. */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/support_template.h"
#include "teamhub/shell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool member(const mu_value *object, th_str name, mu_value *out)
{
	(void)object;
	*out = (mu_value){.kind = th_str_eqz(name, "page") ? MU_OBJECT : MU_TEXT};
	out->text = TH_S("en");
	if (!th_str_eqz(name, "page") && !th_str_eqz(name, "lang"))
		abort(); /* a name that the page brought in */
	return true;
}

static void check_template(th_str text)
{
	static const mu_data source = {.member = member};
	mu_value root = {.kind = MU_OBJECT};
	th_buf out = {0};
	th_err err;
	mustache *m = mustache_new();
	if (support_template_add(m, TH_S("head"), TH_S("[HEAD]"), &err) != 0 ||
	    support_template_add(m, TH_S("shell"), TH_S("[HUB]"), &err) != 0 ||
	    support_template_add(m, TH_S("t"), text, &err) != 0 ||
	    support_template_render(m, TH_S("t"), &source, &root, &out, &err) != 0)
		abort();
	th_str html = th_buf_str(&out);
	if (!th_utf8_valid(html, NULL) || th_str_find(html, TH_S("[HEAD]")) < 0 ||
	    th_str_find(html, TH_S("[HUB]")) < 0)
		abort();
	th_buf_free(&out);
	mustache_free(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	th_str page = {(const char *)data, size};
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	shell_options o = {.url = TH_S("/karriere/"), .origin = TH_S("https://a.example")};
	*TH_ADD(a, &o.entries) = TH_S("/team");
	th_buf out = {0};
	int rc = shell_prepare(&out, page, &o, (th_mark){.file = TH_S("p.html")}, a, &f);
	if (f.list.n != (rc != 0) || (rc != 0 && out.n != 0))
		abort();
	if (rc == 0)
		check_template(th_buf_str(&out));
	shell_is_dark(page);
	th_buf_cut(&out, 0);
	shell_style(&out, page, size % 2);
	th_buf_free(&out);
	th_arena_free(a);
	return 0;
}
