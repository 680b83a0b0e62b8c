/* SPDX-License-Identifier: MIT */
/* Counts of victims: which of a sentence's belong to a report, and their sum. A part of a
 * total is not added to it; the same number told twice counts once; what one account says
 * is never added to what another says of the same people. */
#include "incident/claims.h"
#include "incident/report.h"

#include <string.h>

#define PARTS_MOST 32 /* counts of one sentence that may make up a sum */
#define BOAST_REACH 4 /* tokens between a count and "neutralised" */

static bool generic(uint8_t kind)
{
    return kind == YQ_PEOPLE_ANY || kind == YQ_PEOPLE_SOURCE || kind == YQ_PEOPLE_THING;
}

/* Whether two counts may be of the same people. */
static bool same_people(const YqSaid *a, const YqSaid *b)
{
    bool civil = (a->kind == YQ_PEOPLE_CIVIL || a->kind == YQ_PEOPLE_CHILD) &&
                 (b->kind == YQ_PEOPLE_CIVIL || b->kind == YQ_PEOPLE_CHILD);

    return a->harm == b->harm &&
           (generic(a->kind) || generic(b->kind) || a->kind == b->kind || civil);
}

/* Whether two speakers call the dead of one strike by different names: civilians, as
 * those who live there say, or fighters, as who struck does. */
static bool same_by_other_names(const YqReport *report, const YqSaid *a, const YqSaid *b)
{
    bool strike = report->type == YQ_INCIDENT_DRONE_STRIKE ||
                  report->type == YQ_INCIDENT_AIR_STRIKE ||
                  report->type == YQ_INCIDENT_BOMBARDMENT ||
                  report->type == YQ_INCIDENT_SHELLING;
    bool rebel = a->kind == YQ_PEOPLE_REBEL || b->kind == YQ_PEOPLE_REBEL;
    bool civil = a->kind == YQ_PEOPLE_CIVIL || b->kind == YQ_PEOPLE_CIVIL ||
                 a->kind == YQ_PEOPLE_CHILD || b->kind == YQ_PEOPLE_CHILD;

    return strike && rebel && civil && a->harm == b->harm && a->account != b->account;
}

static bool same_number(const YqSaid *a, const YqSaid *b)
{
    return a->value == b->value && a->magnitude == b->magnitude;
}

static int32_t sum_of(const YqReport *report, uint32_t account, uint8_t harm,
                      uint32_t sentence)
{
    int32_t sum = 0;

    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *said = &g_array_index(report->said, YqSaid, i);

        if (said->account == account && said->harm == harm && !said->part &&
            said->sentence == sentence && said->value > 0) {
            sum += said->value;
        }
    }
    return sum;
}

/* What was said before of the same people by the same account, in another sentence. */
static YqSaid *said_before(const YqReport *report, const YqSaid *said)
{
    for (guint i = 0; i < report->said->len; i++) {
        YqSaid *other = &g_array_index(report->said, YqSaid, i);

        if (other->account == said->account && other->sentence != said->sentence &&
            !other->part && same_people(other, said)) {
            return other;
        }
    }
    return NULL;
}

/* Whether the sentence has told the newest sum of those that a count is of. */
static bool has_new_total(const YqReport *report, const YqSaid *said)
{
    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *other = &g_array_index(report->said, YqSaid, i);

        if (other->total && !other->part && other->harm == said->harm &&
            other->account == said->account && other->sentence == said->sentence &&
            said->value < other->value) {
            return true;
        }
    }
    return false;
}

static void mark_older(YqReport *report, uint8_t harm)
{
    for (guint i = 0; i < report->said->len; i++) {
        YqSaid *other = &g_array_index(report->said, YqSaid, i);

        other->part |= other->harm == harm;
    }
}

/* A new count against what the account told before: the same again is left out, a total
 * replaces, a piece of what is known is a part. */
static void settle(YqReport *report, YqSaid *said)
{
    if (said->total && !said->part &&
        sum_of(report, said->account, said->harm, said->sentence) == said->value) {
        said->part = true; /* "5 rebels and 1 soldier killed (coded as 6 fatalities)" */
        return;
    }
    if (said->total && !said->part) {
        YqSaid *known = said_before(report, said);

        if (known != NULL && said->fatalities &&
            sum_of(report, said->account, said->harm, known->sentence) == said->value) {
            said->part = true; /* "at least 24 killed. Coded as 24 fatalities." */
            return;
        }
        /* "raised the toll to 41": the older is out of date */
        mark_older(report, said->harm);
        return;
    }
    if (!said->part && has_new_total(report, said)) {
        said->part = true; /* "rose to eight after two of the wounded died" */
        return;
    }
    YqSaid *before = said->part ? NULL : said_before(report, said);

    if (before == NULL || (before->side && said->side)) {
        return; /* "GATIA: 2 killed. CPA: 7 killed." */
    }
    int32_t sum = sum_of(report, said->account, said->harm, before->sentence);

    /* "Killed a deputy and three others. 4 fatalities.": a coder's sum holds all. */
    if (generic(said->kind) && said->fatalities && said->value > sum && sum > 0) {
        mark_older(report, said->harm);
        return;
    }
    if (same_number(before, said) || before->value < 0 || said->value < 0 ||
        generic(before->kind) || generic(said->kind) || sum == said->value) {
        said->part = true;
    }
}

