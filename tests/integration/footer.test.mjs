#!/usr/bin/env node
// footer.test.mjs -- links that hub.yml puts at the foot of every page, and pages of the hub's own that they lead to.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, cgi, tempDir, write } from './hub.mjs';

const dir = tempDir(), content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
const program = path.join(build, 'teamhub');
const hub = (more, base = 'https://careers.example') =>
	write(content, 'hub.yml', `title: Hub\nbase_url: ${base}\nprefix: /team\nlanguages: [de, en]\n${more}`);
const run = (...args) => spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, LANG: 'en_GB.UTF-8' } });
const publish = () => {
	const r = run('publish', '--source', content, '--edition', edition);
	assert.ok(r.status === 0 || r.status === 1, r.stderr);
};
const foot = where => {
	const { status, body } = cgi(edition, where);
	assert.equal(status, 200, where);
	return [...(/<footer[^]*<\/footer>/.exec(body)[0]).matchAll(/<li><a href="([^"]*)"( aria-current="page")?>([^<]*)</g)].map(m => [m[1], m[3], m[2] !== undefined]);
};
const story = '---\ntitle: A week\ndate: 2026-05-01\nlang: de\nauthors: [jana]\n---\nA week in the workshop.\n';

// A page of the hub is shown in the visitor's language; addresses elsewhere stay as they are.
write(content, 'stories/week.md', story);
write(content, 'people/jana.md', '---\nname: Jana Weber\nconsent: {public: 2026-01-01, story: 2026-01-01}\n---\nWelds.\n');
write(content, 'pages/impressum.md', '---\ntitle: Impressum\n---\nAuenwerk, Leipzig.\n');
write(content, 'pages/impressum.en.md', '---\ntitle: Imprint\nlang: en\n---\nAuenwerk, Leipzig.\n');
hub(`footer:
  - {label: {de: Impressum, en: Imprint}, url: pages/impressum.md}
  - {label: {de: Datenschutz, en: Privacy}, url: {de: /datenschutz/, en: "https://auenwerk.example/privacy?a=1&b=2"}}
  - {label: Start, url: /}
`);
publish();
assert.deepEqual(foot('/').slice(-3), [['/team/pages/impressum/', 'Impressum', false], ['/datenschutz/', 'Datenschutz', false], ['/', 'Start', false]]);
assert.deepEqual(foot('/en/stories/').slice(-3),
	[['/team/en/pages/impressum/', 'Imprint', false], ['https://auenwerk.example/privacy?a=1&amp;b=2', 'Privacy', false], ['/', 'Start', false]]);
assert.deepEqual(foot('/pages/impressum/').at(-3), ['/team/pages/impressum/', 'Impressum', true]);
assert.match(cgi(edition, '/en/pages/impressum/').body, /<h1[^>]*>Imprint</);
assert.match(cgi(edition, '/search', 'q=impressum').body, /pages\/impressum/);
assert.match(cgi(edition, '/sitemap.xml').body, /pages\/impressum/);
assert.equal(run('check', content).stdout, '');

// A page that is not public has no link; one that is not there is told, with the line.
write(content, 'pages/impressum.md', '---\ntitle: Impressum\ndraft: true\n---\nAuenwerk, Leipzig.\n');
write(content, 'pages/impressum.en.md', '---\ntitle: Imprint\nlang: en\ndraft: true\n---\nAuenwerk, Leipzig.\n');
publish();
assert.deepEqual(foot('/').map(l => l[1]).filter(l => l === 'Impressum'), []);
hub('footer:\n  - {label: Impressum, url: pages/impresum.md}\n');
publish();
assert.deepEqual(foot('/').map(l => l[1]).filter(l => l === 'Impressum'), []);
assert.match(run('check', content).stdout, /hub\.yml:6:\d+: warning: .*pages\/impresum\.md/);

// What cannot be a link is refused with its line and an example; the other links hold.
for (const bad of ['"javascript:alert(1)"', '"//other.example/"', '/a b/', '../x.md', '[]', 'notes.txt']) {
	hub(`footer:\n  - {label: Impressum, url: /impressum/}\n  - {label: Other, url: ${bad}}\n`);
	assert.match(run('check', content).stdout, /hub\.yml:7:\d+: error: [^]*footer|hub\.yml:7:\d+: error: [^]*url/, bad);
	publish();
	assert.deepEqual(foot('/').slice(-1), [['/impressum/', 'Impressum', false]], bad);
}
hub('footer: /impressum/\n');
assert.match(run('check', content).stdout, /hub\.yml:5:\d+: error: [^]*footer/);

// A German hub in its own layout is asked for an imprint; a local one, one of another country or in a host's layout is not.
const asked = (more, base) => {
	hub(more, base);
	return /imprint/.test(run('check', content, '--lang', 'en').stdout);
};
write(content, 'host.html', '<!doctype html><html lang="de"><head><title>Auenwerk</title></head><body><main><!-- teamhub --></main></body></html>\n');
assert.ok(asked(''));
assert.ok(asked('footer: [{label: Datenschutz, url: /datenschutz/}]\n'));
assert.ok(!asked('footer: [{label: Anbieter, url: /impressum/}]\n'));
assert.ok(!asked('', 'http://localhost:8080'));
assert.ok(!asked('shell: host.html\n'));
write(content, 'hub.yml', 'title: Hub\nbase_url: https://careers.example\nlanguages: [en]\n');
assert.ok(!/imprint/.test(run('check', content).stdout));
console.log('footer: links by language, pages of the hub, what is refused, the imprint');
