/* SPDX-License-Identifier: MIT */
/* Whatever the command line names: articles, annotations, tables of incidents, told apart
 * by what they hold. */
#include "annotation/store.h"

#include "annotation/incident_table.h"
#include "annotation/layers.h"
#include "annotation/place_table.h"
#include "base/fail.h"
#include "base/module.h"
#include "base/output.h"
#include "base/utf8.h"
#include "language/language.h"
#include <yaqut/error.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

typedef struct Input {
    const char *path;
    const char *name; /* what errors call it */
    char *bytes;
    size_t length;
} Input;

static void input_clear(Input *input)
{
    g_free(input->bytes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Input, input_clear)

static bool load_stdin(Input *out, GError **error)
{
    g_autoptr(GString) all = g_string_new(NULL);
    char chunk[65536];
    size_t n;

    while ((n = fread(chunk, 1, sizeof chunk, stdin)) > 0) {
        g_string_append_len(all, chunk, n);
    }
    if (ferror(stdin)) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "cannot read standard input: %s",
                    g_strerror(errno));
        return false;
    }
    out->name = "standard input";
    out->length = all->len;
    out->bytes = g_string_free(g_steal_pointer(&all), FALSE);
    return true;
}

static bool load(const char *path, Input *out, GError **error)
{
    g_autoptr(GError) problem = NULL;

    out->path = out->name = path;
    if (strcmp(path, "-") == 0) {
        return load_stdin(out, error);
    }
    if (!g_file_get_contents(path, &out->bytes, &out->length, &problem)) {
        /* GLib's sentence says the same with quotes and words of the reader's locale. */
        bool told = g_access(path, R_OK) != 0 || g_file_test(path, G_FILE_TEST_IS_DIR);
        int code = g_file_test(path, G_FILE_TEST_IS_DIR) ? EISDIR : errno;

        g_set_error(error, YQ_ERROR, YQ_ERROR_FILE, "%s: %s", path,
                    told ? g_strerror(code) : problem->message);
        return false;
    }
    return true;
}

typedef enum Kind { KIND_ARTICLE, KIND_ANNOTATIONS, KIND_TABLE, KIND_OGR } Kind;

static bool starts_with(const Input *input, const char *magic)
{
    size_t n = strlen(magic);

    return input->length >= n && memcmp(input->bytes, magic, n) == 0;
}

/* First byte that is no white space, a byte order mark passed over. */
static const char *first_mark(const Input *input)
{
    const char *at = input->bytes + yq_utf8_mark(input->bytes, input->length);

    while (g_ascii_isspace(*at)) {
        at++;
    }
    return at;
}

