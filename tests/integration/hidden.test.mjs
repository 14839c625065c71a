#!/usr/bin/env node
// hidden.test.mjs -- what a generator does not publish, the hub does not. Each case hides a word of its own in
// a tree, in one of the ways that Jekyll, Hugo or Eleventy know. The real program builds the tree, the hub
// publishes it, and the words that each let through are compared: by the bytes of all that they wrote.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHash } from 'node:crypto';
import { cgi, execFileSync, fs, needs, path, publish, tempDir, write } from './hub.mjs';
import { build, filesBelow, has } from './generators.mjs';

needs('git');
const dir = tempDir();

/** A word that no other case has the beginning of: an index may keep what two words share only once. */
const word = (name) => createHash('md5').update(name).digest('hex').replace(/\d/g, (d) => 'ghijklmnop'[d]).slice(0, 14);

/** Each has an address of its own: no two files of equal names shall be in the way of each other. */
let count = 0;
const doc = (fields, body) => `---\ntitle: A page\nslug: page-${++count}\ndate: 2024-01-05\n${fields ? `${fields}\n` : ''}---\nSome words.\n\n${body}\n`;

/** name → [path, fields] of a text whose word stands in its body. */
const text = (p, fields = '', more = {}) => ({ files: (w) => ({ [p]: doc(fields, w), ...more }) });
/** A text without a date of its own. */
const undated = (p, fields = '') => ({ files: (w) => ({ [p]: `---\ntitle: A page\nslug: page-${++count}\n${fields}\n---\n${w}\n` }) });

// SHOWN: by both. HIDDEN: by both. SAFER: the generator shows it, the hub does not. ENDED: it stands in the
// edition, since its end came by a date, and no page of the hub shows it; nor does the generator.
const SHOWN = 'shown', HIDDEN = 'hidden', SAFER = 'safer', ENDED = 'ended';

// ---- Jekyll ----

