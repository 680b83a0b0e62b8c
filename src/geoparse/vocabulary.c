/* SPDX-License-Identifier: MIT */
#include "geoparse/vocabulary.h"

#include "base/compiled.h"
#include "base/table.h"
#include "base/wordmap.h"
#include "geoparse/forms.h"
#include "language/language.h"
#include "text/fold.h"
#include <yaqut/error.h>

#include <string.h>

/* Longest phrase in words. */
#define PHRASE_MAX 5
#define CONTINUES (1u << 31) /* a longer phrase begins with this */

static const char *const classes[YQ_WORD_CLASSES] = {
    "title",    "first_name", "surname",     "org_head", "org_tail",  "body_tail",
    "facility", "place_head", "place_tail",  "in",       "motion",    "common",
    "time",     "direction",  "agreement",   "speech",   "link",      "states",
    "alliance", "org_name",   "work",        "capital",  "of_place",  "stop",
    "water",    "district",   "person_noun", "street",   "kilometre", "mile",
    "town",
};

static const char *const tables[] = {
    "cues.tsv", "persons.tsv", "organisations.tsv", "prepositions.tsv", "common.tsv",
};

enum {
    PART_WORDS, /* a word map; the value: bits of the classes, and CONTINUES */
    PART_CLITICS = PART_WORDS + 2, /* of YqWordClitic, by letter, then longest first */
    PART_SOUNDS,                   /* of YqSoundRule, and those that sound alike */
    PART_ALIKE,
    PART_FORMS, /* of YqForm */
    N_PARTS,
};

struct YqVocabulary {
    YqBlob blob;
    YqWordMap words;
    const YqWordClitic *clitics;
    size_t n_clitics;
    /* Where those of a second byte, which tells Arabic letters apart, begin and end. */
    uint8_t from[256], to[256];
    YqSounds sounds;
    const YqForm *forms;
    size_t n_forms;
};

typedef struct Reading {
    YqWordMapBuilder *words;
    GArray *clitics; /* of YqWordClitic */
    GArray *sounds, *alike, *forms;
    uint32_t bits, wanted; /* only classes of `wanted` are kept */
    GString *folded;       /* scratch */
} Reading;

static void add_entry(const char *part, size_t length, void *data)
{
    Reading *reading = data;
    GString *folded = reading->folded;

    g_string_truncate(folded, 0);
    yq_fold_name(part, length, folded);
    for (size_t i = 0; i < folded->len; i++) {
        if (folded->str[i] == ' ') {
            yq_wordmap_add(reading->words, folded->str, i)->value |= CONTINUES;
        }
    }
    if (folded->len > 0 && folded->len < UINT16_MAX) {
        yq_wordmap_add(reading->words, folded->str, folded->len)->value |= reading->bits;
    }
}

uint32_t yq_vocabulary_class(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        if (strcmp(classes[i], name) == 0) {
            return 1u << i;
        }
    }
    return 0;
}

/* A class may be several, "place_tail|district". */
static void add_class(const char *part, size_t length, void *data)
{
    Reading *reading = data;
    g_autofree char *name = g_strndup(part, length);
    uint32_t bit = yq_vocabulary_class(name);

    reading->bits = bit == 0 ? CONTINUES : reading->bits | bit;
}

static bool visit_words(const YqRow *row, void *data, GError **error)
{
    Reading reading = *(const Reading *)data;

    yq_split_bar(yq_row_get(row, "class"), add_class, &reading);
    if (reading.bits == 0 || (reading.bits & CONTINUES) != 0) {
        return yq_row_error(row, error, "no class of words is called '%s'",
                            yq_row_get(row, "class"));
    }
    reading.bits &= reading.wanted;
    if (reading.bits == 0) {
        return true;
    }
    yq_split_bar(yq_row_get(row, "words"), add_entry, &reading);
    return true;
}

