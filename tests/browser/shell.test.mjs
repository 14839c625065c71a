#!/usr/bin/env node
// The hub in a host site's layout: neither spoils the other. Every computed style of every element of the hub is the
// same whatever style sheet the host has, and every one of the host's is the same with the hub's style sheet and
// without it.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { openBrowser, skip, startHub, test } from './harness.mjs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url)); // also for Node 18
const root = resolve(here, '../..');
const npm = (file) => {
	try {
		return readFileSync(join(here, 'node_modules', file), 'utf8');
	} catch {
		skip(`${file} is not installed: cd tests/browser && npm ci`);
	}
};

const even = 'html, body { margin: 0 }'; // so that the hub has the same width everywhere
const preflight = npm('tailwindcss/preflight.css');
const sheets = {
	none: even,
	bootstrap: npm('bootstrap/dist/css/bootstrap.css') + even,
	'tailwind-preflight': preflight + even,
	'tailwind-preflight-in-a-layer': `@layer base {${preflight}}${even}`,
	hostile: readFileSync(join(here, 'hostile.css'), 'utf8') + even,
};

const folder = mkdtempSync(join(tmpdir(), 'teamhub-shell-'));
after(() => rmSync(folder, { recursive: true, force: true }));
cpSync(join(root, 'content'), folder, { recursive: true });
mkdirSync(join(folder, 'layout'), { recursive: true });
writeFileSync(join(folder, 'layout/host.html'), `<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Host</title><link rel="stylesheet" href="/host/none.css" id="host-css"></head>
<body id="page" class="site">
<header class="header"><a href="#content">Zum Inhalt</a><h2>Auenwerk</h2>
<nav class="nav" aria-label="Website"><ul><li><a href="/">Start</a></li><li><a href="/team/">Menschen</a></li></ul></nav></header>
<main id="content" class="container-none"><p>old</p></main>
<footer class="footer"><h3>Fuß</h3><p>Text mit <a href="/x/">Link</a>, <code>code</code> und <b>mehr</b>.</p>
<blockquote>Zitat</blockquote><ol><li>eins</li></ol><table><tr><th>a</th><td>b</td></tr></table>
<form><label for="mail">Mail</label> <input id="mail" value="x"> <button type="button">ok</button></form></footer>
</body></html>`);
appendFileSync(join(folder, 'hub.yml'), '\nshell: {file: layout/host.html, url: /}\n');

const hub = await startHub({ content: folder });
const browser = await openBrowser();

async function open(path, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, reducedMotion: 'reduce', ...options });
	const page = await context.newPage();
	await page.route('**/host/*.css', (route) => {
		const name = /host\/([^/]+)\.css/.exec(route.request().url())[1];
		return route.fulfill({ contentType: 'text/css', body: sheets[name] });
	});
	await page.goto(hub.origin + path);
	await page.evaluate(inPage);
	return page;
}

// What runs in the page: computed styles of all elements that `which` names, each as one text; of
// pseudo-elements, where they are shown.
function inPage() {
	const names = [...getComputedStyle(document.documentElement)].filter((n) => !n.startsWith('--th-'));
	window.styles = (which, ignored = []) => {
		const all = [];
		for (const element of document.querySelectorAll(which))
			for (const pseudo of ['', '::before', '::after']) {
				const style = getComputedStyle(element, pseudo);
				const shown = pseudo === '' || style.content !== 'none';
				const values = shown ? names.map((n) => (ignored.includes(n) ? '' : style.getPropertyValue(n))) : [];
				all.push(`${element.localName}.${element.className}${pseudo}\n${values.join('\n')}`);
			}
		return all;
	};
	window.differences = (before, now) => {
		const found = before.length === now.length ? [] : [`${before.length} elements, then ${now.length}`];
		for (let i = 0; i < Math.min(before.length, now.length) && found.length < 12; i++) {
			if (before[i] === now[i]) continue;
			const was = before[i].split('\n'), is = now[i].split('\n');
			if (was.length !== is.length) found.push(`${was[0]}: ${was.length > 1 ? 'is hidden' : 'is shown'}`);
			else names.forEach((n, k) => was[k + 1] === is[k + 1] || found.push(`${was[0]} ${n}: ${was[k + 1]} became ${is[k + 1]}`));
		}
		return found;
	};
	window.wear = (name) =>
		new Promise((done) => {
			const link = document.getElementById('host-css');
			if (link.getAttribute('href') === `/host/${name}.css`) return done();
			link.onload = () => requestAnimationFrame(() => requestAnimationFrame(done));
			link.href = `/host/${name}.css`;
		});
}

