#!/bin/bash
# Guess:   a date of Atom is an instant; 08:00+09:00 and 23:00Z of the day before are the same moment in any reader.
# Tried:   elpa-elfeed 3.4.1-1 with emacs-nox 28.2 (Debian 12), 2026-11-30; a valid Atom feed and a valid RSS feed.
# Does:    elfeed reads ISO 8601 up to the seconds and drops the offset behind them, so Atom is off by it; the same instant
#          in RSS (RFC 822) is right.
# Seen:    Atom 2026-03-01T08:00:00+09:00 → 2026-03-01 08:00 UTC, nine hours late; RSS the same instant → 2026-02-28 23:00 UTC.
# Matters: entries of one day change places, "today" is wrong, and a reader filtering by time passes over a story. Dates in
#          Atom belong in UTC with Z, whatever zone the company writes in.
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

debian elpa-elfeed=3.4.1-1 emacs-nox='1:28.2*' emacs-common='1:28.2*' emacs-el='1:28.2*'

cat >feed.atom <<'X'
<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:x.example,2026:f</id><title>Werk</title><updated>2026-11-20T08:00:00Z</updated>
<author><name>Anna</name></author><link rel="self" href="https://x.example/feed.atom"/>
<entry><id>tag:x.example,2026:1</id><title>Japan</title><link href="https://x.example/1"/>
<published>2026-03-01T08:00:00+09:00</published><updated>2026-03-01T08:00:00+09:00</updated><content>x</content></entry>
<entry><id>tag:x.example,2026:2</id><title>UTC</title><link href="https://x.example/2"/>
<published>2026-02-28T23:00:00Z</published><updated>2026-02-28T23:00:00Z</updated><content>x</content></entry></feed>
X
cat >feed.rss <<'X'
<rss version="2.0"><channel><title>Werk</title><link>https://x.example/</link><description>d</description>
<item><title>Japan</title><link>https://x.example/1</link><pubDate>Sun, 01 Mar 2026 08:00:00 +0900</pubDate></item>
<item><title>UTC</title><link>https://x.example/2</link><pubDate>Sat, 28 Feb 2026 23:00:00 +0000</pubDate></item></channel></rss>
X
cat >dates.el <<'X'
(require 'elfeed)
(dolist (file '("feed.atom" "feed.rss"))
  (with-temp-buffer
    (insert-file-contents file)
    (let ((xml (elfeed-xml-parse-region (point-min) (point-max))))
      (dolist (entry (if (eq (elfeed-feed-type xml) :rss)
                         (elfeed-entries-from-rss "https://x.example/feed" xml)
                       (elfeed-entries-from-atom "https://x.example/feed" xml)))
        (princ (format "%s %s %s\n" file (elfeed-entry-title entry)
                       (format-time-string "%F %R" (elfeed-entry-date entry) t)))))))
X
share=$tmp/root/usr/share/emacs
EMACSLOADPATH=$share/site-lisp/elpa-src/elfeed-3.4.1:$(find "$share" -type d -path '*/28*/lisp*' -printf '%p:') \
	EMACSDATA=$share/28.2/etc HOME=$tmp timeout 60 emacs-nox -Q --batch -l dates.el >out 2>log || cat log
expect "Atom, 08:00 at +09:00" "feed.atom Japan 2026-03-01 08:00" "$(grep 'atom Japan' out)"
expect "Atom, the same instant with Z" "feed.atom UTC 2026-02-28 23:00" "$(grep 'atom UTC' out)"
expect "RSS, 08:00 at +0900" "feed.rss Japan 2026-02-28 23:00" "$(grep 'rss Japan' out)"

exit "$changed"
