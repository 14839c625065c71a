#!/usr/bin/env node
// readers.test.mjs -- a story just added to the demo hub reaches real feed readers (newsboat, sfeed,
// feedparser) behind the real nginx, and feed and sitemap are valid by their schemas.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFileSync, freePort, fs, get, needs, path, publish, run, tempDir, testData, write } from './hub.mjs';

needs('nginx', 'spawn-fcgi', 'multiwatch', 'newsboat', 'sfeed', 'xmllint', 'python3');
const dir = tempDir();
const content = path.join(dir, 'content'), RUN = path.join(dir, 'run');
const title = 'Grüße aus dem „Prüffeld“ & <so> ]]> 🔧';
const summary = 'Mit <b>Mut</b> & <script>x</script>: 3 < 5 &amp; 7';
let hub, port, base;

before(async () => {
	port = await freePort();
	fs.cpSync(new URL('../../content', import.meta.url).pathname, content, { recursive: true });
	hub = await run({ RUN, PORT: String(port), CONTENT: content, WORKERS: '2' });
	assert.ok(hub.address, hub.said.text);
	base = `http://localhost:${port}/team`;
	// What is added while it runs, is there without a restart.
	write(content, 'stories/2026/eben-geschrieben.md', `---
title: '${title}'
date: 2026-11-23
authors: [marek-nowicki]
topic: [werkstatt]
value: [handwerk]
summary: '${summary}'
---
Ein Satz mit [Jana](../../people/jana-weber.md) und \`]]>\`.

## Danach

![Eine Werkbank mit Werkzeug](ueberlauf-am-tag-49/werkbank.jpg)
`);
	const said = publish(content, path.join(RUN, 'hub/current'), '--origin', `http://localhost:${port}`);
	assert.equal(said.status, 0, said.said);
	const end = Date.now() + 10000;
	while (!(await get(port, '/team/stories/')).body.includes('eben-geschrieben') && Date.now() < end)
		await new Promise((r) => setTimeout(r, 200));
});
after(async () => {
	if (hub?.address) await hub.stop();
});

const home = () => {
	const h = fs.mkdtempSync(path.join(dir, 'home-'));
	return { ...process.env, HOME: h, XDG_CONFIG_HOME: path.join(h, '.config'), LC_ALL: 'C.UTF-8' };
};

