// server_walk.mjs -- walks a hub behind a web server and compares it with what the program says by itself: every kind
// of page and file, conditions, ranges, what is not there, odd paths, neighbours, and all of it behind a proxy that
// changes host and scheme. Called by server_box.mjs, for each server alike; what a server may do otherwise is said here.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import http from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { cgi, fs, path, raw } from './hub.mjs';

const protection = ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'permissions-policy', 'cross-origin-opener-policy'];
const port = 80;

/** A request as a browser makes it; body: its bytes, as latin1. A field that stands twice has both values. */
function get(at, headers = {}, method = 'GET') {
	return new Promise((resolve, reject) => {
		const q = http.request({ host: '127.0.0.1', port, method, path: at, agent: false, headers: { Host: 'localhost', ...headers } }, (r) => {
			const chunks = [], map = new Map();
			for (let i = 0; i < r.rawHeaders.length; i += 2) {
				const name = r.rawHeaders[i].toLowerCase();
				map.set(name, map.has(name) ? `${map.get(name)}, ${r.rawHeaders[i + 1]}` : r.rawHeaders[i + 1]);
			}
			r.on('data', (d) => chunks.push(d));
			r.on('end', () => resolve({ status: r.statusCode, headers: map, body: Buffer.concat(chunks).toString('latin1') }));
			r.on('error', reject);
		});
		q.setTimeout(15000, () => q.destroy(new Error(`no answer to ${method} ${at}`)));
		q.on('error', reject);
		q.end();
	});
}

/** The body as a browser reads it, latin1. */
function plain(r) {
	const bytes = Buffer.from(r.body, 'latin1'), how = { br: brotliDecompressSync, gzip: gunzipSync }[r.headers.get('content-encoding') ?? ''];
	return (how ? how(bytes) : bytes).toString('latin1');
}

