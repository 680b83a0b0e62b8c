/* SPDX-License-Identifier: MIT */
#include "draw/wordshape.h"

#include <math.h>
#include <string.h>

typedef struct Key {
    const YqFace *face;
    hb_script_t script;
    bool rtl;
    uint32_t length;
    const uint32_t *characters;
} Key;

static GHashTable *words; /* of Key to YqWordShape */
static YqWordShape *lone; /* one that is not kept */

/* Beyond this many the words are forgotten, so that a long run stays small. */
enum { MOST_WORDS = 20000 };

static guint hash_key(const void *at)
{
    const Key *key = at;
    guint hash = key->face->index * 2u + key->rtl;

    for (uint32_t i = 0; i < key->length; i++) {
        hash = (hash ^ key->characters[i]) * 16777619u;
    }
    return hash;
}

static gboolean same_key(const void *a, const void *b)
{
    const Key *x = a, *y = b;

    return x->face == y->face && x->script == y->script && x->rtl == y->rtl &&
           x->length == y->length &&
           memcmp(x->characters, y->characters, x->length * sizeof *x->characters) == 0;
}

static Key *copy_key(const Key *key)
{
    size_t bytes = key->length * sizeof *key->characters;
    Key *copy = g_malloc(sizeof *copy + bytes);
    uint32_t *characters = (uint32_t *)(void *)(copy + 1);

    memcpy(characters, key->characters, bytes);
    *copy = *key;
    copy->characters = characters;
    return copy;
}

static void cover(YqWordShape *word, const YqFace *face, const YqWordGlyph *glyph)
{
    hb_glyph_extents_t box;

    if (!hb_font_get_glyph_extents(face->hb, glyph->id, &box) || box.width == 0) {
        return;
    }
    float left = glyph->x + (float)box.x_bearing / face->upem;
    float top = glyph->y - (float)box.y_bearing / face->upem;

    word->west = MIN(word->west, left);
    word->east = MAX(word->east, left + (float)box.width / face->upem);
    word->north = MIN(word->north, top);
    word->south = MAX(word->south, top - (float)box.height / face->upem);
}

static YqWordShape *take_glyphs(const YqWordPlace *place, hb_buffer_t *buffer)
{
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, NULL);
    float upem = place->face->upem;
    uint32_t before = UINT32_MAX;
    YqWordShape *word = g_malloc(sizeof *word + n * sizeof word->glyphs[0]);

    *word = (YqWordShape){0, INFINITY, -INFINITY, INFINITY, -INFINITY, n};
    for (unsigned i = 0; i < n; i++) {
        uint32_t character = info[i].cluster - place->first;

        word->glyphs[i] = (YqWordGlyph){
            .id = (uint16_t)info[i].codepoint,
            .character = (uint16_t)character,
            .x = word->advance + (float)at[i].x_offset / upem,
            .y = -(float)at[i].y_offset / upem,
            .advance = (float)at[i].x_advance / upem,
            .starts = character != before && at[i].x_advance > 0,
        };
        before = character;
        cover(word, place->face, &word->glyphs[i]);
        word->advance += word->glyphs[i].advance;
    }
    return word;
}

static YqWordShape *shape(const YqWordPlace *place)
{
    static hb_buffer_t *buffer;

    if (buffer == NULL) {
        buffer = hb_buffer_create();
    }
    hb_buffer_reset(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_add_codepoints(buffer, place->line, (int)place->n, place->first,
                             (int)place->length);
    hb_buffer_set_direction(buffer, place->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, place->script);
    hb_buffer_set_language(buffer, HB_LANGUAGE_INVALID);
    hb_shape(place->face->hb, buffer, NULL, 0);
    return take_glyphs(place, buffer);
}

/* Whether what stands at @i may change a letter beside it. */
static bool may_join(const YqWordPlace *place, uint32_t i)
{
    gunichar c = i < place->n ? place->line[i] : ' ';

    return c > 0x7F && (g_unichar_isalpha(c) || g_unichar_ismark(c) || c == 0x200D);
}

static bool joins_others(const YqWordPlace *place)
{
    return place->line[place->first] != ' ' &&
           ((place->first > 0 && may_join(place, place->first - 1)) ||
            may_join(place, place->first + place->length));
}

const YqWordShape *yq_word_shape(const YqWordPlace *place)
{
    Key key = {place->face, place->script, place->rtl, place->length,
               place->line + place->first};

    if (joins_others(place)) {
        g_free(lone);
        lone = shape(place);
        return lone;
    }
    if (words == NULL) {
        words = g_hash_table_new_full(hash_key, same_key, g_free, g_free);
    }
    YqWordShape *known = g_hash_table_lookup(words, &key);

    if (known == NULL) {
        known = shape(place);
        if (g_hash_table_size(words) >= MOST_WORDS) {
            g_hash_table_remove_all(words);
        }
        g_hash_table_insert(words, copy_key(&key), known);
    }
    return known;
}
