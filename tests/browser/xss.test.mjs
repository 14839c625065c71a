#!/usr/bin/env node
// Every XSS vector as the text of a story, in a page of its own without any Content-Security-Policy: in a
// real browser nothing runs and nothing is asked for. The same vectors dropped raw into a page do fire
// here, so this check can fail. Skipped, with a word, where ../shared/test-data is absent.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { each, openBrowser, skip, test } from './harness.mjs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url)); // also for Node 18
const root = resolve(here, '../..');
const data = join(process.env.TH_TEST_DATA ?? join(root, '../shared/test-data'), 'xss');
const driver = process.env.SANITIZE_MAIN ?? join(root, 'build/san/helper/sanitize_main');
if (!existsSync(data)) skip('no XSS vectors at ../shared/test-data');
if (!existsSync(driver)) skip('sanitize_main is not built: make VARIANT=san build/san/helper/sanitize_main');

const lists = ['owasp', 'fuzzdb-other', 'fuzzdb-polyglot', 'fuzzdb-rsnake'];
const vectors = lists.flatMap((list) => JSON.parse(readFileSync(join(data, `${list}.json`), 'utf8')));
const live = new Set(lists.flatMap((list) => readFileSync(join(data, `${list}.live.txt`), 'utf8').split('\n')));

const folder = mkdtempSync(join(tmpdir(), 'teamhub-xss-'));
after(() => rmSync(folder, { recursive: true, force: true }));
for (const { id, payload } of vectors) writeFileSync(join(folder, `${id}.md`), payload);
const ran = spawnSync(driver, [folder], { encoding: 'utf8', timeout: 240_000 });
if (ran.status !== 0) throw new Error(`sanitize_main: ${ran.stderr}`);

const browser = await openBrowser();

// What a page holds that could still run: the browser's own tree is asked, frames and shadows included.
function dangers() {
	const found = [];
	const urls = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'background', 'poster', 'srcdoc'];
	for (const e of document.querySelectorAll('*')) {
		if (/^(script|style|link|iframe|frame|object|embed|form|base|svg|math|meta)$/i.test(e.localName) &&
			!(e.localName === 'meta' && e.hasAttribute('charset'))) found.push(`<${e.localName}>`);
		for (const { name, value } of e.attributes) {
			if (/^on/i.test(name) || name === 'style') found.push(`${e.localName} ${name}=`);
			// eslint-disable-next-line no-control-regex
			const plain = value.replace(/[\u0000-\u0020]/g, '').toLowerCase();
			if (urls.includes(name.toLowerCase()) && /^(javascript|vbscript|data|livescript):/.test(plain))
				found.push(`${name}=${value}`);
		}
	}
	return found;
}

// A page that serves one document and counts what happens.
async function newWatcher() {
	const page = await (await browser.newContext()).newPage();
	const watcher = { page, html: '', events: [] };
	page.on('dialog', (dialog) => {
		watcher.events.push(`${dialog.type()}(${dialog.message()})`);
		dialog.dismiss().catch(() => {});
	});
	page.on('popup', () => watcher.events.push('popup'));
	await page.route('**/*', (route) => {
		const url = route.request().url();
		if (url === 'http://xss.test/page')
			return route.fulfill({ contentType: 'text/html; charset=utf-8', body: watcher.html });
		if (!url.endsWith('/favicon.ico')) watcher.events.push(`asked for ${url}`);
		return route.abort();
	});
	return watcher;
}

async function look(watcher, html) {
	watcher.html = html;
	watcher.events = [];
	const { page } = watcher;
	await page.goto('http://xss.test/page', { waitUntil: 'load', timeout: 5000 }).catch((e) => watcher.events.push(`load: ${e.message}`));
	const found = await page.evaluate(dangers).catch((e) => [`gone: ${e.message}`]);
	await new Promise((done) => setTimeout(done, 20));
	return [...found, ...watcher.events];
}

// Answers what was seen of each id; equal pages are looked at once.
async function lookAtAll(pages) {
	const watchers = await Promise.all(Array.from({ length: 4 }, newWatcher));
	const distinct = new Map(pages.map(({ html }) => [html, []]));
	await each(distinct.keys(), watchers.length, async (html) => {
		const watcher = watchers.pop();
		distinct.set(html, await look(watcher, html));
		watchers.push(watcher);
	});
	const seen = new Map(pages.map(({ id, html }) => [id, distinct.get(html)]));
	await Promise.all(watchers.map(({ page }) => page.context().close()));
	return seen;
}

const file = (id, kind) => readFileSync(join(folder, `${id}.${kind}.html`), 'utf8');

for (const kind of ['rendered', 'sanitized'])
	test(`nothing of ${vectors.length} vectors runs or asks for anything when ${kind}`, async () => {
		const seen = await lookAtAll(vectors.map(({ id }) => ({ id, html: file(id, kind) })));
		const bad = [...seen].filter(([, found]) => found.length > 0).map(([id, found]) => `${id}: ${found.join(', ')}`);
		if (seen.size !== vectors.length || bad.length > 0) throw new Error(`${seen.size} pages\n${bad.join('\n')}`);
	});

test('the live ones fire here when they are dropped raw into a page', async () => {
	const raw = vectors.filter(({ id }) => live.has(id));
	const seen = await lookAtAll(raw.map(({ id, payload }) => ({
		id,
		html: `<!doctype html><meta charset="utf-8"><title>x</title><body>${payload}\n<p>after</p></body>\n`,
	})));
	const silent = [...seen].filter(([, found]) => found.length === 0).map(([id]) => id);
	const alerts = [...seen.values()].flat().filter((e) => /^(alert|prompt|confirm)\(/.test(e)).length;
	if (raw.length < 100 || alerts < 20) throw new Error(`${raw.length} live vectors, ${alerts} dialogs: too few to judge`);
	if (silent.length > 0) throw new Error(`silent: ${silent.join(' ')}`);
});
