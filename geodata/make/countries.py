#!/usr/bin/python3
"""Makes gazetteer/countries.tsv from CLDR, GeoNames' names and country_names.tsv.

usage: countries.py CACHE_DIR GEODATA_DIR
"""

import json
import re
import sys
from pathlib import Path

from common import LANGUAGES, clean, distinct, read_table, read_tagged_names, write_table
from land import inner_point, reach_km, read_land, ring_area_km2

DEPENDENT = set("AI AS AW AX BL BM BQ BV CC CK CW CX FK FO GF GG GI GL GP GS GU HM IM IO JE KY "
                "MF MP MQ MS NC NF NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT".split())
FEATURES = {"AQ": "L.CONT", "EH": "A.TERR", "HK": "A.PCLS", "MO": "A.PCLS"}
COLUMNS = ["id", "feature", "country", "lat", "lon", "radius_km", "population", "en", "fr", "ar",
           "demonym"]
COMMENT = """Countries and territories: names from Unicode CLDR and GeoNames (CC BY 4.0), see SOURCES.md.
Made by make/countries.py: do not edit, edit make/country_names.tsv instead."""


def read_cldr(cache, language):
    """CLDR's names of territories, {code: [name]}, the plain one first."""
    path = cache / f"cldr-localenames-full/main/{language}/territories.json"
    main = json.loads(path.read_text(encoding="utf-8"))["main"][language]
    territories = main["localeDisplayNames"]["territories"]
    names = {}
    for key, name in sorted(territories.items()):
        name = clean(name)
        plain = clean(re.sub(r"\(.*?\)", "", name))
        if " - " in plain:
            continue  # "Congo - Kinshasa" is nobody's spelling
        for spelling in (plain, plain.replace(" & ", " and ")):
            names.setdefault(key.split("-")[0], []).append(spelling)
    return names


def english_people(word):
    """An adjective and, where it has one, its plural."""
    if word.endswith(("s", "sh", "ese", "men", "man")) and not word.endswith(
            ("German", "Roman", "Ottoman")):
        return [word]
    if word.endswith(("French", "Dutch")):
        return [word]
    return [word, word + "s"]


def french_people(word):
    """The four forms of a French adjective, given its masculine, or masculine/feminine."""
    masculine, _, feminine = word.partition("/")
    if not feminine:
        if masculine.endswith(("en", "an")) and not masculine.endswith(("man", "allan")):
            feminine = masculine + ("ne" if masculine.endswith("en") else "e")
        elif masculine.endswith("e"):
            feminine = masculine
        else:
            feminine = masculine + "e"
    return [masculine, feminine, masculine if masculine.endswith("s") else masculine + "s",
            feminine + "s"]


def arabic_people(nisba):
    """Feminine, plurals and dual of a nisba; other words stand as they are."""
    words = nisba.split()
    if not words[-1].endswith("ي"):
        return [nisba]

    def inflected(ending):
        return " ".join(w + ending if w.endswith("ي") else w for w in words)

    return [inflected(ending) for ending in ("", "ة", "ين", "ون", "ات", "ان")]


def people_of(facts, country_names):
    """The demonyms of one row of facts, without what is a country's own name."""
    forms = []
    for column, inflect in (("people_en", english_people), ("people_fr", french_people),
                            ("people_ar", arabic_people)):
        for word in filter(None, facts[column].split("|")):
            forms += inflect(word)
    return [form for form in distinct(forms) if form not in country_names]


def place_of(facts, names, parts):
    """One country's row of the table."""
    code = facts["code"]
    row = {"id": f"geonames:{facts['id']}", "country": code,
           "feature": FEATURES.get(code, "A.PCLD" if code in DEPENDENT else "A.PCLI"),
           "population": facts["population"] if facts["population"] != "0" else "", **names}
    if facts["lat"]:
        lon, lat = float(facts["lon"]), float(facts["lat"])
    else:
        largest = max(parts, key=lambda part: abs(ring_area_km2(part[0])))
        lon, lat = (round(v, 2) for v in inner_point(largest))
    row.update(lon=lon, lat=lat, radius_km=max(1, round(reach_km(parts, lon, lat))))
    return row


def main(cache, geodata):
    facts = read_table(Path(__file__).parent / "country_names.tsv")
    cldr = {language: read_cldr(cache, language) for language in LANGUAGES}
    tagged = read_tagged_names(cache)
    land = read_land(cache)

    rows = []
    for fact in facts:
        code = fact["code"]
        names = {}
        for language in LANGUAGES:
            own = fact[language].split("|") if fact[language] else []
            known = [tagged[language][code]] if code in tagged[language] else []
            names[language] = distinct(own + cldr[language].get(code, []) + known)
        rows.append(place_of(fact, names, land[code]))

    country_names = {name for row in rows for language in LANGUAGES for name in row[language]}
    for row, fact in zip(rows, facts):
        row["demonym"] = people_of(fact, country_names)
    write_table(geodata / "gazetteer/countries.tsv", COLUMNS, rows, COMMENT)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
