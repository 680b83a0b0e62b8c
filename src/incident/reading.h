/* SPDX-License-Identifier: MIT */
/* One article while it is read for incidents: the phrases, numbers and dates found in it,
 * before anything is made of them. */
#pragma once

#include "geoparse/analysis.h"
#include "incident/lexicon.h"

/* A date or an interval as it stands in the text; tokens [first, last). */
typedef struct YqDateSpan {
    uint32_t first, last;
    YqInterval when;
    uint8_t weekday; /* named alone: 1 to 7, else 0 */
    bool since;      /* open at its end */
    bool shifts;     /* "a day after": dates only what follows it */
    bool told;       /* the day when somebody said so */
    bool ahead;      /* after publication, or years ago: dates nothing that is reported */
    bool dateline;   /* "Algiers, 12 April 2025 -": when it was written */
    bool of_noun;    /* "the accord signed in 2015": of what was signed then */
    bool feast;      /* told by its name: it may be what is kept, and not when */
    uint8_t length;  /* not a date but so many days up to one; else 0 */
} YqDateSpan;

/* A number of people, animals or things; tokens [first, last) with its noun. */
typedef struct YqCount {
    uint32_t first, last;
    int32_t value;     /* -1 with a magnitude only */
    int32_t magnitude; /* 10, 100, 1000, or 0 */
    bool at_least, about, among, others, total;
    bool unnumbered;          /* "a soldier", "the mayor was killed" */
    bool nation;              /* "three Chinese": people by the name of their country */
    const YqLexEntry *people; /* the noun, or NULL when there is none */
    uint32_t noun;            /* token of the noun, or of the number */
    int8_t harm;              /* YqHarm, or -1 when no word says */
} YqCount;

typedef struct YqContext YqContext;

typedef struct YqReading {
    const YqAnalysis *analysis;
    const YqDocument *document;
    const YqLexicon *lexicon;
    YqDate published;
    int year_hint;    /* the last year that was told; 0 none */
    int opening_year; /* of the day with its year that the text begins with; 0 none */
    GArray *matches;  /* of YqLexMatch, by first token */
    uint32_t *kinds;  /* for each token: bits of the kinds of matches that start there */
    uint64_t *codes;  /* for each token: yq_match_bit() of those matches */
    uint32_t *at;     /* for each token: the first match that starts there or later */
    GArray *dates;    /* of YqDateSpan, in the order of the text */
    GArray *counts;   /* of YqCount, in the order of the text */
    GArray *places;   /* of YqPlaceSpan (report.h), in the order of the text */
    GArray *triggers; /* of YqTrigger (report.h), in the order of the text */
    uint32_t *breaks; /* for each token: marks that part clauses before it */
    YqDate last_day;  /* the last whole day that was told */
    YqDate first_day; /* the first one: that of the news */
    uint32_t dateline_start, dateline_end; /* tokens; both 0 when there is none */
    uint32_t imprint_start, imprint_end; /* of a line that tells when it was published */
    const YqGazetteer *gazetteer;
    struct YqContext *context; /* names.h; countries that the article is about */
} YqReading;

YqReading *yq_reading_new(const YqAnalysis *analysis, const YqLexicon *lexicon);
void yq_reading_free(YqReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqReading, yq_reading_free)

/** Whether a match of one of @kinds (bits of YqLexKind) starts at @token. */
static inline bool yq_match_any(const YqReading *self, uint32_t token, uint32_t kinds)
{
    return (self->kinds[token] & kinds) != 0;
}

/* The bit of a kind and a code; several share one. */
static inline uint64_t yq_match_bit(YqLexKind kind, uint8_t code)
{
    return UINT64_C(1) << ((kind * 11u + code) & 63);
}

/* Of yq_match_at() and yq_match_code(), behind the bit that mostly says no; @code: -1 for
 * any. */
const YqLexMatch *yq_match_search(const YqReading *self, uint32_t token, YqLexKind kind,
                                  int code);