/* "Thirteen people - nine civilians and four soldiers - were killed": numbers behind one
 * of the same people that are its sum are its parts. */
static void mark_breakdown(YqReport *report)
{
    const YqSaid *last = &g_array_index(report->said, YqSaid, report->said->len - 1);
    const YqSaid *whole = NULL;
    int32_t sum = 0;
    guint parts = 0, first = 0;
    guint start = report->said->len;

    while (start > 0 && report->said->len - start < PARTS_MOST &&
           g_array_index(report->said, YqSaid, start - 1).sentence == last->sentence) {
        start--;
    }
    for (guint i = start; i < report->said->len; i++) {
        const YqSaid *said = &g_array_index(report->said, YqSaid, i);

        if (said->account != last->account || said->harm != last->harm || said->part) {
            continue;
        }
        if (whole == NULL) {
            whole = said;
            first = i + 1;
        } else if (!same_people(whole, said)) {
            return; /* "six civilians, two soldiers and four rebels" */
        } else {
            sum += MAX(said->value, 0);
            parts++;
        }
    }
    if (parts < 2 || whole->value != sum) {
        return;
    }
    for (guint i = first; i < report->said->len; i++) {
        YqSaid *said = &g_array_index(report->said, YqSaid, i);

        said->part |= said->account == whole->account && said->harm == whole->harm;
    }
}

static const char *name_of(const YqReading *self, const YqCount *count, YqArena *arena)
{
    YqNumber number;

    if (count->people == NULL) {
        return NULL;
    }
    uint32_t from = count->first;

    if (yq_number_at(self, from, &number) && number.last < count->last) {
        from = number.last;
    }
    if (yq_match_code(self, from, YQ_LEX_NUMBER, YQ_NUMBER_ARTICLE) != NULL &&
        from + 1 < count->last) {
        from++;
    }
    return yq_reading_text(self, from, count->last, arena);
}

guint yq_counts_from(const YqReading *self, uint32_t token)
{
    return yq_spans_from(self->counts, offsetof(YqCount, first), token);
}

bool yq_counts_within(const YqReading *self, uint32_t first, uint32_t last)
{
    for (guint i = yq_counts_from(self, first); i < self->counts->len; i++) {
        const YqCount *count = &g_array_index(self->counts, YqCount, i);

        if (count->first >= last) {
            break;
        }
        if (count->harm >= 0) {
            return true;
        }
    }
    return false;
}

/* "65 dead: 23 were killed at the cemetery, 42 as they fled": a colon opens the parts. */
static bool is_detail(const YqReading *self, const YqCount *count)
{
    uint32_t first =
        self->document->sentences[yq_token(self, count->first)->sentence].first;
    const YqCount *all = &g_array_index(self->counts, YqCount, 0);

    for (uint32_t i = count->first; i-- > first;) {
        if (yq_token_is(self, i, ";") || yq_token_is(self, i, ".")) {
            return false;
        }
        if (!yq_token_is(self, i, ":")) {
            continue;
        }
        guint k = yq_counts_from(self, i);
        const YqCount *whole = k > 0 ? &all[k - 1] : NULL;

        return whole != NULL && whole->first >= first && i - whole->last <= 3 &&
               whole->harm == count->harm && count->value < whole->value;
    }
    return false;
}

/* Whether the word of harm beside a count is one that armies use of their foes alone. */
static bool is_boast(const YqReading *self, const YqCount *count)
{
    uint32_t from = count->first > BOAST_REACH ? count->first - BOAST_REACH : 0;
    uint32_t to = MIN(count->last + BOAST_REACH, (uint32_t)self->document->n_tokens);

    for (uint32_t k = self->at[from]; k < self->at[to]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_CASUALTY && match->entry->value < 0 &&
            yq_breaks_between(self, count->first, match->first) == 0) {
            return true;
        }
    }
    return false;
}

