/* SPDX-License-Identifier: MIT */
/* Countries by their ISO 3166-1 codes, and by what they are called. */
#pragma once

#include <yaqut/api.h>
#include <yaqut/gazetteer.h>

G_BEGIN_DECLS

/** ISO 3166-1 alpha-2 of a code, ISO name or name in any language of the data, whatever
 * the case; NULL when nobody is called so. Static or borrowed from the gazetteer. */
YQ_API const char *yq_country_code(const YqGazetteer *gazetteer, const char *name);

/** The country with the ISO @code as a place of the gazetteer (nullable), or
 * YQ_PLACE_NONE. Former countries are none. */
YQ_API uint32_t yq_country_place(const YqGazetteer *gazetteer, const char *code);

/** Name of a country by its ISO code in @language, or else the nearest that there is,
 * borrowed; the code itself when nobody knows it. Looks through the whole gazetteer: a
 * few milliseconds. */
YQ_API const char *yq_country_name(const YqGazetteer *gazetteer, const char *code,
                                   const char *language);

G_END_DECLS
