/* SPDX-License-Identifier: MIT */
/* Which words of one sentence tell of one event. */
#include "incident/groups.h"

/* Tokens between "accord signed" and its year. */
#define NOUN_DATE_REACH 3
/* Tokens between the word for a clash and its sides. */
#define SIDE_REACH 8

/* Tokens from "two weeks after" to what it is after. */
#define SHIFT_REACH 6u

/* Tokens from who moves to the word that says so. */
#define MOVER_REACH 6

YqCategory yq_trigger_category(const YqTrigger *trigger)
{
    return yq_incident_type_category(trigger->type);
}

/* A verb says more than a noun of the same weight, several in general say less. */
static int strength(const YqTrigger *trigger)
{
    return trigger->weight * 3 + (trigger->form == YQ_FORM_VERB   ? 2
                                  : trigger->form == YQ_FORM_NOUN ? 1
                                                                  : 0);
}

/* "The Algiers accord signed in 2015": what only a noun's own date tells. */
static bool is_noun_dated(const YqReading *self, const YqTrigger *trigger)
{
    for (guint i = yq_dates_from(self, trigger->first); i < self->dates->len; i++) {
        const YqDateSpan *date = &g_array_index(self->dates, YqDateSpan, i);

        if (date->first > trigger->last + NOUN_DATE_REACH) {
            break;
        }
        if (date->of_noun) {
            return true;
        }
    }
    return false;
}

bool yq_place_is_exact(const YqPlaceSpan *place)
{
    return place != NULL && place->located && place->where.precision <= 3;
}

/* "The raid came two days after troops killed 15": what follows is of its own day. */
static bool shifts_between(const YqReading *self, uint32_t first, uint32_t last)
{
    for (guint i = yq_dates_from(self, first); i < self->dates->len; i++) {
        const YqDateSpan *date = &g_array_index(self->dates, YqDateSpan, i);

        if (date->first >= last) {
            break;
        }
        if (date->shifts) {
            return true;
        }
    }
    return false;
}

/* "Five were killed on Thursday in Mopti, and three on Friday in Gao": verbs in clauses
 * of their own, with a day in each, and people. */
static bool each_tells(const YqReading *self, const YqGroup *group, const YqTrigger *next,
                       const YqDateSpan *date)
{
    return group->head->form == YQ_FORM_VERB && next->form == YQ_FORM_VERB &&
           yq_breaks_between(self, group->head->first, next->first) > 0 &&
           yq_breaks_between(self, group->date->first, group->head->first) == 0 &&
           yq_breaks_between(self, date->first, next->first) == 0 &&
           yq_counts_within(
               self, next->first,
               self->document->sentences[yq_token(self, next->first)->sentence].last);
}

/* Whether two triggers of violence in one sentence tell of two events: each with a date
 * or an exact place of its own, in clauses of their own. */
static bool apart(const YqReading *self, const YqGroup *group, const YqTrigger *next)
{
    if (shifts_between(self, group->last, next->first)) {
        return true;
    }
    uint32_t start =
        self->document->sentences[yq_token(self, group->first)->sentence].first;

    /* "Two weeks after the death of five soldiers, troops killed three" */
    if (yq_breaks_between(self, group->last, next->first) > 0 &&
        shifts_between(self, MAX(start, group->first - MIN(group->first, SHIFT_REACH)),
                       group->first)) {
        return true;
    }
    if (next->again || next->form == YQ_FORM_PLURAL) {
        return false;
    }
    uint32_t sentence = yq_token(self, next->first)->sentence;
    const YqDateSpan *date = yq_date_choose(self, sentence, next->first, next->last);
    const YqPlaceSpan *place =
        yq_place_choose(self, sentence, next->first, next->last, YQ_CATEGORY_VIOLENCE);
    bool little = group->head->weight < 2 || next->weight < 2;

    if (date != NULL && group->date != NULL && date != group->date && !date->told &&
        !group->date->told && !yq_intervals_overlap(&date->when, &group->date->when) &&
        (!little || each_tells(self, group, next, date))) {
        return true;
    }
    if (little) {
        return false;
    }
    return yq_breaks_between(self, group->last, next->first) > 0 &&
           place != group->place && yq_place_is_exact(place) &&
           yq_place_is_exact(group->place) &&
           yq_breaks_between(self, place->mention_first, next->first) == 0 &&
           yq_distance_rough_km(place->where.at, group->place->where.at) > 20;
}

