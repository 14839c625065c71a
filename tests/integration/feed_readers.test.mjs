#!/usr/bin/env node
// feed_readers.test.mjs -- what nine feed readers show of 66 feeds of one hub (all formats, both languages, lists, selections),
// when they come for the first time, after a story changed, after one was withdrawn, after sixty new ones came: the same
// entries with the same titles, addresses, ids, instants and texts as were written, nothing twice, nothing lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { freePort, fs, needs, path, publish, run, sampleContent, sleep, spawnSync, story, tempDir, withSbin, write } from './hub.mjs';
import { formatOf, installed, readers } from './feed_readers.mjs';

needs('nginx', 'spawn-fcgi', 'multiwatch');
const dir = tempDir();
const content = path.join(dir, 'content'), RUN = path.join(dir, 'run');
const lists = ['/stories/', '/teams/montage/', '/people/jana/', '/people/', '/jobs/', '/events/', '/kudos/', '/guidelines/', '/values/', '/teams/'];
const selections = [['/stories/', '?place=leipzig&team=montage'], ['/search/', '?q=Nummer']];
const ENTRIES = 20, NEW = 60;
let hub, port, base, all;

const has = (what) => (Array.isArray(what)
	? what.every((c) => spawnSync('sh', ['-c', `command -v ${c}`], { env: withSbin() }).status === 0) : installed(what));
const here = readers.filter(([name, , what]) => has(what) || console.log(`${name} is not installed`));

