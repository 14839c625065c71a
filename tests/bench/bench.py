#!/usr/bin/env python3
"""Speed as ratios within one run: publishing beside Hugo, answering beside a trivial FastCGI program that
returns the same bytes behind the same nginx settings, and beside a static file. Called by `make bench`.

usage: bench.py [publish] [serve] [search] [push] [--stories N] [--rounds N]
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


def verdict(name, value, limit, at_least):
    good = value >= limit if at_least else value <= limit
    sign = "at least" if at_least else "at most"
    print(f"  {name:<58} {value:6.3f}   {sign} {limit:.3f}   {'ok' if good else 'MISSED'}")
    if not good:
        faults.append(name)


def timed(command, cwd=None):
    """Wall seconds and peak memory in MB of one command."""
    start = time.monotonic()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"bench: {' '.join(map(str, command))}: {message[-2000:]}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def publish(count, rounds, tmp):
    content = tmp / "content"
    subprocess.run([sys.executable, ROOT / "tests/bench/generate.py", str(count), content], check=True)
    site = tmp / "hugo"
    shutil.copytree(ROOT / "tests/bench/hugo", site)
    (site / "content").symlink_to(content)
    ours, theirs = [], []
    for i in range(rounds):
        ours.append(timed([BUILD / "teamhub", "publish", "--source", content, "--edition", tmp / f"hub{i}/current"]))
        shutil.rmtree(tmp / f"hub{i}")
        shutil.rmtree(site / "public", ignore_errors=True)
        theirs.append(timed(["hugo", "--quiet"], cwd=site))
    wall, memory = (statistics.median(x[k] for x in ours) for k in (0, 1))
    wall_hugo, memory_hugo = (statistics.median(x[k] for x in theirs) for k in (0, 1))
    print(f"\npublishing {count} stories, median of {rounds}: teamhub {wall:.2f} s, {memory:.0f} MB; "
          f"hugo {wall_hugo:.2f} s, {memory_hugo:.0f} MB")
    verdict("wall time, teamhub / hugo", wall / wall_hugo, 1 / 6, False)
    verdict("memory, teamhub / hugo", memory / memory_hugo, 1 / 10, False)


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


def serve(count, rounds, tmp):
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
            lua.write_text('local n = 0\nrequest = function()\n  n = n + 1\n'
                           '  return wrk.format("GET", wrk.path .. "?utm_source=" .. os.time() .. "-" .. n)\nend\n')
            got = {name: [] for name in ("ours cached", "trivial cached", "ours", "trivial", "static")}
            for _ in range(rounds):
                got["ours cached"].append(rate(hub.port, path, 2))
                got["trivial cached"].append(rate(trivial.port, path, 2))
                got["ours"].append(rate(hub.port, path, 3, lua))
                got["trivial"].append(rate(trivial.port, path, 3, lua))
                got["static"].append(rate(hub.port, "/team/media/static.html", 2))
            middle = {name: statistics.median(values) for name, values in got.items()}
            print(f"\na story of {len(body)} bytes among {count}, requests a second, median of {rounds}: "
                  + ", ".join(f"{name} {value:.0f}" for name, value in middle.items()))
            pairs = [(a / b, c / d) for a, b, c, d in zip(got["ours cached"], got["trivial cached"], got["ours"],
                                                          got["trivial"])]
            verdict("from the cache, teamhub / trivial", statistics.median(p[0] for p in pairs), 0.95, True)
            verdict("not cached, teamhub / trivial", statistics.median(p[1] for p in pairs), 0.6, True)
            print(f"  not cached, teamhub / a static file{middle['ours'] / middle['static']:30.3f}")
        finally:
            trivial.stop()
    finally:
        hub.stop()


QUESTIONS = ["pump", "winter", "person", "honest", "number", "pump house", "team-3 valve", "kitchen board shift",
             "apprentice wal", "%22copper+team%22"]


def search(count, rounds, tmp):
    """Questions as people ask them; each word of the generator stands in nearly every story: there is no worse hub."""
    content = tmp / "content"
    if not content.exists():
        subprocess.run([sys.executable, ROOT / "tests/bench/generate.py", str(count), content], check=True)
    wall = statistics.median(timed([BUILD / "teamhub", "publish", "--source", content, "--edition",
                                    tmp / f"indexed{i}/current"])[0] for i in range(rounds))
    edition = (tmp / "indexed0/current").resolve()
    index = statistics.median(float(subprocess.run([BUILD / "release/bench/bench_search", edition], check=True,
                                                   capture_output=True, text=True).stdout) for _ in range(rounds))
    print(f"\npublishing {count} stories {wall:.2f} s, of which the search index {index:.2f} s")
    verdict("indexing / publishing without it", index / (wall - index), 1 / 3, False)
    os.chmod(tmp, 0o755)
    hub = Hub(tmp, "searched", content, BUILD)
    try:
        fresh = tmp / "fresh.lua"
        fresh.write_text('local n = 0\nrequest = function()\n  n = n + 1\n'
                         '  return wrk.format("GET", wrk.path .. "?utm_source=" .. os.time() .. "-" .. n)\nend\n')
        asked = ", ".join(f'"{q.replace(" ", "+")}"' for q in QUESTIONS)
        lua = tmp / "search.lua"
        lua.write_text(f'local n = 0\nlocal asked = {{{asked}}}\nrequest = function()\n  n = n + 1\n'
                       '  return wrk.format("GET", wrk.path .. "?q=" .. asked[n % #asked + 1] .. '
                       '"&utm_source=" .. os.time() .. "-" .. n)\nend\n')
        pairs = [(rate(hub.port, "/team/stories/story-00007/", 1, fresh), rate(hub.port, "/team/search", 1, lua))
                 for _ in range(5 * rounds)]
        story, found = (statistics.median(p[i] for p in pairs) for i in (0, 1))
        print(f"not cached, requests a second, median of {5 * rounds}: a story {story:.0f}, a search {found:.0f}")
        verdict("time of a search / of a story", statistics.median(p[0] / p[1] for p in pairs), 3, False)
    finally:
        hub.stop()


def push(count, rounds, tmp):
    pushing.push(sys.modules[__name__], count, rounds, tmp)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", nargs="*", default=["publish", "serve", "search", "push"])
    parser.add_argument("--stories", type=int, default=10000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    print(f"{os.cpu_count()} cores, {cpu}; load {os.getloadavg()[0]:.1f}")
    tmp = Path(tempfile.mkdtemp(prefix="teamhub-bench-"))
    try:
        for what in args.what:
            {"publish": publish, "serve": serve, "search": search, "push": push}[what](args.stories, args.rounds, tmp)
    finally:
        shutil.rmtree(tmp, ignore_errors=True)
    sys.exit(f"missed: {', '.join(faults)}" if faults else 0)


if __name__ == "__main__":
    main()
