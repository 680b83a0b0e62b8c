#!/usr/bin/python3
"""Makes basemap/world.yqv.gz: land, coast, water, borders and provinces at four scales.

usage: vectors.py CACHE_DIR GEODATA_DIR
"""

import csv
import sys
from pathlib import Path

import numpy

from arcs import SEA, Arc, read_arcs
from common import write_bytes
from land import ring_area_km2
from arcs import UNIT
from rings import coasts, link, outline, ring_area, simplify
from tiles import Level, Piece, pack, tile

# Kinds, as in src/vector/vector.h.
PLAIN, LAKE, SALT_LAKE, RIVER, WADI, CANAL, BORDER, DISPUTED = range(8)
# (tolerance in degrees, unit in 1e-5 degrees, size of tiles in degrees), coarse ones first.
LEVELS = ((0.06, 1000, 90), (0.016, 300, 22.5), (0.0045, 80, 11.25), (0.0012, 20, 2.8125))
AREA_LEVELS = ((0.1, 2000), (0.03, 600))  # of countries: for labels only
# Coasts towards the poles, of fjords and islands, are thinned more: (from this latitude, times).
COAST_THINNING = ((60, 2.5), (50, 1.4), (-42, 1), (-90, 2.5))
LEAST_SEA_KM2 = 100000   # smaller gaps in the land are gaps between claims
LEAST_GAP_KM2 = 100      # and are shown from this size on


def fit(arc, tolerance):
    """The points of an arc, thinned; coasts towards the poles more than others."""
    if not arc.is_border:
        lat = float(arc.points[:, 1].mean()) * UNIT
        tolerance *= next(times for south, times in COAST_THINNING if lat >= south)
    return simplify(arc.points, tolerance)


def big_enough(ring, tolerance):
    return len(ring) > 3 and abs(ring_area_km2(ring * UNIT)) > 1.5 * (tolerance * 111) ** 2


def land_levels(arcs):
    """The land in tiles; its edges but for the cuts are the coast."""
    levels = []
    for tolerance, unit, size in LEVELS:
        thin = [Arc(a.left, a.right, fit(a, tolerance)) for a in arcs if a.right == SEA]
        rings = [ring[:-1] for ring in coasts(thin) if big_enough(ring, tolerance)
                 and (ring_area(ring) > 0 or abs(ring_area_km2(ring * UNIT)) > LEAST_SEA_KM2)]
        pieces = [Piece(parts, unit, True, box) for box, parts in tile(rings, size, unit)]
        levels.append(Level(tolerance, unit, pieces))
    return levels


def border_levels(arcs):
    levels = []
    for tolerance, unit, _ in LEVELS:
        pieces = [Piece([fit(a, tolerance)], unit, False, kind=BORDER,
                        name=("", "", "", a.left, a.right)) for a in arcs if a.is_border]
        levels.append(Level(tolerance, unit, pieces))
    return levels


def read_country_names(geodata):
    """{alpha-2: (en, fr, ar)} and {alpha-2: population}."""
    with open(geodata / "gazetteer/countries.tsv", encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    names = {row["country"]: tuple(row[lang].split("|")[0] for lang in ("en", "fr", "ar"))
             for row in rows}
    return names


def rank_of_area(rings, sizes):
    """0 for areas larger than the first of @sizes in square km, and so on."""
    km2 = sum(abs(ring_area_km2(ring * UNIT)) for ring in rings)
    return next((i for i, size in enumerate(sizes) if km2 > size), len(sizes))


def country_levels(arcs, names):
    levels = []
    for tolerance, unit in AREA_LEVELS:
        thin = [Arc(a.left, a.right, fit(a, tolerance)) for a in arcs]
        pieces = []
        for code in sorted(names):
            rings = outline(thin, code)
            rings = [r for r in rings if big_enough(r, tolerance)] or rings[:1]
            if rings:
                pieces.append(Piece([r[:-1] for r in rings], unit, True, name=(*names[code], code, ""),
                                    rank=rank_of_area(rings, (3e6, 8e5, 2e5, 4e4, 5e3))))
        levels.append(Level(tolerance, unit, pieces))
    return levels


def main(cache, geodata):
    arcs, claims = read_arcs(cache)
    names = read_country_names(geodata)
    land = land_levels(arcs)
    layers = [("land", land, 1, 0), ("coast", land, 0, 1),
              ("borders", border_levels(arcs), 0, 0),
              ("countries", country_levels(arcs, names), 1, 0)]
    write_bytes(geodata / "basemap/world.yqv.gz", pack(layers))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
