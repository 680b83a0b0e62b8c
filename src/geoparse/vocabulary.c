/* SPDX-License-Identifier: MIT */
#include "geoparse/vocabulary.h"

#include "base/table.h"
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

/* Open addressing: a slot's key is a place in `strings`. */
typedef struct Slot {
    uint32_t hash, key, bits;
    uint16_t length;
    bool phrase_start; /* unused slots have key 0 */
} Slot;

struct YqVocabulary {
    GString *strings; /* begins with a NUL, so that key 0 is none */
    Slot *slots;
    uint32_t mask, used;
    GArray *clitics;         /* of YqWordClitic, longest first */
    bool begins_clitic[256]; /* by the second byte, which tells Arabic letters apart */
};

static uint32_t hash_more(uint32_t hash, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (uint8_t)text[i]) * 16777619u;
    }
    return hash;
}

static Slot *find(const YqVocabulary *self, uint32_t hash, const char *key, size_t length)
{
    for (uint32_t at = hash ^ hash >> 15;; at++) {
        Slot *slot = &self->slots[at & self->mask];

        if (slot->key == 0 ||
            (slot->hash == hash && slot->length == length &&
             memcmp(self->strings->str + slot->key, key, length) == 0)) {
            return slot;
        }
    }
}

static void grow(YqVocabulary *self)
{
    Slot *old = self->slots;
    uint32_t n = self->mask + 1;

    self->mask = n * 2 - 1;
    self->slots = g_new0(Slot, n * 2);
    for (uint32_t i = 0; i < n; i++) {
        if (old[i].key != 0) {
            *find(self, old[i].hash, self->strings->str + old[i].key, old[i].length) =
                old[i];
        }
    }
    g_free(old);
}

static void add_key(YqVocabulary *self, const char *key, size_t length, uint32_t bits)
{
    uint32_t hash = hash_more(2166136261u, key, length);

    if (self->used * 4ull > self->mask * 3ull) {
        grow(self);
    }
    Slot *slot = find(self, hash, key, length);

    if (slot->key == 0) {
        *slot = (Slot){.hash = hash, .length = length, .key = self->strings->len};
        g_string_append_len(self->strings, key, length);
        self->used++;
    }
    slot->bits |= bits;
}

typedef struct Reading {
    YqVocabulary *lexicon;
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
            add_key(reading->lexicon, folded->str, i, CONTINUES);
        }
    }
    if (folded->len > 0 && folded->len < UINT16_MAX) {
        add_key(reading->lexicon, folded->str, folded->len, reading->bits);
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
    YqVocabulary *self = data;
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
    g_array_append_val(self->clitics, clitic);
    self->begins_clitic[(uint8_t)clitic.prefix[1]] = true;
    return true;
}

static int by_length(const void *a, const void *b)
{
    return ((const YqWordClitic *)b)->prefix_length -
           ((const YqWordClitic *)a)->prefix_length;
}

static bool read_words(YqVocabulary *self, const YqLanguages *languages, size_t i,
                       const char *table, uint32_t wanted, GError **error)
{
    g_autofree char *path = yq_languages_table(languages, i, table);
    g_autoptr(GString) scratch = g_string_new(NULL);
    Reading reading = {.lexicon = self, .wanted = wanted, .folded = scratch};

    return path == NULL || yq_table_read(path, visit_words, &reading, error);
}

static bool read_own(YqVocabulary *self, const YqLanguages *languages, size_t i,
                     GError **error)
{
    for (size_t k = 0; k < G_N_ELEMENTS(tables); k++) {
        if (!read_words(self, languages, i, tables[k], UINT32_MAX, error)) {
            return false;
        }
    }
    g_autofree char *path = yq_languages_table(languages, i, "prefixes.tsv");

    return path == NULL || yq_table_read(path, visit_clitic, self, error);
}

YqVocabulary *yq_vocabulary_open(const YqLanguages *languages, size_t language,
                                 GError **error)
{
    g_autoptr(YqVocabulary) self = g_new0(YqVocabulary, 1);

    self->mask = (1u << 14) - 1;
    self->slots = g_new0(Slot, self->mask + 1);
    self->strings = g_string_new_len("", 1);
    self->clitics = g_array_new(FALSE, FALSE, sizeof(YqWordClitic));
    for (size_t i = 0; i < yq_languages_count(languages); i++) {
        bool read = i == language
                        ? read_own(self, languages, i, error)
                        : read_words(self, languages, i, "persons.tsv",
                                     YQ_WORD_FIRST_NAME | YQ_WORD_SURNAME, error);

        if (!read) {
            return NULL;
        }
    }
    g_array_sort(self->clitics, by_length);
    return g_steal_pointer(&self);
}

void yq_vocabulary_free(YqVocabulary *self)
{
    if (self == NULL) {
        return;
    }
    g_string_free(self->strings, TRUE);
    g_array_unref(self->clitics);
    g_free(self->slots);
    g_free(self);
}

uint32_t yq_vocabulary_word(const YqVocabulary *self, const char *word, size_t length)
{
    const Slot *slot = find(self, hash_more(2166136261u, word, length), word, length);

    return slot
        ->bits; /* CONTINUES is left in: yq_vocabulary_phrase() is then worth a try */
}

uint32_t yq_vocabulary_phrase(const YqVocabulary *self, const YqDocument *document,
                              size_t token, const char *first, size_t first_length,
                              size_t *out_tokens)
{
    char key[256];
    size_t length = 0;
    uint32_t hash = 2166136261u, found = 0;

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
            hash = hash_more(hash, key + length, 1);
            length++;
        }
        memcpy(key + length, word, word_length);
        hash = hash_more(hash, key + length, word_length);
        length += word_length;
        words++;
        const Slot *slot = find(self, hash, key, length);

        if (words > 1 && (slot->bits & ~CONTINUES) != 0) {
            found = slot->bits & ~CONTINUES;
            *out_tokens = i + 1 - token;
        }
        if ((slot->bits & CONTINUES) == 0) {
            break;
        }
    }
    return found;
}

size_t yq_vocabulary_clitics(const YqVocabulary *self, const char *word, size_t length,
                             const YqWordClitic **out, size_t max)
{
    size_t n = 0;

    if (length < 2 || !self->begins_clitic[(uint8_t)word[1]]) {
        return 0;
    }
    for (guint i = 0; i < self->clitics->len && n < max; i++) {
        const YqWordClitic *clitic = &g_array_index(self->clitics, YqWordClitic, i);

        if (length >= clitic->prefix_length + 4u && word[1] == clitic->prefix[1] &&
            word[0] == clitic->prefix[0] &&
            memcmp(word, clitic->prefix, clitic->prefix_length) == 0) {
            out[n++] = clitic;
        }
    }
    return n;
}
