/* SPDX-License-Identifier: MIT */
/* Numbers in figures and in words. */
#include "incident/reading.h"

#include <string.h>

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

static bool plain_digits(const YqReading *self, uint32_t token, size_t least, size_t most)
{
    const char *text = yq_token_folded(self->document, token);
    size_t n = strspn(text, "0123456789");

    return text[n] == '\0' && n >= least && n <= most;
}

/* "3 000", "1 200 000": groups of three behind single blanks; the token after them. */
static uint32_t take_groups(const YqReading *self, uint32_t token, double *value)
{
    uint32_t at = token + 1;

    if (!plain_digits(self, token, 1, 3) || *value == 0) {
        return at;
    }
    while (at < self->document->n_tokens && plain_digits(self, at, 3, 3) &&
           yq_token(self, at)->start == yq_token(self, at - 1)->end + 1) {
        *value = *value * 1000 + figures(yq_token_folded(self->document, at));
        at++;
    }
    return at;
}

bool yq_number_read(const YqReading *self, uint32_t token, YqNumber *out)
{
    Sum sum = {0};
    uint32_t at = token;

    if ((yq_token(self, token)->flags & YQ_TOKEN_NUMBER) != 0) {
        sum.current = figures(yq_token_folded(self->document, token));
        at = take_groups(self, token, &sum.current);
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
