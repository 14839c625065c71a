#!/usr/bin/env node
// cgi_pages.test.mjs -- every kind of address, asked as plain CGI of an edition that the real publish made.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { cgi, fs, needs, path, publish, root, sampleContent, spawnSync, story, tempDir, testData, write } from './hub.mjs';

needs('xmllint', 'sqlite3');
const dir = tempDir();
const content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
const ask = (p, q = '', env = {}) => cgi(edition, p, q, env);

before(() => {
	fs.mkdirSync(path.join(dir, 'hub'));
	sampleContent(content);
	const r = publish(content, edition);
	assert.equal(r.status, 0, r.said);
});

const pages = ['/', '/stories/', '/stories/eins/', '/people/', '/people/jana/', '/teams/', '/teams/montage/', '/places/leipzig/',
	'/values/', '/values/offen/', '/guidelines/', '/guidelines/regeln/', '/events/', '/events/lunch/', '/kudos/', '/kudos/danke/',
	'/jobs/', '/jobs/monteur/', '/stories/subscribe/', '/teams/montage/subscribe/', '/people/jana/subscribe/'];

test('every kind of page answers 200 in both languages, well formed and without an empty title', () => {
	for (const lang of ['', '/en'])
		for (const p of pages) {
			if (lang && p === '/stories/eins/') continue;
			const r = ask(lang + p);
			assert.equal(r.status, 200, `${lang}${p}: ${r.status} ${r.log}`);
			assert.equal(r.exit, 0);
			assert.equal(r.log, '', `${lang}${p}`);
			assert.match(r.headers.get('content-type'), /^text\/html; charset=utf-8$/);
			assert.equal(Number(r.headers.get('content-length')), r.raw.length);
			assert.match(r.body, new RegExp(`<html lang="${lang ? 'en' : 'de'}"`), `${lang}${p}`);
			assert.match(r.body, /<title>[^<]+<\/title>/);
			assert.doesNotMatch(r.body, /<h1><\/h1>|<a [^>]*><\/a>/, `${lang}${p}`);
			assert.match(r.body, /<link rel="canonical" href="http:\/\/hub\.example\/team\//, `${lang}${p}`);
			assert.match(r.body, /<link rel="alternate" type="application\/atom\+xml"/, `${lang}${p}`);
			const marks = r.body.replace(/<script type="application\/ld\+json">.*?<\/script>/s, '');
			assert.doesNotMatch(marks, /\{\{|\}\}/, `${lang}${p}`); // no tag of a template
		}
});

test('every link of every page leads somewhere', () => {
	const seen = new Set(), queue = ['/team/', '/team/en/'];
	while (queue.length && seen.size < 400) {
		const href = queue.shift();
		if (seen.has(href)) continue;
		seen.add(href);
		const [p, q = ''] = href.slice('/team'.length).split('?');
		const r = ask(decodeURI(p), q);
		assert.equal(r.status, 200, `${href}: ${r.status}`);
		if (!/html/.test(r.headers.get('content-type'))) continue;
		for (const m of r.body.matchAll(/ href="(\/team\/[^"#]*)/g)) {
			const to = m[1].replaceAll('&amp;', '&');
			if (!/^\/team\/(assets|media)\//.test(to)) queue.push(to);
		}
	}
	assert.ok(seen.size > 60, `${seen.size} addresses`);
});

test('a story is shown with its text, its author and its own address', () => {
	const r = ask('/stories/eins/');
	assert.match(r.body, /Eins &amp; &lt;zwei&gt;/);
	assert.match(r.body, /href="\/team\/people\/jana\/"/);
	assert.match(r.body, /rel="canonical" href="http:\/\/hub\.example\/team\/stories\/eins\/"/);
	assert.match(r.body, /hreflang="en" href="http:\/\/hub\.example\/team\/en\/stories\/eins[^"]*"/);
});

test('a story lives in the part of the hub that speaks its language', () => {
	const list = ask('/stories/', 'lang=en');
	const href = /href="(\/team\/en\/stories\/eins[^"]*)"/.exec(list.body)?.[1];
	assert.ok(href, 'the English story is linked where it lives');
	const r = ask(href.slice('/team'.length));
	assert.equal(r.status, 200);
	assert.match(r.body, /<html lang="en"/);
	const other = ask(href.slice('/team/en'.length));
	assert.equal(other.status, 301);
	assert.equal(other.headers.get('location'), href);
});

test('lists have pages, and no page beyond the last', () => {
	const first = ask('/stories/');
	assert.match(first.body, /rel="next" href="http:\/\/hub\.example\/team\/stories\/\?page=2"/);
	const third = ask('/stories/', 'page=3');
	assert.equal(third.status, 200);
	assert.match(third.body, /rel="prev" href="http:\/\/hub\.example\/team\/stories\/\?page=2"/);
	assert.doesNotMatch(third.body, /<link rel="next"/);
	assert.equal(ask('/stories/', 'page=4').status, 404);
});

test('what does not exist, is a draft or is not yet published answers 404 by a page of the theme', () => {
	for (const [p, q] of [['/stories/nope/'], ['/stories/entwurf/'], ['/stories/later/'], ['/nope/'], ['/stories/', 'team=nope'],
		['/people/nobody/feed.atom'], ['/../etc/passwd'], ['/stories/%2e%2e/']]) {
		const r = ask(p, q);
		assert.equal(r.status, 404, p);
		assert.match(r.body, /<html lang="de"/, p);
		assert.match(r.body, /noindex/);
		assert.equal(r.headers.get('etag'), undefined);
	}
	assert.equal(ask('/stories/', 'colour=red').status, 200, 'a name of nobody refuses nobody');
	assert.equal(ask('/stories/later/', '', { TEAMHUB_NOW: '2031-01-01T00:00:00+01:00' }).status, 200);
	assert.equal(ask('/stories/later/', '', { TEAMHUB_NOW: '2030-12-31T23:59:59+01:00' }).status, 404);
});

test('an unknown term answers 404 and shows the nearest ones, with the rest of the selection', () => {
	const near = (p, q = '') => {
		const r = ask(p, q);
		assert.equal(r.status, 404, `${p}?${q}`);
		const list = /Meintest du:<\/p>\s*<ul[^>]*>(.*?)<\/ul>/s.exec(r.body);
		return list ? [...list[1].matchAll(/href="([^"]*)"/g)].map(m => m[1].replaceAll('&amp;', '&')) : [];
	};
	assert.deepEqual(near('/stories/', 'team=montag'), ['/team/stories/?team=montage']);
	assert.deepEqual(near('/stories/', 'utm_source=x&place=leibzig&team=montage'), ['/team/stories/?team=montage&place=leipzig']);
	assert.deepEqual(near('/people/', 'team=Montage'), ['/team/people/?team=montage']);
	assert.deepEqual(near('/teams/montag/'), ['/team/teams/montage/']);
	for (const [p, q] of [['/teams/qqqqqq/', ''], ['/stories/', 'team=montag&place=leibzig'], ['/stories/nothing/', 'team=montag'], ['/stories/', 'team='.padEnd(900, 'ä')]])
		assert.deepEqual(near(p, q), [], `${p}?${q}`);
	assert.deepEqual([...near('/teams/montag/'), ...near('/stories/', 'team=montag')].map(href => {
		const [p, q = ''] = href.slice('/team'.length).split('?');
		return ask(p, q).status;
	}), [200, 200]);
});

test('aliases and missing slashes lead on with 301', () => {
	for (const [p, q, to] of [['/stories/alt/', '', '/team/stories/eins/'], ['/2024/alt.html', '', '/team/stories/eins/'],
		['/stories', 'team=montage', '/team/stories/?team=montage'], ['', '', '/team/'], ['/de/stories/', '', '/team/stories/'],
		['/stories/eins', 'utm_source=x', '/team/stories/eins/?utm_source=x'], ['/feed.atom', '', '/team/stories/feed.atom']]) {
		const r = ask(p, q);
		assert.equal(r.status, 301, p);
		assert.equal(r.headers.get('location'), to);
	}
});

test('a request that is nonsense answers 400, one that is too long 414, another method 405', () => {
	assert.equal(ask('/stories/', 'team=%').status, 400);
	assert.equal(ask('/stories/', `team=${'x'.repeat(3000)}`).status, 414);
	assert.equal(ask(`/${'x'.repeat(2000)}`).status, 414);
	for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'BREW']) {
		const r = ask('/stories/', '', { REQUEST_METHOD: method });
		assert.equal(r.status, 405);
		assert.equal(r.headers.get('allow'), 'GET, HEAD');
	}
});

