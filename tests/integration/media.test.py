#!/usr/bin/python3
"""Pictures that break what decodes them: real pushes, with a double (media_double.py) that sleeps, aborts, eats
memory and talks nonsense in the place of teamhub-media. No push stops the hub, and a withdrawal is live within two
seconds whatever else was pushed.

exit 0: all is well, 1: something is not, 77: cannot run here."""
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/release"
TEAMHUB, CGI, MEDIA = BUILD / "teamhub", BUILD / "teamhub.fcgi", BUILD / "teamhub-media"
DOUBLE = Path(__file__).resolve().parent / "media_double.py"
for program in (TEAMHUB, CGI, MEDIA):
    if not program.exists():
        print(f"skipped: {program} is not built (make all)")
        sys.exit(77)
if shutil.which("git") is None:
    print("skipped: git is not installed")
    sys.exit(77)

LIMIT = 3  # seconds that a picture may take here; 30 in production
SOON = 2.0  # seconds from the beginning of a push until a withdrawal answers 410, on a machine that has time
MORE = 1.4  # … or so much more than one takes that no picture stands beside, on one that is at its limit
LATEST = 60
faults = 0
case = ""
tmp = Path(tempfile.mkdtemp(prefix="teamhub-media-"))
ENV = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "TEAMHUB_"))}
ENV |= {"HOME": str(tmp), "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}


def check(good, what):
    global faults
    if not good:
        faults += 1
        print(f"FAILED {case}: {what}")


def png(colour, marker=""):
    """A picture of one pixel that any decoder reads; what follows its end is no decoder's business but the double's."""
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    pixels = zlib.compress(b"\0" + bytes(colour))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + chunk(b"IDAT", pixels)
            + chunk(b"IEND", b"") + (f"DOUBLE:{marker};".encode() if marker else b""))


