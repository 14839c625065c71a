#!/usr/bin/env node
// values_brand.test.mjs -- what the company says beside what its people tell: values with their stories, the critical ones
// among them; the brand's material to take along; guidelines that say what changed and how to propose more. Published by
// the real program from folders and from real git, asked as plain CGI.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { cgi, execFileSync, fs, needs, path, publish, root, sampleContent, story, tempDir, write } from './hub.mjs';

needs('git', 'xmllint');
const dir = tempDir();
const content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
const ask = (p, q = '', from = edition) => cgi(from, p, q);
const titles = (html) => [...html.matchAll(/th-card-title"><a [^>]*>([^<]*)</g)].map((m) => m[1]);
const hub = (more) => fs.appendFileSync(path.join(content, 'hub.yml'), more);
const hostile = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" onload="alert(1)"><script>alert(2)</script>'
	+ '<rect width="40" height="20" fill="#0b5c55"/><image href="http://evil.example/x.png"/></svg>';

before(() => {
	fs.mkdirSync(path.join(dir, 'hub'));
	sampleContent(content);
	hub('contact: hub@hub.example\nwrite: guidelines/erste.md\n');
	// 25 stories show the value, and only the oldest but two is critical.
	for (let i = 1; i <= 25; i++)
		write(content, `stories/nr-${i}.md`, story({
			title: `Nummer ${i}`, date: `2025-01-${String(i).padStart(2, '0')}`, author: 'jana', value: '[offen]',
			...(i === 3 ? { critical: true } : {}),
		}));
	write(content, 'values/leer.md', story({ title: 'Geduld', order: 2 }));
	write(content, 'guidelines/erste.md', story({ title: 'Erste Geschichte', agree: false }));
	write(content, 'guidelines/regeln.md', story({
		title: 'Regeln & <mehr>', version: '2026-09',
		changes: '[{version: 2026-09, what: {de: "Punkt 9 <neu>", en: "Number 9"}, who: [jana, tom]}, {version: 2026-03, what: "Erste"}]',
	}));
	write(content, 'brand/logo.svg', hostile);
	write(content, 'brand/logos.md', story({
		title: 'Logos', value: '[offen]',
		downloads: '[{file: logo.svg, title: {de: "Das \\"Logo\\"", en: "The logo"}, licence: {de: "Frei <b>", en: "Free"}}, {file: /media/foto.jpg}, {file: fehlt.svg}, 7]',
	}));
	fs.mkdirSync(path.join(content, 'media'));
	fs.copyFileSync(path.join(root, 'content/media/garten.jpg'), path.join(content, 'media/foto.jpg'));
	const r = publish(content, edition);
	assert.equal(r.status, 0, r.said);
	assert.match(r.said, /brand\/logos\.md:4:\d+: warning: The download fehlt\.svg does not exist/);
});

test('a value shows its stories beside what is said, and a critical one is on the first page', () => {
	const r = ask('/values/offen/');
	assert.equal(r.status, 200);
	assert.match(r.body, /th-beside/);
	const first = titles(r.body);
	assert.equal(first.length, 10);
	assert.equal(first[9], 'Nummer 3');
	assert.match(r.body, /th-badge-critical/);
	assert.deepEqual(first.slice(1, 9), [25, 24, 23, 22, 21, 20, 19, 18].map((n) => `Nummer ${n}`));
});

test('every story of a value stands on exactly one page', () => {
	const all = [1, 2, 3].flatMap((n) => titles(ask('/values/offen/', n > 1 ? `page=${n}` : '').body));
	assert.equal(all.length, 26);
	assert.equal(new Set(all).size, 26);
	assert.deepEqual(all.slice(-3), ['Nummer 4', 'Nummer 2', 'Nummer 1']);
});

test('the feed of a value and the lists of others stay in order of time', () => {
	const feed = ask('/values/offen/feed.json');
	assert.equal(JSON.parse(feed.body).items[9].title, 'Nummer 17');
	assert.equal(titles(ask('/teams/montage/').body).includes('Nummer 3'), false);
});

test('a value without a story says so and invites', () => {
	const r = ask('/values/leer/');
	assert.match(r.body, /Dazu hat noch niemand eine Geschichte erzählt\. <a href="\/team\/guidelines\/erste\/">Magst du den Anfang machen\?<\/a>/);
	assert.match(ask('/values/').body, /Dazu hat noch niemand eine Geschichte erzählt/);
	assert.match(ask('/en/values/leer/').body, /Nobody has told a story about this yet\. <a href="\/team\/en\/guidelines\/erste\/">/);
});

test('a story carries its values visibly, on its page and in lists', () => {
	assert.match(ask('/stories/nr-3/').body, /class="th-shows"><span>Wert: <\/span>Offenheit</);
	assert.match(ask('/stories/').body, /<span class="th-hidden">Wert: <\/span>Offenheit</);
});

test('the brand has pages with files to take along, each with size and licence', () => {
	assert.match(ask('/brand/').body, /href="\/team\/brand\/logos\/"/);
	const r = ask('/brand/logos/');
	assert.equal(r.status, 200);
	assert.match(r.body, /Das &quot;Logo&quot;/);
	assert.match(r.body, /Frei &lt;b&gt;/);
	assert.match(r.body, /download="logo\.svg"[^]*SVG, 1 kB/);
	assert.match(r.body, /download="logo-800\.png"[^]*PNG, 800 × 400, \d+ kB/);
	assert.match(r.body, /download="foto-1600\.jpg"[^]*JPEG, 1600 × 900, \d+ kB/);
	assert.doesNotMatch(r.body, /fehlt/);
	assert.match(ask('/en/brand/logos/').body, /The logo/);
	assert.match(ask('/values/offen/').body, /href="\/team\/brand\/logos\/"/); // material that belongs to the value
	assert.match(ask('/').body, /href="\/team\/brand\/"/);
	assert.match(ask('/sitemap.xml').body, /\/team\/brand\/logos\//);
});

test('a drawing to take along holds nothing but what draws', () => {
	const href = /href="\/team\/media\/([0-9a-f]+\.svg)"/.exec(ask('/brand/logos/').body)[1];
	const svg = fs.readFileSync(path.join(dir, 'hub/media', href), 'utf8');
	assert.match(svg, /<rect width="40"/);
	assert.doesNotMatch(svg, /alert|script|onload|evil|image/);
	execFileSync('xmllint', ['--noout', path.join(dir, 'hub/media', href)]);
});

test('a file to take along stays when something else is published, and goes with its page', () => {
	const own = /href="\/team\/media\/([0-9a-f]+\.svg)"/.exec(ask('/brand/logos/').body)[1];
	const files = () => fs.readdirSync(path.join(dir, 'hub/media')).filter((f) => f === own);
	fs.appendFileSync(path.join(content, 'stories/nr-1.md'), 'Mehr.\n');
	assert.equal(publish(content, edition).status, 0);
	assert.equal(files().length, 1);
	assert.match(ask('/brand/logos/').body, /download="logo\.svg"/);
	fs.renameSync(path.join(content, 'brand/logos.md'), path.join(dir, 'logos.md'));
	assert.equal(publish(content, edition, '--keep', '1').status, 0);
	assert.equal(ask('/brand/logos/').status, 404);
	assert.equal(files().length, 0);
	fs.renameSync(path.join(dir, 'logos.md'), path.join(content, 'brand/logos.md'));
	assert.equal(publish(content, edition).status, 0);
});

test('a guideline says in words what changed and who took part', () => {
	const r = ask('/guidelines/regeln/');
	assert.match(r.body, /Fassung 2026-09<\/p>\s*<p>Punkt 9 &lt;neu&gt;<\/p>/);
	assert.match(r.body, /Mitgemacht haben: [^]*Jana Weber[^]*Tom Okafor/);
	assert.match(ask('/en/guidelines/regeln/').body, /<p>Number 9<\/p>[^]*<p lang="de">Erste<\/p>/);
});

test('a change is proposed by a mail that is begun already, or where the repository says', () => {
	const href = /href="(mailto:[^"]+)"[^>]*>Änderung vorschlagen/.exec(ask('/guidelines/regeln/').body)[1];
	const mail = new URL(href.replaceAll('&amp;', '&'));
	assert.equal(mail.pathname, 'hub@hub.example');
	assert.equal(mail.searchParams.get('subject'), 'Vorschlag zu „Regeln & <mehr>“');
	assert.match(mail.searchParams.get('body'), /^Zum Text http:\/\/hub\.example\/team\/guidelines\/regeln\/\r\n/);
	hub('edit_url: https://git.example/hub/_edit/main/{path}\n');
	write(content, 'guidelines/über uns.en.md', story({ title: 'About' }));
	assert.equal(publish(content, edition).status, 0);
	assert.match(ask('/guidelines/regeln/').body, /href="https:\/\/git\.example\/hub\/_edit\/main\/guidelines\/regeln\.md" rel="nofollow noopener">Änderung/);
	assert.match(ask('/values/offen/').body, /_edit\/main\/values\/offen\.md"/);
	assert.match(ask('/guidelines/ueber-uns/').body, /_edit\/main\/guidelines\/%C3%BCber%20uns\.en\.md"/);
});

test('what hub.yml must not hold is refused', () => {
	const text = fs.readFileSync(path.join(content, 'hub.yml'), 'utf8');
	for (const bad of ['javascript:{path}', 'https://git.example/', 'https://git.example/"{path}', '"https://git.example/ {path}"', '[a]']) {
		fs.writeFileSync(path.join(content, 'hub.yml'), text.replace(/edit_url:.*/, `edit_url: ${bad}`).replace(/write:.*/, 'write: guidelines/nirgends.md'));
		const r = publish(content, edition);
		assert.match(r.said, /hub\.yml:\d+:\d+: error: [^]*edit_url/, bad);
		assert.match(r.said, /hub\.yml:\d+:1: warning: The link points to guidelines\/nirgends\.md/);
		assert.match(ask('/guidelines/regeln/').body, /href="mailto:/, bad);
	}
	fs.writeFileSync(path.join(content, 'hub.yml'), text);
});

test('without words of its own the history of the repository speaks, as far as it is known', () => {
	const repo = path.join(dir, 'repo');
	const git = (...args) => execFileSync('git', ['-C', repo, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	const commit = (who, day, text) => {
		write(repo, 'guidelines/regeln.md', story({ title: 'Regeln' }, text));
		git('add', '-A');
		execFileSync('git', ['-C', repo, 'commit', '-qm', 'x'], {
			env: { ...process.env, GIT_AUTHOR_NAME: who, GIT_AUTHOR_EMAIL: 'x@x.example', GIT_COMMITTER_NAME: who, GIT_COMMITTER_EMAIL: 'x@x.example',
				GIT_AUTHOR_DATE: `${day}T12:00:00Z`, GIT_COMMITTER_DATE: `${day}T12:00:00Z` },
		});
	};
	sampleContent(repo);
	execFileSync('git', ['init', '-q', '-b', 'main', repo]);
	commit('Jana Weber', '2026-03-01', 'Nur das.\n');
	commit('Tom Okafor', '2026-09-01', 'Nur das, und das.\n');
	const whole = path.join(dir, 'whole/current'), shallow = path.join(dir, 'shallow/current'), folder = path.join(dir, 'folder/current');
	execFileSync('git', ['clone', '-q', '--depth', '1', `file://${repo}`, path.join(dir, 'clone')]);
	fs.cpSync(repo, path.join(dir, 'plain'), { recursive: true });
	fs.rmSync(path.join(dir, 'plain/.git'), { recursive: true });
	for (const [from, to] of [[repo, whole], [path.join(dir, 'clone'), shallow], [path.join(dir, 'plain'), folder]]) {
		fs.mkdirSync(path.dirname(to));
		const r = publish(from, to);
		assert.equal(r.status, 0, r.said);
	}
	const known = ask('/guidelines/regeln/', '', whole).body;
	assert.match(known, /Was sich geändert hat[^]*1\. September 2026[^]*Tom Okafor[^]*1\. März 2026[^]*Jana Weber/);
	assert.match(known, /guidelines\/regeln\/versions\//);
	for (const less of [shallow, folder]) {
		const r = ask('/guidelines/regeln/', '', less);
		assert.equal(r.status, 200);
		assert.doesNotMatch(r.body, /März 2026|versions\//);
	}
});

test('who agreed to which version is in no edition', () => {
	const jana = path.join(content, 'people/jana.md');
	write(content, 'people/jana.md', fs.readFileSync(jana, 'utf8').replace(/guidelines:.*\n/, '').replace('---\nname', '---\nguidelines: 1977-07\nname'));
	const r = publish(content, edition, '--force');
	assert.match(r.said, /people\/jana\.md:2:1: warning: Jana Weber agreed to version 1977-07/);
	assert.equal(r.status, 0);
	assert.equal(fs.readFileSync(fs.realpathSync(edition)).includes('1977-07'), false);
});
