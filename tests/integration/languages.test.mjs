#!/usr/bin/env node
// languages.test.mjs -- a third language is one file: the programs are built with a catalogue that is made of the
// English one by machine, in Greek letters (pseudo.awk; `el`, so that ICU has dates in them too), and the hub's
// content is in Greek letters as well. Every Latin word on a page, in a finding or in what a command prints
// then is a text that did not come from the catalogues.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const top = path.resolve(import.meta.dirname, '../..');
execFileSync('make', ['--no-print-directory', 'VARIANT=release', 'pseudo'], { cwd: top, stdio: ['ignore', 'ignore', 'inherit'] });
process.env.TH_BUILD = path.join(top, 'build/pseudo');
process.env.TEAMHUB_NOW = '2026-11-30T12:00:00Z';
const { build, cgi, needs, tempDir, write } = await import('./hub.mjs');
needs('git');

const dir = tempDir(), content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
const LATIN = 'ABCDEFGHIKLMNOPRSTUXYZabcdefghiklmnoprstuxyz', GREEK = 'ΑΒΨΔΕΦΓΗΙΚΛΜΝΟΠΡΣΤΘΧΥΖαβψδεφγηικλμνοπρστθχυζ';
const greek = (s) => s.replace(/[A-Za-z]/g, (c) => GREEK[LATIN.indexOf(c)] ?? 'ω');
const doc = (fields, body = greek('A text of some words, and then some more.')) =>
	`---\n${Object.entries(fields).map(([k, v]) => `${k}: ${v}`).join('\n')}\n---\n${body}\n`;

// ---- a hub with every kind of document, each with all that a page can say of it ----

const consent = '{public: 2026-01-01, portrait: 2026-01-01, story: 2026-01-01, feed: 2026-01-01, card: 2026-01-01, kudos: 2026-01-01}';
write(content, 'hub.yml', `title: ${greek('People here')}
tagline: ${greek('They tell it')}
company: {name: ${greek('Firm')}, url: /}
base_url: http://localhost
prefix: /team
internal: {prefix: /intern}
languages: [el]
timezone: Europe/Berlin
contact: a@b.example
edit_url: https://git.example/{path}
write: guidelines/rules.md
facets:
  team: {path: teams, label: ${greek('Team')}, plural: ${greek('Teams')}, inherit: true}
  place: {path: places, label: ${greek('Place')}, plural: ${greek('Places')}, inherit: true}
  value: {path: values, label: ${greek('Value')}, plural: ${greek('Values')}, pages: values}
  programme: {path: programmes, label: ${greek('Programme')}, plural: ${greek('Programmes')}, pages: programmes}
policies: {per_page: 3, missing_author: byline}
`);
write(content, 'programme.yml', 'window: 3000\nquiet: 10\nconsent: 4000\nsmall: 5\npage: all\ntargets:\n  team: {alpha: 60, beta: 40}\n');
for (const [id, name, more] of [
	['anna', 'Anna', { role: greek('Fitter'), team: 'alpha', place: 'one', guidelines: '2026-03', programme: '{ours: 2025-02-01}', asks: `[${greek('pumps')}]`, links: '{website: "https://x.example", mail: "mailto:x@y.example", blog: "https://z.example"}' }],
	['bert', 'Bert', { role: greek('Cook'), team: 'beta', place: 'two', guidelines: '2026-03' }],
	['gone', 'Otto', { team: 'beta', former: true }],
])
	write(content, `people/${id}.md`, doc({ name: greek(name), ...more, consent: id === 'bert' ? consent.replace('story: 2026-01-01', 'story: {from: 2026-01-01, until: 2027-01-15}') : consent }));
for (const [facet, id] of [['team', 'alpha'], ['team', 'beta'], ['place', 'one'], ['place', 'two']])
	write(content, `terms/${facet}/${id}.md`, doc({ title: greek(id) }));
