#!/usr/bin/env node
/* markdown.test.mjs -- both engines against other readers of Markdown. The CommonMark engine against
 * the 652 examples of its specification; then prose in all forms against markdown-it, goldmark (Hugo)
 * and kramdown as Jekyll has it. Each judge's HTML goes through the hub's allow-list before it is
 * compared, so that what is held together is how the text was read. What is read otherwise on purpose
 * stands here with its reason, for discount in a table of content/README.md too; a reason that is not
 * needed any more is a fault. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pieces } from './markdown_prose.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const helper = ['san', 'release'].map(v => path.join(root, 'build', v, 'helper/markdown_main')).find(fs.existsSync);
if (!helper || !fs.existsSync(path.join(root, 'tests/browser/node_modules/commonmark-spec'))) {
	console.log('needs build/san/helper/markdown_main and the packages of tests/browser');
	process.exit(77);
}
const require = createRequire(path.join(root, 'tests/browser/'));

function run(how, texts) {
	const parts = texts.flatMap(t => [Buffer.from(`${Buffer.byteLength(t)}\n`), Buffer.from(t)]);
	const done = spawnSync(helper, [how], { input: Buffer.concat(parts), maxBuffer: 1 << 28, timeout: 120000,
		env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' } });
	assert.equal(done.status, 0, done.stderr.toString());
	const out = [];
	for (let b = done.stdout; b.length > 0;) {
		const line = b.indexOf(10), n = Number(b.subarray(0, line));
		out.push(b.subarray(line + 1, line + 1 + n).toString());
		b = b.subarray(line + 1 + n);
	}
	assert.equal(out.length, texts.length);
	return out;
}

/* White space between blocks and ids of headings say nothing about how a text was read. */
function normal(html) {
	return html.replace(/ id="[^"]*"/g, '').replace(/\s*(<\/?(?:p|ul|ol|li|h\d|blockquote|pre|hr|table|div|figure|details|summary|thead|tbody|tr|td|th|br)\b[^>]*>)\s*/g, '$1')
		.replace(/\s+/g, ' ').trim();
}

/* ---- the specification ---- */

const otherwise = {
	28: 'libcmark-gfm 0.29: a number of eight digits is a character that is none',
	354: 'libcmark-gfm 0.29: pounds and euros are no punctuation yet',
	608: 'bare addresses are links', 611: 'bare addresses are links', 612: 'bare addresses are links',
};
for (const n of [177, 178, 180, 182, 308, 309, 626, 628, 629])
	otherwise[n] = 'comments, scripts and instructions are taken away before anything is read';

/* What libcmark-gfm 0.29.0.gfm.13 (Debian 13) makes of strong text directly within strong text; gfm.6
 * (Debian 12) writes it as often as the author did. Both look alike. */
function strongOnce(html) {
	const open = [];
	return html.replace(/<(\/?)(\w+)[^>]*>/g, (tag, end, name) => {
		if (['br', 'hr', 'img', 'input'].includes(name))
			return tag;
		if (end)
			return open.pop().written ? tag : '';
		open.push({ name, written: name !== 'strong' || open.at(-1)?.name !== 'strong' });
		return open.at(-1).written ? tag : '';
	});
}

function theExamplesOfTheSpecificationAreReadAsItSays() {
	const { tests } = require('commonmark-spec');
	const tab = s => s.replace(/→/g, '\t');
	const writesOnce = !run('commonmark', ['****foo****\n'])[0].includes('<strong><strong>');
	const asWritten = run('html', tests.map(t => tab(t.html)));
	const have = run('commonmark', tests.map(t => tab(t.markdown))), want = writesOnce ? asWritten.map(strongOnce) : asWritten;
	assert.equal(tests.length, 652);
	tests.forEach((t, i) => {
		const same = normal(have[i]) === normal(want[i]);
		if (t.number in otherwise)
			assert.ok(!same, `example ${t.number} needs no exception any more`);
		else
			assert.equal(normal(have[i]), normal(want[i]), `example ${t.number}: ${JSON.stringify(t.markdown)}`);
	});
	console.log(`specification: ${652 - Object.keys(otherwise).length} of 652 alike, ${Object.keys(otherwise).length} otherwise on purpose`);
}