/** Addresses on a page that lead into the hub, without what is behind `#`. */
function links(html, prefix) {
	return [...html.matchAll(/(?:href|src)="([^"#]+)/g)].map((m) => m[1].replaceAll('&amp;', '&')).filter((u) => u.startsWith(`${prefix}/`));
}

export async function walk({ server, prefix, edition }) {
	const ask = (at, headers, method) => get(prefix + at, headers, method);
	const program = (at, env = {}) => {
		const [p, query = ''] = at.split('?');
		return cgi(edition, decodeURIComponent(p), query, { SCRIPT_NAME: prefix, ...env });
	};
	const text = (r) => Buffer.from(r.body, 'latin1').toString('utf8');
	const said = program('/stories/').headers;
	const fromHub = (r, at) => {
		for (const name of protection) assert.equal(r.headers.get(name), said.get(name), `${at} ${name}`);
		assert.equal(r.headers.get('status'), undefined, at);
	};
	const seen = new Map();
	let compared = 0;

	// ---- every address that one can come to ----
	const queue = ['/', '/en/', '/stories/?team=montage&page=2', '/search?q=Nummer', '/search?q=gr%C3%BCn', '/sitemap.xml', '/robots.txt', '/events.ics', '/stories/feed.atom', '/stories/feed.rss',
		'/stories/feed.json', '/fragments/stories/', '/feeds/qr.svg', '/feeds/qr.png', '/feeds/teamhub.opml', '/healthz', `/oembed?url=${encodeURIComponent(`https://careers.example:8443${prefix}/stories/eins/`)}`].map((a) => prefix + a);
	for (let url = queue.shift(); url && seen.size < 140; url = queue.shift()) {
		if (seen.has(url)) continue;
		const at = url.slice(prefix.length), r = await get(url);
		seen.set(url, r);
		if (/\/(media|assets)\//.test(at)) {
			assert.equal(r.status, 200, url);
			assert.equal(r.headers.get('cache-control'), 'public, max-age=31536000, immutable', url);
			assert.equal(r.headers.get('x-content-type-options'), 'nosniff', url);
			assert.equal(r.body, fs.readFileSync(path.join(path.dirname(edition), at), 'latin1'), url);
			assert.match(r.headers.get('content-type'), /^(text\/css|text\/javascript|application\/javascript|image\/|font\/|application\/(manifest\+)?json)/, url);
			continue;
		}
		const own = program(at);
		assert.equal(r.status, own.status, `${url}: ${r.status}, and the program says ${own.status}`);
		assert.equal(r.body, own.raw.toString('latin1'), url);
		for (const name of ['content-type', 'cache-control', 'last-modified', 'access-control-allow-origin'])
			assert.equal(r.headers.get(name), own.headers.get(name), `${url} ${name}`);
		assert.equal(r.headers.get('etag')?.replace(/^W\//, ''), own.headers.get('etag'), url);
		fromHub(r, url);
		compared++;
		if (r.headers.get('content-type').startsWith('text/html')) queue.push(...links(text(r), prefix));
	}
	assert.ok(compared > 80, `${compared}`);
	const css = [...seen.keys()].find((u) => u.endsWith('.css')).slice(prefix.length), picture = [...seen.keys()].find((u) => u.includes('/media/')).slice(prefix.length);

	// ---- redirects keep their status, and name no host ----
	for (const [at, status, to] of [['/stories', 301, '/stories/'], ['/stories/alt/', 301, '/stories/eins/'], ['/2024/alt.html', 301, '/stories/eins/'], ['/de/stories/?page=2', 301, '/stories/?page=2'],
		['/stories/?token=x', 302, '/stories/']]) {
		const r = await ask(at);
		assert.equal(r.status, status, at);
		assert.equal(r.headers.get('location'), prefix + to, at);
	}
	if (prefix) {
		const r = await get(`${prefix}?c=x`);
		assert.equal(r.status, 301);
		assert.equal(r.headers.get('location'), `${prefix}/?c=x`);
	}
	const away = await ask('/', { 'Accept-Language': 'en' });
	assert.equal(away.status, 302);
	assert.equal(away.headers.get('location'), `${prefix}/en/`);
	assert.match(away.headers.get('vary'), /Accept-Language/);
	assert.equal((await ask('/', { 'Accept-Language': 'en', 'Sec-Fetch-Site': 'same-origin' })).status, 200);

	// ---- HEAD ----
	for (const at of ['/', '/stories/', '/stories/feed.atom', css, picture, '/nope/', '/stories/weg/']) {
		const page = await ask(at), head = await ask(at, {}, 'HEAD');
		assert.equal(head.status, page.status, at);
		assert.equal(head.body, '', at);
		for (const name of ['etag', 'content-type', 'cache-control', ...protection]) assert.equal(head.headers.get(name), page.headers.get(name), `HEAD ${at} ${name}`);
		const length = head.headers.get('content-length'); // Apache leaves it out
		assert.ok(length === undefined ? server === 'apache' : Number(length) === page.body.length, `${at}: ${length}`);
	}

	// ---- codings: one that the client reads, the same bytes in each, a tag for each ----
	const asked = [['', ''], ['gzip', 'gzip'], ['gzip, deflate, br, zstd', 'br'], ['br', 'br'], ['gzip;q=0', ''], ['br;q=0, gzip;q=0.5', 'gzip'], ['identity', ''], ['*', ''], ['*;q=0', ''],
		['identity;q=1, *;q=0', ''], ['identity;q=0', ''], ['identity;q=0, *', 'gzip'], ['gzip;q=0.000, br;q=1.0', 'br'], ['deflate', '']];
	const byProgram = !['nginx', 'apache', 'caddy'].includes(server);
	for (const at of ['/', '/stories/', '/stories/feed.atom', '/sitemap.xml', '/nope/', css]) {
		const whole = await ask(at, { 'Accept-Encoding': '' }), tags = new Map();
		for (const [accept, coding] of asked) {
			const r = await ask(at, { 'Accept-Encoding': accept }), got = r.headers.get('content-encoding') ?? '';
			if (at !== css || byProgram) assert.equal(got, coding, `${at} ${accept}`);
			else if (accept === 'gzip') assert.equal(got, 'gzip', at);
			else assert.ok(got === '' || accept.includes(got), `${at} ${accept}: ${got}`);
			assert.equal(plain(r), whole.body, `${at} ${accept}`);
			if (at !== css || got) assert.match(r.headers.get('vary') ?? '', /Accept-Encoding/i, `${at} ${accept}`);
			const length = r.headers.get('content-length'); // a server may send it in chunks
			assert.ok(length === undefined || Number(length) === r.body.length, `${at} ${accept}`);
			const head = await ask(at, { 'Accept-Encoding': accept }, 'HEAD');
			for (const name of ['content-encoding', 'etag', 'vary']) assert.equal(head.headers.get(name), r.headers.get(name), `HEAD ${at} ${accept} ${name}`);
			const tag = r.headers.get('etag');
			if (r.status === 200 && tag) assert.equal(tags.get(got) ?? tag, tag, `${at} ${accept}`);
			tags.set(got, tag);
		}
		if (whole.status === 200 && whole.headers.get('etag')) assert.equal(new Set(tags.values()).size, tags.size, `${at} ${[...tags]}`);
		if (at !== css)
			for (const [coding, tag] of tags)
				for (const [other] of tags)
					if (tag) assert.equal((await ask(at, { 'Accept-Encoding': other, 'If-None-Match': tag })).status, coding === other ? 304 : 200, `${at} ${tag} ${other}`);
	}

	// ---- conditions, plain and compressed; the tag comes back as the server gave it ----
	for (const at of ['/', '/stories/', '/stories/eins/', '/stories/feed.atom', '/events.ics', css, picture])
		for (const how of [{}, { 'Accept-Encoding': 'gzip' }, { 'Accept-Encoding': 'gzip, deflate, br' }]) {
			const r = await ask(at, how);
			assert.equal(r.status, 200, at);
			const tag = r.headers.get('etag'), date = r.headers.get('last-modified');
			for (const headers of [tag && { 'If-None-Match': tag }, tag && { 'If-None-Match': `"x", ${tag.startsWith('W/') ? tag : `W/${tag}`}` }, date && { 'If-Modified-Since': date }].filter(Boolean)) {
				const again = await ask(at, { ...how, ...headers });
				assert.equal(again.status, 304, `${at} ${JSON.stringify({ ...how, ...headers })}`);
				assert.equal(again.body, '');
				if (at !== css) assert.equal(again.headers.get('etag')?.replace(/^W\//, ''), tag?.replace(/^W\//, ''), at);
			}
			assert.equal((await ask(at, { ...how, 'If-None-Match': '"other"' })).status, 200, at);
		}

	// ---- ranges: in part or whole, but true ----
	for (const at of ['/stories/', '/stories/feed.atom', css, picture])
		for (const [range, from, to, how] of [['bytes=0-9', 0, 10], ['bytes=5-', 5, undefined], ['bytes=-7', -7, undefined], ['bytes=3-20', 3, 21, { 'Accept-Encoding': 'br' }], ['bytes=3-20', 3, 21, { 'Accept-Encoding': 'gzip' }]]) {
			const whole = await ask(at, how), part = await ask(at, { ...how, Range: range });
			if (part.status === 206) assert.equal(part.headers.get('content-encoding'), whole.headers.get('content-encoding'), at);
			assert.ok([200, 206].includes(part.status), `${at} ${range}`);
			assert.equal(part.body, part.status === 200 ? whole.body : whole.body.slice(from, to), `${at} ${range}`);
			if (part.status === 206) assert.match(part.headers.get('content-range'), new RegExp(`/${whole.body.length}$`));
		}

	// ---- what is not there, in the hub's own look ----
	for (const [at, status] of [['/nope/', 404], ['/stories/nope/', 404], ['/stories/weg/', 410], ['/en/nope/', 404], ['/media/nope.png', 404], ['/media/ab/nope.webp', 404], ['/assets/nope.css', 404],
		['/media/', 404], ['/assets/', 404], ['/media', 404], ['/stories/?x=%zz', server === 'lighttpd' ? 200 : 400], // lighttpd mends it
		['/stories/?page=99', 404], ['/stories/entwurf/', 404]]) {
		const r = await ask(at);
		assert.equal(r.status, status, at);
		assert.match(text(r), /<nav[^]*<main[^]*<h1[ >]/, at);
		fromHub(r, at);
		assert.doesNotMatch(r.headers.get('cache-control') ?? '', /immutable/, at);
	}

	// ---- methods ----
	for (const at of ['/stories/', css, picture])
		for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
			const r = await ask(at, { 'Content-Length': '0' }, method);
			assert.equal(r.status, 405, `${method} ${at}`);
			const allowed = r.headers.get('allow')?.split(/,\s*/) ?? [];
			assert.ok(allowed.includes('GET'), `${method} ${at}: ${allowed}`);
			assert.ok(!allowed.includes(method), `${method} ${at}: ${allowed}`);
		}
	const posted = await raw(port, `POST ${prefix}/stories/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=b`);
	assert.match(posted, /^HTTP\/1\.1 405/);

	// ---- odd paths: no file, no fault of ours ----
	for (const odd of ['/%2e%2e/', '/../../etc/passwd', '/..%2f..%2fetc/passwd', '/media/../current', '/media/..%2fcurrent', '/media/%2e%2e/current', '/media/%2e%2e%2fcurrent', '/assets../current', '/media../lock', '/%00', '/stories/%ff/', '/stories/%0d%0aX:1/',
		'/stories%2Feins/', '//stories//eins//', '/./stories/', '/stories/eins/..;/', '/;/', '/%', `/${'a/'.repeat(800)}`, '/stories/gr%C3%BCn/', '/.git/config', '/stories/%3Fteam=montage', '/%252e%252e/', '/teamhub.fcgi', '/stories/eins/index.html', '/media/.hidden']) {
		const r = await raw(port, `GET ${prefix}${odd} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
		const status = Number(r.slice(9, 12));
		assert.ok(r === '' || status < 500, `${odd}: ${r.slice(0, 200)}`);
		assert.doesNotMatch(r, /root:[x*]:0|SQLite format|TEAMHUB_EDITION|\nX:1/, odd);
		if (status === 200) assert.match(r, /<html|the site itself/, odd);
	}

	// ---- the neighbours ----
	if (prefix)
		for (const at of [`${prefix}x`, `${prefix}x/`, `${prefix}x/stories/`, '/nope/', prefix.toUpperCase() + '/']) {
			const r = await get(at);
			assert.equal(r.status, 404, at);
			if (server !== 'caddy' || at !== `${prefix.toUpperCase()}/`) // to Caddy, case is nothing in a path
				assert.doesNotMatch(r.body, /<nav/, at);
		}
	if (prefix && server !== 'caddy') assert.match((await get('/')).body, /the site itself/);

	// ---- behind a proxy that changes host and scheme ----
	const outside = async (at, ...more) => (await promisify(execFile)('curl', ['--max-time', '20', '-sk', '--max-redirs', '5', '-D', '-', '-o', '/run/box/out', ...more, '--resolve', 'careers.example:8443:127.0.0.1', `https://careers.example:8443${at}`])).stdout;
	for (const at of [prefix || '/', `${prefix}/stories`, `${prefix}/stories/alt/`, `${prefix}/media`, `${prefix}/assets/${path.basename(path.dirname(css))}`, `${prefix}/stories/?token=x`]) {
		const said = await outside(at);
		for (const m of said.matchAll(/^location: (\S+)/gim)) assert.match(m[1], /^(\/(?!\/)|https:\/\/careers\.example:8443\/)/, at);
		assert.doesNotMatch(said, /inner\.example|127\.0\.0\.1/, at);
		assert.match((await outside(at, '-L')).trim().split(/\r?\n\r?\n/).pop(), /^HTTP\/\S+ (200|404)/, at);
	}
	await outside(`${prefix}/stories/feed.atom`);
	assert.ok(fs.readFileSync('/run/box/out', 'utf8').includes(`<link rel="self" type="application/atom+xml" href="https://careers.example:8443${prefix}/stories/feed.atom"/>`));
	await outside(`${prefix}/stories/eins/`);
	assert.ok(fs.readFileSync('/run/box/out', 'utf8').includes(`<link rel="canonical" href="https://careers.example:8443${prefix}/stories/eins/">`));
	console.log(`${server}: ${seen.size} addresses, ${compared} of them compared with the program`);
}
