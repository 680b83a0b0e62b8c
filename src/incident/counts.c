/* SPDX-License-Identifier: MIT */
/* What numbers count, and which word of casualties each belongs to. */
#include "incident/reading.h"

#include <string.h>

/* Farthest noun after its number, in tokens: "47 heavily armed Malian soldiers". */
#define NOUN_REACH 5
/* Farthest number behind its verb, and farthest people in the same clause. */
#define VERB_REACH 7
#define FAR_REACH 16
/* Farthest victim behind a passive verb: "the driver of the bus was killed". */
#define SUBJECT_REACH 8

#define BIT(code) (1u << (code))

static bool ends_a_noun_phrase(const YqReading *self, uint32_t token)
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
        if (ends_a_noun_phrase(self, i) ||
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
    count->at_least |= after != NULL;
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
}

/* "قُتل السائق": a person right behind the verb is its victim, even one known before. */
static bool is_subject(const YqReading *self, uint32_t token, const YqLexMatch *people)
{
    const YqLexMatch *verb = yq_match_ending(self, token, YQ_LEX_CASUALTY, ~0u);

    return verb != NULL && verb->entry->extra == YQ_ORDER_EITHER &&
           people->entry->value == 1;
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
    const YqCount *last = self->counts->len > 0 ? &g_array_index(self->counts, YqCount,
                                                                 self->counts->len - 1)
                                                : NULL;
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

/* A count of one or two that needs no number: "a soldier", "جندي", "جنديان". */
static bool unnumbered_at(const YqReading *self, uint32_t token, YqCount *out)
{
    const YqLexMatch *article =
        yq_match_code(self, token, YQ_LEX_NUMBER, YQ_NUMBER_ARTICLE);
    const YqLexMatch *people = yq_match_at(self, token, YQ_LEX_PEOPLE);

    if (people != NULL && people->entry->value > 0 && article == NULL &&
        (people->entry->code <= YQ_PEOPLE_CHILD ||
         people->entry->code == YQ_PEOPLE_ANY) &&
        (yq_token(self, token)->flags & YQ_TOKEN_ARABIC) != 0 &&
        ((people->clitics & YQ_CLITIC_THE) == 0 || is_subject(self, token, people))) {
        YqNumber again; /* "شرطيين اثنين", "جندي واحد" */
        bool twice = yq_number_at(self, people->last, &again) &&
                     again.value == people->entry->value;

        *out = (YqCount){.first = token,
                         .last = people->last,
                         .noun = token,
                         .value = people->entry->value,
                         .people = people->entry,
                         .unnumbered = true,
                         .harm = -1};
        out->last = twice ? again.last : out->last;
        /* "ناشطا مدنيا": the second of two such words is an adjective. */
        const YqLexMatch *more = yq_match_at(self, out->last, YQ_LEX_PEOPLE);

        if (more != NULL && more->entry->value == people->entry->value &&
            (more->clitics & (YQ_CLITIC_AND | YQ_CLITIC_THE)) == 0) {
            out->last = more->last;
        }
        return true;
    }
    for (uint32_t i = token + 1; article != NULL && i < token + 6; i++) {
        const YqLexMatch *actor = yq_match_at(self, i, YQ_LEX_ACTOR);

        people = yq_match_at(self, i, YQ_LEX_PEOPLE);
        if (actor != NULL && actor->last > i + 1) {
            i = actor->last - 1; /* the Civilian Joint Task Force is no civilian */
            continue;
        }
        if (people != NULL) {
            bool person = people->entry->code <= YQ_PEOPLE_CHILD ||
                          people->entry->code == YQ_PEOPLE_ANY;

            if (people->entry->value == 0 &&
                (yq_token(self, i)->flags & YQ_TOKEN_CAPITAL) && i > token) {
                continue; /* "a Doctors Without Borders nurse" */
            }
            if (people->entry->value == 0 && people->entry->code == YQ_PEOPLE_THING) {
                continue; /* "a cattle keeper" */
            }
            if (people->entry->value != 1 || !person) {
                return false;
            }
            *out = (YqCount){.first = token,
                             .last = people->last,
                             .noun = i,
                             .value = 1,
                             .people = people->entry,
                             .unnumbered = true,
                             .harm = -1};
            return true;
        }
        if (i >= self->document->n_tokens || ends_a_noun_phrase(self, i) ||
            yq_match_at(self, i, YQ_LEX_EVENT) != NULL ||
            yq_match_at(self, i, YQ_LEX_CASUALTY) != NULL) {
            return i > token + 1 && yq_match_at(self, i, YQ_LEX_EVENT) == NULL &&
                   unknown_victim(self, token, i, out);
        }
    }
    return false;
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
    const YqCount *last = self->counts->len > 0 ? &g_array_index(self->counts, YqCount,
                                                                 self->counts->len - 1)
                                                : NULL;
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
    const YqCount *last = self->counts->len > 0 ? &g_array_index(self->counts, YqCount,
                                                                 self->counts->len - 1)
                                                : NULL;
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

    return yq_match_ending(self, token, YQ_LEX_NUMBER, BIT(YQ_NUMBER_ARTICLE)) != NULL &&
           (people != NULL
                ? people->entry->value == 1 && people->entry->code != YQ_PEOPLE_THING &&
                      people->entry->code != YQ_PEOPLE_SOURCE
                : yq_match_at(self, after, YQ_LEX_CASUALTY) != NULL);
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

static bool is_passive(const YqReading *self, const YqLexMatch *word, uint32_t start)
{
    for (uint32_t i = word->first; i-- > start && word->first - i <= 3;) {
        for (uint32_t k = self->at[i]; k < self->at[i + 1]; k++) {
            const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

            if (match->entry->kind == YQ_LEX_CASUALTY &&
                match->entry->extra == YQ_ORDER_PASSIVE) {
                return true;
            }
        }
    }
    return false;
}

/* Whether between two counts there is nothing but what joins them. */
static bool joined(const YqReading *self, const YqCount *a, const YqCount *b)
{
    if (b->first - a->last > 7) {
        return false;
    }
    for (uint32_t i = a->last; i < b->first; i++) {
        const YqLexMatch *word = yq_match_at(self, i, YQ_LEX_CASUALTY);

        if (word != NULL && word->entry->extra != YQ_ORDER_PASSIVE) {
            return false;
        }
        if (yq_match_at(self, i, YQ_LEX_EVENT) != NULL || yq_token_is(self, i, ";") ||
            yq_token_is(self, i, ")") ||
            yq_match_code(self, i, YQ_LEX_MEANS, YQ_MEANS_BY) != NULL) {
            return false; /* "25 people by 30 gunmen" */
        }
    }
    return true;
}

/* As joined(), the noun of the first count's own harm let pass. */
static bool joined_by_noun(const YqReading *self, const YqCount *a, const YqCount *b)
{
    uint32_t from = a->last;
    const YqLexMatch *noun = yq_match_at(self, from, YQ_LEX_CASUALTY);

    if (noun != NULL) {
        from = noun->last;
    }
    return !yq_match_within(self, from, b->first, YQ_LEX_CASUALTY, ~0u) &&
           yq_breaks_between(self, from, b->first) == 0;
}

typedef struct Span {
    YqCount *counts;
    guint n;
} Span;

/* Gives @harm to the count nearest before @token and to those joined to it. */
static bool mark_before(const YqReading *self, Span span, uint32_t token, uint32_t from,
                        YqHarm harm)
{
    for (guint i = span.n; i-- > 0;) {
        YqCount *count = &span.counts[i];

        if (count->first >= token || count->first < from) {
            continue;
        }
        if (count->harm >= 0 || token - MIN(count->last, token) > 14) {
            return false;
        }
        count->harm = harm;
        for (; i-- > 0 && span.counts[i].first >= from && span.counts[i].harm < 0 &&
               joined(self, &span.counts[i], &span.counts[i + 1]);) {
            span.counts[i].harm = harm;
        }
        return true;
    }
    return false;
}

static bool mark_after(const YqReading *self, Span span, uint32_t token, uint32_t until,
                       uint32_t reach, YqHarm harm)
{
    for (guint i = 0; i < span.n; i++) {
        YqCount *count = &span.counts[i];

        if (count->first < token) {
            continue;
        }
        /* "قتل مسلحون مساء السبت في قرية قرب غاو خمسة مدنيين": people may stand farther.
         */
        bool far = count->first - token > reach;

        if (count->first >= until || count->harm >= 0 ||
            (far &&
             (count->people == NULL || count->first - token > FAR_REACH ||
              reach < VERB_REACH || yq_breaks_between(self, token, count->first) > 0))) {
            return false;
        }
        count->harm = harm;
        for (; ++i < span.n && span.counts[i].first < until && span.counts[i].harm < 0 &&
               joined(self, &span.counts[i - 1], &span.counts[i]);) {
            span.counts[i].harm = harm;
        }
        return true;
    }
    return false;
}

/* "the largest since the killing of a deputy", "after the killing of a herd boy": the
 * dead of another event. */
static bool is_remembered(const YqReading *self, const YqLexMatch *word,
                          const YqSentence *sentence)
{
    uint32_t from =
        word->first > 3 ? MAX(word->first - 3, sentence->first) : sentence->first;

    for (uint32_t k = self->at[from]; k < self->at[word->last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_NEGATION &&
            match->entry->extra == YQ_REACH_AFTER &&
            (match->entry->code == YQ_NEGATION_COMPARISON ||
             match->entry->code == YQ_NEGATION_BACKGROUND) &&
            match->last + 1 >= word->first) {
            return true;
        }
    }
    return false;
}

/* Words of casualties in a sentence, without auxiliaries and those inside a count. */
static GArray *harm_words(const YqReading *self, const YqSentence *sentence)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(YqLexMatch));

    for (uint32_t i = self->at[sentence->first]; i < self->at[sentence->last]; i++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, i);
        const YqLexMatch *last =
            words->len > 0 ? &g_array_index(words, YqLexMatch, words->len - 1) : NULL;

        if (match->entry->kind == YQ_LEX_CASUALTY &&
            match->entry->extra != YQ_ORDER_PASSIVE &&
            (match->entry->code != YQ_HARM_NONE ||
             match->entry->extra == YQ_ORDER_AFTER) &&
            (last == NULL || match->first > last->first) &&
            !yq_is_unreal(self, match->first) && !is_remembered(self, match, sentence)) {
            g_array_append_val(words, *match);
        }
    }
    return words;
}

