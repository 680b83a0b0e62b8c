#!/bin/sh
# The long checks, one after the other; each fails the whole. They take minutes, so `make test` leaves
# them out.
set -eu
build=$1

step() {
    printf '\n== %s\n' "$1"
}

step "long tests"
sh tools/run_tests.sh "$build" long

step "clang, no warning, and the tests under ASan and UBSan"
[ -f "$build-asan/build.ninja" ] ||
    CC=clang meson setup "$build-asan" -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=true >/dev/null
ninja -C "$build-asan" >/dev/null
ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    sh tools/run_tests.sh "$build-asan" unit cli

step "gcc, no warning"
[ -f "$build-werror/build.ninja" ] || CC=gcc meson setup "$build-werror" -Dwerror=true --buildtype=release >/dev/null
ninja -C "$build-werror" >/dev/null

step "valgrind: no leak of our own"
sh tests/valgrind/run.sh "$build"
