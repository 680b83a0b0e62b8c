/* SPDX-License-Identifier: MIT */
#include "incident/lexicon.h"

#include "base/compiled.h"
#include "incident/lexicon_private.h"

#include <string.h>

/* Longest phrase that is followed, in tokens. */
#define PHRASE_MAX 12
/* Tokens that may stand between the halves of a phrase with a gap. */
#define GAP_MAX 20

typedef struct Clitic {
    const char *letters;
    size_t length;
    uint8_t bits;
    uint8_t next; /* the next longer one that begins with the same letter, from 1 on */
} Clitic;

struct YqLexicon {
    YqBlob blob;
    YqWordMap words;
    const YqLexEdge *edges;
    uint32_t edges_mask;
    const uint32_t *nodes, *gaps;
    size_t n_nodes, n_gaps;
    const YqLexWord *known; /* of each word, by its number */
    size_t n_known;
    YqLexEntry *entries; /* the first stands for none */
    size_t n_entries;
    Clitic clitics[YQ_LEX_CLITICS_MAX]; /* longest first */
    size_t n_clitics;
    uint8_t begins[256]; /* by the first letter: the shortest clitic, from 1 on */
    Clitic endings[YQ_LEX_ENDINGS_MAX];
    size_t n_endings;
};

static uint32_t find_word(const YqLexicon *self, const char *text, size_t length)
{
    return yq_wordmap_value(&self->words, text, length);
}

/* What is known of a word beside its number: where phrases that begin with it go on, and
 * what it is without its clitics. */
static const YqLexWord *known_word(const YqLexicon *self, uint32_t word)
{
    static const YqLexWord none;

    return word < self->n_known ? &self->known[word] : &none;
}

/* The node that a word leads to; 0 for none. */
static uint32_t step(const YqLexicon *self, uint32_t node, uint32_t word)
{
    uint32_t at = yq_lex_edge_hash(node, word);

    for (uint32_t i = 0; i <= self->edges_mask; i++, at++) {
        const YqLexEdge *edge = &self->edges[at & self->edges_mask];

        if (edge->word == 0 || (edge->node == node && edge->word == word)) {
            return edge->word == 0 || edge->to >= self->n_nodes ? 0 : edge->to;
        }
    }
    return 0;
}

/* What phrases mean that end at a node, or NULL. */
static const YqLexEntry *entry_of(const YqLexicon *self, uint32_t i)
{
    return i != 0 && i < self->n_entries ? &self->entries[i] : NULL;
}

static size_t letters_of(const char *text, size_t length)
{
    return (size_t)g_utf8_strlen(text, (gssize)length);
}

/* A byte of the first letter of a word that differs for most letters: its last one. */
static inline uint8_t first_letter(const char *text)
{
    uint8_t lead = (uint8_t)text[0];

    return lead < 0xC0 ? lead : (uint8_t)text[1];
}

/* Chains the clitics, which stand longest first, by their first letters. */
static void chain_clitics(YqLexicon *self)
{
    for (size_t i = 0; i < self->n_clitics; i++) {
        Clitic *clitic = &self->clitics[i];
        uint8_t *chain = &self->begins[first_letter(clitic->letters)];

        clitic->next = *chain;
        *chain = (uint8_t)(i + 1);
    }
}

/* The shortest clitic that @text may begin with, or NULL; and the next longer one. */
static inline const Clitic *first_clitic(const YqLexicon *self, const char *text)
{
    uint8_t i = self->begins[first_letter(text)];

    return i != 0 ? &self->clitics[i - 1] : NULL;
}

static inline const Clitic *next_clitic(const YqLexicon *self, const Clitic *clitic)
{
    return clitic->next != 0 ? &self->clitics[clitic->next - 1] : NULL;
}

/* Whether letters are written onto the front of a word: their last byte, which tells them
 * apart, is looked at first. */
static inline bool begins_with(const char *text, size_t length, const Clitic *clitic)
{
    size_t n = clitic->length;

    return length > n && text[n - 1] == clitic->letters[n - 1] &&
           memcmp(text, clitic->letters, n) == 0;
}

/* The word behind the clitics written onto it, the shortest clitics first; 0 when there
 * is none. Two letters at least must be left. */
