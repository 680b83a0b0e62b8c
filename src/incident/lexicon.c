/* SPDX-License-Identifier: MIT */
#include "incident/lexicon.h"

#include "base/arena.h"
#include "base/data.h"
#include "base/table.h"
#include "incident/tables.h"

#include <string.h>

/* Longest phrase that is followed, in tokens. */
#define PHRASE_MAX 12
#define CLITICS_MAX 48

typedef struct Clitic {
    const char *letters;
    size_t length;
    uint8_t bits;
} Clitic;

/* Open addressing; a key of 0 is a free slot. */
typedef struct Edge {
    uint64_t key; /* node << 32 | word */
    uint32_t to;
} Edge;

typedef struct Word {
    const char *text; /* NULL: free */
    uint32_t length, id, hash;
} Word;

struct YqLexicon {
    YqArena *arena;
    Word *words;
    size_t n_words, words_room; /* room is a power of two */
    Edge *edges;
    size_t n_edges, edges_room;
    GPtrArray *nodes; /* YqLexEntry *, or NULL where no phrase ends; 0 is the root */
    Clitic clitics[CLITICS_MAX];
    size_t n_clitics; /* longest first */
};

static uint32_t hash_word(const char *text, size_t length)
{
    uint32_t h = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < length; i++) {
        h = (h ^ (uint8_t)text[i]) * 16777619u;
    }
    return h;
}

static Word *word_slot(const YqLexicon *self, const char *text, size_t length,
                       uint32_t hash)
{
    for (size_t i = hash & (self->words_room - 1);;
         i = (i + 1) & (self->words_room - 1)) {
        Word *word = &self->words[i];

        if (word->text == NULL || (word->hash == hash && word->length == length &&
                                   memcmp(word->text, text, length) == 0)) {
            return word;
        }
    }
}

static void grow_words(YqLexicon *self)
{
    Word *old = self->words;
    size_t room = self->words_room;

    self->words_room = room == 0 ? 1024 : room * 2;
    self->words = g_new0(Word, self->words_room);
    for (size_t i = 0; i < room; i++) {
        if (old[i].text != NULL) {
            *word_slot(self, old[i].text, old[i].length, old[i].hash) = old[i];
        }
    }
    g_free(old);
}

static uint32_t find_word(const YqLexicon *self, const char *text, size_t length)
{
    const Word *word = word_slot(self, text, length, hash_word(text, length));

    return word->text == NULL ? 0 : word->id;
}

static uint32_t intern(YqLexicon *self, const char *text, size_t length)
{
    if (self->n_words * 2 >= self->words_room) {
        grow_words(self);
    }
    uint32_t hash = hash_word(text, length);
    Word *word = word_slot(self, text, length, hash);

    if (word->text == NULL) {
        *word = (Word){yq_arena_strndup(self->arena, text, length), length,
                       ++self->n_words, hash};
    }
    return word->id;
}

static Edge *edge_slot(const YqLexicon *self, uint64_t key)
{
    size_t mask = self->edges_room - 1;

    for (size_t i = (key * 0x9E3779B97F4A7C15u >> 20) & mask;; i = (i + 1) & mask) {
        if (self->edges[i].key == 0 || self->edges[i].key == key) {
            return &self->edges[i];
        }
    }
}

static void grow_edges(YqLexicon *self)
{
    Edge *old = self->edges;
    size_t room = self->edges_room;

    self->edges_room = room == 0 ? 1024 : room * 2;
    self->edges = g_new0(Edge, self->edges_room);
    for (size_t i = 0; i < room; i++) {
        if (old[i].key != 0) {
            *edge_slot(self, old[i].key) = old[i];
        }
    }
    g_free(old);
}

static uint32_t step(YqLexicon *self, uint32_t node, uint32_t word)
{
    if (self->n_edges * 2 >= self->edges_room) {
        grow_edges(self);
    }
    uint64_t key = (uint64_t)node << 32 | word;
    Edge *edge = edge_slot(self, key);

    if (edge->key == 0) {
        *edge = (Edge){key, self->nodes->len};
        self->n_edges++;
        g_ptr_array_add(self->nodes, NULL);
    }
    return edge->to;
}

static size_t letters_of(const char *text, size_t length)
{
    return (size_t)g_utf8_strlen(text, (gssize)length);
}

/* The word of a token: as it stands, or without the clitics written onto it, the
 * shortest clitics first. Two letters at least must be left. */
static uint32_t word_of(const YqLexicon *self, const char *text, size_t length,
                        uint8_t *out_clitics)
{
    uint32_t word = find_word(self, text, length);

    *out_clitics = 0;
    for (size_t i = self->n_clitics; word == 0 && i-- > 0;) {
        const Clitic *clitic = &self->clitics[i];
        size_t cut = clitic->length;

        if (length > cut && memcmp(text, clitic->letters, cut) == 0 &&
            letters_of(text + cut, length - cut) >= 2) {
            word = find_word(self, text + cut, length - cut);
            *out_clitics = word != 0 ? clitic->bits : 0;
        }
    }
    return word;
}

/* The first form of a table's word that a phrase is kept under: without the article,
 * which any token may have. */
static void plain_form(const YqLexicon *self, const char **text, size_t *length)
{
    for (size_t i = 0; i < self->n_clitics; i++) {
        const Clitic *clitic = &self->clitics[i];

        if (clitic->bits == YQ_CLITIC_THE && *length > clitic->length &&
            memcmp(*text, clitic->letters, clitic->length) == 0 &&
            letters_of(*text + clitic->length, *length - clitic->length) >= 3) {
            *text += clitic->length;
            *length -= clitic->length;
            return;
        }
    }
}

