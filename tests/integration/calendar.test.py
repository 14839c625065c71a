#!/usr/bin/python3
"""Calendars, read back by a second parser: the occurrences that python3-icalendar and
python3-recurring-ical-events compute are those that the event's page shows over two years, with both
changes of the clock; rules are said in words; what is over, running, cancelled or withdrawn is told at
the minute; equal commits give equal bytes; khal takes the file.

exit 0: all is well, 1: something is not, 77: cannot run here."""
import datetime as dt
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import icalendar
    import recurring_ical_events
    from dateutil import tz
except ImportError as missing:
    print(f"skipped: {missing.name} is not installed (python3-icalendar, python3-recurring-ical-events)")
    sys.exit(77)

ROOT = Path(__file__).resolve().parents[2]
TEAMHUB, CGI = ROOT / "build/release/teamhub", ROOT / "build/release/teamhub.fcgi"
for program in (TEAMHUB, CGI):
    if not program.exists():
        print(f"skipped: {program} is not built (make all)")
        sys.exit(77)

UTC = dt.timezone.utc
BERLIN = tz.gettz("Europe/Berlin")
FROM, UNTIL = dt.datetime(2026, 1, 1, tzinfo=UTC), dt.datetime(2028, 1, 1, tzinfo=UTC)
LONG = "Ein Titel mit Umlauten äöüß, Emoji 🧑‍🔧🌡️🎉 und Zeichen; die \\ etwas, \"bedeuten\": " + "Wärmepumpe " * 12