test('HEAD says what GET would, without the body', () => {
	for (const p of ['/stories/', '/stories/feed.atom', '/nope/']) {
		const get = ask(p), head = ask(p, '', { REQUEST_METHOD: 'HEAD' });
		assert.equal(head.status, get.status);
		assert.equal(head.raw.length, 0);
		for (const h of ['content-length', 'content-type', 'etag', 'last-modified'])
			assert.equal(head.headers.get(h), get.headers.get(h), h);
	}
});

test('who has it already gets 304', () => {
	for (const p of ['/', '/stories/eins/', '/stories/feed.atom', '/sitemap.xml']) {
		const r = ask(p);
		const again = ask(p, '', { HTTP_IF_NONE_MATCH: `W/${r.headers.get('etag')}` });
		assert.equal(again.status, 304, p);
		assert.equal(again.raw.length, 0);
		assert.equal(again.headers.get('etag'), r.headers.get('etag'));
		assert.equal(ask(p, '', { HTTP_IF_MODIFIED_SINCE: r.headers.get('last-modified') }).status, 304, p);
		assert.equal(ask(p, '', { HTTP_IF_MODIFIED_SINCE: 'Thu, 01 Jan 1970 00:00:00 GMT' }).status, 200, p);
		assert.equal(ask(p, '', { HTTP_IF_NONE_MATCH: '"other"' }).status, 200, p);
	}
});