static uint8_t order_of(const YqReading *self, const YqLexMatch *word, uint32_t from)
{
    for (const YqLexEntry *e = word->entry; e != NULL; e = e->next) {
        if (e->kind == YQ_LEX_CASUALTY && e->extra == YQ_ORDER_EITHER) {
            return is_passive(self, word, from) ? YQ_ORDER_BEFORE : YQ_ORDER_EITHER;
        }
    }
    return word->entry->extra;
}

/* Words of casualties in a sentence while its counts are given to them. */
typedef struct Linking {
    const YqReading *self;
    const YqSentence *sentence;
    GArray *words; /* of YqLexMatch */
    bool *done;    /* for each of them */
    Span span;
} Linking;

static const YqLexMatch *linked_word(const Linking *link, guint i)
{
    return &g_array_index(link->words, YqLexMatch, i);
}

/* "Have executed 35 captured soldiers", "exécuté trois otages enlevés": what was done to
 * them before is no news beside what was done now. */
static bool is_older_harm(const Linking *link, guint i, const YqCount *count)
{
    const YqLexMatch *word = linked_word(link, i);
    const YqLexMatch *before = i > 0 ? linked_word(link, i - 1) : NULL;

    return before != NULL && word->entry->code == YQ_HARM_ABDUCTED &&
           before->entry->code == YQ_HARM_KILLED && !link->done[i - 1] &&
           before->last <= count->first && count->first - before->last <= 3 &&
           before->entry->extra != YQ_ORDER_NOUN &&
           order_of(link->self, before, link->sentence->first) != YQ_ORDER_BEFORE;
}

