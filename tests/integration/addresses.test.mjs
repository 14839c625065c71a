#!/usr/bin/env node
// addresses.test.mjs -- every address that a generator wrote leads to the hub's page. Random trees, the same in
// every run: names, titles, slugs, categories, dates, zones, aliases, languages and the pattern of the site vary. The real
// program builds each, and the hub is asked for each page that it wrote. SEED=n tries other trees.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cgi, fs, needs, path, publish, tempDir, write } from './hub.mjs';
import { build, filesBelow, has } from './generators.mjs';

needs();
const dir = tempDir();

/** Numbers from 0 to n - 1 that look random and are the same every time (xorshift). */
function random(seed) {
	let x = seed * 2654435761 % 4294967296 || 1;
	const next = (n) => {
		x ^= x << 13; x >>>= 0;
		x ^= x >>> 17;
		x ^= x << 5; x >>>= 0;
		return x % n;
	};
	next(7);
	return { next, of: (list) => list[next(list.length)], chance: (n) => next(n) === 0 };
}

const words = ['My-First-Post', 'tool_chain_tips', 'version-2.1-is-out', 'grüße-aus-köln', 'c++-for-fitters', 'Groß_Datei', 'a-day', 'été',
	'ends.', 'x--y', "it's-here", 'a,b', '10-things', 'ÄRGER', 'dot.md-in', 'naïve-café', 'ПРИВЕТ', 'tilde~x', 'and&more', 'at@home', 'UPPER', 'two words', 'plus+plus'];
const titles = ['My First Post', 'Grüße aus Köln!', 'C++ for Fitters', 'What is "new"?', 'A & B', 'Version 2.1 is out', "It's here", 'Élan vital', '50 % off', 'a/b', 'Déjà – vu',
	'Hello, World', 'Привет мир', '  spaced   out ', 'x_y', '#1 thing', 'dash - dash', 'Zum 1. Mal', 'Straße'];
const slugs = ['Own-Slug', 'own slug', 'größe', 'a_b', 'v1.0', 'x+y', 'Trailing-', 'UP', "o'clock"];
const categories = ['News', 'Field Work', 'c++', 'Köln', 'a_b', 'UP'];
const dates = ['2024-01-02', '2024-01-02 00:30:00', '2024-03-31 23:45:00', '2024-05-01 23:30:00 -0500', '2024-05-01T00:10:00+05:30', '2024-12-30 12:00:00', '2023-01-01 00:10:00 +0100', '"2024-07-01 00:30"', '2024-07-01T22:30:00Z'];

const yaml = (fields) => `---\n${Object.entries(fields).map(([k, v]) => `${k}: ${v}`).join('\n')}\n---\n`;
const quoted = (s) => `'${s.replaceAll("'", "''")}'`;

// ---- one tree each ----

function jekyll(r) {
	const permalink = r.of(['/:year/:month/:day/:title/', '/:categories/:year/:month/:day/:title.html', 'pretty', 'date', 'none', 'ordinal', 'weekdate', '/blog/:title', '/:year/:i_month/:i_day/:slug/', '/:short_year/:short_month/:title:output_ext',
		'/:long_month-:y_day/:title/', '/:w_year/:week/:title/', '/:slugified_categories/:title/', '/p/:year_:month_:title.html', null]);
	const zone = r.of(['Europe/Berlin', 'America/New_York', 'UTC', 'Asia/Kolkata', 'Pacific/Auckland']);
	const files = { '_config.yml': `${permalink ? `permalink: ${permalink}\n` : ''}timezone: ${zone}\n` };
	for (let i = 0; i < 40; i++) {
		const fields = {};
		if (!r.chance(4)) fields.title = quoted(r.of(titles));
		if (r.chance(3)) fields.date = r.of(dates);
		if (r.chance(5)) fields.slug = quoted(`${r.of(slugs)}-${i}`);
		if (r.chance(4)) fields.categories = r.of([`[${r.of(categories)}, ${r.of(categories)}]`, 'news work', r.of(categories)]);
		else if (r.chance(6)) fields.category = r.of(categories);
		if (r.chance(10)) fields.permalink = r.of([`/own/${i}/`, `/own/${i}.html`, `/own/${i}`, '/p/:title.html', '/q/:year/:title/', `/Own/Ünï ${i}/`]);
		const where = r.of(['_posts', '_posts', '_posts/sub', 'news/_posts', 'Field Work/_posts']);
		files[`${where}/2024-0${1 + r.next(9)}-${10 + r.next(19)}-${r.of(words)}${i}.md`] = yaml(fields) + `This is page-${i}.\n`;
	}
	const hub = `title: J\nbase_url: http://hub.example\nprefix: /team\nlanguages: [en]\ntimezone: ${r.of([zone, 'Europe/Berlin'])}\n` +
		'collections:\n  stories: {folders: [_posts, news, Field Work]' +
		(permalink && r.chance(2) ? `, permalink: "${permalink}"` : '') + '}\n';
	return { files, hub, zone: 'UTC' };
}

