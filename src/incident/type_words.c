/* SPDX-License-Identifier: MIT */
#include "incident/type_words.h"

#include "base/table.h"
#include "language/language.h"
#include "text/fold.h"

#include <string.h>

enum { MOST_WORDS = 8 };

/* Folded noun -> YqIncidentType + 1. */
static GHashTable *nouns;

static void add_noun(const char *part, size_t length, void *data)
{
    g_autoptr(GString) folded = g_string_new(NULL);

    yq_fold_name(part, length, folded);
    if (folded->len > 0 && !g_hash_table_contains(nouns, folded->str)) {
        g_hash_table_insert(nouns, g_strdup(folded->str), data);
    }
}

static bool keep_nouns(const YqRow *row, void *data, GError **error)
{
    YqIncidentType type = yq_incident_type_parse(yq_row_get(row, "type"));

    if (type != YQ_INCIDENT_OTHER && strcmp(yq_row_get(row, "form"), "verb") != 0) {
        yq_split_bar(yq_row_get(row, "words"), add_noun, GINT_TO_POINTER(type + 1));
    }
    (void)data;
    (void)error;
    return true;
}

static void read_nouns(void)
{
    g_autoptr(YqLanguages) languages = yq_languages_open(NULL);

    nouns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; languages != NULL && i < yq_languages_count(languages); i++) {
        g_autofree char *path = yq_languages_table(languages, i, "events.tsv");

        if (path != NULL && !yq_table_read(path, keep_nouns, NULL, NULL)) {
            g_debug("%s cannot be read", path);
        }
    }
}

static int noun_type(const char *folded)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(nouns, folded));
}

/* The longest run of words that is a noun we know. */
static int longest_noun(const char *folded)
{
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    guint n = g_strv_length(words);

    for (guint length = MIN(n, MOST_WORDS); length > 0; length--) {
        for (guint from = 0; from + length <= n; from++) {
            char *after = words[from + length];

            words[from + length] = NULL;
            g_autofree char *run = g_strjoinv(" ", words + from);

            words[from + length] = after;
            if (noun_type(run) != 0) {
                return noun_type(run);
            }
        }
    }
    return 0;
}

YqIncidentType yq_incident_type_guess(const char *text)
{
    static gsize ready;
    YqIncidentType type = yq_incident_type_parse(text);

    if (type != YQ_INCIDENT_OTHER || text == NULL) {
        return type;
    }
    if (g_once_init_enter(&ready)) {
        read_nouns();
        g_once_init_leave(&ready, 1);
    }
    g_autoptr(GString) folded = g_string_new(NULL);

    yq_fold_name(text, strlen(text), folded);
    int known = longest_noun(folded->str);

    return known > 0 ? (YqIncidentType)(known - 1) : YQ_INCIDENT_OTHER;
}
