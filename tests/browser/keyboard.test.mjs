#!/usr/bin/env node
// The keyboard alone reaches everything, in the order of reading, and one always sees where one is.
import assert from 'node:assert/strict';
import { openBrowser, startHub, test } from './harness.mjs';

const hub = await startHub();
const browser = await openBrowser();

const start = async (path, width = 1280, colorScheme = 'light') => {
	const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
	const page = await context.newPage();
	await page.goto(hub.origin + path);
	return page;
};

// What has the focus: where it leads, whether it can be seen, and what marks it.
const focus = (page) =>
	page.evaluate(() => {
		const e = document.activeElement;
		if (e === null || e === document.body) return null;
		const before = window.before;
		window.before = e;
		const box = e.getBoundingClientRect();
		const own = getComputedStyle(e);
		// The link of a card or a person is marked round the whole of it.
		const card = e.closest('.th-card, .th-person, .th-next');
		const round = card ? getComputedStyle(card) : own;
		const marked = [own, round].some((s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);
		return {
			tag: e.tagName,
			label: (e.textContent || e.getAttribute('aria-label') || '').trim(),
			href: e.getAttribute('href'),
			marked,
			seen: box.width > 0 && box.height > 0 && box.top >= -1 && box.bottom <= innerHeight + box.height
				&& box.left >= -1 && box.right <= innerWidth + 1,
			inMain: e.closest('main') !== null,
			after: !before || Boolean(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
		};
	});

async function walk(page, limit = 400) {
	const way = [];
	for (let i = 0; i < limit; i++) {
		await page.keyboard.press('Tab');
		const f = await focus(page);
		if (f === null) break;
		way.push(f);
	}
	return way;
}

for (const [name, path, width, scheme] of [
	['start page', '/team/', 1280, 'light'],
	['list on a phone', '/team/stories/', 390, 'dark'],
	['story', '/team/en/stories/an-argument-about-frost/', 1280, 'dark'],
	['person', '/team/people/jana-weber/', 390, 'light'],
]) {
	test(`Tab reaches every link of the ${name}, visibly and in order`, async () => {
		const page = await start(path, width, scheme);
		const wanted = await page.evaluate(() =>
			[...document.querySelectorAll('a[href], summary')]
				.filter((e) => e.checkVisibility()).length);
		const way = await walk(page);
		assert.equal(way[0].href, '#th-main', 'the first stop is not the link to the content');
		for (const f of way) {
			assert.ok(f.marked, `no mark on ${f.tag} ${f.label}`);
			assert.ok(f.after, `${f.tag} ${f.label} comes before the stop before it`);
			assert.ok(f.seen, `${f.tag} ${f.label} is not in sight`);
		}
		assert.ok(way.length >= wanted, `${way.length} stops for ${wanted} links`);
		await page.context().close();
	});
}

test('the first link leads past the navigation', async () => {
	const page = await start('/team/stories/');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'th-main');
	await page.keyboard.press('Tab');
	assert.ok((await focus(page)).inMain, 'the next stop is not in the content');
	await page.context().close();
});

test('a filter opens, narrows and is removed by keyboard', async () => {
	const page = await start('/team/stories/', 390);
	const summary = page.locator('.th-filters summary:visible').first();
	for (let i = 0; i < 3 && !(await page.locator('.th-filter a:visible').count()); i++) {
		await page.locator('.th-filters summary:visible').nth(i).focus();
		await page.keyboard.press('Enter');
	}
	assert.ok(await summary.count(), 'there is no filter');
	await page.locator('.th-filter a:visible').first().focus();
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
	assert.match(page.url(), /\?\w+=/);
	const chip = page.locator('.th-chip').first();
	await chip.focus();
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
	assert.equal(page.url(), `${hub.origin}/team/stories/`);
	await page.context().close();
});
