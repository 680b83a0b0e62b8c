/* SPDX-License-Identifier: MIT */
/* The dateline ("Algiers, 12 April 2025 -") and the line that tells when an article was
 * published ("Updated 12 April 2025, 18:30"): no place and no date of an event. */
#include "incident/dates.h"
#include "incident/report.h"

#include <stdlib.h>
#include <string.h>

static bool is_dash(const YqReading *self, uint32_t token)
{
    const char *word = yq_token_folded(self->document, token);

    return strcmp(word, "-") == 0 || strcmp(word, "–") == 0 || strcmp(word, "—") == 0;
}

/* Where a dateline ends ("Algiers, 12 April 2025 -"), or 0: names, dates and marks up to
 * a dash near the start of a paragraph. */
static uint32_t dateline_of(const YqReading *self, const YqSentence *sentence)
{
    uint32_t stop = MIN(sentence->first + 14, sentence->last);

    for (uint32_t i = sentence->first + 1; i + 1 < stop; i++) {
        const YqToken *token = yq_token(self, i), *next = yq_token(self, i + 1);

        if ((token->flags & YQ_TOKEN_MARK) == 0 ||
            (token->flags & next->flags & YQ_TOKEN_JOINED) != 0) {
            continue;
        }
        if (is_dash(self, i)) {
            return (token->flags & YQ_TOKEN_JOINED) == 0 ? i : 0;
        }
    }
    return 0;
}

/* --- when it was published --- */

enum { HEAD_SENTENCES = 6, LEAST_YEAR = 1900 };

/* A day whose year is written out at @token. */
static bool full_date_at(YqReading *self, uint32_t token, YqDateSpan *out)
{
    if (!yq_date_at(self, token, out) || out->when.precision != YQ_DATE_DAY) {
        return false;
    }
    for (uint32_t i = out->first; i < out->last; i++) {
        if ((yq_token(self, i)->flags & YQ_TOKEN_NUMBER) != 0 &&
            strtol(yq_token_folded(self->document, i), NULL, 10) >= LEAST_YEAR) {
            return true;
        }
    }
    return false;
}

/* Behind what stands in brackets at @token, or @token where nothing does. */
static uint32_t skip_bracket(const YqReading *self, uint32_t token, uint32_t last)
{
    if (strcmp(yq_token_folded(self->document, token), "(") != 0) {
        return token;
    }
    while (token < last && strcmp(yq_token_folded(self->document, token), ")") != 0) {
        token++;
    }
    return MIN(token + 1, last);
}

/* Behind a town that a line begins with, known or not: a few words up to a comma or a
 * dash, none of which tells an event. */
static uint32_t skip_town(const YqReading *self, uint32_t first, uint32_t last)
{
    enum { MOST_WORDS = 4 };

    for (uint32_t i = first; i < MIN(last, first + MOST_WORDS); i++) {
        const char *word = yq_token_folded(self->document, i);

        if ((yq_token(self, i)->flags & YQ_TOKEN_MARK) != 0) {
            return strcmp(word, ",") == 0 || is_dash(self, i) ? i : first;
        }
        if (yq_match_any(self, i, 1u << YQ_LEX_EVENT) ||
            (yq_token(self, i)->flags & YQ_TOKEN_NUMBER) != 0) {
            return first;
        }
    }
    return first;
}

/* Where what tells the day of publication in tokens [@i, @last) ends, or 0: they begin
 * with words that say so, or there is nothing else, up to a dash behind the day, than a
 * day with its year, names of places, numbers and what stands in brackets. */
