/* test_generator.c -- tags of Jekyll, Hugo and Eleventy in texts written for them: those with a
 * meaning are translated, the rest are reported on their line, and none is ever shown. */
#include "support_render.h"

static void tags_give(const char *md, const char *want)
{
	rendered x = render_text(th_strz(md), true);
	assert_int_equal(x.rc, 0);
	assert_string_equal(th_str_z(x.a, th_str_trim(x.r.html)), want);
	rendered_free(&x);
}

#define PLAIN(alt)                                                                                 \
	"<img src=\"/m/p-800.jpg\" width=\"800\" height=\"450\" alt=\"" alt "\" loading=\"lazy\" " \
	"decoding=\"async\">"

static void figures_of_all_three_become_figures(void **state)
{
	(void)state;
	static const char *const inputs[] = {
	    "{{< figure src=\"plain.jpg\" alt=\"A\" caption=\"C\" >}}",
	    "{{% figure src=\"plain.jpg\" alt=\"A\" title=\"C\" %}}",
	    "{{< figure\n  src=\"plain.jpg\"\n  alt=\"A\"\n  caption=\"C\"\n>}}",
	    "{{<figure src='plain.jpg' alt='A' caption='C'>}}",
	    "{% include figure.html src=\"plain.jpg\" alt=\"A\" caption=\"C\" %}",
	    "{% include figure image_path=\"plain.jpg\" alt=\"A\" caption=\"C\" %}",
	    "{% include components/image.liquid url='plain.jpg' description='A' title='C' %}",
	    "{%- include figure.html src=\"plain.jpg\" alt=\"A\" caption=\"C\" -%}",
	    "{% image \"plain.jpg\", \"A\", \"C\" %}",
	    "{% img left plain.jpg 300 200 \"A\" \"C\" %}",
	    "{% figure src=\"plain.jpg\", alt=\"A\", caption=\"C\" %}",
	};
	for (size_t i = 0; i < TH_COUNT(inputs); i++)
		tags_give(inputs[i], "<figure>" PLAIN("A") "\n<figcaption>C</figcaption></figure>");
}

/* What stands below a picture is Markdown, wherever its tag is. */
static void words_below_a_picture_are_markdown(void **state)
{
	(void)state;
#define CAPTIONED(words) "<figure>" PLAIN("A") "\n<figcaption>" words "</figcaption></figure>"
#define LINK "<a href=\"https://a.example/p\" rel=\"noopener\">"
	static const struct {
		const char *tag, *html;
	} cases[] = {
	    {"{{< figure src=\"plain.jpg\" alt=\"A\" caption=\"By *K*, [L](https://a.example/p)\" "
	     ">}}",
		CAPTIONED("By <em>K</em>, " LINK "L</a>")},
	    {"{% include figure.html src=\"plain.jpg\" alt=\"A\" caption='By <a "
	     "href=\"https://a.example/p\">L</a>' %}",
		CAPTIONED("By " LINK "L</a>")},
	    {"{% img plain.jpg \"A\" \"See https://a.example/p\" %}",
		CAPTIONED("See " LINK "https://a.example/p</a>")},
	    {"{{< figure src=\"plain.jpg\" alt=\"A\" title=\"T\" caption=\"2 * 3 * 4, a_b_c\" "
	     "attr=\"K\" attrlink=\"https://a.example/p\" >}}",
		CAPTIONED("<strong>T</strong> 2 * 3 * 4, a_b_c " LINK "K</a>")},
	    {"{{< figure src=\"plain.jpg\" alt=\"A\" caption=\"one ` tick\" >}}",
		CAPTIONED("one ` tick")},
	    {"{{< figure src=\"plain.jpg\" alt=\"A\" caption=\"<!-- x -->1\n2\" >}}",
		CAPTIONED("1 2")},
	    {"{{< figure src=\"plain.jpg\" alt=\"A\" link=\"https://a.example/p\" >}}",
		"<figure>" LINK PLAIN("A") "</a></figure>"},
	    {"{% include f.html image_path=\"plain.jpg\" url=\"https://a.example/p\" alt=\"A\" %}",
		"<figure>" LINK PLAIN("A") "</a></figure>"},
	};
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		th_arena *a = th_arena_new();
		static const char *const around[][4] = {
		    {"", "", "", ""},
		    {"x ", " *y*", "<p>x</p>\n", "\n<p><em>y</em></p>"},
		    {"- ", "\n- *y*", "<ul><li>", "</li>\n<li><em>y</em></li></ul>"},
		    {"<div class=\"row\">\n", "\n</div>", "", ""},
		};
		bool figure = strstr(cases[i].html, "figcaption") != NULL;
		for (size_t k = 0; k < (figure ? TH_COUNT(around) : 1); k++) {
			th_str md =
			    th_str_fmt(a, "%s%s%s", around[k][0], cases[i].tag, around[k][1]);
			th_str html =
			    th_str_fmt(a, "%s%s%s", around[k][2], cases[i].html, around[k][3]);
			tags_give(md.p, html.p);
			assert_finds(md.p, true, "");
		}
		th_arena_free(a);
	}
	assert_finds("{{< figure src=\"plain.jpg\" alt=\"A\" more=\"https://a.example\" >}}", true,
	    "1:1 text.generator_link {{< figure src=\"plain.jpg\" alt=\"A\" "
	    "more=\"https://a.example\" …\n");
}