static void set_head(const YqReading *self, YqGroup *group, const YqTrigger *head)
{
    YqCategory category = yq_trigger_category(head);
    uint32_t sentence = yq_token(self, head->first)->sentence;

    group->head = head;
    group->date = yq_date_choose(self, sentence, head->first, head->last);
    group->place = yq_place_choose(self, sentence, head->first, head->last, category);
}

static bool joins_group(const YqReading *self, const YqGroup *group,
                        const YqTrigger *next)
{
    YqCategory category = yq_trigger_category(next);

    if (next->type == YQ_INCIDENT_PROTEST && group->head->type == next->type) {
        return true;
    }
    if (group->head->type == YQ_INCIDENT_PROTEST && category == YQ_CATEGORY_VIOLENCE &&
        next->weight == 1) {
        return true; /* the dead of a protest are its own */
    }
    if (yq_trigger_category(group->head) != category) {
        return false;
    }
    if (category != YQ_CATEGORY_VIOLENCE && group->head->type != next->type) {
        return false;
    }
    return !apart(self, group, next);
}

static bool took_place(const YqTrigger *trigger)
{
    return trigger->form == YQ_FORM_VERB && trigger->weight > 1;
}

/* "Seized the town after attacking its base": the assault says how it was taken. */
static bool is_how_taken(const YqTrigger *head, const YqTrigger *next)
{
    return head->type == YQ_INCIDENT_ARMED_CLASH && head->weight == 2 &&
           next->type == YQ_INCIDENT_ATTACK && next->weight == 2 &&
           next->form != YQ_FORM_PLURAL;
}

/* "A strike hit the market; the staff speaks of seven terrorists neutralised": by it. */
static bool is_what_strike_did(const YqTrigger *head, const YqTrigger *next)
{
    bool strike = head->type == YQ_INCIDENT_BOMBARDMENT ||
                  head->type == YQ_INCIDENT_AIR_STRIKE ||
                  head->type == YQ_INCIDENT_DRONE_STRIKE;

    return strike && head->weight >= 2 && head->form == YQ_FORM_NOUN &&
           next->type == YQ_INCIDENT_ARMED_CLASH && next->weight == 2;
}

GArray *yq_groups_of(const YqReading *self, guint from, guint to)
{
    GArray *groups = g_array_new(FALSE, TRUE, sizeof(YqGroup));

    for (guint i = from; i < to; i++) {
        const YqTrigger *next = &g_array_index(self->triggers, YqTrigger, i);
        YqGroup *home = NULL;

        for (guint k = groups->len; k-- > 0 && home == NULL;) {
            YqGroup *group = &g_array_index(groups, YqGroup, k);

            home = joins_group(self, group, next) ? group : NULL;
        }
        if (home == NULL) {
            YqGroup group = {
                .first = next->first, .last = next->last, .again = next->again};

            group.verb = took_place(next);
            set_head(self, &group, next);
            g_array_append_val(groups, group);
            continue;
        }
        home->last = next->last;
        home->again |= next->again;
        home->verb |= took_place(next);
        /* "killed five farmers and carried off two girls": the killing was more. */
        bool killed = next->type == YQ_INCIDENT_ABDUCTION &&
                      home->head->type == YQ_INCIDENT_ATTACK &&
                      home->head->form == YQ_FORM_VERB &&
                      yq_counts_within(self, home->head->first, next->first);

        if ((strength(next) > strength(home->head) && !killed &&
             !is_what_strike_did(home->head, next)) ||
            is_how_taken(home->head, next)) {
            set_head(self, home, next);
        }
    }
    return groups;
}

void yq_group_reach(const YqReading *self, const GArray *groups, guint i, uint32_t *first,
                    uint32_t *last)
{
    const YqGroup *group = &g_array_index(groups, YqGroup, i);
    const YqSentence *s =
        &self->document->sentences[yq_token(self, group->first)->sentence];

    *first = s->first;
    *last = s->last;
    for (guint k = 0; k < groups->len; k++) {
        const YqGroup *other = &g_array_index(groups, YqGroup, k);

        if (yq_trigger_category(other->head) != yq_trigger_category(group->head) ||
            k == i) {
            continue;
        }
        if (other->first < group->first) {
            *first = MAX(*first, MIN(other->last, group->first));
        } else {
            *last = MIN(*last, other->first);
        }
    }
    *last = MAX(*last, group->last);
    /* Back to the mark that parts the two clauses. */
    for (uint32_t at = *first; at > s->first && at <= group->first; at++) {
        if (self->breaks[at] > self->breaks[at - 1]) {
            *first = at;
            break;
        }
    }
}

