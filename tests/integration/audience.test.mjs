#!/usr/bin/env node
// audience.test.mjs -- trying to get at what is internal: the public hub and the internal one behind the real nginx,
// below prefixes of one server; as plain CGI; and in every file. Other ways to log in: login.test.mjs.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { build, cgi, execFileSync, freePort, fs, get, needs, path, publish, raw, root, run, sampleContent, sleep, spawnSync, story, tempDir, write } from './hub.mjs';

needs('nginx', 'spawn-fcgi', 'multiwatch', 'setpriv', 'git');

const dir = tempDir();
const src = path.join(dir, 'src');
const RUN = path.join(dir, 'run');
const git = (...args) => execFileSync('git', ['-C', src, '-c', 'user.name=Jana', '-c', 'user.email=j@x', ...args], { encoding: 'utf8' });
const teamhub = (...args) => spawnSync(path.join(build, 'teamhub'), args, { encoding: 'utf8', cwd: root });

sampleContent(src, 'http://localhost');
fs.appendFileSync(path.join(src, 'hub.yml'), 'internal: {prefix: /intern}\n');
const pixel = (colour) => `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="${colour}"/></svg>`;
write(src, 'stories/innenslug.md', story({ title: 'Innentitel', date: '2026-03-05', author: 'jana', audience: 'internal', picture: 'innenbild.svg', picture_alt: 'Innenalt' }, 'Innentext\n'));
write(src, 'stories/innenbild.svg', pixel('#123456'));
write(src, 'stories/offen.md', story({ title: 'Offen', date: '2026-03-06', author: 'jana', picture: 'offen.svg', picture_alt: 'x' }, 'Zu [dem](innenslug.md).\n'));
write(src, 'stories/offen.svg', pixel('#654321'));
write(src, 'events/innentreffen.md', story({ title: 'Innentermin', start: '2030-12-03 08:30', audience: 'internal' }));
execFileSync('git', ['init', '-q', '-b', 'main', src]);
git('add', '-A');
git('commit', '-qm', 'one');

const port = await freePort();
const hub = await run({ CONTENT: src, RUN, PORT: String(port), INTERNAL_PASSWORD: 'geheim' });
assert.ok(hub.address, hub.said.text);
const edition = path.join(RUN, 'hub/current'), inside = path.join(RUN, 'hub/internal/current');
const login = { Authorization: `Basic ${Buffer.from('demo:geheim').toString('base64')}` };
after(async () => { await hub.stop(); });

const media = (of) => fs.readdirSync(path.join(RUN, 'hub', of, 'media')).filter((f) => !f.endsWith('.txt'));
const secret = /innen(slug|titel|text|termin|bild|alt|treffen|jetzt|neu)/i; // no German word of the theme
const holds = (...where) => spawnSync('grep', ['-rqiE', secret.source, ...where]).status === 0;

test('run says where the internal hub is and how to get in', () => {
	assert.match(hub.said.text, new RegExp(`The internal hub is on http://localhost:${port}/intern/ +user demo, password geheim`));
});

test('with the login everything is there, marked and for no cache', async () => {
	const page = await get(port, '/intern/stories/innenslug/', login);
	assert.equal(page.status, 200);
	assert.match(page.body, /Innentext/);
	assert.match(page.body, /th-internal/);
	assert.match(page.body, /<meta name="robots" content="noindex">/);
	assert.match(page.headers.get('cache-control'), /^private/);
	assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
	assert.match(page.headers.get('x-robots-tag'), /noindex/);
	assert.equal((await get(port, '/intern/stories/offen/', login)).status, 200);
	assert.match((await get(port, '/intern/events/', login)).body, /Innentermin/);
	assert.equal((await get(port, '/intern/sitemap.xml', login)).status, 404);
	assert.doesNotMatch((await get(port, '/intern/feeds/', login)).body, /&lt;iframe/);
});

test('a page that repeats the request is not compressed: its length would tell of the rest', async () => {
	for (const [target, status, coding] of [['stories/innenslug/', 200, 'br'], ['stories/feed.atom', 200, 'br'], ['search?q=innentext', 200], ['stories/?c=innentext', 200], ['innentext/', 404]]) {
		const r = await get(port, `/intern/${target}`, { ...login, 'Accept-Encoding': 'gzip, deflate, br' });
		assert.equal(r.status, status, target);
		assert.equal(r.headers.get('content-encoding'), coding, target);
		assert.equal(/no-transform/.test(r.headers.get('cache-control')), !coding, target);
	}
});

