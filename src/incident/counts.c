/* SPDX-License-Identifier: MIT */
/* What numbers count. */
#include "incident/counts.h"

#include <string.h>

/* Farthest noun after its number, in tokens: "47 heavily armed Malian soldiers". */
#define NOUN_REACH 5
/* Farthest noun after its article: "a twelve-year-old boy". */
#define ARTICLE_REACH 8

#define BIT(code) (1u << (code))

bool yq_ends_noun_phrase(const YqReading *self, uint32_t token)
{
    const YqToken *t = yq_token(self, token);
    const char *folded = yq_token_folded(self->document, token);
    const YqLexMatch *claim = yq_match_at(self, token, YQ_LEX_CLAIM);

    return ((t->flags & YQ_TOKEN_MARK) != 0 && strchr("-'\"", *folded) == NULL) ||
           (t->flags & YQ_TOKEN_NUMBER) != 0 ||
           (claim != NULL && claim->entry->code != YQ_ACT_THAT) ||
           yq_match_code(self, token, YQ_LEX_RELATION, YQ_RELATION_IN) != NULL ||
           yq_match_code(self, token, YQ_LEX_RELATION, YQ_RELATION_NEAR) != NULL ||
           yq_match_code(self, token, YQ_LEX_QUANTITY, YQ_QUANTITY_AND) != NULL;
}

/* Whether a name of people of a country stands at @token: "three Chinese". */
static bool is_nation(const YqReading *self, uint32_t token)
{
    const GArray *names = self->analysis->names;
    guint i = yq_spans_from(names, offsetof(YqNameSpan, first), token);

    return i < names->len && g_array_index(names, YqNameSpan, i).first == token &&
           g_array_index(names, YqNameSpan, i).demonym;
}

/* "killed eleven and destroyed three vehicles": the vehicles are the second number's. */
static bool another_counts(const YqReading *self, uint32_t token)
{
    return yq_match_code(self, token, YQ_LEX_NUMBER, YQ_NUMBER_CARDINAL) != NULL ||
           (yq_match_at(self, token, YQ_LEX_EVENT) != NULL &&
            (yq_first_clitics(self, token) & YQ_CLITIC_AND) != 0);
}

/* The noun after the number, and whether the number counts no people at all. */
static bool find_noun(const YqReading *self, YqCount *count, uint32_t limit)
{
    for (uint32_t i = count->last; i < limit && i < count->last + NOUN_REACH; i++) {
        const YqLexMatch *unit =
            yq_match_code(self, i, YQ_LEX_QUANTITY, YQ_QUANTITY_UNIT);
        const YqLexMatch *people = yq_match_at(self, i, YQ_LEX_PEOPLE);
        const YqLexMatch *others =
            yq_match_code(self, i, YQ_LEX_QUANTITY, YQ_QUANTITY_OTHERS);

        if ((unit != NULL && i <= count->last + 1) || yq_token_is(self, i, "%")) {
            return false;
        }
        count->others |= others != NULL && i <= count->last + 1;
        if (i > count->last && another_counts(self, i)) {
            break;
        }
        if (people != NULL && people->entry->code != YQ_PEOPLE_SOURCE) {
            count->people = people->entry;
            count->noun = i;
            count->last = people->last;
            return people->entry->code != YQ_PEOPLE_THING;
        }
        if (yq_ends_noun_phrase(self, i) ||
            yq_match_at(self, i, YQ_LEX_CASUALTY) != NULL) {
            break;
        }
        count->nation |= i <= count->last + 1 && is_nation(self, i);
    }
    return true;
}

