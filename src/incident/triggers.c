/* SPDX-License-Identifier: MIT */
/* Words of events that count as reported: what is denied, feared, threatened, remembered
 * or told of in general is left out; a general word gets its kind from what the thing was
 * done with. */
#include "incident/report.h"

/* How many tokens a word like "not" or "could" reaches over. */
#define REACH_AFTER 10
#define REACH_BEFORE 8
#define REACH_COMPARISON 4
#define MEANS_REACH 6
#define MEANS_BEFORE 9 /* "a drone, made in Turkey, of the Malian army struck" */
#define MEANS_REACH_AFTER 14

#define BIT(code) (1u << (code))

/* The end of a date between two marks at @token ("denied, on Thursday, that …"), behind
 * the second; or @token. */
static uint32_t behind_date(const YqReading *self, uint32_t token, uint32_t end)
{
    uint32_t i = token;

    while (i < end && (yq_in_a_date(self, i) ||
                       yq_match_any(self, i, 1u << YQ_LEX_TIME | 1u << YQ_LEX_WEEKDAY))) {
        i++;
    }
    return i > token && i < end && yq_token_is(self, i, ",") ? i + 1 : token;
}

/* Up to where a word that speaks of what follows is heard: to the end of its clause. */
static uint32_t heard_until(const YqReading *self, const YqLexMatch *match, uint32_t end)
{
    uint32_t stop =
        match->entry->extra == YQ_REACH_REST ? end : MIN(match->last + REACH_AFTER, end);
    uint32_t breaks = self->breaks[match->last];

    for (uint32_t i = match->last; i < stop; i++) {
        if (self->breaks[i] <= breaks || match->entry->extra == YQ_REACH_REST) {
            continue;
        }
        uint32_t behind = behind_date(self, i, end);

        if (behind == i) {
            return i;
        }
        stop = MIN(stop + behind - i + 1, end);
        breaks = self->breaks[MIN(behind, end - 1)];
        i = behind - 1;
    }
    return stop;
}

bool yq_is_unreal(const YqReading *self, uint32_t token)
{
    const YqSentence *s = &self->document->sentences[yq_token(self, token)->sentence];

    for (uint32_t k = self->at[s->first]; k < self->at[token]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_NEGATION && match->first < token &&
            (match->entry->extra == YQ_REACH_AFTER ||
             match->entry->extra == YQ_REACH_REST) &&
            (match->entry->code <= YQ_NEGATION_COMPARISON ||
             match->entry->code == YQ_NEGATION_PURPOSE) &&
            heard_until(self, match, s->last) > token) {
            return true;
        }
    }
    return false;
}

static bool has_day(const YqReading *self, const YqSentence *sentence)
{
    for (guint i = yq_dates_from(self, sentence->first); i < self->dates->len; i++) {
        const YqDateSpan *date = &g_array_index(self->dates, YqDateSpan, i);

        if (date->first >= sentence->last) {
            break;
        }
        if (date->when.precision == YQ_DATE_DAY && !date->dateline) {
            return true;
        }
    }
    return false;
}

/* What a sentence's negations leave standing: everything, verbs of a dated sentence, or
 * nothing. */
typedef enum Standing { STANDING_ALL, STANDING_DATED, STANDING_NONE } Standing;

/* Whether a word is in the name of a place: Dori is no league. @inside: not the first of
 * its words. */
static bool is_named(const YqReading *self, uint32_t token, bool inside)
{
    const GArray *mentions = self->analysis->mentions;
    guint i = yq_spans_from(mentions, offsetof(YqParsedMention, first), token + 1);
    const YqParsedMention *m =
        i > 0 ? &g_array_index(mentions, YqParsedMention, i - 1) : NULL;

    return m != NULL && token < m->last && (!inside || m->first < token) &&
           m->mention.role == YQ_ROLE_PLACE && m->mention.place != YQ_PLACE_NONE;
}

/* "6-0", "3-1": a score, and no range, which rises. */
static bool is_score(const YqReading *self, uint32_t token)
{
    YqNumber first, second;

    return yq_token_is(self, token, "-") && token > 1 &&
           (yq_token(self, token)->flags & YQ_TOKEN_JOINED) != 0 &&
           (yq_token(self, token - 1)->flags & YQ_TOKEN_NUMBER) != 0 &&
           yq_number_at(self, token - 1, &first) &&
           yq_number_at(self, token + 1, &second) && first.value < 20 &&
           second.value < first.value && second.value < 10 &&
           (yq_token(self, token + 1)->flags & YQ_TOKEN_NUMBER) != 0 &&
           !yq_token_is(self, token + 2, "-") && !yq_token_is(self, token - 2, "-") &&
           !yq_in_a_date(self, token);
}

