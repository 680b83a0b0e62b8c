/* SPDX-License-Identifier: MIT */
/* Which candidates are mentions: the sum of the weights of what stands in and beside
 * them. The features are made here alone, for the run and for training. */
#include "geoparse/candidate.h"
#include "geoparse/features.h"

#include <math.h>
#include <string.h>

#define HOLDER_REACH 3   /* words between a town and what holds it */
#define HELD_MOST 16     /* places of one name that are looked at */
#define NAMED_PLACE 3.0f /* log odds that either adds */

/* Kinds of features; the kind is part of the hash. */
enum {
    IN_CLASS = 1,
    AT_CLASS,
    AT_WORD,
    AT_SHAPE,
    POPULATION,
    PLACE_CLASS,
    NAME_FLAGS,
    LENGTH,
    SHAPE,
    COUNT,
    BIAS,
    SENTENCE,
    CLITIC,
    WORD_POP,
    CLASS_POP,
    NEXT_SPAN,
    EDGE,
    SUFFIX,
    RUN,
    RUN_CLASS,
    PURE,
    COUNTRY,
    GROUP_CLASS,
};

static uint32_t mix(uint32_t hash, uint32_t value)
{
    hash = (hash ^ value) * 0x9E3779B1u;
    return hash ^ hash >> 15;
}

static void emit(YqFeatures *out, uint32_t kind, uint32_t a, uint32_t b)
{
    uint32_t hash = mix(mix(mix(0x811C9DC5u, kind), a), b);

    if (out->n < YQ_FEATURES_MAX) {
        out->items[out->n++] = hash == 0 ? 1 : hash;
    }
}

static uint32_t hash_word(const YqParse *parse, uint32_t token)
{
    uint32_t hash = 2166136261u;

    for (const char *at = yq_token_folded(parse->document, token); *at != '\0'; at++) {
        hash = (hash ^ (uint8_t)*at) * 16777619u;
    }
    return hash;
}

/* 0 for a guess, then by how populous the likeliest place is. */
static int population_bucket(const YqToponym *span)
{
    return span->guess ? 0 : span->likeliest.size;
}

static void emit_classes(YqFeatures *out, uint32_t kind, uint32_t where, uint32_t classes)
{
    for (uint32_t i = 0; classes != 0; i++, classes >>= 1) {
        if ((classes & 1) != 0) {
            emit(out, kind, where, i);
        }
    }
}

/* What stands @by tokens away from the edge of the span. */
static void emit_neighbour(YqFeatures *out, const YqParse *parse, const YqToponym *span,
                           int by, int population)
{
    const YqDocument *document = parse->document;
    uint32_t edge = by < 0 ? span->first : span->last - 1;
    int64_t at = (int64_t)edge + by;
    uint32_t where = (uint32_t)(by + 8);
    uint32_t arabic = (document->tokens[span->first].flags & YQ_TOKEN_ARABIC) != 0;

    if (at < 0 || at >= (int64_t)document->n_tokens ||
        document->tokens[at].sentence != document->tokens[edge].sentence) {
        emit(out, EDGE, where, arabic);
        return;
    }
    const YqToken *token = &document->tokens[at];
    uint32_t classes = parse->classes[at];
    uint32_t shape = token->flags & (YQ_TOKEN_CAPITAL | YQ_TOKEN_UPPER | YQ_TOKEN_NUMBER |
                                     YQ_TOKEN_MARK | YQ_TOKEN_FIRST);

    emit(out, AT_SHAPE, where, shape);
    emit_classes(out, AT_CLASS, where, classes);
    emit(out, AT_WORD, where, hash_word(parse, at));
    if (by == -1 || by == 1) {
        bool weak = population >= 1 && population < 6;

        emit_classes(out, CLASS_POP,
                     where + 32 * (weak          ? 1
                                   : span->guess ? 2
                                                 : 0),
                     classes);
        emit(out, WORD_POP,
             where + 32 * (weak          ? 1
                           : span->guess ? 2
                                         : 0),
             hash_word(parse, at));
        emit(out, AT_SHAPE, where + 32 + 32 * (weak ? 1 : span->guess ? 2 : 0), shape);
    }
}

