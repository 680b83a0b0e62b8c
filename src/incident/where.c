/* SPDX-License-Identifier: MIT */
/* Places as articles tell them: a name alone, or by relation to one or two names. */
#include "incident/report.h"

#include "incident/approach.h"
#include "incident/names.h"
#include "incident/region.h"
#include <yaqut/border.h>

#include <math.h>
#include <string.h>

#define R(code) (1u << YQ_RELATION_##code)

/* Kilometres that words without a number may mean. */
#define NEAR_KM 15      /* "near X": within UCDP's 25 km of the point */
#define DIRECTION_KM 25 /* "north of X" */

/* Tokens from "evacuated to" to the town. */
#define TAKEN_REACH 8

/* Words of a name that nobody knows. */
#define UNKNOWN_WORDS 3

/* Tokens between an opening bracket and the first name in it. */
#define BRACKETS_REACH 4

static double default_radius(const YqPlace *place)
{
    if (place->radius_km > 0) {
        return place->radius_km;
    }
    if (place->feature_class != 'A') {
        return place->feature_class == 'L' ? 100 : 10;
    }
    return strcmp(place->feature_code, "ADM1") == 0   ? 120
           : strcmp(place->feature_code, "ADM2") == 0 ? 40
                                                      : 20;
}

/* The Sahel, the Maghreb: a region as wide as countries is no better than one. */
#define WIDE_KM 500

/* UCDP's precision of a name alone, and how far off its point may be. */
static void measure_name(const YqPlace *place, YqWhere *out)
{
    double radius = default_radius(place);
    bool sea = place->feature_class == 'H' && (g_str_equal(place->feature_code, "SEA") ||
                                               g_str_equal(place->feature_code, "OCN"));

    switch (place->feature_class) {
    case 'P':
    case 'S':
        out->precision = 1;
        out->uncertainty_km = place->uncertainty_km;
        return;
    case 'A':
        out->precision = yq_place_is_country(place)                 ? 6
                         : g_str_equal(place->feature_code, "ADM1") ? 4
                                                                    : 3;
        break;
    case 'L':
        out->precision = radius > WIDE_KM ? 6 : 5;
        break;
    default:
        out->precision = sea ? 7 : radius > WIDE_KM ? 6 : radius > 25 ? 5 : 2;
        break;
    }
    out->uncertainty_km = MAX(radius, place->uncertainty_km);
}

/* A river that crosses countries says less of where something was than they do. */
static bool is_long_water(const YqPlace *place)
{
    return place->feature_class == 'H' && place->radius_km > 300;
}

static float worth_of(const YqWhere *where)
{
    static const float worths[] = {0, 4, 3.5, 3.2, 2.4, 2, 1, 0.5};

    return worths[MIN(where->precision, 7)];
}

static void set_country(const YqPlace *place, char out[3])
{
    if (strlen(place->country) == 2) {
        g_strlcpy(out, place->country, 3);
    }
}

/* "40 km north of X", "30 km from X". */
static void place_at_distance(const YqApproach *way, YqWhere *out)
{
    bool known = way->directed && way->azimuth >= 0;

    if (known) {
        /* "north" may be anything within 22.5 degrees of it. */
        out->at = yq_destination(out->at, way->azimuth, way->km);
        out->uncertainty_km =
            MAX(out->uncertainty_km, way->km * (way->about ? 0.45 : 0.38));
    } else {
        out->uncertainty_km = MAX(out->uncertainty_km, way->km);
    }
    out->precision = MAX(out->precision, out->uncertainty_km <= 25 ? 2 : 3);
}

/* "In Jordan's north-east": a direction behind the name that it is the part of. */
static void read_part_behind(const YqReading *self, const YqParsedMention *mention,
                             YqApproach *way)
{
    uint32_t at = mention->last;

    at += yq_token_is(self, at, "'");
    const YqLexMatch *whose = yq_match_code(self, at, YQ_LEX_RELATION, YQ_RELATION_WHOSE);
    const YqLexMatch *part =
        whose != NULL ? yq_match_at(self, whose->last, YQ_LEX_DIRECTION) : NULL;

    if (part == NULL || way->directed || way->near || way->km >= 0 ||
        part->last >= self->document->n_tokens ||
        ((yq_token(self, part->last)->flags & YQ_TOKEN_MARK) == 0 &&
         self->kinds[part->last] == 0)) {
        return;
    }
    way->directed = true;
    way->direction = mention->mention.start;
    way->azimuth = part->entry->value;
}