static Standing judge_sentence(const YqReading *self, const YqSentence *sentence)
{
    Standing standing = STANDING_ALL;

    for (uint32_t i = sentence->first; i < sentence->last; i++) {
        if (is_score(self, i)) {
            return STANDING_NONE;
        }
    }
    for (uint32_t k = self->at[sentence->first]; k < self->at[sentence->last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_NEGATION &&
            match->entry->extra == YQ_REACH_SENTENCE &&
            !is_named(self, match->first, false)) {
            if (match->entry->code != YQ_NEGATION_BACKGROUND) {
                return STANDING_NONE;
            }
            standing = STANDING_DATED;
        }
    }
    return standing;
}

static bool denied_after(const YqReading *self, const YqLexMatch *event, uint32_t end)
{
    uint32_t stop = MIN(event->last + REACH_BEFORE, end);

    for (uint32_t k = self->at[event->last]; k < self->at[stop]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind != YQ_LEX_NEGATION ||
            match->entry->extra != YQ_REACH_BEFORE ||
            yq_breaks_between(self, event->last, match->first) > 0) {
            continue;
        }
        if (match->entry->code != YQ_NEGATION_COMPARISON ||
            match->first - event->last < REACH_COMPARISON) {
            return true;
        }
    }
    return false;
}

static bool is_means(const YqLexMatch *match)
{
    return match != NULL && match->entry->code < YQ_MEANS_BY;
}

/* Whether "with" is written onto a means, or onto its number: "بثلاثة صواريخ". */
static bool is_with(const YqReading *self, const YqLexMatch *means)
{
    uint32_t before = means->first > 0 ? means->first - 1 : 0;

    return (means->clitics & YQ_CLITIC_IN) != 0 ||
           (yq_match_at(self, before, YQ_LEX_NUMBER) != NULL &&
            (yq_first_clitics(self, before) & YQ_CLITIC_IN) != 0);
}

/* "with a rocket that a drone fired" */
static bool fired_by_drone(const YqReading *self, uint32_t token, uint32_t stop)
{
    return yq_match_within(self, token, MIN(token + MEANS_REACH, stop), YQ_LEX_MEANS,
                           BIT(YQ_MEANS_DRONE));
}

/* The means named right before an event ("a drone struck") or after it by a word or
 * clitic of means ("struck by a drone", "قصف بمسيرة"), or right after it where the
 * language puts the one who acts there; -1 for none. */
static int means_of(const YqReading *self, const YqLexMatch *event,
                    const YqSentence *sentence)
{
    uint32_t start = MAX(sentence->first,
                         event->first > MEANS_BEFORE ? event->first - MEANS_BEFORE : 0);
    uint32_t stop = MIN(event->last + MEANS_REACH_AFTER, sentence->last);

    for (uint32_t i = event->first; i-- > start;) {
        const YqLexMatch *means = yq_match_at(self, i, YQ_LEX_MEANS);

        if (self->breaks[i] != self->breaks[event->first]) {
            break;
        }
        if (is_means(means)) {
            return means->entry->code;
        }
    }
    bool announced = false;

    for (uint32_t i = event->first; i < stop; i++) {
        const YqLexMatch *means = yq_match_at(self, i, YQ_LEX_MEANS);

        if (self->breaks[i] != self->breaks[event->last]) {
            break;
        }
        announced = means != NULL && means->entry->code == YQ_MEANS_BY
                        ? true
                        : announced && i < event->last + MEANS_REACH;
        bool arabic = (yq_token(self, i)->flags & YQ_TOKEN_ARABIC) != 0;

        if (is_means(means) && (announced || is_with(self, means) || i < event->last ||
                                (arabic && i <= event->last + 1))) {
            bool drone =
                means->entry->code == YQ_MEANS_ARTILLERY && fired_by_drone(self, i, stop);

            return drone ? YQ_MEANS_DRONE : means->entry->code;
        }
    }
    return -1;
}

