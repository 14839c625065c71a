#!/usr/bin/env python3
"""Holds the code to the table of rooms in the design: who may include whom, and what the answering
program links. Reads the compiler's own dependency files and `ldd`.

usage: layers.py BUILD_DIR [PROGRAM]
"""
import re
import subprocess
import sys
from pathlib import Path

# From the ground up: a room may see the rooms above it in this list that its row names.
ANSWER = {"base", "texts", "calendar", "kinds", "view", "edition", "search", "query", "mustache", "face", "answer", "pages", "web"}
MAY = {
    "base": set(),
    "texts": {"base"},
    "calendar": {"base"},
    "kinds": {"base"},
    # answering
    "view": {"base", "texts", "calendar"},
    "mustache": {"base", "texts"},
    "face": {"base", "texts", "calendar", "view", "mustache"},
    "edition": {"base", "calendar", "kinds", "view"},
    "search": {"base", "calendar", "kinds", "view", "edition"},
    "query": {"base", "texts", "calendar", "kinds", "view", "edition", "search"},
    "answer": {"base", "texts", "calendar", "kinds", "view", "face", "edition", "query"},
    "pages": {"base", "texts", "calendar", "kinds", "view", "face", "edition", "query", "answer"},
    "web": {"base", "texts", "calendar", "kinds", "view", "face", "edition", "query", "answer", "pages"},
    "fcgi": {"base", "answer", "web"},
    # reading what authors wrote
    "finding": {"base", "texts"},
    "source": {"base"},
    "yaml": {"base", "finding"},
    "locale": {"base", "calendar"},
    "doc": {"base", "calendar", "source", "locale", "kinds"},
    "hub": {"base", "calendar", "finding", "source", "yaml", "locale", "kinds", "doc"},
    "guideline": {"base", "calendar", "finding", "source", "yaml", "locale", "kinds", "doc", "hub"},
    "parse": {"base", "calendar", "finding", "source", "yaml", "locale", "kinds", "doc", "hub", "guideline"},
    "link": {"base", "calendar", "finding", "source", "yaml", "locale", "kinds", "doc", "hub", "guideline", "parse"},
    "content": {"base", "calendar", "finding", "source", "yaml", "locale", "kinds", "doc", "hub", "guideline", "parse", "link"},
    "picture": {"base", "finding"},
    "media": {"base", "picture"},
    "markdown": {"base", "finding", "picture"},
    "shell": {"base", "finding"},
    # writing an edition
    "write": {"base", "calendar", "kinds", "source", "view", "edition", "search"},
    "shelf": {"base", "calendar", "kinds", "source", "view", "edition", "write"},
}
CONTENT = {"base", "calendar", "finding", "source", "yaml", "locale", "kinds", "doc", "hub", "guideline", "parse", "link", "content"}
PUBLISH = CONTENT | {"texts"} | {"picture", "markdown", "shell", "edition", "search", "write", "shelf", "view", "mustache", "face", "cli"}
ASK = {"query", "answer", "web"}
MAY |= {
    "cli": {"base", "texts", "calendar"},
    "websub": {"base", "calendar", "kinds", "view", "edition", "query", "face", "web", "answer"},
    "publish": PUBLISH,
    "push": PUBLISH | {"publish"},
    "adopt": PUBLISH | {"publish", "push"},
    "preview": PUBLISH | ASK | {"publish"},
    "report": PUBLISH | ASK | {"publish"},
    "export": ASK | {"base", "texts", "calendar", "kinds", "view", "edition", "mustache", "face", "cli"},
    "teamhub": PUBLISH | ASK | {"publish", "push", "adopt", "preview", "report", "export"},
}
# public header → room; others carry their room's name
HEADER = {"settings": "hub", "commands": "teamhub", "options": "teamhub", "environment": "teamhub", "face_html": "face", "face_share": "face", "rules": "finding", "routes": "kinds", "feeds": "kinds", "params": "kinds", "kind_bits": "kinds", "field_types": "kinds", "fields": "kinds", "doc": "doc", "doc_parts": "doc", "parsed_doc": "doc", "linked_doc": "doc", "palette": "hub", "site": "hub", "plan": "link",
          "ask": "edition", "rows": "edition", "row_desc": "edition", "event_row": "edition", "words": "search", "searching": "search", "report": "query", "exchange": "answer", "metrics": "answer", "request": "answer", "hub_site": "answer", "selection": "answer", "page": "answer", "route": "pages", "writing": "write",
          "publish_steps": "publish", "publish_shell": "publish", "publish_parse_cache": "publish", "publish_history": "publish", "publish_report": "publish",
          "recur": "calendar", "cmd": "cli", "spawn": "cli", "file": "base", "encoding": "base", "digest": "base", "json": "base", "process": "base", "helper": "base", "media": "picture"}
# No parser of what authors write. libstemmer is none (tables and loops over one word, no
# dependency): a question must be stemmed by the very code that stemmed the texts.
FORBIDDEN = ["libgit2", "libyaml", "libmarkdown", "libcmark", "libvips", "libicu", "libgumbo", "libglib",
             "libmicrohttpd", "libcurl", "libpng", "libjansson"]