const inside = '.teamhub-shell, .teamhub-shell *';
const outside = 'html, body, body *:not(.teamhub-shell, .teamhub-shell *)';
// How tall the hub is in its host is not the host's look.
const sizes = ['height', 'block-size', 'perspective-origin', 'transform-origin'];
const compared = ['/team/', '/team/stories/loeten-mit-der-8b/', '/team/people/', '/team/stories/never-written/'];
const paths = ['/team/', '/team/stories/', '/team/stories/loeten-mit-der-8b/', '/team/people/', '/team/people/jana-weber/',
	'/team/jobs/', '/team/guidelines/spielregeln/', '/team/stories/never-written/'];

test('the hub looks the same whatever the host says', async () => {
	for (const path of compared) {
		const page = await open(path);
		await page.evaluate((which) => { window.before = styles(which); }, inside);
		for (const name of Object.keys(sheets).slice(1)) {
			await page.evaluate((n) => wear(n), name);
			const found = await page.evaluate((which) => differences(window.before, styles(which)), inside);
			assert.deepEqual(found, [], `${path} with ${name}`);
		}
		await page.context().close();
	}
});

test('the host looks the same with the hub and without', async () => {
	const page = await open(paths[2]);
	for (const name of Object.keys(sheets)) {
		await page.evaluate((n) => wear(n), name);
		const found = await page.evaluate(async ([which, ignored]) => {
			const link = document.querySelector('link[href*="/shell-"]');
			const before = styles(which, ignored);
			link.disabled = true;
			const now = styles(which, ignored);
			link.disabled = false;
			return differences(before, now);
		}, [outside, sizes]);
		assert.deepEqual(found, [], name);
	}
	await page.context().close();
});

test('on a host that has no dark look the hub has none', async () => {
	const look = async (colorScheme) => {
		const page = await open(paths[2], { colorScheme });
		const styles = await page.evaluate((which) => window.styles(which), inside);
		await page.context().close();
		return styles;
	};
	assert.deepEqual(await look('dark'), await look('light'));
});

test('a page in a shell has one main, one h1, no colliding ids, and the menu says where one is', async () => {
	for (const path of paths) {
		const page = await open(path);
		const found = await page.evaluate(() => {
			const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
			return {
				mains: document.querySelectorAll('main').length,
				headings: document.querySelectorAll('h1').length,
				titles: document.querySelectorAll('head > title').length,
				twice: ids.filter((id, i) => ids.indexOf(id) !== i),
				current: [...document.querySelectorAll('header.header [aria-current]')].map((e) => e.getAttribute('href')),
				wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
			};
		});
		assert.deepEqual(found, { mains: 1, headings: 1, titles: 1, twice: [], current: ['/team/'], wide: 0 }, path);
		await page.context().close();
	}
});

if (process.env.SHOTS) {
	test('pictures to look at', async () => {
		mkdirSync(process.env.SHOTS, { recursive: true });
		for (const name of Object.keys(sheets))
			for (const path of [paths[0], paths[2]]) {
				const page = await open(path);
				await page.evaluate((n) => wear(n), name);
				await page.screenshot({ path: join(process.env.SHOTS, `${name}${path.replaceAll('/', '-')}.png`) });
				await page.context().close();
			}
	});
}
