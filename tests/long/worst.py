"""Texts and lines made to be as costly as can be: what repeats, what never ends, what looks as if it
were about to become something. Each gives (name, function from a size in bytes to bytes)."""
import json

TOWNS = ("Gao Kidal Timbuktu Mopti Bamako Tessalit Agadez Niamey Tamanrasset Adrar Algiers Oran Dakar "
         "Abidjan Accra Lagos Kano Maiduguri Cairo Tripoli Benghazi Tunis Rabat Fez").split()
MONTHS = "January February March April May June July August September October November December".split()

# Repeated as they are until there is enough.
PIECES = {
    "prefixes of names": "San Juan de los ",
    "one prefix again and again": "United ",
    "letters without a space": "a",
    "capitals without a space": "A",
    "Arabic letters without a space": "ب",
    "two scripts without a space": "aب",
    "combining marks": "\u0301",
    "Arabic vowel signs": "\u064e",
    "emoji": "\U0001F600",
    "quotes that never close": '"',
    "quotes and words": '" said ',
    "brackets that never close": "(Gao ",
    "brackets": "(",
    "full stops": ".",
    "colons": ": ",
    "semicolons": "a; ",
    "hyphens": "a-",
    "apostrophes": "l'",
    "abbreviations": "U.S.",
    "blanks": " ",
    "lines": "\n",
    "headings": "Gao attack\n",
    "places on lines": "Gao\n\n",
    "single capitals": "A ",
    "words with capitals": "Abc Def ",
    "names of persons": "John Smith ",
    "digits": "1",
    "numbers": "12 ",
    "digits and commas": "1,",
    "digits and fixed blanks": "1\u00a0",
    "number words": "two hundred and ",
    "number words, French": "deux cents ",
    "number words, Arabic": "ثلاثة وعشرون ",
    "clitics": "وبال ",
    "clitics without a space": "وبال",
    "clitics on names": "وبالجزائر ",
    "one place": "Gao, ",
    "months": "April ",
    "dates": "3 April 2025 ",
    "dates, Arabic": "3 أبريل ",
    "weekdays": "on Monday ",
    "beginnings of dates": "since April and ",
    "prepositions": "in the ",
    "distances": "80 km north of ",
    "betweens": "between Gao and ",
    "datelines": "GAO, Mali, 3 April 2025 - \n\n",
    "datelines in one line": "GAO - ",
    "event words": "killed ",
    "event words, Arabic": "مقتل ",
    "event words joined": "killed and wounded and ",
    "counts": "40 dead, ",
    "actors": "soldiers of the army of the ",
    "actors joined": "soldiers, civilians and ",
    "claims": "The army denied the claim. ",
    "negations": "not ",
    "who said": "who said that ",
    "events without a place": "The attack. ",
    "events": "Three were killed in an attack near Gao on 3 April 2025. ",
    "events in one sentence": "three were killed in an attack near Gao on 3 April 2025 and ",
    "events, French": "Quarante soldats ont été tués à Gao le 3 avril. ",
    "events, Arabic": "قتل 40 شخصا في هجوم قرب غاو. ",
}


def repeat(piece, size):
    piece = piece.encode()
    return piece * (size // len(piece) + 1)


def sentences(make, size):
    made, length, i = [], 0, 0
    while length < size:
        made.append(make(i).encode())
        length += len(made[-1])
        i += 1
    return b"".join(made)


def town(i):
    return TOWNS[i % len(TOWNS)]


# Each sentence is another one.
MADE = {
    "incidents of other days": lambda i: f"On {i % 28 + 1} {MONTHS[i // 28 % 12]} {1950 + i // 336 % 70}, "
                                         f"{i % 90 + 3} soldiers were killed in {town(i)}. ",
    "incidents of one month": lambda i: f"In April 2025 {i % 990 + 3} soldiers were killed in an attack "
                                        f"{i % 900 + 10} km north of {town(i)}. ",
    "incidents in one sentence": lambda i: f"{i % 990 + 3} civilians were abducted near {town(i)} and ",
    "names of which no two are alike": lambda i: f"In {town(i)[:3]}{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}"
                                                 f"{chr(97 + i // 676 % 26)}o they met. ",
}


def texts():
    for name, piece in PIECES.items():
        yield name, lambda size, piece=piece: repeat(piece, size)
    for name, make in MADE.items():
        yield name, lambda size, make=make: sentences(make, size)


def lines():
    """Lines of `yaqut batch`, few of which can be read."""
    yield "nested lists", lambda n: b'{"x":' + b"[" * n
    yield "nested objects", lambda n: repeat('{"x":', n)
    yield "nested as deep as allowed", lambda n: b'{"x":[' + repeat("[" * 200 + "]" * 200 + ",", n) + b"0]}"
    yield "a long list", lambda n: b'{"id":1,"x":[' + repeat("0,", n) + b'0],"text":"Gao"}'
    yield "many members", lambda n: b"{" + repeat('"a":1,', n) + b'"text":"Gao"}'
    yield "one member again and again", lambda n: b"{" + repeat('"text":"a",', n) + b'"id":1}'
    yield "a long number", lambda n: b'{"id":' + b"1" * n + b',"text":"Gao"}'
    yield "a long name", lambda n: b'{"' + b"a" * n + b'":1,"text":"Gao"}'
    yield "backslashes", lambda n: b'{"text":"' + b"\\" * n
    yield "escapes", lambda n: b'{"text":"' + repeat("\\u0041", n) + b'"}'
    yield "halves of surrogates", lambda n: b'{"text":"' + repeat("\\ud800", n) + b'"}'
    yield "bytes that are no UTF-8", lambda n: b'{"text":"' + b"\xff" * n + b'"}'
    yield "strings", lambda n: b'"' * n
    yield "nothing but blanks", lambda n: b" " * n
    yield "blank lines", lambda n: b"\n" * n
    yield "empty articles", lambda n: repeat('{"text":" "}\n', n)
    yield "short articles", lambda n: repeat('{"text":"Gao"}\n', n)


def pages():
    """Web pages that nest as no page should."""
    yield "elements that never end", lambda n: b"<html><body>" + repeat("<div>", n) + b"In Gao."
    yield "elements that end wrongly", lambda n: b"<html><body>" + repeat("<div><b>x</p>", n) + b"In Gao."
    yield "elements never opened", lambda n: (b"<html><body>" + repeat("<div>", n // 2) + repeat("</x>", n // 2) +
                                              b"<p>In Gao.")
    yield "menus in menus", lambda n: b"<html><body>" + repeat("<nav>x", n) + b"<p>In Gao."
    yield "comments that never end", lambda n: b"<html><body>" + repeat("<!-- <div>", n) + b"In Gao."


def row(i):
    return (f"{10 + i * 7919 % 15000 / 1000:.3f},{-10 + i * 104729 % 20000 / 1000:.3f},"
            f"2024-{i % 12 + 1:02}-{i % 28 + 1:02},ambush,{i % 30},{i % 40}\n")


def tables():
    """Tables of incidents for `yaqut map` and `yaqut border`."""
    head = b"lat,lon,date,type,fatalities,uncertainty_km\n"
    yield "incidents all over", lambda n: head + sentences(row, n)
    yield "incidents on one spot", lambda n: head + repeat("19.95,2.95,2024-07-25,ambush,3,20\n", n)
    yield "incidents of one hour's walk", lambda n: head + sentences(
        lambda i: f"{19 + i % 40 / 1000},{2 + i % 39 / 1000},2024-07-25,ambush,3,20\n", n)


def as_line(text):
    return json.dumps({"id": 1, "text": text.decode()}, ensure_ascii=False).encode() + b"\n"
