#!/usr/bin/env node
// Pictures of every kind of page at three widths, light and dark, for people to look at: build/screenshots/.
// usage: screenshots.mjs [NAME …]   names of pages.mjs; all when none is given
//        screenshots.mjs --previews   the two pictures in themes/default
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { each, openBrowser, pages, startHub, test } from './harness.mjs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url)); // also for Node 18
const root = resolve(here, '../..');
const folder = `${root}/build/screenshots`;
const wanted = process.argv.slice(2);
const previews = wanted.includes('--previews');
const hub = await startHub();
const browser = await openBrowser();
mkdirSync(folder, { recursive: true });

async function shoot(path, file, { width, height, colorScheme, fullPage = true }) {
	const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
	const page = await context.newPage();
	await page.goto(hub.origin + path);
	await page.evaluate(() => {
		for (const img of document.images) img.loading = 'eager';
		return Promise.all([...document.images].map((img) => img.decode().catch(() => {})));
	});
	if (file.endsWith('.webp')) {
		const client = await context.newCDPSession(page);
		const shot = await client.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
		writeFileSync(file, Buffer.from(shot.data, 'base64'));
	} else {
		await page.screenshot({ path: file, fullPage });
	}
	await context.close();
}

test('the pictures are taken', async () => {
	if (previews) {
		const look = { width: 1280, height: 800, colorScheme: 'light', fullPage: false };
		await shoot('/team/', `${root}/themes/default/preview-start.webp`, look);
		await shoot('/team/stories/loeten-mit-der-8b/', `${root}/themes/default/preview-story.webp`, look);
		return;
	}
	const jobs = pages.filter((p) => wanted.length === 0 || wanted.includes(p.name))
		.flatMap((p) => [1440, 820, 390].flatMap((width) => ['light', 'dark'].map((scheme) => ({ p, width, scheme }))));
	await each(jobs, 2, ({ p, width, scheme }) =>
		shoot(p.path, `${folder}/${p.name}-${width}-${scheme}.png`,
			{ width, height: width === 390 ? 844 : width === 820 ? 1180 : 900, colorScheme: scheme }));
});
