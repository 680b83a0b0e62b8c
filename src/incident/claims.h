/* SPDX-License-Identifier: MIT */
/* Who says what of an event: speakers, denials, and the counts that each gives. */
#pragma once

#include "incident/report.h"

/** Whether tokens [first, last) say something of an event told before: a count of
 * victims, a denial, a claim of responsibility, where a wreck lay. */
bool yq_claims_within(const YqReading *reading, uint32_t first, uint32_t last);

/** Adds what tokens [first, last) of @sentence tell to @report: its counts, each with who
 * says so, and the claims. */
void yq_claims_read(const YqReading *reading, uint32_t sentence, uint32_t first,
                    uint32_t last, YqArena *arena, YqReport *report);

/** Whether @type is fire from afar, of which it is often argued whom it hit. */
bool yq_is_strike(uint8_t type);

/** Whether tokens [first, last) say which armed men a strike, that @report tells of, was
 * aimed at. */
bool yq_claims_of_struck(const YqReading *reading, uint32_t first, uint32_t last,
                         const YqReport *report);
