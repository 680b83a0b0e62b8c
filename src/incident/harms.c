/* SPDX-License-Identifier: MIT */
/* Which word of casualties each count of a sentence belongs to. */
#include "incident/counts.h"

#include <string.h>

/* Farthest number behind its verb, and farthest people in the same clause. */
#define VERB_REACH 7
#define FAR_REACH 16
/* Farthest victim behind a passive verb: "the driver of the bus was killed". */
#define SUBJECT_REACH 8
/* Tokens between "abducted" and "then killed". */
#define END_REACH 4
/* Tokens from "in retaliation for the …" to "death". */
#define REMEMBERED_REACH 6

#define BIT(code) (1u << (code))

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

/* "37 dead, of whom 27 soldiers, and 29 wounded": whether a count is a part of what
 * stands before it, and a mark parts it from the next. */
static bool is_part_apart(const YqReading *self, Span span, guint i)
{
    const YqCount *next = &span.counts[i + 1];

    if (next->among || yq_breaks_between(self, span.counts[i].last, next->first) == 0) {
        return false;
    }
    while (!span.counts[i].among) {
        if (i == 0 || !joined(self, &span.counts[i - 1], &span.counts[i])) {
            return false;
        }
        i--;
    }
    return true;
}

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
               !is_part_apart(self, span, i) &&
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
    uint32_t from = word->first > REMEMBERED_REACH
                        ? MAX(word->first - REMEMBERED_REACH, sentence->first)
                        : sentence->first;

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

/* "Drones were shot down": words that begin a longer word of another event. */
static bool is_part_of_event(const YqReading *self, const YqLexMatch *word)
{
    for (uint32_t i = self->at[word->first]; i < self->at[word->first + 1]; i++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, i);

        if (match->entry->kind == YQ_LEX_EVENT && match->last > word->last &&
            (match->entry->code == YQ_INCIDENT_DRONE_SHOT_DOWN ||
             match->entry->code == YQ_INCIDENT_AIRCRAFT_SHOT_DOWN)) {
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
            !is_part_of_event(self, match) && !yq_is_unreal(self, match->first) &&
            !is_remembered(self, match, sentence)) {
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

        bool alone =
            count->unnumbered && (k == 0 || !joined(link->self, count - 1, count) ||
                                  count->first - (count - 1)->last > 2);

        if (count->harm < 0 && !alone && count->first < word->last &&
            (verb ? count->last == word->first && (word->clitics & YQ_CLITIC_AND) == 0
                  : count->last >= word->first ||
                        (count->last + 1 == word->first &&
                         !yq_ends_noun_phrase(link->self, count->last))) &&
            count->last <= word->last && !is_older_harm(link, i, count)) {
            return mark_before(link->self, link->span, MAX(word->first, count->first + 1),
                               link->sentence->first, word->entry->code);
        }
    }
    return false;
}

/* "Four miners were abducted, then executed": what became of those counted before. */
static bool was_their_end(const Linking *link, guint i)
{
    const YqLexMatch *word = linked_word(link, i);
    const YqLexMatch *before = i > 0 ? linked_word(link, i - 1) : NULL;

    if (before == NULL || word->entry->code != YQ_HARM_KILLED ||
        before->entry->code != YQ_HARM_ABDUCTED ||
        word->first - MIN(before->last, word->first) > END_REACH) {
        return false;
    }
    for (guint k = link->span.n; k-- > 0;) {
        YqCount *count = &link->span.counts[k];

        if (count->first < word->first) {
            bool taken = count->harm == YQ_HARM_ABDUCTED && count->last <= before->first;

            if (taken) {
                count->harm = YQ_HARM_KILLED;
            }
            return taken;
        }
    }
    return false;
}

/* "A singer tells how rebels killed people": who is named before an active verb, and is
 * neither counted nor right before it, is not its victim. */
static bool is_other_subject(const Linking *link, const YqLexMatch *word)
{
    bool latin = (yq_token(link->self, word->first)->flags & YQ_TOKEN_LATIN) != 0;

    for (guint k = link->span.n; latin && k-- > 0;) {
        const YqCount *count = &link->span.counts[k];

        if (count->first < word->first) {
            return count->unnumbered && word->first - MIN(count->last, word->first) > 2;
        }
    }
    return false;
}

