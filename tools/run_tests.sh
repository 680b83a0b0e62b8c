#!/bin/sh
# run_tests.sh BUILD SUITE...: runs the suites and closes with one plain line. Fails when any test
# fails, and when none ran.
build=$1
shift
suites=""
for suite in "$@"; do
    suites="$suites --suite $suite"
done
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# shellcheck disable=SC2086
meson test -C "$build" --no-rebuild --print-errorlogs $suites 2>&1 | tee "$log"

count() {
    sed -n "s/^$1: *\([0-9]*\).*/\1/p" "$log" | tail -n 1
}
ok=$(count Ok)
skipped=$(count Skipped)
failed=$(($(count Fail) + $(count Timeout) + $(count 'Unexpected Pass')))
echo "${ok:-0} passed, ${failed:-1} failed, ${skipped:-0} skipped"
[ "${failed:-1}" -eq 0 ] && [ "${ok:-0}" -gt 0 ]
