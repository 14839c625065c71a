"""What a push costs: from its start to the first right answer through nginx, for each kind of change; the first one;
and what visitors notice of many.

The hub of the generated stories wears the default theme without its template for share cards: Hugo draws none
either, and ten thousand take minutes once."""
import http.client
import os
import shutil
import statistics
import subprocess
import threading
import time

WHO = ("-c", "user.name=Jana Weber", "-c", "user.email=x@y", "-c", "gc.auto=0")


def git(*args, cwd, **more):
    return subprocess.run(["git", *map(str, args)], cwd=cwd, check=True, capture_output=True, **more)


class Desk:
    """A content repository with hooks, a clone to write in, and the hub behind nginx; of one build."""

    def __init__(self, run, build, count):
        self.run, self.build, self.n = run, build, 0
        place = run.tmp / f"{build.name}-desk"
        self.repo, self.clone, self.theme = place / "repo.git", place / "clone", place / "theme"
        shutil.copytree(build.root / "themes/default", self.theme)
        (self.theme / "layouts/card.svg.mustache").unlink()
        shutil.copytree(run.bench.corpus(count), self.clone)
        for command in (("init", "-q", "-b", "main"), ("add", "-A"), (*WHO, "commit", "-qm", "all"), ("gc", "-q")):
            git(*command, cwd=self.clone)
        for key, value in (("user.name", "Jana Weber"), ("user.email", "x@y"), ("gc.auto", 0)):
            git("config", key, value, cwd=self.clone)
        subprocess.run([build.programs / "teamhub", "init-repo", self.repo], check=True, capture_output=True)
        git("remote", "add", "origin", self.repo, cwd=self.clone)
        git("push", "-q", "-u", "origin", "main", cwd=self.clone)
        self.hub = build.hub(run.tmp, self.repo, env={"ORIGIN": "", "THEME": str(self.theme)})
        self.edition = self.hub.run / "hub/current"
        for key, value in (("teamhub.edition", self.edition), ("teamhub.theme", self.theme)):
            git("config", key, value, cwd=self.repo)

    def push(self):
        git("commit", "-qam", "a change", cwd=self.clone)
        start = time.monotonic()
        git("push", "-q", cwd=self.clone)
        return start, time.monotonic()

    def publish(self):
        start = time.monotonic()
        subprocess.run([self.build.programs / "teamhub", "publish", "--source", self.repo, "--edition", self.edition,
                        "--theme", self.theme], check=True, capture_output=True)
        return start, time.monotonic()

    def seen(self, path, status, mark, moments):
        """When the answer is right, asked past the cache every three milliseconds."""
        connection, until = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=30), time.monotonic() + 300
        while time.monotonic() < until:
            connection.request("GET", f"/team{path}?utm_source={time.monotonic_ns()}", headers={"Accept-Encoding": "identity"})
            reply = connection.getresponse()
            body = reply.read()
            if reply.status == status and mark.encode() in body:
                moments.append(time.monotonic())
                return
            time.sleep(0.003)

    def time(self, change):
        """Seconds from the start to the first right answer, and to the end."""
        self.n += 1
        path, status, mark, how = change(self, f"marke{self.n:04}")
        git("add", "-A", cwd=self.clone)
        moments = []
        watch = threading.Thread(target=self.seen, args=(path, status, mark, moments))
        watch.start()
        start, end = how()
        watch.join()
        if not moments:
            self.run.bench.fail(f"{self.build.name}: {path} is not {status} with {mark}")
        return moments[0] - start, end - start


def edit(path, before, after):
    text = path.read_text(encoding="utf-8")
    if before not in text:
        raise ValueError(f"{path} has no {before}")
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


# ---- kinds of change: what to ask then, the status, a word on the page, how it goes live ----

def story_added(desk, mark):
    (desk.clone / f"stories/{mark}.md").write_text(f"---\ntitle: New {mark}\ndate: 2026-11-20\nauthors: [person-1]\nteam: [team-1]\ntopic: [topic-3]\n---\n"
                                                   + "Worte einer neuen Geschichte über eine Wärmepumpe. " * 60 + "\n")
    return f"/stories/{mark}/", 200, mark, desk.push


def story_changed(desk, mark):
    with (desk.clone / "stories/2016/story-00010.md").open("a", encoding="utf-8") as f:
        f.write(f"\nEin Satz mehr, {mark}.\n")
    return "/stories/story-00010/", 200, mark, desk.push


