#!/usr/bin/python3
"""One call to the system fails, once: a read of a publish, a write, an allocation (faults/shim.c), one
after the other. Whatever fails, either the publish ends with a line for the operator and the edition that
was live still is, or what it made is to the byte what it makes without the fault. A hub that has no
edition yet and one that is published again, from a repository, are tried both.

usage: faults.test.py [all]    all: every single call (takes an hour); else some of them, spread over all
exit 0: all is well, 1: something is not, 77: cannot run here."""
import concurrent.futures
import errno
import hashlib
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEAMHUB = Path(os.environ.get("TEAMHUB", ROOT / "build/release/teamhub"))
ALL = sys.argv[1:] == ["all"]
READS, WRITES, ALLOCATIONS = (None, None, None) if ALL else (150, 40, 40)
if not TEAMHUB.exists() or not shutil.which("gcc"):
    print(f"skipped: {TEAMHUB} is not built (make all), or there is no gcc")
    sys.exit(77)

faults = 0


def check(good, what):
    global faults
    if not good:
        faults += 1
        print(f"FAILED: {what}")


def png(colour):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(colour) * 8 for _ in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


CONSENT = "consent: {public: 2026-01-10, portrait: 2026-01-10, story: 2026-01-10, feed: 2026-01-10}"


def write(root, name, content):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(root, at):
    env = {**os.environ, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at, "GIT_CONFIG_GLOBAL": "/dev/null"}
    for args in (["add", "-A"], ["-c", "user.name=Jo", "-c", "user.email=jo@example.com", "commit", "-qm", "x"]):
        subprocess.run(["git", *args], cwd=root, check=True, env=env, capture_output=True)


def make_source(root):
    subprocess.run(["git", "init", "-q", "-b", "main", root], check=True)
    write(root, "hub.yml", "title: Hub\nbase_url: https://careers.example\nprefix: /team\nlanguages: [de, en]\n"
                           "share_cards: false\nfacets:\n  team: {path: teams}\n")
    for i in range(3):
        write(root, f"people/p{i}.md", f"---\nname: Person {i}\nteam: montage\npicture: p{i}.png\n{CONSENT}\n---\nHallo\n")
        write(root, f"people/p{i}.png", png((i * 40, 90, 120)))
        write(root, f"stories/s{i}.md", f"---\ntitle: Story {i}\ndate: 2026-03-0{i + 1}\nauthors: [p{i}]\n---\n"
                                        f"Text ![Ein Bild](a{i}.png) and [a link](s1.md).\n")
        write(root, f"stories/a{i}.png", png((200, i * 60, 10)))
    write(root, "events/e.md", "---\ntitle: Event\nstart: 2026-12-01 10:00\nrrule: FREQ=WEEKLY\n---\nText\n")
    write(root, "values/v.md", "---\ntitle: Value\n---\nText\n")
    commit(root, "2026-04-01T10:00:00Z")
    write(root, "values/v.md", "---\ntitle: Value\n---\nText of today\n")
    commit(root, "2026-04-02T10:00:00Z")


def change_source(root):
    write(root, "stories/s2.md", (root / "stories/s2.md").read_text() + "\nMore ![Neu](new.png).\n")
    write(root, "stories/new.png", png((1, 2, 3)))
    write(root, "stories/s3.md", "---\ntitle: Story 3\ndate: 2026-04-01\nauthors: [p2]\n---\nText\n")
    (root / "stories/s0.md").unlink()
    write(root, "withdrawn.yml", "- {story: s0, date: 2026-04-02}\n")
    commit(root, "2026-04-03T10:00:00Z")


def make_theme(root):
    write(root, "layouts/page.mustache", "<h1>{{page.title}}</h1>\n")
    write(root, "i18n/de.yml", "hello: Hallo\n")
    write(root, "i18n/en.yml", "hello: Hello\n")
    write(root, "assets/main.css", "body { color: red }\n")


def publish(box, hub, calls=None, at=-1, number=errno.EIO, count=None, force=False):
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env.update(TEAMHUB_NOW="2026-11-24T10:00:00Z", LANG="C.UTF-8", GIT_CONFIG_GLOBAL="/dev/null",
               TEAMHUB_THREADS="1")
    if calls:
        env.update(LD_PRELOAD=str(box / "shim.so"), FAULT_CALLS=calls, FAULT_AT=str(at), FAULT_ERRNO=str(number),
                   FAULT_BELOW=f"{box / 'src'}:{hub}")
    if count:
        env["FAULT_COUNT"] = str(count)
    run = subprocess.run([TEAMHUB, "publish", "--source", box / "src", "--theme", box / "theme", "--lang=en",
                          "--edition", hub / "current", *(["--force"] if force else [])], capture_output=True, text=True, env=env, timeout=60)
    said = re.sub(r" in [\d.]+ s", "", run.stdout + run.stderr)
    return run.returncode, re.sub(r"Error in GnuTLS initialization.*\n", "", said)


