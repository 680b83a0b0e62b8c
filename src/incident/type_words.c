/* SPDX-License-Identifier: MIT */
#include "incident/type_words.h"

#include "base/compiled.h"
#include "base/table.h"
#include "base/wordmap.h"
#include "language/language.h"
#include "text/fold.h"

#include <string.h>

enum { MOST_WORDS = 8 };

/* One part: a word map of folded nouns; the value: YqIncidentType + 1. */
enum { PART_NOUNS, N_PARTS = PART_NOUNS + 2 };

typedef struct Reading {
    YqWordMapBuilder nouns;
    YqIncidentType type; /* of the row in work */
} Reading;

static void add_noun(const char *part, size_t length, void *data)
{
    Reading *reading = data;
    g_autoptr(GString) folded = g_string_new(NULL);

    yq_fold_name(part, length, folded);
    if (folded->len > 0) {
        YqWordSlot *slot = yq_wordmap_add(&reading->nouns, folded->str, folded->len);

        slot->value = slot->value == 0 ? reading->type + 1 : slot->value;
    }
}

static bool keep_nouns(const YqRow *row, void *data, GError **error)
{
    Reading *reading = data;

    (void)error;
    reading->type = yq_incident_type_parse(yq_row_get(row, "type"));
    if (reading->type != YQ_INCIDENT_OTHER &&
        strcmp(yq_row_get(row, "form"), "verb") != 0) {
        yq_split_bar(yq_row_get(row, "words"), add_noun, reading);
    }
    return true;
}

GBytes *yq_incident_nouns_compile(const char *code, GError **error)
{
    g_autoptr(YqLanguages) languages = yq_languages_open(error);
    Reading reading = {0};
    YqBlobPart parts[N_PARTS];

    (void)code;
    yq_wordmap_begin(&reading.nouns);
    for (size_t i = 0; languages != NULL && i < yq_languages_count(languages); i++) {
        g_autofree char *path = yq_languages_table(languages, i, "events.tsv");

        if (path != NULL && !yq_table_read(path, keep_nouns, &reading, NULL)) {
            g_debug("%s cannot be read", path);
        }
    }
    yq_wordmap_parts(&reading.nouns, &parts[PART_NOUNS]);
    GBytes *bytes = yq_blob_make(parts, N_PARTS);

    yq_wordmap_end(&reading.nouns);
    return bytes;
}

static const YqWordMap *get_nouns(void)
{
    static YqBlob blob;
    static YqWordMap nouns;
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        blob = yq_compiled_open("nouns", NULL, yq_incident_nouns_compile, NULL);
        nouns = yq_wordmap_open(&blob, PART_NOUNS);
        g_once_init_leave(&ready, 1);
    }
    return &nouns;
}

/* The longest run of words that is a noun we know. */
static uint32_t longest_noun(const char *folded)
{
    const YqWordMap *nouns = get_nouns();
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    guint n = g_strv_length(words);

    for (guint length = MIN(n, MOST_WORDS); length > 0; length--) {
        for (guint from = 0; from + length <= n; from++) {
            char *after = words[from + length];

            words[from + length] = NULL;
            g_autofree char *run = g_strjoinv(" ", words + from);

            words[from + length] = after;
            uint32_t found = yq_wordmap_value(nouns, run, strlen(run));

            if (found != 0) {
                return found;
            }
        }
    }
    return 0;
}

YqIncidentType yq_incident_type_guess(const char *text)
{
    YqIncidentType type = yq_incident_type_parse(text);

    if (type != YQ_INCIDENT_OTHER || text == NULL) {
        return type;
    }
    g_autoptr(GString) folded = g_string_new(NULL);

    yq_fold_name(text, strlen(text), folded);
    uint32_t known = longest_noun(folded->str);

    return known > 0 ? (YqIncidentType)(known - 1) : YQ_INCIDENT_OTHER;
}
