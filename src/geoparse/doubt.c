/* SPDX-License-Identifier: MIT */
/* Doubt: a wrong dot does more harm than none. A name that is said to lie so many
 * kilometres from another must lie so; and a small place far from all else that the
 * article speaks of is not believed without a word for it. */
#include "geoparse/resolve.h"

#include <math.h>

#define LEASH_TOKENS 8      /* between a name and "km", and between "km" and the other */
#define LEASH_LEAST_KM 30   /* "near" is as wide as this */
#define LEASH_UNSAID_KM 200 /* where the number is in words */
#define BRACKET_TOKENS 12
#define IN_TOKENS 4 /* from a name to what it lies in */
#define MILE_KM 1.609344
#define EARTH_KM 6371.0088

#define WELL_KNOWN 200000 /* a town with so many people may be named anywhere */
#define FAMOUS 0.75f      /* some twenty names */
#define FOCUS_MASS 2.0f   /* names that an article must have for others to be far from */
#define FAR_KM 1000
#define CUT_MASS 0.5f        /* ... and for the end of a longer name to be far from */
#define HEARD_COS 0.9988899f /* of 300 km */
#define HEARD_COUNTED 50000  /* a town so large may be read by its sound farther off */
#define LEAST_MASS 0.3f      /* of names that speak for a place */

/* The number that stands before the unit, in km; LEASH_UNSAID_KM for one in words. */
static double said_km(const YqParse *parse, uint32_t unit)
{
    double scale = (parse->classes[unit] & YQ_WORD_MILE) != 0 ? MILE_KM : 1;

    if (unit == 0 || (parse->document->tokens[unit - 1].flags & YQ_TOKEN_NUMBER) == 0) {
        return LEASH_UNSAID_KM;
    }
    double km = g_ascii_strtod(yq_token_folded(parse->document, unit - 1), NULL) * scale;

    return km > 0 ? MAX(2 * km, LEASH_LEAST_KM) : LEASH_UNSAID_KM;
}

/* Whether what follows the name tells where it lies: ", some 30 km", "(30 km", "à 30 km".
 */
static bool opens(const YqParse *parse, uint32_t token)
{
    return yq_parse_is_mark(parse, token, ',') || yq_parse_is_mark(parse, token, '(') ||
           yq_parse_is_mark(parse, token, '-') ||
           (parse->classes[token] & YQ_WORD_IN) != 0;
}

/* The unit in "A, about 30 kilometres from B", or 0. */
static uint32_t unit_between(const YqParse *parse, const YqToponym *a, const YqToponym *b)
{
    const YqToken *tokens = parse->document->tokens;

    if (tokens[a->first].sentence != tokens[b->first].sentence || b->first <= a->last ||
        b->first - a->last > 2 * LEASH_TOKENS || !opens(parse, a->last)) {
        return 0;
    }
    uint32_t unit = 0;

    for (uint32_t at = a->last; at < b->first; at++) {
        if (unit != 0 && yq_parse_is_mark(parse, at, ',')) {
            return 0; /* "Gao, 10 km behind the bridge, Bamako said" */
        }
        if (unit == 0 && (parse->classes[at] & (YQ_WORD_KILOMETRE | YQ_WORD_MILE)) != 0) {
            unit = at;
        }
    }
    return unit != 0 && unit - a->last <= LEASH_TOKENS && b->first - unit <= LEASH_TOKENS
               ? unit
               : 0;
}

/* The end of brackets that open at @token and hold nothing but names, as "(Koro, Mopti
 * region)" does, or 0. Only capitals tell. */
static uint32_t names_in_brackets(const YqParse *parse, uint32_t token)
{
    const YqDocument *document = parse->document;
    uint32_t stop = MIN(token + BRACKET_TOKENS, (uint32_t)document->n_tokens);

    if (token >= stop || !yq_parse_is_mark(parse, token, '(')) {
        return 0;
    }
    for (uint32_t at = token + 1; at < stop; at++) {
        const YqToken *t = &document->tokens[at];

        if (yq_parse_is_mark(parse, at, ')')) {
            return at;
        }
        if ((t->flags & (YQ_TOKEN_CAPITAL | YQ_TOKEN_MARK)) == 0 &&
            (parse->classes[at] & (YQ_WORD_DISTRICT | YQ_WORD_LINK)) == 0) {
            return 0;
        }
    }
    return 0;
}

