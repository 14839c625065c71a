#!/usr/bin/env node
// axe-core finds no violation on any kind of page: light and dark, phone and desktop.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openBrowser, pages, startHub, test, each } from './harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const hub = await startHub();
const browser = await openBrowser();

// What a look can change is asked of each; what it cannot (names, roles, order), once a width, for the narrow
// page has another navigation.
const ofColour = ['color-contrast', 'link-in-text-block'];
const looks = [];
for (const width of [1280, 390])
	for (const colorScheme of ['light', 'dark'])
		looks.push({ width, colorScheme, rules: colorScheme === 'light' ? null : ofColour });

test('no page has an accessibility violation, light and dark, phone and desktop', async () => {
	const found = [];
	const context = await browser.newContext();
	await context.addInitScript(axe);
	const free = await Promise.all([context.newPage(), context.newPage()]);
	await each(pages, free.length, async ({ name, path }) => {
		const page = free.pop();
		await page.goto(hub.origin + path);
		for (const { width, colorScheme, rules } of looks) {
			await page.setViewportSize({ width, height: 900 });
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			const violations = await page.evaluate(async (only) => {
				const options = { resultTypes: ['violations'], preload: false };
				if (only) options.runOnly = { type: 'rule', values: only };
				const result = await window.axe.run(document, options);
				return result.violations.map((v) => ({ id: v.id, nodes: v.nodes.slice(0, 3).map((n) => [n.html, n.failureSummary]) }));
			}, rules);
			for (const v of violations)
				for (const [html, why] of v.nodes) found.push(`${name} ${width} ${colorScheme}: ${v.id}: ${html}\n    ${why}`);
		}
		free.push(page);
	});
	if (found.length > 0) throw new Error(`${found.length} violations\n${found.join('\n')}`);
});
