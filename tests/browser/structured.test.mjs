#!/usr/bin/env node
// structured.test.mjs -- what the pages say to machines: JSON-LD with all that search engines require, judged
// by a table of our own and by a validator that others wrote, and never more than the page shows; share cards
// that exist, are small and have the size that is announced; languages, alternates and the way between them.
import assert from 'node:assert/strict';
import { each, get, skip, startHub, test } from './harness.mjs';

let Validator, Extractor, mf2;
try {
	Validator = (await import('@adobe/structured-data-validator')).default;
	Extractor = (await import('@marbec/web-auto-extractor')).default;
	({ mf2 } = await import('microformats-parser'));
} catch {
	skip('the validator is not installed: cd tests/browser && npm ci');
}
const { origin } = await startHub();

// Type → required properties, as Google documents the rich results (Article, Profile page, Breadcrumb, Event,
// Job posting, Organization, Site name, Carousel); a dot leads into an object or each of a list.
const required = {
	WebSite: ['name', 'url'],
	Organization: ['name'],
	BlogPosting: ['headline', 'datePublished', 'dateModified', 'author.name'],
	ProfilePage: ['mainEntity.@type', 'mainEntity.name'],
	BreadcrumbList: ['itemListElement.position', 'itemListElement.name', 'itemListElement.item'],
	CollectionPage: ['name', 'url', 'mainEntity.itemListElement.position', 'mainEntity.itemListElement.url'],
	JobPosting: ['title', 'description', 'datePosted', 'hiringOrganization.name', 'jobLocation.address.addressCountry'],
	Event: ['name', 'startDate', 'location.name', 'location.address'],
};

function has(thing, path) {
	const [key, ...rest] = path.split('.');
	if (Array.isArray(thing)) return thing.length > 0 && thing.every((t) => has(t, path));
	const value = thing?.[key];
	return value !== undefined && value !== '' && (rest.length === 0 || has(value, rest.join('.')));
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
const decode = (s) =>
	s.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, d, x, n) =>
		d ? String.fromCodePoint(d) : x ? String.fromCodePoint(parseInt(x, 16)) : (entities[n] ?? all));
const squeeze = (s) => s.replace(/\s+/g, ' ').trim();
const words = (html) => squeeze(decode(html.replace(/<(script|style|head)\b.*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, '')));
const attributes = (tag) =>
	Object.fromEntries([...tag.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, k, v]) => [k, decode(v)]));
const metas = (html) => [...html.matchAll(/<meta [^>]*>/g)].map(([t]) => attributes(t));
const meta = (html, name) => metas(html).find((m) => (m.property ?? m.name) === name)?.content;
const links = (html, rel) => [...html.matchAll(/<link [^>]*>/g)].map(([t]) => attributes(t)).filter((l) => l.rel === rel);

const sitemap = (await get(`${origin}/team/sitemap.xml`)).text;
const published = new URL(/<loc>([^<]+)/.exec(sitemap)[1]).origin; // as addresses name it
const here = (url) => origin + new URL(url).pathname + new URL(url).search;
const all = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, u]) => decode(u));
const pages = new Map();
await each(all, 4, async (url) => {
	const page = await get(here(url));
	assert.equal(page.status, 200, url);
	pages.set(url, page.text);
});
const graphs = new Map();
for (const [url, html] of pages) {
	const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
	assert.ok(blocks.length <= 1, url);
	graphs.set(url, blocks.length ? JSON.parse(blocks[0][1])['@graph'] : []);
}
const things = [...graphs].flatMap(([url, graph]) => graph.map((thing) => ({ url, thing, html: pages.get(url) })));
const of = (type) => things.filter((t) => t.thing['@type'] === type);

test('every type is one that is documented, and whole', () => {
	for (const { url, thing } of things) {
		const paths = required[thing['@type']];
		assert.ok(paths, `${url}: ${thing['@type']}`);
		for (const path of paths) assert.ok(has(thing, path), `${url}: ${thing['@type']} lacks ${path}`);
	}
	for (const type of Object.keys(required)) assert.ok(of(type).length > 0, `no ${type} in the demo`);
});

test('a validator that others wrote finds no fault', async () => {
	const validator = new Validator();
	const extractor = new Extractor({ addLocation: true, embedSource: ['rdfa', 'microdata'] });
	for (const [url, html] of pages) {
		const faults = (await validator.validate(extractor.parse(html))).filter((i) => i.severity === 'ERROR');
		assert.deepEqual(faults.map((f) => f.issueMessage), [], url);
	}
	const broken = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"JobPosting"}</script>';
	assert.notEqual((await validator.validate(extractor.parse(broken))).length, 0); // it does look
});