# name: (front matter, German, English)
RULES = {
    "first-thursday": ('start: 2026-01-01 08:30\nend: 2026-01-01 09:30\nrrule: "FREQ=MONTHLY;BYDAY=1TH"',
                       "jeden ersten Donnerstag im Monat, 8.30–9.30 Uhr", "every first Thursday of the month, 8:30–9:30 am"),
    "second-tuesday": ('start: 2026-01-06 14:00\nend: 2026-01-06 15:00\nrrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"\n'
                       'exdate: [2026-12-22, 2027-01-05]\nrdate: [2026-12-23 10:00]',
                       "jeden zweiten Dienstag, 14–15 Uhr", "every second Tuesday, 2–3 pm"),
    "tuesday-thursday": ('start: 2026-01-06 18:00\nend: 2026-01-06 20:30\nrrule: "FREQ=WEEKLY;BYDAY=TU,TH"\nuntil: 2026-06-30',
                         "jeden Dienstag und Donnerstag, 18–20.30 Uhr, bis zum 30. Juni 2026",
                         "every Tuesday and Thursday, 6–8:30 pm, until June 30, 2026"),
    "working-days": ('start: 2026-03-23 11:30\nend: 2026-03-23 13:00\nrrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"\ncount: 12',
                     "montags bis freitags, 11.30–13 Uhr, insgesamt 12 Mal",
                     "Monday to Friday, 11:30 am – 1 pm, 12 times in all"),
    "month-end": ('start: 2026-01-30 16:00\nend: 2026-01-30 17:00\nrrule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"',
                  "jeden letzten Werktag im Monat, 16–17 Uhr", "every last working day of the month, 4–5 pm"),
    "the-31st": ('start: 2026-01-31 09:00\nend: 2026-01-31 10:00\nrrule: "FREQ=MONTHLY;BYMONTHDAY=31"',
                 "am 31. jedes Monats, 9–10 Uhr", "on the 31st of every month, 9–10 am"),
    "last-day": ('start: 2026-01-31 22:00\nend: 2026-02-01 01:00\nrrule: "FREQ=MONTHLY;BYMONTHDAY=-1"',
                 "am letzten Tag jedes Monats, 22–1 Uhr", "on the last day of every month, 10 pm – 1 am"),
    "two-fridays": ('start: 2026-01-02 12:00\nend: 2026-01-02 12:45\nrrule: "FREQ=MONTHLY;BYDAY=1FR,3FR"',
                    "jeden ersten und dritten Freitag im Monat, 12–12.45 Uhr",
                    "every first and third Friday of the month, 12–12:45 pm"),
    "quarter": ('start: 2026-01-15 12:00\nend: 2026-01-15 13:30\nrrule: "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15"',
                "am 15. jedes dritten Monats, 12–13.30 Uhr", "on the 15th of every third month, 12–1:30 pm"),
    "yearly": ('start: 2026-10-03 10:00\nend: 2026-10-03 12:00\nrrule: "FREQ=YEARLY"',
               "jedes Jahr am 3. Oktober, 10–12 Uhr", "every year on October 3, 10 am – 12 pm"),
    "summer": ('start: 2026-06-06 15:00\nend: 2026-06-06 19:00\nrrule: "FREQ=YEARLY;BYMONTH=6;BYDAY=1SA"',
               "jedes Jahr am ersten Samstag im Juni, 15–19 Uhr", "every year on the first Saturday in June, 3–7 pm"),
    "winter-only": ('start: 2026-01-05 17:00\nend: 2026-01-05 18:00\nrrule: "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO;BYMONTH=1,2,11,12"',
                    "alle drei Wochen am Montag, nur im Januar, Februar, November und Dezember, 17–18 Uhr",
                    "every three weeks on Monday, in January, February, November and December only, 5–6 pm"),
    "london": ('start: 2026-01-07 09:00\nend: 2026-01-07 10:00\ntimezone: Europe/London\nrrule: "FREQ=MONTHLY;BYDAY=1WE"',
               "jeden ersten Mittwoch im Monat, 9–10 Uhr (Ortszeit London)",
               "every first Wednesday of the month, 9–10 am (London time)"),
    "new-york": ('start: 2026-01-14 17:30\nend: 2026-01-14 18:15\ntimezone: America/New_York\nrrule: "FREQ=WEEKLY;INTERVAL=4;BYDAY=WE"',
                 "alle vier Wochen am Mittwoch, 17.30–18.15 Uhr (Ortszeit New York)",
                 "every four weeks on Wednesday, 5:30–6:15 pm (New York time)"),
    "days": ('start: 2026-02-06\nend: 2026-02-07\nrrule: "FREQ=MONTHLY;INTERVAL=2;BYDAY=1FR"',
             "am ersten Freitag jedes zweiten Monats", "the first Friday of every second month"),
    "daily": ('start: 2027-03-20 07:00\nend: 2027-03-20 07:15\nrrule: "FREQ=DAILY;INTERVAL=3"\nuntil: 2027-06-01',
              "alle drei Tage, 7–7.15 Uhr, bis zum 1. Juni 2027", "every three days, 7–7:15 am, until June 1, 2027"),
    "odd": ('start: 2026-01-01 08:00\nend: 2026-01-01 09:00\nrrule: "FREQ=MONTHLY;BYMONTHDAY=1,2,3;BYSETPOS=2,3"',
            "wiederholt sich, die nächsten Tage stehen auf der Seite", "repeats, the next dates are on the page"),
    "once": ("start: 2026-12-17 18:00\nend: 2026-12-17 20:30", "", ""),
    "over-midnight": ("start: 2026-12-31 22:00\nend: 2027-01-01 02:00", "", ""),
    "one-day": ("start: 2026-11-26", "", ""),
    "some-dates": ("start: 2026-02-10 10:00\nend: 2026-02-10 11:00\nrdate: [2026-05-12, 2026-11-10 10:30]",
                   "wiederholt sich, die nächsten Tage stehen auf der Seite", "repeats, the next dates are on the page"),
}
# A rule whose start is none of its days begins with the first of them.
RULES["odd"] = (RULES["odd"][0].replace("2026-01-01", "2026-01-02"), *RULES["odd"][1:])

faults = 0


def check(good, what):
    global faults
    if not good:
        faults += 1
        print(f"FAILED: {what}")