function lint(text, ...args) {
	const r = spawnSync('xmllint', ['--noout', '--nonet', ...args, '-'], { input: text, encoding: 'utf8' });
	assert.equal(r.status, 0, r.stderr.slice(0, 800));
}
const schemas = path.join(testData, 'schemas');
const judged = fs.existsSync(schemas);
if (!judged) console.log(`feeds are not judged by their schemas: ${schemas} is not there`);

test('feeds stand beside every list, are valid and lead from page to page', () => {
	for (const list of ['/stories/', '/teams/montage/', '/people/jana/', '/values/offen/', '/en/stories/'])
		for (const q of ['', 'place=leipzig']) {
			const atom = ask(`${list}feed.atom`, q), rss = ask(`${list}feed.rss`, q), json = ask(`${list}feed.json`, q);
			assert.deepEqual([atom.status, rss.status, json.status], [200, 200, 200], list);
			lint(atom.raw, ...(judged ? ['--relaxng', path.join(schemas, 'atom.rng')] : []));
			lint(rss.raw);
			const feed = JSON.parse(json.body);
			assert.equal(feed.version, 'https://jsonfeed.org/version/1.1');
			assert.equal(feed.feed_url, `http://hub.example/team${list}feed.json${q ? `?${q}` : ''}`);
			assert.ok(feed.items.length > 0, list);
			assert.equal(new Set(feed.items.map((i) => i.id)).size, feed.items.length);
			assert.equal([...atom.body.matchAll(/<entry/g)].length, feed.items.length);
			assert.equal([...rss.body.matchAll(/<item>/g)].length, feed.items.length);
		}
	const feed = JSON.parse(ask('/stories/feed.json').body);
	assert.equal(feed.items.length, 20);
	assert.equal(feed.next_url, 'http://hub.example/team/stories/feed.json?page=2');
	assert.equal(JSON.parse(ask('/stories/feed.json', 'page=2').body).items.length, 6); // of 27 stories one is another's translation
	assert.equal(ask('/stories/feed.json', 'page=3').status, 404);
});

