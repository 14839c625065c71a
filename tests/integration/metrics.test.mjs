#!/usr/bin/env node
// metrics.test.mjs -- what a monitoring system sees: workers that count together behind the real nginx, read by the
// parser of Prometheus' own Python client; who may see it; and lines for the operator as JSON.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { build, cgi, execFileSync, freePort, fs, get, needs, path, run, sampleContent, spawnSync, tempDir, write } from './hub.mjs';

needs('nginx', 'spawn-fcgi', 'multiwatch', 'setpriv', 'python3');
const dir = tempDir();
const content = path.join(dir, 'content'), RUN = path.join(dir, 'run'), edition = path.join(RUN, 'hub/current');
let port, metrics, hub;

before(async () => {
	port = await freePort();
	metrics = await freePort();
	sampleContent(content, 'https://careers.example');
	write(content, 'stories/lost.md', '---\ntitle: Lost\ndate: 2026-01-01\nauthor: jana\n---\n[There](nowhere.md)\n');
	hub = await run({ RUN, PORT: String(port), CONTENT: content, WORKERS: '3', METRICS: String(metrics) });
	assert.ok(hub.address, hub.said.text);
});
after(async () => {
	if (hub?.address) await hub.stop();
});

/** name → [labels, value] of each sample, as Prometheus' client reads the text. */
function parse(text) {
	const program = 'import json, sys\nfrom prometheus_client.parser import text_string_to_metric_families as read\n' +
		'print(json.dumps([[s.name, s.labels, s.value] for f in read(sys.stdin.read()) for s in f.samples]))';
	const samples = JSON.parse(execFileSync('/usr/bin/python3', ['-c', program], { input: text, encoding: 'utf8' }));
	return (name, labels = {}) => samples.filter(([n, l]) => n === name && Object.entries(labels).every(([k, v]) => l[k] === v))
		.reduce((sum, s) => sum + s[2], 0);
}

test('all workers count together, by route and status, and nothing of a visitor is told', async () => {
	const asked = [];
	for (let i = 0; i < 30; i++) asked.push(get(port, `/team/stories/?page=1&x=${i}`)); // each past the cache
	for (let i = 0; i < 10; i++) asked.push(get(port, `/team/search?q=geheimnis${i}`));
	asked.push(get(port, '/team/nirgendwo/'), get(port, '/team/stories/alt/'));
	await Promise.all(asked);
	const r = await get(metrics, '/metrics');
	assert.equal(r.status, 200);
	assert.match(r.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
	assert.equal(r.headers.get('cache-control'), 'no-store');
	const value = parse(r.body);
	assert.equal(value('teamhub_requests_total', { route: '/stories/', status: '200' }), 30);
	assert.equal(value('teamhub_requests_total', { route: '/search', status: '200' }), 10);
	assert.equal(value('teamhub_requests_total', { route: 'none', status: '404' }), 1);
	assert.equal(value('teamhub_requests_total', { status: '301' }), 1);
	assert.equal(value('teamhub_request_duration_seconds_count'), value('teamhub_requests_total'));
	assert.equal(value('teamhub_request_duration_seconds_bucket', { le: '+Inf' }), value('teamhub_requests_total'));
	assert.ok(value('teamhub_response_bytes_total') > 30 * 1000);
	assert.equal(value('teamhub_workers_started_total'), 3);
	assert.equal(value('teamhub_edition_info'), 1);
	assert.ok(value('teamhub_edition_warnings') >= 1);
	assert.ok(Math.abs(value('teamhub_edition_live_timestamp_seconds') - Date.now() / 1000) < 600);
	assert.doesNotMatch(r.body, /geheimnis|nirgendwo|127\.0\.0\.1|jana/i);
});

test('at the hub\'s own address there is no such page, whatever a visitor sends', async () => {
	for (const headers of [{}, { TEAMHUB_OPERATOR: 'on' }, { 'Teamhub-Operator': 'on' }, { 'X-Forwarded-For': '127.0.0.1' }])
		assert.equal((await get(port, '/team/metrics', headers)).status, 404);
	assert.equal((await get(metrics, '/team/')).status, 404);
	assert.equal(cgi(edition, '/metrics', '', { TEAMHUB_OPERATOR: 'on' }).status, 404, 'nothing is counted');
});

test('a file of another version is replaced, one of somebody else is left alone', () => {
	const file = path.join(dir, 'counts');
	const ask = () => cgi(edition, '/metrics', '', { TEAMHUB_METRICS: file, TEAMHUB_OPERATOR: 'on' });
	cgi(edition, '/stories/', '', { TEAMHUB_METRICS: file });
	assert.equal(parse(ask().body)('teamhub_requests_total', { route: '/stories/' }), 1);
	fs.writeFileSync(file, 'f'.repeat(64) + '\0'.repeat(9000));
	assert.equal(parse(ask().body)('teamhub_requests_total', { route: '/stories/' }), 0);
	fs.writeFileSync(file, 'My notes, which are worth keeping.\n'.repeat(10));
	const r = cgi(edition, '/stories/', '', { TEAMHUB_METRICS: file });
	assert.equal(r.status, 200);
	assert.match(r.log, /counts is not a file of metrics: name another; nothing is counted/);
	assert.match(fs.readFileSync(file, 'utf8'), /^My notes/);
});

test('lines for the operator are JSON where that is wanted', () => {
	const r = spawnSync(path.join(build, 'teamhub.fcgi'), [], { encoding: 'utf8',
		env: { TEAMHUB_LOG: 'json', TEAMHUB_EDITION: path.join(dir, 'no "such" place'), REQUEST_METHOD: 'GET', PATH_INFO: '/' } });
	const line = JSON.parse(r.stderr);
	assert.equal(line.program, 'teamhub.fcgi');
	assert.match(line.message, /no "such" place: no edition there/);
	assert.ok(!Number.isNaN(Date.parse(line.time)));
});
