#!/usr/bin/python3
"""Opening and looking up: the bundled index, and one of GeoNames' size or larger.

usage: bench_gazetteer.py BUILD [PLACES [NAMES [FOLDER]]]

PLACES (600,000) rows and NAMES (800,000) names are made by make_geonames.py and built into an index;
12000000 16000000 takes four minutes and 6 GB of FOLDER, which is /tmp.
"""
import os
import random
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import make_geonames
from measure import once, pair, report

SAMPLE = 2000


def names_of(path, wanted, count):
    """Every count/wanted-th main name of a GeoNames table."""
    step = max(1, count // wanted)
    with open(path, encoding="utf-8") as rows:
        return [row.split("\t", 2)[1] for i, row in enumerate(rows) if i % step == step // 2]


def misspell(rng, name):
    """One letter changed, left out or doubled."""
    at = rng.randrange(1, len(name))
    return name[:at] + rng.choice(["", name[at] * 2, rng.choice("aeioutnr")]) + name[at + 1:]


def lookups(build, index, names, *how):
    done = subprocess.run([f"{build}/tests/bench/lookups", index, *how], input="\n".join(names),
                          capture_output=True, text=True, check=True)
    n, found, first, best = done.stdout.split()
    return int(n), int(found), float(first), float(best)


def tell_lookups(build, what, index, names):
    rng = random.Random(7)
    n, found, first, best = lookups(build, index, names)
    wrong = [misspell(rng, name) for name in names[:200]]
    m, near, _, fuzzy = lookups(build, index, wrong, "fuzzy")
    print(f"{what}: {found} of {n} names found, {first:.1f} us each when cold, {best:.2f} us when warm; "
          f"misspelled {near} of {m}, {fuzzy / 1000:.2f} ms each")
    return first, best, fuzzy


def sections(path):
    """Bytes of the places' records and of their ids and names, and of the file."""
    with open(path, "rb") as file:
        header = file.read(4096)
    size = struct.unpack_from("<Q", header, 24)[0]
    records, text = (struct.unpack_from("<QQ", header, 56 + 16 * i)[1] for i in (0, 1))
    return records, text, size


def build_large(yaqut, folder, places, names):
    tables = [f"{folder}/allCountries.txt", f"{folder}/alternateNamesV2.txt"]
    make_geonames.main(folder, places, names)
    index = f"{folder}/large.gaz"
    took = once([yaqut, "gazetteer", "build", "-o", index, *tables])
    records, text, size = sections(index)
    read = sum(os.path.getsize(table) for table in tables)
    print(f"{places} places, {names} names built in {took.wall:.0f} s ({took.cpu:.0f} s of processor), "
          f"{took.megabytes:.0f} MB of memory (at most 4096)")
    print(f"index {size / 1e6:.0f} MB: {size / (records + text):.3f} of its names and records (at most "
          f"1.300), {size / read:.2f} of the tables")
    return index, tables[0]


def main(build, places=600_000, names=800_000, folder="/tmp"):
    yaqut, bundled = os.path.abspath(f"{build}/yaqut"), f"{build}/data/gazetteer.gaz"
    ours, true = pair([yaqut, "gazetteer", "lookup", "Bamako"], ["/bin/true"], runs=21)
    print(f"lookup Bamako: {ours.wall * 1000:.1f} ms, {ours.megabytes:.1f} MB (at most 15 ms, 20 MiB); "
          f"/bin/true {true.wall * 1000:.1f} ms")
    with tempfile.TemporaryDirectory(dir=folder) as work:
        small_tables = f"{work}/small"
        os.mkdir(small_tables)
        small, table = build_large(yaqut, small_tables, 60_000, 80_000)
        base = tell_lookups(build, "small index", small, names_of(table, SAMPLE, 60_000))
        large, table = build_large(yaqut, work, places, names)
        here = tell_lookups(build, "large index", large, names_of(table, SAMPLE, places))
        print(f"large against small: cold {here[0] / base[0]:.2f}, warm {here[1] / base[1]:.2f} (at most 2), "
              f"misspelled {here[2] / base[2]:.2f}")
        some = names_of(table, 1, places)[0]
        a, b = pair([yaqut, "gazetteer", "lookup", "-g", large, some],
                    [yaqut, "gazetteer", "lookup", "-g", small, "San Juan"], runs=21)
        report("open, look up, large", a, "small", b, 2)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *(int(n) for n in sys.argv[2:4]), *sys.argv[4:5])