const post = (name, fields, body) => ({ files: (w) => ({ [`_posts/2024-01-05-${name}.md`]: doc(fields, body ? body(w) : w) }) });
const jekyllFiles = {
	'a post': [SHOWN, post('plain')],
	'in a subfolder': [SHOWN, text('_posts/sub/2024-01-05-sub.md')],
	'news/_posts': [SHOWN, text('news/_posts/2024-01-05-n.md')],
	'.markdown': [SHOWN, text('_posts/2024-01-05-long.markdown')],
	'_posts/_wip/': [HIDDEN, text('_posts/_wip/2024-01-05-a.md')],
	'_name': [HIDDEN, text('_posts/_2024-01-05-b.md')],
	'.folder': [HIDDEN, text('_posts/.wip/2024-01-05-c.md')],
	'#folder': [HIDDEN, text('_posts/#wip/2024-01-05-d.md')],
	'~folder': [HIDDEN, text('_posts/~wip/2024-01-05-e.md')],
	'folder~': [SAFER, text('_posts/wip~/2024-01-05-f.md')],
	'name~': [HIDDEN, text('_posts/2024-01-05-g.md~')],
	'#name#': [HIDDEN, text('_posts/#2024-01-05-g.md#')],
	'no date in the name': [HIDDEN, text('_posts/nodate.md')],
	'_drafts': [HIDDEN, text('_drafts/draft.md')],
	'_drafts, dated': [HIDDEN, text('_drafts/2024-01-05-dated.md')],
	'news/_drafts': [HIDDEN, text('news/_drafts/draft.md')],
	'_posts below news, _wip': [HIDDEN, text('news/_posts/_wip/2024-01-05-o.md')],
	'published: false': [HIDDEN, post('pf', 'published: false')],
	'published: no': [HIDDEN, post('pn', 'published: no')],
	'published: off': [HIDDEN, post('po', 'published: off')],
	'published: nothing': [HIDDEN, post('pe', 'published:')],
	'published: "false"': [SAFER, post('ps', 'published: "false"')],
	'draft: true': [SAFER, post('dt', 'draft: true')],
	'extra: {draft: true}': [SAFER, post('de', 'extra: {draft: true}')],
	'meta: {status: draft}': [SAFER, post('ds', 'meta: {status: draft}')],
	'cover: {hidden: true}': [SHOWN, post('dc', 'cover: {hidden: true}')],
	'draft: true in a second block': [SAFER, { files: (w) => ({ '_posts/2024-01-05-two.md': `---\ntitle: A\nslug: page-${++count}\n---\n---\ndraft: true\n---\n${w}\n` }) }],
	'draft: true behind ...': [SAFER, { files: (w) => ({ '_posts/2024-01-05-dots.md': `---\ntitle: A\nslug: page-${++count}\n...\ndraft: true\n---\n${w}\n` }) }],
	'a rule and a word with a colon': [SHOWN, { files: (w) => ({ '_posts/2024-01-05-rule.md': `---\ntitle: A\nslug: page-${++count}\n---\n---\n\nOrt: Leipzig\n\n---\n\n${w}\n` }) }],
	'exclude a folder': [HIDDEN, text('_posts/excluded/2024-01-05-h.md')],
	'exclude by a pattern': [HIDDEN, text('_posts/2024-01-05-h-globbed.md')],
	'exclude what begins so': [HIDDEN, text('_posts/2019-and-before/2024-01-05-h.md')],
	'defaults of a path': [HIDDEN, text('_posts/intern/2024-01-05-i.md')],
	'defaults of a pattern': [HIDDEN, text('_posts/any/deep/2024-01-05-i2.md')],
	'defaults, and the text says otherwise': [SHOWN, text('_posts/intern/2024-01-05-j.md', 'published: true')],
	'collection': [SHOWN, undated('_notes/a.md')],
	'collection, _name': [HIDDEN, undated('_notes/_b.md')],
	'collection, published: false': [HIDDEN, undated('_notes/c.md', 'published: false')],
};
const jekyllTexts = {
	'a word': [SHOWN, (w) => w],
	'{% comment %}': [HIDDEN, (w) => `a\n\n{% comment %}\n${w}\n{% endcomment %}\n\nb`],
	'{% comment %} inline': [HIDDEN, (w) => `a {% comment %}${w}{% endcomment %} b`],
	'{%- comment -%}': [HIDDEN, (w) => `a {%- comment -%} ${w} {%- endcomment -%} b`],
	'{% comment %} with blank lines': [HIDDEN, (w) => `{% comment %}\n\nx\n\n${w}\n\n{% endcomment %}\n\nb`],
	'{% comment %} in fenced code': [HIDDEN, (w) => `\`\`\`\na\n{% comment %}${w}{% endcomment %}\nb\n\`\`\``],
	'{% comment %} in indented code': [HIDDEN, (w) => `x\n\n    a\n    {% comment %}${w}{% endcomment %}\n\ny`],
	'{% comment %} in a code span': [HIDDEN, (w) => `x \`a {% comment %}${w}{% endcomment %}\` y`],
	'{% comment %} over a fence': [HIDDEN, (w) => `{% comment %}\n\`\`\`\n${w}\n\`\`\`\n{% endcomment %}\n\ny`],
	'{% comment %} in a comment': [HIDDEN, (w) => `{% comment %}a{% comment %}b{% endcomment %}${w}{% endcomment %}`],
	'{% comment %} with raw inside': [HIDDEN, (w) => `{% comment %}{% raw %}a{% endraw %}${w}{% endcomment %}`],
	'{% comment %} with raw around its end': [HIDDEN, (w) => `a {% comment %}{% raw %}{% endcomment %}{% endraw %}${w}{% endcomment %} b`],
	'{% comment %} with a colon': [HIDDEN, (w) => `a {% comment: x %}${w}{% endcomment %} b`],
	'{% comment %} with a blank line in the tag': [HIDDEN, (w) => `a {% comment\n\n%}${w}{% endcomment %} b`],
	'{% comment %} that begins in a comment of HTML': [HIDDEN, (w) => `a <!-- {% comment %} --> ${w} {% endcomment %} b`],
	'{% comment %} that begins in {# … #}': [HIDDEN, (w) => `a {# {% comment %} #} ${w} {% endcomment %} b`],
	'{% if %} with raw around its end': [HIDDEN, (w) => `a {% if false %}{% raw %}{% endif %}{% endraw %}${w}{% endif %} b`],
	'{% if %} with a comment around its end': [HIDDEN, (w) => `a {% if false %}{% comment %}{% endif %}{% endcomment %}${w}{% endif %} b`],
	'{% if %} in raw': [SHOWN, (w) => `a {% raw %}{% if x %}{% endraw %}${w}{% raw %}{% endif %}{% endraw %} b`],
	'{% assign %} with a blank line': [HIDDEN, (w) => `a {% assign x = "y\n\n${w}" %} b`],
	'{% assign %}, very long': [HIDDEN, (w) => `a {% assign x = "${'x '.repeat(1500)} ${w}" %} b`],
	'{% highlight %}': [SHOWN, (w) => `{% highlight js %}\n// ${w}\n{% endhighlight %}`],
	'{% highlight %} with a comment': [HIDDEN, (w) => `{% highlight js %}\nx {% comment %}${w}{% endcomment %}\n{% endhighlight %}`],
	'{{ … }} with a blank line': [HIDDEN, (w) => `a {{ page.none\n\n| append: "" | replace: "${w}", "" }} b`],
	'{::nomarkdown type="latex"}': [HIDDEN, (w) => `{::nomarkdown type="latex"}\n${w}\n{:/}\n\nb`],
	'{: style="display:none"}': [HIDDEN, (w) => `a\n\n${w}\n{: style="display:none"}\n\nb`],
	'{: style="display:none"} of a part': [HIDDEN, (w) => `a\n\nx *${w}*{: style="display:none"} y\n\nb`],
	'{: hidden="hidden"} above': [HIDDEN, (w) => `a\n\n{: hidden="hidden"}\n${w}\n\nb`],
	'*[abbreviation]': [HIDDEN, (w) => `a\n\n*[ZZZ]: ${w}\n\nb`],
	'{% comment %} in HTML': [HIDDEN, (w) => `<div>\n{% comment %}${w}{% endcomment %}\n</div>`],
	'{% if false %}': [HIDDEN, (w) => `a {% if false %}${w}{% endif %} b`],
	'{% if %} of what is not set': [HIDDEN, (w) => `a {% if page.internal %}\n\n${w}\n\n{% endif %} b`],
	'{% unless true %}': [HIDDEN, (w) => `a {% unless true %}${w}{% endunless %} b`],
	'{% if true %} … {% else %}': [HIDDEN, (w) => `a {% if true %}b{% else %}${w}{% endif %} c`],
	'{% case %}': [HIDDEN, (w) => `a {% case page.x %}{% when 1 %}${w}{% endcase %} c`],
	'{% for %} over nothing': [HIDDEN, (w) => `a {% for x in page.none %}${w}{% endfor %} c`],
	'{% capture %}': [HIDDEN, (w) => `a {% capture x %}${w}{% endcapture %} c`],
	'{% assign %}': [HIDDEN, (w) => `a {% assign x = "${w}" %} c`],
	'{::comment}': [HIDDEN, (w) => `a\n\n{::comment}\n${w}\n{:/comment}\n\nb`],
	'{::comment} … {:/}': [HIDDEN, (w) => `a\n\n{::comment}\n${w}\n{:/}\n\nb`],
	'{::comment} with blank lines': [HIDDEN, (w) => `{::comment}\n\nx\n\n${w}\n\n{:/comment}\n\nb`],
	'{::comment} indented': [HIDDEN, (w) => `a\n\n  {::comment}\n  ${w}\n  {:/comment}\n\nb`],
	'{::comment} right below a paragraph': [HIDDEN, (w) => `a\n{::comment}\n${w}\n{:/comment}\nb`],
	'{::comment} inline': [HIDDEN, (w) => `a {::comment}${w}{:/comment} b`],
	'{::comment} inline … {:/}': [HIDDEN, (w) => `a {::comment}${w}{:/} b`],
	'{::comment} inline over a line': [HIDDEN, (w) => `a {::comment}x\n${w}{:/comment} b`],
	'{::comment} in a list': [HIDDEN, (w) => `- a\n- b {::comment}${w}{:/comment}\n- c`],
	'{::comment} in a quote': [HIDDEN, (w) => `> a\n>\n> {::comment}\n> ${w}\n> {:/comment}\n>\n> b`],
	'{::comment} in a list item, as a block': [HIDDEN, (w) => `- a\n\n  {::comment}\n  ${w}\n  {:/comment}\n\n- b`],
	'{::comment} in a heading': [HIDDEN, (w) => `## A {::comment}${w}{:/comment} B\n\nb`],
	'{::comment} in a table': [HIDDEN, (w) => `| a | b |\n|---|---|\n| c {::comment}${w}{:/comment} | d |\n\nb`],
	'{::comment} with a fence': [HIDDEN, (w) => `{::comment}\n\`\`\`\n${w}\n\`\`\`\n{:/comment}\n\nb`],
	'{::comment} in a comment': [SHOWN, (w) => `{::comment}\nx\n{::comment}\ny\n{:/comment}\n\n${w}\n\n{:/comment}\n\nb`],
	'{::comment} in a comment, before its end': [HIDDEN, (w) => `{::comment}\nx\n{::comment}\n${w}\n{:/comment}\n\nb`],
	'{::comment} with another extension': [HIDDEN, (w) => `{::comment}\nx {::nomarkdown}y{:/}\n${w}\n{:/comment}\n\nb`],
	'{::comment} inline, with another extension': [SHOWN, (w) => `a {::comment}x {::nomarkdown}y{:/} ${w} {:/comment} b`],
	'{::comment} in code': [SHOWN, (w) => `x\n\n    {::comment}\n    ${w}\n    {:/comment}\n\ny`],
	'{::comment} in a code span': [SHOWN, (w) => `x \`{::comment}${w}{:/comment}\` y`],
	'{::comment} that never ends': [SAFER, (w) => `a\n\n{::comment}\n${w}\n\nb`],
	'{::nomarkdown}': [SHOWN, (w) => `a\n\n{::nomarkdown}\n<p>${w}</p>\n{:/nomarkdown}\n\nb`],
	'{::nomarkdown} inline': [SHOWN, (w) => `a {::nomarkdown}<b>${w}</b>{:/} b`],
	'{::options}': [HIDDEN, (w) => `{::options auto_ids="false" x="${w}" /}\n\nb`],
	'{: .class}': [SAFER, (w) => `a\n{: .x${w}}\n\nb`],
	'{:name: …}': [HIDDEN, (w) => `{:${w}: .a}\n\nb`],
	'[//]: # (…)': [HIDDEN, (w) => `a\n\n[//]: # (${w})\n\nb`],
	'[//]: # "…"': [HIDDEN, (w) => `a\n\n[//]: # "${w}"\n\nb`],
	'[comment]: <> (…)': [HIDDEN, (w) => `a\n\n[comment]: <> (${w})\n\nb`],
	'a link nobody uses': [HIDDEN, (w) => `a\n\n[x]: https://a.example/${w}\n\nb`],
	'a note nobody calls': [HIDDEN, (w) => `a\n\n[^${w}]: A ${w}\n\nb`],
	'<!-- … -->': [HIDDEN, (w) => `a\n\n<!-- ${w} -->\n\nb`],
	'<!-- … --> inline': [HIDDEN, (w) => `a <!-- ${w} --> b`],
	'<!-- … --> with blank lines': [HIDDEN, (w) => `<!--\n\nx\n\n${w}\n\n-->\n\nb`],
	'<!-- … --> with tags inside': [HIDDEN, (w) => `<!-- <p>x</p>\n<b>${w}</b> -->\n\nb`],
	'<!-- … --> in a list': [HIDDEN, (w) => `- a\n- b <!-- ${w} -->\n- c\n\n  <!-- ${w} -->`],
	'<!--- … --->': [HIDDEN, (w) => `a\n\n<!--- ${w} --->\n\nb`],
	'<div hidden>': [SAFER, (w) => `a\n\n<div hidden>${w}</div>\n\nb`],
	'display: none': [SAFER, (w) => `a\n\n<div style="color: red; display:none">${w}</div>\n\nb <span style="display: NONE !important">${w}</span>`],
	'<template>': [HIDDEN, (w) => `a\n\n<template><p>${w}</p></template>\n\nb`],
	'<script>': [HIDDEN, (w) => `a\n\n<script>"${w}"</script>\n\nb`],
	'<style>': [HIDDEN, (w) => `a\n\n<style>.${w} {}</style>\n\nb`],
};
const jekyllHub = `title: J
base_url: https://j.example
languages: [en]
collections:
  stories:
    folders: [_posts, news, _drafts]
    names: ["{year}-{month}-{day}-{slug}", "{slug}"]
    permalink: "/:year/:month/:day/:title/"
  values:
    folders: [_notes]
policies: {consent: assumed}
`;
const jekyllConfig = `title: J
collections: {notes: {output: true}}
exclude: [_posts/excluded, "_posts/*-globbed.md", _posts/2019]
defaults:
  - {scope: {path: "_posts/intern"}, values: {published: false}}
  - {scope: {path: "_posts/*/deep", type: posts}, values: {published: false}}
  - {scope: {path: "", type: posts}, values: {comments: true}}
`;