/* What stands before the number: "at least", "among them" … */
static void find_quantity(const YqReading *self, YqCount *count, uint32_t start)
{
    for (uint32_t i = count->first; i-- > start && count->first - i <= 5;) {
        const YqLexMatch *match = yq_match_at(self, i, YQ_LEX_QUANTITY);

        if (match == NULL || match->last > count->first ||
            count->first - match->last > 1) {
            continue;
        }
        switch ((YqQuantity)match->entry->code) {
        case YQ_QUANTITY_AT_LEAST:
            count->at_least = true;
            break;
        case YQ_QUANTITY_ABOUT:
            count->about = true;
            break;
        case YQ_QUANTITY_AMONG:
            count->among = true;
            break;
        case YQ_QUANTITY_TOTAL:
            count->total = true;
            break;
        default:
            break;
        }
    }
    count->total |= yq_match_ending(self, count->first, YQ_LEX_QUANTITY,
                                    BIT(YQ_QUANTITY_TOTAL)) != NULL;
    /* "12 soldiers at least", or with an adjective: "12 Malian soldiers at least". */
    uint32_t at = count->last;
    const YqLexMatch *dead = yq_match_at(self, at, YQ_LEX_CASUALTY);

    if (dead != NULL && dead->entry->extra == YQ_ORDER_NOUN) {
        at = dead->last; /* "12 dead at least" */
    }
    const YqLexMatch *after =
        yq_match_code(self, at, YQ_LEX_QUANTITY, YQ_QUANTITY_AT_LEAST);

    if (after == NULL && at < self->document->n_tokens && self->kinds[at] == 0 &&
        (yq_token(self, at)->flags & (YQ_TOKEN_MARK | YQ_TOKEN_NUMBER)) == 0) {
        after = yq_match_code(self, at + 1, YQ_LEX_QUANTITY, YQ_QUANTITY_AT_LEAST);
        after = after != NULL && after->last - after->first >= 2 ? after : NULL;
    }
    /* "77 dead and more than 250 wounded": the next number's, "و" written onto it. */
    count->at_least |= after != NULL && (after->clitics & YQ_CLITIC_AND) == 0;
    count->total |= yq_match_code(self, count->last, YQ_LEX_QUANTITY,
                                  YQ_QUANTITY_TOTAL) != NULL; /* "six people in all" */
}

/* "of them", "among them" with the number before: "10 soldiers, three of them officers".
 */
static void find_part(const YqReading *self, YqCount *count)
{
    YqNumber number;
    uint32_t from = yq_number_at(self, count->first, &number) ? number.last : count->last;

    for (uint32_t i = from; i <= from + 1; i++) {
        const YqLexMatch *match =
            yq_match_code(self, i, YQ_LEX_QUANTITY, YQ_QUANTITY_AMONG);

        if (match != NULL && match->last - i >= 2 &&
            (count->people == NULL || count->noun > i)) {
            count->among = true;
        }
    }
    /* "eleven men, two teenagers among them, …" */
    const YqLexMatch *behind =
        yq_match_code(self, count->last, YQ_LEX_QUANTITY, YQ_QUANTITY_AMONG);

    count->among |= behind != NULL && behind->last - behind->first >= 2 &&
                    count->people != NULL &&
                    (behind->last >= self->document->n_tokens ||
                     (yq_token(self, behind->last)->flags & YQ_TOKEN_MARK) != 0);
}

/* "قُتل السائق": a person right behind the verb is its victim, even one known before. */
static bool is_subject(const YqReading *self, uint32_t token, const YqLexMatch *people)
{
    const YqLexMatch *verb = yq_match_ending(self, token, YQ_LEX_CASUALTY, ~0u);

    return verb != NULL && people->entry->value == 1 &&
           (verb->entry->extra == YQ_ORDER_EITHER ||
            verb->entry->extra == YQ_ORDER_AFTER);
}

/* The count found last, or NULL. */
static const YqCount *last_count(const YqReading *self)
{
    guint n = self->counts->len;

    return n > 0 ? &g_array_index(self->counts, YqCount, n - 1) : NULL;
}

/* "killed a cattle keeper", "six fighters and a clerk died": somebody whose trade no
 * table has, in tokens [@token, @end) from the article on. */
static bool unknown_victim(const YqReading *self, uint32_t token, uint32_t end,
                           YqCount *out)
{
    const YqLexMatch *verb = yq_match_ending(self, token, YQ_LEX_CASUALTY,
                                             BIT(YQ_HARM_KILLED) | BIT(YQ_HARM_WOUNDED));
    const YqLexMatch *and =
        yq_match_ending(self, token, YQ_LEX_QUANTITY, BIT(YQ_QUANTITY_AND));
    const YqLexMatch *next = yq_match_at(self, end, YQ_LEX_CASUALTY);
    const YqCount *last = last_count(self);
    bool object = verb != NULL && (verb->entry->extra == YQ_ORDER_AFTER ||
                                   verb->entry->extra == YQ_ORDER_EITHER);
    bool subject = and != NULL && last != NULL && last->last == and->first &&
                   last->people != NULL && next != NULL &&
                   next->entry->extra != YQ_ORDER_AFTER;

    *out = (YqCount){.first = token,
                     .last = end,
                     .noun = end - 1,
                     .value = 1,
                     .unnumbered = true,
                     .harm = -1};
    return object || subject;
}