static void emit_inside(YqFeatures *out, const YqParse *parse, const YqToponym *span,
                        int population)
{
    const YqDocument *document = parse->document;
    const YqToken *first = &document->tokens[span->first];
    uint32_t all = 0, length = span->last - span->first;
    uint32_t script = (first->flags & YQ_TOKEN_ARABIC) != 0;

    for (uint32_t i = span->first; i < span->last; i++) {
        all |= parse->classes[i];
    }
    emit_classes(out, IN_CLASS, MIN(length, 3), all);
    emit_classes(out, IN_CLASS, 16 + population,
                 all & (YQ_WORD_COMMON | YQ_WORD_SURNAME | YQ_WORD_FIRST_NAME));
    /* A word that is known for nothing else than a place, and how many places. */
    if (all == 0 && !span->guess) {
        emit(out, PURE, script, MIN(span->postings.n, 4));
        emit(out, PURE, 2, population);
        emit(out, PURE, 3 + script, MIN(first->end - first->start, 9));
    }
    emit_classes(out, IN_CLASS, 8, parse->classes[span->last - 1]);
    emit(out, LENGTH, MIN(length, 4), script * 64 + population);
    emit(out, SHAPE, first->flags & (YQ_TOKEN_UPPER | YQ_TOKEN_FIRST | YQ_TOKEN_DOTTED),
         MIN(first->end - first->start, 4) + (span->guess ? 16 : 0));
    emit(out, SENTENCE, document->sentences[first->sentence].heading,
         span->guess + 2 * script);
    emit(out, SUFFIX, hash_word(parse, span->last - 1), span->guess);
    if (span->clitic != NULL) {
        emit(out, CLITIC, span->clitic->locates, population);
        emit(out, CLITIC, 2 + span->clitic->prefix_length, 0);
    } else if (script != 0) {
        emit(out, CLITIC, 99, population);
    }
}

/* Whether the article elsewhere speaks of the country of the likeliest place. */
static bool is_of_named_country(const YqParse *parse, const YqToponym *span,
                                uint32_t index)
{
    for (uint32_t i = 0; i < parse->n_countries; i++) {
        if (parse->countries[i].span != index &&
            memcmp(parse->countries[i].code, span->likeliest.country, 2) == 0) {
            return true;
        }
    }
    return false;
}

static void emit_country(YqFeatures *out, const YqParse *parse, uint32_t index,
                         int population)
{
    const YqToponym *span = yq_toponym_at(parse, index);
    uint32_t script = (parse->document->tokens[span->first].flags & YQ_TOKEN_ARABIC) != 0;

    if (!span->guess) {
        bool named = is_of_named_country(parse, span, index);

        emit(out, COUNTRY, named, population);
        emit(out, COUNTRY, 2 + named, script);
        emit(out, COUNTRY, 4 + named, MIN(span->postings.n, 4));
    }
}

static void emit_gazetteer(YqFeatures *out, const YqParse *parse, const YqToponym *span,
                           int population)
{
    uint32_t script = (parse->document->tokens[span->first].flags & YQ_TOKEN_ARABIC) != 0;

    emit(out, BIAS, script, 0);
    emit(out, BIAS, 2, 0);
    emit(out, POPULATION, population, script);
    emit(out, POPULATION, population, 2);
    if (!span->guess) {
        uint32_t flags = span->postings.items[0].flags & ~(uint32_t)YQ_NAME_HEARD;

        emit(out, NAME_FLAGS, flags, script);
        emit(out, NAME_FLAGS, 64 + flags, population);
        emit(out, PLACE_CLASS, MIN(span->postings.n, 5), script);
    }
    uint32_t count = yq_group_at(parse, span->group)->count;

    emit(out, COUNT, MIN(count, 4), span->guess + 2 * script);
}