static uint32_t imprint_of(YqReading *self, uint32_t i, uint32_t last, YqDate *out)
{
    const YqLexMatch *label = yq_time_at(self, i, YQ_TIME_PUBLISHED);
    const uint32_t passed =
        1u << YQ_LEX_WEEKDAY | 1u << YQ_LEX_TIME | 1u << YQ_LEX_RELATION;
    bool dated = false;

    i = label != NULL ? label->last : skip_town(self, i, last);
    while (i < last) {
        const YqParsedMention *mention = yq_mention_at(self, i);
        uint32_t behind = skip_bracket(self, i, last);
        YqDateSpan date;

        if (!dated && full_date_at(self, i, &date)) {
            dated = true;
            *out = date.when.start;
            behind = date.last;
        } else if (mention != NULL && label == NULL) {
            behind = mention->last;
        } else if ((yq_token(self, i)->flags & (YQ_TOKEN_MARK | YQ_TOKEN_NUMBER)) != 0 ||
                   yq_match_any(self, i, passed)) {
            behind = MAX(behind, i + 1);
        }
        if (dated && (label != NULL || (behind < last && is_dash(self, behind)))) {
            return behind;
        }
        if (behind == i) {
            return 0;
        }
        i = behind;
    }
    return dated ? last : 0;
}

/* Whether a line of the text ends before @token. */
static bool begins_line(const YqReading *self, const char *text, uint32_t token)
{
    const YqToken *before = token > 0 ? yq_token(self, token - 1) : NULL;

    return before == NULL ||
           memchr(text + before->byte_end, '\n',
                  yq_token(self, token)->byte_start - before->byte_end) != NULL;
}

/* "26 May 2014 -- Libya -- jets bombed …", of a paper of June: the day of what is told.
 */
static bool is_another_day(const YqReading *self, YqDate day)
{
    return self->published.year != 0 &&
           abs(yq_date_to_days(self->published) - yq_date_to_days(day)) > 1;
}

/* The day of an article that comes without one, on a line of its own. */
static void find_imprint(YqReading *self)
{
    const YqDocument *document = self->document;
    size_t n = MIN(document->n_sentences, (size_t)HEAD_SENTENCES);

    if (document->article == NULL || n == 0) {
        return;
    }
    const char *text = yq_article_text(document->article, NULL);
    uint32_t end = document->sentences[n - 1].last;
    YqDate day;

    for (uint32_t first = 0, last; first < end; first = last) {
        last = first + 1;
        while (last < end && !begins_line(self, text, last) &&
               yq_token(self, last)->sentence == yq_token(self, first)->sentence) {
            last++;
        }
        uint32_t behind = imprint_of(self, first, last, &day);

        if (behind > 0 && !is_another_day(self, day)) {
            self->imprint_start = first;
            self->imprint_end = behind;
            self->published = self->published.year == 0 ? day : self->published;
            return;
        }
    }
}

bool yq_in_dateline(const YqReading *self, uint32_t first, uint32_t last)
{
    return (first >= self->dateline_start && last <= self->dateline_end) ||
           (first >= self->imprint_start && last <= self->imprint_end);
}

/* The day of the dateline, where that tells it in full. */
static void take_dateline(YqReading *self)
{
    YqDateSpan date;

    for (uint32_t i = self->dateline_start;
         self->published.year == 0 && i < self->dateline_end; i++) {
        if (full_date_at(self, i, &date) && date.last <= self->dateline_end) {
            self->published = date.when.start;
        }
    }
}

static void find_dateline(YqReading *self)
{
    for (size_t s = 0; s < self->document->n_sentences; s++) {
        const YqSentence *sentence = &self->document->sentences[s];

        if (s > 4) {
            break;
        }
        uint32_t end = dateline_of(self, sentence);

        for (guint i = 0; end > 0 && i < self->analysis->mentions->len; i++) {
            const YqParsedMention *m =
                &g_array_index(self->analysis->mentions, YqParsedMention, i);

            if (m->first >= sentence->first && m->first <= sentence->first + 1 &&
                m->last <= end) {
                self->dateline_start = sentence->first;
                self->dateline_end = end;
                return;
            }
        }
    }
}

void yq_datelines_find(YqReading *self)
{
    find_dateline(self);
    take_dateline(self);
    find_imprint(self);
}
