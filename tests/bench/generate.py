#!/usr/bin/env python3
"""Writes a repository of N stories as people have them, readable by Teamhub and by Hugo alike.

usage: generate.py N DIR [--pictures K]    the same numbers give the same bytes with the same dictionaries

Words follow Zipf's law over the word forms of Debian's wngerman and wamerican, and German compounds made of them:
300 to 1,500 words a story, with links, lists, tables, code, footnotes, quotes and drawings, by one to three authors. Three of
ten are English. person-0 wrote three of a hundred stories, at most 300. K more stories have a photograph of their own
each, if vips is there to make them.
"""
import argparse
import itertools
import random
import subprocess
from pathlib import Path

# The words that every text is full of come first; the others in an order without meaning.
COMMON = {
    "de": """der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er
        hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis
        mehr durch man sein wurde wenn ich wir uns""",
    "en": """the of and to in a is that for it was on are as with be by at this from have or had not but what all were
        we when there can an your which their if do will how our out them then she many some so""",
}
DICTIONARY = {"de": "/usr/share/dict/ngerman", "en": "/usr/share/dict/american-english"}
TEAMS = [f"team-{i}" for i in range(12)]
PLACES = [f"place-{i}" for i in range(8)]
TOPICS = [f"topic-{i}" for i in range(24)]
CODE = "```c\nint {0}(int {1})\n{{\n\treturn {1} * {2}; /* {3} */\n}}\n```"


class Language:
    def __init__(self, name):
        lines = Path(DICTIONARY[name]).read_text(encoding="utf-8").split()
        known = COMMON[name].split()
        rest = sorted({w for w in lines if w.isalpha()} - set(known))
        random.Random(1).shuffle(rest)
        self.name, self.words = name, known + rest
        self.weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self.nouns = [w for w in self.words[:20000] if w[0].isupper() and 3 < len(w) < 10]

    def some(self, rng, count):
        """`count` words; in German one of thirty is a compound that no dictionary holds."""
        words = rng.choices(self.words, cum_weights=self.weights, k=count)
        if self.name == "de":
            for i in range(rng.randrange(30), count, 30):
                words[i] = "".join(w if k == 0 else w.lower() for k, w in enumerate(rng.choices(self.nouns, k=rng.choice((2, 2, 3)))))
        return words


def sentence(rng, lang, inline=0.15):
    words = lang.some(rng, rng.randint(6, 18))
    at, kind = rng.randrange(1, len(words)), rng.random()
    if kind < inline:
        word = words[at]
        words[at] = rng.choice((f"*{word}*", f"**{word}**", f"`{word}`", f"[{word}](https://firm.example/{at}/{len(word)})",
                                f"[{word}](https://wiki.example/a/{at})", f"https://www.example.org/{at}", f"[{word}](http://old.example/)"))
    text = " ".join(words)
    return text[0].upper() + text[1:] + rng.choices((".", "!", "?"), (20, 1, 2))[0]


def paragraph(rng, lang):
    return " ".join(sentence(rng, lang) for _ in range(rng.randint(2, 6)))


def block(rng, lang, drawings, note):
    """What is no paragraph, one of those that authors use."""
    kind = rng.choices(("list", "steps", "table", "code", "quote", "note", "drawing"), (30, 10, 8, 8, 20, 12, 12))[0]
    if kind == "list":
        return "\n".join(f"- {sentence(rng, lang)}" for _ in range(rng.randint(3, 7)))
    if kind == "steps":
        return "\n".join(f"{i + 1}. {sentence(rng, lang)}" for i in range(rng.randint(3, 6)))
    if kind == "table":
        rows = [lang.some(rng, 4) for _ in range(rng.randint(3, 8))]
        return "\n".join("| " + " | ".join(row) + " |" for row in (rows[0], ["---"] * 4, *rows[1:]))
    if kind == "code":
        return CODE.format(*(f"f{rng.randrange(999)}" for _ in range(3)), " ".join(lang.some(rng, 5)))
    if kind == "quote":
        return "> " + sentence(rng, lang)
    if kind == "note":
        return f"{sentence(rng, lang, 0)[:-1]}[^{note}].\n\n[^{note}]: {sentence(rng, lang, 0)}"
    return f"![{' '.join(lang.some(rng, 4))}](/media/drawing-{rng.randrange(drawings)}.svg)"