/* The candidate before or after, when only a comma or a bracket lies between. */
static void emit_spans(YqFeatures *out, const YqParse *parse, uint32_t index)
{
    const YqToponym *span = yq_toponym_at(parse, index);

    for (int by = -1; by <= 1; by += 2) {
        int64_t other_at = (int64_t)index + by;

        if (other_at < 0 || other_at >= parse->spans->len) {
            continue;
        }
        const YqToponym *other = yq_toponym_at(parse, other_at);
        uint32_t gap = by < 0 ? span->first - other->last : other->first - span->last;

        if (gap <= 3) {
            uint32_t between = by < 0 ? other->last : span->last;

            emit(out, NEXT_SPAN, (by + 1) * 8 + gap,
                 population_bucket(other) / 4 +
                     (gap > 0 && (parse->document->tokens[between].flags &
                                  YQ_TOKEN_MARK) != 0
                          ? 32
                          : 0));
        }
    }
}

/* The capitals that a name stands among: "Toronto Police Services Board". What ends the
 * run says most, then what begins it and what stands around it. */
static void emit_run(YqFeatures *out, const YqParse *parse, const YqToponym *span)
{
    uint32_t led = span->led, followed = span->followed;

    if ((parse->document->tokens[span->first].flags & YQ_TOKEN_LATIN) == 0) {
        return;
    }
    emit(out, RUN, MIN(led, 3) * 4 + MIN(followed, 3), span->guess);
    if (followed > 0) {
        uint32_t last = span->last + followed - 1;

        emit_classes(out, RUN_CLASS, 1, parse->classes[last]);
        emit_classes(out, RUN_CLASS, 2, yq_parse_near(parse, last, 1));
        emit(out, RUN, 32, hash_word(parse, last));
    }
    if (led > 0) {
        uint32_t first = span->first - led;

        emit_classes(out, RUN_CLASS, 3, parse->classes[first]);
        emit_classes(out, RUN_CLASS, 4, yq_parse_near(parse, first, -1));
    }
}

/* What the other mentions of the same name say. */
static void emit_group(YqFeatures *out, const YqParse *parse, const YqToponym *span)
{
    const YqGroup *group = yq_group_at(parse, span->group);
    uint32_t script = (parse->document->tokens[span->first].flags & YQ_TOKEN_ARABIC) != 0;

    if (group->count > 1) {
        emit_classes(out, GROUP_CLASS, 1 + 4 * script, group->before);
        emit_classes(out, GROUP_CLASS, 2 + 4 * script, group->after);
        emit(out, GROUP_CLASS, 3, 64 + group->led * 2 + group->alone);
    }
}

void yq_features(const YqParse *parse, uint32_t index, YqFeatures *out)
{
    const YqToponym *span = yq_toponym_at(parse, index);
    int population = population_bucket(span);

    out->n = 0;
    emit_gazetteer(out, parse, span, population);
    emit_inside(out, parse, span, population);
    for (int by = -3; by <= 3; by++) {
        if (by != 0) {
            emit_neighbour(out, parse, span, by, population);
        }
    }
    emit_spans(out, parse, index);
    emit_run(out, parse, span);
    emit_group(out, parse, span);
    emit_country(out, parse, index, population);
}

bool yq_parse_leads_to_holder(const YqParse *parse, uint32_t first, uint32_t last)
{
    bool said = false;

    for (uint32_t i = first; i < last; i++) {
        uint32_t classes = parse->classes[i];
        bool comma = yq_parse_is_mark(parse, i, ',') || yq_parse_is_mark(parse, i, '(');

        if ((classes & (YQ_WORD_DIRECTION | YQ_WORD_DISTRICT | YQ_WORD_IN)) != 0 ||
            comma) {
            said = true;
        } else if ((classes & (YQ_WORD_LINK | YQ_WORD_PLACE_HEAD)) == 0) {
            return false;
        }
    }
    return said;
}