/* "five killed", "5 soldats tués": a number or its noun right before the word. */
static bool link_adjacent(const Linking *link, guint i)
{
    const YqLexMatch *word = linked_word(link, i);
    bool arabic = (yq_token(link->self, word->first)->flags & YQ_TOKEN_ARABIC) != 0;
    uint8_t order = order_of(link->self, word, link->sentence->first);

    if (order != YQ_ORDER_NOUN && order != YQ_ORDER_EITHER) {
        return false;
    }
    bool verb = arabic && order == YQ_ORDER_EITHER; /* its subject touches it */
    for (guint k = 0; k < link->span.n; k++) {
        const YqCount *count = &link->span.counts[k];

        if (count->harm < 0 && !count->unnumbered && count->first < word->last &&
            (verb ? count->last == word->first && (word->clitics & YQ_CLITIC_AND) == 0
                  : count->last >= word->first ||
                        (count->last + 1 == word->first &&
                         !ends_a_noun_phrase(link->self, count->last))) &&
            count->last <= word->last && !is_older_harm(link, i, count)) {
            return mark_before(link->self, link->span, MAX(word->first, count->first + 1),
                               link->sentence->first, word->entry->code);
        }
    }
    return false;
}

static bool link_around(const Linking *link, guint i)
{
    const YqLexMatch *word = linked_word(link, i);
    bool arabic = (yq_token(link->self, word->first)->flags & YQ_TOKEN_ARABIC) != 0;
    uint32_t from = i > 0 ? linked_word(link, i - 1)->first : link->sentence->first;
    uint32_t until =
        i + 1 < link->words->len ? linked_word(link, i + 1)->first : link->sentence->last;
    uint8_t order = order_of(link->self, word, from);
    YqHarm harm = word->entry->code;

    if (order == YQ_ORDER_BEFORE) {
        return mark_before(link->self, link->span, word->first, from, harm) ||
               mark_after(link->self, link->span, word->last, until, 3, harm);
    }
    if (order == YQ_ORDER_NOUN) {
        return false;
    }
    /* "abducted and killed 52 men": what happened last. */
    bool shared = i + 1 < link->words->len && harm >= YQ_HARM_ABDUCTED &&
                  linked_word(link, i + 1)->entry->code == YQ_HARM_KILLED;

    return mark_after(link->self, link->span, word->last,
                      arabic || shared ? until : link->sentence->last, VERB_REACH,
                      harm) ||
           (order == YQ_ORDER_EITHER &&
            mark_before(link->self, link->span, word->first, from, harm));
}

