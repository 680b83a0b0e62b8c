#!/usr/bin/env python3
"""Draws docs/gallery/measures.svg: what `yaqut border` measures, on a stretch of a real border.

usage: measures.py YAQUT OUT.svg

The incident is invented; line, posts and measures are the program's own.
"""
import json
import math
import os
import subprocess
import sys
import tempfile

LON, LAT = 2.73, 19.93            # the incident
WEST, EAST, SOUTH, NORTH = 2.25, 3.12, 19.80, 20.22
WIDTH = 760
SCALE = WIDTH / (EAST - WEST)
HEIGHT = round((NORTH - SOUTH) * SCALE / math.cos(math.radians(20)))


def xy(point):
    return ((point[0] - WEST) * SCALE, (NORTH - point[1]) * SCALE / math.cos(math.radians(20)))


def path(points, **attributes):
    d = "M" + "L".join("%.1f %.1f" % xy(p) for p in points)
    return f'<path d="{d}" fill="none" {words(attributes)}/>'


def words(attributes):
    return " ".join(f'{k.replace("_", "-")}="{v}"' for k, v in attributes.items())


def text(at, dx, dy, what, **attributes):
    x, y = xy(at)
    return f'<text x="{x + dx:.1f}" y="{y + dy:.1f}" {words(attributes)}>{what}</text>'


def nearest(line, at):
    """The point of the line at the kilometre that the program tells, by its vertices."""
    k = math.cos(math.radians(at[1]))
    best = None
    for a, b in zip(line, line[1:]):
        ux, uy = (b[0] - a[0]) * k, b[1] - a[1]
        vx, vy = (at[0] - a[0]) * k, at[1] - a[1]
        t = min(max((ux * vx + uy * vy) / (ux * ux + uy * uy or 1), 0), 1)
        p = (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))
        d = math.hypot((at[0] - p[0]) * k, at[1] - p[1])
        if best is None or d < best[0]:
            best = d, p
    return best[1]


def main(yaqut, out):
    with tempfile.TemporaryDirectory() as work:
        table, made = os.path.join(work, "one.csv"), os.path.join(work, "one.geojson")
        with open(table, "w", encoding="utf-8") as f:
            f.write(f"id,date,type,lat,lon\none,2024-01-01,ambush,{LAT},{LON}\n")
        subprocess.run([yaqut, "border", table, "--between", "DZ,ML", "--posts", "10", "-o", made],
                       check=True)
        with open(made, encoding="utf-8") as f:
            features = json.load(f)["features"]
    line = next(f["geometry"]["coordinates"] for f in features if f["properties"]["kind"] == "border")
    line = [p for p in line if WEST - 0.1 < p[0] < EAST + 0.1]
    posts = [f for f in features if f["properties"]["kind"] == "post"]
    measure = next(f["properties"]["border"] for f in features if f["properties"]["kind"] == "incident")
    at, foot = (LON, LAT), nearest(line, (LON, LAT))
    art = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
           f'font-size="13"><title>Side, distance and kilometre of an incident</title>',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f6f2e8"/>',
           path(line, stroke="#6b6460", stroke_width=3, stroke_linejoin="round")]
    for post in posts:
        p = post["geometry"]["coordinates"]
        if WEST < p[0] < EAST:
            x, y = xy(p)
            art.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#fff" stroke="#6b6460"/>')
            art.append(text(p, 0, -9, f'{post["properties"]["along_km"]:g}', fill="#6b6460", text_anchor="middle",
                            font_size=11, stroke="#f6f2e8", stroke_width=4, paint_order="stroke"))
    art += [path([at, foot], stroke="#c4262e", stroke_width=1.6, stroke_dasharray="5 3"),
            '<circle cx="%.1f" cy="%.1f" r="4" fill="#c4262e"/>' % xy(foot),
            '<circle cx="%.1f" cy="%.1f" r="8" fill="#c4262e" stroke="#fff" stroke-width="1.5"/>' % xy(at),
            text(at, 14, 5, "the incident", font_weight="bold"),
            text(at, 14, 23, f'side = {measure["side"]}, the country that holds it'),
            text(at, 14, 41, f'distance_km = {measure["distance_km"]}, the dashed line, a geodesic'),
            path([foot, (foot[0] + 0.03, foot[1] + 0.075)], stroke="#1f2326", stroke_width=0.7),
            text(foot, 34, -78, "the nearest point of the line:", font_weight="bold"),
            text(foot, 34, -60, f'along_km = {measure["along_km"]}, counted on'),
            text(foot, 34, -42, "the line from its northern end"),
            text((EAST, NORTH), -160, 34, "ALGERIA (DZ)", fill="#7d746a", font_size=16, letter_spacing=3),
            text((WEST, SOUTH), 16, -16, "MALI (ML)", fill="#7d746a", font_size=16, letter_spacing=3),
            "</svg>"]
    with open(out, "w", encoding="utf-8") as f:
        f.write("\n".join(art) + "\n")


main(*sys.argv[1:])
