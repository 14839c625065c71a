// The hub in the layout of a demo host, as `make run SHELL_DEMO=hugo` shows it: what holds for the hub's own
// pages holds there too. axe-core and the Nu checker find nothing on any kind of page, the keyboard reaches host and
// hub, nothing is asked of elsewhere, and narrow screens and large type are no worse. Used by
// host_hugo and host_eleventy, two programs, so that each is quick.
import assert from 'node:assert/strict';
import { askAxe, askNu, judgeWay, walk } from './checks.mjs';
import { needProgram, openBrowser, pages, startHub, test } from './harness.mjs';

needProgram('java');

// A page for a frame and a poster are none of the host's.
export const allKinds = pages.filter((p) => !/^(fragment|poster)/.test(p.name));
export const someKinds = allKinds.filter((p) => ['start', 'stories', 'selection-empty', 'story', 'story-en', 'story-table', 'people',
	'person', 'team', 'event', 'job', 'search-found', 'search-nothing', 'subscribe', 'share', 'not-found'].includes(p.name));

// `prepare`: see startHub. `schemes`: the looks that this host has.
export async function checkHost(host, kinds, schemes, prepare) {
	const hub = await startHub({ host, prepare });
	const browser = await openBrowser();

	test(`${host}: axe-core finds no violation, ${schemes.join(' and ')}, phone and desktop`, async () => {
		const found = await askAxe(browser, hub.origin, kinds, schemes);
		assert.equal(found.length, 0, `${found.length} violations\n${found.join('\n')}`);
	});

	test(`${host}: the Nu checker finds nothing`, async () => {
		const found = await askNu(hub, kinds);
		assert.equal(found.length, 0, `${found.length} messages\n${found.join('\n')}`);
	});

	for (const [path, width] of [['/team/', 1280], ['/team/stories/', 390], ['/team/stories/loeten-mit-der-8b/', 1280]])
		test(`${host}: Tab reaches everything on ${path} at ${width}, the host's menu and the hub's`, async () => {
			const context = await browser.newContext({ viewport: { width, height: 800 } });
			const page = await context.newPage();
			await page.goto(hub.origin + path);
			const way = await walk(page);
			// How the host marks its own links is not the hub's.
			assert.deepEqual(await judgeWay(page, way.map((f) => (f.inHub ? f : { ...f, marked: true, seen: true }))), []);
			assert.ok(way.some((f) => !f.inHub) && way.some((f) => f.inHub));
			await page.goto(hub.origin + path);
			await page.locator('a[href="#th-main"]').focus();
			await page.keyboard.press('Enter');
			assert.equal(await page.evaluate(() => document.activeElement.id), 'th-main');
			await context.close();
		});

	test(`${host}: nothing from elsewhere, nothing missing, nothing too wide`, async () => {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
		const page = await context.newPage();
		const said = [];
		page.on('request', (r) => r.url().startsWith(hub.origin) || said.push(`requests ${r.url()}`));
		page.on('response', (r) => r.status() < 400 || r.url() === page.address || r.url().endsWith('/favicon.ico') ||
			said.push(`${r.status()} for ${r.url()}`));
		const wide = () => [...document.querySelectorAll('.teamhub *')]
			.filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility() && !e.closest('.table, .th-hidden'))
			.slice(0, 3).map((e) => `${innerWidth}: ${e.localName}.${e.className}`);
		for (const { name, path } of someKinds) {
			page.address = hub.origin + path;
			await page.setViewportSize({ width: 1280, height: 900 });
			await page.goto(page.address);
			await page.setViewportSize({ width: 320, height: 640 });
			said.push(...(await page.evaluate(wide)).map((s) => `${name} ${s}`));
			// Large type by the browser's zoom: half the width for twice the size.
			await page.setViewportSize({ width: 640, height: 450 });
			said.push(...(await page.evaluate(wide)).map((s) => `${name} ${s}`));
		}
		assert.deepEqual(said, []);
		assert.deepEqual(await context.cookies(), []);
		await context.close();
	});
}
