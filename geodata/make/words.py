#!/usr/bin/python3
"""Makes languages/*/common.tsv: ordinary words that are also names of places, surnames, and
nouns for persons.

usage: words.py CACHE_DIR GEODATA_DIR
"""

import gzip
import json
import sys
from pathlib import Path

from common import folded

SURNAMES = 8000
FRENCH_WORDS = 12000
WELL_KNOWN = 30000  # persons of a place whose name no list of French words takes away
LINE = 60           # words of one row
NOTE = {
    "en": "Ordinary words that places are called by (SCOWL in wamerican, free), surnames (US census, in\n"
          "# @zxcvbn-ts/language-en, MIT), nouns for persons (WordNet 3.0, its own licence).",
    "fr": "Ordinary words that places are called by, and first names (@zxcvbn-ts/language-fr, MIT).",
}


def place_names(path):
    """The one-word names of all populated places, folded, with the largest population."""
    names = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    columns = lines[0]
    for line in lines[1:]:
        row = dict(zip(columns, line))
        for column in ("en", "fr", "also"):
            for name in row[column].split("|"):
                if name and " " not in name and "-" not in name:
                    key = folded(name)
                    names[key] = max(names.get(key, 0), int(row["population"] or 0))
    return names


def names_of_areas(geodata):
    """Names of countries, provinces, seas and regions, folded: none is an ordinary word."""
    names = set()
    for path in ("countries.tsv", "features.tsv", "admin1.tsv.gz"):
        opened = gzip.open if path.endswith(".gz") else open
        with opened(geodata / "gazetteer" / path, "rt", encoding="utf-8") as file:
            lines = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
        for line in lines[1:]:
            row = dict(zip(lines[0], line))
            names |= {folded(name) for column in ("en", "fr") for name in row[column].split("|")}
    return names


def words_of_lists(folder, name):
    return json.loads((folder / "src" / f"{name}.json").read_text(encoding="utf-8"))


def person_nouns(cache, common):
    """Common one-word nouns that WordNet's lexicographers filed under persons, first sense."""
    wordnet = cache / "wordnet-base/usr/share/wordnet"
    files = {}
    for line in open(wordnet / "data.noun", encoding="utf-8"):
        if not line.startswith(" "):
            offset, lexicographer = line.split()[:2]
            files[offset] = int(lexicographer)
    found = []
    for line in open(wordnet / "index.noun", encoding="utf-8"):
        fields = line.split()
        if line.startswith(" ") or "_" in fields[0] or not fields[0].isalpha():
            continue
        first_sense = fields[6 + int(fields[3])]
        if files[first_sense] == 18 and fields[0] in common and len(fields[0]) > 2:
            found.append(fields[0])
    return found


def english(cache, places):
    lists = cache / "zxcvbn-ts-language-en"
    with open(cache / "wamerican/usr/share/dict/american-english", encoding="utf-8") as file:
        lower = {word.strip() for word in file if word[0].islower() and "'" not in word}
    common = sorted(word for word in lower if folded(word) in places and len(word) > 1)
    surnames = [word for word in words_of_lists(lists, "lastnames")[:SURNAMES]]
    nouns = person_nouns(cache, set(words_of_lists(lists, "wikipedia")) & lower)
    return {"common": common, "surname": sorted(surnames), "person_noun": sorted(nouns)}


def french(cache, places):
    lists = cache / "zxcvbn-ts-language-fr"
    firsts = set(words_of_lists(lists, "lastnames"))
    persons = firsts | set(words_of_lists(lists, "firstnames"))
    words = words_of_lists(lists, "commonWords")[:FRENCH_WORDS]
    common = sorted({word for word in words if word.isalpha() and len(word) > 2
                     and places.get(folded(word), WELL_KNOWN) < WELL_KNOWN
                     and word not in persons})
    return {"common": common, "first_name": sorted(firsts)}


def write(path, note, classes):
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"# {note}\n# Made by make/words.py: do not edit.\nclass\twords\n")
        for name, words in classes.items():
            for at in range(0, len(words), LINE):
                file.write(f"{name}\t{'|'.join(words[at:at + LINE])}\n")
    print(path, {name: len(words) for name, words in classes.items()})


def main(cache, geodata):
    places = place_names(geodata / "gazetteer/world.tsv.gz")
    for name in names_of_areas(geodata):
        places.pop(name, None)
    for code, classes in (("en", english), ("fr", french)):
        write(geodata / "languages" / code / "common.tsv", NOTE[code], classes(cache, places))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