/* Coders' way to tell a place: "Tin Hama (Ansongo, Gao)", "Jebel Semmama (Kasserine)". */
static void link_brackets(YqResolver *self, guint index)
{
    const YqParse *parse = self->parse;
    const YqToponym *inner = yq_toponym_at(parse, index);
    uint32_t end = names_in_brackets(parse, inner->last + inner->followed);

    for (guint i = index + 1; i < parse->spans->len; i++) {
        const YqToponym *span = yq_toponym_at(parse, i);

        if (span->first >= end) {
            break;
        }
        if (!span->guess && span->accepted && span->group != inner->group) {
            self->names[inner->group].bracket = span->group;
        }
    }
}

/* "Madina, Gao region, was quiet": one name between commas, or up to the sentence's end,
 * is where the name before it lies. In a list another name follows, and in "In Geneva,
 * Russia said" a verb. */
static bool is_apposed(const YqParse *parse, guint index)
{
    const YqToken *tokens = parse->document->tokens;
    const YqToponym *inner = yq_toponym_at(parse, index),
                    *outer = yq_toponym_at(parse, index + 1);
    const YqToponym *next =
        index + 2 < parse->spans->len ? yq_toponym_at(parse, index + 2) : NULL;
    uint32_t n = parse->document->n_tokens, at = outer->last;

    if (outer->first != inner->last + 1 || !yq_parse_is_mark(parse, inner->last, ',') ||
        inner->guess || outer->guess || !inner->accepted || !outer->accepted) {
        return false;
    }
    while (at < n && (parse->classes[at] & YQ_WORD_DISTRICT) != 0) {
        at++;
    }
    bool ends = at >= n || tokens[at].sentence != tokens[inner->first].sentence ||
                yq_parse_is_mark(parse, at, '.');
    bool comma = !ends && yq_parse_is_mark(parse, at, ',');
    bool list = index > 0 && yq_toponym_at(parse, index - 1)->accepted &&
                inner->first <= yq_toponym_at(parse, index - 1)->last + 1;

    return !list && (ends || (comma && (next == NULL || next->first > at + 1)));
}

/* "Fana in Yobe", "Boni in central Mali". */
static bool is_inside(const YqParse *parse, guint index)
{
    const YqToponym *inner = yq_toponym_at(parse, index),
                    *outer = yq_toponym_at(parse, index + 1);

    return !inner->guess && !outer->guess && inner->accepted && outer->accepted &&
           outer->first > inner->last && outer->first <= inner->last + IN_TOKENS &&
           (parse->classes[inner->last] & YQ_WORD_IN) != 0 &&
           (parse->classes[inner->last] & YQ_WORD_MOTION) == 0 &&
           yq_parse_leads_to_holder(parse, inner->last, outer->first);
}

static void link_apposed(YqResolver *self)
{
    const YqParse *parse = self->parse;

    for (guint i = 0; i + 1 < parse->spans->len; i++) {
        YqName *name = &self->names[yq_toponym_at(parse, i)->group];
        uint32_t outer = yq_toponym_at(parse, i + 1)->group;

        if (outer == yq_toponym_at(parse, i)->group) {
            continue;
        }
        name->apposed = is_apposed(parse, i) ? outer : name->apposed;
        name->inside = is_inside(parse, i) ? outer : name->inside;
    }
}

/* Whether a word before the span looks like its first half: a capital that nothing else
 * is known of but that names of the gazetteer begin so. Where all is in capitals or a
 * heading, that says nothing. */
