#!/usr/bin/env python3
"""Speed as ratios within one run: publishing beside Hugo, answering beside a trivial FastCGI program that
returns the same bytes behind the same nginx settings, and beside a static file. Called by `make bench`.

usage: bench.py [publish] [serve] [cgi] [search] [push] [--stories N] [--rounds N] [--minutes N]

Both sides of a ratio take turns in short slices, and the middle of the ratios counts: noise of other programs meets
both. No part takes longer than its share of --minutes by more than one round. The status is 1 when a goal is missed.
"""
import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import push as pushing

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
faults = []
SHARE = {"publish": 0.3, "serve": 0.15, "cgi": 0.05, "search": 0.15, "push": 0.35}


def verdict(name, value, limit, at_least):
    good = value >= limit if at_least else value <= limit
    sign = "at least" if at_least else "at most"
    print(f"  {name:<58} {value:6.3f}   {sign} {limit:.3f}   {'ok' if good else 'MISSED'}")
    if not good:
        faults.append(name)


def rounds_within(most, seconds):
    """Counts rounds, at least one, until there were `most` or the time is over."""
    end = time.monotonic() + seconds
    for i in range(most):
        if i > 0 and time.monotonic() > end:
            return
        yield i


def middle(pairs):
    """The median of the ratios within each pair."""
    return statistics.median(a / b for a, b in pairs)


def timed(command, cwd=None):
    """Wall seconds, peak memory in MB and seconds of processor of one command."""
    start = time.monotonic()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"bench: {' '.join(map(str, command))}: {message[-2000:]}")
    return time.monotonic() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def publish(count, rounds, seconds, tmp):
    content = tmp / "content"
    subprocess.run([sys.executable, ROOT / "tests/bench/generate.py", str(count), content], check=True)
    site = tmp / "hugo"
    shutil.copytree(ROOT / "tests/bench/hugo", site)
    (site / "content").symlink_to(content)
    ours, theirs = [], []
    for i in rounds_within(rounds, seconds):
        ours.append(timed([BUILD / "teamhub", "publish", "--source", content, "--edition", tmp / f"hub{i}/current"]))
        shutil.rmtree(tmp / f"hub{i}")
        shutil.rmtree(site / "public", ignore_errors=True)
        theirs.append(timed(["hugo", "--quiet"], cwd=site))
    wall, memory, processor = (statistics.median(x[k] for x in ours) for k in range(3))
    wall_hugo, memory_hugo, processor_hugo = (statistics.median(x[k] for x in theirs) for k in range(3))
    print(f"\npublishing {count} stories, median of {len(ours)}: teamhub {wall:.2f} s ({processor:.2f} s of processor), "
          f"{memory:.0f} MB; hugo {wall_hugo:.2f} s ({processor_hugo:.2f} s), {memory_hugo:.0f} MB; {load()}")
    verdict("wall time, teamhub / hugo", middle((a[0], b[0]) for a, b in zip(ours, theirs)), 1 / 6, False)
    verdict("memory, teamhub / hugo", memory / memory_hugo, 1 / 10, False)
    print(f"  processor time, teamhub / hugo{processor / processor_hugo:38.3f}")


class Hub:
    """run.sh with the given worker program, on a free port."""

    def __init__(self, tmp, name, content, build, env=None):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.run = tmp / name
        self.log = open(tmp / f"{name}.log", "w")
        self.process = subprocess.Popen(
            [ROOT / "nginx/run.sh"], stdout=self.log, stderr=self.log, start_new_session=True,
            env={**os.environ, **(env or {}), "PORT": str(self.port), "RUN": str(self.run), "CONTENT": str(content),
                 "BUILD": str(build), "WORKERS": "2"})
        for _ in range(1200):
            if (self.run / "address").exists():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.stop()
        sys.exit(f"bench: the hub did not start: {(tmp / f'{name}.log').read_text()[-2000:]}")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()


