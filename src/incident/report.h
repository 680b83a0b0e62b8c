/* SPDX-License-Identifier: MIT */
/* Between reading and incidents: what one sentence, or several that go on with it, report
 * as one event. Reports of one event in different parts of an article, or in different
 * articles, are merged later (merge.h). */
#pragma once

#include "base/arena.h"
#include "incident/calendar.h"
#include "incident/reading.h"

/* Where something is told to have happened. */
typedef struct YqWhere {
    int32_t place;     /* index in the gazetteer, or -1 */
    uint8_t precision; /* UCDP's; 0: no place */
    double uncertainty_km;
    YqPoint at;
    YqGeometry geometry; /* in the arena; NONE for a whole country */
    char country[3];     /* that holds it; "" when not known */
    char border[2][3];   /* told by the border of these two; "" */
    char side[3];
    double border_km; /* from it; negative when not said */
    double azimuth;   /* from the border, or of the part of a country; negative: none */
    uint8_t part; /* precision of the area that only a part is told of; 0: all of it */
    YqSpan span;
} YqWhere;

#define YQ_NOWHERE ((YqWhere){.place = -1, .border_km = -1, .azimuth = -1})

/* A place as the text tells it, relation included; tokens [first, last). */
typedef struct YqPlaceSpan {
    uint32_t first, last;
    uint32_t mention_first; /* token of the name itself */
    bool located;           /* "in", "near", "north of": something happened there */
    bool source;            /* "from": somebody comes from there */
    bool goal;              /* "to": somebody goes there */
    bool speaks;            /* a capital or country that says or does something */
    bool dateline;
    bool by_distance; /* "60 km north-east of" */
    bool joins;       /* "between", "the road from": another end may follow */
    float worth;      /* how exactly it tells a place */
    YqWhere where;
} YqPlaceSpan;

/* A word of an event that counts: neither denied nor feared nor remembered. */
typedef struct YqTrigger {
    uint32_t first, last;
    uint8_t type, form, weight;
    bool again; /* "the attack": goes on with an event told before */
} YqTrigger;

/* Who says something. */
typedef struct YqSpeaker {
    const char *name; /* as in the text; NULL for none */
    const char *id;   /* of the table of actors, or NULL */
    char country[3];  /* of a state or its army; "" */
    uint8_t kind;     /* YqPeople */
} YqSpeaker;

/* A count of victims, told by somebody. */
typedef struct YqSaid {
    uint32_t account;   /* index in the report's accounts */
    uint8_t harm, kind; /* YqHarm; YqPeople */
    bool at_least, part, total;
    bool fatalities; /* counted by a word for all the dead of an event */
    bool boast;      /* "neutralised": counted as killed where nobody else is */
    bool side;       /* of the side that its sentence names first: "GATIA: 2 killed" */
    int32_t value, magnitude; /* -1 with a magnitude only */
    const char *who;          /* NULL: not said */
    uint32_t sentence;
    YqSpan span;
} YqSaid;

/* What one speaker tells of an event; the first may have no speaker: told as fact. */
typedef struct YqAccount {
    YqSpeaker by;
    const char *relayed_by;
    const char *says;
    bool denies, claims; /* contradicts; takes responsibility */
    YqWhere where;       /* where it puts the event, when it says so; or YQ_NOWHERE */
    YqSpan span;
} YqAccount;

typedef struct YqReport {
    uint32_t article, sentence, last_sentence;
    uint32_t trigger; /* token */
    uint8_t type, form, weight;
    bool separate;  /* said to be another event than the one before */
    bool contested; /* each side blames the other, or accounts are said to differ */
    bool several;   /* of several events together: counts cannot be given to one */
    bool undatable; /* on a weekday, and the article has no day to count from */
    bool unarmed;   /* its own words tell of the unarmed whom it hit */
    bool own_date, own_place;
    bool own_town; /* told in its own sentence, and no capital that may be a government */
    YqInterval when;
    YqWhere where;
    GArray *said;     /* of YqSaid */
    GArray *accounts; /* of YqAccount */
    GArray *actors;   /* of YqActor */
    GArray *evidence; /* of YqSpan */
    const char *summary;
    double confidence;
} YqReport;

void yq_report_clear(YqReport *self);

/** Fills `places` of @reading: one YqPlaceSpan for each place told, in the order of the
 * text. Geometry goes to @arena. Wants the triggers. */
void yq_places_find(YqReading *reading, YqArena *arena);

