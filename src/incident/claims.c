/* SPDX-License-Identifier: MIT */
#include "incident/claims.h"

#include "incident/sayings.h"
#include "incident/region.h"

#include <string.h>

#define BIT(code) (1u << (code))
#define SPEAKER_REACH 8 /* tokens from a verb to the farthest of its speaker */
#define ASIDE_REACH 8   /* tokens between two commas */
#define SAYS_CHARACTERS 160

typedef YqSaying Act;

bool yq_claims_within(const YqReading *self, uint32_t first, uint32_t last)
{
    return yq_counts_within(self, first, last) ||
           yq_match_within(self, first, last, YQ_LEX_CLAIM,
                           BIT(YQ_ACT_DENY) | BIT(YQ_ACT_CLAIM) | BIT(YQ_ACT_WRECK) |
                               BIT(YQ_ACT_CONTEST)) ||
           (yq_match_within(self, first, last, YQ_LEX_CLAIM, BIT(YQ_ACT_SAY)) &&
            yq_match_within(self, first, last, YQ_LEX_RELATION,
                            BIT(YQ_RELATION_TERRITORY) | BIT(YQ_RELATION_BORDER)));
}

static bool stops_name(const YqReading *self, uint32_t token)
{
    const YqLexMatch *claim = yq_match_at(self, token, YQ_LEX_CLAIM);
    const YqToken *t = yq_token(self, token);

    return claim != NULL ||
           ((t->flags & YQ_TOKEN_MARK) != 0 && (t->flags & YQ_TOKEN_JOINED) == 0) ||
           yq_token_is(self, token, ",") || yq_token_is(self, token, ";") ||
           yq_token_is(self, token, ":") || yq_token_is(self, token, "(");
}

/* The first party in tokens [first, last) that may speak. */
static bool speaker_in(const YqReading *self, uint32_t first, uint32_t last, YqParty *out)
{
    while (first < last && yq_party_find(self, first, last, out)) {
        if (out->kind != YQ_PEOPLE_ANY && out->kind != YQ_PEOPLE_CHILD) {
            return true;
        }
        first = MAX(out->last, first + 1);
    }
    return false;
}

/* The speaker behind a verb or "according to": up to "that" or a mark. */
static bool speaker_after(const YqReading *self, const Act *act, uint32_t last,
                          YqParty *out)
{
    uint32_t end = act->last;

    while (end < last && end < act->last + SPEAKER_REACH && !stops_name(self, end)) {
        const YqLexMatch *actor = yq_match_at(self, end, YQ_LEX_ACTOR);

        if (actor == NULL && yq_match_at(self, end, YQ_LEX_CASUALTY) != NULL) {
            break; /* "confirming that 27 were killed": who is harmed does not speak */
        }
        end = actor != NULL ? MIN(actor->last, last) : end + 1;
    }
    /* "said in a statement": that is what it was said in. */
    return speaker_in(self, act->last, end, out) && out->first <= act->last + 3 &&
           (out->known || out->first == act->last ||
            yq_match_code(self, out->first - 1, YQ_LEX_RELATION, YQ_RELATION_IN) == NULL);
}

/* The speaker before a verb: the last one that nothing parts from it. */
static bool speaker_before(const YqReading *self, const Act *act, uint32_t first,
                           YqParty *out)
{
    uint32_t start = act->first;
    bool found = false;

    while (start > first && start + SPEAKER_REACH > act->first &&
           !stops_name(self, start - 1)) {
        start--;
    }
    for (uint32_t at = start; at < act->first;) {
        YqParty party;

        if (!speaker_in(self, at, act->first, &party)) {
            break;
        }
        if (!found || party.known || !out->known) {
            *out = party;
            found = true;
        }
        at = MAX(party.last, at + 1);
    }
    return found;
}

/* "The governor, reached by telephone, spoke of nine dead": who stands before the words
 * put in. */
static bool speaker_before_aside(const YqReading *self, const Act *act, uint32_t first,
                                 YqParty *out)
{
    Act aside = *act;
    uint32_t least = act->first > first + ASIDE_REACH ? act->first - ASIDE_REACH : first;

    if (act->first < first + 3 || !yq_token_is(self, act->first - 1, ",")) {
        return false;
    }
    for (aside.first = act->first - 2; aside.first > least; aside.first--) {
        if (yq_token_is(self, aside.first, ",")) {
            return speaker_before(self, &aside, first, out);
        }
    }
    return false;
}