/* A tag in a block of HTML is what it is elsewhere. */
static void tags_in_html_are_no_markdown(void **state)
{
	(void)state;
	tags_give("<div class=\"film\">\n{{< youtube abc >}}\n</div>",
	    "<p><a href=\"https://www.youtube.com/watch?v=abc\" rel=\"noopener\">Video "
	    "(YouTube)</a>"
	    "</p>");
	tags_give("{{ youtube(id=\"abc\", autoplay=true) }}",
	    "<p><a href=\"https://www.youtube.com/watch?v=abc\" rel=\"noopener\">Video "
	    "(YouTube)</a>"
	    "</p>");
	tags_give("{% quote(author=\"V\") %}\n*a*\n{% end %}", "<p><em>a</em></p>");
	tags_give(
	    "<div>\n{% photo_box plain.jpg \"A\" %}\n</div>", "<figure>" PLAIN("A") "</figure>");
}

static void a_picture_tag_cannot_break_out_of_its_picture(void **state)
{
	(void)state;
	tags_give("{{< figure src=\"plain.jpg\" alt=\"a](x) <b>[\" title=\"\\\"><script>\" >}}",
	    "<figure>" PLAIN(
		"a](x) &lt;b&gt;[") "\n<figcaption>&quot;&gt;&lt;script&gt;</figcaption>"
				    "</figure>");
	tags_give(
	    "{{< figure src=\"plain.jpg) [x](javascript:alert(1)\" alt=\"a\" >}} y", "<p>y</p>");
}

static void raw_is_taken_away_and_what_it_guards_stays(void **state)
{
	(void)state;
	tags_give("{% raw %}{{ a }} {% b %}{% endraw %}", "<p>{{ a }} {% b %}</p>");
	tags_give("```\n{% raw %}{{ a }}{% endraw %}\n```\n", "<pre><code>{{ a }}\n</code></pre>");
	tags_give("`{% raw %}{{ a }}{% endraw %}`", "<p><code>{{ a }}</code></p>");
	tags_give("{{</* figure src=\"x\" */>}}",
	    "<p><code>{{&lt; figure src=&quot;x&quot; &gt;}}</code></p>");
}

static void highlighted_code_becomes_a_code_block_of_its_language(void **state)
{
	(void)state;
	tags_give("{% highlight ruby linenos %}\nputs \"{{ x }}\"\n{% endhighlight %}\n",
	    "<pre><code class=\"language-ruby\">puts &quot;{{ x }}&quot;\n</code></pre>");
	tags_give("{{< highlight go \"linenos=table\" >}}\n```\na\n{{< /highlight >}}\n",
	    "<pre><code class=\"language-go\">```\na\n</code></pre>");
	tags_give("{{< highlight \"go\" >}}\nb\n{{< / highlight >}}\n",
	    "<pre><code class=\"language-go\">b\n</code></pre>");
}

static void videos_become_plain_links(void **state)
{
	(void)state;
	static const char youtube[] =
	    "<p><a href=\"https://www.youtube.com/watch?v=abc_-1\" rel=\"noopener\">Video (YouTube)"
	    "</a></p>";
	tags_give("{{< youtube abc_-1 >}}", youtube);
	tags_give("{{< youtube id=\"abc_-1\" autoplay=\"true\" >}}", youtube);
	tags_give("{% youtube https://www.youtube.com/watch?v=abc_-1&t=3 %}", youtube);
	tags_give("{% youtube \"https://youtu.be/abc_-1?t=3\" %}", youtube);
	tags_give("{% include video id=\"abc_-1\" provider=\"youtube\" %}", youtube);
	tags_give("{{< vimeo 42 >}}",
	    "<p><a href=\"https://vimeo.com/42\" rel=\"noopener\">Video (Vimeo)</a></p>");
	assert_finds("a {{< youtube \"<script>\" >}}", true,
	    "1:3 text.generator_tag {{< youtube \"<script>\" >}}\n");
}