/* Whether @place is held by @holder, a country or a province. */
static bool is_held_by(YqPlace place, YqPlace holder)
{
    bool country = holder.feature_code[0] == 'P';

    return place.feature_class == 'P' && memcmp(place.country, holder.country, 2) == 0 &&
           (country || strcmp(place.admin1, holder.admin1) == 0);
}

/* Whether right behind the span comes a country or province that holds a town of that
 * name: then it is a name, whatever else the word may mean. */
static bool has_holder(const YqParse *parse, uint32_t index)
{
    const YqToponym *span = yq_toponym_at(parse, index), *next;

    if (span->guess || index + 1 >= parse->spans->len) {
        return false;
    }
    next = yq_toponym_at(parse, index + 1);
    if (next->guess || next->first > span->last + HOLDER_REACH ||
        (!yq_parse_leads_to_holder(parse, span->last, next->first) &&
         (next->first > span->last || next->clitic == NULL || !next->clitic->locates))) {
        return false;
    }
    YqPlace holder = yq_gazetteer_place(parse->gazetteer, next->postings.items[0].place);
    bool province = g_str_equal(holder.feature_code, "ADM1");

    if (holder.feature_class != 'A' || (!province && holder.feature_code[0] != 'P')) {
        return false;
    }
    for (uint32_t i = 0; i < MIN(span->postings.n, HELD_MOST); i++) {
        if (is_held_by(
                yq_gazetteer_place(parse->gazetteer, span->postings.items[i].place),
                holder)) {
            return true;
        }
    }
    return false;
}

/* "the town of Tyre", "بلدة مرجعيون": the word before says what the name is. */
static bool is_called_town(const YqParse *parse, const YqToponym *span)
{
    if (span->guess || span->first == 0 ||
        (parse->document->tokens[span->first].flags & YQ_TOKEN_ARABIC) == 0) {
        return false;
    }
    return (yq_parse_near(parse, span->first, -1) & YQ_WORD_TOWN) != 0 &&
           span->likeliest.town;
}

/* One sense per article: what the mentions of a name have in common counts with each. */
static void share_scores(YqParse *parse)
{
    for (guint i = 0; i < parse->spans->len; i++) {
        const YqToponym *span = yq_toponym_at(parse, i);
        YqGroup *group = yq_group_at(parse, span->group);

        group->score += span->score / group->count;
    }
}

/* Log odds from which a name is a mention. Below even, since F1 is highest where the
 * least likely mention is right as often as half of F1; Arabic has no capitals to be sure
 * by. */
#define LEAST_LATIN (-0.4f)
#define LEAST_ARABIC (-0.7f)

static void decide(YqParse *parse, YqToponym *span)
{
    const YqGroup *group = yq_group_at(parse, span->group);
    float score = 0.6f * span->score + 0.4f * group->score;
    bool sure,
        arabic = (parse->document->tokens[span->first].flags & YQ_TOKEN_ARABIC) != 0;
    YqRole role = yq_parse_role(parse, span, &sure);

    span->role = YQ_ROLE_PLACE;
    if (role != YQ_ROLE_PLACE && (sure || score < 0)) {
        span->role = role;
        span->accepted = !span->guess && (sure || group->score > -2);
    } else {
        span->accepted = score >= (arabic ? LEAST_ARABIC : LEAST_LATIN);
    }
}

void yq_parse_recognise(YqParse *parse)
{
    YqFeatures features;

    for (guint i = 0; i < parse->spans->len; i++) {
        YqToponym *span = yq_toponym_at(parse, i);

        yq_features(parse, i, &features);
        for (uint32_t k = 0; k < features.n; k++) {
            span->score += yq_model_weight(parse->model, features.items[k]);
        }
        span->score += yq_names_favour(parse->gazetteer, span->postings);
        span->score +=
            has_holder(parse, i) || is_called_town(parse, span) ? NAMED_PLACE : 0;
    }
    share_scores(parse);
    for (guint i = 0; i < parse->spans->len; i++) {
        decide(parse, yq_toponym_at(parse, i));
    }
}