/* "eight civilians were reported killed": who is spoken of does not speak. */
static bool is_spoken_of(const YqReading *self, const Act *act)
{
    const YqLexMatch *be =
        yq_match_ending(self, act->first, YQ_LEX_CASUALTY, BIT(YQ_HARM_KILLED));

    return act->act == YQ_ACT_SAY && be != NULL && be->entry->extra == YQ_ORDER_PASSIVE &&
           yq_match_at(self, be->first, YQ_LEX_ACTOR) == NULL; /* "IS claimed" */
}

static void find_speaker(const YqReading *self, uint32_t first, uint32_t last, Act *act)
{
    bool arabic = (yq_token(self, act->first)->flags & YQ_TOKEN_ARABIC) != 0;

    if (act->act == YQ_ACT_ACCORDING || arabic) {
        act->spoken = speaker_after(self, act, last, &act->by) ||
                      (arabic && act->act != YQ_ACT_ACCORDING &&
                       speaker_before(self, act, first, &act->by));
    } else {
        act->spoken = speaker_before(self, act, first, &act->by) ||
                      speaker_after(self, act, last, &act->by) ||
                      speaker_before_aside(self, act, first, &act->by);
    }
    act->again = !act->spoken && act->act != YQ_ACT_ACCORDING;
}

/* The acts of speech in tokens [first, last). */
static GArray *acts_in(const YqReading *self, uint32_t first, uint32_t last)
{
    GArray *acts = g_array_new(FALSE, TRUE, sizeof(Act));

    for (uint32_t k = self->at[first]; k < self->at[last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);
        const Act *before =
            acts->len > 0 ? &g_array_index(acts, Act, acts->len - 1) : NULL;

        if (match->entry->kind != YQ_LEX_CLAIM || match->entry->code > YQ_ACT_ACCORDING ||
            (before != NULL && match->first < before->last)) {
            continue;
        }
        Act act = {.first = match->first, .last = match->last, .act = match->entry->code};

        if (is_spoken_of(self, &act)) {
            continue;
        }
        /* "announced its responsibility for": who announced takes it. */
        bool same = act.act == YQ_ACT_CLAIM && before != NULL && before->spoken &&
                    act.first - before->last <= 10 &&
                    (yq_breaks_between(self, before->last, act.first) == 0 ||
                     yq_match_within(self, before->last, act.first, YQ_LEX_WEEKDAY, ~0u));

        if (same) {
            act.spoken = true;
            act.by = before->by;
        } else {
            find_speaker(self, before != NULL ? before->last : first, last, &act);
        }
        g_array_append_val(acts, act);
    }
    return acts;
}

static bool same_speaker(const YqSpeaker *a, const YqSpeaker *b)
{
    if (a->name == NULL || b->name == NULL) {
        return a->name == b->name;
    }
    if (a->id != NULL && b->id != NULL) {
        return strcmp(a->id, b->id) == 0;
    }
    return (a->country[0] != '\0' && strcmp(a->country, b->country) == 0) ||
           strcmp(a->name, b->name) == 0;
}

/* The account of @by, made when it is new. The first account is what the article tells
 * itself. */
static uint32_t account_of(YqReport *report, const YqSpeaker *by)
{
    if (report->accounts->len == 0) {
        const YqAccount told = {.where = YQ_NOWHERE};

        g_array_append_val(report->accounts, told);
    }
    for (guint i = 0; i < report->accounts->len; i++) {
        if (same_speaker(&g_array_index(report->accounts, YqAccount, i).by, by)) {
            return i;
        }
    }
    const YqAccount fresh = {.by = *by, .where = YQ_NOWHERE};

    g_array_append_val(report->accounts, fresh);
    return report->accounts->len - 1;
}

static const char *says_of(const YqReading *self, uint32_t first, uint32_t last,
                           YqArena *arena)
{
    while (last > first + 1 &&
           yq_token(self, last - 1)->end - yq_token(self, first)->start >
               SAYS_CHARACTERS) {
        last--;
    }
    while (last > first + 1 && (yq_token(self, last - 1)->flags & YQ_TOKEN_MARK) != 0) {
        last--;
    }
    return yq_reading_text(self, first, last, arena);
}