static void tags_of_other_servers_frames_become_plain_links(void **state)
{
	(void)state;
	static const struct {
		const char *tag, *address, *label;
	} cases[] = {
	    {"{{< gist anna 1a2b >}}", "https://gist.github.com/anna/1a2b", "Gist (GitHub)"},
	    {"{% gist anna/1a2b %}", "https://gist.github.com/anna/1a2b", "Gist (GitHub)"},
	    {"{% gist 1a2b setup.rb %}", "https://gist.github.com/1a2b", "Gist (GitHub)"},
	    {"{{< tweet user=\"anna\" id=\"42\" >}}", "https://twitter.com/anna/status/42",
		"Twitter"},
	    {"{{< x user=\"anna\" id=\"42\" >}}", "https://x.com/anna/status/42", "X"},
	    {"{% twitter https://twitter.com/anna/status/42 %}",
		"https://twitter.com/anna/status/42", "twitter.com"},
	    {"{% speakerdeck 4f2b 640 %}", "https://speakerdeck.com/player/4f2b", "Speaker Deck"},
	    {"{{< slideshare abc title=\"Our talk\" >}}",
		"https://www.slideshare.net/slideshow/embed_code/abc", "Our talk (slideshare.net)"},
	    {"{% codepen anna aBc 300 %}", "https://codepen.io/anna/pen/aBc", "CodePen"},
	    {"{% youtube ab_c 640 360 %}", "https://www.youtube.com/watch?v=ab_c",
		"Video (YouTube)"},
	    {"{% include youtube.html id=\"ab_c\" %}", "https://www.youtube.com/watch?v=ab_c",
		"Video (YouTube)"},
	    {"{{< instagram Bx_1 hidecaption >}}", "https://www.instagram.com/p/Bx_1/",
		"Instagram"},
	    {"{% iframe src=\"https://tool.example/plan\" height=300 %}",
		"https://tool.example/plan", "tool.example"},
	};
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		th_arena *a = th_arena_new();
		th_str want = th_str_fmt(a, "<p><a href=\"%s\" rel=\"noopener\">%s</a></p>",
		    cases[i].address, cases[i].label);
		tags_give(cases[i].tag, want.p);
		assert_finds(cases[i].tag, true, "");
		th_arena_free(a);
	}
}

static void a_tag_that_nobody_knows_is_its_picture_or_its_person(void **state)
{
	(void)state;
	tags_give("{% photo_box plain.jpg \"A\" %}", "<figure>" PLAIN("A") "</figure>");
	tags_give("{{< hero size=\"9\" background=\"plain.jpg\" alt=\"A\" >}}",
	    "<figure>" PLAIN("A") "</figure>");
	tags_give("{% include box.html img=\"plain.jpg\" alt=\"A\" %}",
	    "<figure>" PLAIN("A") "</figure>");
	tags_give(
	    "{% box plain.jpg \"A\" %}\n*in*\n{% endbox %}", "<p>" PLAIN("A") "\n<em>in</em></p>");
	tags_give("by {% employee jana-weber %}.", "<p>by Jana Weber.</p>");
	tags_give("by {{< by person=\"Jana Weber\" size=\"2\" >}}.", "<p>by Jana Weber.</p>");
	assert_finds("{% photo_box plain.jpg \"A\" %} {% employee jana-weber %}", true, "");
	assert_finds("{% photo_box missing.jpg %}", true,
	    "1:1 text.generator_tag {% photo_box missing.jpg %}\n");
	assert_finds("{% employee kim %}", true, "1:1 text.generator_tag {% employee kim %}\n");
	assert_finds(
	    "{% poll jana-weber 3 %}", true, "1:1 text.generator_tag {% poll jana-weber 3 %}\n");
}

