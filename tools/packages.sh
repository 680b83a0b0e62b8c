#!/bin/sh
# packages.sh [long]: installs the Debian packages that are missing; on another system names them and
# stops. "long": also what only the long checks use.
set -eu

packages="gcc libc6-dev meson ninja-build pkg-config python3
libglib2.0-dev libgdal-dev libproj-dev proj-data libfreetype-dev libharfbuzz-dev
libfribidi-dev libjansson-dev libxml2-dev libdeflate-dev zlib1g-dev fonts-noto-core
libcmocka-dev python3-jsonschema"
# What only the long checks use.
if [ "${1:-}" = long ]; then
    packages="$packages clang clang-format-14 libclang-rt-14-dev g++ valgrind gdal-bin"
fi

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    for tool in cc meson ninja pkg-config; do
        if ! command -v "$tool" >/dev/null 2>&1; then
            printf 'This is no Debian system and "%s" is missing. yaqut needs what Debian 12 calls:\n%s\n' \
                "$tool" "$packages" >&2
            exit 1
        fi
    done
    exit 0
fi

missing=""
for package in $packages; do
    if ! dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed; then
        missing="$missing $package"
    fi
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        printf 'packages are missing, and there is no sudo to install them with; as root:\napt-get install%s\n' \
            "$missing" >&2
        exit 1
    fi
    as_root="sudo"
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$as_root apt-get update -q >/dev/null
# shellcheck disable=SC2086
$as_root apt-get install -q -y --no-install-recommends $missing >/dev/null