/* ---- prose ---- */

function byMarkdownIt(texts) {
	const md = require('markdown-it')({ html: true, linkify: true });
	return texts.map(t => md.render(t));
}

function byGoldmark(texts) {
	const site = fs.mkdtempSync(path.join(os.tmpdir(), 'markdown-'));
	try {
		fs.mkdirSync(path.join(site, 'content'));
		fs.mkdirSync(path.join(site, 'layouts/_default'), { recursive: true });
		fs.writeFileSync(path.join(site, 'config.toml'), 'baseURL = "https://x.example/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "home"]\n[markup.goldmark.renderer]\nunsafe = true\n[markup.goldmark.extensions]\ntypographer = false\n[markup.highlight]\ncodeFences = false\n');
		fs.writeFileSync(path.join(site, 'layouts/_default/single.html'), '{{ .Content }}');
		texts.forEach((t, i) => fs.writeFileSync(path.join(site, `content/p${i}.md`), `---\ntitle: x\n---\n${t}`));
		const done = spawnSync('hugo', ['--quiet', '-s', site], { timeout: 60000 });
		assert.equal(done.status, 0, String(done.stderr));
		return texts.map((t, i) => fs.readFileSync(path.join(site, `public/p${i}/index.html`), 'utf8'));
	} finally {
		fs.rmSync(site, { recursive: true });
	}
}

/* kramdown with the options that Jekyll gives it, without its highlighter. */
function byKramdown(texts) {
	const program = 'require "kramdown"; require "kramdown-parser-gfm"; require "json"; ' +
		'puts JSON.generate(JSON.parse(STDIN.read).map { |t| Kramdown::Document.new(t, input: "GFM", hard_wrap: false, ' +
		'smart_quotes: "apos,apos,quot,quot", syntax_highlighter: nil, typographic_symbols: {hellip: "...", mdash: "---", ndash: "--", laquo: "<<", raquo: ">>"}).to_html })';
	const done = spawnSync('ruby', ['-e', program], { input: JSON.stringify(texts), timeout: 60000, maxBuffer: 1 << 28,
		env: { ...process.env, LANG: 'C.UTF-8' } });
	assert.equal(done.status, 0, String(done.stderr));
	return JSON.parse(done.stdout.toString());
}

/* Forms that a reader reads otherwise than CommonMark. */
const known = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'markdown_known.json'), 'utf8'));

function proseIsReadAsOthersReadIt() {
	const texts = pieces.map(p => p.text), ours = run('commonmark', texts).map(normal);
	const judges = {
		'markdown-it': run('html', byMarkdownIt(texts)), goldmark: run('html', byGoldmark(texts)),
		kramdown: run('html', byKramdown(texts)), discount: run('discount', texts),
	};
	const faults = [];
	assert.ok(pieces.length >= 300, `${pieces.length} pieces`);
	for (const [name, html] of Object.entries(judges)) {
		const forms = new Map();
		let alike = 0;
		pieces.forEach((p, i) => {
			if (normal(html[i]) === ours[i])
				alike++;
			else if (!forms.has(p.form))
				forms.set(p.form, `${name}, ${p.form}: ${JSON.stringify(p.text)}\n  there ${normal(html[i])}\n  here  ${ours[i]}`);
		});
		console.log(`${name}: ${alike} of ${pieces.length} pieces alike; otherwise: ${[...forms.keys()].join(', ') || 'none'}`);
		for (const [form, say] of forms)
			if (!(form in (known[name] ?? {})))
				faults.push(say);
		for (const form of Object.keys(known[name] ?? {}))
			if (!forms.has(form))
				faults.push(`${name}, ${form}: read alike now, needs no exception`);
	}
	assert.equal(faults.length, 0, faults.join('\n'));
}

theExamplesOfTheSpecificationAreReadAsItSays();
proseIsReadAsOthersReadIt();
