#!/bin/sh
# run.sh BUILD: runs every bench of this folder and those below it: bench_*.sh and bench_*.py, each with
# BUILD as its argument. A bench prints a line for each thing that it compares (measure.py has the
# form), exits with 77 when it lacks what it measures against, and says so, and with another status
# when something that must hold did not.
build=$1
here=$(cd "$(dirname "$0")" && pwd)
failed=0
skipped=0
ran=0

for bench in $(find "$here" -name 'bench_*.sh' -o -name 'bench_*.py' | LC_ALL=C sort); do
    name=${bench#"$here"/}
    case $bench in
    *.py) python3 "$bench" "$build" ;;
    *) sh "$bench" "$build" ;;
    esac
    status=$?
    if [ $status -eq 77 ]; then
        skipped=$((skipped + 1))
    elif [ $status -ne 0 ]; then
        failed=$((failed + 1))
        echo "$name: failed with $status"
    else
        ran=$((ran + 1))
    fi
done
echo "$ran benches run, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