/* What a name's place becomes by the words before it. */
static void apply_approach(const YqReading *self, const YqApproach *way,
                           const YqPlace *place, YqWhere *out)
{
    (void)self;
    if (way->km >= 0 && !way->border && out->precision <= 3) {
        place_at_distance(way, out);
    } else if (way->directed && out->precision >= 4 &&
               (out->precision < 6 || yq_place_is_country(place))) {
        /* The outline is only worked out for what becomes an incident's. */
        out->part = out->precision;
        out->azimuth = way->azimuth;
        out->precision = 5;
        if (way->azimuth >= 0) {
            out->at = yq_destination_rough(place->at, way->azimuth,
                                           default_radius(place) * 0.45);
        }
    } else if ((way->near || way->directed) && out->precision <= 3) {
        out->precision = MAX(out->precision, 2);
        out->uncertainty_km =
            MAX(out->uncertainty_km, way->near ? NEAR_KM : DIRECTION_KM);
    }
}

/* Whether words beside a name say that the area of that name is meant. */
static bool is_area(const YqReading *self, const YqParsedMention *mention,
                    const YqApproach *way)
{
    return (way->area && !way->town) ||
           yq_match_code(self, mention->last, YQ_LEX_RELATION, YQ_RELATION_AREA) != NULL;
}

static uint32_t sentence_start(const YqReading *self, uint32_t token)
{
    return self->document->sentences[yq_token(self, token)->sentence].first;
}

/* "Kidal: a strike hit …", "Taiz (special): …": a name before a colon is where the news
 * is from. */
static bool heads_sentence(const YqReading *self, const YqParsedMention *mention)
{
    uint32_t at = mention->last;

    if (mention->first != sentence_start(self, mention->first)) {
        return false;
    }
    if (yq_token_is(self, at, "(")) {
        at += 2 + yq_token_is(self, at + 2, ")");
    }
    return yq_token_is(self, at, ":") && !yq_speech_follows(self, at + 1, 3);
}

/* "Evacuated to a hospital in Ayorou": where the wounded are is not the scene. */
static bool is_taken_to(const YqReading *self, uint32_t token)
{
    uint32_t start = sentence_start(self, token);
    uint32_t from = token > start + TAKEN_REACH ? token - TAKEN_REACH : start;

    for (uint32_t i = token; i-- > from;) {
        if (self->breaks[i] != self->breaks[token]) {
            break;
        }
        if (yq_match_code(self, i, YQ_LEX_RELATION, YQ_RELATION_AWAY) != NULL) {
            return true;
        }
    }
    return false;
}

/* "At Kounjourou, Wadi Fira": the province behind a name that nobody knows is where it
 * was. */
static bool is_behind_unknown(const YqReading *self, const YqParsedMention *mention)
{
    uint32_t at = mention->first, names = 0;

    if (at == 0 || (yq_token(self, at)->flags & YQ_TOKEN_LATIN) == 0 ||
        (!yq_token_is(self, at - 1, ",") && !yq_token_is(self, at - 1, "("))) {
        return false;
    }
    for (at--; at > 0 && names < UNKNOWN_WORDS; at--, names++) {
        if (self->kinds[at - 1] != 0 ||
            (yq_token(self, at - 1)->flags & YQ_TOKEN_CAPITAL) == 0) {
            break;
        }
    }
    const YqPlaceSpan *known =
        self->places->len > 0
            ? &g_array_index(self->places, YqPlaceSpan, self->places->len - 1)
            : NULL;

    return names > 0 && (known == NULL || known->last <= at) &&
           yq_match_ending(self, at, YQ_LEX_RELATION, R(IN) | R(NEAR) | R(PLACE_WORD)) !=
               NULL;
}

/* How exactly a span tells where something was. @heads: it stands before a colon. */
static void weigh(const YqReading *self, const YqParsedMention *mention,
                  const YqApproach *way, bool heads, YqPlaceSpan *span)
{
    const YqPlace *place = &mention->place;

    span->worth = worth_of(&span->where) + (span->located ? 2 : 0) -
                  (is_long_water(place) ? 2 : 0) -
                  (span->source                ? 1.5f
                   : way->to && !span->located ? 1
                                               : 0);
    if (heads) { /* "Mopti: an attack in Diafarabé" */
        span->worth -= 1.5f;
    }
    if (yq_names_is_stray(self->context, span->where.country)) {
        span->worth -= 2.5f;
    }
    if (yq_place_is_seat(self, mention, way)) {
        span->worth -= 3;
    }
    if (is_taken_to(self, mention->first)) {
        span->worth -= 4;
        span->located = false;
        span->goal = true;
    }
    if (!span->located && yq_place_is_capital(place)) {
        span->worth -= way->to ? 2 : 1.5f; /* "loyal to Bamako": its government */
    }
}

