/* SPDX-License-Identifier: MIT */
/* Tables of words, compiled: what the file holds, and when it does not count. */
#include "check.h"

#include "base/compiled.h"
#include "base/data.h"
#include "base/table.h"
#include "base/wordmap.h"
#include "geoparse/model.h"
#include "geoparse/source.h"
#include "geoparse/vocabulary.h"
#include "incident/lexicon.h"
#include "incident/type_words.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

static void a_word_has_the_number_that_it_was_given(void **state)
{
    g_auto(YqWordMapBuilder) builder = {0};
    YqBlobPart parts[2];

    yq_wordmap_begin(&builder);
    for (uint32_t i = 1; i <= 5000; i++) {
        g_autofree char *word = g_strdup_printf("w%u", i * 7);

        yq_wordmap_add(&builder, word, strlen(word))->value = i;
    }
    uint32_t text = yq_wordmap_keep(&builder, "kept beside them");

    yq_wordmap_parts(&builder, parts);
    YqBlob blob = yq_blob_open(yq_blob_make(parts, 2));
    YqWordMap map = yq_wordmap_open(&blob, 0);

    for (uint32_t i = 1; i <= 7 * 5000; i++) {
        g_autofree char *word = g_strdup_printf("w%u", i);

        assert_int_equal(yq_wordmap_value(&map, word, strlen(word)),
                         i % 7 == 0 ? i / 7 : 0);
    }
    assert_string_equal(yq_wordmap_text(&map, text), "kept beside them");
    assert_string_equal(yq_wordmap_text(&map, 1u << 30), "");
    yq_blob_clear(&blob);
}

/* A blob whose numbers are wrong gives parts that are empty or lie inside of it, and a
 * look-up ends: nothing here relies on the checksums. */
static void no_byte_outside_of_a_block_is_read(void **state)
{
    g_auto(YqWordMapBuilder) builder = {0};
    YqBlobPart parts[2];
    guint32 chance = 1;

    yq_wordmap_begin(&builder);
    for (const char *const *word = (const char *const[]){"a", "bb", "ccc", NULL};
         *word != NULL; word++) {
        yq_wordmap_add(&builder, *word, strlen(*word))->value = 1;
    }
    yq_wordmap_parts(&builder, parts);
    g_autoptr(GBytes) whole = yq_blob_make(parts, 2);
    size_t size = g_bytes_get_size(whole);

    for (int round = 0; round < 20000; round++) {
        size_t cut = round % 3 == 0 ? (chance >> 8) % (size + 1) : size;
        uint8_t *bytes = g_memdup2(g_bytes_get_data(whole, NULL), size);

        for (int i = 0; i < 4; i++) {
            chance = chance * 1664525u + 1013904223u;
            bytes[(chance >> 8) % (round % 2 == 0 ? 24 : size)] ^= chance >> 24;
        }
        YqBlob blob = yq_blob_open(g_bytes_new_take(g_memdup2(bytes, cut), cut));
        YqWordMap map = yq_wordmap_open(&blob, 0);

        yq_wordmap_value(&map, "bb", 2);
        yq_wordmap_value(&map, "none", 4);
        yq_blob_clear(&blob);
        g_free(bytes);
    }
}

static GBytes *fail_to_compile(const char *code, GError **error)
{
    fail_msg("not in the file");
    return NULL;
}

static void expect_block(const char *name, const char *code, YqCompile compile)
{
    g_autoptr(GError) error = NULL;
    GBytes *made = compile(code, &error);

    assert_no_error(error);
    YqBlob read = yq_compiled_open(name, code, fail_to_compile, &error);

    assert_no_error(error);
    assert_true(g_bytes_equal(read.bytes, made));
    g_bytes_unref(made);
    yq_blob_clear(&read);
}

static void the_file_holds_what_the_tables_say(void **state)
{
    expect_block("languages", NULL, yq_language_compile);
    expect_block("model", NULL, yq_model_compile);
    expect_block("papers", NULL, yq_papers_compile);
    expect_block("nouns", NULL, yq_incident_nouns_compile);
    for (size_t i = 0; i < yq_language_count(); i++) {
        expect_block("vocabulary", yq_language_code(i), yq_vocabulary_compile);
        expect_block("lexicon", yq_language_code(i), yq_lexicon_compile);
    }
}

/* A data folder with two tables, its compiled file, and how often a table was compiled
 * since. */
static char *folder;
static int n_compiled, n_warnings;

static GBytes *compile_numbered(const char *code, GError **error)
{
    n_compiled++;
    return g_bytes_new(code, strlen(code));
}

static void count_warning(const char *domain, GLogLevelFlags level, const char *message,
                          gpointer data)
{
    n_warnings += (level & G_LOG_LEVEL_WARNING) != 0;
}

static char *in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static void put_table(const char *name, const char *text)
{
    g_autofree char *path = in_folder(name);
    const struct timespec times[2] = {{1000, 0}, {1000, 0}};

    assert_true(g_file_set_contents(path, text, -1, NULL));
    utimensat(AT_FDCWD, path, times, 0);
}

