/* SPDX-License-Identifier: MIT */
/* Roles: a name inside another name. The words before and after decide; a word for
 * countries between ("alliance of the states of …") is passed over. */
#include "geoparse/candidate.h"

#include <string.h>

/* So many tokens before a name may belong to the name around it. */
#define HEAD_TOKENS 4

static uint32_t flags_at(const YqParse *parse, uint32_t token)
{
    return parse->document->tokens[token].flags;
}

/* What the words before say, links passed over: the classes of the nearest head. */
static uint32_t head_before(const YqParse *parse, const YqToponym *span, int *out_by)
{
    for (int by = -1; by >= -HEAD_TOKENS; by--) {
        uint32_t bits = yq_parse_near(parse, span->first, by);

        if ((int64_t)span->first + by < 0) {
            return 0;
        }
        if ((flags_at(parse, span->first + by) & YQ_TOKEN_MARK) != 0) {
            if (!yq_parse_is_mark(parse, span->first + by, '\'')) {
                return 0;
            }
            continue; /* "accord d'Alger" */
        }
        if ((bits & (YQ_WORD_AGREEMENT | YQ_WORD_ALLIANCE | YQ_WORD_ORG_HEAD |
                     YQ_WORD_WORK | YQ_WORD_FACILITY)) != 0) {
            *out_by = by;
            return bits;
        }
        if ((bits & (YQ_WORD_LINK | YQ_WORD_STATES)) == 0) {
            return 0;
        }
    }
    return 0;
}

/* Whether a word for "in" stands between a head and the name: "agreement in Algiers". */
static bool has_preposition(const YqParse *parse, const YqToponym *span, int head)
{
    for (int by = -1; by > head; by--) {
        if ((yq_parse_near(parse, span->first, by) & YQ_WORD_IN) != 0) {
            return true;
        }
    }
    return false;
}

static bool is_whole_name(const YqParse *parse, const YqToponym *span)
{
    return (parse->classes[span->first] & YQ_WORD_ORG_NAME) != 0;
}

/* Africa Corps, also where a line of other script stands between: a tail in Latin letters
 * with no blank before it. */
static bool has_foreign_tail(const YqParse *parse, const YqToponym *span)
{
    uint32_t n = parse->document->n_tokens;
    const YqToken *tokens = parse->document->tokens;

    for (uint32_t i = span->last; i < n && i < span->last + 3; i++) {
        if (tokens[i].sentence != tokens[span->first].sentence) {
            return false;
        }
        if ((tokens[i].flags & YQ_TOKEN_LATIN) != 0 &&
            (tokens[i].flags & YQ_TOKEN_JOINED) != 0 &&
            (parse->classes[i] & YQ_WORD_ORG_TAIL) != 0) {
            return true;
        }
    }
    return false;
}

/* "Sudan Liberation Party": capitals that lead to a tail of organisations. */
static bool leads_to_tail(const YqParse *parse, const YqToponym *span)
{
    for (uint32_t i = span->last; i < span->last + span->followed; i++) {
        if ((parse->classes[i] & YQ_WORD_ORG_TAIL) != 0) {
            return true;
        }
    }
    return false;
}

static YqRole role_after(const YqParse *parse, const YqToponym *span, bool *out_sure)
{
    uint32_t next = yq_parse_near(parse, span->last - 1, 1);
    bool capital = span->last < parse->document->n_tokens &&
                   (flags_at(parse, span->last) & YQ_TOKEN_CAPITAL) != 0;

    if ((next & YQ_WORD_AGREEMENT) != 0 && capital) {
        *out_sure = true;
        return YQ_ROLE_AGREEMENT;
    }
    if (leads_to_tail(parse, span)) {
        return YQ_ROLE_ORGANISATION;
    }
    if ((next & YQ_WORD_WORK) != 0 && capital) {
        return YQ_ROLE_OTHER;
    }
    return YQ_ROLE_PLACE;
}

/* "Jack London": a first name that is no place, and one capital after it. */
static bool is_surname(const YqParse *parse, const YqToponym *span)
{
    return span->led == 1 && span->first > 0 && span->last == span->first + 1 &&
           (parse->classes[span->first - 1] & YQ_WORD_FIRST_NAME) != 0 &&
           !yq_parse_is_town(parse, span->first - 1);
}

/* "President Volodymyr Zelenskiy": a title, one word, and one more capital that is no end
 * of another kind of name, as in "Governor Georgia Power". */
static bool is_titled(const YqParse *parse, const YqToponym *span)
{
    uint32_t tails = YQ_WORD_ORG_TAIL | YQ_WORD_BODY_TAIL | YQ_WORD_FACILITY |
                     YQ_WORD_PLACE_TAIL | YQ_WORD_WORK | YQ_WORD_AGREEMENT;

    return span->followed > 0 && span->last == span->first + 1 && span->first > 0 &&
           (parse->classes[span->first - 1] & YQ_WORD_TITLE) != 0 &&
           (parse->classes[span->first - 1] & YQ_WORD_PLACE_HEAD) == 0 &&
           (parse->classes[span->first] & YQ_WORD_TITLE) == 0 &&
           (parse->classes[span->last] & tails) == 0;
}

static bool is_person(const YqParse *parse, const YqToponym *span)
{
    uint32_t before = yq_parse_near(parse, span->first, -1);
    uint32_t own = parse->classes[span->first];
    bool capital_after = span->last < parse->document->n_tokens &&
                         (flags_at(parse, span->last) & YQ_TOKEN_CAPITAL) != 0;

    return (before & YQ_WORD_TITLE) != 0 || (before & YQ_WORD_FIRST_NAME) != 0 ||
           ((own & YQ_WORD_FIRST_NAME) != 0 && capital_after);
}

YqRole yq_parse_role(const YqParse *parse, const YqToponym *span, bool *out_sure)
{
    int by = 0;
    uint32_t head = head_before(parse, span, &by);

    *out_sure = false;
    if (is_whole_name(parse, span) || has_foreign_tail(parse, span)) {
        *out_sure = true;
        return YQ_ROLE_ORGANISATION;
    }
    if ((head & YQ_WORD_AGREEMENT) != 0) {
        /* A summit is of a town as often as in it. */
        *out_sure = (head & YQ_WORD_WORK) == 0 && !has_preposition(parse, span, by);
        return YQ_ROLE_AGREEMENT;
    }
    if ((head & YQ_WORD_ALLIANCE) != 0) {
        *out_sure = true;
        return YQ_ROLE_ORGANISATION;
    }
    if ((head & YQ_WORD_ORG_HEAD) != 0) {
        return YQ_ROLE_ORGANISATION;
    }
    if (is_surname(parse, span) || is_titled(parse, span)) {
        *out_sure = true;
        return YQ_ROLE_PERSON;
    }
    YqRole after = role_after(parse, span, out_sure);

    if (after != YQ_ROLE_PLACE) {
        return after;
    }
    if ((head & YQ_WORD_WORK) != 0) {
        return YQ_ROLE_OTHER;
    }
    return is_person(parse, span) ? YQ_ROLE_PERSON : YQ_ROLE_PLACE;
}
