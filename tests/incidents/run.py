#!/usr/bin/env python3
"""Scores the incidents that `yaqut batch` finds and fails below what was reached:
run.py YAQUT SCORER [-v] [--split=dev|held]

The briefs of tests/data/briefs are in the repository; the scorer and the two development sets beside it
are not: without them the test is skipped. -v prints every figure. The floors are a little below what
docs/incidents.md gives, so that a change elsewhere (a name in the gazetteer) breaks nothing.
--split scores only the briefs of one half, and holds them to no floor.
"""
import importlib.util, json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BRIEFS = os.path.join(HERE, "..", "data", "briefs")

# Set: (precision, recall, killed right, invented at most)
FLOORS = {
    "seed": (0.90, 0.95, 1.0, 0.0),
    "briefs": (0.92, 0.92, 0.95, 0.0),
    "ar": (0.90, 0.88, 0.95, 0.05),
    "fr": (0.92, 0.90, 0.9, 0.05),
    "en": (0.90, 0.90, 0.9, 0.05),
    "notes": (0.94, 0.94, 0.92, 0.05),
    "ar2": (0.88, 0.80, 0.85, 0.1),
    "fr2": (0.84, 0.75, 0.75, 0.15),
    "en2": (0.86, 0.80, 0.85, 0.1),
    "notes2": (0.86, 0.80, 0.80, 0.1),
    "ar3": (0.86, 0.86, 0.92, 0.1),
    "fr3": (0.94, 0.94, 0.90, 0.1),
    "en3": (0.88, 0.86, 0.92, 0.1),
    "notes3": (0.93, 0.93, 0.94, 0.05),
}


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def answers(yaqut, articles):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for article in articles:
            f.write(json.dumps(article, ensure_ascii=False) + "\n")
        f.flush()
        done = subprocess.run([yaqut, "batch", f.name], capture_output=True, text=True, check=True)
    return {a["id"]: a for a in map(json.loads, done.stdout.splitlines())}


def main(yaqut, scorer, verbose, split):
    if not os.path.exists(scorer):
        print(f"skipped: {scorer} is not there")
        return 77
    sys.path.insert(0, os.path.dirname(os.path.abspath(scorer)))
    spec = importlib.util.spec_from_file_location("score_incidents", scorer)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    failed = 0
    for name, (precision, recall, killed, invented) in FLOORS.items():
        path = os.path.join(BRIEFS, name + ".jsonl")
        if not os.path.exists(path):
            path = os.path.join(os.path.dirname(scorer), "dev", name + ".jsonl")
        if not os.path.exists(path):
            print(f"{name}: skipped, {path} is not there")
            continue
        gold = [g for g in lines(path) if split in (None, g.get("split"))]
        if not gold:
            continue
        got = module.score({g["id"]: g for g in gold}, answers(yaqut, gold))
        low = [k for k, floor in (("precision", precision), ("recall", recall), ("killed", killed))
               if got[k] == got[k] and got[k] < floor]
        low += ["invented"] if got["invented"] == got["invented"] and got["invented"] > invented else []
        figures = got if verbose else {k: got[k] for k in ("precision", "recall", "killed", "invented")}
        low = [] if split else low
        print(f"{name:7}", " ".join(f"{k} {v:.2f}" if isinstance(v, float) else f"{k} {v}"
                                    for k, v in figures.items()), "LOW: " + ", ".join(low) if low else "")
        failed += bool(low)
    return 1 if failed else 0


if __name__ == "__main__":
    args = [a for a in sys.argv[1:] if not a.startswith("-")]
    half = [a.partition("=")[2] for a in sys.argv[1:] if a.startswith("--split=")]
    sys.exit(main(args[0], args[1], "-v" in sys.argv, half[0] if half else None))
