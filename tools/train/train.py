#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Learns the weights of recognition and resolution.

usage: train.py FEATURES_TOOL OUT_DIR GOLD.jsonl...
       train.py --folds K FEATURES_TOOL YAQUT SCORE.py GOLD.jsonl...

The first form writes OUT_DIR/recognise.tsv and resolve.tsv from all of GOLD. The second
prints cross-validated figures: of K parts of each file (by article) each is answered with
weights learnt from the other parts, by the program itself, and the answers are scored
together. GOLD: one article a line, as `yaqut batch` reads it, with "toponyms" [{"start",
"end", "lat"?, "lon"?}].

Recognition is a logistic regression, resolution a conditional logit; both with an L2
penalty, by full-batch gradient steps (Adam), from zero, so that a run always gives the same.
"""
import io, json, math, os, subprocess, sys, tempfile
import numpy as np

MIN_COUNT = 3      # a recognition feature that is rarer is dropped
MIN_WEIGHT = 0.01  # and a weight that is smaller
L2 = 2.0
HIT_KM = 161
OWN_WEIGHT = 3.0  # of an example from our own articles, which are few
TIGHT_KM = 20  # of our own articles: a town is not its province
ROUNDS = 3
# What language says of the numbers of resolution, where the examples are few: the penalty draws a
# weight to this in the stead of to nothing.
PRIOR = {"capital_cue": 2.0, "city_cue": 1.0, "water_match": 9.0, "water_miss": -2.0,
         "district_match": 1.5, "district_miss": -1.0, "contained": 1.0, "uncontained": -1.0}


def km(lat1, lon1, lat2, lon2):
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.02 * math.asin(min(1, math.sqrt(h)))


def run_features(tool, path, data=None):
    env = dict(os.environ, **({"YAQUT_DATA": data} if data else {}))
    out = subprocess.run([tool, path], env=env, capture_output=True, text=True, check=True).stdout
    names, articles = [], {}
    for line in out.split("\n"):
        if line.startswith("N"):
            names = line.split()[1:]
        elif line.startswith("A"):
            article = articles[line.split(" ", 1)[1]] = {"spans": [], "rows": {}}
        elif line.startswith("S"):
            f = line.split()
            article["spans"].append((int(f[1]), int(f[2]), int(f[3]), int(f[4]), [int(x, 16) for x in f[5:]]))
        elif line.startswith("R"):
            f = line.split()
            article["rows"].setdefault(int(f[1]), []).append([float(x) for x in f[2:]])
    return names, articles


def overlaps(span, gold):
    return [g for g in gold if g["start"] < span[1] and span[0] < g["end"]]


def adam(gradient, n, steps=250, rate=0.1):
    w, m, v = np.zeros(n), np.zeros(n), np.zeros(n)
    for t in range(1, steps + 1):
        g = gradient(w)
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        w -= rate * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
        rate *= 0.995
    return w


def learn_recognition(sets):
    """sets: [(gold, features)] with articles by id. Gives {feature: weight}."""
    examples, counts = [], {}
    for gold, found in sets:
        for i, article in found.items():
            spans = gold[i]["toponyms"]
            for span in article["spans"]:
                examples.append((span[4], 1.0 if overlaps(span, spans) else 0.0,
                                 OWN_WEIGHT if i.startswith("own-") else 1.0))
                for f in span[4]:
                    counts[f] = counts.get(f, 0) + 1
    index = {f: k for k, f in enumerate(sorted(f for f, n in counts.items() if n >= MIN_COUNT))}
    cols, rows = [], []
    for r, (features, _, _) in enumerate(examples):
        c = [index[f] for f in features if f in index]
        cols += c
        rows += [r] * len(c)
    cols, rows = np.array(cols), np.array(rows)
    y = np.array([e[1] for e in examples])
    weight = np.array([e[2] for e in examples])

    def gradient(w):
        p = 1 / (1 + np.exp(-np.bincount(rows, w[cols], len(y))))
        return np.bincount(cols, (weight * (p - y))[rows], len(w)) + L2 * w

    w = adam(gradient, len(index))
    return {f: w[k] for f, k in index.items() if abs(w[k]) >= MIN_WEIGHT}


def rank_examples(sets):
    for gold, found in sets:
        for i, article in found.items():
            seen = {}
            for span in article["spans"]:
                hits = [g for g in overlaps(span, gold[i]["toponyms"]) if g.get("lat") is not None]
                if hits and span[2] in article["rows"]:
                    seen.setdefault(span[2], []).append(hits[0])
            for group, golds in seen.items():
                rows = np.array(article["rows"][group])
                for g in golds:
                    points = [g, *g.get("also", [])]
                    limit = TIGHT_KM if g.get("tight") else max(HIT_KM, g.get("within_km", 0))
                    d = np.array([min(km(r[1], r[0], q["lat"], q["lon"]) for q in points) for r in rows])
                    good = d <= limit
                    if good.any() and not good.all():
                        # among several hits the nearest counts most
                        yield rows[:, 2:], good * np.exp(-d / 40), 1 / math.sqrt(len(golds))


def learn_resolution(sets, names):
    n = len(names)
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    X, owner, good, weight = [], [], [], []
    for k, (rows, hit, w) in enumerate(rank_examples(sets)):
        X.append(rows)
        owner += [k] * len(rows)
        good += list(hit)
        weight.append(w)
    if not X:
        return prior
    X, owner, good, weight = np.vstack(X), np.array(owner), np.array(good), np.array(weight)

    def gradient(w):
        s = X @ w
        top = np.full(len(weight), -1e9)
        np.maximum.at(top, owner, s)
        e = np.exp(s - top[owner])
        p = e / np.bincount(owner, e)[owner]
        q = e * good + 1e-12
        q = q / np.bincount(owner, q)[owner]
        return X.T @ ((p - q) * weight[owner]) + 1.0 * (w - prior)

    return adam(gradient, n, 300, 0.05)


def write_weights(folder, recognition, names, resolution):
    os.makedirs(folder, exist_ok=True)
    head = ("# Learnt by tools/train/train.py from the development halves of GeoWebNews, LGL, ANERCorp\n"
            "# and one article in Arabic; see docs/geoparsing.md. Do not edit.\n")
    with open(os.path.join(folder, "recognise.tsv"), "w") as f:
        f.write(head + "feature\tweight\n")
        for k in sorted(recognition):
            f.write(f"{k:08x}\t{recognition[k]:.3g}\n")
    with open(os.path.join(folder, "resolve.tsv"), "w") as f:
        f.write(head + "name\tweight\n")
        for name, w in zip(names, resolution):
            f.write(f"{name}\t{w:.4g}\n")


def data_folder(program, folder):
    """A data folder as the build's own but for the model, in @folder."""
    own = os.path.join(os.path.dirname(os.path.abspath(program)), "data")
    for name in os.listdir(own):
        if name != "model" and not os.path.lexists(os.path.join(folder, name)):
            os.symlink(os.path.realpath(os.path.join(own, name)), os.path.join(folder, name))
    return os.path.join(folder, "model")


