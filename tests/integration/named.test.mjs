#!/usr/bin/env node
// named.test.mjs -- whoever has no file in people/ is a name in the byline: no page, no face, no entry in a list,
// the sitemap, search or a filter, no address in feeds; and a page again where hub.yml says so.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { cgi, fs, needs, path, publish, sampleContent, story, tempDir, write } from './hub.mjs';

needs();
const dir = tempDir();
const content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
const ask = (p, q = '') => cgi(edition, p, q);
const name = 'Ottokar Zwischenruf', slug = 'ottokar-zwischenruf';

before(() => {
	fs.mkdirSync(path.join(dir, 'hub'));
	sampleContent(content);
	write(content, 'stories/zu-zweit.md', story({ title: 'Zu zweit', date: '2026-06-01', authors: `[${name}, jana]` }));
	write(content, 'stories/allein.md', story({ title: 'Allein', date: '2026-06-02', authors: `[${name}]` }));
	const r = publish(content, edition);
	assert.equal(r.status, 0, r.said);
	assert.match(r.said, /stories\/allein\.md:4:1: .*Ottokar Zwischenruf.*\[author\.missing\]/);
});

test('the name stands in the byline, in its place, without a link or a face', () => {
	for (const p of ['/stories/zu-zweit/', '/stories/allein/', '/stories/']) {
		const { status, body } = ask(p);
		assert.equal(status, 200, p);
		assert.match(body, new RegExp(`<span class="th-author [^"]*"><span class="p-name">${name}</span></span>`), p);
		assert.doesNotMatch(body, new RegExp(slug), p);
		assert.doesNotMatch(body, />OZ</, `${p}: no initials`);
	}
	const both = ask('/stories/zu-zweit/').body;
	assert.ok(both.indexOf(name) < both.indexOf('<a class="p-name u-url" href="/team/people/jana/"'), 'as the author wrote them');
	assert.match(both, new RegExp(`"author":\\[\\{"@type":"Person","name":"${name}"\\},\\{"@type":"Person","name":"Jana[^}]*"url"`));
});

test('there is no page, and no entry of the name anywhere', () => {
	assert.equal(ask(`/people/${slug}/`).status, 404);
	assert.equal(ask('/stories/', `author=${slug}`).status, 404);
	for (const [p, q] of [['/people/', ''], ['/sitemap.xml', ''], ['/people/feed.atom', ''], ['/feeds/', ''], ['/', '']])
		assert.doesNotMatch(ask(p, q).body, new RegExp(`/people/${slug}|author=${slug}"`), p);
	assert.doesNotMatch(ask('/people/').body, new RegExp(name));
	assert.doesNotMatch(ask('/search', 'q=Ottokar').body, new RegExp(`/people/${slug}`));
});

test('feeds name the author and give no address', () => {
	const atom = ask('/stories/feed.atom').body;
	assert.match(atom, new RegExp(`<author>\\s*<name>${name}</name>\\s*</author>`));
	const json = JSON.parse(ask('/stories/feed.json').body).items.find((i) => i.title === 'Zu zweit');
	assert.deepEqual(json.authors[0], { name });
	assert.match(json.authors[1].url, /\/people\/jana\/$/);
});

test('a file gives the name a page at the next publish, and takes it away again', () => {
	const file = `people/${slug}.md`;
	write(content, file, `---\nname: ${name}\nconsent: {public: 2026-01-01, story: 2026-01-01}\n---\n`);
	assert.equal(publish(content, edition).status, 0);
	assert.equal(ask(`/people/${slug}/`).status, 200);
	assert.match(ask('/stories/allein/').body, new RegExp(`/team/people/${slug}/`));
	fs.rmSync(path.join(content, file));
	publish(content, edition);
	assert.equal(ask(`/people/${slug}/`).status, 404);
	assert.match(ask('/stories/allein/').body, new RegExp(`<span class="th-author [^"]*"><span class="p-name">${name}</span></span>`));
});

test('hub.yml gives authors without a file a page where it says so', () => {
	const hub = path.join(content, 'hub.yml');
	const before = fs.readFileSync(hub, 'utf8');
	fs.writeFileSync(hub, /^policies:/m.test(before) ? before.replace(/^policies: \{/m, 'policies: {missing_author: page, ') : `${before}policies: {missing_author: page}\n`);
	publish(content, edition);
	assert.equal(ask(`/people/${slug}/`).status, 200);
	assert.match(ask('/people/').body, new RegExp(name));
});