static bool is_cut(const YqParse *parse, const YqToponym *span)
{
    const YqDocument *document = parse->document;
    const uint32_t not = YQ_TOKEN_FIRST | YQ_TOKEN_UPPER | YQ_TOKEN_DOTTED;
    YqNameCursor cursor = YQ_NAME_CURSOR_START;

    if (span->led == 0 || span->guess || span->clitic != NULL) {
        return false;
    }
    const YqToken *before = &document->tokens[span->first - 1];

    return (parse->classes[span->first - 1] & ~(uint32_t)YQ_WORD_COMMON) == 0 &&
           (before->flags & not ) == 0 &&
           !document->sentences[before->sentence].heading &&
           yq_names_step(parse->gazetteer, &cursor,
                         yq_token_folded(document, span->first - 1), before->fold_length);
}

static void note_cut(YqResolver *self)
{
    const YqParse *parse = self->parse;

    for (int all = 1; all >= 0; all--) {
        for (guint i = 0; i < parse->spans->len; i++) {
            const YqToponym *span = yq_toponym_at(parse, i);
            const YqToponym *last = i > 0 ? yq_toponym_at(parse, i - 1) : NULL;
            bool beside = last != NULL && last->accepted && last->last == span->first;
            bool cut = !beside && is_cut(parse, span);

            if (cut == (all == 1)) {
                self->names[span->group].cut = cut;
            }
        }
    }
}

static void note_foreign(YqResolver *self)
{
    const YqParse *parse = self->parse;

    /* Languages of other letters have a table of their sounds in Latin ones. */
    for (guint i = 0;
         yq_vocabulary_sounds(parse->lexicon) != NULL && i < parse->spans->len; i++) {
        const YqToponym *span = yq_toponym_at(parse, i);
        uint32_t flags = parse->document->tokens[span->first].flags;

        self->names[span->group].foreign =
            (flags & YQ_TOKEN_LATIN) != 0 && span->role == YQ_ROLE_PLACE;
    }
}

void yq_doubt_link(YqResolver *self)
{
    const YqParse *parse = self->parse;

    note_cut(self);
    note_foreign(self);
    link_apposed(self);

    for (guint i = 0; i + 1 < parse->spans->len; i++) {
        link_brackets(self, i);
    }

    for (guint i = 0; i + 1 < parse->spans->len; i++) {
        const YqToponym *a = yq_toponym_at(parse, i), *b = yq_toponym_at(parse, i + 1);
        uint32_t unit = unit_between(parse, a, b);
        YqName *name = &self->names[a->group];

        if (unit != 0 && a->group != b->group && !b->guess && name->leash == YQ_NO_NAME) {
            name->leash = b->group;
            name->leash_cos = cosf(said_km(parse, unit) / EARTH_KM);
        }
    }
}

/* Whether a name is likely to be none of the places that are called so, if nothing speaks
 * of one. */
static bool is_suspect(const YqName *name)
{
    return name->cut || name->foreign;
}

/* Whether a place may be named anywhere. */
static bool is_known(const YqName *name, const YqChoice *choice)
{
    const float *x = choice->row.x;

    return !is_suspect(name) &&
           (choice->is_country || x[YQ_RANK_CONTINENT] != 0 || x[YQ_RANK_CAPITAL] != 0 ||
            x[YQ_RANK_FAME] > FAMOUS ||
            (choice->feature_class == 'P' ? choice->population >= WELL_KNOWN
                                          : choice->radius_km >= FAR_KM));
}

/* Whether a choice is of another country than the name @group behind it. */
static bool differs_from(const YqResolver *self, uint32_t group, const YqChoice *choice,
                         bool area)
{
    if (group == YQ_NO_NAME || self->names[group].n == 0) {
        return false;
    }
    const YqChoice *other = &self->names[group].choices[self->names[group].best];

    return choice->country != 0 && other->country != 0 &&
           other->country != choice->country &&
           (!area || ((other->is_country || other->is_adm1) && !choice->is_country));
}

/* Whether what stands in brackets, between commas or behind "in" tells of another
 * country; but for brackets only a province or a country does, and what is known to
 * everybody may be spoken of in another country: "Paris in Mali". */
