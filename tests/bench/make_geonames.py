#!/usr/bin/python3
"""Makes GeoNames dumps of any size: allCountries.txt and alternateNamesV2.txt.

usage: make_geonames.py FOLDER [PLACES [NAMES]]

PLACES rows (12,000,000) with one main name each, and alternate names up to NAMES names in
all (16,000,000). Names are made of syllables, one to three words; one in five is shared
with other places, as "San Juan" is. Classes, populations and countries are mixed about
as in GeoNames. The same arguments give the same bytes.
"""

import random
import sys
from pathlib import Path

CLASSES = (["P.PPL"] * 40 + ["H.STM"] * 18 + ["S.HTL"] * 12 + ["T.MT"] * 13 + ["A.ADM4"] * 5 +
           ["L.AREA"] * 4 + ["S.SCH"] * 6 + ["V.FRST"] * 1 + ["R.RD"] * 1)
ONSETS = "b d f g h j k l m n r s t v w z ch sh br dr kr tr st gh kh".split() + [""]
VOWELS = "a e i o u a i o ou ai aa".split()
CODAS = ["", "", "", "n", "r", "l", "s", "m", "t"]
COMMON = [f"{a} {b}" for a in ("San", "Santa", "Bir", "Oued", "Lake", "Mount", "Saint", "Al")
          for b in ("Juan", "Maria", "Ahmed", "Hassan", "John", "Rosa", "Pedro", "Zahra",
                    "Paul", "Anna", "Louis", "Ali", "Clear", "Black", "Salem", "Georges")]
COUNTRIES = "US CN IN DE FR DZ ML NE NG BR MX RU ID NO SE TR IR EG MA SD TD MR LY".split()
LANGUAGES = "en fr ar ru zh es de fa".split()


def make_name(rng, syllables):
    if rng.random() < 0.2:
        return COMMON[int(rng.random() ** 2 * len(COMMON))]
    words = []
    for _ in range(1 if rng.random() < 0.6 else 2):
        n = 2 if rng.random() < 0.4 else 3
        words.append("".join(rng.choices(syllables, k=n)).capitalize())
    return " ".join(words)


def write_places(path, rng, syllables, places):
    with open(path, "w", encoding="utf-8") as file:
        for i in range(1, places + 1):
            name = make_name(rng, syllables)
            kind, code = CLASSES[int(rng.random() * len(CLASSES))].split(".")
            people = int(10 ** (rng.random() * 4)) if kind == "P" and rng.random() < 0.1 else 0
            if i % 50000 == 0:
                people = int(10 ** (5 + rng.random() * 2))
            country = COUNTRIES[int(rng.random() ** 2 * len(COUNTRIES))]
            file.write(f"{i}\t{name}\t{name}\t\t{rng.random() * 140 - 60:.5f}\t"
                       f"{rng.random() * 360 - 180:.5f}\t{kind}\t{code}\t{country}\t\t"
                       f"{i % 40:02d}\t\t\t\t{people}\t\t\tUTC\t2025-01-01\n")


def write_names(path, rng, syllables, places, names):
    with open(path, "w", encoding="utf-8") as file:
        for i in range(1, names + 1):
            name = make_name(rng, syllables)
            language = LANGUAGES[int(rng.random() * len(LANGUAGES))]
            file.write(f"{i}\t{int(rng.random() * places) + 1}\t{language}\t{name}\t"
                       f"{'1' if rng.random() < 0.2 else ''}\t\t\t\t\t\n")


def main(folder, places=12_000_000, names=16_000_000):
    rng = random.Random(1225)
    syllables = [o + v + c for o in ONSETS for v in VOWELS for c in CODAS]
    write_places(Path(folder) / "allCountries.txt", rng, syllables, places)
    write_names(Path(folder) / "alternateNamesV2.txt", rng, syllables, places,
                names - places)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *(int(n) for n in sys.argv[2:]))