test('nothing is said that the page does not show', () => {
	for (const { url, thing, html } of things) {
		const shown = words(html), text = (s, what) => s && assert.ok(shown.includes(squeeze(s)), `${url}: ${what} ${s}`);
		const organization = (o) => text(o?.name, 'company');
		text(thing.headline ?? thing.title, 'headline');
		if (thing['@type'] === 'BlogPosting') {
			text(thing.description, 'description');
			thing.author.forEach((a) => text(a.name, 'author'));
			assert.ok(html.includes(`datetime="${thing.datePublished}"`), url);
			assert.ok(html.includes(`datetime="${thing.dateModified}"`), url);
		}
		if (thing['@type'] === 'ProfilePage') {
			const who = thing.mainEntity;
			for (const key of ['name', 'description', 'jobTitle']) text(who[key], key);
			for (const a of who.sameAs ?? []) assert.ok(html.includes(`rel="me noopener" href="${a}"`), `${url}: ${a}`);
			if (who.image) assert.ok(html.includes(new URL(who.image).pathname), url);
			assert.ok(!(who.worksFor && /class="th-former"/.test(html.split('th-section')[0])), url);
		}
		if (thing['@type'] === 'JobPosting') {
			assert.ok(html.includes(`datetime="${thing.datePosted}"`), url);
			if (thing.validThrough) assert.ok(html.includes(`datetime="${thing.validThrough}"`), url);
			for (const s of Object.entries(thing.jobLocation.address)) if (s[0] !== '@type') text(s[1], 'address');
			if (thing.baseSalary) text(thing.baseSalary.currency, 'currency');
			text(words(thing.description), 'description');
			assert.ok(thing.validThrough === undefined || Date.parse(thing.validThrough) > Date.now() - 864e5, url);
		}
		if (thing['@type'] === 'Event') {
			text(thing.name, 'name');
			text(thing.location.name, 'place');
			assert.ok(html.includes(`datetime="${thing.startDate}`), url);
		}
		if (thing['@type'] === 'CollectionPage')
			for (const i of thing.mainEntity.itemListElement) {
				text(i.name, 'entry');
				assert.ok(html.includes(`href="${new URL(i.url).pathname}"`), `${url}: ${i.url}`);
			}
		for (const o of [thing.publisher, thing.organizer, thing.hiringOrganization]) organization(o);
	}
});

test('addresses in it are whole and lead to pages', () => {
	const urls = new Set();
	const walk = (x) => {
		if (Array.isArray(x)) x.forEach(walk);
		else if (x && typeof x === 'object')
			for (const [k, v] of Object.entries(x)) (['url', 'item', 'mainEntityOfPage'].includes(k) ? urls.add(v) : walk(v));
	};
	for (const { thing } of things) walk(thing);
	for (const u of urls) {
		assert.match(u, /^https?:\/\//);
		if (u.startsWith(`${published}/team/`)) assert.ok(pages.has(u), u);
	}
});

test('share cards exist, are small, and are as large as announced', async () => {
	let cards = 0;
	for (const [url, html] of pages) {
		const image = meta(html, 'og:image');
		const bare = !/\/(stories|people)\/[^/]+\/$/.test(new URL(url).pathname);
		if (!image) {
			assert.ok(bare || meta(html, 'og:title') === undefined, `${url} has no card`);
			continue;
		}
		assert.match(image, /^https?:\/\//);
		assert.ok(meta(html, 'og:image:alt'), url);
		assert.equal(meta(html, 'twitter:card'), 'summary_large_image');
		if (bare) continue;
		cards++;
		assert.equal(meta(html, 'og:image:width'), '1200');
		assert.equal(meta(html, 'og:image:height'), '630');
		const answer = await fetch(here(image));
		assert.equal(answer.status, 200, image);
		assert.equal(answer.headers.get('content-type'), 'image/jpeg');
		assert.match(answer.headers.get('cache-control'), /immutable/);
		const bytes = new Uint8Array(await answer.arrayBuffer());
		assert.ok(bytes.length < 300_000, `${image}: ${bytes.length}`);
		assert.deepEqual(size(bytes), [1200, 630], image);
	}
	assert.ok(cards > 50, `${cards}`);
});

// Width and height of a JPEG (ITU T.81 B.2.2).
function size(b) {
	for (let i = 2; i < b.length; i += 2 + b[i + 2] * 256 + b[i + 3])
		if (b[i + 1] >= 0xc0 && b[i + 1] <= 0xc3) return [b[i + 7] * 256 + b[i + 8], b[i + 5] * 256 + b[i + 6]];
	return null;
}

test('who has a Mastodon address is named as the creator, with consent', () => {
	const creators = [...pages].map(([url, html]) => [url, meta(html, 'fediverse:creator')]).filter(([, c]) => c);
	assert.ok(creators.length > 0);
	for (const [url, creator] of creators) {
		assert.match(creator, /^@[\w.]+@[\w.-]+$/, url);
		assert.ok(meta(pages.get(url), 'og:title'), url);
	}
});

test('every page says its language, and the same page in others is found both ways', () => {
	for (const [url, html] of pages) {
		const english = new URL(url).pathname.startsWith('/team/en/');
		assert.equal(/<html lang="([^"]+)"/.exec(html)[1], english ? 'en' : 'de', url);
		const alternates = links(html, 'alternate').filter((l) => l.hreflang);
		if (alternates.length === 0) {
			assert.match(url, /\/stories\//); // a story that stands in one language
			continue;
		}
		assert.ok(alternates.some((l) => l.href === url), `${url} is none of its own alternates`);
		assert.equal(alternates.filter((l) => l.hreflang === 'x-default').length, 1, url);
		for (const l of alternates) {
			assert.ok(pages.has(l.href), `${url} → ${l.href}`);
			const back = links(pages.get(l.href), 'alternate').filter((x) => x.hreflang);
			assert.ok(back.some((x) => x.href === url), `${l.href} does not lead back to ${url}`);
		}
	}
});

test('the switch of languages keeps the page, also of a selection', async () => {
	for (const path of ['/team/people/jana-weber/', '/team/jobs/', '/team/stories/?place=kassel&lang=de', '/team/guidelines/']) {
		const html = (await get(origin + path)).text;
		const other = /<a href="([^"]+)" lang="en" hreflang="en">/.exec(html)?.[1];
		assert.equal(decode(other ?? ''), path.replace('/team/', '/team/en/'));
		assert.equal((await get(origin + decode(other))).status, 200);
	}
	const absent = await get(`${origin}/team/stories/never-written/?page=2&c=a%22b`);
	assert.equal(absent.status, 404);
	const other = decode(/<a href="([^"]+)" lang="en" hreflang="en">/.exec(absent.text)[1]);
	assert.equal(other, '/team/en/stories/never-written/?page=2&c=a%22b');
	assert.match((await get(origin + other)).text, /<html lang="en"/);
	const pair = [...pages].find(([u, h]) => /\/team\/stories\/[^/]+\/$/.test(u) && links(h, 'alternate').some((l) => l.hreflang === 'en'));
	const there = links(pair[1], 'alternate').find((l) => l.hreflang === 'en').href;
	assert.ok(pair[1].includes(`<a href="${new URL(there).pathname}" lang="en" hreflang="en">`), pair[0]);
});

