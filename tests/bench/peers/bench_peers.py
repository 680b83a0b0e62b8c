#!/usr/bin/env python3
"""bench_peers.py BUILD [RUNS]: our maps against MapServer's and Mapnik's of the same data.

Installs nothing. Skips, and says so, what is missing: the folder ../shared/peers (or $YAQUT_PEERS) with the
peers' data and scripts, map2img (Debian's mapserver-bin), mapnik-config and g++ (libmapnik-dev). Each peer
draws 1600 by 1200 pixels of north-west Africa with 47 towns and 25 incidents, or the number that is said;
ours are the same incidents, or the article, read and geoparsed, all with the map's whole furniture.
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
sys.path.insert(0, os.path.dirname(HERE))
from measure import once, pair, report  # noqa: E402

SHARED = os.path.join(ROOT, "..", "shared")
PEERS = os.environ.get("YAQUT_PEERS", os.path.join(SHARED, "peers"))
ARTICLE = os.path.join(SHARED, "seed", "article.ar.txt")


def skip(why):
    print(f"peers: skipped, {why}")
    sys.exit(77)


def write_incidents(path, n):
    """As incidents_10000.csv was made: spread evenly over the map, with a few dates, types and counts."""
    chance = random.Random(1)
    dates = [f"2024-{m:02}-{d:02}" for m, d in zip(range(1, 13), (1, 8, 15, 22) * 3)]
    types = ["Armed clash", "Ambush", "Abduction", "IED", "Drone strike", "Border closure"]
    with open(path, "w", encoding="ascii") as out:
        out.write("id,date,type,fatalities,lon,lat\n")
        for i in range(n):
            out.write(f"{i + 1},{dates[i % 12]},{chance.choice(types)},"
                      f"{chance.choice([0, 0, 1, 2, 3, 5, 8, 12, 47])},"
                      f"{chance.uniform(-13, 16):.4f},{chance.uniform(9, 38):.4f}\n")


def write_periods(path, n):
    """Periods of a series, each of a week."""
    from datetime import date, timedelta
    with open(path, "w", encoding="ascii") as out:
        out.write("start\tend\tname\n")
        for i in range(n):
            first = date(2024, 1, 1) + timedelta(days=7 * i)
            out.write(f"{first}\t{first + timedelta(days=6)}\tp{i:02}\n")


class Work:
    """A folder for the peers' scripts and data with room for more, and the commands that draw in it."""

    def __init__(self, folder, build):
        self.folder = folder
        self.yaqut = os.path.abspath(os.path.join(build, "yaqut"))
        shutil.copytree(os.path.join(PEERS, "bench"), self.path("bench"))
        shutil.copytree(os.path.join(PEERS, "data"), self.path("data"))
        for name in ("bench", "data"):
            subprocess.run(["chmod", "-R", "u+w", self.path(name)], check=True)
        self.env = dict(os.environ, ROOT=folder)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def incidents(self, name):
        return self.path("data", name + ".csv")

    def ours(self, source, suffix, *more):
        return [self.yaqut, "map", source, "-o", self.path("ours." + suffix), *more]

    def mapserver(self, suffix, incidents="incidents"):
        return (["bash", self.path("bench", "mapserver.sh"), self.path("mapserver")],
                dict(self.env, FMT=suffix, INC=incidents))

    def build_mapnik(self):
        flags = subprocess.run(["mapnik-config", "--cxxflags", "--includes", "--dep-includes", "--libs", "--ldflags",
                                "--dep-libs"], capture_output=True, text=True, check=True).stdout.split()
        subprocess.run(["g++", "-O2", "-w", "-DHAVE_CAIRO", "-o", self.path("mapnik"),
                        self.path("bench", "mapnik_cpp.cpp"), *flags], check=True)

    def mapnik(self, suffix, incidents="incidents", extents=None):
        style = self.path(f"style-{incidents}.xml")
        with open(style, "wb") as out:
            subprocess.run([sys.executable, self.path("bench", "mapnik_style.py")], stdout=out, check=True,
                           env=dict(self.env, INC=incidents))
        return [self.path("mapnik"), style, self.path("mapnik-out"), suffix] + ([extents] if extents else [])


def against_mapserver(work, runs):
    formats = (("png", 1 / 3), ("pdf", 1 / 3), ("svg", 1 / 5))
    sources = [("25 incidents", work.incidents("incidents"))]
    if os.path.exists(ARTICLE):
        sources.insert(0, ("article", ARTICLE))
    for suffix, at_most in formats:
        theirs, env = work.mapserver(suffix)
        for what, source in sources:
            a, b = pair(work.ours(source, suffix), theirs, runs, theirs_env=env)
            report(f"{what}, {suffix.upper()}", a, "MapServer", b, at_most)
        if os.path.exists(ARTICLE):  # a page grows for its list, unless its size is asked for
            a, b = pair(work.ours(ARTICLE, suffix, "--size", "1600x1200"), theirs, runs, theirs_env=env)
            report(f"article at that size, {suffix.upper()}", a, "MapServer", b, at_most)
    for n in (10000, 100000):
        name = f"incidents_{n}"
        theirs, env = work.mapserver("png", name)
        a, b = pair(work.ours(work.incidents(name), "png"), theirs, max(runs // 2, 2), theirs_env=env)
        report(f"{n} incidents, PNG", a, "MapServer", b, 1 / 4)


def against_mapnik(work, runs):
    """One map, then fifty in one process: ours of a series, theirs of fifty extents."""
    a, b = pair(work.ours(work.incidents("incidents"), "png"), work.mapnik("png"), runs)
    report("25 incidents, PNG", a, "Mapnik", b)
    extents, periods = work.path("extents"), work.path("periods.tsv")
    with open(extents, "w", encoding="ascii") as out:
        for i in range(50):
            out.write(f"{-2166000 + i * 10000} -1624500 {2166000 + i * 10000} 1624500\n")
    write_periods(periods, 50)
    series = work.ours(work.incidents("incidents"), "png", "--series", periods)
    a, b = pair(series, work.mapnik("png", extents=extents), max(runs // 3, 2))
    report("50 maps, one", a, "Mapnik", b, 1 / 2, share=50)


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build")
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    has_mapserver = shutil.which("map2img") is not None
    has_mapnik = shutil.which("mapnik-config") is not None and shutil.which("g++") is not None
    if not os.path.isdir(os.path.join(PEERS, "bench")):
        skip(f"there is no {PEERS}")
    if not has_mapserver and not has_mapnik:
        skip("neither MapServer (map2img) nor Mapnik (mapnik-config, g++) is installed")
    with tempfile.TemporaryDirectory() as folder:
        work = Work(folder, build)
        write_incidents(work.incidents("incidents_100000"), 100000)
        if has_mapserver:
            against_mapserver(work, runs)
        else:
            print("peers: no MapServer (map2img)")
        if has_mapnik:
            work.build_mapnik()
            against_mapnik(work, runs)
        else:
            print("peers: no Mapnik (mapnik-config, g++)")


if __name__ == "__main__":
    main()
