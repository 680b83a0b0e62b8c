/* SPDX-License-Identifier: MIT */
/* Short articles, annotated as the program does it. */
#pragma once

#include "check.h"

#include <yaqut/yaqut.h>

/* Every sentence is from a paper of Monday 7 April 2025. */
typedef struct Fixture {
    YqGazetteer *gazetteer;
    YqGeoparser *geoparser;
} Fixture;

static Fixture tools;

static inline int open_tools(void **state)
{
    tools.gazetteer = yq_gazetteer_open(NULL, NULL);
    tools.geoparser = yq_geoparser_new(tools.gazetteer, NULL);
    return tools.geoparser == NULL;
}

static inline int close_tools(void **state)
{
    yq_geoparser_free(tools.geoparser);
    yq_gazetteer_free(tools.gazetteer);
    return 0;
}

static inline YqAnnotations *annotate(const char *language, const char *text)
{
    const YqArticleInfo info = {.language = language, .published = {2025, 4, 7}};
    g_autoptr(GError) error = NULL;
    g_autoptr(YqArticle) article = yq_article_new(text, strlen(text), &info, &error);
    const YqArticle *articles[] = {article};
    YqAnnotations *all =
        yq_annotate(tools.geoparser, tools.gazetteer, articles, 1, NULL, &error);

    assert_no_error(error);
    return all;
}

static inline void assert_types(const char *language, const char *text,
                                const char *wanted)
{
    g_autoptr(YqAnnotations) all = annotate(language, text);
    g_autoptr(GString) got = g_string_new(NULL);

    for (size_t i = 0; i < yq_annotations_n_incidents(all); i++) {
        g_string_append_printf(
            got, "%s%s", i > 0 ? " " : "",
            yq_incident_type_name(yq_annotations_incident(all, i)->type));
    }
    if (strcmp(got->str, wanted) != 0) {
        fail_msg("'%s' reports '%s', not '%s'", text, got->str, wanted);
    }
}
