#!/usr/bin/env python3
"""Towns that the gazetteer knows in Latin letters only: are they found as Arabic newspapers write them?
run.py YAQUT [tune|held] [-v]

Each town of tests/data/sounds/ar.tsv is put into three sentences: behind a word for towns, behind "in", and behind a
verb with its country right after it; right is a place within 25 km of one that the gazetteer has under the Latin name in that country. The phrases of
ar_lures.tsv name no place, and no place but the country may be found in their sentence. A town that the gazetteer
does not have at all is left out. Fails below FLOORS. -v prints every miss.
"""
import json, math, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "sounds")
FLOORS = {"town": 0.95, "in": 0.92, "bare": 0.81}
WRONG_MOST = 0.035
CAUGHT_MOST = 1
COUNTRIES = dict(pair.split(" ", 1) for pair in (
    "ML مالي|BF بوركينا فاسو|NE النيجر|NG نيجيريا|CM الكاميرون|TD تشاد|CI ساحل العاج|GN غينيا|SN السنغال|BJ بنين|"
    "TG توغو|GH غانا|LR ليبيريا|SL سيراليون|CD الكونغو الديمقراطية|CF جمهورية أفريقيا الوسطى|ET إثيوبيا|KE كينيا|"
    "UG أوغندا|MZ موزمبيق|SS جنوب السودان|BI بوروندي|TZ تنزانيا|MG مدغشقر|UA أوكرانيا|CO كولومبيا|EC الإكوادور|"
    "BO بوليفيا|PE بيرو|VE فنزويلا|BR البرازيل|MX المكسيك|HT هايتي|PK باكستان|IN الهند|BD بنغلاديش|MM ميانمار|"
    "PH الفلبين|ID إندونيسيا|TH تايلاند").split("|"))
FRAMES = {"town": "قتل خمسة أشخاص في هجوم على بلدة {} في {} يوم الثلاثاء.",
          "in": "نفذ مسلحون هجوما في {} شمالي {} يوم الجمعة الماضي.",
          "bare": "هاجم مسلحون مجهولون {} في {} فجر الخميس."}
LURE = "تجمع السكان {} في {} يوم الخميس."


def rows(name, half):
    with open(os.path.join(DATA, name), encoding="utf-8") as f:
        lines = [line.rstrip("\n").split("\t") for line in f if line.strip() and line[0] != "#"]
    return [row for row in (dict(zip(lines[0], line)) for line in lines[1:]) if half in ("", row["half"])]


def run(command, lines):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as f:
        f.write("\n".join(lines))
        f.flush()
        done = subprocess.run(command + [f.name], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def answers(yaqut, texts):
    lines = [json.dumps({"id": i, "language": "ar", "text": text}, ensure_ascii=False) for i, text in enumerate(texts)]
    return [a["toponyms"] for a in run([yaqut, "batch", "--no-incidents"], lines)]


def km(a, b):
    x = (a["lon"] - b["lon"]) * math.cos(math.radians((a["lat"] + b["lat"]) / 2))
    return 111.2 * math.hypot(x, a["lat"] - b["lat"])


def places(yaqut, row):
    done = subprocess.run([yaqut, "gazetteer", "lookup", row["name"], "--country", row["country"], "--json"],
                          capture_output=True, text=True)
    return json.loads(done.stdout)["candidates"] if done.stdout else []


def judge(yaqut, towns, frame, verbose):
    texts = [FRAMES[frame].format(t["written"], COUNTRIES[t["country"]]) for t in towns]
    found = wrong = 0
    for town, text, toponyms in zip(towns, texts, answers(yaqut, texts)):
        start = text.index(town["written"])
        end = start + len(town["written"])
        hits = [t for t in toponyms if t["start"] < end and t["end"] > start and t["lat"] is not None and not t.get("within")]
        right = any(km(hit, place) <= 25 for hit in hits for place in town["places"])
        found += right
        wrong += bool(hits) and not right
        if verbose and not right:
            print(" ", frame, town["written"], town["name"], town["country"],
                  "wrong: " + " ".join(f"{h['gazetteer_id']} {h['confidence']}" for h in hits) if hits else "missed")
    return found, wrong


def main(yaqut, half, verbose):
    towns = rows("ar.tsv", half)
    for town in towns:
        town["places"] = places(yaqut, town)
    known = [t for t in towns if t["places"]]
    print(f"{len(towns)} towns, {len(known)} in the gazetteer")
    failed = False
    for frame in FRAMES:
        found, wrong = judge(yaqut, known, frame, verbose)
        recall, share = found / len(known), wrong / len(known)
        print(f"{frame:5} recall {recall:.3f} wrong {share:.3f}")
        failed |= recall < FLOORS[frame] or share > WRONG_MOST
    lures = rows("ar_lures.tsv", half)
    texts = [LURE.format(row["written"], COUNTRIES[row["country"]]) for row in lures]
    caught = [(row["written"], t["surface"], t["gazetteer_id"]) for row, text, ts in zip(lures, texts, answers(yaqut, texts))
              for t in ts if t["start"] < text.index(row["written"]) + len(row["written"]) and t["lat"] is not None
              and not t.get("within")]
    print(f"lures {len(lures)} caught {len(caught)}", *caught if verbose else "", sep="\n  " if verbose and caught else "")
    return failed or len(caught) > CAUGHT_MOST


if __name__ == "__main__":
    options = [a for a in sys.argv[2:] if a != "-v"]
    sys.exit(main(sys.argv[1], options[0] if options else "", "-v" in sys.argv))