// ---- Hugo ----

const page = (p, fields, more) => text(`content/blog/${p}`, fields, more);
const section = (p, fields, pages) => ({
	files: (w) => ({ [`content/blog/${p}/_index.md`]: `---\ntitle: S\n${fields}\n---\n`,
		...Object.fromEntries(Object.entries(pages).map(([name, f]) => [`content/blog/${p}/${name}`, doc(f, w)])) }),
});
/** With the same fields between +++ lines. */
const toml = (fields, body) => `+++\ntitle = "A page"\nslug = "page-${++count}"\ndate = 2024-01-05\n${fields}\n+++\n${body}\n`;
const hugoFiles = {
	'a page': [SHOWN, page('plain.md')],
	'a bundle': [SHOWN, page('bundle/index.md')],
	'notes.md in a bundle': [HIDDEN, page('bundle/notes.md')],
	'notes.en.md in a bundle': [HIDDEN, page('bundle/notes.en.md')],
	'a text below a bundle': [HIDDEN, page('bundle/sub/notes.md')],
	'a bundle in a bundle': [HIDDEN, page('bundle/sub/index.md')],
	'beside index.en.md': [HIDDEN, page('english/notes.md', '', { 'content/blog/english/index.en.md': doc('', 'x') })],
	'beside index.html': [HIDDEN, page('html/notes.md', '', { 'content/blog/html/index.html': doc('', 'x') })],
	'beside an index.md without fields': [HIDDEN, page('bare/notes.md', '', { 'content/blog/bare/index.md': 'x' })],
	'beside a draft index.md': [HIDDEN, page('dbundle/notes.md', '', { 'content/blog/dbundle/index.md': doc('draft: true', 'x') })],
	'beside _index.md': [SHOWN, page('branch/notes.md', '', { 'content/blog/branch/_index.md': doc('', 'x') })],
	'_name': [SHOWN, page('_name.md')],
	'.name': [HIDDEN, page('.name.md')],
	'#name': [HIDDEN, page('#name.md')],
	'.folder': [HIDDEN, page('.folder/x.md')],
	'#folder': [HIDDEN, page('#folder/x.md')],
	'folder~': [HIDDEN, page('folder~/x.md')],
	'_build: {render: never, list: never}': [HIDDEN, page('b1.md', '_build: {render: never, list: never}')],
	'_build: {render: never}': [HIDDEN, page('b2.md', '_build: {render: never}')],
	'_build: {render: link}': [HIDDEN, page('b3.md', '_build: {render: link}')],
	'_build: {list: never}': [SAFER, page('b4.md', '_build: {list: never}')],
	'_build: {render: false}': [HIDDEN, page('b5.md', '_build: {render: false}')],
	'_BUILD: {RENDER: never}': [HIDDEN, page('b6.md', '_BUILD: {RENDER: never}')],
	'_build: {render: always}': [SHOWN, page('b7.md', '_build: {render: always, list: true}')],
	'_build: {list: local}': [SHOWN, page('b8.md', '_build: {list: local}')],
	'build: {render: never}': [SAFER, page('b9.md', 'build: {render: never}')],
	'headless: true': [HIDDEN, page('h1/index.md', 'headless: true')],
	'Headless: "true"': [HIDDEN, page('h2/index.md', 'Headless: "true"')],
	'headless: false': [SHOWN, page('h3/index.md', 'headless: false')],
	'headless: true outside of a bundle': [SAFER, page('h4.md', 'headless: true')],
	'draft: true': [HIDDEN, page('k0.md', 'draft: true')],
	'Draft: true': [HIDDEN, page('k1.md', 'Draft: true')],
	'params: {draft: true}': [SAFER, page('k11.md', 'params: {draft: true}')],
	'params: {public: false}': [SAFER, page('k12.md', 'params: {public: false}')],
	'params: {colour: red}': [SHOWN, page('k13.md', 'params: {colour: red, draft: false}')],
	'TOML: [params]': [SAFER, { files: (w) => ({ 'content/blog/t9.md': toml('[params]\ndraft = true', w) }) }],
	'DRAFT: true': [HIDDEN, page('k2.md', 'DRAFT: true')],
	'draft: "true"': [HIDDEN, page('k3.md', 'draft: "true"')],
	'published: false': [HIDDEN, page('k4.md', 'published: false')],
	'expiryDate': [ENDED, page('k5.md', 'expiryDate: 2020-01-01')],
	'EXPIRYDATE': [ENDED, page('k6.md', 'EXPIRYDATE: 2020-01-01')],
	'unpublishdate': [ENDED, page('k7.md', 'unpublishdate: 2020-01-01')],
	'unPublishDate': [ENDED, page('k8.md', 'unPublishDate: 2020-01-01')],
	'expiryDate to come': [SHOWN, page('k9.md', 'expiryDate: 2999-01-01')],
	'section draft': [HIDDEN, section('s1', 'draft: true', { 'x.md': '' })],
	'section Draft, deep below': [HIDDEN, section('s2', 'Draft: true', { 'a/b/x.md': 'draft: false' })],
	'section expired': [ENDED, section('s3', 'expiryDate: 2020-01-01', { 'x.md': '' })],
	'section of an other language': [SHOWN, { files: (w) => ({ 'content/blog/s4/_index.en.md': '---\ntitle: S\ndraft: true\n---\n', 'content/blog/s4/x.md': doc('', w) }) }],
	'section draft, its English': [HIDDEN, { files: (w) => ({ 'content/blog/s5/_index.en.md': '---\ntitle: S\ndraft: true\n---\n', 'content/blog/s5/x.en.md': doc('', w) }) }],
	'cascade: {draft: true}': [HIDDEN, section('c1', 'cascade: {draft: true}', { 'x.md': '', 'deep/y.md': '', 'b/index.md': '' })],
	'Cascade: {EXPIRYDATE: …}': [ENDED, section('c2', 'Cascade: {EXPIRYDATE: 2020-01-01}', { 'x.md': '' })],
	'cascade of pages': [HIDDEN, section('c3', 'cascade: [{_target: {kind: page}, draft: true}]', { 'x.md': '', 'deep/y.md': '' })],
	'cascade of pages, and one says otherwise': [SHOWN, section('c4', 'cascade: [{_target: {kind: page}, draft: true}]', { 'x.md': 'draft: false' })],
	'cascade of sections': [SHOWN, section('c5', 'cascade: [{_target: {kind: term}, draft: true}]', { 'x.md': '' })],
	'cascade of a path': [HIDDEN, section('c6', 'cascade: [{_target: {path: "/blog/c6/secret/**"}, draft: true}]', { 'secret/x.md': '', 'secret/d/y.md': '' })],
	'cascade of an other path': [SHOWN, section('c7', 'cascade: [{_target: {path: "/blog/c7/secret/**"}, draft: true}]', { 'x.md': '', 'secret2/x.md': '' })],
	'cascade of a path with braces': [HIDDEN, section('c8', 'cascade: [{_target: {path: "{/blog/c8/x*,/blog/c8/y*}"}, draft: true}]', { 'x1.md': '', 'y1.md': '' })],
	'cascade of an environment': [HIDDEN, section('c9', 'cascade: [{_target: {kind: page, environment: production}, draft: true}]', { 'x.md': '' })],
	'cascade of the other environment': [SHOWN, section('d1', 'cascade: [{_target: {kind: page, environment: development}, draft: true}]', { 'x.md': '' })],
	'cascade of _build': [HIDDEN, section('d2', 'cascade: [{_target: {kind: page}, _build: {render: never, list: never}}]', { 'x.md': '' })],
	'cascade of headless': [HIDDEN, section('d3', 'cascade: {headless: true}', { 'x/index.md': '' })],
	'cascade of published: false': [HIDDEN, section('d4', 'cascade: [{_target: {kind: page}, published: false}]', { 'x.md': '' })],
	'cascade of unpublishdate': [ENDED, section('d5', 'cascade: [{_target: {kind: page}, unpublishdate: 2020-01-01}]', { 'x.md': '' })],
	'cascade from further above': [HIDDEN, { files: (w) => ({
		'content/blog/d6/_index.md': '---\ntitle: S\ncascade: [{_target: {kind: page}, draft: true}]\n---\n',
		'content/blog/d6/in/_index.md': '---\ntitle: S\ncascade: {colour: red}\n---\n', 'content/blog/d6/in/x.md': doc('', w) }) }],
	'cascade that is taken back below': [SHOWN, { files: (w) => ({
		'content/blog/d7/_index.md': '---\ntitle: S\ncascade: [{_target: {kind: page}, draft: true}]\n---\n',
		'content/blog/d7/in/_index.md': '---\ntitle: S\ncascade: [{_target: {kind: page}, draft: false}]\n---\n', 'content/blog/d7/in/x.md': doc('', w) }) }],
	'TOML: draft = true': [HIDDEN, { files: (w) => ({ 'content/blog/t1.md': toml('draft = true', w) }) }],
	'TOML: Draft = true': [HIDDEN, { files: (w) => ({ 'content/blog/t2.md': toml('Draft = true', w) }) }],
	'TOML: [_build]': [HIDDEN, { files: (w) => ({ 'content/blog/t3.md': toml('[_build]\nrender = "never"\nlist = "never"', w) }) }],
	'TOML: draft = false': [SHOWN, { files: (w) => ({ 'content/blog/t4.md': toml('draft = false', w) }) }],
	'TOML: [[cascade]]': [HIDDEN, { files: (w) => ({
		'content/blog/t5/_index.md': '+++\ntitle = "S"\n[[cascade]]\ndraft = true\n[cascade._target]\nkind = "page"\n+++\n', 'content/blog/t5/x.md': toml('', w) }) }],
	'TOML: section draft': [HIDDEN, { files: (w) => ({ 'content/blog/t6/_index.md': '+++\ntitle = "S"\ndraft = true\n+++\n', 'content/blog/t6/x.md': toml('', w) }) }],
	'JSON: draft': [HIDDEN, { files: (w) => ({ 'content/blog/t7.md': `{"title": "A", "slug": "page-${++count}", "date": "2024-01-05", "draft": true}\n${w}\n` }) }],
	'JSON: a page': [SHOWN, { files: (w) => ({ 'content/blog/t8.md': `{\n"title": "A",\n"slug": "page-${++count}", "date": "2024-01-05"\n}\n\n${w}\n` }) }],
	'cascade of the site': [HIDDEN, page('from-site/x.md')],
	'ignoreFiles': [HIDDEN, page('ignored-17.md')],
	'cascade of German, in English': [SHOWN, section('d8', 'cascade: [{_target: {kind: page}, draft: true}]', { 'x.en.md': '' })],
};
/** What Hugo of Debian 13 (0.131) does otherwise than that of Debian 12 (0.111): a section's own draft or end is that of
 * its page alone, `build` is `_build`, and `headless` needs no bundle. The hub hides what any of the two hides. */
