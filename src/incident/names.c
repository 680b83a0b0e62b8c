/* SPDX-License-Identifier: MIT */
#include "incident/names.h"

#include <math.h>
#include <string.h>

#define CONTEXT_MAX 24
/* A name outside the article's countries must be this well known. */
#define KNOWN_PEOPLE 100000
#define SAME_TOWN_KM 250
#define FAR_KM 300 /* from all else that an article names */

typedef struct Country {
    char code[3];
    double weight;
} Country;

struct YqContext {
    Country countries[CONTEXT_MAX];
    size_t n;
};

static void add_country(YqContext *self, const char *codes, double weight)
{
    for (; strlen(codes) >= 2; codes += codes[2] == ',' ? 3 : 2) {
        size_t i = 0;

        while (i < self->n && strncmp(self->countries[i].code, codes, 2) != 0) {
            i++;
        }
        if (i == self->n) {
            if (self->n == CONTEXT_MAX) {
                return;
            }
            memcpy(self->countries[self->n].code, codes, 2);
            self->n++;
        }
        self->countries[i].weight += weight;
    }
}

static void add_demonym(YqContext *self, const YqReading *reading, const YqNameSpan *name)
{
    for (size_t i = 0; i < name->postings.n; i++) {
        if ((name->postings.items[i].flags & YQ_NAME_DEMONYM) != 0) {
            YqPlace place =
                yq_gazetteer_place(reading->gazetteer, name->postings.items[i].place);

            add_country(self, place.country, 1);
            return;
        }
    }
}

/* The country whose adjective stands in a token behind its first @from bytes. */
static bool adjective_from(const YqReading *reading, uint32_t token, size_t from,
                           YqPlace *out);

/* "the Nigerien army": a country that only an adjective behind a written-on article
 * tells. */
static void add_adjectives(YqContext *self, const YqReading *reading)
{
    const YqDocument *document = reading->document;

    for (uint32_t i = 0; i < document->n_tokens; i++) {
        YqPlace country;
        size_t cut =
            reading->kinds[i] != 0
                ? 0
                : yq_lexicon_article(reading->lexicon, yq_token_folded(document, i),
                                     document->tokens[i].fold_length);

        if (cut > 0 && adjective_from(reading, i, cut, &country)) {
            add_country(self, country.country, 1);
        }
    }
}

YqContext *yq_context_new(const YqReading *reading)
{
    YqContext *self = g_new0(YqContext, 1);
    const YqAnalysis *analysis = reading->analysis;

    for (guint i = 0; i < analysis->mentions->len; i++) {
        const YqParsedMention *m = &g_array_index(analysis->mentions, YqParsedMention, i);

        if (m->mention.place != YQ_PLACE_NONE) {
            add_country(self, m->place.country,
                        yq_place_is_country(&m->place)     ? 1
                        : m->mention.role == YQ_ROLE_PLACE ? 0.4 * m->mention.confidence
                                                           : 0.2);
        }
    }
    for (guint i = 0; i < analysis->names->len; i++) {
        const YqNameSpan *name = &g_array_index(analysis->names, YqNameSpan, i);

        add_demonym(self, reading, name);
    }
    add_adjectives(self, reading);
    for (guint i = 0; i < reading->matches->len; i++) {
        const YqLexMatch *match = &g_array_index(reading->matches, YqLexMatch, i);

        if (match->entry->kind == YQ_LEX_ACTOR && match->entry->countries != NULL) {
            add_country(self, match->entry->countries, 0.7);
        }
    }
    return self;
}

void yq_context_free(YqContext *self)
{
    g_free(self);
}

double yq_context_weight(const YqContext *self, const char *country)
{
    for (size_t i = 0; i < self->n; i++) {
        if (strstr(country, self->countries[i].code) != NULL) {
            return self->countries[i].weight;
        }
    }
    return 0;
}

const char *yq_context_first(const YqContext *self)
{
    size_t best = 0;

    for (size_t i = 1; i < self->n; i++) {
        best = self->countries[i].weight > self->countries[best].weight ? i : best;
    }
    return self->n > 0 ? self->countries[best].code : "";
}

guint yq_names_from(const YqReading *reading, uint32_t token)
{
    return yq_spans_from(reading->analysis->names, offsetof(YqNameSpan, first), token);
}

static const YqNameSpan *name_at(const YqReading *reading, uint32_t first, uint32_t last)
{
    const GArray *names = reading->analysis->names;
    guint i = yq_names_from(reading, first);
    const YqNameSpan *name = i < names->len ? &g_array_index(names, YqNameSpan, i) : NULL;

    return name != NULL && name->first == first && name->last == last ? name : NULL;
}

