#!/usr/bin/env node
// programmes.test.mjs -- the demo's five programmes, each looked at as the person it is for: a pupil, a candidate, a
// colleague, a journalist, a parent. Asked as plain CGI.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { cgi, fs, needs, path, publish, root, tempDir } from './hub.mjs';

needs();
const dir = tempDir();
const content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
process.env.TEAMHUB_NOW = '2026-11-24T12:00:00Z';
const get = (p, q = '') => {
	const r = cgi(edition, p, q, { TEAMHUB_NOW: process.env.TEAMHUB_NOW });
	assert.equal(r.status, 200, `${p}?${q}: ${r.status}`);
	return r.body.toString();
};
const main = (html) => html.slice(html.indexOf('id="th-main"'), html.indexOf('<footer'));
/** The order of what a page says: where each first stands. */
const order = (html, ...ids) => ids.map((id) => html.indexOf(`id="${id}"`));

before(() => {
	fs.mkdirSync(path.join(dir, 'hub'));
	fs.cpSync(path.join(root, 'content'), content, { recursive: true });
	const hub = path.join(content, 'hub.yml');
	fs.writeFileSync(hub, fs.readFileSync(hub, 'utf8').replace('share_cards: true', 'share_cards: false'));
	const r = publish(content, edition);
	assert.ok(r.status <= 1, r.said);
});

test('a pupil sees who is in it since when, what comes next, and how to join', () => {
	const page = main(get('/programmes/mintfunken/'));
	assert.match(page, /class="th-programme th-in-mintfunken"/);
	const [people, events, stories, join] = order(page, 'th-members', 'th-events', 'th-stories', 'th-join');
	assert.ok(people > 0 && people < events && events < stories && stories < join, [people, events, stories, join]);
	assert.match(page, /Lena Brandt[^]*?seit <time datetime="2025-02">Februar 2025<\/time>/);
	assert.match(page, /Früher dabei: [^]*?Noah Behrens<\/a> \(bis Juli 2025\)/);
	assert.match(page, /MINTfunken: Auftakt 2027/);
	assert.match(page, /href="mailto:mintfunken@auenwerk\.example"/);
	assert.match(main(get('/en/programmes/mintfunken/')), /since <time datetime="2025-02">February 2025<\/time>/);
});

test('a candidate finds whom to ask about a position, from both sides', () => {
	const page = main(get('/programmes/jobbotschafter/'));
	assert.ok(page.indexOf('id="th-jobs"') < page.indexOf('id="th-members"'));
	const row = page.split('<li>').find((li) => li.includes('/jobs/prueffeld-nacht-leipzig/'));
	assert.match(row, /Marek Nowicki/);
	const job = main(get('/jobs/prueffeld-nacht-leipzig/'));
	assert.match(job, /id="th-asked"[^]*Marek Nowicki/);
	assert.match(job, /href="\/team\/programmes\/jobbotschafter\/"/);
	const husum = main(get('/jobs/ausbildung-elektronik-husum/')); // names its own
	assert.match(husum.slice(husum.indexOf('id="th-asked"')), /Wiebke Jessen[^]*Noah Behrens/);
});

test('a colleague reads what is proud, and nobody outside what stays inside', () => {
	const page = main(get('/programmes/werkstolz/'));
	assert.ok(page.indexOf('id="th-stories"') < page.indexOf('id="th-members"'));
	for (const p of ['/programmes/werkstolz/', '/programmes/werkstolz/feed.atom', '/programmes/werkstolz/feed.json', '/sitemap.xml'])
		assert.doesNotMatch(get(p), /der-zettel-der-nicht|quiet-pride/, p);
	assert.equal(cgi(edition, '/stories/quiet-pride-row-9/').status, 404);
});

test('a journalist finds the expert for a topic, and a feed of what they tell about it', () => {
	const page = main(get('/programmes/fachstimmen/'));
	const tile = page.split('<li class="th-tile">').find((li) => li.includes('>Schall</a>'));
	assert.match(tile, /Henrik Lorenz/);
	assert.match(tile, /href="\/team\/programmes\/fachstimmen\/subscribe\/\?topic=schall"/);
	assert.match(page, /Dafür suchen wir noch eine Stimme/);
	const feed = get('/programmes/fachstimmen/feed.atom', 'topic=schall');
	assert.match(feed, /Was ein Akustiker hört/);
	assert.doesNotMatch(feed, /Propan im Vorgarten/);
	// It belongs there without saying so: written by an expert about what he is asked about.
	assert.match(get('/programmes/fachstimmen/feed.atom', 'topic=geraetedaten'), /Was das Gerät verschweigt/);
	assert.match(main(get('/topics/schall/')), /id="th-asked"[^]*Henrik Lorenz[^]*th-in-fachstimmen/);
	assert.match(main(get('/people/henrik-lorenz/')), /class="th-ask" href="\/team\/topics\/schall\/"/);
});

test('a parent sees the towns, the rules, and no child that nobody signed for', () => {
	const page = main(get('/programmes/schulpaten-husum/'));
	const [places, rules] = order(page, 'th-places', 'th-rules');
	assert.ok(places > 0 && rules > places);
	for (const town of ['husum', 'friedrichstadt', 'toenning', 'nordstrand'])
		assert.ok(page.includes(`href="/team/places/${town}/"`), town);
	assert.match(page, /Finn Carstensen/);
	const town = main(get('/places/friedrichstadt/'));
	assert.match(town, /Licht unter der Gracht[^]*th-in-schulpaten-husum/);
	assert.doesNotMatch(page, /2010-03-14|Maike Carstensen/);

	const file = path.join(content, 'people/finn-carstensen.md');
	fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/\n\s*guardian:.*/, ''));
	const r = publish(content, edition);
	assert.ok(r.status <= 1, r.said);
	assert.match(r.said, /people\/finn-carstensen\.md:\d+:.*\[consent\.guardian\]/);
	for (const p of ['/programmes/schulpaten-husum/', '/programmes/mintfunken/', '/places/friedrichstadt/'])
		assert.doesNotMatch(get(p), /Finn Carstensen/, p);
});

test('each wears its colours, by a class in a style sheet', () => {
	const sheet = /href="\/team(\/assets\/[^"]*design-[0-9a-f]{8}\.css)"/.exec(get('/programmes/werkstolz/'))[1];
	const css = fs.readFileSync(path.join(dir, 'hub', sheet), 'utf8');
	for (const name of ['werkstolz', 'mintfunken', 'jobbotschafter', 'fachstimmen', 'schulpaten-husum'])
		assert.match(css, new RegExp(`prefers-color-scheme:light\\)\\{\\.teamhub \\.th-in-${name}\\{[^}]*--th-stage:#[0-9a-f]{6}`));
	const file = path.join(content, 'programmes/werkstolz.md');
	fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('#6d1034', '#101060'));
	assert.ok(publish(content, edition).status <= 1);
	const now = /href="\/team(\/assets\/[^"]*design-[0-9a-f]{8}\.css)"/.exec(get('/programmes/werkstolz/'))[1];
	assert.notEqual(now, sheet);
	assert.match(fs.readFileSync(path.join(dir, 'hub', now), 'utf8'), /--th-stage:#101060/);
	assert.doesNotMatch(get('/programmes/werkstolz/'), / style=/);
});
