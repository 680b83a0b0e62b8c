#!/bin/sh
# The long checks, one after the other, all of them even when one fails; closes with one plain line and
# fails when anything did. They take minutes, so `make test` leaves them out.
set -u
build=$1
passed=0
failed=0
skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# step NAME COMMAND...: counts what the command's closing line says, or else the command itself.
step() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    began=$(date +%s)
    { "$@" 2>&1 || echo "step failed"; } | tee "$log"
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log" | tail -n 1)
    [ -n "$line" ] || line="1 passed, 0 failed, 0 skipped"
    # shellcheck disable=SC2086
    set -- $line
    bad=$3
    if grep -qx 'step failed' "$log" && [ "$bad" -eq 0 ]; then
        bad=1
    fi
    passed=$((passed + $1 - (bad > $3 ? 1 : 0)))
    failed=$((failed + bad))
    skipped=$((skipped + $5))
    echo "== $name: $(($(date +%s) - began)) s"
}

# Every file is as .clang-format lays it out.
check_format() {
    # shellcheck disable=SC2046
    clang-format-14 --dry-run -Werror $(git ls-files '*.c' '*.h')
}

# What is kept in the repository stays small.
check_size() {
    bytes=$(git ls-files geodata | xargs cat | wc -c)
    echo "geodata: $bytes bytes of 25,000,000"
    [ "$bytes" -le 25000000 ]
}

# Each public header compiles alone, as C and as C++, with both compilers.
check_headers() {
    flags="-fsyntax-only -Wall -Wextra -Werror -Iinclude $(pkg-config --cflags glib-2.0)"
    for header in include/yaqut/*.h; do
        for compiler in gcc clang; do
            # shellcheck disable=SC2086
            printf '#include <yaqut/%s>\n' "$(basename "$header")" |
                $compiler -x c -std=gnu11 $flags - || return 1
            # shellcheck disable=SC2086
            printf '#include <yaqut/%s>\n' "$(basename "$header")" |
                $compiler -x c++ -std=c++17 $flags - || return 1
        done
    done
}

# build_with DIR COMPILER OPTION...: without a warning.
build_with() {
    dir=$1
    compiler=$2
    shift 2
    [ -f "$dir/build.ninja" ] || CC=$compiler meson setup "$dir" -Dwerror=true "$@" >/dev/null || return 1
    ninja -C "$dir" >"$dir/build.log" || { cat "$dir/build.log"; return 1; }
}

# PROJ is loaded late and throws: the sanitizer has to see the library of C++ before.
sanitized_tests() {
    build_with "$build-asan" clang -Db_sanitize=address,undefined -Db_lundef=false || return 1
    LD_PRELOAD=$(gcc -print-file-name=libstdc++.so.6) ASAN_OPTIONS=detect_leaks=1:quarantine_size_mb=8 LSAN_OPTIONS="suppressions=$PWD/tests/valgrind/leaks.supp:print_suppressions=0" \
        UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 sh tools/run_tests.sh "$build-asan" unit cli
}

# Real articles, where they lie beside the checkout: none makes the program stumble.
sanitized_articles() {
    for set in ../shared/eval/dev/*.jsonl; do
        [ -f "$set" ] || { echo "no articles beside this checkout"; echo "0 passed, 0 failed, 1 skipped"; return 0; }
        UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=8 \
            "$build-asan/yaqut" batch -j2 <"$set" | wc -l | grep -qx "$(grep -c . "$set")" ||
            { echo "$set: not an answer for each line"; return 1; }
    done
}

# Each target with libFuzzer for some seconds, beginning with its seeds; it stops at the first bad byte.
fuzz_briefly() {
    build_with "$build-fuzz" clang -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false || return 1
    corpus=$(mktemp -d)
    for target in "$build-fuzz"/tests/fuzz/fuzz_*; do
        [ -x "$target" ] && [ -f "$target" ] || continue
        name=$(basename "$target")
        mkdir "$corpus/$name"
        "$build/tests/fuzz/$name" --seeds "$corpus/$name" 2>/dev/null
        ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=8 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
            "$target" -max_total_time="$YAQUT_FUZZ_SECONDS" -rss_limit_mb=3000 -timeout=20 \
            -artifact_prefix="$build-fuzz/" -verbosity=0 "$corpus/$name" || { rm -rf "$corpus"; return 1; }
    done
    rm -rf "$corpus"
}

sh tools/packages.sh long || exit 1
step "layout of the code" check_format
step "headers alone" check_headers
step "size of the geodata" check_size
if meson test -C "$build" --list --suite long 2>/dev/null | grep -q ' / '; then
    step "long tests" sh tools/run_tests.sh "$build" long
fi
step "gcc, optimised, no warning" build_with "$build-gcc" gcc --buildtype=release --prefix="$PWD/$build-gcc/prefix"
step "installed, far from its build" sh tests/install/run.sh "$build-gcc"
step "clang, no warning, and the tests under ASan and UBSan" sanitized_tests
step "articles of the corpora under ASan and UBSan" sanitized_articles
# What a fuzzer finds depends on its luck: `make fuzz` asks for it, the gate does not.
if [ -n "${YAQUT_FUZZ_SECONDS:-}" ]; then
    step "fuzzing, $YAQUT_FUZZ_SECONDS seconds each" fuzz_briefly
fi
step "valgrind: no error, no leak of our own" sh tests/valgrind/run.sh "$build"
printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
