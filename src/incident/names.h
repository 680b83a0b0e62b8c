/* SPDX-License-Identifier: MIT */
/* Names of places once more, with what only the incidents know: the words "in", "north
 * of", "the town of" before a name, the actors' countries, and that fighting "near Kidal"
 * is near the town and not near its region. */
#pragma once

#include "incident/report.h"

/** The countries that an article is about, by its names, demonyms and actors. */
YqContext *yq_context_new(const YqReading *reading);
void yq_context_free(YqContext *self);

/** How much the article is about @country, 0 when not at all. */
double yq_context_weight(const YqContext *self, const char *country);

/** The country that most names speak of, or "" */
const char *yq_context_first(const YqContext *self);

/** A better place for @mention than geoparsing found, into @out: the town where a region
 * of that name was meant as one, the one in the countries of the article. */
bool yq_names_better(const YqReading *reading, const YqParsedMention *mention, bool area,
                     YqPlace *out);

/* How surely the words before a name say that it is a place's. */
typedef enum YqNameHint {
    YQ_NAME_BARE,    /* no word does */
    YQ_NAME_LOCATED, /* "in", which much else may follow */
    YQ_NAME_SURE,    /* "the town of", "near", "40 km from", "between" */
} YqNameHint;

/** The place that a name which is no mention stands for where the words say that it is
 * one; false when no place of that name fits the article. */
bool yq_names_place(const YqReading *reading, const YqNameSpan *name, YqNameHint hint,
                    YqPlace *out);

/** Whether the name at @token is rather a people's or an adjective of a country that the
 * article is about: "Malian" is no town in China. */
bool yq_names_is_people(const YqReading *reading, uint32_t token);

/** Whether the article speaks of @country only by one name, and much of others. */
bool yq_names_is_stray(const YqContext *self, const char *country);

/** The country whose people or adjective the word at @token is ("Kuwaiti"), or whose
 * name. */
bool yq_names_of_people(const YqReading *reading, uint32_t token, YqPlace *out);

/** Its ISO code into @out. */
bool yq_names_demonym(const YqReading *reading, uint32_t token, char out[3]);

/** The country that is called by @name itself, no adjective; ISO code into @out. */
bool yq_names_country(const YqReading *reading, const YqNameSpan *name, char out[3]);

/** Index of the first of the analysis's names that starts at or after @token. */
guint yq_names_from(const YqReading *reading, uint32_t token);
