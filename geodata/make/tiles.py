"""Areas cut into tiles, and the file of layers that src/vector/vector.c reads.

The file, after the header of all mapped files, little-endian:
  32-bit numbers: layers, levels, blocks, pieces, names, bytes of strings
  layers   16 letters, first level, number of levels, 1 for areas, 1 for edges of areas only
  levels   tolerance (float, degrees), unit (1e-5 degrees), first block, first piece, number of
           pieces, 0
  blocks   boxes of 32 pieces each (4 x 16-bit, 1e-2 degrees, west south east north)
  pieces   box, offset, length, name's number, kind (16-bit), rank (16-bit)
  names    5 offsets into the strings: en, fr, ar, code_a, code_b
  strings  UTF-8, each ended by a zero; the first is empty; filled up to 4 bytes
Then the pieces: number of parts; for each part twice its number of points, plus one where edges
are cuts, which are then counted and listed by differences; then its points by differences.
A ring's first point is not repeated.
"""

import math
import struct

import numpy

from arcs import UNIT
from common import differences, mapped_file, numbers

BLOCK = 32
WORLD = (-18000000, -9000000, 18000000, 9000000)
OVERLAP = 2  # units of the level


def clip_half(ring, axis, limit, keep_above):
    """A ring's part on one side of a line (Sutherland and Hodgman 1974); not closed."""
    value = ring[:, axis]
    inside = value >= limit if keep_above else value <= limit
    if inside.all():
        return ring
    if not inside.any():
        return ring[:0]
    following = numpy.roll(ring, -1, axis=0)
    crossing = numpy.nonzero(inside != numpy.roll(inside, -1))[0]
    a, b = ring[crossing], following[crossing]
    share = (limit - a[:, axis]) / (b[:, axis] - a[:, axis])
    cut = numpy.rint(a + share[:, None] * (b - a)).astype(ring.dtype)
    cut[:, axis] = limit
    kept = numpy.nonzero(inside)[0]
    order = numpy.argsort(numpy.concatenate([kept * 2, crossing * 2 + 1]), kind="stable")
    return numpy.concatenate([ring[kept], cut])[order]


def clip(ring, box):
    for axis, limit, keep_above in ((0, box[0], True), (0, box[2], False),
                                    (1, box[1], True), (1, box[3], False)):
        if len(ring) < 3:
            return ring[:0]
        ring = clip_half(ring, axis, limit, keep_above)
    return ring


def meets(ring, box):
    low, high = ring.min(axis=0), ring.max(axis=0)
    return low[0] <= box[2] and high[0] >= box[0] and low[1] <= box[3] and high[1] >= box[1]


def tile(rings, size, unit, box=WORLD):
    """Yields (box, rings clipped to it) for each tile that something lies in."""
    grown = [limit + sign * OVERLAP * unit for limit, sign in zip(box, (-1, -1, 1, 1))]
    grown = [int(round(limit / unit)) * unit for limit in grown]
    grown = [max(grown[0], WORLD[0]), max(grown[1], WORLD[1]),
             min(grown[2], WORLD[2]), min(grown[3], WORLD[3])]
    rings = [clip(ring, grown) for ring in rings if meets(ring, grown)]
    rings = [ring for ring in rings if len(ring) >= 3]
    if not rings:
        return
    width, height = box[2] - box[0], box[3] - box[1]
    if max(width, height) <= size / UNIT:
        yield grown, rings
        return
    if width >= height:
        middle = (box[0] + box[2]) // 2
        halves = ((box[0], box[1], middle, box[3]), (middle, box[1], box[2], box[3]))
    else:
        middle = (box[1] + box[3]) // 2
        halves = ((box[0], box[1], box[2], middle), (box[0], middle, box[2], box[3]))
    for half in halves:
        yield from tile(rings, size, unit, half)


def on_grid(points, unit, closed):
    """@points in whole units without repeats; None where too few are left."""
    points = numpy.rint(points / unit).astype(numpy.int64)
    keep = numpy.ones(len(points), bool)
    keep[1:] = (numpy.diff(points, axis=0) != 0).any(axis=1)
    points = points[keep]
    if closed and len(points) > 1 and (points[0] == points[-1]).all():
        points = points[:-1]
    return points if len(points) >= (3 if closed else 2) else None


def cuts_of(ring, box, unit):
    """The edges of a ring, in units, that run along the sides of its tile."""
    following = numpy.roll(ring, -1, axis=0)
    along = numpy.zeros(len(ring), bool)
    for axis, limit in ((0, box[0]), (1, box[1]), (0, box[2]), (1, box[3])):
        limit = round(limit / unit)
        along |= (ring[:, axis] == limit) & (following[:, axis] == limit)
    return numpy.nonzero(along)[0]


