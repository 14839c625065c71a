#!/usr/bin/env node
// `teamhub preview` as an author meets it: a folder is served, saved files appear, faults are told, and
// nothing is left behind. The real program on a port of its own, asked by bytes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import net from 'node:net';
import test from 'node:test';
import { build, execFileSync, fs, get, needs, path, publish, root, sampleContent, sleep, spawnSync, story, tempDir, write } from './hub.mjs';

needs();
const teamhub = path.join(build, 'teamhub');
const base = tempDir();
let boxes = 0;
const running = new Set();
test.after(() => running.forEach((c) => c.kill('SIGKILL')));

function content() {
	const dir = path.join(base, `content-${++boxes}`);
	fs.mkdirSync(dir);
	sampleContent(dir);
	write(dir, 'stories/warnt.md', story({ title: 'Warnt', date: '2026-02-01', author: 'nobody-knows' }));
	return dir;
}

/** Starts it; resolves when it says its address, or when it ends. */
async function preview(dir, more = [], { env = {}, command = [teamhub] } = {}) {
	const tmp = path.join(base, `tmp-${++boxes}`);
	fs.mkdirSync(tmp);
	const child = spawn(command[0], [...command.slice(1), 'preview', ...more, dir], {
		cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C.UTF-8', TMPDIR: tmp, ...env },
	});
	running.add(child);
	const p = { child, tmp, said: '', dir };
	p.ended = new Promise((resolve) => child.on('close', (code, signal) => { running.delete(child); resolve(signal ?? code); }));
	await Promise.race([p.ended, new Promise((resolve) => {
		for (const s of [child.stdout, child.stderr])
			s.on('data', (d) => {
				p.said += d;
				const m = /http:\/\/localhost:(\d+)(\S*)\/ {3}\(/.exec(p.said);
				if (m) { [p.port, p.prefix] = [Number(m[1]), m[2]]; resolve(); }
			});
	})]);
	p.get = (at, headers) => get(p.port, `/team${at}`, headers);
	p.generation = async (at = '/') => /__preview\.js\?g=(\d+)/.exec((await p.get(at)).body)?.[1];
	p.stop = (signal = 'SIGINT') => { child.kill(signal); return p.ended; };
	return p;
}

/** Does something and waits for the event that tells of it: milliseconds it took, at most 3 s. */
async function saved(p, change) {
	const g = await p.generation();
	const news = p.get(`/__preview.events?g=${g}`);
	await sleep(50);
	const from = Date.now();
	change();
	const answer = await news;
	const took = Date.now() - from;
	assert.match(answer.headers.get('content-type'), /^text\/event-stream/);
	assert.match(answer.body, /^event: changed$/m);
	assert.ok(took < 3000, `${took} ms`);
	return took;
}

/** What is answered within a moment; some of it is waited for in vain, as the request is no whole one. */
function said(port, bytes) {
	return new Promise((resolve) => {
		let text = '';
		const s = net.connect(port, '127.0.0.1', () => s.write(bytes, 'latin1'));
		s.on('data', (d) => { text += d; });
		s.on('error', () => {});
		s.on('close', () => resolve(text));
		setTimeout(() => s.destroy(), 300);
	});
}

async function until(what, holds) {
	for (let i = 0; i < 60; i++) {
		if (await holds()) return;
		await sleep(50);
	}
	assert.fail(what);
}

test('one preview, and an author who writes', async (t) => {
	const dir = content();
	const p = await preview(dir, ['--port', '0']);
	const file = path.join(dir, 'stories/eins.md');
	const before = fs.readFileSync(file, 'utf8');

	await t.test('it prints its address and what it found', () => {
		assert.ok(p.port > 0, p.said);
		assert.equal(p.prefix, '/team');
		assert.match(p.said, /^stories\/warnt\.md:4:\d+: warning: /m);
		assert.match(p.said, /0 errors, 1 warning$/m);
	});

	await t.test('a page carries the reloading script and the headers of production', async () => {
		const r = await p.get('/');
		assert.equal(r.status, 200);
		assert.match(r.body, /<script type="module" src="\/team\/__preview\.js\?g=\d+"><\/script>\n<\/body>/);
		assert.equal(r.headers.get('cache-control'), 'no-store');
		assert.equal(r.headers.get('etag'), undefined);
		// One policy, whoever says it.
		const policy = r.headers.get('content-security-policy');
		for (const f of ['teamhub-http.conf', 'teamhub-internal-headers.conf'])
			assert.ok(fs.readFileSync(path.join(root, 'nginx', f), 'utf8').includes(`"${policy}"`), f);
		for (const name of ['content-security-policy', 'referrer-policy', 'permissions-policy', 'x-content-type-options'])
			assert.equal((await p.get('/__preview.js')).headers.get(name), r.headers.get(name));
		assert.match((await p.get('/__preview.js')).headers.get('content-type'), /^text\/javascript/);
		assert.match((await p.get('/__preview.css')).headers.get('content-type'), /^text\/css/);
		assert.equal((await get(p.port, '/')).headers.get('location'), '/team/');
		assert.equal((await p.get('')).status, 301);
	});

	await t.test('a feed is left as it is and names this address', async () => {
		const r = await p.get('/stories/feed.atom');
		assert.equal(r.status, 200);
		assert.doesNotMatch(r.body, /__preview/);
		assert.ok(r.body.includes(`http://localhost:${p.port}/team/stories/`));
	});

	await t.test('no page of elsewhere may read or embed what it shows', async () => {
		const here = `http://localhost:${p.port}`;
		const all = ['/', '/stories/feed.atom', '/stories/feed.rss', '/stories/feed.json', '/sitemap.xml', `/oembed?url=${here}/team/stories/eins/`,
			'/events.ics', '/fragments/stories/', '/__preview.js', '/__preview.css', '/__preview.events', '/assets/nope.css', '/nope/', '/%zz'];
		const elsewhere = [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' },
			{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' },
			{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
			{ 'Sec-Fetch-Site': 'unheard-of' }, { Origin: 'https://evil.example' }, { Origin: 'http://localhost:1' }, { Origin: 'null' },
			{ Origin: `http://127.0.0.1:${p.port}` }];
		for (const at of all) {
			for (const headers of [{}, { 'Sec-Fetch-Site': 'none' }, { 'Sec-Fetch-Site': 'same-origin' }]) {
				const r = await p.get(at, { Host: `localhost:${p.port}`, ...headers });
				assert.notEqual(r.status, 403, at);
				assert.equal(r.headers.get('access-control-allow-origin'), undefined, at);
				assert.equal(r.headers.get('cross-origin-resource-policy'), 'same-origin', at);
			}
			for (const headers of elsewhere) {
				const r = await p.get(at, { Host: `localhost:${p.port}`, ...headers });
				assert.equal(r.status, 403, `${at} ${JSON.stringify(headers)}`);
				assert.equal(r.body, 'This preview is read by its own pages only.\n');
				assert.equal(r.headers.get('cross-origin-resource-policy'), 'same-origin', at);
			}
		}
		// A link in a mail or a chat may lead here.
		const link = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
		assert.equal((await p.get('/stories/entwurf/', link)).status, 200);
		assert.equal((await p.get('/', { Origin: here, Host: `localhost:${p.port}` })).status, 200);
		for (const at of ['/assets/x.css', '/__preview.js', '/stories/']) {
			const r = await get(p.port, `/team${at}`, { Host: 'localhost' }, 'DELETE');
			assert.equal(r.status, 405, at);
			assert.equal(r.headers.get('allow'), 'GET, HEAD', at);
		}
	});

	await t.test('a draft is there and marked, on its page and in the list', async () => {
		const list = (await p.get('/stories/')).body;
		const card = /<article class="th-card h-entry">(?:(?!<\/article>)[^])*\/stories\/entwurf\/[^]*?<\/article>/.exec(list)?.[0];
		assert.match(card, /th-badge-draft/);
		const page = await p.get('/stories/entwurf/');
		assert.equal(page.status, 200);
		assert.match(page.body, /th-badge-draft/);
		assert.match(page.body, /class="teamhub-preview"[^]*A draft: it is not published/);
	});

	await t.test('what is to appear later is there and says when', async () => {
		const page = await p.get('/stories/later/');
		assert.equal(page.status, 200);
		assert.match(page.body, /th-badge-draft/);
		assert.match(page.body, /Scheduled: this page appears on 2031-01-01 at 00:00/);
	});

	await t.test('a page without anything to say has no banner', async () => {
		assert.doesNotMatch((await p.get('/stories/eins/')).body, /teamhub-preview/);
		assert.match((await p.get('/stories/warnt/')).body, /teamhub-preview[^]*stories\/warnt\.md:4/);
	});

	await t.test('a saved file appears, and an event tells', async () => {
		await saved(p, () => fs.writeFileSync(file, before.replace('Mehr.', 'Noch viel mehr.')));
		assert.match((await p.get('/stories/eins/')).body, /Noch viel mehr/);
	});

	await t.test('a file saved by renaming, as editors do, appears', async () => {
		await saved(p, () => {
			fs.writeFileSync(`${file}~`, before.replace('Mehr.', 'Umbenannt.'));
			fs.renameSync(`${file}~`, file);
		});
		assert.match((await p.get('/stories/eins/')).body, /Umbenannt/);
	});

	await t.test('a new folder in a new folder is watched too', async () => {
		await saved(p, () => write(dir, 'stories/2027/neu/index.md', story({ title: 'Ganz neu', date: '2026-04-01', author: 'jana' })));
		assert.equal((await p.get('/stories/neu/')).status, 200);
		await saved(p, () => write(dir, 'stories/2027/neu/index.md', story({ title: 'Noch neuer', date: '2026-04-01', author: 'jana' })));
		assert.match((await p.get('/stories/neu/')).body, /Noch neuer/);
		await saved(p, () => fs.rmSync(path.join(dir, 'stories/2027'), { recursive: true }));
		assert.equal((await p.get('/stories/neu/')).status, 404);
	});

	await t.test('many files at once are one event', async () => {
		const g = await p.generation();
		await saved(p, () => {
			for (let i = 0; i < 40; i++)
				write(dir, `stories/viele-${i}.md`, story({ title: `Viele ${i}`, date: '2026-04-01', author: 'jana' }));
		});
		await sleep(500);
		assert.ok(Number(await p.generation()) - Number(g) <= 2);
	});

	await t.test('nothing new is no event, and a page that waits is not told', async () => {
		const g = await p.generation();
		fs.writeFileSync(file, fs.readFileSync(file));
		write(dir, 'stories/.eins.md.swp', 'x');
		await sleep(700);
		assert.equal(await p.generation(), g);
	});

	await t.test('broken front matter is told once, with file and line, and the page stays as it was', async () => {
		const from = p.said.length;
		await saved(p, () => fs.writeFileSync(file, before.replace('value: [offen]', 'value: [offen')));
		assert.match(p.said.slice(from), /^stories\/eins\.md:\d+:\d+: error: .*\[yaml\./m);
		assert.match(p.said.slice(from), /1 error, 1 warning$/m);
		const page = await p.get('/stories/eins/');
		assert.equal(page.status, 200);
		assert.match(page.body, /Umbenannt/);
		assert.match(page.body, /its last good version[^]*stories\/eins\.md:\d+:\d+: error/);
		assert.match((await p.get('/people/')).body, /stories\/eins\.md:\d+:\d+: error/, 'an error is on every page');
		assert.equal(p.said.match(/warnt\.md/g).length, 1, 'what was told is not told again');
	});

	await t.test('others are edited meanwhile, often, and the last good version stays', async () => {
		for (let i = 0; i < 6; i++)
			await saved(p, () => write(dir, 'stories/nr-1.md', story({ title: `Nummer eins ${i}`, date: '2025-01-01', author: 'jana' })));
		assert.match((await p.get('/stories/nr-1/')).body, /Nummer eins 5/);
		assert.match((await p.get('/stories/eins/')).body, /Umbenannt/);
	});

	await t.test('a file that is withdrawn meanwhile is not brought back', async () => {
		await saved(p, () => write(dir, 'stories/nr-2.md', story({ title: 'Nummer 2', date: '2025-01-02', author: 'jana', withdrawn: '2026-01-01' })));
		assert.equal((await p.get('/stories/nr-2/')).status, 410);
		await saved(p, () => fs.rmSync(path.join(dir, 'stories/nr-3.md')));
		assert.equal((await p.get('/stories/nr-3/')).status, 404);
	});

	await t.test('what is mended is told, and all is good at last', async () => {
		const from = p.said.length;
		await saved(p, () => { fs.writeFileSync(file, before); fs.rmSync(path.join(dir, 'stories/warnt.md')); });
		assert.match(p.said.slice(from), /^fixed: stories\/eins\.md:/m);
		assert.match(p.said.slice(from), /^fixed: stories\/warnt\.md:/m);
		assert.match(p.said.slice(from), /all good$/m);
		assert.doesNotMatch((await p.get('/stories/eins/')).body, /teamhub-preview/);
	});

	await t.test('markup in a finding is text', async () => {
		await saved(p, () => write(dir, 'stories/nr-4.md', story({ title: 'Vier', date: '2025-01-04', author: '"<img src=x onerror=alert(1)>"' })));
		const page = await p.get('/stories/nr-4/');
		assert.match(page.body, /teamhub-preview/);
		assert.doesNotMatch(page.body, /<img src=x/);
	});

	await t.test('no file outside media and assets can be reached', async () => {
		const css = /\/team(\/assets\/[^"]+\.css)"/.exec((await p.get('/')).body)[1];
		assert.equal((await p.get(css)).status, 200);
		assert.match((await p.get(css)).headers.get('content-type'), /^text\/css/);
		for (const at of ['/media/../current', '/media/%2e%2e/current', '/media/..%2fcurrent', '/assets/../lock', '/assets//etc/passwd',
			'/media/', '/media', '/assets/.', '/media/%2fetc%2fpasswd', '/assets/../../../../../../../etc/passwd', '/media/..%5ccurrent',
			'/hub.yml', '/current', '/editions/', '/../hub.yml', '/__preview.x', '/media/%00', '/%zz', '/media/a%0ab']) {
			const r = await p.get(at);
			assert.ok(r.status === 404 || r.status === 400, `${at}: ${r.status}`);
			assert.doesNotMatch(r.body, /root:|SQLite|base_url/);
		}
		const tmp = path.join(p.tmp, fs.readdirSync(p.tmp)[0]);
		fs.symlinkSync('/etc/passwd', path.join(tmp, 'media/link.jpg'));
		assert.equal((await p.get('/media/link.jpg')).status, 404);
	});

	await t.test('a name of elsewhere that leads here is refused', async () => {
		for (const host of ['evil.example', `evil.example:${p.port}`, 'localhost.evil.example', '192.0.2.1'])
			assert.equal((await get(p.port, '/team/', { Host: host })).status, 403, host);
		for (const host of [`localhost:${p.port}`, '127.0.0.1', '[::1]:8081', 'LOCALHOST'])
			assert.equal((await get(p.port, '/team/', { Host: host })).status, 200, host);
	});

	await t.test('requests that are none do no harm', async () => {
		for (const bytes of ['\r\n\r\n', 'GET\r\n\r\n', 'GET http://x/ HTTP/1.1\r\nHost: localhost\r\n\r\n',
			`GET /${'a'.repeat(40000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, '\x16\x03\x01\x02\x00'])
			assert.doesNotMatch(await said(p.port, bytes), /^HTTP\/1.1 2/);
		assert.equal((await get(p.port, '/team/', {}, 'POST')).status, 405);
		assert.equal((await get(p.port, '/team/__preview.js', {}, 'DELETE')).status, 405);
		const head = await get(p.port, '/team/', {}, 'HEAD');
		assert.equal(head.status, 200);
		assert.equal(head.body, '');
		assert.equal((await p.get('/')).status, 200);
	});

	await t.test('a hundred pages that wait leave room for others', async () => {
		const g = await p.generation();
		const waiting = Array.from({ length: 100 }, () => p.get(`/__preview.events?g=${g}`).catch(() => null));
		await sleep(300);
		assert.equal((await p.get('/')).status, 200);
		await saved(p, () => fs.appendFileSync(file, '\nEnde.\n'));
		const answers = (await Promise.all(waiting)).filter(Boolean);
		assert.ok(answers.filter((a) => /event: changed/.test(a.body)).length >= 40);
	});

	await t.test('SIGINT ends it, waiting pages included, and nothing is left', async () => {
		const g = await p.generation();
		const news = p.get(`/__preview.events?g=${g}`).catch(() => null);
		await sleep(100);
		const from = Date.now();
		assert.equal(await p.stop('SIGINT'), 0);
		assert.ok(Date.now() - from < 2000);
		await news;
		assert.deepEqual(fs.readdirSync(p.tmp), []);
		assert.doesNotMatch(p.said, /Sanitizer|runtime error/);
	});
});

test('publish makes an edition without drafts of the same folder', () => {
	const dir = content(), at = path.join(base, 'public');
	write(dir, 'stories/geheim.md', story({ title: 'Streng geheim', date: '2026-01-02', author: 'jana', draft: true }, 'Ein Satz über Xylophonbauer.\n'));
	fs.mkdirSync(at);
	publish(dir, path.join(at, 'current'));
	const bytes = fs.readFileSync(path.join(at, 'current')).toString('latin1');
	assert.ok(bytes.includes('Nummer 25'));
	assert.ok(!bytes.includes('geheim') && !bytes.includes('Xylophonbauer'));
	const forced = execFileSync('sqlite3', [path.join(at, 'current'), 'SELECT count(*) FROM doc WHERE draft'], { encoding: 'utf8' });
	assert.equal(forced.trim(), '0');
});

test('a working copy is shown as its files are; in German where that is asked for', async () => {
	const dir = content();
	const git = (...a) => execFileSync('git', ['-C', dir, '-c', 'user.name=x', '-c', 'user.email=x@x.example', ...a], { stdio: 'pipe' });
	git('init', '-q');
	git('add', '-A');
	git('commit', '-qm', 'x');
	write(dir, 'stories/nr-7.md', story({ title: 'Noch nicht eingecheckt', date: '2025-01-07', author: 'jana' }));
	const p = await preview(dir, ['--port', '0', '--lang', 'de']);
	assert.match((await p.get('/stories/nr-7/')).body, /Noch nicht eingecheckt/);
	assert.match(p.said, /^stories\/warnt\.md:4:\d+: Warnung: [^]*0 Fehler, 1 Warnung\nVorschau auf /m);
	assert.match((await p.get('/stories/entwurf/')).body, /lang="de" open>[^]*Ein Entwurf/);
	assert.equal(await p.stop('SIGTERM'), 0);
});

test('a look now and then serves where there are no watches', async (t) => {
	for (const [name, more, options] of [
		['asked for', ['--poll'], {}],
		['the system gives none', [], { command: ['unshare', '-Ur', 'sh', '-c', 'echo 3 >/proc/sys/user/max_inotify_watches && exec "$@"', 'sh', teamhub] }],
	])
		await t.test(name, async (tt) => {
			if (options.command && spawnSync('unshare', ['-Ur', 'sh', '-c', 'echo 3 >/proc/sys/user/max_inotify_watches']).status !== 0)
				return tt.skip('no user namespaces here');
			const dir = content();
			const p = await preview(dir, ['--port', '0', ...more], options);
			await saved(p, () => write(dir, 'stories/ordner/neu.md', story({ title: 'Neu', date: '2026-04-01', author: 'jana' })));
			assert.equal((await p.get('/stories/neu/')).status, 200);
			assert.equal(/no more inotify watches/.test(p.said), more.length === 0, p.said);
			assert.equal(await p.stop(), 0);
		});
});

test('a theme is previewed while it is being made', async () => {
	const dir = content(), theme = path.join(base, 'theme');
	fs.cpSync(path.join(root, 'themes/default'), theme, { recursive: true });
	const p = await preview(dir, ['--port', '0', '--theme', theme]);
	const layout = path.join(theme, 'layouts/story.mustache');
	const good = fs.readFileSync(layout, 'utf8');
	await saved(p, () => fs.writeFileSync(layout, good.replace('<article class="', '<article class="mine ')));
	assert.match((await p.get('/stories/eins/')).body, /<article class="mine /);
	await saved(p, () => fs.writeFileSync(layout, good.replace('{{/story}}', '')));
	assert.match(p.said, /story\.mustache:\d+:\d+: /);
	const page = await p.get('/stories/eins/');
	assert.match(page.body, /<article class="mine /);
	assert.match(page.body, /teamhub-preview[^]*story\.mustache:\d+/);
	await saved(p, () => fs.writeFileSync(layout, good));
	assert.doesNotMatch((await p.get('/stories/eins/')).body, /teamhub-preview|class="mine/);
	assert.equal(await p.stop(), 0);
});

test('the folder may go and come back', async () => {
	const dir = content();
	const p = await preview(dir, ['--port', '0']);
	await saved(p, () => fs.renameSync(dir, `${dir}-away`));
	assert.match(p.said, /no such|exists|No such/i);
	assert.equal((await p.get('/stories/eins/')).status, 200);
	fs.renameSync(`${dir}-away`, dir);
	await sleep(1500);
	await saved(p, () => write(dir, 'stories/nr-9.md', story({ title: 'Wieder da', date: '2025-01-09', author: 'jana' })));
	assert.match((await p.get('/stories/nr-9/')).body, /Wieder da/);
	assert.equal(await p.stop(), 0);
});

test('what cannot be previewed is one line', async () => {
	const one = async (dir, more, status, what) => {
		const p = await preview(dir, more);
		assert.equal(await p.ended, status, p.said);
		assert.match(p.said.split('\n')[0], what);
		if (status === 3) assert.equal(p.said.trim().split('\n').length, 1, p.said);
		assert.deepEqual(fs.readdirSync(p.tmp), []);
	};
	const dir = content();
	const first = await preview(dir, ['--port', '0']);
	await one(dir, ['--port', String(first.port)], 3, /port \d+ is taken by another program: choose one with --port/);
	assert.equal(await first.stop(), 0);
	await one(path.join(base, 'nowhere'), [], 3, /no such folder/);
	await one(path.join(dir, 'hub.yml'), [], 3, /no such folder/);
	await one(dir, ['--theme', '/nowhere'], 3, /no such folder of a theme/);
	await one(dir, ['--port', '70000'], 2, /--port must be a number/);
	await one(dir, ['--colour', 'red'], 2, /no option/);
	const bare = path.join(base, 'bare.git');
	execFileSync('git', ['init', '-q', '--bare', bare]);
	await one(bare, [], 3, /a bare repository has no files/);
});

test('SIGINT before the first page ends it and leaves nothing', async () => {
	const dir = content();
	const tmp = path.join(base, 'early');
	fs.mkdirSync(tmp);
	for (const ms of [0, 20, 60]) {
		const child = spawn(teamhub, ['preview', '--port', '0', dir], { stdio: 'ignore', env: { ...process.env, TMPDIR: tmp } });
		const ended = new Promise((r) => child.on('close', (code, signal) => r(signal ?? code)));
		await until('it begins', () => fs.readdirSync(tmp).length > 0);
		await sleep(ms);
		child.kill('SIGINT');
		assert.equal(await ended, 0);
		assert.deepEqual(fs.readdirSync(tmp), []);
	}
});
