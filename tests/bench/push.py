"""What a push costs, for bench.py: from `git push` to the page through nginx beside Hugo's rebuild of the same
site; beside the same push to a bare repository without hooks; and what visitors notice of 200 pushes.

The hub of the generated stories wears the default theme without its template for share cards: Hugo draws
none either, and ten thousand take minutes once."""
import http.client
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time


def git(*args, cwd, env=None):
    subprocess.run(["git", *args], cwd=cwd, check=True, capture_output=True, env={**os.environ, **(env or {})})


class Desk:
    """A content repository with hooks, a clone to write in, and the hub behind nginx."""

    def __init__(self, bench, tmp, name, count):
        self.bench, self.tmp = bench, tmp
        self.n = 0
        self.content, self.repo, self.clone = tmp / f"{name}-content", tmp / f"{name}.git", tmp / f"{name}-clone"
        theme = tmp / f"{name}-theme"
        shutil.copytree(bench.ROOT / "themes/default", theme)
        (theme / "layouts/card.svg.mustache").unlink(missing_ok=True)
        subprocess.run([sys.executable, bench.ROOT / "tests/bench/generate.py", str(count), self.content], check=True)
        who = ("-c", "user.name=x", "-c", "user.email=x@y", "-c", "gc.auto=0")
        for command in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-qm", "all"), ("gc", "-q")):
            git(*command, cwd=self.content)
        subprocess.run([bench.BUILD / "teamhub", "init-repo", self.repo], check=True, capture_output=True)
        git("push", "-q", self.repo, "main", cwd=self.content)
        git("clone", "-q", self.repo, self.clone, cwd=tmp)
        for key, value in (("user.name", "Jana Weber"), ("user.email", "x@y")):
            git("config", key, value, cwd=self.clone)
        os.chmod(tmp, 0o755)
        self.hub = bench.Hub(tmp, name, self.repo, bench.BUILD, {"ORIGIN": "", "THEME": str(theme)})
        for key, value in (("teamhub.edition", self.hub.run / "hub/current"), ("teamhub.theme", theme)):
            git("config", key, str(value), cwd=self.repo)

    def commit(self):
        """A new story; returns its address."""
        self.n += 1
        story = self.clone / f"stories/new-{self.n:04}.md"
        story.write_text(f"---\ntitle: New story {self.n}\ndate: 2026-11-20\nauthors: [person-{self.n % 10}]\n"
                         "team: [team-1]\ntopic: [topic-3]\n---\n" + "Words of a new story about a heat pump. " * 60 + "\n")
        git("add", "-A", cwd=self.clone)
        git("commit", "-qm", "new", cwd=self.clone)
        return f"/team/stories/new-{self.n:04}/"

    def push(self, *where):
        start = time.monotonic()
        git("push", "-q", *where, cwd=self.clone)
        return time.monotonic() - start

    def visible(self, path, until):
        """When the page is there, asked past the cache every two milliseconds."""
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=5)
        for i in range(1_000_000):
            connection.request("GET", f"{path}?utm_source={time.monotonic_ns()}")
            reply = connection.getresponse()
            reply.read()
            if reply.status == 200:
                return time.monotonic()
            if time.monotonic() > until:
                sys.exit(f"bench: {path} is not visible: {reply.status}")
            time.sleep(0.002)
        return None


def to_visible(bench, count, rounds, seconds, tmp):
    desk = Desk(bench, tmp, "pushed", count)
    site = tmp / "rebuilt"
    shutil.copytree(bench.ROOT / "tests/bench/hugo", site)
    (site / "content").symlink_to(desk.content)
    hugo, before, after = [], [], []
    try:
        for i in bench.rounds_within(5 * rounds, seconds):
            if i % 8 == 0:
                shutil.rmtree(site / "public", ignore_errors=True)
                hugo.append(bench.timed(["hugo", "--quiet"], cwd=site)[0])
            path, seen = desk.commit(), []
            watch = threading.Thread(target=lambda p=path: seen.append(desk.visible(p, time.monotonic() + 120)))
            start = time.monotonic()
            watch.start()
            desk.push()
            end = time.monotonic()
            watch.join()
            before.append(seen[0] - start)
            after.append(max(0.0, seen[0] - end))
    finally:
        desk.hub.stop()
    rebuild = statistics.median(hugo)
    print(f"\na push among {count} stories, median of {len(before)}: visible {statistics.median(before):.3f} s after "
          f"it began, {statistics.median(after):.3f} s after it ended; hugo rebuilds in {rebuild:.1f} s; {bench.load()}")
    bench.verdict("end of git push to visible / Hugo's rebuild", statistics.median(after) / rebuild, 1 / 100, False)
    print(f"  beginning of git push to visible / Hugo's rebuild{statistics.median(before) / rebuild:19.4f}")


