#!/bin/sh
# border.sh BUILD: draws the pictures of docs/border.md anew.
set -eu

here=$(dirname "$0")
data=$here/../../tests/data
yaqut=$1/yaqut
small="--size 900x675 --dpi 81"

python3 "$here/measures.py" "$yaqut" "$here/measures.svg"
for language in en ar; do
    # shellcheck disable=SC2086
    "$yaqut" border "$data/border.geojson" -b DZ,ML --language $language $small -o "$here/chart.$language.png" 2>/dev/null
done
# shellcheck disable=SC2086
"$yaqut" border "$data/invented-dz-ml.csv" -b DZ,ML --language en $small -o "$here/chart.invented.png" 2>/dev/null
# shellcheck disable=SC2086
"$yaqut" map "$data/border.geojson" --border DZ,ML --band 50 --extent 1.5,19,4.2,21 --language en --without relief $small \
    -o "$here/band.png"
for name in chart.en chart.ar chart.invented band; do
    python3 "$here/shrink.py" "$here/$name.png"
done