static uint32_t without_clitics(const YqLexicon *self, const char *text, size_t length,
                                uint8_t *out_clitics)
{
    uint32_t word = 0;

    *out_clitics = 0;
    for (const Clitic *clitic = first_clitic(self, text); word == 0 && clitic != NULL;
         clitic = next_clitic(self, clitic)) {
        size_t cut = clitic->length;

        if (begins_with(text, length, clitic) &&
            letters_of(text + cut, length - cut) >= 2) {
            word = find_word(self, text + cut, length - cut);
            *out_clitics = word != 0 ? clitic->bits : 0;
        }
    }
    return word;
}

static uint32_t behind_clitics(const YqLexicon *self, const char *text, size_t length,
                               uint8_t *out_clitics)
{
    uint32_t word = find_word(self, text, length);

    *out_clitics = 0;
    return word != 0 ? word : without_clitics(self, text, length, out_clitics);
}

/* The word before an ending; three letters must be left. */
static uint32_t without_ending(const YqLexicon *self, const char *text, size_t length,
                               uint8_t *out_clitics)
{
    uint32_t word = 0;

    for (size_t i = 0; word == 0 && i < self->n_endings; i++) {
        const Clitic *ending = &self->endings[i];
        size_t kept = length - ending->length;

        if (length > ending->length &&
            text[length - 1] == ending->letters[ending->length - 1] &&
            memcmp(text + kept, ending->letters, ending->length) == 0 &&
            letters_of(text, kept) >= 3) {
            word = behind_clitics(self, text, kept, out_clitics);
            *out_clitics |= word != 0 ? YQ_CLITIC_ENDING : 0;
        }
    }
    return word;
}

/* The word of a token: as it stands, without its clitics, or without an ending too. */
static uint32_t word_of(const YqLexicon *self, const char *text, size_t length,
                        uint8_t *out_clitics)
{
    uint32_t word = behind_clitics(self, text, length, out_clitics);

    return word != 0 ? word : without_ending(self, text, length, out_clitics);
}

static void open_entries(YqLexicon *self)
{
    size_t n;
    const YqLexRecord *records =
        yq_blob_part(&self->blob, YQ_LEXPART_ENTRIES, sizeof *records, &n);

    self->n_entries = n + 1;
    self->entries = g_new0(YqLexEntry, self->n_entries);
    for (size_t i = 0; i < n; i++) {
        const YqLexRecord *record = &records[i];
        bool known = record->kind < YQ_LEX_N_KINDS;

        self->entries[i + 1] = (YqLexEntry){
            .kind = known ? record->kind : YQ_LEX_CLOSES,
            .code = record->code,
            .extra = record->extra,
            .definite = record->definite != 0,
            .value = record->value,
            .label = yq_wordmap_text(&self->words, record->label),
            .countries = record->countries != 0
                             ? yq_wordmap_text(&self->words, record->countries)
                             : NULL,
            /* Always an earlier one: no chain has no end. */
            .next = record->next <= i ? entry_of(self, record->next) : NULL,
        };
    }
}

static size_t open_letters(const YqLexicon *self, uint32_t part, Clitic *out, size_t max)
{
    size_t n;
    const YqLexLetters *rows = yq_blob_part(&self->blob, part, sizeof *rows, &n);

    size_t kept = 0;

    for (size_t i = 0; i < n && kept < max; i++) {
        const char *letters = yq_wordmap_text(&self->words, rows[i].text);

        if (*letters != '\0') {
            out[kept++] = (Clitic){letters, strlen(letters), (uint8_t)rows[i].bits, 0};
        }
    }
    return kept;
}

YqLexicon *yq_lexicon_open(YqBlob blob)
{
    static const YqLexEdge no_edge[1];
    size_t n;
    YqLexicon *self = g_new0(YqLexicon, 1);

    self->blob = blob;
    self->words = yq_wordmap_open(&blob, YQ_LEXPART_WORDS);
    self->edges = yq_blob_part(&blob, YQ_LEXPART_EDGES, sizeof *self->edges, &n);
    if (n == 0 || (n & (n - 1)) != 0) {
        self->edges = no_edge;
        n = 1;
    }
    self->edges_mask = (uint32_t)n - 1;
    self->nodes = yq_blob_part(&blob, YQ_LEXPART_NODES, 4, &self->n_nodes);
    self->gaps = yq_blob_part(&blob, YQ_LEXPART_GAPS, 4, &self->n_gaps);
    self->known =
        yq_blob_part(&blob, YQ_LEXPART_KNOWN, sizeof *self->known, &self->n_known);
    self->n_clitics =
        open_letters(self, YQ_LEXPART_CLITICS, self->clitics, YQ_LEX_CLITICS_MAX);
    self->n_endings =
        open_letters(self, YQ_LEXPART_ENDINGS, self->endings, YQ_LEX_ENDINGS_MAX);
    chain_clitics(self);
    open_entries(self);
    return self;
}