class Hub:
    def __init__(self, folder):
        self.folder, self.source = folder, folder / "content"
        self.edition = folder / "hub/current"
        self.edition.parent.mkdir(parents=True, exist_ok=True)

    def write(self, name, text):
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def git(self, *args, at="2026-01-02T10:00:00Z"):
        env = {**os.environ, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at, "GIT_CONFIG_GLOBAL": "/dev/null"}
        subprocess.run(["git", "-c", "user.name=Jo", "-c", "user.email=jo@example.com", *args], cwd=self.source,
                       check=True, capture_output=True, env=env)

    def publish(self, now="2026-11-24T10:00:00Z", source=None):
        run = subprocess.run([TEAMHUB, "publish", "--source", source or self.source, "--edition", self.edition],
                             capture_output=True, text=True, env={**os.environ, "TEAMHUB_NOW": now, "LANG": "C.UTF-8"})
        if run.returncode not in (0, 1):
            sys.exit(f"publish: {run.returncode}\n{run.stdout}{run.stderr}")
        return run.stdout + run.stderr

    def get(self, path, query="", now="2026-11-24T10:00:00Z", **headers):
        env = {"TEAMHUB_EDITION": str(self.edition), "TEAMHUB_NOW": now, "SCRIPT_NAME": "/team", "PATH_INFO": path,
               "QUERY_STRING": query, "REQUEST_METHOD": "GET", **headers}
        out = subprocess.run([CGI], env=env, capture_output=True, check=True).stdout
        head, body = out.split(b"\r\n\r\n", 1)
        lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        return int(lines["Status"][:3]), lines, body