static void hub_yml_says_what_a_tag_means(void **state)
{
	(void)state;
	th_pair pairs[] = {{TH_S("note"), TH_S("inner")}, {TH_S("pic"), TH_S("/img/{src}")},
	    {TH_S("box"), TH_S("picture")}, {TH_S("ticket"), TH_S("https://t.example/{id}/{part}")},
	    {TH_S("old"), TH_S("https://old.example/{src}")}};
	th_pairs tags = {pairs, TH_COUNT(pairs), TH_COUNT(pairs)};
	static const struct {
		const char *md, *html, *told;
	} cases[] = {
	    {"{{% note \"info\" %}}*a*{{% /note %}}", "<p><em>a</em></p>", ""},
	    {"{% pic plain.jpg alt=\"A\" %}", "<figure>" PLAIN("A") "</figure>", ""},
	    {"{% pic src=\"plain.jpg\" title=\"A\" %}", "<figure>" PLAIN("A") "</figure>", ""},
	    {"{% box missing.jpg %}", "", "1:8 picture.missing missing.jpg\n"},
	    {"{% ticket 7 part=\"b\" %}",
		"<p><a href=\"https://t.example/7/b\" rel=\"noopener\">t.example</a></p>", ""},
	    {"{% ticket 7 %}", "", "1:1 text.generator_tag {% ticket 7 %}\n"},
	    {"{% old a.jpg title=\"A\" %}",
		"<p><a href=\"https://old.example/a.jpg\" rel=\"noopener\">A</a></p>",
		"1:1 picture.elsewhere https://old.example/a.jpg\n"},
	};
	for (size_t i = 0; i < TH_COUNT(cases); i++) {
		rendered x = {.a = th_arena_new()};
		render_links links = {.ctx = x.a, .picture = world_picture};
		render_options o = {.heading = 2, .generator_tags = true, .tags = &tags};
		x.f = (th_findings){.arena = x.a, .limit = 100};
		assert_int_equal(markdown_render(&x.r, th_strz(cases[i].md),
				     (th_mark){TH_S("x.md"), 1, 1}, &o, &links, x.a, &x.f),
		    0);
		assert_string_equal(th_str_z(x.a, th_str_trim(x.r.html)), cases[i].html);
		assert_string_equal(findings_text(&x).p, cases[i].told);
		rendered_free(&x);
	}
}

static void frames_of_other_servers_become_plain_links(void **state)
{
	(void)state;
	static const struct {
		const char *html, *address, *label;
	} cases[] = {
	    {"<iframe width=\"560\" src=\"https://www.youtube.com/embed/a-1?start=3\" "
	     "title=\"YouTube video player\" allowfullscreen></iframe>",
		"https://www.youtube.com/watch?v=a-1", "Video (YouTube)"},
	    {"<iframe title='How \"we\" work' "
	     "src='//www.youtube-nocookie.com/embed/a-1'>\n\n*x*\n\n</iframe>",
		"https://www.youtube.com/watch?v=a-1",
		"How &quot;we&quot; work (youtube-nocookie.com)"},
	    {"<div class=\"video\">\n<iframe src=\"https://player.vimeo.com/video/42?h=1\">"
	     "</iframe>\n</div>",
		"https://vimeo.com/42", "Video (Vimeo)"},
	    {"<iframe src=\"https://www.google.com/maps/embed?pb=!1m&amp;hl=de\"></iframe>",
		"https://www.google.com/maps/embed?pb=!1m&amp;hl=de", "Google Maps"},
	    {"<iframe src=\"https://w.soundcloud.com/player/"
	     "?url=https%3A//api.soundcloud.com/tracks/42&amp;auto_play=false\"></iframe>",
		"https://api.soundcloud.com/tracks/42", "SoundCloud"},
	    {"<object width=\"9\"><param name=\"movie\" value=\"https://a.example/f.swf\">"
	     "<embed src=\"https://a.example/f.swf\"></object>",
		"https://a.example/f.swf", "a.example"},
	    {"<embed src=\"https://a.example/plan.pdf\">", "https://a.example/plan.pdf",
		"a.example"},
	    {"<video controls><source src=\"https://a.example/f.mp4\">No film.</video>",
		"https://a.example/f.mp4", "a.example"},
	    {"<iframe data-src=\"https://a.example/b\" src=\"about:blank\"></iframe>",
		"https://a.example/b", "a.example"},
	};
	static const render_engine engines[] = {RENDER_DISCOUNT, RENDER_COMMONMARK};
	for (size_t i = 0; i < TH_COUNT(cases) * 2; i++) {
		rendered x = render_by(engines[i % 2], th_strz(cases[i / 2].html), i % 2);
		th_str want = th_str_fmt(x.a, "<p><a href=\"%s\" rel=\"noopener\">%s</a></p>",
		    cases[i / 2].address, cases[i / 2].label);
		assert_string_equal(th_str_z(x.a, th_str_trim(x.r.html)), want.p);
		assert_string_equal(findings_text(&x).p, "");
		rendered_free(&x);
	}
}

static void frames_stand_apart_and_what_none_may_show_is_told(void **state)
{
	(void)state;
	assert_html("a <iframe src=\"https://a.example/\"></iframe> b",
	    "<p>a</p>\n<p><a href=\"https://a.example/\" rel=\"noopener\">a.example</a></p>\n"
	    "<p>b</p>");
	static const char *const gone[] = {"<iframe src=\"javascript:alert(1)\"></iframe>",
	    "<iframe src=\"demo.html\"></iframe>", "<iframe srcdoc=\"<b>x</b>\"></iframe>",
	    "<iframe src=\"https://a.example/\" style=\"display:none\"></iframe>"};
	for (size_t i = 0; i < TH_COUNT(gone); i++) {
		assert_html(gone[i], "");
		assert_finds(gone[i], false, "1:1 text.html <iframe>\n");
	}
}

