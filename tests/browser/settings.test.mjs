#!/usr/bin/env node
// What people set in their system, and paper: less motion moves nothing; forced colours leave borders, marks of focus
// and of the current place; high contrast has no soft ink; on paper stands what one came for, with the addresses that
// links lead to, and nothing to press.
import assert from 'node:assert/strict';
import { openBrowser, startHub, test } from './harness.mjs';

const hub = await startHub();
const browser = await openBrowser();
const paths = ['/team/', '/team/stories/?place=kassel', '/team/stories/loeten-mit-der-8b/', '/team/people/', '/team/people/jana-weber/',
	'/team/kudos/', '/team/jobs/ausbildung-elektronik-husum/', '/team/search?q=Kassel', '/team/feeds/', '/team/teams/',
	'/team/stories/never-written/'];

async function open(path, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	const page = await context.newPage();
	await page.goto(hub.origin + path);
	return page;
}

// Elements that move by themselves or when they change, as they are and as they are when pointed at.
const moving = () =>
	[...document.querySelectorAll('*')].flatMap((e) => ['', '::before', '::after'].map((pseudo) => [e, getComputedStyle(e, pseudo)]))
		.filter(([, s]) => s.animationName !== 'none' || s.scrollBehavior === 'smooth' ||
			s.transitionDuration.split(', ').some((t) => parseFloat(t) > 0))
		.map(([e]) => `${e.localName}.${e.className}`);

test('whoever asked for less motion sees none', async () => {
	for (const path of paths) {
		const page = await open(path, { reducedMotion: 'reduce' });
		assert.deepEqual(await page.evaluate(moving), [], path);
		const card = page.locator('.th-card, .th-person').first();
		if (await card.count()) {
			await card.hover();
			assert.equal(await card.locator('img').first().evaluate((i) => getComputedStyle(i).scale), 'none', path);
		}
		await page.context().close();
	}
	const page = await open('/team/', { reducedMotion: 'no-preference' });
	assert.ok((await page.evaluate(moving)).length > 0, 'there is no motion to take away: this test would see none either');
	await page.context().close();
});

test('in forced colours all that is a thing has a border, all that is current a mark', async () => {
	const things = '.th-card, .th-tile, .th-kudos, .th-chip, .th-badge, .th-button, .th-empty, .th-next, .th-facts, .th-ask, ' +
		'.th-terms a, .th-menu > summary, .th-filter > summary, .th-search button, .th-kit-form button, .th-kit-form select, ' +
		'input[type="search"], .th-error-status, [aria-current]:not(.th-crumbs *, .th-languages *)';
	const kinds = new Set();
	for (const path of paths) {
		const page = await open(path, { forcedColors: 'active' });
		const found = await page.evaluate((which) =>
			[...document.querySelectorAll(`.teamhub :is(${which})`)].filter((e) => e.checkVisibility()).map((e) => {
				const s = getComputedStyle(e);
				const bordered = ['Top', 'Right', 'Bottom', 'Left']
					.some((side) => s[`border${side}Style`] !== 'none' && parseFloat(s[`border${side}Width`]) >= 1);
				return [`${e.localName}.${e.className}`, bordered || s.textDecorationLine.includes('underline')];
			}), things);
		found.forEach(([name]) => kinds.add(name));
		assert.deepEqual(found.filter(([, bordered]) => !bordered).map(([name]) => name), [], path);
		await page.context().close();
	}
	assert.ok(kinds.size > 12, [...kinds].join(' '));
});

test('in forced colours one sees where the focus is', async () => {
	const page = await open('/team/', { forcedColors: 'active' });
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press('Tab');
		const mark = await page.evaluate(() => {
			const e = document.activeElement, card = e.closest('.th-card, .th-person, .th-next');
			return [e, card].filter(Boolean).map((x) => getComputedStyle(x))
				.some((s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);
		});
		assert.ok(mark, `stop ${i + 1}`);
	}
	await page.context().close();
});

test('high contrast has no soft ink', async () => {
	const page = await open('/team/', { contrast: 'more' });
	const colours = await page.evaluate(() =>
		['.th-card .th-role', '.th-card .th-meta', '.th-card-summary'].map((s) => getComputedStyle(document.querySelector(s)).color));
	const ink = await page.evaluate(() => getComputedStyle(document.querySelector('.teamhub')).color);
	assert.deepEqual([...new Set(colours)], [ink]);
	await page.context().close();
});

test('paper has the text and no navigation, and says where links lead', async () => {
	for (const path of paths) {
		const page = await open(path);
		await page.emulateMedia({ media: 'print' });
		const { shown, ground } = await page.evaluate(() => ({
			shown: [...document.querySelectorAll('nav, form, .th-filters, .th-footer, .th-skip, .th-pages, .th-crumbs')]
				.filter((e) => e.checkVisibility() && e.offsetHeight > 0).map((e) => `${e.localName}.${e.className}`),
			ground: getComputedStyle(document.querySelector('.teamhub')).backgroundColor,
		}));
		assert.deepEqual(shown, [], path);
		assert.equal(ground, 'rgb(255, 255, 255)', path);
		assert.ok(await page.locator('h1').isVisible(), path);
		await page.context().close();
	}
	const said = async (path, which) => {
		const page = await open(path);
		await page.emulateMedia({ media: 'print' });
		const links = await page.evaluate((w) => [...document.querySelectorAll(w)]
			.map((a) => [a.getAttribute('href'), getComputedStyle(a, '::after').content]), which);
		await page.context().close();
		assert.ok(links.length > 0, `${path} has no ${which}`);
		for (const [href, content] of links) assert.ok(content.includes(href), `${href}: ${content}`);
	};
	await said('/team/people/jana-weber/', '.th-links a');
	await said('/team/jobs/ausbildung-elektronik-husum/', '.th-button[href^="http"]');
});

test('a story fits few sheets, in black on white', async () => {
	const page = await open('/team/stories/loeten-mit-der-8b/');
	const margin = '15mm';
	const pdf = await page.pdf({ format: 'A4', margin: { top: margin, right: margin, bottom: margin, left: margin } });
	const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
	assert.ok(sheets >= 2 && sheets <= 6, `${sheets} sheets`);
	await page.context().close();
});
