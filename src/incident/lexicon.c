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
#define ENDINGS_MAX 16
/* Tokens that may stand between the halves of a phrase with a gap. */
#define GAP_MAX 9

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
    Clitic endings[ENDINGS_MAX];
    size_t n_endings;
    GPtrArray *gaps; /* YqLexEntry *: what a phrase with a gap means */
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

/* The word behind the clitics written onto it, the shortest clitics first. Two letters at
 * least must be left. */
static uint32_t behind_clitics(const YqLexicon *self, const char *text, size_t length,
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

/* The word of a token: as it stands, without its clitics, or without an ending too; three
 * letters must be left before that. */
static uint32_t word_of(const YqLexicon *self, const char *text, size_t length,
                        uint8_t *out_clitics)
{
    uint32_t word = behind_clitics(self, text, length, out_clitics);

    for (size_t i = 0; word == 0 && i < self->n_endings; i++) {
        const Clitic *ending = &self->endings[i];
        size_t kept = length - ending->length;

        if (length > ending->length &&
            memcmp(text + kept, ending->letters, ending->length) == 0 &&
            letters_of(text, kept) >= 3) {
            word = behind_clitics(self, text, kept, out_clitics);
            *out_clitics |= word != 0 ? YQ_CLITIC_ENDING : 0;
        }
    }
    return word;
}

/* The first form of a table's word that a phrase is kept under: without the article,
 * which any token may have. */
static bool plain_form(const YqLexicon *self, const char **text, size_t *length)
{
    for (size_t i = 0; i < self->n_clitics; i++) {
        const Clitic *clitic = &self->clitics[i];

        if (clitic->bits == YQ_CLITIC_THE && *length > clitic->length &&
            memcmp(*text, clitic->letters, clitic->length) == 0 &&
            letters_of(*text + clitic->length, *length - clitic->length) >= 3) {
            *text += clitic->length;
            *length -= clitic->length;
            return true;
        }
    }
    return false;
}

static void add_plain(YqLexicon *self, const char *phrase, size_t length,
                      const YqLexEntry *meaning)
{
    g_autoptr(YqDocument) cut = yq_document_cut(phrase, length);
    uint32_t node = 0;
    bool definite = false;

    for (size_t i = 0; i < cut->n_tokens; i++) {
        const char *text = yq_token_folded(cut, i);
        size_t n = cut->tokens[i].fold_length;
        bool article = plain_form(self, &text, &n);

        definite |= article && i == 0;
        node = step(self, node, intern(self, text, n));
    }
    if (node == 0) {
        return;
    }
    YqLexEntry *entry = yq_arena_memdup(self->arena, meaning, sizeof *meaning);

    entry->label = yq_arena_strdup(self->arena, meaning->label);
    entry->countries = yq_arena_strdup(self->arena, meaning->countries);
    entry->definite = definite;
    entry->next = g_ptr_array_index(self->nodes, node);
    g_ptr_array_index(self->nodes, node) = entry;
}

/* Each of the words "a/b/c" that may stand in one half of a phrase. */
static void add_half(YqLexicon *self, const char *half, size_t length, YqLexKind kind,
                     int32_t gap)
{
    g_autofree char *text = g_strndup(half, length);
    g_auto(GStrv) words = g_strsplit(text, "/", -1);
    const YqLexEntry entry = {.kind = kind, .value = gap};

    for (char **word = words; *word != NULL; word++) {
        g_strstrip(*word);
        add_plain(self, *word, strlen(*word), &entry);
    }
}

void yq_lexicon_add(YqLexicon *self, const char *phrase, size_t length,
                    const YqLexEntry *meaning)
{
    static const char gap[] = "…";
    const char *at = g_strstr_len(phrase, (gssize)length, gap);

    if (at == NULL) {
        add_plain(self, phrase, length, meaning);
        return;
    }
    YqLexEntry *entry = yq_arena_memdup(self->arena, meaning, sizeof *meaning);
    const char *rest = at + strlen(gap);

    entry->label = yq_arena_strdup(self->arena, meaning->label);
    add_half(self, phrase, at - phrase, YQ_LEX_OPENS, (int32_t)self->gaps->len);
    add_half(self, rest, phrase + length - rest, YQ_LEX_CLOSES, (int32_t)self->gaps->len);
    g_ptr_array_add(self->gaps, entry);
}

/* Reads @letters as one folded word into a slot of the arena's. */
static bool read_letters(YqLexicon *self, const char *letters, Clitic *out)
{
    g_autoptr(YqDocument) cut = yq_document_cut(letters, strlen(letters));

    if (cut->n_tokens != 1) {
        return false;
    }
    out->length = cut->tokens[0].fold_length;
    out->letters = yq_arena_strndup(self->arena, yq_token_folded(cut, 0), out->length);
    return true;
}

bool yq_lexicon_add_ending(YqLexicon *self, const char *letters)
{
    return self->n_endings < ENDINGS_MAX &&
           read_letters(self, letters, &self->endings[self->n_endings]) &&
           ++self->n_endings > 0;
}

bool yq_lexicon_add_clitic(YqLexicon *self, const char *letters, uint8_t bits)
{
    Clitic clitic = {.bits = bits};

    if (self->n_clitics == CLITICS_MAX || !read_letters(self, letters, &clitic)) {
        return false;
    }
    size_t at = self->n_clitics++;

    for (; at > 0 && self->clitics[at - 1].length < clitic.length; at--) {
        self->clitics[at] = self->clitics[at - 1];
    }
    self->clitics[at] = clitic;
    return true;
}

YqLexicon *yq_lexicon_new(const char *code, GError **error)
{
    g_autoptr(YqLexicon) self = g_new0(YqLexicon, 1);

    self->arena = yq_arena_new();
    self->nodes = g_ptr_array_new();
    self->gaps = g_ptr_array_new();
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
    g_ptr_array_unref(self->gaps);
    g_free(self);
}

/* Words that the tokens stand for are looked up once, not once for each start. */
typedef struct Seen {
    uint32_t word;
    uint8_t clitics;
} Seen;

/* A walk over one sentence. */
typedef struct Walk {
    const YqLexicon *self;
    const YqDocument *document;
    const Seen *seen; /* of tokens from `first` on */
    uint32_t first, last;
    guint from;                     /* where its matches begin in `out` */
    uint32_t reach[YQ_LEX_N_KINDS]; /* farthest end of those that began before */
    GArray *out;
} Walk;

/* Keeps a match of a phrase that begins at the token in work, unless a longer one of its
 * kind holds it; a shorter one that begins with it goes. */
static void keep(Walk *walk, const YqLexMatch *match)
{
    bool half = match->entry->kind == YQ_LEX_OPENS || match->entry->kind == YQ_LEX_CLOSES;

    if (!half && walk->reach[match->entry->kind] >= match->last) {
        return;
    }
    for (guint i = half ? walk->from : walk->out->len; i-- > walk->from;) {
        const YqLexMatch *other = &g_array_index(walk->out, YqLexMatch, i);

        if (other->first != match->first) {
            break;
        }
        if (other->entry->kind == match->entry->kind && other->last < match->last) {
            g_array_remove_index(walk->out, i);
        }
    }
    g_array_append_val(walk->out, *match);
}

static bool fits(const YqLexEntry *entry, const YqToken *token, uint8_t clitics)
{
    if (entry->definite && (clitics & YQ_CLITIC_THE) == 0) {
        return false;
    }
    return entry->kind != YQ_LEX_ACTOR || entry->extra == 0 ||
           (token->flags & YQ_TOKEN_UPPER) != 0;
}

static void walk_from(Walk *walk, uint32_t at)
{
    uint32_t node = 0;
    guint before = walk->out->len;
    uint8_t clitics = walk->seen[at - walk->first].clitics;

    for (uint32_t i = at; i < walk->last && i - at < PHRASE_MAX; i++) {
        uint32_t word = walk->seen[i - walk->first].word;
        /* Inside a phrase only the article may be written onto a word. */
        Edge *edge =
            word == 0 ? NULL : edge_slot(walk->self, (uint64_t)node << 32 | word);

        if (edge == NULL || edge->key == 0) {
            break;
        }
        node = edge->to;
        for (const YqLexEntry *e = g_ptr_array_index(walk->self->nodes, node); e != NULL;
             e = e->next) {
            if (fits(e, &walk->document->tokens[at], clitics)) {
                keep(walk, &(YqLexMatch){at, i + 1, e, clitics});
            }
        }
    }
    for (guint i = MIN(before, walk->out->len); i < walk->out->len; i++) {
        const YqLexMatch *match = &g_array_index(walk->out, YqLexMatch, i);

        walk->reach[match->entry->kind] =
            MAX(walk->reach[match->entry->kind], match->last);
    }
}

/* The second half of a phrase, near enough after the first, or NULL. */
static const YqLexMatch *closing(const GArray *matches, guint opens)
{
    const YqLexMatch *open = &g_array_index(matches, YqLexMatch, opens);

    for (guint i = opens + 1; i < matches->len; i++) {
        const YqLexMatch *match = &g_array_index(matches, YqLexMatch, i);

        if (match->first > open->last + GAP_MAX) {
            break;
        }
        if (match->entry->kind == YQ_LEX_CLOSES && match->first >= open->last &&
            match->entry->value == open->entry->value) {
            return match;
        }
    }
    return NULL;
}

static int by_first(const void *a, const void *b)
{
    const YqLexMatch *one = a, *other = b;

    return one->first != other->first
               ? (one->first < other->first ? -1 : 1)
               : (one->last > other->last) - (one->last < other->last);
}

/* Replaces the halves of phrases by the whole ones. */
static void join_halves(const YqLexicon *self, GArray *out, guint from)
{
    guint kept = from;
    bool any = false;

    for (guint i = from; i < out->len; i++) {
        YqLexMatch match = g_array_index(out, YqLexMatch, i);

        if (match.entry->kind == YQ_LEX_OPENS) {
            const YqLexMatch *close = closing(out, i);

            if (close == NULL) {
                continue;
            }
            match.last = close->last;
            match.entry = g_ptr_array_index(self->gaps, match.entry->value);
            any = true;
        } else if (match.entry->kind == YQ_LEX_CLOSES) {
            continue;
        }
        g_array_index(out, YqLexMatch, kept++) = match;
    }
    g_array_set_size(out, kept);
    if (any) {
        g_qsort_with_data(&g_array_index(out, YqLexMatch, from), kept - from,
                          sizeof(YqLexMatch), (GCompareDataFunc)(void (*)(void))by_first,
                          NULL);
    }
}

void yq_lexicon_walk(const YqLexicon *self, const YqDocument *document, uint32_t first,
                     uint32_t last, GArray *out)
{
    g_autofree Seen *seen = g_new(Seen, last - first + 1);
    Walk walk = {.self = self,
                 .document = document,
                 .seen = seen,
                 .first = first,
                 .last = last,
                 .from = out->len,
                 .out = out};

    for (uint32_t i = first; i < last; i++) {
        seen[i - first].word =
            word_of(self, yq_token_folded(document, i), document->tokens[i].fold_length,
                    &seen[i - first].clitics);
    }
    for (uint32_t i = first; i < last; i++) {
        if (seen[i - first].word != 0) {
            walk_from(&walk, i);
        }
    }
    join_halves(self, out, walk.from);
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

size_t yq_lexicon_article(const YqLexicon *self, const char *folded, size_t length)
{
    for (size_t i = 0; i < self->n_clitics; i++) {
        const Clitic *clitic = &self->clitics[i];

        if ((clitic->bits & YQ_CLITIC_THE) != 0 && length > clitic->length &&
            memcmp(folded, clitic->letters, clitic->length) == 0 &&
            letters_of(folded + clitic->length, length - clitic->length) >= 3) {
            return clitic->length;
        }
    }
    return 0;
}