test('a feed holds the whole text with absolute addresses', () => {
	const item = JSON.parse(ask('/values/offen/feed.json').body).items[0];
	assert.equal(item.title, 'Eins & <zwei>');
	assert.match(item.content_html, /href="http:\/\/hub\.example\/team\/people\/jana\/"/);
	assert.match(item.content_html, /\]\]&gt;/);
	assert.match(item.content_html, /😀/);
	assert.doesNotMatch(item.content_html, / (href|src)="\//);
});

test('a page names its feeds, and its visible link leads to the page that explains them', () => {
	const r = ask('/teams/montage/', 'place=leipzig');
	for (const f of ['atom', 'rss', 'json'])
		assert.ok(r.body.includes(`href="/team/teams/montage/feed.${f}?place=leipzig"`), f);
	assert.match(r.body, /<a [^>]*href="\/team\/teams\/montage\/subscribe\/\?place=leipzig"/);
	const s = ask('/teams/montage/subscribe/', 'place=leipzig');
	assert.ok(s.body.includes('http://hub.example/team/teams/montage/feed.atom?place=leipzig'));
});

test('the sitemap names the canonical pages, each of which answers 200', () => {
	const r = ask('/sitemap.xml');
	assert.equal(r.status, 200);
	lint(r.raw);
	const locs = [...r.body.matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => m[1]);
	assert.ok(locs.length > 60);
	assert.equal(new Set(locs).size, locs.length);
	for (const loc of locs) {
		const page = ask(loc.slice('http://hub.example/team'.length));
		assert.equal(page.status, 200, loc);
		assert.ok(page.body.includes(`<link rel="canonical" href="${loc}">`), loc);
	}
	assert.ok(!r.body.includes('later') && !r.body.includes('entwurf'));
	assert.match(ask('/robots.txt').body, /^Sitemap: http:\/\/hub\.example\/team\/sitemap\.xml$/m);
});

const large = ['san', 'release'].map((v) => path.join(root, `build/${v}/helper/large_hub`)).find((f) => fs.existsSync(f));
for (const [what, count, length] of [['50,000 addresses', '50100', '0'], ['50 MB', '13000', '3900']])
	test(`beyond ${what} the sitemap is an index of parts that hold each address once`, { skip: !large && 'large_hub is not built' }, () => {
		const file = path.join(dir, 'large.sqlite');
		assert.equal(spawnSync(large, [file, count, length], { stdio: 'inherit' }).status, 0);
		const index = cgi(file, '/sitemap.xml');
		assert.equal(index.status, 200);
		const parts = [...index.body.matchAll(/<sitemap><loc>[^<]*\?(part=\d+)<\/loc>/g)].map((m) => m[1]);
		assert.ok(parts.length > 1, index.body.slice(0, 500));
		const locs = parts.flatMap((q) => {
			const r = cgi(file, '/sitemap.xml', q);
			assert.equal(r.status, 200, q);
			assert.ok(r.raw.length < 50e6);
			return [...r.body.matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => m[1]);
		});
		assert.ok(locs.length > Number(count));
		assert.equal(new Set(locs).size, locs.length);
		assert.equal(cgi(file, '/sitemap.xml', `part=${parts.length + 1}`).status, 404);
		assert.equal(cgi(file, '/sitemap.xml', 'part=0').status, 404);
	});

