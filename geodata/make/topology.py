#!/usr/bin/python3
"""Makes borders/topology.yqt.gz: every border of the world at full detail, and which country a point
lies in. For its use see src/vector/topology.h.

usage: topology.py CACHE_DIR GEODATA_DIR

The file, after the header of all mapped files, little-endian:
  32-bit numbers: countries, pieces, length of the cells' lists, 0
  countries  4 bytes each: alpha-2 code and two zeros; row 0 is the sea
  pieces     first point (2 x 32-bit, 1e-5 degrees), offset of its differences, number of points
             (16-bit), country on the left and on the right (8-bit)
             differences are in units of 1e-5 degrees for borders, 1e-4 for coasts; a coast's are
             followed by what its last point lies off, in 1e-5
  cells      360 x 180 + 1 starts into the lists, of one degree each, from the south-west
  lists      numbers of the pieces that pass through a cell (32-bit)
  middles    the country at (0.5 + MIDDLE_EAST, 0.5 + MIDDLE_NORTH) of each cell (8-bit)
"""

import struct
import sys
from pathlib import Path

import numpy

from arcs import SEA, UNIT, read_arcs
from common import differences, mapped_file, write_bytes
from rings import ring_area, simplify

COAST_STEP = 10  # units: coasts are kept to 1e-4 degrees
# More than half of the world's coast is that of fjords and islands towards the poles, where few
# people live: (from this latitude, tolerance in degrees, least island in square km).
COAST_DETAIL = ((60, 0.003, 0.5), (50, 0.0015, 0.2), (-42, 0.001, 0.1), (-90, 0.003, 0.5))
LONGEST_PIECE = 4000
# Cells' middles stand off the round numbers that borders like to follow.
MIDDLE_EAST, MIDDLE_NORTH = 0.0312347, 0.0271829
SEA_LAST = numpy.array([1] + 255 * [0])  # of two that have a claim, the land before the sea


def thinned(arcs):
    """Borders as they are, coasts simplified, the smallest islands left out."""
    for arc in arcs:
        points = arc.points
        if not arc.is_border:
            closed = (points[0] == points[-1]).all()
            lat = float(points[:, 1].mean()) * UNIT
            km2 = abs(ring_area(points)) * (UNIT * 111.2) ** 2 * numpy.cos(numpy.radians(lat))
            tolerance, least_km2 = next(d[1:] for d in COAST_DETAIL if lat >= d[0])
            if closed and km2 < least_km2:
                continue
            points = simplify(points, tolerance)
            if closed and len(points) < 4:
                continue
        yield arc.left, arc.right, points


def cell_of(points):
    """The column and row of the cell of one degree that each point lies in."""
    degrees = numpy.floor_divide(points, round(1 / UNIT))
    return (degrees[:, 0] + 180).clip(0, 359), (degrees[:, 1] + 90).clip(0, 179)


def cut_by_cells(lines):
    """Cuts lines at vertices so that a piece stays in one cell but for its last segment."""
    for left, right, points in lines:
        column, row = cell_of(points[:-1])
        cell = row * 360 + column
        cuts = set((numpy.nonzero(cell[1:] != cell[:-1])[0] + 1).tolist())
        cuts |= set(range(LONGEST_PIECE, len(cell), LONGEST_PIECE))
        bounds = [0, *sorted(cuts), len(cell)]
        for start, end in zip(bounds, bounds[1:]):
            yield left, right, points[start : end + 1]


def coarse(points):
    """The points of a coast as they will be read: all but the ends on the coarser grid."""
    kept = points[0] + numpy.rint((points - points[0]) / COAST_STEP).astype(int) * COAST_STEP
    kept[-1] = points[-1]
    return kept


def steps_of(points, is_border):
    """The bytes of a piece after its first point."""
    moved = points - points[0]
    if is_border:
        return differences(moved[1:])
    grid = numpy.rint(moved / COAST_STEP).astype(int)
    rest = moved[-1:] - grid[-1:] * COAST_STEP
    return differences(grid[1:]) + differences(rest)