def load(path):
    with open(path, encoding="utf-8") as f:
        return {d["id"]: d for d in map(json.loads, f)}


def write_articles(file, articles, without_source=False):
    """Articles as the program reads them, without their gold."""
    hidden = {"toponyms", "incidents", *(["source"] if without_source else [])}
    for article in articles:
        file.write(json.dumps({k: v for k, v in article.items() if k not in hidden}) + "\n")
    file.flush()


def learn(tool, paths, golds, keep, folder, program):
    """From nothing, in rounds, since the context of resolution is made of its own answers.
    Resolution learns from each article with and without its source, to do without it."""
    model = data_folder(program, folder)
    recognition, names, resolution = {}, [], []
    for _ in range(ROUNDS):
        write_weights(model, recognition, names, resolution)
        sets, anonymous = [], []
        for path, gold in zip(paths, golds):
            names, found = run_features(tool, path, folder)
            sets.append((gold, {i: a for i, a in found.items() if keep(path, i)}))
            with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as copy:
                write_articles(copy, gold.values(), without_source=True)
                _, found = run_features(tool, copy.name, folder)
            anonymous.append((gold, {i: a for i, a in found.items() if keep(path, i)}))
        recognition = recognition or learn_recognition(sets)
        resolution = learn_resolution(sets + anonymous, names)
    write_weights(model, recognition, names, resolution)
    return recognition, names, resolution


def batch(program, articles, data=None):
    env = dict(os.environ, **({"YAQUT_DATA": data} if data else {}))
    lines = io.StringIO()
    write_articles(lines, articles, without_source="NO_SOURCE" in os.environ)
    return subprocess.run([program, "batch", "--no-incidents"], input=lines.getvalue(), env=env,
                          text=True, capture_output=True, check=True).stdout


def cross_validate(k, tool, program, score, paths):
    golds = [load(p) for p in paths]
    parts = {p: {i: n % k for n, i in enumerate(g)} for p, g in zip(paths, golds)}
    answers = {p: "" for p in paths}
    for fold in range(k):
        with tempfile.TemporaryDirectory() as folder:
            learn(tool, paths, golds, lambda p, i: parts[p][i] != fold, folder, program)
            for path, gold in zip(paths, golds):
                answers[path] += batch(program, [a for i, a in gold.items() if parts[path][i] == fold], folder)
    for path in paths:
        out = os.path.join(os.environ.get("OUT", tempfile.gettempdir()), "cv." + os.path.basename(path))
        with open(out, "w") as f:
            f.write(answers[path])
        figures = subprocess.run([sys.executable, score, path, out], capture_output=True, text=True).stdout
        show(path, figures)


def show(path, figures):
    pairs = dict(line.split() for line in figures.strip().split("\n"))
    keys = ["exact_f1", "lenient_p", "lenient_r", "lenient_f1", "acc20", "acc161", "end_to_end_f1"]
    print(os.path.basename(path), " ".join(f"{k} {pairs[k]}" for k in keys if k in pairs), flush=True)


def main():
    if sys.argv[1:2] == ["--folds"] and len(sys.argv) > 6:
        cross_validate(int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5], sys.argv[6:])
    elif len(sys.argv) > 3 and not sys.argv[1].startswith("-"):
        tool, out, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
        golds = [load(p) for p in paths]
        program = os.path.join(os.path.dirname(os.path.abspath(tool)), "..", "..", "yaqut")
        with tempfile.TemporaryDirectory() as folder:
            result = learn(tool, paths, golds, lambda p, i: True, folder, program)
        write_weights(out, *result)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
