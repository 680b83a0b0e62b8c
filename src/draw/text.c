/* SPDX-License-Identifier: MIT */
#include "draw/text.h"

#include "draw/wordshape.h"

#include <fribidi.h>
#include <math.h>
#include <string.h>

typedef struct Key {
    const char *text, *family;
    bool bold, italic;
} Key;

static GHashTable *cache; /* of Key to YqShaped; guarded by the fonts' lock */

/* Beyond this many lines the cache is emptied, so that a long run stays small. */
enum { CACHE_LIMIT = 20000 };

static guint hash_key(const void *at)
{
    const Key *key = at;

    return g_str_hash(key->text) * 31 + g_str_hash(key->family) + key->bold * 2 +
           key->italic;
}

static gboolean same_key(const void *at, const void *bt)
{
    const Key *a = at, *b = bt;

    return a->bold == b->bold && a->italic == b->italic &&
           strcmp(a->text, b->text) == 0 && strcmp(a->family, b->family) == 0;
}

static void free_key(void *at)
{
    Key *key = at;

    g_free((char *)key->text);
    g_free((char *)key->family);
    g_free(key);
}

static void clear_shaped(void *at)
{
    g_free(((YqShaped *)at)->glyphs);
}

void yq_shaped_unref(YqShaped *self)
{
    if (self != NULL) {
        g_atomic_rc_box_release_full(self, clear_shaped);
    }
}

/* A line on its way to glyphs: arrays with an entry for each character. */
typedef struct Line {
    uint32_t n;
    FriBidiChar *chars;
    uint32_t *bytes; /* offset of each */
    FriBidiLevel *levels;
    hb_script_t *scripts;
    YqFace **faces;
    bool rtl;
} Line;

typedef struct Run {
    uint32_t first, last;
    FriBidiLevel level;
} Run;

static void clear_line(Line *line)
{
    g_free(line->chars);
    g_free(line->bytes);
    g_free(line->levels);
    g_free(line->scripts);
    g_free(line->faces);
}

static void decode(Line *line, const char *text)
{
    size_t room = strlen(text) + 1;

    line->chars = g_new(FriBidiChar, room);
    line->bytes = g_new(uint32_t, room);
    for (const char *at = text; *at != '\0';) {
        gunichar c = g_utf8_get_char_validated(at, -1);
        bool valid = c < 0x110000;

        line->bytes[line->n] = (uint32_t)(at - text);
        line->chars[line->n++] = !valid ? 0xFFFD : c == '\n' || c == '\t' ? ' ' : c;
        at += valid ? g_utf8_skip[(uint8_t)*at] : 1;
    }
}

static void find_levels(Line *line)
{
    g_autofree FriBidiCharType *types = g_new(FriBidiCharType, line->n + 1);
    g_autofree FriBidiBracketType *brackets = g_new(FriBidiBracketType, line->n + 1);
    FriBidiParType direction = FRIBIDI_PAR_ON;

    line->levels = g_new0(FriBidiLevel, line->n + 1);
    fribidi_get_bidi_types(line->chars, (FriBidiStrIndex)line->n, types);
    fribidi_get_bracket_types(line->chars, (FriBidiStrIndex)line->n, types, brackets);
    if (fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)line->n,
                                            &direction, line->levels) == 0) {
        memset(line->levels, 0, line->n); /* no memory: as it comes */
    }
    line->rtl = FRIBIDI_IS_RTL(direction);
}

static bool is_neutral(hb_script_t script)
{
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED ||
           script == HB_SCRIPT_UNKNOWN;
}

/* Marks and digits take the script before them; those at the start the one after. */
static void find_scripts(Line *line)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    hb_script_t current = HB_SCRIPT_COMMON;

    line->scripts = g_new(hb_script_t, line->n + 1);
    for (uint32_t i = 0; i < line->n; i++) {
        hb_script_t script = hb_unicode_script(unicode, line->chars[i]);

        current = is_neutral(script) ? current : script;
        line->scripts[i] = current;
    }
    for (uint32_t i = line->n; i-- > 0;) {
        if (is_neutral(line->scripts[i])) {
            line->scripts[i] = i + 1 < line->n ? line->scripts[i + 1] : HB_SCRIPT_LATIN;
        }
    }
}

static bool has_glyph(const YqFace *face, gunichar c)
{
    hb_codepoint_t glyph;

    return hb_font_get_nominal_glyph(face->hb, c, &glyph);
}

