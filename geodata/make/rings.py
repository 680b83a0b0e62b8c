"""Rings from arcs: the outlines of countries and of the land, at any detail."""

import math
import struct
from collections import defaultdict

import numpy
from osgeo import ogr

from arcs import SEA, UNIT


def link(lines):
    """Joins lines end to end into rings; lines that close nothing are left out."""
    starts = defaultdict(list)
    for i, line in enumerate(lines):
        starts[tuple(line[0])].append(i)
    used = [False] * len(lines)
    rings = []
    for first in range(len(lines)):
        if used[first]:
            continue
        chain, at, home = [], first, tuple(lines[first][0])
        while True:
            used[at] = True
            chain.append(lines[at] if not chain else lines[at][1:])
            end = tuple(lines[at][-1])
            if end == home:
                rings.append(numpy.concatenate(chain))
                break
            following = [i for i in starts[end] if not used[i]]
            if not following:
                break
            at = following[0]
    return rings


def outline(arcs, code):
    """The rings of one country."""
    lines = [arc.points for arc in arcs if arc.left == code]
    lines += [arc.points[::-1] for arc in arcs if arc.right == code]
    return link(lines)


def coasts(arcs):
    """The rings of all land, countries left aside."""
    return link([arc.points for arc in arcs if arc.right == SEA])


def ring_area(ring):
    """Signed area in square units, positive when counter-clockwise."""
    x, y = ring[:, 0].astype(float), ring[:, 1].astype(float)
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def simplify(points, tolerance_deg):
    """@points thinned by Douglas and Peucker, ends kept; degrees of longitude count as much as
    they measure in the line's middle."""
    if len(points) <= 2 or tolerance_deg <= 0:
        return points
    south, north = points[:, 1].min(), points[:, 1].max()
    shrink = max(0.02, math.cos(math.radians((south + north) / 2 * UNIT)))
    data = numpy.empty((len(points), 3))
    data[:, 0] = points[:, 0] * shrink
    data[:, 1] = points[:, 1]
    data[:, 2] = numpy.arange(len(points))
    packed = struct.pack("<BII", 1, 1002, len(points)) + data.tobytes()
    line = ogr.CreateGeometryFromWkb(packed)
    closed = bool((points[0] == points[-1]).all())
    thinned = line.Simplify(tolerance_deg / UNIT)
    if thinned is None or thinned.GetPointCount() < 2:
        return points[[0, -1]]
    kept = numpy.frombuffer(bytes(thinned.ExportToWkb()), "<f8", offset=9).reshape(-1, 3)
    kept = numpy.rint(kept[:, 2]).astype(int)
    if closed and len(kept) < 4:
        return points[[0, 0]]
    return points[kept]
