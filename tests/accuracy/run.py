#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails where geoparsing is worse on the development sets than what was reached.

usage: run.py YAQUT

The sets and their scorer lie beside the repository (../shared/eval); without them nothing is
tested, and it says so. reached.tsv has the figures.
"""
import os, subprocess, sys, tempfile

MARGIN = 0.005  # a figure may fall so far below what was reached
SKIPPED = 77


def figures(yaqut, scorer, gold):
    with tempfile.NamedTemporaryFile() as out, open(gold, "rb") as articles:
        subprocess.run([yaqut, "batch", "--no-incidents"], stdin=articles, stdout=out, check=True)
        scored = subprocess.run([sys.executable, scorer, gold, out.name], capture_output=True, text=True, check=True)
    return dict(line.split() for line in scored.stdout.strip().split("\n"))


def main(yaqut):
    here = os.path.dirname(os.path.abspath(__file__))
    shared = os.path.join(here, "..", "..", "..", "shared", "eval")
    scorer = os.path.join(shared, "score.py")
    if not os.path.exists(scorer):
        print("no ../shared/eval here: accuracy is not tested")
        return SKIPPED
    with open(os.path.join(here, "reached.tsv"), encoding="utf-8") as file:
        rows = [line.split() for line in file if not line.startswith("#")][1:]
    measured, failed = {}, 0
    for name, figure, reached, wanted in rows:
        if name not in measured:
            measured[name] = figures(yaqut, scorer, os.path.join(shared, "dev", f"{name}.jsonl"))
        value = float(measured[name][figure])
        worse = value < max(float(reached) - MARGIN, float(wanted))
        failed += worse
        print(f"{'FAIL' if worse else 'ok'} {name} {figure} {value:.4f}, reached {reached}, wanted {wanted}")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