/* Whether words of number one stand by a word of harm: "was killed", "lost his life". */
static bool is_singular(const YqReading *self, const YqLexMatch *word, uint32_t start)
{
    if (word->entry->value >= 1) {
        return (word->clitics & YQ_CLITIC_THE) == 0;
    }
    for (uint32_t back = 0; back < 3 && word->first >= start + back; back++) {
        const YqLexMatch *by =
            yq_match_ending(self, word->first - back, YQ_LEX_CASUALTY, ~0u);

        if (by != NULL && by->entry->extra == YQ_ORDER_PASSIVE) {
            return by->entry->value == 1;
        }
    }
    return false;
}

/* A victim that only the number of the verb tells: "the mayor was killed". Nobody, when
 * the subject is denied, is a thing, or is many. */
static bool implied_victim(const YqReading *self, const YqLexMatch *word, uint32_t start,
                           YqCount *out)
{
    uint32_t from =
        word->first > start + SUBJECT_REACH ? word->first - SUBJECT_REACH : start;
    const YqLexEntry *people = NULL;

    if (!is_singular(self, word, start) ||
        (from == word->first && word->entry->extra != YQ_ORDER_NOUN)) {
        return false;
    }
    /* "Un mort" says one by itself, "قتيلان" two. */
    for (uint32_t k = self->at[from];
         word->entry->extra != YQ_ORDER_NOUN && k < self->at[word->first]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);
        const YqLexEntry *entry = match->entry;

        if ((entry->kind == YQ_LEX_QUANTITY && entry->code == YQ_QUANTITY_NONE) ||
            (entry->kind == YQ_LEX_NEGATION && entry->code == YQ_NEGATION_NO) ||
            (entry->kind == YQ_LEX_PEOPLE && entry->code == YQ_PEOPLE_THING) ||
            (entry->kind == YQ_LEX_CASUALTY && entry->extra != YQ_ORDER_PASSIVE)) {
            return false;
        }
        if (entry->kind == YQ_LEX_PEOPLE) {
            people = entry;
        }
    }
    if (people != NULL && people->value == 0) {
        return false; /* a family is not one */
    }
    *out = (YqCount){.first = word->first,
                     .last = word->last,
                     .noun = word->first,
                     .value = MAX(word->entry->value, 1),
                     .people = people,
                     .unnumbered = true,
                     .harm = word->entry->code};
    return true;
}

