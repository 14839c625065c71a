#!/usr/bin/env node
// report.test.mjs -- the lead's report of a published hub: the public edition knows nothing of it, the internal one
// has its page, the command tells the same from the edition and from the files, and what is hidden stays so.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { build, cgi, fs, needs, path, publish, root, sampleContent, spawnSync, story, tempDir, write } from './hub.mjs';

needs('sqlite3', 'xmllint');
const dir = tempDir();
const content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current'), inside = path.join(dir, 'hub/internal/current');
const now = { TEAMHUB_NOW: '2026-11-24T12:00:00Z' };
const let_in = { TEAMHUB_ACCESS: 'login' };
const ask = (p, q = '', env = {}) => cgi(edition, p, q, { ...now, ...env });
const askInside = (p, q = '', env = {}) => cgi(inside, p, q, { ...now, ...let_in, ...env });
const consent = 'consent: {public: 2026-01-01, story: 2026-01-01, until: 2026-12-31}';

function report(...args) {
	const r = spawnSync(path.join(build, 'teamhub'), ['report', ...args], { encoding: 'utf8', cwd: root, env: { ...process.env, ...now } });
	return { status: r.status, out: r.stdout, err: r.stderr };
}

before(() => {
	fs.mkdirSync(path.join(dir, 'hub'));
	sampleContent(content);
	const hub = path.join(content, 'hub.yml');
	fs.writeFileSync(hub, `${fs.readFileSync(hub, 'utf8')}internal: {base_url: "http://inside.example"}\n`);
	for (let i = 1; i <= 9; i++)
		write(content, `people/p${i}.md`, `---\nname: Person ${i}\nteam: ${i < 8 ? 'montage' : 'service'}\nplace: husum\nguidelines: 2024-07\n${consent}\n---\nHallo.\n`);
	write(content, 'people/geheim.md', '---\nname: Ohne Zusage\nteam: montage\n---\n');
	write(content, 'stories/wartet.md', story({ title: 'Ein Entwurf <b>& mehr', date: '2026-11-01', author: 'p1', draft: true }));
	write(content, 'stories/innen.md', story({ title: 'Nur innen', date: '2026-10-01', author: 'p2', audience: 'internal' }));
	write(content, 'programme.yml', 'page: all\ntargets:\n  team: {montage: 60, service: 40}\n');
	const r = publish(content, edition);
	assert.equal(r.status, 0, r.said);
});

