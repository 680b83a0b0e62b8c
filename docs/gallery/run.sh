#!/bin/sh
# run.sh BUILD: draws the maps of docs/gallery/maps anew, makes them small enough for the repository,
# and writes docs/gallery/README.md, which shows each with the command that draws it.
set -eu

here=$(dirname "$0")
yaqut=$1/yaqut
readme=$here/README.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/README.md" <<'TEXT'
# Gallery

Each picture is what the command above it draws; `make gallery` draws all anew. Where the command
asks for no size the page has 1600 by 1200 pixels, or more for a long list, and is shown here at
half of that. All are shown in 256 colours.
TEXT

trim() {
    printf '%s' "$1" | sed 's/^ *//; s/ *$//'
}

grep -v '^#' "$here/maps" | while IFS='|' read -r name caption words; do
    name=$(trim "$name")
    caption=$(trim "$caption")
    words=$(trim "$words")
    half=--half
    case $words in
    *--size*) half="" ;;
    esac
    # The words hold no quotes: splitting them at blanks is what is wanted.
    # shellcheck disable=SC2086
    "$yaqut" map $words -o "$work/$name.png"
    # shellcheck disable=SC2086
    python3 "$here/shrink.py" $half "$work/$name.png"
    mv "$work/$name.png" "$here/$name.png"
    rm -f "$work/$name"-*.png
    printf '\n## %s\n\n    yaqut map %s -o %s.png\n\n![%s](%s.png)\n' \
        "$caption" "$words" "$name" "$caption" "$name" >>"$work/README.md"
done
sh "$here/border.sh" "$1"
mv "$work/README.md" "$readme"
du -ch "$here"/*.png | tail -n 1
