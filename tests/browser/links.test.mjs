#!/usr/bin/env node
// Everything the demo hub links to is there: pages in both languages, anchors, pictures, style, feeds; every
// canonical address answers 200. Filters multiply: the crawl follows one at a time, from the list of all stories.
import assert from 'node:assert/strict';
import { each, get, startHub, test } from './harness.mjs';

const LIMIT = 3000;
const hub = await startHub();
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
const plain = (s) => s.replace(/&(#?\w+);/g, (all, name) => entities[name] ?? all);

// The tags of a page with their attributes.
function* tags(html, wanted) {
	for (const [, name, rest] of html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s"'>=]+(?:="[^"]*")?)*)\s*\/?>/g)) {
		if (!wanted.includes(name)) continue;
		const attributes = {};
		for (const [, key, value] of rest.matchAll(/([^\s"'>=]+)(?:="([^"]*)")?/g)) attributes[key] = plain(value ?? '');
		yield { name, ...attributes };
	}
}
const candidates = (srcset) => srcset.split(',').map((c) => c.trim().split(/\s+/)[0]).filter(Boolean);
const wanted = (url) => {
	const [first, ...more] = url.searchParams.keys();
	const ofList = /^\/team(\/en)?\/stories\/$/.test(url.pathname);
	return url.pathname.startsWith('/team') && more.length === 0 && (first === undefined || first === 'page' || ofList);
};

const seen = new Map(); // address without fragment: { status, type, ids, from }
const anchors = []; // { from, to, id }
const canonicals = new Map(), feeds = new Map(), oembeds = new Map();
let published = ''; // the origin in hub.yml, which canonical addresses carry

async function look(address, from) {
	const answer = await get(hub.origin + address);
	const type = answer.headers.get('content-type') ?? '';
	const page = { status: answer.status, type, from, ids: new Set() };
	seen.set(address, page);
	if (!type.startsWith('text/html')) return [];
	const next = [];
	const base = new URL(address, hub.origin);
	const add = (href) => {
		if (/^(mailto|tel|https?):/.test(href) && !href.startsWith(hub.origin)) return;
		const to = new URL(href, base);
		if (to.hash) anchors.push({ from: address, to: to.pathname + to.search, id: decodeURIComponent(to.hash.slice(1)) });
		if (wanted(to)) next.push(to.pathname + to.search);
	};
	for (const t of tags(answer.text, ['a', 'link', 'img', 'source']))
		if (t.name === 'a' && t.href !== undefined) add(t.href);
		else if (t.name === 'link' && t.rel === 'canonical') canonicals.set(t.href, address);
		else if (t.name === 'link' && t.type === 'application/json+oembed') oembeds.set(t.href, address);
		else if (t.name === 'link' && t.rel === 'alternate' && t.type && page.status === 200) {
			const to = new URL(t.href, base);
			feeds.set(to.pathname + to.search, { type: t.type, from: address });
		} else if (t.name === 'link' && t.rel === 'stylesheet') add(t.href);
		else for (const src of [t.src, ...candidates(t.srcset ?? '')]) if (src) add(src);
	for (const [, id] of answer.text.matchAll(/<[^>]*\sid="([^"]*)"/g)) {
		if (page.ids.has(id)) page.twice = id;
		page.ids.add(plain(id));
	}
	return next;
}

test('nothing the hub links to is missing', async () => {
	let wave = [['/team/', ''], ['/team/en/', '']];
	const known = new Set(wave.map(([a]) => a));
	while (wave.length > 0 && seen.size < LIMIT) {
		const next = [];
		await each(wave, 6, async ([address, from]) => {
			for (const to of await look(address, from))
				if (!known.has(to)) {
					known.add(to);
					next.push([to, address]);
				}
		});
		wave = next;
	}
	assert.ok(seen.size < LIMIT, `the hub has more than ${LIMIT} addresses: is there an endless one?`);
	assert.ok(seen.size > 200, `only ${seen.size} addresses were found`);
	const dead = [...seen].filter(([, p]) => p.status !== 200)
		.map(([a, p]) => `${a} answers ${p.status}, linked from ${p.from}`);
	assert.equal(dead.length, 0, `\n${dead.join('\n')}`);
});

test('every anchor that is linked to exists, and no page has an id twice', () => {
	const missing = anchors.filter((a) => seen.get(a.to)?.type.startsWith('text/html') && !seen.get(a.to).ids.has(a.id))
		.map((a) => `${a.from}: ${a.to}#${a.id}`);
	assert.equal(missing.length, 0, `\n${missing.join('\n')}`);
	const twice = [...seen].filter(([, p]) => p.twice).map(([a, p]) => `${a} has #${p.twice} twice`);
	assert.equal(twice.length, 0, `\n${twice.join('\n')}`);
});

test('every canonical address answers 200 and names itself', async () => {
	assert.ok(canonicals.size > 100);
	published = new URL([...canonicals.keys()][0]).origin;
	await each([...canonicals], 6, async ([href, from]) => {
		const url = new URL(href);
		assert.equal(url.origin, published, `${from} names ${href}`);
		const address = url.pathname + url.search;
		const answer = seen.get(address) ?? (await get(hub.origin + address));
		assert.equal(answer.status, 200, `${from} names ${href}`);
		assert.ok(canonicals.has(published + address), `${href} (from ${from}) names another`);
	});
});

test('the feeds that pages announce are there, of the announced type, and know their own address', async () => {
	assert.ok(feeds.size > 20, `only ${feeds.size} feeds are announced`);
	await each([...feeds], 6, async ([address, { type, from }]) => {
		const answer = await get(hub.origin + address);
		assert.equal(answer.status, 200, `${address}, announced by ${from}`);
		assert.equal(answer.headers.get('content-type').split(';')[0], type, address);
		const opening = { 'application/atom+xml': '<feed', 'application/rss+xml': '<rss', 'application/feed+json': '{' }[type];
		assert.ok(opening, `${type} of ${address} is no feed`);
		assert.ok(answer.text.slice(0, 300).includes(opening), `${address} does not look like ${type}`);
		if (type.endsWith('json'))
			assert.equal(JSON.parse(answer.text).feed_url, published + address);
		else
			assert.ok(answer.text.includes(`href="${(published + address).replaceAll('&', '&amp;')}" rel="self"`)
				|| new RegExp(`rel="self"[^>]*href="${(published + address).replaceAll('&', '&amp;').replace(/[.?+*]/g, '\\$&')}"`)
					.test(answer.text), `${address} does not name itself`);
	});
});

test('what oEmbed says of a page is there and names it', async () => {
	assert.ok(oembeds.size > 20, `only ${oembeds.size} pages announce oEmbed`);
	await each([...oembeds], 6, async ([href, from]) => {
		const url = new URL(href);
		const answer = await get(hub.origin + url.pathname + url.search);
		assert.equal(answer.status, 200, `${href}, announced by ${from}`);
		const said = JSON.parse(answer.text);
		assert.equal(said.version, '1.0');
		assert.ok(said.title && (said.type === 'link' || said.html.startsWith(`<iframe src="${published}/team/`)), href);
	});
});

test('the list, a term and a person announce three feeds each', async () => {
	for (const path of ['/team/', '/team/stories/', '/team/teams/montage/', '/team/people/jana-weber/', '/team/stories/?place=kassel']) {
		const { text } = await get(hub.origin + path);
		const types = [...tags(text, ['link'])].filter((t) => t.rel === 'alternate' && t.type && !t.type.endsWith('oembed')).map((t) => t.type);
		assert.deepEqual(types.sort(), ['application/atom+xml', 'application/feed+json', 'application/rss+xml'], path);
	}
});
