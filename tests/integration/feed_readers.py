#!/usr/bin/python3
"""For feed_readers.test.mjs: addresses of feeds as lines, what feedparser makes of each as JSON."""
import calendar
import json
import sys

import feedparser


def instant(t):
    return calendar.timegm(t) if t else None


def read(url):
    d = feedparser.parse(url)
    return {"bozo": int(bool(d.bozo)), "next": next((x.href for x in d.feed.get("links", []) if x.rel == "next"), None),
            "entries": [{"id": e.get("id"), "title": e.get("title"), "link": e.get("link"), "published": instant(e.get("published_parsed")),
                         "updated": instant(e.get("updated_parsed", None)) if "updated" in e else None,
                         "html": e.content[0].value if "content" in e else e.get("summary", "")} for e in d.entries]}


print(json.dumps({url: read(url) for url in sys.stdin.read().split()}))
