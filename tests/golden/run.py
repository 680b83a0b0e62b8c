#!/usr/bin/env python3
"""Compares maps with the ones that were looked at: run.py YAQUT [--refresh] [CASE...]

A line of `cases` is a case: its name, then the command's words after `yaqut map`, run at the
checkout. Each has a layout, `NAME.layout`: what stands on the page, without the base map's
lines; numbers may differ by a tenth of a point. Those whose name ends in `.png` have a
picture as well, compared pixel by pixel with some tolerance. With --refresh the expected
files are written anew, for people to read the difference.
"""

import pathlib
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NUMBER = re.compile(r"-?\d+\.\d+")
POINTS = 0.11       # how far a number of a layout may be off
SHADE = 40          # of 255: a pixel that differs by more is another one ...
MOST_OTHER = 0.006  # ... and so many of them may be


def read_layout(yaqut, words):
    """The layout's lines, less the base map, whose lines are data."""
    done = subprocess.run([yaqut, "map", *words, "--layout", "-"], cwd=ROOT, check=True,
                          capture_output=True, text=True)
    lines, keep = [], True
    for line in done.stdout.splitlines():
        if not line.startswith(" "):
            keep = line not in ("map:", "provinces:", "inset:")
        if keep:
            lines.append(line)
    return lines


def same_line(want, got):
    """Whether two lines say the same, give or take a little."""
    if NUMBER.sub("#", want) != NUMBER.sub("#", got):
        return False
    return all(abs(float(a) - float(b)) <= POINTS
               for a, b in zip(NUMBER.findall(want), NUMBER.findall(got)))


def compare_layouts(want, got):
    """None, or the first difference."""
    for i in range(max(len(want), len(got))):
        a = want[i] if i < len(want) else "(nothing)"
        b = got[i] if i < len(got) else "(nothing)"
        if not same_line(a, b):
            return f"line {i + 1} is\n  {b}\nnot\n  {a}"
    return None


def unfilter(kind, row, above, size):
    """One row of a PNG's pixels from its filtered bytes."""
    for i, byte in enumerate(row):
        left = row[i - size] if i >= size else 0
        up, corner = above[i], above[i - size] if i >= size else 0
        if kind == 1:
            row[i] = (byte + left) & 255
        elif kind == 2:
            row[i] = (byte + up) & 255
        elif kind == 3:
            row[i] = (byte + (left + up) // 2) & 255
        elif kind == 4:
            guess = left + up - corner
            best = min((abs(guess - left), 0, left), (abs(guess - up), 1, up),
                       (abs(guess - corner), 2, corner))[2]
            row[i] = (byte + best) & 255
    return row


def read_png(path):
    """Width, height and the rows of RGB pixels of an 8-bit PNG that is not interlaced."""
    data, at, body, palette = path.read_bytes(), 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        part = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", part[:10])
        elif kind == b"PLTE":
            palette = [part[i:i + 3] for i in range(0, len(part), 3)]
        elif kind == b"IDAT":
            body += part
        at += 12 + length
    size = {0: 1, 2: 3, 3: 1, 6: 4}[colour]
    stride, raw, rows = (width * size * depth + 7) // 8, zlib.decompress(body), []
    above = bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        above = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + stride]), above, size)
        rows.append(pixels(above, width, depth, size, palette))
    return width, height, rows


def pixels(row, width, depth, size, palette):
    """The row as RGB bytes."""
    if palette is not None:
        per = 8 // depth
        codes = [row[x // per] >> (8 - depth - depth * (x % per)) & ((1 << depth) - 1)
                 for x in range(width)]
        return b"".join(palette[code] for code in codes)
    if size == 4:
        return bytes(b for i, b in enumerate(row) if i % 4 != 3)
    return bytes(row)


def compare_pictures(want, got):
    """None, or in what they differ."""
    w, h, rows = read_png(want)
    width, height, drawn = read_png(got)
    if (w, h) != (width, height):
        return f"the picture has {width}x{height} pixels, not {w}x{h}"
    other = sum(max(abs(a[i + k] - b[i + k]) for k in range(3)) > SHADE
                for a, b in zip(rows, drawn) if a != b for i in range(0, 3 * w, 3))
    share = other / (w * h)
    return f"{share:.2%} of the pixels differ" if share > MOST_OTHER else None


def check(yaqut, name, words, refresh):
    """None when the case is as it was, or what is not."""
    layout, picture = HERE / f"{pathlib.Path(name).stem}.layout", HERE / name
    got = read_layout(yaqut, words)
    if refresh:
        layout.write_text("\n".join(got) + "\n", encoding="utf-8")
        if name.endswith(".png"):
            subprocess.run([yaqut, "map", *words, "-o", picture], cwd=ROOT, check=True,
                           capture_output=True)
        return None
    problem = compare_layouts(layout.read_text(encoding="utf-8").splitlines(), got)
    if problem is None and name.endswith(".png"):
        with tempfile.TemporaryDirectory() as folder:
            drawn = pathlib.Path(folder) / name
            subprocess.run([yaqut, "map", *words, "-o", drawn], cwd=ROOT, check=True,
                           capture_output=True)
            problem = compare_pictures(picture, drawn)
    return problem


def main():
    words = [w for w in sys.argv[1:] if w != "--refresh"]
    yaqut, wanted, refresh = str(pathlib.Path(words[0]).resolve()), words[1:], \
        "--refresh" in sys.argv
    failed = 0
    for line in (HERE / "cases").read_text(encoding="utf-8").splitlines():
        parts = shlex.split(line, comments=True)
        if not parts or (wanted and pathlib.Path(parts[0]).stem not in wanted):
            continue
        problem = check(yaqut, parts[0], parts[1:], refresh)
        failed += problem is not None
        print("ok" if problem is None else "FAIL", parts[0], problem or "")
    if failed:
        print(f"{failed} differ; look at them, and when they are right: make golden")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