static YqCount persons(uint32_t first, const YqLexMatch *people, int32_t value)
{
    return (YqCount){.first = first,
                     .last = people->last,
                     .noun = people->first,
                     .value = value,
                     .people = people->entry,
                     .unnumbered = true,
                     .harm = -1};
}

static bool is_person(const YqLexEntry *people)
{
    return people->code <= YQ_PEOPLE_CHILD || people->code == YQ_PEOPLE_ANY;
}

/* "جندي", "جنديان": Arabic nouns say by themselves that they are one or two. */
static bool one_or_two_at(const YqReading *self, uint32_t token, const YqLexMatch *people,
                          YqCount *out)
{
    YqNumber again; /* "شرطيين اثنين", "جندي واحد" */

    if (people->entry->value <= 0 || !is_person(people->entry) ||
        (yq_token(self, token)->flags & YQ_TOKEN_ARABIC) == 0 ||
        ((people->clitics & YQ_CLITIC_THE) != 0 && !is_subject(self, token, people))) {
        return false;
    }
    bool twice =
        yq_number_at(self, people->last, &again) && again.value == people->entry->value;

    *out = persons(token, people, people->entry->value);
    out->last = twice ? again.last : out->last;
    /* "ناشطا مدنيا": the second of two such words is an adjective. */
    const YqLexMatch *more = yq_match_at(self, out->last, YQ_LEX_PEOPLE);

    if (more != NULL && more->entry->value == people->entry->value &&
        (more->clitics & (YQ_CLITIC_AND | YQ_CLITIC_THE)) == 0) {
        out->last = more->last;
    }
    return true;
}

/* Whether a word for people behind an article is no noun of it: "a Doctors Without
 * Borders nurse", "a cattle keeper". */
static bool is_before_noun(const YqReading *self, const YqLexMatch *people)
{
    return people->entry->value == 0 &&
           ((yq_token(self, people->first)->flags & YQ_TOKEN_CAPITAL) != 0 ||
            people->entry->code == YQ_PEOPLE_THING);
}

/* "a soldier", "un jeune berger": somebody behind an article. */
static bool person_behind(const YqReading *self, uint32_t article, YqCount *out)
{
    bool partitive =
        yq_match_code(self, article + 1, YQ_LEX_RELATION, YQ_RELATION_OF) != NULL;

    for (uint32_t i = article + 1; i < article + ARTICLE_REACH; i++) {
        const YqLexMatch *actor = yq_match_at(self, i, YQ_LEX_ACTOR);
        const YqLexMatch *people = yq_match_at(self, i, YQ_LEX_PEOPLE);

        if (actor != NULL && actor->last > i + 1) {
            i = actor->last - 1; /* the Civilian Joint Task Force is no civilian */
            continue;
        }
        if (people != NULL && is_before_noun(self, people)) {
            if (partitive) {
                return false; /* "one of its drones" */
            }
            continue;
        }
        if (people != NULL) {
            *out = persons(article, people, 1);
            return people->entry->value == 1 && is_person(people->entry);
        }
        if (yq_match_at(self, i, YQ_LEX_EVENT) != NULL) {
            return false;
        }
        if (i >= self->document->n_tokens || yq_ends_noun_phrase(self, i) ||
            yq_match_at(self, i, YQ_LEX_CASUALTY) != NULL) {
            return i > article + 1 && unknown_victim(self, article, i, out);
        }
    }
    return false;
}

/* A count of one or two that needs no number: "a soldier", "جندي", "جنديان". */
static bool unnumbered_at(const YqReading *self, uint32_t token, YqCount *out)
{
    const YqLexMatch *people = yq_match_at(self, token, YQ_LEX_PEOPLE);

    if (yq_match_code(self, token, YQ_LEX_NUMBER, YQ_NUMBER_ARTICLE) != NULL) {
        return person_behind(self, token, out);
    }
    return people != NULL && one_or_two_at(self, token, people, out);
}