/* What somebody thinks of it is told all the time: only a date beside it makes it an
 * event. Nor is one what only dates another. */
static bool is_opinion_undated(const YqReading *self, const YqGroup *group)
{
    const YqTrigger *head = group->head;

    if (head->form != YQ_FORM_VERB &&
        yq_trigger_category(head) == YQ_CATEGORY_POLITICAL && group->date != NULL &&
        group->date->shifts) {
        return true; /* "two weeks after the coup": when it is, not what is reported */
    }
    if (head->type != YQ_INCIDENT_STATEMENT) {
        return false;
    }
    return group->date == NULL ||
           yq_breaks_between(self, group->date->first, head->first) > 2 ||
           (group->date->first > head->last
                ? group->date->first - head->last
                : head->first - MIN(group->date->last, head->first)) > 20;
}

/* "Insurgents poured into the capital", "troops fled across the border": who moves is
 * armed, and no refugee. */
static bool is_armed_move(const YqReading *self, const YqGroup *group)
{
    uint32_t start =
        self->document->sentences[yq_token(self, group->first)->sentence].first;
    uint32_t from =
        group->first > start + MOVER_REACH ? group->first - MOVER_REACH : start;
    bool armed = false;

    if (group->head->type != YQ_INCIDENT_REFUGEES ||
        (yq_token(self, group->first)->flags & YQ_TOKEN_LATIN) == 0) {
        return false;
    }
    for (uint32_t k = self->at[from]; k < self->at[group->head->last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);
        bool people = match->entry->kind == YQ_LEX_PEOPLE;

        if (self->breaks[match->first] != self->breaks[group->first]) {
            continue;
        }
        if (people && (match->entry->code == YQ_PEOPLE_CIVIL ||
                       match->entry->code == YQ_PEOPLE_CHILD ||
                       match->entry->code == YQ_PEOPLE_ANY)) {
            return false;
        }
        armed |= (people || match->entry->kind == YQ_LEX_ACTOR) &&
                 match->entry->code <= YQ_PEOPLE_REBEL && match->first < group->first;
    }
    return armed;
}

/* "Mutinous soldiers drove into the capital and arrested the president": the mutiny that
 * became a coup. "The last unit left its base and crossed the border": nobody fled. */
static bool is_part_of_other(const YqReading *self, const GArray *groups, guint i)
{
    const YqGroup *group = &g_array_index(groups, YqGroup, i);

    for (guint k = 0; k < groups->len; k++) {
        const YqTrigger *other = g_array_index(groups, YqGroup, k).head;

        if ((k != i && group->head->type == YQ_INCIDENT_AGREEMENT &&
             is_noun_dated(self, group->head)) ||
            (other->type == YQ_INCIDENT_ALLIANCE && other->form == YQ_FORM_VERB &&
             group->head->type == YQ_INCIDENT_AGREEMENT) ||
            (other->type == YQ_INCIDENT_COUP && other->form == YQ_FORM_VERB &&
             group->head->type == YQ_INCIDENT_REBELLION &&
             group->head->form == YQ_FORM_VERB) ||
            (other->type == YQ_INCIDENT_WITHDRAWAL &&
             group->head->type == YQ_INCIDENT_REFUGEES &&
             !yq_counts_within(self, group->first, group->last + 12))) {
            return true;
        }
    }
    return false;
}

static bool counts_victims(const YqReading *self, const GArray *groups, guint i)
{
    uint32_t first, last;

    yq_group_reach(self, groups, i, &first, &last);
    for (guint k = yq_counts_from(self, first); k < self->counts->len; k++) {
        const YqCount *count = &g_array_index(self->counts, YqCount, k);

        if (count->first >= last) {
            break;
        }
        if (count->harm >= 0 && count->harm != YQ_HARM_DISPLACED) {
            return true; /* those who fled are victims of no fight of its own */
        }
    }
    return false;
}

/* Whether a date and an exact place stand in the group's own clause. */
static bool has_own(const YqReading *self, const YqGroup *group)
{
    return yq_place_is_exact(group->place) && group->date != NULL && !group->date->told &&
           yq_breaks_between(self, group->place->mention_first, group->head->first) ==
               0 &&
           yq_breaks_between(self, group->date->first, group->head->first) == 0;
}

