#!/usr/bin/python3
"""Whatever the hook accepts, publish publishes: random pushes of odd but possible files and settings,
one after another, into a repository that `teamhub init-repo` made. A push that is accepted must be live
when it ends, by the hook's own publish and once more from nothing; one that is refused must say why in
a finding, and never that it could not be checked. No page that answers may answer 5xx.

usage: random_push.test.py [--seed N] [--steps N] [--keep]     (TH_SEED, TH_STEPS)
exit 0: all is well, 1: something is not, 77: cannot run here."""
import argparse
import html
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEAMHUB = Path(os.environ.get("TEAMHUB", ROOT / "build/release/teamhub"))
CGI = ROOT / "build/release/teamhub.fcgi"
for program in (TEAMHUB, CGI):
    if not program.exists():
        print(f"skipped: {program} is not built (make all)")
        sys.exit(77)
if shutil.which("git") is None:
    print("skipped: git is not installed")
    sys.exit(77)

args = argparse.ArgumentParser()
args.add_argument("--seed", type=int, default=int(os.environ.get("TH_SEED", "1")))
args.add_argument("--steps", type=int, default=int(os.environ.get("TH_STEPS", "40")))
args.add_argument("--keep", action="store_true", help="leave the folder, and say where it is")
args = args.parse_args()
R = random.Random(args.seed)

# ---- what authors could write, all of it possible ----

TEXTS = ["x", "Übermut & Söhne", "a: b", "# nothing", "'", '"', "", " ", "null", "~", "true", "0", "-1", "1e9", "é" * 300,
         "🧑‍🔧", "\u202eabc", "a\u2028b", "\u00a0", "<b>x</b>", "{{title}}", "{% raw %}", "../../etc/passwd", "/", "//",
         "https://x.example/?a=b&c", "javascript:alert(1)", "C++", "C#", ".", "..", "-", "index", "feed.atom", "%00", "%2e%2e",
         "A" * 5000, "1.2.3", "jana-weber", "de", "en", "xx", "internal", "external", "[x]", "&amp;", "ß", "İ", "ﬁ", "𝕏"]
DATES = ["2026-03-02", "0001-01-01", "1899-12-31", "9999-12-31", "2200-01-01", "2026-02-30", "2026-03-29 02:30", "2026-12",
         "2026", "20260302", "2026-03-02T09:00:00+25:00", "2026-03-02 09:00 Europe/Berlin", "2026-03-02 09:00 Mars/Base",
         "-1", "yesterday", "2026-03-02T23:59:60Z", "1969-12-31", "2038-01-20", "10000-01-01"]
RULES = ["FREQ=DAILY", "FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2", "FREQ=SECONDLY", "FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=-1",
         "FREQ=DAILY;COUNT=100000", "FREQ=WEEKLY;UNTIL=99991231T000000Z", "FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=99999", "RRULE", ""]
FIELDS = ["title", "date", "authors", "summary", "picture", "picture_alt", "topic", "team", "place", "programme", "value", "lang",
          "aliases", "translates", "slug", "uid", "draft", "publish", "expires", "audience", "withdrawn", "name", "role", "consent",
          "born", "links", "asks", "joined", "left", "start", "end", "rrule", "exdate", "rdate", "until", "where", "from", "to",
          "order", "colour", "colours", "hashtag", "version", "changes", "downloads", "shown", "overrides", "focus", "guidelines",
          "since", "critical", "salary", "employment", "url", "ambassadors", "stories", "tandem", "updated", "pronouns", "level"]
SETTINGS = ["title", "tagline", "company", "contact", "base_url", "prefix", "languages", "timezone", "theme", "shell", "design",
            "feed_authority", "facets", "collections", "policies", "embed", "edit_url", "websub", "write", "footer", "ignore", "media",
            "internal", "nonsense"]