def person_renamed(desk, mark):
    person = desk.clone / "people/person-0.md"
    lines = person.read_text().split("\n")
    person.write_text("\n".join(f"name: Person {mark}" if line.startswith("name:") else line for line in lines))
    return "/stories/story-00000/", 200, mark, desk.push


def text_of_hub(desk, mark):
    settings = desk.clone / "hub.yml"
    lines = settings.read_text().split("\n")
    settings.write_text("\n".join([f"title: Bench {mark}", *lines[1:]]))
    return "/stories/story-00010/", 200, mark, desk.push


def theme_changed(desk, mark):
    with (desk.theme / "layouts/story.mustache").open("a") as f:
        f.write(f"{{{{! {mark} }}}}")
    edit(desk.theme / "layouts/base.mustache", "</head>", f"<meta name=\"x\" content=\"{mark}\"></head>")
    return "/stories/story-00010/", 200, mark, desk.publish


def story_withdrawn(desk, mark):
    slug = f"story-{desk.n * 10 + 100:05}"
    with (desk.clone / "withdrawn.yml").open("a") as f:
        f.write(f"- {{story: {slug}, date: 2026-01-01}}\n")
    return f"/stories/{slug}/", 410, "", desk.push


CHANGES = {"story added": story_added, "story changed": story_changed, "person of 300 stories renamed": person_renamed,
           "a text of hub.yml": text_of_hub, "theme changed": theme_changed, "story withdrawn": story_withdrawn}
AGAINST_BASE = {"person of 300 stories renamed": 0.15, "theme changed": 0.08, "a text of hub.yml": 0.08}


def changes(run):
    bench = run.bench
    took, rebuild, desks = {(what, b.name): [] for what in CHANGES for b in run.builds}, [], []
    hugo = bench.Hugo(run.tmp, bench.corpus(run.stories))
    try:
        desks = [Desk(run, b, run.stories) for b in run.builds]
        for i in bench.rounds_within(2 * run.rounds, run.seconds):
            if i % 4 == 0:
                rebuild.append(hugo.build(run.stories)[0])
            for what, change in CHANGES.items():
                for desk in desks[:: 1 if i % 2 else -1]:
                    took[what, desk.build.name].append(desk.time(change))
    finally:
        for desk in desks:
            desk.hub.stop()
    visible = {key: [v for v, _ in values] for key, values in took.items()}
    ended = {key: [e for _, e in values] for key, values in took.items()}
    middle = statistics.median
    for what in CHANGES:
        print(f"  {what:<30} among {run.stories}, visible after (ended), s: " + "; ".join(
            f"{b.name} {middle(visible[what, b.name]):.3f} ({middle(ended[what, b.name]):.3f})" for b in run.builds))
    print(f"  hugo builds its site in {middle(rebuild):.2f} s")
    changed = middle(visible["story changed", "ours"])
    bench.verdict("a story changed: start of push to visible", changed * 1000, 150, unit="ms")
    bench.verdict("the same / Hugo's build", changed / middle(rebuild), 1 / 60)
    bench.verdict("a story withdrawn: start of push to 410", middle(visible["story withdrawn", "ours"]), 0.5, unit="s")
    if run.base:
        for what, goal in AGAINST_BASE.items():
            bench.verdict(f"{what}: visible / base", bench.middle(visible[what, "ours"], visible[what, "base"]), goal)
        bench.verdict("a story withdrawn: erased everywhere / base", bench.middle(ended["story withdrawn", "ours"], ended["story withdrawn", "base"]), 0.2)


# ---- the first push ----

def with_history(source, repo):
    """A bare repository with a commit for each file, in the order of their names."""
    stream, files = [], sorted(p for p in source.rglob("*") if p.is_file())
    for i, path in enumerate(files):
        data = path.read_bytes()
        stream.append(b"commit refs/heads/main\ncommitter J <j@x> %d +0000\ndata 1\nx\nM 100644 inline %s\ndata %d\n%s\n"
                      % (1500000000 + i * 3600, str(path.relative_to(source)).encode(), len(data), data))
    git("init", "-q", "--bare", "-b", "main", repo, cwd=source.parent)
    git("fast-import", "--quiet", cwd=repo, input=b"".join(stream))


