#!/usr/bin/env node
// What a visitor's browser does with each kind of page: what it requests, keeps and complains about, whether
// the page fits a narrow screen and large type, and whether it is whole without scripts.
import assert from 'node:assert/strict';
import { each, get, openBrowser, pages, startHub, test } from './harness.mjs';

const hub = await startHub();
const browser = await openBrowser();

// Two tabs that take turns; each page is loaded once and looked at in all ways.
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
await context.addInitScript(() =>
	document.addEventListener('securitypolicyviolation', (e) => console.error(`csp: ${e.violatedDirective} ${e.blockedURI}`)));
const tabs = await Promise.all([context.newPage(), context.newPage()]);
for (const tab of tabs) {
	tab.said = [];
	tab.on('request', (r) => r.url().startsWith(hub.origin) || tab.said.push(`requests ${r.url()}`));
	tab.on('response', (r) => r.status() < 400 || r.url() === tab.address || tab.said.push(`${r.status()} for ${r.url()}`));
	tab.on('pageerror', (e) => tab.said.push(`script: ${e.message}`));
	tab.on('console', (m) => {
		// The page itself may be an error page; the icon of the whole site is not the hub's.
		const at = m.location().url;
		if (['error', 'warning'].includes(m.type()) && at !== tab.address && !at.endsWith('/favicon.ico'))
			tab.said.push(`console: ${m.text()}`);
	});
}

const brokenPictures = async () => {
	for (const img of document.images) img.loading = 'eager';
	await Promise.all([...document.images].map((img) => img.decode().catch(() => {})));
	return [...document.images].filter((i) => i.naturalWidth === 0).map((i) => `broken picture ${i.currentSrc || i.src}`);
};

const kept = () =>
	document.cookie + Object.keys(localStorage) + Object.keys(sessionStorage) === '' ? [] : ['keeps something in the browser'];

const tooWide = () => {
	const said = [];
	const wide = document.scrollingElement.scrollWidth;
	if (wide > innerWidth) said.push(`is ${wide} px wide on ${innerWidth}`);
	for (const e of document.querySelectorAll('.teamhub *')) {
		const box = e.getBoundingClientRect();
		if (box.width > 0 && box.right > innerWidth + 1 && said.length < 5 && e.checkVisibility() && !e.closest('.table, .th-hidden'))
			said.push(`on ${innerWidth}: ${e.tagName.toLowerCase()}.${e.className} ends at ${Math.round(box.right)}`);
	}
	return said;
};

const largeType = () => new Promise((done) => {
	document.documentElement.style.fontSize = '200%';
	requestAnimationFrame(() => requestAnimationFrame(done));
});

const found = { quiet: [], narrow: [], large: [] };
test('every kind of page can be visited', async () => {
	await each(pages, tabs.length, async ({ name, path, status = 200 }) => {
		const tab = tabs.pop();
		tab.address = hub.origin + path;
		tab.said.length = 0;
		await tab.setViewportSize({ width: 1280, height: 900 });
		const answer = await tab.goto(tab.address);
		assert.equal(answer.status(), status, path);
		found.quiet.push(...[...(await tab.evaluate(brokenPictures)), ...(await tab.evaluate(kept)), ...tab.said].map((s) => `${name} ${s}`));
		await tab.setViewportSize({ width: 320, height: 640 });
		found.narrow.push(...(await tab.evaluate(tooWide)).map((s) => `${name} ${s}`));
		await tab.setViewportSize({ width: 640, height: 900 });
		await tab.evaluate(largeType);
		found.large.push(...(await tab.evaluate(tooWide)).map((s) => `${name} ${s}`));
		tabs.push(tab);
	});
});

test('a page requests nothing from elsewhere, keeps nothing, and the browser complains about nothing', async () => {
	assert.equal(found.quiet.join('\n'), '');
	assert.deepEqual(await context.cookies(), []);
});

test('every page fits 320 pixels without scrolling sideways', () => assert.equal(found.narrow.join('\n'), ''));