YqLexicon *yq_lexicon_new(const char *code, GError **error)
{
    YqBlob blob = yq_compiled_open("lexicon", code, yq_lexicon_compile, error);

    return blob.bytes != NULL ? yq_lexicon_open(blob) : NULL;
}

void yq_lexicon_free(YqLexicon *self)
{
    if (self == NULL) {
        return;
    }
    g_free(self->entries);
    yq_blob_clear(&self->blob);
    g_free(self);
}

/* Words that the tokens stand for are looked up once, not once for each start. */
typedef struct Seen {
    uint32_t word;
    uint32_t plain; /* without clitics or an ending, of one that is a word as it stands */
    uint8_t clitics, plain_clitics;
} Seen;

/* A walk over one sentence. */
typedef struct Walk {
    const YqLexicon *self;
    const YqDocument *document;
    const Seen *seen; /* of tokens from `first` on */
    uint32_t first, last;
    uint32_t reach[YQ_LEX_N_KINDS + 1]; /* farthest end of those that began before */
    YqLexMatch *matches;
    guint n_matches, room;
} Walk;

static void add_match(Walk *walk, const YqLexMatch *match)
{
    if (walk->n_matches == walk->room) {
        walk->room = MAX(walk->room * 2, 64);
        walk->matches = g_renew(YqLexMatch, walk->matches, walk->room);
    }
    walk->matches[walk->n_matches++] = *match;
}

static void remove_match(Walk *walk, guint i)
{
    walk->n_matches--;
    memmove(&walk->matches[i], &walk->matches[i + 1],
            (walk->n_matches - i) * sizeof *walk->matches);
}

/* What a phrase competes with for its tokens: those of its kind. "The town" competes with
 * other ways to say so and not with "in the town". */
static unsigned rivals_of(const YqLexEntry *entry)
{
    return entry->kind == YQ_LEX_RELATION && entry->code >= YQ_RELATION_THERE
               ? YQ_LEX_N_KINDS
               : entry->kind;
}

/* Keeps a match of a phrase that begins at the token in work, unless a longer one of its
 * kind holds it; a shorter one that begins with it goes. */
static void keep(Walk *walk, const YqLexMatch *match)
{
    bool half = match->entry->kind == YQ_LEX_OPENS || match->entry->kind == YQ_LEX_CLOSES;

    if (!half && walk->reach[rivals_of(match->entry)] >= match->last) {
        return;
    }
    for (guint i = half ? 0 : walk->n_matches; i-- > 0;) {
        const YqLexMatch *other = &walk->matches[i];

        if (other->first != match->first) {
            break;
        }
        if (rivals_of(other->entry) == rivals_of(match->entry) &&
            other->last < match->last) {
            remove_match(walk, i);
        }
    }
    add_match(walk, match);
}

static bool fits(const YqLexEntry *entry, const YqToken *token, uint8_t clitics)
{
    if (entry->definite && (clitics & YQ_CLITIC_THE) == 0) {
        return false;
    }
    return entry->kind != YQ_LEX_ACTOR || entry->extra == 0 ||
           (token->flags & YQ_TOKEN_UPPER) != 0;
}

/* Finds the phrases that begin with @word at token @at, and whether there is any whole
 * one. */
static bool walk_from(Walk *walk, uint32_t at, uint32_t word, uint8_t clitics)
{
    uint32_t start = known_word(walk->self, word)->start;
    uint32_t node = start < walk->self->n_nodes ? start : 0;
    guint before = walk->n_matches;
    bool any = false;

    for (uint32_t i = at; node != 0;) {
        for (const YqLexEntry *e = entry_of(walk->self, walk->self->nodes[node]);
             e != NULL; e = e->next) {
            if (fits(e, &walk->document->tokens[at], clitics)) {
                keep(walk, &(YqLexMatch){at, i + 1, e, clitics});
                any |= e->kind != YQ_LEX_OPENS && e->kind != YQ_LEX_CLOSES;
            }
        }
        if (++i >= walk->last || i - at >= PHRASE_MAX) {
            break;
        }
        const Seen *seen = &walk->seen[i - walk->first];
        uint32_t next = seen->word == 0 ? 0 : step(walk->self, node, seen->word);

        node = next != 0 || seen->plain == 0 ? next : step(walk->self, node, seen->plain);
    }
    for (guint i = MIN(before, walk->n_matches); i < walk->n_matches; i++) {
        const YqLexMatch *match = &walk->matches[i];
        unsigned rivals = rivals_of(match->entry);

        walk->reach[rivals] = MAX(walk->reach[rivals], match->last);
    }
    return any;
}

