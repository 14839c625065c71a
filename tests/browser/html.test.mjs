#!/usr/bin/env node
// The Nu HTML checker finds neither error nor warning in the HTML of any kind of page, nor in the style sheet.
import { askNu } from './checks.mjs';
import { needProgram, pages, startHub, test } from './harness.mjs';

needProgram('java');
const hub = await startHub();

test('the checker finds nothing in the HTML of any page', async () => {
	const found = await askNu(hub, pages);
	if (found.length > 0) throw new Error(`${found.length} messages\n${found.join('\n')}`);
});
