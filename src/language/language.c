/* SPDX-License-Identifier: MIT */
#include "language/language.h"

#include "base/data.h"
#include "base/table.h"
#include "text/document.h"
#include "text/fold.h"
#include "text/scan.h"

#include <string.h>

/* So much of a text is read to guess its language; at most so many languages speak. */
#define GUESS_BYTES 16384
#define LANGUAGES_MAX 64
/* After so many words a lead of so many decides. */
#define DECIDED_WORDS 256
#define DECIDED_LEAD 24

struct YqLanguages {
    GPtrArray *codes; /* of char * */
};

/* What is known of all languages, read once when it is first asked for. */
typedef struct Lexicon {
    YqLanguages *languages;
    GHashTable *stopwords;     /* folded word -> bits of the languages that have it */
    GHashTable *abbreviations; /* folded word, a set */
    bool arabic[LANGUAGES_MAX];
    GHashTable *ui; /* "code key" -> text */
} Lexicon;

static int compare_codes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

YqLanguages *yq_languages_open(GError **error)
{
    g_autofree char *folder = yq_data_path("languages");
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);

    if (dir == NULL) {
        return NULL;
    }
    YqLanguages *self = g_new0(YqLanguages, 1);

    self->codes = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (name[0] != '.' && g_file_test(path, G_FILE_TEST_IS_DIR)) {
            g_ptr_array_add(self->codes, g_strdup(name));
        }
    }
    g_ptr_array_sort(self->codes, compare_codes);
    return self;
}

size_t yq_languages_count(const YqLanguages *self)
{
    return self->codes->len;
}

const char *yq_languages_code(const YqLanguages *self, size_t i)
{
    return g_ptr_array_index(self->codes, i);
}

char *yq_languages_table(const YqLanguages *self, size_t i, const char *table)
{
    g_autofree char *relative =
        g_build_filename("languages", yq_languages_code(self, i), table, NULL);
    char *path = yq_data_path(relative);

    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_free(path);
        return NULL;
    }
    return path;
}

void yq_languages_free(YqLanguages *self)
{
    if (self == NULL) {
        return;
    }
    g_ptr_array_unref(self->codes);
    g_free(self);
}

typedef struct Reading {
    Lexicon *lexicon;
    size_t language;
} Reading;

static char *folded_word(const char *word)
{
    GString *folded = g_string_new(NULL);

    yq_fold_name(word, strlen(word), folded);
    return g_string_free(folded, FALSE);
}

static bool read_stopword(const YqRow *row, void *data, GError **error)
{
    Reading *reading = data;
    Lexicon *lexicon = reading->lexicon;
    char *word = folded_word(yq_row_get(row, "word"));
    guint64 *bits = g_hash_table_lookup(lexicon->stopwords, word);

    (void)error;
    if ((guchar)word[0] >= 0xD8 && (guchar)word[0] <= 0xDB) {
        lexicon->arabic[reading->language] = true;
    }
    if (bits != NULL) {
        *bits |= (guint64)1 << reading->language;
        g_free(word);
        return true;
    }
    bits = g_new(guint64, 1);
    *bits = (guint64)1 << reading->language;
    g_hash_table_insert(lexicon->stopwords, word, bits);
    return true;
}

static bool read_abbreviation(const YqRow *row, void *data, GError **error)
{
    Reading *reading = data;

    (void)error;
    g_hash_table_add(reading->lexicon->abbreviations,
                     folded_word(yq_row_get(row, "word")));
    return true;
}

static bool read_ui(const YqRow *row, void *data, GError **error)
{
    Reading *reading = data;
    Lexicon *lexicon = reading->lexicon;
    const char *code = yq_languages_code(lexicon->languages, reading->language);

    (void)error;
    g_hash_table_insert(lexicon->ui, g_strconcat(code, " ", yq_row_get(row, "key"), NULL),
                        g_strdup(yq_row_get(row, "text")));
    return true;
}

/* A table that is missing says nothing; a damaged one is said and passed over, since
 * every other table of the language still serves. */
static void read_table(Reading *reading, const char *table,
                       bool (*visit)(const YqRow *, void *, GError **))
{
    g_autofree char *path =
        yq_languages_table(reading->lexicon->languages, reading->language, table);
    g_autoptr(GError) error = NULL;

    if (path != NULL && !yq_table_read(path, visit, reading, &error)) {
        g_warning("%s", error->message);
    }
}

static void load(Lexicon *lexicon)
{
    lexicon->stopwords = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    lexicon->abbreviations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    lexicon->ui = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    lexicon->languages = yq_languages_open(NULL);
    if (lexicon->languages == NULL) {
        return;
    }
    size_t n = MIN(yq_languages_count(lexicon->languages), LANGUAGES_MAX);

    for (size_t i = 0; i < n; i++) {
        Reading reading = {.lexicon = lexicon, .language = i};

        read_table(&reading, "stopwords.tsv", read_stopword);
        read_table(&reading, "abbreviations.tsv", read_abbreviation);
        read_table(&reading, "ui.tsv", read_ui);
    }
}

