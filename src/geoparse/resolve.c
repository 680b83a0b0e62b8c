/* SPDX-License-Identifier: MIT */
/* Which place a name means: a conditional logit over its candidates. First each name
 * alone, then, with what the others most likely mean, again: country, province and
 * distance. The cost is linear in the candidates, and in the square of at most ANCHORS
 * names. */
#include "geoparse/resolve.h"

#include <math.h>
#include <string.h>

#define ROUNDS 3
#define TOO_FAR 20      /* log odds against what lies elsewhere than the text says */
#define DOUBTFUL -2     /* log odds above which a name that is no mention still counts */
#define HOLDER_SPANS 40 /* so far from a guess the place that holds it is looked for */
#define HEARD 0.6f      /* what a name that was read by its sound counts of another */
#define GIVEN_UP 1.0f   /* log odds below which a name without a place is none */
#define LEAST_HEARD 0.55f /* one that may be several places is none */

uint32_t yq_resolve_hash(uint32_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        hash = (hash ^ (uint8_t)*text) * 16777619u;
    }
    return hash == 0 ? 1 : hash;
}

YqSpherePoint yq_sphere_point(YqPoint at)
{
    double lon = at.lon * (G_PI / 180), lat = at.lat * (G_PI / 180);

    return (YqSpherePoint){cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)};
}

/* Whether a span begins its sentence and a bracket or dash follows, as in "CAIRO (AP) -".
 */
static bool is_dateline(const YqParse *parse, const YqToponym *span)
{
    const YqDocument *document = parse->document;
    const YqToken *first = &document->tokens[span->first];

    if (document->sentences[first->sentence].first != span->first ||
        span->last + 1 >= document->n_tokens ||
        document->tokens[span->last].sentence != first->sentence) {
        return false;
    }
    return yq_parse_is_mark(parse, span->last, '(') ||
           ((first->flags & YQ_TOKEN_UPPER) != 0 &&
            (document->tokens[span->last].flags & YQ_TOKEN_MARK) != 0);
}

static void note_cues(const YqParse *parse, const YqToponym *span, YqName *name)
{
    uint32_t before = yq_parse_near(parse, span->first, -1);
    uint32_t after = yq_parse_near(parse, span->last - 1, 1);

    name->district |= span->district;
    name->water |= span->water;
    name->dateline |= is_dateline(parse, span);
    name->capital_cue |= ((before | after) & YQ_WORD_CAPITAL) != 0;
    name->city_cue |= (before & YQ_WORD_TOWN) != 0;
}

/* Whether only a comma, a bracket or words such as "in the region of" lie between. */
static bool is_within(const YqParse *parse, const YqToponym *inner,
                      const YqToponym *outer)
{
    const YqToken *tokens = parse->document->tokens;
    uint32_t gap = outer->first - inner->last;

    if (tokens[inner->first].sentence != tokens[outer->first].sentence || gap > 5) {
        return false;
    }
    bool mark = false, word = outer->clitic != NULL && outer->clitic->locates;

    for (uint32_t i = inner->last; i < outer->first; i++) {
        char first = *yq_token_folded(parse->document, i);

        if ((tokens[i].flags & YQ_TOKEN_MARK) != 0) {
            if (strchr(",(.", first) == NULL) {
                return false;
            }
            mark |= first == ',' || first == '(';
        } else if ((parse->classes[i] & (YQ_WORD_IN | YQ_WORD_PLACE_HEAD | YQ_WORD_LINK |
                                         YQ_WORD_DIRECTION)) == 0 ||
                   (parse->classes[i] & YQ_WORD_MOTION & ~YQ_WORD_IN) != 0) {
            return false;
        } else {
            word |= (parse->classes[i] & (YQ_WORD_IN | YQ_WORD_DISTRICT)) != 0;
        }
    }
    return (mark && gap == 1) || word;
}

/* The name that holds the span with @index, named right after it, or YQ_NO_NAME. */
static uint32_t container_of(const YqParse *parse, uint32_t index)
{
    if (index + 1 >= parse->spans->len) {
        return YQ_NO_NAME;
    }
    const YqToponym *inner = yq_toponym_at(parse, index);
    const YqToponym *outer = yq_toponym_at(parse, index + 1);

    return inner->group != outer->group && !outer->guess && is_within(parse, inner, outer)
               ? outer->group
               : YQ_NO_NAME;
}

