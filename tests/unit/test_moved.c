/* test_moved.c -- a change that moves a text or a person is told how the old address and the id in
 * feeds are kept, and only then. */
#include "support_content.h"

#include "teamhub/push.h"

static void git(tree *t, const char *line)
{
	th_str all = th_str_fmt(t->arena,
	    "cd '%s' && export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@y "
	    "GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@y && (%s) >/dev/null",
	    t->dir, line);
	if (system(all.p) != 0)
		fail_msg("%s", line);
}

static void put_hub(tree *t)
{
	tree_put(t, "hub.yml", HUB);
	tree_put(t, "people/jana-weber.md", JANA);
	tree_put(t, "stories/a.md", STORY "One line.\nAnother line.\n");
	tree_put(t, "stories/b.md",
	    "---\ntitle: B\ndate: 2026-03-03\nauthors: [jana-weber]\n---\n"
	    "Something else\nthat nobody wrote before.\n");
	tree_put(
	    t, "stories/c.md", "---\ntitle: C\ndate: 2026-03-03\ndraft: true\n---\nNot yet.\n");
	git(t, "git init -qb main && git add . && git commit -qm one");
}

/* What the last commit is told: "file rule first-word second-word third-word". */
static void assert_told(tree *t, const char *want)
{
	th_source *fresh;
	blame_result j;
	th_err err = {""};
	th_buf out = {0};
	assert_int_equal(source_open(&fresh, t->dir, "HEAD", false, &err), 0);
	blame_request r = {
	    .fresh = fresh, .repo = t->dir, .old = "HEAD~1", .max_file = 1 << 20, .now = NOW};
	if (blame_change(&j, &r, t->arena, &err) != 0)
		fail_msg("%s", err.msg);
	for (size_t i = 0; i < j.mine.list.n; i++) {
		const th_finding *f = &j.mine.list.v[i];
		if (f->rule == &th_rules[TH_RULE_ADDRESS_LEFT] ||
		    f->rule == &th_rules[TH_RULE_UID_LEFT])
			th_buf_addf(&out, "%.*s %s %.*s %.*s %.*s\n", TH_FMT(f->at.file),
			    f->rule->name, TH_FMT(f->words[0]), TH_FMT(f->words[1]),
			    TH_FMT(f->words[2]));
	}
	th_str told = th_str_dup(t->arena, th_buf_str(&out));
	th_buf_free(&out);
	source_close(fresh);
	assert_str(told, want);
}

#define A_LEFT "/stories/a/ aliases: [/stories/a/] uid: \"tag:careers.example,2026:story/a\"\n"

static void a_renamed_file_is_told(void **state)
{
	tree *t = *state;
	put_hub(t);
	git(t, "git mv stories/a.md stories/new.md && git commit -qm two");
	assert_told(t, "stories/new.md address.left " A_LEFT);
	git(t, "sed -i 's/^title:.*/title: A b/; 2i aliases: [/stories/a/]' stories/new.md && git "
	       "commit -qa --amend -m two");
	assert_told(t, "stories/new.md uid.left /stories/a/ uid: "
		       "\"tag:careers.example,2026:story/a\" \n");
	git(t, "sed -i '2i uid: \"tag:careers.example,2026:story/a\"' stories/new.md && git commit "
	       "-qa --amend -m two");
	assert_told(t, "");
}

static void a_changed_slug_is_told(void **state)
{
	tree *t = *state;
	put_hub(t);
	git(t, "sed -i '2i slug: other' stories/a.md && git commit -qam two");
	assert_told(t, "stories/a.md address.left " A_LEFT);
}

static void a_renamed_person_is_told(void **state)
{
	tree *t = *state;
	put_hub(t);
	git(t, "git mv people/jana-weber.md people/jana-ott.md && sed -i 's/Jana Weber/Jana Ott/' "
	       "people/jana-ott.md && git commit -qam two");
	assert_told(t, "people/jana-ott.md address.left /people/jana-weber/ aliases: "
		       "[/people/jana-weber/] uid: "
		       "\"tag:careers.example,2026:person/jana-weber\"\n");
}

static void what_moves_no_address_is_told_nothing(void **state)
{
	static const char *const lines[] = {
	    "mkdir stories/2026 && git mv stories/a.md stories/2026/a.md", /* the same address
									    */
	    "git mv stories/c.md stories/c2.md",                           /* a draft */
	    "git rm -q stories/a.md",                                      /* gone, not moved */
	    "git rm -q stories/a.md && printf -- '---\\ntitle: New\\ndate: "
	    "2026-05-01\\n---\\nWholly "
	    "new.\\nWith other lines.\\n' > stories/n.md && git add .",
	    ("git mv stories/a.md stories/x.md && git mv stories/b.md stories/a.md && "
	     "printf x"), /* taken */
	    "echo more >> stories/a.md"};
	tree *t = *state;
	put_hub(t);
	for (size_t i = 0; i < TH_COUNT(lines); i++) {
		git(t, th_str_z(
			   t->arena, th_str_fmt(t->arena, "%s && git commit -qam two", lines[i])));
		if (i == 4)
			assert_told(t,
			    "stories/a.md address.left /stories/b/ aliases: [/stories/b/] "
			    "uid: \"tag:careers.example,2026:story/b\"\n");
		else
			assert_told(t, "");
		git(t, "git reset -q --hard HEAD~1");
	}
}

int main(void)
{
	locale_start();
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, tree_new, tree_free)
	    T(a_renamed_file_is_told),
	    T(a_changed_slug_is_told),
	    T(a_renamed_person_is_told),
	    T(what_moves_no_address_is_told_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
