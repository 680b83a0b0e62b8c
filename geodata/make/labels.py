#!/usr/bin/python3
"""Makes languages/LANGUAGE/countries.tsv: what the countries are called in one more language.

usage: labels.py CACHE_DIR GEODATA_DIR LANGUAGE...

The names are Unicode CLDR's, the plain one first. One that a large town elsewhere has is left out: in
Spanish, Grenada is called as Granada is.
"""
import csv
import gzip
import json
import re
import sys
from pathlib import Path

LARGE = 100_000
COMMENT = """# Countries and territories in one more language: names from Unicode CLDR, see SOURCES.md.
# Made by make/labels.py: do not edit.
"""


def rows_of(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        yield from csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t",
                                  quoting=csv.QUOTE_NONE)


def large_towns(geodata):
    """{name: country} of the towns whose name could be taken for a country's."""
    return {row["en"].split("|")[0]: row["country"] for row in rows_of(geodata / "gazetteer/world.tsv.gz")
            if int(row["population"] or 0) >= LARGE}


def cldr_names(cache, language):
    """{code: [name]}, as countries.py reads them."""
    path = cache / f"cldr-localenames-full/main/{language}/territories.json"
    territories = json.loads(path.read_text(encoding="utf-8"))["main"][language]["localeDisplayNames"]["territories"]
    names = {}
    for key, name in sorted(territories.items()):
        plain = re.sub(r"\s+", " ", re.sub(r"\(.*?\)", "", name)).strip()
        if " - " not in plain:
            names.setdefault(key.split("-")[0], {})[plain] = True
    return {code: list(found) for code, found in names.items()}


def main(cache, geodata, languages):
    towns = large_towns(geodata)
    countries = list(rows_of(geodata / "gazetteer/countries.tsv"))
    for language in languages:
        names = cldr_names(cache, language)
        with open(geodata / f"languages/{language}/countries.tsv", "w", encoding="utf-8") as out:
            out.write(f"{COMMENT}id\t{language}\n")
            for country in countries:
                code = country["country"]
                own = [name for name in names.get(code, []) if towns.get(name, code) == code]
                if own:
                    out.write(f"{country['id']}\t{'|'.join(own)}\n")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
