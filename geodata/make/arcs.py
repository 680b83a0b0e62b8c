"""Arcs: the land of the world cut into countries, each line once.

Each country's rings come from one source, whose neighbours share their vertices exactly. Where
two countries claim the same land, the smaller one holds it. An arc is a run of edges with the
same country on its left and on its right (or none: the sea). Coordinates are whole numbers of
1e-5 degrees, as in the source.
"""

import pickle
import struct
from collections import defaultdict

import numpy
from osgeo import ogr

from islands import missing_islands
from land import read_land, ring_area_km2

UNIT = 1e-5  # degrees
SEA = ""
# Pieces that a subtraction leaves and that are smaller than this are noise of rounding.
LEAST_PIECE_KM2 = 0.0005


class Arc:
    """points: n x 2 whole numbers; left and right: alpha-2 codes or SEA."""

    def __init__(self, left, right, points):
        self.left, self.right, self.points = left, right, points

    @property
    def is_border(self):
        return self.left != SEA and self.right != SEA


def to_polygon(rings):
    """An OGR polygon of whole-number rings."""
    data = struct.pack("<BII", 1, 3, len(rings))
    for ring in rings:
        data += struct.pack("<I", len(ring)) + ring.astype("<f8").tobytes()
    return ogr.CreateGeometryFromWkb(data)


def to_geometry(parts):
    geometry = ogr.Geometry(ogr.wkbMultiPolygon)
    for rings in parts:
        geometry.AddGeometryDirectly(to_polygon(rings))
    return geometry


def from_geometry(geometry):
    """The polygons of an OGR geometry as lists of whole-number rings."""
    if geometry is None or geometry.IsEmpty():
        return []
    if geometry.GetGeometryType() != ogr.wkbPolygon:
        return [rings for i in range(geometry.GetGeometryCount())
                for rings in from_geometry(geometry.GetGeometryRef(i))]
    rings = [numpy.rint(numpy.array(geometry.GetGeometryRef(i).GetPoints())[:, :2])
             .astype(numpy.int64) for i in range(geometry.GetGeometryCount())]
    if abs(ring_area_km2(rings[0] * UNIT)) < LEAST_PIECE_KM2:
        return []
    return [[without_repeats(ring) for ring in rings]]


def divide(a, b):
    """What two lists of polygons share, and what the first has alone."""
    a, b = to_geometry(a), to_geometry(b)
    try:
        both, alone = a.Intersection(b), a.Difference(b)
    except RuntimeError:
        both = None
    if both is None or alone is None:
        a, b = a.MakeValid(), b.MakeValid()
        both, alone = a.Intersection(b), a.Difference(b)
    return from_geometry(both), from_geometry(alone)


def without_repeats(ring):
    keep = numpy.ones(len(ring), bool)
    keep[1:] = (numpy.diff(ring, axis=0) != 0).any(axis=1)
    return ring[keep]


def whole_numbers(land):
    """@land in units of UNIT, checked to lose nothing."""
    result = {}
    for code, parts in land.items():
        result[code] = []
        for rings in parts:
            whole = [numpy.rint(ring / UNIT).astype(numpy.int64) for ring in rings]
            error = max(abs(w * UNIT - r).max() for w, r in zip(whole, rings))
            assert error < 1e-9, f"{code}: finer than {UNIT} degrees"
            result[code].append([without_repeats(ring) for ring in whole])
    return result


def bounds(parts):
    outer = numpy.concatenate([rings[0] for rings in parts])
    return (*outer.min(axis=0), *outer.max(axis=0))


def meet(a, b):
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def area(parts):
    """Square km, holes taken off."""
    return sum(2 * abs(ring_area_km2(rings[0] * UNIT))
               - sum(abs(ring_area_km2(ring * UNIT)) for ring in rings) for rings in parts)


def drop_copies(land):
    """Leaves out what a country's rings hold of its dependencies', point for point."""
    owner = {}
    for code in sorted(land, key=lambda code: area(land[code])):
        for rings in land[code]:
            owner.setdefault(frozenset(map(tuple, rings[0].tolist())), code)
    return {code: [rings for rings in parts
                   if owner[frozenset(map(tuple, rings[0].tolist()))] == code]
            for code, parts in land.items()}


def settle_claims(land):
    """Takes from each country what a smaller one claims too.

    Returns the land, a list of (code, code, claimed geometry) and the vertices that the
    subtractions made, which must be put into the neighbours' edges.
    """
    boxes = {code: [bounds([rings]) for rings in parts] for code, parts in land.items()}
    whole = {code: bounds(parts) for code, parts in land.items()}
    order = sorted(land, key=lambda code: area(land[code]))
    settled, claims, made = dict(land), [], set()
    for rank, larger in enumerate(order):
        for smaller in order[:rank]:
            if not meet(whole[larger], whole[smaller]):
                continue
            mine = [i for i, box in enumerate(boxes[larger])
                    if any(meet(box, other) for other in boxes[smaller])]
            theirs = [i for i, box in enumerate(boxes[smaller])
                      if any(meet(box, other) for other in boxes[larger])]
            if not mine or not theirs:
                continue
            disputing = [settled[larger][i] for i in mine]
            both, kept = divide(disputing, [settled[smaller][i] for i in theirs])
            if not both:
                continue
            lost = area(disputing) - area(kept) - area(both)
            assert abs(lost) < 1 + 1e-4 * area(disputing), f"{larger}, {smaller}: {lost}"
            old = vertices(settled[larger]) | vertices(settled[smaller])
            settled[larger] = kept + [rings for i, rings in enumerate(settled[larger])
                                      if i not in set(mine)]
            boxes[larger] = [bounds([rings]) for rings in settled[larger]]
            made |= vertices(kept) - old
            claims.append((larger, smaller, both))
            print(f"{smaller} keeps {area(both):.2f} square km from {larger}", flush=True)
    return settled, claims, made


