#!/usr/bin/env node
// links.test.mjs -- links between the pages of a tree lead where the generator lets them lead. The real program
// builds the tree, the hub publishes it, and both are asked for the page that each link leads to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cgi, fs, needs, path, publish, tempDir, write } from './hub.mjs';
import { build, has } from './generators.mjs';

needs();
const dir = tempDir();

/** A page says who it is. */
const page = (name, fields = '', body = '') => `---\ntitle: Page ${name}\n${fields}---\nThis is page-${name}.\n\n${body}\n`;
const list = (links) => links.map((to, i) => `- ${to.replace('LINK', `LINK-${i}-`)}`).join('\n');
const links = (html) => new Map([...html.matchAll(/<a\s[^>]*?href="([^"]*)"[^>]*>LINK-(\d+)-/g)].map((m) => [Number(m[2]), m[1].replaceAll('&amp;', '&')]));
const who = (html) => /This is page-([\w-]+)\./.exec(html)?.[1] ?? 'nobody';

/** Where a link on the page at `url` of the built site leads: whose page, and which part of it. */
function theirs(site, url, href, base = '') {
	const to = new URL(href, `http://site.example${url}`);
	let p = decodeURIComponent(to.pathname);
	if (base && p.startsWith(`${base}/`)) p = p.slice(base.length);
	for (const file of [p, `${p}index.html`, `${p}/index.html`, `${p}.html`]) {
		const full = path.join(site, file);
		if (fs.existsSync(full) && fs.statSync(full).isFile()) return who(fs.readFileSync(full, 'utf8')) + (to.hash ? '#' : '');
	}
	return `missing ${p}`;
}

function ours(edition, href) {
	if (href.startsWith('#')) return 'from#';
	const to = new URL(href, 'http://hub.example');
	if (/^\/team\/(en\/)?stories\/$/.test(to.pathname)) return 'list';
	if (!to.pathname.startsWith('/team/')) return `site ${to.pathname}`;
	const r = cgi(edition, decodeURIComponent(to.pathname.slice('/team'.length)));
	if (r.status !== 200) return `${r.status} ${to.pathname}`;
	return who(r.body) + (to.hash ? '#' : '');
}

/** Each case: what is written, and whose page it means; the generator is asked whether that is so. */
function compare({ name, files, from, url, slug, base = '', cases }) {
	const src = path.join(dir, name), site = path.join(dir, `${name}-site`), current = path.join(dir, `${name}-hub/current`);
	for (const [p, bytes] of Object.entries(files(list(cases.map((c) => c[0]))))) write(src, p, bytes);
	fs.mkdirSync(path.dirname(current));
	build(name, src, site);
	const r = publish(src, current);
	assert.ok(r.status === 0 || r.status === 1, r.said);
	const built = links(fs.readFileSync(path.join(site, from), 'utf8'));
	const shown = cgi(current, `/stories/${slug}/`);
	assert.equal(shown.status, 200, r.said);
	const published = links(shown.body);
	const wrong = [];
	cases.forEach(([written, want, hub = want], i) => {
		const they = built.has(i) ? theirs(site, url, built.get(i), base) : 'no link';
		const we = published.has(i) ? ours(current, published.get(i)) : 'no link';
		if (want !== null && they !== want) wrong.push(`${written}: ${name} leads to ${they}, not to ${want}`);
		if (we !== hub) wrong.push(`${written}: the hub leads to ${we}, not to ${hub}`);
	});
	assert.deepEqual(wrong, [], r.said);
}

test('jekyll', { skip: has('jekyll') ? false : 'it is not installed' }, () => compare({
	name: 'jekyll', from: '2024/03/01/from/index.html', url: '/blog/2024/03/01/from/', slug: 'from', base: '/blog',
	files: (text) => ({
		'hub.yml': 'title: J\nbase_url: http://hub.example\nprefix: /team\nlanguages: [en]\ncollections:\n  stories: {folders: [_posts], permalink: "/:categories/:year/:month/:day/:title/"}\n',
		'_config.yml': 'url: https://www.old.example\nbaseurl: /blog\npermalink: /:categories/:year/:month/:day/:title/\n',
		'_posts/2024-01-02-one.md': page('one'),
		'_posts/2023-12-31-two.md': page('two', 'categories: [news]\n', '## A part\n'),
		'_posts/sub/2023-11-30-three.md': page('three', 'permalink: /special/three.html\n'),
		'about.md': page('about'),
		'_posts/2024-03-01-from.md': page('from', '', text),
	}),
	cases: [
		['[LINK]({% post_url 2024-01-02-one %})', 'one'],
		['[LINK]({{ site.baseurl }}{% post_url 2024-01-02-one %})', null, 'one'], // since Jekyll 4 the tag begins with it
		['[LINK]({% post_url sub/2023-11-30-three %})', 'three'],
		['[LINK]({% link _posts/2023-12-31-two.md %})', 'two'],
		['[LINK](/blog/2024/01/02/one/)', 'one'],
		['[LINK](/blog/2024/01/02/one)', 'one'],
		['[LINK](/blog/2024/01/02/one/index.html)', 'one'],
		['[LINK](/blog/news/2023/12/31/two/#a-part)', 'two#'],
		['[LINK](/blog/special/three.html)', 'three'],
		['[LINK](/blog/special/three)', 'three'],
		['[LINK]({{ "/2024/01/02/one/" | relative_url }})', 'one'],
		['[LINK]({{ "/2024/01/02/one/" | absolute_url }})', 'one'],
		['[LINK]({{ site.url }}{{ site.baseurl }}/2024/01/02/one/)', 'one'],
		['[LINK](https://www.old.example/blog/2024/01/02/one/)', 'one'],
		['[LINK](http://old.example/blog/2024/01/02/one/)', 'one'],
		['[LINK](//old.example/blog/news/2023/12/31/two/#a-part)', 'two#'],
		['[LINK](../../../01/02/one/)', null, 'one'],
		['[LINK](../../../../2024/01/02/one/)', null, 'one'],
		['[LINK](/blog/2024/01/02/ONE/)', null, 'site /blog/2024/01/02/ONE/'],
		['[LINK](/blog/about/)', 'about', 'site /blog/about/'],
		['<a href="/blog/2024/01/02/one/">LINK</a>', 'one'],
		['[LINK][ref]\n\n[ref]: /blog/2024/01/02/one/', 'one'],
	],
}));

test('hugo', { skip: has('hugo') ? false : 'it is not installed' }, () => compare({
	name: 'hugo', from: 'blog/from/index.html', url: '/blog/from/', slug: 'from',
	files: (text) => ({
		'hub.yml': 'title: H\nbase_url: http://hub.example\nprefix: /team\nlanguages: [de, en]\nmoved_from: [https://old.example]\ncollections:\n  stories: {folders: [content/blog, content/news], permalink: "/:section/:slug/"}\n',
		'hugo.toml': 'baseURL = "https://old.example/"\ndefaultContentLanguage = "de"\ndisableKinds = ["RSS", "sitemap", "taxonomy", "term"]\n[languages.de]\n[languages.en]\n[permalinks]\nblog = "/:section/:slug/"\nnews = "/:section/:slug/"\n',
		'layouts/_default/single.html': '{{ .Content }}', 'layouts/_default/list.html': '{{ .Content }}',
		'content/blog/_index.md': page('blog'), 'content/about.md': page('about'), 'content/crew/_index.md': page('crew'),
		'content/blog/one.md': page('one', 'slug: one\ndate: 2024-01-02\n', '## A part\n'),
		'content/blog/2023/two.md': page('two', 'slug: two\ndate: 2023-01-02\n'),
		'content/blog/three/index.md': page('three', 'slug: three\ndate: 2023-02-02\n'),
		'content/news/_index.md': page('news'),
		'content/news/four.md': page('four', 'slug: four\ndate: 2023-02-03\n'),
		'content/news/one.en.md': page('one-english', 'slug: one-english\ndate: 2023-02-03\n'),
		'content/blog/both.md': page('both', 'slug: both\ndate: 2023-02-03\n'),
		'content/blog/both.en.md': page('both-english', 'slug: both-english\ndate: 2023-02-03\n'),
		'content/blog/from.md': page('from', 'slug: from\ndate: 2024-03-01\n', text + '\n\n## Own part\n'),
	}),
	cases: [
		['[LINK]({{< ref "one.md" >}})', 'one'],
		['[LINK]({{< ref "one" >}})', 'one'],
		['[LINK]({{< relref "one.md" >}})', 'one'],
		['[LINK]({{< ref "two.md" >}})', 'two'],
		['[LINK]({{< relref "two" >}})', 'two'],
		['[LINK]({{< ref "/blog/2023/two.md" >}})', 'two'],
		['[LINK]({{< ref "blog/2023/two" >}})', 'two'],
		['[LINK]({{< ref "2023/two.md" >}})', 'two'],
		['[LINK]({{< ref "three" >}})', 'three'],
		['[LINK]({{< ref "three/index.md" >}})', 'three'],
		['[LINK]({{< ref "/blog/three" >}})', 'three'],
		['[LINK]({{< ref "four.md" >}})', 'four'],
		['[LINK]({{< ref "/news/four" >}})', 'four'],
		['[LINK]({{< ref "../news/four.md" >}})', 'four'],
		['[LINK]({{< relref "four.md#a-part" >}})', 'four#'],
		['[LINK]({{< relref "#own-part" >}})', 'from#'],
		['[LINK]({{< ref path="one.md" >}})', 'one'],
		['[LINK]({{< ref "both.md" >}})', 'both'],
		['[LINK]({{% ref "one.md" %}})', 'one'],
		['[LINK]({{< ref "/blog/_index.md" >}})', 'blog', 'list'],
		['[LINK]({{< ref "/blog" >}})', 'blog', 'list'],
		['[LINK]({{< ref "blog" >}})', 'blog', 'list'],
		['[LINK]({{< ref "/news/" >}})', 'news', 'list'],
		['[LINK]({{< ref "/about.md" >}})', 'about', 'site /about/'],
		['[LINK]({{< ref "about" >}})', 'about', 'site /about/'],
		['[LINK]({{< ref "/crew/_index.md" >}})', 'crew', 'site /crew/'],
		['[LINK](/blog/one/)', 'one'],
		['[LINK](/blog/one)', 'one'],
		['[LINK](../one/)', 'one'],
		['[LINK](../one/#a-part)', 'one#'],
		['[LINK](../../news/four/)', 'four'],
		['[LINK](https://old.example/blog/two/)', 'two'],
		['[LINK](/en/blog/both-english/)', 'both-english'],
	],
}));

test('eleventy', { skip: has('eleventy') ? false : 'it is not installed' }, () => compare({
	name: 'eleventy', from: 'posts/from/index.html', url: '/posts/from/', slug: 'from',
	files: (text) => ({
		'hub.yml': 'title: E\nbase_url: http://hub.example\nprefix: /team\nlanguages: [en]\nmoved_from: [https://old.example]\ncollections:\n  stories: {folders: [src/posts], permalink: "/posts/:slug/"}\n',
		'eleventy.config.js': 'export default function (c) { return { dir: { input: "src" }, markdownTemplateEngine: "njk" }; }\n', 'package.json': '{"type":"module"}',
		'src/posts/one.md': page('one', 'date: 2024-01-02\n', '## A part\n'),
		'src/posts/two/index.md': page('two', 'date: 2024-01-02\n'),
		'src/posts/three.md': page('three', 'date: 2024-01-02\npermalink: /old/three.html\n'),
		'src/about.md': page('about'),
		'src/posts/from.md': page('from', 'date: 2024-03-01\n', text),
	}),
	cases: [
		['[LINK](/posts/one/)', 'one'],
		['[LINK]({{ "/posts/one/" | url }})', 'one'],
		["[LINK]({{ '/posts/two/' | url }})", 'two'],
		['[LINK](../one/)', 'one'],
		['[LINK](/old/three.html)', 'three'],
		['[LINK](../../old/three.html)', 'three'],
		['[LINK](https://old.example/posts/two/)', null, 'two'],
		['[LINK](/about/)', 'about', 'site /about/'],
	],
}));
