#!/usr/bin/env node
// The hub as files (teamhub export --search), on a host that runs no program and knows one rule: a folder is its
// index.html. Pagefind makes the index; the search finds in both languages, and the pages are as sound as the program's.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { after } from 'node:test';
import { askAxe, askNu } from './checks.mjs';
import { needProgram, openBrowser, startHub, test } from './harness.mjs';

needProgram('java');
const root = resolve(import.meta.dirname, '../..'), build = process.env.TH_BUILD ?? join(root, 'build/release');
const browser = await openBrowser();
const hub = await startHub();
const www = join(hub.folder, 'www'), out = join(www, 'team');

execFileSync(join(build, 'teamhub'), ['export', '--edition', join(hub.folder, 'run/hub/current'), '--out', out, '--search'], { stdio: 'pipe' });
const pagefind = join(import.meta.dirname, 'node_modules/pagefind/lib/runner/bin.cjs');
const indexed = spawnSync(process.execPath, [pagefind, '--site', out, '--glob', '{*/*,*/*/*}/index.html'], { encoding: 'utf8' });

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.webp': 'image/webp' };
const server = createServer((question, answer) => {
	const path = decodeURIComponent(question.url.replace(/\?.*/, ''));
	const file = join(www, path.endsWith('/') ? `${path}index.html` : path);
	if (!existsSync(file) || !statSync(file).isFile()) {
		answer.writeHead(404).end();
		return;
	}
	answer.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
	createReadStream(file).pipe(answer);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;
after(() => server.close());

async function find(path, question) {
	const page = await browser.newPage(), faults = [];
	page.on('pageerror', (e) => faults.push(e.message));
	page.on('console', (m) => m.type() === 'error' && faults.push(m.text()));
	await page.goto(`${origin}${path}`);
	await page.locator('#th-q').first().fill(question);
	await page.locator('#th-q').first().press('Enter');
	await page.waitForFunction(() => document.querySelector('#th-found')?.childElementCount > 0);
	const hits = await page.locator('.th-hit-title a').evaluateAll((all) => all.map((a) => [a.textContent, new URL(a.href).pathname]));
	const said = await page.locator('#th-found').innerText();
	await page.close();
	return { hits, said, faults };
}

test('Pagefind takes what has a text of its own, and no list twice', () => {
	assert.equal(indexed.status, 0, indexed.stderr);
	const pages = Number(/Indexed (\d+) pages/.exec(indexed.stdout)[1]);
	assert.ok(pages > 150 && pages < 500, indexed.stdout);
});

test('a visitor finds from any page, in the language of the page', async () => {
	const german = await find('/team/stories/', 'Wärmepumpen');
	assert.deepEqual(german.faults, []);
	assert.ok(german.hits.length >= 5, german.said);
	assert.match(german.said, /^Gefunden: \d+/);
	for (const [title, path] of german.hits) {
		assert.ok(existsSync(join(www, path, 'index.html')), path);
		assert.ok(title.length > 2 && !path.startsWith('/team/en/'), path);
	}
	const english = await find('/team/en/search/', 'heat pump');
	assert.ok(english.hits.length >= 3 && english.hits.every(([, path]) => path.startsWith('/team/en/')), english.said);
	assert.match((await find('/team/search/', 'xyzzyq')).said, /noch niemand/);
});

test('without scripts the search leads to the lists, and everything else works', async () => {
	const context = await browser.newContext({ javaScriptEnabled: false }), page = await context.newPage();
	await page.goto(`${origin}/team/search/?q=Solar`);
	assert.match(await page.locator('main').innerText(), /braucht hier JavaScript/);
	assert.ok(await page.locator('.th-search-ways a').count() > 5);
	await page.goto(`${origin}/team/stories/`);
	await page.locator('.th-filter summary').first().click();
	await page.locator('.th-filter[open] a').first().click();
	assert.match(page.url(), /\/teams\/[a-z-]+\/$/); // a list of one term has one address
	await page.locator('.th-filter summary').nth(1).click();
	await page.locator('.th-filter[open] a').first().click();
	assert.match(page.url(), /\/stories\/by\/team\/[a-z-]+\/[a-z]+\/[a-z-]+\/$/);
	assert.ok(await page.locator('.th-card').count() > 0);
	await context.close();
});

test('without its index the search says so', async () => {
	const page = await browser.newPage();
	await page.route('**/pagefind.js', (route) => route.abort());
	await page.goto(`${origin}/team/search/?q=Solar`);
	await page.waitForFunction(() => document.querySelector('#th-found')?.childElementCount > 0);
	assert.match(await page.locator('#th-found').innerText(), /gerade nicht möglich/);
	await page.close();
});

test('axe and the Nu checker find no fault', async () => {
	const pages = [{ name: 'search', path: '/team/search/?q=Solar' }, { name: 'pair', path: '/team/stories/by/team/entwicklung/place/kassel/' },
		{ name: 'kit', path: '/team/en/feeds/' }, { name: 'error', path: '/team/404.html' }, { name: 'moved', path: '/team/stories/alter-name/' }];
	const axe = await askAxe(browser, origin, pages.slice(0, 4));
	assert.equal(axe.length, 0, axe.join('\n'));
	const nu = await askNu({ ...hub, origin }, pages, join(hub.folder, 'nu'));
	assert.equal(nu.length, 0, nu.join('\n'));
});
