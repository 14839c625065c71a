#!/usr/bin/env node
// export.test.mjs -- teamhub export: the hub as files. Every link leads to a file; each file says what the program
// answers at its address; nginx and Apache serve them with redirects and 410; a second export writes what changed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, test } from 'node:test';
import { build, cgi, freePort, fs, get, needs, path, publish, root, sampleContent, sleep, spawnSync, story, tempDir, withSbin, write } from './hub.mjs';

needs();
const dir = tempDir(), content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
const out = path.join(dir, 'www/team'), origin = 'http://hub.example', prefix = '/team';
const index = (file) => file.replace(/(^|\/)index\.html$/, '$1');
const read = (file) => fs.readFileSync(path.join(out, file), 'utf8');
const files = () => fs.readdirSync(out, { recursive: true }).filter((f) => fs.statSync(path.join(out, f)).isFile()).sort();

function exported(...more) {
	const r = spawnSync(path.join(build, 'teamhub'), ['export', '--edition', edition, '--out', out, ...more],
		{ encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', TEAMHUB_NOW: '2026-12-01T12:00:00Z' } });
	return { status: r.status, said: r.stderr, out: r.stdout };
}

/** What the program answers, as the export asked it. */
const asked = (at, query) => cgi(edition, at, query, { TEAMHUB_NOW: '2026-12-01T12:00:00Z' });

sampleContent(content);
write(content, 'stories/weg.md', story({ title: 'Weg', date: '2026-03-03', author: 'jana', withdrawn: true }));
write(content, 'stories/zwei.md', story({ title: 'Zwei', date: '2026-04-03', author: 'tom', team: 'service', place: 'husum', aliases: `["/stories/a+b$c/", "/stories/a+b/", "/2019/${'lang-'.repeat(30)}/", "/2019/ärger.html", "/2019/ohne"]` }));
assert.notEqual(publish(content, edition).status, 2);

test('the first export writes all, the second nothing', () => {
	const first = exported();
	assert.equal(first.status, 0, first.said);
	assert.match(first.said, /(\d+) files; \1 new, 0 changed, 0 removed/);
	assert.match(first.said, /Something appears or ends at 20\d\d-/);
	const again = exported('--changes', '-');
	assert.match(again.said, /; 0 new, 0 changed, 0 removed/);
	assert.equal(again.out, '');
});

test('every link leads to a file, and none asks anything of a server', () => {
	const there = new Set(files());
	let n = 0;
	for (const f of there) {
		if (!/\.(html|atom|rss|json|xml|opml|css)$/.test(f))
			continue;
		const text = read(f).replaceAll(/&quot;|&#34;/g, '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
		for (const [, attribute, element] of text.matchAll(/(?:href|src|action)="([^"]*)"|(?:<loc>|<id>|"(?:url|feed_url|home_page_url|next_url)": ?")([^"<]*)/g)) {
			let href = (attribute ?? element).replace(origin, '');
			if (!href.startsWith(`${prefix}/`))
				continue;
			assert.ok(!href.includes('?'), `${f}: ${href}`);
			href = decodeURIComponent(href.replace(/#.*/, '')).slice(prefix.length + 1);
			assert.ok(there.has(href === '' || href.endsWith('/') ? `${href}index.html` : href), `${f}: ${href}`);
			n++;
		}
	}
	assert.ok(n > 5000, `${n} links`);
});

test('every kind of address is there, in both languages', () => {
	for (const f of ['index.html', 'en/index.html', 'stories/index.html', 'stories/by/page/2/index.html', 'stories/by/page/2/feed.json', 'stories/feed.atom',
		'stories/subscribe/index.html', 'stories/eins/index.html', 'people/by/order/voices/index.html', 'people/jana/feed.rss',
		'stories/by/lang/en/index.html', 'stories/by/team/service/place/husum/feed.atom', 'teams/service/index.html', 'values/offen/index.html',
		'feeds/index.html', 'feeds/by/team/service/qr.svg', 'feeds/by/team/service/qr.png', 'feeds/poster/by/team/service/size/a4/index.html', 'feeds/teamhub.opml',
		'fragments/stories/index.html', 'fragments/stories/by/team/service/index.html', 'events/lunch/event.ics', 'events.ics', 'events/calendar/index.html',
		'guidelines/regeln/index.html', 'jobs/monteur/index.html', 'kudos/danke/index.html', 'stories/eins/oembed.json', 'sitemap.xml', 'robots.txt',
		'404.html', 'en/404.html'].filter((f) => !fs.existsSync(path.join(out, f))))
		assert.fail(`${f} is missing`);
	assert.ok(files().some((f) => f.startsWith('assets/')) && files().some((f) => /^en\/stories\/eins[^/]*\/index/.test(f)));
	for (const f of files())
		assert.doesNotMatch(f, /^(en\/)?(search|report|healthz|metrics|oembed)(\/|$)/, f);
});

/** An address of the program as a file has it. */
function asFile(all, href) {
	const [at, query] = href.split('?');
	if (!query)
		return at;
	const params = query.split('&').map((p) => `${p.replace('=', '/')}/`).join('');
	return at.replace(/[^/]*$/, (file) => `by/${params}${file}`);
}

const opened = (html) => html
	.replaceAll(/<search class="th-search-head">.*?<\/search>|<a class="th-search-link".*?<\/a>|<form class="th-kit-form"[^]*?<\/form>\n?|<section class="th-filters"[^]*?<\/section>\n?/g, '')
	.replaceAll(/^.*oembed.*$\n?/gm, '').replaceAll(/\n\s*\n/g, '\n')
	.replaceAll('&quot;', '"').replaceAll(/&amp;|\\u0026/g, '&').replaceAll(/((?:https?:\/\/hub\.example)?\/team\/[^"\s<\\]*)/g, asFile)
	.replaceAll(/<p><a href="[^"]*\/feeds\/by\/(?:[^\/"]+\/){4,}">[^\n]*\n/g, ''); // a pair of terms has no share kit

test('each page and feed says what the program answers at its address', () => {
	let n = 0;
	for (const f of files()) {
		if (!/\.(html|atom|rss|json|ics|opml|xml)$/.test(f) || /^(.*\/)?(404\.html|oembed\.json)$/.test(f))
			continue;
		const by = /^(.*?)by\/((?:[^/]+\/[^/]+\/)+)([^/]*)$/.exec(f);
		let at = `/${index(f)}`, query = '';
		if (by) {
			const parts = by[2].split('/').filter(Boolean);
			at = `/${by[1]}${index(by[3])}`;
			for (let i = 0; i < parts.length; i += 2)
				query += `${query && '&'}${parts[i]}=${parts[i + 1]}`;
		}
		const live = asked(at, query);
		if (live.status === 301) {
			assert.match(read(f), /http-equiv="refresh"/, f);
			continue;
		}
		assert.equal(live.status, 200, `${f}: ${at}?${query}`);
		assert.equal(opened(read(f)), opened(live.body), `${f}: ${at}?${query}`);
		n++;
	}
	assert.ok(n > 200, `${n} pages`);
});

test('a filter offers what there is a file for: two terms at most, of different facets', () => {
	const filters = (file) => /<section class="th-filters"[^]*?<\/section>/.exec(read(file))[0];
	assert.match(filters('stories/index.html'), /href="\/team\/teams\/service\/"/);
	assert.match(filters('teams/service/index.html'), /href="\/team\/stories\/by\/team\/service\/place\/husum\/"/);
	assert.doesNotMatch(filters('teams/service/index.html'), /montage/);
	assert.ok(!fs.existsSync(path.join(out, 'stories/by/team/service/index.html'))); // one address for each list
	assert.ok(!files().some((f) => /^stories\/by\/(?!page)[^/]+\/[^/]+\/[^/]+\/[^/]+\/(?!page)[^/]+\/[^/]+\/index/.test(f)));
});

// ---- on hosts ----

const running = [];
after(() => running.forEach((p) => p.kill('SIGTERM')));

async function serve(port, command, args) {
	const p = spawn(command, args, { stdio: 'ignore', env: withSbin() });
	running.push(p);
	for (let i = 0; i < 100; i++) {
		try {
			await get(port, '/team/');
			return;
		} catch {
			await sleep(50);
		}
	}
	assert.fail(`${command} does not answer`);
}

async function walk(port) {
	const ask = async (at) => {
		const r = await get(port, at);
		return { ...r, type: r.headers.get('content-type') ?? '', to: (r.headers.get('location') ?? '').replace(/^https?:\/\/[^/]*/, '') };
	};
	for (const [at, status, what] of [['/team/', 200, 'text/html'], ['/team/stories/eins/', 200, 'text/html'], ['/team/stories/feed.atom', 200, 'application/atom+xml'],
		['/team/stories/feed.json', 200, 'application/'], ['/team/stories/feed.rss', 200, 'application/rss+xml'], ['/team/events.ics', 200, 'text/calendar'], ['/team/en/stories/by/lang/de/', 200, 'text/html'],
		['/team/stories/alt/', 301, '/team/stories/eins/'], ['/team/2024/alt.html', 301, '/team/stories/eins/'],
		['/team/stories/a+b/', 301, '/team/stories/zwei/'], [`/team/2019/${'lang-'.repeat(30)}/`, 301, '/team/stories/zwei/'],
		['/team/2019/%C3%A4rger.html', 301, '/team/stories/zwei/'], ['/team/stories/weg/', 410, ''], ['/team/stories/nie/', 404, 'text/html']]) {
		const r = await ask(at);
		assert.equal(r.status, status, at);
		if (status === 301)
			assert.equal(r.to, what, at);
		else
			assert.ok(r.type.startsWith(what), `${at}: ${r.type}`);
	}
	assert.match((await ask('/team/stories/nie/')).body, /th-main/);
}

const server = (name, run) => test(`${name} serves it, with redirects and 410`,
	{ skip: spawnSync('sh', ['-c', `command -v ${name}`], { env: withSbin() }).status !== 0 && `${name} is not installed` }, run);

server('nginx', async () => {
	const port = await freePort(), conf = path.join(dir, 'nginx.conf');
	fs.writeFileSync(conf, `daemon off; master_process off; pid ${dir}/nginx.pid; error_log ${dir}/nginx.log;
events {}
http {
	include /etc/nginx/mime.types;
	types { text/calendar ics; }
	access_log off;
	${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((t) => `${t}_temp_path ${dir}/nginx-${t};`).join(' ')}
	server {
		include ${out}/redirects.nginx.conf;
		listen 127.0.0.1:${port};
		root ${dir}/www;
		error_page 404 410 /team/404.html;
	}
}
`);
	await serve(port, 'nginx', ['-c', conf, '-e', `${dir}/nginx.log`]);
	await walk(port);
});

server('apache2', async () => {
	const port = await freePort(), conf = path.join(dir, 'apache.conf');
	fs.writeFileSync(conf, `ServerRoot ${dir}
ServerName hub.example
PidFile ${dir}/apache.pid
Listen 127.0.0.1:${port}
ErrorLog ${dir}/apache.log
${['mpm_event', 'authz_core', 'dir', 'alias', 'mime', 'rewrite'].map((m) => `LoadModule ${m}_module /usr/lib/apache2/modules/mod_${m}.so`).join('\n')}
TypesConfig /etc/mime.types
DocumentRoot ${dir}/www
<Directory ${dir}/www>
	Require all granted
	AllowOverride FileInfo Indexes
</Directory>
`);
	await serve(port, 'apache2', ['-X', '-f', conf]);
	await walk(port);
});

test('where a host knows no redirects, a page leads on', () => {
	assert.match(read('stories/alt/index.html'), /<meta http-equiv="refresh" content="0; url=\/team\/stories\/eins\/">/);
	assert.match(read('2024/alt.html'), /<link rel="canonical" href="http:\/\/hub\.example\/team\/stories\/eins\/">/);
	assert.match(read('_redirects'), /^\/team\/stories\/alt\/ \/team\/stories\/eins\/ 301$/m);
	assert.ok(!fs.existsSync(path.join(out, 'stories/weg')));
});

// ---- the next one ----

test('what changed is written and named, what is gone is removed, and nothing else is touched', () => {
	const before = new Map(files().map((f) => [f, fs.statSync(path.join(out, f)).mtimeMs]));
	write(out, 'stories/own.html', 'of somebody else');
	write(content, 'stories/eins.md', story({ title: 'Frischgestrichen', date: '2026-03-01', author: 'jana', aliases: '[/stories/alt/]' }));
	fs.rmSync(path.join(content, 'stories/nr-25.md'));
	publish(content, edition);
	const dry = exported('--dry-run', '--changes', '-');
	assert.match(dry.said, /would have/);
	assert.ok(fs.existsSync(path.join(out, 'stories/nr-25/index.html')));
	assert.doesNotMatch(read('stories/eins/index.html'), /Frischgestrichen/);
	const r = exported('--changes', '-'), changes = r.out.trim().split('\n');
	assert.equal(r.out, dry.out);
	assert.ok(changes.includes('http://hub.example/team/stories/eins/') && changes.includes('http://hub.example/team/stories/nr-25/'), r.out);
	assert.ok(!changes.includes('http://hub.example/team/stories/nr-3/'), r.out);
	assert.match(read('stories/eins/index.html'), /Frischgestrichen/);
	assert.ok(!fs.existsSync(path.join(out, 'stories/nr-25')));
	assert.equal(read('stories/own.html'), 'of somebody else');
	for (const f of files().filter((one) => before.has(one))) {
		const address = `${origin}${prefix}/${index(f)}`;
		assert.equal(fs.statSync(path.join(out, f)).mtimeMs !== before.get(f), changes.includes(address) || f === '.teamhub-export', f);
	}
});

test('what an interrupted export had written is known to the next', () => {
	write(out, 'stories/half/index.html', 'half');
	fs.appendFileSync(path.join(out, '.teamhub-export'), 'stories/half/index.html\n');
	assert.match(exported().said, /0 new, 0 changed, 1 removed/);
	assert.ok(!fs.existsSync(path.join(out, 'stories/half')));
});

test('it refuses a folder with files of others, an internal edition, and a call without a folder', () => {
	const at = (...args) => spawnSync(path.join(build, 'teamhub'), ['export', ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
	const foreign = at('--edition', edition, '--out', content);
	assert.equal(foreign.status, 3);
	assert.match(foreign.stderr, /holds files that no export wrote/);
	assert.equal(at('--edition', edition).status, 2);
	// a list that could not be kept is told of before anything is written
	const lost = path.join(dir, 'lost');
	assert.equal(at('--edition', edition, '--out', lost, '--changes', `${dir}/none/changes`).status, 3);
	assert.ok(!fs.existsSync(lost));
	// a theme of one's own that has no script for the search
	const theme = path.join(dir, 'theme'), other = path.join(dir, 'other/current');
	fs.cpSync(path.join(root, 'themes/default'), theme, { recursive: true });
	for (const gone of ['assets/search.js', 'layouts/search.mustache'])
		fs.rmSync(path.join(theme, gone));
	publish(content, other, '--theme', theme);
	const bare = at('--edition', other, '--out', lost, '--search');
	assert.equal(bare.status, 3);
	assert.match(bare.stderr, /no assets\/search\.js/);
	fs.appendFileSync(path.join(content, 'hub.yml'), 'internal: {prefix: /intern}\n');
	publish(content, edition);
	const internal = path.join(dir, 'hub/internal/current');
	assert.ok(fs.existsSync(internal));
	const r = at('--edition', internal, '--out', path.join(dir, 'intern'));
	assert.equal(r.status, 3);
	assert.match(r.stderr, /is internal/);
	assert.ok(!fs.existsSync(path.join(dir, 'intern')));
});
