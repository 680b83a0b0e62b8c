/* SPDX-License-Identifier: MIT */
#include "language/language.h"

#include "base/compiled.h"
#include "base/data.h"
#include "base/table.h"
#include "base/wordmap.h"
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

/* What is known of all languages, opened once when it is first asked for. */
enum {
    PART_LANGUAGES,                     /* of Language */
    PART_STOPWORDS,                     /* a word map; the value: which of ... */
    PART_SPEAKERS = PART_STOPWORDS + 2, /* ... of uint64_t: bits of the languages */
    PART_ABBREVIATIONS,                 /* a word map; the value 1 */
    PART_UI = PART_ABBREVIATIONS + 2,   /* a word map of "code key"; the value: a text */
    N_PARTS = PART_UI + 2,
};

typedef struct Language {
    char code[16];
    uint32_t arabic; /* 1 where it is written in Arabic letters */
} Language;

typedef struct Lexicon {
    YqBlob blob;
    const Language *languages;
    size_t n_languages;
    YqWordMap stopwords, abbreviations, ui;
    const uint64_t *speakers;
    size_t n_speakers;
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

/* Reading the tables of all languages. */
typedef struct Reading {
    YqLanguages *languages;
    size_t language; /* the one in work */
    GArray *known;   /* of Language */
    YqWordMapBuilder stopwords, abbreviations, ui;
    GArray *speakers; /* of uint64_t; the first is nobody's */
    GString *folded;  /* scratch */
} Reading;

static const GString *fold(Reading *self, const char *word)
{
    g_string_truncate(self->folded, 0);
    yq_fold_name(word, strlen(word), self->folded);
    return self->folded;
}

static bool read_stopword(const YqRow *row, void *data, GError **error)
{
    Reading *self = data;
    const GString *word = fold(self, yq_row_get(row, "word"));
    YqWordSlot *slot = yq_wordmap_add(&self->stopwords, word->str, word->len);

    (void)error;
    if ((guchar)word->str[0] >= 0xD8 && (guchar)word->str[0] <= 0xDB) {
        g_array_index(self->known, Language, self->language).arabic = 1;
    }
    if (slot->value == 0) {
        slot->value = self->speakers->len;
        g_array_set_size(self->speakers, self->speakers->len + 1);
    }
    g_array_index(self->speakers, uint64_t, slot->value) |= UINT64_C(1) << self->language;
    return true;
}

static bool read_abbreviation(const YqRow *row, void *data, GError **error)
{
    Reading *self = data;
    const GString *word = fold(self, yq_row_get(row, "word"));

    (void)error;
    yq_wordmap_add(&self->abbreviations, word->str, word->len)->value = 1;
    return true;
}

static bool read_ui(const YqRow *row, void *data, GError **error)
{
    Reading *self = data;
    const char *code = yq_languages_code(self->languages, self->language);
    g_autofree char *name = g_strconcat(code, " ", yq_row_get(row, "key"), NULL);
    uint32_t text = yq_wordmap_keep(&self->ui, yq_row_get(row, "text"));

    (void)error;
    yq_wordmap_add(&self->ui, name, strlen(name))->value = text;
    return true;
}

/* A table that is missing says nothing; a damaged one is said and passed over, since
 * every other table of the language still serves. */
static void read_table(Reading *self, const char *table,
                       bool (*visit)(const YqRow *, void *, GError **))
{
    g_autofree char *path = yq_languages_table(self->languages, self->language, table);
    g_autoptr(GError) error = NULL;

    if (path != NULL && !yq_table_read(path, visit, self, &error)) {
        g_warning("%s", error->message);
    }
}

static void read_language(Reading *self)
{
    Language language = {0};

    g_strlcpy(language.code, yq_languages_code(self->languages, self->language),
              sizeof language.code);
    g_array_append_val(self->known, language);
    read_table(self, "stopwords.tsv", read_stopword);
    read_table(self, "abbreviations.tsv", read_abbreviation);
    read_table(self, "ui.tsv", read_ui);
}

static void reading_begin(Reading *self)
{
    yq_wordmap_begin(&self->stopwords);
    yq_wordmap_begin(&self->abbreviations);
    yq_wordmap_begin(&self->ui);
    self->known = g_array_new(FALSE, TRUE, sizeof(Language));
    self->speakers = g_array_new(FALSE, TRUE, sizeof(uint64_t));
    g_array_set_size(self->speakers, 1);
    self->folded = g_string_new(NULL);
}

static void reading_end(Reading *self)
{
    yq_wordmap_end(&self->stopwords);
    yq_wordmap_end(&self->abbreviations);
    yq_wordmap_end(&self->ui);
    g_array_unref(self->known);
    g_array_unref(self->speakers);
    g_string_free(self->folded, TRUE);
}

static GBytes *reading_parts(const Reading *self)
{
    YqBlobPart parts[N_PARTS] = {
        [PART_LANGUAGES] = {self->known->data, self->known->len * sizeof(Language)},
        [PART_SPEAKERS] = {self->speakers->data, self->speakers->len * sizeof(uint64_t)},
    };

    yq_wordmap_parts(&self->stopwords, &parts[PART_STOPWORDS]);
    yq_wordmap_parts(&self->abbreviations, &parts[PART_ABBREVIATIONS]);
    yq_wordmap_parts(&self->ui, &parts[PART_UI]);
    return yq_blob_make(parts, N_PARTS);
}

GBytes *yq_language_compile(const char *code, GError **error)
{
    g_autoptr(YqLanguages) languages = yq_languages_open(error);
    Reading reading = {.languages = languages};

    (void)code; /* all languages are in one block: any of them may have to be guessed */
    if (languages == NULL) {
        return NULL;
    }
    reading_begin(&reading);
    for (size_t n = MIN(yq_languages_count(languages), LANGUAGES_MAX);
         reading.language < n; reading.language++) {
        read_language(&reading);
    }
    GBytes *bytes = reading_parts(&reading);

    reading_end(&reading);
    return bytes;
}

static void load(Lexicon *self)
{
    self->blob = yq_compiled_open("languages", NULL, yq_language_compile, NULL);
    self->languages =
        yq_blob_part(&self->blob, PART_LANGUAGES, sizeof(Language), &self->n_languages);
    self->n_languages = MIN(self->n_languages, LANGUAGES_MAX);
    for (size_t i = 0; i < self->n_languages; i++) {
        if (self->languages[i].code[sizeof self->languages->code - 1] != '\0') {
            self->n_languages = 0;
        }
    }
    self->stopwords = yq_wordmap_open(&self->blob, PART_STOPWORDS);
    self->speakers =
        yq_blob_part(&self->blob, PART_SPEAKERS, sizeof(uint64_t), &self->n_speakers);
    self->abbreviations = yq_wordmap_open(&self->blob, PART_ABBREVIATIONS);
    self->ui = yq_wordmap_open(&self->blob, PART_UI);
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
    return get_lexicon()->n_languages;
}

const char *yq_language_code(size_t i)
{
    return get_lexicon()->languages[i].code;
}

char *yq_language_list(void)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < yq_language_count(); i++) {
        g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", yq_language_code(i));
    }
    return g_string_free(out, FALSE);
}