/* "between 4 and 9", "20 to 30", "20-30": the lower of the two is sure. */
static void take_range(const YqReading *self, YqCount *count)
{
    YqNumber upper;
    const YqLexMatch *and =
        yq_match_code(self, count->last, YQ_LEX_RELATION, YQ_RELATION_AND);
    uint32_t at = and != NULL ? and->last : count->last + 1;
    bool announced = yq_match_ending(self, count->first, YQ_LEX_RELATION,
                                     BIT(YQ_RELATION_BETWEEN)) != NULL;
    bool dash =
        yq_token_is(self, count->last, "-") || yq_token_is(self, count->last, "–");
    bool to = yq_match_code(self, count->last, YQ_LEX_RELATION, YQ_RELATION_TO) != NULL;

    if ((!dash && !to && !(announced && and != NULL)) ||
        !yq_number_at(self, at, &upper) || upper.magnitude != 0 || upper.ordinal ||
        count->value < 0 || upper.value <= count->value) {
        return;
    }
    count->last = upper.last;
    count->at_least = true;
}

static bool is_open_bracket(const YqReading *self, uint32_t token, uint32_t first)
{
    for (uint32_t i = token; i-- > first;) {
        if (yq_token_is(self, i, "(") || yq_token_is(self, i, ")")) {
            return yq_token_is(self, i, "(");
        }
    }
    return false;
}

/* "18 civilians (17 men, 1 nurse)": brackets hold the parts of what stands before them.
 */
static bool is_bracketed(const YqReading *self, const YqCount *count,
                         const YqSentence *sentence)
{
    const YqCount *last = last_count(self);
    uint32_t from = last != NULL ? MAX(last->last, sentence->first) : count->first;

    for (uint32_t i = count->first; i-- > from;) {
        if (yq_token_is(self, i, "(")) {
            return i - from <= 1 && last->people != NULL;
        }
        if (yq_token_is(self, i, ")")) {
            return false;
        }
    }
    return last != NULL && last->first >= sentence->first && last->among &&
           is_open_bracket(self, last->first, sentence->first);
}

/* "six members of one family": the second number counts what the first are of. */
static bool is_whole_of(const YqReading *self, uint32_t token)
{
    const YqCount *last = last_count(self);
    const YqLexMatch *of =
        yq_match_ending(self, token, YQ_LEX_RELATION, BIT(YQ_RELATION_OF));

    return last != NULL && last->people != NULL && last->value > 1 && of != NULL &&
           of->first == last->last &&
           yq_match_code(self, token, YQ_LEX_QUANTITY, YQ_QUANTITY_AMONG) == NULL;
}

/* "The 53rd", "le 53e": letters written onto figures. */
static bool is_rank(const YqReading *self, uint32_t token, uint32_t after)
{
    const uint16_t joined = YQ_TOKEN_JOINED | YQ_TOKEN_LATIN;

    return (yq_token(self, token)->flags & YQ_TOKEN_NUMBER) != 0 &&
           after < self->document->n_tokens &&
           (yq_token(self, after)->flags & joined) == joined &&
           yq_token(self, after)->fold_length <= 3;
}

/* "A fourth was wounded", "un deuxième soldat est mort": one more. */
static bool one_more(const YqReading *self, uint32_t token, uint32_t after)
{
    const YqLexMatch *people = yq_match_at(self, after, YQ_LEX_PEOPLE);

    const YqLexMatch *verb = yq_match_ending(self, token, YQ_LEX_CASUALTY, ~0u);
    const YqToken *word = yq_token(self, token);

    if (verb != NULL && verb->entry->extra == YQ_ORDER_EITHER &&
        (word->flags & YQ_TOKEN_ARABIC) != 0 && word->fold_length < 12 &&
        (yq_first_clitics(self, token) & YQ_CLITIC_THE) == 0) {
        return true; /* "أصيب ثالث" */
    }
    return yq_match_ending(self, token, YQ_LEX_NUMBER, BIT(YQ_NUMBER_ARTICLE)) != NULL &&
           (people != NULL
                ? people->entry->value == 1 && people->entry->code != YQ_PEOPLE_THING &&
                      people->entry->code != YQ_PEOPLE_SOURCE
                : yq_match_at(self, after, YQ_LEX_CASUALTY) != NULL);
}

/* "a Mi-35 of the army", "M-23": the number is a name's. */
static bool is_part_of_model(const YqReading *self, uint32_t token)
{
    const YqToken *tokens = self->document->tokens;

    return token >= 2 && (tokens[token].flags & YQ_TOKEN_JOINED) != 0 &&
           yq_token_is(self, token - 1, "-") &&
           (tokens[token - 1].flags & YQ_TOKEN_JOINED) != 0 &&
           (tokens[token - 2].flags & YQ_TOKEN_CAPITAL) != 0 &&
           (tokens[token - 2].flags & YQ_TOKEN_NUMBER) == 0;
}