# Numbers of documents in the search index depend on whether it was made from a copy.
NUMBERED = ("search_doc", "search_post", "search_place", "search_stem")


def state(hub):
    """All that is live: the edition's rows, and the files beside it that it names."""
    link = hub / "current"
    if not link.exists():
        return None
    db = sqlite3.connect(f"file:{link.resolve()}?mode=ro&immutable=1", uri=True)
    sums = {}
    for (table,) in sorted(db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")):
        if table not in NUMBERED:
            rows = sorted(repr(row) for row in db.execute(f'SELECT * FROM "{table}"'))
            sums[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    db.close()
    files = {str(p.relative_to(hub)): p.read_bytes() for folder in ("media", "assets")
             for p in sorted((hub / folder).rglob("*")) if p.is_file() and not p.name.startswith(".tmp")}
    return os.readlink(link), sums, files


def holds(now, wanted):
    """The same edition, and all its files."""
    if now is None or wanted is None:
        return now is wanted
    return now[:2] == wanted[:2] and all(now[2].get(f) == b for f, b in wanted[2].items())


class Scenario:
    def __init__(self, box, name, before, force=False):
        self.box, self.name, self.before, self.force = box, name, before, force
        hub = self.fresh("reference")
        self.live = state(hub)
        self.status, self.said = publish(box, hub, force=force)
        self.want = state(hub)
        check(self.status == 0 and self.want, f"{name}: publishes as it is: {self.said}")

    def fresh(self, key):
        hub = self.box / f"hub-{self.name}-{key}"
        shutil.rmtree(hub, ignore_errors=True)
        if self.before:
            shutil.copytree(self.before, hub, symlinks=True)
        else:
            hub.mkdir()
        return hub

    def count(self, calls):
        hub, file = self.fresh("count"), self.box / "count"
        publish(self.box, hub, calls, count=file, force=self.force)
        return int(file.read_text())

    def one(self, calls, at, number):
        """None, or what is wrong."""
        hub = self.fresh(f"{calls}-{at}")
        what = f"{self.name}: {errno.errorcode[number]} at {calls} {at}"
        try:
            status, said = publish(self.box, hub, calls, at, number, force=self.force)
            now = state(hub)
            if status == 0:
                if not holds(now, self.want):
                    rows = [t for t in self.want[1] if now[1].get(t) != self.want[1][t]]
                    return f"{what}: another edition ({rows}), and not a word: {said}"
                if said != self.said and "teamhub" not in said:
                    return f"{what}: other findings: {said}"
                return None
            if status == 1:
                return f"{what}: blamed on an author: {said}"
            # What failed after the swap is told, too, and the new edition is live.
            if not holds(now, self.live) and not holds(now, self.want):
                return f"{what}: what was live is not any more: {said}"
            if status > 0 and "teamhub" not in said:
                return f"{what}: ends without a word ({status})"
            if status < 0 and calls != "alloc":
                return f"{what}: dies by signal {-status}"
            if at % 7 == 0:
                status, said = publish(self.box, hub)
                now = state(hub)
                if status != 0 or not holds(now, self.want):
                    return f"{what}: the next publish does not mend it: {said}"
            return None
        except (OSError, sqlite3.Error, subprocess.TimeoutExpired) as e:
            return f"{what}: {e!r}"
        finally:
            shutil.rmtree(hub, ignore_errors=True)

    def all(self, calls, numbers, most=None):
        n = self.count(calls)
        check(n > 50, f"{self.name}: {calls} are counted: {n}")
        places = range(1, n + 1) if most is None or n <= most else sorted({1 + i * n // most for i in range(most)})
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for wrong in pool.map(lambda at: self.one(calls, at, numbers[at % len(numbers)]), places):
                check(wrong is None, wrong)
        print(f"{self.name}: {len(places)} of {n} calls ({calls})")


def main(box):
    shim = Path(__file__).parent / "faults/shim.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-w", "-o", box / "shim.so", shim, "-ldl"], check=True)
    make_source(box / "src")
    make_theme(box / "theme")
    first = Scenario(box, "first", None)
    before = box / "before"
    before.mkdir()
    publish(box, before)
    cases = [("read", [errno.EIO, errno.EMFILE, errno.ENOMEM], READS), ("write", [errno.ENOSPC, errno.EIO], WRITES)]
    for calls, numbers, most in cases:
        first.all(calls, numbers, most)
    # In full, but pictures are there: what decodes them is a program of its own.
    Scenario(box, "again", before, force=True).all("alloc", [errno.ENOMEM], ALLOCATIONS)
    change_source(box / "src")
    second = Scenario(box, "second", before)
    for calls, numbers, most in cases:
        second.all(calls, numbers, most)


if __name__ == "__main__":
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # each run syncs
    with tempfile.TemporaryDirectory(prefix="teamhub-faults-", dir=memory) as place:
        main(Path(place))
    sys.exit(1 if faults else 0)
