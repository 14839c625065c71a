#!/bin/bash
# Guess:   a yearly rule with months and BYMONTHDAY=-1 gives the last day of each of them; a month without the 31st is passed over.
# Tried:   ical.js 2.2.1, node-ical 0.26.1 (npm), 2026-11-30; "the last day of April, July and October" every second year, and
#          "the 29th to 31st of February, March, August and December" every second year.
# Does:    ical.js counts from the length of another month: 30 April is given as 1 May in leap years; 29 and 30 February come as
#          1 and 2 March. No error. node-ical is right. As a monthly rule for each month (FREQ=MONTHLY;INTERVAL=24) both are right.
# Seen:    2028-05-01 for 2028-04-30; 2028-03-01 2028-03-02 beside the days that are meant.
# Matters: Thunderbird and Nextcloud read with ical.js: the closing of a quarter is shown a day late, on a public holiday.
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
const [, , start, rule, year] = process.argv;
const ics = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', 'BEGIN:VEVENT', 'UID:1@x.example', 'DTSTAMP:20260101T000000Z',
	'SUMMARY:Closing', `DTSTART:${start}T120000Z`, `DTEND:${start}T130000Z`, `RRULE:${rule}`, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const dates = new ICAL.Event(new ICAL.Component(ICAL.parse(ics)).getFirstSubcomponent('vevent')).iterator(), listed = [];
for (let t; (t = dates.next()) && t.year <= year;)
	if (t.year === Number(year)) listed.push(t.toString().slice(0, 10));
const { rrule } = Object.values(nodeIcal.parseICS(ics)).find((c) => c.type === 'VEVENT');
console.log(listed.sort().join(' '));
console.log(rrule.between(new Date(`${year}-01-01`), new Date(`${year}-12-31T23:00:00Z`), true).map((d) => d.toISOString().slice(0, 10)).join(' '));
X
for part in '20260430 FREQ=YEARLY;INTERVAL=2;BYMONTH=4,7,10;BYMONTHDAY=-1' '20260329 FREQ=YEARLY;INTERVAL=2;BYMONTH=2,3,8,12;BYMONTHDAY=29,30,31' \
	'20260430 FREQ=MONTHLY;INTERVAL=24;BYMONTHDAY=-1'; do
	read -r start rule <<<"$part"
	timeout 60 node list.mjs "$start" "$rule" 2028
done >out
meant="2028-02-29 2028-03-29 2028-03-30 2028-03-31 2028-08-29 2028-08-30 2028-08-31 2028-12-29 2028-12-30 2028-12-31"
expect "ical.js, last days of quarters" "2028-05-01 2028-07-31 2028-10-31" "$(sed -n 1p out)"
expect "node-ical, last days of quarters" "2028-04-30 2028-07-31 2028-10-31" "$(sed -n 2p out)"
expect "ical.js, 29th to 31st" "2028-02-29 2028-03-01 2028-03-02 ${meant#* }" "$(sed -n 3p out)"
expect "node-ical, 29th to 31st" "$meant" "$(sed -n 4p out)"
expect "ical.js, as a monthly rule" "2028-04-30" "$(sed -n 5p out)"

exit "$changed"
