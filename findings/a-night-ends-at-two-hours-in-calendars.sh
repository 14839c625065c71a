#!/bin/bash
# Guess:   "every Saturday, 10 pm to 7 am" ends at seven in every calendar.
# Tried:   ical.js 2.2.1, node-ical 0.26.1 (npm), 2026-11-30; khal 0.10.5, recurring-ical-events 2.0.1 by hand; the Saturday
#          before 25 October 2026, Europe/Berlin, as a weekly rule with DTSTART, DTEND and the VTIMEZONE beside it.
# Does:    ical.js ends at seven on the wall, ten hours after; node-ical, khal and recurring-ical-events nine hours after, at six.
#          RFC 5545 wants the exact duration of the first meeting, so six: not what was written.
# Seen:    ical.js 2026-10-25T06:00Z; node-ical 2026-10-25T05:00Z.
# Matters: whoever leaves a shift or fetches a child by a subscribed calendar is there an hour early or late, twice a year; no form of
#          DTEND or DURATION is read alike. A single meeting in UTC beside the rule (and EXDATE) is.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Installs packages of npm, without their scripts, below $tmp.
packages() {
	cd "$tmp"
	if ! timeout 600 npm install --ignore-scripts --no-audit --no-fund --before 2026-12-01 "$@" >"$tmp/log" 2>&1; then
		cat "$tmp/log" >&2
		echo "cannot be had here: $*" >&2
		exit 2
	fi
}

changed=0
expect() { # what, as stated, as seen now
	printf '%s\n  stated: %s\n  seen:   %s\n' "$1" "$2" "$3"
	[ "$2" = "$3" ] || changed=1
}

packages ical.js@2.2.1 node-ical@0.26.1

cat >night.mjs <<'X'
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
const zone = ['BEGIN:VTIMEZONE', 'TZID:Europe/Berlin', 'BEGIN:STANDARD', 'DTSTART:20201025T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100',
	'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART:20200329T020000', 'TZOFFSETFROM:+0100',
	'TZOFFSETTO:+0200', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT', 'END:VTIMEZONE'];
const ics = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...zone, 'BEGIN:VEVENT', 'UID:1@x.example', 'DTSTAMP:20260101T000000Z',
	'SUMMARY:Night', 'DTSTART;TZID=Europe/Berlin:20261017T220000', 'DTEND;TZID=Europe/Berlin:20261018T070000', 'RRULE:FREQ=WEEKLY;COUNT=2',
	'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const calendar = new ICAL.Component(ICAL.parse(ics));
ICAL.TimezoneService.register(new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')));
const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')), nights = event.iterator();
for (const night of [nights.next(), nights.next()])
	console.log(event.getOccurrenceDetails(night).endDate.toJSDate().toISOString().slice(0, 16));
const read = Object.values(nodeIcal.parseICS(ics)).find((c) => c.type === 'VEVENT');
for (const night of nodeIcal.expandRecurringEvent(read, { from: new Date('2026-10-01'), to: new Date('2026-11-01') }))
	console.log(night.end.toISOString().slice(0, 16));
X
TZ=UTC timeout 60 node night.mjs >out
expect "ical.js, a night before" "2026-10-18T05:00" "$(sed -n 1p out)"
expect "ical.js, the night of the change" "2026-10-25T06:00" "$(sed -n 2p out)"
expect "node-ical, a night before" "2026-10-18T05:00" "$(sed -n 3p out)"
expect "node-ical, the night of the change" "2026-10-25T05:00" "$(sed -n 4p out)"

exit "$changed"
