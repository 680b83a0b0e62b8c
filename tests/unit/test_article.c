/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <yaqut/article.h>
#include <yaqut/error.h>

static YqArticle *parse(const char *text, GError **error)
{
    return yq_article_parse(text, strlen(text), "a.txt", NULL, error);
}

static void a_waiting_message_is_no_title(void **state)
{
    g_autoptr(YqArticle) article =
        parse("جار التحميل ...\n\nوقائع يوم طويل في الصحراء\n\nنص المقال هنا.\n", NULL);

    assert_string_equal(yq_article_info(article)->title, "وقائع يوم طويل في الصحراء");
    assert_string_equal(yq_article_info(article)->language, "ar");
}

static void prose_without_a_title_has_none(void **state)
{
    g_autoptr(YqArticle) article =
        parse("Two men walked to the well.\nThey came back.\n", NULL);

    assert_null(yq_article_info(article)->title);
}

static void text_stays_as_it_is_but_for_a_byte_order_mark(void **state)
{
    size_t length;
    g_autoptr(YqArticle) article = parse("\xEF\xBB\xBF a\tb\r\n", NULL);

    assert_string_equal(yq_article_text(article, &length), " a\tb\r\n");
    assert_int_equal(length, 6);
}

static void what_cannot_be_read_is_said(void **state)
{
    static const struct {
        const char *text;
        int code;
        const char *message;
    } rows[] = {
        {"caf\xE9", YQ_ERROR_ENCODING, "a.txt:1: not UTF-8, at byte 3: save it as UTF-8"},
        {" \n\t", YQ_ERROR_EMPTY, "a.txt: the article is empty"},
        {"\xC2\xA0\n", YQ_ERROR_EMPTY, "a.txt: the article is empty"},
        {"", YQ_ERROR_EMPTY, "a.txt: the article is empty"}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;

        assert_null(parse(rows[i].text, &error));
        assert_true(g_error_matches(error, YQ_ERROR, rows[i].code));
        assert_string_equal(error->message, rows[i].message);
    }
    g_autoptr(GError) error = NULL;

    assert_null(yq_article_parse("a\0b", 3, "a.txt", NULL, &error));
    assert_string_equal(error->message,
                        "a.txt:1: not UTF-8, at byte 1: a NUL, which no text holds");
}

static void a_page_gives_its_article_and_what_it_says_of_itself(void **state)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(YqArticle) article = parse(
        "<!DOCTYPE html><html lang=\"fr-DZ\"><head><title>Site</title>"
        "<meta property=\"article:published_time\" content=\"2024-11-20T10:00Z\">"
        "<meta property='og:site_name' content='Le Fil'><style>p{}</style></head><body>"
        "<nav>Paris</nav><article><h1>Un  titre</h1><p>Le <b>soir</b>,\n à G&acirc;o.</p>"
        "<script>Londres()</script><p>Fin.</p></article><footer>Rome</footer></body>",
        &error);

    assert_no_error(error);
    const YqArticleInfo *info = yq_article_info(article);

    assert_string_equal(yq_article_text(article, NULL),
                        "Un titre\n\nLe soir, à Gâo.\n\nFin.\n\n");
    assert_string_equal(info->title, "Un titre");
    assert_string_equal(info->language, "fr");
    assert_string_equal(info->source, "Le Fil");
    assert_int_equal(info->published.year, 2024);
}

static void append_times(GString *out, const char *text, int times)
{
    for (int i = 0; i < times; i++) {
        g_string_append(out, text);
    }
}

/* Elements nested deeper than libxml2 goes, and as deep as a hostile page likes. */
static void a_page_is_read_to_its_end_however_deep_its_nesting(void **state)
{
    static const int depths[] = {300, 100000};

    for (size_t i = 0; i < G_N_ELEMENTS(depths); i++) {
        g_autoptr(GString) page = g_string_new("<html lang=fr><title>Gao</title><body>");
        g_autoptr(GError) error = NULL;

        append_times(page, "<div title='a>b'><b>", depths[i]);
        g_string_append(page, "<p>Le so<i>ir</i>.</p><!-- <p> -->"
                              "<script>if (a<b) '<p>x'</script><nav>Paris</nav>");
        append_times(page, "</b></div>", depths[i]);
        g_string_append(page, "<p>1 < 2, fin.");
        g_autoptr(YqArticle) article =
            yq_article_parse(page->str, page->len, "deep.html", NULL, &error);

        assert_no_error(error);
        assert_string_equal(yq_article_text(article, NULL),
                            "Le soir.\n\n1 < 2, fin.\n\n");
        assert_string_equal(yq_article_info(article)->title, "Gao");
        assert_string_equal(yq_article_info(article)->language, "fr");
    }
}

static void a_menu_nested_without_end_holds_nothing(void **state)
{
    g_autoptr(GString) page = g_string_new("<html><body><p>Gao.");
    g_autoptr(GError) error = NULL;

    append_times(page, "<nav>x", 100000);
    append_times(page, "</nav>", 100000);
    g_string_append(page, "<p>Fin.");
    g_autoptr(YqArticle) article =
        yq_article_parse(page->str, page->len, "deep.html", NULL, &error);

    assert_no_error(error);
    assert_string_equal(yq_article_text(article, NULL), "Gao.\n\nFin.\n\n");
}

/* Nearly no white space: libxml2 stops in a text of more than 10 MB. */
static void a_page_of_one_long_paragraph_is_read_to_its_end(void **state)
{
    g_autoptr(GString) page = g_string_new("<html><body><p>");
    g_autoptr(GError) error = NULL;

    append_times(page, "Kidal, Gao, Mopti. ", 600000);
    g_string_append(page, "<p>Fin.");
    g_autoptr(YqArticle) article =
        yq_article_parse(page->str, page->len, "long.html", NULL, &error);

    assert_no_error(error);
    assert_true(g_str_has_suffix(yq_article_text(article, NULL), "Mopti.\n\nFin.\n\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_waiting_message_is_no_title),
        cmocka_unit_test(prose_without_a_title_has_none),
        cmocka_unit_test(text_stays_as_it_is_but_for_a_byte_order_mark),
        cmocka_unit_test(what_cannot_be_read_is_said),
        cmocka_unit_test(a_page_gives_its_article_and_what_it_says_of_itself),
        cmocka_unit_test(a_page_is_read_to_its_end_however_deep_its_nesting),
        cmocka_unit_test(a_menu_nested_without_end_holds_nothing),
        cmocka_unit_test(a_page_of_one_long_paragraph_is_read_to_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