/** What a text says, whatever its markup. */
const words = (html) => html.replace(/<[^>]*>/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#(?:39|x27);|&apos;/g, "'")
	.replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
const seconds = (date) => Math.floor(new Date(date) / 1000);

/** The hub's own word: JSON Feed, which needs no reader to be read. */
async function truth() {
	return new Map(await Promise.all(all.filter((url) => formatOf(url) === 'json').map(async (url) => {
		const feed = await (await fetch(url)).json();
		return [url, { entries: feed.items.map((i) => ({ id: i.id, title: i.title, link: i.url, published: seconds(i.date_published), updated: seconds(i.date_modified), words: words(i.content_html) })), next: feed.next_url }];
	})));
}
const asJson = (url) => url.replace(/feed\.\w+/, 'feed.json');

/** Publishes, and waits until every worker and the cache before them show it. */
async function change(what) {
	const before = (await fetch(`${base}/stories/feed.json`)).headers.get('etag');
	what();
	const said = publish(content, path.join(RUN, 'hub/current'), '--origin', `http://localhost:${port}`);
	assert.ok(said.status < 2, said.said);
	let same = 0;
	for (const end = Date.now() + 20000; same < 8 && Date.now() < end; await sleep(100))
		same = (await fetch(`${base}/stories/feed.json`)).headers.get('etag') !== before ? same + 1 : 0;
	await sleep(1500); // what the cache keeps of each address, it keeps for a second
}

const served = () => {
	const log = path.join(RUN, 'nginx/logs/access.log');
	return fs.existsSync(log) ? (fs.readFileSync(log, 'utf8').match(/GET \S*feed\.(atom|rss)\S* HTTP[^\n]*Liferea/g) ?? []).length : 0;
};

/** One entry as a reader shows it, against what was written; texts that differ say where. */
function assert_entry(got, want, reader, url) {
	const where = `${url}: ${want.id}`;
	assert.equal(got.title, reader.title?.(want.title, formatOf(url)) ?? want.title, where);
	assert.equal(got.link, want.link, where);
	assert.equal(got.at, want[reader.dates[formatOf(url)]], `${where}: ${reader.dates[formatOf(url)]}`);
	if (want.words !== '') // else a reader shows what it has, the title
		assert.equal(words(got.html ?? ''), want.words, where);
}

const known = new Map(); // of readers that keep: address → id → the entry as it was when it was last in the feed
async function judge(name, reader, expected) {
	const urls = all.filter((url) => reader.dates[formatOf(url)]);
	const got = await reader.read(urls, served);
	assert.equal(got.size, urls.length);
	for (const url of urls) {
		const want = expected.get(asJson(url)).entries, entries = got.get(url).entries;
		const ids = entries.map((e) => e.id);
		assert.equal(new Set(ids).size, ids.length, `${name}: ${url} has an entry twice`);
		if (!reader.keeps) {
			assert.deepEqual(ids, want.map((e) => e.id), `${name}: ${url}`);
			assert.ok(!got.get(url).bozo, url);
			entries.forEach((e, i) => assert_entry(e, want[i], reader, url));
			continue;
		}
		const key = `${name} ${url}`, before = known.get(key) ?? new Map();
		const now = new Map([...before, ...want.filter((e) => !before.has(e.id) || reader.updates).map((e) => [e.id, e])]);
		known.set(key, now);
		assert.deepEqual([...ids].sort(), [...now.keys()].sort(), `${name}: ${url}`);
		entries.forEach((e) => assert_entry(e, now.get(e.id), reader, url));
	}
	return got;
}

before(async () => {
	port = await freePort();
	sampleContent(content);
	write(content, 'stories/sonderfall.md', story({
		title: '"Grüße aus dem „Prüffeld“ & <so> ]]> 🔧"', date: '2026-02-03', author: 'jana', team: 'montage', place: 'leipzig',
		summary: '"Mit <b>Mut</b> & 3 < 5 &amp; 7"',
	}, 'Nummer eins: ein Satz mit [Jana](../people/jana.md), `a < b && c` und &amp;.\n\n- eins\n- zwei\n\n> Zitat.\n'));
	hub = await run({ RUN, PORT: String(port), CONTENT: content, WORKERS: '2' });
	assert.ok(hub.address, hub.said.text);
	base = `http://localhost:${port}/team`;
	all = [...['', '/en'].flatMap((lang) => lists.map((list) => [lang + list, ''])), ...selections]
		.flatMap(([list, query]) => ['atom', 'rss', 'json'].map((format) => `${base}${list}feed.${format}${query}`));
	assert.ok(all.length >= 60);
});
const running = here.map(([name, Reader]) => {
	const home = path.join(dir, name.replace(/\W/g, ''));
	fs.mkdirSync(home);
	return [name, new Reader(home)];
});
after(async () => {
	running.forEach(([, reader]) => reader.stop?.());
	if (hub?.address)
		await hub.stop();
});

const parallel = { concurrency: 4 };
const all_readers = (t, expected) => Promise.all(running.map(([name, reader]) => t.test(name, () => judge(name, reader, expected))));

test('the first time', parallel, async (t) => {
	const expected = await truth();
	for (const [url, { entries }] of expected)
		assert.ok(entries.length > 0 && entries.every((e) => e.title && e.published), url);
	const stories = expected.get(`${base}/stories/feed.json`).entries, english = expected.get(`${base}/en/stories/feed.json`).entries;
	assert.equal(stories.length, ENTRIES);
	assert.equal(stories[0].title, 'Eins & <zwei>');
	assert.equal(english[0].title, 'One');
	const odd = stories.find((e) => e.link.endsWith('/sonderfall/'));
	assert.equal(odd.title, 'Grüße aus dem „Prüffeld“ & <so> ]]> 🔧');
	assert.equal(odd.published, seconds('2026-02-03T00:00+01:00'));
	assert.equal(odd.words, 'Nummer eins: ein Satz mit Jana , a < b && c und &. eins zwei Zitat.');
	await all_readers(t, expected);
});

test('after a story changed', parallel, async (t) => {
	await change(() => write(content, 'stories/nr-25.md', story({ title: 'Nummer 25, berichtigt', date: '2025-01-25', author: 'jana', updated: '2026-11-30' }, 'Ein anderer Text.\n')));
	const expected = await truth(), stories = expected.get(`${base}/stories/feed.json`).entries;
	const changed = stories.find((e) => e.link.endsWith('/nr-25/'));
	assert.equal(changed.title, 'Nummer 25, berichtigt');
	assert.equal(changed.updated, seconds('2026-11-30T00:00+01:00'));
	assert.ok(changed.published < changed.updated && stories[0] !== changed, 'it stays in its place');
	await all_readers(t, expected);
});

test('after a story was withdrawn', parallel, async (t) => {
	await change(() => write(content, 'withdrawn.yml', '- {story: nr-24, date: 2026-11-01}\n'));
	const expected = await truth();
	for (const { entries } of expected.values())
		assert.ok(!entries.some((e) => e.link.endsWith('/nr-24/')));
	await all_readers(t, expected);
});

test('after sixty new stories, and the older ones by the pages of the feed', parallel, async (t) => {
	await change(() => {
		for (let i = 1; i <= NEW; i++)
			write(content, `stories/neu-${i}.md`, story({ title: `Neu ${i}`, date: new Date(Date.UTC(2026, 3, i)).toISOString().slice(0, 10), author: 'jana' }, `Nummer ${i} der neuen.\n`));
	});
	const expected = await truth();
	assert.equal(expected.get(`${base}/stories/feed.json`).entries[0].title, `Neu ${NEW}`);
	await all_readers(t, expected);
	const total = 27 + NEW; // 25 numbers, eins, the odd one, less the withdrawn, and the first in two languages
	for (const [name, reader] of running)
		await t.test(`${name} follows`, async (t) => {
			let follows = 0;
			for (const format of Object.keys(reader.dates)) {
				const seen = [];
				let url = reader.keeps ? undefined : `${base}/stories/feed.${format}`, pages = 0;
				for (; url && pages < 20; pages++) {
					const { entries, next } = (await reader.read([url], served)).get(url);
					seen.push(...entries.map((e) => e.id));
					url = next;
				}
				if (pages < 2)
					continue;
				follows++;
				assert.equal(pages, Math.ceil(seen.length / ENTRIES), format);
				assert.equal(new Set(seen).size, seen.length, `${format}: an entry stands on two pages`);
				assert.equal(seen.length, total - 1, format);
			}
			if (follows === 0)
				t.skip('it gives no link to the next page');
		});
});
