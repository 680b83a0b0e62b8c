/* SPDX-License-Identifier: MIT */
/* "There", "the town", "dans cette localité": words that stand for a place told before.
 * The place is the nearest before them that they may mean, a few sentences back at most,
 * and counts as one step coarser than if it were named again. */
#include "incident/approach.h"
#include "incident/names.h"
#include "incident/report.h"

#include <math.h>
#include <string.h>

#define R(code) (1u << YQ_RELATION_##code)
#define BACK_SENTENCES 5
#define CAPITAL_KM 800 /* from the middle of a country whose size is not known */
#define AREA_KM 25     /* "the area", where only a town was named */

/* How well a place told before is what a word of @code means; 0 not at all. What is said
 * to be the scene of something ("in", "near") goes before what was only named. */
static int suits(const YqReading *self, const YqPlaceSpan *span, uint8_t code)
{
    const YqWhere *where = &span->where;

    if (span->dateline || span->speaks || span->source || where->place < 0 ||
        where->precision == 0 || where->precision >= 6) {
        return 0;
    }
    YqPlace place = yq_gazetteer_place(self->gazetteer, (uint32_t)where->place);
    bool town = place.feature_class == 'P' || place.feature_class == 'S';
    bool exact = where->precision <= 3;

    switch (code) {
    case YQ_RELATION_THE_TOWN:
        /* "Ansongo, south of Gao": the town itself, not the one it lies by. */
        return !town                         ? 0
               : yq_place_is_capital(&place) ? 1
               : where->precision > 1        ? 2
                                             : 3 + span->located;
    case YQ_RELATION_THE_AREA:
        return yq_place_is_capital(&place) ? 1 : exact && town ? 2 : 3;
    default:
        return yq_place_is_capital(&place) ? 1 : 2 + 2 * exact + span->located;
    }
}

/* The best in the nearest sentence that has any; a capital only where there is no other.
 */
static const YqPlaceSpan *meant(const YqReading *self, const YqLexMatch *match)
{
    uint32_t sentence = yq_token(self, match->first)->sentence, last = UINT32_MAX;
    const YqPlaceSpan *best = NULL;
    int best_fit = 0;

    for (guint i = self->places->len; i-- > 0;) {
        const YqPlaceSpan *span = &g_array_index(self->places, YqPlaceSpan, i);
        uint32_t at = yq_token(self, span->mention_first)->sentence;

        if (at + BACK_SENTENCES < sentence || (best_fit > 1 && at != last)) {
            break;
        }
        int fit = suits(self, span, match->entry->code);

        if (fit > best_fit) {
            best_fit = fit;
            best = span;
            last = at;
        }
    }
    return best;
}

/* "The town" is a name like any other: "30 km north of the town", "near the village". */
static void append_named(YqReading *self, const YqLexMatch *match, const YqWhere *where)
{
    YqParsedMention mention = {
        .first = match->first,
        .last = match->last,
        .mention = {.article = where->span.article,
                    .start = where->span.start,
                    .end = where->span.end,
                    .place = (uint32_t)where->place},
        .place = yq_gazetteer_place(self->gazetteer, (uint32_t)where->place),
    };
    YqApproach way = yq_approach_read(self, &mention);

    way.in |= (match->clitics & YQ_CLITIC_IN) != 0;
    yq_places_append(self, &mention, &way);
}

static void append_there(YqReading *self, const YqLexMatch *match, const YqWhere *where)
{
    YqPlaceSpan span = {
        .first = match->first,
        .last = match->last,
        .mention_first = match->first,
        .located = true,
        .where = *where,
    };
    bool area = match->entry->code == YQ_RELATION_THE_AREA && where->precision <= 3;

    span.where.uncertainty_km = MAX(where->uncertainty_km, area ? AREA_KM : 0);
    span.worth = where->precision <= 3 ? 5 : 4;
    g_array_append_val(self->places, span);
}

static void append_one(YqReading *self, const YqLexMatch *match)
{
    const YqPlaceSpan *before = meant(self, match);
    guint n = self->places->len;

    if (before == NULL) {
        return;
    }
    YqWhere where = before->where;

    if (match->entry->code == YQ_RELATION_THE_TOWN) {
        append_named(self, match, &where);
    } else {
        append_there(self, match, &where);
    }
    if (self->places->len > n) {
        YqWhere *told = &g_array_index(self->places, YqPlaceSpan, n).where;

        told->precision = MAX(told->precision, MIN(where.precision + 1, 5));
    }
}

