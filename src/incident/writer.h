/* SPDX-License-Identifier: MIT */
/* An article's reports while they are written, sentence by sentence: what report.c,
 * placing.c and follow.c share. */
#pragma once

#include "incident/groups.h"

/* A sentence so far behind an event's may still go on with it. */
#define YQ_GOES_ON_SENTENCES 3

typedef struct YqWriter {
    YqReading *reading;
    YqArena *arena;
    GArray *out;
    guint start;       /* of this article's reports in out */
    bool dated;        /* the article tells dates */
    bool returned;     /* the sentence in work names what an earlier event hit */
    int current;       /* the report that sentences may go on with, or -1 */
    uint32_t sentence; /* in work */
    /* The last date and place told in this paragraph. */
    const YqDateSpan *date;
    YqWhere where;
    uint32_t date_sentence, where_sentence;
    const YqPlaceSpan *only; /* the one town that the article tells, or NULL */
    GString *explain;        /* or NULL */
} YqWriter;

/** The report that sentences may go on with, or NULL. */
YqReport *yq_writer_current(const YqWriter *self);

/** Whether two sentences stand in one paragraph. */
bool yq_writer_same_paragraph(const YqWriter *self, uint32_t a, uint32_t b);

/** Whether the sentence in work holds a word of @code ("separately", "the attack"). */
bool yq_writer_has_sequence(const YqWriter *self, YqSequence code);

/** Whether what the sentence in work tells, @group, goes on with the current report. */
bool yq_writer_goes_on(const YqWriter *self, const YqGroup *group);

/** Whether @place (nullable) may be where @report happened: the same, near, or one that
 * holds it. */
bool yq_report_place_agrees(const YqReport *report, const YqPlaceSpan *place);

void yq_report_add_evidence(YqReport *report, YqSpan span);

/** Whether a place was told shortly before the sentence in work. */
bool yq_writer_any_where(const YqWriter *self);

/** Places @report, which begins with @group. */
void yq_writer_place(const YqWriter *self, const YqGroup *group, YqReport *report);

/** "20 km from the border with Mali", told in tokens [first, last): the line at that
 * distance, where no place is told more exactly. */
void yq_writer_place_by_border(const YqWriter *self, uint32_t first, uint32_t last,
                               YqReport *report);

/** The town that an article tells, when it tells only one; or NULL. */
const YqPlaceSpan *yq_places_only(const YqReading *reading);

/** Gives a report without a place the article's focus. */
void yq_writer_place_by_focus(const YqWriter *self, YqReport *report);

/** Takes the day from a group where it is only when somebody claimed the event. */
void yq_writer_drop_day_of_claim(const YqWriter *self, YqGroup *group);

/** Whether the only date beside a group tells that its event is remembered. */
bool yq_writer_is_remembered(const YqWriter *self, const YqGroup *group);

/** Makes an earlier event the current one where the sentence names its place, or denies
 * what it hit. */
void yq_writer_return(YqWriter *self);