const hugoMinor = has('hugo') ? Number(execFileSync('hugo', ['version'], { encoding: 'utf8' }).match(/v0\.(\d+)/)?.[1]) : 0;
const hugoNow = hugoMinor < 123 ? {} : {
	'build: {render: never}': HIDDEN, 'headless: true outside of a bundle': HIDDEN,
	'section draft': SAFER, 'section Draft, deep below': SAFER, 'section expired': SAFER, 'section draft, its English': SAFER,
	'TOML: section draft': SAFER,
};
const hugoTexts = {
	'a word': [SHOWN, (w) => w],
	'{{< comment >}}': [HIDDEN, (w) => `a\n\n{{< comment >}}\n${w}\n{{< /comment >}}\n\nb`],
	'{{% comment %}}': [HIDDEN, (w) => `a\n\n{{% comment %}}\n\n${w}\n\n{{% /comment %}}\n\nb`],
	'{{< comment >}} inline': [HIDDEN, (w) => `a {{< comment >}}${w}{{< /comment >}} b`],
	'{{< comment >}} in fenced code': [HIDDEN, (w) => `\`\`\`\na\n{{< comment >}}${w}{{< /comment >}}\nb\n\`\`\``],
	'{{< comment >}} over a fence': [HIDDEN, (w) => `{{< comment >}}\n\`\`\`\n${w}\n\`\`\`\n{{< /comment >}}\n\nb`],
	'{{</* … */>}}': [SHOWN, (w) => `a {{</* ${w} */>}} b`],
	'[//]: # (…)': [HIDDEN, (w) => `a\n\n[//]: # (${w})\n\nb`],
	'[comment]: <> (…)': [HIDDEN, (w) => `a\n\n[comment]: <> (${w})\n\nb`],
	'a note nobody calls': [HIDDEN, (w) => `a\n\n[^${w}]: A ${w}\n\nb`],
	'<!-- … -->': [HIDDEN, (w) => `a\n\n<!-- ${w} -->\n\nb`],
	'<!-- … --> inline': [HIDDEN, (w) => `a <!-- ${w} --> b`],
	'<!-- … --> with blank lines': [HIDDEN, (w) => `<!--\n\nx\n\n${w}\n\n-->\n\nb`],
	'{{< comment >}} in a comment': [HIDDEN, (w) => `a {{< comment >}}x{{< comment >}}y{{< /comment >}}${w}{{< /comment >}} b`],
	'## … {style="display:none"}': [HIDDEN, (w) => `a\n\n## ${w} {style="display:none"}\n\nb`],
	'<!--more-->': [SHOWN, (w) => `a\n\n<!--more-->\n\n${w}`],
};
const hugoHub = `title: H
base_url: https://h.example
languages: [de, en]
collections:
  stories:
    folders: [content/blog]
    permalink: "/blog/:year/:month/:slug/"
    fields: {lastmod: updated}
policies: {consent: assumed}
`;
const hugoConfig = `baseURL = "https://h.example/"
defaultContentLanguage = "de"
disableKinds = ["RSS", "sitemap"]
markup.goldmark.renderer.unsafe = true
ignoreErrors = ["error-disable-taxonomy"]
ignoreFiles = ['ignored-\\d+\\.md$']
[languages.de]
[languages.en]
[[cascade]]
draft = true
[cascade._target]
path = "/blog/from-site/**"
`;

