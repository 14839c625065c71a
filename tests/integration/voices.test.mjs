#!/usr/bin/env node
// voices.test.mjs -- a hub of twenty-five authors: who is on the start page turns with the day, validators and
// the time to live turn with it, and no page, feed or snippet says how much somebody has written.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { cgi, needs, path, publish, sampleContent, story, tempDir, write, fs } from './hub.mjs';

needs('sqlite3');
const dir = tempDir();
const content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
const on = (day, time = '08:00:00') => ({ TEAMHUB_NOW: `2026-08-${String(day).padStart(2, '0')}T${time}Z` });
const ask = (p, q = '', env = on(4)) => cgi(edition, p, q, env);
const consent = 'consent: {public: 2026-01-01, portrait: 2026-01-01, story: 2026-01-01, feed: 2026-01-01, card: 2026-01-01}';

before(() => {
	fs.mkdirSync(path.join(dir, 'hub'));
	sampleContent(content); // Jana has 26 stories in it
	for (let i = 1; i <= 25; i++) {
		write(content, `people/p${i}.md`, `---\nname: Person ${i}\nteam: ${i > 2 ? "montage" : "service"}\nplace: ${i > 2 ? "husum" : "leipzig"}\n${consent}\n---\nHallo.\n`);
		write(content, `stories/von-${i}.md`, story({ title: `Von ${i}`, date: `2026-02-${String(i).padStart(2, '0')}`, author: `p${i}` }));
	}
	const r = publish(content, edition);
	assert.equal(r.status, 0, r.said);
});

const authors = (body) => new Set([...body.matchAll(/href="\/team\/people\/([^"/]+)\/"/g)].map((m) => m[1]));

test('each of twenty-seven authors is on the start page within three days', () => {
	const heard = new Set();
	for (const day of [4, 5, 6]) for (const a of authors(ask('/', '', on(day)).body)) heard.add(a);
	for (let i = 1; i <= 25; i++) assert.ok(heard.has(`p${i}`), `p${i}`);
	assert.ok(heard.has('jana') && heard.has('tom'));
});

test('the start page is the same all day, then its validator and its voices turn', () => {
	const early = ask('/', '', on(4, '00:00:00')), late = ask('/', '', on(4, '23:59:57')), next = ask('/', '', on(5, '00:00:00'));
	assert.equal(early.headers.get('etag'), late.headers.get('etag'));
	assert.deepEqual(authors(early.body), authors(late.body));
	assert.notEqual(early.headers.get('etag'), next.headers.get('etag'));
	assert.notDeepEqual(authors(early.body), authors(next.body));
	assert.match(late.headers.get('cache-control'), /max-age=3,/);
	const again = (env) => ask('/', '', { ...env, HTTP_IF_NONE_MATCH: early.headers.get('etag') }).status;
	assert.equal(again(on(4, '12:00:00')), 304);
	assert.equal(again(on(5, '12:00:00')), 200);
});

test('what does not turn keeps its validator', () => {
	for (const p of ['/stories/', '/people/', '/stories/von-3/', '/stories/feed.atom'])
		assert.equal(ask(p, '', on(4)).headers.get('etag'), ask(p, '', on(5)).headers.get('etag'), p);
});

test('people can be read by name or as the voices take turns, in any selection', () => {
	const name = ask('/people/'), turn = ask('/people/', 'order=voices');
	assert.equal(turn.status, 200);
	assert.match(name.body, /href="\/team\/people\/\?order=voices"[^>]*>Stimmen im Wechsel</);
	assert.match(turn.body, /<a href="\/team\/people\/\?order=voices" aria-current="true"/);
	assert.match(turn.body, /rel="canonical" href="http:\/\/hub\.example\/team\/people\/"/);
	const order = (body) => [...body.matchAll(/class="th-person[^]*?href="\/team\/people\/([^"/]+)\//g)].map((m) => m[1]);
	assert.notDeepEqual(order(name.body), order(turn.body));
	assert.deepEqual(order(name.body).sort(), order(turn.body).sort());
	assert.notDeepEqual(order(turn.body), order(ask('/people/', 'order=voices', on(5)).body));
	const part = ask('/people/', 'team=montage&order=voices');
	assert.match(part.body, /href="\/team\/people\/\?order=voices"/); // without the team, still in turn
	assert.match(part.body, /href="\/team\/people\/\?team=montage"[^>]*>Nach Namen</);
	assert.equal(ask('/en/people/', 'order=voices').status, 200);
	for (const q of ['order=loudest', 'order=voices&team=none', 'order=voices%00'])
		assert.ok([400, 404].includes(ask('/people/', q).status), q);
});

test('no page says how many stories a person has', () => {
	const number = /\b26\b(?! (?:January|Januar))/; // Jana's
	for (const [p, q] of [['/stories/', 'author=jana'], ['/feeds/', 'author=jana'], ['/fragments/stories/', 'author=jana'],
		['/search', 'q=Nummer&author=jana'], ['/people/jana/', ''], ['/people/', ''], ['/people/', 'order=voices']]) {
		const r = ask(p, q);
		assert.equal(r.status, 200, `${p}?${q}`);
		const words = r.body.replace(/<head>[^]*?<\/head>/, '').replace(/<time[^]*?<\/time>/g, '').replace(/<[^>]*>/g, ' ');
		assert.doesNotMatch(words, number, `${p}?${q}`);
		assert.doesNotMatch(words, /\d+ Geschichten/, `${p}?${q}`);
	}
	assert.match(ask('/stories/').body, /52 Geschichten/); // of the hub it may
	for (const m of ask('/people/jana/').body.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs))
		assert.doesNotMatch(m[1], /interactionStatistic|numberOfItems|InteractionCounter/i);
});
