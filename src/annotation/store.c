/* SPDX-License-Identifier: MIT */
#include "annotation/store.h"

#include <string.h>

YqAnnotations *yq_annotations_new(void)
{
    YqAnnotations *self = g_new0(YqAnnotations, 1);

    self->arena = yq_arena_new();
    self->articles = g_array_new(FALSE, TRUE, sizeof(YqArticleInfo));
    self->places = g_array_new(FALSE, TRUE, sizeof(YqAnnotatedPlace));
    self->incidents = g_array_new(FALSE, TRUE, sizeof(YqIncident));
    return self;
}

void yq_annotations_free(YqAnnotations *self)
{
    if (self == NULL) {
        return;
    }
    g_array_unref(self->articles);
    g_array_unref(self->places);
    g_array_unref(self->incidents);
    yq_arena_free(self->arena);
    g_free(self);
}

void yq_annotations_add_article(YqAnnotations *self, const YqArticleInfo *info)
{
    YqArticleInfo copy = {
        .title = yq_arena_strdup(self->arena, info->title),
        .language = yq_arena_strdup(self->arena, info->language),
        .published = info->published,
        .source = yq_arena_strdup(self->arena, info->source),
    };

    g_array_append_val(self->articles, copy);
}

size_t yq_annotations_n_articles(const YqAnnotations *self)
{
    return self->articles->len;
}

const YqArticleInfo *yq_annotations_article(const YqAnnotations *self, size_t i)
{
    g_return_val_if_fail(i < self->articles->len, NULL);
    return &g_array_index(self->articles, YqArticleInfo, i);
}

size_t yq_annotations_n_places(const YqAnnotations *self)
{
    return self->places->len;
}

const YqAnnotatedPlace *yq_annotations_place(const YqAnnotations *self, size_t i)
{
    g_return_val_if_fail(i < self->places->len, NULL);
    return &g_array_index(self->places, YqAnnotatedPlace, i);
}

size_t yq_annotations_n_incidents(const YqAnnotations *self)
{
    return self->incidents->len;
}

const YqIncident *yq_annotations_incident(const YqAnnotations *self, size_t i)
{
    g_return_val_if_fail(i < self->incidents->len, NULL);
    return &g_array_index(self->incidents, YqIncident, i);
}

void yq_annotations_set_border(YqAnnotations *self, size_t incident,
                               const YqBorderMeasure *measure)
{
    g_return_if_fail(incident < self->incidents->len);
    g_array_index(self->incidents, YqIncident, incident).border = *measure;
}

const char *yq_annotated_place_name(const YqAnnotatedPlace *place, const char *language)
{
    for (size_t i = 0; language != NULL && i < place->n_names; i++) {
        if (strcmp(place->names[i].language, language) == 0) {
            return place->names[i].name;
        }
    }
    return place->name;
}