test('the public edition answers 404 and holds not one row or word of the report', () => {
	for (const p of ['/report/', '/report', '/en/report/', '/REPORT/', '/report/index.html', '/report//', '//report/', '/report/x/'])
		for (const q of ['', 'page=all', 'audience=internal', 'order=voices']) {
			const r = ask(p, q);
			assert.equal(r.status, 404, `${p}?${q}`);
			assert.doesNotMatch(r.body, /Person 1|Einladung|programme\.yml/);
		}
	assert.equal(ask('/report/', '', { HTTP_X_FORWARDED_USER: 'lead', HTTP_AUTHORIZATION: 'Basic eDp5', REMOTE_USER: 'lead' }).status, 404);
	assert.equal(ask('/report/', '', let_in).status, 404);
	assert.notEqual(cgi(inside, '/report/', '', now).status, 200);
	assert.doesNotMatch(ask('/').body, /\/report\//);
	const tables = spawnSync('sqlite3', [edition, "SELECT name FROM sqlite_master WHERE name LIKE 'report%' AND type = 'table'"], { encoding: 'utf8' }).stdout.trim().split('\n');
	assert.ok(tables.length >= 7);
	for (const t of tables)
		assert.equal(spawnSync('sqlite3', [edition, `SELECT count(*) FROM ${t}`], { encoding: 'utf8' }).stdout.trim(), '0', t);
	const bytes = fs.readFileSync(edition).toString('latin1');
	for (const word of ['2024-07', 'Ein Entwurf', 'wartet.md', 'Nur innen', 'Ohne Zusage'])
		assert.ok(!bytes.includes(word), word);
});

test('the internal edition has it as a page, in both languages, well formed, and links it', () => {
	for (const [p, word] of [['/report/', 'Wen eine Einladung freuen könnte'], ['/en/report/', 'Who might like an invitation']]) {
		const r = askInside(p);
		assert.equal(r.status, 200, r.log);
		assert.ok(r.body.includes(word));
		assert.match(r.body, /<meta name="robots" content="noindex">/);
		assert.doesNotMatch(r.body, /style="|<script(?! type="application\/ld)/); // the policy allows neither
		assert.match(r.body, /<svg class="th-chart" role="img" aria-labelledby="([^ "]+) ([^"]+)"[^>]*>\s*<title id="\1">[^<]+<\/title>\s*<desc id="\2">[^<]+<\/desc>/);
		assert.equal((r.body.match(/<svg /g) ?? []).length, (r.body.match(/<table>/g) ?? []).length); // each drawing has its numbers
		assert.match(r.body, /Ein Entwurf &lt;b&gt;&amp; mehr/);
		assert.doesNotMatch(r.body, /Ohne Zusage/);
		const x = spawnSync('xmllint', ['--html', '--noout', '-'], { input: r.body, encoding: 'utf8' });
		assert.doesNotMatch(x.stderr, /Unescaped|mismatch|Unexpected end/i);
	}
	assert.match(askInside('/').body, /href="\/team\/report\/"/);
	assert.doesNotMatch(askInside('/sitemap.xml').body, /<loc>[^<]*\/report\//);
});

test('the page is a new one every day', () => {
	const today = askInside('/report/'), later = askInside('/report/', '', { TEAMHUB_NOW: '2026-11-24T23:00:00Z' });
	const tomorrow = askInside('/report/', '', { TEAMHUB_NOW: '2026-11-25T12:00:00Z', HTTP_IF_NONE_MATCH: today.headers.get('etag') });
	assert.equal(today.headers.get('etag'), later.headers.get('etag'));
	assert.equal(tomorrow.status, 200);
	assert.match(today.body, /noch 37 Tage/);
	assert.match(tomorrow.body, /noch 36 Tage/);
});

test('the command says the same of the edition, of the internal one and of the files', () => {
	const a = report('--edition', edition, '--format', 'json'), b = report('--edition', inside, '--format', 'json');
	const c = report('--source', content, '--format', 'json');
	for (const r of [a, b, c]) assert.equal(r.status, 0, r.err);
	assert.deepEqual(JSON.parse(a.out), JSON.parse(b.out));
	assert.deepEqual(JSON.parse(a.out), JSON.parse(c.out));
	const r = JSON.parse(a.out);
	// Jana and Tom, and nine more; Montage has Jana and seven, Service Tom and two: too few, and nobody to hide among.
	assert.equal(r.people, 11);
	const team = r.coverage.find((p) => p.facet === 'team');
	assert.deepEqual([team.basis, team.groups.length, team.together.groups, team.together.people], ['target', 0, 2, 11]);
	assert.deepEqual(r.drafts.map((d) => [d.title, d.authors]), [['Entwurf', ['Jana Weber']], ['Ein Entwurf <b>& mehr', ['Person 1']]]);
	assert.equal(r.consents_ending.length, 9);
	assert.equal(r.guidelines.version, '2026-03');
});

test('it is told in German and English, and misuse is', () => {
	assert.match(report('--edition', edition, '--lang', 'de').out, /Bericht für die Programmleitung, 24\.11\.2026/);
	assert.match(report('--edition', edition, '--lang', 'en').out, /Report for the programme lead, 2026-11-24/);
	for (const args of [[], ['--edition', edition, '--source', content], ['--edition', edition, '--format', 'xml'], ['--edition', edition, '--lang', 'fr'], ['x']])
		assert.equal(report(...args).status, 2, args.join(' '));
	assert.equal(report('--edition', path.join(dir, 'none')).status, 3);
	assert.equal(report('--source', path.join(dir, 'none')).status, 3);
});

test('a plan with a fault is told with file and line, and the rest holds', () => {
	const other = path.join(dir, 'other');
	fs.cpSync(content, other, { recursive: true });
	write(other, 'programme.yml', 'page: all\nsmall: 2\ntargets:\n  team: {montag: 60, service: 40}\n');
	const r = report('--source', other, '--lang', 'de', '--format', 'json');
	assert.equal(r.status, 0);
	assert.match(r.err, /programme\.yml:2:8: .*\[programme\.small\]/);
	assert.match(r.err, /programme\.yml:4:10: .*montage.*\[programme\.term-suggest\]/);
	assert.equal(JSON.parse(r.out).smallest_group, 5);
	const check = spawnSync(path.join(build, 'teamhub'), ['check', other, '--lang', 'en'], { encoding: 'utf8', cwd: root });
	assert.match(check.stdout, /programme\.yml:2:8: warning: /);
});

test('without page: all the page names nobody; with page: none there is none', () => {
	const other = path.join(dir, 'quiet'), hub = path.join(dir, 'quiet-hub/current');
	fs.mkdirSync(path.dirname(hub));
	fs.cpSync(content, other, { recursive: true });
	fs.rmSync(path.join(other, 'programme.yml'));
	assert.equal(publish(other, hub).status, 0);
	const quiet = path.join(path.dirname(hub), 'internal/current');
	const r = cgi(quiet, '/report/', '', { ...now, ...let_in });
	assert.equal(r.status, 200);
	assert.doesNotMatch(r.body, /Person \d|Jana|Ein Entwurf/);
	write(other, 'programme.yml', 'page: none\n');
	assert.equal(publish(other, hub).status, 0);
	assert.equal(cgi(quiet, '/report/', '', { ...now, ...let_in }).status, 404);
	assert.equal(report('--edition', hub).status, 0); // the command still knows
});

test('whoever is withdrawn leaves the reports of earlier editions too', () => {
	write(content, 'withdrawn.yml', '- {person: p3, date: 2026-11-01}\n- {story: wartet, date: 2026-11-01}\n');
	fs.rmSync(path.join(content, 'people/p3.md'));
	fs.rmSync(path.join(content, 'stories/wartet.md'));
	assert.equal(publish(content, edition).status, 0);
	const editions = path.join(dir, 'hub/internal/editions');
	assert.ok(fs.readdirSync(editions).length > 1);
	for (const name of fs.readdirSync(editions)) {
		const bytes = fs.readFileSync(path.join(editions, name)).toString('latin1');
		assert.ok(!bytes.includes('Person 3'), name);
		assert.ok(!bytes.includes('Ein Entwurf'), name);
	}
});
