#!/usr/bin/env node
// login.test.mjs -- who is let in to the internal hub, by each of the configurations that we ship, behind the real nginx:
// passwords, client certificates, an OIDC proxy. What a stranger sends reaches no header before the login, wrong
// passwords are counted and slow nobody else, and every location says what it should.
import assert from 'node:assert/strict';
import http from 'node:http';
import { execFile, spawn } from 'node:child_process';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { build, execFileSync, freePort, fs, get, needs, path, root, run, sampleContent, sleep, spawnSync, story, tempDir, withSbin, write } from './hub.mjs';

needs('nginx', 'spawn-fcgi', 'multiwatch', 'setpriv', 'curl', 'openssl', 'perl');

const dir = tempDir(), src = path.join(dir, 'src'), RUN = path.join(dir, 'run');
sampleContent(src, 'http://localhost');
fs.appendFileSync(path.join(src, 'hub.yml'), 'internal: {prefix: /intern}\n');
write(src, 'stories/innen.md', story({ title: 'Innentitel', date: '2026-03-05', author: 'jana', audience: 'internal', picture: 'innen.svg', picture_alt: 'x' }, 'Innentext\n'));
write(src, 'stories/innen.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#123456"/></svg>');
const port = await freePort();
const hub = await run({ CONTENT: src, RUN, PORT: String(port), INTERNAL_PASSWORD: 'geheim' });
assert.ok(hub.address, hub.said.text);
after(async () => { await hub.stop(); });

const basic = (password) => ({ Authorization: `Basic ${Buffer.from(`demo:${password}`).toString('base64')}` });
const picture = `/intern/media/${fs.readdirSync(path.join(RUN, 'hub/internal/media')).find((f) => /\.(svg|webp|png)$/.test(f))}`;
const sheet = `/intern/assets/${fs.readdirSync(path.join(RUN, 'hub/internal/assets'), { recursive: true }).find((f) => f.endsWith('.css'))}`;
const edition = path.join(RUN, 'hub/current');
const token = spawnSync(path.join(build, 'teamhub'), ['token', 'add', 'tom', '--edition', edition], { encoding: 'utf8' }).stdout.trim();
assert.match(token, /^\S{43}$/);
const feed = '/intern/stories/feed.atom';

/** A front of its own with one of our files for the internal hub; resolves to its port, and how to end it. */
async function front(name, change = (text) => text, server = '', listen = '') {
	const own = await freePort(), at = path.join(dir, `front-${name}`), conf = path.join(at, 'conf');
	fs.mkdirSync(path.join(at, 'logs'), { recursive: true });
	fs.mkdirSync(conf);
	for (const f of fs.readdirSync(path.join(RUN, 'nginx')).filter((n) => n.startsWith('teamhub-')))
		fs.copyFileSync(path.join(RUN, 'nginx', f), path.join(conf, f));
	const file = path.join(conf, `teamhub-internal${name}.conf`);
	fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
	const owner = process.getuid() === 0 ? `user ${execFileSync('stat', ['-c', '%U', path.join(RUN, 'internal.sock')], { encoding: 'utf8' }).trim()};` : '';
	fs.writeFileSync(path.join(conf, 'nginx.conf'), `daemon off; pid ${at}/nginx.pid; ${owner}
events {} http { client_body_temp_path ${at}/b; proxy_temp_path ${at}/p; fastcgi_temp_path ${at}/f; uwsgi_temp_path ${at}/u; scgi_temp_path ${at}/s;
absolute_redirect off; include teamhub-http.conf; include teamhub-internal-http.conf; access_log off;
server { listen 127.0.0.1:${own}${listen}; ${server} include teamhub-internal${name}.conf; location / { return 404; } } }`);
	const args = ['-p', at, '-e', `${at}/logs/error.log`, '-c', path.join(conf, 'nginx.conf')];
	const judged = spawnSync('nginx', ['-t', ...args], { env: withSbin(), encoding: 'utf8' });
	assert.equal(judged.status, 0, judged.stderr);
	assert.doesNotMatch(judged.stderr, /warn/);
	const child = spawn('nginx', args, { env: withSbin(), stdio: 'ignore' });
	const ended = new Promise((resolve) => child.on('close', resolve));
	const ready = () => (listen ? spawnSync('curl', ['-sk', `https://127.0.0.1:${own}/`]).status === 0 : get(own, '/').then(() => true, () => false));
	for (let i = 0; i < 100 && !(await ready()); i++) await sleep(50);
	return { port: own, at, stop: () => { child.kill('SIGTERM'); return ended; } };
}

