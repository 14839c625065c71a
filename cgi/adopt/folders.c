/* folders.c -- which folders have posts: not one for each year, and not one with all sorts of
 * things. Called by survey.c, which knows what is a post. */
#include "adopt.h"

th_str adopt_home(th_str path)
{
	th_str folder = path_folder(path), base = path_base(path);
	if (th_str_starts(base, TH_S("index.")) && folder.n > 0)
		return path_folder(th_str_sub(folder, 0, folder.n - 1));
	return folder;
}

static bool is_number(th_str s)
{
	uint64_t n;
	return th_str_uint(s, 99999, &n);
}

typedef struct child {
	th_str folder;
	size_t n;
} child;
typedef TH_LIST(child) children;

/* Counts posts in `folder` itself, and those below, by the folder directly in it. */
static size_t look_below(const survey *s, th_str folder, size_t *direct, children *below)
{
	size_t all = 0;
	th_map known;
	th_map_init(&known, s->ad->a);
	*direct = 0;
	for (size_t i = 0; i < s->posts.n; i++) {
		th_str home = adopt_home(s->posts.v[i]->path);
		if (!th_str_starts(home, folder))
			continue;
		all++;
		ptrdiff_t slash = th_str_chr(th_str_sub(home, folder.n, home.n), '/');
		if (slash < 0) {
			++*direct;
			continue;
		}
		th_str next = th_str_sub(home, 0, folder.n + (size_t)slash + 1);
		child *c = th_map_get(&known, next);
		if (c == NULL) {
			c = TH_NEW(s->ad->a, child);
			*c = (child){.folder = next};
			th_map_put(&known, next, c);
		}
		c->n++;
	}
	for (size_t i = 0; i < known.n; i++)
		*TH_ADD(s->ad->a, below) = *(child *)known.items[i].value;
	return all;
}

static void add_folder(adoption *ad, th_str folder)
{
	while (th_str_ends(folder, TH_S("/")))
		folder.n--;
	folder = folder.n > 0 ? folder : TH_S(".");
	if (!th_strs_has(&ad->folders, folder))
		*TH_ADD(ad->a, &ad->folders) = folder;
}

static size_t pages_below(const survey *s, th_str folder)
{
	size_t n = 0;
	for (size_t i = 0; i < s->pages.n; i++)
		n += th_str_starts(adopt_home(s->pages.v[i]->path), folder);
	return n;
}

/* Chooses the folders of posts: not one per year, and not one with all sorts of things, such as
 * pages without a date. */
static void choose_folders(survey *s, th_str folder, int levels)
{
	enum { FEW = 3, MANY = 8, LEVELS = 6 };
	children below = {0};
	size_t direct, all = look_below(s, folder, &direct, &below);
	bool numbers = false;
	for (size_t i = 0; i < below.n; i++) {
		th_str name = th_str_sub(below.v[i].folder, folder.n, below.v[i].folder.n - 1);
		numbers |= is_number(name);
	}
	if (all == 0)
		return;
	size_t pages = pages_below(s, folder);
	if (levels >= LEVELS || numbers || below.n == 0 || direct * 3 > all ||
	    (below.n > MANY && folder.n > 0 && pages * 20 <= all)) {
		if (pages <= all)
			add_folder(s->ad, folder);
		return;
	}
	for (size_t i = 0; i < below.n; i++)
		if (below.v[i].n >= FEW || below.v[i].n * 4 > all)
			choose_folders(s, below.v[i].folder, levels + 1);
}

/* Jekyll's posts are in any folder _posts. */
static void find_posts_folders(survey *s)
{
	th_str name = TH_S("_posts/");
	for (size_t i = 0; i < s->posts.n; i++) {
		th_str path = s->posts.v[i]->path;
		ptrdiff_t at = th_str_find(path, name);
		if (at == 0 || (at > 0 && path.p[at - 1] == '/'))
			add_folder(s->ad, th_str_sub(path, 0, (size_t)at + name.n));
	}
}

bool adopt_in_folders(const adoption *ad, th_str path)
{
	for (size_t i = 0; i < ad->folders.n; i++)
		if (th_str_eqz(ad->folders.v[i], ".") || path_in(path, ad->folders.v[i]))
			return true;
	return false;
}

void adopt_find_folders(survey *s)
{
	adoption *ad = s->ad;
	th_str start = ad->root;
	if (ad->generator != NULL && strcmp(ad->generator->posts, "_posts") == 0) {
		find_posts_folders(s);
	} else if (ad->generator != NULL && ad->generator->posts[0] != '\0') {
		start = th_str_fmt(ad->a, "%.*s%s/", TH_FMT(ad->root), ad->generator->posts);
		choose_folders(s, start, 0);
	}
	if (ad->folders.n == 0)
		choose_folders(s, ad->root, 0);
}
