#!/usr/bin/env node
// file_dates.test.mjs -- texts whose date is that of their file. A repository in which files came, changed, moved,
// went and came back is built by the real Eleventy and Hugo; the hub has to show the same days, from the
// repository, from its working folder and from what is staged, and has to ask where the history is not there.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { build as programs, cgi, execFileSync, fs, needs, path, publish, spawnSync, tempDir, write } from './hub.mjs';
import { build, has } from './generators.mjs';

needs('git');
const dir = tempDir();
const env = (at, other = at) => ({
	...process.env, HOME: dir, GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: 'Jana', GIT_AUTHOR_EMAIL: 'jana@firm.example',
	GIT_COMMITTER_NAME: 'Jana', GIT_COMMITTER_EMAIL: 'jana@firm.example', GIT_AUTHOR_DATE: `${at}T12:00:00Z`, GIT_COMMITTER_DATE: `${other}T12:00:00Z`,
});
const git = (src, at, ...args) => execFileSync('git', args, { cwd: src, env: typeof at === 'string' ? env(at) : env(...at), stdio: 'pipe' });
const commit = (src, at, files, ...before) => {
	for (const args of before) git(src, at, ...args);
	for (const [name, text] of Object.entries(files)) write(src, name, text);
	git(src, at, 'add', '-A');
	git(src, at, 'commit', '-q', '-m', 'x');
};
/** Like no other text: git takes a file that resembles another for its copy, and follows that one. */
const long = (name) => Array.from({ length: 20 }, (_, i) => `${createHash('sha1').update(name + i).digest('hex').replaceAll(/\d+/g, ' ')}\n`).join('');
const check = (src, ...args) => {
	const r = spawnSync(path.join(programs, 'teamhub'), ['check', ...args, src], { encoding: 'utf8', env: { ...env('2024-01-01'), TEAMHUB_LANG: 'en' } });
	return { status: r.status, said: r.stdout + r.stderr };
};

/** The history: `text(name)` is a post that takes its date from there. */
function history(src, files, text) {
	fs.mkdirSync(src, { recursive: true });
	git(src, '2024-01-01', 'init', '-q', '-b', 'main');
	commit(src, '2024-01-02', { ...files, 'posts/stays.md': text('stays'), 'posts/changes.md': text('changes'), 'posts/moves.md': text('moves'), 'posts/returns.md': text('returns') });
	commit(src, ['2024-02-03', '2024-02-20'], { 'posts/changes.md': `${text('changes')}More.\n` });
	commit(src, '2024-03-04', {}, ['mv', 'posts/moves.md', 'posts/moved.md'], ['rm', '-q', 'posts/returns.md']);
	commit(src, '2024-04-05', { 'posts/returns.md': text('returns'), 'posts/moves.md': text('another') });
	commit(src, '2024-05-06', { 'posts/moved.md': `${text('moves')}More.\n` });
}