/* What is said from where @span begins up to token @last. */
static const char *says_between(const YqReading *self, YqSpan span, uint32_t last,
                                YqArena *arena)
{
    uint32_t first = last;

    while (first > 0 && yq_token(self, first - 1)->start >= span.start) {
        first--;
    }
    return says_of(self, first, last, arena);
}

/* Marks that a speaker must stand in one part of the sentence with what is said. */
static uint32_t part_of(const YqReading *self, uint32_t token)
{
    uint32_t part = 0;
    const YqSentence *s = &self->document->sentences[yq_token(self, token)->sentence];

    for (uint32_t i = s->first; i < token; i++) {
        part += yq_token_is(self, i, ";");
    }
    return part;
}

/* Who says what stands at @token: of the acts in its part of the sentence the last before
 * it, or else the first behind it; NULL for nobody. */
static const Act *act_for(const YqReading *self, const GArray *acts, uint32_t token)
{
    const Act *found = NULL;
    uint32_t part = part_of(self, token);

    for (guint i = 0; i < acts->len; i++) {
        const Act *act = &g_array_index(acts, Act, i);
        bool behind = act->first >= token;

        if (part_of(self, act->first) != part) {
            continue;
        }
        if (behind && ((found != NULL && !(found->act == YQ_ACT_ACCUSE)) ||
                       yq_match_within(self, token, act->first, YQ_LEX_SEQUENCE,
                                       BIT(YQ_SEQUENCE_CONTRAST)))) {
            break; /* "two died, while X said …": X does not tell of the two */
        }
        /* "Three died, according to X, Y said": the nearest one behind speaks. */
        found = act;
        if (behind) {
            break;
        }
    }
    return found;
}

/* How many words of tables back "the army" may be called by its country. */
#define WHOSE_BACK 400

/* "The army" is the one that was told with its country before: "the Malian army". */
static void take_whose(const YqReading *self, YqParty *by)
{
    uint32_t head = by->last - 1;
    guint k = self->at[by->first];

    if (by->kind != YQ_PEOPLE_STATE || by->id != NULL || by->country[0] != '\0') {
        return;
    }
    for (guint n = 0; k-- > 0 && n < WHOSE_BACK; n++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);
        YqParty before;
        bool named =
            match->entry->kind == YQ_LEX_ACTOR || match->entry->kind == YQ_LEX_PEOPLE;

        if (!named || match->entry->code != YQ_PEOPLE_STATE ||
            !yq_party_find(self, match->first - MIN(match->first, 1u),
                           MIN(match->last + 2, by->first), &before) ||
            before.country[0] == '\0') {
            continue;
        }
        for (uint32_t i = before.first; i < before.last; i++) {
            if (yq_token_is(self, i, yq_token_folded(self->document, head))) {
                *by = before;
                return;
            }
        }
    }
}

static YqSpeaker speaker_of(const YqReading *self, const YqParty *told, YqArena *arena)
{
    YqParty party = *told, *by = &party;

    take_whose(self, by);
    YqSpeaker speaker = {
        .name = yq_party_text(self, by, arena), .id = by->id, .kind = by->kind};

    memcpy(speaker.country, by->country, sizeof speaker.country);
    if (by->kind != YQ_PEOPLE_STATE && by->kind != YQ_PEOPLE_SOURCE) {
        speaker.country[0] = '\0';
    }
    return speaker;
}

/* "In the national airspace", "on its own soil": that of who speaks. */
static bool names_own_ground(const YqReading *self, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++) {
        const YqLexMatch *ground =
            yq_match_code(self, i, YQ_LEX_RELATION, YQ_RELATION_TERRITORY);

        if (ground != NULL && ground->entry->value == 1) {
            return true;
        }
    }
    return false;
}

