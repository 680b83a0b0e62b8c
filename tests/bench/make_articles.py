#!/usr/bin/python3
"""Makes a file of articles for `yaqut batch`, one JSON object a line.

usage: make_articles.py FILE [MEGABYTES]

The development articles of ../shared/eval/dev where they are, otherwise those of examples/, repeated
until the file has MEGABYTES (100). The same arguments give the same bytes.
"""
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETS = ["seed", "aner", "geowebnews", "lgl", "briefs"]
MEMBERS = ["id", "text", "title", "language", "published", "source"]


def development():
    for name in SETS:
        path = ROOT.parent / "shared" / "eval" / "dev" / f"{name}.jsonl"
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                article = json.loads(line)
                yield {m: article[m] for m in MEMBERS if article.get(m) is not None}


def examples():
    for path in sorted((ROOT / "examples").glob("*.txt")):
        yield {"id": path.stem, "text": path.read_text(encoding="utf-8")}


def main(path, megabytes=100):
    articles = list(development()) or list(examples())
    once = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles).encode()
    with open(path, "wb") as out:
        for _ in range(-(-megabytes * 1_000_000 // len(once))):
            out.write(once)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *(int(n) for n in sys.argv[2:]))