test('nginx takes every configuration that we ship, without a warning', () => {
	for (const f of ['nginx.conf', 'teamhub-login.conf']) {
		const at = path.join(dir, 'judged');
		for (const folder of ['logs', 'temp']) fs.mkdirSync(path.join(at, folder), { recursive: true });
		const r = spawnSync('nginx', ['-t', '-p', at, '-e', 'stderr', '-c', path.join(RUN, 'nginx', f)], { env: withSbin(), encoding: 'utf8' });
		assert.equal(r.status, 0, r.stderr);
		assert.doesNotMatch(r.stderr, /warn/, f);
	}
	const included = new Set();
	for (const f of fs.readdirSync(path.join(root, 'nginx')).filter((n) => n.endsWith('.conf')))
		for (const m of fs.readFileSync(path.join(root, 'nginx', f), 'utf8').matchAll(/^\s*include (\S+);/gm)) included.add(m[1]);
	for (const f of included) assert.ok(fs.existsSync(path.join(root, 'nginx', f)), f);
});

// ---- passwords ----

test('every location asks for the password, and says so', async () => {
	for (const t of ['/intern/', '/intern/stories/innen/', picture, sheet, '/intern/media/nope.png', '/intern/nope/', '/intern/media/', feed]) {
		const r = await get(port, t);
		assert.equal(r.status, 401, t);
		assert.match(r.headers.get('www-authenticate'), /^Basic realm="Intern"/);
		assert.doesNotMatch(r.body, /Innen/);
		assert.equal(r.headers.get('x-content-type-options'), 'nosniff', t);
	}
	for (const [t, status] of [['/intern/stories/innen/', 200], [picture, 200], [sheet, 200], ['/intern/media/nope.png', 404], ['/intern/media/', 404], ['/intern/nope/', 404]]) {
		const r = await get(port, t, basic('geheim'));
		assert.equal(r.status, status, t);
		for (const [name, value] of [['referrer-policy', 'no-referrer'], ['cross-origin-resource-policy', 'same-origin'], ['x-robots-tag', 'noindex, nofollow, noarchive'], ['x-content-type-options', 'nosniff']])
			assert.equal(r.headers.get(name), value, `${t} ${name}`);
	}
	assert.equal((await get(port, `${feed}?token=${token}`)).status, 200);
	assert.equal((await get(port, '/_teamhub_login', basic('geheim'))).status, 404);
});

test('another method answers 405 with Allow, to colleagues', async () => {
	for (const t of ['/intern/stories/', picture, sheet]) {
		assert.equal((await get(port, t, {}, 'DELETE')).status, 401, t);
		const r = await get(port, t, basic('geheim'), 'DELETE');
		assert.equal(r.status, 405, t);
		assert.equal(r.headers.get('allow'), 'GET, HEAD', t);
	}
});

test('304 varies as 200 does', async () => {
	for (const t of ['/intern/', '/intern/stories/innen/', sheet, picture]) {
		const r = await get(port, t, basic('geheim'));
		const again = await get(port, t, { ...basic('geheim'), 'If-None-Match': r.headers.get('etag') });
		assert.equal(again.status, 304, t);
		assert.equal(again.headers.get('vary'), r.headers.get('vary'), t);
	}
});

test('wrong passwords are counted before the next is looked at, pictures included', async () => {
	for (const t of ['/intern/stories/', picture, sheet]) {
		const from = Date.now();
		const said = execFileSync('bash', ['-c', `curl -s --no-progress-meter --interface 127.0.0.3 -u demo:falsch -o /dev/null -w '%{http_code}\\n' --parallel --parallel-max 24 "http://127.0.0.1:${port}${t}?n=[1-400]"`], { encoding: 'utf8' }).trim().split('\n');
		const answered = said.filter((s) => s === '401').length, most = 8 * (Math.floor((Date.now() - from) / 2000) + 1);
		assert.ok(answered > 0 && answered <= most, `${t}: ${answered} of ${most}`);
		assert.ok(said.includes('429'), t);
		await sleep(2100);
		assert.equal((await get(port, t, basic('geheim'))).status, 200);
	}
});

