#!/usr/bin/python3
"""trees/score, which counts what the hub makes of a tree: the trees beside it reach its goals, with their hub.yml
and with the one that adopt writes; and what is lost on the way is seen.

exit 0: all is well, 1: something is not, 77: cannot run here."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = Path(os.environ.get("TH_BUILD", HERE.parents[1] / "build/release"))
for program in ("teamhub", "teamhub.fcgi"):
    if not (BUILD / program).exists():
        print(f"skipped: {BUILD}/{program} is not built (make all)")
        sys.exit(77)
faults = 0
tmp = Path(tempfile.mkdtemp(prefix="teamhub-trees-"))


def check(ok, what):
    global faults
    faults += not ok
    print("ok" if ok else "FAILED", what)


def score(tree, *more):
    done = subprocess.run([HERE / "trees/score", "--json", *more, tree], capture_output=True, text=True, timeout=300)
    if not done.stdout:
        print(done.stderr)
    return done.returncode, json.loads(done.stdout or "{}")


def tree(name, files, of="jekyll"):
    """A copy of a tree beside this test, with these files."""
    to = tmp / name
    shutil.copytree(HERE / "trees" / of, to)
    for path, text in files.items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_text(text)
    return to


def post(text, more=""):
    return f"---\ntitle: A post\n{more}---\n{text}\n"


try:
    for name in ("jekyll", "hugo", "eleventy", "zola"):
        own = tree(f"{name}-own", {}, name)
        status, r = score(own)
        check(status == 0 and r["published"] == r["posts"] > 2, f"{name} with its hub.yml: {r}")
        before = sorted(p.name for p in own.iterdir())
        (own / "hub.yml").unlink()
        status, r = score(own)
        check(status == 0 and r["published"] == r["posts"] > 2, f"{name} with what adopt wrote: {r}")
        check(sorted(p.name for p in own.iterdir()) == [n for n in before if n != "hub.yml"], "nothing is written to it")

    status, r = score(tree("unread", {"_posts/2024-09-09-org.org": post("x"), "_posts/2024-09-10-bad.md": "---\ntitle: [\n---\nx\n",
                                      "_posts/2024-09-11-draft.md": post("x", "published: false\n")}))
    check(status == 1 and (r["published"], r["posts"]) == (3, 5), f"an unread file and a broken one count, a draft does not: {r}")
    check(any("2024-09-09-org.org: not read" in m for m in r["missing"]), f"the unread one is named: {r['missing']}")
    check(any("2024-09-10-bad.md: yaml." in m for m in r["missing"]), f"the broken one with its rule: {r['missing']}")

    text = ("See [out](https://a.example/x_(y)), [in](/2024/08/17/measuring-rain/) and [gone](gone.md).\n\n"
            "```\n{{ code }} [no](https://link.example)\n```\n\n{% raw %}{{ meant }}{% endraw %}\n\n"
            '<iframe src="https://www.youtube.com/embed/abc"></iframe>\n\n{% unknown %}\n\nText {: .note}\n')
    status, r = score(tree("whole", {"_posts/2024-09-12-links.md": post(text)}))
    check(status == 0 and r["link"] == 4 and r["embed"] == 1 and not r["lost"] and not r["raw"],
          f"links and embeds on the page, code and what was told are no losses: {r}")

    # pages that the hub does not know, beside one that it does
    site = tmp / "site"
    for path in ("2024/08/17/measuring-rain/index.html", "about.html", "404.html"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("x")
    status, r = score(HERE / "trees/jekyll", "--site", site)
    check(status == 1 and r["redirected"] == 1 and r["unanswered"] == ["/about.html: 404"], f"beside a built site: {r}")

    # what a page does not show and nobody told: the judge itself, on pages of its own
    sys.dont_write_bytecode = True
    judge = {"__name__": "judge", "__file__": str(HERE / "trees/score")}
    exec(compile((HERE / "trees/score").read_text(), "score", "exec"), judge)
    source = post("[a](https://a.example/) ![p](p.jpg) [b](b.md)")
    lost = lambda body, findings=(): [l[0] for l in judge["lost_in"](source, judge["Page"](body), findings)[1]]
    finding = lambda rule: {"check_name": rule, "location": {"lines": {"begin": 4}}}
    check(lost("<p>a b</p>") == ["link", "link", "picture"], "an empty page lost all three")
    check(lost('<a href="https://a.example">a</a><img src="/m.jpg"><a href="/team/stories/b/">b</a>') == [], "a whole page none")
    check(lost('<a href="https://a.example">a</a>', [finding("picture.missing")]) == ["link"], "a finding is for its kind")
    raw = lambda body: [n for n, p in judge["RAW"] if p.search("".join(judge["Page"](body).prose))]
    check(raw("<p>{{ x }} {% y %} {.lead}</p>") == ["{{ }}", "{% %}", "{.class}"] and raw("<p>a {b} <code>{{ x }}</code></p>") == [],
          "marks of generators are seen, code is not one")
finally:
    shutil.rmtree(tmp, ignore_errors=True)
print(f"{faults} failed")
sys.exit(faults > 0)