def body(rng, lang, count, drawings):
    length, parts, have, note = min(1500, max(300, int(rng.lognormvariate(6.5, 0.4)))), [], 0, 0
    while have < length:
        if parts and rng.random() < 0.15:
            parts.append(f"## {' '.join(lang.some(rng, rng.randint(2, 5)))}")
        note += 1
        parts.append(block(rng, lang, drawings, note) if parts and rng.random() < 0.2 else paragraph(rng, lang))
        have += parts[-1].count(" ") + 1
    other = rng.randrange(count)
    parts.insert(1, f"{sentence(rng, lang)} [{lang.some(rng, 1)[0]}](../{2016 + other % 10}/story-{other:05d}.md)")
    return "\n\n".join(parts) + "\n"


def person(i):
    consent = ["public", "story", "feed"] + ["portrait"] * (i % 3 < 2) + ["card"] * (i % 4 < 3)
    return (f"---\ntitle: Person Number {i}\nname: Person Number {i}\nteam: [{TEAMS[i % 12]}]\nplace: [{PLACES[i % 8]}]\n"
            f"consent: {{{', '.join(f'{what}: 2015-01-01' for what in consent)}}}\n---\nWorks here.\n")


def story(rng, lang, i, count, people, drawings, extra=""):
    authors = rng.sample(people[1:], rng.choices((1, 2, 3), (80, 15, 5))[0])
    if i * 100 // count < 3 and i < 300:
        authors[0] = people[0]
    title = " ".join(lang.some(rng, rng.randint(3, 8))).replace('"', "")
    return (f"---\ntitle: \"{title}\"\nlang: {lang.name}\ndate: {2016 + i % 10}-{1 + i // 10 % 12:02d}-{1 + i // 120 % 28:02d}\n"
            f"authors: [{', '.join(authors)}]\nteam: [{rng.choice(TEAMS)}]\nplace: [{rng.choice(PLACES)}]\n"
            f"topic: [{', '.join(rng.sample(TOPICS, 2))}]\n{extra}---\n{body(rng, lang, count, drawings)}")


def photograph(path, seed):
    """A JPEG of 12 megapixels: clouds, in which a decoder finds as much to do as in a photograph."""
    steps = [path.with_suffix(f".{i}.v") for i in range(3)]
    for command in (["gaussnoise", steps[0], 500, 375, "--mean", 128, "--sigma", 70, "--seed", seed],
                    ["resize", steps[0], steps[1], 8], ["linear", steps[1], steps[2], "1 0.9 0.7", "0 10 40"],
                    ["jpegsave", steps[2], path, "--Q", 90]):
        subprocess.run(["vips", *map(str, command)], check=True, capture_output=True)
    for step in steps:
        step.unlink()


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main(count, root, pictures):
    rng = random.Random(count)
    languages = {name: Language(name) for name in DICTIONARY}
    people = [f"person-{i}" for i in range(max(10, count // 40))]
    drawings = 5
    for i, who in enumerate(people):
        write(root / f"people/{who}.md", person(i))
    for i in range(drawings):
        write(root / f"media/drawing-{i}.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"450\">"
              + "".join(f"<circle cx=\"{k * 7 % 800}\" cy=\"{(k * i) % 450}\" r=\"{k % 40}\" fill=\"#{k * 31 % 4096:03x}\"/>" for k in range(40)) + "</svg>\n")
    for i in range(count):
        lang = languages["en" if i % 10 >= 7 else "de"]
        write(root / f"stories/{2016 + i % 10}/story-{i:05d}.md", story(rng, lang, i, count, people, drawings))
    for i in range(pictures):
        write(root / f"stories/pictured/pictured-{i:05d}.md", story(rng, languages["de"], count + i, count, people, drawings,
              f"picture: photo-{i:05d}.jpg\npicture_alt: Clouds\n"))
        photograph(root / f"stories/pictured/photo-{i:05d}.jpg", i)
    write(root / "hub.yml", "title: Bench\nbase_url: http://localhost:8080\nprefix: /team\nlanguages: [de, en]\n"
          "policies: {share_cards: false}  # Hugo's site draws none either\n"
          "facets:\n  team: {path: teams}\n  place: {path: places}\n  topic: {path: topics}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("dir", type=Path)
    parser.add_argument("--pictures", type=int, default=0)
    args = parser.parse_args()
    main(args.count, args.dir, args.pictures)
