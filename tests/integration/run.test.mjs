#!/usr/bin/env node
// run.test.mjs -- `make run` as a newcomer meets it: any kind of CONTENT, a THEME of one's own, what is missing told
// in one line, and Ctrl-C, which ends it all. The refusals of settings are in nginx.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execFileSync, freePort, fs, get, needs, path, root, run, spawnSync, story, tempDir, write } from './hub.mjs';

needs('nginx', 'spawn-fcgi', 'multiwatch', 'git');
const dir = tempDir();
const hub = 'title: People\nbase_url: http://x.example\nprefix: /team\nlanguages: [en]\n';
const git = (...args) => execFileSync('git', ['-c', 'user.name=M', '-c', 'user.email=m@x.example', ...args], { cwd: dir, stdio: 'pipe' });

write(dir, 'copy/hub.yml', hub);
write(dir, 'copy/people/jo.md', '---\nname: Jo\nconsent: {public: 2026-01-01, story: 2026-01-01}\n---\nHi.\n');
write(dir, 'copy/stories/one.md', story({ title: 'One', date: '2026-01-02', author: 'jo' }, 'As committed.\n'));
git('init', '-q', '-b', 'main', 'copy');
git('-C', 'copy', 'add', '-A');
git('-C', 'copy', 'commit', '-qm', 'one');
git('clone', '-q', '--bare', 'copy', 'bare.git');
write(dir, 'copy/stories/one.md', story({ title: 'One', date: '2026-01-02', author: 'jo' }, 'As it is.\n'));
fs.cpSync(path.join(dir, 'copy'), path.join(dir, 'folder'), { recursive: true, filter: (f) => !f.endsWith('.git') });
fs.cpSync(path.join(root, 'themes/default'), path.join(dir, 'theme'), { recursive: true });
fs.appendFileSync(path.join(dir, 'theme/partials/footer.mustache'), '<p>A theme of our own.</p>\n');

const alive = (needle) => execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n').filter((l) => l.includes(needle));

for (const [what, content, theme, want] of [
	['a folder', 'folder', 'default', 'As it is.'], ['a bare repository', 'bare.git', 'default', 'As committed.'],
	['a working copy, by its last commit, which is told,', 'copy', path.join(dir, 'theme'), 'As committed.']])
	test(`${what} is shown, and Ctrl-C ends all of it`, async () => {
		const port = await freePort(), RUN = path.join(dir, 'run');
		const r = await run({ RUN, PORT: String(port), CONTENT: path.join(dir, content), THEME: theme, WORKERS: '1' });
		assert.equal(r.address, `http://localhost:${port}/team/`, r.said.text);
		const page = await get(port, '/team/stories/one/');
		assert.equal(page.status, 200);
		assert.ok(page.body.includes(want), what);
		assert.equal(page.body.includes('A theme of our own.'), theme !== 'default');
		assert.equal(r.said.text.includes('It shows the last commit of'), content === 'copy');
		process.kill(-r.child.pid, 'SIGINT'); // as a terminal does: to all of the foreground
		assert.equal(await r.ended, 0);
		assert.match(r.said.text, /\nended: nothing of it runs any more\n$/);
		assert.deepEqual(alive(RUN), []);
		assert.ok(!fs.existsSync(path.join(RUN, 'worker.sock')));
	});

test('a file is no content', async () => {
	const r = await run({ RUN: path.join(dir, 'run'), PORT: '1', CONTENT: path.join(dir, 'copy/hub.yml') });
	assert.equal(await r.ended, 1);
	assert.match(r.said.text, /^run: CONTENT=[^\n]*there is no such folder or repository\n$/);
});

test('a missing package is one line for who may not install it, and for whom it does not exist', () => {
	const name = 'surely-not-a-package-of-any-debian';
	const make = (more, env) => spawnSync('make', ['-s', '-f', path.join(root, 'Makefile'), 'deps', `DEB_BUILD=${name}`, 'DEB_RUN=', ...more],
		{ cwd: dir, encoding: 'utf8', env: { ...process.env, ...env } });
	const bin = path.join(dir, 'bin'); // an apt-get that can do nothing, and no sudo
	fs.mkdirSync(bin);
	write(bin, 'apt-get', '#!/bin/sh\necho "E: Unable to locate package" >&2\n[ "$1" = update ]\n');
	fs.chmodSync(path.join(bin, 'apt-get'), 0o755);
	for (const tool of ['sh', 'grep', 'mkdir', 'dpkg-query', 'uname', 'id', 'pkg-config', 'find', 'git', 'true'])
		fs.symlinkSync(execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(), path.join(bin, tool));
	const few = { PATH: bin };
	const denied = spawnSync(execFileSync('sh', ['-c', 'command -v make'], { encoding: 'utf8' }).trim(),
		['-s', '-f', path.join(root, 'Makefile'), 'deps', `DEB_BUILD=${name}`, 'DEB_RUN=', 'SUDO=sudo', `PATH=${bin}`], { cwd: dir, encoding: 'utf8', env: few });
	assert.equal(denied.status, 2, denied.stderr);
	assert.match(denied.stderr, new RegExp(`^you are not root and there is no sudo: let root run apt-get install ${name}\nmake: `));
	assert.equal(denied.stdout, '');
	const unknown = make(['SUDO='], { PATH: `${bin}:${process.env.PATH}` });
	assert.equal(unknown.status, 2, unknown.stderr);
	assert.match(unknown.stderr, new RegExp(`could not install: ${name} - E: Unable to locate package\n`));
});
