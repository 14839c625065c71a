#!/usr/bin/env node
// axe-core finds no violation on any kind of page: light and dark, phone and desktop.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openBrowser, pages, startHub, test, each } from './harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const hub = await startHub();
const browser = await openBrowser();

const looks = [];
for (const width of [1280, 390])
	for (const colorScheme of ['light', 'dark']) looks.push({ width, colorScheme });

test('no page has an accessibility violation, light and dark, phone and desktop', async () => {
	const found = [];
	await each(pages, 2, async ({ name, path }) => {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
		await context.addInitScript(axe);
		const page = await context.newPage();
		await page.goto(hub.origin + path);
		for (const { width, colorScheme } of looks) {
			await page.setViewportSize({ width, height: 900 });
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			const { violations } = await page.evaluate(() =>
				window.axe.run(document, { resultTypes: ['violations'] }));
			for (const v of violations)
				for (const n of v.nodes.slice(0, 3))
					found.push(`${name} ${width} ${colorScheme}: ${v.id}: ${n.html}\n    ${n.failureSummary}`);
		}
		await context.close();
	});
	if (found.length > 0) throw new Error(`${found.length} violations\n${found.join('\n')}`);
});