function hugo(r) {
	const patterns = ['/:year/:month/:slug/', '/:year/:month/:day/:title/', '/:section/:slug/', '/:sections/:slugorfilename/', '/:sections[1:]/:filename/', '/x/:filename/', '/:year/:yearday/:slug/', '/:monthname/:weekdayname/:slug/', '/:sections[last]/:title/', '/:year/:weekday/:filename/', null];
	const blog = r.of(patterns), news = r.of(patterns);
	// languages by name (a.en.md) or by folder
	const homes = r.of([null, null, { de: 'content/de', en: 'content/en' }, { de: 'content/deutsch', en: 'content/english' }]);
	const dir = (lang) => homes ? `\ncontentDir = "${homes[lang]}"\n` : '\n';
	const files = {
		'hugo.toml': `baseURL = "https://old.example/"\ndefaultContentLanguage = "de"\ndisableKinds = ["RSS", "sitemap", "taxonomy", "term", "section", "home"]\n[languages.de]${dir('de')}[languages.en]${dir('en')}[permalinks]\n` +
			(blog ? `blog = "${blog}"\n` : '') + (news ? `news = "${news}"\n` : ''),
		'layouts/_default/single.html': '{{ .Content }}',
	};
	for (let i = 0; i < 40; i++) {
		// a date in quotes and without seconds is none to Hugo: the page is dated 0001-01-01
		const fields = { title: quoted(`${r.of(titles)} ${i}`), date: r.of(dates.filter((d) => !d.startsWith('"'))) };
		if (r.chance(4)) fields.slug = quoted(`${r.of(slugs)}-${i}`);
		if (r.chance(12)) fields.url = r.of([`/own/${i}/`, `/own/${i}.html`, `own/${i}/`]);
		if (r.chance(6)) fields.aliases = r.of([`[/old/${i}/]`, `[/old/${i}.html, old-${i}]`, `[old/${i}/]`, `[../up-${i}]`]);
		const name = `${r.of(words).replace(/\.$/, '')}${i}`;
		const where = r.of(['blog', 'blog', 'blog/2024', 'Blog/Sub Folder', 'news', 'news/deep/er']).replace('Blog', 'blog');
		const as = r.of([`${name}.md`, `${name}.md`, `${name}/index.md`, ...homes ? [] : [`${name}.en.md`, `${name}/index.en.md`]]);
		files[`${homes ? homes[r.of(['de', 'en'])] : 'content'}/${where}/${as}`] = yaml(fields) + `This is page-${i}.\n`;
	}
	const hub = 'title: H\nbase_url: http://hub.example\nprefix: /team\nlanguages: [de, en]\ntimezone: Europe/Berlin\ncollections:\n  stories: {folders: [' +
		(homes ? Object.values(homes) : ['content']).flatMap((h) => [`${h}/blog`, `${h}/news`]).join(', ') + ']}\n';
	return { files, hub, zone: 'UTC' };
}

