#!/usr/bin/env node
// What Lighthouse says of the pages that candidates meet first: 100 in accessibility, best practices and search
// engine optimisation, asserted; performance, which depends on the machine, is printed.
import assert from 'node:assert/strict';
import { freePort, openBrowser, pages, skip, startHub, test } from './harness.mjs';

const asked = ['start', 'stories', 'story', 'person'];
const asserted = ['accessibility', 'best-practices', 'seo'];

let lighthouse;
try {
	({ default: lighthouse } = await import('lighthouse'));
} catch {
	skip('lighthouse is not installed: cd tests/browser && npm ci');
}
const hub = await startHub();
const port = await freePort();
await openBrowser([`--remote-debugging-port=${port}`]);

// A telephone on a slow line, simulated. The pages have no scripts, so that nothing happens after they are
// loaded: the long waits for silence are cut.
const config = {
	extends: 'lighthouse:default',
	settings: {
		onlyCategories: ['performance', ...asserted],
		skipAudits: ['screenshot-thumbnails', 'full-page-screenshot', 'final-screenshot'],
		disableFullPageScreenshot: true,
		pauseAfterFcpMs: 300,
		pauseAfterLoadMs: 300,
		networkQuietThresholdMs: 500,
		cpuQuietThresholdMs: 500,
		maxWaitForFcp: 10_000,
		maxWaitForLoad: 15_000,
	},
};

const score = (category) => Math.round(category.score * 100);

// What took points, with the places in the page.
function complaints({ audits, categories }) {
	const said = [];
	for (const name of asserted)
		for (const { id, weight } of categories[name].auditRefs) {
			const audit = audits[id];
			if (weight === 0 || audit.score === null || audit.score === 1) continue;
			said.push(`${name}: ${audit.title} [${id}]`);
			for (const item of (audit.details?.items ?? []).slice(0, 3))
				said.push(`    ${item.node?.snippet ?? item.description ?? item.source ?? JSON.stringify(item).slice(0, 300)}`);
		}
	return said;
}

// A trace that Chromium did not record, which happens on a busy machine, says nothing of the page: once more.
async function judge(url) {
	for (let again = 1; ; again--) {
		const { lhr } = await lighthouse(url, { port, output: 'json', logLevel: 'error' }, config);
		if (!lhr.runtimeError || again === 0) return lhr;
	}
}

for (const name of asked)
	test(`${name} page: 100 in accessibility, best practices and search engines`, async () => {
		const { path } = pages.find((p) => p.name === name);
		const lhr = await judge(hub.origin + path);
		assert.equal(lhr.runtimeError, undefined, lhr.runtimeError?.message);
		console.log(`# ${name}: ${Object.values(lhr.categories).map((c) => `${c.id} ${score(c)}`).join(', ')}`);
		const found = Object.fromEntries(asserted.map((id) => [id, score(lhr.categories[id])]));
		const best = Object.fromEntries(asserted.map((id) => [id, 100]));
		assert.deepEqual(found, best, complaints(lhr).join('\n'));
	});
