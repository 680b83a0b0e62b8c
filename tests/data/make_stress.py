#!/usr/bin/env python3
"""Writes stress_towns.csv and stress_incidents.csv: 300 towns and 100 incidents that crowd.

The names are made of syllables, the places of a fixed series of numbers: the files are the
same on every run. usage: make_stress.py [FOLDER]
"""

import pathlib
import sys

SYLLABLES = ["ta", "ki", "dou", "gao", "men", "ber", "zou", "in", "tes", "sa", "lit", "ara",
             "bam", "ko", "ti", "nig", "seg", "ou", "far", "ine"]
TYPES = ["Ambush", "Armed clash", "Drone strike", "IED", "Abduction", "Border closure",
         "Looting", "Protest"]
TOWNS, INCIDENTS = 300, 100


class Series:
    """Numbers in [0, 1): a linear congruential generator (Park and Miller's)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = self.state * 48271 % 2147483647
        return self.state / 2147483647

    def below(self, n):
        return int(self.next() * n)


def name(series):
    """Two to four syllables."""
    return "".join(SYLLABLES[series.below(len(SYLLABLES))]
                   for _ in range(2 + series.below(3))).capitalize()


def towns(series):
    """Half of them spread, half about ten middles."""
    middles = [(-6 + 14 * series.next(), 11.5 + 10 * series.next()) for _ in range(10)]
    for i in range(TOWNS):
        if i % 2 == 0:
            lon, lat = -8 + 18 * series.next(), 10 + 13 * series.next()
        else:
            x, y = middles[series.below(len(middles))]
            lon = x + (series.next() + series.next() - 1) * 1.6
            lat = y + (series.next() + series.next() - 1) * 1.2
        yield name(series), lon, lat


def incidents(series, places):
    """A third at three towns, the rest near any."""
    for i in range(INCIDENTS):
        _, lon, lat = places[i % 9 // 3] if i % 3 == 0 else places[series.below(TOWNS)]
        if i % 3:
            lon += (series.next() - 0.5) * 0.8
            lat += (series.next() - 0.5) * 0.8
        killed = int(60 * series.next() ** 4)
        yield (f"2024-{1 + series.below(12):02}-{1 + series.below(28):02}",
               TYPES[series.below(len(TYPES))], killed, lon, lat)


def main(folder):
    series = Series(20240725)
    places = list(towns(series))
    with open(folder / "stress_towns.csv", "w", encoding="utf-8") as file:
        file.write("name,lon,lat\n")
        file.writelines(f"{n},{lon:.4f},{lat:.4f}\n" for n, lon, lat in places)
    with open(folder / "stress_incidents.csv", "w", encoding="utf-8") as file:
        file.write("date,type,fatalities,lon,lat\n")
        file.writelines(f"{d},{t},{k},{lon:.4f},{lat:.4f}\n"
                        for d, t, k, lon, lat in incidents(series, places))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent))
