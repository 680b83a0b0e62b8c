#!/usr/bin/env python3
"""Makes a PNG small enough for the repository: shrink.py [--half] FILE

Its colours become a palette of 256, by median cut (Heckbert 1982); with --half, four pixels
become one first. Pictures that yaqut writes itself keep all their colours.
"""

import pathlib
import struct
import sys
import zlib
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/golden"))
from run import read_png  # noqa: E402

COLOURS = 256


def halved(width, height, rows):
    """Each four pixels as one."""
    out = []
    for y in range(0, height - 1, 2):
        a, b = rows[y], rows[y + 1]
        sums = [(p + q + r + s + 2) >> 2 for p, q, r, s in zip(a, a[3:], b, b[3:])]
        row = bytearray(width // 2 * 3)
        for channel in range(3):
            row[channel::3] = bytes(sums[channel::6])[:width // 2]
        out.append(bytes(row))
    return width // 2, height // 2, out


def colours_of(rows):
    """How often there is each colour."""
    count = Counter()
    for row in rows:
        count.update(zip(row[::3], row[1::3], row[2::3]))
    return count


def widest(box):
    """How far the colours of @box lie apart in the channel where they do most; which it is."""
    return max((max(c[i] for c, _ in box) - min(c[i] for c, _ in box), i) for i in range(3))


def score(box):
    """What cutting it would gain."""
    return widest(box)[0] * sum(n for _, n in box) ** 0.5


def cut(box):
    """Two halves of it, with as many pixels each as can be."""
    axis, half, n = widest(box)[1], sum(n for _, n in box) / 2, 0
    box.sort(key=lambda item: item[0][axis])
    for at, (_, here) in enumerate(box, 1):
        n += here
        if n >= half:
            break
    at = min(at, len(box) - 1)
    return box[:at], box[at:]


def median_cut(count):
    """At most 256 lists of (colour, how often)."""
    boxes = [list(count.items())]
    scores = [score(boxes[0])]
    while len(boxes) < COLOURS and max(scores) > 0:
        at = scores.index(max(scores))
        halves = cut(boxes[at])
        boxes[at:at + 1] = halves
        scores[at:at + 1] = map(score, halves)
    return boxes


def mean(box):
    total = sum(n for _, n in box)
    return bytes(round(sum(c[i] * n for c, n in box) / total) for i in range(3))


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data
            + struct.pack(">I", zlib.crc32(kind + data)))


def main(words):
    path = pathlib.Path(words[-1])
    width, height, rows = read_png(path)
    if "--half" in words:
        width, height, rows = halved(width, height, rows)
    boxes = median_cut(colours_of(rows))
    index = {colour: i for i, box in enumerate(boxes) for colour, _ in box}
    body = b"".join(b"\0" + bytes(index[c] for c in zip(row[::3], row[1::3], row[2::3]))
                    for row in rows)
    path.write_bytes(b"\x89PNG\r\n\x1a\n"
                     + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 3, 0, 0, 0))
                     + chunk(b"PLTE", b"".join(map(mean, boxes)))
                     + chunk(b"IDAT", zlib.compress(body, 9)) + chunk(b"IEND", b""))


if __name__ == "__main__":
    main(sys.argv[1:])
