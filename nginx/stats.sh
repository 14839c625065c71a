#!/bin/bash
# stats.sh -- a report of an access log in the format `teamhub` (or combined): HTML by goaccess, and on standard
# output what each campaign brought. No cookie, no script in the pages: only what the server saw anyway.
# Called by `make stats`.
#
# usage: stats.sh LOG REPORT.html
set -eu
[ $# = 2 ] || { sed -n 's/^# usage/usage/p' "$0" >&2; exit 2; }
log=$1 report=$2
[ -s "$log" ] || { echo "stats: $log is not there or empty: name another one by LOG=" >&2; exit 1; }
command -v goaccess >/dev/null || { echo "stats: goaccess is missing: apt-get install goaccess" >&2; exit 1; }

# Its panel of hosts would keep a row for each address however it masks them: a row for each person.
goaccess "$log" --no-global-config --log-format=COMBINED --anonymize-ip --ignore-panel=HOSTS --ignore-crawlers --no-progress \
	--html-report-title="Teamhub" -o "$report" >/dev/null
echo "$report"

# A page that was opened by a link with ?c=TAG or ?utm_campaign=TAG; the share kit itself and its frames do not
# count.
awk '
	$6 == "\"GET" && $9 ~ /^(200|304)$/ && $7 !~ /\/(feeds|fragments|oembed|assets|media)(\/|\?)/ &&
	match($7, /[?&](c|utm_campaign)=[A-Za-z0-9._-]+/) {
		tag = substr($7, RSTART, RLENGTH)
		sub(/^[^=]*=/, "", tag)
		path = $7
		sub(/\?.*/, "", path)
		n[substr(tag, 1, 40) "\t" path]++
	}
	END {
		for (k in n) {
			split(k, part, "\t")
			printf "%7d  %-24s %s\n", n[k], part[1], part[2]
		}
	}' "$log" | sort -k2,2 -k1,1nr