static void refine_type(const YqReading *self, const YqLexMatch *event,
                        const YqSentence *sentence, YqTrigger *trigger)
{
    static const uint8_t strikes[] = {YQ_INCIDENT_DRONE_STRIKE, YQ_INCIDENT_AIR_STRIKE,
                                      YQ_INCIDENT_SHELLING};
    /* "A drone killed three" tells the kind, "three died when a plane crashed" does not.
     */
    bool wreck =
        trigger->weight == 1 && yq_match_within(self, sentence->first, sentence->last,
                                                YQ_LEX_CLAIM, BIT(YQ_ACT_WRECK));
    bool general = trigger->type == YQ_INCIDENT_ATTACK &&
                   (trigger->weight == 2 ||
                    (trigger->weight == 1 && trigger->form == YQ_FORM_VERB && !wreck));

    if (trigger->type == YQ_INCIDENT_AIRCRAFT_SHOT_DOWN ||
        trigger->type == YQ_INCIDENT_DRONE_SHOT_DOWN) {
        uint32_t from = event->first > 12 ? event->first - 12 : 0;
        from = MAX(from, sentence->first);
        uint32_t to = MIN(event->last + 9, sentence->last);

        if (yq_match_within(self, from, to, YQ_LEX_MEANS, BIT(YQ_MEANS_DRONE))) {
            trigger->type = YQ_INCIDENT_DRONE_SHOT_DOWN;
        } else if (trigger->type == YQ_INCIDENT_AIRCRAFT_SHOT_DOWN &&
                   !yq_match_within(self, from, to, YQ_LEX_MEANS,
                                    BIT(YQ_MEANS_AIRCRAFT))) {
            trigger->type = YQ_INCIDENT_ATTACK;
            trigger->weight = 1;
        }
        if (trigger->type == YQ_INCIDENT_DRONE_SHOT_DOWN && trigger->weight == 2 &&
            !yq_match_within(self, from, to, YQ_LEX_MEANS, BIT(YQ_MEANS_DRONE))) {
            trigger->weight = 0; /* "destroyed", but no drone */
        }
        return;
    }
    if (!general && trigger->type != YQ_INCIDENT_BOMBARDMENT &&
        trigger->type != YQ_INCIDENT_AIR_STRIKE) {
        return;
    }
    int means = means_of(self, event, sentence);

    if (means < 0 && trigger->type == YQ_INCIDENT_AIR_STRIKE && trigger->weight == 2) {
        bool ground = yq_match_within(self, sentence->first, sentence->last, YQ_LEX_MEANS,
                                      BIT(YQ_MEANS_GROUND));

        /* "غارة" of horsemen */
        trigger->type = ground ? YQ_INCIDENT_ATTACK : trigger->type;
        trigger->weight = ground ? 2 : 3;
        return;
    }
    if (means < 0 ||
        (trigger->type == YQ_INCIDENT_AIR_STRIKE && means != YQ_MEANS_DRONE)) {
        return;
    }
    trigger->type = strikes[means];
    trigger->weight = 3;
}

/* Whether the event's words are, or begin with, a way to say "the one just told". */
static bool tells_again(const YqReading *self, const YqLexMatch *event)
{
    uint32_t from = event->first > 2 ? event->first - 2 : 0;

    for (uint32_t k = self->at[from]; k < self->at[event->last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_SEQUENCE &&
            match->entry->code == YQ_SEQUENCE_SAME && match->last > event->first) {
            return true;
        }
    }
    return false;
}

/* Whether a word is an hour of the day before its date: "فجر الأحد". */
static bool is_hour(const YqReading *self, const YqLexMatch *event)
{
    guint i = yq_dates_from(self, event->last);

    return event->last == event->first + 1 &&
           yq_match_code(self, event->first, YQ_LEX_TIME, YQ_TIME_HOUR) != NULL &&
           i < self->dates->len &&
           g_array_index(self->dates, YqDateSpan, i).first <= event->last + 1;
}

/* Whether a note in square brackets holds @token: "[women targeted]", a coder's remark.
 */
static bool is_remark(const YqReading *self, const YqSentence *sentence, uint32_t token)
{
    for (uint32_t i = token; i-- > sentence->first;) {
        if (yq_token_is(self, i, "]")) {
            return false;
        }
        if (yq_token_is(self, i, "[")) {
            return true;
        }
    }
    return false;
}