def iso(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shown(hub, slug):
    """All meetings of the two years that the page shows, asking again at the end of what it showed."""
    found, now = [], FROM
    while now < UNTIL:
        body = hub.get(f"/events/{slug}/", now=iso(now))[2].decode()
        main = body[body.index("<article"):body.index("</article>")]
        if "vorbei" in re.findall(r'class="th-badge[^>]*>([^<]*)', main):
            break
        times = re.findall(r'<time datetime="([^"]+)">', main)
        dates = [dt.datetime.fromisoformat(t) for t in times]
        fresh = [d for d in dates if d.astimezone(UTC) < UNTIL and d not in found]
        if not fresh:
            break
        found += fresh
        now = fresh[-1].astimezone(UTC)
        if len(dates) == 1:
            now += dt.timedelta(days=3)
    return sorted(d.astimezone(UTC) for d in found)


def computed(calendar, uid):
    out = []
    for event in recurring_ical_events.of(calendar).between(FROM, UNTIL + dt.timedelta(days=1)):
        if str(event["UID"]) != uid and not str(event["UID"]).startswith(uid + "/"):
            continue  # what readers read differently is several events
        start = event["DTSTART"].dt
        if not isinstance(start, dt.datetime):
            start = dt.datetime.combine(start, dt.time(), BERLIN)
        start = start.astimezone(UTC)
        if FROM <= start < UNTIL:
            out.append(start)
    return sorted(out)


def main(folder):
    hub = Hub(folder)
    hub.write("hub.yml", 'title: Hub\nbase_url: https://careers.example\nprefix: /team\nlanguages: [de, en]\n'
                         'timezone: Europe/Berlin\nfacets:\n  place: {path: places}\ndesign: {accent: "#7a1f5c"}\n')
    hub.write("terms/place/leipzig.md", "---\ntitle: Leipzig\naddress: {street: Kastanienhof 1, code: \"04177\", city: Leipzig}\n---\n")
    for name, (front, _, _) in RULES.items():
        hub.write(f"events/{name}.md", f"---\ntitle: {name}\n{front}\nplace: {'leipzig' if 'o' in name else 'kassel'}\n"
                                       f"kind: {'lunch' if name == 'quarter' else 'slot'}\n---\nText\n")
    hub.write("events/long.md", f"---\ntitle: '{LONG}'\nsummary: \"Zeile; mit, Zeichen 🎉\"\nstart: 2026-12-01 10:00\n"
                                "end: 2026-12-01 11:00\nwhere: \"Haus 2; links, oben\"\nplace: leipzig\n"
                                "call: https://meet.example/raum?a=1,2;b=3\nkind: breakfast\n---\nText\n")
    hub.write("events/off.md", "---\ntitle: Off\nstart: 2026-12-02 10:00\ncancelled: true\n---\nText\n")
    hub.write("events/secret-plan.md", "---\ntitle: A secret plan\nstart: 2026-12-03 10:00\nwhere: Hidden room\n---\nText\n")
    hub.git("init", "-q", "-b", "main")
    hub.git("add", "-A")
    hub.git("commit", "-qm", "x")
    said = hub.publish()
    check("event." not in said, f"no finding about good events:\n{said}")

    status, headers, body = hub.get("/events.ics")
    check(status == 200 and headers["Content-Type"] == "text/calendar; charset=utf-8", "the calendar is text/calendar")
    text = body.decode()
    check(text.endswith("\r\n") and "\n" not in text.replace("\r\n", ""), "lines end with CR LF")
    check(all(len(line.encode()) <= 75 for line in text.split("\r\n")), "no line has more than 75 octets")
    for line in body.split(b"\r\n"):
        line.decode()  # no character is cut in two
    for part in ("REFRESH-INTERVAL;VALUE=DURATION:PT", "NAME:Hub", "COLOR:", "SOURCE;VALUE=URI:https://careers.example/team/events.ics"):
        check(part in text, f"{part} stands there (RFC 7986)")
    calendar = icalendar.Calendar.from_ical(body)
    events = {str(e["UID"]): e for e in calendar.walk("VEVENT")}
    zones = [str(z["TZID"]) for z in calendar.walk("VTIMEZONE")]
    check(sorted(zones) == ["America/New_York", "Europe/Berlin", "Europe/London"], f"each zone once: {zones}")
    long = events["tag:careers.example,2026:event/long"]
    check(str(long["SUMMARY"]) == LONG.strip(), f"a long title comes back as it was: {long['SUMMARY']}")
    check(str(long["LOCATION"]) == "Haus 2; links, oben, Kastanienhof 1, 04177 Leipzig", f"the place: {long['LOCATION']}")
    check("Zeile; mit, Zeichen 🎉" in str(long["DESCRIPTION"]), "the summary is in the description")
    check("https://meet.example/raum?a=1,2;b=3" in str(long["CONFERENCE"]), "the call is a CONFERENCE")
    check(str(events["tag:careers.example,2026:event/off"]["STATUS"]) == "CANCELLED", "a cancelled event says so")

    for name, (_, de, en) in RULES.items():
        want, got = computed(calendar, f"tag:careers.example,2026:event/{name}"), shown(hub, name)
        check(want and want == got, f"{name}: {len(want)} computed, {len(got)} shown, "
              f"differing: {sorted(set(want) ^ set(got))[:4]}")
        for lang, words in (("", de), ("/en", en)):
            page = html.unescape(hub.get(f"{lang}/events/{name}/", now="2026-02-01T10:00:00Z")[2].decode())
            check(words in page, f"{name}: is said as \"{words}\"")
        alone = icalendar.Calendar.from_ical(hub.get(f"/events/{name}/event.ics")[2])
        check(computed(alone, f"tag:careers.example,2026:event/{name}") == want,
              f"{name}: alone it is the same")

    # Coming, running, over: at the second, and no cache keeps it longer.
    def state(at):
        head, body = hub.get("/events/once/", now=at)[1:]
        page = body.decode()
        return ("Läuft gerade" in page, "vorbei" in page, int(re.search(r"max-age=(\d+)", head["Cache-Control"])[1]), head["ETag"])
    before, running, late, over = (state(f"2026-12-17T{t}Z") for t in ("16:59:57", "17:00:00", "19:29:58", "19:30:00"))
    check(before[:3] == (False, False, 3), f"three seconds before: {before}")
    check(running[:2] == (True, False), f"running: {running}")
    check(late[:3] == (True, False, 2), f"two seconds before the end: {late}")
    check(over[:2] == (False, True), f"over: {over}")
    check(len({before[3], running[3], over[3]}) == 3 and running[3] == late[3], "the validator changes with the state")
    status, headers, _ = hub.get("/events.ics", HTTP_IF_NONE_MATCH=hub.get("/events.ics")[1]["ETag"])
    check(status == 304, "an unchanged calendar is not sent again")

    # Selections.
    def names(path, query=""):
        status, _, body = hub.get(path, query)
        return status, {str(e["UID"]).split("/")[-1] for e in icalendar.Calendar.from_ical(body).walk("VEVENT")} if status == 200 else None
    check(names("/events.ics", "kind=lunch") == (200, {"quarter"}), "by kind")
    leipzig = names("/events.ics", "place=leipzig")[1]
    check(leipzig and "quarter" not in leipzig and "london" in leipzig, "by place")
    check(names("/places/leipzig/events.ics")[1] == leipzig, "beside the page of the place")
    check(names("/en/events.ics")[0] == 200, "in English")
    for path, query in (("/events.ics", "kind=nothing"), ("/events.ics", "place=nowhere"), ("/places/nowhere/events.ics", ""),
                        ("/events/nothing/event.ics", ""), ("/events.ics", "q=x")):
        check(hub.get(path, query)[0] == 404, f"{path}?{query} is not there")
    check("webcal://careers.example/team/events.ics?kind=lunch" in hub.get("/events/calendar/", "kind=lunch")[2].decode(),
          "the page about the calendar has its address")

    # The same commit on another machine.
    other = Hub(folder / "other")
    subprocess.run(["git", "clone", "-q", "--bare", hub.source, folder / "clone.git"], check=True)
    other.publish(source=folder / "clone.git")
    for path in ("/events.ics", "/en/events.ics", "/events/odd/event.ics", "/events/"):
        check(hub.get(path) == other.get(path), f"{path}: equal commits give equal bytes")

    # A change counts as one; a withdrawal is told without a word of what it was.
    hub.write("events/once.md", (hub.source / "events/once.md").read_text().replace("20:30", "21:00"))
    (hub.source / "events/secret-plan.md").unlink()
    hub.write("withdrawn.yml", "- {event: secret-plan, date: 2026-11-20}\n")
    hub.git("add", "-A", at="2026-11-20T10:00:00Z")
    hub.git("commit", "-qm", "y", at="2026-11-20T10:00:00Z")
    hub.publish()
    body = hub.get("/events.ics")[2]
    events = {str(e["UID"]): e for e in icalendar.Calendar.from_ical(body).walk("VEVENT")}
    once, gone = (events[f"tag:careers.example,2026:event/{n}"] for n in ("once", "secret-plan"))
    check(once["SEQUENCE"] == 1 and once["LAST-MODIFIED"].dt == dt.datetime(2026, 11, 20, 10, tzinfo=UTC), "a change is counted and dated")
    check(str(gone["STATUS"]) == "CANCELLED" and b"A secret" not in body and b"Hidden room" not in body, "withdrawn: cancelled, nothing else")
    check(hub.get("/events/secret-plan/event.ics")[0] == 410, "its own calendar is gone")
    later = hub.get("/events.ics", now="2026-12-25T10:00:00Z")[2]
    check(b"secret-plan" not in later, "after thirty days it is forgotten")

    if shutil.which("khal"):
        khal(folder, body)
    else:
        print("without khal: not tried")


def khal(folder, body):
    (folder / "all.ics").write_bytes(body)
    config = folder / "khal.conf"
    config.write_text(f"[calendars]\n[[x]]\npath = {folder}/khal/\ntype = calendar\n[locale]\nlocal_timezone = Europe/Berlin\n"
                      "default_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
                      "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
                      f"[sqlite]\npath = {folder}/khal.db\n")
    env = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    run = subprocess.run(["khal", "-c", config, "import", "--batch", folder / "all.ics"], capture_output=True, text=True, env=env)
    check(run.returncode == 0 and "error" not in run.stderr.lower() and "warning" not in run.stderr.lower(),
          f"khal imports it: {run.stdout}{run.stderr}")
    run = subprocess.run(["khal", "-c", config, "list", "--format", "{title} {start-date} {start-time}", "2026-12-03", "2026-12-04"],
                         capture_output=True, text=True, env=env)
    check("first-thursday 2026-12-03 08:30" in run.stdout, f"khal shows it: {run.stdout}{run.stderr}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="teamhub-calendar-") as place:
        main(Path(place))
    sys.exit(1 if faults else 0)
