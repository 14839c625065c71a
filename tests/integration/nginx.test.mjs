#!/usr/bin/env node
// nginx.test.mjs -- the hub behind the real nginx, started by run.sh on a free port: headers, caching that
// does not outlive a change, compression, files, odd paths, a worker that dies; and run.sh itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { execFileSync, freePort, fs, get, needs, path, publish, raw, run, sampleContent, sleep, story, tempDir,
	testData, write } from './hub.mjs';

needs('nginx', 'spawn-fcgi', 'multiwatch', 'setpriv', 'curl');
const dir = tempDir();
const content = path.join(dir, 'content'), RUN = path.join(dir, 'run'), edition = path.join(RUN, 'hub/current');
let port, hub;
const ask = (target, headers, method) => get(port, target, headers, method);

before(async () => {
	port = await freePort();
	sampleContent(content, 'https://careers.example');
	hub = await run({ RUN, PORT: String(port), CONTENT: content, WORKERS: '3' });
	assert.ok(hub.address, hub.said.text);
});
after(async () => {
	if (hub?.address) await hub.stop();
});

/** Processes that hold our folder in their command line. */
function processes(what) {
	return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
		.filter((l) => l.includes(what)).map((l) => Number(l.trim().split(/\s+/)[0]));
}
/** Workers of this run: they have our edition in their environment. */
function workers() {
	return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
		.filter((l) => /^\s*\d+ \S*teamhub\.fcgi$/.test(l)).map((l) => Number(l.trim().split(/\s+/)[0]))
		.filter((pid) => {
			try {
				return fs.readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`TEAMHUB_EDITION=${edition}`);
			} catch {
				return false;
			}
		});
}

test('it says where it is, and pages of all kinds come through with security headers', async () => {
	assert.equal(hub.address, `http://localhost:${port}/team/`);
	for (const [p, status] of [['/team/', 200], ['/team/stories/', 200], ['/team/stories/?team=montage&page=2', 200],
		['/team/en/people/tom/', 200], ['/team/stories/feed.atom', 200], ['/team/sitemap.xml', 200], ['/team/nope/', 404],
		['/team/stories/alt/', 301], ['/team/stories/?x=%', 400]]) {
		const r = await ask(p);
		assert.equal(r.status, status, p);
		const csp = r.headers.get('content-security-policy');
		assert.match(csp, /default-src 'none'/, p);
		assert.doesNotMatch(csp, /unsafe/);
		assert.equal(r.headers.get('x-content-type-options'), 'nosniff');
		assert.ok(r.headers.get('referrer-policy') && r.headers.get('permissions-policy'));
		assert.equal(r.headers.get('set-cookie'), undefined);
		assert.doesNotMatch(r.headers.get('server') ?? '', /\d/);
	}
});

test('addresses with a host name the one where the run is seen', async () => {
	const feed = JSON.parse((await ask('/team/stories/feed.json')).body);
	assert.equal(feed.home_page_url, `http://localhost:${port}/team/stories/`);
	assert.match(feed.items[0].id, /^tag:careers\.example,2026:/); // but entries keep their names
	assert.match((await ask('/team/')).body, new RegExp(`rel="canonical" href="http://localhost:${port}/team/"`));
});

test('the way to the hub: prefix without a slash, the root, robots.txt', async () => {
	for (const [p, to] of [['/team', '/team/'], ['/team?utm_source=x', '/team/?utm_source=x'], ['/', '/team/'], ['/team/stories', '/team/stories/']]) {
		const r = await ask(p);
		assert.ok([301, 302].includes(r.status), p);
		assert.equal(r.headers.get('location'), to);
	}
	assert.match((await ask('/robots.txt')).body, /^Sitemap: /m);
	assert.equal((await ask('/elsewhere')).status, 404);
});

test('HEAD has the headers of GET and no body, and does not spoil the cache for GET', async () => {
	const head = await ask('/team/people/', {}, 'HEAD');
	assert.equal(head.status, 200);
	assert.equal(head.body, '');
	const page = await ask('/team/people/');
	assert.equal(page.status, 200);
	assert.match(page.body, /<\/html>\s*$/);
	assert.equal(head.headers.get('etag'), page.headers.get('etag'));
	assert.equal(Number(head.headers.get('content-length')), Buffer.byteLength(page.body, 'latin1'));
});

