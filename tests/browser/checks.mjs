// What is asked of a page wherever it stands, in the hub's own frame or in a host site's layout: axe-core, the Nu
// HTML checker, the way of the keyboard. Each answers what it found as lines, none when all is well. Used by
// accessibility, html, keyboard and hosts.mjs.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { each, get } from './harness.mjs';

const require = createRequire(import.meta.url);

// ---- axe-core: light and dark, phone and desktop ----

// What a look can change is asked of each; what it cannot (names, roles, order), once a width, for the narrow
// page has another navigation.
const ofColour = ['color-contrast', 'link-in-text-block'];

// `headers`: of each request, for what stands behind a login; askNu likewise.
export async function askAxe(browser, origin, pages, schemes = ['light', 'dark'], headers = {}) {
	const looks = [1280, 390].flatMap((width) => schemes.map((colorScheme, i) =>
		({ width, colorScheme, rules: i === 0 ? null : ofColour })));
	const found = [];
	const context = await browser.newContext({ extraHTTPHeaders: headers });
	await context.addInitScript(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
	const free = await Promise.all([context.newPage(), context.newPage()]);
	await each(pages, free.length, async ({ name, path }) => {
		const page = free.pop();
		await page.goto(origin + path);
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
	await context.close();
	return found;
}

// ---- the Nu HTML checker ----

// Warnings that are no faults: the checker does not know that a list without bullets loses its role.
const harmless = [/^The “list” role is unnecessary/];

export async function askNu(hub, pages, folder = `${hub.folder}/html`, headers = {}) {
	const jar = require.resolve('vnu-jar/build/dist/vnu.jar');
	mkdirSync(folder);
	await each(pages, 4, async ({ name, path, status = 200 }) => {
		const answer = await get(hub.origin + path, headers);
		if (answer.status !== status) throw new Error(`${path} answers ${answer.status}`);
		writeFileSync(`${folder}/${name}.html`, answer.text);
	});
	const messages = await new Promise((done, failed) =>
		execFile('java', ['-Xss8m', '-jar', jar, '--format', 'json', '--also-check-css', folder],
			{ timeout: 240_000, maxBuffer: 1 << 26 },
			(error, out, err) => (err.startsWith('{') ? done(JSON.parse(err).messages) : failed(error ?? err))));
	return messages
		.filter((m) => m.type === 'error' || m.subType === 'warning')
		.filter((m) => !harmless.some((h) => h.test(m.message)))
		.map((m) => `${m.url.split('/').pop()}:${m.lastLine}: ${m.message}\n    ${m.extract ?? ''}`);
}

// ---- the keyboard ----

// What has the focus: where it leads, whether it can be seen, and what marks it.
export const focus = (page) =>
	page.evaluate(() => {
		const e = document.activeElement;
		if (e === null || e === document.body) return null;
		const before = window.before;
		window.before = e;
		const box = e.getBoundingClientRect();
		const own = getComputedStyle(e);
		// The link of a card or a person is marked round the whole of it.
		const card = e.closest('.th-card, .th-person, .th-next');
		const round = card ? getComputedStyle(card) : own;
		const marked = [own, round].some((s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);
		return {
			tag: e.tagName,
			label: (e.textContent || e.getAttribute('aria-label') || '').trim(),
			href: e.getAttribute('href'),
			marked,
			seen: box.width > 0 && box.height > 0 && box.top >= -1 && box.bottom <= innerHeight + box.height
				&& box.left >= -1 && box.right <= innerWidth + 1,
			inMain: e.closest('main') !== null,
			inHub: e.closest('.teamhub') !== null,
			after: !before || Boolean(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
		};
	});

// Tab from the beginning to the end of the page: where the focus went.
export async function walk(page, limit = 400) {
	const way = [];
	for (let i = 0; i < limit; i++) {
		await page.keyboard.press('Tab');
		const f = await focus(page);
		if (f === null) break;
		way.push(f);
	}
	return way;
}

// What is wrong with a way: stops that are not marked, not in order, not in sight, and links it never came to.
export async function judgeWay(page, way) {
	const wanted = await page.evaluate(() =>
		[...document.querySelectorAll('a[href], summary, button, select, input:not([type="hidden"])')]
			.filter((e) => e.checkVisibility()).length);
	const said = [];
	for (const f of way) {
		if (!f.marked) said.push(`no mark on ${f.tag} ${f.label}`);
		if (!f.after) said.push(`${f.tag} ${f.label} comes before the stop before it`);
		if (!f.seen) said.push(`${f.tag} ${f.label} is not in sight`);
	}
	if (way.length < wanted) said.push(`${way.length} stops for ${wanted} links and fields`);
	return said;
}
