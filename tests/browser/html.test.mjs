#!/usr/bin/env node
// The Nu HTML checker finds neither error nor warning in the HTML of any kind of page, nor in the style sheet.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { each, get, needProgram, pages, startHub, test } from './harness.mjs';

needProgram('java');
const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const hub = await startHub();

// Warnings that are no faults: the checker does not know that a list without bullets loses its role.
const harmless = [/^The “list” role is unnecessary/];

test('the checker finds nothing in the HTML of any page', async () => {
	const folder = `${hub.folder}/html`;
	mkdirSync(folder);
	await each(pages, 4, async ({ name, path, status = 200 }) => {
		const answer = await get(hub.origin + path);
		if (answer.status !== status) throw new Error(`${path} answers ${answer.status}`);
		writeFileSync(`${folder}/${name}.html`, answer.text);
	});
	const messages = await new Promise((done, failed) =>
		execFile('java', ['-Xss8m', '-jar', jar, '--format', 'json', '--also-check-css', folder],
			{ timeout: 60_000, maxBuffer: 1 << 26 },
			(error, out, err) => (err.startsWith('{') ? done(JSON.parse(err).messages) : failed(error ?? err))));
	const found = messages
		.filter((m) => m.type === 'error' || m.subType === 'warning')
		.filter((m) => !harmless.some((h) => h.test(m.message)))
		.map((m) => `${m.url.split('/').pop()}:${m.lastLine}: ${m.message}\n    ${m.extract ?? ''}`);
	if (found.length > 0) throw new Error(`${found.length} messages\n${found.join('\n')}`);
});