test('other methods answer 405 and say which would do', async () => {
	const css = /href="(\/team\/assets\/[^"]+\.css)"/.exec((await ask('/team/')).body)[1];
	for (const m of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])
		for (const where of ['/team/stories/', css]) {
			const r = await ask(where, {}, m);
			assert.equal(r.status, 405, `${m} ${where}`);
			assert.equal(r.headers.get('allow'), 'GET, HEAD');
			assert.match(r.body, /<main[^]*<h1[ >]/);
		}
	const posted = await raw(port, 'POST /team/stories/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=b');
	assert.match(posted, /^HTTP\/1\.1 405/);
	const big = await raw(port, 'POST /team/stories/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 99999999\r\n\r\n');
	assert.match(big, /^HTTP\/1\.1 413/);
});

test('a page that the browser has is not sent again', async () => {
	const r = await ask('/team/stories/eins/');
	const tag = r.headers.get('etag');
	for (const headers of [{ 'If-None-Match': tag }, { 'If-None-Match': `W/${tag}` }, { 'If-Modified-Since': r.headers.get('last-modified') }]) {
		const again = await ask('/team/stories/eins/', headers);
		assert.equal(again.status, 304, JSON.stringify(headers));
		assert.equal(again.body, '');
	}
	assert.equal((await ask('/team/stories/eins/', { 'If-None-Match': '"other"' })).status, 200);
	assert.match(r.headers.get('cache-control'), /^public, max-age=\d+, must-revalidate$/);
});

test('304 varies as 200 does: pages, feeds, theme files, pictures', async () => {
	const css = /href="(\/team\/assets\/[^"]+\.css)"/.exec((await ask('/team/')).body)[1];
	for (const p of ['/team/', '/team/en/', '/team/stories/', '/team/stories/eins/', '/team/stories/feed.atom', '/team/events.ics', '/team/sitemap.xml', css])
		for (const headers of [{}, { 'Accept-Encoding': 'gzip' }, { 'Accept-Language': 'de' }]) {
			const r = await ask(p, headers);
			assert.equal(r.status, 200, p);
			assert.match(r.headers.get('vary'), /Accept-Encoding/);
			const again = await ask(p, { ...headers, 'If-None-Match': r.headers.get('etag') });
			assert.equal(again.status, 304, p);
			assert.equal(again.headers.get('vary'), r.headers.get('vary'), `${p} ${JSON.stringify(headers)}`);
			assert.equal(again.headers.get('cache-control'), r.headers.get('cache-control'), p);
		}
});

test('what nginx answers itself is protected as what the program says, and nothing is said twice', async () => {
	const css = /href="(\/team\/assets\/[^"]+\.css)"/.exec((await ask('/team/')).body)[1];
	const names = ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'permissions-policy', 'cross-origin-opener-policy'];
	const page = await ask('/team/stories/');
	for (const p of [css, '/team/assets/nope.css', '/team/media/', '/team/stories/?x=%', '/team/?token=x', '/team/nope/', '/team/stories'])
		for (let twice = 0; twice < 2; twice++) { // from the cache, too
			const r = await ask(p);
			for (const name of names) assert.equal(r.headers.get(name), page.headers.get(name), `${p} ${name}`);
		}
	const big = await raw(port, 'POST /team/stories/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 99999999\r\n\r\n');
	assert.match(big, /413[^]*Content-Security-Policy: default-src 'none'/);
});

