/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "language/language.h"
#include "text/document.h"

static YqDocument *cut(const char *text)
{
    return yq_document_cut(text, strlen(text), yq_language_abbreviates);
}

/* The folded tokens with a blank between them, sentences ended by a bar. */
static char *shown(const YqDocument *document)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < document->n_sentences; i++) {
        for (size_t t = document->sentences[i].first; t < document->sentences[i].last;
             t++) {
            assert_int_equal(document->tokens[t].sentence, i);
            g_string_append_printf(out, "%s ", yq_token_folded(document, t));
        }
        g_string_append(out, "| ");
    }
    return g_string_free(out, FALSE);
}

static void assert_cut(const char *text, const char *wanted)
{
    g_autoptr(YqDocument) document = cut(text);
    g_autofree char *got = shown(document);

    assert_string_equal(got, wanted);
}

static void words_numbers_and_marks_are_tokens(void **state)
{
    assert_cut("Gao, Mali", "gao , mali | ");
    assert_cut("l'Adrar", "l ' adrar | ");
    assert_cut("Tin-Zaouatine", "tin - zaouatine | ");
    assert_cut("9.5 km", "9.5 km | ");
    assert_cut("1,466", "1,466 | ");
    assert_cut("٤٠ قتيلا", "40 قتيلا | ");
    assert_cut("14\xC2\xA0"
               "000 morts",
               "14000 morts | ");
    assert_cut("en 2024 140 morts", "en 2024 140 morts | ");
    assert_cut("2025-04-07", "2025 - 04 - 07 | ");
    assert_cut("G5", "g 5 | ");
    assert_cut("the U.S. Army", "the us army | ");
    assert_cut("Maliمالي", "mali مالي | ");
    assert_cut("", "");
    assert_cut(" \n ", "");
}

static void sentences_end_at_full_stops(void **state)
{
    assert_cut("He fled to Gao. The army came.", "he fled to gao . | the army came . | ");
    assert_cut("Gen. Smith left.", "gen . smith left . | ");
    assert_cut("St. Louis is near.", "st . louis is near . | ");
    assert_cut("It is 9.5 km. Then he left", "it is 9.5 km . | then he left | ");
    assert_cut("“Go!” He went.", "\" go ! \" | he went . | ");
    assert_cut("J. Smith of Gao", "j . smith of gao | ");
    assert_cut("وصل إلى غاو. ثم عاد؟ نعم", "وصل الي غاو . | ثم عاد ? | نعم | ");
    assert_cut("... and so on", ". . . and so on | ");
}

static void lines_end_paragraphs_unless_they_only_wrap(void **state)
{
    g_autoptr(YqDocument) heading = cut("A title\nA sentence. Another\n\nThird.");

    assert_int_equal(heading->n_sentences, 4);
    assert_true(heading->sentences[0].heading);
    assert_false(heading->sentences[1].heading);
    assert_int_equal(heading->sentences[2].paragraph, 1);
    assert_int_equal(heading->sentences[3].paragraph, 2);
    assert_cut("The soldiers of the northern garrison were driven as far as\n"
               "Kidal before the night fell and they could rest.",
               "the soldiers of the northern garrison were driven as far as kidal before "
               "the night fell and they could rest . | ");
}

static void spans_count_code_points(void **state)
{
    g_autoptr(YqDocument) document = cut("é تِينْ Gao");
    const YqToken *arabic = &document->tokens[1], *gao = &document->tokens[2];

    assert_int_equal(document->n_tokens, 3);
    assert_int_equal(arabic->start, 2);
    assert_int_equal(arabic->end, 7);
    assert_int_equal(gao->start, 8);
    assert_int_equal(gao->end, 11);
    assert_int_equal(gao->byte_end - gao->byte_start, 3);
    assert_string_equal(yq_token_folded(document, 1), "تين");
}

static void flags_tell_script_and_capitals(void **state)
{
    g_autoptr(YqDocument) document = cut("The US-led force, مالي 12 A");
    static const unsigned wanted[] = {
        YQ_TOKEN_LATIN | YQ_TOKEN_CAPITAL | YQ_TOKEN_FIRST,
        YQ_TOKEN_LATIN | YQ_TOKEN_CAPITAL | YQ_TOKEN_UPPER,
        YQ_TOKEN_MARK | YQ_TOKEN_JOINED,
        YQ_TOKEN_LATIN | YQ_TOKEN_JOINED,
        YQ_TOKEN_LATIN,
        YQ_TOKEN_MARK | YQ_TOKEN_JOINED,
        YQ_TOKEN_ARABIC,
        YQ_TOKEN_NUMBER,
        YQ_TOKEN_LATIN | YQ_TOKEN_CAPITAL,
    };

    assert_int_equal(document->n_tokens, G_N_ELEMENTS(wanted));
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        assert_int_equal(document->tokens[i].flags, wanted[i]);
    }
}

static void a_megabyte_without_a_blank_is_cut_into_bounded_tokens(void **state)
{
    static const char *const runs[] = {"a", "ب", "7", ".", "a.", "\xCC\x81", "1.", "語"};

    for (size_t i = 0; i < G_N_ELEMENTS(runs); i++) {
        g_autoptr(GString) text = g_string_new(NULL);

        while (text->len < 1000000) {
            g_string_append(text, runs[i]);
        }
        g_autoptr(YqDocument) document = yq_document_cut(text->str, text->len, NULL);

        for (size_t t = 0; t < document->n_tokens; t++) {
            if (document->tokens[t].end - document->tokens[t].start > 256) {
                fail_msg("a token of %s is too long", runs[i]);
            }
        }
        for (size_t s = 0; s < document->n_sentences; s++) {
            if (document->sentences[s].last - document->sentences[s].first > 400) {
                fail_msg("a sentence of %s is too long", runs[i]);
            }
        }
    }
}

static void a_language_is_known_by_script_and_common_words(void **state)
{
    static const struct {
        const char *text, *code;
    } rows[] = {
        {"وصل الجيش إلى المدينة بعد ذلك", "ar"},
        {"تينزاواتين", "ar"},
        {"Les soldats sont arrivés dans la ville", "fr"},
        {"The soldiers came to the town", "en"},
        {"12 !", "en"},
        {"", "en"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        assert_string_equal(yq_language_guess(rows[i].text, strlen(rows[i].text)),
                            rows[i].code);
    }
    assert_true(yq_language_rtl("ar"));
    assert_false(yq_language_rtl("fr"));
    assert_string_equal(yq_ui("en", "no such key"), "no such key");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_numbers_and_marks_are_tokens),
        cmocka_unit_test(sentences_end_at_full_stops),
        cmocka_unit_test(lines_end_paragraphs_unless_they_only_wrap),
        cmocka_unit_test(spans_count_code_points),
        cmocka_unit_test(flags_tell_script_and_capitals),
        cmocka_unit_test(a_megabyte_without_a_blank_is_cut_into_bounded_tokens),
        cmocka_unit_test(a_language_is_known_by_script_and_common_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
