#!/usr/bin/env node
// design: in hub.yml as the browser sees it: the company's colours, type and corners on a page, light and dark,
// within the security policy; on paper the theme's black on white stays.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { get, openBrowser, startHub, test } from './harness.mjs';

const content = mkdtempSync(join(tmpdir(), 'teamhub-design-'));
after(() => rmSync(content, { recursive: true, force: true }));
cpSync(resolve(import.meta.dirname, '../../content'), content, { recursive: true });
appendFileSync(join(content, 'hub.yml'), `
design:
  accent: "#7a1f5c"
  stage: "#3a0f2c"
  glow: "#ffd0e8"
  paper: "#ffffff"
  radius: 0
  serif: [Charter, DejaVu Serif]
  dark: {paper: "#101010"}
`);

const hub = await startHub({ content });
const browser = await openBrowser();

async function look(options) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: options.colorScheme });
	const page = await context.newPage();
	const said = [];
	page.on('console', (m) => /Content Security Policy|stylesheet/i.test(m.text()) && said.push(m.text()));
	await page.goto(`${hub.origin}/team/`);
	if (options.media) await page.emulateMedia({ media: options.media, colorScheme: options.colorScheme });
	const found = await page.evaluate(() => {
		const style = (selector) => getComputedStyle(document.querySelector(selector));
		return {
			paper: style('.teamhub').backgroundColor,
			link: style('.th-section-head a').color,
			button: style('.th-hero .th-button').backgroundColor,
			corner: style('.th-card').borderTopLeftRadius,
			serif: style('h1').fontFamily,
		};
	});
	if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `design-${options.colorScheme}.png`) });
	await context.close();
	assert.deepEqual(said, []);
	return found;
}

test('a page shows the colours, type and corners of hub.yml', async () => {
	assert.deepEqual(await look({ colorScheme: 'light' }), {
		paper: 'rgb(255, 255, 255)',
		link: 'rgb(122, 31, 92)',
		button: 'rgb(255, 208, 232)',
		corner: '0px',
		serif: 'Charter, "DejaVu Serif", serif',
	});
});

test('a dark screen has dark colours, which follow where they are not named', async () => {
	const dark = await look({ colorScheme: 'dark' });
	assert.equal(dark.paper, 'rgb(16, 16, 16)');
	assert.equal(dark.button, 'rgb(255, 208, 232)');
	assert.notEqual(dark.link, 'rgb(122, 31, 92)');
	assert.ok(dark.link.match(/\d+/g).every((part) => part > 90), `${dark.link} is too dark on black`);
});

test('paper keeps black on white', async () => {
	const paper = await look({ colorScheme: 'light', media: 'print' });
	assert.equal(paper.link, 'rgb(0, 0, 0)');
	assert.equal(paper.paper, 'rgb(255, 255, 255)');
});

test('the second style sheet is small, has a hash and never changes', async () => {
	const html = (await get(`${hub.origin}/team/`)).text;
	const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((m) => m[1]);
	assert.equal(sheets.length, 2);
	assert.match(sheets[1], /\/design-[0-9a-f]{8}\.css$/);
	const { text, headers } = await get(hub.origin + sheets[1]);
	assert.ok(text.length < 4500, `${text.length} octets`); // with the colours of five programmes
	assert.match(headers.get('cache-control'), /immutable/);
});
