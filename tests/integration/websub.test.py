#!/usr/bin/python3
"""WebSub against a small hub on this machine: feeds name it, a publish tells it of exactly the feeds that
changed, a withdrawal included, and of what the clock showed or ended; feeds that stay empty are not told; a hub that is down, leads elsewhere, or never answers delays nothing; one at an address
that is not public is not asked unless the operator named it; and an answer without end ends.

exit 0: all is well, 1: something is not, 77: cannot run here."""
import http.server
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEAMHUB, CGI = ROOT / "build/release/teamhub", ROOT / "build/release/teamhub.fcgi"
for program in (TEAMHUB, CGI):
    if not program.exists():
        print(f"skipped: {program} is not built (make all)")
        sys.exit(77)

faults = 0
LATEST = 30  # seconds that a machine under load may take; nothing is measured by it


def check(good, what):
    global faults
    if not good:
        faults += 1
        print(f"FAILED: {what}")


class Hub(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    told, status, paths = [], 204, []

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        Hub.paths.append(self.path)
        Hub.told.append(form)
        self.send_response(Hub.status)
        if Hub.status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def write(folder, name, text):
    path = folder / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def settings(folder, websub):
    write(folder, "hub.yml", "title: Hub\nbase_url: https://careers.example\nprefix: /team\nlanguages: [de, en]\n"
          "facets:\n  team: {path: teams}\n  place: {path: places}\n" + (f"websub: {websub}\n" if websub else ""))


def story(folder, name, team, author, text="Text"):
    write(folder, f"stories/{name}.md", f"---\ntitle: {name}\ndate: 2026-03-02\nlang: de\nauthors: [{author}]\nteam: {team}\n---\n{text}\n")


NOW = "2026-11-24T10:00:00Z"


def publish(folder, allow="127.0.0.1", now=NOW):
    run = subprocess.run([TEAMHUB, "publish", "--source", folder / "content", "--edition", folder / "hub/current"],
                         capture_output=True, text=True, timeout=LATEST, env={**os.environ, "TEAMHUB_NOW": now, "TEAMHUB_WEBSUB_ALLOW": allow})
    if run.returncode not in (0, 1):
        sys.exit(run.stdout + run.stderr)


def get(folder, path, query=""):
    out = subprocess.run([CGI], capture_output=True, check=True, env={
        "TEAMHUB_EDITION": str(folder / "hub/current"), "TEAMHUB_NOW": NOW, "SCRIPT_NAME": "/team",
        "PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": "GET"}).stdout.decode()
    return out.split("\r\n\r\n", 1)


def told(least):
    """What the hub heard, once it heard `least` and then nothing more for a moment."""
    end, before = time.monotonic() + LATEST, -1
    while time.monotonic() < end and (len(Hub.told) < least or len(Hub.told) != before):
        before = len(Hub.told)
        time.sleep(0.4)
    got = sorted(f["hub.url"][0].removeprefix("https://careers.example/team") for f in Hub.told if f.get("hub.mode") == ["publish"])
    check(len(got) == len(Hub.told), f"each is a form with hub.mode=publish and hub.url: {Hub.told}")
    Hub.told.clear()
    return got


def wait_for_teller(folder):
    """Until the process that tells the hub has ended."""
    end = time.monotonic() + LATEST
    while time.monotonic() < end and subprocess.run(["pgrep", "-f", f"websub-ping .*{folder}"], capture_output=True).returncode == 0:
        time.sleep(0.1)


def not_public(folder, call):
    """Whatever the address looks like, nobody of this machine is called."""
    port = call.getsockname()[1]
    for number, host in enumerate(("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f000001", "0", "0.0.0.0",
                                   "user@127.0.0.1", "127.0.0.1.@127.0.0.1", "ip6-localhost")):
        settings(folder, f"http://{host}:{port}/")
        publish(folder, "hub.example, 127.0.0.1:1, 127.0.0")
        story(folder, "one", "red", "jana", f"Not told {number}.")
        publish(folder, "hub.example, 127.0.0.1:1, 127.0.0")
        wait_for_teller(folder)
        call.settimeout(0.05)
        try:
            call.accept()[0].close()
            check(False, f"{host} is not public and nobody named it, but it was called")
        except TimeoutError:
            pass


def without_end(folder):
    """An answer whose length nobody says, and that goes on: it is left after 64 KB and little more."""
    server, sent = socket.create_server(("127.0.0.1", 0)), []

    def pour(head, line):
        call, _ = server.accept()
        call.settimeout(LATEST)
        call.recv(1000)
        total = 0
        try:
            call.sendall(head)
            while total < 1 << 28:
                total += call.send(line * 4000)
        except OSError:
            pass
        sent.append(total)
        call.close()

    for number, (head, line) in enumerate(((b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 10), (b"HTTP/1.1 200 OK\r\n", b"X-Y: zzzz\r\n"),
                                           (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"4\r\nabcd\r\n"))):
        sent.clear()
        threads = [threading.Thread(target=pour, args=(head, line), daemon=True) for _ in range(2)]
        for t in threads:
            t.start()
        settings(folder, f"http://127.0.0.1:{server.getsockname()[1]}/{number}")
        publish(folder)
        for t in threads:
            t.join(LATEST)
        # What the kernel holds between both is a few MB; a timeout would let a hundred times that through.
        check(len(sent) == 2 and max(sent) < 16 << 20, f"without end {number}: {sent}")
    server.close()


def by_the_hook(folder):
    """The repository's own settings name the host, too."""
    bare, work = folder / "hub.git", folder / "work"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Hub.status = 204
    Hub.told.clear()
    settings(folder, f"http://127.0.0.1:{server.server_port}/hub")
    git = ["git", "-c", "user.name=J", "-c", "user.email=j@x.example", "-C"]
    subprocess.run([TEAMHUB, "init-repo", bare, "--edition", folder / "hooked/current"], check=True, capture_output=True)
    subprocess.run(["git", "init", "-q", "-b", "main", work], check=True)
    subprocess.run(["cp", "-r", f"{folder}/content/.", work], check=True)
    (work / "withdrawn.yml").unlink()  # this repository never had what it takes back
    env = {k: v for k, v in os.environ.items() if k != "TEAMHUB_WEBSUB_ALLOW"}

    def push(text):
        (work / "stories/one.md").write_text((work / "stories/one.md").read_text() + text + "\n")
        subprocess.run([*git, work, "add", "-A"], check=True)
        subprocess.run([*git, work, "commit", "-qm", "x"], check=True)
        out = subprocess.run([*git, work, "push", "-q", bare, "main"], capture_output=True, text=True, env=env)
        check(out.returncode == 0, out.stderr)
        wait_for_teller(folder)

    push("One.")
    push("Two.")
    check(Hub.told == [], "nobody named it: not told")
    subprocess.run(["git", "-C", bare, "config", "teamhub.websubAllow", f"127.0.0.1:{server.server_port}"], check=True)
    push("Three.")
    told(3)
    check(len(Hub.paths) > 0, "named in the repository: told")
    server.shutdown()
    server.server_close()


def by_the_clock(folder, person):
    """No push: the same content, later."""
    write(folder, "people/new.md", person.replace("Jana", "New"))
    publish(folder)
    got, want = told(len(feeds("/people/"))), feeds("/people/")
    check(got == want, f"somebody who wrote nothing yet has an empty feed, of which nobody is told: {sorted(set(got) ^ set(want))}")
    write(folder, "stories/later.md", "---\ntitle: later\ndate: 2026-03-02\npublish: 2026-11-25T08:00:00Z\nexpires: 2026-12-05T08:00:00Z\n"
          "lang: de\nauthors: [jana]\nteam: green\n---\nText\n")
    publish(folder)
    time.sleep(1)
    check(told(0) == [], "neither the story nor its team, which only this story names, is there yet")
    publish(folder, now="2026-11-25T07:59:59Z")
    time.sleep(1)
    check(told(0) == [], "not yet")
    publish(folder, now="2026-11-25T08:00:00Z")
    want = feeds("/stories/", "/people/jana/", "/teams/", "/teams/green/")
    got = told(len(want))
    check(got == want, f"what the clock shows: {sorted(set(got) ^ set(want))}")
    publish(folder, now="2026-11-26T08:00:00Z")
    time.sleep(1)
    check(told(0) == [], "it is told once")
    story(folder, "three", "red", "tom")
    publish(folder, now="2026-12-05T09:00:00Z")
    want = feeds("/stories/", "/people/jana/", "/people/tom/", "/teams/red/", "/teams/", "/teams/green/")
    got = told(len(want))
    check(got == want, f"what the clock ended goes with what a push brought: {sorted(set(got) ^ set(want))}")
    check(re.match(r"Status: 4(04|10) ", get(folder, "/teams/green/feed.atom")[0]), "of green the hub was told that its feed is gone")


def while_watching(folder):
    """`teamhub watch` sees for itself that something appeared."""
    work = folder / "watched"
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 12))
    subprocess.run(["cp", "-r", f"{folder}/content/.", work], check=True)
    (work / "stories/soon.md").write_text(f"---\ntitle: soon\ndate: 2026-03-02\npublish: {soon}\nlang: de\nauthors: [jana]\nteam: red\n---\nText\n")
    git = ["git", "-c", "user.name=J", "-c", "user.email=j@x.example", "-C", work]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    env = {k: v for k, v in os.environ.items() if k != "TEAMHUB_NOW"} | {"TEAMHUB_WEBSUB_ALLOW": "127.0.0.1"}
    watch = subprocess.Popen([TEAMHUB, "watch", "--source", work, "--edition", folder / "watching/current", "--every", "1"],
                             env=env, stderr=subprocess.DEVNULL)
    want = feeds("/stories/", "/people/jana/", "/teams/red/")
    got = told(len(want))
    watch.terminate()
    watch.wait(LATEST)
    check(got == want, f"what appeared while nobody pushed: {sorted(set(got) ^ set(want))}")


