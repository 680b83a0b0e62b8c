#!/usr/bin/python3
"""100,000 invented incidents against the border of Algeria and Mali: `yaqut border` from one table to
another, against only reading the table; it may take four times as long.

usage: bench_border.py BUILD [ROWS]
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from measure import pair, report


def main(build, rows=100000):
    yaqut, bench = os.path.abspath(f"{build}/yaqut"), os.path.abspath(f"{build}/tests/bench/bench_border")
    with tempfile.TemporaryDirectory() as folder:
        table = f"{folder}/incidents.csv"
        with open(table, "w", encoding="utf-8") as out:
            subprocess.run([sys.executable, HERE.parent / "data" / "make_invented.py", str(rows)],
                           stdout=out, check=True)
        whole = [yaqut, "border", table, "--between", "DZ,ML", "-o", f"{folder}/measured.csv"]
        ours, reading = pair(whole, [bench, table])
        report(f"border, {rows} incidents", ours, "reading", reading, 4)
        subprocess.run([bench, table, "DZ", "ML"], cwd=folder, check=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