def first_push(run, repo, name):
    """Seconds of a push into a repository and a hub that hold nothing yet."""
    place = run.tmp / name
    subprocess.run([run.ours.programs / "teamhub", "init-repo", place / "repo.git", "--edition", place / "hub/current"], check=True, capture_output=True)
    start = time.monotonic()
    git("push", "-q", place / "repo.git", "main", cwd=repo)
    took = time.monotonic() - start
    if not (place / "hub/current").exists():
        run.bench.fail("the first push published nothing")
    shutil.rmtree(place)
    return took


def first(run):
    bench, content = run.bench, run.bench.corpus(run.stories)
    one, many, site = run.tmp / "one", run.tmp / "many.git", run.tmp / "history"
    shutil.copytree(content, one)
    for command in (("init", "-q", "-b", "main"), ("add", "-A"), (*WHO, "commit", "-qm", "all"), ("gc", "-q")):
        git(*command, cwd=one)
    with_history(content, many)
    git("clone", "-q", many, site, cwd=run.tmp)
    shutil.copytree(bench.ROOT / "tests/bench/hugo", site, dirs_exist_ok=True)
    with (site / "config.toml").open("r+") as f:  # the texts lie beside it, so that Hugo sees their history
        text = f.read()
        f.seek(0)
        f.write("enableGitInfo = true\n" + text + "\n[module]\n" + "".join(
            f"[[module.mounts]]\nsource = \"{d}\"\ntarget = \"content/{d}\"\n" for d in ("stories", "people", "media")))
    folder, pushed, history, hugo = [], [], [], []
    for i in bench.rounds_within(run.rounds, run.seconds):
        folder.append(run.ours.publish(content, run.tmp / f"folder{i}/current", run.stories)[0])
        shutil.rmtree(run.tmp / f"folder{i}")
        pushed.append(first_push(run, one, f"pushed{i}"))
        history.append(first_push(run, many, f"history{i}"))
        shutil.rmtree(site / "public", ignore_errors=True)
        hugo.append(bench.timed(["hugo", "--quiet"], cwd=site)[0])
    if not (site / "public/stories").exists():
        bench.fail("hugo published nothing of the history")
    print(f"  {run.stories} stories, s: from a folder {statistics.median(folder):.2f}, first push {statistics.median(pushed):.2f}, with a commit "
          f"for each {statistics.median(history):.2f}; hugo with git info {statistics.median(hugo):.2f}")
    bench.verdict("first push / publishing a folder", bench.middle(pushed, folder), 1.3)
    bench.verdict("first push with a commit for each story / Hugo with git info", bench.middle(history, hugo), 0.4)


# ---- visitors ----

class Visitors(threading.Thread):
    """Asks pages one after the other, a hundred a second, and keeps how long each took."""

    PATHS = ("/team/", "/team/stories/", "/team/stories/story-00010/", "/team/teams/team-1/", "/team/stories/feed.atom")

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
                connection.request("GET", path + (f"?utm_source={n}" if n % 2 else ""), headers={"Accept-Encoding": "gzip, br"})
                reply = connection.getresponse()
                reply.read()
                if reply.status != 200:
                    self.failed.append(f"{path} {reply.status}")
            except (OSError, http.client.HTTPException) as fault:
                self.failed.append(f"{path} {fault}")
                connection.close()
            self.took.append(time.monotonic() - start)
            due = max(due, time.monotonic() - 0.5)


def visitors(run):
    """Two hundred pushes into a hub of 500, in blocks with rest between them."""
    idle, busy, failed, pushed, block = [], [], [], [], 20
    desk = Desk(run, run.ours, 500)
    try:
        for _ in run.bench.rounds_within(10, run.seconds):
            for took, pushes in ((idle, 0), (busy, block)):
                crowd = Visitors(desk.hub.port)
                crowd.start()
                time.sleep(0 if pushes else 3)
                pushed += [desk.time(story_added)[1] for _ in range(pushes)]
                crowd.ended = True
                crowd.join()
                took += crowd.took
                failed += crowd.failed
    finally:
        desk.hub.stop()
    p99 = {name: statistics.quantiles(took, n=100)[98] for name, took in (("idle", idle), ("busy", busy))}
    print(f"  {len(pushed)} pushes, {statistics.median(pushed):.3f} s each, while {len(busy)} requests came: p99 {p99['busy'] * 1000:.1f} ms, idle {p99['idle'] * 1000:.1f} ms")
    for line in failed[:5]:
        print(f"  failed: {line}")
    run.bench.verdict("failed requests", len(failed), 0)
    run.bench.verdict("p99 of visitors while pushes go in / idle", p99["busy"] / p99["idle"], 2)