/* "4 fatalities": a word that coders use of all the dead. */
static bool is_of_fatalities(const YqReading *self, const YqCount *count)
{
    for (uint32_t i = count->first; i <= count->last; i++) {
        if (yq_match_code(self, i, YQ_LEX_QUANTITY, YQ_QUANTITY_ALL) != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether somebody is told to have been killed in plain words. */
static bool any_killed(const YqReport *report)
{
    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *said = &g_array_index(report->said, YqSaid, i);

        if (said->harm == YQ_HARM_KILLED && !said->boast && !said->part) {
            return true;
        }
    }
    return false;
}

/* What was boasted of is left out where plain words count the dead. */
static void settle_boasts(YqReport *report)
{
    bool known = any_killed(report);

    for (guint i = 0; known && i < report->said->len; i++) {
        YqSaid *said = &g_array_index(report->said, YqSaid, i);

        said->part |= said->boast;
    }
}

/* Counts of one event: more are not told but repeated, and each is held against all. */
enum { MOST_SAID = 200 };

void yq_report_count(const YqReading *self, uint32_t first, uint32_t last,
                     uint32_t account, YqArena *arena, YqReport *report)
{
    guint start = yq_counts_from(self, first);
    bool side = yq_token_is(self, first + 1, ":") || yq_token_is(self, first + 3, ":");
    bool part = start > 0 && report->said->len > 0 &&
                g_array_index(report->said, YqSaid, report->said->len - 1).part;

    for (guint i = start; i < self->counts->len; i++) {
        const YqCount *count = &g_array_index(self->counts, YqCount, i);

        if (count->first >= last || report->said->len >= MOST_SAID) {
            break;
        }
        part = count->among || (count->harm >= 0 && is_detail(self, count)) ||
               (part && !count->others && !count->total &&
                count->harm == (count - 1)->harm &&
                yq_breaks_between(self, count->first, (count - 1)->last) <= 1 &&
                count->first - (count - 1)->last <= 3);
        if (count->harm < 0) {
            continue;
        }
        YqSaid said = {
            .account = account,
            .harm = count->harm,
            .kind = count->people != NULL ? count->people->code : YQ_PEOPLE_ANY,
            .at_least = count->at_least,
            .part = part,
            .total = count->total,
            .value = count->value,
            .magnitude = count->magnitude,
            .who = name_of(self, count, arena),
            .sentence = yq_token(self, first)->sentence,
            .side = side,
            .fatalities = is_of_fatalities(self, count),
            .boast = count->harm == YQ_HARM_KILLED && is_boast(self, count),
            .span = yq_reading_span(self, count->first, count->last),
        };

        settle(report, &said);
        g_array_append_val(report->said, said);
        mark_breakdown(report);
    }
    settle_boasts(report);
}

static int32_t *slot_of(YqCasualties *out, uint8_t harm)
{
    int32_t *slots[] = {&out->killed, &out->wounded, &out->missing, &out->abducted,
                        &out->displaced};

    return slots[harm];
}

static int32_t *group_slot(YqCasualtyGroup *group, uint8_t harm)
{
    int32_t *slots[] = {&group->killed, &group->wounded, &group->missing,
                        &group->abducted, &group->displaced};

    return slots[harm];
}

/* The group called @who, made when there is none; @groups has room. */
static YqCasualtyGroup *group_of(YqCasualtyGroup *groups, size_t *n, const char *who)
{
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(groups[i].who, who) == 0) {
            return &groups[i];
        }
    }
    groups[*n] = (YqCasualtyGroup){who, -1, -1, -1, -1, -1, NULL};
    return &groups[(*n)++];
}

static const char *magnitude_name(int32_t magnitude)
{
    return magnitude >= 1000 ? "thousands" : magnitude >= 100 ? "hundreds" : "dozens";
}

static void add_group(const YqSaid *said, const char *whole, YqCasualtyGroup *groups,
                      size_t *n)
{
    if (said->who == NULL || said->value < 0) {
        return;
    }
    YqCasualtyGroup *group = group_of(groups, n, said->who);
    int32_t *slot = group_slot(group, said->harm);

    if (*slot < 0) {
        *slot = said->value;
    }
    if (said->part && whole != NULL && strcmp(whole, group->who) != 0) {
        group->subset_of = whole;
    }
}

/* Whether two accounts are those of an army and of the rebels whom it fights. */
static bool are_foes(const YqReport *report, uint32_t one, uint32_t other)
{
    const YqSpeaker *a = &g_array_index(report->accounts, YqAccount, one).by;
    const YqSpeaker *b = &g_array_index(report->accounts, YqAccount, other).by;

    return a->name != NULL && b->name != NULL &&
           ((a->kind == YQ_PEOPLE_STATE && b->kind == YQ_PEOPLE_REBEL) ||
            (a->kind == YQ_PEOPLE_REBEL && b->kind == YQ_PEOPLE_STATE));
}

