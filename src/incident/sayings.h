/* SPDX-License-Identifier: MIT */
/* Who says something in a sentence, as claims are read (claims.c). */
#pragma once

#include "incident/actors.h"

/* Somebody says something: tokens of the verb and of the speaker. */
typedef struct YqSaying {
    uint32_t first, last;
    uint8_t act; /* YqAct */
    bool spoken; /* a speaker was found */
    bool again;  /* "they added": whoever spoke last */
    YqParty by;
} YqSaying;

/** Whether those who speak in tokens [first, last) do not agree on whom a strike hit:
 * civilians, or fighters. @acts: of YqSaying, the sentence's. */
bool yq_struck_contested(const YqReading *self, const GArray *acts, uint32_t sentence,
                         uint32_t first, uint32_t last, const YqReport *report);
