"""Helpers shared by the scripts that make geodata/ from packages."""

import gzip
import io
import re
import struct
import unicodedata
import zlib
from pathlib import Path

import numpy

MAPPED_HEADER = 24  # bytes before the directory of a mapped file
LANGUAGES = ("en", "fr", "ar")

# Letters that Arabic itself does not use: a name that has one is Persian, Urdu, Kurdish,
# Uyghur, Sindhi or Pashto. The shared letters alone cannot tell those from Arabic.
_ARABIC_LETTERS = set("ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيً ٌٍَُِّْ-()ڤ")
# Letters whose code points are Arabic's own: Persian writes ک and ی in their stead.
_ARABIC_ONLY = set("كيىة")


def folded(name):
    """@name as the matcher sees it: no case, accents or hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("ʻ", "'").replace("’", "'").replace("‘", "'").replace("`", "'")
    return re.sub(r"[\s\-'ʼ]+", " ", plain).strip()


def script_of(name):
    """'latin', 'arabic' or 'other', by the letters of @name."""
    scripts = set()
    for c in name:
        if not c.isalpha():
            continue
        kind = unicodedata.name(c, "").split(" ")[0]
        if kind == "MODIFIER":
            continue
        scripts.add({"LATIN": "latin", "ARABIC": "arabic"}.get(kind, "other"))
    return scripts.pop() if len(scripts) == 1 else "other"


def is_arabic(name):
    """Whether each letter of @name is one that Arabic uses."""
    return script_of(name) == "arabic" and set(name) <= _ARABIC_LETTERS


def is_surely_arabic(name):
    """Whether @name is Arabic and not a neighbour's language in the same letters."""
    return is_arabic(name) and bool(set(name) & _ARABIC_ONLY)


def clean(name):
    """@name without marks of direction, control characters and doubled blanks."""
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Cc"))
    return re.sub(r"\s+", " ", name.replace("|", " ")).strip()


def distinct(names, taken=()):
    """The first of each group of @names that fold alike, without those in @taken."""
    seen = {folded(name) for name in taken}
    kept = []
    for name in names:
        key = folded(name)
        if key and key not in seen:
            seen.add(key)
            kept.append(name)
    return kept


def read_catalogue(path):
    """The messages of a gettext .mo file, {msgid: msgstr}."""
    data = Path(path).read_bytes()
    magic, _, count, ids, texts = struct.unpack_from("<5I", data)
    if magic != 0x950412DE:
        raise ValueError(f"{path}: not a little-endian .mo file")

    def string(table, i):
        length, offset = struct.unpack_from("<2I", data, table + 8 * i)
        return data[offset : offset + length].decode("utf-8")

    return {string(ids, i): clean(string(texts, i)) for i in range(count)}


def read_tagged_names(cache):
    """GeoNames' language-tagged names, {language: {id or code: name}}."""
    folder = cache / "libgeonames-common/usr/share/locale"
    return {
        language: read_catalogue(folder / language / "LC_MESSAGES/geonames.mo")
        for language in LANGUAGES
    }


def write_table(path, columns, rows, comment=None):
    """Writes a table of places in the form of TABLES.md; gzip by suffix.

    The same rows give the same bytes: no name and no time of day go into the gzip header.
    """
    text = io.StringIO()
    if comment:
        text.write("".join(f"# {line}\n" for line in comment.splitlines()))
    text.write("\t".join(columns) + "\n")
    for row in rows:
        fields = [cell(row.get(column)) for column in columns]
        if any("\t" in field or "\n" in field for field in fields):
            raise ValueError(f"{path}: a tab or newline in {row}")
        text.write("\t".join(fields) + "\n")
    data = text.getvalue().encode("utf-8")
    write_bytes(path, data)


def write_bytes(path, data):
    """Writes @data to @path, compressed when the suffix is .gz."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        packed = io.BytesIO()
        with gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=9, mtime=0) as f:
            f.write(data)
        data = packed.getvalue()
    path.write_bytes(data)
    print(f"{path}: {len(data)} bytes")


def mapped_file(magic, version, directory, points):
    """A file in the form of src/vector/mapped.h; offsets in @directory count from its start."""
    size = MAPPED_HEADER + len(directory) + len(points)
    head = struct.pack("<8s4I", magic, version, size, MAPPED_HEADER + len(directory),
                       zlib.crc32(directory))
    return head + directory + points


def numbers(values):
    """Whole numbers of an array seven bits a byte, low ones first."""
    packed = bytearray()
    for value in values:
        while value >= 0x80:
            packed.append(value & 0x7F | 0x80)
            value >>= 7
        packed.append(value)
    return bytes(packed)


def differences(points):
    """The first of @points and the differences of the others, signs in the lowest bit."""
    steps = numpy.diff(points, axis=0, prepend=numpy.zeros((1, 2), points.dtype)).ravel()
    return numbers(((steps << 1) ^ (steps >> 63)).tolist())


def cell(value):
    """One field of a table: names joined by bars, numbers short, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "|".join(value)
    if isinstance(value, float):
        return f"{value:.5f}".rstrip("0").rstrip(".")
    return str(value)


def read_table(path):
    """The rows of a hand-written table, {column: text} each; # begins a comment line."""
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        fields = line.split("\t")
        if len(fields) != len(columns):
            raise ValueError(f"{path}: {len(columns)} columns wanted in {line!r}")
        rows.append(dict(zip(columns, fields)))
    return rows