/* How near the nearest place that is sure lies, in km. */
static double nearest_km(const YqReading *reading, const YqPlace *place)
{
    const GArray *mentions = reading->analysis->mentions;
    double nearest = INFINITY;

    for (guint i = 0; i < mentions->len && i < 64; i++) {
        const YqParsedMention *m = &g_array_index(mentions, YqParsedMention, i);

        if (m->mention.place != YQ_PLACE_NONE && m->place.index != place->index &&
            m->mention.role == YQ_ROLE_PLACE && !yq_place_is_country(&m->place)) {
            nearest = MIN(nearest, yq_distance_rough_km(m->place.at, place->at));
        }
    }
    return nearest;
}

static bool may_hold_incident(const YqPlace *place)
{
    return strchr("PASTHLV", place->feature_class) != NULL &&
           place->feature_class != '\0' && !g_str_equal(place->feature_code, "CONT");
}

static double score_place(const YqReading *reading, const YqPlace *place, bool town)
{
    double weight = yq_context_weight(reading->context, place->country);
    double km = nearest_km(reading, place);
    double score = 0.35 * log10(place->population + 10.0);

    score += place->feature_class == 'P'   ? (town ? 3 : 1)
             : place->feature_class == 'A' ? 0.3
                                           : 0;
    score += weight > 0 ? 2.5 + MIN(weight, 3) * 0.3 : 0;
    return score + (km < 60 ? 1.5 : km < 200 ? 1 : km < 500 ? 0.5 : 0);
}

/* Many words of Arabic are some town's name: without a word like "town of" only those of
 * the article's countries are believed; where it names no country, a town that many know,
 * behind "in". */
static bool is_believed(const YqPlace *place, YqNameHint hint, bool inside, bool about)
{
    return inside || hint == YQ_NAME_SURE ||
           (hint == YQ_NAME_LOCATED && !about && place->population >= KNOWN_PEOPLE);
}

bool yq_names_place(const YqReading *reading, const YqNameSpan *name, YqNameHint hint,
                    YqPlace *out)
{
    double best = 0;
    bool arabic = (yq_token(reading, name->first)->flags & YQ_TOKEN_ARABIC) != 0;
    bool found = false, about = yq_context_first(reading->context)[0] != '\0';

    for (size_t i = 0; i < name->postings.n && i < 40; i++) {
        if ((name->postings.items[i].flags & YQ_NAME_DEMONYM) != 0) {
            continue;
        }
        YqPlace place =
            yq_gazetteer_place(reading->gazetteer, name->postings.items[i].place);
        bool inside = yq_context_weight(reading->context, place.country) > 0;

        if ((arabic && !is_believed(&place, hint, inside, about)) ||
            !may_hold_incident(&place) ||
            (about && !inside && nearest_km(reading, &place) > FAR_KM)) {
            continue;
        }
        double score = score_place(reading, &place, hint == YQ_NAME_SURE);

        if (!found || score > best) {
            best = score;
            *out = place;
            found = true;
        }
    }
    return found;
}

/* The most populous town of the name in the region's own country and near it. */
static bool town_of(const YqReading *reading, const YqNameSpan *name,
                    const YqPlace *region, YqPlace *out)
{
    bool found = false;

    for (size_t i = 0; i < name->postings.n && i < 40; i++) {
        YqPlace place =
            yq_gazetteer_place(reading->gazetteer, name->postings.items[i].place);

        if (place.feature_class == 'P' && strcmp(place.country, region->country) == 0 &&
            yq_distance_rough_km(place.at, region->at) <
                MAX(SAME_TOWN_KM, region->radius_km) &&
            (name->postings.items[i].flags & YQ_NAME_DEMONYM) == 0 &&
            (!found || place.population > out->population)) {
            *out = place;
            found = true;
        }
    }
    return found;
}

/* The same name in a country that the article is about, where geoparsing chose one that
 * it does not speak of otherwise. */
static bool at_home(const YqReading *reading, const YqNameSpan *name,
                    const YqPlace *chosen, YqPlace *out)
{
    const YqContext *context = reading->context;
    double own = yq_context_weight(context, chosen->country);
    double best = 0;
    bool found = false;

    if (yq_place_is_country(chosen) || own > 0.5 || chosen->country[0] == '\0') {
        return false;
    }
    for (size_t i = 0; i < name->postings.n && i < 60; i++) {
        YqPlace place =
            yq_gazetteer_place(reading->gazetteer, name->postings.items[i].place);
        double weight = yq_context_weight(context, place.country);

        /* Dakhla of 60,000 is not the hamlet of that name. */
        bool hamlet =
            chosen->population >= 50000 && place.population < chosen->population / 20;

        if (hamlet || weight < 0.7 ||
            (name->postings.items[i].flags & YQ_NAME_DEMONYM) != 0 ||
            strchr("PA", place.feature_class) == NULL) {
            continue;
        }
        double score = score_place(reading, &place, true);

        if (!found || score > best) {
            best = score;
            *out = place;
            found = true;
        }
    }
    return found;
}

