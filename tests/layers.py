#!/usr/bin/env python3
"""Holds the code to the table of rooms in the design: who may include whom, and what the answering
program links. Reads the compiler's own dependency files and `ldd`.

usage: layers.py BUILD_DIR [PROGRAM]
"""
import re
import subprocess
import sys
from pathlib import Path

# room → rooms whose headers it may see
MAY = {
    "base": set(),
    "calendar": {"base"},
    "finding": {"base"},
    "source": {"base"},
    "view": {"base", "calendar"},
    "mustache": {"base"},
    "render": {"base", "calendar", "finding", "source"},
    "content": {"base", "calendar", "finding", "source"},
    "edition": {"base", "calendar", "finding", "source", "content", "render", "view"},
    "face": {"base", "calendar", "view", "mustache"},
    "web": {"base", "calendar", "edition", "view", "face"},
    "fcgi": {"base", "calendar", "web", "edition", "view", "face"},
    "teamhub": {"base", "calendar", "finding", "source", "content", "render", "edition", "view", "mustache", "face", "web"},
}
# public header → room; others carry their room's name
HEADER = {"face_html": "face", "face_share": "face", "publish": "edition", "guideline": "content", "plan": "content", "report": "edition", "shell": "render", "rules": "finding"}
# No parser of what authors write. libstemmer is none (tables and loops over one word, no
# dependency): a question must be stemmed by the very code that stemmed the texts.
FORBIDDEN = ["libgit2", "libyaml", "libmarkdown", "libvips", "libicu", "libgumbo", "libglib",
             "libmicrohttpd", "libcurl", "libpng"]
# the one file that may name a library's header
ONLY = {
    "git2.h": "cgi/source/git", "mkdio.h": "cgi/render/markdown.c", "yaml.h": "cgi/content/yaml.c",
    "vips/vips.h": ("cgi/render/picture", "cgi/render/card.c"), "fcgiapp.h": "cgi/fcgi/", "sqlite3.h": "cgi/edition/",
    "libstemmer.h": "cgi/edition/query_words.c",
    "libxml/xmlwriter.h": "cgi/face/", "libical/ical.h": ("cgi/calendar/", "cgi/face/ical"), "qrencode.h": "cgi/face/qr.c", "zlib.h": "cgi/face/png.c", "microhttpd.h": "cgi/teamhub/preview_http.c", "curl/curl.h": "cgi/teamhub/websub_http.c",
}


def main(build, program=None):
    faults = []
    for dep in sorted(build.glob("cgi/**/*.d")):
        source = dep.relative_to(build).with_suffix(".c")
        if not source.exists():
            continue
        room = source.parts[1]
        first = dep.read_text().replace("\\\n", " ").split("\n")[0]
        for header in first.split(":", 1)[1].split():
            public = re.match(r"include/teamhub/(\w+)\.h$", header)
            private = re.match(r"cgi/(\w+)/.*\.(h|def)$", header)
            if not (public or private):
                continue
            name = public[1] if public else Path(header).stem
            target = HEADER.get(name, name if public else private[1])
            if target != room and target not in MAY[room]:
                faults.append(f"{source}: room {room} may not include {header}")
    for source in sorted(Path("cgi").glob("**/*.[ch]")):
        text = source.read_text()
        for header, owner in ONLY.items():
            if re.search(rf"#include <{re.escape(header)}>", text) and not str(source).startswith(owner):
                faults.append(f"{source}: only {owner} may include <{header}>")
    # A push starts it twice: what is slow to load is in modules, opened when it is needed.
    publisher = build / "teamhub"
    if publisher.exists():
        out = subprocess.run(["readelf", "-d", publisher], capture_output=True, text=True, check=True).stdout
        for lib in ["libvips", "libpango", "libglib", "libmicrohttpd"]:
            if lib in out:
                faults.append(f"{publisher}: links {lib}, which belongs into a module")
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
