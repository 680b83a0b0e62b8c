"""Rivers and lakes of GSHHG, joined and named."""

import csv
import heapq
import math
import subprocess
from collections import defaultdict
from pathlib import Path

import numpy

from arcs import UNIT
from common import read_table
from joining import join
from land import distance_km
from rings import ring_area

PLAIN, LAKE, SALT_LAKE, RIVER, WADI, CANAL, BORDER, DISPUTED = range(8)  # src/vector/vector.h
# GSHHG's classes of rivers: (kind, rank). Class 0 are the banks of wide rivers.
RIVER_CLASSES = {0: (RIVER, 2), 1: (RIVER, 1), 2: (RIVER, 2), 3: (RIVER, 3), 4: (RIVER, 4),
                 5: (WADI, 3), 6: (WADI, 4), 7: (WADI, 5), 8: (CANAL, 4), 9: (CANAL, 5),
                 10: (CANAL, 5)}
STEP_OVER_KM = 40      # gaps in a named river, as where it flows through a lake
STEP_OVER_COST = 6     # a gap counts as so many times its length
SNAP_KM = 90           # how far a way point may lie from its river


def dump(cache, *options):
    """The lines that gmt gives, [(class, points in 1e-5 degrees)]."""
    folder = cache / "gmt-gshhg-full/usr/share/gmt-gshhg"
    command = ["gmt", "coast", "-R-180/180/-90/90", "-M", f"--DIR_GSHHG={folder}", *options]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for part in text.split(">")[1:]:
        head, _, body = part.partition("\n")
        points = numpy.array(body.split(), float).reshape(-1, 2)
        points[points[:, 0] > 180, 0] -= 360
        whole = numpy.rint(points / UNIT).astype(numpy.int64)
        if len(whole) > 1 and abs(numpy.diff(whole[:, 0])).max() < 18000000:
            yield int(head.rsplit(" ", 1)[1]), whole


