"""What an answer costs: through nginx as browsers ask, from the cache and not, beside a trivial program that returns the
same bytes; in the worker alone, as a hub grows; as plain CGI."""
import os
import re
import shutil
import statistics
import subprocess
import urllib.parse
import urllib.request

import generate

BROWSER = "gzip, deflate, br, zstd"
STORY = "/stories/story-00010/"
# The words that most of the texts are full of, but for those that every sentence has and a search passes over.
FREQUENT = generate.Language("de").words[len(generate.COMMON["de"].split()):][:6]
QUESTIONS = [urllib.parse.quote(q) for q in FREQUENT + [f"{FREQUENT[0]} {FREQUENT[1]}", f"{FREQUENT[2]} {FREQUENT[3]} {FREQUENT[4]}", FREQUENT[5][:4]]]
# A request that no cache holds; the search asks something else each time.
FRESH = """local n, asked = 0, {%s}
request = function()
  n = n + 1
  local q = #asked > 0 and "q=" .. asked[n %% #asked + 1] .. "&" or ""
  return wrk.format("GET", wrk.path .. (wrk.path:find("?", 1, true) and "&" or "?") .. q .. "utm_source=" .. os.time() .. "-" .. n)
end
"""


def rate(run, port, path, encoding="", script=None):
    """Requests a second of eight browsers, during one."""
    out = subprocess.run(["wrk", "-t1", "-c8", "-d1s", "-H", f"Accept-Encoding: {encoding}", *(["-s", script] if script else []),
                          f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        run.bench.fail(f"requests failed: {path}\n{out}")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", out)[1])


def fetch(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as reply:
        return reply.read()


def trivial_programs(run, bodies):
    """A folder of programs in which trivial.c takes the place of the worker."""
    fake = run.tmp / "build"
    fake.mkdir()
    (fake / "teamhub").symlink_to(run.ours.programs / "teamhub")
    shutil.copy(run.ours.programs / "release/bench/trivial", fake / "trivial")
    script = fake / "teamhub.fcgi"
    script.write_text(f'#!/bin/sh\n[ -n "$REQUEST_METHOD" ] && exec {run.ours.programs}/teamhub.fcgi\n'
                      f"TRIVIAL_BODIES={bodies} exec {fake}/trivial\n")
    script.chmod(0o755)
    return fake


def serve(run):
    pages = {"story": "/team" + STORY, "list": "/team/stories/", "feed": "/team/teams/team-1/feed.atom?place=place-2", "search": "/team/search"}
    goals = {"story": 0.85, "list": 0.75, "feed": 0.6, "search": 0.6}
    bodies = run.tmp / "bodies"
    bodies.mkdir()
    hubs = {b.name: b.hub(run.tmp, run.bench.corpus(run.stories)) for b in run.builds}
    try:
        ours = hubs["ours"].port
        for name, path in pages.items():
            body = fetch(ours, path + (f"?q={QUESTIONS[0]}" if name == "search" else ""))
            (bodies / path.split("?")[0].replace("/", "_")).write_bytes(body)
        hubs["trivial"] = run.ours.hub(run.tmp, run.bench.corpus(20), trivial_programs(run, bodies))
        styles = {name: re.search(rb'/team/assets/[^"]*main[^"]*\.css', fetch(hubs[name].port, pages["story"]))[0].decode() for name in hubs if name != "trivial"}
        scripts = {}
        for name in pages:
            scripts[name] = run.tmp / f"{name}.lua"
            scripts[name].write_text(FRESH % ", ".join(f'"{q}"' for q in (QUESTIONS if name == "search" else [])))
        asked = {}
        for name, hub in hubs.items():
            for page in ("story", "feed", "css") if name != "trivial" else ("story",):
                path = styles[name] if page == "css" else pages[page]
                for encoding in ("", BROWSER):
                    asked[name, page, encoding] = (hub.port, path, encoding)
            if name != "base":
                asked |= {(name, page): (hub.port, path, "", scripts[page]) for page, path in pages.items()}
        asked["ours", "story", "fresh", BROWSER] = (ours, pages["story"], BROWSER, scripts["story"])
        got = {key: [] for key in asked}
        for i in run.bench.rounds_within(5 * run.rounds, run.seconds):
            for key in list(asked)[:: 1 if i % 2 else -1]:  # none is always the first
                got[key].append(rate(run, *asked[key]))
    finally:
        for hub in hubs.values():
            hub.stop()
    ratio, verdict = run.bench.middle, run.bench.verdict
    for name in hubs:
        print(f"  {name}, requests a second: " + ", ".join(f"{' '.join(key[1:]).replace(BROWSER, 'br').strip()} {statistics.median(values):.0f}"
                                                         for key, values in got.items() if key[0] == name))
    for page in ("story", "feed", "css"):
        verdict(f"{page} from the cache, browser's Accept-Encoding / none", ratio(got["ours", page, BROWSER], got["ours", page, ""]), 0.85, True)
        if run.base:
            print(f"    base {ratio(got['base', page, BROWSER], got['base', page, '']):.3f}; to a browser, ours / base {ratio(got['ours', page, BROWSER], got['base', page, BROWSER]):.1f}")
    verdict("story from the cache / trivial", ratio(got["ours", "story", ""], got["trivial", "story", ""]), 0.95, True)
    for page, goal in goals.items():
        verdict(f"{page} not cached / trivial", ratio(got["ours", page], got["trivial", page]), goal, True)
    print(f"    a story not cached, compressed / not {ratio(got['ours', 'story', 'fresh', BROWSER], got['ours', 'story']):.3f}")


def worker(run):
    """Microseconds of processor in the worker itself; ten times the stories."""
    bench, addresses = run.bench, {"story": STORY, "list": "/stories/", "start": "/", "search": f"/search?q={QUESTIONS[0]}", "sitemap": "/sitemap.xml", "people": "/people/"}
    goals = {"story": 1.3, "list": 1.3, "start": 1.3, "search": 3}
    sizes = [run.stories // 10, max(run.stories, run.large)]
    took = {}
    for build in run.builds:
        for n in sizes:
            edition = run.tmp / f"{build.name}-{n}/current"
            build.publish(bench.corpus(n), edition, n)
            took[build.name, n] = []
    for _ in bench.rounds_within(3 * run.rounds, run.seconds):
        for build, n in took:
            program = next(b for b in run.builds if b.name == build).programs / "release/bench/bench_worker"
            out = subprocess.run([program, run.tmp / f"{build}-{n}/current", "200", *addresses.values()], check=True, capture_output=True, text=True).stdout
            took[build, n].append([tuple(map(float, line.split())) for line in out.splitlines()])
    def median(key, page, which):
        at = list(addresses).index(page)
        return statistics.median(one[at][which] for one in took[key])
    for key in took:
        print(f"  {key[0]}, {key[1]} stories, µs (first request of an edition): " + ", ".join(f"{page} {median(key, page, 1):.0f} ({median(key, page, 0):.0f})" for page in addresses))
    less, more = (("ours", n) for n in sizes)
    for page, goal in goals.items():
        bench.verdict(f"worker, {page}, {sizes[1]} / {sizes[0]} stories", median(more, page, 1) / median(less, page, 1), goal)
    if sizes[1] > 50000:  # below, it is no index
        bench.verdict(f"worker, sitemap index, {sizes[1]} stories", median(more, "sitemap", 1) / 1000, 1, unit="ms")
    bench.verdict("worker, first request of an edition, story", median(more, "story", 0) / 1000, 20, unit="ms")


def once(bench, program, env):
    """Milliseconds of processor of a CGI program from its start to its end."""
    read, write = os.pipe()
    pid = os.posix_spawn(program, [str(program)], env, file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_CLOSE, read)])
    os.close(write)
    size = 0
    while chunk := os.read(read, 1 << 16):
        size += len(chunk)
    usage = os.wait4(pid, 0)[2]
    os.close(read)
    if size < 30:
        bench.fail(f"{program} answered nothing")
    return (usage.ru_utime + usage.ru_stime) * 1000


def cgi(run):
    """A process for each request: ours, one that says hello, and cgit, which does the like for another kind of page."""
    bench, repo = run.bench, run.tmp / "cgit.git"
    sides = {"hello": (run.ours.programs / "release/bench/hello", {})}
    for build in run.builds:
        edition = run.tmp / f"{build.name}/current"
        build.publish(bench.corpus(run.stories), edition, run.stories)
        sides[build.name] = (build.programs / "teamhub.fcgi", {"SCRIPT_NAME": "/team", "PATH_INFO": STORY, "TEAMHUB_EDITION": str(edition)})
    subprocess.run(["git", "clone", "-q", "--bare", "--depth", "1", f"file://{bench.ROOT}", repo], check=True)
    (run.tmp / "cgitrc").write_text(f"repo.url=x\nrepo.path={repo}\nenable-index-owner=0\n")
    sides["cgit"] = ("/usr/lib/cgit/cgit.cgi", {"CGIT_CONFIG": str(run.tmp / "cgitrc"), "PATH_INFO": "/x/"})
    took = {name: [] for name in sides}
    for _ in bench.rounds_within(300, run.seconds):
        for name, (program, variables) in sides.items():
            took[name].append(once(bench, program, {"REQUEST_METHOD": "GET", **variables}))
    print("  milliseconds of processor: " + ", ".join(f"{name} {statistics.mean(values):.2f}" for name, values in took.items()))
    bench.verdict("CGI, a story / hello", statistics.mean(took["ours"]) / statistics.mean(took["hello"]), 6)
