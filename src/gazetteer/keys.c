/* SPDX-License-Identifier: MIT */
#include "gazetteer/keys.h"

#include "gazetteer/format.h"
#include "gazetteer/names.h"
#include "language/language.h"
#include "text/fold.h"

#include <string.h>

/* Classes of Latin consonants, from 'a'; '.' is left out of the sound. */
static const char latin_classes[] = ".bkd.fg.." /* a b c d e f g h i */
                                    "gklmn.bk"  /* j k l m n o p q */
                                    "rst.f.k.s" /* r s t u v w x y z */;

/* Classes of Arabic letters from U+0621, as folded. */
static const struct {
    uint16_t letter;
    char class_;
} arabic_classes[] = {
    {0x0628, 'b'}, {0x062A, 't'}, {0x062B, 't'}, {0x062C, 'g'}, {0x062E, 'k'},
    {0x062F, 'd'}, {0x0630, 'd'}, {0x0631, 'r'}, {0x0632, 's'}, {0x0633, 's'},
    {0x0634, 's'}, {0x0635, 's'}, {0x0636, 'd'}, {0x0637, 't'}, {0x0638, 'd'},
    {0x063A, 'g'}, {0x0641, 'f'}, {0x0642, 'k'}, {0x0643, 'k'}, {0x0644, 'l'},
    {0x0645, 'm'}, {0x0646, 'n'},
};

static char arabic_class(gunichar c)
{
    for (size_t i = 0; i < G_N_ELEMENTS(arabic_classes); i++) {
        if (arabic_classes[i].letter == c) {
            return arabic_classes[i].class_;
        }
    }
    return '.';
}

/* The class of the letter at @at, and in *@out_bytes how much it takes: "sh", "kh", "ph"
 * and the like are one letter. */
static char class_at(const char *at, size_t left, size_t *out_bytes)
{
    char next = left > 1 ? at[1] : '\0';

    *out_bytes = 1;
    if (g_ascii_islower(*at)) {
        if (next == 'h' && strchr("scpkgtd", *at) != NULL) {
            *out_bytes = 2;
            return *at == 'c' ? 's' : *at == 'p' ? 'f' : latin_classes[*at - 'a'];
        }
        if (*at == 'c' && (next == 'e' || next == 'i' || next == 'y')) {
            return 's';
        }
        if (*at == 'd' && next == 'j') {
            *out_bytes = 2;
            return 'g';
        }
        return latin_classes[*at - 'a'];
    }
    gunichar c = g_utf8_get_char_validated(at, left);

    if (c >= (gunichar)-2) {
        return '.';
    }
    *out_bytes = g_utf8_skip[(guchar)*at];
    if (c >= 0x0600 && c < 0x0700) {
        return arabic_class(c);
    }
    /* Another script: a class by its code point, so that like still finds like. */
    return c < 0x80 ? '.' : "bfdtskgrlmn"[c % 11];
}

/* How many bytes of an article stand at @at: "al ", "el ", "ال". */
static size_t article_length(const char *at, size_t left)
{
    static const char *const articles[] = {"al ", "el ", "le ", "la ", "les ", "the "};

    for (size_t i = 0; i < G_N_ELEMENTS(articles); i++) {
        size_t n = strlen(articles[i]);

        if (left > n && memcmp(at, articles[i], n) == 0) {
            return n;
        }
    }
    return left > 8 && memcmp(at, "ال", 4) == 0 ? 4 : 0;
}

/* The sound of a folded name; where @wanted is given, no further than it is the same. */
static size_t find_sound(const char *folded, size_t length, const char *wanted,
                         char out[YQ_SOUND_MAX + 1])
{
    size_t n = 0, at = 0;
    char last = '\0';

    while (at < length && n < YQ_SOUND_MAX) {
        if (at == 0 || folded[at - 1] == ' ') {
            at += article_length(folded + at, length - at);
        }
        size_t bytes;
        char class_ = class_at(folded + at, length - at, &bytes);
        bool silent = class_ == '.';
        /* A blank or "h" does not part a doubled letter, a vowel does. */
        bool parts = silent && folded[at] != ' ' && folded[at] != 'h';

        if (!silent && class_ != last) {
            out[n++] = class_;
            if (wanted != NULL && wanted[n - 1] != class_) {
                break;
            }
        }
        last = !silent ? class_ : parts ? '\0' : last;
        at += bytes;
    }
    out[n] = '\0';
    return n;
}

