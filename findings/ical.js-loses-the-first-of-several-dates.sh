#!/bin/bash
# Guess:   DTSTART is the first meeting, whatever follows (RFC 5545 §3.8.5.3: it "defines the first instance"); RDATE adds others.
# Tried:   ical.js 2.2.1, ical-expander 3.2.0 (npm), emacs-nox 28.2 (Debian 12, icalendar.el), khal 1:0.10.5-1.1 (Debian 12),
#          2026-11-30; a valid event on 1 December with RDATE 3 and 10 December and no RRULE.
# Does:    ical.js lists the two further dates and not the first. Emacs imports nothing of an event that has RDATE. khal shows three.
#          With RRULE:FREQ=DAILY;COUNT=1 beside, ical.js lists all three and Emacs at least the first.
# Seen:    ical.js "2026-12-03 2026-12-10".
# Matters: a meeting and its two repetitions: who subscribed misses the next one. Write a rule of one beside RDATE, or an event for
#          each date.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Unpacks Debian packages, with what they need and this machine lacks, below $tmp/root; installs nothing.
debian() {
	mkdir -p "$tmp/debs/partial"
	for package; do apt-cache show "$package" >"$tmp/log" 2>&1 || { timeout 300 apt-get -qq update || true; break; }; done
	if ! { cd "$tmp/debs" && timeout 300 apt-get -q download "$@" &&
		timeout 600 apt-get -q -y --no-install-recommends --download-only -o Debug::NoLocking=1 \
			-o Dir::Cache::archives="$tmp/debs" install "$@"; } >"$tmp/log" 2>&1; then
		cat "$tmp/log" >&2
		echo "cannot be had here: $*" >&2
		exit 2
	fi
	for deb in "$tmp"/debs/*.deb; do dpkg -x "$deb" "$tmp/root"; done
	export PATH=$tmp/root/usr/bin:$PATH
	LD_LIBRARY_PATH=$(find "$tmp/root" -name 'lib*.so*' -printf '%h\n' | sort -u | paste -s -d :)
	export LD_LIBRARY_PATH
	cd "$tmp"
}

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

debian emacs-nox='1:28.2*' emacs-common='1:28.2*' emacs-el='1:28.2*' khal=1:0.10.5-1.1
packages ical.js@2.2.1 ical-expander@3.2.0
export TZ=UTC

calendar() { # further lines
	printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//x//y//EN BEGIN:VEVENT UID:1@x.example DTSTAMP:20261101T000000Z \
		SUMMARY:Workshop DTSTART:20261201T170000Z DTEND:20261201T180000Z RDATE:20261203T170000Z RDATE:20261210T170000Z \
		"$@" END:VEVENT END:VCALENDAR
}
calendar >plain.ics
calendar 'RRULE:FREQ=DAILY;COUNT=1' >rule.ics

cat >list.mjs <<'X'
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ICAL from 'ical.js';
const IcalExpander = createRequire(import.meta.url)('ical-expander');
const ics = readFileSync(process.argv[2], 'utf8'), day = (t) => t.toString().slice(0, 10);
const dates = new ICAL.Event(new ICAL.Component(ICAL.parse(ics)).getFirstSubcomponent('vevent')).iterator();
const listed = [];
for (let t; listed.length < 9 && (t = dates.next());) listed.push(day(t));
const all = new IcalExpander({ ics }).between(new Date('2026-11-01'), new Date('2027-02-01'));
console.log(listed.join(' '));
console.log([...all.events, ...all.occurrences].map((e) => day(e.startDate)).join(' '));
X
cat >list.el <<'X'
(require 'icalendar)
(require 'diary-lib)
(setq calendar-date-style 'iso icalendar-import-format "%s" inhibit-message t diary-display-function #'ignore)
(dolist (name '("plain" "rule"))
  (let ((diary-file (expand-file-name (concat name ".diary"))) days)
    (write-region "" nil diary-file)
    (with-temp-buffer
      (insert-file-contents (concat name ".ics"))
      (icalendar-import-buffer diary-file t t))
    (dolist (day '(1 3 10))
      (when (diary-list-entries (list 12 day 2026) 1 t) (push (format "2026-12-%02d" day) days)))
    (princ (format "%s %s\n" name (mapconcat #'identity (nreverse days) " ")))))
X
cat >khal.conf <<X
[calendars]
[[c]]
path = $tmp/calendar
[sqlite]
path = $tmp/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
X
share=$tmp/root/usr/share/emacs
EMACSLOADPATH=$(find "$share" -type d -path '*/28*/lisp*' -printf '%p:') EMACSDATA=$share/28.2/etc HOME=$tmp \
	timeout 60 emacs-nox -Q --batch -l list.el >emacs.out 2>log || cat log
mkdir calendar
cp plain.ics calendar/
expect "ical.js" "2026-12-03 2026-12-10" "$(timeout 30 node list.mjs plain.ics | sed -n 1p)"
expect "ical-expander" "2026-12-03 2026-12-10" "$(timeout 30 node list.mjs plain.ics | sed -n 2p)"
expect "ical.js, with a rule of one" "2026-12-01 2026-12-03 2026-12-10" "$(timeout 30 node list.mjs rule.ics | sed -n 1p)"
expect "Emacs" "plain " "$(grep ^plain emacs.out)"
expect "Emacs, with a rule of one" "rule 2026-12-01" "$(grep ^rule emacs.out)"
expect "khal" "2026-12-01 2026-12-03 2026-12-10" "$(HOME=$tmp LC_ALL=C.UTF-8 \
	PYTHONPATH=$tmp/root/usr/lib/python3/dist-packages:/usr/lib/python3/dist-packages \
	timeout 60 "$(command -v python3.11)" "$(command -v khal)" -c khal.conf list --format '{start-date}' --day-format '' 2026-11-01 90d |
	paste -s -d ' ')"

exit "$changed"