test('the voice that the hub begins with stands in the marks of its language', () => {
	for (const url of [`${published}/team/`, `${published}/team/en/`]) {
		const [, attributes, said] = /<blockquote([^>]*)><p>(.*?)<\/p>/s.exec(pages.get(url));
		const german = (/lang="([^"]+)"/.exec(attributes)?.[1] ?? (url.endsWith('/en/') ? 'en' : 'de')) === 'de';
		assert.match(decode(said), german ? /^„.*“$/s : /^“.*”$/s, url);
	}
});

test('a text in another language than its page says so', async () => {
	// The title of this job stands in both languages, its text in English alone.
	const de = (await get(`${origin}/team/jobs/backend-leipzig/`)).text, en = (await get(`${origin}/team/en/jobs/backend-leipzig/`)).text;
	assert.match(de, /<h1>Backend-Entwickler/);
	assert.match(de, /<div class="th-prose" lang="en">/);
	assert.match(en, /<div class="th-prose">/);
	const german = (await get(`${origin}/team/en/jobs/energieberatung-luebeck/`)).text;
	assert.match(german, /<h1>Energy adviser/);
	assert.match(german, /<div class="th-prose" lang="de">/);
});

test('microformats: a story is an h-entry with its authors, a person an h-card, a list has an entry for each card', () => {
	let stories = 0, people = 0;
	for (const [url, html] of pages) {
		const { items } = mf2(html, { baseUrl: url });
		const entries = items.filter((i) => i.type.includes('h-entry'));
		if (/\/stories\/[^/]+\/$/.test(url)) {
			const { name, url: own, content, published: day, author } = entries[0].properties;
			assert.ok(html.includes('<h1 class="p-name">') && name.length === 1 && name[0].length > 2, url);
			assert.deepEqual(own, [url]);
			assert.ok(content[0].value.length > 100, url);
			assert.match(day[0], /^\d{4}-\d\d-\d\d/, url);
			for (const one of author ?? [])
				assert.ok(one.type.includes('h-card') && one.properties.name[0].length > 2, url);
			stories++;
		} else if (/\/people\/[^/]+\/$/.test(url)) {
			const card = items.find((i) => i.type.includes('h-card')).properties;
			assert.equal(card.url[0], url);
			assert.ok(html.includes(`>${card.name[0].replaceAll('&', '&amp;')}</h1>`) || card.name[0].includes("'"), url);
			assert.ok(!card.photo || card.photo.every((p) => JSON.stringify(p).includes('/team/media/')), url);
			people++;
		} else {
			assert.equal(entries.length, (html.match(/<article class="th-card /g) ?? []).length, url);
		}
	}
	assert.ok(stories > 30 && people > 20, `${stories} stories, ${people} people`);
});