static void link_containers(YqResolver *self)
{
    for (guint i = 0; i + 1 < self->parse->spans->len; i++) {
        YqName *name = &self->names[yq_toponym_at(self->parse, i)->group];
        uint32_t container = container_of(self->parse, i);

        if (container != YQ_NO_NAME) {
            name->container = name->container == YQ_NO_NAME ? container : name->container;
            self->names[container].contains = true;
        }
    }
}

/* A mention says where the article is; a name that was not taken for one says a little.
 */
static void weigh_names(YqResolver *self)
{
    const YqParse *parse = self->parse;

    for (guint i = 0; i < parse->spans->len; i++) {
        const YqToponym *span = yq_toponym_at(parse, i);

        note_cues(parse, span, &self->names[span->group]);
        if (span->accepted && span->base != YQ_NO_NAME) {
            self->names[span->base].weight += 0.5f;
        } else if (!span->guess) {
            self->names[span->group].weight += span->heard && span->accepted ? HEARD
                                               : span->accepted              ? 1
                                               : span->score > DOUBTFUL      ? 0.1f
                                                                             : 0;
        }
    }
}

static void collect(YqResolver *self)
{
    YqParse *parse = self->parse;
    size_t room = 0;

    for (uint32_t i = 0; i < self->n_names; i++) {
        room += MIN(yq_group_at(parse, i)->postings.n, YQ_CHOICES_MAX);
        self->names[i].container = self->names[i].leash = YQ_NO_NAME;
        self->names[i].bracket = self->names[i].apposed = YQ_NO_NAME;
        self->names[i].inside = YQ_NO_NAME;
    }
    weigh_names(self);
    self->store = g_new(YqChoice, room + 1);
    for (uint32_t i = 0, at = 0; i < self->n_names; i++) {
        YqName *name = &self->names[i];

        name->choices = self->store + at;
        name->weight = sqrtf(name->weight);
        if (name->weight > 0 || self->all) {
            yq_choices_add(self, name, &yq_group_at(parse, i)->postings);
        }
        at += name->n;
        if (name->weight > 0 && name->n > 0 && self->n_anchors < YQ_ANCHORS_MAX) {
            self->anchors[self->n_anchors++] = i;
        }
    }
}

static void score_name(const YqResolver *self, YqName *name, bool context)
{
    float best = -1e9f, total = 0;

    for (uint32_t i = 0; i < name->n; i++) {
        YqChoice *choice = &name->choices[i];

        choice->p = choice->prior;
        if (context) {
            choice->p +=
                yq_choice_weigh(self, choice->row.x, YQ_RANK_STATIC, YQ_RANK_COUNT);
            choice->p -= yq_doubt_too_far(self, name, choice) ? TOO_FAR : 0;
        }
        if (choice->p > best) {
            best = choice->p;
            name->best = i;
        }
    }
    for (uint32_t i = 0; i < name->n; i++) {
        name->choices[i].p = expf(name->choices[i].p - best);
        total += name->choices[i].p;
    }
    for (uint32_t i = 0; i < name->n; i++) {
        name->choices[i].p /= total;
    }
}

static void read_hints(YqResolver *self)
{
    const YqParse *parse = self->parse;

    for (guint i = 0; i < parse->hints->len; i++) {
        const YqPostings *hint = &g_array_index(parse->hints, YqToponym, i).postings;

        for (size_t k = 0; k < hint->n; k++) {
            YqPlace place = yq_gazetteer_place(parse->gazetteer, hint->items[k].place);

            if ((hint->items[k].flags & YQ_NAME_DEMONYM) != 0 &&
                place.country[0] != '\0') {
                yq_tally_add(&self->hints, yq_resolve_hash(7, place.country), 1);
            }
        }
    }
}

/* The choice of a name for a span that is followed by a container of its own:
 * "Springfield, Ill." where other mentions say Massachusetts. */
static uint32_t choose_within(const YqResolver *self, const YqName *name,
                              uint32_t container, float *out_p)
{
    const float *weights = yq_model_ranks(self->parse->model);
    uint32_t best = 0;
    float top = -1, total = 0;

    for (uint32_t i = 0; i < name->n; i++) {
        const YqChoice *choice = &name->choices[i];
        float area, in = yq_resolve_holds(&self->names[container], choice, &area);
        float more =
            weights[YQ_RANK_CONTAINED] * (in - choice->row.x[YQ_RANK_CONTAINED]) +
            weights[YQ_RANK_UNCONTAINED] *
                (MAX(0, area - in) - choice->row.x[YQ_RANK_UNCONTAINED]);
        float p = choice->p * expf(more);

        total += p;
        if (p > top) {
            top = p;
            best = i;
        }
    }
    *out_p = top / total;
    return best;
}

