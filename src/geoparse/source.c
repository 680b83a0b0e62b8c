/* SPDX-License-Identifier: MIT */
/* The paper that an article is from: its home town by papers/papers.tsv, or else the
 * country that its address ends in. */
#include "geoparse/source.h"

#include "base/data.h"
#include "base/table.h"
#include "geoparse/resolve.h"
#include "text/fold.h"

#include <string.h>

typedef struct Paper {
    char *town; /* folded */
    char country[4], admin1[12];
} Paper;

struct YqPapers {
    GHashTable *hosts; /* host -> Paper, which `papers` owns */
    GPtrArray *papers;
};

static void free_paper(void *data)
{
    Paper *paper = data;

    g_free(paper->town);
    g_free(paper);
}

typedef struct Reading {
    YqPapers *self;
    Paper *paper;
} Reading;

static void add_host(const char *part, size_t length, void *data)
{
    Reading *reading = data;

    g_hash_table_insert(reading->self->hosts, g_ascii_strdown(part, length),
                        reading->paper);
}

static bool visit_paper(const YqRow *row, void *data, GError **error)
{
    Reading reading = {.self = data, .paper = g_new0(Paper, 1)};
    const char *town = yq_row_get(row, "town");
    g_autoptr(GString) folded = g_string_new(NULL);

    g_ptr_array_add(reading.self->papers, reading.paper);
    yq_fold_name(town, strlen(town), folded);
    if (folded->len == 0) {
        return yq_row_error(row, error, "a paper has no town");
    }
    reading.paper->town = g_strdup(folded->str);
    g_strlcpy(reading.paper->country, yq_row_get(row, "country"),
              sizeof reading.paper->country);
    g_strlcpy(reading.paper->admin1, yq_row_get(row, "admin1"),
              sizeof reading.paper->admin1);
    yq_split_bar(yq_row_get(row, "hosts"), add_host, &reading);
    return true;
}

YqPapers *yq_papers_open(GError **error)
{
    g_autoptr(YqPapers) self = g_new0(YqPapers, 1);
    g_autofree char *path = yq_data_path("papers/papers.tsv");

    self->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->papers = g_ptr_array_new_with_free_func(free_paper);
    return yq_table_read(path, visit_paper, self, error) ? g_steal_pointer(&self) : NULL;
}

void yq_papers_free(YqPapers *self)
{
    if (self != NULL) {
        g_hash_table_unref(self->hosts);
        g_ptr_array_unref(self->papers);
        g_free(self);
    }
}

/* The most populous town of that name in the country and province. */
static bool find_town(const YqGazetteer *gazetteer, const Paper *paper, YqPlace *out)
{
    YqNameCursor cursor = YQ_NAME_CURSOR_START;
    bool found = false;

    for (const char *at = paper->town; *at != '\0';) {
        size_t length = strcspn(at, " ");

        if (!yq_names_step(gazetteer, &cursor, at, length)) {
            return false;
        }
        at += length + (at[length] == ' ');
    }
    YqPostings postings = yq_names_here(gazetteer, &cursor);

    for (size_t i = 0; i < postings.n; i++) {
        YqPlace place = yq_gazetteer_place(gazetteer, postings.items[i].place);

        if (place.feature_class == 'P' && strcmp(place.country, paper->country) == 0 &&
            (paper->admin1[0] == '\0' || strcmp(place.admin1, paper->admin1) == 0) &&
            (!found || place.population > out->population)) {
            *out = place;
            found = true;
        }
    }
    return found;
}

bool yq_papers_home(const YqPapers *self, const YqGazetteer *gazetteer, const char *host,
                    YqPlace *out)
{
    for (const char *at = host; at != NULL && strchr(at, '.') != NULL;) {
        const Paper *paper = g_hash_table_lookup(self->hosts, at);

        if (paper != NULL) {
            return find_town(gazetteer, paper, out);
        }
        at = strchr(at, '.');
        at = at != NULL ? at + 1 : NULL;
    }
    return false;
}

static void set_home(YqResolver *self, const char *host)
{
    const YqParse *parse = self->parse;
    YqPlace home;

    if (parse->papers == NULL ||
        !yq_papers_home(parse->papers, parse->gazetteer, host, &home)) {
        return;
    }
    self->has_home = true;
    self->home = yq_sphere_point(home.at);
    self->source_country = yq_resolve_hash(7, home.country);
    self->home_admin1 =
        home.admin1[0] != '\0' ? yq_resolve_hash(self->source_country, home.admin1) : 0;
}

void yq_resolve_source(YqResolver *self)
{
    const YqArticle *article = self->parse->document->article;
    const char *source = article != NULL ? yq_article_info(article)->source : NULL;
    char host[256];
    size_t n = 0, letters = 0;

    if (source == NULL) {
        return;
    }
    const char *begin = strstr(source, "://");

    begin = begin != NULL ? begin + 3 : source;
    for (const char *at = begin; *at != '\0' && strchr("/?:# ", *at) == NULL; at++) {
        if (n + 1 < sizeof host) {
            host[n++] = g_ascii_tolower(*at);
        }
        if (g_ascii_isalpha(*at) && letters + 1 < sizeof self->host) {
            self->host[letters++] = g_ascii_tolower(*at);
        }
    }
    host[n] = '\0';
    const char *dot = strrchr(host, '.');

    if (dot != NULL && host + n - dot == 3) {
        char code[3] = {g_ascii_toupper(dot[1]), g_ascii_toupper(dot[2]), '\0'};

        self->source_country = yq_resolve_hash(7, strcmp(code, "UK") == 0 ? "GB" : code);
    }
    set_home(self, host);
}
