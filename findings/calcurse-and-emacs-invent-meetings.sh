#!/bin/bash
# Guess:   a calendar that imports a rule it does not know refuses the event, says so, or shows the first date alone.
# Tried:   calcurse 4.7.1-1, emacs-nox 28.2 (Debian 12, icalendar.el), 2026-11-30; valid rules: the last working day of the
#          month, every second week on Tuesday and Thursday, the first Tuesday of every third month.
# Does:    calcurse drops BYSETPOS and keeps the rest: a meeting every working day. Emacs drops INTERVAL beside two weekdays and in
#          monthly rules: twice as many weekly and three times as many quarterly meetings. Both report a clean import.
# Seen:    calcurse 2026-12-31 2027-01-01 2027-01-04 instead of 2026-12-31 2027-01-29 2027-02-26.
# Matters: people come to meetings that are none. Rules of the simplest shape, or single events, are what all calendars read alike.
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

changed=0
expect() { # what, as stated, as seen now
	printf '%s\n  stated: %s\n  seen:   %s\n' "$1" "$2" "$3"
	[ "$2" = "$3" ] || changed=1
}

debian calcurse=4.7.1-1 emacs-nox='1:28.2*' emacs-common='1:28.2*' emacs-el='1:28.2*'
export TZ=UTC LC_ALL=C.UTF-8

calendar() { # start, rule
	printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//x//y//EN BEGIN:VEVENT UID:1@x.example DTSTAMP:20261101T000000Z \
		SUMMARY:Workshop "DTSTART:$1" DURATION:PT1H "RRULE:$2" END:VEVENT END:VCALENDAR
}
calendar 20261231T170000Z 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3' >workday.ics
calendar 20261201T170000Z 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20261217T170000Z' >second.ics
calendar 20261201T170000Z 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU;UNTIL=20270301T170000Z' >quarter.ics

calcurse_shows() {
	mkdir "calcurse-$1"
	timeout 30 calcurse -D "calcurse-$1" -C "calcurse-$1" -q -i "$1.ics" >/dev/null
	timeout 30 calcurse -D "calcurse-$1" -C "calcurse-$1" -Q --from 12/01/2026 --to 06/30/2027 --filter-type cal |
		sed -n 's/^\(..\)\/\(..\)\/\(..\):$/20\3-\1-\2/p' | paste -s -d ' '
}
cat >list.el <<'X'
(require 'icalendar)
(require 'diary-lib)
(setq calendar-date-style 'iso icalendar-import-format "%s" inhibit-message t diary-display-function #'ignore)
(dolist (name '("second" "quarter"))
  (let ((diary-file (expand-file-name (concat name ".diary"))) days)
    (write-region "" nil diary-file)
    (with-temp-buffer
      (insert-file-contents (concat name ".ics"))
      (icalendar-import-buffer diary-file t t))
    (dotimes (i 120)
      (let ((date (calendar-gregorian-from-absolute (+ i (calendar-absolute-from-gregorian '(12 1 2026))))))
        (when (diary-list-entries date 1 t)
          (push (format "%04d-%02d-%02d" (nth 2 date) (nth 0 date) (nth 1 date)) days))))
    (princ (format "%s %s\n" name (mapconcat #'identity (nreverse days) " ")))))
X
share=$tmp/root/usr/share/emacs
EMACSLOADPATH=$(find "$share" -type d -path '*/28*/lisp*' -printf '%p:') EMACSDATA=$share/28.2/etc HOME=$tmp \
	timeout 60 emacs-nox -Q --batch -l list.el >emacs.out 2>log || cat log
expect "calcurse, last working day of the month" "2026-12-31 2027-01-01 2027-01-04" "$(calcurse_shows workday)"
expect "calcurse, every second week on two days" "2026-12-01 2026-12-03 2026-12-15 2026-12-17" "$(calcurse_shows second)"
expect "Emacs, every second week on two days" "second 2026-12-01 2026-12-03 2026-12-08 2026-12-10 2026-12-15 2026-12-17" \
	"$(grep ^second emacs.out)"
expect "Emacs, every third month" "quarter 2026-12-01 2027-01-05 2027-02-02" "$(grep ^quarter emacs.out)"

exit "$changed"