bool yq_names_better(const YqReading *reading, const YqParsedMention *mention, bool area,
                     YqPlace *out)
{
    const YqNameSpan *name = name_at(reading, mention->first, mention->last);
    YqPlace town, chosen = mention->place;

    if (name == NULL || name->postings.n < 2) {
        return false;
    }
    bool better = at_home(reading, name, &chosen, out);

    if (better) {
        chosen = *out;
    }
    if (!area && chosen.feature_class == 'A' && !yq_place_is_country(&chosen) &&
        town_of(reading, name, &chosen, &town)) {
        *out = town;
        return true;
    }
    return better;
}

/* The country among @postings that a demonym or, with @countries, its own name means. */
static bool country_among(const YqReading *reading, YqPostings postings, bool countries,
                          YqPlace *out)
{
    for (size_t k = 0; k < postings.n; k++) {
        YqPlace place = yq_gazetteer_place(reading->gazetteer, postings.items[k].place);
        bool demonym = (postings.items[k].flags & YQ_NAME_DEMONYM) != 0;

        if ((demonym || (countries && yq_place_is_country(&place))) &&
            strlen(place.country) == 2) {
            *out = place;
            return true;
        }
    }
    return false;
}

bool yq_names_country(const YqReading *reading, const YqNameSpan *name, char out[3])
{
    for (size_t k = 0; k < name->postings.n; k++) {
        YqPlace place =
            yq_gazetteer_place(reading->gazetteer, name->postings.items[k].place);

        if ((name->postings.items[k].flags & YQ_NAME_DEMONYM) == 0 &&
            yq_place_is_country(&place) && strlen(place.country) == 2) {
            g_strlcpy(out, place.country, 3);
            return true;
        }
    }
    return false;
}

static bool adjective_from(const YqReading *reading, uint32_t token, size_t from,
                           YqPlace *out)
{
    const char *word = yq_token_folded(reading->document, token) + from;
    YqNameCursor cursor = YQ_NAME_CURSOR_START;

    return yq_names_step(reading->gazetteer, &cursor, word,
                         yq_token(reading, token)->fold_length - from) &&
           country_among(reading, yq_names_here(reading->gazetteer, &cursor), false, out);
}

/* Adjectives that begin with a small letter, or behind an article, are no spans of
 * geoparsing. */
static bool adjective_at(const YqReading *reading, uint32_t token, YqPlace *out)
{
    const YqToken *t = yq_token(reading, token);
    size_t cut = yq_lexicon_article(
        reading->lexicon, yq_token_folded(reading->document, token), t->fold_length);

    return adjective_from(reading, token, cut, out) ||
           (cut > 0 && adjective_from(reading, token, 0, out));
}

bool yq_names_of_people(const YqReading *reading, uint32_t token, YqPlace *out)
{
    const GArray *names = reading->analysis->names;
    guint i = yq_names_from(reading, token);
    const YqNameSpan *name = i < names->len ? &g_array_index(names, YqNameSpan, i) : NULL;

    if (token >= reading->document->n_tokens ||
        (yq_token(reading, token)->flags & (YQ_TOKEN_LATIN | YQ_TOKEN_ARABIC)) == 0) {
        return false;
    }
    return (name != NULL && name->first == token &&
            country_among(reading, name->postings, true, out)) ||
           adjective_at(reading, token, out);
}

bool yq_names_demonym(const YqReading *reading, uint32_t token, char out[3])
{
    YqPlace country;

    if (!yq_names_of_people(reading, token, &country)) {
        return false;
    }
    g_strlcpy(out, country.country, 3);
    return true;
}

bool yq_names_is_people(const YqReading *reading, uint32_t token)
{
    const GArray *names = reading->analysis->names;
    guint i = yq_names_from(reading, token);
    const YqNameSpan *name = i < names->len ? &g_array_index(names, YqNameSpan, i) : NULL;

    if (name == NULL || name->first != token) {
        return false;
    }
    for (size_t k = 0; k < name->postings.n; k++) {
        if ((name->postings.items[k].flags & YQ_NAME_DEMONYM) != 0) {
            YqPlace place =
                yq_gazetteer_place(reading->gazetteer, name->postings.items[k].place);

            return yq_context_weight(reading->context, place.country) >= 1;
        }
    }
    return false;
}

bool yq_names_is_stray(const YqContext *self, const char *country)
{
    const char *first = yq_context_first(self);

    return country[0] != '\0' && strcmp(first, country) != 0 &&
           yq_context_weight(self, country) < 0.45 &&
           yq_context_weight(self, first) >= 1.5;
}