/* Whether @c wants no face of its own: it is invisible, or changes the letter before. */
static bool clings(gunichar c)
{
    return g_unichar_ismark(c) || g_unichar_iszerowidth(c);
}

static void find_faces(Line *line, const Key *key)
{
    YqFace *current = NULL;
    hb_script_t script = HB_SCRIPT_INVALID;

    line->faces = g_new0(YqFace *, line->n + 1);
    for (uint32_t i = 0; i < line->n; i++) {
        gunichar c = line->chars[i];

        if (script != line->scripts[i] && !clings(c)) {
            /* A face for the first letter of the new script serves the digits and marks
             * before it too. */
            uint32_t letter = i;

            script = line->scripts[i];
            while (letter + 1 < line->n && line->scripts[letter + 1] == script &&
                   !g_unichar_isalpha(line->chars[letter])) {
                letter++;
            }
            current =
                yq_fonts_find(key->family, key->bold, key->italic, line->chars[letter]);
        }
        if (current == NULL || (!clings(c) && !has_glyph(current, c))) {
            line->faces[i] = yq_fonts_find(key->family, key->bold, key->italic, c);
        } else {
            line->faces[i] = current;
        }
        current = current == NULL ? line->faces[i] : current;
    }
}

static GArray *find_runs(const Line *line)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(Run));
    uint32_t first = 0;

    for (uint32_t i = 1; i <= line->n; i++) {
        if (i == line->n || line->levels[i] != line->levels[first] ||
            line->scripts[i] != line->scripts[first] ||
            line->faces[i] != line->faces[first]) {
            Run run = {first, i, line->levels[first]};

            g_array_append_val(runs, run);
            first = i;
        }
    }
    return runs;
}

/* Rule L2 of the bidirectional algorithm: from the highest level down to the lowest odd
 * one, every stretch of runs at that level or above is reversed. */
static void put_in_visual_order(GArray *array)
{
    Run *runs = (Run *)(void *)array->data;
    int highest = 0;

    for (size_t i = 0; i < array->len; i++) {
        highest = MAX(highest, runs[i].level);
    }
    for (int level = highest; level > 0; level--) {
        for (size_t i = 0; i < array->len; i++) {
            size_t end = i;

            while (end < array->len && runs[end].level >= level) {
                end++;
            }
            for (size_t a = i, b = end; a + 1 < b; a++, b--) {
                Run kept = runs[a];

                runs[a] = runs[b - 1];
                runs[b - 1] = kept;
            }
            i = end > i ? end - 1 : i;
        }
    }
}

static bool joins(hb_script_t script)
{
    return script == HB_SCRIPT_ARABIC || script == HB_SCRIPT_SYRIAC ||
           script == HB_SCRIPT_NKO || script == HB_SCRIPT_ADLAM ||
           script == HB_SCRIPT_MONGOLIAN;
}

/* Where the pen stands, and what has been covered so far. */
typedef struct Pen {
    YqShaped *shaped;
    GArray *glyphs;
    float x;
    float west, east, north, south;
} Pen;

static void put_word(Pen *pen, const Line *line, const Run *run, YqWordPlace *place)
{
    const YqWordShape *word = yq_word_shape(place);

    for (uint32_t i = 0; i < word->n; i++) {
        const YqWordGlyph *from = &word->glyphs[i];
        YqGlyph glyph = {.face = place->face->index,
                         .id = from->id,
                         .cluster = line->bytes[place->first + from->character],
                         .x = pen->x + from->x,
                         .y = from->y,
                         .advance = from->advance,
                         .joined = joins(place->script),
                         .rtl = (run->level & 1) != 0,
                         .starts = from->starts};

        pen->shaped->n_gaps += glyph.starts && !glyph.joined ? 1 : 0;
        g_array_append_val(pen->glyphs, glyph);
    }
    if (word->west <= word->east) {
        pen->west = MIN(pen->west, pen->x + word->west);
        pen->east = MAX(pen->east, pen->x + word->east);
        pen->north = MIN(pen->north, word->north);
        pen->south = MAX(pen->south, word->south);
    }
    pen->x += word->advance;
}

/* How many characters from @at on, up to @end, are a word, or one that is a blank. */
static uint32_t word_length(const Line *line, uint32_t at, uint32_t end)
{
    uint32_t n = 0;

    while (at + n < end && line->chars[at + n] != ' ') {
        n++;
    }
    return MAX(n, 1);
}