static bool visit_clitic(const YqRow *row, void *data, GError **error)
{
    Reading *reading = data;
    g_autoptr(GString) prefix = g_string_new(NULL), replace = g_string_new(NULL);
    const char *before = yq_row_get(row, "prefix"), *after = yq_row_get(row, "replace");
    YqWordClitic clitic = {.locates = strcmp(yq_row_get(row, "kind"), "locates") == 0};

    yq_fold_name(before, strlen(before), prefix);
    yq_fold_name(after, strlen(after), replace);
    if (prefix->len == 0 || prefix->len >= sizeof clitic.prefix ||
        replace->len >= sizeof clitic.replace) {
        return yq_row_error(row, error, "'%s' is no prefix", before);
    }
    memcpy(clitic.prefix, prefix->str, prefix->len);
    memcpy(clitic.replace, replace->str, replace->len);
    clitic.prefix_length = prefix->len;
    clitic.replace_length = replace->len;
    /* What is put back was part of the name as written, less its lost letters. */
    clitic.prefix_letters = g_utf8_strlen(prefix->str, -1) - (replace->len > 0 ? 1 : 0);
    g_array_append_val(reading->clitics, clitic);
    return true;
}

/* Every word is asked for its clitics: those of its first letter lie together. */
static int by_letter(const void *a, const void *b)
{
    const YqWordClitic *x = a, *y = b;
    int letters = (uint8_t)x->prefix[1] - (uint8_t)y->prefix[1];

    return letters != 0 ? letters : y->prefix_length - x->prefix_length;
}

static bool read_words(Reading *reading, const YqLanguages *languages, size_t i,
                       const char *table, uint32_t wanted, GError **error)
{
    g_autofree char *path = yq_languages_table(languages, i, table);

    reading->wanted = wanted;
    return path == NULL || yq_table_read(path, visit_words, reading, error);
}

static bool read_own(Reading *reading, const YqLanguages *languages, size_t i,
                     GError **error)
{
    for (size_t k = 0; k < G_N_ELEMENTS(tables); k++) {
        if (!read_words(reading, languages, i, tables[k], UINT32_MAX, error)) {
            return false;
        }
    }
    g_autofree char *prefixes = yq_languages_table(languages, i, "prefixes.tsv");
    g_autofree char *sounds = yq_languages_table(languages, i, "sounds.tsv");
    g_autofree char *forms = yq_languages_table(languages, i, "forms.tsv");

    return (prefixes == NULL || yq_table_read(prefixes, visit_clitic, reading, error)) &&
           (sounds == NULL ||
            yq_sounds_read(sounds, reading->sounds, reading->alike, error)) &&
           (forms == NULL || yq_forms_read(forms, reading->forms, error));
}

/* The tables of a language, and the names of persons of all others. */
static bool read_all(Reading *reading, const char *code, GError **error)
{
    g_autoptr(YqLanguages) languages = yq_languages_open(error);

    for (size_t i = 0; languages != NULL && i < yq_languages_count(languages); i++) {
        bool read = strcmp(yq_languages_code(languages, i), code) == 0
                        ? read_own(reading, languages, i, error)
                        : read_words(reading, languages, i, "persons.tsv",
                                     YQ_WORD_FIRST_NAME | YQ_WORD_SURNAME, error);

        if (!read) {
            return false;
        }
    }
    return languages != NULL;
}

static YqBlobPart part_of(GArray *rows)
{
    return (YqBlobPart){rows->data, rows->len * g_array_get_element_size(rows)};
}

GBytes *yq_vocabulary_compile(const char *code, GError **error)
{
    g_auto(YqWordMapBuilder) words = {0};
    g_autoptr(GArray) clitics = g_array_new(FALSE, FALSE, sizeof(YqWordClitic));
    g_autoptr(GArray) sounds = g_array_new(FALSE, TRUE, sizeof(YqSoundRule));
    g_autoptr(GArray) alike = g_array_new(FALSE, TRUE, sizeof(YqSoundRule));
    g_autoptr(GArray) forms = g_array_new(FALSE, TRUE, sizeof(YqForm));
    g_autoptr(GString) scratch = g_string_new(NULL);
    Reading reading = {.words = &words,
                       .clitics = clitics,
                       .sounds = sounds,
                       .alike = alike,
                       .forms = forms,
                       .folded = scratch};
    YqBlobPart parts[N_PARTS];

    yq_wordmap_begin(&words);
    if (!read_all(&reading, code, error)) {
        return NULL;
    }
    g_array_sort(clitics, by_letter);
    yq_wordmap_parts(&words, &parts[PART_WORDS]);
    parts[PART_CLITICS] = part_of(clitics);
    parts[PART_SOUNDS] = part_of(sounds);
    parts[PART_ALIKE] = part_of(alike);
    parts[PART_FORMS] = part_of(forms);
    return yq_blob_make(parts, N_PARTS);
}