class Piece:
    """One feature, or what a tile has of it. parts: arrays in 1e-5 degrees."""

    def __init__(self, parts, unit, closed, box=None, name=None, kind=0, rank=0):
        self.name, self.kind, self.rank = name or ("", "", "", "", ""), kind, rank
        self.data, self.low, self.high = b"", None, None
        packed, count = [], 0
        for part in parts:
            grid = on_grid(part, unit, closed)
            if grid is None:
                continue
            cuts = cuts_of(grid, box, unit) if box is not None else ()
            packed.append(numbers([len(grid) * 2 + (len(cuts) > 0)]))
            if len(cuts):
                packed.append(numbers([len(cuts)] + numpy.diff(cuts, prepend=0).tolist()))
            packed.append(differences(grid))
            count += 1
            low, high = grid.min(axis=0) * unit, grid.max(axis=0) * unit
            self.low = low if self.low is None else numpy.minimum(self.low, low)
            self.high = high if self.high is None else numpy.maximum(self.high, high)
        if count:
            self.data = numbers([count]) + b"".join(packed)

    def box(self):
        """West, south, east, north in hundredths of a degree, rounded outwards."""
        return (math.floor(self.low[0] / 1000), math.floor(self.low[1] / 1000),
                math.ceil(self.high[0] / 1000), math.ceil(self.high[1] / 1000))

    def place(self):
        """For sorting: neighbours in space come near each other."""
        x = int((self.low[0] + self.high[0]) / 2 + 18000000) >> 18
        y = int((self.low[1] + self.high[1]) / 2 + 9000000) >> 18
        return sum((x >> i & 1) << 2 * i | (y >> i & 1) << 2 * i + 1 for i in range(8))


class Level:
    def __init__(self, tolerance, unit, pieces):
        self.tolerance, self.unit = tolerance, unit
        self.pieces = sorted((p for p in pieces if p.data), key=Piece.place)


def pack(layers):
    """The bytes of a file of @layers: (name, levels, closed, edges), coarse levels first. A layer
    of edges names the same levels as its areas."""
    strings, names = {"": 0}, {("", "", "", "", ""): 0}
    text = bytearray(b"\0")
    for _, levels, _, _ in layers:
        for piece in (p for level in levels for p in level.pieces):
            names.setdefault(piece.name, len(names))
            for string in piece.name:
                if string not in strings:
                    strings[string] = len(text)
                    text += string.encode("utf-8") + b"\0"
    text += bytes(-len(text) % 4)

    layer_rows, level_rows, blocks, rows, data = [], [], [], [], []
    seen, length = {}, 0
    for name, levels, closed, edges in layers:
        if id(levels) not in seen:
            seen[id(levels)] = len(level_rows)
            for level in levels:
                level_rows.append((level.tolerance, level.unit, len(blocks), len(rows),
                                   len(level.pieces), 0))
                for i, piece in enumerate(level.pieces):
                    if i % BLOCK == 0:
                        boxes = numpy.array([p.box() for p in level.pieces[i : i + BLOCK]])
                        blocks.append((*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)))
                    rows.append((*piece.box(), length, len(piece.data), names[piece.name],
                                 piece.kind, piece.rank))
                    data.append(piece.data)
                    length += len(piece.data)
        layer_rows.append((name.encode(), seen[id(levels)], len(levels), closed, edges))

    fixed = (24 + 24 + 32 * len(layer_rows) + 24 * len(level_rows) + 8 * len(blocks)
             + 24 * len(rows) + 20 * len(names) + len(text))
    directory = struct.pack("<6I", len(layer_rows), len(level_rows), len(blocks), len(rows),
                            len(names), len(text))
    directory += b"".join(struct.pack("<16s4I", *row) for row in layer_rows)
    directory += b"".join(struct.pack("<f5I", *row) for row in level_rows)
    directory += b"".join(struct.pack("<4h", *row) for row in blocks)
    directory += b"".join(struct.pack("<4hIIIHH", *row[:4], row[4] + fixed, *row[5:])
                          for row in rows)
    directory += b"".join(struct.pack("<5I", *(strings[s] for s in name)) for name in names)
    directory += bytes(text)
    for name, levels, _, _ in layers:
        print(name, [(level.tolerance, len(level.pieces), sum(len(p.data) for p in level.pieces))
                     for level in levels])
    return mapped_file(b"YQVECTOR", 1, directory, b"".join(data))
