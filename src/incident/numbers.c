/* SPDX-License-Identifier: MIT */
/* Numbers in figures and in words, and what they count. */
#include "incident/reading.h"

#include <string.h>

/* Farthest noun after its number, in tokens: "47 heavily armed Malian soldiers". */
#define NOUN_REACH 5

/* Figures: "1,466", "9.5", "9,5", "1 466" (its blanks are gone). Groups of three after a
 * separator are thousands. */
static double figures(const char *text)
{
    double value = 0, scale = 0;

    for (; *text != '\0'; text++) {
        if (g_ascii_isdigit(*text)) {
            value = value * 10 + (*text - '0');
            scale *= 10;
        } else if (scale == 0) {
            size_t run = strspn(text + 1, "0123456789");

            scale = run == 3 ? 0 : 1;
        }
    }
    return scale > 1 ? value / scale : value;
}

typedef struct Sum {
    double total, current;
    int words;
} Sum;

/* Whether @value may be added to what stands: tens take units, hundreds take both, and a
 * unit takes tens when the language says "five and twenty". */
static bool may_add(const Sum *sum, int32_t value, bool with_and)
{
    int32_t current = (int32_t)sum->current;

    if (current == 0) {
        return sum->total > 0;
    }
    return (current % 100 == 0 && value < 100) ||
           (current % 100 >= 20 && current % 10 == 0 && value < 10) ||
           (with_and && current % 100 < 10 && value >= 20 && value < 100 &&
            value % 10 == 0) ||
           (with_and && current >= 100 && current % 10 == 0 && value < 10);
}

static bool take_word(Sum *sum, const YqLexMatch *match, bool with_and)
{
    int32_t value = match->entry->value;

    if (match->entry->code == YQ_NUMBER_SCALE) {
        if (sum->words == 0 && value > 1000) {
            return false;
        }
        if (value == 100) {
            sum->current = sum->current == 0 ? 100 : sum->current * 100;
        } else {
            sum->total += (sum->current == 0 ? 1 : sum->current) * value;
            sum->current = 0;
        }
        return true;
    }
    if (match->entry->code != YQ_NUMBER_CARDINAL ||
        (sum->words > 0 && !may_add(sum, value, with_and))) {
        return false;
    }
    sum->current += value;
    return true;
}

/* Steps over "and" or a hyphen between two words of a number. */
static uint32_t skip_joint(const YqReading *self, uint32_t at, bool *out_and)
{
    const YqLexMatch *and = yq_match_code(self, at, YQ_LEX_NUMBER, YQ_NUMBER_AND);

    *out_and = and != NULL;
    return and != NULL || yq_token_is(self, at, "-") ? at + 1 : at;
}

/* The words that go on with a number at @at; the token after them. */
static uint32_t take_words(const YqReading *self, uint32_t at, Sum *sum)
{
    for (;;) {
        bool with_and = false;
        uint32_t next = sum->words == 0 ? at : skip_joint(self, at, &with_and);
        const YqLexMatch *match = yq_match_at(self, next, YQ_LEX_NUMBER);

        if (match == NULL || (match->entry->code != YQ_NUMBER_CARDINAL &&
                              match->entry->code != YQ_NUMBER_SCALE)) {
            return at;
        }
        with_and |= (match->clitics & YQ_CLITIC_AND) != 0;
        if ((with_and && sum->current > 0 && sum->current < 10 &&
             match->entry->value < 20) ||
            (sum->words > 0 && with_and && next != at && sum->current < 100 &&
             sum->total == 0 && (match->clitics & YQ_CLITIC_AND) == 0) ||
            !take_word(sum, match, with_and)) {
            return at;
        }
        sum->words++;
        at = match->last;
    }
}

/* Numbers that say about how many, or only of what order. */
static bool vague_at(const YqReading *self, uint32_t token, YqNumber *out)
{
    const YqLexMatch *match =
        yq_match_code(self, token, YQ_LEX_NUMBER, YQ_NUMBER_MAGNITUDE);

    if (match != NULL) {
        *out = (YqNumber){match->last, 0, match->entry->value, false, false};
        return true;
    }
    match = yq_match_code(self, token, YQ_LEX_NUMBER, YQ_NUMBER_ABOUT);
    if (match != NULL) {
        *out = (YqNumber){match->last, match->entry->value, 0, true, false};
        return true;
    }
    match = yq_match_code(self, token, YQ_LEX_NUMBER, YQ_NUMBER_ORDINAL);
    if (match != NULL) {
        *out = (YqNumber){match->last, match->entry->value, 0, false, true};
        return true;
    }
    return false;
}

