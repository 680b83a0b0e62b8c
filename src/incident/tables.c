/* SPDX-License-Identifier: MIT */
#include "incident/tables.h"

#include "base/data.h"
#include "base/table.h"

#include <string.h>
#include <yaqut/error.h>

/* Words of a column, in the order of the enumeration they stand for; NULL ends. */
static const char *const forms[] = {"verb", "noun", "plural", NULL};
static const char *const harms[] = {"killed",    "wounded", "missing", "abducted",
                                    "displaced", "none",    NULL};
static const char *const orders[] = {"before",  "after", "either",
                                     "passive", "noun",  NULL};
static const char *const peoples[] = {"state",  "rebel", "civil", "child",
                                      "source", "thing", "any",   NULL};
static const char *const roles[] = {"cardinal",  "ordinal", "scale",   "about",
                                    "magnitude", "and",     "article", NULL};
static const char *const quantities[] = {"at_least", "about", "up_to", "among",
                                         "others",   "total", "unit",  "none",
                                         "and",      "all",   NULL};
static const char *const calendars[] = {"gregorian", "hijri", NULL};
static const char *const times[] = {
    "day",      "early",     "mid",        "late",      "season", "since",  "until",
    "between",  "to",        "last",       "next",      "this",   "ago",    "night",
    "unit_day", "unit_week", "unit_month", "unit_year", "of",     "year",   "before",
    "after",    "during",    "hour",       "straight",  "later",  "anchor", "weekend",
    "feast",    "published", "sequel",     "noun",      NULL};
static const char *const means[] = {"drone", "aircraft", "artillery",
                                    "by",    "ground",   NULL};
static const char *const sequences[] = {"separate", "same", "several", "earlier",
                                        "contrast", "news", NULL};
static const char *const relations[] = {
    "in",        "near",      "between", "road",     "and",      "of",
    "from",      "to",        "km",      "border",   "with",     "place",
    "territory", "area",      "there",   "the_town", "the_area", "whose",
    "capital",   "not_there", "away",    NULL};
static const char *const acts[] = {"say",  "deny",  "claim",   "accuse", "according",
                                   "that", "wreck", "contest", NULL};
static const char *const negations[] = {"no",         "maybe", "threat",  "comparison",
                                        "background", "other", "purpose", NULL};
static const char *const reaches[] = {"after", "before", "sentence", "rest", NULL};

/* What each table's columns mean. `code` and `extra` are columns of words, `value` one of
 * numbers; NULL where there is none. An event's code is the name of a type. */
static const struct Spec {
    const char *name;
    YqLexKind kind;
    const char *code;
    const char *const *codes;
    const char *extra;
    const char *const *extras;
    const char *value;
    int32_t least, most; /* of the value */
} specs[] = {
    {"events.tsv", YQ_LEX_EVENT, "type", NULL, "form", forms, "weight", 1, 3},
    {"casualties.tsv", YQ_LEX_CASUALTY, "harm", harms, "order", orders, "number", -1, 2},
    {"people.tsv", YQ_LEX_PEOPLE, "kind", peoples, NULL, NULL, "number", 0, 2},
    {"numbers.tsv", YQ_LEX_NUMBER, "role", roles, NULL, NULL, "value", 0, 1000000},
    {"quantities.tsv", YQ_LEX_QUANTITY, "meaning", quantities, NULL, NULL, NULL, 0, 0},
    {"months.tsv", YQ_LEX_MONTH, "calendar", calendars, NULL, NULL, "month", 1, 12},
    {"weekdays.tsv", YQ_LEX_WEEKDAY, NULL, NULL, NULL, NULL, "weekday", 1, 7},
    {"times.tsv", YQ_LEX_TIME, "meaning", times, NULL, NULL, "value", -9, 4000},
    {"relations.tsv", YQ_LEX_RELATION, "relation", relations, NULL, NULL, "metres", 0,
     2000},
    {"directions.tsv", YQ_LEX_DIRECTION, NULL, NULL, NULL, NULL, "azimuth", -1, 359},
    {"claims.tsv", YQ_LEX_CLAIM, "act", acts, NULL, NULL, NULL, 0, 0},
    {"negation.tsv", YQ_LEX_NEGATION, "meaning", negations, "reach", reaches, NULL, 0, 0},
    {"means.tsv", YQ_LEX_MEANS, "means", means, NULL, NULL, NULL, 0, 0},
    {"sequence.tsv", YQ_LEX_SEQUENCE, "meaning", sequences, NULL, NULL, NULL, 0, 0},
};

