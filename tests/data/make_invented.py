#!/usr/bin/env python3
"""Invents a table of incidents along the border of Algeria and Mali: nothing in it happened.

make_invented.py [ROWS] >invented-dz-ml.csv

The same numbers every time (a generator of its own, so that no version of Python changes them). Places
lie around points of the line, most of them on the Malian side and near the settlements; a few have no
coordinates, a few lie in Niger, and some dates are known by the month only.
"""
import math
import sys

LINE = [(-4.833, 25.0), (-4.027, 24.478), (-3.223, 23.957), (-2.420, 23.438), (-1.620, 22.920),
        (-0.822, 22.404), (-0.026, 21.888), (0.768, 21.374), (1.225, 20.724), (1.826, 20.290),
        (2.396, 20.110), (2.903, 19.965), (3.198, 19.405), (3.655, 19.028), (4.267, 19.144)]
BUSY = [7.2, 8.1, 9.0, 10.9, 11.1, 11.3, 12.5]  # where on LINE, by its index
TYPES = [("Battles", "Armed clash", 4), ("Battles", "Armed clash", 9),
         ("Explosions/Remote violence", "Air/drone strike", 6),
         ("Explosions/Remote violence", "Remote explosive/landmine/IED", 3),
         ("Violence against civilians", "Attack", 5),
         ("Violence against civilians", "Abduction/forced disappearance", 0),
         ("Strategic developments", "Looting/property destruction", 0)]
WORDS = ["a convoy on the track", "a camp by the well", "a checkpoint", "traders on the way to market",
         "a patrol", "herders", "a lorry with fuel"]


class Random:
    """Numerical Recipes' quick generator."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return self.state / 2**32


def place(r):
    at = BUSY[int(r.next() * len(BUSY))] + (r.next() - 0.5) if r.next() < 0.75 \
        else r.next() * (len(LINE) - 1)
    at = min(max(at, 0), len(LINE) - 1.001)
    i, t = int(at), at % 1
    lon = LINE[i][0] + t * (LINE[i + 1][0] - LINE[i][0])
    lat = LINE[i][1] + t * (LINE[i + 1][1] - LINE[i][1])
    away = 120 * r.next() ** 2.5 / 111
    south = -1 if r.next() < 0.8 else 1
    angle = r.next() * math.pi
    return lat + south * away * math.sin(angle), lon + away * math.cos(angle) / math.cos(math.radians(lat))


def date(r):
    days = int(730 * r.next() ** 0.7)  # more of them later
    year, day = (2023, days) if days < 365 else (2024, days - 365)
    months = [31, 29 if year == 2024 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    month = 0
    while day >= months[month]:
        day -= months[month]
        month += 1
    return f"{year}-{month + 1:02d}" if r.next() < 0.06 else f"{year}-{month + 1:02d}-{day + 1:02d}"


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    r = Random(20250407)
    print("event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,fatalities,notes,observer")
    for k in range(rows):
        event, sub, most = TYPES[int(r.next() * len(TYPES))]
        lat, lon = place(r)
        where = f"{lat:.5f},{lon:.5f}" if r.next() > 0.03 else ","
        killed = int(most * -math.log(1 - r.next() * 0.9999))
        words = WORDS[int(r.next() * len(WORDS))]
        print(f'INV{k + 1:04d},{date(r)},{event},{sub},{where},{killed},'
              f'"invented: {words}, not a real event",invented')


main()
