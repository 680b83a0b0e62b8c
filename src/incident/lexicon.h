/* SPDX-License-Identifier: MIT */
/* The words of a language that incidents are read from: its tables of events, casualties,
 * people, months, numbers …, all in one tree of phrases, so that one walk over the tokens
 * of an article finds every one of them. The tables are explained in docs/languages.md.
 */
#pragma once

#include "text/document.h"

#include <yaqut/incident.h>

typedef enum YqLexKind {
    YQ_LEX_EVENT,     /* code: YqIncidentType; extra: YqEventForm; value: weight 1 to 3 */
    YQ_LEX_CASUALTY,  /* code: YqHarm; extra: YqHarmOrder */
    YQ_LEX_PEOPLE,    /* code: YqPeople; value: 0 many, 1 one, 2 two */
    YQ_LEX_NUMBER,    /* code: YqNumberRole; value */
    YQ_LEX_QUANTITY,  /* code: YqQuantity */
    YQ_LEX_MONTH,     /* code: 0 Gregorian, 1 Hijri; value: 1 to 12 */
    YQ_LEX_WEEKDAY,   /* value: 1 Monday to 7 Sunday */
    YQ_LEX_TIME,      /* code: YqTimeWord; value */
    YQ_LEX_RELATION,  /* code: YqRelation */
    YQ_LEX_DIRECTION, /* value: azimuth in degrees, -1 for the centre */
    YQ_LEX_CLAIM,     /* code: YqAct */
    YQ_LEX_NEGATION,  /* code: YqNegation; extra: YqReach */
    YQ_LEX_ACTOR,     /* code: YqPeople; extra: 1 in capitals only; label: its id */
    YQ_LEX_MEANS,     /* code: YqMeans */
    YQ_LEX_SEQUENCE,  /* code: YqSequence */
    YQ_LEX_OPENS,     /* first half of a phrase with a gap; value: which gap */
    YQ_LEX_CLOSES,    /* its second half */
    YQ_LEX_N_KINDS,
} YqLexKind;

typedef enum YqEventForm { YQ_FORM_VERB, YQ_FORM_NOUN, YQ_FORM_PLURAL } YqEventForm;

typedef enum YqHarm {
    YQ_HARM_KILLED,
    YQ_HARM_WOUNDED,
    YQ_HARM_MISSING,
    YQ_HARM_ABDUCTED,
    YQ_HARM_DISPLACED,
    YQ_N_HARMS,
    YQ_HARM_NONE = YQ_N_HARMS, /* words that look like harm and are none */
} YqHarm;

/* Where the number stands that the word counts. */
typedef enum YqHarmOrder {
    YQ_ORDER_BEFORE,  /* "… lost their lives" */
    YQ_ORDER_AFTER,   /* "killing …" */
    YQ_ORDER_EITHER,  /* "killed": after "were" before, else after */
    YQ_ORDER_PASSIVE, /* "were", "ont été": makes a following EITHER look before */
    YQ_ORDER_NOUN,    /* "dead": the number right before it */
} YqHarmOrder;

typedef enum YqPeople {
    YQ_PEOPLE_STATE,  /* soldiers, police, an army */
    YQ_PEOPLE_REBEL,  /* fighters, gunmen, an armed group */
    YQ_PEOPLE_CIVIL,  /* civilians, villagers, people */
    YQ_PEOPLE_CHILD,  /* children, women: mostly parts of a total */
    YQ_PEOPLE_SOURCE, /* officials, ministries, witnesses: they speak */
    YQ_PEOPLE_THING,  /* vehicles, animals, weapons: never casualties */
    YQ_PEOPLE_ANY,    /* people, persons, victims: of any side */
} YqPeople;

typedef enum YqNumberRole {
    YQ_NUMBER_CARDINAL,
    YQ_NUMBER_ORDINAL,
    YQ_NUMBER_SCALE,     /* hundred, thousand: multiplies what stands before */
    YQ_NUMBER_ABOUT,     /* "une vingtaine", "a dozen" */
    YQ_NUMBER_MAGNITUDE, /* "dozens": 10, "hundreds": 100, "thousands": 1000 */
    YQ_NUMBER_AND,       /* joins tens and units */
    YQ_NUMBER_ARTICLE,   /* "a": one only before a word for people */
} YqNumberRole;