test('type may be twice as large without anything being cut off', () => assert.equal(found.large.join('\n'), ''));

test('pictures have their size and a small format; all but the first wait until they are near', () =>
	each(pages.filter((p) => !p.name.startsWith('poster')), 4, async ({ path, name }) => {
		const body = (await get(hub.origin + path)).text.replace(/^.*<body/s, '');
		const pictures = [...body.matchAll(/<picture>.*?<\/picture>|<img [^>]*>/gs)].map(([html]) => html);
		for (const html of pictures) {
			assert.match(html, /<img [^>]*width="\d+" height="\d+"/, name);
			assert.match(html, /<img [^>]* alt="/, name);
			assert.match(html, /type="image\/webp"|\.svg"|src="[^"]*\/qr\./, `${name}: ${html}`);
		}
		const eager = pictures.map((html, i) => (/loading="lazy"|\/logo-/.test(html) ? -1 : i)).filter((i) => i >= 0); // the logo is small
		if (/^(start|stories|selection$|people$|person|story$|place$)/.test(name)) assert.ok(eager.length > 0, `${name}: even the first waits`);
		assert.ok(eager.length <= 2, `${name}: ${eager}`); // two authors of what the start page begins with
	}));

test('the policy allows no inline script, no inline style and no other origin', () =>
	each(pages, 4, async ({ path, name }) => {
		const policy = (await get(hub.origin + path)).headers.get('content-security-policy');
		assert.ok(policy, `${name} has no Content-Security-Policy`);
		assert.match(policy, /default-src '(none|self)'/, name);
		assert.doesNotMatch(policy, /unsafe|\*|https?:|data:/, name);
	}));

test('a page says its language, has one heading, no script and no event handler', () =>
	each(pages, 4, async ({ path, name, lang }) => {
		const { text } = await get(hub.origin + path);
		assert.match(text, new RegExp(`<html[^>]* lang="${lang}"`), name);
		assert.equal(text.match(/<h1[\s>]/g)?.length, 1, `${name}: h1`);
		for (const [, attributes] of text.matchAll(/<script([^>]*)>/g)) assert.match(attributes, /application\/ld\+json/, name);
		for (const [tag] of text.matchAll(/<[a-z][^>]*>/g)) {
			assert.doesNotMatch(tag.replace(/"[^"]*"/g, '""'), /\s(on[a-z]+|style)=/i, name);
			assert.doesNotMatch(tag, /(href|src)="\s*javascript:/i, name);
		}
	}));

test('on a telephone the menu lies within the screen, and a word longer than the line breaks', async () => {
	const [tab] = tabs;
	await tab.setViewportSize({ width: 360, height: 740 });
	for (const path of ['/team/people/', '/team/en/stories/', '/team/stories/loeten-mit-der-8b/']) {
		await tab.goto(hub.origin + path);
		await tab.locator('.th-menu > summary').click();
		const box = await tab.locator('.th-menu ul').boundingBox();
		assert.ok(box.x >= 0 && box.x + box.width <= 360 && box.width > 150, `${path}: ${JSON.stringify(box)}`);
		await tab.locator('.th-menu > summary').click();
		const said = await tab.evaluate(() => {
			const word = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(2);
			for (const e of document.querySelectorAll('.th-main :is(h1, h2, h3, p, li, a, summary, .th-role)'))
				if (e.childElementCount === 0) e.textContent = word;
		}).then(() => tab.evaluate(tooWide));
		assert.deepEqual(said, [], path);
	}
});

test('without scripts the same can be read and opened', async () => {
	const still = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
	const page = await still.newPage();
	for (const path of ['/team/', '/team/stories/', '/team/people/jana-weber/']) {
		await page.goto(hub.origin + path);
		await page.locator('.th-menu > summary').click();
		assert.ok(await page.locator('.th-menu a').first().isVisible(), `the menu of ${path} does not open`);
		assert.ok((await page.locator('main').innerText()).length > 500, path);
	}
	await still.close();
});