/* Whether @said is part of what @account tells: its own, or, for all of the report, the
 * main account's and what another who does not contradict it tells of other people. */
static bool belongs(const YqReport *report, const YqSaid *said, uint32_t account)
{
    if (said->account == (account == YQ_ACCOUNT_ALL ? yq_report_main(report) : account)) {
        return true;
    }
    if (account != YQ_ACCOUNT_ALL ||
        g_array_index(report->accounts, YqAccount, said->account).denies) {
        return false;
    }
    uint32_t whose = yq_report_main(report);

    if (are_foes(report, whose, said->account)) {
        return false; /* "the army said that its strikes in answer killed forty" */
    }
    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *other = &g_array_index(report->said, YqSaid, i);
        bool first = other < said || other->account == whose;

        if (other != said && first && !other->part &&
            (same_people(other, said) || same_by_other_names(report, other, said))) {
            return false;
        }
    }
    return true;
}

uint32_t yq_report_main(const YqReport *report)
{
    uint32_t first = 0;
    bool found = false;

    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *said = &g_array_index(report->said, YqSaid, i);

        if (said->account == 0) {
            return 0;
        }
        if (!found && !said->part) {
            first = said->account;
            found = true;
        }
    }
    return first;
}

YqCasualties yq_report_casualties(const YqReport *report, uint32_t account,
                                  YqArena *arena)
{
    YqCasualties out = YQ_CASUALTIES_NONE;
    YqCasualtyGroup *groups =
        yq_arena_alloc(arena, MAX(report->said->len, 1u) * sizeof *groups);
    size_t n_groups = 0;
    bool vague = false;
    int32_t magnitude = 0;
    const char *whole = NULL;

    for (guint i = 0; i < report->said->len; i++) {
        const YqSaid *said = &g_array_index(report->said, YqSaid, i);
        int32_t *slot = slot_of(&out, said->harm);

        if (!belongs(report, said, account)) {
            continue;
        }
        add_group(said, whole, groups, &n_groups);
        if (said->part) {
            continue;
        }
        whole = said->who;
        if (said->value < 0) {
            magnitude = said->harm == YQ_HARM_KILLED ? MAX(magnitude, said->magnitude)
                                                     : magnitude;
        } else {
            *slot = MAX(*slot, 0) + said->value;
            vague |= said->harm == YQ_HARM_KILLED && said->at_least;
        }
    }
    if (vague) {
        out.killed_at_least = out.killed;
        out.killed = -1;
    }
    if (magnitude > 0 && out.killed < 0 && out.killed_at_least < 0) {
        out.killed_magnitude = magnitude_name(magnitude);
    }
    out.groups = groups;
    out.n_groups = n_groups;
    return out;
}

/* Two numbers that cannot both be so: of the same people, or more of some than of all. */
static bool contradicts(const YqReport *report, const YqSaid *a, const YqSaid *b)
{
    if (a->harm == b->harm && !a->part && !b->part && same_by_other_names(report, a, b)) {
        return true;
    }
    if (a->harm != b->harm || a->part || b->part || same_number(a, b) ||
        !same_people(a, b)) {
        return false;
    }
    bool a_any = generic(a->kind), b_any = generic(b->kind);

    if (a_any == b_any) {
        return true;
    }
    const YqSaid *all = a_any ? a : b, *some = a_any ? b : a;

    /* "Eleven dead. The staff tells of seven terrorists." */
    if (yq_is_strike(report->type) && some->kind == YQ_PEOPLE_REBEL &&
        a->sentence == b->sentence && a->account != 0) {
        return true;
    }
    /* "Seven villagers died. The junta put the dead at 12." */
    if (all > some && all->value >= 0 && some->value >= 0) {
        return all->value != sum_of(report, some->account, some->harm, some->sentence);
    }
    return all->value >= 0 && some->value > all->value;
}

/* So much of what is said of one event is compared, pair by pair: no article says more.
 */
#define SAID_MOST 256

bool yq_accounts_differ(const YqReport *report)
{
    guint n = MIN(report->said->len, (guint)SAID_MOST);

    for (guint i = 0; i < n; i++) {
        const YqSaid *one = &g_array_index(report->said, YqSaid, i);

        for (guint k = i + 1; k < n; k++) {
            const YqSaid *other = &g_array_index(report->said, YqSaid, k);

            if (one->account != other->account && contradicts(report, one, other)) {
                return true;
            }
        }
    }
    return false;
}