typedef struct Reading {
    YqLexiconBuilder *lexicon;
    const struct Spec *spec;
    const char *language;
    YqLexEntry entry;
    char *label;
    size_t phrases;
} Reading;

static bool read_code(const YqRow *row, const char *column, const char *const *codes,
                      uint8_t *out, GError **error)
{
    const char *word = yq_row_get(row, column);

    for (uint8_t i = 0; codes[i] != NULL; i++) {
        if (strcmp(word, codes[i]) == 0) {
            *out = i;
            return true;
        }
    }
    g_autofree char *all = g_strjoinv(", ", (char **)codes);

    return yq_row_error(row, error, "%s '%s' is none of %s", column, word, all);
}

static bool read_value(const YqRow *row, const struct Spec *spec, int32_t *out,
                       GError **error)
{
    const char *text = yq_row_get(row, spec->value);
    char *end;
    gint64 value = g_ascii_strtoll(text, &end, 10);

    if (*text == '\0' && spec->kind != YQ_LEX_NUMBER) {
        *out = 0;
        return spec->least <= 0 || yq_row_error(row, error, "%s is missing", spec->value);
    }
    if (*end != '\0' || value < spec->least || value > spec->most) {
        return yq_row_error(row, error, "%s '%s' is no number from %d to %d", spec->value,
                            text, spec->least, spec->most);
    }
    *out = (int32_t)value;
    return true;
}

static bool read_type(const YqRow *row, uint8_t *out, GError **error)
{
    const char *name = yq_row_get(row, "type");

    *out = yq_incident_type_parse(name);
    if (strcmp(name, "none") == 0) { /* words that look like an event and are none */
        *out = YQ_INCIDENT_OTHER;
        return true;
    }
    return *out != YQ_INCIDENT_OTHER ||
           yq_row_error(row, error, "type '%s' is none of those in docs/annotations.md",
                        name);
}

static void add_phrase(const char *part, size_t length, void *data)
{
    Reading *reading = data;

    if (reading->label == NULL) {
        reading->label = g_strndup(part, length);
    }
    reading->entry.label = reading->label;
    yq_lexicon_add(reading->lexicon, part, length, &reading->entry);
    reading->phrases++;
}

static bool add_words(Reading *reading, const YqRow *row, const char *column,
                      GError **error)
{
    size_t before = reading->phrases;

    g_clear_pointer(&reading->label, g_free);
    yq_split_bar(yq_row_get(row, column), add_phrase, reading);
    g_clear_pointer(&reading->label, g_free);
    return reading->phrases > before ||
           yq_row_error(row, error, "no phrase in column '%s'", column);
}

static bool visit_row(const YqRow *row, void *data, GError **error)
{
    Reading *reading = data;
    const struct Spec *spec = reading->spec;
    YqLexEntry *entry = &reading->entry;

    *entry = (YqLexEntry){.kind = spec->kind};
    if (spec->kind == YQ_LEX_EVENT && !read_type(row, &entry->code, error)) {
        return false;
    }
    if ((spec->codes != NULL &&
         !read_code(row, spec->code, spec->codes, &entry->code, error)) ||
        (spec->extra != NULL &&
         !read_code(row, spec->extra, spec->extras, &entry->extra, error)) ||
        (spec->value != NULL && !read_value(row, spec, &entry->value, error))) {
        return false;
    }
    return add_words(reading, row, "words", error);
}

static bool visit_clitic(const YqRow *row, void *data, GError **error)
{
    static const char *const names[] = {"and", "the", "in", "to", "as"};
    Reading *reading = data;
    g_auto(GStrv) meanings = g_strsplit(yq_row_get(row, "meaning"), " ", -1);
    uint8_t bits = 0;

    for (char **meaning = meanings; *meaning != NULL; meaning++) {
        size_t i = 0;

        while (i < G_N_ELEMENTS(names) && strcmp(*meaning, names[i]) != 0) {
            i++;
        }
        if (i == G_N_ELEMENTS(names)) {
            return yq_row_error(row, error,
                                "meaning '%s' is none of and, the, in, to, as", *meaning);
        }
        bits |= 1 << i;
    }
    return yq_lexicon_add_clitic(reading->lexicon, yq_row_get(row, "letters"), bits) ||
           yq_row_error(row, error, "letters '%s' are no word, or too many rows",
                        yq_row_get(row, "letters"));
}