/* "five people, a hospital official said": who speaks is no victim. */
static bool is_speaking(const YqReading *self, const YqCount *count)
{
    const YqLexMatch *said = yq_match_at(self, count->last, YQ_LEX_CLAIM);

    return said != NULL && said->entry->code == YQ_ACT_SAY &&
           (yq_token(self, count->first)->flags & YQ_TOKEN_LATIN) != 0;
}

static bool count_at(const YqReading *self, uint32_t token, const YqSentence *sentence,
                     YqCount *out)
{
    YqNumber number;

    if (!yq_number_at(self, token, &number)) {
        if (!unnumbered_at(self, token, out) || is_speaking(self, out)) {
            return false;
        }
        find_quantity(self, out, sentence->first);
        return true;
    }
    if (is_part_of_model(self, token)) {
        return false;
    }
    number.ordinal |= is_rank(self, token, number.last);
    bool nth = number.ordinal && one_more(self, token, number.last);

    if ((number.ordinal && !nth) || yq_in_a_date(self, token) ||
        (number.magnitude == 0 &&
         (number.value > 10000000 || number.value != (int32_t)number.value))) {
        return false;
    }
    *out = (YqCount){
        .first = token,
        .last = number.last,
        .noun = token,
        .value = number.magnitude != 0 ? -1
                 : nth                 ? 1
                                       : (int32_t)number.value,
        .magnitude = number.magnitude,
        .about = number.about,
        .harm = -1,
    };
    if (out->value == 0) {
        return false; /* "0 fatalities" */
    }
    /* "40+" */
    out->at_least = yq_token_is(self, number.last, "+") &&
                    (yq_token(self, number.last)->flags & YQ_TOKEN_JOINED) != 0;
    take_range(self, out);
    if (!find_noun(self, out, sentence->last)) {
        return false;
    }
    find_quantity(self, out, sentence->first);
    find_part(self, out);
    out->among |= is_bracketed(self, out, sentence);
    return true;
}

/* The end of the place's name that @token stands in, or @token: Wad Madani, whose second
 * word is a civilian's, is nobody. @at: the first mention that may, moved on. */
static uint32_t behind_name(const YqReading *self, uint32_t token, guint *at)
{
    const GArray *mentions = self->analysis->mentions;

    for (; *at < mentions->len; (*at)++) {
        const YqParsedMention *m = &g_array_index(mentions, YqParsedMention, *at);

        if (m->last > token) {
            bool inside = m->first < token && m->mention.place != YQ_PLACE_NONE;

            return inside ? m->last : token;
        }
    }
    return token;
}

static void find_in(YqReading *self, const YqSentence *sentence, guint *mention)
{
    guint before = self->counts->len;

    if (!yq_match_within(self, sentence->first, sentence->last, YQ_LEX_CASUALTY, ~0u)) {
        return; /* nobody comes to harm */
    }
    for (uint32_t i = sentence->first; i < sentence->last;) {
        const uint32_t kinds =
            1u << YQ_LEX_NUMBER | 1u << YQ_LEX_PEOPLE | 1u << YQ_LEX_QUANTITY;

        if (!yq_match_any(self, i, kinds) &&
            (yq_token(self, i)->flags & YQ_TOKEN_NUMBER) == 0) {
            i++; /* nothing that counts */
            continue;
        }
        uint32_t behind = behind_name(self, i, mention);

        if (behind > i) {
            i = behind;
            continue;
        }
        const YqLexMatch *none =
            yq_match_code(self, i, YQ_LEX_QUANTITY, YQ_QUANTITY_NONE);
        YqCount count;
        YqNumber number;

        if (none != NULL && none->last > i + 1) {
            i = none->last; /* "no one" is not one */
        } else if (count_at(self, i, sentence, &count)) {
            if (!is_whole_of(self, i)) {
                g_array_append_val(self->counts, count);
            }
            i = count.last;
        } else {
            i = yq_number_at(self, i, &number) ? number.last : i + 1;
        }
    }
    yq_counts_link(self, sentence, before);
}

void yq_counts_find(YqReading *self)
{
    guint mention = 0;

    for (size_t s = 0; s < self->document->n_sentences; s++) {
        find_in(self, &self->document->sentences[s], &mention);
    }
}
