#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns the invented articles of own/*.txt into gold for train.py.

usage: own.py YAQUT > own.jsonl

[mention|CC] means the most populous town of that name in the country, [mention|CC.A] its
province; [mention] a country, or else a place without coordinates.
"""
import json, os, re, subprocess, sys

MENTION = re.compile(r"\[([^]|]+)(?:\|([A-Z]{2})(\.A)?)?\]")
HEADS = re.compile(r"^(?:région d[eu] |région d'|wilaya d[eu] |منطقة )| region$")


def candidates(program, name, country):
    command = [program, "gazetteer", "lookup", "--json", name] + (["--country", country] if country else [])
    answer = json.loads(subprocess.run(command, capture_output=True, text=True).stdout or "[]")
    return answer if isinstance(answer, list) else answer.get("candidates", [])


def locate(program, name, country, province):
    """The point that a mention stands for, or None."""
    found = candidates(program, HEADS.sub("", name), country)
    wanted = "A.ADM" if province else "P." if country else "A.PCL"
    fits = [c for c in found if f"{c['feature_class']}.{c['feature_code']}".startswith(wanted)]
    if country and not fits:
        print(f"{name}: not in {country}", file=sys.stderr)
    return max(fits, key=lambda c: c.get("population") or 0) if fits else None


def article(program, language, number, line):
    text, toponyms, at = "", [], 0
    for match in MENTION.finditer(line):
        text += line[at:match.start()]
        place = locate(program, match[1], match[2], match[3])
        toponyms.append({"start": len(text), "end": len(text) + len(match[1]), "surface": match[1],
                         **({"lat": place["lat"], "lon": place["lon"], "tight": True} if place else {})})
        text += match[1]
        at = match.end()
    return {"id": f"own-{language}-{number}", "language": language, "text": text + line[at:], "toponyms": toponyms}


def main(program):
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "own")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
        for number, line in enumerate(lines):
            print(json.dumps(article(program, name.split(".")[0], number, line), ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