test('a token of the internal hub that is sent here is neither logged, kept nor shown', async () => {
	const secret = 'AbCdEfGh0123456789_geheim', css = /href="(\/team\/assets\/[^"]+\.css)"/.exec((await ask('/team/')).body)[1];
	const targets = [['/team/stories/feed.atom?token=', '/team/stories/feed.atom'], ['/team/stories/?team=montage&token=', '/team/stories/?team=montage'],
		['/team/stories/?%74o%6Ben=', '/team/stories/'], ['/team/?Token=', '/team/'], ['/team?token=', '/team/'], ['/team/nope/?x=1&token=', '/team/nope/?x=1'],
		[`${css}?token=`, css], ['/team/media/?token=', '/team/media/'], ['/team/media/nope.png?token=', '/team/media/nope.png']];
	for (const [t, clean] of targets)
		for (const method of ['GET', 'HEAD', 'GET']) {
			const r = await ask(t + secret, { Referer: `http://localhost${t}${secret}` }, method);
			assert.equal(r.status, 302, t);
			assert.equal(r.headers.get('location'), clean, t);
			assert.equal(r.headers.get('cache-control'), 'no-store');
			assert.ok(!JSON.stringify([...r.headers]).includes(secret) && !r.body.includes(secret));
		}
	for (const t of ['/?token=', '/elsewhere?token=', '/robots.txt?token=', '/team/oembed?url=http%3A%2F%2Fx%2F%3Ftoken%3D', '/team/stories/?nottoken&token=']) await ask(t + secret);
	await ask('/team/stories/', { Referer: `http://localhost:${port}/team/stories/?a=b&token=${secret}` }); // what a page was asked for with it
	await ask(`/team/stories/?token=${secret}`, {}, 'POST');
	await raw(port, `GET /team/?token=${secret} oops HTTP/1.1\r\nHost: x\r\n\r\n`);
	execFileSync('bash', ['-c', `curl -s --no-progress-meter --interface 127.0.0.4 -o /dev/null --parallel --parallel-max 20 "http://127.0.0.1:${port}/team/stories/?token=${secret}&n=[1-300]"`]);
	await sleep(100);
	for (const at of ['nginx/logs', 'cache'])
		for (const f of fs.readdirSync(path.join(RUN, at), { recursive: true })) {
			const file = path.join(RUN, at, f);
			if (fs.statSync(file).isFile()) assert.ok(!fs.readFileSync(file, 'latin1').includes(secret), file);
		}
	// What is no token is logged as ever.
	await ask('/team/stories/?utm_campaign=tokenring&c=token');
	await sleep(50);
	assert.match(fs.readFileSync(path.join(RUN, 'nginx/logs/access.log'), 'utf8'), /"GET \/team\/stories\/\?utm_campaign=tokenring&c=token HTTP\/1\.1"/);
});

test('the start page alone speaks the language of who comes from elsewhere, from the cache too', async () => {
	const en = { 'Accept-Language': 'en-GB,en;q=0.9,de;q=0.5' }, de = { 'Accept-Language': 'de-DE,de;q=0.9,en;q=0.8' };
	const within = { ...en, 'Sec-Fetch-Site': 'same-origin' }, without = { ...en, 'Sec-Fetch-Site': 'cross-site' };
	for (let i = 0; i < 3; i++) { // in turn, so that one answer could stand in for another
		const away = await ask('/team/', en);
		assert.equal(away.status, 302);
		assert.equal(away.headers.get('location'), '/team/en/');
		assert.match(away.headers.get('vary'), /Accept-Language/);
		assert.equal((await ask('/team/', without)).status, 302);
		for (const headers of [de, {}, within, { 'Accept-Language': 'fr' }, { 'Accept-Language': '"></' }]) {
			const r = await ask('/team/', headers);
			assert.equal(r.status, 200, JSON.stringify(headers));
			assert.match(r.body, /<html lang="de"/);
			assert.match(r.headers.get('vary'), /Accept-Language/);
		}
	}
	assert.equal((await ask('/team/?utm_source=x', en)).headers.get('location'), '/team/en/?utm_source=x');
	assert.equal((await ask('/team/', en, 'HEAD')).status, 302);
	const tag = (await ask('/team/', de)).headers.get('etag');
	assert.equal((await ask('/team/', { ...de, 'If-None-Match': tag })).status, 304);
	assert.equal((await ask('/team/', { ...en, 'If-None-Match': tag })).status, 302);
	for (const [p, status] of [['/team/en/', 200], ['/team/stories/', 200], ['/team/en/stories/', 200], ['/team/nope/', 404]]) {
		const there = await ask(p, p.startsWith('/team/en') ? de : en);
		assert.equal(there.status, status, p);
		assert.doesNotMatch(there.headers.get('vary') ?? '', /Accept-Language/);
	}
});

test('pages and feeds are compressed, and say that this depends on the request', async () => {
	for (const p of ['/team/stories/', '/team/stories/feed.atom', '/team/stories/feed.json', '/team/sitemap.xml']) {
		const plain = await ask(p), zipped = await ask(p, { 'Accept-Encoding': 'gzip' });
		assert.equal(zipped.headers.get('content-encoding'), 'gzip', p);
		assert.match(zipped.headers.get('vary'), /Accept-Encoding/);
		const body = execFileSync('curl', ['-s', '--compressed', `http://127.0.0.1:${port}${p}`]);
		assert.deepEqual(body, Buffer.from(plain.body, 'latin1'), p);
		assert.ok(zipped.body.length < plain.body.length);
	}
	const out = execFileSync('curl', ['-s', '-H', 'Accept-Encoding: br', `http://127.0.0.1:${port}/team/stories/`]);
	assert.match(brotliDecompressSync(out).toString(), /<\/html>/);
});