static int by_first(const void *a, const void *b)
{
    const YqCount *one = a, *other = b;

    return (one->first > other->first) - (one->first < other->first);
}

/* "سقط جنديان قتيلين": who was counted right before in the same clause. */
static bool is_counted_before(const YqReading *self, Span span, const YqLexMatch *word)
{
    for (guint i = 0; i < span.n; i++) {
        const YqCount *count = &span.counts[i];

        if (count->harm == word->entry->code && count->first < word->first &&
            word->first - count->first <= SUBJECT_REACH &&
            yq_breaks_between(self, count->first, word->first) == 0) {
            return true;
        }
    }
    return false;
}

/* Victims that no number tells, for the words that got none. */
static void add_implied(YqReading *self, const Linking *link, guint from)
{
    bool any = false;

    for (guint i = 0; i < link->words->len; i++) {
        const YqLexMatch *word = linked_word(link, i);
        uint32_t start = i > 0 ? linked_word(link, i - 1)->last : link->sentence->first;
        YqCount count;

        if (!link->done[i] && word->entry->code <= YQ_HARM_ABDUCTED &&
            !(word->entry->extra == YQ_ORDER_NOUN &&
              is_counted_before(self, link->span, word)) &&
            implied_victim(self, word, start, &count)) {
            g_array_append_val(self->counts, count);
            any = true;
        }
    }
    if (any) {
        qsort(&g_array_index(self->counts, YqCount, from), self->counts->len - from,
              sizeof(YqCount), by_first);
    }
}

/* "eleven dead among the army and fourteen among its foes": the second number counts what
 * the first does. */
static void share_harm(const Linking *link)
{
    for (guint i = 1; i < link->span.n; i++) {
        YqCount *a = &link->span.counts[i - 1], *b = &link->span.counts[i];
        bool and = (yq_first_clitics(link->self, b->first) & YQ_CLITIC_AND) != 0 ||
                   yq_match_ending(link->self, b->first, YQ_LEX_QUANTITY,
                                   BIT(YQ_QUANTITY_AND)) != NULL;

        if (a->harm >= 0 && b->harm < 0 && b->people == NULL &&
            and&&b->first - a->last <= 8 && joined_by_noun(link->self, a, b)) {
            b->harm = a->harm;
        }
    }
}

/* Only people are carried off or flee; what no noun calls people is not counted so. Nor
 * is whoever was arrested. */
static void drop_things(Span span)
{
    for (guint i = 0; i < span.n; i++) {
        /* "Three civilians killed and seven abducted" */
        if (i > 0 && span.counts[i].people == NULL && span.counts[i - 1].harm >= 0 &&
            span.counts[i].first - span.counts[i - 1].last <= 3) {
            span.counts[i].people = span.counts[i - 1].people;
        }
        if (span.counts[i].harm == YQ_HARM_NONE ||
            (span.counts[i].harm >= YQ_HARM_ABDUCTED && span.counts[i].people == NULL &&
             !span.counts[i].nation)) {
            span.counts[i].harm = -1;
        }
    }
}

/* Links the counts of a sentence, those from @from on, to its words of casualties. */
static void link_harms(YqReading *self, const YqSentence *sentence, guint from)
{
    g_autoptr(GArray) words = harm_words(self, sentence);
    g_autofree bool *done = g_new0(bool, words->len + 1);
    Linking link = {.self = self,
                    .sentence = sentence,
                    .words = words,
                    .done = done,
                    .span = {self->counts->len > from
                                 ? &g_array_index(self->counts, YqCount, from)
                                 : NULL,
                             self->counts->len - from}};

    for (guint i = 0; i < words->len; i++) {
        done[i] = link_adjacent(&link, i);
    }
    for (guint i = 0; i < words->len; i++) {
        done[i] = done[i] || link_around(&link, i);
    }
    share_harm(&link);
    drop_things(link.span);
    add_implied(self, &link, from);
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
    link_harms(self, sentence, before);
}

void yq_counts_find(YqReading *self)
{
    guint mention = 0;

    for (size_t s = 0; s < self->document->n_sentences; s++) {
        find_in(self, &self->document->sentences[s], &mention);
    }
}
