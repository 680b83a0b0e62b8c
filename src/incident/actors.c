/* SPDX-License-Identifier: MIT */
#include "incident/actors.h"

#include "incident/names.h"

#include <string.h>

#define BIT(code) (1u << (code))
#define ACTORS_MAX 12

static const char doing[] = "doing", suffering[] = "suffering";

/* Whether the name at @token is part of an organisation's or an agreement's. */
static bool is_part_of_name(const YqReading *self, uint32_t token)
{
    const YqParsedMention *mention = yq_mention_at(self, token);

    return mention != NULL && mention->mention.role != YQ_ROLE_PLACE;
}

/* The country of a capital, of a country's name or of a demonym at @token. */
static bool country_at(const YqReading *self, uint32_t token, bool adjectives,
                       char out[3], uint32_t *out_last)
{
    guint i = yq_names_from(self, token);
    const GArray *names = self->analysis->names;
    const YqNameSpan *name = i < names->len ? &g_array_index(names, YqNameSpan, i) : NULL;

    if (name == NULL || name->first != token || name->postings.n == 0) {
        *out_last = token + 1;
        return adjectives && yq_names_demonym(self, token, out);
    }
    *out_last = name->last;
    if (is_part_of_name(self, token)) {
        return false;
    }
    if (adjectives ? yq_names_demonym(self, token, out)
                   : yq_names_country(self, name, out)) {
        return true;
    }
    YqPlace place = yq_gazetteer_place(self->gazetteer, name->postings.items[0].place);

    if (!yq_place_is_capital(&place) || strlen(place.country) != 2) {
        return false;
    }
    g_strlcpy(out, place.country, 3);
    return true;
}

/* Takes adjectives and "of X" behind a party in, which say whose it is. */
static void extend(const YqReading *self, uint32_t limit, YqParty *party)
{
    uint32_t last = party->last, end;
    const YqLexMatch *of = yq_match_code(self, last, YQ_LEX_RELATION, YQ_RELATION_OF);
    char country[3];

    if (last < limit && country_at(self, last, true, country, &end)) {
        g_strlcpy(party->country, country, 3);
        party->last = MIN(end, limit);
        party->known = true;
    } else if (of != NULL && of->last < limit &&
               country_at(self, of->last, true, country, &end)) {
        g_strlcpy(party->country, country, 3);
        party->last = MIN(end, limit);
        party->known = true;
    }
    const YqLexMatch *more = last < limit ? yq_match_at(self, last, YQ_LEX_ACTOR) : NULL;

    if (more == NULL && of != NULL && of->last < limit) {
        more = yq_match_at(self, of->last, YQ_LEX_ACTOR);
    }
    if (more != NULL && party->id == NULL) { /* "combattants du GSIM", "عناصر فاغنر" */
        party->id = more->entry->label;
        party->kind = more->entry->code;
        party->last = MIN(more->last, limit);
        party->known = true;
    }
}

/* A demonym or country right before: "Malian soldiers". */
static void extend_back(const YqReading *self, uint32_t limit, YqParty *party)
{
    uint32_t end;
    char country[3];

    for (uint32_t back = 1; back <= 2 && party->first >= limit + back; back++) {
        if (country_at(self, party->first - back, true, country, &end) &&
            end <= party->first && party->first - end <= 1) {
            g_strlcpy(party->country, country, 3);
            party->first -= back;
            party->known = true;
            return;
        }
    }
}

static bool party_at(const YqReading *self, uint32_t token, uint32_t first, uint32_t last,
                     YqParty *out)
{
    const YqLexMatch *actor = yq_match_at(self, token, YQ_LEX_ACTOR);
    const YqLexMatch *people = yq_match_at(self, token, YQ_LEX_PEOPLE);
    uint32_t end;

    *out = (YqParty){.first = token};
    if (actor != NULL) {
        out->id = actor->entry->label;
        out->kind = actor->entry->code;
        out->last = MIN(actor->last, last);
        out->known = true;
        if (actor->entry->countries != NULL && strlen(actor->entry->countries) == 2 &&
            actor->entry->code == YQ_PEOPLE_STATE) {
            g_strlcpy(out->country, actor->entry->countries, 3);
        }
        return true;
    }
    if (people != NULL && people->entry->code != YQ_PEOPLE_THING) {
        out->kind = people->entry->code;
        out->last = MIN(people->last, last);
        out->known = people->entry->code == YQ_PEOPLE_STATE;
        extend(self, last, out);
        extend_back(self, first, out);
        return true;
    }
    if (country_at(self, token, false, out->country, &end)) {
        out->kind = YQ_PEOPLE_STATE;
        out->last = MIN(end, last);
        out->known = true;
        return true;
    }
    return false;
}

bool yq_party_find(const YqReading *self, uint32_t first, uint32_t last, YqParty *out)
{
    bool found = false;

    for (uint32_t i = first; i < last; i++) {
        YqParty party;

        if (!party_at(self, i, first, last, &party)) {
            continue;
        }
        /* A country's name may only be the beginning: "the Malian army". */
        bool adjective = party.kind == YQ_PEOPLE_STATE && party.id == NULL &&
                         yq_match_at(self, party.last, YQ_LEX_PEOPLE) != NULL &&
                         party.last < last;

        if (!adjective) {
            *out = party;
            return true;
        }
        *out = party;
        found = true;
    }
    return found;
}

