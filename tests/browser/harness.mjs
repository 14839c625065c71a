// What the browser tests stand on: publishes a content tree with the built programs and serves it by
// nginx/run.sh, the real nginx configuration, on a free loopback port; opens Chromium; and ends all of it,
// by process id and within a bounded time, whatever happens. All of it lies in a temporary folder; only the
// drawn pictures are kept for the next run, in build/browser/media, since they take most of the time.
//
// A test program that cannot run here (no browser, nothing built) exits 77 and says why.
// HUB=http://localhost:8080 tests a hub that runs already instead of starting one; SECONDS=300 gives it longer.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import nodeTest, { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export { pages } from './pages.mjs';

const TIME_LIMIT = 1000 * (process.env.SECONDS || 180); // of a whole test program
const here = fileURLToPath(new URL('.', import.meta.url)); // also for Node 18
const root = resolve(here, '../..');
const build = join(root, 'build/release');
const ends = []; // what must be undone, last first

export function skip(why) {
	console.log(why);
	process.exit(77);
}

async function end() {
	while (ends.length > 0) await ends.pop()();
}
after(end);
// Whatever ends this program: nothing that it started outlives it (run.sh takes its own children along).
const started = new Set();
process.on('exit', () => {
	for (const child of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end().finally(() => process.exit(1)));
setTimeout(() => {
	console.error(`not done after ${TIME_LIMIT / 1000} s`);
	end().finally(() => process.exit(1));
}, TIME_LIMIT).unref();

export const test = (name, run) => nodeTest(name, { timeout: TIME_LIMIT }, run);

export function needProgram(name) {
	const found = spawnSync('which', [name], { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` } });
	if (found.status !== 0) skip(`${name} is not installed: make deps-test`);
}

// Runs `work` on each item, `width` at a time; the first error ends it.
export async function each(items, width, work) {
	const waiting = [...items];
	const one = async () => {
		while (waiting.length > 0) await work(waiting.shift());
	};
	await Promise.all(Array.from({ length: width }, one));
}

export async function get(url, headers = {}) {
	const answer = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
	return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

export const freePort = () =>
	new Promise((done, failed) => {
		const server = createServer();
		server.on('error', failed);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => done(port));
		});
	});

// Ends a process that this program started: asks, then insists.
const endProcess = (child) => async () => {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((done) => child.once('exit', done));
	child.kill('SIGTERM');
	const late = setTimeout(() => child.kill('SIGKILL'), 5000);
	await gone;
	clearTimeout(late);
};

async function untilHealthy(origin, child, said) {
	for (let i = 0; i < 4000; i++) {
		if (child.exitCode !== null) throw new Error(`run.sh ended with ${child.exitCode}\n${said.join('')}`);
		try {
			if (said.join('').includes('The hub is at') && (await get(`${origin}/team/healthz`)).status === 200) return;
		} catch {} // not listening yet
		await new Promise((done) => setTimeout(done, 100));
	}
	throw new Error(`${origin} did not become healthy within 400 s\n${said.join('')}`);
}

// Publishes `content` and serves it; `host`: in the layout of that host site of tests/integration/hosts, `prepare`:
// what to lay into the folder of the run before. Answers { origin, folder }; folder is for the test's own files.
export async function startHub(options) {
	try {
		return await publishAndServe(options);
	} catch (error) {
		await end();
		throw error;
	}
}

async function publishAndServe({ content = join(root, 'content'), host = '', prepare } = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'teamhub-browser-'));
	ends.push(() => rmSync(folder, { recursive: true, force: true }));
	if (process.env.HUB) return { origin: process.env.HUB.replace(/\/$/, ''), folder };
	for (const program of ['teamhub', 'teamhub.fcgi'])
		if (!existsSync(join(build, program))) skip(`${program} is not built: make`);
	for (const program of ['nginx', 'spawn-fcgi', 'multiwatch']) needProgram(program);
	const run = join(folder, 'run');
	const media = join(run, 'hub/media'), kept = join(root, 'build/browser/media');
	chmodSync(folder, 0o755); // the workers give up root
	prepare?.(run);
	if (existsSync(kept)) cpSync(kept, media, { recursive: true });
	const port = await freePort();
	const said = [];
	const server = spawn(join(root, 'nginx/run.sh'), [], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, PORT: String(port), CONTENT: content, RUN: run, BUILD: build, WORKERS: '2', SHELL_DEMO: host },
	});
	server.stdout.on('data', (d) => said.push(d));
	server.stderr.on('data', (d) => said.push(d));
	started.add(server);
	ends.push(endProcess(server));
	const origin = `http://127.0.0.1:${port}`;
	await untilHealthy(origin, server, said);
	if (existsSync(media)) cpSync(media, kept, { recursive: true, force: false });
	return { origin, folder };
}

// `more`: further arguments for Chromium.
export async function openBrowser(more = []) {
	const executablePath = '/usr/bin/chromium';
	if (!existsSync(executablePath)) skip('chromium is not installed: make deps-test');
	let playwright;
	try {
		playwright = await import('playwright-core');
	} catch {
		skip('playwright-core is not installed: cd tests/browser && npm ci');
	}
	const browser = await playwright.chromium.launch({
		executablePath,
		headless: true,
		args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
			'--disable-background-networking', '--disable-component-update', '--disable-sync', ...more],
	});
	ends.push(() => browser.close());
	return browser;
}