/* Where an account puts the event: by a border, or at an exact place of its clause. */
static void read_where(const YqReading *self, uint32_t first, uint32_t last,
                       const YqReport *report, YqAccount *account)
{
    YqWhere told;

    if (yq_border_told(self, first, last, &told)) {
        yq_border_complete(self, account->by.country, &report->where, &told);
        account->where = told;
        if (told.border_km >= 0) {
            return;
        }
    }
    if (account->where.side[0] == '\0' && names_own_ground(self, first, last)) {
        memcpy(account->where.side, account->by.country, sizeof account->where.side);
    }
    uint32_t i = yq_places_from(self, first);

    for (; i < self->places->len; i++) {
        const YqPlaceSpan *span = &g_array_index(self->places, YqPlaceSpan, i);

        if (span->mention_first >= last) {
            break;
        }
        if (span->located && !span->speaks && span->where.precision <= 3) {
            char side[3];

            memcpy(side, account->where.side, sizeof side);
            account->where = span->where;
            memcpy(account->where.side, side, sizeof side);
            return;
        }
    }
}

/* Whether @act contradicts what @report tells: "denied that an armoury had been looted"
 * says nothing of an ambush. */
static bool contradicts(const YqReading *self, const Act *act, const YqReport *report)
{
    uint32_t last = self->document->sentences[yq_token(self, act->first)->sentence].last;
    const uint32_t apart = BIT(YQ_INCIDENT_LOOTING) | BIT(YQ_INCIDENT_ARSON) |
                           BIT(YQ_INCIDENT_ABDUCTION) | BIT(YQ_INCIDENT_HOSTAGE_TAKING);

    if (act->act != YQ_ACT_DENY) {
        return false;
    }
    for (uint32_t k = self->at[act->last]; k < self->at[last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_EVENT && match->entry->code != report->type &&
            (apart >> match->entry->code & 1) != 0) {
            return false;
        }
    }
    return true;
}

static uint32_t add_account(const YqReading *self, const Act *act, uint32_t first,
                            uint32_t last, YqArena *arena, YqReport *report)
{
    YqSpeaker by = speaker_of(self, &act->by, arena);
    uint32_t index = account_of(report, &by);
    YqAccount *account = &g_array_index(report->accounts, YqAccount, index);

    account->denies |= contradicts(self, act, report);
    account->claims |= act->act == YQ_ACT_CLAIM;
    if (account->says == NULL || act->act == YQ_ACT_DENY) {
        account->says = says_of(self, first, last, arena);
        account->span = yq_reading_span(self, first, last);
    }
    if (account->where.place < 0 && account->where.border_km < 0) {
        read_where(self, first, last, report, account);
    }
    /* Another who tells where the wreck lay, and on whose side, contradicts the first. */
    account->denies |=
        index > 1 && account->where.side[0] != '\0' &&
        yq_match_within(self, first, last, YQ_LEX_CLAIM, BIT(YQ_ACT_WRECK));
    if (act->act == YQ_ACT_CLAIM && act->by.kind != YQ_PEOPLE_SOURCE) {
        yq_actor_add(report, by.name, by.id, "claiming", arena);
    }
    return index;
}

/* "… and said that the wreckage lay …": the same speaker says more. */
static void go_on_saying(const YqReading *self, const Act *act, uint32_t index,
                         uint32_t first, uint32_t last, YqArena *arena, YqReport *report)
{
    YqAccount *account = &g_array_index(report->accounts, YqAccount, index);

    if (index == 0) {
        return;
    }
    account->denies |= contradicts(self, act, report);
    if (account->where.border_km < 0) {
        read_where(self, first, last, report, account);
    }
    if (account->says != NULL && account->span.article == self->document->index &&
        account->span.end < yq_token(self, last - 1)->end) {
        account->span.end = yq_token(self, last - 1)->end;
        account->says = says_between(self, account->span, last, arena);
    }
}

/* The words that belong to act @i: to where the next speaker or part begins. */
static void scope_of(const YqReading *self, const GArray *acts, guint i, uint32_t first,
                     uint32_t last, uint32_t *out_first, uint32_t *out_last)
{
    const Act *act = &g_array_index(acts, Act, i);
    uint32_t part = part_of(self, act->first);

    *out_first = i == 0 ? first : act->first;
    *out_last = last;
    if (act->spoken && act->by.first < act->first && i > 0) {
        *out_first = act->by.first;
    }
    if (i + 1 < acts->len) {
        const Act *next = &g_array_index(acts, Act, i + 1);

        *out_last =
            next->spoken ? MIN(next->first, MAX(next->by.first, act->last)) : next->first;
    }
    while (*out_first < act->first && part_of(self, *out_first) < part) {
        (*out_first)++;
    }
    for (uint32_t at = act->last; at < *out_last; at++) {
        if (part_of(self, at) > part) {
            *out_last = at;
        }
    }
}