test('a neighbour in the same IPv6 network is the same guesser', async () => {
	const f = await front('', (t) => t, 'set_real_ip_from 127.0.0.1; real_ip_header X-Test;');
	const guess = (address) => get(f.port, '/intern/', { ...basic('falsch'), 'X-Test': address }).then((r) => r.status);
	try {
		const crowd = Array.from({ length: 16 }, (_, i) => guess(`2001:db8:1:2:${(i * 4099).toString(16)}::${i + 1}`));
		await sleep(300);
		const other = guess('2001:db8:1:3::1'), fourth = guess('198.51.100.7');
		const said = await Promise.all(crowd);
		assert.ok(said.includes(401) && said.includes(429), said.join(' '));
		assert.deepEqual([await other, await fourth], [401, 401]);
	} finally {
		await f.stop();
	}
});

test('passwords that are slow to check do not slow the public pages', async () => {
	const file = path.join(RUN, 'nginx/htpasswd'), was = fs.readFileSync(file);
	fs.writeFileSync(file, `demo:${execFileSync('perl', ['-e', 'print crypt("geheim", q($6$rounds=200000$saltsaltsalt$))'])}\n`);
	const times = async (n) => {
		const all = [];
		for (let i = 0; i < n; i++) {
			const from = performance.now();
			assert.equal((await get(port, `/team/stories/?utm_source=${n}-${i}-${Math.floor(from)}`)).status, 200);
			all.push(performance.now() - from);
		}
		return all.sort((a, b) => a - b)[n >> 1];
	};
	try {
		const from = performance.now();
		assert.equal((await get(port, '/intern/', basic('geheim'))).status, 200);
		const one = performance.now() - from;
		const quiet = await times(40);
		// Each from another address, so that all of them are looked at.
		const crowd = Array.from({ length: 24 }, (_, i) => spawn('bash', ['-c', `while :; do curl -s --interface 127.0.1.${i + 1} -u demo:falsch -o /dev/null http://127.0.0.1:${port}/intern/; done`], { stdio: 'ignore', detached: true }));
		await sleep(500);
		const busy = await times(40);
		for (const c of crowd) process.kill(-c.pid, 'SIGKILL');
		console.log(`one hash ${one.toFixed(0)} ms; a public page ${quiet.toFixed(1)} ms, with 24 who guess ${busy.toFixed(1)} ms`);
		assert.ok(busy < Math.max(quiet * 10, one / 2), `${quiet} ms became ${busy} ms`);
	} finally {
		fs.writeFileSync(file, was);
	}
});

// ---- client certificates ----

test('client certificates: who has one is let in, tokens beside it', async () => {
	const pem = path.join(dir, 'pem');
	fs.mkdirSync(pem);
	const openssl = (...args) => execFileSync('openssl', args, { cwd: pem, stdio: 'pipe' });
	for (const name of ['server', 'company', 'stranger'])
		openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '2', '-subj', `/CN=${name}`);
	openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'jana.key', '-out', 'jana.csr', '-subj', '/CN=jana');
	openssl('x509', '-req', '-in', 'jana.csr', '-CA', 'company.pem', '-CAkey', 'company.key', '-CAcreateserial', '-out', 'jana.pem', '-days', '2');
	const f = await front('-cert', (t) => t, `ssl_certificate ${pem}/server.pem; ssl_certificate_key ${pem}/server.key; ssl_client_certificate ${pem}/company.pem; ssl_verify_client optional;`, ' ssl');
	const ask = (t, who) => execFileSync('curl', ['-sk', ...(who ? ['--cert', `${pem}/${who}.pem`, '--key', `${pem}/${who}.key`] : []), '-w', '\n%{http_code}', `https://127.0.0.1:${f.port}${t}`], { encoding: 'utf8' });
	const status = (t, who) => Number(ask(t, who).slice(-3));
	try {
		assert.match(ask('/intern/stories/innen/', 'jana'), /Innentext[^]*200$/);
		for (const t of [picture, sheet, feed]) assert.equal(status(t, 'jana'), 200, t);
		for (const t of ['/intern/stories/innen/', picture, sheet, feed, `/intern/stories/innen/?token=${token}`, `${picture}?token=${token}`]) {
			assert.equal(status(t), 403, t);
			assert.ok([400, 403].includes(status(t, 'stranger')), t);
		}
		assert.equal(status(`${feed}?token=${token}`), 200);
		assert.equal(status(`${feed}?token=${token.replace(/^./, '_')}`), 401);
	} finally {
		await f.stop();
	}
});

// ---- an OIDC proxy ----