static void open_sounds(YqVocabulary *self)
{
    size_t n_rules, n_alike;
    const YqSoundRule *rules =
        yq_blob_part(&self->blob, PART_SOUNDS, sizeof *rules, &n_rules);
    const YqSoundRule *alike =
        yq_blob_part(&self->blob, PART_ALIKE, sizeof *alike, &n_alike);

    self->sounds = yq_sounds_of(rules, n_rules, alike, n_alike);
    self->forms = yq_blob_part(&self->blob, PART_FORMS, sizeof(YqForm), &self->n_forms);
}

YqVocabulary *yq_vocabulary_open(const char *code, GError **error)
{
    YqBlob blob = yq_compiled_open("vocabulary", code, yq_vocabulary_compile, error);

    if (blob.bytes == NULL) {
        return NULL;
    }
    YqVocabulary *self = g_new0(YqVocabulary, 1);

    self->blob = blob;
    self->words = yq_wordmap_open(&blob, PART_WORDS);
    self->clitics =
        yq_blob_part(&blob, PART_CLITICS, sizeof(YqWordClitic), &self->n_clitics);
    for (size_t i = MIN(self->n_clitics, UINT8_MAX); i > 0; i--) {
        uint8_t letter = (uint8_t)self->clitics[i - 1].prefix[1];

        self->from[letter] = i - 1;
        self->to[letter] = MAX(self->to[letter], i);
    }
    open_sounds(self);
    return self;
}

void yq_vocabulary_free(YqVocabulary *self)
{
    if (self == NULL) {
        return;
    }
    yq_blob_clear(&self->blob);
    g_free(self);
}

uint32_t yq_vocabulary_word(const YqVocabulary *self, const char *word, size_t length)
{
    /* CONTINUES is left in: yq_vocabulary_phrase() is then worth a try. */
    return yq_wordmap_value(&self->words, word, length);
}

uint32_t yq_vocabulary_phrase(const YqVocabulary *self, const YqDocument *document,
                              size_t token, const char *first, size_t first_length,
                              size_t *out_tokens)
{
    char key[256];
    size_t length = 0;
    uint32_t hash = YQ_WORD_HASH, found = 0;

    for (size_t i = token, words = 0; i < document->n_tokens && words < PHRASE_MAX; i++) {
        const YqToken *at = &document->tokens[i];

        if ((at->flags & YQ_TOKEN_MARK) != 0) {
            if ((at->flags & YQ_TOKEN_JOINED) == 0) {
                break;
            }
            continue;
        }
        const char *word = words == 0 ? first : yq_token_folded(document, i);
        size_t word_length = words == 0 ? first_length : at->fold_length;

        if (length + word_length + 2 > sizeof key) {
            break;
        }
        if (words > 0) {
            key[length] = ' ';
            hash = yq_word_hash(hash, key + length, 1);
            length++;
        }
        memcpy(key + length, word, word_length);
        hash = yq_word_hash(hash, key + length, word_length);
        length += word_length;
        words++;
        const YqWordSlot *slot = yq_wordmap_find(&self->words, hash, key, length);
        uint32_t bits = slot != NULL ? slot->value : 0;

        if (words > 1 && (bits & ~CONTINUES) != 0) {
            found = bits & ~CONTINUES;
            *out_tokens = i + 1 - token;
        }
        if ((bits & CONTINUES) == 0) {
            break;
        }
    }
    return found;
}

size_t yq_vocabulary_clitics(const YqVocabulary *self, const char *word, size_t length,
                             const YqWordClitic **out, size_t max)
{
    size_t n = 0;

    if (length < 2) {
        return 0;
    }
    uint8_t letter = (uint8_t)word[1];

    for (size_t i = self->from[letter]; i < self->to[letter] && n < max; i++) {
        const YqWordClitic *clitic = &self->clitics[i];

        if (length >= clitic->prefix_length + 4u && word[0] == clitic->prefix[0] &&
            (clitic->prefix_length == 2 ||
             memcmp(word, clitic->prefix, clitic->prefix_length) == 0)) {
            out[n++] = clitic;
        }
    }
    return n;
}

const YqSounds *yq_vocabulary_sounds(const YqVocabulary *self)
{
    return self->sounds.n_rules > 0 ? &self->sounds : NULL;
}

bool yq_vocabulary_is_own(const YqVocabulary *self, const char *word, size_t length)
{
    return yq_forms_have(self->forms, self->n_forms, word, length);
}