/* The language of a code, or NULL. */
static const Language *find_language(const char *code)
{
    const Lexicon *lexicon = get_lexicon();

    for (size_t i = 0; code != NULL && i < lexicon->n_languages; i++) {
        if (strcmp(lexicon->languages[i].code, code) == 0) {
            return &lexicon->languages[i];
        }
    }
    return NULL;
}

bool yq_language_known(const char *language)
{
    return find_language(language) != NULL;
}

bool yq_language_abbreviates(const char *folded, size_t length)
{
    return yq_wordmap_value(&get_lexicon()->abbreviations, folded, length) != 0;
}

/* Bits of the languages that have a stop word. */
static uint64_t speakers_of(const Lexicon *lexicon, const char *folded, size_t length)
{
    uint32_t i = yq_wordmap_value(&lexicon->stopwords, folded, length);

    return i < lexicon->n_speakers ? lexicon->speakers[i] : 0;
}

bool yq_language_is_stopword(const char *folded)
{
    return speakers_of(get_lexicon(), folded, strlen(folded)) != 0;
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
        ballot->arabic += (scan.flags & YQ_TOKEN_ARABIC) != 0;
        ballot->latin += (scan.flags & YQ_TOKEN_LATIN) != 0;
        if ((scan.flags & (YQ_TOKEN_ARABIC | YQ_TOKEN_LATIN)) == 0) {
            continue;
        }
        for (uint64_t bits = speakers_of(lexicon, folded, (size_t)(at - folded));
             bits != 0; bits &= bits - 1) {
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

    count_words(lexicon, text, MIN(length, GUESS_BYTES), &ballot);
    bool arabic = ballot.arabic > ballot.latin;

    for (size_t i = 0; i < lexicon->n_languages; i++) {
        const Language *language = &lexicon->languages[i];
        /* Where no word is known, the script alone speaks. */
        unsigned votes = 2 * ballot.votes[i] + (arabic && language->arabic);

        if ((language->arabic != 0) == arabic && votes > most) {
            most = votes;
            best = language->code;
        }
    }
    return g_intern_string(best);
}

/* The text of a key, or NULL. */
static const char *find_ui(const char *language, const char *key)
{
    const YqWordMap *ui = &get_lexicon()->ui;
    g_autofree char *name = g_strconcat(language, " ", key, NULL);
    size_t length = strlen(name);
    const YqWordSlot *slot =
        yq_wordmap_find(ui, yq_word_hash(YQ_WORD_HASH, name, length), name, length);

    return slot != NULL ? yq_wordmap_text(ui, slot->value) : NULL;
}

const char *yq_ui(const char *language, const char *key)
{
    const char *text = language != NULL ? find_ui(language, key) : NULL;

    if (text == NULL) {
        text = find_ui("en", key);
    }
    return text != NULL ? text : g_intern_string(key);
}

bool yq_language_rtl(const char *language)
{
    const Language *found = find_language(language);

    return found != NULL && found->arabic != 0;
}