bool yq_number_at(const YqReading *self, uint32_t token, YqNumber *out)
{
    Sum sum = {0};
    uint32_t at = token;

    if (token >= self->document->n_tokens) {
        return false;
    }
    if ((yq_token(self, token)->flags & YQ_TOKEN_NUMBER) != 0) {
        sum.current = figures(yq_token_folded(self->document, token));
        at = token + 1;
        const YqLexMatch *scale = yq_match_code(self, at, YQ_LEX_NUMBER, YQ_NUMBER_SCALE);

        if (scale != NULL && (scale->clitics & YQ_CLITIC_AND) == 0) {
            sum.current *= scale->entry->value;
            at = scale->last;
        }
        *out = (YqNumber){at, sum.current, 0, false, false};
        return true;
    }
    if (vague_at(self, token, out)) {
        return true;
    }
    at = take_words(self, token, &sum);
    if (sum.words == 0) {
        return false;
    }
    *out = (YqNumber){at, sum.total + sum.current, 0, false, false};
    return true;
}

static bool in_a_date(const YqReading *self, uint32_t token)
{
    guint i = yq_dates_from(self, token + 1);

    return i > 0 && token < g_array_index(self->dates, YqDateSpan, i - 1).last;
}

static bool ends_a_noun_phrase(const YqReading *self, uint32_t token)
{
    const YqToken *t = yq_token(self, token);
    const char *folded = yq_token_folded(self->document, token);

    return ((t->flags & YQ_TOKEN_MARK) != 0 && strchr("-'\"", *folded) == NULL) ||
           (t->flags & YQ_TOKEN_NUMBER) != 0 ||
           yq_match_at(self, token, YQ_LEX_CLAIM) != NULL ||
           yq_match_code(self, token, YQ_LEX_QUANTITY, YQ_QUANTITY_AND) != NULL;
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
    const YqLexMatch *after =
        yq_match_code(self, count->last, YQ_LEX_QUANTITY, YQ_QUANTITY_AT_LEAST);

    count->at_least |= after != NULL;
}

/* "of them", "among them" with the number before: "10 soldiers, three of them officers".
 */
static void find_part(const YqReading *self, YqCount *count)
{
    for (uint32_t i = count->last; i <= count->last + 1; i++) {
        const YqLexMatch *match =
            yq_match_code(self, i, YQ_LEX_QUANTITY, YQ_QUANTITY_AMONG);

        if (match != NULL && match->last - i >= 2 && count->people == NULL) {
            count->among = true;
        }
    }
}

/* A count of one or two that needs no number: "a soldier", "جندي", "جنديان". */
static bool unnumbered_at(const YqReading *self, uint32_t token, YqCount *out)
{
    const YqLexMatch *article =
        yq_match_code(self, token, YQ_LEX_NUMBER, YQ_NUMBER_ARTICLE);
    const YqLexMatch *people = yq_match_at(self, token, YQ_LEX_PEOPLE);

    if (people != NULL && people->entry->value > 0 && article == NULL &&
        people->entry->code <= YQ_PEOPLE_CHILD &&
        (yq_token(self, token)->flags & YQ_TOKEN_ARABIC) != 0 &&
        (people->clitics & YQ_CLITIC_THE) == 0) {
        *out = (YqCount){.first = token,
                         .last = people->last,
                         .noun = token,
                         .value = people->entry->value,
                         .people = people->entry,
                         .harm = -1};
        return true;
    }
    for (uint32_t i = token + 1; article != NULL && i < token + 4; i++) {
        people = yq_match_at(self, i, YQ_LEX_PEOPLE);
        if (people != NULL) {
            if (people->entry->value != 1 || people->entry->code > YQ_PEOPLE_CHILD) {
                return false;
            }
            *out = (YqCount){.first = token,
                             .last = people->last,
                             .noun = i,
                             .value = 1,
                             .people = people->entry,
                             .harm = -1};
            return true;
        }
        if (i >= self->document->n_tokens || ends_a_noun_phrase(self, i)) {
            return false;
        }
    }
    return false;
}

