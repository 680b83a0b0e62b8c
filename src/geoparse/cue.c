/* SPDX-License-Identifier: MIT */
#include "geoparse/cue.h"

#include <string.h>

#define KM_REACH 5     /* words between "km" and the name: "30 km to the north of" */
#define HOLDER_REACH 3 /* words between a name and what holds it */

/* "30 km from", "80 km north of". */
static bool is_behind_distance(const YqParse *parse, uint32_t token)
{
    for (int by = -1; by >= -KM_REACH; by--) {
        uint32_t bits = yq_parse_near(parse, token, by);

        if ((bits & (YQ_WORD_KILOMETRE | YQ_WORD_MILE)) != 0) {
            return by < -1;
        }
        if ((bits & (YQ_WORD_MOTION | YQ_WORD_IN | YQ_WORD_DIRECTION | YQ_WORD_LINK)) ==
            0) {
            return false;
        }
    }
    return false;
}

YqCue yq_cue_before(const YqParse *parse, uint32_t token)
{
    uint32_t before = yq_parse_near(parse, token, -1);

    if ((before & YQ_WORD_TOWN) != 0) {
        return YQ_CUE_TOWN;
    }
    if ((before & (YQ_WORD_MOTION | YQ_WORD_IN | YQ_WORD_DIRECTION)) != 0 &&
        is_behind_distance(parse, token)) {
        return YQ_CUE_TOWN;
    }
    if ((before & (YQ_WORD_IN | YQ_WORD_PLACE_HEAD | YQ_WORD_DIRECTION)) != 0) {
        return YQ_CUE_IN;
    }
    return (before & YQ_WORD_MOTION) != 0 ? YQ_CUE_HELD : YQ_CUE_NONE;
}

bool yq_cue_is_unknown(const YqParse *parse, uint32_t token)
{
    const YqToken *at = &parse->document->tokens[token];

    return (at->flags & YQ_TOKEN_ARABIC) != 0 && parse->classes[token] == 0 &&
           at->fold_length >= 6 && at->fold_length < YQ_CUE_BYTES &&
           memcmp(yq_article_text(parse->document->article, NULL) + at->byte_start, "ال",
                  4) != 0;
}

size_t yq_cue_clitics(const YqParse *parse, uint32_t token,
                      const YqWordClitic *out[YQ_CUE_CLITICS + 1])
{
    const YqWordClitic *all[YQ_CUE_CLITICS];
    size_t n = 0, found = yq_vocabulary_clitics(
                      parse->lexicon, yq_token_folded(parse->document, token),
                      parse->document->tokens[token].fold_length, all, YQ_CUE_CLITICS);

    out[n++] = NULL;
    for (size_t i = 0; i < found; i++) {
        if (all[i]->replace_length == 0) {
            out[n++] = all[i];
        }
    }
    return n;
}

int yq_cue_vowels(const YqParse *parse, uint32_t token)
{
    const uint8_t *word = (const uint8_t *)yq_token_folded(parse->document, token);
    int vowels = 0;

    for (size_t i = 2; i + 1 < parse->document->tokens[token].fold_length; i += 2) {
        vowels += (word[i] == 0xD8 && word[i + 1] == 0xA7) ||
                  (word[i] == 0xD9 && (word[i + 1] == 0x88 || word[i + 1] == 0x8A));
    }
    return vowels;
}

YqCue yq_cue_led(const YqParse *parse, uint32_t token)
{
    if (yq_vocabulary_sounds(parse->lexicon) == NULL ||
        !yq_cue_is_unknown(parse, token)) {
        return YQ_CUE_NONE;
    }
    return yq_cue_before(parse, token);
}

YqCue yq_cue_held(const YqParse *parse, uint32_t token)
{
    const YqWordClitic *clitics[YQ_CUE_CLITICS + 1];

    if (yq_vocabulary_sounds(parse->lexicon) == NULL ||
        !yq_cue_is_unknown(parse, token) || yq_cue_vowels(parse, token) < YQ_CUE_VOWELS) {
        return YQ_CUE_NONE;
    }
    return yq_cue_clitics(parse, token, clitics) > 1 ? YQ_CUE_HELD : YQ_CUE_BARE;
}

static YqCue unknown_cue(const YqParse *parse, uint32_t token)
{
    return parse->classes[token] == 0 ? yq_cue_held(parse, token) : YQ_CUE_NONE;
}

static void add_unknown(uint32_t token, YqCue cue, GArray *found)
{
    YqToponym span = {.first = token, .last = token + 1, .cue = cue};

    if (cue != YQ_CUE_NONE) {
        g_array_append_val(found, span);
    }
}

bool yq_cue_add_held(const YqParse *parse, uint32_t free, uint32_t name, GArray *found)
{
    const uint32_t leading = YQ_WORD_DIRECTION | YQ_WORD_DISTRICT | YQ_WORD_IN |
                             YQ_WORD_LINK | YQ_WORD_PLACE_HEAD;
    uint32_t at = name;

    while (at > free && (at == name || (parse->classes[at] & leading) != 0) &&
           name - at <= HOLDER_REACH) {
        at--;
    }
    YqCue cue = at < name ? unknown_cue(parse, at) : YQ_CUE_NONE;

    if (cue == YQ_CUE_NONE) {
        return false;
    }
    if (at > free) {
        add_unknown(at - 1, unknown_cue(parse, at - 1), found);
    }
    add_unknown(at, cue, found);
    return true;
}