test('the cache keeps an answer for each coding, not for each spelling', async () => {
	const kept = () => fs.readdirSync(path.join(RUN, 'cache'), { recursive: true }).filter((f) => {
		const file = path.join(RUN, 'cache', f);
		return fs.statSync(file).isFile() && fs.readFileSync(file, 'latin1').includes('utm_source=spelt');
	}).length;
	const spellings = { br: ['br', 'gzip, deflate, br', 'gzip,br;q=0.5', 'BR, zstd', 'identity;q=0, br'], gzip: ['gzip', 'gzip, deflate', 'x-gzip', 'deflate, gzip;q=1.0', 'br;q=0, gzip'],
		none: ['', 'identity', 'deflate', 'gzip;q=0', '*', 'gzipped'] };
	for (let twice = 0; twice < 2; twice++) // filled, and from the cache
		for (const [coding, all] of Object.entries(spellings))
			for (const accept of all) {
				const r = await ask('/team/stories/?utm_source=spelt', { 'Accept-Encoding': accept });
				assert.equal(r.headers.get('content-encoding') ?? 'none', coding, accept);
			}
	assert.equal(kept(), 3);
});

test('files come compressed from disk where a browser can read it', async () => {
	const css = /href="(\/team\/assets\/[^"]+\.css)"/.exec((await ask('/team/')).body)[1], disk = path.join(RUN, 'hub', css.slice(5));
	const brotli = fs.existsSync('/usr/lib/nginx/modules/ngx_http_brotli_static_module.so');
	for (const [accept, suffix] of [['gzip', '.gz'], ['gzip, br', brotli ? '.br' : '.gz'], ['', ''], ['gzip;q=0', '']]) {
		const r = await ask(css, { 'Accept-Encoding': accept });
		assert.equal(r.headers.get('content-encoding'), { '.gz': 'gzip', '.br': 'br' }[suffix], accept);
		assert.equal(r.body, fs.readFileSync(disk + suffix, 'latin1'), accept);
		assert.equal(r.headers.get('vary'), 'Accept-Encoding');
		assert.equal(r.headers.get('content-type'), 'text/css; charset=utf-8');
		assert.equal((await ask(css, { 'Accept-Encoding': accept, 'If-None-Match': r.headers.get('etag') })).status, 304);
		const part = await ask(css, { 'Accept-Encoding': accept, Range: 'bytes=2-9' });
		assert.equal(part.body, part.status === 206 ? r.body.slice(2, 10) : r.body, accept);
	}
	assert.ok(fs.statSync(`${disk}.gz`).size < fs.statSync(disk).size && fs.statSync(`${disk}.br`).size < fs.statSync(`${disk}.gz`).size);
});

test('theme files and pictures come from disk, for ever, and nothing else does', async () => {
	const css = /href="(\/team\/assets\/[^"]+\.css)"/.exec((await ask('/team/')).body)?.[1];
	assert.ok(css);
	const r = await ask(css);
	assert.equal(r.status, 200);
	assert.equal(r.headers.get('content-type'), 'text/css; charset=utf-8');
	assert.equal(r.headers.get('cache-control'), 'public, max-age=31536000, immutable');
	assert.equal(r.headers.get('x-content-type-options'), 'nosniff');
	for (const p of ['/team/assets/', '/team/media/', '/team/assets', '/team/assets/../editions/', '/team/assets/..%2fcurrent',
		'/team/assets../current', '/team/media../lock', '/team/assets/%2e%2e/current', '/team/assets/nope.css'])
		assert.ok([301, 400, 404].includes((await ask(p)).status), p);
	for (const p of ['/team/media/', '/team/media/gone.jpg', '/team/assets/nope.css']) {
		const gone = await ask(p); // in the hub's own look
		assert.equal(gone.status, 404, p);
		assert.match(gone.body, /<nav[^]*<main[^]*<h1[ >]/);
		assert.equal(gone.headers.get('cache-control'), 'public, max-age=10, must-revalidate');
	}
	const head = await ask('/team/media/gone.jpg', {}, 'HEAD');
	assert.equal(head.status, 404);
	assert.equal(head.body, '');
});