def rate(port, path, seconds, lua=None):
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s"] + (["-s", str(lua)] if lua else [])
    out = subprocess.run([*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        sys.exit(f"bench: requests failed:\n{out}")
    return float(next(line.split()[1] for line in out.splitlines() if line.startswith("Requests/sec")))


FRESH = ('local n = 0\nrequest = function()\n  n = n + 1\n'
         '  return wrk.format("GET", wrk.path .. "?utm_source=" .. os.time() .. "-" .. n)\nend\n')


def serve(count, rounds, seconds, tmp):
    content = tmp / "content"
    if not content.exists():
        subprocess.run([sys.executable, ROOT / "tests/bench/generate.py", str(count), content], check=True)
    path = "/team/stories/story-00007/"
    os.chmod(tmp, 0o755)
    hub = Hub(tmp, "ours", content, BUILD)
    try:
        body = subprocess.run(["curl", "-sf", f"http://127.0.0.1:{hub.port}{path}"], capture_output=True, check=True).stdout
        (tmp / "body").write_bytes(body)
        (tmp / "ours/hub/media").mkdir(exist_ok=True)
        shutil.copy(tmp / "body", tmp / "ours/hub/media/static.html")
        fake = tmp / "build"
        fake.mkdir()
        (fake / "teamhub").symlink_to(BUILD / "teamhub")
        shutil.copy(BUILD / "release/bench/trivial", fake / "trivial")
        script = fake / "teamhub.fcgi"
        script.write_text(f'#!/bin/sh\n[ -n "$REQUEST_METHOD" ] && exec {BUILD}/teamhub.fcgi\n'
                          f"TRIVIAL_BODY={tmp}/body exec {fake}/trivial\n")
        script.chmod(0o755)
        trivial = Hub(tmp, "trivial", content, fake)
        try:
            lua = tmp / "fresh.lua"
            lua.write_text(FRESH)
            asked = {"ours cached": (hub.port, path), "trivial cached": (trivial.port, path),
                     "ours": (hub.port, path, lua), "trivial": (trivial.port, path, lua),
                     "static": (hub.port, "/team/media/static.html")}
            got = {name: [] for name in asked}
            for i in rounds_within(5 * rounds, seconds):
                for name in list(asked)[:: 1 if i % 2 else -1]:  # neither is always the first
                    where, what, *script = asked[name]
                    got[name].append(rate(where, what, 1, *script))
            halves = {name: statistics.median(values) for name, values in got.items()}
            print(f"\na story of {len(body)} bytes among {count}, requests a second, median of {len(got['ours'])}: "
                  + ", ".join(f"{name} {value:.0f}" for name, value in halves.items()) + f"; {load()}")
            verdict("from the cache, teamhub / trivial", middle(zip(got["ours cached"], got["trivial cached"])), 0.95,
                    True)
            verdict("not cached, teamhub / trivial", middle(zip(got["ours"], got["trivial"])), 0.6, True)
            print(f"  not cached, teamhub / a static file{halves['ours'] / halves['static']:30.3f}")
        finally:
            trivial.stop()
    finally:
        hub.stop()


QUESTIONS = ["pump", "winter", "person", "honest", "number", "pump house", "team-3 valve", "kitchen board shift",
             "apprentice wal", "%22copper+team%22"]


def once(program, env):
    """Milliseconds of a CGI program from its start to its end, its answer read, and those of the processor."""
    read, write = os.pipe()
    start = time.perf_counter()
    pid = os.posix_spawn(program, [str(program)], env, file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_CLOSE, read)])
    os.close(write)
    size = 0
    while chunk := os.read(read, 1 << 16):
        size += len(chunk)
    usage = os.wait4(pid, 0)[2]
    took = (time.perf_counter() - start) * 1000
    os.close(read)
    if size < 30:
        sys.exit(f"bench: {program} answered nothing")
    return took, (usage.ru_utime + usage.ru_stime) * 1000


def cgi(count, rounds, seconds, tmp):
    """A process for each request: ours, one that says hello, and cgit, which does the like for another kind of page."""
    content, edition, repo = tmp / "content", tmp / "cgi/current", tmp / "cgit.git"
    if not content.exists():
        subprocess.run([sys.executable, ROOT / "tests/bench/generate.py", str(count), content], check=True)
    subprocess.run([BUILD / "teamhub", "publish", "--source", content, "--edition", edition], check=False, capture_output=True)
    subprocess.run(["git", "clone", "-q", "--bare", "--depth", "1", f"file://{ROOT}", repo], check=True)
    (tmp / "cgitrc").write_text(f"repo.url=x\nrepo.path={repo}\nenable-index-owner=0\n")
    env = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "/team", "PATH_INFO": "/stories/story-00007/", "TEAMHUB_EDITION": str(edition)}
    sides = {"ours": (BUILD / "teamhub.fcgi", env), "hello": (BUILD / "release/bench/hello", env),
             "cgit": (Path("/usr/lib/cgit/cgit.cgi"), {"CGIT_CONFIG": str(tmp / "cgitrc"), "REQUEST_METHOD": "GET", "PATH_INFO": "/x/"})}
    took = {name: [] for name in sides}
    for _ in rounds_within(300, seconds):
        for name, (program, variables) in sides.items():
            took[name].append(once(program, variables))
    print(f"\nCGI, {len(took['ours'])} requests each, milliseconds until the answer is read (median) and of the processor (mean); {load()}")
    spent = {name: statistics.mean(cpu for _, cpu in took[name]) for name in sides}
    for name in sides:
        print(f"  {name:<10} {statistics.median(wall for wall, _ in took[name]):8.2f} {spent[name]:8.2f}")
    verdict("processor milliseconds beyond 1.5 of hello's", spent["ours"] - 1.5 * spent["hello"], 4, False)