static void links_between_files_are_links(void **state)
{
	(void)state;
	tags_give("[a]({% post_url 2024-05-01-a-title %}) [b]({% link _posts/b.md %}) "
		  "[c]({{< ref \"blog/c.md\" >}}) [d]({{< relref \"d.md#Part one\" >}})",
	    "<p><a href=\"/team/2024-05-01-a-title/\">a</a> <a href=\"/team/b/\">b</a> "
	    "<a href=\"/team/c/\">c</a> <a href=\"/team/d/#s-part-one\">d</a></p>");
	tags_give("![A]({{ site.baseurl }}/plain.jpg) [x]({{ '/x.md' | relative_url }}) "
		  "[y]({{ \"/y.md\" | url }})",
	    "<p>" PLAIN("A") " <a href=\"/team/x/\">x</a> <a href=\"/team/y/\">y</a></p>");
}

static void what_has_no_meaning_here_is_reported_and_not_shown(void **state)
{
	(void)state;
	static const char md[] = "a {{ page.title }} b\n\n{% include newsletter.html %}\n\n"
				 "{% if x %}A{% else %}B{% endif %}C\n\n{{< toc 1 >}}c\n\n"
				 "{{% notice %}}kept{{% /notice %}}\n";
	tags_give(md, "<p>a  b</p>\n<p>C</p>\n<p>c</p>\n<p>kept</p>");
	assert_finds(md, true,
	    "1:3 text.generator_tag {{ page.title }}\n"
	    "3:1 text.generator_tag {% include newsletter.html %}\n"
	    "5:1 text.generator_tag {% if x %}\n"
	    "7:1 text.generator_tag {{< toc 1 >}}\n"
	    "9:1 text.generator_tag {{% notice %}}\n");
}

static void comments_and_attribute_lists_vanish_in_silence(void **state)
{
	(void)state;
	static const char md[] =
	    "a{# note #}b\n{: .lead #x}\n\n{% comment %}x {{ y }}{% endcomment %}\n\n"
	    "## Head {#own}\n\n* toc\n{:toc}\n\n{{/* hugo */}}z\n";
	tags_give(md, "<p>ab<a id=\"s-x\"></a></p>\n<h2 id=\"s-own\">Head</h2>\n<p>z</p>");
	assert_finds(md, true, "");
}

static void what_stands_under_a_condition_is_left_out_and_told(void **state)
{
	(void)state;
	static const char *const inputs[] = {
	    "a{% if x %}H{% endif %}b",
	    "a{% if x %}H{% if y %}H{% endif %}H{% endif %}b",
	    "a{%- unless x -%}H{%- endunless -%}b",
	    "a{% case x %}{% when 1 %}H{% endcase %}b",
	    "a{% for x in y %}\n\nH\n\n```\nH\n```\n\n{% endfor %}b",
	    "a{% capture x %}H{% endcapture %}b",
	    "a{% set x %}H{% endset %}b",
	    "a{% macro x() %}H{% endmacro %}b",
	};
	for (size_t i = 0; i < TH_COUNT(inputs); i++)
		tags_give(inputs[i], "<p>ab</p>");
	assert_finds("a{% if x %}H{% endif %}b", true, "1:2 text.generator_tag {% if x %}\n");
	tags_give("a{% set x = 1 %}H", "<p>aH</p>");
}

static void comments_of_kramdown_vanish_as_blocks_and_in_lines(void **state)
{
	(void)state;
	static const char *const inputs[] = {
	    "a{::comment}H{:/comment}b",
	    "a{/* H */}b",
	    "a{/*\n\nH\n\n*/}b",
	    "a{::comment}H{:/}b",
	    "a{::comment}H\nH{:/comment}b",
	    "a{::comment /}b",
	    "a{::options x=\"H\" /}b",
	    "{::comment}\nH\n\nH {::nomarkdown}H{:/} H\n\n{:/comment}\n\nab",
	    "ab\n\n{::comment}\nH\n",
	    "{::nomarkdown}\nab\n{:/nomarkdown}",
	};
	for (size_t i = 0; i < TH_COUNT(inputs); i++)
		tags_give(inputs[i], "<p>ab</p>");
	tags_give("> a\n>\n> {::comment}\n> H\n> {:/comment}\n>\n> b",
	    "<blockquote><p>a</p>\n<p>b</p></blockquote>");
	tags_give("`{::comment}` x", "<p><code>{::comment}</code> x</p>");
	assert_finds("a\n\n{::comment}\nb\n", true, "3:1 text.generator_tag {::comment}\n");
}