def hooks_or_none(bench, rounds, seconds, tmp):
    desk = Desk(bench, tmp, "hooked", 500)
    bare = tmp / "bare.git"
    try:
        git("clone", "-q", "--bare", desk.repo, bare, cwd=tmp)
        pairs = []
        for i in bench.rounds_within(10 * rounds, seconds / 4):
            desk.commit()
            sides = [lambda: desk.push(str(bare), "main"), desk.push]
            took = [side() for side in sides] if i % 2 else [side() for side in sides[::-1]][::-1]
            pairs.append((took[1], took[0]))
        with_hooks, without = (statistics.median(p[i] for p in pairs) for i in (0, 1))
        best, best_without = (min(p[i] for p in pairs) for i in (0, 1))
        print(f"\na push among 500 stories, median of {len(pairs)}: {with_hooks * 1000:.0f} ms, without hooks "
              f"{without * 1000:.0f} ms; the best {best * 1000:.0f} and {best_without * 1000:.0f} ms; {bench.load()}")
        bench.verdict("push with hooks / without", bench.middle(pairs), 3, False)
        under_load(bench, desk, 200)
    finally:
        desk.hub.stop()


class Visitors(threading.Thread):
    """Asks pages one after the other, a hundred a second, and keeps how long each took."""

    PATHS = ("/team/", "/team/stories/", "/team/stories/story-00007/", "/team/teams/team-1/", "/team/stories/feed.atom")

    def __init__(self, port):
        super().__init__()
        self.port, self.took, self.failed, self.ended = port, [], [], False

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        n, due = 0, time.monotonic()
        while not self.ended:
            due += 0.01
            time.sleep(max(0.0, due - time.monotonic()))
            path = self.PATHS[n % len(self.PATHS)]
            n += 1
            start = time.monotonic()
            try:
                connection.request("GET", path + (f"?utm_source={n}" if n % 2 else ""))
                reply = connection.getresponse()
                reply.read()
                if reply.status != 200:
                    self.failed.append(f"{path} {reply.status}")
            except (OSError, http.client.HTTPException) as fault:
                self.failed.append(f"{path} {fault}")
                connection.close()
            self.took.append(time.monotonic() - start)
            due = max(due, time.monotonic() - 0.5)

    def end(self):
        self.ended = True
        self.join()
        return self


def under_load(bench, desk, count):
    """Blocks of pushes and of rest in turn."""
    idle, busy, failed, pushed = [], [], [], 0
    while pushed < count:
        for took, pushes in ((idle, 0), (busy, count // 10)):
            visitors = Visitors(desk.hub.port)
            visitors.start()
            if pushes == 0:
                time.sleep(3)
            for _ in range(pushes):
                desk.commit()
                desk.push()
            visitors.end()
            took += visitors.took
            failed += visitors.failed
            pushed += pushes
    idle_p99, busy_p99 = (statistics.quantiles(took, n=100)[98] for took in (idle, busy))
    print(f"\n{count} pushes while visitors ask: {len(busy)} requests, {len(failed)} failed; "
          f"p99 {busy_p99 * 1000:.1f} ms, idle {idle_p99 * 1000:.1f} ms; {bench.load()}")
    for line in failed[:5]:
        print(f"  failed: {line}")
    bench.verdict("failed requests", len(failed), 0, False)
    bench.verdict("p99 while pushes go in / idle", busy_p99 / idle_p99, 2, False)


def push(bench, count, rounds, seconds, tmp):
    to_visible(bench, count, rounds, seconds / 2, tmp)
    hooks_or_none(bench, rounds, seconds / 2, tmp)