for (const format of ['atom', 'rss']) {
	test(`newsboat reads the story's title and text from ${format}`, () => {
		const env = home();
		const urls = path.join(env.HOME, 'urls'), cache = path.join(env.HOME, 'cache.db');
		fs.writeFileSync(urls, `${base}/stories/feed.${format}\n`);
		fs.writeFileSync(path.join(env.HOME, 'config'), 'download-timeout 10\n');
		execFileSync('newsboat', ['-u', urls, '-c', cache, '-C', path.join(env.HOME, 'config'), '-x', 'reload'],
			{ env, timeout: 240000, stdio: 'pipe' });
		const rows = JSON.parse(execFileSync('sqlite3', ['-json', cache, 'select title, author, url, pubDate, content from rss_item'], { encoding: 'utf8' }));
		assert.equal(rows.length, 20);
		const ours = rows.find((r) => r.url === `${base}/stories/eben-geschrieben/`);
		assert.ok(ours, rows.map((r) => r.url).join(' '));
		assert.equal(ours.title, title);
		assert.equal(ours.author, 'Marek Nowicki');
		assert.equal(new Date(ours.pubDate * 1000).toISOString(), '2026-11-22T23:00:00.000Z');
		assert.match(ours.content, new RegExp(`href="${base}/people/jana-weber/"`));
		assert.match(ours.content, new RegExp(`src="${base}/media/`));
		assert.doesNotMatch(ours.content, /(href|src)="\//);
	});
	test(`sfeed reads the same from ${format}`, async () => {
		const text = (await get(port, `/team/stories/feed.${format}`)).body;
		const out = execFileSync('sfeed', [`${base}/`], { input: Buffer.from(text, 'latin1'), encoding: 'utf8' });
		const rows = out.trim().split('\n').map((line) => line.split('\t'));
		assert.equal(rows.length, 20);
		const ours = rows.find((r) => r[2] === `${base}/stories/eben-geschrieben/`);
		assert.ok(ours);
		assert.equal(ours[1], title);
		assert.equal(Number(ours[0]), Date.UTC(2026, 10, 22, 23) / 1000);
	});
}

/** What a reader shows of HTML, where it is nothing but text. */
const shown = (html) => html.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

test('a summary with brackets and ampersands is text in every reader of RSS', async (t) => {
	const whole = Buffer.from((await get(port, '/team/stories/feed.rss')).body, 'latin1').toString('utf8');
	// Readers that have the text of an entry do not look at its description: without it they do.
	const short = whole.replace(/<content:encoded>[^]*?<\/content:encoded>/g, '');
	const file = path.join(dir, 'short.rss');
	fs.writeFileSync(file, short);
	const url = `${base}/stories/eben-geschrieben/`;

	await t.test('feedparser', () => {
		const script = `import feedparser, json; print(json.dumps([{'link': e.link, 'title': e.title, 'summary': e.summary, 'type': e.summary_detail.type} for e in feedparser.parse('${file}').entries]))`;
		const ours = JSON.parse(execFileSync('/usr/bin/python3', ['-c', script], { encoding: 'utf8' })).find((e) => e.link === url);
		assert.equal(ours.type, 'text/html');
		assert.equal(shown(ours.summary), summary);
		assert.equal(ours.title, title);
	});
	await t.test('sfeed', () => {
		const rows = execFileSync('sfeed', [`${base}/`], { input: short, encoding: 'utf8' }).trim().split('\n').map((line) => line.split('\t'));
		const ours = rows.find((r) => r[2] === url);
		assert.equal(ours[4], 'html');
		assert.equal(shown(ours[3]), summary);
	});
	await t.test('newsboat', () => {
		const env = home();
		const urls = path.join(env.HOME, 'urls'), cache = path.join(env.HOME, 'cache.db');
		fs.writeFileSync(urls, `file://${file}\n`);
		fs.writeFileSync(path.join(env.HOME, 'config'), '');
		execFileSync('newsboat', ['-u', urls, '-c', cache, '-C', path.join(env.HOME, 'config'), '-x', 'reload'], { env, timeout: 240000, stdio: 'pipe' });
		const rows = JSON.parse(execFileSync('sqlite3', ['-json', cache, 'select url, content from rss_item'], { encoding: 'utf8' }));
		assert.equal(shown(rows.find((r) => r.url === url).content), summary);
	});
	await t.test('rss-parser', async (t) => {
		const packages = new URL('../browser/node_modules/rss-parser/index.js', import.meta.url);
		if (!fs.existsSync(packages))
			return t.skip('npm ci in tests/browser installs it');
		const { default: Parser } = await import(packages);
		const ours = (await new Parser().parseString(whole)).items.find((i) => i.link === url);
		assert.equal(ours.contentSnippet, summary);
		assert.equal(ours.title, title);
	});
});

const lists = ['people', 'jobs', 'events', 'kudos', 'guidelines', 'teams', 'values'];
test('every list leads to feeds of its own, which a reader takes', async () => {
	for (const list of lists) {
		const page = (await get(port, `/team/${list}/`)).body;
		assert.ok(page.includes(`<link rel="alternate" type="application/atom+xml"`), list);
		assert.ok(page.includes(`href="/team/${list}/feed.atom"`), list);
		assert.ok(page.includes(`<a href="/team/${list}/subscribe/"`), list);
		assert.equal((await get(port, `/team/${list}/subscribe/`)).status, 200);
		const json = JSON.parse(Buffer.from((await get(port, `/team/${list}/feed.json`)).body, 'latin1').toString('utf8'));
		assert.equal(json.feed_url, `${base}/${list}/feed.json`);
		assert.ok(json.items.length > 0, list);
		for (const format of ['atom', 'rss']) {
			const text = (await get(port, `/team/${list}/feed.${format}`)).body;
			const rows = execFileSync('sfeed', [`${base}/`], { input: Buffer.from(text, 'latin1'), encoding: 'utf8' }).trim().split('\n');
			assert.equal(rows.length, json.items.length, `${list} as ${format}`);
		}
	}
	const start = (await get(port, '/team/')).body;
	assert.ok(start.includes('<a href="/team/stories/subscribe/"'));
});

test('an open position says until when one can apply', async () => {
	const json = JSON.parse(Buffer.from((await get(port, '/team/jobs/feed.json')).body, 'latin1').toString('utf8'));
	const dated = json.items.filter((i) => /<li>Bewerben bis: \d+\. \S+ 20\d\d<\/li>/.test(i.content_html));
	assert.ok(dated.length > 0);
	const events = JSON.parse(Buffer.from((await get(port, '/team/events/feed.json')).body, 'latin1').toString('utf8'));
	assert.match(events.items[0].content_html, /<li>Wann: \d+\. \S+ 20\d\d/);
});

test('feedparser finds nothing to forgive, and ids stay the same between formats and publishes', () => {
	const script = `
import feedparser, json, sys
out = {}
for kind in ('atom', 'rss'):
    d = feedparser.parse('${base}/stories/feed.' + kind)
    out[kind] = {'bozo': int(bool(d.bozo)), 'version': d.version, 'ids': [e.id for e in d.entries], 'lang': d.feed.get('language'),
                 'tags': [t.label or t.term for t in d.entries[0].tags] if kind == 'atom' else [t.term for t in d.entries[0].tags]}
print(json.dumps(out))`;
	const read = () => JSON.parse(execFileSync('/usr/bin/python3', ['-c', script], { encoding: 'utf8' }));
	const got = read();
	assert.equal(got.atom.version, 'atom10');
	assert.equal(got.rss.version, 'rss20');
	assert.equal(got.atom.bozo + got.rss.bozo, 0);
	assert.deepEqual(got.atom.ids, got.rss.ids);
	assert.equal(new Set(got.atom.ids).size, 20);
	write(content, 'stories/2026/eben-geschrieben.md', fs.readFileSync(path.join(content, 'stories/2026/eben-geschrieben.md'), 'utf8') + '\nNoch ein Satz.\n');
	assert.equal(publish(content, path.join(RUN, 'hub/current'), '--origin', `http://localhost:${port}`).status, 0);
	assert.deepEqual(read().atom.ids, got.atom.ids);
});

test('the page, the feed and the sitemap of the new story agree and are valid', async () => {
	const page = await get(port, '/team/stories/eben-geschrieben/');
	assert.equal(page.status, 200);
	assert.match(Buffer.from(page.body, 'latin1').toString('utf8'), /<h1 class="p-name">Grüße aus dem „Prüffeld“ &amp; &lt;so&gt; \]\]&gt; 🔧<\/h1>/);
	const map = await get(port, '/team/sitemap.xml');
	assert.ok(map.body.includes(`<loc>${base}/stories/eben-geschrieben/</loc>`));
	const lint = (name, text, ...args) => {
		const file = path.join(dir, name);
		fs.writeFileSync(file, Buffer.from(text, 'latin1'));
		execFileSync('xmllint', ['--noout', ...args, file], { stdio: 'pipe' });
	};
	const schemas = path.join(testData, 'schemas');
	if (!fs.existsSync(schemas))
		console.log(`skipped: no schemas at ${schemas}: well-formedness alone is checked`);
	const judged = fs.existsSync(schemas);
	for (const list of ['/stories/', '/teams/produktion/', '/people/marek-nowicki/', '/values/handwerk/',
		...lists.flatMap((l) => [`/${l}/`, `/en/${l}/`])])
		lint('feed.atom', (await get(port, `/team${list}feed.atom`)).body, ...(judged ? ['--relaxng', path.join(schemas, 'atom.rng')] : []));
	// The protocol's schema takes elements of other namespaces when they are declared: the alternates are.
	fs.writeFileSync(path.join(dir, 'xhtml.xsd'), `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
	targetNamespace="http://www.w3.org/1999/xhtml"><xs:element name="link"><xs:complexType>
	<xs:attribute name="rel" fixed="alternate" use="required"/><xs:attribute name="hreflang" type="xs:NMTOKEN" use="required"/>
	<xs:attribute name="href" type="xs:anyURI" use="required"/></xs:complexType></xs:element></xs:schema>`);
	fs.writeFileSync(path.join(dir, 'both.xsd'), `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
	<xs:import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="${schemas}/sitemap.xsd"/>
	<xs:import namespace="http://www.w3.org/1999/xhtml" schemaLocation="xhtml.xsd"/></xs:schema>`);
	lint('sitemap.xml', map.body, ...(judged ? ['--nonet', '--schema', path.join(dir, 'both.xsd')] : []));
});