write(content, 'values/open.md', doc({ title: greek('Open'), order: 1 }));
write(content, 'values/brave.md', doc({ title: greek('Brave'), order: 2 }));
write(content, 'guidelines/rules.md', doc({ title: greek('Rules'), version: '2026-03' }));
write(content, 'programmes/ours.md', doc({ title: greek('Ours'), hashtag: `"#${greek('Ours')}"`, contact: 'c@d.example' }));
write(content, 'brand/logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>');
write(content, 'brand/look.md', doc({ title: greek('Look'), downloads: `[{file: logo.svg, title: ${greek('Logo')}, licence: ${greek('Free')}}]` }));
write(content, 'kudos/thanks.md', doc({ from: 'anna', to: 'bert', date: '2026-05-04' }));
write(content, 'jobs/fitter.md', doc({ title: greek('Fitter'), team: 'alpha', place: 'one', date: '2026-01-01', until: '2027-03-01', employment: 'FULL_TIME', ambassadors: '[anna]', url: 'https://x.example', salary: '{min: 1000, max: 2000, currency: EUR, unit: MONTH}' }));
const rules = ['DAILY', 'DAILY;INTERVAL=3', 'WEEKLY;BYDAY=TU', 'WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'WEEKLY;INTERVAL=2;BYDAY=TU,TH', 'WEEKLY;INTERVAL=3;BYDAY=SA', 'MONTHLY;BYDAY=1TH',
	'MONTHLY;BYDAY=-1FR', 'MONTHLY;BYMONTHDAY=15', 'MONTHLY;INTERVAL=2;BYDAY=2WE', 'YEARLY', 'WEEKLY;BYDAY=SU;COUNT=9', 'MONTHLY;BYDAY=3MO;UNTIL=20300101'];
rules.forEach((rule, i) => write(content, `events/series-${i}.md`, doc({ title: greek('Series'), start: '2026-12-03 08:30', end: '2026-12-03 09:30', rrule: `"FREQ=${rule}"` })));
['breakfast', 'lunch', 'after-work', 'slot', 'open-day'].forEach((kind, i) =>
	write(content, `events/${kind}.md`, doc({ title: greek('Meeting'), kind, where: greek('Canteen'), start: `2026-1${i % 2 + 1}-0${i + 4} 12:00`, call: 'https://call.example/x' })));
write(content, 'events/off.md', doc({ title: greek('Off'), start: '2026-12-20 10:00', cancelled: true }));
for (let i = 1; i <= 8; i++)
	write(content, `stories/story-${i}.md`, doc({ title: greek(`Story`), date: `2026-0${i}-11`, authors: i % 3 ? '[anna]' : '[anna, bert]', value: '[open]', critical: i === 2, programme: i === 3 ? '[ours]' : '[]', aliases: `[/old-${i}/]` },
		`${greek('Some words.')}\n\n> ${greek('A line that is quoted.')}\n\n## ${greek('Part')}\n\n${greek('More words.')}`));
write(content, 'stories/draft.md', doc({ title: greek('Draft'), date: '2026-10-01', author: 'bert', draft: true }));
write(content, 'stories/taken.md', doc({ title: greek('Taken'), date: '2026-10-03', author: 'anna', withdrawn: '2026-11-02' }));
write(content, 'stories/inside.md', doc({ title: greek('Inside'), date: '2026-10-02', author: 'bert', audience: 'internal' }));
let day = '01';
const git = (...args) => execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x.example', ...args], { cwd: content, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, GIT_AUTHOR_DATE: `2026-11-${day}T10:00:00Z`, GIT_COMMITTER_DATE: `2026-11-${day}T10:00:00Z` } });
git('init', '-q', '-b', 'main');
git('add', '-A');
git('commit', '-qm', greek('First'));
day = '05';
fs.rmSync(path.join(content, 'stories/story-8.md'));
fs.appendFileSync(path.join(content, 'guidelines/rules.md'), `\n${greek('One more rule.')}\n`);
git('commit', '-qam', greek('Second'));

const teamhub = (args, env = {}) => {
	const r = spawnSync(path.join(build, 'teamhub'), args, { encoding: 'utf8', cwd: dir, env: { ...process.env, LC_ALL: 'el_GR.UTF-8', ...env } });
	return { status: r.status, out: r.stdout, said: r.stderr };
};

// ---- what is Latin by right ----

// Names of formats, programs and standards; what is typed as it stands.
const NAMES = new Set(`Atom RSS JSON SVG PNG QR OPML HTML iCalendar OEmbed oEmbed URL YAML EUR kB MB English Deutsch Ελληνικά Teamhub
	Berlin Europe Latin bert anna`.split(/\s+/));