/* "Tin Hama", of which the gazetteer knows but the end, is a name that it lacks. */
static void make_whole(const YqResolver *self, uint32_t index)
{
    YqToponym *span = yq_toponym_at(self->parse, index);
    YqToponym *before = index > 0 ? yq_toponym_at(self->parse, index - 1) : NULL;

    span->guess = true;
    span->first--;
    span->start = self->parse->document->tokens[span->first].start;
    if (before != NULL && before->last > span->first) {
        before->postings = (YqPostings){NULL, 0};
    }
}

/* "Jebel Semmama (Kasserine)": the capitals behind belong to a name that the gazetteer
 * lacks, unless they are a name of their own. */
static void take_followers(const YqParse *parse, uint32_t index)
{
    YqToponym *span = yq_toponym_at(parse, index);
    uint32_t last = span->last + span->followed;

    for (uint32_t i = index + 1; i < parse->spans->len; i++) {
        YqToponym *other = yq_toponym_at(parse, i);

        if (other->first >= last) {
            break;
        }
        if (other->accepted) {
            return;
        }
        other->postings = (YqPostings){NULL, 0};
    }
    span->last = last;
    span->end = parse->document->tokens[last - 1].end;
}

/* A name of which no place fits to the article is no place's, unless a word beside a
 * mention says so: "in Tuba", but not "Obama said". Of words with capitals only: persons
 * and brands are called as towns somewhere. */
static void give_up(const YqResolver *self, uint32_t index)
{
    const YqParse *parse = self->parse;
    YqToponym *span = yq_toponym_at(parse, index);
    const YqName *name = &self->names[span->group];
    const YqGroup *group = yq_group_at(parse, span->group);
    bool elsewhere = yq_doubt_too_far(self, name, &name->choices[name->best]);
    uint32_t says = YQ_WORD_CUES | YQ_WORD_DISTRICT | YQ_WORD_WATER | YQ_WORD_OF_PLACE;
    bool latin = (parse->document->tokens[span->first].flags & YQ_TOKEN_LATIN) != 0;

    if (latin && span->role == YQ_ROLE_PLACE && (group->before & says) == 0 &&
        (name->foreign || 0.6f * span->score + 0.4f * group->score < GIVEN_UP) &&
        !elsewhere) {
        span->accepted = false;
        span->postings = (YqPostings){NULL, 0};
    }
    if (elsewhere) { /* it is said where it lies: the gazetteer lacks it */
        take_followers(parse, index);
        span->guess = true;
    }
}

static void give(const YqResolver *self, uint32_t index, YqResolved *out)
{
    const YqToponym *span = yq_toponym_at(self->parse, index);
    const YqName *name = &self->names[span->group];
    uint32_t container = container_of(self->parse, index);

    *out = (YqResolved){.place = YQ_PLACE_NONE, .holder = YQ_PLACE_NONE};
    if (name->n == 0 || span->guess) {
        return;
    }
    uint32_t best = name->best;

    out->confidence = name->choices[best].p;
    if (container != YQ_NO_NAME && container != name->container) {
        best = choose_within(self, name, container, &out->confidence);
    }
    best = yq_doubt_choose(self, name, best, &out->confidence);
    if (best == YQ_NO_NAME) {
        out->confidence = 0;
        if (name->cut) {
            make_whole(self, index);
        } else {
            give_up(self, index);
        }
        return;
    }
    out->by_sound = name->choices[best].is_heard;
    if (out->by_sound && out->confidence < LEAST_HEARD) {
        *out = (YqResolved){.place = YQ_PLACE_NONE, .holder = YQ_PLACE_NONE};
        return;
    }
    out->confidence *= out->by_sound ? HEARD : 1;
    out->place = name->choices[best].place;
}