static bool link_around(const Linking *link, guint i)
{
    const YqLexMatch *word = linked_word(link, i);
    bool arabic = (yq_token(link->self, word->first)->flags & YQ_TOKEN_ARABIC) != 0;
    uint32_t from = i > 0 ? linked_word(link, i - 1)->first : link->sentence->first;
    guint next = i + 1; /* that does not stand inside this one: "the dead rose … to" */

    while (next < link->words->len && linked_word(link, next)->first < word->last) {
        next++;
    }
    uint32_t until =
        next < link->words->len ? linked_word(link, next)->first : link->sentence->last;
    uint8_t order = order_of(link->self, word, from);
    YqHarm harm = word->entry->code;

    if (order == YQ_ORDER_NOUN) {
        return false;
    }
    if (was_their_end(link, i)) {
        return true;
    }
    if (order == YQ_ORDER_BEFORE) {
        return mark_before(link->self, link->span, word->first, from, harm) ||
               mark_after(link->self, link->span, word->last, until, 3, harm);
    }
    /* "abducted and killed 52 men": what happened last. */
    bool shared = i + 1 < link->words->len && harm >= YQ_HARM_ABDUCTED &&
                  linked_word(link, i + 1)->entry->code == YQ_HARM_KILLED;

    return mark_after(link->self, link->span, word->last,
                      arabic || shared ? until : link->sentence->last, VERB_REACH,
                      harm) ||
           (order == YQ_ORDER_EITHER && !is_other_subject(link, word) &&
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

/* "The driver and the gunner were killed": persons that only "and" counts, in the subject
 * of a verb of many; 0 where they are not two or more. */
static int32_t persons_joined(const YqReading *self, const YqLexMatch *word,
                              uint32_t start)
{
    int32_t persons = 0;
    bool joined = false;

    for (uint32_t k = self->at[start]; k < self->at[word->first]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);
        const YqLexEntry *entry = match->entry;
        bool person = entry->kind == YQ_LEX_PEOPLE &&
                      (entry->code <= YQ_PEOPLE_CHILD || entry->code == YQ_PEOPLE_ANY);

        if ((entry->kind == YQ_LEX_PEOPLE && (!person || entry->value != 1)) ||
            entry->kind == YQ_LEX_EVENT || entry->kind == YQ_LEX_NUMBER ||
            entry->kind == YQ_LEX_CLAIM || entry->kind == YQ_LEX_NEGATION) {
            if (entry->kind != YQ_LEX_NUMBER || entry->code != YQ_NUMBER_ARTICLE) {
                return 0;
            }
        }
        persons += person;
        joined |= entry->kind == YQ_LEX_QUANTITY && entry->code == YQ_QUANTITY_AND;
    }
    return joined && persons > 1 ? persons : 0;
}

/* A victim that only the number of the verb tells: "the mayor was killed". Nobody, when
 * the subject is denied, is a thing, or is many. */
static bool implied_victim(const YqReading *self, const YqLexMatch *word, uint32_t start,
                           YqCount *out)
{
    uint32_t from =
        word->first > start + SUBJECT_REACH ? word->first - SUBJECT_REACH : start;
    const YqLexEntry *people = NULL;
    bool many = is_passive(self, word, start) && !is_singular(self, word, start) &&
                (yq_token(self, word->first)->flags & YQ_TOKEN_LATIN) != 0;
    int32_t persons = many ? persons_joined(self, word, from) : 0;

    if (persons > 0) {
        *out = (YqCount){.first = word->first,
                         .last = word->last,
                         .noun = word->first,
                         .value = persons,
                         .unnumbered = true,
                         .harm = word->entry->code};
        return true;
    }
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
    if (people != NULL && people->value == 0 && word->entry->value < 2) {
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

/* "قتل مسلح خمسة جنود": of one person and a number behind him, with no "and" between, he
 * killed and they were killed. */
static void tell_killers(const Linking *link)
{
    for (guint i = 1; i < link->span.n; i++) {
        YqCount *one = &link->span.counts[i - 1], *many = &link->span.counts[i];

        if (one->unnumbered && !many->unnumbered && one->harm >= 0 &&
            one->harm <= YQ_HARM_WOUNDED && many->first == one->last &&
            (many->harm < 0 || many->harm == one->harm) &&
            (yq_token(link->self, one->first)->flags & YQ_TOKEN_ARABIC) != 0 &&
            (yq_first_clitics(link->self, many->first) & YQ_CLITIC_AND) == 0) {
            many->harm = one->harm;
            one->harm = -1;
        }
    }
}

/* Links the counts of a sentence, those from @from on, to its words of casualties. */
void yq_counts_link(YqReading *self, const YqSentence *sentence, guint from)
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
    tell_killers(&link);
    drop_things(link.span);
    add_implied(self, &link, from);
}