SETTING_VALUES = {
    "base_url": ["https://firm.example", "http://localhost:8080", "https://firm.example/x/", "ftp://x", "https://[::1]:99", "//x"],
    "prefix": ["/team", "/", "", "/a/b/c", "team", "/team/", "/..", "/ü", "/stories", "~"],
    "languages": ["[de, en]", "[en]", "[en, de, fr, pl]", "de", "[]", "[xx, yyy]", "[de, de]", "{de: 1}"],
    "timezone": ["Europe/Berlin", "UTC", "Mars/Base", "Pacific/Apia", "+02:00"],
    "theme": ["default", "nope", "../default", "a/b", "default/"],
    "shell": ["{file: layout.html, url: /}", "/etc/passwd", "{file: stories}", "nowhere.html", "{de: layout.html}", "~"],
    "design": ["{accent: '#123456'}", "{accent: red}", "{radius: 99999px}", "{font: 'a;b'}", "[]", "{accent: {light: '#fff', dark: '#000'}}"],
    "facets": ["{team: {path: teams, inherit: true}}", "{topic: {path: stories}}", "{a: {path: a}, b: {path: a}}", "{value: {path: values, pages: values}}",
               "{team: {path: 'x y'}}", "{feeds: {}}", "{search: {path: search}}", "[team, place]", "{}",
               "{who: {pages: people, path: crew}}", "{programme: {pages: programmes, path: p}}"],
    "collections": ["{stories: {folders: [stories, texts]}}", "{stories: {folders: ['']}}", "{stories: {folders: [/]}}",
                    "{people: {data: people.yml}}", "{people: {data: hub.yml}}", "{people: {data: nowhere.yml}}",
                    "{stories: {names: '{year}-{slug}', permalinks: '/:year/:title/'}}", "{stories: {fields: {titel: title, x: y}}}",
                    "{events: {folders: [stories]}}", "{nothing: {}}", "[]", "{stories: {permalinks: ['/:title', '/:title', '/:a/:b']}}"],
    "policies": ["{missing_author: refuse}", "{missing_author: ignore}", "{consent: assumed}", "{per_page: 1}", "{per_page: 0}",
                 "{share_cards: false}", "{generator_tags: true}", "[]"],
    "internal": ["true", "false", "{prefix: /intern}", "{prefix: /team}", "{base_url: https://in.example, prefix: /}", "[]"],
    "ignore": ["[stories]", "['']", "[people/]", "/", "[hub.yml]"],
    "media": ["[media]", "['']", "[../x]", "[stories/]"],
    "embed": ["{allow: ['https://x.example']}", "{allow: ['*']}", "[]"],
    "footer": ["[{label: A, url: pages/x.md}]", "[{label: A, url: /x/}, {label: B}]", "x", "[[]]"],
    "write": ["guidelines/x.md", "https://x.example/", "stories", "''"],
    "websub": ["''", "nowhere", "[]"],
}


def value(depth=0):
    kind = R.random()
    if kind < 0.45:
        return R.choice(TEXTS)
    if kind < 0.6:
        return R.choice(DATES)
    if kind < 0.75 and depth < 3:
        return [value(depth + 1) for _ in range(R.randrange(4))]
    if kind < 0.85 and depth < 3:
        return {R.choice(FIELDS + TEXTS[:12] + ["de", "en"]): value(depth + 1) for _ in range(R.randrange(4))}
    if kind < 0.9:
        return R.choice([True, False, None, 0, -5, 10**12])
    return R.choice(RULES + slugs())


def quoted(s):
    out = s.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if ord(c) >= 0x20 and c not in "\u2028\u2029" else f"\\u{ord(c):04x}" for c in out) + '"'


def yaml(v):
    if isinstance(v, str):
        return v if R.random() < 0.3 and re.fullmatch(r"[\w.-]+", v) else quoted(v)
    if isinstance(v, list):
        return "[" + ", ".join(yaml(x) for x in v) + "]"
    if isinstance(v, dict):
        return "{" + ", ".join(f"{quoted(k)}: {yaml(x)}" for k, x in v.items()) + "}"
    return {True: "true", False: "false", None: "~"}.get(v, str(v)) if isinstance(v, (bool, type(None))) else str(v)


def slugs():
    return [p.stem for p in documents()][:40] or ["x"]


def documents():
    return sorted(p for p in work.rglob("*.md") if ".git" not in p.parts and p.is_file() and not p.is_symlink())


FOLDERS = ["stories", "stories/2026", "people", "values", "guidelines", "programmes", "events", "kudos", "jobs", "brand",
           "terms/team", "terms/topic", "terms", "texts", "."]
NAMES = ["a", "b", "jana-weber", "index", "_index", "README", "über", "u\u0308ber", "A", "x.en", "x.de", "x.fr", "a b", "a%20b", "a?b",
         "a#b", "-rf", "'q'", '"d"', "2026-03-02-x", "n" * 240, "…", "🎉", ".hidden", "_draft", "feed.atom", "a.b.c", "CON",
         "subscribe", "calendar", "versions", "a\\b", "a\nb", "con\u202efusion"]