const faults = [];
function look(where, text) {
	const bare = text
				.replace(/https?:\/\/[^\s"'<>]+|webcal:[^\s"'<>]+|mailto:[^\s"'<>]+|\S+@\S+\.\S+/g, ' ')
		.replace(/\d{4}-\d\d-\d\dT[\d:]+(Z|[+-][\d:]+)/g, ' ')
		.replace(/JSON Feed|teamhub\.opml|localhost\/\S*|\b[\w/-]+\.md\b/g, ' ');
	for (const word of bare.match(/[A-Za-z][A-Za-z’'-]+/g) ?? [])
		if (!NAMES.has(word))
			faults.push(`${where}: "${word}" in: ${bare.slice(Math.max(0, bare.indexOf(word) - 40), bare.indexOf(word) + 60).replace(/\s+/g, ' ').trim()}`);
}

const decode = (s) => s.replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n)).replace(/&#x([0-9a-f]+);/gi, (_, n) => String.fromCodePoint(parseInt(n, 16)))
	.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');

// What a visitor reads: texts, and the attributes that are read out.
function lookAtHtml(where, html) {
	let rest = html.replace(/<!--[^]*?-->/g, ' ').replace(/<(script|style)\b[^]*?<\/\1>/g, ' ').replace(/<(code|textarea|pre|samp)\b[^]*?<\/\1>/g, ' ');
	for (const m of rest.matchAll(/\s(?:alt|title|aria-label|placeholder|label|summary)="([^"]*)"/g))
		look(where, decode(m[1]));
	for (const m of rest.matchAll(/<meta (?:name|property)="(?:description|og:title|og:description|og:site_name|og:image:alt)" content="([^"]*)"/g))
		look(where, decode(m[1]));
	rest = rest.replace(/<input[^>]*>/g, ' ');
	look(where, decode(rest.replace(/<[^>]*>/g, ' ')));
}

function lookAtXml(where, xml) {
	const bare = xml.replace(/<\?[^]*?\?>/g, '').replace(/<(dc:language|id|link|uri|guid|generator|pubDate|lastBuildDate|email|language|loc|url|docs|category|atom:id|dc:date|dateCreated|dateCreated|dateModified|ownerEmail|ttl)\b[^>]*>[^<]*<\/\1>/g, ' ');
	for (const m of bare.matchAll(/\s(?:title|text|description|label)="([^"]*)"/g))
		look(where, decode(m[1]));
	look(where, decode(decode(bare.replace(/<[^>]*>/g, ' '))).replace(/<[^>]*>/g, ' '));
}

const JSON_TEXT = new Set(['title', 'name', 'summary', 'description', 'content_text', 'author_name', 'provider_name', 'headline']);
function lookAtJson(where, value, key) {
	if (typeof value === 'string')
		JSON_TEXT.has(key) && look(where, value);
	else if (value && typeof value === 'object')
		for (const [k, v] of Object.entries(value))
			lookAtJson(where, v, Array.isArray(value) ? key : k);
}

function lookAtCalendar(where, ics) {
	for (const line of ics.replace(/\r\n[ \t]/g, '').split('\r\n'))
		if (/^(SUMMARY|DESCRIPTION|LOCATION|X-WR-CALNAME|NAME|COMMENT)\b/.test(line))
			look(where, line.slice(line.indexOf(':') + 1).replace(/\\n/g, ' '));
}

// ---- pages ----

const published = teamhub(['publish', '--source', content, '--ref', 'main', '--edition', edition]);
assert.notEqual(published.status, 3, published.said);

const layouts = new Set();
function walk(hub, prefix, more) {
	const todo = ['/', '/search', `/search?q=${encodeURIComponent(greek('words'))}`, `/search?q=${encodeURIComponent('ζζζζ')}`, '/none/', '/stories/?page=99', '/stories/?x=%00', '/stories/taken/', '/people/?order=voices', '/sitemap.xml', '/events.ics', '/kudos/', ...more];
	const seen = new Set(todo);
	while (todo.length > 0) {
		const at = todo.shift(), cut = at.indexOf('?');
		const r = cgi(hub, decodeURI(cut < 0 ? at : at.slice(0, cut)), cut < 0 ? '' : at.slice(cut + 1), { SCRIPT_NAME: prefix, TEAMHUB_NOW: process.env.TEAMHUB_NOW, TEAMHUB_ACCESS: 'login' });
		const type = r.headers.get('content-type') ?? '', where = `${prefix}${at}`;
		if (type.startsWith('text/html')) {
			lookAtHtml(where, r.body);
			for (const m of r.body.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) {
				const url = new URL(decode(m[1]), `http://localhost${prefix}${at}`);
				const rest = url.pathname.slice(prefix.length) + url.search;
				if (url.host === 'localhost' && url.pathname.startsWith(`${prefix}/`) && !/^\/(media|assets)\//.test(rest) && !seen.has(rest) && !/&/.test(rest) && seen.size < 900) {
					seen.add(rest);
					todo.push(rest);
				}
			}
		} else if (/atom|rss|opml/.test(type)) {
			lookAtXml(where, r.body);
		} else if (/json/.test(type)) {
			lookAtJson(where, JSON.parse(r.body));
		} else if (/calendar/.test(type)) {
			lookAtCalendar(where, r.body);
		}
		layouts.add(`${r.status} ${type.split(';')[0]}`);
	}
	return seen;
}

const seen = walk(edition, '/team', ['/oembed?url=' + encodeURIComponent('http://localhost/team/stories/story-1/')]);
const inner = walk(path.join(dir, 'hub/internal/current'), '/intern', ['/report/']);
for (const kind of [/^\/stories\/story-1\/$/, /^\/people\/anna\/$/, /^\/people\/$/, /^\/teams\/$/, /^\/teams\/alpha\/$/, /^\/values\/open\/$/, /^\/programmes\/ours\/$/, /^\/guidelines\/rules\/$/,
	/^\/guidelines\/rules\/versions\/$/, /^\/events\/$/, /^\/events\/series-3\/$/, /^\/jobs\/fitter\/$/, /^\/kudos\/$/, /^\/brand\/look\/$/, /subscribe\/$/, /^\/feeds\/(\?|$)/, /poster/, /fragment/, /calendar/, /feed\.atom/, /feed\.rss/, /feed\.json/, /\.ics/, /opml/])
	assert.ok([...seen].some((s) => kind.test(s)), `no address of ${kind} was walked`);
assert.ok(inner.has('/report/'));
for (const status of ['200 text/html', '404 text/html', '410 text/html'])
	assert.ok(layouts.has(status), `no page answered ${status}`);
const wrong = cgi(edition, '/', '', { REQUEST_METHOD: 'POST', CONTENT_LENGTH: '0' });
assert.equal(wrong.status, 405);
lookAtHtml('405', wrong.body);
const nothing = cgi(path.join(dir, 'nowhere'), '/', '', { HTTP_ACCEPT_LANGUAGE: 'el' });
assert.equal(nothing.status, 503); // in all languages, one below the other
assert.match(nothing.body, /<div lang="el">\n<h2>Βαψκ ιν α μομεντ</);

// ---- commands ----

// Options, file names, commands to type and values of fields are what they are.
function lookAtTerminal(where, text) {
	look(where, text
		.replace(/\[[a-z]+\.[a-z_.]+\]/g, ' ') // the name of a rule
		.replace(/(^|\s)#? *[a-z_]+: .*?(?=\s{2,}#|$)/gm, (line) => (/^\s*#? *[a-z_]+: /.test(line) ? ' ' : line)) // a field and its value
		.replace(/[^\s"]*[/\\][^\s"]*|\b[\w-]+\.(md|yml|svg|jpg)\b/g, ' ')
		.replace(/\b[0-9a-f]{8}\b|\bconsent\b/g, ' ')
		.replace(/\bteamhub [a-z-]+:?/g, ' '));
}

lookAtTerminal('publish', published.out + published.said);
const again = teamhub(['publish', '--source', content, '--ref', 'main', '--edition', edition]);
lookAtTerminal('publish again', again.out + again.said);
const help = teamhub(['--help']).out.split('\n');
assert.match(help.find((l) => l.startsWith('  teamhub check')), /--lang de\|el\|en/);
for (const line of help)
	if (!line.startsWith('  teamhub '))
		look('--help', line);
for (const name of ['publish', 'check', 'new', 'report', 'token', 'watch', 'init-repo', 'editions', 'rollback', 'theme', 'adopt', 'preview', 'schema']) {
	const said = teamhub([name, '--help']).out.split('\n');
	look(`${name} --help`, said[0].split('teamhub')[0]);
	look(`${name} --help`, said[1]);
	const bad = teamhub([name, '--nonsense', 'a', 'b']).said.split('\n')[0];
	look(`${name} --nonsense`, bad.replace(/^teamhub [a-z-]+:/, '').replace(/--?[a-z-]+|PERSON|list|add|revoke|hub|guidelines|story|person|event|kudos|job|value|brand|page|guideline|programme/g, ' '));
}
const kinds = /\b(story|person|value|guideline|programme|event|kudos|job|brand|page|term)\b/g;
look('schema of nothing', teamhub(['schema', 'x']).said.split('\n')[0].replace(/^teamhub schema:/, '').replace(kinds, ' '));
const check = teamhub(['check', content]);
lookAtTerminal('check', check.out + check.said);
for (const format of ['sarif', 'gitlab'])
	JSON.parse(teamhub(['check', '--format', format, content]).out);
const report = teamhub(['report', '--source', content]);
assert.equal(report.status, 0, report.said);
lookAtTerminal('report', report.out.replace(/\bstories\/\S+/g, ' '));
lookAtTerminal('editions', teamhub(['editions', '--edition', edition]).out);

const fresh = path.join(dir, 'fresh');
fs.mkdirSync(fresh);
const hub = teamhub(['new', 'hub', greek('A title'), '--dir', fresh]);
assert.equal(hub.status, 0, hub.said);
look('new hub', hub.out.replace(/\S*hub\.yml/, ''));
const made = fs.readFileSync(path.join(fresh, 'hub.yml'), 'utf8');
assert.match(made, /languages: \[el, en\]/);
for (const line of made.split('\n'))
	if (line.includes('#'))
		lookAtTerminal('hub.yml', line.slice(line.indexOf('#')).replace('inherit', ''));
for (const kind of ['story', 'person', 'event', 'job', 'value', 'kudos', 'programme', 'brand', 'page']) {
	const r = teamhub(['new', kind, greek(`A ${kind}`), '--dir', fresh, '--lang', 'el']);
	assert.equal(r.status, 0, r.said);
	const name = r.out.split('\n')[0];
	look(`new ${kind}`, r.out.split('\n').slice(1).join(' ').replace(name.replace(`${fresh}/`, ''), ' ').replace(/\S+\.md/g, ' '));
	for (const line of fs.readFileSync(name, 'utf8').split('\n')) {
		const comment = line.match(/^# [a-z_ ]+: .*?#(.*)$/) ?? line.match(/^[a-z_]+: .*?#(.*)$/) ?? (/^# +[a-z_]+:/.test(line) ? null : line.match(/^# (.*)$/));
		if (comment)
			look(`new ${kind}`, comment[1].replace(/a-person|lunch|after-work|slot|open-day|PART_TIME|INTERN/g, ' '));
	}
}

// ---- a push ----

const bare = path.join(dir, 'bare.git');
const init = teamhub(['init-repo', bare, '--edition', path.join(dir, 'pushed/current'), '--lang', 'el']);
assert.equal(init.status, 0, init.said);
look('init-repo', init.out.replace(/\S*\/\S*|= .*|\b(teamhub|receive)\.\S+|git \w+|\bmain\b|ssh|USER@HOST\S*/g, ' '));
const push = (...more) => spawnSync('git', ['push', bare, ...more], { cwd: content, encoding: 'utf8', env: { ...process.env, LC_ALL: 'el_GR.UTF-8' } });
const remote = (r) => r.stderr.split('\n').filter((l) => l.startsWith('remote: ')).map((l) => l.slice(8)).join('\n');
const first = push('main');
assert.equal(first.status, 0, first.stderr);
lookAtTerminal('push', remote(first).replace(/\bmain\b/g, ' '));
write(content, 'stories/bad.md', `---\ntitel: ${greek('X')}\ndate: 2026-99-99\nauthor: nobody\n---\n![](none.jpg)\n`);
git('add', '-A');
git('commit', '-qm', 'x');
const bad = push('main');
assert.notEqual(bad.status, 0);
assert.match(remote(bad), /Νοτ αψψεπτεδ/);
const other = push('main~1:refs/heads/other');
lookAtTerminal('push of a branch', remote(other).replace(/Branch|\bother\b|\bmain\b/g, ' '));

// ---- a theme with every kind of mistake, and the service ----

// What is quoted and what is in braces are names of the theme's author.
const lookAtTheme = (where, text) => lookAtTerminal(where, text.replace(/"[^"]*"|\{\{.*?\}\}|\{\{<|<% %>=\}\}|UTF-8|\b[ΑΒΨ]\b/g, ' '));
const theme = path.join(dir, 'theme');
const mistakes = {
	compile: ['{{}}', `{{${'n'.repeat(300)}}}`, '{{a b}}', '{{a..b}}', '{{=a=}}', '{{a', '{{#x}}'.repeat(70), '{{#a}}', '{{/a}}', '{{#a}}{{/b}}', '{{<base}}{{$a}}{{/a}}{{$a}}{{/a}}{{/base}}', '{{<base}}{{title}}{{/base}}', Buffer.from([0x41, 0xff]), 'x'.repeat(600000)],
	check: ['{{sito}}', '{{zzzzzz}}', '{{site.titel}}', '{{site.zzzzzz}}', '{{list.cards.title}}', '{{>heda}}', '{{>zzzzzz}}', '{{<layout}}{{$mian}}{{/mian}}{{/layout}}', '{{<layout}}{{$zzzzzz}}{{/zzzzzz}}{{/layout}}', '{{{site.title}}}'],
};
const themed = (templates) => {
	fs.rmSync(theme, { recursive: true, force: true });
	for (const [name, text] of Object.entries(templates))
		write(theme, name, text);
	return teamhub(['publish', '--source', content, '--ref', 'main', '--edition', path.join(dir, 'themed/current'), '--theme', theme]);
};
const frame = { 'partials/head.mustache': '', 'partials/layout.mustache': '{{$main}}{{/main}}' };
const withBroken = themed(Object.fromEntries(mistakes.compile.map((text, i) => [`layouts/k${i}.mustache`, text])));
const told = (r, rule) => (r.out + r.said).split('\n').filter((l) => l.includes(`[${rule}]`));
assert.equal(told(withBroken, 'theme.broken').length, mistakes.compile.length, withBroken.out + withBroken.said);
for (const line of told(withBroken, 'theme.broken'))
	lookAtTheme('theme that does not compile', line);
const withMistakes = themed({ ...frame, ...Object.fromEntries(mistakes.check.map((text, i) => [`layouts/k${i}.mustache`, text])) });
for (const line of told(withMistakes, 'theme.template'))
	lookAtTheme('theme with wrong names', line);
for (let i = 0; i < mistakes.check.length; i++)
	assert.ok(told(withMistakes, 'theme.template').some((l) => l.includes(`/k${i}.mustache`)), `${mistakes.check[i]} is not told\n${withMistakes.out}${withMistakes.said}`);
assert.ok(told(withMistakes, 'theme.template').some((l) => l.includes('layouts/story.mustache')), 'a layout that is missing is not told');

const watched = path.join(dir, 'watched/current');
const watch = teamhub(['watch', '--source', content, '--branch', 'main', '--edition', watched, '--once']);
assert.match(watch.said, /[0-9a-f]{8}: \d+ /);
lookAtTerminal('watch', watch.said);

const reference = teamhub(['theme', '--reference']).out;
assert.ok(reference.split('\n').length > 500);
// Names of fields and kinds stay; what is in a row is the name, its type and a sentence.
const LITERAL = /`[^`]*`|\{\{.*?\}\}|\[\w+\]\(#\w+\)|^## \w+$/g;
for (const line of reference.split('\n'))
	look('theme --reference', line.replace(LITERAL, ' '));

// ---- adopting a site ----

for (const [name, files] of Object.entries({
	jekyll: { '_config.yml': `title: ${greek('Site')}\nurl: https://x.example\npermalink: /:year/:title/\n`, '_posts/2026-01-02-one.md': doc({ title: greek('One'), tags: greek('a') }) },
	zola: { 'config.toml': 'base_url = "https://x.example"\n', 'content/notes/one.md': '+++\ntitle = "Α"\ndate = 2026-01-02\n+++\nβ the and with was\n' },
	none: { 'texts/one.md': doc({ title: greek('One'), date: '2026-01-02' }) },
})) {
	const site = path.join(dir, `site-${name}`);
	for (const [file, text] of Object.entries(files))
		write(site, file, text);
	const adopted = teamhub(['adopt', site]);
	assert.notEqual(adopted.status, 3, adopted.said);
	lookAtTerminal(`adopt ${name}`, (adopted.out + adopted.said).replace(/Jekyll|Zola|config\.toml|\bauthor\.none\b/g, ' '));
	for (const line of fs.readFileSync(path.join(site, 'hub.yml'), 'utf8').split('\n'))
		if (line.includes('#'))
			lookAtTerminal(`hub.yml of ${name}`, line.slice(line.indexOf('#')).replace(/Jekyll|Zola|config\.toml|\b(url|title|permalink|base_url|permalinks|required)\b|:\w+/g, ' '));
}

assert.deepEqual([...new Set(faults)], []);
console.log(`${seen.size + inner.size} addresses, and the commands: no text but the catalogue's`);
