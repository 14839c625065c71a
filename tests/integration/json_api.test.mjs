#!/usr/bin/env node
// json_api.test.mjs -- what programs read: index.json beside each page, described by /openapi.json. A validator from npm
// judges the description, and each answer is held to the schema in it; headers, redirects and errors are those of pages.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { cgi, fs, needs, path, publish, sampleContent, story, tempDir, write } from './hub.mjs';

needs();
const packages = new URL('../browser/', import.meta.url);
if (!fs.existsSync(new URL('node_modules/ajv', packages))) {
	console.log('skipped: the packages of tests/browser are not installed');
	process.exit(77);
}
const require = createRequire(packages);
const { Validator } = await import(new URL('node_modules/@seriousme/openapi-schema-validator/index.js', packages));
const Ajv = require('ajv/dist/2020').default;

const dir = tempDir(), content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
sampleContent(content);
write(content, 'stories/weg.md', story({ title: 'Weg', date: '2026-03-03', author: 'jana', withdrawn: true }));
write(content, 'stories/eigen.md', story({ title: 'Eigen', date: '2026-03-04', author: 'jana', x_note: 'only for us' }));
publish(content, edition);
const ask = (at, query = '', env = {}) => cgi(edition, at, query, env);
const json = (at, query = '') => {
	const r = ask(at, query);
	assert.equal(r.status, 200, `${at}?${query}`);
	return JSON.parse(r.body);
};
const api = json('/openapi.json');
const ajv = new Ajv({ strict: false });
ajv.addSchema(api, 'api');
const fits = ajv.compile({ $ref: 'api#/components/schemas/view' });
const slugs = { stories: 'eins', people: 'jana', teams: 'montage', places: 'leipzig', values: 'offen', guidelines: 'regeln', events: 'lunch', kudos: 'danke', jobs: 'monteur' };

test('the description is valid OpenAPI 3.1 and names this hub', async () => {
	const judged = await new Validator().validate(structuredClone(api));
	assert.ok(judged.valid, JSON.stringify(judged.errors));
	assert.equal(api.openapi, '3.1.0');
	assert.deepEqual(api.servers.map((s) => s.url), ['http://hub.example/team', 'http://hub.example/team/en']);
	const ids = Object.values(api.paths).map((p) => p.get.operationId);
	assert.equal(new Set(ids).size, ids.length);
	for (const name of ['team', 'place', 'value', 'lang', 'author', 'page'])
		assert.ok(api.paths['/stories/index.json'].get.parameters.some((p) => p.name === name && p.in === 'query'), name);
});

test('every address in it answers, in both languages, as its schema says', () => {
	let n = 0;
	for (const at of Object.keys(api.paths))
		for (const lang of ['', '/en']) {
			const kind = at.split('/')[1], slug = slugs[kind];
			if (at.includes('{slug}') && (!slug || (lang && kind === 'stories')))
				continue;
			const r = ask(lang + at.replace('{slug}', slug));
			assert.ok([200, 404].includes(r.status), `${lang}${at}: ${r.status}`);
			const data = JSON.parse(r.body);
			assert.ok(fits(data), `${lang}${at}: ${JSON.stringify(fits.errors)}`);
			assert.equal(r.status === 404, 'error' in data, at);
			n += r.status === 200;
		}
	assert.ok(n > 60, `${n} answers`);
});

test('it says what the page says: a story, a selection, a page of a list, a search', () => {
	const one = json('/stories/eins/index.json');
	assert.equal(one.version, 1);
	assert.equal(one.page.canonical, 'http://hub.example/team/stories/eins/');
	assert.equal(one.story.card.title, 'Eins & <zwei>');
	assert.match(JSON.stringify(one), /Text mit /);
	const list = json('/stories/index.json', 'team=montage&page=2');
	assert.equal(list.list.cards.length, 10);
	assert.equal(list.list.pages.number, 2);
	assert.equal(json('/teams/montage/index.json').list.cards.length, 10);
	assert.ok(json('/people/index.json').people.people.some((p) => p.name === 'Jana Weber'));
	assert.ok(json('/search/index.json', 'q=Nummer').search.total > 20);
	assert.equal(json('/index.json').page.kind, 'start');
});

test('what no page shows is not in it', () => {
	const r = ask('/stories/eigen/index.json');
	assert.equal(r.status, 200);
	assert.doesNotMatch(r.body, /only for us|x_note/);
	assert.doesNotMatch(ask('/stories/index.json').body, /only for us|Entwurf|Later/);
});

test('it is answered as pages are: 301, 304, 404, 410, HEAD; read from any site, in no search engine', () => {
	assert.equal(ask('/stories/alt/index.json').headers.get('location'), '/team/stories/eins/index.json');
	const first = ask('/stories/eins/index.json'), tag = first.headers.get('etag');
	assert.equal(ask('/stories/eins/index.json', '', { HTTP_IF_NONE_MATCH: tag }).status, 304);
	assert.equal(first.headers.get('access-control-allow-origin'), '*');
	assert.match(first.headers.get('x-robots-tag'), /noindex/);
	assert.match(first.headers.get('content-type'), /^application\/json/);
	assert.equal(ask('/stories/eins/index.json', '', { REQUEST_METHOD: 'HEAD' }).raw.length, 0);
	for (const [at, status] of [['/stories/nie/index.json', 404], ['/stories/weg/index.json', 410], ['/nichts/index.json', 404]]) {
		const r = ask(at);
		assert.equal(r.status, status, at);
		assert.equal(JSON.parse(r.body).error.status, status, at);
	}
	assert.equal(ask('/stories/feed.atom/index.json').status, 404);
	assert.equal(ask('/metrics/index.json').status, 404);
	assert.match(ask('/stories/eins/').headers.get('content-type'), /^text\/html/);
});