static bool is_container(const Input *input)
{
    static const char *const magics[] = {"SQLite format 3", "fgb\003", "PK\003\004",
                                         "\x00\x00\x27\x0a"};
    static const char *const suffixes[] = {".gpkg", ".kml", ".kmz",  ".fgb",
                                           ".shp",  ".ods", ".xlsx", ".parquet"};

    for (size_t i = 0; i < G_N_ELEMENTS(magics); i++) {
        if (starts_with(input, magics[i]) && magics[i][0] != '\0') {
            return true;
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        if (strcmp(yq_output_suffix(input->path), suffixes[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* GeoJSON of somebody else: whole, a collection, and no feature that says what kind it
 * is. What is cut short goes to our own reader, which names the line. */
static bool is_foreign_geojson(const Input *input, const char *first)
{
    const char *last = input->bytes + input->length - 1;

    while (last > first && g_ascii_isspace(*last)) {
        last--;
    }
    return *last == '}' && strstr(first, "\"FeatureCollection\"") != NULL &&
           strstr(first, "\"kind\"") == NULL && strstr(first, "\"yaqut\"") == NULL;
}

/* Files that people take for text: NULL, or what they are. */
static const char *document_kind(const Input *input)
{
    static const struct {
        const char *begins, *holds, *what;
    } documents[] = {
        {"%PDF-", "", "a PDF"},
        {"{\\rtf", "", "an RTF document"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "", "an old office document"},
        {"PK\003\004", "word/document.xml", "a Word document"},
        {"PK\003\004", "application/vnd.oasis.opendocument.text", "an OpenDocument text"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
        if (starts_with(input, documents[i].begins) &&
            memmem(input->bytes, input->length, documents[i].holds,
                   strlen(documents[i].holds)) != NULL) {
            return documents[i].what;
        }
    }
    return NULL;
}

static Kind tell(const Input *input)
{
    const char *first = first_mark(input);

    if (is_container(input)) {
        return KIND_OGR;
    }
    if (*first == '{') {
        return is_foreign_geojson(input, first) ? KIND_OGR : KIND_ANNOTATIONS;
    }
    return yq_incident_table_looks(input->bytes, input->length) ? KIND_TABLE
                                                                : KIND_ARTICLE;
}

static bool read_table(YqAnnotations *into, const char *bytes, size_t length,
                       const char *name, const YqGazetteer *gazetteer, GError **error)
{
    guint first = into->incidents->len;

    if (!yq_incident_table_parse(bytes, length, name, into->arena, into->incidents,
                                 error)) {
        return false;
    }
    yq_table_to_places(into, first, gazetteer);
    return true;
}

/* Moves all of @from into @into; what @from owns lives on in its arena, which @into
 * keeps. */
static void join(YqAnnotations *into, YqAnnotations *from)
{
    uint32_t articles = into->articles->len;
    int32_t places = (int32_t)into->places->len;

    g_array_append_vals(into->articles, from->articles->data, from->articles->len);
    for (size_t i = 0; i < from->places->len; i++) {
        YqAnnotatedPlace place = g_array_index(from->places, YqAnnotatedPlace, i);

        for (size_t k = 0; k < place.n_mentions; k++) {
            ((YqMention *)place.mentions)[k].article += articles;
        }
        g_array_append_val(into->places, place);
    }
    for (size_t i = 0; i < from->incidents->len; i++) {
        YqIncident incident = g_array_index(from->incidents, YqIncident, i);

        incident.place = incident.place < 0 ? -1 : incident.place + places;
        for (size_t k = 0; k < incident.n_claims; k++) {
            YqClaim *claim = (YqClaim *)&incident.claims[k];

            claim->place = claim->place < 0 ? -1 : claim->place + places;
            claim->evidence.article += articles;
        }
        for (size_t k = 0; k < incident.n_evidence; k++) {
            ((YqSpan *)incident.evidence)[k].article += articles;
        }
        g_array_append_val(into->incidents, incident);
    }
    yq_arena_adopt(into->arena, from->arena);
    from->arena = NULL;
}

static bool read_annotations(YqAnnotations *into, const char *bytes, size_t length,
                             const char *name, GError **error)
{
    g_autoptr(YqAnnotations) read = yq_annotations_parse(bytes, length, name, error);

    if (read == NULL) {
        return false;
    }
    join(into, read);
    return true;
}

/* A file of GDAL's: annotations that a GIS has saved, or a table of incidents. */
static bool read_ogr(YqAnnotations *into, const Input *input,
                     const YqGazetteer *gazetteer, GError **error)
{
    YqOgrRead read = (YqOgrRead)yq_module_symbol("yaqut_ogr", "yq_ogr_read", error);
    g_autofree char *text = read != NULL ? read(input->path, error) : NULL;

    if (text == NULL) {
        return false;
    }
    g_autofree char *joined = *text == '[' ? yq_layers_join(text) : NULL;

    return joined != NULL
               ? read_annotations(into, joined, strlen(joined), input->name, error)
               : read_table(into, text, strlen(text), input->name, gazetteer, error);
}

/* Reads one input: an article into @articles, anything else into @into. */
static bool read_one(const Input *input, const YqArticleInfo *info, GPtrArray *articles,
                     const YqGazetteer *gazetteer, YqAnnotations *into, GError **error)
{
    const char *document = document_kind(input);

    if (document != NULL) {
        return yq_fail(error, YQ_ERROR_SYNTAX, "%s: %s: save its text as UTF-8",
                       input->name, document);
    }
    switch (tell(input)) {
    case KIND_ANNOTATIONS:
        return read_annotations(into, input->bytes, input->length, input->name, error);
    case KIND_TABLE:
        return read_table(into, input->bytes, input->length, input->name, gazetteer,
                          error);
    case KIND_OGR:
        return read_ogr(into, input, gazetteer, error);
    case KIND_ARTICLE: {
        YqArticle *article =
            yq_article_parse(input->bytes, input->length, input->name, info, error);

        if (article == NULL) {
            return false;
        }
        g_ptr_array_add(articles, article);
        return true;
    }
    }
    return false;
}

/* A language that is said to be the article's has to be one that can be read. */
static bool check_language(const YqArticleInfo *info, GError **error)
{
    if (info == NULL || info->language == NULL || yq_language_known(info->language)) {
        return true;
    }
    g_autofree char *all = yq_language_list();

    g_set_error(error, YQ_ERROR, YQ_ERROR_OPTION, "no language '%s' for articles: %s",
                info->language, all);
    return false;
}

YqAnnotations *yq_annotations_read(const char *const *paths, size_t n_paths,
                                   const YqGeoparser *geoparser,
                                   const YqGazetteer *gazetteer,
                                   const YqArticleInfo *info,
                                   const YqAnnotateOptions *options, GError **error)
{
    g_autoptr(YqAnnotations) all = yq_annotations_new();
    g_autoptr(GPtrArray) articles =
        g_ptr_array_new_with_free_func((GDestroyNotify)yq_article_free);

    if (!check_language(info, error)) {
        return NULL;
    }
    for (size_t i = 0; i < n_paths; i++) {
        g_auto(Input) input = {0};

        if (!load(paths[i], &input, error) ||
            !read_one(&input, info, articles, gazetteer, all, error)) {
            return NULL;
        }
    }
    if (articles->len > 0) {
        g_autoptr(YqAnnotations) found =
            yq_annotate(geoparser, gazetteer, (const YqArticle *const *)articles->pdata,
                        articles->len, options, error);

        if (found == NULL) {
            return NULL;
        }
        join(all, found);
    }
    return g_steal_pointer(&all);
}
