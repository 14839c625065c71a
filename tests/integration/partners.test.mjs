#!/usr/bin/env node
// partners.test.mjs -- a partner has a page, the list of partners has feeds and is in navigation, search and sitemap.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { build, cgi, tempDir, write } from './hub.mjs';

const dir = tempDir(), content = path.join(dir, 'content'), edition = path.join(dir, 'hub/current');
write(content, 'hub.yml', 'title: Hub\nbase_url: http://localhost\nprefix: /team\nlanguages: [en, de]\n');
write(content, 'partners/school.md', '---\ntitle: The school next door\n---\nThey visit our workshop.\n');
write(content, 'partners/club.md', '---\ntitle: The rowing club\n---\nThey share their boathouse.\n');
execFileSync(path.join(build, 'teamhub'), ['publish', '--source', content, '--edition', edition], { stdio: ['ignore', 'ignore', 'inherit'] });
const list = cgi(edition, '/partners/');
assert.equal(list.status, 200);
assert.match(list.body, /<h1[^>]*>\s*Partners/);
assert.match(list.body, /The rowing club/);
assert.match(list.body, /The school next door/);
assert.match(list.body, /<footer[^]*href="\/team\/partners\/"/);
assert.match(cgi(edition, '/partners/school/').body, /They visit our workshop/);
assert.match(cgi(edition, '/de/partners/').body, /Mit wem wir arbeiten/);
assert.match(cgi(edition, '/partners/feed.atom').body, /The rowing club/);
assert.match(cgi(edition, '/search', 'q=workshop').body, /partners\/school/);
assert.match(cgi(edition, '/sitemap.xml').body, /partners\/club/);
console.log('partners: list, pages, feeds, search, sitemap');