void yq_places_append(YqReading *self, const YqParsedMention *mention,
                      const YqApproach *told)
{
    const YqPlace *place = &mention->place;
    YqApproach way = *told;

    read_part_behind(self, mention, &way);
    YqPlaceSpan span = {
        .first = way.first,
        .last = mention->last,
        .mention_first = mention->first,
        .located = way.in || way.near || way.km >= 0 || way.between || way.road,
        .joins = way.between || way.road,
        .by_distance = way.km >= 0,
        .source = way.from && way.km < 0 && !way.road,
        .goal = way.to && !way.road,
        .speaks = yq_place_speaks(self, mention, &way),
        .dateline = mention->first < self->dateline_end ||
                    yq_in_dateline(self, mention->first, mention->last),
        .where = YQ_NOWHERE,
    };
    YqWhere *where = &span.where;

    bool heads = heads_sentence(self, mention);

    span.located |= is_behind_unknown(self, mention);
    if (heads) {
        span.located = true;
        span.speaks = false;
    }
    if (way.border ||
        (place->feature_class == 'L' && g_str_equal(place->feature_code, "CONT"))) {
        return; /* a border is told by itself, see borders below */
    }
    where->place = (int32_t)mention->mention.place;
    where->at = place->at;
    where->span =
        (YqSpan){mention->mention.article, mention->mention.start, mention->mention.end};
    set_country(place, where->country);
    measure_name(place, where);
    apply_approach(self, &way, place, where);
    if (where->part != 0) {
        where->span.start = way.direction;
    }
    weigh(self, mention, &way, heads, &span);
    g_array_append_val(self->places, span);
}