static int set_up(void **state)
{
    YqCompiledBlock blocks[] = {{"one/xx", g_bytes_new_static("xx", 2)},
                                {"one/yy", g_bytes_new_static("yy", 2)}};
    g_autofree char *file = NULL, *language = NULL;
    g_autoptr(GError) error = NULL;

    folder = g_dir_make_tmp("yq-data-XXXXXX", NULL);
    g_setenv("YAQUT_DATA", folder, TRUE);
    language = in_folder("languages/xx");
    g_mkdir_with_parents(language, 0700);
    put_table("languages/xx/months.tsv", "words\nmay\n");
    put_table("languages/xx/numbers.tsv", "words\none\n");
    file = in_folder(YQ_COMPILED_FILE);
    assert_true(yq_compiled_write(file, blocks, 2, &error));
    g_bytes_unref(blocks[0].bytes);
    g_bytes_unref(blocks[1].bytes);
    n_compiled = n_warnings = 0;
    g_log_set_default_handler(count_warning, NULL);
    return 0;
}

static int tear_down(void **state)
{
    g_autofree char *command = g_strdup_printf("rm -r '%s'", folder);

    g_log_set_default_handler(g_log_default_handler, NULL);
    g_unsetenv("YAQUT_DATA");
    g_clear_pointer(&folder, g_free);
    return system(command);
}

/* Opens a block and says what it holds, which is always right. */
static void expect_text(const char *code, int compiled, int warnings)
{
    YqBlob blob = yq_compiled_open("one", code, compile_numbered, NULL);

    assert_int_equal(blob.size, 2);
    assert_memory_equal(blob.data, code, 2);
    assert_int_equal(n_compiled, compiled);
    assert_int_equal(n_warnings, warnings);
    yq_blob_clear(&blob);
}

static void change_file(size_t at, size_t size)
{
    g_autofree char *path = in_folder(YQ_COMPILED_FILE), *bytes = NULL;
    size_t length;

    assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    bytes[MIN(at, length - 1)] ^= 1;
    assert_true(g_file_set_contents(path, bytes, MIN(size, length), NULL));
}

static void nothing_is_compiled_that_the_file_holds(void **state)
{
    expect_text("xx", 0, 0);
    expect_text("yy", 0, 0);
    expect_text("zz", 1, 0);
}

static void a_table_that_is_newer_than_the_file_counts(void **state)
{
    g_autofree char *table = in_folder("languages/xx/months.tsv");
    const struct timespec times[2] = {{4000000000, 0}, {4000000000, 0}};

    utimensat(AT_FDCWD, table, times, 0);
    expect_text("xx", 1, 0);
}

static void a_table_of_another_size_counts_though_it_is_old(void **state)
{
    put_table("languages/xx/months.tsv", "words\njune\n");
    expect_text("xx", 1, 0);
}

static void a_table_that_was_added_counts(void **state)
{
    put_table("languages/xx/times.tsv", "words\nnow\n");
    expect_text("xx", 1, 0);
}

static void a_table_that_was_taken_away_counts(void **state)
{
    g_autofree char *table = in_folder("languages/xx/months.tsv");

    g_unlink(table);
    expect_text("xx", 1, 0);
}

static void a_damaged_directory_is_told_and_not_used(void **state)
{
    change_file(60, SIZE_MAX);
    expect_text("xx", 1, 1);
    expect_text("yy", 2, 1);
}

static void a_damaged_block_is_told_and_not_used(void **state)
{
    change_file(SIZE_MAX, SIZE_MAX); /* the last byte: that of yy */
    expect_text("xx", 0, 0);
    expect_text("yy", 1, 1);
}

static void a_file_that_is_cut_short_is_told_and_not_used(void **state)
{
    change_file(0, 100);
    change_file(0, 100); /* back: its first byte is whole */
    expect_text("xx", 1, 1);
}

static void a_file_of_another_version_is_passed_over(void **state)
{
    change_file(16, SIZE_MAX);
    expect_text("xx", 1, 0);
}

static void no_file_is_no_fault(void **state)
{
    g_autofree char *path = in_folder(YQ_COMPILED_FILE);

    g_unlink(path);
    expect_text("xx", 1, 0);
    assert_true(g_file_set_contents(path, "", 0, NULL));
    expect_text("xx", 2, 0);
}

#define IN_FOLDER(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_has_the_number_that_it_was_given),
        cmocka_unit_test(no_byte_outside_of_a_block_is_read),
        cmocka_unit_test(the_file_holds_what_the_tables_say),
        IN_FOLDER(nothing_is_compiled_that_the_file_holds),
        IN_FOLDER(a_table_that_is_newer_than_the_file_counts),
        IN_FOLDER(a_table_of_another_size_counts_though_it_is_old),
        IN_FOLDER(a_table_that_was_added_counts),
        IN_FOLDER(a_table_that_was_taken_away_counts),
        IN_FOLDER(a_damaged_directory_is_told_and_not_used),
        IN_FOLDER(a_damaged_block_is_told_and_not_used),
        IN_FOLDER(a_file_that_is_cut_short_is_told_and_not_used),
        IN_FOLDER(a_file_of_another_version_is_passed_over),
        IN_FOLDER(no_file_is_no_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
