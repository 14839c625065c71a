#!/usr/bin/env node
// A poster comes out of the printer as one sheet of its size, and a phone (a decoder) reads its code from the paper.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { get, needProgram, openBrowser, startHub, test } from './harness.mjs';

needProgram('zbarimg');
const hub = await startHub();
const browser = await openBrowser();
const page = await (await browser.newContext()).newPage();
const origin = /rel="canonical" href="(https?:\/\/[^/]*)/.exec((await get(`${hub.origin}/team/`)).text)[1];

// Points: 105 by 148 mm, 210 by 297 mm.
for (const [size, width, height] of [['a6', 297.6, 419.5], ['a4', 595.3, 841.9]])
	test(`a poster in ${size.toUpperCase()} is one sheet of that size, with nothing cut off the code`, async () => {
		for (const query of ['', 'team=montage&c=aushang', 'author=jana-weber', 'level=schule&place=kassel']) {
			await page.goto(`${hub.origin}/team/feeds/poster/?${query}${query && '&'}size=${size}`);
			const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
			const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)];
			assert.equal((pdf.match(/\/Type\s*\/Page\b/g) ?? []).length, 1, `${query}: one page`);
			assert.ok(Math.abs(boxes[0][1] - width) < 2 && Math.abs(boxes[0][2] - height) < 2, `${query}: ${boxes[0][0]}`);

			await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
			const sheet = page.locator('main');
			const [outer, code] = await Promise.all([sheet.boundingBox(), page.locator('.th-poster-qr img').boundingBox()]);
			assert.ok(code.y + code.height <= outer.y + outer.height + 1, `${query}: the code ends below the sheet`);
			assert.ok(code.width / outer.width > 0.3, `${query}: the code is small`);
			const file = `${hub.folder}/poster.png`;
			writeFileSync(file, await sheet.screenshot());
			const read = spawnSync('zbarimg', ['--nodbus', '-q', '--raw', file], { encoding: 'utf8' }).stdout.trim();
			const shown = await page.locator('.th-poster-qr img').getAttribute('alt');
			assert.ok(read.startsWith(`${origin}/team/`), `${query}: "${read}"`);
			assert.ok(shown.endsWith(read), `${shown} is not ${read}`);
			await page.emulateMedia({ media: null, colorScheme: null });
		}
	});