test('a new edition is answered from at once, and what was removed is gone', () => {
	write(content, 'stories/neu.md', story({ title: 'Brandneu', date: '2026-04-01', author: 'tom' }));
	fs.rmSync(path.join(content, 'stories/nr-1.md'));
	const before = ask('/stories/').headers.get('etag');
	const r = publish(content, edition);
	assert.equal(r.status, 0, r.said);
	assert.match(ask('/stories/').body, /Brandneu/);
	assert.notEqual(ask('/stories/').headers.get('etag'), before);
	assert.match(ask('/stories/feed.atom').body, /Brandneu/);
	assert.match(ask('/sitemap.xml').body, /stories\/neu\//);
	assert.ok([404, 410].includes(ask('/stories/nr-1/').status));
	assert.equal(ask('/stories/', '', { HTTP_IF_NONE_MATCH: before }).status, 200);
});

test('without an edition the answer is 503 with Retry-After and one line that names file and remedy', () => {
	for (const make of [() => {}, (f) => fs.writeFileSync(f, ''), (f) => fs.writeFileSync(f, 'nonsense'.repeat(2000)),
		(f) => fs.writeFileSync(f, fs.readFileSync(fs.realpathSync(edition)).subarray(0, 5000)), (f) => fs.mkdirSync(f)]) {
		const file = path.join(dir, 'broken');
		fs.rmSync(file, { recursive: true, force: true });
		make(file);
		const r = cgi(file, '/stories/');
		assert.equal(r.status, 503);
		assert.equal(r.headers.get('retry-after'), '5');
		assert.equal(r.headers.get('cache-control'), 'no-store');
		assert.match(r.body, /lang="en"/);
		assert.equal(r.log.trim().split('\n').length, 1, r.log);
		assert.ok(r.log.includes(file) && /publish|edition/.test(r.log), r.log);
	}
});

test('a misuse of the program is one line', () => {
	const none = cgi('', '/');
	assert.equal(none.exit, 64);
	assert.match(none.log, /TEAMHUB_EDITION/);
	assert.equal(ask('/', '', { TEAMHUB_NOW: 'tomorrow' }).exit, 64);
});

test('nothing is dated 1970 or in the future in a hub of which no date is known, not even a feed without entries', () => {
	const undated = { 'events/e.md': story({ title: 'Lunch', start: '2030-12-03 08:30' }), 'jobs/j.md': story({ title: 'Monteur', team: 'montage' }) };
	const hubs = [{}, undated].map((documents, i) => {
		const from = path.join(dir, `undated-${i}`), to = path.join(dir, `undated-${i}-hub/current`);
		write(from, 'hub.yml', 'title: T\nbase_url: http://hub.example\nprefix: /team\nlanguages: [de, en]\nfacets:\n  team: {path: teams, label: Team}\n');
		Object.entries(documents).forEach(([name, text]) => write(from, name, text));
		fs.mkdirSync(path.dirname(to));
		assert.equal(publish(from, to).status, 0);
		return to;
	});
	for (const hub of hubs) {
		for (const list of ['stories', 'people', 'jobs', 'events', 'teams', 'en/stories'])
			for (const format of ['atom', 'rss', 'json']) {
				const { status, body } = cgi(hub, `/${list}/feed.${format}`);
				assert.equal(status, 200);
				assert.doesNotMatch(body, /1970/, `${list} ${format}`);
				const said = body.match(/(?:<updated>|<lastBuildDate>|"date_modified":")([^<"]+)/)?.[1];
				if (format !== 'json')
					assert.ok(Math.abs(new Date(said) - Date.now()) < 60000, `${list} ${format}: ${said}`);
			}
		for (const file of ['/sitemap.xml', '/feeds/teamhub.opml', '/events.ics']) {
			const { status, body } = cgi(hub, file);
			assert.equal(status, 200, file);
			for (const [, year] of body.matchAll(/(?:<lastmod>|<dateModified>|DTSTAMP:|LAST-MODIFIED:)\D*?(?:\d+ \w+ )?(\d{4})/g))
				assert.equal(Number(year), new Date().getUTCFullYear(), `${file}: ${body}`);
		}
	}
});