BODIES = ["Text.\n", "", "# A\n\n## B\n", "![x](p.svg)\n", "[x](../people/jana-weber.md)\n", "[x](.)\n", "> " * 300 + "x\n", "[" * 2000 + "\n",
          "- " * 200 + "x\n", "<div>" * 400 + "\n", "`" * 999 + "\n", "a\u0000b\n", "x\n" * 5000, "<script>x</script>\n", "{% include x %}\n",
          "{{< figure src=p.svg >}}\n", "|a|b|\n|-|-|\n" * 50, "\ufeffx\n", "a\r\nb\r\n", "[x]: <y\n[x]\n", "![](p.png)![](p.jpg)\n",
          "<!-- " + "x" * 9000, "&#0;&#x110000;&nope;\n", "*" * 3000 + "\n", "    code\n", "~~~\n", "<details><summary>x</summary>\n\n- y\n\n</details>\n"]
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
                    "a5f645400000000049454e44ae426082")
FILES = [b"", b"x", PNG, PNG[:40], b"\xff\xd8\xff\xe0" + b"\0" * 20, b"GIF89a", b"RIFF\0\0\0\0WEBP", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
         b"<svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='1'/>", b"\0" * 1000, "ü".encode("latin-1"), b"%PDF-1.4"]


def write(path, data):
    try:
        for parent in path.relative_to(work).parents:
            at = work / parent
            if at != work and (at.is_symlink() or at.is_file()):
                at.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()
        if path.is_dir():
            shutil.rmtree(path)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    except OSError:
        pass  # a name that this file system does not take


# ---- changes ----

def new_document():
    folder = R.choice(FOLDERS)
    fields = {}
    if R.random() < 0.85:
        fields["name" if folder == "people" else "title"] = R.choice(["Jana Weber", "Ein Titel", "Another", value()])
    if R.random() < 0.8:
        fields["date"] = R.choice(["2026-03-02", "2025-01-01", value()])
    if R.random() < 0.6:
        fields["authors"] = R.choice([["jana-weber"], value()])
    if folder == "people" and R.random() < 0.7:
        fields["consent"] = R.choice([{k: "2026-01-10" for k in ("public", "portrait", "story", "feed", "card")}, value()])
    if folder == "events" and R.random() < 0.8:
        fields.update({"start": R.choice(["2026-03-02 18:00", value()]), "rrule": R.choice(RULES)})
    for _ in range(R.randrange(5)):
        fields[R.choice(FIELDS)] = value()
    lines = [f"{k}: {yaml(v)}" for k, v in fields.items()]
    end = R.choice(["\n", "\n", "\n", "\r\n"])
    front = R.choice(["---", "---", "---", "+++", ""])
    text = end.join([front, *lines, front, ""]) + R.choice(BODIES)
    name = R.choice(NAMES) + R.choice([".md", ".md", ".md", ".markdown", "/index.md", ".MD", ".html"])
    write(work / folder / name, text)


def change_a_field():
    all = documents()
    if not all:
        return
    path = R.choice(all)
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    if R.random() < 0.3 and len(lines) > 2:
        del lines[R.randrange(1, min(len(lines), 8))]
    else:
        lines.insert(1, f"{R.choice(FIELDS)}: {yaml(value())}")
    write(path, "\n".join(lines))


def remove_or_move():
    all = documents()
    if not all:
        return
    path = R.choice(all)
    what = R.random()
    if what < 0.3:
        path.unlink()
    elif what < 0.6:
        try:
            target = work / R.choice(FOLDERS) / (R.choice(NAMES) + ".md")
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
        except OSError:
            pass
    elif what < 0.8:
        write(path.parent / (path.stem + R.choice([".en.md", ".de.md", "-2.md", "/index.md"])), path.read_bytes())
    else:
        path.unlink()
        path.symlink_to(R.choice(["/etc/passwd", "nowhere", "..", "hub.yml"]))


def settings():
    path = work / "hub.yml"
    text = path.read_text("utf-8", "replace") if path.is_file() and not path.is_symlink() else "title: Team\n"
    name = R.choice(SETTINGS)
    blocks = re.split(r"(?m)^(?=[a-z_]+:)", text)
    blocks = [b for b in blocks if not b.startswith(name + ":") and b.strip()]
    if R.random() < 0.85:
        given = R.choice(SETTING_VALUES[name]) if name in SETTING_VALUES and R.random() < 0.8 else yaml(value())
        blocks.append(f"{name}: {given}\n")
    write(path, "".join(b if b.endswith("\n") else b + "\n" for b in blocks))


