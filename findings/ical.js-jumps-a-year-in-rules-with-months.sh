#!/bin/bash
# Guess:   the order of a list in a rule means nothing, and a monthly rule with BYMONTH gives its days in order, COUNT of them.
# Tried:   ical.js 2.2.1, node-ical 0.26.1 (npm; it asks rrule-temporal or rrule), 2026-11-30; "first Tuesday in March, June and
#          December" from 1 December 2026, four times; and "Tuesday of week 49".
# Does:    ical.js answers with the December after next before the March between when BYMONTH names December first; in ascending
#          order one of the four is lost. BYWEEKNO is taken for "every week from then on". No error. node-ical is right.
# Seen:    2026-12-01 2027-12-07 2027-03-02 2027-06-01; ascending: 2026-12-01 2027-03-02 2027-06-01; week 49: 12-08 12-15 12-22.
# Matters: Thunderbird and Nextcloud read with ical.js: a quarterly meeting is missed, or one a year away is shown next. As a
#          yearly rule (FREQ=YEARLY;BYMONTH=3,6,12;BYDAY=1TU) the same meetings are right.
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

cat >list.mjs <<'X'
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
process.env.TZ = 'UTC';
for (const rule of process.argv.slice(2)) {
	const ics = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', 'BEGIN:VEVENT', 'UID:1@x.example', 'DTSTAMP:20261101T000000Z',
		'SUMMARY:Workshop', 'DTSTART:20261201T170000Z', 'DTEND:20261201T180000Z', `RRULE:${rule}`, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
	const dates = new ICAL.Event(new ICAL.Component(ICAL.parse(ics)).getFirstSubcomponent('vevent')).iterator(), listed = [];
	for (let t; listed.length < 9 && (t = dates.next());) listed.push(t.toString().slice(0, 10));
	const { rrule } = Object.values(nodeIcal.parseICS(ics)).find((c) => c.type === 'VEVENT');
	console.log(listed.join(' '));
	console.log(rrule.between(new Date('2026-11-01'), new Date('2030-01-01'), true).map((d) => d.toISOString().slice(0, 10)).join(' '));
}
X
timeout 60 node list.mjs 'FREQ=MONTHLY;BYMONTH=12,3,6;BYDAY=1TU;COUNT=4' 'FREQ=MONTHLY;BYMONTH=3,6,12;BYDAY=1TU;COUNT=4' \
	'FREQ=YEARLY;BYWEEKNO=49;BYDAY=TU;COUNT=3' 'FREQ=YEARLY;BYMONTH=3,6,12;BYDAY=1TU;COUNT=4' >out
right="2026-12-01 2027-03-02 2027-06-01 2027-12-07"
expect "ical.js, BYMONTH=12,3,6" "2026-12-01 2027-12-07 2027-03-02 2027-06-01" "$(sed -n 1p out)"
expect "node-ical, BYMONTH=12,3,6" "$right" "$(sed -n 2p out)"
expect "ical.js, BYMONTH=3,6,12" "2026-12-01 2027-03-02 2027-06-01" "$(sed -n 3p out)"
expect "node-ical, BYMONTH=3,6,12" "$right" "$(sed -n 4p out)"
expect "ical.js, week 49" "2026-12-08 2026-12-15 2026-12-22" "$(sed -n 5p out)"
expect "node-ical, week 49" "2026-12-01 2027-12-07 2028-12-05" "$(sed -n 6p out)"
expect "ical.js, as a yearly rule" "$right" "$(sed -n 7p out)"

exit "$changed"
