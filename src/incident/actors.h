/* SPDX-License-Identifier: MIT */
/* Armies, groups and peoples: those of the table and those that words for people name. */
#pragma once

#include "incident/report.h"

/* A noun phrase that names somebody; tokens [first, last). */
typedef struct YqParty {
    uint32_t first, last;
    const char *id; /* of the table of actors, or NULL */
    uint8_t kind;   /* YqPeople */
    bool known;     /* an actor of the table, an army, a country: not just "sources" */
    char country[3];
} YqParty;

/** The first party in tokens [first, last), demonyms and the country it belongs to
 * included; false when there is none. */
bool yq_party_find(const YqReading *reading, uint32_t first, uint32_t last, YqParty *out);

/** The words of a party as they stand in the text, without what is written onto the first
 * of them ("و", "لل"). */
const char *yq_party_text(const YqReading *reading, const YqParty *party, YqArena *arena);

/** Adds the parties in tokens [first, last) to @report, with their side in what is told
 * by the words at [trigger, after). */
void yq_actors_read(const YqReading *reading, uint32_t first, uint32_t last,
                    uint32_t trigger, uint32_t after, YqArena *arena, YqReport *report);

/** Adds one, unless it is there. */
void yq_actor_add(YqReport *report, const char *name, const char *id, const char *side,
                  YqArena *arena);
