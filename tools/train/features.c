/* SPDX-License-Identifier: MIT */
/* Prints what training reads: for each article of a file of JSON lines its candidates
 * with their features, and for each name its candidate places with their numbers.
 *
 *   A id                                  an article
 *   S start end group guess feature…      a candidate (code points; features in
 * hexadecimal) R group lon lat number…               a place of a group, in the order of
 * model.h N name…                               once, the names of the numbers
 */
#include "base/autofree.h"
#include "geoparse/features.h"
#include "geoparse/geoparse.h"
#include "language/language.h"
#include <yaqut/yaqut.h>

#include <stdio.h>
#include <string.h>

static void print_rows(const YqParse *parse, uint32_t group, const YqRankRow *rows,
                       size_t n, void *data)
{
    (void)data;
    for (size_t i = 0; i < n; i++) {
        YqPlace place = yq_gazetteer_place(parse->gazetteer, rows[i].place);

        printf("R %u %.5f %.5f", group, place.at.lon, place.at.lat);
        for (int k = 0; k < YQ_RANK_COUNT; k++) {
            printf(" %.4g", rows[i].x[k]);
        }
        putchar('\n');
    }
}

static void print_spans(const YqParse *parse)
{
    for (guint i = 0; i < parse->spans->len; i++) {
        const YqToponym *span = yq_toponym_at(parse, i);
        YqFeatures features;

        yq_features(parse, i, &features);
        printf("S %u %u %u %d", span->start, span->end, span->group, span->guess);
        for (uint32_t k = 0; k < features.n; k++) {
            printf(" %x", features.items[k]);
        }
        putchar('\n');
    }
}

static bool print_article(const YqGeoparser *geoparser, json_t *line, GError **error)
{
    const char *text = json_string_value(json_object_get(line, "text"));
    YqArticleInfo info = {
        .language = json_string_value(json_object_get(line, "language")),
        .source = json_string_value(json_object_get(line, "source")),
    };
    g_autoptr(YqArticle) article = yq_article_new(
        text != NULL ? text : "", text != NULL ? strlen(text) : 0, &info, error);

    if (article == NULL) {
        return false;
    }
    g_autoptr(YqDocument) document = yq_document_new(article, yq_language_abbreviates);
    g_autoptr(YqParse) parse = yq_parse_new(geoparser, document);
    g_autofree YqResolved *resolved = g_new(YqResolved, parse->spans->len + 1);

    printf("A %s\n", json_string_value(json_object_get(line, "id")));
    yq_parse_recognise(parse);
    print_spans(parse);
    yq_parse_resolve_visit(parse, resolved, print_rows, NULL);
    return true;
}

static bool run(const char *path, GError **error)
{
    g_autoptr(YqGazetteer) gazetteer = yq_gazetteer_open(NULL, error);
    g_autoptr(YqGeoparser) geoparser =
        gazetteer != NULL ? yq_geoparser_new(gazetteer, error) : NULL;
    FILE *file = geoparser != NULL ? fopen(path, "r") : NULL;
    char *buffer = NULL;
    size_t room = 0;
    bool done = file != NULL;

    printf("N");
    for (int k = 0; k < YQ_RANK_COUNT; k++) {
        printf(" %s", yq_rank_names[k]);
    }
    putchar('\n');
    while (done && getline(&buffer, &room, file) > 0) {
        g_autoptr(json_t) line = json_loads(buffer, 0, NULL);

        done = line != NULL && print_article(geoparser, line, error);
    }
    free(buffer);
    if (file != NULL) {
        fclose(file);
    }
    return done;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    if (argc != 2) {
        fprintf(stderr, "usage: yaqut-features ARTICLES.jsonl\n");
        return 2;
    }
    if (!run(argv[1], &error)) {
        fprintf(stderr, "yaqut-features: %s\n",
                error != NULL ? error->message : "cannot read the articles");
        return 1;
    }
    return 0;
}