class Network:
    """Rivers as a graph: the nodes are the lines' ends."""

    def __init__(self, lines):
        self.lines = lines
        self.edges = defaultdict(list)
        self.near = defaultdict(list)
        for i, line in enumerate(lines):
            a, b = tuple(line[0]), tuple(line[-1])
            degrees = line * UNIT
            km = float(distance_km(degrees[:-1, 0], degrees[:-1, 1], degrees[1:, 0],
                                   degrees[1:, 1]).sum())
            self.edges[a].append((b, km, i))
            self.edges[b].append((a, km, i))
        for node in self.edges:
            self.near[node[0] // 100000, node[1] // 100000].append(node)

    def around(self, node, km):
        """The nodes within @km, with their distances."""
        x, y = node[0] // 100000, node[1] // 100000
        for i in (-1, 0, 1):
            for j in (-1, 0, 1):
                for other in self.near.get((x + i, y + j), ()):
                    away = float(distance_km(node[0] * UNIT, node[1] * UNIT, other[0] * UNIT,
                                             other[1] * UNIT))
                    if away <= km:
                        yield away, other

    def snap(self, lon, lat):
        at = (round(lon / UNIT), round(lat / UNIT))
        return min(self.around(at, SNAP_KM), default=(0, None))[1]

    def way(self, start, goal):
        """The numbers of the lines on the shortest way between two nodes (Dijkstra 1959)."""
        best, queue, came = {start: 0.0}, [(0.0, start)], {}
        while queue:
            cost, node = heapq.heappop(queue)
            if node == goal:
                break
            if cost > best[node]:
                continue
            steps = [(other, km, line) for other, km, line in self.edges[node]]
            steps += [(other, km * STEP_OVER_COST, None)
                      for km, other in self.around(node, STEP_OVER_KM)]
            for other, km, line in steps:
                if cost + km < best.get(other, math.inf):
                    best[other] = cost + km
                    came[other] = (node, line)
                    heapq.heappush(queue, (cost + km, other))
        lines, node = [], goal
        while node in came and node != start:
            node, line = came[node]
            lines.append(line)
        return [line for line in lines if line is not None]


def read_names(geodata):
    """{id: (en, fr, ar, "", "")} and the rows of the table of features."""
    with open(geodata / "gazetteer/features.tsv", encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    names = {row["id"]: (*(row[lang].split("|")[0] for lang in ("en", "fr", "ar")), "", "")
             for row in rows}
    return names, rows


def read_rivers(cache, geodata):
    """[(points, name or None, kind, rank)]; a named river is one line or a few."""
    by_class = defaultdict(list)
    for number, points in dump(cache, "-Ia", "-Df"):
        by_class[number].append(points)
    lines, classes = [], []
    for number, members in sorted(by_class.items()):
        joined = join(members)
        lines += joined
        classes += [number] * len(joined)

    names, _ = read_names(geodata)
    network = Network(lines)
    owner = {}
    for row in read_table(Path(__file__).parent / "rivers.tsv"):
        stops = [network.snap(*map(float, stop.split(","))) for stop in row["way"].split()]
        if None in stops:
            print(f"{row['id']}: a way point lies far from every river")
        stops = [stop for stop in stops if stop is not None]
        for start, goal in zip(stops, stops[1:]):
            for line in network.way(start, goal):
                owner.setdefault(line, (row["id"], int(row["rank"])))
    rivers = [(line, None, *RIVER_CLASSES[number]) for i, (line, number)
              in enumerate(zip(lines, classes)) if i not in owner]
    members = defaultdict(list)
    for line, (river, rank) in owner.items():
        members[river, rank].append(lines[line])
    for (river, rank), parts in members.items():
        rivers += [(line, names[river], RIVER, rank) for line in join(parts)]
    return rivers


def read_lakes(cache, geodata):
    """[(rings, name or None, kind, rank)], islands in their lakes."""
    shores = defaultdict(list)
    for level in (2, 3):
        lines = [points for _, points in dump(cache, f"-W{level}/0.1p", f"-A0/{level}/{level}",
                                              "-Dh")]
        shores[level] = [ring for ring in join(lines) if tuple(ring[0]) == tuple(ring[-1])]
    _, rows = read_names(geodata)
    named = [row for row in rows if row["feature"] in ("H.LK", "H.RSV", "H.LKN")]
    lakes = []
    for ring in shores[2]:
        ring = ring if ring_area(ring) > 0 else ring[::-1]
        lakes.append([[ring], None, LAKE, rank_of_lake(ring)])
    for row in named:
        name_lake(lakes, row)
    add_islands(lakes, shores[3])
    return lakes


def rank_of_lake(ring):
    south, north = ring[:, 1].min() * UNIT, ring[:, 1].max() * UNIT
    km2 = abs(ring_area(ring)) * (UNIT * 111.2) ** 2 * math.cos(math.radians((south + north) / 2))
    return next((i for i, size in enumerate((20000, 3000, 500, 100)) if km2 > size), 4)


def inside(ring, x, y):
    a, b = ring[:-1], ring[1:]
    at = (a[:, 1] > y) != (b[:, 1] > y)
    a, b = a[at], b[at]
    return int((a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0]) > x).sum()) % 2 == 1


def name_lake(lakes, row):
    """Gives the name of a row to the lake around its point, or the largest one near it."""
    lon, lat, radius = float(row["lon"]), float(row["lat"]), float(row["radius_km"])
    x, y = lon / UNIT, lat / UNIT
    found = []
    for i, (rings, _, _, _) in enumerate(lakes):
        low, high = rings[0].min(axis=0) * UNIT, rings[0].max(axis=0) * UNIT
        middle = (low + high) / 2
        within = (low[0] <= lon <= high[0] and low[1] <= lat <= high[1] and inside(rings[0], x, y))
        if within or float(distance_km(lon, lat, *middle)) < max(radius, 5):
            found.append((within, abs(ring_area(rings[0])), i))
    if not found:
        return
    lake = lakes[max(found)[2]]
    lake[1] = (*(row[lang].split("|")[0] for lang in ("en", "fr", "ar")), "", "")
    if row["feature"] == "H.LKN":
        lake[2] = SALT_LAKE


def add_islands(lakes, islands):
    boxes = numpy.array([(*rings[0].min(axis=0), *rings[0].max(axis=0))
                         for rings, _, _, _ in lakes])
    for island in islands:
        x, y = island[0]
        at = numpy.nonzero((boxes[:, 0] <= x) & (boxes[:, 1] <= y) & (boxes[:, 2] >= x)
                           & (boxes[:, 3] >= y))[0]
        for i in at:
            if inside(lakes[i][0][0], x, y):
                lakes[i][0].append(island[::-1] if ring_area(island) > 0 else island)
                break