def odd_file_of_the_hub():
    name = R.choice(["hub.yml", "withdrawn.yml", "withdrawn.yml", "programme.yml", "guidelines/rules.yml", "layout.html", "people.yml"])
    kind = R.random()
    path = work / name
    if kind < 0.15:
        write(path, R.choice([b"", b"\0", b"\xff\xfe", b"x" * 3000000, b"- " * 3000, b"[", b"{a: &a [*a]}", "a: ä".encode("latin-1")]))
    elif kind < 0.25 and path.exists() and name != "hub.yml":
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    elif kind < 0.35:
        write(path, b"")
        path.is_file() and path.unlink()
        path.exists() or path.is_symlink() or path.symlink_to("stories")
    elif kind < 0.4:
        write(path / "x.md", "---\ntitle: x\n---\n")
    elif name == "withdrawn.yml":
        entries = [{R.choice(["story", "person", "address", "job", "event", "term", "nonsense"]): R.choice(slugs() + ["/stories/a/", value()]),
                    "date": R.choice(["2026-01-01", value()]), **({"audience": value()} if R.random() < 0.2 else {})}
                   for _ in range(R.randrange(1, 4))]
        write(path, yaml(entries) + "\n")
    elif name == "layout.html":
        write(path, R.choice(["<!doctype html><html><head><title>x</title></head><body><main></main></body></html>", "<main>", "",
                              "<html><head></head><body><main></main><main></main></body></html>", "<html><head><title>{{x}}</title></head><body><main>"]))
    elif name == "people.yml":
        write(path, yaml({"jana": value(), "x": {"name": "X", "consent": value()}, "y": value()}))
    else:
        write(path, yaml(value()) if R.random() < 0.3 else "".join(f"{R.choice(FIELDS + ['rules', 'phones', 'words', 'targets'])}: {yaml(value())}\n" for _ in range(3)))


def picture():
    write(work / R.choice(FOLDERS) / (R.choice(["p", "jana-weber", "a", "media"]) + R.choice([".png", ".jpg", ".svg", ".webp", ".gif", ".pdf"])),
          R.choice(FILES))


def deep():
    folder = R.choice(["stories", "terms/team", "media"])
    write(work / folder / "/".join("d" for _ in range(R.choice([20, 200]))) / "x.md", "---\ntitle: Tief\ndate: 2026-03-02\n---\n")


def many():
    for i in range(R.choice([30, 150])):
        write(work / "stories/many" / f"n{i}.md", f"---\ntitle: Nr {R.choice([1, i])}\ndate: 2026-03-02\nauthors: [jana-weber]\naliases: [/stories/n{i % 7}-old/]\n---\nText.\n")


def everything_goes():
    for p in sorted(work.iterdir()):
        if p.name != ".git" and R.random() < 0.7:
            shutil.rmtree(p) if p.is_dir() and not p.is_symlink() else p.unlink()


CHANGES = [(new_document, 30), (change_a_field, 20), (remove_or_move, 10), (settings, 14), (odd_file_of_the_hub, 10), (picture, 8), (deep, 2),
           (many, 2), (everything_goes, 1)]

# ---- the run ----