void yq_lexicon_add(YqLexicon *self, const char *phrase, size_t length,
                    const YqLexEntry *meaning)
{
    g_autoptr(YqDocument) cut = yq_document_cut(phrase, length);
    uint32_t node = 0;

    for (size_t i = 0; i < cut->n_tokens; i++) {
        const char *text = yq_token_folded(cut, i);
        size_t n = cut->tokens[i].fold_length;

        plain_form(self, &text, &n);
        node = step(self, node, intern(self, text, n));
    }
    if (node == 0) {
        return;
    }
    YqLexEntry *entry = yq_arena_memdup(self->arena, meaning, sizeof *meaning);

    entry->label = yq_arena_strdup(self->arena, meaning->label);
    entry->next = g_ptr_array_index(self->nodes, node);
    g_ptr_array_index(self->nodes, node) = entry;
}

bool yq_lexicon_add_clitic(YqLexicon *self, const char *letters, uint8_t bits)
{
    g_autoptr(YqDocument) cut = yq_document_cut(letters, strlen(letters));

    if (self->n_clitics == CLITICS_MAX || cut->n_tokens != 1) {
        return false;
    }
    size_t length = cut->tokens[0].fold_length, at = self->n_clitics++;

    for (; at > 0 && self->clitics[at - 1].length < length; at--) {
        self->clitics[at] = self->clitics[at - 1];
    }
    self->clitics[at] = (Clitic){
        yq_arena_strndup(self->arena, yq_token_folded(cut, 0), length), length, bits};
    return true;
}

YqLexicon *yq_lexicon_new(const char *code, GError **error)
{
    g_autoptr(YqLexicon) self = g_new0(YqLexicon, 1);

    self->arena = yq_arena_new();
    self->nodes = g_ptr_array_new();
    g_ptr_array_add(self->nodes, NULL);
    grow_words(self);
    grow_edges(self);
    if (!yq_tables_read(self, code, error)) {
        return NULL;
    }
    return g_steal_pointer(&self);
}

void yq_lexicon_free(YqLexicon *self)
{
    if (self == NULL) {
        return;
    }
    yq_arena_free(self->arena);
    g_free(self->words);
    g_free(self->edges);
    g_ptr_array_unref(self->nodes);
    g_free(self);
}

/* Keeps a match unless a longer one of its kind holds it; @newest is where those begin
 * that may. */
static void keep(GArray *out, guint from, const YqLexMatch *match)
{
    guint looked = 0;

    for (guint i = out->len; i-- > from && looked < 24; looked++) {
        YqLexMatch *other = &g_array_index(out, YqLexMatch, i);

        if (other->entry->kind != match->entry->kind) {
            continue;
        }
        if (other->first == match->first && other->last < match->last) {
            g_array_remove_index(out, i);
        } else if (other->last >= match->last && other->first < match->first) {
            return;
        }
    }
    g_array_append_val(out, *match);
}

static bool fits(const YqLexEntry *entry, const YqToken *token)
{
    return entry->kind != YQ_LEX_ACTOR || entry->extra == 0 ||
           (token->flags & YQ_TOKEN_UPPER) != 0;
}

/* Words that the tokens stand for are looked up once, not once for each start. */
typedef struct Seen {
    uint32_t word;
    uint8_t clitics;
} Seen;

static void walk_from(const YqLexicon *self, const YqDocument *document, const Seen *seen,
                      uint32_t first, uint32_t at, uint32_t last, guint from, GArray *out)
{
    uint32_t node = 0;

    for (uint32_t i = at; i < last && i - at < PHRASE_MAX; i++) {
        uint32_t word = seen[i - first].word;
        /* Inside a phrase only the article may be written onto a word. */
        Edge *edge = word == 0 ? NULL : edge_slot(self, (uint64_t)node << 32 | word);

        if (edge == NULL || edge->key == 0) {
            return;
        }
        node = edge->to;
        for (const YqLexEntry *e = g_ptr_array_index(self->nodes, node); e != NULL;
             e = e->next) {
            if (fits(e, &document->tokens[at])) {
                keep(out, from, &(YqLexMatch){at, i + 1, e, seen[at - first].clitics});
            }
        }
    }
}

void yq_lexicon_walk(const YqLexicon *self, const YqDocument *document, uint32_t first,
                     uint32_t last, GArray *out)
{
    g_autofree Seen *seen = g_new(Seen, last - first + 1);
    guint from = out->len;

    for (uint32_t i = first; i < last; i++) {
        seen[i - first].word =
            word_of(self, yq_token_folded(document, i), document->tokens[i].fold_length,
                    &seen[i - first].clitics);
    }
    for (uint32_t i = first; i < last; i++) {
        if (seen[i - first].word != 0) {
            walk_from(self, document, seen, first, i, last, from, out);
        }
    }
}

uint8_t yq_lexicon_clitics(const YqLexicon *self, const char *folded, size_t letters)
{
    uint8_t bits = 0;

    /* Letters may be fewer than the code points they were counted by: the longest clitic
     * that fits speaks. */
    for (size_t i = self->n_clitics; i-- > 0;) {
        const Clitic *clitic = &self->clitics[i];

        if (letters_of(clitic->letters, clitic->length) <= letters &&
            strncmp(folded, clitic->letters, clitic->length) == 0) {
            bits = clitic->bits;
        }
    }
    return bits;
}
