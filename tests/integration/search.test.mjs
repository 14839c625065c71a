#!/usr/bin/env node
// search.test.mjs -- what questions in German and English find in the demo hub, and what must come first; that
// the answer is a page, a list that can be narrowed, and a feed; that no question does harm.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { cgi, fs, needs, path, publish, root, spawnSync, tempDir } from './hub.mjs';

needs('xmllint');
const dir = tempDir();
const edition = path.join(dir, 'hub/current');

before(() => {
	fs.mkdirSync(path.join(dir, 'hub'));
	const r = publish(path.join(root, 'content'), edition);
	assert.ok(fs.existsSync(edition), r.said);
});

const query = (q, more = '') => `q=${encodeURIComponent(q)}${more}`;
const plain = s => s.replace(/<[^>]*>/g, '').replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/** The parts of an answer. */
function search(q, more = '', lang = '') {
	const r = cgi(edition, `${lang}/search`, query(q, more));
	assert.equal(r.status, 200, `${q}: ${r.status} ${r.log}`);
	const main = r.body.match(/<main[^]*<\/main>/)[0];
	const all = (text, re) => [...text.matchAll(re)].map(m => plain(m[1]));
	const part = name => main.split(`id="th-found-${name}"`)[1]?.split('</section>')[0] ?? '';
	const stories = part('stories'), hits = name => all(part(name), /th-hit-title">(.*?)<\/h3>/gs);
	return {
		r, main,
		people: all(part('people'), /th-person-name">([^<]*)/g),
		jobs: hits('jobs'),
		others: hits('others'),
		stories: hits('stories'),
		total: Number(stories.match(/th-count-label">(\d+)/)?.[1] ?? 0),
		excerpts: [...main.matchAll(/th-hit-excerpt"[^>]*>(.*?)<\/p>/gs)].map(m => m[1]),
		meant: main.match(/th-meant">[^<]*<a [^>]*>([^<]*)/)?.[1],
		nothing: /class="th-empty"/.test(main),
	};
}

// question, kind, what must be first of it (or, as a list, the first of them in order); lang of the interface
const table = [
	// umlauts, ß, and those who have no such keys
	['Groesse', 'people', 'Stefan Große'],
	['Grosse', 'people', 'Stefan Große'],
	['GRÖSSE', 'people', 'Stefan Große'],
	['Voss', 'people', 'Ingrid Voß'],
	['Oesterle', 'people', 'Katharina Österle'],
	['mueller', 'people', 'Rainer Müller'],
	['Muller', 'people', 'Rainer Müller'],
	['Yilmaz', 'people', 'Emre Yılmaz'],
	['loeten', 'stories', 'Löten mit der 8b'],
	['Ueberlauf', 'stories', 'Der Überlauf am Tag 49'],
	['Mai Tran', 'people', 'Mai Trần'],
	['trần', 'people', 'Mai Trần'],
	['strasse', 'people', 'Sabine Thiel'],
	['Kaeltekreis', 'jobs', 'Lötfachkraft Kältekreis, Leipzig'],
	// inflection
	['Lötkolbens', 'stories', 'Löten mit der 8b'],
	['Disponentinnen', 'stories', 'Was eine Disponentin wert ist'],
	['mistake', 'stories', 'Why we write our mistakes down'],
	['arguments', 'stories', 'An argument about frost'],
	['Fehlern', 'stories', 'Warum wir Fehler aufschreiben'],
	['Monteure', 'stories', 'Plattdeutsch für Monteure'],
	['Nachtschichten', 'others', 'Nachtschicht'],
	['apprenticeships', 'others', 'Ausbildung'],
	// parts of compounds
	['Pumpe', 'others', 'Wärmepumpe'],
	['Kabel Praktikum', 'stories', 'Praktikum mit Kabeltrommel'],
	['Schicht', 'others', 'Nachtschicht'],
	['Kultur', 'others', 'Menschen & Kultur'],
	['Karton', 'stories', 'Ein Karton: Warum das so ist'],
	['Trommel', 'stories', 'Praktikum mit Kabeltrommel'],
	['Firmware-Entwickler', 'jobs', 'Firmware-Entwickler:in (C), Kassel'],
	// the last word begun
	['Kabeltrom', 'stories', 'Praktikum mit Kabeltrommel'],
	['Was ein Akust', 'stories', 'Was ein Akustiker hört'],
	['anne', 'people', 'Dr. Anneke Vos'],
	['Lena Bra', 'people', 'Lena Brandt'],
	['kov', 'people', 'Olena Kovalenko'],
	// phrases
	['"erste Woche"', 'stories', 'Meine erste Woche in der Montage'],
	['„langsam sein“', 'stories', 'Meine erste Woche in der Montage'],
	['"argument about frost"', 'stories', 'An argument about frost'],
	['"Gang 14"', 'stories', 'Gang 14, Fach C'],
	['"auf dem Sportplatz"', 'stories', 'Löten mit der 8b'],
	['»Gang 14«', 'stories', 'Gang 14, Fach C'],
	// names, terms and what belongs to them
	['Jana Weber', 'people', 'Jana Weber'],
	['Haidari Lager', 'stories', 'Gang 14, Fach C'],
	['Kassel Fehler', 'stories', 'Warum wir Fehler aufschreiben'],
	['Kassel', 'others', 'Kassel'],
	['Offenheit', 'others', 'Offenheit'],
	['Spielregeln', 'others', 'Spielregeln'],
	['thanks bucket', 'others', 'Thanks for the bucket'],
	['MINTfunken', 'others', 'MINTfunken'],
	['#MINTfunken', 'others', 'MINTfunken'],
	['lindqvist sofia', 'people', 'Sofia Lindqvist'],
	['El Amrani', 'people', 'Fatima El Amrani'],
	['Fehlercode 714', 'stories', 'Bei minus elf nach Markkleeberg'],
	['714', 'people', 'Jana Weber'],
	// English, from the English side
	['heat pump', 'others', 'Heat pumps', '/en'],
	['apprentice', 'others', 'Apprenticeship', '/en'],
	['bucket', 'others', 'Thanks for the bucket', '/en'],
	['my first week', 'stories', 'My first week in field service', '/en'],
	['one house two visits', 'stories', 'One house, two visits', '/en'],
	['Okafor', 'people', 'Tom Okafor', '/en'],
	['mistakes', 'others', 'Learning from mistakes', '/en'],
	['night shifts', 'others', 'Night shift', '/en'],
	['"one button"', 'stories', 'I moved one button and forty people called', '/en'],
	['leak', 'stories', 'My thesis had a leak', '/en'],
	['warehouse', 'people', 'Ahmad Haidari', '/en'],
];

for (const [q, kind, first, lang = ''] of table)
	test(`${lang}${lang ? ' ' : ''}${q} → ${first}`, () => {
		const found = search(q, '', lang);
		assert.equal(found[kind][0], first, JSON.stringify({ people: found.people, others: found.others,
			stories: found.stories }));
	});

// What sixty candidates might type, and what a person who knows the hub would show them: any of it.
const first = 'Meine erste Woche in der Montage', noah = 'Six twenty to Tönning', k = 'Ein k zu wenig', cable = 'Praktikum mit Kabeltrommel',
	nights = ['Drei Wochen Nacht', 'Ein Wochenende im Oktober', 'Nachtschicht', 'Night shift', 'Techniker:in Prüffeld, Dauernachtschicht',
		'Test bay technician, permanent nights'],
	apprentices = ['Ausbildung Elektroniker:in 2027, Husum', 'Ausbildung Anlagenmechaniker:in SHK 2027, Kassel',
		'Apprenticeship: electrician 2027, Husum', 'Ausbildung', 'Apprenticeship'],
	developers = ['Firmware-Entwickler:in (C), Kassel', 'Backend-Entwickler:in Geräteplattform, Leipzig', 'Firmware developer (C), Kassel',
		'Backend developer, device platform, Leipzig'],
	pay = ['Was eine Disponentin wert ist', 'Forty-one people'], refusal = ['Eine Absage ohne Satz', 'Like a small tent'];
const questions = [
	['Azubi', apprentices], ['Azubis', apprentices], ['Ausbildungsplatz', apprentices], ['Ausbildungsstelle', apprentices],
	['Lehrstelle', apprentices], ['Lehrling', [noah, first, ...apprentices]], ['Ausbildung Kassel', ['Ausbildung Anlagenmechaniker:in SHK 2027, Kassel']],
	['Ausbilder', ['Rainer Müller', 'Ausbilder:in Metall und SHK, Kassel']], ['Praktikum', [cable]], ['Praktikumsplatz', [cable]],
	['Schülerpraktikum', [cable]], ['Praktikant', [cable]], ['Praktikum Husum', [cable]], ['Schule', ['Löten mit der 8b', 'Schulbotschafter Husum', 'Schulabend in Husum', 'Partnerschule']],
	['Schulbotschafterin', ['Lotta Petersen', 'Schulbotschafter Husum']], ['Werkstudentin', ['Jonas Fiedler', 'Werkstudent:in Akustik, Kassel']],
	['Masterarbeit', ['My thesis had a leak', 'Werkstudent:in Akustik, Kassel']], ['Berufseinstieg', ['Berufseinstieg', 'UX-Designer:in zum Berufseinstieg, Leipzig']],
	['Quereinsteiger', ['Quereinstieg', 'Carla Monteiro', 'Servicetechniker:in Wärmepumpe, Lübeck']], ['Bewerbung', refusal], ['Bewerbungsgespräch', refusal],
	['Vorstellungsgespräch', refusal], ['Absage', refusal], ['Gehalt', pay], ['Lohn', pay], ['Vergütung', pay], ['Teilzeit', ['Was eine Disponentin wert ist', 'Miriam Scholz']],
	['Homeoffice', ['Backend-Entwickler:in Geräteplattform, Leipzig', 'Forty-one people']], ['Kita', ['Half a desk each', 'Familie']],
	['Elternzeit', ['Half a desk each', 'Familie']], ['Nachtarbeit', nights], ['Schichtarbeit', nights], ['unbefristet', ['Mitarbeiter:in Lager, Leipzig (auch ohne Ausbildung)']],
	['Softwareentwicklerin', ['Sofia Lindqvist', ...developers]], ['Programmierer', developers], ['Programmiererin', developers], ['Entwickler:innen', developers],
	['Entwickler*in', developers], ['EntwicklerInnen', developers], ['Entwickler/-in', developers], ['Entwickler(in)', developers],
	['Monteurin', ['Tom Okafor', 'Plattdeutsch für Monteure', 'Servicetechniker:in Wärmepumpe, Lübeck']], ['Technikerin', ['Jana Weber', 'Techniker:in Prüffeld, Dauernachtschicht']],
	['Ingenieurin', ['Henrik Lorenz']], ['Elektriker', ['Noah Behrens', 'Ausbildung Elektroniker:in 2027, Husum']], ['Heizungsbauer', ['Emre Yılmaz', first, 'Ausbildung Anlagenmechaniker:in SHK 2027, Kassel']],
	['Lagerist', ['Ahmad Haidari', 'Mitarbeiter:in Lager, Leipzig (auch ohne Ausbildung)']], ['Job Leipzig', ['Backend-Entwickler:in Geräteplattform, Leipzig', 'UX-Designer:in zum Berufseinstieg, Leipzig']],
	['Deutsch lernen', ['Drei Wörter für die Arbeit', 'Olena Kovalenko']], ['CO2', ['Propan im Vorgarten']], ['CO₂', ['Propan im Vorgarten']], ['ﬁrmware', ['Firmware', 'Tarek Benali']],
	['Chefin', ['Teamleitung', 'Miriam Scholz']], ['Fehlerkultur', ['Fehlerkultur']], ['Wertschätzung', ['Thanks for the bucket', 'Zwei Wörter am Tag']],
	['apprenticeship', apprentices, '/en'], ['salary', pay, '/en'], ['remote work', ['Backend developer, device platform, Leipzig', 'Forty-one people'], '/en'], ['programmer', developers, '/en'],
	['night shift', nights, '/en'], ['job interview', refusal, '/en'], ['career change', ['Career change'], '/en'], ['internship', [cable], '/en'], ['electrician', ['Noah Behrens', 'Apprenticeship: electrician 2027, Husum'], '/en'],
];

test('what candidates type finds what a person would show them', () => {
	let at1 = 0, at3 = 0;
	const missed = [];
	for (const [q, wanted, lang = ''] of questions) {
		const found = search(q, '', lang);
		const place = Math.min(...['stories', 'jobs', 'people', 'others'].flatMap(kind => wanted.map(title => found[kind].indexOf(title)))
			.filter(i => i >= 0), Infinity);
		at1 += place === 0;
		at3 += place < 3;
		if (place >= 3) missed.push(`${q}: ${place}`);
	}
	assert.deepEqual(missed, []);
	assert.ok(questions.length >= 60);
	assert.ok(at1 >= 60, `${at1} of ${questions.length} at the first place, ${at3} at the third`);
});

test('C, C++ and C# are three words', () => {
	assert.ok(!search('C').nothing);
	assert.ok(search('C++').nothing && search('C#').nothing, 'nobody writes of them');
});

test('stories come first, then positions, people, and the rest', () => {
	const { main } = search('Ausbildung');
	const places = ['stories', 'jobs', 'people', 'others'].map(name => main.indexOf(`<h2 id="th-found-${name}"`));
	assert.deepEqual(places, places.toSorted((a, b) => a - b));
	assert.ok(places[0] > 0);
});

test('a typing error is mended, and what is meant finds something', () => {
	for (const [typed, meant] of [['wermepumpe', 'wärmepumpe'], ['Wrkstatt', 'Werkstatt'], ['Husumm', 'Husum'],
		['argumnt frost', 'argument frost'], ['Nachtschciht', 'Nachtschicht'],
		['Jana Webr', 'Jana Weber'], ['Leipizg', 'Leipzig'], ['apprentise', 'apprentice'], ['Kabeltromel', 'Kabeltrommel'],
		['Fehlrkultur', 'Fehlerkultur'], ['Lötkolebn', 'Lötkolben'], ['Lübek', 'Lübeck']]) {
		const found = search(typed);
		assert.ok(found.nothing, typed);
		assert.equal(found.meant, meant);
		assert.ok(!search(meant).nothing, meant);
	}
});

test('without an answer there are ways out, and they lead somewhere', () => {
	const found = search('zzzzqqq Werkstatt');
	assert.ok(found.nothing);
	const ways = [...found.main.split('th-search-ways')[1].matchAll(/href="\/team([^"?]*)\??([^"]*)"/g)];
	assert.ok(ways.length > 4);
	for (const [, p, q] of ways)
		assert.equal(cgi(edition, decodeURI(p), q.replaceAll('&amp;', '&')).status, 200, p);
	assert.match(found.main, /„Werkstatt“ allein/);
});

test('the form alone is a page; a question of nothing finds nothing', () => {
	const r = cgi(edition, '/search');
	assert.equal(r.status, 200);
	assert.match(r.body, /<input id="th-q" type="search" name="q" value=""/);
	assert.equal(r.body.match(/id="th-q"/g).length, 1);
	for (const q of ['"', '  ', '!!!', '*'])
		assert.equal(search(q).total, 0);
});

test('the search stands in the header of every other page', () => {
	for (const p of ['/', '/stories/', '/en/people/', '/stories/never-written/']) {
		const r = cgi(edition, p);
		assert.match(r.body, /<form action="\/team(\/en)?\/search">/, p);
	}
});

test('hits are marked, and a question is never markup', () => {
	const found = search('Kabeltrommel');
	assert.match(found.main, /<mark>Kabeltrommel<\/mark>/);
	assert.match(found.excerpts[0], /<mark>/);
	for (const q of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '{{title}}', '</title>', '&lt;']) {
		const r = cgi(edition, '/search', query(q));
		assert.equal(r.status, 200);
		assert.doesNotMatch(r.body, /<script>alert|<img src=x|<\/title>[^]*<\/title>/);
	}
	for (const excerpt of search('Werkstatt').excerpts)
		assert.doesNotMatch(excerpt.replace(/<\/?mark>/g, ''), /[<>]/);
});

test('pages of answers are not indexed, and say so in the address they are canonical at', () => {
	const { r } = search('Werkstatt', '&utm_source=x');
	assert.match(r.body, /<meta name="robots" content="noindex">/);
	assert.match(r.body, /<link rel="canonical" href="[^"]*\/team\/search\?q=Werkstatt">/);
	assert.ok(r.headers.get('etag'));
	assert.doesNotMatch(cgi(edition, '/sitemap.xml').body, /search/);
});

test('every option of every filter leads to as many stories as it says', () => {
	const found = search('Fehler');
	const options = [...found.main.matchAll(/<a href="\/team\/search\?([^"]*)" rel="nofollow"><span>[^<]*<\/span> <span class="th-count">(\d+)/g)];
	assert.ok(options.length > 10, `${options.length} options`);
	for (const [, q, count] of options) {
		const r = cgi(edition, '/search', q.replaceAll('&amp;', '&'));
		assert.equal(r.status, 200);
		assert.equal(Number(r.body.match(/th-count-label">(\d+)/)[1]), Number(count), q);
	}
});

test('a filter keeps the question, its chip removes it, and the form keeps the filter', () => {
	const found = search('Fehler', '&place=kassel');
	assert.ok(found.total > 0 && found.total < search('Fehler').total);
	assert.match(found.main, /class="th-chip" href="\/team\/search\?q=Fehler"/);
	assert.match(found.main, /<input type="hidden" name="place" value="kassel">/);
	assert.equal(found.others.length, 0);
	assert.equal(cgi(edition, '/search', 'q=x&team=no-such-team').status, 404);
	assert.equal(cgi(edition, '/search', 'q=Fehler&page=99').status, 404);
});

test('a list narrows by a question too', () => {
	const r = cgi(edition, '/stories/', query('Kabeltrommel'));
	assert.equal(r.status, 200);
	assert.match(r.body, /th-count-label">2 /);
	assert.match(r.body, /class="th-chip" href="\/team\/stories\/"><span>„Kabeltrommel“/);
	assert.match(r.body, /noindex/);
	assert.equal(cgi(edition, '/places/kassel/', query('Fehler')).status, 200);
});

test('the second page goes on where the first ended', () => {
	const first = search('Jahr'), second = search('Jahr', '&page=2');
	assert.ok(first.total > 12);
	assert.equal(first.stories.length, 12);
	assert.ok(second.stories.length > 0 && second.people.length === 0);
	assert.equal(new Set([...first.stories, ...second.stories]).size, first.stories.length + second.stories.length);
});

test('words that stand in nearly every text are looked for beside others no more than alone', () => {
	for (const [q, lang] of [['und'], ['wer sind wir'], ['Was ist das?'], ['how is this'], ['the', '/en'], ['über uns']]) {
		const found = search(q, '', lang);
		assert.ok(found.nothing, q);
		assert.match(found.main, lang ? /Words like these are in nearly every story/ : /Solche Wörter stehen in fast jeder Geschichte/);
		assert.match(found.main, /class="th-search-ways"/);
		assert.equal(found.meant, undefined);
		assert.equal(cgi(edition, `${lang ?? ''}/stories/`, query(q)).status, 200);
		assert.doesNotMatch(cgi(edition, `${lang ?? ''}/search/feed.atom`, query(q)).body, /<entry/);
	}
	assert.deepEqual(search('die Werkstatt und wir').stories, search('Werkstatt').stories);
	assert.ok(search('IT').total > 0 || search('it').main.includes('noch niemand'), 'IT is a word');
	assert.ok(search('„und dann“').total > 0, 'in quotation marks each word counts');
});

test('every word of the lists that Snowball gives for German and English is one of them', (t) => {
	const said = spawnSync('perl', ['-CS', '-MLingua::StopWords=getStopWords', '-e', 'print join(" ", map { keys %{getStopWords($_, "UTF-8")} } ("de", "en"))'], { encoding: 'utf8' });
	if (said.status !== 0)
		return t.skip('liblingua-stopwords-perl is not installed');
	const words = said.stdout.split(' ').filter((w) => w !== 'it' && !w.includes("'"));
	assert.ok(words.length > 340);
	for (let i = 0; i < words.length; i += 8) { // a question has at most eight words
		const found = search(words.slice(i, i + 8).join(' '));
		assert.match(found.main, /Solche Wörter stehen/, words.slice(i, i + 8).join(' '));
	}
});

test('an answer is a feed in three formats, the newest first', () => {
	for (const format of ['atom', 'rss', 'json']) {
		const r = cgi(edition, `/search/feed.${format}`, query('Fehler', '&place=kassel'));
		assert.equal(r.status, 200, format);
		if (format !== 'json') {
			const lint = spawnSync('xmllint', ['--noout', '-'], { input: r.body });
			assert.equal(lint.status, 0, String(lint.stderr));
		}
	}
	const atom = cgi(edition, '/search/feed.atom', query('Fehler')).body;
	assert.match(atom, /<link rel="alternate"[^>]* href="[^"]*\/team\/search\?q=Fehler"/);
	assert.match(atom, /<link rel="self"[^>]* href="[^"]*\/team\/search\/feed\.atom\?q=Fehler"/);
	const dates = [...atom.matchAll(/<published>([^<]*)/g)].map(m => Date.parse(m[1]));
	assert.ok(dates.length > 3);
	assert.deepEqual(dates, [...dates].sort((a, b) => b - a));
	assert.equal(cgi(edition, '/search/feed.atom').status, 404);
	assert.equal(cgi(edition, '/search/subscribe/', query('Fehler')).status, 200);
	assert.match(search('Fehler').r.body, /rel="alternate" type="application\/atom\+xml"[^>]*href="\/team\/search\/feed\.atom\?q=Fehler"/);
});

test('the address with a slash leads to the one without', () => {
	const r = cgi(edition, '/search/', 'q=Fehler&place=kassel');
	assert.equal(r.status, 301);
	assert.equal(r.headers.get('location'), '/team/search?q=Fehler&place=kassel');
});

test('no question is slow, and none does harm', () => {
	const words = 'und die der Werkstatt Fehler Kassel Wärmepumpe Nacht'.split(' ');
	const nasty = ['a'.repeat(400), 'ä'.repeat(300), '"'.repeat(199), words.join(' ').repeat(10), '(((((((', 'NEAR(a,b)',
		'title:x OR y', "'; DROP TABLE doc; --", '\u202e\u0300\u0301', '%', '日本語', '😀😀', '-a -b', `"${words.join(' ')}"`];
	for (const q of nasty) {
		const begin = process.hrtime.bigint();
		const r = cgi(edition, '/search', query(q).slice(0, 2000).replace(/%[0-9A-F]?$/, ''));
		assert.ok(r.status === 200 || r.status === 400, `${q.slice(0, 30)}: ${r.status}`);
		assert.equal(r.log, '');
		assert.ok(process.hrtime.bigint() - begin < 1_000_000_000n, q.slice(0, 30));
	}
});

test('a company adds words of its own that mean the same', () => {
	const folder = path.join(dir, 'own'), own = path.join(dir, 'own-hub/current');
	fs.mkdirSync(path.join(folder, 'stories'), { recursive: true });
	fs.mkdirSync(path.dirname(own));
	fs.writeFileSync(path.join(folder, 'stories/eine.md'), '---\ntitle: Am Kessel\ndate: 2026-01-05\n---\nDie Wärmepumpe lief.\n');
	const ask = () => cgi(own, '/search', query('WP')).body.includes('Am Kessel');
	const settings = 'title: Hub\nbase_url: https://careers.example\nlanguages: [de]\n';
	for (const [lines, found] of [['', false], ['synonyms:\n  - [wp, wärmepumpe]\n', true], ['synonyms: ["wp, wärmepumpe"]\n', true]]) {
		fs.writeFileSync(path.join(folder, 'hub.yml'), settings + lines);
		const r = publish(folder, own);
		assert.ok(fs.existsSync(own), r.said);
		assert.equal(ask(), found, lines);
	}
	fs.writeFileSync(path.join(folder, 'hub.yml'), `${settings}synonyms: wp\n`);
	assert.match(publish(folder, own).said, /hub\.yml:4:.*synonyms/);
});