static bool visit_ending(const YqRow *row, void *data, GError **error)
{
    Reading *reading = data;

    return yq_lexicon_add_ending(reading->lexicon, yq_row_get(row, "letters")) ||
           yq_row_error(row, error, "letters '%s' are no word, or too many rows",
                        yq_row_get(row, "letters"));
}

/* Names in capitals match only tokens in capitals: "CMA", not "cma". */
static void add_name(const char *part, size_t length, void *data)
{
    Reading *reading = data;
    bool capitals = length <= 8;

    for (size_t i = 0; i < length; i++) {
        capitals &=
            g_ascii_isupper(part[i]) || part[i] == '-' || g_ascii_isdigit(part[i]);
    }
    reading->entry.extra = capitals;
    yq_lexicon_add(reading->lexicon, part, length, &reading->entry);
    reading->phrases++;
}

static bool visit_actor(const YqRow *row, void *data, GError **error)
{
    Reading *reading = data;
    YqLexEntry *entry = &reading->entry;
    const char *id = yq_row_get(row, "id");

    *entry = (YqLexEntry){.kind = YQ_LEX_ACTOR};
    if (!read_code(row, "kind", peoples, &entry->code, error)) {
        return false;
    }
    if (*id == '\0') {
        return yq_row_error(row, error, "id is missing");
    }
    entry->label = id;
    entry->countries = yq_row_get(row, "countries");
    yq_split_bar(yq_row_get(row, reading->language), add_name, reading);
    yq_split_bar(yq_row_get(row, "short"), add_name, reading);
    return true;
}

static bool read_words(YqLexiconBuilder *self, const struct Spec *spec, const char *path,
                       const char *language, GError **error)
{
    Reading reading = {.lexicon = self, .spec = spec, .language = language};

    return yq_table_read(path, visit_row, &reading, error);
}

/* Reads one table as the one called @name ("months.tsv") is read. */
static bool read_named(YqLexiconBuilder *self, const char *name, const char *path,
                       const char *code, GError **error)
{
    Reading reading = {.lexicon = self, .language = code};

    if (strcmp(name, "clitics.tsv") == 0) {
        return yq_table_read(path, visit_clitic, &reading, error);
    }
    if (strcmp(name, "endings.tsv") == 0) {
        return yq_table_read(path, visit_ending, &reading, error);
    }
    if (strcmp(name, "actors.tsv") == 0) {
        return yq_table_read(path, visit_actor, &reading, error);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(specs); i++) {
        if (strcmp(name, specs[i].name) == 0) {
            return read_words(self, &specs[i], path, code, error);
        }
    }
    g_set_error(error, YQ_ERROR, YQ_ERROR_UNKNOWN, "%s: no table is called so", name);
    return false;
}

static bool read_if_there(YqLexiconBuilder *self, const char *code, const char *name,
                          GError **error)
{
    g_autofree char *relative = g_build_filename("languages", code, name, NULL);
    g_autofree char *path = yq_data_path(relative);

    return !g_file_test(path, G_FILE_TEST_EXISTS) ||
           read_named(self, name, path, code, error);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The tables of actors, all files of their folder by name. */
static bool read_actors(YqLexiconBuilder *self, const char *code, GError **error)
{
    g_autofree char *folder = yq_data_path("actors");
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        if (g_str_has_suffix(name, ".tsv") && name[0] != '.') {
            g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
        }
    }
    g_ptr_array_sort(paths, by_name);
    for (guint i = 0; i < paths->len; i++) {
        if (!read_named(self, "actors.tsv", paths->pdata[i], code, error)) {
            return false;
        }
    }
    return true;
}

bool yq_tables_read(YqLexiconBuilder *self, const char *code, GError **error)
{
    if (!read_if_there(self, code, "clitics.tsv", error) ||
        !read_if_there(self, code, "endings.tsv", error)) {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(specs); i++) {
        if (!read_if_there(self, code, specs[i].name, error)) {
            return false;
        }
    }
    return read_actors(self, code, error);
}