def feeds(*lists):
    return sorted(f"{base}{path}feed.{kind}" for base in ("", "/en") for path in lists for kind in ("atom", "rss", "json"))


def main(folder):
    (folder / "hub").mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/hub?a=b"
    consent = "consent: {public: 2026-01-01, story: 2026-01-01, feed: 2026-01-01}"
    for person in ("jana", "tom"):
        write(folder, f"people/{person}.md", f"---\nname: {person.title()} Muster\n{consent}\n---\nHallo.\n")
    story(folder, "one", "red", "jana")
    story(folder, "two", "blue", "tom")
    settings(folder, "")
    publish(folder)
    check("hub" not in get(folder, "/stories/feed.json")[1].split('"items"')[0].replace("Hub", ""), "no hub, no word of one")
    check("Link:" not in get(folder, "/stories/feed.atom")[0], "no hub, no Link")

    settings(folder, address)
    publish(folder)
    told(1)  # the feeds name the hub now: all of them read differently
    for kind, sign in (("atom", f'<link rel="hub" href="{address}"/>'), ("rss", f'<atom:link rel="hub" href="{address}"/>'),
                       ("json", f'"hubs":[{{"type":"WebSub","url":"{address}"}}]')):
        head, body = get(folder, f"/teams/red/feed.{kind}")
        check(sign in body.replace(" ", " "), f"feed.{kind} names the hub")
        check(f'Link: <{address}>; rel="hub", <https://careers.example/team/teams/red/feed.{kind}>; rel="self"' in head, f"so do the headers of feed.{kind}")
    head, body = get(folder, "/stories/feed.atom", "team=red")
    check("Link:" not in head and 'rel="hub"' not in body, "a selection by query, of which nobody tells the hub, names none")

    publish(folder)
    time.sleep(1)
    check(told(0) == [], "nothing new, nobody is told")

    story(folder, "one", "red", "jana", "Another text.")
    publish(folder)
    got, want = told(len(feeds("/stories/", "/teams/red/", "/people/jana/"))), feeds("/stories/", "/teams/red/", "/people/jana/")
    check(got == want, f"one story changed: {sorted(set(got) ^ set(want))}")

    write(folder, "brand/logos.md", "---\ntitle: Logos\n---\nText\n")
    publish(folder)
    got, want = told(len(feeds("/brand/"))), feeds("/brand/")
    check(got == want, f"a collection of the brand is told as any other: {sorted(set(got) ^ set(want))}")

    write(folder, "withdrawn.yml", "- {story: two, date: 2026-11-20}\n")
    (folder / "content/stories/two.md").unlink()
    publish(folder)
    want = feeds("/stories/", "/people/tom/", "/people/jana/", "/teams/red/", "/teams/", "/teams/blue/")
    got = told(len(want))
    check(got == want, f"a withdrawal is told, and that its team has no feed any more: {sorted(set(got) ^ set(want))}")
    check(re.match(r"Status: 4(04|10) ", get(folder, "/teams/blue/feed.atom")[0]), get(folder, "/teams/blue/feed.atom")[0])

    by_the_clock(folder, (folder / "content/people/jana.md").read_text())
    while_watching(folder)

    Hub.status, Hub.paths = 302, []
    story(folder, "one", "red", "jana", "A third text.")
    publish(folder)
    told(2)
    check(set(Hub.paths) == {"/hub?a=b"} and len(Hub.paths) == 2, f"who leads elsewhere is not followed, and left alone: {Hub.paths}")
    server.shutdown()
    server.server_close()

    # Nobody there, and somebody who takes the call and says nothing: the publish is done before either is.
    silent = socket.create_server(("127.0.0.1", 0))
    for number, (what, url) in enumerate((("down", address), ("silent", f"http://127.0.0.1:{silent.getsockname()[1]}/"),
                                          ("unknown", "http://hub.invalid/"))):
        settings(folder, url)
        publish(folder)
        story(folder, "one", "red", "jana", f"Text {number + 4}.")
        publish(folder)
        check(f"Text {number + 4}." in get(folder, "/stories/one/")[1], f"{what}: what was published is live")
        if what == "silent":
            silent.settimeout(LATEST)
            call, _ = silent.accept()
            check(re.match(rb"POST / HTTP", call.recv(100)), "silent: it was called after the publish was done, and nobody waits for it")
            call.close()
    silent.close()

    call = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    not_public(folder, call)
    call.close()
    without_end(folder)
    Hub.paths = []
    by_the_hook(folder)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="teamhub-websub-", ignore_cleanup_errors=True) as place:
        main(Path(place))
    sys.exit(1 if faults else 0)