def cells_of_piece(points):
    """The cells that the box of a piece touches."""
    column, row = cell_of(numpy.array([points.min(axis=0), points.max(axis=0)]))
    return [y * 360 + x for y in range(row[0], row[1] + 1) for x in range(column[0], column[1] + 1)]


def countries_along(lon, crossing, west, east):
    """The country at each of @lon, given the lines that a scan from west to east crosses.

    Sides are counted, as simplified coasts may cross each other: a spit whose sides changed
    places is left as often as it was entered.
    """
    counts = numpy.zeros(256, int)
    counts[0] = 1
    told = numpy.zeros(len(lon), numpy.uint8)
    ends = numpy.searchsorted(crossing, lon)
    start = 0
    for i, end in enumerate(ends):
        numpy.subtract.at(counts, west[start:end], 1)
        numpy.add.at(counts, east[start:end], 1)
        told[i] = (2 * counts - SEA_LAST).argmax()
        start = end
    return told


def countries_of_middles(pieces, number):
    """The country at each cell's middle, by scanning each row from west to east."""
    a = numpy.concatenate([points[:-1] for _, _, points in pieces]) * UNIT
    b = numpy.concatenate([points[1:] for _, _, points in pieces]) * UNIT
    sides = numpy.concatenate([numpy.full((len(points) - 1, 2), (number[left], number[right]))
                               for left, right, points in pieces])
    middles = numpy.zeros((180, 360), numpy.uint8)
    lon = numpy.arange(360) - 179.5 + MIDDLE_EAST
    for row in range(180):
        lat = row - 89.5 + MIDDLE_NORTH
        at = numpy.nonzero((a[:, 1] > lat) != (b[:, 1] > lat))[0]
        share = (lat - a[at, 1]) / (b[at, 1] - a[at, 1])
        crossing = a[at, 0] + share * (b[at, 0] - a[at, 0])
        # Going north, the left side lies west.
        north = b[at, 1] > a[at, 1]
        west = numpy.where(north, sides[at, 0], sides[at, 1])
        east = numpy.where(north, sides[at, 1], sides[at, 0])
        order = numpy.argsort(crossing, kind="stable")
        middles[row] = countries_along(lon, crossing[order], west[order], east[order])
    return middles


def main(cache, geodata):
    arcs, _ = read_arcs(cache)
    codes = sorted({code for arc in arcs for code in (arc.left, arc.right)} - {SEA})
    number = {SEA: 0, **{code: i + 1 for i, code in enumerate(codes)}}
    pieces = [(left, right, points if left and right else coarse(points))
              for left, right, points in cut_by_cells(thinned(arcs))]
    pieces.sort(key=lambda piece: cells_of_piece(piece[2][:1])[0])

    lists = [[] for _ in range(360 * 180)]
    for i, (_, _, points) in enumerate(pieces):
        for cell in cells_of_piece(points):
            lists[cell].append(i)
    starts = numpy.cumsum([0] + [len(cell) for cell in lists]).astype("<u4")
    listed = numpy.array([i for cell in lists for i in cell], "<u4")
    middles = countries_of_middles(pieces, number)

    steps = [steps_of(points, left != SEA and right != SEA) for left, right, points in pieces]
    head = struct.pack("<4I", len(codes) + 1, len(pieces), len(listed), 0)
    table = b"".join(struct.pack("<2s2x", code.encode()) for code in [SEA, *codes])
    directory_size = (24 + len(head) + len(table) + 16 * len(pieces) + starts.nbytes
                      + listed.nbytes + middles.nbytes)
    offsets = directory_size + numpy.cumsum([0] + [len(step) for step in steps])
    rows = b"".join(
        struct.pack("<iiIHBB", *points[0], offset, len(points), number[left], number[right])
        for (left, right, points), offset in zip(pieces, offsets))
    directory = head + table + rows + starts.tobytes() + listed.tobytes() + middles.tobytes()
    print(f"{len(pieces)} pieces, {sum(len(p) for _, _, p in pieces)} points, "
          f"{len(directory)} bytes of directory, {sum(map(len, steps))} of points")
    write_bytes(geodata / "borders/topology.yqt.gz",
                mapped_file(b"YQTOPOLO", 1, directory, b"".join(steps)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
