"""The land polygons of countries that all our coasts and borders come from."""

import json
import math
import xml.etree.ElementTree as ElementTree

import numpy
from osgeo import gdal, ogr

gdal.UseExceptions()

EARTH_RADIUS_KM = 6371.0088
MERCATOR_SOUTH = -85.0


def iso_codes(cache):
    """ISO 3166-1 {alpha-3: alpha-2}, from CLDR's supplemental data."""
    path = cache / "unicode-cldr-core/usr/share/unicode/cldr/common/supplemental"
    tree = ElementTree.parse(path / "supplementalData.xml")
    codes = {c.get("alpha3"): c.get("type") for c in tree.iter("territoryCodes")}
    return {**codes, "XKX": "XK"}


def read_land(cache):
    """The land of each country, {alpha-2: [polygon]}; a polygon is a list of rings, the outer
    first; a ring is an array of longitude and latitude, closed."""
    alpha2 = iso_codes(cache)
    with open(cache / "geo-maps-countries-coastline-10m/map.geo.json", encoding="utf-8") as file:
        shapes = json.load(file)["features"]
    land = {}
    for shape in shapes:
        geometry = shape["geometry"]
        parts = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            parts = [parts]
        rings = [[numpy.array(ring, dtype=float) for ring in part] for part in parts]
        land[alpha2[shape["properties"]["A3"]]] = rings
    for part in land["AQ"]:
        to_the_pole(part[0])
    return land


def to_the_pole(ring):
    """Moves the edge of Antarctica, which ends where Mercator's maps do, to the pole."""
    edge = ring[:, 1] <= MERCATOR_SOUTH
    ring[edge, 1] = -90
    ring[edge & (ring[:, 0] > 179.9), 0] = 180


def ring_area_km2(ring):
    """Area on the authalic sphere that @ring encloses, positive when counter-clockwise."""
    lon = numpy.radians(ring[:, 0])
    lat = numpy.radians(ring[:, 1])
    # Chamberlain and Duquette, "Some algorithms for polygons on a sphere", 2007.
    sines = 2 + numpy.sin(lat[:-1]) + numpy.sin(lat[1:])
    return float(-numpy.sum(numpy.diff(lon) * sines) / 2) * EARTH_RADIUS_KM**2


def distance_km(lon_a, lat_a, lon_b, lat_b):
    """Great-circle distance; arrays are allowed."""
    lon_a, lat_a, lon_b, lat_b = (numpy.radians(v) for v in (lon_a, lat_a, lon_b, lat_b))
    h = (numpy.sin((lat_b - lat_a) / 2) ** 2
         + numpy.cos(lat_a) * numpy.cos(lat_b) * numpy.sin((lon_b - lon_a) / 2) ** 2)
    return 2 * EARTH_RADIUS_KM * numpy.arcsin(numpy.sqrt(h))


def inner_point(rings):
    """A point well inside a polygon: the middle of the widest run of several scan lines,
    weighted towards the middle of the shape."""
    south, north = rings[0][:, 1].min(), rings[0][:, 1].max()
    best = (-1.0, 0.0, 0.0)
    for part in range(1, 24):
        lat = south + (north - south) * part / 24
        crossings = []
        for ring in rings:
            y = ring[:, 1] - lat
            at = numpy.nonzero((y[:-1] < 0) != (y[1:] < 0))[0]
            share = y[at] / (y[at] - y[at + 1])
            crossings += list(ring[at, 0] + share * (ring[at + 1, 0] - ring[at, 0]))
        crossings.sort()
        for west, east in zip(crossings[::2], crossings[1::2]):
            width = (east - west) * math.cos(math.radians(lat))
            height = min(lat - south, north - lat)
            best = max(best, (min(width, 2 * height), (west + east) / 2, lat))
    return best[1], best[2]


def holds(rings, lon, lat):
    """Whether a polygon holds a point."""
    inside = False
    for ring in rings:
        y = ring[:, 1] - lat
        at = numpy.nonzero((y[:-1] < 0) != (y[1:] < 0))[0]
        share = y[at] / (y[at] - y[at + 1])
        crossings = ring[at, 0] + share * (ring[at + 1, 0] - ring[at, 0])
        inside ^= bool(numpy.count_nonzero(crossings > lon) % 2)
    return inside


def ring_middle(ring):
    """Area in square degrees and centroid of a ring."""
    x, y = ring[:, 0], ring[:, 1]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = cross.sum() / 2
    if area == 0:
        return 0.0, x[0], y[0]
    return (abs(area), ((x[:-1] + x[1:]) * cross).sum() / (6 * area),
            ((y[:-1] + y[1:]) * cross).sum() / (6 * area))


def central_point(parts):
    """The middle of all parts of an area, as gazetteers give it; where that is outside, the
    first point inside on the way to the inner point of the largest part."""
    middles = [ring_middle(part[0]) for part in parts]
    weights = [middle[0] for middle in middles]
    if sum(weights) == 0:
        return inner_point(parts[0])
    at = numpy.average([middle[1:] for middle in middles], axis=0, weights=weights)
    goal = inner_point(parts[int(numpy.argmax(weights))])
    for step in range(33):
        lon, lat = at + (numpy.array(goal) - at) * step / 32
        if any(holds(part, lon, lat) for part in parts):
            return float(lon), float(lat)
    return goal


def reach_km(parts, lon, lat):
    """How far a country reaches from a point in it, its remote small islands left aside."""
    areas = [abs(ring_area_km2(part[0])) for part in parts]
    least = 0.05 * max(areas)
    return max(float(distance_km(lon, lat, part[0][:, 0], part[0][:, 1]).max())
               for part, area in zip(parts, areas) if area >= least)