/* Whether an army or the police are named before @token in its sentence. */
static bool is_by_state(const YqReading *self, uint32_t token)
{
    const YqSentence *s = &self->document->sentences[yq_token(self, token)->sentence];

    return yq_match_within(self, s->first, token, YQ_LEX_PEOPLE, 1u << YQ_PEOPLE_STATE) ||
           yq_match_within(self, s->first, token, YQ_LEX_ACTOR, 1u << YQ_PEOPLE_STATE);
}

/* "Rioters clashed with police": one of the two sides is the state's. */
static bool is_with_state(const YqReading *self, const YqTrigger *clash)
{
    const YqSentence *s =
        &self->document->sentences[yq_token(self, clash->first)->sentence];
    uint32_t last = MIN(clash->last + SIDE_REACH, s->last);

    return yq_match_within(self, s->first, last, YQ_LEX_PEOPLE, 1u << YQ_PEOPLE_STATE) ||
           yq_match_within(self, s->first, last, YQ_LEX_ACTOR, 1u << YQ_PEOPLE_STATE);
}

/* "Police fired on protesters": the protest is what happened, its dead are its own. */
static void turn_to_protest(const YqReading *self, GArray *groups, guint protest)
{
    const YqTrigger *head = g_array_index(groups, YqGroup, protest).head;

    for (guint i = 0; i < groups->len; i++) {
        YqGroup *group = &g_array_index(groups, YqGroup, i);
        uint32_t before = i < protest ? head->first : group->head->first;

        if (group->head->type == YQ_INCIDENT_ATTACK &&
            group->head->form == YQ_FORM_VERB && is_by_state(self, before)) {
            group->head = head;
            return;
        }
    }
    for (guint i = 0; i < groups->len; i++) {
        YqGroup *group = &g_array_index(groups, YqGroup, i);

        if (group->head->type == YQ_INCIDENT_ARMED_CLASH &&
            (head->last <= group->head->first
                 ? group->head->first - head->last
                 : head->first - group->head->last) <= SIDE_REACH &&
            is_with_state(self, group->head)) {
            group->head = head;
            return;
        }
    }
}

/* "Algiers condemned on Thursday the attack on a patrol": the day is the statement's, and
 * the attack is not told anew. */
static bool is_condemned(const YqReading *self, const GArray *groups, guint i)
{
    const YqGroup *group = &g_array_index(groups, YqGroup, i);

    for (guint k = 0; k < i; k++) {
        const YqGroup *said = &g_array_index(groups, YqGroup, k);

        if (said->head->type == YQ_INCIDENT_STATEMENT && said->date != NULL &&
            said->date == group->date && said->date->first < group->first &&
            !counts_victims(self, groups, i)) {
            return true;
        }
    }
    return false;
}

void yq_groups_drop_causes(const YqReading *self, GArray *groups)
{
    bool acts = false, fights = false;

    for (guint i = 0; i < groups->len; i++) {
        const YqTrigger *head = g_array_index(groups, YqGroup, i).head;
        bool violent = yq_trigger_category(head) == YQ_CATEGORY_VIOLENCE;

        acts |= !violent && head->form == YQ_FORM_VERB;
        fights |= violent && head->form == YQ_FORM_VERB && head->weight > 1;
    }
    for (guint i = groups->len; i-- > 0;) {
        const YqGroup *group = &g_array_index(groups, YqGroup, i);

        bool target = fights && group->head->form != YQ_FORM_VERB && !group->verb &&
                      (group->head->type == YQ_INCIDENT_PROTEST ||
                       group->head->type == YQ_INCIDENT_MEETING);

        /* "at a summit in Accra it imposed sanctions": where they met. */
        target |= acts && group->head->form != YQ_FORM_VERB &&
                  group->head->type == YQ_INCIDENT_MEETING;
        if (target && group->head->type == YQ_INCIDENT_PROTEST) {
            turn_to_protest(self, groups, i);
        }
        if (target || is_opinion_undated(self, group) ||
            is_part_of_other(self, groups, i) || is_armed_move(self, group) ||
            (yq_trigger_category(group->head) == YQ_CATEGORY_VIOLENCE &&
             is_condemned(self, groups, i))) {
            g_array_remove_index(groups, i);
        } else if (acts && yq_trigger_category(group->head) == YQ_CATEGORY_VIOLENCE &&
                   group->head->form != YQ_FORM_VERB && !has_own(self, group) &&
                   !counts_victims(self, groups, i)) {
            g_array_remove_index(groups, i);
        }
    }
}
