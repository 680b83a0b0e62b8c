#!/usr/bin/env python3
"""The cost grows linearly with the input, whatever it holds.

usage: linear.py YAQUT [SIZE]

Each input of worst.py goes through `batch`, or as an article through `annotate`, or as a table through
`map` and `border`, at SIZE bytes (1,000,000) and at twice as many. What counts is processor time less that of an empty input, the least
of a few runs; a ratio above 2.6 in all of them fails. Inputs that cost next to nothing pass.
"""
import os
import sys
import tempfile

import worst

LIMIT = 2.6
RUNS = 4
LEAST = 0.04  # seconds of processor time for the larger one, below which nothing can be said


def cost(command):
    null = os.open(os.devnull, os.O_RDWR)
    pid = os.posix_spawn(command[0], command, os.environ,
                         file_actions=[(os.POSIX_SPAWN_DUP2, null, n) for n in range(3)])
    _, status, usage = os.wait4(pid, 0)
    os.close(null)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):  # 1: an article that cannot be read
        sys.exit(f"{' '.join(command)}: status {code}")
    return usage.ru_utime + usage.ru_stime


class Check:
    def __init__(self, yaqut, folder):
        self.folder = folder
        self.batch = lambda path: [yaqut, "batch", path]
        self.annotate = lambda path: [yaqut, "annotate", path, "-o", f"{folder}/out.geojson"]
        self.map = lambda path: [yaqut, "map", path, "-o", f"{folder}/out.png"]
        self.border = lambda path: [yaqut, "border", path, "--between", "DZ,ML", "-o", f"{folder}/out.svg"]
        empty = self.put("empty", b'{"id":1,"text":"x"}\n')
        first = self.put("first", b"lat,lon,date\n19.9,2.9,2024-07-25\n")
        self.base = {how: min(cost(how(path)) for _ in range(3)) for how, path in (
            (self.batch, empty), (self.annotate, empty), (self.map, first), (self.border, first))}
        self.ratios = []

    def put(self, name, content):
        path = f"{self.folder}/{name}.txt"
        with open(path, "wb") as out:
            out.write(content)
        return path

    def ratio(self, how, small, large):
        """The least ratio of RUNS pairs; the first that is good enough ends it."""
        least = float("inf")
        for _ in range(RUNS):
            a, b = (cost(how(path)) - self.base[how] for path in (small, large))
            least = min(least, 1 if b < LEAST else b / max(a, 1e-3))
            if least <= LIMIT:
                break
        return least

    def check(self, name, how, small, large):
        ratio = self.ratio(how, self.put("small", small), self.put("large", large))
        self.ratios.append((ratio, name))
        if ratio > LIMIT:
            print(f"{name}: twice the input costs {ratio:.2f} times as much", flush=True)


def main(yaqut, size=1_000_000):
    yaqut = os.path.abspath(yaqut)
    with tempfile.TemporaryDirectory() as folder:
        check = Check(yaqut, folder)
        for name, make in worst.texts():
            check.check(f"{name}, batch", check.batch, worst.as_line(make(size)), worst.as_line(make(2 * size)))
            check.check(f"{name}, annotate", check.annotate, make(size), make(2 * size))
        for name, make in worst.lines():
            check.check(f"{name}, a line", check.batch, make(size) + b"\n", make(2 * size) + b"\n")
        for name, make in worst.pages():
            check.check(f"{name}, a page", check.annotate, make(size), make(2 * size))
        for name, make in worst.tables():
            check.check(f"{name}, map", check.map, make(size), make(2 * size))
            check.check(f"{name}, border", check.border, make(size), make(2 * size))
        check.check("one place, map", check.map, worst.repeat("Gao, ", size), worst.repeat("Gao, ", 2 * size))
        bad = [r for r in check.ratios if r[0] > LIMIT]
        for ratio, name in sorted(check.ratios, reverse=True)[:5]:
            print(f"{ratio:.2f} {name}")
        print(f"{len(check.ratios)} inputs, {len(bad)} cost more than linearly")
        return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], *(int(n) for n in sys.argv[2:])))