/** The match of @kind that starts at @token, or NULL. */
static inline const YqLexMatch *yq_match_at(const YqReading *self, uint32_t token,
                                            YqLexKind kind)
{
    return token < self->document->n_tokens && yq_match_any(self, token, 1u << kind)
               ? yq_match_search(self, token, kind, -1)
               : NULL;
}

/** The match of @kind and @code that starts at @token, or NULL. */
static inline const YqLexMatch *yq_match_code(const YqReading *self, uint32_t token,
                                              YqLexKind kind, uint8_t code)
{
    return token < self->document->n_tokens &&
                   (self->codes[token] & yq_match_bit(kind, code)) != 0
               ? yq_match_search(self, token, kind, code)
               : NULL;
}

typedef struct YqNumber {
    uint32_t last;     /* one past its last token */
    double value;      /* 0 with a magnitude only */
    int32_t magnitude; /* 10, 100, 1000, or 0 */
    bool about, ordinal;
} YqNumber;

/* Of yq_number_at(), where one may begin. */
bool yq_number_read(const YqReading *self, uint32_t token, YqNumber *out);

/** Reads a number in figures or words at @token. */
static inline bool yq_number_at(const YqReading *self, uint32_t token, YqNumber *out)
{
    return token < self->document->n_tokens &&
           ((self->document->tokens[token].flags & YQ_TOKEN_NUMBER) != 0 ||
            yq_match_any(self, token, 1u << YQ_LEX_NUMBER)) &&
           yq_number_read(self, token, out);
}

/** Fill `dates` and `counts`. */
void yq_dates_find(YqReading *self);
void yq_counts_find(YqReading *self);

/** Index of the first of @spans, sorted by the token that stands at @offset in each,
 * whose token is at least @token. */
guint yq_spans_from(const GArray *spans, size_t offset, uint32_t token);

/** The name at @token that geoparsing found, or NULL. */
const YqParsedMention *yq_mention_at(const YqReading *self, uint32_t token);

/** Whether @place is a country's capital, which mostly stands for its government. */
static inline bool yq_place_is_capital(const YqPlace *place)
{
    return g_str_equal(place->feature_code, "PPLC");
}

/** Whether @place is a country as a whole. */
static inline bool yq_place_is_country(const YqPlace *place)
{
    return place->feature_class == 'A' && g_str_has_prefix(place->feature_code, "PCL");
}

/** Index of the first date that starts at or after @token. */
guint yq_dates_from(const YqReading *self, uint32_t token);

/** Whether what @token tells is denied, feared, wished for or threatened. */
bool yq_is_unreal(const YqReading *reading, uint32_t token);

/** Whether @token stands in one of them. */
bool yq_in_a_date(const YqReading *reading, uint32_t token);

/** A day of the Hijri calendar (Umm al-Qura); year 0 when it has no such day. */
YqDate yq_hijri_date(int year, int month, int day);

/** The clitics on the word at @token that some phrase begins with. */
uint8_t yq_first_clitics(const YqReading *self, uint32_t token);

/** The match of @kind and one of @codes (bits) that ends before @token and touches it,
 * the longest; or NULL. */
const YqLexMatch *yq_match_ending(const YqReading *self, uint32_t token, YqLexKind kind,
                                  uint32_t codes);

/** Whether an item of @kind and one of @codes (bits) starts in tokens [first, last). */
bool yq_match_within(const YqReading *self, uint32_t first, uint32_t last, YqLexKind kind,
                     uint32_t codes);

/** Marks that part clauses between two tokens, whichever comes first. */
static inline uint32_t yq_breaks_between(const YqReading *self, uint32_t a, uint32_t b)
{
    return a < b ? self->breaks[b] - self->breaks[a] : self->breaks[a] - self->breaks[b];
}

static inline const YqToken *yq_token(const YqReading *self, uint32_t i)
{
    return &self->document->tokens[i];
}

static inline bool yq_token_is(const YqReading *self, uint32_t i, const char *folded)
{
    return i < self->document->n_tokens &&
           g_str_equal(yq_token_folded(self->document, i), folded);
}