const char *yq_party_text(const YqReading *self, const YqParty *party, YqArena *arena)
{
    guint i = yq_names_from(self, party->first);
    const YqNameSpan *name = i < self->analysis->names->len
                                 ? &g_array_index(self->analysis->names, YqNameSpan, i)
                                 : NULL;
    uint8_t clitics = yq_first_clitics(self, party->first);
    const char *text = yq_reading_text(self, party->first, party->last, arena);
    uint32_t letters = 0;

    if (name != NULL && name->first == party->first) {
        letters = name->start - yq_token(self, party->first)->start;
    } else if (clitics != 0) {
        bool other = (clitics & (YQ_CLITIC_IN | YQ_CLITIC_TO | YQ_CLITIC_AS)) != 0;

        letters = ((clitics & YQ_CLITIC_AND) != 0) + other +
                  ((clitics & YQ_CLITIC_TO) != 0 && (clitics & YQ_CLITIC_THE) != 0);
    }
    return text == NULL || g_utf8_strlen(text, -1) <= letters
               ? text
               : g_utf8_offset_to_pointer(text, letters);
}

void yq_actor_add(YqReport *report, const char *name, const char *id, const char *side,
                  YqArena *arena)
{
    (void)arena;
    for (guint i = 0; i < report->actors->len; i++) {
        const YqActor *known = &g_array_index(report->actors, YqActor, i);
        bool same = id != NULL && known->id != NULL ? strcmp(id, known->id) == 0
                                                    : strcmp(name, known->name) == 0;

        if (same && (strcmp(known->side, side) == 0 || *side == 'c')) {
            return;
        }
    }
    if (report->actors->len < ACTORS_MAX && name != NULL && *name != '\0') {
        const YqActor actor = {name, id, side};

        g_array_append_val(report->actors, actor);
    }
}

static bool is_passive(const YqReading *self, uint32_t trigger, uint32_t first)
{
    uint32_t from = trigger > first + 3 ? trigger - 3 : first;

    for (uint32_t k = self->at[from]; k < self->at[trigger]; k++) {
        const YqLexMatch *match = &g_array_index(self->matches, YqLexMatch, k);

        if (match->entry->kind == YQ_LEX_CASUALTY &&
            match->entry->extra == YQ_ORDER_PASSIVE) {
            return true;
        }
    }
    return false;
}

/* Whether a party is counted among the victims; only counts near it are looked at, since
 * an article may hold thousands. */
static bool is_victim(const YqReading *self, const YqParty *party)
{
    enum { REACH = 64 }; /* tokens; no count is so long */
    uint32_t from = party->first > REACH ? party->first - REACH : 0;

    for (guint i = yq_counts_from(self, from); i < self->counts->len; i++) {
        const YqCount *count = &g_array_index(self->counts, YqCount, i);

        if (count->first > party->last) {
            break;
        }
        if (count->harm >= 0 && count->first <= party->first &&
            party->first < MAX(count->last, count->first + 1)) {
            return true;
        }
    }
    return false;
}

/* Which part a party has by where it stands. A clash has no sufferer but the counted. */
static const char *side_of(const YqReading *self, const YqParty *party, uint32_t trigger,
                           uint32_t after, bool passive, bool clash)
{
    bool before = party->first < trigger;
    bool by = yq_match_ending(self, party->first, YQ_LEX_MEANS, BIT(YQ_MEANS_BY)) != NULL;
    bool arabic = (yq_token(self, trigger)->flags & YQ_TOKEN_ARABIC) != 0;

    if (is_victim(self, party) || party->kind == YQ_PEOPLE_CIVIL ||
        party->kind == YQ_PEOPLE_CHILD) {
        return suffering;
    }
    if (clash || by || party->kind == YQ_PEOPLE_REBEL) {
        return before && passive && !by && !clash ? suffering : doing;
    }
    if (arabic && !before) {
        return party->first <= after + 1 ? doing : suffering;
    }
    return before != passive ? doing : suffering;
}

void yq_actors_read(const YqReading *self, uint32_t first, uint32_t last,
                    uint32_t trigger, uint32_t after, YqArena *arena, YqReport *report)
{
    bool passive = is_passive(self, trigger, first);
    bool violent = yq_incident_type_category(report->type) == YQ_CATEGORY_VIOLENCE;
    bool clash = report->type == YQ_INCIDENT_ARMED_CLASH;
    YqParty party;

    for (uint32_t at = first; at < last && yq_party_find(self, at, last, &party);
         at = party.last) {
        bool named = party.id != NULL || party.kind == YQ_PEOPLE_STATE ||
                     party.kind == YQ_PEOPLE_REBEL || party.kind == YQ_PEOPLE_CIVIL;
        bool place = party.id == NULL &&
                     yq_match_at(self, party.first, YQ_LEX_PEOPLE) == NULL &&
                     party.first + 1 >= party.last;

        if (!named || (place && (violent || yq_mention_at(self, party.first) == NULL ||
                                 yq_place_is_located(self, party.first)))) {
            continue;
        }
        yq_actor_add(report, yq_party_text(self, &party, arena), party.id,
                     side_of(self, &party, trigger, after, passive, clash), arena);
    }
}