typedef enum YqQuantity {
    YQ_QUANTITY_AT_LEAST,
    YQ_QUANTITY_ABOUT,
    YQ_QUANTITY_UP_TO,
    YQ_QUANTITY_AMONG,  /* what follows is a part of what was counted before */
    YQ_QUANTITY_OTHERS, /* "others": not a part */
    YQ_QUANTITY_TOTAL,  /* "bringing to", "a total of" */
    YQ_QUANTITY_UNIT,   /* km, years, per cent: no people */
    YQ_QUANTITY_NONE,   /* "no", "aucun": zero */
    YQ_QUANTITY_AND,
    YQ_QUANTITY_ALL, /* "fatalities": all the dead, in a coder's words */
} YqQuantity;

typedef enum YqTimeWord {
    YQ_TIME_DAY,   /* today 0, yesterday -1 … against the date of publication */
    YQ_TIME_EARLY, /* the beginning of a month or a year */
    YQ_TIME_MID,
    YQ_TIME_LATE,
    YQ_TIME_SEASON, /* 1 spring to 4 winter */
    YQ_TIME_SINCE,
    YQ_TIME_UNTIL,
    YQ_TIME_BETWEEN, /* "between", "from": opens an interval */
    YQ_TIME_TO,      /* "to", "and": goes on with it */
    YQ_TIME_LAST,
    YQ_TIME_NEXT,
    YQ_TIME_THIS,
    YQ_TIME_AGO,
    YQ_TIME_NIGHT, /* -1: "overnight to Monday", which began the day before */
    YQ_TIME_UNIT_DAY,
    YQ_TIME_UNIT_WEEK,
    YQ_TIME_UNIT_MONTH,
    YQ_TIME_UNIT_YEAR,
    YQ_TIME_OF,     /* filler inside a date: of, the, month of */
    YQ_TIME_YEAR,   /* announces a year: in, the year; 1: the one told last */
    YQ_TIME_BEFORE, /* "a day before", "avant": a distance from a date of the article */
    YQ_TIME_AFTER,
    YQ_TIME_DURING, /* "during three days of": ends at the date told */
    YQ_TIME_HOUR,
    YQ_TIME_STRAIGHT,  /* "straight", "in a row": so many days up to now */
    YQ_TIME_LATER,     /* "two days later" */
    YQ_TIME_ANCHOR,    /* "the next day" 1, "the day before" -1: from the last day told */
    YQ_TIME_WEEKEND,   /* its first day: 6 Saturday */
    YQ_TIME_FEAST,     /* month * 100 + day, 2000 more where they are Hijri */
    YQ_TIME_PUBLISHED, /* "published on", at the head of an article */
    YQ_TIME_SEQUEL,    /* "au lendemain de": what follows was the day before */
    YQ_TIME_NOUN, /* "accord signed", "الموقع": a date behind it is the noun's */
} YqTimeWord;

typedef enum YqRelation {
    YQ_RELATION_IN,
    YQ_RELATION_NEAR,
    YQ_RELATION_BETWEEN,
    YQ_RELATION_ROAD,
    YQ_RELATION_AND, /* joins the two ends */
    YQ_RELATION_OF,
    YQ_RELATION_FROM,
    YQ_RELATION_TO,
    YQ_RELATION_KM,
    YQ_RELATION_BORDER,
    YQ_RELATION_WITH,
    YQ_RELATION_PLACE_WORD, /* "the town of": may stand before a name */
    YQ_RELATION_TERRITORY,
    YQ_RELATION_AREA,      /* "the region of", "province": the area of that name */
    YQ_RELATION_THERE,     /* "there", "sur place": where something was told before */
    YQ_RELATION_THE_TOWN,  /* "the town", "ce village": the town named before */
    YQ_RELATION_THE_AREA,  /* "the province", "la zone": the area named before */
    YQ_RELATION_WHOSE,     /* "'s": "in Mali's Kidal region" */
    YQ_RELATION_CAPITAL,   /* "the capital", with its country's adjective beside it */
    YQ_RELATION_NOT_THERE, /* "there were": a phrase that tells no place */
    YQ_RELATION_AWAY,      /* "evacuated to": where the wounded are taken */
} YqRelation;

typedef enum YqAct {
    YQ_ACT_SAY,
    YQ_ACT_DENY,
    YQ_ACT_CLAIM, /* responsibility */
    YQ_ACT_ACCUSE,
    YQ_ACT_ACCORDING, /* the speaker follows */
    YQ_ACT_THAT,      /* "that", "que", "إن": what is said begins */
    YQ_ACT_WRECK,     /* what two sides place apart: the wreckage lay, crashed */
    YQ_ACT_CONTEST,   /* "blamed each other", "conflicting accounts" */
} YqAct;