/* Whether what flies came down: on which side of a border is what the two argue about. */
static bool is_downing(const YqReport *report)
{
    return report->type == YQ_INCIDENT_DRONE_SHOT_DOWN ||
           report->type == YQ_INCIDENT_AIRCRAFT_SHOT_DOWN;
}

/* Whether the count at @token is an older toll: "an earlier toll" stands before it, or in
 * its clause. */
static bool is_outdated(const YqReading *self, const YqCount *count, uint32_t first,
                        uint32_t last)
{
    uint32_t token = count->first;

    if (count->total) {
        return false; /* "rose to 34, after 30 had been told of" */
    }
    for (uint32_t k = self->at[first]; k < self->at[last]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_SEQUENCE &&
            match->entry->code == YQ_SEQUENCE_EARLIER &&
            (match->first < token || yq_breaks_between(self, token, match->first) == 0)) {
            return true;
        }
    }
    return false;
}

/* Adds the counts of tokens [first, last), each to the account of who tells it. */
static void count_by_speaker(const YqReading *self, const GArray *acts,
                             const uint32_t *accounts, uint32_t first, uint32_t last,
                             YqArena *arena, YqReport *report)
{
    guint i = yq_counts_from(self, first);

    for (uint32_t from = first; i < self->counts->len;) {
        const YqCount *count = &g_array_index(self->counts, YqCount, i);
        const Act *act = act_for(self, acts, count->first);
        uint32_t account = act == NULL ? 0 : accounts[act - &g_array_index(acts, Act, 0)];

        if (count->first >= last) {
            break;
        }
        i++;
        uint32_t to = i < self->counts->len
                          ? MIN(last, g_array_index(self->counts, YqCount, i).first)
                          : last;

        if (!is_outdated(self, count, first, last)) {
            yq_report_count(self, from, to, account, arena, report);
        }
        from = to;
    }
}

static uint32_t last_speaker(const YqReport *report)
{
    return report->accounts->len > 0 ? report->accounts->len - 1 : 0;
}

void yq_claims_read(const YqReading *self, uint32_t sentence, uint32_t first,
                    uint32_t last, YqArena *arena, YqReport *report)
{
    g_autoptr(GArray) acts = acts_in(self, first, last);
    g_autofree uint32_t *accounts = g_new0(uint32_t, acts->len + 1);
    const YqSpeaker nobody = {0};
    bool accused = false;

    report->contested |=
        yq_match_within(self, first, last, YQ_LEX_CLAIM, BIT(YQ_ACT_CONTEST));
    account_of(report, &nobody);
    for (guint i = 0; i < acts->len; i++) {
        const Act *act = &g_array_index(acts, Act, i);
        uint32_t from, to;

        scope_of(self, acts, i, first, last, &from, &to);
        if (act->act == YQ_ACT_ACCUSE) {
            accused = true;
            /* "X accused Y of shooting it down on X's side": where, X tells */
            if (act->spoken && is_downing(report)) {
                add_account(self, act, from, to, arena, report);
            }
            continue;
        }
        /* "X blamed Y, which rejected the charge" */
        report->contested |= act->act == YQ_ACT_DENY && accused;
        /* In a later sentence "he denied" may be of something else. */
        report->contested |=
            act->act == YQ_ACT_DENY && !act->spoken && sentence == report->sentence;
        if (act->spoken) {
            accounts[i] = add_account(self, act, from, to, arena, report);
        } else if (act->again) {
            accounts[i] = last_speaker(report);
            /* "the rebels say they had not struck it" */
            go_on_saying(self, act, accounts[i], from, to, arena, report);
        }
    }
    report->contested |= yq_struck_contested(self, acts, sentence, first, last, report);
    count_by_speaker(self, acts, accounts, first, last, arena, report);
}