static void append_trigger(YqReading *self, const YqLexMatch *event,
                           const YqSentence *sentence)
{
    YqTrigger trigger = {
        .first = event->first,
        .last = event->last,
        .type = event->entry->code,
        .form = event->entry->extra,
        .weight = event->entry->value,
        .again = event->entry->extra != YQ_FORM_VERB && tells_again(self, event),
    };
    YqTrigger *before =
        self->triggers->len > 0
            ? &g_array_index(self->triggers, YqTrigger, self->triggers->len - 1)
            : NULL;

    refine_type(self, event, sentence, &trigger);
    if (trigger.weight == 0) {
        return;
    }
    if (before != NULL && before->last > trigger.first) {
        /* Two meanings of one phrase, or phrases over each other: the weightier, or the
         * one that takes a word more: "signed a pact of defence", and not "announced
         * their withdrawal from a bloc". */
        bool near = before->last - before->first <= 3 || trigger.last - before->last <= 3;
        bool more = trigger.first == before->first && trigger.last > before->last &&
                    near && before->type != YQ_INCIDENT_BORDER_INCIDENTS;

        if (trigger.weight > before->weight ||
            (trigger.weight == before->weight && more)) {
            *before = trigger;
        }
        return;
    }
    g_array_append_val(self->triggers, trigger);
}

/* Where a phrase of no event that begins at @token ends, or @token. */
static uint32_t none_from(const YqReading *self, uint32_t token)
{
    uint32_t until = token;

    for (uint32_t k = self->at[token]; k < self->at[token + 1]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_EVENT &&
            match->entry->code == YQ_INCIDENT_OTHER) {
            until = MAX(until, match->last);
        }
    }
    return until;
}

/* Whether an event's words stand for one that was, as far as its clause says. */
static bool is_real(const YqReading *self, const YqLexMatch *event,
                    const YqSentence *sentence, uint32_t dead_until)
{
    /* "will attack", "like an attack" */
    bool as = (event->clitics & YQ_CLITIC_AS) != 0;
    /* "fears of fighting, and flight": a noun that a mark and "and" join. */
    bool joined = event->first == dead_until && event->first > sentence->first &&
                  event->entry->extra != YQ_FORM_VERB &&
                  (event->clitics & YQ_CLITIC_AND) != 0;

    return event->first >= dead_until && !as && !joined &&
           !is_named(self, event->first, true) && !yq_in_a_date(self, event->first) &&
           !is_hour(self, event) && !denied_after(self, event, sentence->last);
}

static void find_in(YqReading *self, const YqSentence *sentence, Standing standing)
{
    uint32_t dead_until = sentence->first, none_until = sentence->first;
    uint32_t coming_from = sentence->first, coming_until = sentence->first;

    if (standing == STANDING_NONE ||
        (standing == STANDING_DATED && !has_day(self, sentence))) {
        return;
    }
    for (uint32_t k = self->at[sentence->first]; k < self->at[sentence->last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        /* A phrase that begins with "no" speaks for itself: "a coup failed". */
        if (match->first > coming_from) {
            dead_until = MAX(dead_until, coming_until);
        }
        if (match->entry->kind == YQ_LEX_NEGATION &&
            (match->entry->extra == YQ_REACH_AFTER ||
             match->entry->extra == YQ_REACH_REST)) {
            uint32_t until = heard_until(self, match, sentence->last);

            coming_until = MAX(coming_until, until);
            coming_from = match->first;
        }
        if (match->entry->kind != YQ_LEX_EVENT || match->first < self->dateline_end) {
            continue;
        }
        none_until = MAX(none_until, none_from(self, match->first));
        if (match->first >= none_until && is_real(self, match, sentence, dead_until) &&
            !is_remark(self, sentence, match->first) &&
            (standing == STANDING_ALL || match->entry->extra == YQ_FORM_VERB)) {
            append_trigger(self, match, sentence);
        }
    }
}

/* Whether the triggers from @from on tell of victims only, and of no event. */
static bool only_victims(const YqReading *self, guint from)
{
    for (guint i = from; i < self->triggers->len; i++) {
        const YqTrigger *trigger = &g_array_index(self->triggers, YqTrigger, i);

        if (trigger->type != YQ_INCIDENT_ATTACK || trigger->weight > 1) {
            return false;
        }
    }
    return self->triggers->len > from;
}

void yq_triggers_find(YqReading *self)
{
    const YqSentence *sentences = self->document->sentences;
    Standing last = STANDING_ALL; /* of the sentence before */

    for (size_t s = 0; s < self->document->n_sentences; s++) {
        Standing standing = judge_sentence(self, &sentences[s]);
        guint before = self->triggers->len;

        if (!sentences[s].heading) {
            find_in(self, &sentences[s], standing);
        }
        if (last == STANDING_NONE && only_victims(self, before) &&
            sentences[s].paragraph == sentences[s - 1].paragraph) {
            self->triggers->len = before; /* the dead of the accident told before */
        }
        last = standing;
    }
}
