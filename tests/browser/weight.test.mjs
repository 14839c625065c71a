#!/usr/bin/env node
// What a visitor downloads to read: HTML and style sheet of a story, compressed as nginx sends them.
import assert from 'node:assert/strict';
import http from 'node:http';
import { each, pages, startHub, test } from './harness.mjs';

const LIMIT = 25 * 1024; // as issued: a story page at most 25 kB of compressed HTML and CSS
const hub = await startHub();

// The octets that go over the wire.
const wire = (path) =>
	new Promise((done, failed) =>
		http.get(hub.origin + path, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
			let octets = 0;
			answer.on('data', (d) => (octets += d.length));
			answer.on('end', () => done({ octets, encoding: answer.headers['content-encoding'] }));
		}).on('error', failed));

test('a story and its style sheets weigh at most 25 kB', async () => {
	const html = await (await fetch(`${hub.origin}/team/stories/loeten-mit-der-8b/`)).text();
	const style = { octets: 0 };
	const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((m) => m[1]);
	assert.ok(sheets.length >= 1);
	for (const css of sheets) {
		const sheet = await wire(css);
		assert.equal(sheet.encoding, 'gzip', `${css} is not compressed`);
		style.octets += sheet.octets;
	}
	await each(pages.filter((p) => p.name.startsWith('story')), 2, async ({ name, path }) => {
		const page = await wire(path);
		assert.equal(page.encoding, 'gzip', `${name} is not compressed`);
		const sum = page.octets + style.octets;
		console.log(`# ${name}: ${page.octets} + ${style.octets} octets`);
		assert.ok(sum <= LIMIT, `${name} weighs ${sum} octets`);
	});
});