static void a_comment_that_never_ends_hides_the_rest_and_is_told(void **state)
{
	(void)state;
	tags_give("a\n\n{% comment %}H\n\nH", "<p>a</p>");
	tags_give("a\n\n{{< comment >}}H\n\nH", "<p>a</p>");
	assert_finds("a {% comment %}b", true, "1:3 text.generator_tag {% comment %}\n");
}

static void code_gives(unsigned tags, const char *md, const char *want)
{
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	render_options o = {.heading = 2, .generator_tags = true, .code_tags = tags};
	render_result r;
	assert_int_equal(
	    markdown_render(&r, th_strz(md), (th_mark){TH_S("x.md"), 1, 1}, &o, NULL, a, &f), 0);
	assert_string_equal(th_str_z(a, th_str_trim(r.html)), want);
	th_arena_free(a);
}

static void in_code_a_generator_hides_what_it_hides_elsewhere(void **state)
{
	(void)state;
	code_gives(RENDER_LIQUID, "`a{% comment %}H{% endcomment %}b {{ c }} {# d #}`",
	    "<p><code>ab {{ c }} {# d #}</code></p>");
	code_gives(RENDER_LIQUID, "```\na\n{% if x %}H{% endif %}b\n```",
	    "<pre><code>a\nb\n</code></pre>");
	code_gives(RENDER_LIQUID, "```\n{% raw %}{% if x %}a{% endif %}{% endraw %}\n```",
	    "<pre><code>{% if x %}a{% endif %}\n</code></pre>");
	code_gives(
	    RENDER_NUNJUCKS, "`a{# H #}b`\n\n{#\n\nH\n\n#}c", "<p><code>ab</code></p>\n<p>c</p>");
	code_gives(RENDER_SHORTCODES, "`a{{< comment >}}H{{< /comment >}}b{% comment %}`",
	    "<p><code>ab{% comment %}</code></p>");
	code_gives(0, "`{% comment %}a{% endcomment %}`",
	    "<p><code>{% comment %}a{% endcomment %}</code></p>");
}

/* As a generator of those tags would leave it; H stands for what is hidden there. */
static void hidden_from(unsigned tags, const char *md)
{
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	render_options o = {.generator_tags = true, .code_tags = tags, .heading = 2};
	render_links links = {0};
	render_result r;
	assert_int_equal(
	    markdown_render(&r, th_strz(md), (th_mark){TH_S("x.md"), 1, 1}, &o, &links, a, &f), 0);
	if (th_str_chr(r.html, 'H') >= 0 || th_str_chr(r.text, 'H') >= 0)
		fail_msg("%s became %s", md, th_str_z(a, r.html));
	if (th_str_find(md[0] == 'a' ? r.html : TH_S("b"), TH_S("b")) < 0)
		fail_msg("nothing is left of %s", md);
	th_arena_free(a);
}

static void pairs_end_where_their_generator_ends_them(void **state)
{
	(void)state;
	static const char *const liquid[] = {
	    "a {% comment %}{% raw %}{% endcomment %}{% endraw %}H{% endcomment %} b",
	    "a {% if x %}{% raw %}{% endif %}{% endraw %}H{% endif %} b",
	    "a {% if x %}{% comment %}{% endif %}{% endcomment %}H{% endif %} b",
	    "a {% comment: x %}H{% endcomment %} b",
	    "a {% COMMENT %}H{% EndComment %} b",
	    "a {% comment\n\n%}H{% endcomment %} b",
	    "a {% assign x = \"y\n\nH\" %} b",
	    "a {{ x\n\n| default: \"H\" }} b",
	    "a {% doc %}H{% enddoc %} b",
	    "a {# {% comment %} #} H {% endcomment %} b",
	    "x <!-- {% comment %} --> H {% endcomment %} b",
	    "a {{</* H */>}} b",
	    "{% if x %} H",
	    "{% comment %}{% comment %}x{% endcomment %} H",
	};
	for (size_t i = 0; i < TH_COUNT(liquid); i++)
		hidden_from(RENDER_LIQUID, liquid[i]);
	static const char *const nunjucks[] = {
	    "a {# x {# y #} H #} b",
	    "a {% asyncEach x in y %}H{% endeach %} b",
	    "a {% asyncAll x in y %}H{% endall %} b",
	    "a {% ifAsync x %}H{% endif %} b",
	    "a {% if x %}{% ifAsync y %}{% endif %}H{% endif %} b",
	    "a {% call m() %}H{% endcall %} b",
	    "{# H",
	};
	for (size_t i = 0; i < TH_COUNT(nunjucks); i++)
		hidden_from(RENDER_NUNJUCKS, nunjucks[i]);
	hidden_from(RENDER_SHORTCODES, "a {{< /* H */ >}} b");
	code_gives(RENDER_SHORTCODES, "a {{< comment />}} b", "<p>a  b</p>");
	code_gives(RENDER_LIQUID,
	    "{% highlight js %}\na {% comment %}H{% endcomment %}b\n"
	    "{% endhighlight %}",
	    "<pre><code class=\"language-js\">a b\n</code></pre>");
}