/* "وفي" is a word where a phrase begins with it, else it is "في" behind "و". What may be
 * "like" or "will" is not cut off so: "كان" is no "أن". */
void yq_lexicon_plain(const YqLexicon *self, const char *text, size_t length,
                      YqLexWord *out)
{
    uint8_t clitics;
    uint32_t plain = without_clitics(self, text, length, &clitics);

    if (plain == 0 || (clitics & YQ_CLITIC_AS) != 0) {
        plain = without_ending(self, text, length, &clitics);
    }
    out->plain = plain;
    out->clitics = clitics;
}

static void see(const YqLexicon *self, const YqDocument *document, uint32_t token,
                Seen *out)
{
    const char *text = yq_token_folded(document, token);
    size_t length = document->tokens[token].fold_length;

    *out = (Seen){0};
    out->word = word_of(self, text, length, &out->clitics);
    if (out->word != 0 && out->clitics == 0) {
        const YqLexWord *known = known_word(self, out->word);

        out->plain = known->plain;
        out->plain_clitics = (uint8_t)known->clitics;
    }
}

/* The second half of a phrase, near enough after the first, or NULL. */
static const YqLexMatch *closing(const Walk *walk, guint opens)
{
    const YqLexMatch *open = &walk->matches[opens];

    for (guint i = opens + 1; i < walk->n_matches; i++) {
        const YqLexMatch *match = &walk->matches[i];

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

/* What a phrase with a gap means, by its first half. */
static const YqLexEntry *gap_of(const YqLexicon *self, const YqLexMatch *opens)
{
    size_t i = (size_t)opens->entry->value;

    return i < self->n_gaps ? entry_of(self, self->gaps[i]) : NULL;
}

/* Replaces the halves of phrases by the whole ones. */
static void join_halves(Walk *walk)
{
    guint kept = 0;
    bool any = false;

    for (guint i = 0; i < walk->n_matches; i++) {
        YqLexMatch match = walk->matches[i];

        if (match.entry->kind == YQ_LEX_OPENS) {
            const YqLexMatch *close = closing(walk, i);
            const YqLexEntry *whole = close != NULL ? gap_of(walk->self, &match) : NULL;

            if (whole == NULL) {
                continue;
            }
            match.last = close->last;
            match.entry = whole;
            any = true;
        } else if (match.entry->kind == YQ_LEX_CLOSES) {
            continue;
        }
        walk->matches[kept++] = match;
    }
    walk->n_matches = kept;
    if (any) {
        g_qsort_with_data(walk->matches, (gint)kept, sizeof *walk->matches,
                          (GCompareDataFunc)(void (*)(void))by_first, NULL);
    }
}

void yq_lexicon_walk(const YqLexicon *self, const YqDocument *document, uint32_t first,
                     uint32_t last, GArray *out)
{
    g_autofree Seen *seen = g_new(Seen, last - first + 1);
    Walk walk = {
        .self = self, .document = document, .seen = seen, .first = first, .last = last};

    for (uint32_t i = first; i < last; i++) {
        see(self, document, i, &seen[i - first]);
    }
    for (uint32_t i = first; i < last; i++) {
        const Seen *here = &seen[i - first];

        if (here->word != 0 && !walk_from(&walk, i, here->word, here->clitics) &&
            here->plain != 0) {
            walk_from(&walk, i, here->plain, here->plain_clitics);
        }
    }
    join_halves(&walk);
    g_array_append_vals(out, walk.matches, walk.n_matches);
    g_free(walk.matches);
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
    size_t cut = 0; /* the longest that fits */

    for (const Clitic *clitic = first_clitic(self, folded); clitic != NULL;
         clitic = next_clitic(self, clitic)) {
        if ((clitic->bits & YQ_CLITIC_THE) != 0 && begins_with(folded, length, clitic) &&
            letters_of(folded + clitic->length, length - clitic->length) >= 3) {
            cut = clitic->length;
        }
    }
    return cut;
}