test('a path that looks like a path with a query is another address', async () => {
	const [mixed, real] = [await ask('/team/stories/%3Fteam=montage'), await ask('/team/stories/?team=montage')];
	assert.equal(mixed.status === 200, false);
	assert.equal(real.status, 200);
	const [odd, odder] = [await ask('/team/nope/%20http%20localhost%20/team/stories/'), await ask('/team/stories/?')];
	assert.equal(odd.status === 200, false);
	assert.equal(odder.status, 200);
});

test('no odd path is a file or an error of ours', async () => {
	const file = path.join(testData, 'path-traversal/traversals.txt');
	const own = ['/team/%00', '/team/stories/%ff/', '/team/\x01', '/team/\\..\\..', '/team/stories/%0d%0aX:1/', '/team/;/', '/team/%', `/team/${'a/'.repeat(3000)}`, '/team/..;/..;/etc/passwd', '/team/.git/config', '/team/~root/'];
	let list = [];
	if (fs.existsSync(file)) list = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
	else console.log(`the list of odd paths is not asked: ${file} is not there`);
	const marks = /root:[x*]:0|\[boot loader\]|SQLite format|TEAMHUB_EDITION/;
	for (const before of ['', '/team', '/team/stories', '/team/media', '/team/assets', '/team/stories/?team='])
		for (const entry of [...own, ...list]) {
			const p = before + entry.replaceAll('{FILE}', 'etc/passwd').replaceAll(' ', '%20');
			const r = await raw(port, `GET ${p} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
			const status = Number(r.slice(9, 12));
			assert.ok(status < 500 || r === '', `${p}: ${status}`);
			assert.doesNotMatch(r, marks, p);
			if (status === 200) assert.match(r, /<html lang/, p);
		}
});

test('a change is seen within two seconds by everyone, a withdrawal too, however often it is asked for', async () => {
	let asking = true, wrong = 0;
	const crowd = [1, 2, 3].map(async () => {
		while (asking) {
			const r = await ask('/team/stories/nr-7/');
			if (![200, 404, 410].includes(r.status)) wrong++;
			await sleep(20);
		}
	});
	await sleep(300);
	assert.equal((await ask('/team/stories/nr-7/')).status, 200);
	assert.equal((await ask('/team/stories/neu/')).status, 404);
	fs.rmSync(path.join(content, 'stories/nr-7.md'));
	write(content, 'stories/neu.md', story({ title: 'Brandneu', date: '2026-04-01', author: 'tom' }));
	const r = publish(content, edition);
	assert.equal(r.status, 0, r.said);
	await sleep(2000);
	for (let i = 0; i < 10; i++) {
		assert.ok([404, 410].includes((await ask('/team/stories/nr-7/')).status));
		assert.equal((await ask('/team/stories/neu/')).status, 200);
		assert.match((await ask('/team/stories/')).body, /Brandneu/);
		assert.doesNotMatch((await ask('/team/sitemap.xml')).body, /nr-7\//);
		assert.match((await ask('/team/stories/feed.atom')).body, /Brandneu/);
	}
	asking = false;
	await Promise.all(crowd);
	assert.equal(wrong, 0);
});

test('when workers are killed under load no visitor notices, and they come back', async () => {
	assert.equal(workers().length, 3);
	let asking = true, answered = 0;
	const bad = [];
	const crowd = [1, 2, 3, 4].map(async (k) => {
		for (let i = 0; asking; i++) {
			const r = await ask(`/team/stories/?utm_source=${k}-${i}`);
			if (r.status !== 200) bad.push(r.status);
			answered++;
		}
	});
	for (let i = 0; i < 4; i++) {
		await sleep(150);
		process.kill(workers()[0], 'SIGKILL');
	}
	for (const pid of workers()) process.kill(pid, 'SIGTERM');
	await sleep(500);
	asking = false;
	await Promise.all(crowd);
	assert.deepEqual(bad, []);
	assert.ok(answered > 50, `${answered}`);
	for (let i = 0; i < 40 && workers().length < 3; i++) await sleep(100);
	assert.equal(workers().length, 3);
});

test('with no worker at all the answer is 503 with Retry-After, and it mends itself', async () => {
	const link = fs.readlinkSync(edition);
	fs.rmSync(edition);
	fs.symlinkSync('nowhere', edition);
	for (const pid of workers()) process.kill(pid, 'SIGKILL'); // so that none has the old edition open
	await sleep(1500);
	const gone = await ask('/team/stories/?ref=gone');
	assert.equal((await ask('/team/stories/?token=geheim-503')).status, 503);
	assert.doesNotMatch(fs.readFileSync(path.join(RUN, 'nginx/logs/error.log'), 'utf8'), /geheim-503/);
	assert.equal(gone.status, 503);
	assert.equal(gone.headers.get('retry-after'), '5');
	fs.rmSync(edition);
	fs.symlinkSync(link, edition);
	await sleep(1200);
	assert.equal((await ask('/team/stories/?ref=back')).status, 200);
});

test('who asks too much is told so, without harm to others', async () => {
	const statuses = execFileSync('bash', ['-c', `curl -s --no-progress-meter --interface 127.0.0.2 -o /dev/null -w '%{http_code}\\n' --parallel --parallel-max 20 "http://127.0.0.1:${port}/team/?n=[1-400]"`],
		{ encoding: 'utf8' }).trim().split('\n');
	assert.ok(statuses.includes('429'), 'some are refused');
	assert.ok(statuses.includes('200'), 'some are answered');
	assert.equal((await ask('/team/')).status, 200);
});

test('a second start, a taken port, a wrong setting: one clear line each', async () => {
	const again = await run({ RUN, PORT: String(port), CONTENT: content });
	assert.equal(again.address, null);
	assert.match(again.said.text, new RegExp(`^run: one runs already, at http://localhost:${port}/team/[^\n]*\n$`));
	for (const [env, what] of [[{ PORT: String(port) }, /^run: port \d+ is taken[^\n]*\n$/], [{ PORT: 'x' }, /^run: PORT=x[^\n]*\n$/],
		[{ PORT: '99999' }, /^run: PORT=99999[^\n]*\n$/], [{ WORKERS: '0' }, /^run: WORKERS=0[^\n]*\n$/],
		[{ CONTENT: '/nowhere' }, /^run: CONTENT=\/nowhere[^\n]*\n$/], [{ THEME: 'nope' }, /^run: THEME=nope[^\n]*\n$/],
		[{ BUILD: '/nowhere' }, /^run: \/nowhere\/teamhub is not built[^\n]*\n$/]]) {
		const r = await run({ RUN: path.join(dir, 'other'), PORT: '1', CONTENT: content, ...env });
		assert.equal(await r.ended, 1);
		assert.match(r.said.text, what);
	}
	assert.equal((await ask('/team/')).status, 200);
});

test('another prefix, and none at all', async () => {
	for (const prefix of ['/menschen', '/a/b', '""']) {
		const bare = prefix === '""' ? '' : prefix;
		const there = path.join(dir, `prefix${bare.replaceAll('/', '-')}`), other = path.join(there, 'content');
		sampleContent(other, 'http://hub.example');
		fs.writeFileSync(path.join(other, 'hub.yml'), fs.readFileSync(path.join(other, 'hub.yml'), 'utf8').replace('prefix: /team', `prefix: ${prefix}`));
		const p = await freePort();
		const r = await run({ RUN: path.join(there, 'run'), PORT: String(p), CONTENT: other });
		try {
			assert.equal(r.address, `http://localhost:${p}${bare}/`, r.said.text);
			const start = await get(p, `${bare}/`);
			assert.equal(start.status, 200);
			const css = / href="([^"]+\.css)"/.exec(start.body)[1];
			assert.ok(css.startsWith(`${bare}/assets/`));
			assert.equal((await get(p, css)).status, 200);
			assert.equal((await get(p, `${bare}/stories`)).headers.get('location'), `${bare}/stories/`);
			assert.equal((await get(p, `${bare}/stories/eins/`)).status, 200);
		} finally {
			await r.stop();
		}
	}
});

test('when it ends nothing is left', async () => {
	assert.ok(processes(RUN).length > 0);
	assert.equal(await hub.stop(), 0);
	hub = null;
	assert.deepEqual(processes(RUN), []);
	assert.deepEqual(workers(), []);
	assert.ok(!fs.existsSync(path.join(RUN, 'worker.sock')));
	await assert.rejects(ask('/team/'));
});

test('when it is killed nothing is left either', async () => {
	const r = await run({ RUN, PORT: String(port), CONTENT: content });
	assert.ok(r.address, r.said.text);
	r.child.kill('SIGKILL');
	for (let i = 0; i < 50 && processes(RUN).length + workers().length > 0; i++) await sleep(100);
	assert.deepEqual([...processes(RUN), ...workers()], []);
});
