/* SPDX-License-Identifier: MIT */
/* Compiling the tables of a language into the parts of its lexicon. */
#include "base/table.h"
#include "incident/lexicon_private.h"
#include "incident/tables.h"

#include <string.h>

#define FIRST_EDGES 1024 /* slots; a power of two */

struct YqLexiconBuilder {
    YqWordMapBuilder words;
    YqLexEdge *edges;
    uint32_t edges_mask, n_edges;
    GArray *nodes;             /* of uint32_t */
    GArray *entries;           /* of YqLexRecord */
    GArray *gaps;              /* of uint32_t */
    GArray *clitics, *endings; /* of YqLexLetters */
    uint32_t label;            /* the last one kept: the phrases of a row have the same */
};

static uint32_t number_of(YqLexiconBuilder *self, const char *text, size_t length)
{
    YqWordSlot *slot = yq_wordmap_add(&self->words, text, length);

    if (slot->value == 0) {
        slot->value = self->words.used;
    }
    return slot->value;
}

/* The slot of a step, taken or free. */
static YqLexEdge *edge_slot(YqLexiconBuilder *self, uint32_t node, uint32_t word)
{
    for (uint32_t at = yq_lex_edge_hash(node, word);; at++) {
        YqLexEdge *edge = &self->edges[at & self->edges_mask];

        if (edge->word == 0 || (edge->node == node && edge->word == word)) {
            return edge;
        }
    }
}

static void grow_edges(YqLexiconBuilder *self)
{
    g_autofree YqLexEdge *old = self->edges;
    uint32_t room = self->edges_mask + 1;

    self->edges_mask = room * 2 - 1;
    self->edges = g_new0(YqLexEdge, room * 2);
    for (uint32_t i = 0; i < room; i++) {
        if (old[i].word != 0) {
            *edge_slot(self, old[i].node, old[i].word) = old[i];
        }
    }
}

static uint32_t add_step(YqLexiconBuilder *self, uint32_t node, uint32_t word)
{
    if (self->n_edges * UINT64_C(3) > self->edges_mask * UINT64_C(2)) {
        grow_edges(self);
    }
    YqLexEdge *edge = edge_slot(self, node, word);

    if (edge->word == 0) {
        *edge = (YqLexEdge){node, word, self->nodes->len};
        self->n_edges++;
        g_array_set_size(self->nodes, self->nodes->len + 1);
    }
    return edge->to;
}

/* Cuts the article off a word of a phrase: any token may have it. False where there is
 * none. */
static bool cut_article(const YqLexiconBuilder *self, const char **text, size_t *length)
{
    for (guint i = 0; i < self->clitics->len; i++) {
        const YqLexLetters *clitic = &g_array_index(self->clitics, YqLexLetters, i);
        const char *letters = self->words.strings->str + clitic->text;
        size_t n = clitic->length;

        if (clitic->bits == YQ_CLITIC_THE && *length > n &&
            memcmp(*text, letters, n) == 0 &&
            g_utf8_strlen(*text + n, (gssize)(*length - n)) >= 3) {
            *text += n;
            *length -= n;
            return true;
        }
    }
    return false;
}

static uint32_t keep_label(YqLexiconBuilder *self, const char *label)
{
    if (label != NULL && strcmp(self->words.strings->str + self->label, label) != 0) {
        self->label = yq_wordmap_keep(&self->words, label);
    }
    return label != NULL ? self->label : 0;
}

/* Adds a meaning; its number, from 1 on. */
static uint32_t add_entry(YqLexiconBuilder *self, const YqLexEntry *meaning,
                          bool definite, uint32_t next)
{
    const YqLexRecord record = {
        .kind = meaning->kind,
        .code = meaning->code,
        .extra = meaning->extra,
        .definite = definite,
        .value = meaning->value,
        .label = keep_label(self, meaning->label),
        .countries = yq_wordmap_keep(&self->words, meaning->countries),
        .next = next,
    };

    g_array_append_val(self->entries, record);
    return self->entries->len;
}

static void add_plain(YqLexiconBuilder *self, const char *phrase, size_t length,
                      const YqLexEntry *meaning)
{
    g_autoptr(YqDocument) cut = yq_document_cut(phrase, length, NULL);
    uint32_t node = 0;
    bool definite = false;

    for (size_t i = 0; i < cut->n_tokens; i++) {
        const char *text = yq_token_folded(cut, i);
        size_t n = cut->tokens[i].fold_length;
        bool article = cut_article(self, &text, &n);

        definite |= article && i == 0;
        node = add_step(self, node, number_of(self, text, n));
    }
    if (node != 0) {
        uint32_t next = g_array_index(self->nodes, uint32_t, node);

        g_array_index(self->nodes, uint32_t, node) =
            add_entry(self, meaning, definite, next);
    }
}

/* Each of the words "a/b/c" that may stand in one half of a phrase. */
static void add_half(YqLexiconBuilder *self, const char *half, size_t length,
                     YqLexKind kind, int32_t gap)
{
    g_autofree char *text = g_strndup(half, length);
    g_auto(GStrv) words = g_strsplit(text, "/", -1);
    const YqLexEntry entry = {.kind = kind, .value = gap};

    for (char **word = words; *word != NULL; word++) {
        g_strstrip(*word);
        add_plain(self, *word, strlen(*word), &entry);
    }
}