// ---- Eleventy ----

const elev = (p, fields, more) => text(`src/${p}`, fields, more);
const eleventyFiles = {
	'a page': [SHOWN, elev('posts/plain.md')],
	'permalink: false': [HIDDEN, elev('posts/p1.md', 'permalink: false')],
	'permalink: /x/': [SHOWN, elev('posts/p2.md', 'permalink: /x/')],
	'eleventyExcludeFromCollections: true': [SAFER, elev('posts/x1.md', 'eleventyExcludeFromCollections: true')],
	'eleventyExcludeFromCollections: [posts]': [SAFER, elev('posts/x2.md', 'eleventyExcludeFromCollections: [posts]')],
	'eleventyExcludeFromCollections: false': [SHOWN, elev('posts/x3.md', 'eleventyExcludeFromCollections: false')],
	'draft: true': [HIDDEN, elev('posts/d1.md', 'draft: true')], // by the preprocessor of Eleventy's documentation
	'folder.json': [HIDDEN, elev('f1/a.md', '', { 'src/f1/f1.json': '{"permalink": false}' })],
	'folder.11tydata.json': [HIDDEN, elev('f2/a.md', '', { 'src/f2/f2.11tydata.json': '{"permalink": false}' })],
	'folder.json, and the text says otherwise': [SHOWN, elev('f2/over.md', 'permalink: /over/')],
	'folder.json further above': [HIDDEN, elev('f2/sub/a.md')],
	'text.json': [HIDDEN, elev('f3/a.md', '', { 'src/f3/a.json': '{"permalink": false}' })],
	'text.11tydata.json': [HIDDEN, elev('f3/second.md', '', { 'src/f3/second.11tydata.json': '{"permalink": false}' })],
	'text.json of an other': [SHOWN, elev('f3/other.md')],
	'folder.json with draft': [HIDDEN, elev('f4/a.md', '', { 'src/f4/f4.json': '{"draft": true}' })],
	'folder.json with draft, and the text says otherwise': [SHOWN, elev('f4/shown.md', 'draft: false')],
	'folder.json with eleventyExcludeFromCollections': [SAFER, elev('f5/a.md', '', { 'src/f5/f5.json': '{"eleventyExcludeFromCollections": true}' })],
	'folder.json with eleventyComputed': [HIDDEN, elev('f6/a.md', '', { 'src/f6/f6.json': '{"eleventyComputed": {"permalink": false}}' })],
	'folder.11tydata.js': [HIDDEN, elev('f7/a.md', '', { 'src/f7/f7.11tydata.js': 'export default { permalink: false };' })],
	'folder.11tydata.js as a function': [HIDDEN, elev('f8/a.md', '', { 'src/f8/f8.11tydata.js': 'export default () => ({\n\t"permalink": false,\n});' })],
	'folder.11tydata.cjs with draft': [HIDDEN, elev('f9/a.md', '', { 'src/f9/f9.11tydata.cjs': 'module.exports = { draft: true }' })],
	'text.11tydata.js': [HIDDEN, elev('f10/a.md', '', { 'src/f10/a.11tydata.js': "export default { 'permalink' : false };" })],
	'text.11tydata.js of an other': [SHOWN, elev('f10/other.md')],
	'folder.11tydata.js that computes an address': [SHOWN, elev('f11/a.md', '', { 'src/f11/f11.11tydata.js': 'export default { permalink: (data) => `/f11/${data.page.fileSlug}/` };' })],
	'eleventyComputed: {draft: true}': [SAFER, elev('posts/c2.md', 'eleventyComputed: {draft: true}')],
	'params: {draft: true}': [SAFER, elev('posts/c3.md', 'params: {draft: true}')],
	'eleventyComputed': [HIDDEN, elev('posts/c1.md', 'eleventyComputed: {permalink: false}')],
	'.eleventyignore': [HIDDEN, elev('ign/a.md')],
	'.eleventyignore of a folder': [HIDDEN, elev('ign/folder/d/a.md')],
	'.eleventyignore by a pattern': [HIDDEN, elev('ign/deep/secret/a.md')],
	'.eleventyignore, not this one': [SHOWN, elev('ign/shown.md')],
	'_includes': [HIDDEN, elev('_includes/x.md')],
	'_data': [HIDDEN, elev('_data/x.md')],
	'_name': [SAFER, elev('posts/_name.md')],
	'.name': [SAFER, elev('posts/.name.md')],
	'beside index.md': [SHOWN, elev('bundle/notes.md', '', { 'src/bundle/index.md': doc('', 'x') })],
};
const eleventyTexts = {
	'a word': [SHOWN, (w) => w],
	'{# … #}': [HIDDEN, (w) => `a {# ${w} #} b`],
	'{# … #} over lines': [HIDDEN, (w) => `a\n\n{# x\n${w}\n#}\n\nb`],
	'{# … #} with blank lines': [HIDDEN, (w) => `a\n\n{#\n\nx\n\n${w}\n\n#}\n\nb`],
	'{#- … -#}': [HIDDEN, (w) => `a {#- ${w} -#} b`],
	'{# … #} with tags inside': [HIDDEN, (w) => `a {# {{ x }} {% if y %} ${w} {% endif %} #} b`],
	'{# … #} in fenced code': [HIDDEN, (w) => `\`\`\`\na\n{# ${w} #}\nb\n\`\`\``],
	'{# … #} in a code span': [HIDDEN, (w) => `x \`a {# ${w} #} b\` y`],
	'{% if false %}': [HIDDEN, (w) => `a {% if false %}${w}{% endif %} b`],
	'{% if %} of what is not set': [HIDDEN, (w) => `a\n\n{% if internal %}\n\n${w}\n\n{% endif %}\n\nb`],
	'{% set %}': [HIDDEN, (w) => `a {% set x %}${w}{% endset %} b`],
	'{% set x = … %}': [HIDDEN, (w) => `a {% set x = "${w}" %} b`],
	'{% macro %}': [HIDDEN, (w) => `a {% macro m() %}${w}{% endmacro %} b`],
	'{% for %} over nothing': [HIDDEN, (w) => `a {% for x in none %}${w}{% endfor %} b`],
	'{# … #}, very long': [HIDDEN, (w) => `a {# ${'x '.repeat(1500)} ${w} #} b`],
	'{% if %} with raw around its end': [HIDDEN, (w) => `a {% if false %}{% raw %}{% endif %}{% endraw %}${w}{% endif %} b`],
	'{% if %} with a blank line in the tag': [HIDDEN, (w) => `a {% if false\n\nand true %}${w}{% endif %} b`],
	'{% asyncEach %}': [HIDDEN, (w) => `a {% asyncEach x in none %}${w}{% endeach %} b`],
	'{% asyncAll %}': [HIDDEN, (w) => `a {% asyncAll x in none %}${w}{% endall %} b`],
	'{% ifAsync %}': [HIDDEN, (w) => `a {% ifAsync none %}${w}{% endif %} b`],
	'{% call %}': [HIDDEN, (w) => `a {% macro m() %}x{% endmacro %}{% call m() %}${w}{% endcall %} b`],
	'<!-- … --> indented': [HIDDEN, (w) => `a\n\n    <!-- ${w} -->\n\nb`],
	'{% raw %}': [SHOWN, (w) => `a {% raw %}${w}{% endraw %} b`],
	'<!-- … -->': [HIDDEN, (w) => `a <!-- ${w} --> b`],
};
const eleventyHub = `title: E
base_url: https://e.example
languages: [en]
collections:
  stories:
    folders: [src]
    permalink: "/:slug/"
    fields: {modified: updated}
policies: {consent: assumed}
`;
const eleventyConfig = `export default function (c) {
	c.addPreprocessor('drafts', '*', (data) => (data.draft ? false : undefined));
	return { dir: { input: 'src' }, markdownTemplateEngine: 'njk' };
}
`;