/* Whether the tables know the word as no name: "كمين" is an ambush before it is Maine. */
static bool means_something_else(const YqReading *self, uint32_t token, YqNameHint hint)
{
    static const YqLexKind kinds[] = {
        YQ_LEX_MONTH,     YQ_LEX_WEEKDAY,  YQ_LEX_ACTOR,   YQ_LEX_PEOPLE,   YQ_LEX_EVENT,
        YQ_LEX_CLAIM,     YQ_LEX_NUMBER,   YQ_LEX_TIME,    YQ_LEX_CASUALTY, YQ_LEX_MEANS,
        YQ_LEX_DIRECTION, YQ_LEX_QUANTITY, YQ_LEX_NEGATION};

    /* "between Dori and Sebba": Dori is no league there. */
    size_t n = G_N_ELEMENTS(kinds) - (hint == YQ_NAME_SURE ? 1 : 0);

    for (size_t i = 0; i < n; i++) {
        if (yq_match_at(self, token, kinds[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether a name follows the first of two ends: "the road from Mueda to X". */
static bool follows_end(const YqReading *self, uint32_t token, uint32_t first)
{
    const YqPlaceSpan *before =
        self->places->len > 0
            ? &g_array_index(self->places, YqPlaceSpan, self->places->len - 1)
            : NULL;

    return before != NULL && before->last <= token && token - before->last <= 3 &&
           (before->joins || yq_match_within(self, before->first, before->mention_first,
                                             YQ_LEX_RELATION, R(BETWEEN) | R(ROAD))) &&
           first <= token;
}

/* Without such words only a town of the article's own countries that everybody knows is
 * taken, and only where nothing better is told. */
static bool is_weak_place(const YqReading *self, const YqPlace *place)
{
    return place->feature_class == 'P' && place->population >= 50000 &&
           yq_context_weight(self->context, place->country) >= 1;
}

/* Whether brackets that open at @token hold a name of the gazetteer: the district and the
 * province, "(Masisi, North Kivu)". */
static bool brackets_name(const YqReading *self, uint32_t token)
{
    const GArray *names = self->analysis->names;
    guint i = yq_names_from(self, token);
    uint32_t at = i < names->len ? g_array_index(names, YqNameSpan, i).first : 0;

    if (!yq_token_is(self, token, "(") || at <= token || at - token > BRACKETS_REACH) {
        return false;
    }
    for (uint32_t k = token + 1; k < at; k++) {
        if (yq_token_is(self, k, ")")) {
            return false;
        }
    }
    return true;
}

/* Whether a name's neighbours say that it is a place: "Niamey-Dosso", "(Mopti)",
 * "Sake (Masisi, North Kivu)", "Koro district", "Dikwa attack". */
static bool is_told_beside(const YqReading *self, const YqNameSpan *name, bool arabic)
{
    if (name->first > 0 && (yq_token_is(self, name->first - 1, "-") ||
                            (!arabic && yq_token_is(self, name->first - 1, "(")))) {
        return true;
    }
    if (arabic) {
        return false;
    }
    const YqLexMatch *event = yq_match_at(self, name->last, YQ_LEX_EVENT);

    for (const YqLexEntry *e = event != NULL ? event->entry : NULL; e != NULL;
         e = e->next) {
        if (e->kind == YQ_LEX_EVENT && e->extra == YQ_FORM_NOUN) {
            return true;
        }
    }
    return brackets_name(self, name->last) ||
           yq_match_code(self, name->last, YQ_LEX_RELATION, YQ_RELATION_AREA) != NULL;
}

static bool follows_noun_of_event(const YqReading *self, uint32_t token)
{
    const YqLexMatch *event = yq_match_ending(self, token, YQ_LEX_EVENT, ~0u);

    return event != NULL && event->entry->extra == YQ_FORM_NOUN &&
           event->entry->code != YQ_INCIDENT_OTHER &&
           (event->clitics & YQ_CLITIC_THE) == 0;
}

static YqNameHint hint_of(const YqApproach *way, bool heads)
{
    bool sure = heads || way->town || way->near || way->km >= 0 || way->between ||
                way->road || way->area;

    return sure ? YQ_NAME_SURE : way->in ? YQ_NAME_LOCATED : YQ_NAME_BARE;
}

/* "L'école de Kaya", "the Kaya school": a building stands in the town of its name. */
static bool names_building(const YqReading *self, const YqParsedMention *mention)
{
    const YqLexMatch *of = yq_match_ending(self, mention->first, YQ_LEX_RELATION, R(OF));

    return (of != NULL && yq_match_ending(self, of->first, YQ_LEX_PEOPLE,
                                          1u << YQ_PEOPLE_THING) != NULL) ||
           yq_match_code(self, mention->last, YQ_LEX_PEOPLE, YQ_PEOPLE_THING) != NULL;
}

/* Names that geoparsing left alone become places where the words before them say so. */
static void append_told(YqReading *self, const YqNameSpan *name)
{
    YqParsedMention mention = {
        .first = name->first,
        .last = name->last,
        .mention = {.article = self->document->index,
                    .start = name->start,
                    .end = name->end,
                    .confidence = 0.5f},
    };
    const YqToken *token = yq_token(self, name->first);
    YqApproach way = yq_approach_read(self, &mention);
    bool arabic = (token->flags & YQ_TOKEN_ARABIC) != 0;

    /* "the province of" may be a part of the name. */
    way.area |=
        yq_match_code(self, name->first, YQ_LEX_RELATION, YQ_RELATION_AREA) != NULL;

    /* "مجزرة بارسالوغو": what was in a place is called by it. */
    way.in |= arabic && name->first > 0 && follows_noun_of_event(self, name->first);

    bool several = name->last - name->first >= 2;
    bool told = (way.from && several) || way.in || way.near || way.km >= 0 ||
                way.between || way.road || way.directed || way.town || way.area ||
                is_told_beside(self, name, arabic) ||
                (!arabic && names_building(self, &mention));

    bool heads = heads_sentence(self, &mention);
    bool weak = !told && !heads && !follows_end(self, name->first, way.first);
    YqNameHint hint = hint_of(&way, heads);

    if ((!arabic && (token->flags & YQ_TOKEN_CAPITAL) == 0) ||
        means_something_else(self, name->first, hint)) {
        return;
    }
    if (!yq_names_place(self, name, hint, &mention.place) ||
        (weak && !is_weak_place(self, &mention.place))) {
        return;
    }
    mention.mention.place = mention.place.index;
    yq_places_append(self, &mention, &way);
    if (weak) {
        g_array_index(self->places, YqPlaceSpan, self->places->len - 1).worth = 1.5f;
    }
}

/* "BH", "SAF": an actor's letters are no town's. */
static bool is_abbreviation(const YqReading *self, const YqParsedMention *mention)
{
    const YqLexMatch *actor = yq_match_at(self, mention->first, YQ_LEX_ACTOR);

    return actor != NULL && actor->last >= mention->last &&
           (yq_token(self, mention->first)->flags & YQ_TOKEN_UPPER) != 0;
}

static void append_mention(YqReading *self, const YqParsedMention *found)
{
    YqParsedMention mention = *found;
    YqApproach way = yq_approach_read(self, &mention);
    YqPlace better;

    if (yq_names_is_people(self, mention.first) || is_abbreviation(self, found)) {
        return;
    }
    /* "the capital of Mali" */
    if (yq_place_is_country(&mention.place) &&
        yq_match_ending(self, mention.first, YQ_LEX_RELATION, R(CAPITAL)) != NULL &&
        yq_capital_of(self, &mention.place, &better)) {
        mention.place = better;
        mention.mention.place = better.index;
    }
    if (yq_names_better(self, &mention, is_area(self, &mention, &way), &better)) {
        mention.place = better;
        mention.mention.place = better.index;
    }
    yq_places_append(self, &mention, &way);
}

/* Only sentences that report something are worth a second look at their names. */
static bool *sentences_that_report(const YqReading *self)
{
    bool *report = g_new0(bool, self->document->n_sentences + 1);

    for (guint i = 0; i < self->triggers->len; i++) {
        const YqTrigger *trigger = &g_array_index(self->triggers, YqTrigger, i);

        report[yq_token(self, trigger->first)->sentence] = true;
    }
    return report;
}

/* What geoparsing took for a part of another name is a place all the same where a
 * distance or a direction is told from it. */
static bool may_be_place(const YqReading *self, const YqParsedMention *mention)
{
    if (mention->mention.role == YQ_ROLE_PLACE) {
        return true;
    }
    YqApproach way = yq_approach_read(self, mention);

    /* Organisations are called after countries and regions: "the Islamic State in Tessit"
     * struck there. */
    return mention->mention.place != YQ_PLACE_NONE &&
           (way.km >= 0 || way.near || way.between || way.town ||
            (mention->place.feature_class == 'P' &&
             (way.in || names_building(self, mention))));
}

void yq_places_find(YqReading *self, YqArena *arena)
{
    const GArray *mentions = self->analysis->mentions, *names = self->analysis->names;
    g_autofree bool *report = sentences_that_report(self);
    guint k = 0, next = 0;

    for (guint i = 0; i <= mentions->len; i++) {
        const YqParsedMention *mention =
            i < mentions->len ? &g_array_index(mentions, YqParsedMention, i) : NULL;

        for (; k < names->len; k++) {
            const YqNameSpan *name = &g_array_index(names, YqNameSpan, k);

            if (mention != NULL && name->first >= mention->first) {
                break;
            }
            if (!name->accepted && !name->demonym && name->postings.n > 0 &&
                report[yq_token(self, name->first)->sentence]) {
                yq_anaphora_append(self, name->first, &next);
                append_told(self, name);
            }
        }
        if (mention != NULL && may_be_place(self, mention) &&
            mention->mention.place != YQ_PLACE_NONE) {
            yq_anaphora_append(self, mention->first, &next);
            append_mention(self, mention);
        }
    }
    yq_anaphora_append(self, (uint32_t)self->document->n_tokens, &next);
    yq_places_pass_on(self);
    yq_places_name_first(self);
    yq_places_join(self, arena);
}

static void place_whole(const YqPlace *place, YqWhere *out)
{
    *out = YQ_NOWHERE;
    out->place = (int32_t)place->index;
    out->at = place->at;
    set_country(place, out->country);
    measure_name(place, out);
}

bool yq_place_of_adjective(const YqReading *self, uint32_t first, uint32_t last,
                           YqWhere *out)
{
    for (uint32_t i = first; i < last; i++) {
        YqPlace country;

        if (self->kinds[i] == 0 && yq_names_of_people(self, i, &country)) {
            place_whole(&country, out);
            out->span = yq_reading_span(self, i, i + 1);
            return out->precision == 6;
        }
    }
    return false;
}

bool yq_place_of_country(const YqReading *self, const char *code, YqWhere *out)
{
    uint32_t index = yq_country_place(self->gazetteer, code);

    if (index == YQ_PLACE_NONE) {
        return false;
    }
    YqPlace place = yq_gazetteer_place(self->gazetteer, index);

    place_whole(&place, out);
    return true;
}