size_t yq_sound(const char *folded, size_t length, char out[YQ_SOUND_MAX + 1])
{
    return find_sound(folded, length, NULL, out);
}

bool yq_sounds_as(const char *folded, size_t length, const char *sound)
{
    char found[YQ_SOUND_MAX + 1];

    find_sound(folded, length, sound, found);
    return strcmp(found, sound) == 0;
}

uint64_t yq_sound_hash(const char *sound, size_t length)
{
    return yq_hash_word(0x50554E44, sound, length);
}

uint8_t yq_keys_language(const char *column)
{
    return *column == '\0'                  ? YQ_LANG_MAIN
           : strcmp(column, "also") == 0    ? YQ_LANG_ALSO
           : strcmp(column, "demonym") == 0 ? YQ_LANG_DEMONYM
                                            : YQ_LANG_END;
}

uint8_t yq_keys_flags(uint8_t language, bool first)
{
    switch (language) {
    case YQ_LANG_ALSO:
        return YQ_NAME_ALSO;
    case YQ_LANG_DEMONYM:
        return YQ_NAME_DEMONYM;
    default:
        return YQ_NAME_TAGGED | (first ? YQ_NAME_LABEL : 0);
    }
}

void yq_keys_init(YqKeys *self)
{
    *self = (YqKeys){.folded = g_string_new(NULL), .second = g_string_new(NULL)};
}

void yq_keys_clear(YqKeys *self)
{
    g_string_free(self->folded, TRUE);
    g_string_free(self->second, TRUE);
}

/* "US", "UAE", "D.C.": capitals and dots, two to five of them. */
static bool is_abbreviation(const char *name, size_t length)
{
    size_t capitals = 0;

    for (size_t i = 0; i < length; i++) {
        capitals += g_ascii_isupper(name[i]);
        if (!g_ascii_isupper(name[i]) && name[i] != '.') {
            return false;
        }
    }
    return capitals >= 2 && capitals <= 5;
}

static bool has_word(const GString *folded)
{
    size_t letters = 0;

    for (const char *at = folded->str; *at != '\0' && letters < 2;
         at = g_utf8_next_char(at)) {
        letters += *at != ' ' && !g_ascii_isdigit(*at);
    }
    return letters >= 2;
}

/* Length of the apostrophe at @at, 0 when there is none. */
static size_t apostrophe_length(const char *at, size_t left)
{
    static const char *const marks[] = {
        "'", "\xE2\x80\x99", "\xE2\x80\x98", "`", "ʼ", "ʻ", "ʿ", "ʾ"};

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        size_t n = strlen(marks[i]);

        if (left >= n && memcmp(at, marks[i], n) == 0) {
            return n;
        }
    }
    return 0;
}

/* "Sana'a" is also filed as "sanaa"; "L'Aquila" is not, its first part being short. */
static void fold_joined(YqKeys *self, const char *name, size_t length)
{
    char plain[256];
    size_t n = 0, word = 0;
    bool joined = false;

    if (length >= sizeof plain) {
        return;
    }
    for (size_t i = 0; i < length;) {
        size_t mark = word > 1 ? apostrophe_length(name + i, length - i) : 0;

        if (mark > 0 && i + mark < length && name[i + mark] != ' ') {
            joined = true;
            i += mark;
            continue;
        }
        word = name[i] == ' ' || name[i] == '-' ? 0 : word + 1;
        plain[n++] = name[i++];
    }
    if (joined) {
        yq_fold_name(plain, n, self->second);
    }
}

void yq_keys_set(YqKeys *self, const char *name, size_t length)
{
    g_string_truncate(self->folded, 0);
    g_string_truncate(self->second, 0);
    yq_fold_name(name, length, self->folded);
    fold_joined(self, name, length);
    self->flags = is_abbreviation(name, length) ? YQ_NAME_UPPER : 0;
    self->usable = has_word(self->folded) &&
                   (self->flags != 0 || !yq_language_is_stopword(self->folded->str));
}

void yq_keys_walk(const GString *folded,
                  void (*each)(uint64_t hash, bool whole, void *data), void *data)
{
    uint64_t hash = 0;

    for (const char *word = folded->str; *word != '\0';) {
        const char *end = strchrnul(word, ' ');

        hash = yq_hash_word(hash, word, end - word);
        each(hash, *end == '\0', data);
        word = *end != '\0' ? end + 1 : end;
    }
}