test('without it nothing is, whatever the request looks like', async () => {
	const targets = ['/intern/', '/intern', '/intern/stories/innenslug/', '/intern/stories/feed.atom', '/intern/search?q=innen',
		'/intern//stories/innenslug/', '/intern/%73tories/innenslug/', '/intern/stories/innenslug', '/intern/stories/x/../innenslug/',
		'/intern/stories/innenslug/%2e', '/intern/stories/innenslug/;x', '/INTERN/stories/innenslug/', '/intern/./stories/innenslug/',
		'/team/../intern/stories/innenslug/', '/team/%2e%2e/intern/stories/innenslug/', '/team/..%2fintern/stories/innenslug/',
		'/team/intern/stories/innenslug/', '/team/internal/', '/team/stories/innenslug/', '/team/en/stories/innenslug/',
		'/team/media/../internal/current', '/team/media/%2e%2e/internal/tokens', '/team/media/..%2finternal%2fcurrent', '/team/assets/../internal/current',
		'/intern/media/../tokens', '/intern/media/..%2ftokens', '/team/search?q=innentext', '/team/feed.atom?audience=internal', '/team/stories/?audience=internal',
		'/intern/stories/feed.atom?token=', '/intern/stories/feed.atom?token=x', '/intern/stories/innenslug/?token=x', '/intern/stories/innenslug/feed.atom?token=x',
		`/intern/media/${media('internal')[0]}`, `/intern/media/${media('internal')[0]}?token=x`, `/intern/media/${media('internal')[0]}/feed.atom?token=x`,
		'/intern/healthz', '/intern/robots.txt', '/intern/feeds/teamhub.opml', '/intern/fragments/stories/', '/intern/oembed?url=x'];
	const headers = [{}, { TEAMHUB_ACCESS: 'login' }, { 'Teamhub-Access': 'login' }, { 'X-Forwarded-User': 'demo', 'Remote-User': 'demo', 'X-Remote-User': 'demo' },
		{ Authorization: 'Basic ZGVtbzp4' }, { Authorization: 'Bearer x' }, { 'X-Original-URL': '/intern/stories/innenslug/', 'X-Rewrite-URL': '/intern/' }, { Referer: `http://localhost:${port}/intern/` }];
	// In parallel, since a wrong password takes two seconds; no more at once than may fail.
	const all = targets.flatMap((t) => headers.map((h) => [t, h]));
	await Promise.all(Array.from({ length: 6 }, async () => {
		for (let next = all.pop(); next; next = all.pop()) {
			const [t, h] = next, r = await get(port, t, h);
			// A parameter that is nobody's is passed over: the public list answers, without a word of the other.
			const open = t.startsWith('/team/search') || t.endsWith('?audience=internal');
			assert.ok([301, 302, 400, 401, 403, 404].includes(r.status) || open, `${t} ${JSON.stringify(h)}: ${r.status}`);
			assert.doesNotMatch(r.body.replaceAll(/innen(slug|text)/gi, (m) => (t.toLowerCase().includes(m.toLowerCase()) ? '' : m)), secret, t);
		}
	}));
	for (const method of ['POST', 'PUT', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', 'HEAD', 'GET '])
		assert.doesNotMatch((await get(port, '/intern/stories/innenslug/', {}, method)).body, secret, method);
	assert.doesNotMatch(await raw(port, `GET http://localhost/intern/stories/innenslug/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`), /Innen/);
	assert.doesNotMatch(await raw(port, 'GET /intern/stories/innenslug/ HTTP/1.0\r\n\r\n'), /Innen/);
});

test('what colleagues were answered is kept for nobody else', async () => {
	for (const t of ['/intern/stories/innenslug/', '/intern/stories/', '/intern/stories/feed.json']) {
		assert.equal((await get(port, t, login)).status, 200);
		assert.equal((await get(port, t)).status, 401);
		const same = t.replace('/intern/', '/team/');
		assert.doesNotMatch((await get(port, same)).body, /Innen/);
		assert.doesNotMatch((await get(port, same, login)).body, /Innen/);
	}
	// The cache names what was asked for; nothing else of it may be there.
	assert.equal(spawnSync('grep', ['-rqiE', 'innen(titel|termin|bild|alt)', path.join(RUN, 'cache')]).status, 1);
});

test('pictures of what is internal lie behind the login alone', async () => {
	const only = media('internal').filter((f) => !media('.').includes(f));
	assert.ok(only.length > 0);
	for (const f of only) {
		assert.equal((await get(port, `/team/media/${f}`)).status, 404);
		assert.equal((await get(port, `/intern/media/${f}`)).status, 401);
		const seen = await get(port, `/intern/media/${f}`, login);
		assert.equal(seen.status, 200);
		assert.match(seen.headers.get('cache-control'), /^private/);
	}
});

test('no public file and no card has a word of it', () => {
	for (const part of ['current', 'editions', 'media', 'assets'])
		assert.ok(!holds(path.join(RUN, 'hub', part)), part);
	assert.ok(holds(path.join(RUN, 'hub/internal/editions')));
	const answer = cgi(edition, '/stories/innenslug/');
	assert.equal(answer.status, 404);
	assert.doesNotMatch(cgi(edition, '/stories/').body, /Innen/);
	assert.equal(cgi(edition, '/stories/innenslug/', '', { TEAMHUB_ACCESS: 'login' }).status, 404);
});

test('the internal edition as plain CGI answers nobody by itself', () => {
	for (const env of [{}, { HTTP_TEAMHUB_ACCESS: 'login' }, { REMOTE_USER: 'demo' }, { TEAMHUB_ACCESS: 'token' }]) {
		const r = cgi(inside, '/stories/innenslug/', 'token=x', env);
		assert.ok([401, 403].includes(r.status));
		assert.doesNotMatch(r.body, secret);
	}
	assert.equal(cgi(inside, '/stories/innenslug/', '', { TEAMHUB_ACCESS: 'login' }).status, 200);
});

test('a token opens feeds, is in no log, and ends when it is revoked', async () => {
	const made = teamhub('token', 'add', 'jana weber', '--edition', edition);
	assert.equal(made.status, 0, made.stderr);
	const token = made.stdout.trim();
	assert.match(token, /^[A-Za-z0-9_-]{43}$/);
	const file = path.join(RUN, 'hub/internal/tokens');
	assert.ok(!fs.readFileSync(file, 'utf8').includes(token));
	assert.equal(fs.statSync(file).mode & 0o027, 0);
	const feed = await get(port, `/intern/stories/feed.atom?token=${token}`);
	assert.equal(feed.status, 200);
	assert.match(feed.body, /Innentext/);
	assert.ok(!feed.body.includes(token));
	const moved = await get(port, `/intern/feed.atom?token=${token}`);
	assert.equal(moved.status, 301);
	assert.match(moved.headers.get('location'), new RegExp(`/intern/stories/feed.atom\\?token=${token}$`));
	for (const t of ['/intern/stories/', '/intern/stories/innenslug/', '/intern/feeds/', '/intern/healthz', `/intern/media/${media('internal')[0]}`])
		assert.equal((await get(port, `${t}?token=${token}`)).status, 401, t);
	assert.equal((await get(port, '/intern/stories/feed.atom', { Cookie: `token=${token}`, 'X-Token': token })).status, 401);
	assert.equal((await get(port, `/intern/stories/feed.atom?Token=${token}`)).status, 401);
	assert.match(teamhub('token', 'list', '--edition', edition).stdout, /^[0-9a-f]{8} {2}\d{4}-\d\d-\d\d {2}jana weber\n$/);
	assert.equal(teamhub('token', 'revoke', 'nobody', '--edition', edition).status, 3);
	assert.equal(teamhub('token', 'revoke', 'jana weber', '--edition', edition).status, 0);
	assert.equal((await get(port, `/intern/stories/feed.atom?token=${token}`)).status, 401);
	for (const f of fs.readdirSync(path.join(RUN, 'nginx/logs')))
		assert.ok(!fs.readFileSync(path.join(RUN, 'nginx/logs', f), 'utf8').includes(token), f);
	assert.match(fs.readFileSync(path.join(RUN, 'nginx/logs/internal.log'), 'utf8'), /GET \/intern\/stories\/feed\.atom HTTP/);
});

test('going back takes both along, and what turned internal stays so', async () => {
	const old = teamhub('editions', '--edition', edition).stdout;
	write(src, 'stories/offen.md', story({ title: 'Innenjetzt', date: '2026-03-06', author: 'jana', audience: 'internal' }, 'Innenneu\n'));
	git('commit', '-qam', 'two');
	const theme = ['--origin', `http://localhost:${port}`, '--internal-origin', `http://localhost:${port}`];
	const done = publish(src, edition, ...theme);
	assert.equal(done.status, 0, done.said);
	await sleep(1200);
	assert.equal((await get(port, '/team/stories/offen/')).status, 410);
	assert.match((await get(port, '/intern/stories/offen/', login)).body, /Innenneu/);
	assert.match((await get(port, '/team/stories/feed.atom')).body, /deleted-entry/);
	const back = teamhub('rollback', '--edition', edition);
	assert.equal(back.status, 0, back.stderr);
	assert.match(back.stdout, /live now internally: edition/);
	await sleep(1200);
	assert.equal((await get(port, '/team/stories/offen/')).status, 410);
	assert.doesNotMatch((await get(port, '/intern/stories/offen/', login)).body, /Innenneu/);
	assert.ok(old.length > 0);
	assert.equal(publish(src, edition, ...theme).status, 0);
});