void yq_lexicon_add(YqLexiconBuilder *self, const char *phrase, size_t length,
                    const YqLexEntry *meaning)
{
    static const char gap[] = "…";
    const char *at = g_strstr_len(phrase, (gssize)length, gap);

    if (at == NULL) {
        add_plain(self, phrase, length, meaning);
        return;
    }
    const char *rest = at + strlen(gap);
    int32_t number = (int32_t)self->gaps->len;
    uint32_t entry = add_entry(self, meaning, false, 0);

    g_array_append_val(self->gaps, entry);
    add_half(self, phrase, (size_t)(at - phrase), YQ_LEX_OPENS, number);
    add_half(self, rest, (size_t)(phrase + length - rest), YQ_LEX_CLOSES, number);
}

/* Reads @letters as one folded word. */
static bool read_letters(YqLexiconBuilder *self, const char *letters, uint8_t bits,
                         YqLexLetters *out)
{
    g_autoptr(YqDocument) cut = yq_document_cut(letters, strlen(letters), NULL);

    if (cut->n_tokens != 1) {
        return false;
    }
    g_autofree char *folded =
        g_strndup(yq_token_folded(cut, 0), cut->tokens[0].fold_length);

    *out = (YqLexLetters){yq_wordmap_keep(&self->words, folded), (uint32_t)strlen(folded),
                          bits};
    return true;
}

bool yq_lexicon_add_ending(YqLexiconBuilder *self, const char *letters)
{
    YqLexLetters ending;

    if (self->endings->len == YQ_LEX_ENDINGS_MAX ||
        !read_letters(self, letters, 0, &ending)) {
        return false;
    }
    g_array_append_val(self->endings, ending);
    return true;
}

bool yq_lexicon_add_clitic(YqLexiconBuilder *self, const char *letters, uint8_t bits)
{
    YqLexLetters clitic;
    guint at = self->clitics->len;

    if (at == YQ_LEX_CLITICS_MAX || !read_letters(self, letters, bits, &clitic)) {
        return false;
    }
    while (at > 0 &&
           g_array_index(self->clitics, YqLexLetters, at - 1).length < clitic.length) {
        at--;
    }
    g_array_insert_val(self->clitics, at, clitic);
    return true;
}

static YqBlobPart whole(const GArray *array)
{
    return (YqBlobPart){array->data,
                        array->len * (size_t)g_array_get_element_size((GArray *)array)};
}

static GBytes *make(const YqLexiconBuilder *self, const GArray *known)
{
    YqBlobPart parts[YQ_LEXPART_N] = {
        [YQ_LEXPART_EDGES] = {self->edges,
                              (self->edges_mask + (size_t)1) * sizeof *self->edges},
        [YQ_LEXPART_NODES] = whole(self->nodes),
        [YQ_LEXPART_ENTRIES] = whole(self->entries),
        [YQ_LEXPART_GAPS] = whole(self->gaps),
        [YQ_LEXPART_CLITICS] = whole(self->clitics),
        [YQ_LEXPART_ENDINGS] = whole(self->endings),
        [YQ_LEXPART_KNOWN] = whole(known),
    };

    yq_wordmap_parts(&self->words, &parts[YQ_LEXPART_WORDS]);
    return yq_blob_make(parts, YQ_LEXPART_N);
}

/* Finds out what follows from each word, with a lexicon that does not know it yet. */
static void know_words(YqLexiconBuilder *self, GArray *known)
{
    g_array_set_size(known, self->words.used + 1);
    g_autoptr(YqLexicon) lexicon = yq_lexicon_open(yq_blob_open(make(self, known)));

    for (uint32_t i = 0; i <= self->words.mask; i++) {
        const YqWordSlot *slot = &self->words.slots[i];

        if (slot->text != 0) {
            YqLexWord *word = &g_array_index(known, YqLexWord, slot->value);

            word->start = edge_slot(self, 0, slot->value)->to;
            yq_lexicon_plain(lexicon, self->words.strings->str + slot->text, slot->length,
                             word);
        }
    }
}

static GBytes *make_whole(YqLexiconBuilder *self)
{
    g_autoptr(GArray) known = g_array_new(FALSE, TRUE, sizeof(YqLexWord));

    know_words(self, known);
    return make(self, known);
}

static void begin(YqLexiconBuilder *self)
{
    yq_wordmap_begin(&self->words);
    self->edges = g_new0(YqLexEdge, FIRST_EDGES);
    self->edges_mask = FIRST_EDGES - 1;
    self->nodes = g_array_new(FALSE, TRUE, sizeof(uint32_t));
    self->entries = g_array_new(FALSE, FALSE, sizeof(YqLexRecord));
    self->gaps = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    self->clitics = g_array_new(FALSE, FALSE, sizeof(YqLexLetters));
    self->endings = g_array_new(FALSE, FALSE, sizeof(YqLexLetters));
    g_array_set_size(self->nodes, 1); /* the root */
}

static void end(YqLexiconBuilder *self)
{
    yq_wordmap_end(&self->words);
    g_free(self->edges);
    g_array_unref(self->nodes);
    g_array_unref(self->entries);
    g_array_unref(self->gaps);
    g_array_unref(self->clitics);
    g_array_unref(self->endings);
}

GBytes *yq_lexicon_compile(const char *code, GError **error)
{
    YqLexiconBuilder self = {0};

    begin(&self);
    GBytes *bytes = yq_tables_read(&self, code, error) ? make_whole(&self) : NULL;

    end(&self);
    return bytes;
}
