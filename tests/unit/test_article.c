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

static void a_page_nested_without_end_is_read(void **state)
{
    g_autoptr(GString) page = g_string_new("<html><body>");
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < 100000; i++) {
        g_string_append(page, "<div>x");
    }
    g_autoptr(YqArticle) article =
        yq_article_parse(page->str, page->len, "deep.html", NULL, &error);

    assert_non_null(article);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_waiting_message_is_no_title),
        cmocka_unit_test(prose_without_a_title_has_none),
        cmocka_unit_test(text_stays_as_it_is_but_for_a_byte_order_mark),
        cmocka_unit_test(what_cannot_be_read_is_said),
        cmocka_unit_test(a_page_gives_its_article_and_what_it_says_of_itself),
        cmocka_unit_test(a_page_nested_without_end_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
