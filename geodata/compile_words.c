/* SPDX-License-Identifier: MIT */
/* Compiles the tables of words at build time: compile_words FILE FOLDER, where FOLDER has
 * languages/, actors/, papers/ and model/. A bad row is told by file and line, and then
 * nothing is written. */
#include "base/compiled.h"
#include "geoparse/model.h"
#include "geoparse/source.h"
#include "geoparse/vocabulary.h"
#include "incident/lexicon.h"
#include "incident/type_words.h"

#include <stdio.h>

static const struct {
    const char *name;
    YqCompile compile;
    bool each_language;
} tables[] = {
    {"languages", yq_language_compile, false},
    {"vocabulary", yq_vocabulary_compile, true},
    {"model", yq_model_compile, false},
    {"papers", yq_papers_compile, false},
    {"lexicon", yq_lexicon_compile, true},
    {"nouns", yq_incident_nouns_compile, false},
};

static unsigned n_warnings;

static void print_warning(const char *domain, GLogLevelFlags level, const char *message,
                          gpointer data)
{
    (void)domain, (void)data;
    if (level <= G_LOG_LEVEL_WARNING) {
        fprintf(stderr, "compile_words: %s\n", message);
        n_warnings++;
    }
}

static bool add_block(GArray *blocks, size_t table, const char *code, GError **error)
{
    YqCompiledBlock block = {.bytes = tables[table].compile(code, error)};

    g_snprintf(block.name, sizeof block.name, code != NULL ? "%s/%s" : "%s",
               tables[table].name, code);
    if (block.bytes != NULL) {
        g_array_append_val(blocks, block);
    }
    return block.bytes != NULL;
}

static bool compile_all(GArray *blocks, GError **error)
{
    g_autoptr(YqLanguages) languages = yq_languages_open(error);

    for (size_t i = 0; languages != NULL && i < G_N_ELEMENTS(tables); i++) {
        size_t n = tables[i].each_language ? yq_languages_count(languages) : 1;

        for (size_t k = 0; k < n; k++) {
            if (!add_block(blocks, i,
                           tables[i].each_language ? yq_languages_code(languages, k)
                                                   : NULL,
                           error)) {
                return false;
            }
        }
    }
    return languages != NULL;
}

static void clear_block(void *block)
{
    g_bytes_unref(((YqCompiledBlock *)block)->bytes);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(YqCompiledBlock));

    if (argc != 3) {
        fprintf(stderr, "usage: compile_words FILE FOLDER\n");
        return 2;
    }
    g_array_set_clear_func(blocks, clear_block);
    g_log_set_default_handler(print_warning, NULL);
    g_setenv("YAQUT_DATA", argv[2], TRUE);
    if (!compile_all(blocks, &error) ||
        (n_warnings == 0 && !yq_compiled_write(argv[1], (YqCompiledBlock *)blocks->data,
                                               blocks->len, &error))) {
        fprintf(stderr, "compile_words: %s\n", error->message);
    }
    return error != NULL || n_warnings > 0;
}
