/* SPDX-License-Identifier: MIT */
/* The words before a name that tell how a place lies to it. */
#pragma once

#include "incident/reading.h"

typedef struct YqApproach {
    uint32_t name;  /* first token of the name */
    uint32_t first; /* of all of it */
    bool in, near, from, to, between, road, border;
    bool with;       /* "with X": a partner, no place */
    bool area, town; /* "the region of", "the town of" */
    bool directed, about;
    uint32_t direction; /* where its words begin, with `directed`: code point */
    double azimuth;     /* degrees from north, with `directed`; -1: the centre */
    double km;          /* negative when not said */
} YqApproach;

/** Reads backwards from the name of @mention. */
YqApproach yq_approach_read(const YqReading *reading, const YqParsedMention *mention);

/** Kilometres before a word for them, or negative; @out_first gets their first token. */
double yq_kilometres_before(const YqReading *reading, const YqLexMatch *unit,
                            uint32_t *out_first);

/** Appends the place of @mention, told by @way, to the reading's places. */
void yq_places_append(YqReading *reading, const YqParsedMention *mention,
                      const YqApproach *way);

/** Appends a place for each "there", "the town", "the area" that stands before token
 * @until and for which a place was told before; @next, 0 at first, is how far it came. */
void yq_anaphora_append(YqReading *reading, uint32_t until, guint *next);

/** Whether somebody is told to speak within @until tokens from @token on, before a mark.
 */
bool yq_speech_follows(const YqReading *self, uint32_t token, uint32_t until);

/** Whether a name stands for those who speak or act there. */
bool yq_place_speaks(const YqReading *self, const YqParsedMention *mention,
                     const YqApproach *way);

/** "The authorities in Bamako": whether a name tells where a government sits. */
bool yq_place_is_seat(const YqReading *self, const YqParsedMention *mention,
                      const YqApproach *way);