/* A run's words as they stand, those of one that runs from right to left from its end. */
static void shape_run(Pen *pen, const Line *line, const Run *run, GArray *lengths)
{
    YqFace *face = line->faces[run->first];
    YqWordPlace place = {face,
                         line->chars,
                         line->n,
                         run->first,
                         0,
                         line->scripts[run->first],
                         (run->level & 1) != 0};

    if (face == NULL) {
        return;
    }
    g_array_set_size(lengths, 0);
    for (uint32_t at = run->first; at < run->last;) {
        uint32_t length = word_length(line, at, run->last);

        g_array_append_val(lengths, length);
        at += length;
    }
    place.first = place.rtl ? run->last : run->first;
    for (guint i = 0; i < lengths->len; i++) {
        guint next = place.rtl ? lengths->len - 1 - i : i;

        place.length = g_array_index(lengths, uint32_t, next);
        place.first -= place.rtl ? place.length : 0;
        put_word(pen, line, run, &place);
        place.first += place.rtl ? 0 : place.length;
    }
    pen->shaped->ascent = MAX(pen->shaped->ascent, face->ascent);
    pen->shaped->descent = MAX(pen->shaped->descent, face->descent);
}

static YqShaped *shape(const Key *key)
{
    YqShaped *shaped = g_atomic_rc_box_new0(YqShaped);
    Line line = {0};
    Pen pen = {shaped,    g_array_new(FALSE, FALSE, sizeof(YqGlyph)),
               0,         INFINITY,
               -INFINITY, INFINITY,
               -INFINITY};

    decode(&line, key->text);
    if (line.n > 0) {
        find_levels(&line);
        find_scripts(&line);
        find_faces(&line, key);
        g_autoptr(GArray) runs = find_runs(&line);
        g_autoptr(GArray) lengths = g_array_new(FALSE, FALSE, sizeof(uint32_t));

        put_in_visual_order(runs);
        for (size_t i = 0; i < runs->len; i++) {
            shape_run(&pen, &line, &g_array_index(runs, Run, i), lengths);
        }
    }
    shaped->rtl = line.rtl;
    shaped->width = pen.x;
    if (pen.east >= pen.west) {
        shaped->ink =
            (YqRect){pen.west, pen.north, pen.east - pen.west, pen.south - pen.north};
    }
    shaped->n_glyphs = pen.glyphs->len;
    shaped->glyphs = (YqGlyph *)(void *)g_array_free(pen.glyphs, FALSE);
    clear_line(&line);
    return shaped;
}

YqShaped *yq_text_shape(const char *text, const YqFont *font)
{
    Key key = {text, font->family != NULL ? font->family : YQ_DEFAULT_FAMILY, font->bold,
               font->italic};

    yq_fonts_lock();
    if (cache == NULL) {
        cache = g_hash_table_new_full(hash_key, same_key, free_key,
                                      (GDestroyNotify)yq_shaped_unref);
    }
    YqShaped *known = g_hash_table_lookup(cache, &key);

    if (known == NULL) {
        Key *kept = g_new(Key, 1);

        *kept = (Key){g_strdup(key.text), g_strdup(key.family), key.bold, key.italic};
        known = shape(&key);
        if (g_hash_table_size(cache) >= CACHE_LIMIT) {
            g_hash_table_remove_all(cache);
        }
        g_hash_table_insert(cache, kept, known);
    }
    g_atomic_rc_box_acquire(known);
    yq_fonts_unlock();
    return known;
}

double yq_shaped_positions(const YqShaped *self, const YqFont *font, float *out)
{
    double size = font->size, shift = 0;

    for (uint32_t i = 0; i < self->n_glyphs; i++) {
        const YqGlyph *glyph = &self->glyphs[i];

        if (i > 0 && glyph->starts && !glyph->joined) {
            shift += font->spacing;
        }
        out[i] = (float)(glyph->x * size + shift);
    }
    return self->width * size + shift;
}

YqExtents yq_text_measure(const char *text, const YqFont *font)
{
    g_autoptr(YqShaped) shaped = yq_text_shape(text, font);
    double size = font->size;
    bool first_joins = shaped->n_glyphs > 0 && shaped->glyphs[0].joined;
    double gaps = shaped->n_gaps - (shaped->n_gaps > 0 && !first_joins ? 1 : 0);
    double spread = gaps * font->spacing;

    return (YqExtents){shaped->width * size + spread,
                       shaped->ascent * size,
                       shaped->descent * size,
                       {shaped->ink.x * size, shaped->ink.y * size,
                        shaped->ink.width * size + spread, shaped->ink.height * size}};
}
