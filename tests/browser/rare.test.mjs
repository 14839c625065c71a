#!/usr/bin/env node
// Pages that the demo content in its folder does not have: earlier versions of a text, what was withdrawn, what a
// visitor asked wrongly, what is shown while nothing is published, and a hub in which nobody has told anything yet.
// axe-core, the Nu checker and narrow screens find no fault with them either.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { askAxe, askNu } from './checks.mjs';
import { get, needProgram, openBrowser, startHub, test } from './harness.mjs';

needProgram('java');
needProgram('git');
const root = resolve(import.meta.dirname, '../..');
const box = mkdtempSync(join(tmpdir(), 'teamhub-rare-'));
after(() => rmSync(box, { recursive: true, force: true }));
const browser = await openBrowser();

const tree = join(box, 'tree'), bare = join(box, 'content.git'), empty = join(box, 'empty');
let day = 10; // versions are told one a day
const git = (...args) =>
	execFileSync('git', ['-C', tree, '-c', 'user.name=Jana Weber', '-c', 'user.email=jana@auenwerk.example', ...args],
		{ stdio: 'pipe', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1',
			GIT_AUTHOR_DATE: `2026-11-${day}T09:00:00+01:00`, GIT_COMMITTER_DATE: `2026-11-${day}T09:00:00+01:00` } });
const commit = (what) => {
	git('add', '-A');
	day++;
	git('commit', '-qm', what);
};
const edit = (file, change) => {
	const path = join(tree, file);
	writeFileSync(path, change(readFileSync(path, 'utf8')));
};

cpSync(join(root, 'content'), tree, { recursive: true });
git('init', '-q', '-b', 'main');
commit('The first version');
edit('guidelines/spielregeln.md', (s) => s.replace('23 Leute', '24 Leute'));
appendFileSync(join(tree, 'guidelines/spielregeln.md'), '\n## 11. Hunde\n\nHunde sind willkommen, <nur> nicht im Reinraum.\n');
commit('Hunde');
edit('stories/2025/plattdeutsch-fuer-monteure.md', (s) => s.replace('---\n', '---\nwithdrawn: true\n'));
commit('Taken back');
git('clone', '-q', '--bare', tree, bare);

mkdirSync(empty);
writeFileSync(join(empty, 'hub.yml'), `title: {de: Menschen bei Leer, en: People at Void}
base_url: https://leer.example
prefix: /team
languages: [de, en]
facets:
  team: {path: teams, label: {de: Team, en: Team}, plural: {de: Teams, en: Teams}, inherit: true}
`);

async function judge(hub, pages) {
	const axe = await askAxe(browser, hub.origin, pages);
	assert.equal(axe.length, 0, axe.join('\n'));
	const nu = await askNu(hub, pages);
	assert.equal(nu.length, 0, nu.join('\n'));
	const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
	const page = await context.newPage();
	for (const { name, path } of pages) {
		await page.goto(hub.origin + path);
		assert.equal(await page.locator('h1').count(), 1, name);
		assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, `${name} is too wide`);
		if (process.env.SHOTS) {
			await page.setViewportSize({ width: 1100, height: 800 });
			await page.screenshot({ path: join(process.env.SHOTS, `rare-${name}.png`), fullPage: true });
			await page.setViewportSize({ width: 320, height: 640 });
		}
	}
	await context.close();
}

test('a repository has versions, and what was taken back says so', async () => {
	const hub = await startHub({ content: bare });
	const versions = '/team/guidelines/spielregeln/versions/';
	assert.match((await get(hub.origin + versions)).text, /<ins>.*Hunde/s);
	await judge(hub, [
		{ name: 'versions', path: versions },
		{ name: 'guideline-changed', path: '/team/guidelines/spielregeln/' },
		{ name: 'gone', path: '/team/stories/plattdeutsch-fuer-monteure/', status: 410 },
		{ name: 'gone-en', path: '/team/en/stories/plattdeutsch-fuer-monteure/', status: 410 },
		{ name: 'former', path: '/team/people/ingrid-voss/' },
		{ name: 'not-understood', path: '/team/%ff', status: 400 },
		{ name: 'too-long', path: `/team/search?q=${'a'.repeat(3000)}`, status: 414 },
		{ name: 'no-such-page-of-a-list', path: '/team/en/stories/?page=99', status: 404 },
		{ name: 'nobody', path: '/team/people/?team=laden&place=kassel' },
	]);
});

test('a hub in which nobody has told anything yet', async () => {
	const hub = await startHub({ content: empty });
	await judge(hub,
		['', 'stories/', 'people/', 'teams/', 'jobs/', 'search?q=Wärmepumpe'].map((path) => ({ name: `empty-${path.replace(/\W+/g, '-')}`, path: `/team/${path}` })));
});

test('where nothing is published yet, two languages say so', async () => {
	const answer = execFileSync(join(root, 'build/release/teamhub.fcgi'), {
		env: { TEAMHUB_EDITION: join(box, 'nothing'), SCRIPT_NAME: '/team', PATH_INFO: '/', REQUEST_METHOD: 'GET' },
		stdio: ['ignore', 'pipe', 'ignore'],
	}).toString();
	const [head, html] = answer.split('\r\n\r\n');
	assert.match(head, /^Status: 503/m);
	const context = await browser.newContext();
	const page = await context.newPage();
	const url = 'http://127.0.0.1:9/team/';
	await page.route(url, (route) => route.fulfill({ status: 503, contentType: 'text/html', body: html }));
	await context.addInitScript(readFileSync(join(import.meta.dirname, 'node_modules/axe-core/axe.min.js'), 'utf8'));
	await page.goto(url);
	const violations = await page.evaluate(async () => (await window.axe.run(document)).violations.map((v) => v.id));
	assert.deepEqual(violations, []);
	assert.match(await page.locator('[lang=en]').last().innerText(), /again in a minute/);
	await context.close();
});