def vertices(parts):
    return {tuple(point) for rings in parts for ring in rings for point in ring.tolist()}


def insert_vertices(parts, made):
    """Puts each of @made that lies within a unit of an edge of @parts into that edge."""
    if not made:
        return parts
    points = numpy.array(sorted(made))
    result = []
    for rings in parts:
        box = bounds([rings])
        near = points[(points[:, 0] >= box[0] - 1) & (points[:, 0] <= box[2] + 1)
                      & (points[:, 1] >= box[1] - 1) & (points[:, 1] <= box[3] + 1)]
        result.append([insert_into_ring(ring, near) for ring in rings])
    return result


def insert_into_ring(ring, points):
    inserted = defaultdict(list)
    a, b = ring[:-1].astype(float), ring[1:].astype(float)
    along = b - a
    length2 = (along**2).sum(axis=1)
    known = set(map(tuple, ring.tolist()))
    for point in points:
        if tuple(point.tolist()) in known:
            continue
        to = point - a
        share = numpy.clip((to * along).sum(axis=1) / length2, 0, 1)
        gap2 = ((to - share[:, None] * along) ** 2).sum(axis=1)
        at = int(gap2.argmin())
        if gap2[at] < 1.0 and 0 < share[at] < 1:
            inserted[at].append((float(share[at]), point))
    if not inserted:
        return ring
    rows = []
    for i, row in enumerate(ring):
        rows.append(row)
        rows += [point for _, point in sorted(inserted.get(i, []), key=lambda x: x[0])]
    return numpy.array(rows)


def turned(rings):
    """@rings with the land on the left of each: outer ones counter-clockwise."""
    return [ring if (ring_area_km2(ring * UNIT) > 0) == (i == 0) else ring[::-1]
            for i, ring in enumerate(rings)]


def keys_of(ring):
    """One whole number for each vertex."""
    return (ring[:, 0] + 18000000) * 40000000 + ring[:, 1] + 9000000


def cut_into_arcs(land):
    """The arcs of the partition @land."""
    codes = sorted(land)
    rings = [(code, ring) for code in codes for part in land[code] for ring in turned(part)]
    owners = defaultdict(list)  # directed edge -> the countries on its left
    degree = defaultdict(set)   # vertex -> other ends
    for code, ring in rings:
        keys = keys_of(ring).tolist()
        for a, b in zip(keys, keys[1:]):
            owners[a, b].append(code)
            degree[a].add(b)
            degree[b].add(a)
    done = set()
    arcs = []
    for code, ring in rings:
        keys = keys_of(ring).tolist()
        edges = list(zip(keys, keys[1:]))
        others = [other_side(owners.get((b, a), ()), code) for a, b in edges]
        for start, end, other in runs(keys, others, degree):
            n = len(edges)
            if other is None or edges[start % n][::-1] in done:
                continue  # a spike, or given by the neighbour
            if other != SEA:
                done.update(edges[i % n] for i in range(start, end))
            points = ring[[i % n for i in range(start, end + 1)]]
            arcs.append(Arc(code, other, points))
    return arcs


def other_side(across, code):
    """Who is across an edge of @code; None where it runs along itself."""
    others = [owner for owner in across if owner != code]
    if others:
        return others[0]
    return None if across else SEA


def runs(keys, others, degree):
    """Cuts a ring where the neighbour changes or lines meet: (first, last edge + 1, other)."""
    n = len(others)
    cuts = [i for i in range(n) if others[i] != others[i - 1] or len(degree[keys[i]]) > 2]
    if not cuts:
        return [(0, n, others[0])]
    ends = cuts[1:] + [cuts[0] + n]
    return [(start, end, others[start]) for start, end in zip(cuts, ends)]


def read_arcs(cache):
    """The arcs, and the contested areas as (larger, smaller, polygons).

    The settled land, which takes minutes to make, is kept in @cache.
    """
    path = cache / "settled-land.pickle"
    if not path.exists():
        land = read_land(cache)
        for code, polygon in list(missing_islands(cache, land)):
            land[code].append(polygon)
        land = drop_copies(whole_numbers(land))
        settled, claims, made = settle_claims(land)
        settled = {code: insert_vertices(parts, made) for code, parts in settled.items()}
        path.write_bytes(pickle.dumps((settled, claims)))
    settled, claims = pickle.loads(path.read_bytes())
    return cut_into_arcs(settled), claims