test('an OIDC proxy: what a stranger asks for reaches no header but as it was written', async () => {
	const asked = [];
	const auth = http.createServer((q, s) => {
		asked.push({ url: q.url, ...q.headers });
		if (q.url.startsWith('/oauth2/start')) s.writeHead(302, { Location: 'https://login.example/authorize?state=x' });
		else s.statusCode = q.headers.cookie === 'session=good' ? 202 : q.headers.cookie === 'session=other' ? 403 : 401;
		s.end();
	});
	await new Promise((r) => auth.listen(0, '127.0.0.1', r));
	const f = await front('-oidc', (t) => t.replaceAll('127.0.0.1:4180', `127.0.0.1:${auth.address().port}`));
	const good = { Cookie: 'session=good' };
	try {
		const odd = ['/intern/a%0d%0aSet-Cookie:%20x=1', '/intern/%0aX-Injected:1/', '/intern/x?y=%0d%0aX-Injected:%201', '/intern/%E2%80%A8', '/intern/gr%C3%BCn/?q=gr%C3%BCn&page=2', '/intern/a%20b/', '/intern/%22%3E%3Cscript%3E'];
		for (const t of odd) {
			asked.length = 0;
			const r = await get(f.port, t);
			assert.equal(r.status, 302, t);
			assert.equal(r.headers.get('location'), 'https://login.example/authorize?state=x');
			for (const name of ['set-cookie', 'x-injected']) assert.equal(r.headers.get(name), undefined, t);
			assert.deepEqual(asked.map((q) => q.url), ['/oauth2/auth', '/oauth2/start']);
			assert.equal(asked[0]['x-original-uri'], t, 'what is asked for, and not the address of the login itself');
			assert.equal(asked[1]['x-auth-request-redirect'], t);
			for (const q of asked) assert.equal(q['x-injected'], undefined);
		}
		for (const t of ['//evil.example/%2e%2e/intern/', '/evil/..%2f/../intern/', '/%69ntern/', '/./intern/']) {
			const r = await get(f.port, t);
			assert.ok([400, 404].includes(r.status) || (r.status === 301 && r.headers.get('location') === '/intern/'), `${t}: ${r.status} ${r.headers.get('location')}`);
		}
		// A token is none of the proxy's business.
		for (const t of [`/intern/stories/?token=${token}`, `/intern/?a=b&%74oken=${token}`, `/intern/?u=%2Fx%3Ftoken%3D${token}`]) {
			asked.length = 0;
			assert.equal((await get(f.port, t, { Referer: `http://x${t}` })).status, 302);
			assert.ok(asked.length > 0 && !JSON.stringify(asked).includes(token), JSON.stringify(asked));
		}
		const ok = await get(f.port, '/intern/stories/innen/', good);
		assert.equal(ok.status, 200);
		assert.match(ok.body, /Innentext/);
		for (const t of [picture, sheet, feed]) assert.equal((await get(f.port, t, good)).status, 200, t);
		for (const t of ['/intern/stories/innen/', picture, sheet, feed]) {
			for (const cookie of ['session=bad', 'session=other', ''])
				assert.ok([302, 401, 403].includes((await get(f.port, t, { Cookie: cookie })).status), t);
			assert.equal((await get(f.port, t, { Cookie: 'session=other' })).status, 403, t);
		}
		assert.equal((await get(f.port, `${feed}?token=${token}`)).status, 200);
		assert.equal((await get(f.port, `${feed}?token=x`)).status, 401);
		assert.notEqual((await get(f.port, `/intern/stories/innen/?token=${token}`)).status, 200);
		assert.notEqual((await get(f.port, `${picture}?token=${token}`)).status, 200);
		assert.equal((await get(f.port, '/_teamhub_login', good)).status, 404);
		const { stdout: said } = await promisify(execFile)('bash', ['-c', `curl -s --no-progress-meter --interface 127.0.0.3 -o /dev/null -w '%{http_code}\\n' --parallel --parallel-max 24 "http://127.0.0.1:${f.port}/oauth2/sign_in?n=[1-400]"`], { encoding: 'utf8' });
		assert.match(said, /429/, 'the way to the proxy is limited, too');
	} finally {
		await f.stop();
		auth.close();
	}
	for (const log of ['error.log', 'internal.log']) {
		const file = path.join(f.at, 'logs', log);
		if (fs.existsSync(file)) assert.ok(!fs.readFileSync(file, 'utf8').includes(token), log);
	}
});
