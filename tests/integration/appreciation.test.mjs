#!/usr/bin/env node
// appreciation.test.mjs -- first stories that are welcomed and tandems that are shown, as a visitor reads them at a
// moment: the definitions of content/README.md ("First stories, tandems"), on the story's page and in lists.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cgi, fs, needs, path, publish, story, tempDir, write } from './hub.mjs';

needs();
const dir = tempDir();
const src = path.join(dir, 'src'), edition = path.join(dir, 'hub/current');
const consent = '{public: 2026-01-01, portrait: 2026-01-01, story: 2026-01-01, feed: 2026-01-01, card: 2026-01-01}';
write(src, 'hub.yml', 'title: {de: Leute, en: People}\nbase_url: http://hub.example\nprefix: /team\nlanguages: [de, en]\ntimezone: Europe/Berlin\nfacets:\n  team: {path: teams}\n');
for (const [id, name] of [['ada', 'Ada Lenz'], ['ben', 'Ben Öztürk'], ['cem', 'Cem Arslan'], ['dora', 'Dora Kühn']])
	write(src, `people/${id}.md`, `---\nname: ${name}\nteam: bau\nconsent: ${consent}\n---\nHallo.\n`);
write(src, 'stories/adas-erste.md', story({ title: 'Adas erste', date: '2026-03-01', authors: '[ada]' }));
write(src, 'stories/adas-first.md', story({ title: "Ada's first", date: '2026-03-02', authors: '[ada]', lang: 'en', translates: 'stories/adas-erste.md' }));
write(src, 'stories/adas-zweite.md', story({ title: 'Adas zweite', date: '2026-04-01', authors: '[ada]' }));
write(src, 'stories/tandem.md', story({ title: 'Zu zweit', date: '2026-05-01', authors: '[ada, ben]' }));
write(src, 'stories/zwei-neue.md', story({ title: 'Zwei Neue', date: '2026-05-01', authors: '[cem, dora]' }));
write(src, 'stories/zwei-alte.md', story({ title: 'Zwei Alte', date: '2026-05-02', authors: '[ada, ben]' }));

const publishAll = () => {
	const r = publish(src, edition);
	assert.equal(r.status, 0, r.said);
};
// The badges above a story at noon of a day, one text each.
const badges = (day, address) => {
	const r = cgi(edition, address, '', { TEAMHUB_NOW: `${day}T12:00:00Z` });
	assert.equal(r.status, 200, address);
	return [...r.body.slice(r.body.indexOf('<main'), r.body.indexOf('</h1>')).matchAll(/<li class="th-badge[^"]*">([^<]*)<\/li>/g)].map((m) => m[1].trim());
};
publishAll();

test('a first story is welcomed for ninety days, in each of its languages, and then as any other', () => {
	assert.ok(badges('2026-03-05', '/stories/adas-erste/').includes('Erste Geschichte'));
	assert.ok(badges('2026-03-05', '/en/stories/adas-first/').includes('First story'));
	assert.ok(badges('2026-05-29', '/stories/adas-erste/').includes('Erste Geschichte'));
	assert.ok(!badges('2026-05-31', '/stories/adas-erste/').includes('Erste Geschichte'));
	assert.ok(!badges('2026-04-02', '/stories/adas-zweite/').some((b) => b.startsWith('Erste')));
});

test('of two authors the one who tells for the first time is welcomed by name, and both tell in tandem', () => {
	assert.deepEqual(badges('2026-05-03', '/stories/tandem/').filter((b) => /Erste|Tandem|Gemeinsam/.test(b)),
		['Erste Geschichte von Ben Öztürk', 'Im Tandem erzählt']);
	assert.deepEqual(badges('2026-09-03', '/stories/tandem/').filter((b) => /Erste|Tandem|Gemeinsam/.test(b)), ['Im Tandem erzählt']);
});

test('two new voices or two known ones tell together', () => {
	assert.deepEqual(badges('2026-05-03', '/stories/zwei-neue/'), ['Erste Geschichte', 'Gemeinsam erzählt']);
	assert.ok(badges('2026-09-03', '/stories/zwei-neue/').includes('Gemeinsam erzählt'));
	assert.ok(badges('2026-05-03', '/stories/zwei-alte/').includes('Gemeinsam erzählt'));
	assert.ok(!badges('2026-05-03', '/stories/zwei-alte/').some((b) => b.startsWith('Erste')));
});

test('an earlier story that comes later takes the welcome over, whatever was published in between', () => {
	write(src, 'stories/noch-frueher.md', story({ title: 'Noch früher', date: '2026-02-20', authors: '[ben]' }));
	publishAll();
	assert.ok(badges('2026-03-05', '/stories/noch-frueher/').includes('Erste Geschichte'));
	assert.deepEqual(badges('2026-05-03', '/stories/tandem/').filter((b) => /Erste|Tandem|Gemeinsam/.test(b)), ['Gemeinsam erzählt']);
	fs.rmSync(path.join(src, 'stories/noch-frueher.md'));
	publishAll();
	assert.ok(badges('2026-05-03', '/stories/tandem/').includes('Im Tandem erzählt'));
});

test('nobody is counted: no page says how many stories a person told', () => {
	for (const address of ['/people/', '/people/ada/', '/stories/tandem/']) {
		const r = cgi(edition, address, '', { TEAMHUB_NOW: '2026-06-01T12:00:00Z' });
		assert.equal(r.status, 200, address);
		assert.doesNotMatch(r.body, /\b[234] (Geschichten|Beiträge)\b/, address);
	}
});
