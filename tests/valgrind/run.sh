#!/bin/sh
# Runs every command on the examples under valgrind: no error, and no leak of our own. What GDAL and the
# loader keep for the life of the process is named in the suppressions.
set -u
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
passed=0

check() {
    name=$1
    shift
    if G_SLICE=always-malloc valgrind -q --error-exitcode=99 --leak-check=full \
        --show-leak-kinds=definite --errors-for-leak-kinds=definite \
        --suppressions=tests/valgrind/libraries.supp "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
        echo "ok $name"
    else
        failed=$((failed + 1))
        echo "FAIL $name"
        tail -n 40 "$work/log"
    fi
}

yaqut=$build/yaqut
printf '{"id": 1, "text": "Five soldiers were killed near Gao on 3 May 2024."}\n{"bad\n' >"$work/in.jsonl"
check "annotate ar" "$yaqut" annotate examples/border.ar.txt -o "$work/a.geojson"
check "annotate three together" "$yaqut" annotate examples/border.ar.txt examples/border.fr.txt \
    examples/border.en.txt -o "$work/a.csv"
check "map png" "$yaqut" map examples/border.ar.txt -o "$work/a.png"
check "map svg" "$yaqut" map examples/border.fr.txt -o "$work/a.svg"
check "map pdf" "$yaqut" map "$work/a.geojson" -o "$work/a.pdf"
check "border png" "$yaqut" border examples/border.en.txt --between DZ,ML -o "$work/b.png"
check "border csv" "$yaqut" border "$work/a.csv" --between DZ,ML -o "$work/b.csv"
check "gazetteer lookup" "$yaqut" gazetteer lookup Tinzawaten --fuzzy
check "batch" sh -c "exec $yaqut batch -j2 <$work/in.jsonl"
for test in "$build"/tests/unit/test_*; do
    case $test in
    *.p | *border* | *map* | *labels* | *topology* | *places_table*) continue ;; # minutes each here; the sanitizers run them
    esac
    check "$(basename "$test")" env YQ_SOURCE_ROOT="$PWD" YQ_TEST_DATA="$PWD/tests/data" "$test"
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