function eleventy(r) {
	const input = r.of(['src', 'content', 'site']);
	const plain = dates.filter((d) => !/^"|:\d\d [+-]\d/.test(d)); // what its reader of dates knows
	const files = {
		'eleventy.config.js': `export default function (c) { return { dir: { input: '${input}' }, markdownTemplateEngine: 'liquid' }; }\n`, 'package.json': '{"type":"module"}',
	};
	const given = r.of([null, null, '/{{ page.fileSlug }}/', '/blog/{{ page.fileSlug }}/index.html', '{{ page.filePathStem }}.html']);
	if (given) files[`${input}/posts/posts.json`] = JSON.stringify({ permalink: given });
	for (let i = 0; i < 30; i++) {
		const fields = { title: quoted(`${r.of(titles)} ${i}`), date: r.of(plain) };
		if (r.chance(8)) fields.permalink = r.of([`/own/${i}/`, `/own/${i}.html`, `own/${i}/`]);
		const name = `${r.of(words).replace(/\.$/, '')}${i}`;
		const dated = r.of(['', '', '2024-05-01-']);
		const where = r.of(['posts', 'posts', 'posts/2024', 'posts/Sub Folder']);
		files[`${input}/${where}/${r.of([`${dated}${name}.md`, `${name}/index.md`])}`] = yaml(fields) + `This is page-${i}.\n`;
	}
	const hub = `title: E\nbase_url: http://hub.example\nprefix: /team\nlanguages: [en]\ncollections:\n  stories: {folders: [${input}/posts]}\n`;
	return { files, hub, zone: 'UTC' };
}

// ---- asking ----

const who = (html) => /This is page-(\d+)\./.exec(html)?.[1];

/** Where a page was: its file, and what a server makes of that. */
function addressesOf(file) {
	const p = `/${file}`;
	if (p.endsWith('/index.html')) return [p.slice(0, -'index.html'.length), p];
	return p.endsWith('.html') ? [p] : [];
}

/** Whose page stands in a file that the generator wrote; a page that only leads on is its target's. */
function pageIn(site, file, hops = 0) {
	const html = fs.readFileSync(path.join(site, file), 'utf8');
	const on = /http-equiv="refresh"[^>]*url=([^"'>]+)/.exec(html);
	if (!on || hops > 3) return who(html);
	const to = decodeURIComponent(new URL(on[1].replaceAll('&amp;', '&'), 'https://old.example').pathname).slice(1);
	const target = to.endsWith('/') || to === '' ? `${to}index.html` : to;
	return fs.existsSync(path.join(site, target)) ? pageIn(site, target, hops + 1) : undefined;
}

function ask(edition, address) {
	let r = cgi(edition, address);
	for (let hops = 0; r.status === 301 && hops < 3; hops++) {
		const to = new URL(r.headers.get('location'), 'http://hub.example').pathname;
		if (!to.startsWith('/team/')) return `301 ${to}`;
		r = cgi(edition, decodeURIComponent(to.slice('/team'.length)));
	}
	return r.status === 200 ? who(r.body) : String(r.status);
}

const makers = { jekyll, hugo, eleventy };
for (const [name, make] of Object.entries(makers)) {
	test(`${name}: every page's address leads to it`, { skip: has(name) ? false : `${name} is not installed` }, () => {
		let asked = 0;
		const wrong = [];
		for (let tree = 0; tree < Number(process.env.TREES ?? 3); tree++) {
			const seed = Number(process.env.SEED ?? 1) * 1000 + tree;
			const { files, hub, zone } = make(random(seed));
			const at = path.join(dir, `${name}-${tree}`), src = path.join(at, 'src'), site = path.join(at, 'site'), edition = path.join(at, 'hub/current');
			for (const [p, bytes] of Object.entries(files)) write(src, p, bytes);
			write(src, 'hub.yml', hub);
			fs.mkdirSync(path.dirname(edition), { recursive: true });
			build(name, src, site, zone);
			fs.rmSync(path.join(src, '.jekyll-cache'), { recursive: true, force: true });
			fs.rmSync(path.join(src, 'resources'), { recursive: true, force: true });
			const r = publish(src, edition);
			assert.ok(r.status === 0 || r.status === 1, r.said);
			// two pages of one address: the generator keeps one of them, and the hub another
			for (const file of filesBelow(site)) {
				const page = file.endsWith('.html') ? pageIn(site, file) : undefined;
				if (page === undefined) continue;
				for (const address of addressesOf(file)) {
					asked++;
					const got = ask(edition, address);
					if (got !== page) wrong.push(`tree ${seed}: ${address} is page ${page}, not ${got}: ${Object.keys(files).find((p) => files[p].includes(`page-${page}.`))}`);
				}
			}
		}
		if (process.env.VERBOSE) console.log(`${name}: ${asked} addresses, ${wrong.length} wrong\n${wrong.join('\n')}`);
		assert.ok(asked > 100);
		assert.ok(wrong.length <= asked / 1000, `${wrong.length} of ${asked}\n${wrong.join('\n')}`);
	});
}

// ---- lists: pages of terms, further pages, feeds ----

const tags = ['Field Work', 'C++', 'Köln', 'a_b', 'UP', 'news', 'v1.0', "it's"];

/** Trees whose generators write lists. Each list says what it is: list-stories, list-terms, list-people, list-term:NAME, or
 * list-person:NAME. */
const listing = {
	jekyll(r) {
		const files = {
			'_config.yml': 'title: J\nurl: https://old.example\nplugins: [jekyll-feed]\npermalink: /blog/:year/:title/\n',
			'blog.html': '---\npermalink: /blog/\n---\nlist-stories\n',
		};
		for (let i = 0; i < 12; i++) files[`_posts/2024-01-${10 + i}-post-${i}.md`] = yaml({ title: `P${i}`, tags: `[${quoted(r.of(tags))}]` }) + 'Text.\n';
		return { files, folder: '_posts', words: ', words: [tags]' };
	},
	hugo(r) {
		const files = {
			'hugo.toml': 'baseURL = "https://old.example/"\npaginate = 3\n[taxonomies]\ntag = "tags"\ncategory = "categories"\nauthor = "authors"\n',
			'layouts/_default/single.html': '{{ .Content }}',
			'layouts/_default/list.html': '{{ with .Paginate .RegularPages }}{{ end }}{{ if eq .Kind "term" }}list-{{ if eq .Data.Plural "authors" }}person{{ else }}term{{ end }}:{{ .Data.Term | safeHTML }}:{{ else }}list-stories{{ end }}',
			'layouts/_default/terms.html': 'list-{{ if eq .Data.Plural "authors" }}people{{ else }}terms{{ end }}',
			'content/blog/deep/_index.md': '---\ntitle: Deep\n---\n',
		};
		for (let i = 0; i < 20; i++)
			files[`content/blog/${r.of(['', 'deep/', '2024/'])}post-${i}.md`] = yaml({ title: `P${i}`, date: '2024-01-02', tags: `[${quoted(r.of(tags))}]`, categories: `[${quoted(r.of(tags))}]`, authors: `[${r.of(['Jana Weber', 'Olu Bello', 'José Örn'])}]` }) + 'Text.\n';
		return { files, folder: 'content/blog', words: '' };
	},
	eleventy(r) {
		const files = {
			'eleventy.config.js': "export default function (c) { return { dir: { input: 'src' }, markdownTemplateEngine: 'liquid' }; }\n", 'package.json': '{"type":"module"}',
			'src/posts/posts.json': '{"tags": "posts"}',
			'src/tags.liquid': '---\npagination: {data: collections, size: 1, alias: tag, filter: [all, posts]}\npermalink: "/tags/{{ tag | slugify }}/"\n---\nlist-term:{{ tag }}:\n',
			'src/more/themen.njk': '---\npagination:\n  data: collections\n  size: 1\n  alias: t\n  filter: [all, posts]\npermalink: themen/{{ t | slugify }}/index.html\n---\nlist-term:{{ t | safe }}:\n',
			'src/t.html': '---\npagination: {data: collections, size: 1, alias: topic, filter: [all, posts]}\npermalink: "/t/{{ topic }}.html"\n---\nlist-term:{{ topic }}:\n',
			'src/list.liquid': '---\npagination: {data: collections.posts, size: 4}\npermalink: "/posts/{% if pagination.pageNumber > 0 %}page/{{ pagination.pageNumber | plus: 1 }}/{% endif %}"\n---\nlist-stories\n',
			'src/feed.liquid': '---\npermalink: /feed/feed.xml\n---\n<feed/>\n',
		};
		for (let i = 0; i < 12; i++) files[`src/posts/post-${i}.md`] = yaml({ title: `P${i}`, date: '2024-01-02', tags: `[${quoted(r.of(tags))}]` }) + 'Text.\n';
		return { files, folder: 'src/posts', words: ', skip: [posts]' };
	},
};

/** Where an address leads in the end: path below the prefix, status, title of the page. */
function follow(edition, address) {
	let r = cgi(edition, address), at = address;
	for (let hops = 0; r.status === 301 && hops < 3; hops++) {
		at = decodeURIComponent(new URL(r.headers.get('location'), 'http://hub.example').pathname).slice('/team'.length);
		r = cgi(edition, at);
	}
	return { at, status: r.status, title: /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(r.body)?.[1].replaceAll(/<[^>]*>/g, '').replaceAll('&#39;', "'").trim() };
}

for (const [name, make] of Object.entries(listing)) {
	test(`${name}: its lists lead to the hub's`, { skip: has(name) ? false : `${name} is not installed` }, () => {
		const { files, folder, words } = make(random(Number(process.env.SEED ?? 7)));
		const at = path.join(dir, `${name}-lists`), src = path.join(at, 'src'), site = path.join(at, 'site'), edition = path.join(at, 'hub/current');
		for (const [p, bytes] of Object.entries(files)) write(src, p, bytes);
		write(src, 'hub.yml', 'title: H\nbase_url: http://hub.example\nprefix: /team\nlanguages: [en]\nfacets: {topic: {path: topics}}\n' +
			`collections:\n  stories: {folders: [${folder}], fields: {tags: topic, categories: topic}${words}}\npolicies: {missing_author: page}\n`);
		fs.mkdirSync(path.dirname(edition), { recursive: true });
		build(name, src, site);
		for (const left of ['.jekyll-cache', 'resources']) fs.rmSync(path.join(src, left), { recursive: true, force: true });
		publish(src, edition);
		const wrong = [];
		let lists = 0, feeds = 0;
		for (const file of filesBelow(site)) {
			const text = fs.readFileSync(path.join(site, file), 'utf8');
			const list = /list-(stories|terms|term|people|person)(?::(.*):)?/.exec(text);
			const feed = file.endsWith('.xml') && file !== 'sitemap.xml';
			if ((!list && !feed) || file === 'index.html') continue;
			const address = `/${file.replace(/index\.html$/, '')}`, got = follow(edition, address);
			const ok = feed ? /^\/(stories|(topics|people)(\/[^/]+)?)\/feed\.(atom|rss)$/.test(got.at)
				: list[1] === 'stories' ? got.at === '/stories/'
				: list[1] === 'terms' ? got.at === '/topics/'
				: list[1] === 'people' ? got.at === '/people/'
				: got.at.startsWith(list[1] === 'person' ? '/people/' : '/topics/') && got.title?.toLowerCase().includes(list[2].toLowerCase());
			lists += !feed;
			feeds += feed;
			if (!ok || got.status !== 200) wrong.push(`${address} (${list?.[0] ?? 'feed'}): ${JSON.stringify(got)}`);
		}
		assert.deepEqual(wrong, []);
		assert.ok(lists >= (name === 'jekyll' ? 1 : 5) && feeds >= 1, `${lists} lists, ${feeds} feeds`);
	});
}

test('an earlier address below a language leads to its own page, and answers 410 with it', () => {
	const src = path.join(dir, 'languages'), current = path.join(dir, 'languages-hub/current');
	write(src, 'hub.yml', 'title: {de: N, en: N}\nbase_url: https://n.example\nprefix: /team\nlanguages: [de, en]\npolicies: {consent: assumed}\n');
	write(src, 'stories/a.md', '---\ntitle: A\ndate: 2024-01-05\nslug: neu\naliases: [/en/old/, /de/alt/]\n---\nHallo.\n');
	write(src, 'stories/b.md', '---\ntitle: B\nlang: en\ndate: 2024-01-05\nslug: new\naliases: [/de/x/, /en/y/]\n---\nHello.\n');
	const answers = () => Object.fromEntries(['/en/old/', '/de/alt/', '/de/x/', '/de/x', '/en/y/', '/de/stories/neu/', '/de/'].map((p) => {
		const r = cgi(current, p);
		return [p, r.status === 301 ? r.headers.get('location') : r.status];
	}));
	fs.mkdirSync(path.dirname(current));
	publish(src, current);
	assert.deepEqual(answers(), { '/en/old/': '/team/stories/neu/', '/de/alt/': '/team/stories/neu/', '/de/x/': '/team/en/stories/new/',
		'/de/x': '/team/en/stories/new/', '/en/y/': '/team/en/stories/new/', '/de/stories/neu/': '/team/stories/neu/', '/de/': '/team/' });
	write(src, 'withdrawn.yml', '- {story: neu, date: 2026-01-01}\n- {story: new, date: 2026-01-01}\n');
	publish(src, current);
	assert.deepEqual(answers(), { '/en/old/': 410, '/de/alt/': 410, '/de/x/': 410, '/de/x': 410, '/en/y/': 410, '/de/stories/neu/': '/team/stories/neu/', '/de/': '/team/' });
});