// ---- HTML: what no browser shows ----

const htmlTexts = {
	'<?php … ?>': [HIDDEN, (w) => `a\n\n<?php echo "${w}"; ?>\n\nb`],
	'<?php … ?> inline': [HIDDEN, (w) => `a <?php echo "${w}"; ?> b`],
	'<?php … ?> with blank lines': [HIDDEN, (w) => `a\n\n<?php\n\n${w}\n\n?>\n\nb`],
	'<?php … ?> with > in it': [SAFER, (w) => `a\n\n<?php if ($x > 1) echo "${w}"; ?>\n\nb`],
	'<?php … ?> in fenced code': [SHOWN, (w) => `\`\`\`php\n<?php echo "${w}"; ?>\n\`\`\``],
	'<?php … ?> in a code span': [SHOWN, (w) => `a \`<?php ${w} ?>\` b`],
	'<![CDATA[ … ]]>': [HIDDEN, (w) => `a\n\n<![CDATA[ ${w} ]]>\n\nb`],
	'<![CDATA[ … ]]> with blank lines': [HIDDEN, (w) => `a\n\n<![CDATA[\n\n${w}\n\n]]>\n\nb`],
	'<![CDATA[ … ]]> with > in it': [SAFER, (w) => `a\n\n<![CDATA[ x > ${w} ]]>\n\nb`],
	'<![CDATA[ … ]]> in a code span': [SHOWN, (w) => `a \`<![CDATA[${w}]]>\` b`],
	'<!DOCTYPE …>': [HIDDEN, (w) => `a\n\n<!DOCTYPE ${w}>\n\nb`],
	'<!DOCTYPE … [ … ]>': [HIDDEN, (w) => `a\n\n<!DOCTYPE x [ <!ENTITY e "${w}"> ]>\n\nb`],
	'<!ENTITY …>': [HIDDEN, (w) => `a <!ENTITY x "${w}"> b`],
	'<!-- that never ends': [HIDDEN, (w) => `a\n\n<!--\n\nx\n\n${w}\n\nb`],
	'<!-- that never ends, inline': [SAFER, (w) => `a <!-- ${w}\n\nb`],
	'<!-- … --!>': [HIDDEN, (w) => `a\n\n<!-- ${w} --!>\n\nb`],
	'<!-- … -- … -->': [HIDDEN, (w) => `a\n\n<!-- x -- ${w} -->\n\nb`],
	'<!-- … > … -->': [HIDDEN, (w) => `a <!-- x > ${w} --> b`],
	'<!-- … --> inline over paragraphs': [SAFER, (w) => `a <!-- x\n\n${w}\n\n--> b`],
	'<!-- … --> in a comment': [SAFER, (w) => `a <!-- <!-- x --> ${w} --> b`],
	'<!-- … --> over a fence': [HIDDEN, (w) => `a\n\n<!--\n\n\`\`\`\n${w}\n\`\`\`\n\n-->\n\nb`],
	'<!-- … --> in a quote': [HIDDEN, (w) => `> a\n>\n> <!--\n>\n> ${w}\n>\n> -->\n>\n> b`],
	'<!-- … --> in an attribute': [SHOWN, (w) => `a <span title="<!-- x">${w}</span> b --> c`],
	'<!-- … --> in fenced code': [SHOWN, (w) => `\`\`\`html\n<!-- ${w} -->\n\`\`\``],
	'<!-- … --> in a code span': [SHOWN, (w) => `a \`<!-- ${w} -->\` b`],
	'<template> with blank lines': [HIDDEN, (w) => `<template>\n\n${w}\n\n</template>\n\nb`],
	'<script> with blank lines': [HIDDEN, (w) => `<script>\n\n"${w}"\n\n</script>\n\nb`],
	'<noscript> with blank lines': [HIDDEN, (w) => `<noscript>\n\n${w}\n\n</noscript>\n\nb`],
	'<textarea> with blank lines': [HIDDEN, (w) => `<textarea>\n\n${w}\n\n</textarea>\n\nb`],
	'<div hidden> with blank lines': [SAFER, (w) => `<div hidden>\n\n${w}\n\n</div>\n\nb`],
	'<section hidden> with blank lines': [SAFER, (w) => `<section hidden>\n\n${w}\n\n</section>\n\nb`],
	'<x-y hidden> with blank lines': [SAFER, (w) => `<x-y hidden>\n\n${w}\n\n</x-y>\n\nb`],
	'opacity: 0': [SAFER, (w) => `a <span style="opacity:0">${w}</span> b`],
	'opacity: 0.5': [SHOWN, (w) => `a <span style="opacity:0.5">${w}</span> b`],
	'[//]: # over lines': [HIDDEN, (w) => `a\n\n[//]: # (x\n${w})\n\nb`],
	'[//]: # in a quote': [HIDDEN, (w) => `> a\n>\n> [//]: # (${w})\n\nb`],
	'a link nobody uses, in a quote': [HIDDEN, (w) => `> a\n>\n> [x]: https://a.example "${w}"\n\nb`],
	'words behind a label': [SHOWN, (w) => `a\n\n[x]: Das ${w} hier\n\nb`],
	'words behind a label in a quote': [SHOWN, (w) => `> [x]: Das ${w}\n\nb`],
};
/** kramdown escapes what it does not know as markup, reads no definition over two lines, and any words as an address. */
const byKramdown = (want, what) =>
	/behind a label/.test(what) ? HIDDEN :
	/^<[?!](?!--)|never ends$|--!>/.test(what) && want === HIDDEN ? SAFER : what === '[//]: # over lines' ? SAFER : want;

