"""What publishing costs: beside Hugo, beside an earlier build, as a hub grows, and with pictures and cards."""
import shutil
import statistics


def shown(name, runs):
    wall, memory, processor = (statistics.median(run[k] for run in runs) for k in range(3))
    print(f"  {name:<24} {wall:7.2f} s, {processor:7.2f} s of processor, {memory:5.0f} MB, median of {len(runs)}")
    return wall, memory


def column(runs, k):
    return [run[k] for run in runs]


def publish(run):
    """All stories from a folder, beside Hugo and the earlier build."""
    bench, content = run.bench, run.bench.corpus(run.stories)
    hugo, theirs, took = bench.Hugo(run.tmp, content), [], {b.name: [] for b in run.builds}
    for i in bench.rounds_within(run.rounds, run.seconds):
        for build in run.builds[:: 1 if i % 2 else -1]:
            took[build.name].append(build.publish(content, run.tmp / f"{build.name}{i}/current", run.stories))
            shutil.rmtree(run.tmp / f"{build.name}{i}")
        theirs.append(hugo.build(run.stories))
    _, memory = shown(f"{run.stories} stories", took["ours"])
    shown("hugo", theirs)
    bench.verdict("publish / Hugo, wall", bench.middle(column(took["ours"], 0), column(theirs, 0)), 0.33)
    bench.verdict("publish, memory", memory, 110, unit="MB")
    if run.base:
        shown("base", took["base"])
        bench.verdict("publish / base, wall", bench.middle(column(took["ours"], 0), column(took["base"], 0)), 1)


def export(run):
    """The hub as files, for each file beside Hugo; and again when nothing has changed."""
    bench, content = run.bench, run.bench.corpus(run.stories)
    hugo, edition, out = bench.Hugo(run.tmp, content), run.tmp / "edition/current", run.tmp / "files/team"
    run.ours.publish(content, edition, run.stories)
    command = [run.ours.programs / "teamhub", "export", "--edition", edition, "--out", out]
    theirs, took, again = [], [], []
    for _ in bench.rounds_within(run.rounds, run.seconds):
        shutil.rmtree(out, ignore_errors=True)
        took.append(bench.timed(command))
        again.append(bench.timed(command))
        theirs.append(hugo.build(run.stories))
    files, others = (sum(p.is_file() for p in place.rglob("*")) for place in (out, hugo.public))
    _, memory = shown(f"{files} files", took)
    shown("nothing changed", again)
    shown(f"hugo, {others} files", theirs)
    bench.verdict("a file / one of Hugo, wall",
                  bench.middle(column(took, 0), column(theirs, 0)) * others / files, 0.125)
    bench.verdict("export, memory", memory, 150, unit="MB")


def growth(run):
    """Ten times the stories."""
    bench = run.bench
    sizes = [run.stories // 10, run.stories] + [run.large] * (run.large > run.stories)
    took = {n: [] for n in sizes}
    for i in bench.rounds_within(run.rounds, run.seconds):
        for n in sizes:
            took[n].append(run.ours.publish(bench.corpus(n), run.tmp / f"{n}-{i}/current", n))
            shutil.rmtree(run.tmp / f"{n}-{i}")
    memory = {n: shown(f"{n} stories", took[n])[1] for n in sizes}
    for less, more in zip(sizes, sizes[1:]):
        bench.verdict(f"publish {more} / {less}, times {more // less}",
                      bench.middle(column(took[more], 2), column(took[less], 2)), 1.05 * more / less)
    if run.large > run.stories:
        bench.verdict(f"publish {run.large}, memory", memory[run.large], 300, unit="MB")


def scale_all(bench, photos, out):
    """Seconds of processor of libvips alone: four widths in two formats, as a hub has them."""
    out.mkdir(exist_ok=True)
    return sum(bench.timed(["vipsthumbnail", *photos, "-s", f"{width}x", "-o", f"{out}/%s-{width}.{kind}[Q=80]"])[2]
               for width in (400, 800, 1200, 1600) for kind in ("jpg", "webp"))


def pictures(run):
    """Photographs and share cards, each as what a hub with them costs more than one without."""
    bench, count, photos = run.bench, 100, 20
    plain, pictured = bench.corpus(count), bench.corpus(count, photos)
    carded = run.tmp / "carded"
    shutil.copytree(plain, carded)
    settings = carded / "hub.yml"
    settings.write_text(settings.read_text().replace("share_cards: false", "share_cards: true"))
    each, vips = {b.name: {"photo": [], "card": []} for b in run.builds}, []
    for i in bench.rounds_within(run.rounds, run.seconds):
        for build in run.builds[:: 1 if i % 2 else -1]:
            cost = [build.publish(source, run.tmp / f"{build.name}{i}{source.name}/current", count)[2] for source in (plain, pictured, carded)]
            each[build.name]["photo"].append((cost[1] - cost[0]) / photos)
            each[build.name]["card"].append((cost[2] - cost[0]) / (count + 10))
        vips.append(scale_all(bench, sorted(pictured.glob("stories/pictured/*.jpg")), run.tmp / "scaled") / photos)
    print("  milliseconds of processor each: " + ", ".join(f"{name} {what} {statistics.median(values) * 1000:.0f}"
          for name, kinds in each.items() for what, values in kinds.items()) + f"; libvips for a photo {statistics.median(vips) * 1000:.0f}")
    bench.verdict("a photo, 4 widths in 2 formats / libvips alone", bench.middle(each["ours"]["photo"], vips), 0.8)
    bench.verdict("a share card", statistics.median(each["ours"]["card"]) * 1000, 6, unit="ms")