const days = (edition, names) => Object.fromEntries(names.map((name) => {
	const r = cgi(edition, `/stories/${name}/`);
	return [name, r.status === 200 ? /<time class="dt-published" datetime="(\d{4}-\d\d-\d\d)/.exec(r.body)?.[1] : r.status];
}));
const names = ['stays', 'changes', 'moved', 'returns', 'moves'];
const hub = (generator) => `title: T\nbase_url: http://hub.example\nprefix: /team\nlanguages: [en]\ntimezone: UTC\ncollections:\n  stories: {folders: [posts]${generator}}\n`;

const eleventy = (words) => [
	{ 'eleventy.config.js': 'export default () => {};\n', 'hub.yml': hub(''), '.gitignore': 'node_modules\n_site\n', 'package.json': '{"type": "module"}\n' },
	(name) => `---\ntitle: ${name}\ndate: ${words}\n---\nDAY {{ page.date | date: "%Y-%m-%d" }}.\n\n${long(name)}`];

for (const words of ['git Created', 'git Last Modified', 'GIT created'])
	test(`Eleventy's \`date: ${words}\``, { skip: !has('eleventy') && 'Eleventy is not installed' }, () => {
		const src = path.join(dir, `e-${words.replaceAll(' ', '-')}`), out = `${src}-out`, edition = `${src}.edition`;
		history(src, ...eleventy(words));
		build('eleventy', src, out);
		const theirs = Object.fromEntries(names.map((n) => [n, /DAY (\S+)\./.exec(fs.readFileSync(path.join(out, `posts/${n}/index.html`), 'utf8'))[1]]));
		assert.equal(theirs.stays, '2024-01-02');
		for (const [how, from] of [['commit', src], ['bare', `${src}.git`]]) {
			if (how === 'bare') git(dir, '2024-01-01', 'clone', '-q', '--bare', src, from);
			const r = publish(from, edition);
			assert.equal(r.status, 0, `${how}: ${r.said}`);
			assert.deepEqual(days(edition, names), theirs, how);
		}
	});

test('words that mean the file system take the day from git, where a checkout has not changed it', () => {
	for (const [words, want] of [['Created', '2024-01-02'], ['Last Modified', '2024-02-03']]) {
		const src = path.join(dir, `f-${words.slice(0, 4)}`);
		history(src, ...eleventy(words));
		assert.equal(publish(src, `${src}.edition`).status, 0);
		assert.equal(days(`${src}.edition`, ['changes']).changes, want);
	}
});

test('any generator can have it as a default in hub.yml, and a commit moves only the day of its file', () => {
	const src = path.join(dir, 'default');
	history(src, { 'hub.yml': hub(', defaults: {date: git Last Modified}') }, (name) => `---\ntitle: ${name}\n---\n${long(name)}`);
	const edition = `${src}.edition`;
	assert.equal(publish(src, edition).status, 0);
	assert.deepEqual(days(edition, ['stays', 'changes']), { stays: '2024-01-02', changes: '2024-02-03' });
	commit(src, '2024-06-07', { 'posts/stays.md': `---\ntitle: stays\n---\nOther words.\n` });
	commit(src, '2024-07-08', { 'posts/stays.md': `---\ntitle: stays\n---\n${long('stays')}` });
	assert.equal(publish(src, edition).status, 0);
	assert.deepEqual(days(edition, ['stays', 'changes']), { stays: '2024-07-08', changes: '2024-02-03' }, 'the same bytes as before, from another commit');
});

test("Hugo's date: [\":git\"]", { skip: !has('hugo') && 'Hugo is not installed' }, () => {
	const src = path.join(dir, 'hugo'), out = `${src}-out`, edition = `${src}.edition`;
	history(src, {
		'hub.yml': hub('').replace('[posts]', '[content/posts]'),
		'hugo.toml': 'baseURL = "http://site.example/"\nenableGitInfo = true\ndisableKinds = ["taxonomy", "term", "rss", "sitemap"]\n[frontmatter]\ndate = ["date", ":git"]\n',
		'config.toml': 'baseURL = "http://site.example/"\nenableGitInfo = true\ndisableKinds = ["taxonomy", "term", "rss", "sitemap"]\n[frontmatter]\ndate = ["date", ":git"]\n',
		'layouts/_default/single.html': 'DAY {{ .Date.Format "2006-01-02" }}.\n', 'layouts/_default/list.html': 'list\n', 'layouts/index.html': 'home\n',
		'content/posts/own.md': '---\ntitle: own\ndate: 2023-03-03\n---\nText.\n',
		'content/posts/git.md': '---\ntitle: git\n---\nText.\n',
	}, (name) => `---\ntitle: ${name}\n---\n${long(name)}`);
	commit(src, '2024-08-09', { 'content/posts/git.md': '---\ntitle: git\n---\nText and more.\n' });
	build('hugo', src, out);
	const theirs = Object.fromEntries(['own', 'git'].map((n) => [n, /DAY (\S+)\./.exec(fs.readFileSync(path.join(out, `posts/${n}/index.html`), 'utf8'))[1]]));
	assert.equal(publish(src, edition).status, 0);
	assert.deepEqual(days(edition, ['own', 'git']), theirs);
});

test('an address that was made of the day of a commit leads on when a later one has moved it', { skip: !has('hugo') && 'Hugo is not installed' }, () => {
	const src = path.join(dir, 'moving'), edition = `${src}.edition`;
	const config = 'baseURL = "http://site.example/"\nenableGitInfo = true\ndisableKinds = ["taxonomy", "term", "rss", "sitemap"]\n[frontmatter]\ndate = [":git"]\n[permalinks]\nposts = "/:year/:month/:day/:slug/"\n';
	fs.mkdirSync(src);
	git(src, '2024-01-01', 'init', '-q', '-b', 'main');
	commit(src, '2024-01-02', { 'hub.yml': hub('').replace('[posts]', '[content/posts]'), 'hugo.toml': config, 'config.toml': config,
		'layouts/_default/single.html': 'x', 'content/posts/a.md': '---\ntitle: a\naliases: [../old/]\n---\nText.\n', 'content/posts/b.md': '---\ntitle: b\n---\nOther words.\n' });
	const wrote = new Set();
	for (const [i, day] of ['2024-02-03', '2024-02-03', '2024-03-04'].entries()) {
		build('hugo', src, `${src}-${i}`);
		for (const file of fs.readdirSync(`${src}-${i}`, { recursive: true })) if (/^\d.*index\.html$/.test(file)) wrote.add(`/${path.dirname(file)}/`);
		commit(src, day, { 'content/posts/a.md': `---\ntitle: a\naliases: [../old/]\n---\n${'More. '.repeat(i + 2)}\n` });
	}
	git(src, '2024-04-05', 'commit', '-q', '--allow-empty', '-m', 'nothing');
	assert.equal(publish(src, edition).status, 0);
	assert.deepEqual([...wrote].sort(), ['/2024/01/02/a/', '/2024/01/02/b/', '/2024/01/old/', '/2024/02/03/a/', '/2024/02/old/']);
	wrote.add('/2024/03/04/a/');
	for (const address of wrote) assert.equal(cgi(edition, address).status, 301, address);
	assert.equal(cgi(edition, '/2024/03/04/b/').status, 404);
});

test('where another text has the address of such a day now, it keeps it', () => {
	const src = path.join(dir, 'beside'), edition = `${src}.edition`;
	const config = 'enableGitInfo = true\n[frontmatter]\ndate = [":git"]\n[permalinks]\nposts = "/:year/:month/:day/:slug/"\n';
	fs.mkdirSync(src);
	git(src, '2024-01-01', 'init', '-q', '-b', 'main');
	commit(src, '2024-01-02', { 'hub.yml': hub('').replace('[posts]', '[content/posts]'), 'hugo.toml': config, 'config.toml': config,
		'content/posts/a.md': '---\ntitle: a\n---\nText.\n', 'content/posts/z.md': '---\ntitle: Second\nslug: a\n---\nOther words.\n' });
	commit(src, '2024-02-03', { 'content/posts/a.md': '---\ntitle: a\n---\nMore text.\n' });
	const r = publish(src, edition);
	assert.equal(r.status, 0, r.said);
	assert.doesNotMatch(r.said, /alias/);
	const to = (at) => cgi(edition, cgi(edition, at).headers.get('location').replace('/team', '')).body;
	assert.match(to('/2024/01/02/a/'), /Other words/);
	assert.match(to('/2024/02/03/a/'), /More text/);
});

test('without the history the author is asked, and is not for a file that is not committed yet', () => {
	const src = path.join(dir, 'ask'), shallow = path.join(dir, 'shallow'), plain = path.join(dir, 'plain');
	history(src, ...eleventy('git Created'));
	git(dir, '2024-01-01', 'clone', '-q', '--depth', '1', `file://${src}`, shallow);
	fs.cpSync(src, plain, { recursive: true, filter: (f) => path.basename(f) !== '.git' });
	for (const from of [shallow, plain]) {
		const r = check(from);
		assert.equal(r.status, 1, r.said);
		assert.match(r.said, /posts\/stays\.md:3:1: error: date: takes the date from git, but the history of this file is not here\.[^]*--unshallow/);
	}
	write(src, 'posts/new.md', eleventy('git Created')[1]('new'));
	git(src, '2024-01-01', 'add', 'posts/new.md');
	for (const more of [[], ['--staged']])
		assert.match(check(src, ...more).said, /6 documents, 0 errors/);
});
