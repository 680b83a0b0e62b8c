#!/bin/sh
# Installs BUILD into its prefix, puts what is worth nothing in the place of the build's own data and
# modules, and lets the installed program and a C program that finds the library with pkg-config work far
# from here.
set -eu
build=$PWD/$1
root=$PWD
prefix=$build/prefix
work=$(mktemp -d)
hide() { for part in data src; do mv "$build/$part" "$build/away-$part"; done; }
show() {
    for part in data src; do
        [ ! -e "$build/away-$part" ] || { rm -rf "${build:?}/$part"; mv "$build/away-$part" "$build/$part"; }
    done
}
trap 'show; rm -rf "$work"' EXIT

rm -rf "$prefix"
meson install -C "$build" --no-rebuild >/dev/null
hide
mkdir -p "$build/data" "$build/src/annotation"
for module in yaqut_html yaqut_ogr; do echo nothing >"$build/src/annotation/$module.so"; done
cd "$work"
in=$root/examples/border.fr.txt
"$prefix/bin/yaqut" map "$in" -o map.png
"$prefix/bin/yaqut" annotate "$in" -o found.gpkg
printf '<html><body><p>Five people were killed in Gao.</p></body></html>' >page.html
"$prefix/bin/yaqut" annotate page.html -o - >/dev/null
"$prefix/bin/yaqut" gazetteer lookup Gao >/dev/null
echo "the installed program draws, annotates, reads HTML and looks up"

libdir=$(dirname "$(find "$prefix/lib" -name libyaqut.so)")
sh "$root/tests/install/readme_example.sh" "$root" example.c
export PKG_CONFIG_PATH=$libdir/pkgconfig
# shellcheck disable=SC2046
cc -std=gnu11 example.c -o example $(pkg-config --cflags --libs yaqut glib-2.0) -Wl,-rpath,"$libdir"
cp "$in" article.txt
./example
[ -s map.svg ]
echo "the README's C example finds the library and draws"
for header in "$root"/include/yaqut/*.h; do
    [ -f "$prefix/include/yaqut/$(basename "$header")" ] || { echo "$header is not installed"; exit 1; }
done
for file in share/man/man1/yaqut.1 share/bash-completion/completions/yaqut \
    share/yaqut/annotations.schema.json; do
    [ -n "$(find "$prefix" -path "*/$file*")" ] || { echo "$file is not installed"; exit 1; }
done
