/* SPDX-License-Identifier: MIT */
/* The words of events in one sentence, sorted into those that tell of the same one. */
#pragma once

#include "incident/report.h"

typedef struct YqGroup {
    const YqTrigger *head; /* the one that says best what it was; NULL in a sentence
                              without a word of an event */
    uint32_t first, last;  /* tokens of all of them */
    const YqDateSpan *date;
    const YqPlaceSpan *place;
    bool again;
    bool verb; /* one of them is a verb of more than harm: it took place */
} YqGroup;

YqCategory yq_trigger_category(const YqTrigger *trigger);

/** Whether @place, which may be NULL, says where something happened to a district or
 * better. */
bool yq_place_is_exact(const YqPlaceSpan *place);

/** Sorts triggers [from, to), all of one sentence; GArray of YqGroup in the order of the
 * text. */
GArray *yq_groups_of(const YqReading *reading, guint from, guint to);

/** Takes away what is told as the cause of something else, such as fighting that people
 * flee from or that a border is closed for: a noun without victims, date or place of its
 * own. */
void yq_groups_drop_causes(const YqReading *reading, GArray *groups);

/** Tokens [first, last) of the sentence that belong to group @i: up to where the next
 * one of its category begins. */
void yq_group_reach(const YqReading *reading, const GArray *groups, guint i,
                    uint32_t *first, uint32_t *last);
