#!/bin/sh
# run.sh BUILD: draws the maps of docs/gallery/maps anew, small enough for the repository, and
# writes docs/gallery/README.md, which shows each with the command that draws it.
set -eu

here=$(dirname "$0")
yaqut=$1/yaqut
readme=$here/README.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/README.md" <<'TEXT'
# Gallery

Each picture is what the command above it draws, in a smaller size (`make gallery` draws all anew;
it adds `--size 800x600 --dpi 72`). With no other option the page is 1600 by 1200 pixels.
TEXT

trim() {
    printf '%s' "$1" | sed 's/^ *//; s/ *$//'
}

grep -v '^#' "$here/maps" | while IFS='|' read -r name caption words; do
    name=$(trim "$name")
    caption=$(trim "$caption")
    words=$(trim "$words")
    small="--size 800x600 --dpi 72"
    case $words in
    *--size*) small="" ;;
    esac
    # The words hold no quotes: splitting them at blanks is what is wanted.
    # shellcheck disable=SC2086
    "$yaqut" map $words $small -o "$work/$name.png"
    mv "$work/$name.png" "$here/$name.png"
    rm -f "$work/$name"-*.png
    printf '\n## %s\n\n    yaqut map %s -o %s.png\n\n![%s](%s.png)\n' \
        "$caption" "$words" "$name" "$caption" "$name" >>"$work/README.md"
done
sh "$here/border.sh" "$1"
mv "$work/README.md" "$readme"
du -ch "$here"/*.png | tail -n 1