/* How well a place can hold something small: a town best, a country hardly. */
static float fitness(const YqChoice *choice)
{
    return choice->feature_class == 'P'       ? 1
           : choice->row.x[YQ_RANK_ADM2] != 0 ? 0.7f
           : choice->is_adm1                  ? 0.3f
           : choice->is_country               ? 0.05f
                                              : 0.1f;
}

/* How well a place fits to the rest of the article. */
static float coherence(const YqChoice *choice)
{
    const float *x = choice->row.x;

    return 0.3f + x[YQ_RANK_NEAR_50] + x[YQ_RANK_NEAR_200] + 2 * x[YQ_RANK_ADMIN1_SHARE] +
           2 * x[YQ_RANK_HOME_NEAR];
}

/* How many words lie between two spans; a sentence counts as many. */
static float distance(const YqParse *parse, const YqToponym *a, const YqToponym *b)
{
    uint32_t gap = a->first > b->first ? a->first - b->last : b->first - a->last;
    const YqToken *tokens = parse->document->tokens;

    return gap + (tokens[a->first].sentence != tokens[b->first].sentence ? 15.0f : 0);
}

/* A guess lies in the name that it begins with, or in a place that is named nearby: the
 * nearer and the more often the better. */
static void give_holder(const YqResolver *self, uint32_t index, YqResolved *out)
{
    const YqParse *parse = self->parse;
    const YqToponym *span = yq_toponym_at(parse, index);
    const YqName *base = span->base != YQ_NO_NAME ? &self->names[span->base] : NULL;
    float best = 0;

    if (base != NULL && base->n > 0) {
        out->holder = base->choices[base->best].place;
        out->confidence = 0.5f * base->choices[base->best].p;
        return;
    }
    uint32_t from = index > HOLDER_SPANS ? index - HOLDER_SPANS : 0;

    for (uint32_t i = from; i < parse->spans->len && i <= index + HOLDER_SPANS; i++) {
        const YqToponym *other = yq_toponym_at(parse, i);
        const YqName *name = &self->names[other->group];

        if (i == index || !other->accepted || other->guess || name->n == 0) {
            continue;
        }
        const YqChoice *choice = &name->choices[name->best];
        float score = fitness(choice) * choice->p * coherence(choice) * name->weight /
                      (10 + distance(parse, span, other));

        if (i == index + 1 && is_within(parse, span, other)) {
            score *= 10;
        }
        if (score > best) {
            best = score;
            out->holder = choice->place;
            out->confidence = 0.3f * choice->p;
        }
    }
}

static void visit_rows(const YqResolver *self, YqRankVisit *visit, void *data)
{
    for (uint32_t i = 0; i < self->n_names; i++) {
        YqRankRow rows[YQ_CHOICES_MAX];

        for (uint32_t k = 0; k < self->names[i].n; k++) {
            rows[k] = self->names[i].choices[k].row;
        }
        if (self->names[i].n > 0) {
            visit(self->parse, i, rows, self->names[i].n, data);
        }
    }
}

void yq_parse_resolve_visit(YqParse *parse, YqResolved *out, YqRankVisit *visit,
                            void *data)
{
    g_autofree YqResolver *self = g_new(YqResolver, 1);

    memset(self, 0, offsetof(YqResolver, countries));
    yq_tally_init(&self->countries);
    yq_tally_init(&self->admins);
    yq_tally_init(&self->named);
    yq_tally_init(&self->hints);
    self->parse = parse;
    self->all = visit != NULL;
    self->n_names = parse->groups->len;
    self->names = g_new0(YqName, self->n_names + 1);
    yq_resolve_source(self);
    read_hints(self);
    collect(self);
    link_containers(self);
    yq_doubt_link(self);
    for (int round = 0; round < ROUNDS; round++) {
        if (round > 0) {
            yq_resolve_context(self);
        }
        for (uint32_t i = 0; i < self->n_names; i++) {
            score_name(self, &self->names[i], round > 0);
        }
    }
    if (visit != NULL) {
        visit_rows(self, visit, data);
    }
    for (guint i = 0; i < parse->spans->len; i++) {
        give(self, i, &out[i]);
        if (yq_toponym_at(parse, i)->guess && yq_toponym_at(parse, i)->accepted) {
            give_holder(self, i, &out[i]);
        }
    }
    g_free(self->names);
    g_free(self->store);
}

void yq_parse_resolve(YqParse *parse, YqResolved *out)
{
    yq_parse_resolve_visit(parse, out, NULL, NULL);
}