static bool count_at(const YqReading *self, uint32_t token, const YqSentence *sentence,
                     YqCount *out)
{
    YqNumber number;

    if (!yq_number_at(self, token, &number)) {
        if (!unnumbered_at(self, token, out)) {
            return false;
        }
        find_quantity(self, out, sentence->first);
        return true;
    }
    if (number.ordinal || in_a_date(self, token) ||
        (number.magnitude == 0 &&
         (number.value != (int32_t)number.value || number.value > 10000000))) {
        return false;
    }
    *out = (YqCount){
        .first = token,
        .last = number.last,
        .noun = token,
        .value = number.magnitude != 0 ? -1 : (int32_t)number.value,
        .magnitude = number.magnitude,
        .about = number.about,
        .harm = -1,
    };
    if (!find_noun(self, out, sentence->last)) {
        return false;
    }
    find_quantity(self, out, sentence->first);
    find_part(self, out);
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
        if (yq_match_at(self, i, YQ_LEX_EVENT) != NULL || yq_token_is(self, i, ";")) {
            return false;
        }
    }
    return true;
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
        if (count->first >= until || count->first - token > reach || count->harm >= 0) {
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
            (last == NULL || match->first > last->first)) {
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

/* Links the counts of a sentence to its words of casualties. */
static void link_harms(const YqReading *self, const YqSentence *sentence, Span span)
{
    g_autoptr(GArray) words = harm_words(self, sentence);
    uint32_t from = sentence->first;

    for (guint i = 0; i < words->len; i++) {
        const YqLexMatch *word = &g_array_index(words, YqLexMatch, i);
        uint32_t until = i + 1 < words->len
                             ? g_array_index(words, YqLexMatch, i + 1).first
                             : sentence->last;
        YqHarm harm = word->entry->code;
        bool arabic = (yq_token(self, word->first)->flags & YQ_TOKEN_ARABIC) != 0;
        uint8_t order = order_of(self, word, from);
        bool done = false;

        if (order == YQ_ORDER_NOUN || order == YQ_ORDER_EITHER) {
            /* "five killed": the number right before, or its noun. */
            for (guint k = 0; k < span.n && !done; k++) {
                YqCount *count = &span.counts[k];

                if (count->harm < 0 && count->first >= from &&
                    count->first < word->last && (count->last + 1 >= word->first) &&
                    count->last <= word->last && !(arabic && order == YQ_ORDER_EITHER)) {
                    done = mark_before(self, span, MAX(word->first, count->first + 1),
                                       from, harm);
                }
            }
        }
        if (!done && order == YQ_ORDER_BEFORE) {
            done = mark_before(self, span, word->first, from, harm);
        }
        if (!done && order != YQ_ORDER_BEFORE && order != YQ_ORDER_NOUN) {
            done = mark_after(self, span, word->last, arabic ? until : sentence->last,
                              arabic ? 6 : 7, harm);
        }
        if (!done && order == YQ_ORDER_EITHER) {
            done = mark_before(self, span, word->first, from, harm);
        }
        if (!done && order == YQ_ORDER_BEFORE) {
            mark_after(self, span, word->last, sentence->last, 3, harm);
        }
        from = word->first;
    }
}

void yq_counts_find(YqReading *self)
{
    const YqDocument *document = self->document;

    for (size_t s = 0; s < document->n_sentences; s++) {
        const YqSentence *sentence = &document->sentences[s];
        guint before = self->counts->len;

        for (uint32_t i = sentence->first; i < sentence->last;) {
            YqCount count;

            if (count_at(self, i, sentence, &count)) {
                g_array_append_val(self->counts, count);
                i = count.last;
            } else {
                YqNumber number;
                i = yq_number_at(self, i, &number) ? number.last : i + 1;
            }
        }
        if (self->counts->len > before) {
            link_harms(self, sentence,
                       (Span){&g_array_index(self->counts, YqCount, before),
                              self->counts->len - before});
        }
    }
}
