#!/usr/bin/python3
"""`teamhub schema`: a validator that is not ours takes every file of the demo hub and every file that `teamhub new`
writes, and refuses what the hub would not read; and the table "All fields" of content/README.md is the program's.

exit 0: all is well, 1: something is not, 77: cannot run here."""
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import jsonschema
    import yaml
except ImportError:
    print("skipped: python3-jsonschema or python3-yaml is missing (make deps-test)")
    sys.exit(77)

ROOT = Path(__file__).resolve().parents[2]
TEAMHUB = ROOT / "build/release/teamhub"
if not TEAMHUB.exists():
    print(f"skipped: {TEAMHUB} is not built (make all)")
    sys.exit(77)
KINDS = {"story": "stories", "person": "people", "value": "values", "guideline": "guidelines", "programme": "programmes",
         "event": "events", "kudos": "kudos", "job": "jobs", "brand": "brand", "term": "terms"}
faults = 0


def check(good, what):
    global faults
    if not good:
        faults += 1
        print(f"FAILED: {what}")


def run(*args, cwd=ROOT):
    return subprocess.run([TEAMHUB, *args], capture_output=True, text=True, cwd=cwd, timeout=60)


def plain(value):
    """Dates as the texts that editors see (YAML 1.2 has none)."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return str(value) if isinstance(value, (datetime.date, datetime.datetime)) else value


def front_of(path):
    text = path.read_text()
    return plain(yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))) if text.startswith("---\n") else None


validators = {}
for kind in KINDS:
    schema = json.loads(run("schema", kind).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validators[kind] = jsonschema.Draft202012Validator(schema)

seen = 0
for kind, folder in KINDS.items():
    for path in sorted((ROOT / "content" / folder).glob("**/*.md")):
        front = front_of(path)
        if front is None:
            continue
        seen += 1
        for error in validators[kind].iter_errors(front):
            check(False, f"{path}: {'.'.join(map(str, error.path))}: {error.message}")
check(seen > 100, f"only {seen} files of the demo hub have front matter")

with tempfile.TemporaryDirectory() as folder:
    hub = Path(folder)
    (hub / "hub.yml").write_text("title: T\nbase_url: https://a.example\nlanguages: [en]\nfacets: {team: {path: teams}}\n")
    for kind in KINDS:
        if kind == "term":
            continue
        made = run("new", kind, "A title", "--author", "jana", "--to", "tom", cwd=hub)
        check(made.returncode == 0, made.stderr)
        path = hub / made.stdout.split("\n")[0]
        for error in validators[kind].iter_errors(front_of(path)):
            check(False, f"new {kind}: {error.message}")

for kind, front in (("story", {"date": "2026-03-02"}), ("story", {"title": "T", "date": "tomorrow"}),
                    ("story", {"title": "T", "date": "2026-03-02", "critical": "perhaps"}), ("person", {"role": "R"}),
                    ("event", {"title": "T"}), ("kudos", {"from": "jana"}), ("programme", {"title": "T", "first": "cats"}),
                    ("story", {"title": "T", "date": "2026-03-02", "audience": "friends"})):
    check(not validators[kind].is_valid(front), f"{kind}: {front} is taken")
check(validators["story"].is_valid({"draft": True}), "a draft may be unfinished")
check(validators["story"].is_valid({"title": "T", "date": 2026, "craft": ["stone"]}), "a hub's own facets are open")
check(run("schema", "cat").returncode == 2, "an unknown kind is misuse")

table = run("schema").stdout
check(table in (ROOT / "content/README.md").read_text(),
      "content/README.md, All fields: is not what `teamhub schema` prints: put that there")
sys.exit(1 if faults else 0)