/** Makes a named town the place where a distance behind a comma explains it. */
void yq_places_name_first(YqReading *reading);

/** "In Mali's Kidal region": makes the name behind "'s" the place. */
void yq_places_pass_on(YqReading *reading);

/** Makes one place of two names that are told as its ends ("between X and Y"): the line
 * between them, whose geometry goes to @arena. */
void yq_places_join(YqReading *reading, YqArena *arena);

/** The first town in @sentence that only speaks there ("the authorities of Taiz said"),
 * or NULL. */
const YqPlaceSpan *yq_place_that_speaks(const YqReading *reading, uint32_t sentence);

/** The country that an adjective in tokens [first, last) tells ("the Kuwaiti foreign
 * ministry"), as a whole country into @out. */
bool yq_place_of_adjective(const YqReading *reading, uint32_t first, uint32_t last,
                           YqWhere *out);

/** Whether the name at @token is told as a place: "in Mali", "near Kidal". */
bool yq_place_is_located(const YqReading *reading, uint32_t token);

/** Where tokens [first, last) put something by a border ("9.5 km from the border with
 * Algeria, on Malian soil"), into @out: distance, countries and side as far as told. */
bool yq_border_told(const YqReading *reading, uint32_t first, uint32_t last,
                    YqWhere *out);

/** Whether @sentence tells a place that no gazetteer has: "near Takzat"; with @goals, one
 * that somebody goes to or comes from too. */
bool yq_place_is_unknown(const YqReading *reading, uint32_t sentence, bool goals);

/** The country with @code as a whole; false when the gazetteer has none. */
bool yq_place_of_country(const YqReading *reading, const char *code, YqWhere *out);

/** The capital of @country; false when the gazetteer has none near its middle. */
bool yq_capital_of(const YqReading *reading, const YqPlace *country, YqPlace *out);

/** Index of the first place span whose name stands at or after @token. */
uint32_t yq_places_from(const YqReading *reading, uint32_t token);

/** Finds the dateline, and a line that tells when the article was published: neither is
 * a place or a date of an event, both are the day that an article without one is of. */
void yq_datelines_find(YqReading *reading);
/** Whether tokens [@first, @last) lie in one of them. */
bool yq_in_dateline(const YqReading *reading, uint32_t first, uint32_t last);

/** The place in @sentence that fits what tokens [first, last) report best, or NULL. */
const YqPlaceSpan *yq_place_choose(const YqReading *reading, uint32_t sentence,
                                   uint32_t first, uint32_t last, YqCategory category);

/** Fills `triggers` of @reading, in the order of the text. */
void yq_triggers_find(YqReading *reading);

/** The date in @sentence that fits the words at [first, last) best, or NULL. */
const YqDateSpan *yq_date_choose(const YqReading *reading, uint32_t sentence,
                                 uint32_t first, uint32_t last);

/** Reads the reports of an article; appends to @out, of YqReport. @explain (nullable) is
 * told, a line each, what was no incident and why. */
void yq_reports_read(YqReading *reading, YqArena *arena, GArray *out, GString *explain);

/** Whether victims are counted in tokens [first, last). */
bool yq_counts_within(const YqReading *reading, uint32_t first, uint32_t last);

/** Adds the victims counted in tokens [first, last) of @sentence to @report. */
void yq_report_count(const YqReading *reading, uint32_t first, uint32_t last,
                     uint32_t account, YqArena *arena, YqReport *report);

/** Index of the first count that begins at or after @token. */
guint yq_counts_from(const YqReading *reading, uint32_t token);

/** The account that stands for the report: what the article tells as fact, or else who
 * speaks first. */
uint32_t yq_report_main(const YqReport *report);

#define YQ_ACCOUNT_ALL UINT32_MAX

/** The sum of what @account of @report tells; YQ_ACCOUNT_ALL: of the main one, and of
 * those that tell of other victims and deny nothing. */
YqCasualties yq_report_casualties(const YqReport *report, uint32_t account,
                                  YqArena *arena);

/** Whether any two accounts give different numbers of the same victims. */
bool yq_accounts_differ(const YqReport *report);

/** Tokens [first, last) as they stand in the text, blanks made one, in the arena. */
const char *yq_reading_text(const YqReading *self, uint32_t first, uint32_t last,
                            YqArena *arena);
YqSpan yq_reading_span(const YqReading *self, uint32_t first, uint32_t last);
