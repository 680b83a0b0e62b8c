#!/usr/bin/python3
"""What the incidents cost: `yaqut batch` with them against without, on the same articles.

usage: bench_incidents.py BUILD [MEGABYTES]
"""
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import make_articles
from measure import pair, report

AT_MOST = 2.0


def main(build, megabytes=4):
    yaqut = os.path.abspath(f"{build}/yaqut")
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/articles.jsonl"
        make_articles.main(path, int(megabytes))
        rich, plain = pair([yaqut, "batch", path], [yaqut, "batch", "--no-incidents", path], runs=5)
        report(f"batch with incidents, {megabytes} MB", rich, "without", plain, AT_MOST)
        return 1 if rich.cpu > AT_MOST * 1.15 * plain.cpu else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
