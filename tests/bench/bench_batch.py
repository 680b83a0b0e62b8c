#!/usr/bin/python3
"""The speed of `yaqut batch`, against counting the words of the same file and against itself.

usage: bench_batch.py BUILD [MEGABYTES]

Two threads are measured where two processors are free: on a busy machine `cpu` still tells what they
cost more than one.
"""
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import make_articles
from measure import pair, report


def main(build, megabytes=100):
    yaqut = os.path.abspath(f"{build}/yaqut")
    with tempfile.TemporaryDirectory() as folder:
        path, small = f"{folder}/articles.jsonl", f"{folder}/tenth.jsonl"
        make_articles.main(path, megabytes)
        make_articles.main(small, megabytes // 10)
        one = [yaqut, "batch", "-j1", "--no-incidents", path]
        two = [yaqut, "batch", "-j2", "--no-incidents", path]
        count = ["env", "LC_ALL=C.UTF-8", "wc", "-w", path]
        ours, wc = pair(one, count, runs=3)
        report(f"batch, {megabytes} MB, -j1", ours, "wc -w", wc, 8)
        twice, once = pair(two, one, runs=3)
        report("batch, -j2", twice, "-j1", once, 1 / 1.7)
        tenth, _ = pair(one[:-1] + [small], ["true"], runs=1)
        print(f"memory for {megabytes} MB of lines {ours.megabytes:.1f} MB, for a tenth "
              f"{tenth.megabytes:.1f} MB: ratio {ours.megabytes / tenth.megabytes:.2f}")
        rich, _ = pair([yaqut, "batch", "-j1", small], ["true"], runs=1)
        print(f"with incidents {megabytes // 10 / rich.cpu:.1f} MB/s, without {megabytes / ours.cpu:.1f} MB/s, "
              f"of processor time")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *(int(n) for n in sys.argv[2:]))