test('many people have pages, in both languages and both orders, with what is selected', () => {
	const from = path.join(dir, 'many'), hub = path.join(dir, 'many-hub/current'), all = 130;
	write(from, 'hub.yml', 'title: T\nbase_url: http://hub.example\nprefix: /team\nlanguages: [de, en]\nfacets:\n  team: {path: teams, label: Team}\n');
	for (let i = 0; i < all; i++)
		write(from, `people/p-${i}.md`, `---\nname: Person ${String(i).padStart(3, '0')}\nteam: ${i % 2 ? 'a' : 'b'}\nconsent: {public: 2026-01-01}\n---\nHallo.\n`);
	fs.mkdirSync(path.dirname(hub));
	assert.equal(publish(from, hub).status, 0);
	const names = (body) => [...body.matchAll(/class="th-person-name[^>]*>(?:<a[^>]*>)?Person (\d{3})/g)].map((m) => m[1]);
	const heads = (body, rel) => body.match(new RegExp(`<link rel="${rel}" href="([^"]+)"`))?.[1];
	for (const lang of ['', '/en']) {
		const seen = [];
		for (let page = 1; page <= 3; page++) {
			const { status, body } = cgi(hub, `${lang}/people/`, page > 1 ? `page=${page}` : '');
			assert.equal(status, 200);
			seen.push(...names(body));
			const at = (n) => `http://hub.example/team${lang}/people/${n > 1 ? `?page=${n}` : ''}`;
			assert.equal(heads(body, 'canonical'), at(page));
			assert.equal(heads(body, 'prev'), page > 1 ? at(page - 1) : undefined);
			assert.equal(heads(body, 'next'), page < 3 ? at(page + 1) : undefined);
			assert.match(body, lang ? /130 people/ : /130 Menschen/);
			assert.equal(body.includes(lang ? '>Next page<' : '>Nächste Seite<'), page < 3);
		}
		assert.deepEqual(seen, [...seen].sort());
		assert.equal(new Set(seen).size, all);
		assert.equal(cgi(hub, `${lang}/people/`, 'page=4').status, 404);
	}
	const part = cgi(hub, '/people/', 'team=a&page=2');
	assert.equal(names(part.body).length, 5);
	assert.match(part.body, /<a class="th-pages-step" rel="prev" href="\/team\/people\/\?team=a"/);
	const turn = cgi(hub, '/people/', 'order=voices&page=3');
	assert.equal(names(turn.body).length, 10);
	assert.match(turn.body, /rel="prev" href="\/team\/people\/\?order=voices&amp;page=2"/);
	assert.equal(heads(turn.body, 'prev'), undefined);
	assert.doesNotMatch(cgi(hub, '/people/', 'team=a&page=1').body, /th-pages-step" rel="prev"/);
});

test('a picture that moves does so in the text alone, and only for whoever wants it', () => {
	const from = path.join(dir, 'moving'), hub = path.join(dir, 'moving-hub/current');
	const frames = Buffer.from([...Buffer.from('GIF89a'), 2, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255,
		...[[4, 10], [0x44, 10]].flatMap((data) => [0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 2, ...data, 0]), 0x3b]);
	sampleContent(from);
	write(from, 'stories/eins.md', story({ title: 'Eins', date: '2026-03-01', author: 'jana', picture: 'a.gif', picture_alt: 'Ein Licht blinkt' }, 'Text.\n\n![Ein Licht blinkt](a.gif)\n'));
	fs.writeFileSync(path.join(from, 'stories/a.gif'), frames);
	fs.mkdirSync(path.dirname(hub));
	const said = publish(from, hub);
	assert.equal(said.status, 0, said.said);
	const page = cgi(hub, '/stories/eins/').body, moving = /<source media="\(prefers-reduced-motion: no-preference\)" type="image\/webp" srcset="\/team\/media\/(\w+-moving\.webp)">/g;
	const found = [...page.matchAll(moving)];
	assert.equal(found.length, 1, page);
	assert.ok(page.indexOf('-moving.webp') > page.indexOf('class="th-prose"'));
	const file = fs.readFileSync(path.join(dir, 'moving-hub/media', found[0][1]));
	assert.ok(file.includes('ANIM') && file.includes('ANMF'));
	assert.doesNotMatch(cgi(hub, '/stories/').body, /-moving/);
	assert.match(cgi(hub, '/stories/feed.atom').body, /http:\/\/hub\.example\/team\/media\/\w+-moving\.webp/);
});
