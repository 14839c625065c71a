// calendar_readers.mjs -- what readers of iCalendar in JavaScript make of calendars: ical.js (Thunderbird, Nextcloud) or
// node-ical. Called by subscribers.test.py with one name; a line of JSON in (a calendar) is one out: begins and
// ends in seconds since 1970, in order.
// usage: TZ=UTC node calendar_readers.mjs ical.js|node-ical FROM UNTIL
import { createRequire } from 'node:module';
import readline from 'node:readline';
import vm from 'node:vm';

const require = createRequire(new URL('../browser/', import.meta.url));
const [, , reader, from, until] = process.argv;
const FROM = Number(from), UNTIL = Number(until), MOST = 20000, SECONDS = 30;
const library = require(reader).default ?? require(reader); // before the clock of a first answer runs

function withIcalJs(text) {
	const calendar = new library.Component(library.parse(text)), found = [];
	const zones = new Map(calendar.getAllSubcomponents('vtimezone').map((z) => [z.getFirstPropertyValue('tzid'), new library.Timezone(z)]));
	for (const zone of zones.values())
		library.TimezoneService.register(zone);
	for (const component of calendar.getAllSubcomponents('vevent')) {
		const event = new library.Event(component), days = event.iterator();
		for (let next, n = 0; (next = days.next()) && n < MOST; n++) {
			const start = next.toUnixTime();
			if (start >= UNTIL)
				break;
			if (start >= FROM)
				found.push([start, event.getOccurrenceDetails(next).endDate.toUnixTime()]);
		}
	}
	return found;
}

const seconds = (date) => Math.round(date.getTime() / 1000);

function withNodeIcal(text) {
	const found = [];
	for (const event of Object.values(library.sync.parseICS(text))) {
		if (event.type !== 'VEVENT')
			continue;
		for (const one of library.expandRecurringEvent(event, { from: new Date(FROM * 1000), to: new Date(UNTIL * 1000) }))
			if (seconds(one.start) >= FROM && seconds(one.start) < UNTIL)
				found.push([seconds(one.start), seconds(one.end)]);
	}
	return found;
}

// A reader that looks for ever for what never comes is stopped.
globalThis.read = { 'ical.js': withIcalJs, 'node-ical': withNodeIcal }[reader];
for await (const line of readline.createInterface({ input: process.stdin })) {
	let answer;
	try {
		globalThis.text = JSON.parse(line);
		answer = vm.runInThisContext('read(text)', { timeout: SECONDS * 1000 }).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
	} catch (error) {
		answer = `${error.message}`;
	}
	process.stdout.write(`${JSON.stringify(answer)}\n`);
}
