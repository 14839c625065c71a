#!/usr/bin/env node
// logo.test.mjs -- logo: in hub.yml: a drawing at the head of every page, one for dark screens, without what could
// harm; what happens when it changes, is missing, or is no drawing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cgi, fs, needs, path, publish, sampleContent, tempDir, write } from './hub.mjs';

needs();
const dir = tempDir(), content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
sampleContent(content);
const settings = fs.readFileSync(path.join(content, 'hub.yml'), 'utf8');
const drawing = (colour, more = '') => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60" onload="alert(1)">${more}<path d="M0 0h240v60H0z" fill="${colour}"/></svg>\n`;
const published = (line) => {
	write(content, 'hub.yml', settings + line);
	return publish(content, edition);
};
const head = (at = '/') => /<p class="th-brand">.*<\/p>/.exec(cgi(edition, at).body)[0];
const file = (href) => fs.readFileSync(path.join(dir, 'hub', href.replace('/team/', '')), 'utf8');

write(content, 'media/logo.svg', drawing('#123f3b', '<script>alert(2)</script><image href="https://elsewhere.example/x.png"/>'));
write(content, 'media/dark.svg', drawing('#fcf6e9'));
write(content, 'media/plain.svg', '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>\n');

test('without it the title stands there', () => {
	assert.equal(published('').status, 0);
	assert.equal(head(), '<p class="th-brand"><a href="/team/">Menschen</a></p>');
});

test('one drawing, or one for each ground, with its size, the title as its text, and nothing that does not draw', () => {
	assert.equal(published('logo: media/logo.svg\n').status, 0);
	const one = /<img src="(\/team\/assets\/[^"]*\/logo-[0-9a-f]{8}\.svg)" alt="Menschen" width="192" height="48">/.exec(head());
	assert.ok(one, head());
	assert.doesNotMatch(head(), /<source/);
	assert.doesNotMatch(file(one[1]), /script|onload|elsewhere|alert/);
	assert.match(file(one[1]), /#123f3b/);
	assert.equal(published('logo: {light: media/logo.svg, dark: media/dark.svg}\n').status, 0);
	const dark = /<source srcset="([^"]*)" media="\(prefers-color-scheme: dark\)">/.exec(head('/stories/eins/'));
	assert.match(file(dark[1]), /#fcf6e9/);
	assert.match(head('/en/'), /alt="People"/);
});

test('a new drawing is on every page at the next publish, and goes with its line', () => {
	const before = head();
	write(content, 'media/logo.svg', drawing('#ff0000'));
	assert.equal(publish(content, edition).status, 0);
	assert.notEqual(head(), before);
	assert.match(file(/<img src="([^"]*)"/.exec(head())[1]), /#ff0000/);
	assert.equal(published('').status, 0);
	assert.doesNotMatch(head(), /<img/);
});

test('what cannot be shown is told with its remedy, and the title stays', () => {
	for (const [line, said] of [
		['logo: media/none.svg\n', /hub\.yml:\d+:1: warning: The link points to media\/none\.svg, which does not exist/],
		['logo: media/plain.svg\n', /hub\.yml:\d+:1: warning: media\/plain\.svg is no drawing that can be shown as logo\. Save it as SVG with a viewBox/],
		['logo: media/photo.png\n', /media\/photo\.png[^]*media\/logo\.svg/],
		['logo: ../logo.svg\n', /\.\.\/logo\.svg[^]*media\/logo\.svg/],
		['logo: {dark: media/dark.svg}\n', /hub\.yml:\d+:\d+: error: .*logo/]]) {
		const r = published(line);
		assert.match(r.said, said, line);
		assert.match(head(), />Menschen<\/a>/, line);
	}
});