box = Path(tempfile.mkdtemp(prefix="teamhub-random-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
bare, work, hub = box / "hub.git", box / "work", box / "hub/current"
env = {**os.environ, "HOME": str(box), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0",
       "GIT_AUTHOR_NAME": "Jana", "GIT_AUTHOR_EMAIL": "j@x.example", "GIT_COMMITTER_NAME": "Jana", "GIT_COMMITTER_EMAIL": "j@x.example"}
env.setdefault("ASAN_OPTIONS", "detect_leaks=0")  # of a build with sanitizers: fonts are never given back
for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "LANG"):
    env.pop(name, None)
failures = []


def run(*command, cwd=None, check=True, **more):
    done = subprocess.run([str(c) for c in command], cwd=cwd or work, env={**env, **more}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=120)
    done.text = done.stdout.decode("utf-8", "replace")
    if check and done.returncode != 0:
        raise SystemExit(f"{command}: {done.returncode}\n{done.text}")
    return done


def fail(step, what, text):
    failures.append(step)
    print(f"FAILED seed {args.seed}, step {step}: {what}\n    " + "\n    ".join(text.splitlines()[-25:]))
    kept = box / f"failed-{step}"
    shutil.copytree(work, kept, symlinks=True)


def answer(path):
    """Status and body of a page, as a worker answers it."""
    path, _, query = path.partition("?")
    done = subprocess.run([str(CGI)], env={**env, "TEAMHUB_EDITION": str(hub), "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": "GET"},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30)
    status = re.search(rb"^Status: (\d+)", done.stdout, re.M)
    body = done.stdout.partition(b"\r\n\r\n" if b"\r\n\r\n" in done.stdout else b"\n\n")[2]
    return (int(status[1]) if status and done.returncode == 0 else 599), body.decode("utf-8", "replace"), done.stderr


def look(step):
    """Some pages, and some of what they lead to."""
    waiting, seen = ["/", "/stories/", "/people/", "/feeds/", "/events/", "/guidelines/", "/stories/feed.atom", "/stories/feed.rss",
                     "/stories/feed.json", "/sitemap.xml", "/search?q=x", "/events.ics", "/healthz"], set()
    prefix = edition_prefix()
    while waiting and len(seen) < 40:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        status, body, said = answer(prefix + path)
        if status >= 500:
            fail(step, f"{path} answers {status}", said.decode("utf-8", "replace"))
        links = [html.unescape(h) for h in re.findall(r'href="([^"#]*)', body)]
        inside = sorted({h[len(prefix):] for h in links if h.startswith(prefix + "/") and not re.match(r"/(assets|media)/", h[len(prefix):])})
        waiting += R.sample(inside, min(len(inside), 6))


def edition_prefix():
    with sqlite3.connect(f"file:{hub}?immutable=1", uri=True) as db:
        row = db.execute("SELECT value FROM meta WHERE key = 'prefix'").fetchone()
    return row[0] if row else ""


def one(step):
    for _ in range(R.choice([1, 1, 1, 2, 4])):
        R.choices([c for c, _ in CHANGES], [w for _, w in CHANGES])[0]()
    run("git", "add", "-A", "-f")
    if R.random() < 0.05:
        head = run("git", "rev-parse", "HEAD").text.strip()
        run("git", "update-index", "--add", "--cacheinfo", f"160000,{head},{R.choice(['stories/module', 'module', 'people'])}", check=False)
    who = R.choice([b"Jana", b"Jana", b"J\xe4na", b"x" * 3000, "🧑‍🔧 \u202e".encode(), b"a\x01b", b"&amp;<b>"])
    when = R.choice(["", "", "", "@0 +0000", "@4102444800 +1400", "@1 -1200"])
    run("git", "commit", "-q", "--allow-empty", "-m", R.choice(["x", "ä", "x\n" * 40]), GIT_AUTHOR_NAME=os.fsdecode(who), **({"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when} if when else {}))
    if R.random() < 0.1:
        run("git", "commit", "-q", "--allow-empty", "-m", "empty")
    done = run("git", "push", "-q", "-o", "lang=en", "origin", "main", check=False)
    if done.returncode != 0:
        if "could not be checked" in done.text or "Not accepted" not in done.text:
            fail(step, "refused without a word", done.text)
        run("git", "reset", "-q", "--hard", "origin/main")
        run("git", "clean", "-qfdx")
        return False
    told = "publishing failed" in done.text or "could not be published" in done.text or "Published" not in done.text and "published already" not in done.text
    if told or "signal" in done.text:
        fail(step, "accepted, and not published", done.text)
        return None
    look(step)
    if step % 10 == 9:
        again = run(TEAMHUB, "publish", "--source", bare, "--ref", "main", "--edition", hub, "--force", check=False)
        if again.returncode not in (0, 1):
            fail(step, "not published from nothing", again.text)
    return True


def main():
    run(TEAMHUB, "init-repo", bare, "--edition", hub, cwd=box)
    run("git", "config", "--global", "init.defaultBranch", "main", cwd=box)
    shutil.copytree(ROOT / "content", work, ignore=shutil.ignore_patterns("*.jpg", "*.webp", "*.png"))
    if args.seed % 2 == 0:  # cards take most of the time
        (work / "hub.yml").write_text((work / "hub.yml").read_text().replace("share_cards: true", "share_cards: false"))
    run("git", "init", "-q")
    run("git", "remote", "add", "origin", bare)
    run("git", "add", "-A")
    run("git", "commit", "-qm", "all")
    run("git", "push", "-q", "origin", "main")
    run("git", "config", "teamhub.allowSettings", "true", cwd=bare)
    accepted = refused = 0
    for step in range(args.steps):
        came = one(step)
        accepted += came is True
        refused += came is False
        if came is None:
            break  # whatever follows would fail for the same reason
    print(f"seed {args.seed}: {accepted} pushes accepted and published, {refused} refused, {len(failures)} failures")
    if accepted < args.steps / 10 and not failures:
        print("too few were accepted to tell anything")
        return 1
    return 1 if failures else 0


try:
    status = main()
finally:
    if args.keep:
        print(box)
    else:
        shutil.rmtree(box, ignore_errors=True)
sys.exit(status)