// ---- all of them ----

const generators = {
	jekyll: { hub: jekyllHub, config: { '_config.yml': jekyllConfig }, files: jekyllFiles, texts: jekyllTexts,
		at: (i) => `_posts/2024-01-05-text-${i}.md`,
		settings: [/exclude/, /defaults/, /no date in the name/] },
	hugo: { hub: hugoHub, config: { 'hugo.toml': hugoConfig, 'layouts/shortcodes/comment.html': '{{ if .Inner }}{{ end }}', 'layouts/_default/single.html': '{{ .Content }}', 'layouts/_default/list.html': '{{ range .Pages }}{{ .Title }}{{ end }}' },
		files: hugoFiles, texts: hugoTexts, now: hugoNow, at: (i) => `content/blog/text-${i}.md`, settings: [/of the site/, /ignoreFiles/] },
	eleventy: { hub: eleventyHub, config: { 'eleventy.config.js': eleventyConfig, 'package.json': '{"type":"module"}', '.eleventyignore': 'src/ign/a.md\nsrc/ign/folder\n**/secret/**\n' },
		files: eleventyFiles, texts: eleventyTexts, at: (i) => `src/posts/text-${i}.md`, settings: [/eleventyignore/] },
};

/** A page without what a browser passes over. */
function visible(html) {
	return html.replace(/<!--(?:-?>|.*?(?:--!?>|$))|<(?:[!?]|\/[^a-z])[^>]*>?|<(script|style|template|noscript|textarea)\b.*?<\/\1\s*>|(<\/?[a-z](?:[^"'>]|"[^"]*"|'[^']*')*>)/gis,
		(all, name, tag) => (tag === undefined ? '' : /\shidden=|display: *none/.test(tag) && /^<(h\d|p|em)/.test(tag) ? '<template>' : tag))
		.replace(/<template>.*?<\/(h\d|p|em)>/gs, '');
}

/** The words that stand in any file below `dir`, or in the name of one; of a page what a reader sees. */
function found(dir, words) {
	const seen = new Set();
	for (const f of filesBelow(dir)) {
		let bytes = fs.readFileSync(path.join(dir, f));
		if (f.endsWith('.html')) bytes = visible(bytes.toString());
		for (const w of words)
			if (bytes.includes(w) || f.includes(w)) seen.add(w);
	}
	return seen;
}

function commit(src) {
	for (const args of [['init', '-q'], ['add', '-Af', '.'], ['-c', 'user.name=A', '-c', 'user.email=a@a.example', 'commit', '-qm', 'A tree']])
		execFileSync('git', args, { cwd: src });
}

/** Whether any page shows a case: its own, a list, a search for its word. */
function isShown(edition, c) {
	const slugs = Object.values(c.files).flatMap((bytes) => [...bytes.matchAll(/slug"?[:=\s]+"?(page-\d+)/g)].map((m) => m[1]));
	const addresses = slugs.flatMap((s) => ['', '/en'].flatMap((l) => [`${l}/stories/${s}/`, `${l}/values/${s}/`]));
	return addresses.map((p) => cgi(edition, p)).some((r) => r.status === 200 && r.body.includes(c.word)) ||
		['', '/en'].map((l) => cgi(edition, `${l}/search`, `q=${c.word}`)).some((r) => slugs.some((s) => r.body.includes(`/${s}/`)));
}

for (const [name, g] of Object.entries(generators)) {
	const all = { ...g.texts, ...Object.fromEntries(Object.entries(htmlTexts).map(([what, [want, body]]) => [`HTML: ${what}`, [name === 'jekyll' ? byKramdown(want, what) : want, body]])) };
	const cases = Object.entries(g.files).map(([what, [want, c]]) => ({ what, want, files: c.files(word(`${name} ${what}`)), word: word(`${name} ${what}`) }));
	Object.entries(all).forEach(([what, [want, body]], i) => {
		const w = word(`${name} text ${what}`);
		cases.push({ what: `text: ${what}`, want, word: w, files: { [g.at(i)]: doc('', body(w)) } });
	});
	test(`${name}: what it does not publish, the hub does not`, { skip: has(name) ? false : `${name} is not installed` }, () => {
		const src = path.join(dir, name), hub = path.join(dir, `${name}-hub`), site = path.join(dir, `${name}-site`);
		for (const files of [g.config, ...cases.map((c) => c.files), { 'hub.yml': g.hub }])
			for (const [p, bytes] of Object.entries(files)) write(src, p, bytes);
		fs.mkdirSync(hub);
		build(name, src, site);
		commit(src); // a folder is read without names that begin with a dot
		const r = publish(src, path.join(hub, 'current'));
		assert.ok(r.status === 0 || r.status === 1, r.said);
		const words = cases.map((c) => c.word);
		// `memory` holds what was said to the authors, and is nobody's but the publisher's
		const theirs = found(site, words), ours = new Set([...found(path.join(hub, 'editions'), words), ...found(path.join(hub, 'media'), words)]);
		for (const c of cases) c.shown = ours.has(c.word) && isShown(path.join(hub, 'current'), c);
		const wrong = [];
		for (const c of cases) {
			const [they, we] = [theirs.has(c.word), ours.has(c.word)];
			const is = they ? (c.shown ? SHOWN : SAFER) : c.shown ? 'PUBLISHED BY THE HUB ALONE' : we ? ENDED : HIDDEN;
			const want = g.now?.[c.what] ?? c.want;
			if (is !== want) wrong.push(`${c.what}: ${is}, not ${want}`);
		}
		assert.deepEqual(wrong, []);
	});

	test(`${name}: without its settings, what any of the three would not publish stays out`, () => {
		const src = path.join(dir, `${name}-bare`), hub = path.join(dir, `${name}-bare-hub`);
		for (const files of [...cases.map((c) => c.files), { 'hub.yml': g.hub }])
			for (const [p, bytes] of Object.entries(files)) write(src, p, bytes);
		fs.mkdirSync(hub);
		commit(src);
		const r = publish(src, path.join(hub, 'current'));
		assert.ok(r.status === 0 || r.status === 1, r.said);
		const said = g.settings ?? [];
		const wrong = cases.filter((c) => (c.want === HIDDEN || c.want === SAFER) && !said.some((s) => s.test(c.what)));
		const ours = new Set([...found(path.join(hub, 'editions'), wrong.map((c) => c.word)), ...found(path.join(hub, 'media'), wrong.map((c) => c.word))]);
		assert.deepEqual(wrong.filter((c) => ours.has(c.word)).map((c) => c.what), []);
		assert.ok(cases.some((c) => c.want === SHOWN && isShown(path.join(hub, 'current'), c)));
	});
}

test('what another file says of a text is looked at anew when that file changes', () => {
	const src = path.join(dir, 'again'), current = path.join(dir, 'again-hub/current');
	const put = (files) => {
		for (const [p, bytes] of Object.entries(files)) write(src, p, bytes);
		const r = publish(src, current);
		assert.ok(r.status === 0 || r.status === 1, r.said);
	};
	const status = (slug) => cgi(current, `/stories/${slug}/`).status;
	const said = (slug, more = '') => `---\ntitle: A\nslug: ${slug}\ndate: 2024-01-05\n${more}---\nWords.\n`;
	fs.mkdirSync(path.dirname(current));
	put({ 'hub.yml': hugoHub, 'hugo.toml': hugoConfig, 'content/blog/a/x.md': said('in-a'), 'content/blog/b/notes.md': said('in-b'), 'content/blog/c.md': said('c') });
	assert.deepEqual(['in-a', 'in-b', 'c'].map(status), [200, 200, 200]);
	put({ 'content/blog/a/_index.md': '---\ntitle: S\ncascade: {draft: true}\n---\n', 'content/blog/b/index.md': said('b') });
	assert.deepEqual(['in-a', 'in-b', 'b', 'c'].map(status), [404, 404, 200, 200]);
	put({ 'content/blog/a/_index.md': '---\ntitle: S\n---\n' });
	assert.deepEqual(['in-a', 'in-b'].map(status), [200, 404]);
});