static void kramdown_hides_in_more_ways_than_comments(void **state)
{
	(void)state;
	static const char *const inputs[] = {
	    "a b\n\n{::nomarkdown type=\"latex\"}\nH\n{:/}\n",
	    "a b\n\n*[HTML]: H\n",
	    "a b\n\nH\n{: style=\"display:none\"}\n",
	    "a b\n\n{: hidden=\"hidden\"}\nH\n",
	    "a b\n\nx *H*{: style='display: none'} y\n",
	    "a b\n\n## H {style=\"display:none\"}\n",
	};
	for (size_t i = 0; i < TH_COUNT(inputs); i++)
		hidden_from(RENDER_LIQUID | RENDER_KRAMDOWN, inputs[i]);
}

static void code_is_left_alone(void **state)
{
	(void)state;
	tags_give("`{{ a }}` ``{% b ` %}`` <b>x</b>\n\n~~~\n{{< c >}}\n~~~\n\n    {% d %}\n\ne\n",
	    "<p><code>{{ a }}</code> <code>{% b ` %}</code> <b>x</b></p>\n"
	    "<pre><code>{{&lt; c &gt;}}\n</code></pre>\n<pre><code>{% d "
	    "%}\n</code></pre>\n<p>e</p>");
	/* indented below a list is no code */
	tags_give("- a\n\n    b {{ x }}\n", "<ul><li><p>a</p>\n<p>b</p></li></ul>");
}

static void tags_that_never_end_are_text_and_cost_no_time(void **state)
{
	(void)state;
	tags_give("a {% b\n\nc {{ d\n\n{% e %} f", "<p>a {% b</p>\n<p>c {{ d</p>\n<p>f</p>");
	static const char *const deep[] = {"{%", "{{", "{% raw %}", "{{<", "{#", "{:", "`{% a ",
	    "{% highlight x %}", "{{< highlight >}}", "{::comment}", "{% if x %}", "{% comment %}",
	    "{{< comment >}}", "{::x", "{% if x %}{% endif %}", "``` `` ` "};
	for (size_t i = 0; i < TH_COUNT(deep); i++) {
		th_buf b = {0};
		while (b.n < 100000)
			th_buf_addz(&b, deep[i]);
		rendered x = render_text(th_buf_str(&b), true);
		assert_int_equal(x.rc, 0);
		rendered_free(&x);
		th_buf_free(&b);
	}
}

static void without_the_setting_braces_are_text(void **state)
{
	(void)state;
	assert_html(
	    "{{ a }} {% b %} {{< c >}} {: .d}", "<p>{{ a }} {% b %} {{&lt; c &gt;}} {: .d}</p>");
	assert_finds("{{ a }}", false, "");
}

static void mdx_is_read_as_markdown_without_its_scripts(void **state)
{
	(void)state;
	static const char md[] =
	    "import X from './x'\nimport Y from 'y'\n\n# Head {#own}\n\nOne {/* SECRET */}two "
	    "{props.a} `{code}` <X b={{c: '}'}}>*three*</X>{\" \"}end.\n\n"
	    "<p style={{display: 'none'}}>SECRET</p>\n\n```js\nexport const a = {b: 1}\n```\n\n"
	    "export const z = {\n  SECRET: 1\n}\n\n\\{kept\\} {open\n";
	rendered x = {.a = th_arena_new()};
	render_options o = {
	    .engine = RENDER_COMMONMARK, .mdx = true, .heading = 2, .generator_tags = true};
	x.f = (th_findings){.arena = x.a, .limit = 100};
	assert_int_equal(
	    markdown_render(&x.r, th_strz(md), (th_mark){TH_S("x.mdx"), 1, 1}, &o, NULL, x.a, &x.f),
	    0);
	assert_string_equal(th_str_z(x.a, th_str_trim(x.r.html)),
	    "<h2 id=\"s-own\">Head</h2>\n<p>One two  <code>{code}</code> <em>three</em> end.</p>\n"
	    "<pre><code class=\"language-js\">export const a = {b: 1}\n</code></pre>\n"
	    "<p>{kept} {open</p>");
	th_str told = findings_text(&x);
	assert_true(has(told, "1:1 text.generator_tag import X from './x'"));
	assert_true(has(told, "6:23 text.generator_tag {props.a}\n"));
	assert_true(has(told, "14:1 text.generator_tag export const z = {"));
	assert_false(has(told, "code}"));
	rendered_free(&x);
}

