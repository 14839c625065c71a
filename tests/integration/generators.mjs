// generators.mjs -- for integration tests: a tree built by the real Jekyll, Hugo or Eleventy, in a folder of
// its own, so that what the hub makes of the tree can be held against what they make of it.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { root } from './hub.mjs';

const modules = path.join(root, 'build/hosts/eleventy/node_modules');

const programs = {
	jekyll: (src, out) => ['jekyll', ['build', '--quiet', '--source', src, '--destination', out]],
	hugo: (src, out) => ['hugo', ['--quiet', '--source', src, '--destination', out]],
	eleventy: (src, out) => [process.execPath, [path.join(modules, '@11ty/eleventy/cmd.cjs'), '--quiet', `--output=${out}`]],
};

/** Whether the program can run here. */
export function has(name) {
	if (name === 'eleventy') return fs.existsSync(modules);
	return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** Builds `src` into `out` as its author would: in production, without drafts. Times are those of `zone`. */
export function build(name, src, out, zone = 'UTC') {
	const [program, args] = programs[name](src, out);
	if (name === 'eleventy' && !fs.existsSync(path.join(src, 'node_modules')))
		fs.symlinkSync(modules, path.join(src, 'node_modules'));
	const r = spawnSync(program, args, { cwd: src, encoding: 'utf8', timeout: 120000, env: { ...process.env, TZ: zone } });
	if (name === 'eleventy') fs.rmSync(path.join(src, 'node_modules'));
	if (r.status !== 0) throw new Error(`${name} ended with ${r.status}: ${r.stdout}${r.stderr}`);
}

/** All files below `dir`, relative. */
export function filesBelow(dir, below = '') {
	return fs.readdirSync(path.join(dir, below), { withFileTypes: true }).flatMap((e) => {
		const name = path.join(below, e.name);
		return e.isDirectory() ? filesBelow(dir, name) : e.isFile() ? [name] : [];
	}).sort();
}
