// feed_readers.mjs -- feed readers as people have them, for feed_readers.test.mjs. Each is a class whose read(urls) gives,
// for each address, { entries: [{ id, title, link, at, html }], next }: what it shows, no more. `at` is in seconds; `dates` says
// which of the two instants of an entry the reader takes for it; `next` is the address of the next page, where it can be told
// from what the reader gives. `keeps`: it holds on to what it has read, `updates`: and shows what changed in it, in a home of its own. stop() ends what was started.
import { execFile, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { fs, path, root, sleep } from './hub.mjs';

const packages = path.join(root, 'tests/browser/package.json');
const require = createRequire(packages);
const run = promisify(execFile);
const seconds = (date) => (date ? Math.floor(new Date(date) / 1000) : undefined);
const text = async (url) => (await fetch(url)).text();
const each = async (urls, read) => new Map(await Promise.all(urls.map(async (url) => [url, await read(url, await text(url))])));
const isXml = (url) => !url.includes('feed.json');
export const formatOf = (url) => /feed\.(\w+)/.exec(url)[1];

export const installed = (name) => {
	try {
		return Boolean(require.resolve(name));
	} catch {
		return false;
	}
};

// An entry that stands in two feeds it gives to the one that it loaded last: each feed is read by a newsboat of its own.
class Newsboat {
	keeps = true;
	updates = true; // an entry that changed is shown as it is now
	dates = { atom: 'published', rss: 'published' };
	constructor(home) {
		this.home = home;
	}
	async one(url, home) {
		const [list, cache, config] = ['urls', 'cache.db', 'config'].map((f) => path.join(home, f));
		fs.mkdirSync(home, { recursive: true });
		fs.writeFileSync(list, url);
		fs.writeFileSync(config, 'download-timeout 20\n');
		await run('newsboat', ['-u', list, '-c', cache, '-C', config, '-x', 'reload'], { env: { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' } });
		const { stdout } = await run('sqlite3', ['-json', cache, 'select guid as id, title, url as link, pubDate as at, content as html from rss_item order by id'], { maxBuffer: 1 << 28 });
		return { entries: JSON.parse(stdout || '[]') };
	}
	async read(urls) {
		const got = new Map(), left = urls.map((url, i) => [url, path.join(this.home, String(i))]);
		const work = async () => {
			for (let next; (next = left.shift());)
				got.set(next[0], await this.one(...next));
		};
		await Promise.all(Array.from({ length: 4 }, work));
		return got;
	}
}

class Sfeed {
	dates = { atom: 'published', rss: 'published' };
	read(urls) {
		return each(urls, (url, xml) => new Promise((resolve, reject) => {
			const child = execFile('sfeed', [url], (error, out) => (error ? reject(error) : resolve({
				entries: out.split('\n').filter(Boolean).map((line) => line.split('\t')).map(([at, title, link, html, , id]) => ({
					id, title, link, at: Number(at), html: html.replace(/\\([nt\\])/g, (_, c) => ({ n: '\n', t: '\t', '\\': '\\' })[c]),
				})),
			})));
			child.stdin.end(xml);
		}));
	}
}

class PythonFeedparser {
	dates = { atom: 'published', rss: 'published' };
	read(urls) {
		return new Promise((resolve, reject) => {
			const child = execFile('/usr/bin/python3', [path.join(root, 'tests/integration/feed_readers.py')], { maxBuffer: 1 << 28 }, (error, out) => (error ? reject(error)
				: resolve(new Map(Object.entries(JSON.parse(out)).map(([url, d]) => [url, {
					next: d.next, bozo: d.bozo, entries: d.entries.map((e) => ({ ...e, at: e.published })) }])))));
			child.stdin.end(urls.join('\n'));
		});
	}
}

class Rss2email {
	keeps = true;
	dates = { atom: 'updated', rss: 'published' }; // its "modified, issued"
	constructor(home) {
		this.home = home;
	}
	r2e(...args) {
		return run('r2e', ['-c', path.join(this.home, 'rss2email.cfg'), '-d', path.join(this.home, 'rss2email.json'), ...args],
			{ env: { ...process.env, HOME: this.home, LC_ALL: 'C.UTF-8' }, maxBuffer: 1 << 28 });
	}
	async read(urls) {
		const config = path.join(this.home, 'rss2email.cfg'), mail = path.join(this.home, 'mail');
		if (!fs.existsSync(config)) {
			fs.mkdirSync(mail);
			await this.r2e('new', 'reader@hub.example');
			fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace(/^email-protocol.*/m, 'email-protocol = maildir')
				.replace(/^maildir-path.*/m, `maildir-path = ${mail}`).replace(/^date-header = .*/m, 'date-header = True')
				.replace(/^html-mail.*/m, 'html-mail = True').replace(/^use-8bit.*/m, 'use-8bit = True'));
			const list = path.join(this.home, 'feeds.opml');
			fs.writeFileSync(list, `<opml version="2.0"><head/><body>${urls.map((url, i) => `<outline type="rss" text="f${i}" xmlUrl="${url.replaceAll('&', '&amp;')}"/>`).join('')}</body></opml>`);
			await this.r2e('opmlimport', list);
		}
		await this.r2e('run');
		const got = new Map(urls.map((url) => [url, { entries: [] }]));
		const inbox = path.join(mail, 'INBOX/new');
		const script = `import email, email.policy, json, sys, os
for f in sorted(os.listdir(sys.argv[1])):
    m = email.message_from_binary_file(open(os.path.join(sys.argv[1], f), 'rb'), policy=email.policy.default)
    print(json.dumps({'feed': m['X-RSS-Feed'], 'id': m['X-RSS-ID'], 'title': m['Subject'], 'link': m['X-RSS-URL'], 'at': m['Date'].datetime.timestamp(), 'html': m.get_content()}))`;
		const { stdout } = await run('/usr/bin/python3', ['-c', script, inbox], { maxBuffer: 1 << 28 });
		for (const mail of stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line)))
			got.get(mail.feed).entries.push({ ...mail, html: /<div id="body">([^]*)<\/div>\s*<div class="footer">/.exec(mail.html)?.[1] ?? mail.html });
		return got;
	}
}

// Without a screen by Xvfb; asked over the bus, since without NetworkManager it takes itself for offline.
class Liferea {
	keeps = true;
	dates = { atom: 'published', rss: 'published' };
	/** It takes the title of RSS for HTML. */
	title(written, format) {
		return format === 'rss' ? written.replace(/<[^>]*>/g, '').trim() : written;
	}
	constructor(home) {
		this.home = home;
	}
	call(...what) {
		return run('dbus-send', ['--session', '--print-reply', '--dest=org.gnome.feed.Reader', '/org/gnome/feed/Reader', ...what], { env: this.env });
	}
	async start(urls) {
		const config = path.join(this.home, '.config/liferea');
		fs.mkdirSync(config, { recursive: true });
		fs.writeFileSync(path.join(config, 'feedlist.opml'), `<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>${urls.map((url, i) =>
			`<outline title="${i}" text="${i}" type="${formatOf(url)}" id="n${String(i).padStart(6, '0')}" xmlUrl="${url.replaceAll('&', '&amp;')}" updateInterval="-1"/>`).join('')}</body></opml>`);
		this.env = { PATH: process.env.PATH, HOME: this.home, XDG_RUNTIME_DIR: this.home, GSETTINGS_BACKEND: 'memory', LC_ALL: 'C.UTF-8', NO_AT_BRIDGE: '1' };
		// A process group of its own, so that all of it can be ended.
		const bus = path.join(this.home, 'bus');
		this.child = spawn('dbus-run-session', ['--', 'sh', '-c', `echo "$DBUS_SESSION_BUS_ADDRESS" > ${bus}
			Xvfb -displayfd 3 -screen 0 800x600x16 -nolisten tcp 3> ${this.home}/display &
			until [ -s ${this.home}/display ]; do sleep 0.1; done
			DISPLAY=:$(cat ${this.home}/display) exec liferea`], { env: this.env, stdio: 'ignore', detached: true });
		await this.until(() => fs.existsSync(bus) && fs.statSync(bus).size > 0);
		this.env.DBUS_SESSION_BUS_ADDRESS = fs.readFileSync(bus, 'utf8').trim();
		await this.until(() => this.call('org.gnome.feed.Reader.SetOnline', 'boolean:true').then(() => true, () => false));
	}
	async until(done) {
		const end = Date.now() + 60000;
		while (!(await done())) {
			if (Date.now() > end)
				throw new Error('Liferea does not get on');
			await sleep(200);
		}
	}
	async rows() {
		const db = path.join(this.home, '.local/share/liferea/liferea.db');
		const { stdout } = await run('sqlite3', ['-json', db, '.timeout 5000', 'select node_id, source_id, title, source, date, description from items order by item_id'], { maxBuffer: 1 << 28 });
		return JSON.parse(stdout || '[]');
	}
	/** `served`: how often the hub has answered it. It has read all when every feed was asked for and it is at rest. */
	async read(urls, served) {
		if (!this.child)
			await this.start(urls);
		const before = served();
		await this.call('org.gnome.feed.Reader.Refresh');
		await this.until(() => served() >= before + urls.length);
		let rows = '', now;
		await this.until(async () => {
			[now, rows] = [rows, JSON.stringify(await this.rows())];
			await sleep(700);
			return now === rows;
		});
		return new Map(urls.map((url, i) => [url, { entries: JSON.parse(rows).filter((r) => r.node_id === `n${String(i).padStart(6, '0')}`)
			.map((r) => ({ id: r.source_id, title: r.title, link: r.source, at: r.date, html: r.description })) }]));
	}
	stop() {
		if (this.child)
			process.kill(-this.child.pid, 'SIGKILL');
	}
}

class RssParser {
	dates = { atom: 'published', rss: 'published' };
	async read(urls) {
		const Parser = require('rss-parser');
		return each(urls, async (url, xml) => {
			const feed = await new Parser().parseString(xml);
			return { next: feed.paginationLinks?.next, entries: feed.items.map((i) => ({
				id: i.id ?? i.guid, title: i.title, link: i.link, at: seconds(i.isoDate ?? i.pubDate), html: i['content:encoded'] ?? i.content })) };
		});
	}
}

class NpmFeedparser {
	dates = { atom: 'published', rss: 'published' };
	read(urls) {
		const FeedParser = require('feedparser');
		return each(urls, (url, xml) => new Promise((resolve, reject) => {
			const entries = [], parser = new FeedParser({ feedurl: url });
			parser.on('error', reject).on('readable', () => {
				for (let i; (i = parser.read());)
					entries.push({ id: i.guid, title: i.title, link: i.link, at: seconds(i.pubdate), html: i.description });
			}).on('end', () => {
				const links = [parser.meta['atom:link'] ?? []].flat();
				resolve({ entries, next: links.find((l) => l['@'].rel === 'next')?.['@'].href });
			});
			Readable.from([xml]).pipe(parser);
		}));
	}
}

class Feedsmith {
	dates = { atom: 'published', rss: 'published', json: 'published' };
	async read(urls) {
		const { parseFeed } = require('feedsmith');
		return each(urls, (url, body) => {
			const { format, feed } = parseFeed(body);
			const next = (links) => links?.find((l) => l.rel === 'next')?.href;
			if (format === 'json')
				return { next: feed.next_url, entries: feed.items.map((i) => ({ id: i.id, title: i.title, link: i.url, at: seconds(i.date_published), html: i.content_html })) };
			if (format === 'atom')
				return { next: next(feed.links), entries: (feed.entries ?? []).map((e) => ({ id: e.id, title: e.title?.value ?? e.title, link: e.links.find((l) => l.rel === 'alternate').href,
					at: seconds(e.published), html: e.content?.value })) };
			return { next: next(feed.atom?.links), entries: (feed.items ?? []).map((i) => ({ id: i.guid?.value ?? i.guid, title: i.title, link: i.link, at: seconds(i.pubDate), html: i.content?.encoded })) };
		});
	}
}

class FeedExtractor {
	dates = { atom: 'updated', rss: 'published', json: 'published' };
	async read(urls) {
		const { extractFromXml, extractFromJson } = require('@extractus/feed-extractor');
		const options = { descriptionMaxLen: 0, getExtraEntryFields: (e) => ({ html: e['content:encoded'] ?? e.content?.['#text'] ?? e.content_html }) };
		return each(urls, (url, body) => {
			const feed = isXml(url) ? extractFromXml(body, options) : extractFromJson(JSON.parse(body), options);
			return { entries: feed.entries.map((e) => ({ id: e.id, title: e.title, link: e.link, at: seconds(e.published), html: e.html })) };
		});
	}
}

/** Name, class, the commands or package without which it is not here. */
export const readers = [
	['newsboat', Newsboat, ['newsboat', 'sqlite3']],
	['sfeed', Sfeed, ['sfeed']],
	['feedparser (Python)', PythonFeedparser, ['python3']],
	['rss2email', Rss2email, ['r2e']],
	['Liferea', Liferea, ['liferea', 'Xvfb', 'dbus-run-session', 'sqlite3']],
	['rss-parser', RssParser, 'rss-parser'],
	['feedparser (npm)', NpmFeedparser, 'feedparser'],
	['feedsmith', Feedsmith, 'feedsmith'],
	['feed-extractor', FeedExtractor, '@extractus/feed-extractor'],
];