class Desk:
    """A repository with hooks, a clone to write in, the hub behind it."""

    def __init__(self, name, double=True, **env):
        self.at = tmp / name
        self.at.mkdir()
        self.env = ENV | {"TEAMHUB_PICTURE_SECONDS": str(LIMIT)} | env
        if double:
            self.env["TEAMHUB_MEDIA"] = str(DOUBLE)
        self.bare, self.work, self.link = self.at / "hub.git", self.at / "work", self.at / "hub/current"
        self.run(TEAMHUB, "init-repo", self.bare, "--edition", self.link, cwd=self.at)
        self.run("git", "clone", "-q", self.bare, self.work, cwd=self.at)
        for key, value in (("user.name", "Jana Weber"), ("user.email", "jana@firm.example")):
            self.run("git", "config", key, value)
        self.write("hub.yml", "title: Hub\nbase_url: https://careers.example\nprefix: /team\nlanguages: [en]\n")
        self.person("jana-weber")
        for name in ("one", "two"):
            self.story(name)
        self.push()

    def run(self, *command, cwd=None, status=0):
        done = subprocess.run(command, cwd=cwd or self.work, env=self.env, capture_output=True, text=True,
                              timeout=LATEST, check=False)
        if done.returncode != status:
            sys.exit(f"{case}: {command}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def write(self, name, content):
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def person(self, slug):
        self.write(f"people/{slug}.md", "---\nname: Jana Weber\nconsent: {public: 2026-01-10, portrait: 2026-01-10, "
                   "story: 2026-01-10, feed: 2026-01-10, card: 2026-01-10}\n---\nText.\n")

    def story(self, name, picture=None, text="Words."):
        head = f"picture: {name}.png\npicture_alt: A picture\n" if picture is not None else ""
        if picture is not None:
            self.write(f"stories/{name}.png", picture)
        self.write(f"stories/{name}.md",
                   f"---\ntitle: Story {name}\ndate: 2026-03-02\nauthors: [jana-weber]\n{head}---\n{text}\n")

    def withdraw(self, name):
        old = (self.work / "withdrawn.yml").read_text() if (self.work / "withdrawn.yml").exists() else ""
        self.write("withdrawn.yml", old + f"- {{story: {name}, date: 2026-03-10}}\n")

    def commit(self):
        self.run("git", "add", "-A")
        self.run("git", "commit", "-qm", "x")

    def push(self):
        self.commit()
        return self.run("git", "push", "origin", "HEAD:main")

    def publish(self, *options, **env):
        self.env |= env
        done = subprocess.run([TEAMHUB, "publish", "--source", self.bare, "--edition", self.link, *options],
                              env=self.env, capture_output=True, text=True, timeout=LATEST, check=False)
        return done.returncode, done.stdout + done.stderr

    def get(self, path):
        out = subprocess.run([CGI], capture_output=True, check=True, stdin=subprocess.DEVNULL, env={
            "TEAMHUB_EDITION": str(self.link), "SCRIPT_NAME": "/team", "PATH_INFO": path,
            "REQUEST_METHOD": "GET"}).stdout.decode()
        head, _, body = out.partition("\r\n\r\n")
        found = re.search(r"^Status: (\d+)", head, re.M)
        return int(found[1]) if found else 200, body

    def until(self, path, status, begun):
        """Seconds from `begun` to the answer that is waited for."""
        while self.get(path)[0] != status:
            if time.monotonic() - begun > LATEST:
                return LATEST
            time.sleep(0.02)
        return time.monotonic() - begun

    def start_push(self):
        self.commit()
        pushed = []
        begun = time.monotonic()
        thread = threading.Thread(target=lambda: pushed.append(self.run("git", "push", "origin", "HEAD:main")))
        thread.start()
        return begun, thread, pushed


def alone(name):
    """What a withdrawal takes here and now, with no picture beside it."""
    desk = Desk(name)
    desk.withdraw("one")
    begun, thread, _ = desk.start_push()
    took = desk.until("/stories/one/", 410, begun)
    thread.join()
    return took


def a_withdrawal_does_not_wait_for_the_pictures_of_its_push():
    desk = Desk("same")
    plain = alone("alone-same")
    for i, how in enumerate(("sleep", "spin", "eat", "abort", "sleep", "endless", "nonsense")):
        desk.story(f"new{i}", png((1, 2, i), how))
    desk.withdraw("one")
    begun, thread, pushed = desk.start_push()
    took = desk.until("/stories/one/", 410, begun)
    check(took < max(SOON, plain + MORE), f"gone after {took:.1f} s, alone after {plain:.1f}")
    print(f"a withdrawal beside seven bad pictures: live after {took:.2f} s")
    thread.join()
    check(len(pushed) == 1, "the push did not end")
    for i in range(7):
        status, body = desk.get(f"/stories/new{i}/")
        check(status == 200, f"story new{i}: {status}")
        check('alt="A picture"' not in body, f"the picture of new{i} is shown")
    check(desk.get("/stories/two/")[0] == 200, "another story is gone")


def a_withdrawal_does_not_wait_for_the_pictures_of_the_push_before():
    plain = alone("alone-next")
    desk = Desk("next", TEAMHUB_PICTURE_SECONDS="30")
    other = desk.at / "other"
    desk.story("new", png((1, 1, 1), "sleep"))
    _, thread, pushed = desk.start_push()
    time.sleep(1.5)  # by now it decodes
    check(desk.get("/stories/new/")[0] == 404, "the first push is live at once: this tests nothing")
    desk.run("git", "clone", "-q", desk.bare, other, cwd=desk.at)
    for key, value in (("user.name", "Emre"), ("user.email", "emre@firm.example")):
        desk.run("git", "config", key, value, cwd=other)
    (other / "withdrawn.yml").write_text("- {story: two, date: 2026-03-10}\n")
    desk.run("git", "add", "-A", cwd=other)
    desk.run("git", "commit", "-qm", "x", cwd=other)
    begun = time.monotonic()
    second = subprocess.Popen(["git", "push", "-q", "origin", "HEAD:main"], cwd=other, env=desk.env,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took = desk.until("/stories/two/", 410, begun)
    check(took < max(SOON, plain + MORE), f"gone after {took:.1f} s, alone after {plain:.1f}")
    print(f"a withdrawal behind a push that decodes: live after {took:.2f} s")
    check(desk.get("/stories/new/")[0] == 200, "the story waits for its picture")
    thread.join()
    second.wait(LATEST)
    check(desk.get("/stories/new/")[0] == 200, "the story is gone")


def what_breaks_a_decoder_is_told_and_not_tried_again():
    for how in ("sleep", "spin", "abort", "eat", "nonsense", "endless", "climb", "name", "exit"):
        desk = Desk(f"broken-{how}")
        desk.story("new", png((1, 2, 3), how), "Words.\n\n![A picture](new.png)")
        desk.story("good", png((4, 5, 6)))
        pushed = desk.push()
        if how != "climb":
            check("new.png" in pushed and "[picture.broken]" in pushed, f"{how}: who pushed it is not told: {pushed}")
        _, said = desk.publish("--force")
        if how != "climb":  # that one answered, of nothing that it may not have
            check("stories/new.png: warning: The picture stories/new.png" in said and "[picture.broken]" in said,
                  f"{how}: not told: {said}")
            check(said.count("warning") == 2, f"{how}: more is told than that: {said}")  # the summary counts
        check(desk.get("/stories/new/")[0] == 200, f"{how}: its story is not there")
        check("/team/media/" in desk.get("/stories/good/")[1], f"{how}: another's picture is not there")
        if how != "climb":
            check(len((desk.at / "hub/refused").read_text().splitlines()) == 2, f"{how}: not remembered")
            # A full publish, for which nothing can be decoded any more.
            desk.write("hub.yml", "title: Another\nbase_url: https://careers.example\nprefix: /team\nlanguages: [en]\n"
                       "policies: {share_cards: false}\n")
            desk.commit()
            desk.run("git", "--git-dir", desk.bare, "config", "core.hooksPath", "/nonexistent")
            desk.run("git", "push", "-q", "origin", "HEAD:main")
            status, said = desk.publish(TEAMHUB_MEDIA="/nonexistent")
            check(status == 0 and "[picture.broken]" in said, f"{how}: tried again: {status} {said}")
            status, said = desk.publish("--force")
            check(status == 3 and "teamhub-media is not there" in said, f"{how}: not tried by force: {status} {said}")
        check(not list(tmp.glob("**/x")), f"{how}: a file stands elsewhere")


def who_ends_a_decoder_says_nothing_about_the_picture():
    desk = Desk("killed")
    desk.story("new", png((1, 2, 3), "killed"))
    said = desk.push()
    check(desk.get("/stories/new/")[0] == 200, "its story is not there")
    check(not (desk.at / "hub/refused").exists(), "remembered as broken")
    desk.env["TEAMHUB_MEDIA"] = str(MEDIA)
    desk.publish()
    check("/team/media/" in desk.get("/stories/new/")[1], f"the next publish did not make it: {said}")


def files_that_are_no_pictures_are_findings():
    plain = alone("alone-files")
    desk = Desk("files", double=False)
    whole = png((1, 2, 3))
    for name, content in (("empty", b""), ("cut", whole[:40]), ("text", b"Just words.\n"), ("zeros", bytes(5000)),
                          ("html", b"<!doctype html><p>x</p>"), ("head", b"\x89PNG\r\n\x1a\n")):
        desk.story(name, content, f"Words.\n\n![A picture]({name}.png)")
    desk.withdraw("one")
    begun, thread, pushed = desk.start_push()
    took = desk.until("/stories/one/", 410, begun)
    thread.join()
    check(took < max(SOON, plain + MORE), f"a withdrawal beside them took {took:.1f} s, alone {plain:.1f}")
    check("fatal" not in pushed[0], pushed[0])
    status, said = desk.publish("--force")
    check(status == 0, f"status {status}: {said}")
    for name in ("empty", "cut", "text", "zeros", "html", "head"):
        check(len(re.findall(rf"stories/{name}\.(?:png|md).*\[picture\.(?:broken|kind)\]", said)) == 1, f"{name}: {said}")
        check(desk.get(f"/stories/{name}/")[0] == 200, f"the story of {name} is not there")
    check("picture.missing" not in said, f"told twice: {said}")


def without_the_program_only_pictures_are_missing():
    for path in ("/nonexistent", "/bin/false"):
        desk = Desk(f"absent{path.replace('/', '-')}")
        desk.env["TEAMHUB_MEDIA"] = path
        desk.story("new", png((1, 2, 3)), "Words.\n\n![A picture](new.png)")
        desk.withdraw("one")
        said = desk.push()
        check("teamhub-media is not there: install it" in said or "teamhub-media does not start (status 1)" in said, said)
        check(desk.get("/stories/one/")[0] == 410, "a withdrawal waits for the program")
        check(desk.get("/stories/new/")[0] == 200, "a story waits for the program")
        status, said = desk.publish()
        check(status == 3 and "teamhub-media" in said, f"the operator is not told: {status} {said}")
        status, said = desk.publish(TEAMHUB_MEDIA=str(MEDIA))
        check(status == 0 and 'alt="A picture"' in desk.get("/stories/new/")[1], f"the next publish did not make up for it: {said}")
        check(len(list((desk.at / "hub/editions").iterdir())) == 2, "an edition without pictures is kept")
        check("nothing new" in desk.publish()[1], "it does not come to rest")


def the_program_is_confined_while_it_works():
    ours, theirs = socket.socketpair()
    media = subprocess.Popen([MEDIA], stdin=theirs, stderr=subprocess.DEVNULL)
    theirs.close()
    kind, size = struct.unpack("=II", ours.recv(8))
    hello = ours.recv(size)
    check(kind == ord("h") and hello.startswith(b"teamhub-media "), hello)
    status = Path(f"/proc/{media.pid}/status").read_text()
    check("NoNewPrivs:\t1" in status, "new privileges")
    by_hand = subprocess.run([MEDIA, "--version"], capture_output=True, text=True, check=True).stdout
    check(("Seccomp:\t2" in status) == ("seccomp: no network" in by_hand), f"{status}\n{by_hand}")
    for task in Path(f"/proc/{media.pid}/task").iterdir():
        check(("Seccomp:\t2" in (task / "status").read_text()) == ("Seccomp:\t2" in status), f"thread {task.name}")
    ours.close()
    check(media.wait(10) == 0, "it does not end with its socket")
    again = subprocess.run([MEDIA], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    check(again.returncode == 2 and "started by teamhub" in again.stderr, again.stderr)


try:
    for test in (a_withdrawal_does_not_wait_for_the_pictures_of_its_push,
                 a_withdrawal_does_not_wait_for_the_pictures_of_the_push_before,
                 what_breaks_a_decoder_is_told_and_not_tried_again, who_ends_a_decoder_says_nothing_about_the_picture,
                 files_that_are_no_pictures_are_findings, without_the_program_only_pictures_are_missing,
                 the_program_is_confined_while_it_works):
        case = test.__name__
        if sys.argv[1:] and not any(name in case for name in sys.argv[1:]):
            continue
        test()
finally:
    shutil.rmtree(tmp, ignore_errors=True)
print(f"{faults} faults" if faults else "all is well")
sys.exit(1 if faults else 0)
