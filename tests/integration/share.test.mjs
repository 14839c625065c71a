#!/usr/bin/env node
// share.test.mjs -- the share kit: what a recruiter gets for a selection, asked as plain CGI and behind nginx. QR codes
// are read back by a decoder that knows nothing of the encoder (zbarimg).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { build, cgi, execFileSync, freePort, fs, get, needs, path, publish, root, run, sampleContent, sleep, spawnSync, story, tempDir, write } from './hub.mjs';

needs('xmllint', 'zbarimg', 'nginx', 'spawn-fcgi', 'multiwatch');
const dir = tempDir();
const content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
const ask = (p, q = '', env = {}) => cgi(edition, p, q, env);
const origin = 'http://hub.example';
const plain = (s) => s.replace(/&(amp|lt|gt|quot|#39);/g, (all, n) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[n]);
const pre = (body) => [...body.matchAll(/<pre[^>]*>([^]*?)<\/pre>/g)].map((m) => plain(m[1]));

before(() => {
	fs.mkdirSync(path.join(dir, 'hub'));
	sampleContent(content);
	fs.appendFileSync(path.join(content, 'hub.yml'), 'embed: {allow: ["https://careers.example", "https://*.partner.example:8443/"]}\n');
	// Kim agreed to a page and a portrait, but to no share card.
	write(content, 'people/kim.md', `---\nname: Kim Kaya\nteam: montage\nconsent: {public: 2026-01-01, portrait: 2026-01-01, story: 2026-01-01, feed: 2026-01-01}\n---\nHallo.\n`);
	fs.copyFileSync(path.join(root, 'content/people/jana-weber.jpg'), path.join(content, 'people/jana.jpg'));
	fs.copyFileSync(path.join(root, 'content/people/emre-yilmaz.jpg'), path.join(content, 'people/kim.jpg'));
	write(content, 'stories/kims.md', story({ title: 'Kims Tag', date: '2026-05-01', author: 'kim' },
		'Das hier ist ein ganzer Satz, der niemals auf einem Plakat stehen soll, denn Kim will das nicht.\n'));
	write(content, 'stories/janas.md', story({ title: 'Janas Tag', date: '2026-04-30', author: 'jana', quote: '"Wer fragt, der friert nicht."' },
		'Ein Text.\n\n> Wir haben uns für jemand anderen entschieden.\n'));
	const r = publish(content, edition);
	assert.equal(r.status, 0, r.said);
});

function read(bytes, name) {
	const file = path.join(dir, name);
	fs.writeFileSync(file, bytes);
	const r = spawnSync('zbarimg', ['--nodbus', '-q', '--raw', file], { encoding: 'utf8' });
	return r.stdout.replace(/\n$/, '');
}

/** The runs of the SVG drawn as a bitmap, eight pixels a module. */
function bitmap(svg) {
	const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)[1]), scale = 8;
	const dark = Array.from({ length: size }, () => new Array(size).fill(0));
	for (const [, x, y, n] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
		for (let i = 0; i < Number(n); i++) dark[Number(y)][Number(x) + i] = 1;
	const rows = dark.map((row) => row.map((d) => `${d} `.repeat(scale)).join('')).flatMap((row) => new Array(scale).fill(row));
	return `P1\n${size * scale} ${size * scale}\n${rows.join('\n')}\n`;
}

test('the kit is a form that works without JavaScript, and its address is the selection', () => {
	const r = ask('/feeds/', 'team=montage&place=&value=&lang=de&c=jobmesse-26');
	assert.equal(r.status, 200);
	assert.match(r.body, /<form [^>]*action="\/team\/feeds\/">/);
	assert.doesNotMatch(r.body, /<script(?! type="application\/ld\+json")/);
	assert.match(r.body, /<select id="th-kit-team" name="team">.*<option value="montage" selected>/);
	assert.match(r.body, /<select id="th-kit-place" name="place"><option value="">/);
	assert.match(r.body, /<option value="de" selected>/);
	assert.match(r.body, /name="c" value="jobmesse-26"/);
	assert.match(r.body, /<link rel="canonical" href="http:\/\/hub\.example\/team\/feeds\/\?team=montage&amp;lang=de">/);
	assert.match(r.body, /noindex/);
});

test('a term alone is shared by its own page, a selection by the list, a person by theirs', () => {
	for (const [q, to, feed] of [['team=montage', '/team/teams/montage/', '/team/teams/montage/feed.atom'],
		['', '/team/stories/', '/team/stories/feed.atom'], ['author=jana', '/team/people/jana/', '/team/people/jana/feed.atom'],
		['team=montage&place=leipzig', '/team/stories/?team=montage&place=leipzig', '/team/stories/feed.atom?team=montage&place=leipzig'],
		['lang=en', '/team/stories/?lang=en', '/team/stories/feed.atom?lang=en'], ['q=Nummer', '/team/stories/?q=Nummer', '/team/stories/feed.atom?q=Nummer']]) {
		const r = ask('/feeds/', q);
		assert.equal(r.status, 200, q);
		const shown = [...r.body.matchAll(/<code class="th-copy">([^<]*)</g)].map((m) => plain(m[1]));
		assert.ok(shown.includes(origin + to), `${q}: ${shown}`);
		assert.ok(shown.includes(origin + feed), `${q}: ${shown}`);
		for (const a of [to, feed]) {
			const [p, query = ''] = a.slice('/team'.length).split('?');
			assert.equal(ask(p, query).status, 200, a);
		}
	}
});

test('several terms of a facet are one option, and what has no field stays in the form', () => {
	const r = ask('/feeds/', 'team=service,montage&author=jana&q=x');
	assert.match(r.body, /<option value="montage,service" selected>/);
	assert.equal([...r.body.matchAll(/<select id="th-kit-team".*?<\/select>/g)][0][0].match(/ selected/g).length, 1);
	assert.match(r.body, /<input type="hidden" name="q" value="x">/);
	assert.match(r.body, /<input type="hidden" name="author" value="jana">/);
});

test('a decoder reads from both codes the address that the kit shows, with its tag', () => {
	for (const [lang, q, to] of [['', 'team=montage', '/team/teams/montage/'], ['/en', 'team=montage&place=leipzig&c=fair', '/team/en/stories/?team=montage&place=leipzig&c=fair'],
		['', 'q=%C3%9Cberlauf%20%26%20%22mehr%22&utm_campaign=a.b_c-D', '/team/stories/?q=%C3%9Cberlauf%20%26%20%22mehr%22&c=a.b_c-D']]) {
		const png = ask(`${lang}/feeds/qr.png`, q), svg = ask(`${lang}/feeds/qr.svg`, q);
		assert.equal(png.status, 200);
		assert.equal(png.headers.get('content-type'), 'image/png');
		assert.equal(svg.headers.get('content-type'), 'image/svg+xml');
		assert.ok(png.raw.length < 6000, `${png.raw.length} octets`);
		assert.equal(read(png.raw, 'qr.png'), origin + to);
		assert.equal(read(bitmap(svg.body), 'qr.pbm'), origin + to);
		assert.ok(png.headers.get('etag'));
	}
});

test('a tag selects nothing and must be plain', () => {
	for (const [p, q] of [['/stories/', 'c=fair'], ['/teams/montage/', 'c=fair&utm_campaign=x'], ['/stories/feed.atom', 'c=%22%3E'], ['/people/', 'c=1']])
		assert.equal(ask(p, q).status, 200, p);
	for (const bad of ['%22%3E%3Cscript%3E', 'a%20b', 'x'.repeat(41), '%', '%C3%BC', '..%2F']) {
		const r = ask('/feeds/', `team=montage&c=${bad}`);
		assert.equal(r.status, 200, bad);
		assert.match(r.body, /name="c" value=""/, bad);
		assert.match(r.body, /<code class="th-copy">http:\/\/hub\.example\/team\/teams\/montage\/</, bad);
	}
});

test('what does not exist or is too long has no kit, code, poster or frame', () => {
	for (const p of ['/feeds/', '/feeds/qr.svg', '/feeds/qr.png', '/feeds/poster/', '/fragments/stories/'])
		for (const q of ['team=nope', 'page=2', 'page=0'])
			assert.equal(ask(p, q).status, 404, `${p}?${q}`);
	assert.equal(ask('/feeds/poster/', 'size=a3').status, 404);
	const long = `q=${'%C3%A4'.repeat(110)}`; // as an address more than 600 octets
	assert.equal(ask('/feeds/qr.png', long).status, 404);
	assert.equal(ask('/feeds/poster/', long).status, 404);
	const r = ask('/feeds/', long);
	assert.equal(r.status, 200);
	assert.doesNotMatch(r.body, /qr\.svg/);
	assert.equal(ask('/feeds').headers.get('location'), '/team/feeds/');
});

test('the OPML holds a feed for every term with stories, and each of them is there', () => {
	const r = ask('/feeds/teamhub.opml');
	assert.equal(r.status, 200);
	assert.match(r.headers.get('content-type'), /^text\/x-opml/);
	const file = path.join(dir, 'all.opml');
	fs.writeFileSync(file, r.raw);
	execFileSync('xmllint', ['--noout', file]);
	const feeds = [...r.body.matchAll(/xmlUrl="([^"]*)"/g)].map((m) => plain(m[1]));
	for (const p of ['/team/stories/', '/team/teams/montage/', '/team/teams/service/', '/team/places/leipzig/', '/team/values/offen/'])
		assert.ok(feeds.includes(`${origin}${p}feed.atom`), p);
	for (const f of feeds) assert.match(ask(f.slice(`${origin}/team`.length)).headers.get('content-type'), /atom/, f);
	fs.writeFileSync(path.join(dir, 'urls'), ''); // newsboat 2.36 (Debian 13) adds to a file, and makes none
	const readers = spawnSync('newsboat', ['-C', '/dev/null', '-u', path.join(dir, 'urls'), '-c', path.join(dir, 'cache'), '-i', file], { encoding: 'utf8' });
	if (readers.error === undefined) {
		const urls = fs.readFileSync(path.join(dir, 'urls'), 'utf8');
		for (const f of feeds) assert.ok(urls.includes(f), `newsboat did not take ${f}: ${readers.stdout}${readers.stderr}`);
	}
});

test('snippets are HTML that shows the selection and nothing else', () => {
	const [signature, text, frame] = pre(ask('/feeds/', 'team=montage&c=mail').body);
	assert.match(signature, /^<p>[^<]* <a href="http:\/\/hub\.example\/team\/teams\/montage\/\?c=mail">Menschen: [^<]*<\/a><\/p>$/);
	assert.match(text, /\nhttp:\/\/hub\.example\/team\/teams\/montage\/\?c=mail$/);
	assert.match(frame, /^<iframe src="http:\/\/hub\.example\/team\/fragments\/stories\/\?team=montage&amp;c=mail" title="[^"]*" .*><\/iframe>$/);
	execFileSync('xmllint', ['--noout', '-'], { input: signature });
});

test('a poster shows a voice and faces of those who agreed to be shown, and no others', () => {
	for (const size of ['a6', 'a4']) {
		const r = ask('/feeds/poster/', `team=montage&size=${size}&c=aushang`);
		assert.equal(r.status, 200);
		assert.match(r.body, new RegExp(`th-poster-${size}`));
		assert.match(r.body, /Jana Weber/);
		assert.match(r.body, /Wer fragt, der friert nicht\./, 'her own choice');
		assert.doesNotMatch(r.body, /jemand anderen entschieden/, 'a letter that she quotes');
		assert.match(r.body, /<img [^>]*src="\/team\/media\/[^"]*"/);
		assert.match(r.body, /src="\/team\/feeds\/qr\.svg\?team=montage&amp;c=aushang"/);
		assert.doesNotMatch(r.body, /Kim|niemals auf einem Plakat/);
	}
	const kims = ask('/feeds/poster/', 'author=kim');
	assert.equal(kims.status, 200);
	assert.doesNotMatch(kims.body, /niemals auf einem Plakat|<figure|\/media\//);
});

test('a fragment is a small page of its own whose links leave the frame', () => {
	const r = ask('/en/fragments/stories/', 'team=montage');
	assert.equal(r.status, 200);
	assert.match(r.body, /<base target="_top">/);
	assert.match(r.body, /<html lang="en"/);
	assert.equal(r.body.match(/<article/g).length, 6);
	assert.doesNotMatch(r.body, /<nav|<script|<form/);
	assert.match(r.headers.get('content-security-policy'), /^default-src 'none';.* frame-ancestors 'self' https:\/\/careers\.example https:\/\/\*\.partner\.example:8443$/);
	assert.match(ask('/stories/').headers.get('content-security-policy'), /^default-src 'none';.* frame-ancestors 'self'$/);
});

const oembed = (url, more = '') => ask('/oembed', `url=${encodeURIComponent(url)}${more}`);

test('oEmbed tells of stories, people and lists, by addresses of this hub alone', () => {
	const page = ask('/stories/janas/').body;
	const link = plain(/<link rel="alternate" type="application\/json\+oembed" title="[^"]*" href="([^"]*)"/.exec(page)[1]);
	assert.equal(link, `${origin}/team/oembed?url=${encodeURIComponent(`${origin}/team/stories/janas/`)}`);
	const r = oembed(`${origin}/team/stories/janas/?c=x#y`);
	assert.equal(r.status, 200);
	assert.match(r.headers.get('content-type'), /^application\/json/);
	const said = JSON.parse(r.body);
	assert.deepEqual([said.version, said.type, said.title, said.author_name, said.author_url, said.provider_name],
		['1.0', 'link', 'Janas Tag', 'Jana Weber', `${origin}/team/people/jana/`, 'Menschen']);
	if (said.thumbnail_url) assert.ok(said.thumbnail_width > 0 && said.thumbnail_height > 0);
	assert.equal(JSON.parse(oembed(`${origin}/team/stories/janas/`, '&maxwidth=201').body).thumbnail_url, undefined);
	assert.equal(JSON.parse(oembed(`${origin}/team/people/jana/`).body).title, 'Jana Weber');
	const list = JSON.parse(oembed(`${origin}/team/en/stories/?team=montage&place=leipzig`, '&maxwidth=320&maxheight=5000').body);
	assert.deepEqual([list.type, list.width, list.height], ['rich', 320, 480]);
	assert.match(list.html, /^<iframe src="http:\/\/hub\.example\/team\/en\/fragments\/stories\/\?team=montage&amp;place=leipzig" /);
	assert.equal(JSON.parse(oembed(`${origin}/team/teams/montage/`).body).type, 'rich');
	for (const bad of [`${origin}/team/stories/nope/`, `${origin}/team/stories/later/`, 'http://other.example/team/stories/janas/', `${origin}.evil/team/stories/janas/`,
		`${origin}/teams/stories/janas/`, `${origin}/team/guidelines/`, '', 'x', `${origin}/team/stories/?team=nope`, `${origin}/team/stories/?x=%`, `${origin}/team/%ff/`,
		`${origin}/team/oembed?url=x`])
		assert.equal(oembed(bad).status, 404, bad);
	assert.equal(oembed(`${origin}/team/stories/janas/`, '&format=xml').status, 501);
	assert.equal(oembed(`${origin}/team/stories/janas/`, '&maxwidth=-1').status, 404);
});

test('oEmbed says nothing of those who agreed to no share card', () => {
	assert.equal(oembed(`${origin}/team/stories/kims/`).status, 404);
	assert.equal(oembed(`${origin}/team/people/kim/`).status, 404);
	assert.doesNotMatch(ask('/stories/kims/').body, /oembed/);
});

test('a theme without the layouts has no kit and no link to one', () => {
	const theme = path.join(dir, 'theme'), other = path.join(dir, 'other/current');
	fs.cpSync(path.join(root, 'themes/default'), theme, { recursive: true });
	for (const l of ['share', 'poster', 'fragment']) fs.rmSync(path.join(theme, `layouts/${l}.mustache`));
	fs.mkdirSync(path.dirname(other));
	const r = publish(content, other, '--theme', theme);
	assert.equal(r.status, 0, r.said);
	for (const p of ['/feeds/', '/feeds/poster/', '/fragments/stories/']) assert.equal(cgi(other, p).status, 404, p);
	assert.doesNotMatch(cgi(other, '/stories/subscribe/').body, /\/team\/feeds\//);
	assert.equal(cgi(other, '/feeds/qr.svg').status, 200);
});

test('a site that cannot stand in a policy is refused in hub.yml', () => {
	const bad = path.join(dir, 'bad');
	sampleContent(bad);
	for (const site of ['careers.example', "https://a.example; script-src *", 'https://a.example/path', '*', "'none'", 'https://*.', 'javascript://x']) {
		fs.writeFileSync(path.join(bad, 'hub.yml'), `${fs.readFileSync(path.join(content, 'hub.yml'), 'utf8').replace(/^embed:.*$/m, '')}embed: {allow: ["${site}"]}\n`);
		const r = spawnSync(path.join(build, 'teamhub'), ['check', bad], { encoding: 'utf8', cwd: root });
		assert.match(r.stdout + r.stderr, /hub\.yml:\d+:\d+: .*embed\.allow/, site);
	}
});

// ---- behind nginx ----

let hub;
after(() => hub?.stop());

test('nginx lets the named sites frame a fragment and nothing else, fresh, cached and revalidated', async () => {
	const port = await freePort();
	hub = await run({ PORT: String(port), CONTENT: content, RUN: path.join(dir, 'run'), ORIGIN: '' });
	assert.ok(hub.address, hub.said.text);
	hub.port = port;
	for (const wait of [0, 0, 1200]) {
		await sleep(wait);
		const f = await get(port, '/team/fragments/stories/?team=montage');
		assert.equal(f.status, 200);
		assert.match(f.headers.get('content-security-policy'), /default-src 'none';.* frame-ancestors 'self' https:\/\/careers\.example https:\/\/\*\.partner\.example:8443$/);
		for (const p of ['/team/stories/', '/team/feeds/', '/team/nope/', '/team/fragments/stories/?team=nope'])
			assert.match((await get(port, p)).headers.get('content-security-policy'), /frame-ancestors 'self'$/, p);
	}
});

test('the log knows the campaign and the page, and nobody: addresses are masked', async () => {
	await get(hub.port, '/team/teams/montage/?c=jobmesse', { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' });
	await get(hub.port, '/team/teams/montage/?utm_campaign=jobmesse');
	await get(hub.port, '/team/feeds/?team=montage&c=jobmesse');
	await sleep(100);
	const log = path.join(dir, 'run/nginx/logs/access.log');
	const text = fs.readFileSync(log, 'utf8');
	assert.match(text, /^127\.0\.0\.0 - - .*"GET \/team\/teams\/montage\/\?c=jobmesse HTTP/m);
	assert.doesNotMatch(text, /127\.0\.0\.1/);
	if (spawnSync('sh', ['-c', 'command -v goaccess']).status !== 0) return;
	const said = execFileSync(path.join(root, 'nginx/stats.sh'), [log, path.join(dir, 'stats.html')], { encoding: 'utf8' });
	assert.match(said, /^ +2 +jobmesse +\/team\/teams\/montage\/$/m);
	assert.equal(said.match(/jobmesse/g).length, 1);
	assert.match(fs.readFileSync(path.join(dir, 'stats.html'), 'utf8'), /<title>/);
});

test('the report of a log with whole addresses has no row for a person', (t) => {
	if (spawnSync('sh', ['-c', 'command -v goaccess']).status !== 0) return t.skip('goaccess is missing');
	const log = path.join(dir, 'combined.log'), report = path.join(dir, 'combined.html');
	fs.writeFileSync(log, [1, 2, 3].map((n) => `203.0.113.${n} - - [02/Mar/2026:10:00:00 +0100] "GET /team/ HTTP/1.1" 200 100 "-" ` +
		'"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"\n').join(''));
	execFileSync(path.join(root, 'nginx/stats.sh'), [log, report]);
	const html = fs.readFileSync(report, 'utf8');
	assert.match(html, /"unique_visitors": *3/);
	assert.doesNotMatch(html, /203\.0\.113/);
});