static bool is_elsewhere(const YqResolver *self, const YqName *name,
                         const YqChoice *choice)
{
    return differs_from(self, name->bracket, choice, false) ||
           differs_from(self, name->apposed, choice, true) ||
           (!is_known(name, choice) && differs_from(self, name->inside, choice, true));
}

bool yq_doubt_too_far(const YqResolver *self, const YqName *name, const YqChoice *choice)
{
    if (is_elsewhere(self, name, choice)) {
        return true;
    }
    if (name->leash == YQ_NO_NAME || choice->is_country) {
        return false;
    }
    const YqName *other = &self->names[name->leash];

    if (other->n == 0 || other->choices[other->best].is_area) {
        return false;
    }
    return yq_sphere_cos(choice->at, other->choices[other->best].at) < name->leash_cos;
}

/* How much the article's other names say together. */
static float others_say(const YqResolver *self, const YqName *name)
{
    return self->countries.total - name->weight;
}

/* Whether something else in the article is of a place's country, or near. */
static bool is_spoken_of(const YqResolver *self, const YqName *name,
                         const YqChoice *choice)
{
    const float *x = choice->row.x;

    return x[YQ_RANK_COUNTRY_SHARE] * (others_say(self, name) + 0.5f) > LEAST_MASS ||
           x[YQ_RANK_HINT] != 0 || x[YQ_RANK_NEAR_1000] > LEAST_MASS ||
           x[YQ_RANK_SOURCE_COUNTRY] != 0 || x[YQ_RANK_CONTAINED] > LEAST_MASS;
}

/* Whether the article names towns or provinces of the country of a place that was read by
 * its sound, and none of them is near. */
static bool is_heard_afar(const YqResolver *self, const YqName *name,
                          const YqChoice *choice)
{
    bool any = false;

    for (uint32_t i = 0; i < self->n_anchors; i++) {
        const YqName *other = &self->names[self->anchors[i]];
        const YqChoice *at = &other->choices[other->best];

        if (other == name || at->is_country || at->is_heard ||
            at->country != choice->country || at->p < 0.5f) {
            continue;
        }
        if (yq_sphere_cos(choice->at, at->at) > HEARD_COS) {
            return false;
        }
        any = true;
    }
    return any && choice->population < HEARD_COUNTED;
}

/* The likeliest place of a name that is spoken of, or with @known may be named anywhere;
 * YQ_NO_NAME when there is none. */
static uint32_t likeliest_fit(const YqResolver *self, const YqName *name, bool known)
{
    uint32_t best = YQ_NO_NAME;

    for (uint32_t i = 0; i < name->n; i++) {
        const YqChoice *choice = &name->choices[i];
        bool fits = is_spoken_of(self, name, choice) || (known && is_known(name, choice));

        if (fits && !yq_doubt_too_far(self, name, choice) &&
            (best == YQ_NO_NAME || choice->p > name->choices[best].p)) {
            best = i;
        }
    }
    return best;
}

/* A small place of which nothing else in the article speaks gives way to a namesake of
 * which something does; where much else is named, also to a well-known one, or to none.
 * And so does a town that is well known by another name ("Boni" is Bonn somewhere) to a
 * namesake that is spoken of. */
uint32_t yq_doubt_choose(const YqResolver *self, const YqName *name, uint32_t best,
                         float *p)
{
    const YqChoice *chosen = &name->choices[best];
    bool known = is_known(name, chosen), focused = false;

    if (yq_doubt_too_far(self, name, chosen) ||
        (chosen->is_heard && is_heard_afar(self, name, chosen))) {
        return YQ_NO_NAME;
    }
    if (is_spoken_of(self, name, chosen) || (known && chosen->row.x[YQ_RANK_ALSO] == 0)) {
        return best;
    }
    if (!known) {
        focused = others_say(self, name) >= (is_suspect(name) ? CUT_MASS : FOCUS_MASS);
    }
    uint32_t other = likeliest_fit(self, name, focused);

    if (other != YQ_NO_NAME) {
        *p = name->choices[other].p;
        return other;
    }
    return focused && (chosen->feature_class == 'P' || is_suspect(name)) ? YQ_NO_NAME
                                                                         : best;
}
