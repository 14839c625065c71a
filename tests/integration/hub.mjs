// hub.mjs -- for integration tests: a content repository in a folder of its own, published by the real
// program, asked as plain CGI or behind the real nginx. Everything lies below one temporary folder.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const build = process.env.TH_BUILD ?? path.join(root, 'build/release');
export const testData = process.env.TH_TEST_DATA ?? path.join(root, '../shared/test-data');

/** Leaves with 77 and a word when a test cannot run here. */
export function needs(...commands) {
	for (const c of commands)
		if (spawnSync('sh', ['-c', `command -v ${c}`], { env: withSbin() }).status !== 0) {
			console.log(`skipped: ${c} is not installed`);
			process.exit(77);
		}
	for (const p of ['teamhub', 'teamhub.fcgi'])
		if (!fs.existsSync(path.join(build, p))) {
			console.log(`skipped: ${build}/${p} is not built`);
			process.exit(77);
		}
}

export function withSbin(more = {}) {
	return { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`, ...more };
}

export function tempDir() {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'teamhub-test-'));
	fs.chmodSync(dir, 0o755);
	process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
	return dir;
}

export function write(dir, name, text) {
	const file = path.join(dir, name);
	fs.mkdirSync(path.dirname(file), { recursive: true });
	fs.writeFileSync(file, text);
}

export function story(fields, body = 'A text of a few words.\n') {
	return `---\n${Object.entries(fields).map(([k, v]) => `${k}: ${v}`).join('\n')}\n---\n${body}`;
}

/** A hub in German and English with 27 stories, two people, and one document of each collection. */
export function sampleContent(dir, base = 'http://hub.example') {
	write(dir, 'hub.yml', `title: {de: "Menschen", en: "People"}
tagline: {de: "Worte", en: "Words"}
company: {name: Hub, url: /}
base_url: ${base}
prefix: /team
languages: [de, en]
timezone: Europe/Berlin
facets:
  team: {path: teams, label: {de: Team, en: Team}, plural: {de: Teams, en: Teams}, inherit: true}
  place: {path: places, label: {de: Ort, en: Place}, plural: {de: Orte, en: Places}, inherit: true}
  value: {path: values, label: {de: Wert, en: Value}, plural: {de: Werte, en: Values}, pages: values}
policies: {per_page: 10}
`);
	const consent = 'consent: {public: 2026-01-01, portrait: 2026-01-01, story: 2026-01-01, feed: 2026-01-01, card: 2026-01-01, kudos: 2026-01-01}';
	write(dir, 'people/jana.md', `---\nname: Jana Weber\nrole: Monteurin\nteam: montage\nplace: leipzig\nguidelines: 2026-03\n${consent}\n---\nHallo.\n`);
	write(dir, 'people/tom.md', `---\nname: Tom Okafor\nrole: Fitter\nteam: service\nplace: husum\nguidelines: 2026-03\n${consent}\n---\nHello.\n`);
	write(dir, 'values/offen.md', story({ title: 'Offenheit', order: 1 }));
	write(dir, 'guidelines/regeln.md', story({ title: 'Regeln', version: '2026-03' }));
	write(dir, 'events/lunch.md', story({ title: 'Lunch', start: '2030-12-03 08:30', end: '2030-12-03 09:30' }));
	write(dir, 'kudos/danke.md', story({ from: 'jana', to: 'tom', date: '2026-05-04' }));
	write(dir, 'jobs/monteur.md', story({ title: 'Monteur', team: 'montage', place: 'leipzig', date: '2026-01-01' }));
	write(dir, 'stories/eins.md', story({
		title: '"Eins & <zwei>"', date: '2026-03-01', author: 'jana', value: '[offen]', aliases: '[/stories/alt/, /2024/alt.html]',
	}, 'Text mit [Jana](../people/jana.md) und `]]>` 😀.\n\n## Teil\n\nMehr.\n'));
	write(dir, 'stories/eins.en.md', story({ title: 'One', date: '2026-03-02', author: 'tom', lang: 'en' }));
	write(dir, 'stories/later.md', story({ title: 'Later', date: '2026-03-03', publish: '"2031-01-01 00:00"', author: 'jana' }));
	write(dir, 'stories/entwurf.md', story({ title: 'Entwurf', date: '2026-03-03', author: 'jana', draft: true }));
	for (let i = 1; i <= 25; i++)
		write(dir, `stories/nr-${i}.md`, story({ title: `Nummer ${i}`, date: `2025-01-${String(i).padStart(2, '0')}`, author: 'jana' }));
}

/** Returns the exit status and what was said. */
export function publish(source, edition, ...more) {
	const r = spawnSync(path.join(build, 'teamhub'), ['publish', '--source', source, '--edition', edition, ...more],
		{ encoding: 'utf8', cwd: root });
	return { status: r.status, said: r.stdout + r.stderr };
}

function parse(bytes) {
	const end = bytes.indexOf('\r\n\r\n');
	const headers = new Map();
	for (const line of bytes.subarray(0, end).toString('latin1').split('\r\n')) {
		const at = line.indexOf(': ');
		headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 2));
	}
	const raw = bytes.subarray(end + 4);
	return { status: Number(headers.get('status')?.slice(0, 3)), headers, raw, body: raw.toString('utf8') };
}

/** One request as plain CGI. */
export function cgi(edition, pathInfo, query = '', env = {}) {
	const r = spawnSync(path.join(build, 'teamhub.fcgi'), [], {
		stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28,
		env: { PATH: process.env.PATH, TEAMHUB_EDITION: edition, REQUEST_METHOD: 'GET', SCRIPT_NAME: '/team', PATH_INFO: pathInfo, QUERY_STRING: query, ...env },
	});
	return { exit: r.status, log: r.stderr.toString(), ...parse(r.stdout) };
}

export async function freePort() {
	return new Promise((resolve) => {
		const s = net.createServer().listen(0, '127.0.0.1', () => {
			const { port } = s.address();
			s.close(() => resolve(port));
		});
	});
}

/** Starts run.sh; resolves when it says its address, or when it ends. */
export async function run(env) {
	const child = spawn(path.join(root, 'nginx/run.sh'), [], {
		env: withSbin({ BUILD: build, ...env }), stdio: ['ignore', 'pipe', 'pipe'], detached: true,
	});
	const said = { text: '' };
	const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
	const ready = new Promise((resolve) => {
		for (const s of [child.stdout, child.stderr])
			s.on('data', (d) => {
				said.text += d;
				const m = /The hub is at (\S+)/.exec(said.text);
				if (m) resolve(m[1]);
			});
	});
	const address = await Promise.race([ready, ended.then(() => null)]);
	return { child, said, address, ended, stop: async () => { child.kill('SIGTERM'); return ended; } };
}

/** A request by its bytes: what fetch would tidy up on the way stays as it is. */
export function raw(port, head, host = '127.0.0.1') {
	return new Promise((resolve, reject) => {
		const chunks = [];
		const s = net.connect(port, host, () => s.write(head, 'latin1'));
		s.on('data', (d) => chunks.push(d));
		s.on('end', () => resolve(Buffer.concat(chunks).toString('latin1')));
		s.on('error', (e) => (chunks.length ? resolve(Buffer.concat(chunks).toString('latin1')) : reject(e)));
		s.setTimeout(8000, () => { s.destroy(); reject(new Error(`no answer to ${head.slice(0, 200)}`)); });
	});
}

export function get(port, target, headers = {}, method = 'GET') {
	const lines = Object.entries({ Host: 'localhost', Connection: 'close', ...headers }).map(([k, v]) => `${k}: ${v}\r\n`);
	return raw(port, `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`).then((text) => {
		const end = text.indexOf('\r\n\r\n');
		const [first, ...rest] = text.slice(0, end).split('\r\n');
		const map = new Map();
		for (const l of rest) { // a field that stands twice is one with both values (RFC 9110 §5.3)
			const [name, value] = [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 2)];
			map.set(name, map.has(name) ? `${map.get(name)}, ${value}` : value);
		}
		return { status: Number(first.split(' ')[1]), headers: map, body: text.slice(end + 4) };
	});
}

export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
export { execFileSync, fs, path, spawnSync };
