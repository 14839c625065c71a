#!/usr/bin/env node
// What colleagues see behind the login: the lead's report with its drawings, internal stories, events and thanks. The same is
// asked of these pages as of the public ones: axe-core, the Nu checker, narrow screens, nothing from elsewhere, no script.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { askAxe, askNu } from './checks.mjs';
import { get, needProgram, openBrowser, startHub, test } from './harness.mjs';

needProgram('java');
process.env.INTERNAL_PASSWORD = 'nur-fuer-uns';
const headers = { Authorization: `Basic ${Buffer.from('demo:nur-fuer-uns').toString('base64')}` };
const browser = await openBrowser();
const hub = await startHub({});
const pages = Object.entries({
	start: '/', stories: '/stories/', story: '/stories/umzug-nach-halle-drei/', events: '/events/', event: '/events/rundgang-halle-drei/',
	kudos: '/kudos/', people: '/people/', voices: '/people/?order=voices', feeds: '/feeds/', report: '/report/', 'report-en': '/en/report/',
}).map(([name, path]) => ({ name: `internal-${name}`, path: `/intern${path}` }));

test('nothing of it is answered without the login', async () => {
	for (const { path } of pages) assert.equal((await get(hub.origin + path)).status, 401, path);
	assert.equal((await get(`${hub.origin}/team/report/`)).status, 404);
});

test('no page has an accessibility violation, light and dark, phone and desktop', async () => {
	const found = await askAxe(browser, hub.origin, pages, ['light', 'dark'], headers);
	assert.equal(found.length, 0, found.join('\n'));
});

test('the Nu checker finds no fault', async () => {
	const found = await askNu(hub, pages, join(hub.folder, 'html'), headers);
	assert.equal(found.length, 0, found.join('\n'));
});

test('the page fits a narrow screen, asks no other origin and runs no script', async () => {
	const context = await browser.newContext({ viewport: { width: 320, height: 640 }, extraHTTPHeaders: headers });
	const page = await context.newPage();
	const elsewhere = [];
	page.on('request', (r) => r.url().startsWith(hub.origin) || elsewhere.push(r.url()));
	for (const { name, path } of pages) {
		await page.goto(hub.origin + path);
		assert.equal(await page.locator('h1').count(), 1, name);
		assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, `${name} is too wide`);
		assert.equal(await page.locator('script:not([type="application/ld+json"])').count(), 0, name);
	}
	assert.deepEqual(elsewhere, []);
	assert.deepEqual(await context.cookies(), []);
	await context.close();
});

test('each drawing of the report says in words what it shows, and a table says the same', async () => {
	const context = await browser.newContext({ extraHTTPHeaders: headers });
	const page = await context.newPage();
	await page.goto(`${hub.origin}/intern/report/`);
	const drawings = page.locator('main svg[role="img"]');
	assert.ok(await drawings.count() > 0);
	for (const drawing of await drawings.all()) {
		assert.notEqual((await drawing.locator('title').textContent()).trim(), '');
		assert.notEqual((await drawing.locator('desc').textContent()).trim(), '');
	}
	assert.ok(await page.locator('main table').count() >= await drawings.count());
	if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'report.png'), fullPage: true });
	await context.close();
});