static const Lexicon *get_lexicon(void)
{
    static Lexicon lexicon;
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        load(&lexicon);
        g_once_init_leave(&ready, 1);
    }
    return &lexicon;
}

size_t yq_language_count(void)
{
    const YqLanguages *languages = get_lexicon()->languages;

    return languages != NULL ? MIN(yq_languages_count(languages), LANGUAGES_MAX) : 0;
}

const char *yq_language_code(size_t i)
{
    return yq_languages_code(get_lexicon()->languages, i);
}

bool yq_language_known(const char *language)
{
    for (size_t i = 0; i < yq_language_count(); i++) {
        if (strcmp(yq_language_code(i), language) == 0) {
            return true;
        }
    }
    return false;
}

bool yq_language_abbreviates(const char *folded, size_t length)
{
    char word[16];

    if (length >= sizeof word) {
        return false;
    }
    memcpy(word, folded, length);
    word[length] = '\0';
    return g_hash_table_contains(get_lexicon()->abbreviations, word);
}

bool yq_language_is_stopword(const char *folded)
{
    return g_hash_table_contains(get_lexicon()->stopwords, folded);
}

typedef struct Ballot {
    unsigned votes[LANGUAGES_MAX];
    size_t arabic, latin; /* words of each script */
} Ballot;

/* Whether the language with most votes leads all others by so much that the rest of the
 * text would not change it. */
static bool is_decided(const Ballot *ballot)
{
    unsigned first = 0, second = 0;

    for (size_t i = 0; i < LANGUAGES_MAX; i++) {
        if (ballot->votes[i] > first) {
            second = first;
            first = ballot->votes[i];
        } else if (ballot->votes[i] > second) {
            second = ballot->votes[i];
        }
    }
    return first >= second + DECIDED_LEAD;
}

static void count_words(const Lexicon *lexicon, const char *text, size_t length,
                        Ballot *ballot)
{
    YqScan scan = yq_scan_start(text, length);
    g_autofree char *folded = g_malloc(yq_scan_room(length));

    for (char *at = folded; yq_scan_next(&scan, &at); at = folded) {
        *at = '\0';
        ballot->arabic += (scan.flags & YQ_TOKEN_ARABIC) != 0;
        ballot->latin += (scan.flags & YQ_TOKEN_LATIN) != 0;
        if ((scan.flags & (YQ_TOKEN_ARABIC | YQ_TOKEN_LATIN)) == 0) {
            continue;
        }
        const guint64 *found = g_hash_table_lookup(lexicon->stopwords, folded);

        for (guint64 bits = found != NULL ? *found : 0; bits != 0; bits &= bits - 1) {
            ballot->votes[__builtin_ctzll(bits)]++;
        }
        if ((ballot->arabic + ballot->latin) % DECIDED_WORDS == 0 && is_decided(ballot)) {
            return;
        }
    }
}

const char *yq_language_guess(const char *text, size_t length)
{
    const Lexicon *lexicon = get_lexicon();
    Ballot ballot = {0};
    const char *best = "en";
    unsigned most = 0;

    if (lexicon->languages == NULL) {
        return best;
    }
    count_words(lexicon, text, MIN(length, GUESS_BYTES), &ballot);
    size_t n = MIN(yq_languages_count(lexicon->languages), LANGUAGES_MAX);
    bool arabic = ballot.arabic > ballot.latin;

    for (size_t i = 0; i < n; i++) {
        const char *code = yq_languages_code(lexicon->languages, i);
        /* Where no word is known, the script alone speaks. */
        unsigned votes = 2 * ballot.votes[i] + (arabic && lexicon->arabic[i]);

        if (lexicon->arabic[i] == arabic && votes > most) {
            most = votes;
            best = code;
        }
    }
    return g_intern_string(best);
}

static const char *find_ui(const Lexicon *lexicon, const char *language, const char *key)
{
    g_autofree char *name = g_strconcat(language, " ", key, NULL);

    return g_hash_table_lookup(lexicon->ui, name);
}

const char *yq_ui(const char *language, const char *key)
{
    const Lexicon *lexicon = get_lexicon();
    const char *text = language != NULL ? find_ui(lexicon, language, key) : NULL;

    if (text == NULL) {
        text = find_ui(lexicon, "en", key);
    }
    return text != NULL ? text : g_intern_string(key);
}

bool yq_language_rtl(const char *language)
{
    const Lexicon *lexicon = get_lexicon();

    for (size_t i = 0; lexicon->languages != NULL && language != NULL &&
                       i < MIN(yq_languages_count(lexicon->languages), LANGUAGES_MAX);
         i++) {
        if (strcmp(yq_languages_code(lexicon->languages, i), language) == 0) {
            return lexicon->arabic[i];
        }
    }
    return false;
}
