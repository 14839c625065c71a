#!/usr/bin/python3
"""Random templates, rendered by the hub's engine and by pystache: both must print the same.

What the two are known to answer differently is not generated: null, empty objects and bools in print,
white space after a tag that stands alone (here it still does), inheritance and dynamic names. The seed is fixed; SEED= and COUNT= change it.
"""
import json
import os
import random
import re
import subprocess
import sys

try:
    import pystache
except ImportError:
    print("no python3-pystache")
    sys.exit(77)

HELPER = os.environ.get("MUSTACHE_RENDER", "build/san/helper/mustache_render")
SEED = int(os.environ.get("SEED", "2026"))
COUNT = int(os.environ.get("COUNT", "3000"))

TEXTS = ["", "a", "<b>&\"'", "zwölf", "line\nline", "{{s0}}", " ", "x y"]
NUMBERS = [0, 1, -7, 42, 1.5, 1000000]
LEAVES = ["s0", "s1", "s2", "n0", "n1"]
OBJECTS, LISTS, WORDS, BOOLS = ["o0", "o1"], ["l0", "l1"], ["w0", "w1"], ["b0", "b1"]


def leaf(r, name):
    return r.choice(TEXTS if name[0] == "s" else NUMBERS)


def make_object(r, depth):
    d = {"k": r.choice(["k1", "k2"])}  # never empty: pystache takes {} for false
    for name in LEAVES:
        if r.random() < 0.85:
            d[name] = leaf(r, name)
    for name in BOOLS:
        if r.random() < 0.85:
            d[name] = r.random() < 0.5
    for name in WORDS:
        if r.random() < 0.4:
            d[name] = [leaf(r, r.choice(LEAVES)) for _ in range(r.randrange(4))]
    if depth > 0:
        for name in OBJECTS:
            if r.random() < 0.85:
                d[name] = make_object(r, depth - 1)
        for name in LISTS:
            if r.random() < 0.85:
                d[name] = [make_object(r, depth - 1) for _ in range(r.randrange(4))]
    return d


class Maker:
    """One template; `later` are the partials it may call (those after it, so that all ends)."""

    def __init__(self, r, later):
        self.r, self.later, self.open, self.close = r, later, "{{", "}}"

    def tag(self, sigil, name):
        pad = self.r.choice(["", "", " "])
        return f"{self.open}{sigil}{pad}{name}{pad}{self.close}"

    def var(self, dot):
        r = self.r
        name = r.choice(LEAVES + ["k", "missing"])
        if r.random() < 0.3:
            name = ".".join([r.choice(OBJECTS) for _ in range(r.randrange(1, 3))] + [name])
        if dot and r.random() < 0.85:
            name = "."
        if r.random() < 0.25:
            return self.tag("&", name)
        if r.random() < 0.2 and self.open == "{{":
            return "{{{" + name + "}}}"
        return self.tag("", name)

    def section(self, depth, dot):
        r = self.r
        kind = r.random()
        if kind < 0.25:
            name, dot = r.choice(WORDS), True
        elif kind < 0.35:
            name, dot = r.choice(LEAVES), True
        elif kind < 0.6:
            name, dot = r.choice(LISTS), False
        elif kind < 0.8:
            name, dot = r.choice(OBJECTS), False
        else:
            name, dot = r.choice(BOOLS + ["missing"]), False
        if r.random() < 0.15:
            name = r.choice(OBJECTS) + "." + name
        if r.random() < 0.3:
            sigil, dot = "^", False
        else:
            sigil = "#"
        first = self.tag(sigil, name)
        if r.random() < 0.5:
            return self.line(first) + self.lines(depth - 1, dot) + self.line(self.tag("/", name))
        return first + self.inline(depth - 1, dot) + self.tag("/", name)

    def line(self, tag):
        """A tag that stands alone, or nearly."""
        r = self.r
        after = r.choice(["\n", "\n", "\n", "x\n", "\n\n"])
        return r.choice(["", "", "  ", "\t"]) + tag + after

    def inline(self, depth, dot):
        r, out = self.r, ""
        for _ in range(r.randrange(1, 5)):
            x = r.random()
            if x < 0.4:
                out += r.choice(["a", " ", "<p>", "ü", "}", "\n", "\n  b"])
            elif x < 0.75 or depth == 0:
                out += self.var(dot)
            elif x < 0.8:
                out += self.tag("!", "comment")
            elif x < 0.85 and self.later:
                out += self.tag(">", r.choice(self.later))
            else:
                out += self.section(depth, dot)
        return out

    def lines(self, depth, dot):
        r, out = self.r, ""
        for _ in range(r.randrange(2, 7)):
            x = r.random()
            if x < 0.3:
                out += self.inline(depth, dot) + "\n"
            elif x < 0.4:
                out += self.line(self.tag("!", r.choice(["note", "two\n lines "])))
            elif x < 0.5:
                out += self.line(self.tag(">", r.choice(self.later + ["absent"])))
            elif x < 0.56:
                new = r.choice([("<%", "%>"), ("{{", "}}"), ("[", "]"), ("|", "|")])
                out += self.line(f"{self.open}={new[0]} {new[1]}={self.close}")
                self.open, self.close = new
            elif depth > 0:
                out += self.section(depth, dot)
        return out


def tidy(template):
    """No white space at the end of lines."""
    return re.sub(r"[ \t]+(?=\n)", "", template)


def make_case(r):
    names = ["p0", "p1", "p2"]
    partials = {n: tidy(Maker(r, names[i + 1:]).lines(2, False)) for i, n in enumerate(names)}
    template = tidy(Maker(r, names).lines(3, False))
    if r.random() < 0.3:
        template = template.rstrip("\n")
    return {"template": template, "partials": partials, "data": make_object(r, 2)}


def escape(s):
    for sign, ref in ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;"):
        s = s.replace(sign, ref)
    return s


def main():
    r = random.Random(SEED)
    cases = [make_case(r) for _ in range(COUNT)]
    lines = "".join(json.dumps(c) + "\n" for c in cases)
    run = subprocess.run([HELPER], input=lines, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        print(run.stderr[-4000:])
        return 1
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(cases):
        print(f"{len(cases)} templates, {len(answers)} answers")
        return 1
    wrong = 0
    for case, got in zip(cases, answers):
        try:
            want = pystache.Renderer(partials=case["partials"], escape=escape).render(
                case["template"], case["data"])
        except Exception as e:  # say which template it was
            want = f"pystache: {e!r}"
        if got != want:
            wrong += 1
            if wrong <= 3:
                print(json.dumps(case, ensure_ascii=False))
                print(f"  teamhub  {got!r}\n  pystache {want!r}")
    total = sum(len(a) for a in answers if isinstance(a, str))
    print(f"{len(cases)} templates, {total} characters, {wrong} differ (seed {SEED})")
    return 1 if wrong or total < 50 * COUNT else 0


if __name__ == "__main__":
    sys.exit(main())
