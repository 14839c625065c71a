/* content_key.c -- what texts depend on in hub.yml: a digest that publish compares with the last
 * one to know whether the pages it has can stay. Called by hub.c. */
#include "settings.h"

#include "teamhub/digest.h"

/* Settings that are read when a page is answered, or that only the theme and its drawings use
 * (publish_drawings.c). Whatever is not named here changes every page. */
static const char *const answered[] = {"title", "tagline", "company", "contact", "edit_url",
    "embed", "websub", "write", "footer", "design", "logo", "shell", "theme"};

/* With lines: findings in texts may name them. */
static void add(th_buf *b, const yaml_node *n)
{
	th_buf_addf(b, "%d %d %d %zu:%.*s %zu:%.*s (", n->kind, n->plain, n->line, n->key.n,
	    TH_FMT(n->key), n->text.n, TH_FMT(n->text));
	for (const yaml_node *child = n->first; child != NULL; child = child->next)
		add(b, child);
	th_buf_addc(b, ')');
}

static bool is_answered(th_str name)
{
	for (size_t i = 0; i < TH_COUNT(answered); i++)
		if (th_str_eqz(name, answered[i]))
			return true;
	return false;
}

void content_key(th_hub *hub, const yaml_node *root, th_arena *a)
{
	th_buf b = {0};
	char *hex = th_alloc(a, 65);
	for (const yaml_node *n = root->first; n != NULL; n = n->next)
		if (!is_answered(n->key))
			add(&b, n);
	digest_sha256(hex, th_buf_str(&b));
	th_buf_free(&b);
	hub->content_key = th_strz(hex);
}
