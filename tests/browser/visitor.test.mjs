#!/usr/bin/env node
// What a visitor's browser does with each kind of page: what it requests, keeps and complains about, whether
// the page fits a narrow screen, and whether it is whole without scripts.
import assert from 'node:assert/strict';
import { each, get, openBrowser, pages, startHub, test } from './harness.mjs';

const hub = await startHub();
const browser = await openBrowser();

// Visits all pages with a context of its own and collects what `look` says about each.
async function visit(options, look) {
	const found = [];
	await each(pages, 2, async (one) => {
		const context = await browser.newContext(options);
		const page = await context.newPage();
		const said = await look(page, one, context);
		for (const s of said) found.push(`${one.name}: ${s}`);
		await context.close();
	});
	assert.equal(found.length, 0, `\n${found.join('\n')}`);
}

// So that lazy pictures are requested too.
async function scrollThrough(page) {
	await page.evaluate(async () => {
		for (const img of document.images) img.loading = 'eager';
		await Promise.all([...document.images].map((img) => img.decode().catch(() => {})));
	});
}

test('a page requests nothing from elsewhere, sets no cookie, and the browser complains about nothing', () =>
	visit({ viewport: { width: 1280, height: 900 } }, async (page, { path, status = 200 }, context) => {
		const said = [];
		page.on('request', (r) => {
			if (!r.url().startsWith(hub.origin) && !r.url().startsWith('data:')) said.push(`requests ${r.url()}`);
		});
		page.on('response', (r) => {
			if (r.status() >= 400 && r.url() !== hub.origin + path) said.push(`${r.status()} for ${r.url()}`);
		});
		page.on('console', (m) => {
			const expected = status >= 400 && /status of 404/.test(m.text());
			if (['error', 'warning'].includes(m.type()) && !expected) said.push(`console: ${m.text()}`);
		});
		page.on('pageerror', (e) => said.push(`script: ${e.message}`));
		await page.addInitScript(() =>
			document.addEventListener('securitypolicyviolation', (e) => console.error(`csp: ${e.violatedDirective} ${e.blockedURI}`)));
		const answer = await page.goto(hub.origin + path);
		if (answer.status() !== status) said.push(`answers ${answer.status()}, not ${status}`);
		await scrollThrough(page);
		const broken = await page.evaluate(() =>
			[...document.images].filter((i) => i.naturalWidth === 0).map((i) => i.currentSrc || i.src));
		for (const b of broken) said.push(`broken picture ${b}`);
		const kept = await page.evaluate(() => document.cookie + Object.keys(localStorage) + Object.keys(sessionStorage));
		if (kept !== '' || (await context.cookies()).length > 0) said.push('keeps something in the browser');
		return said;
	}));

test('the policy allows no inline script, no inline style and no other origin', async () => {
	await each(pages, 4, async ({ path, name }) => {
		const policy = (await get(hub.origin + path)).headers.get('content-security-policy');
		assert.ok(policy, `${name} has no Content-Security-Policy`);
		assert.match(policy, /default-src '(none|self)'/, name);
		assert.doesNotMatch(policy, /unsafe|\*|https?:|data:/, name);
	});
});

test('every page fits 320 pixels without scrolling sideways', () =>
	visit({ viewport: { width: 320, height: 640 } }, async (page, { path }) => {
		await page.goto(hub.origin + path);
		return page.evaluate(() => {
			const said = [];
			const root = document.scrollingElement;
			if (root.scrollWidth > 320) said.push(`is ${root.scrollWidth} px wide`);
			for (const e of document.querySelectorAll('main *, header *, footer *')) {
				const box = e.getBoundingClientRect();
				const inside = e.closest('pre, .table, .th-hidden, .th-scroll');
				if (box.width > 0 && box.right > 321 && !inside && said.length < 5)
					said.push(`${e.tagName.toLowerCase()}.${e.className} ends at ${Math.round(box.right)}`);
			}
			return said;
		});
	}));

test('text may be twice as large without being cut off', () =>
	visit({ viewport: { width: 640, height: 800 } }, async (page, { path }) => {
		await page.goto(hub.origin + path);
		await page.evaluate(() => new Promise((done) => {
			document.documentElement.style.fontSize = '200%';
			requestAnimationFrame(() => requestAnimationFrame(done));
		}));
		return page.evaluate(() => {
			const wide = document.scrollingElement.scrollWidth;
			return wide > 640 ? [`is ${wide} px wide`] : [];
		});
	}));

test('a page is whole without scripts', () =>
	visit({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }, async (page, { path }) => {
		const said = [];
		await page.goto(hub.origin + path);
		const html = await page.content();
		for (const [, attributes] of html.matchAll(/<script([^>]*)>/g))
			if (!/application\/ld\+json/.test(attributes)) said.push('holds a script');
		if (/\son[a-z]+=/i.test(html.replace(/>[^<]*</g, '><'))) said.push('holds an event handler');
		for (const part of ['h1', 'nav', 'main', 'footer', 'a.th-skip'])
			if ((await page.locator(part).count()) === 0) said.push(`has no ${part}`);
		if ((await page.locator('h1').count()) !== 1) said.push('has not exactly one h1');
		if ((await page.locator('h1').innerText()).trim() === '') said.push('has an empty h1');
		return said;
	}));

test('a page says its language', async () => {
	await each(pages, 4, async ({ path, name, lang }) => {
		const { text } = await get(hub.origin + path);
		assert.match(text, new RegExp(`<html[^>]* lang="${lang}"`), name);
	});
});
