#!/usr/bin/env node
// axe-core finds no violation on any kind of page: light and dark, phone and desktop.
import { askAxe } from './checks.mjs';
import { openBrowser, pages, startHub, test } from './harness.mjs';

const hub = await startHub();
const browser = await openBrowser();

test('no page has an accessibility violation, light and dark, phone and desktop', async () => {
	const found = await askAxe(browser, hub.origin, pages);
	if (found.length > 0) throw new Error(`${found.length} violations\n${found.join('\n')}`);
});
