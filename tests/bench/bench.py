#!/usr/bin/env python3
"""Speed as ratios within one run: beside Hugo, beside a trivial program behind the same nginx, and beside an earlier
build of the hub. Called by `make bench`; README.md says what is measured and what it may be.

usage: bench.py [PART ...] [--stories N] [--rounds N] [--minutes N] [--base COMMIT] [--large N]

Both sides of a ratio take turns, and the middle of the ratios counts: noise of other programs meets both. No part takes
longer than its share of --minutes by more than one round. The status is 1 when a goal is missed.
"""
import argparse
import hashlib
import os
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import publishing
import push
import serving

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build/bench"  # what several runs need: texts, the earlier build
PARTS = {"publish": (publishing.publish, 0.15), "growth": (publishing.growth, 0.1), "export": (publishing.export, 0.05), "pictures": (publishing.pictures, 0.1),
         "serve": (serving.serve, 0.15), "worker": (serving.worker, 0.05), "cgi": (serving.cgi, 0.05),
         "push": (push.changes, 0.25), "first": (push.first, 0.1), "visitors": (push.visitors, 0.05)}
verdicts = []


def verdict(name, value, limit, at_least=False, unit=""):
    good = value >= limit if at_least else value <= limit
    line = f"  {name:<66} {value:9.3f}{unit:<3} {'at least' if at_least else 'at most '} {limit:8.3f}   {'ok' if good else 'MISSED'}"
    print(line, flush=True)
    verdicts.append((good, line))


def fail(message):
    sys.exit(f"bench: {message}")


def load():
    return f"load {os.getloadavg()[0]:.1f}"


def rounds_within(most, seconds):
    """Counts rounds, at least one, until there were `most` or the time is over."""
    end = time.monotonic() + seconds
    for i in range(most):
        if i > 0 and time.monotonic() > end:
            return
        yield i


def middle(above, below):
    """The median of the ratios of neighbours."""
    return statistics.median(a / b for a, b in zip(above, below))


def timed(command, cwd=None):
    """Wall seconds, peak memory in MB and seconds of processor of one command."""
    start = time.monotonic()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        fail(f"{' '.join(map(str, command))}: {message[-2000:]}")
    return time.monotonic() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def corpus(count, pictures=0):
    """The texts, made once for all runs; not to be changed by any."""
    generator = ROOT / "tests/bench/generate.py"
    kept = KEPT / f"texts-{count}-{pictures}-{hashlib.sha256(generator.read_bytes()).hexdigest()[:8]}"
    if not kept.exists():
        fresh = kept.with_suffix(".tmp")
        shutil.rmtree(fresh, ignore_errors=True)
        subprocess.run([sys.executable, generator, str(count), fresh, "--pictures", str(pictures)], check=True)
        fresh.rename(kept)
    return kept


class Build:
    """The programs of one commit, and its own nginx settings."""

    def __init__(self, name, root):
        self.name, self.root, self.programs = name, root, root / "build"

    def publish(self, source, edition, count, *more):
        """What `timed` says of it; ends the bench when fewer stories are public than were written."""
        took = timed([self.programs / "teamhub", "publish", "--source", source, "--edition", edition, *more])
        with sqlite3.connect(f"file:{edition.resolve()}?immutable=1", uri=True) as db:
            there = db.execute("SELECT count(*) FROM doc WHERE kind = 'story'").fetchone()[0]
        if there < count:
            fail(f"{self.name}: {there} of {count} stories were published")
        return took

    def hub(self, tmp, content, programs=None, env=None):
        return Hub(self, tmp, content, programs or self.programs, env)


class Hub:
    """run.sh on a free port, below a folder of its own."""

    def __init__(self, build, tmp, content, programs, env):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.run = Path(tempfile.mkdtemp(prefix="hub-", dir=tmp))
        os.chmod(tmp, 0o755)
        os.chmod(self.run, 0o755)
        log = self.run / "log"
        self.process = subprocess.Popen(
            [build.root / "nginx/run.sh"], stdout=log.open("w"), stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, **(env or {}), "PORT": str(self.port), "RUN": str(self.run), "CONTENT": str(content),
                 "BUILD": str(programs), "WORKERS": "2"})
        for _ in range(3000):
            if (self.run / "address").exists():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.stop()
        fail(f"the hub did not start: {log.read_text()[-2000:]}")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()


class Hugo:
    """Its site of the same texts: the same pages, lists and feeds."""

    def __init__(self, tmp, content):
        self.site = Path(tempfile.mkdtemp(prefix="hugo-", dir=tmp))
        shutil.copytree(ROOT / "tests/bench/hugo", self.site, dirs_exist_ok=True)
        (self.site / "content").symlink_to(content)
        self.public = self.site / "public"

    def build(self, count, *more):
        shutil.rmtree(self.public, ignore_errors=True)
        took = timed(["hugo", "--quiet", *more], cwd=self.site)
        there = sum(1 for _ in self.site.glob("public/stories/**/story-*/index.html"))
        if there < count:
            fail(f"hugo: {there} of {count} stories were published")
        return took


def base_build(commit):
    """The build of another commit, from a worktree that stays for the next run."""
    root = KEPT / f"base-{commit}"
    if not root.exists():
        subprocess.run(["git", "worktree", "add", "--detach", "-f", root, commit], cwd=ROOT, check=True, capture_output=True)
    (root / "tests/bench/bench_worker.c").write_bytes((ROOT / "tests/bench/bench_worker.c").read_bytes())
    subprocess.run(["make", "-j2", "all", "build/release/bench/bench_worker"], cwd=root, check=True, stdout=subprocess.DEVNULL)
    return Build("base", root)


def said_by(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("\n")[0].strip()
    except OSError:
        return f"no {command[0]}"


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (f"{os.cpu_count()} cores, {cpu}, {memory:.0f} GB, Linux {os.uname().release}; {load()}\n"
            f"{said_by('git', '--version')}; {said_by('hugo', 'version')[:60]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="*", default=list(PARTS))
    parser.add_argument("--stories", type=int, default=10000)
    parser.add_argument("--large", type=int, default=0, help="how many `growth` and `worker` go on to; 0: not further than --stories")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--base", help="a commit to compare with")
    args = parser.parse_args()
    if unknown := [part for part in args.parts if part not in PARTS]:
        parser.error(f"no part {unknown[0]}: choose from {', '.join(PARTS)}")
    KEPT.mkdir(parents=True, exist_ok=True)
    args.bench, args.ours = sys.modules[__name__], Build("ours", ROOT)
    args.base = base_build(args.base) if args.base else None
    args.builds = [b for b in (args.ours, args.base) if b]
    print(machine(), flush=True)
    whole = sum(PARTS[part][1] for part in args.parts)
    for part in args.parts:
        run, share = PARTS[part]
        args.seconds = args.minutes * 60 * share / whole
        args.tmp = Path(tempfile.mkdtemp(prefix="teamhub-bench-"))
        print(f"\n{part}: {load()}", flush=True)
        try:
            run(args)
        finally:
            shutil.rmtree(args.tmp, ignore_errors=True)
    missed = [line for good, line in verdicts if not good]
    print(f"\n{len(verdicts) - len(missed)} goals met, {len(missed)} missed; {load()}", *missed, sep="\n")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