/* H stands for what its author hid; whatever else stands in braces is what was written. */
static void comments_go_in_a_hub_of_no_generator_too(void **state)
{
	static const char *const hidden[] = {"a {::comment}H{:/comment} b",
	    "a\n\n{::comment}\nH\n{:/comment}\n\nb", "a {% comment %}H{% endcomment %} b",
	    "a {%- comment -%}H{%- endcomment -%} b", "a {# H #} b", "a\n{#- H -#}\nb",
	    "a {{/* H */}} b", "a {{- /* H */ -}} b", "a {{< comment >}}H{{< /comment >}} b",
	    "a {/* H */} b", "a\n\nH\n{: hidden=\"hidden\"}\n\nb",
	    "a\n\nH\n{: style=\"display: none\"}\n\nb"};
	static const char *const shown[] = {"a {% if x %}H{% endif %}", "{{ H }}", "{#H}", "{H}",
	    "`{% comment %}H{% endcomment %}`", "    {::comment}H{:/comment}", "{: .H}x {H #}",
	    "{% comment %} H", "{# H"};
	(void)state;
	for (size_t i = 0; i < 2 * TH_COUNT(hidden); i++) {
		render_engine engine = i % 2 ? RENDER_COMMONMARK : RENDER_DISCOUNT;
		rendered x = render_by(engine, th_strz(hidden[i / 2]), false);
		if (th_str_chr(x.r.html, 'H') >= 0 || th_str_chr(x.r.text, 'H') >= 0 ||
		    th_str_chr(x.r.html, 'b') < 0)
			fail_msg("%s became %s", hidden[i / 2], th_str_z(x.a, x.r.html));
		rendered_free(&x);
	}
	for (size_t i = 0; i < 2 * TH_COUNT(shown); i++) {
		render_engine engine = i % 2 ? RENDER_COMMONMARK : RENDER_DISCOUNT;
		rendered x = render_by(engine, th_strz(shown[i / 2]), false);
		if (th_str_chr(x.r.html, 'H') < 0)
			fail_msg("%s became %s", shown[i / 2], th_str_z(x.a, x.r.html));
		rendered_free(&x);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mdx_is_read_as_markdown_without_its_scripts),
	    cmocka_unit_test(figures_of_all_three_become_figures),
	    cmocka_unit_test(words_below_a_picture_are_markdown),
	    cmocka_unit_test(tags_in_html_are_no_markdown),
	    cmocka_unit_test(a_picture_tag_cannot_break_out_of_its_picture),
	    cmocka_unit_test(raw_is_taken_away_and_what_it_guards_stays),
	    cmocka_unit_test(highlighted_code_becomes_a_code_block_of_its_language),
	    cmocka_unit_test(videos_become_plain_links),
	    cmocka_unit_test(tags_of_other_servers_frames_become_plain_links),
	    cmocka_unit_test(a_tag_that_nobody_knows_is_its_picture_or_its_person),
	    cmocka_unit_test(hub_yml_says_what_a_tag_means),
	    cmocka_unit_test(frames_of_other_servers_become_plain_links),
	    cmocka_unit_test(frames_stand_apart_and_what_none_may_show_is_told),
	    cmocka_unit_test(links_between_files_are_links),
	    cmocka_unit_test(what_has_no_meaning_here_is_reported_and_not_shown),
	    cmocka_unit_test(comments_and_attribute_lists_vanish_in_silence),
	    cmocka_unit_test(what_stands_under_a_condition_is_left_out_and_told),
	    cmocka_unit_test(comments_of_kramdown_vanish_as_blocks_and_in_lines),
	    cmocka_unit_test(a_comment_that_never_ends_hides_the_rest_and_is_told),
	    cmocka_unit_test(in_code_a_generator_hides_what_it_hides_elsewhere),
	    cmocka_unit_test(pairs_end_where_their_generator_ends_them),
	    cmocka_unit_test(kramdown_hides_in_more_ways_than_comments),
	    cmocka_unit_test(code_is_left_alone),
	    cmocka_unit_test(tags_that_never_end_are_text_and_cost_no_time),
	    cmocka_unit_test(without_the_setting_braces_are_text),
	    cmocka_unit_test(comments_go_in_a_hub_of_no_generator_too),
	};
	render_start();
	int rc = cmocka_run_group_tests(tests, NULL, NULL);
	return rc;
}