/* The capital of a country, sought around its middle. */
typedef struct Seeking {
    const char *country;
    YqPlace capital;
    bool found;
} Seeking;

static bool seek_capital(const YqPlace *place, void *data)
{
    Seeking *self = data;

    if (yq_place_is_capital(place) && strcmp(place->country, self->country) == 0) {
        self->capital = *place;
        self->found = true;
    }
    return !self->found;
}

bool yq_capital_of(const YqReading *self, const YqPlace *country, YqPlace *out)
{
    double km = country->radius_km > 0 ? country->radius_km : CAPITAL_KM;
    double dlat = km / 111.2;
    double dlon = dlat / MAX(cos(country->at.lat * G_PI / 180), 0.1);
    YqBox box = {MAX(country->at.lon - dlon, -180), MAX(country->at.lat - dlat, -90),
                 MIN(country->at.lon + dlon, 180), MIN(country->at.lat + dlat, 90)};
    Seeking seeking = {.country = country->country};

    yq_gazetteer_within(self->gazetteer, box, seek_capital, &seeking);
    *out = seeking.capital;
    return seeking.found;
}

/* "Pakistan's" before @token: the country, from token @out_first on. */
static bool owner_before(const YqReading *self, uint32_t token, YqPlace *out,
                         uint32_t *out_first)
{
    const GArray *mentions = self->analysis->mentions;
    guint i = yq_spans_from(mentions, offsetof(YqParsedMention, first), token);

    if (i == 0 || strcmp(yq_token_folded(self->document, token - 1), "s") != 0) {
        return false;
    }
    const YqParsedMention *m = &g_array_index(mentions, YqParsedMention, i - 1);

    if (m->last < token && token - m->last <= 2 && yq_place_is_country(&m->place)) {
        *out = m->place;
        *out_first = m->first;
        return true;
    }
    return false;
}

/* "The Malian capital", "Mali's capital", "la capitale malienne", "العاصمة المالية". */
static void append_capital(YqReading *self, const YqLexMatch *match)
{
    YqPlace country;
    uint32_t owner = match->first;
    bool owned = owner_before(self, match->first, &country, &owner);
    bool before = owned || (match->first > 0 &&
                            yq_names_of_people(self, match->first - 1, &country));
    YqParsedMention mention = {.first = owned ? owner : match->first - before,
                               .last = match->last + !before,
                               .mention = {.article = self->document->index}};

    if ((!before && !yq_names_of_people(self, match->last, &country)) ||
        !yq_capital_of(self, &country, &mention.place)) {
        return;
    }
    YqSpan span = yq_reading_span(self, mention.first, mention.last);

    mention.mention.start = span.start;
    mention.mention.end = span.end;
    mention.mention.place = mention.place.index;
    YqApproach way = yq_approach_read(self, &mention);

    way.in |= (match->clitics & YQ_CLITIC_IN) != 0;
    yq_places_append(self, &mention, &way);
}

/* "The town of", "la ville d'", or the name itself right after it: it is told here. */
static bool is_named_after(const YqReading *self, const YqLexMatch *match, uint32_t name)
{
    if (match->last == name) {
        return true;
    }
    for (uint32_t k = self->at[match->first]; k < self->at[match->last]; k++) {
        const YqLexMatch *other = &g_array_index(self->matches, YqLexMatch, k);

        if (other->entry->kind == YQ_LEX_RELATION && other->last > match->last) {
            return true;
        }
    }
    return false;
}

void yq_anaphora_append(YqReading *self, uint32_t until, guint *next)
{
    const uint32_t codes = R(THERE) | R(THE_TOWN) | R(THE_AREA) | R(CAPITAL);

    for (; *next < self->matches->len; (*next)++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, *next);

        if (match->first >= until) {
            break;
        }
        if (match->entry->kind == YQ_LEX_RELATION &&
            (codes >> match->entry->code & 1) != 0 &&
            !is_named_after(self, match, until)) {
            if (match->entry->code == YQ_RELATION_CAPITAL) {
                append_capital(self, match);
            } else {
                append_one(self, match);
            }
        }
    }
}