# the one file that may name a library's header
ONLY = {
    "git2.h": "cgi/source/git", "mkdio.h": "cgi/markdown/discount.c", "cmark-gfm.h": "cgi/markdown/commonmark.c", "yaml.h": "cgi/yaml/yaml.c", "jansson.h": ("cgi/yaml/json.c", "cgi/teamhub/"),
    "vips/vips.h": "cgi/media/", "pango/pangocairo.h": "cgi/media/", "librsvg/rsvg.h": "cgi/media/start.c", "webp/mux.h": "cgi/media/webp.c",
    "seccomp.h": "cgi/media/confine.c", "linux/landlock.h": "cgi/media/confine.c", "fcgiapp.h": "cgi/fcgi/",
    "sqlite3.h": ("cgi/edition/", "cgi/query/", "cgi/search/", "cgi/write/", "cgi/shelf/"),
    "sha1.h": "cgi/base/digest.c", "sha2.h": "cgi/base/digest.c",
    "libstemmer.h": "cgi/search/words.c",
    "libxml/xmlwriter.h": "cgi/face/", "libical/ical.h": ("cgi/calendar/", "cgi/face/ical"), "qrencode.h": "cgi/face/qr.c", "zlib.h": ("cgi/face/png.c", "cgi/base/encoding.c"), "brotli/encode.h": "cgi/base/encoding.c",
    "toml++/toml.h": "cgi/yaml/toml_walk.cc", "microhttpd.h": "cgi/preview/preview_http.c", "curl/curl.h": "cgi/websub/ask.c",
}


def stale_names():
    """Comments and READMEs are the tour of the house: a file opens with its own name, and names no file that is gone."""
    faults = []
    files = [p for folder in ("cgi", "include", "tests", "nginx", "themes") for p in Path(folder).rglob("*")]
    there = {str(p) for p in files} | {p.name for p in files}
    tour = list(Path("cgi").rglob("*.[ch]")) + list(Path("include").rglob("*.h")) + list(Path("cgi").rglob("README.md"))
    for path in sorted(tour):
        text = path.read_text()
        if path.suffix != ".md":
            if not text.startswith(f"/* {path.name} -- "):
                faults.append(f"{path}: does not open with /* {path.name} -- what it is for")
            text = "\n".join(re.findall(r"/\*.*?\*/", text, re.S))
        for name in re.findall(r"(?<![\w/<.*-])(?:[a-z_]+/)*[a-z_]+\.(?:c|h|def|sql|awk)(?![\w(*])", text):
            places = (name, f"cgi/{name}", f"include/{name}", f"{path.parent}/{name}")
            if not any(place in there for place in places):
                faults.append(f"{path}: names {name}, which does not exist")
    return faults


def functions_without_caller(build):
    """What only tests call is no part of the house: it goes, earns a caller, or moves to the tests."""
    objects = [o for o in build.glob("cgi/**/*.o") if any(o.relative_to(build).with_suffix(s).exists() for s in (".c", ".cc"))]
    defined, used = {}, set()
    out = subprocess.run(["nm", "-A", *objects], capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        place, *_, kind, name = line.split()
        if kind == "U":
            used.add(name)
        elif kind in "TDRB" and not name.startswith("_Z") and name != "main":
            defined[name] = Path(place.split(":")[0])
    faults = []
    for name, obj in sorted(defined.items()):
        if name in used:
            continue
        # In its own file the compiler may have put it in the place of each call.
        text = re.sub(r"/\*.*?\*/", "", obj.relative_to(build).with_suffix(".c").read_text(), flags=re.S)
        relocations = subprocess.run(["readelf", "-rW", obj], capture_output=True, text=True, check=True).stdout
        if len(re.findall(rf"\b{name}\b", text)) < 2 and not re.search(rf"\b{name}\b", relocations):
            faults.append(f"{obj.relative_to(build).with_suffix('.c')}: nothing but tests calls {name}")
    return faults


def main(build, program=None):
    faults = functions_without_caller(build)
    for dep in sorted(build.glob("cgi/**/*.d")):
        source = dep.relative_to(build).with_suffix(".c")
        if not source.exists():
            continue
        room = source.parts[1]
        first = dep.read_text().replace("\\\n", " ").split("\n")[0]
        for header in first.split(":", 1)[1].split():
            public = re.match(r"include/teamhub/(\w+)\.(?:h|def)$", header)
            private = re.match(r"cgi/(\w+)/.*\.(h|def)$", header)
            if not (public or private):
                continue
            target = HEADER.get(public[1], public[1]) if public else private[1]
            if target == room:
                continue
            if private:
                faults.append(f"{source}: {header} is private to its room")
            elif target not in MAY[room]:
                faults.append(f"{source}: room {room} may not include {header}")
    faults += stale_names()
    lines = {}
    for source in sorted(Path("cgi").glob("**/*.[ch]")):
        text = source.read_text()
        lines[source.parts[1]] = lines.get(source.parts[1], 0) + text.count("\n")
        for header, owner in ONLY.items():
            if re.search(rf"#include <{re.escape(header)}>", text) and not str(source).startswith(owner):
                faults.append(f"{source}: only {owner} may include <{header}>")
    for room, n in lines.items():
        if room not in MAY:
            faults.append(f"cgi/{room}: is not in the table of rooms (tests/layers.py)")
    # A push starts it twice: what is slow to load is in programs of its own, started when needed.
    publisher = build / "teamhub"
    if publisher.exists():
        out = subprocess.run(["readelf", "-d", publisher], capture_output=True, text=True, check=True).stdout
        for lib in ["libvips", "libpango", "libglib", "libmicrohttpd", "libcurl"]:
            if lib in out:
                faults.append(f"{publisher}: links {lib}, which belongs into a program of its own")
    if program:
        out = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True).stdout
        for lib in FORBIDDEN:
            if lib in out:
                faults.append(f"{program}: links {lib}")
        symbols = subprocess.run(["nm", "-D", "--undefined-only", program], capture_output=True, text=True,
                                 check=True).stdout
        for symbol in re.findall(r"\bical\w*(?:_from_string|parser_\w+)", symbols):
            faults.append(f"{program}: lets libical read: {symbol}")
        for symbol in re.findall(r"\b(?:xml|html)(?:Parse|Read|CtxtRead|SAX|CreatePush)\w*", symbols):
            faults.append(f"{program}: uses the parser {symbol}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))
