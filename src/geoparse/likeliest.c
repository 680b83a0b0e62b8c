/* SPDX-License-Identifier: MIT */
/* What the likeliest place of a name is. */
#include "geoparse/candidate.h"

#include <string.h>

/* Kinds beyond those of settlements, which are 1 to 12 by powers of three. */
enum { COUNTRY = 20, DISTRICT, PROVINCE, OTHER, CAPITAL };

#define SETTLEMENTS 12
#define VILLAGE 1000 /* people */

static int8_t size_of(const YqFacts *place)
{
    if (place->feature_class == 'A' && place->feature_code[0] == 'P') {
        return COUNTRY;
    }
    if (place->feature_class != 'P') {
        return strcmp(place->feature_code, "ADM2") == 0   ? DISTRICT
               : strcmp(place->feature_code, "ADM1") == 0 ? PROVINCE
                                                          : OTHER;
    }
    if (strcmp(place->feature_code, "PPLC") == 0) {
        return CAPITAL;
    }
    int8_t size = 1;

    for (int64_t left = place->population; left >= VILLAGE && size < SETTLEMENTS;
         left /= 3) {
        size++;
    }
    return size;
}

YqLikeliest yq_likeliest(const YqGazetteer *gazetteer, YqPostings postings)
{
    YqLikeliest likeliest = {.size = 0};

    if (postings.n == 0) {
        return likeliest;
    }
    YqFacts place = yq_gazetteer_facts(gazetteer, postings.items[0].place);

    likeliest.size = size_of(&place);
    likeliest.area = likeliest.size == COUNTRY || likeliest.size == PROVINCE;
    likeliest.speaks =
        likeliest.size == COUNTRY || strcmp(place.feature_code, "PPLC") == 0;
    likeliest.town = place.feature_class == 'P';
    likeliest.population = place.population;
    memcpy(likeliest.country, place.country, 2);
    likeliest.several = strlen(place.country) > 2;
    return likeliest;
}