typedef enum YqNegation {
    YQ_NEGATION_NO,
    YQ_NEGATION_MAYBE,      /* could, if, would */
    YQ_NEGATION_THREAT,     /* threatened to, warned of */
    YQ_NEGATION_COMPARISON, /* the deadliest since, like that of */
    YQ_NEGATION_BACKGROUND, /* the conflict, since 2012: statistics */
    YQ_NEGATION_OTHER,      /* sport, accidents, figures of speech, exercises */
    YQ_NEGATION_PURPOSE,    /* in order to, called for, aimed at */
} YqNegation;

typedef enum YqReach {
    YQ_REACH_AFTER,    /* what follows in the clause */
    YQ_REACH_BEFORE,   /* what stands just before */
    YQ_REACH_SENTENCE, /* all of the sentence */
    YQ_REACH_REST,     /* what follows in the sentence */
} YqReach;

/* What it was done with: makes "struck" a drone strike or shelling. */
typedef enum YqMeans {
    YQ_MEANS_DRONE,
    YQ_MEANS_AIRCRAFT,
    YQ_MEANS_ARTILLERY, /* and mortars, rockets, missiles */
    YQ_MEANS_BY,        /* "by", "with", "using": what follows is the means */
    YQ_MEANS_GROUND,    /* knives, horses, motorbikes: a raid with them was no air raid */
    YQ_MEANS_N,
} YqMeans;

/* How a sentence goes on from the one before. */
typedef enum YqSequence {
    YQ_SEQUENCE_SEPARATE, /* "in a separate attack": another event */
    YQ_SEQUENCE_SAME,     /* "the attack", "the same day": the event just told */
    YQ_SEQUENCE_SEVERAL,  /* "in two attacks": a toll is of all of them */
    YQ_SEQUENCE_EARLIER,  /* "an earlier toll": what it counts is out of date */
    YQ_SEQUENCE_CONTRAST, /* "while", "but": another begins to speak */
    YQ_SEQUENCE_NEWS,     /* "this comes (a week after)": after what was told first */
} YqSequence;

typedef struct YqLexEntry {
    uint8_t kind, code, extra;
    bool definite; /* written with the article in the table: only so in the text */
    int32_t value;
    const char *label;             /* as the table has it, first form of the row */
    const char *countries;         /* of an actor: "ML,BF"; or NULL */
    const struct YqLexEntry *next; /* another meaning of the same phrase */
} YqLexEntry;

/* Clitics that were written onto a token; bits. */
enum {
    YQ_CLITIC_AND = 1 << 0,
    YQ_CLITIC_THE = 1 << 1,
    YQ_CLITIC_IN = 1 << 2,
    YQ_CLITIC_TO = 1 << 3,
    YQ_CLITIC_AS = 1 << 4,
    YQ_CLITIC_ENDING = 1 << 5, /* an ending was taken off: its case, or "his", "their" */
};

/* A phrase found: tokens [first, last). */
typedef struct YqLexMatch {
    uint32_t first, last;
    const YqLexEntry *entry;
    uint8_t clitics; /* of its first token */
} YqLexMatch;

typedef struct YqLexicon YqLexicon; /* never changes once read */

/** The lexicon of language @code, with the names of actors in that language. A language
 * that lacks a table lacks its words. Errors name table and line. */
YqLexicon *yq_lexicon_new(const char *code, GError **error);

/** Compiles the tables that yq_lexicon_new() wants (base/compiled.h). */
GBytes *yq_lexicon_compile(const char *code, GError **error);
void yq_lexicon_free(YqLexicon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqLexicon, yq_lexicon_free)

/** All phrases of tokens [first, last), in the order of their first token; of one kind
 * the longest that starts there, none inside a longer one. Appended to @out, of
 * YqLexMatch. */
void yq_lexicon_walk(const YqLexicon *self, const YqDocument *document, uint32_t first,
                     uint32_t last, GArray *out);

/** Bytes of the article that @folded begins with, after what else is written onto it; 0
 * for none. */
size_t yq_lexicon_article(const YqLexicon *self, const char *folded, size_t length);

/** Bits of the clitic that the first @letters letters of a folded word are; 0 for none.
 */
uint8_t yq_lexicon_clitics(const YqLexicon *self, const char *folded, size_t letters);
