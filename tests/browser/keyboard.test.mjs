#!/usr/bin/env node
// The keyboard alone reaches everything, in the order of reading, and one always sees where one is.
import assert from 'node:assert/strict';
import { focus, judgeWay, walk } from './checks.mjs';
import { openBrowser, startHub, test } from './harness.mjs';

const hub = await startHub();
const browser = await openBrowser();

const start = async (path, width = 1280, colorScheme = 'light') => {
	const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
	const page = await context.newPage();
	await page.goto(hub.origin + path);
	return page;
};

for (const [name, path, width, scheme] of [
	['start page', '/team/', 1280, 'light'],
	['list on a phone', '/team/stories/', 390, 'dark'],
	['story', '/team/en/stories/an-argument-about-frost/', 1280, 'dark'],
	['person', '/team/people/jana-weber/', 390, 'light'],
	['people wall', '/team/people/', 1280, 'dark'],
	['search', '/team/search?q=Kassel', 390, 'light'],
	['share kit', '/team/en/feeds/?team=montage', 1280, 'light'],
	['job', '/team/jobs/ausbildung-elektronik-husum/', 390, 'dark'],
	['page that is not there', '/team/stories/never-written/', 1280, 'light'],
]) {
	test(`Tab reaches every link of the ${name}, visibly and in order`, async () => {
		const page = await start(path, width, scheme);
		const way = await walk(page);
		assert.equal(way[0].href, '#th-main', 'the first stop is not the link to the content');
		assert.deepEqual(await judgeWay(page, way), []);
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
