#!/bin/sh
# Draws the example articles and says where the files lie.
set -eu
build=$1
out=$build/demo

mkdir -p "$out"
for language in ar fr en; do
    "$build/yaqut" map "examples/border.$language.txt" -o "$out/border.$language.png"
    echo "$out/border.$language.png"
done
for suffix in pdf svg; do
    "$build/yaqut" map examples/border.ar.txt -o "$out/border.ar.$suffix"
    echo "$out/border.ar.$suffix"
done
"$build/yaqut" border examples/border.en.txt -o "$out/strip.en.png" 2>/dev/null
echo "$out/strip.en.png"
"$build/yaqut" annotate examples/border.ar.txt -o "$out/border.ar.geojson"
echo "$out/border.ar.geojson"
