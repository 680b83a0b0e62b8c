#!/usr/bin/env python3
"""Checks the briefs' form: check.py [FILE...]   (all *.jsonl beside it when none is named)

Each line must be what README.md says: keys, types and categories known, dates of the calendar and not
after the day of publication, coordinates on the globe, a `within_km` that fits what is meant, counts
that can be. Says where what is wrong, and exits 1 then.
"""
import json, os, sys
from datetime import date

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = {
    **{"ar.jsonl": 50, "fr.jsonl": 50, "en.jsonl": 50, "notes.jsonl": 100},
    **{"ar2.jsonl": 50, "fr2.jsonl": 50, "en2.jsonl": 50, "notes2.jsonl": 120},
    **{"ar3.jsonl": 40, "fr3.jsonl": 40, "en3.jsonl": 40, "notes3.jsonl": 80},
}
TYPES = {
    "violence": """armed_clash ambush attack drone_strike air_strike drone_shot_down aircraft_shot_down shelling
        bombardment explosion mass_killing mass_execution abduction hostage_taking arson looting border_incidents
        rebellion""".split(),
    "political": """coup agreement withdrawal alliance statement meeting airspace_closure ambassador_recalled
        sanctions protest""".split(),
    "displacement": "refugees border_crossing_opened border_crossing_closed".split(),
}
BRIEF_KEYS = {"id", "split", "language", "published", "text", "incidents"}
COUNTS = {"killed", "killed_at_least", "wounded"}
FLAGS = {"killed_unknown", "disputed", "optional"}
INCIDENT_KEYS = {"category", "type", "date_start", "date_end", "places"}
LARGEST_COUNTRY_KM = 3500
LEAST_KM = 10  # nobody can be held to less: gazetteers differ by as much


def wrong_place(p):
    if set(p) not in ({"name", "lat", "lon", "within_km"}, {"relation", "lat", "lon", "within_km"}):
        yield f"a place has the keys {sorted(p)}"
        return
    if not (-90 <= p["lat"] <= 90 and -180 <= p["lon"] <= 180):
        yield f"{p} is not on the globe"
    if p["lat"] == 0 and p["lon"] == 0:
        yield f"{p} was not looked up"
    if not LEAST_KM <= p["within_km"] <= LARGEST_COUNTRY_KM:
        yield f"{p}: within_km is not between {LEAST_KM} and {LARGEST_COUNTRY_KM}"


def wrong_dates(incident, published):
    start, end = (incident[k] and date.fromisoformat(incident[k]) for k in ("date_start", "date_end"))
    if start is None and end is None:
        yield "has no date at all"
    if start and end and start > end:
        yield f"ends {end} before it starts {start}"
    if start and start > published:
        yield f"starts {start}, after it was published {published}"


def wrong_counts(incident):
    for key in COUNTS & set(incident):
        if type(incident[key]) is not int or incident[key] < 1:
            yield f"{key} is {incident[key]!r}, not a number from 1"
    if sum(k in incident for k in ("killed", "killed_at_least", "killed_unknown")) > 1:
        yield "says the killed in more than one way"
    for key in FLAGS & set(incident):
        if incident[key] is not True:
            yield f"{key} is {incident[key]!r}: true, or left out"


def wrong_incident(incident, published):
    keys = set(incident)
    if not INCIDENT_KEYS <= keys or keys - INCIDENT_KEYS - COUNTS - FLAGS:
        yield f"has the keys {sorted(keys)}"
        return
    if incident["type"] not in TYPES.get(incident["category"], []):
        yield f"{incident['category']} has no type {incident['type']}"
    if not incident["places"]:
        yield "has no place"
    for place in incident["places"]:
        yield from wrong_place(place)
    try:
        yield from wrong_dates(incident, published)
    except ValueError as e:
        yield str(e)
    yield from wrong_counts(incident)


def wrong_brief(brief, language):
    if set(brief) != BRIEF_KEYS:
        yield f"has the keys {sorted(brief)}"
        return
    if brief["language"] != language:
        yield f"is in {brief['language']!r}, not {language!r}"
    if brief["split"] not in ("dev", "held"):
        yield f"split is {brief['split']!r}"
    if brief["text"] != "\n\n".join(" ".join(p.split()) for p in brief["text"].split("\n\n")):
        yield "has loose white space in its text"
    try:
        published = date.fromisoformat(brief["published"])
    except ValueError as e:
        yield str(e)
        return
    for k, incident in enumerate(brief["incidents"], 1):
        yield from (f"incident {k}: {w}" for w in wrong_incident(incident, published))


def wrong_file(path):
    name = os.path.basename(path)
    stem = name.split(".")[0].rstrip("0123456789")
    language = {"notes": "en"}.get(stem, stem)
    with open(path, encoding="utf-8") as f:
        briefs = [json.loads(line) for line in f]
    for n, brief in enumerate(briefs, 1):
        yield from (f"{name}:{n}: {brief.get('id')}: {w}" for w in wrong_brief(brief, language))
    for key in ("id", "text"):
        if len({b.get(key) for b in briefs}) < len(briefs):
            yield f"{name}: two have the same {key}"
    if name in SIZES and len(briefs) != SIZES[name]:
        yield f"{name}: {len(briefs)} lines, not {SIZES[name]}"
    dev = sum(b.get("split") == "dev" for b in briefs)
    if 2 * dev != len(briefs):
        yield f"{name}: {dev} of {len(briefs)} are dev, not half"


def main(paths):
    paths = paths or [os.path.join(HERE, name) for name in SIZES]
    faults = [w for path in paths for w in wrong_file(path)]
    print(*faults, sep="\n", file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
