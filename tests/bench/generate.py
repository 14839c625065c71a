#!/usr/bin/env python3
"""Writes a repository of N stories of about 600 words, readable by Teamhub and by Hugo alike.

usage: generate.py N DIR      the same N gives the same bytes on every machine
"""
import random
import sys
from pathlib import Path

WORDS = """pump house valve morning crew cable roof customer winter kitchen board shift tool van heat meter cellar
street copper team coffee plan sensor ladder garden pipe question answer mistake repair noise pressure water
measure night hall bench apprentice teacher school letter number wall window stair pocket notebook drawing
colleague story promise reason evening train harbour storm snow spring summer bicycle lunch bread salt hand
eye shoulder breath silence laughter patience courage honest careful slow quick loud quiet warm cold heavy
light early late often never always carry open close turn listen explain write draw count check learn ask
forget remember finish begin wait travel install deliver solder weld test replace adjust talk visit""".split()
TEAMS = [f"team-{i}" for i in range(12)]
PLACES = [f"place-{i}" for i in range(8)]
TOPICS = [f"topic-{i}" for i in range(24)]


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(7, 17))]
    if rng.random() < 0.12:
        words[3] = f"*{words[3]}*"
    if rng.random() < 0.04:
        words[5] = f"[{words[5]}](https://firm.example/{words[5]})"
    return " ".join(words).capitalize() + "."


def story(rng):
    parts = []
    for section in range(4):
        if section:
            parts.append(f"## {rng.choice(WORDS).capitalize()} and {rng.choice(WORDS)}")
        for _ in range(3):
            parts.append(" ".join(sentence(rng) for _ in range(rng.randint(3, 5))))
        if section == 1:
            parts.append("> " + sentence(rng))
        if section == 2:
            parts.append("\n".join(f"- {sentence(rng)}" for _ in range(4)))
    return "\n\n".join(parts) + "\n"


def main(count, root):
    rng = random.Random(count)
    people = [f"person-{i}" for i in range(max(10, count // 40))]
    (root / "people").mkdir(parents=True, exist_ok=True)
    for i, who in enumerate(people):
        (root / "people" / f"{who}.md").write_text(
            f"---\ntitle: Person Number {i}\nname: Person Number {i}\nteam: [{TEAMS[i % 12]}]\nplace: [{PLACES[i % 8]}]\n"
            "consent: {public: 2020-01-01, portrait: 2020-01-01, story: 2020-01-01, feed: 2020-01-01, "
            "card: 2020-01-01}\n---\nWorks here.\n")
    for i in range(count):
        year = 2016 + i % 10
        folder = root / "stories" / str(year)
        folder.mkdir(parents=True, exist_ok=True)
        title = " ".join(rng.choice(WORDS) for _ in range(5)).capitalize()
        topics = ", ".join(rng.sample(TOPICS, 2))
        (folder / f"story-{i:05d}.md").write_text(
            f"---\ntitle: {title}\ndate: {year}-{1 + i // 10 % 12:02d}-{1 + i // 120 % 28:02d}\n"
            f"authors: [{rng.choice(people)}]\nteam: [{rng.choice(TEAMS)}]\nplace: [{rng.choice(PLACES)}]\n"
            f"topic: [{topics}]\n---\n{story(rng)}")
    (root / "hub.yml").write_text(
        "title: Bench\nbase_url: http://localhost:8080\nprefix: /team\nlanguages: [en]\n"
        "policies: {share_cards: false}  # Hugo's site draws none either\n"
        "facets:\n  team: {path: teams}\n  place: {path: places}\n  topic: {path: topics}\n")


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__.strip())
    main(int(sys.argv[1]), Path(sys.argv[2]))
