#!/usr/bin/env node
// `teamhub preview` in a real browser: a page loads itself again upon saving and stays where its reader was,
// follows again after it was hidden, and what the preview adds to it obeys its Content-Security-Policy and is
// accessible.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after } from 'node:test';
import { build, root, sampleContent, story, tempDir, write } from '../integration/hub.mjs';
import { openBrowser, skip, test } from './harness.mjs';

const program = join(build, 'teamhub');
if (!existsSync(program)) skip(`${program} is not built: make`);
const content = tempDir();
sampleContent(content);
const save = (title, more = {}) =>
	write(content, 'stories/vorschau.md', story({ title, lang: 'de', date: '2026-03-02', author: 'jana', draft: true, ...more }, 'Ein Absatz.\n\n'.repeat(200)));
save('Erster Titel');

const child = spawn(program, ['preview', '--port', '0', '--lang', 'de', content], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
after(() => child.kill('SIGINT'));
const address = await new Promise((resolve) => {
	let said = '';
	child.stdout.on('data', (d) => {
		const found = /http:\/\/localhost:\d+\S*\//.exec((said += d));
		if (found) resolve(found[0]);
	});
	child.on('close', () => resolve(null));
});
assert.ok(address, 'the preview did not start');

const browser = await openBrowser();
const context = await browser.newContext();
await context.addInitScript(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
const page = await context.newPage();
const complaints = [];
page.on('pageerror', (e) => complaints.push(e.message));
page.on('console', (m) => {
	if (['error', 'warning'].includes(m.type()) && !m.location().url.endsWith('/favicon.ico')) complaints.push(m.text());
});
const titled = (title) => page.waitForFunction((t) => document.querySelector('h1')?.textContent === t, title, { timeout: 5000 });

test('a page loads itself again when its file is saved', async () => {
	await page.goto(`${address}stories/vorschau/`);
	await titled('Erster Titel');
	await page.waitForTimeout(200);
	save('Zweiter Titel');
	await titled('Zweiter Titel');
});

test('and again, where its reader was', async () => {
	await page.evaluate(() => scrollTo(0, 1500));
	await page.waitForTimeout(200);
	save('Dritter Titel');
	await titled('Dritter Titel');
	await page.waitForFunction(() => scrollY > 1400, null, { timeout: 3000 });
});

test('a fault appears on the page, which stays, and goes with it', async () => {
	save('Vierter Titel', { value: '[offen' });
	await page.waitForFunction(() => /letzten guten Stand/.test(document.querySelector('.teamhub-preview')?.textContent), null, { timeout: 5000 });
	assert.equal(await page.textContent('h1'), 'Dritter Titel');
	save('Vierter Titel');
	await titled('Vierter Titel');
	assert.match(await page.textContent('.teamhub-preview'), /Ein Entwurf/);
});

test('what the preview says is seen, styled and accessible', async () => {
	const box = await page.evaluate(() => {
		const e = document.querySelector('.teamhub-preview');
		const r = e.getBoundingClientRect();
		return { position: getComputedStyle(e).position, inside: r.bottom <= innerHeight + 1 && r.height > 20 };
	});
	assert.deepEqual(box, { position: 'sticky', inside: true });
	const result = await page.evaluate(() => window.axe.run('.teamhub-preview'));
	assert.deepEqual(result.violations.map((v) => v.id), []);
});

test('ten tabs do not use up the connections of the browser', async () => {
	const tabs = [];
	for (let i = 0; i < 10; i++) {
		const tab = await context.newPage();
		// Tabs of a headless browser are all visible; in a window only the one in front is.
		await tab.addInitScript(() => Object.defineProperty(Document.prototype, 'visibilityState', { get: () => window.seen ?? 'hidden' }));
		await tab.goto(`${address}stories/vorschau/`, { timeout: 5000 });
		tabs.push(tab);
	}
	save('Fünfter Titel');
	await titled('Fünfter Titel');
	assert.equal(await tabs[9].textContent('h1'), 'Vierter Titel');
	await tabs[9].evaluate(() => {
		window.seen = 'visible';
		document.dispatchEvent(new Event('visibilitychange'));
	});
	await tabs[9].waitForFunction(() => document.querySelector('h1').textContent === 'Fünfter Titel', null, { timeout: 5000 });
	await Promise.all(tabs.map((t) => t.close()));
});

test('nothing was complained about', () => assert.deepEqual(complaints, []));