def search(count, rounds, seconds, tmp):
    """Questions as people ask them; each word of the generator stands in nearly every story: there is no worse hub."""
    content = tmp / "content"
    if not content.exists():
        subprocess.run([sys.executable, ROOT / "tests/bench/generate.py", str(count), content], check=True)
    pairs = []
    for i in rounds_within(rounds, seconds / 2):
        wall, _, processor = timed([BUILD / "teamhub", "publish", "--source", content, "--edition",
                                    tmp / f"indexed{i}/current"])
        edition = (tmp / f"indexed{i}/current").resolve()
        index = float(subprocess.run([BUILD / "release/bench/bench_search", edition], check=True, capture_output=True,
                                     text=True).stdout)
        pairs.append((index, wall))
        shutil.rmtree(tmp / f"indexed{i}")
    index, wall = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    print(f"\npublishing {count} stories {wall:.2f} s, of which the search index {index:.2f} s; {load()}")
    verdict("indexing / publishing without it", statistics.median(a / (b - a) for a, b in pairs), 1 / 3, False)
    os.chmod(tmp, 0o755)
    hub = Hub(tmp, "searched", content, BUILD)
    try:
        fresh = tmp / "fresh.lua"
        fresh.write_text(FRESH)
        asked = ", ".join(f'"{q.replace(" ", "+")}"' for q in QUESTIONS)
        lua = tmp / "search.lua"
        lua.write_text(f'local n = 0\nlocal asked = {{{asked}}}\nrequest = function()\n  n = n + 1\n'
                       '  return wrk.format("GET", wrk.path .. "?q=" .. asked[n % #asked + 1] .. '
                       '"&utm_source=" .. os.time() .. "-" .. n)\nend\n')
        pairs = [(rate(hub.port, "/team/stories/story-00007/", 1, fresh), rate(hub.port, "/team/search", 1, lua))
                 for _ in rounds_within(5 * rounds, seconds / 2)]
        story, found = (statistics.median(p[i] for p in pairs) for i in (0, 1))
        print(f"not cached, requests a second, median of {len(pairs)}: a story {story:.0f}, a search {found:.0f}; {load()}")
        verdict("time of a search / of a story", middle(pairs), 3, False)
    finally:
        hub.stop()


def push(count, rounds, seconds, tmp):
    pushing.push(sys.modules[__name__], count, rounds, seconds, tmp)


def said_by(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("\n")[0].strip()
    except OSError:
        return f"no {command[0]}"


def load():
    return f"load {os.getloadavg()[0]:.1f}"


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (f"{os.cpu_count()} cores, {cpu}, {memory:.0f} GB, Linux {os.uname().release}; {load()}\n"
            f"{said_by('git', '--version')}; {said_by('hugo', 'version')[:60]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", nargs="*", default=list(SHARE))
    parser.add_argument("--stories", type=int, default=10000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=10)
    args = parser.parse_args()
    if unknown := [what for what in args.what if what not in SHARE]:
        parser.error(f"no bench {unknown[0]}: choose from {', '.join(SHARE)}")
    print(machine(), flush=True)
    whole = sum(SHARE[what] for what in args.what)
    for what in args.what:
        tmp = Path(tempfile.mkdtemp(prefix="teamhub-bench-"))
        try:
            seconds = args.minutes * 60 * SHARE[what] / whole
            {"publish": publish, "serve": serve, "cgi": cgi, "search": search, "push": push}[what](
                args.stories, args.rounds, seconds, tmp)
        finally:
            shutil.rmtree(tmp, ignore_errors=True)
        sys.stdout.flush()
    sys.exit(f"\nmissed: {', '.join(faults)}" if faults else 0)


if __name__ == "__main__":
    main()
