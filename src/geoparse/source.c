/* SPDX-License-Identifier: MIT */
/* The paper that an article is from: its home town by papers/papers.tsv, or else the
 * country that its address ends in. */
#include "geoparse/source.h"

#include "base/compiled.h"
#include "base/data.h"
#include "base/table.h"
#include "base/wordmap.h"
#include "geoparse/resolve.h"
#include "text/fold.h"

#include <string.h>

typedef struct Paper {
    uint32_t town; /* folded; a text of the hosts' */
    char country[4], admin1[12];
} Paper;

enum {
    PART_HOSTS,                   /* a word map; the value: which paper, from 1 on */
    PART_PAPERS = PART_HOSTS + 2, /* of Paper */
    N_PARTS,
};

struct YqPapers {
    YqBlob blob;
    YqWordMap hosts;
    const Paper *papers;
    size_t n_papers;
};

typedef struct Reading {
    YqWordMapBuilder hosts;
    GArray *papers; /* of Paper */
} Reading;

static void add_host(const char *part, size_t length, void *data)
{
    Reading *reading = data;
    g_autofree char *host = g_ascii_strdown(part, (gssize)length);

    yq_wordmap_add(&reading->hosts, host, length)->value = reading->papers->len;
}

static bool visit_paper(const YqRow *row, void *data, GError **error)
{
    Reading *reading = data;
    Paper paper = {0};
    const char *town = yq_row_get(row, "town");
    g_autoptr(GString) folded = g_string_new(NULL);

    yq_fold_name(town, strlen(town), folded);
    if (folded->len == 0) {
        return yq_row_error(row, error, "a paper has no town");
    }
    paper.town = yq_wordmap_keep(&reading->hosts, folded->str);
    g_strlcpy(paper.country, yq_row_get(row, "country"), sizeof paper.country);
    g_strlcpy(paper.admin1, yq_row_get(row, "admin1"), sizeof paper.admin1);
    g_array_append_val(reading->papers, paper);
    yq_split_bar(yq_row_get(row, "hosts"), add_host, reading);
    return true;
}

GBytes *yq_papers_compile(const char *code, GError **error)
{
    g_autofree char *path = yq_data_path("papers/papers.tsv");
    g_autoptr(GArray) papers = g_array_new(FALSE, FALSE, sizeof(Paper));
    Reading reading = {.papers = papers};
    GBytes *bytes = NULL;

    (void)code;
    yq_wordmap_begin(&reading.hosts);
    if (yq_table_read(path, visit_paper, &reading, error)) {
        YqBlobPart parts[N_PARTS] = {
            [PART_PAPERS] = {papers->data, papers->len * sizeof(Paper)},
        };

        yq_wordmap_parts(&reading.hosts, &parts[PART_HOSTS]);
        bytes = yq_blob_make(parts, N_PARTS);
    }
    yq_wordmap_end(&reading.hosts);
    return bytes;
}

YqPapers *yq_papers_open(GError **error)
{
    YqBlob blob = yq_compiled_open("papers", NULL, yq_papers_compile, error);

    if (blob.bytes == NULL) {
        return NULL;
    }
    YqPapers *self = g_new0(YqPapers, 1);

    self->blob = blob;
    self->hosts = yq_wordmap_open(&blob, PART_HOSTS);
    self->papers = yq_blob_part(&blob, PART_PAPERS, sizeof(Paper), &self->n_papers);
    return self;
}

void yq_papers_free(YqPapers *self)
{
    if (self != NULL) {
        yq_blob_clear(&self->blob);
        g_free(self);
    }
}

/* The most populous town of that name in the country and province. */
static bool find_town(const YqGazetteer *gazetteer, const char *town, const Paper *paper,
                      YqPlace *out)
{
    YqNameCursor cursor = YQ_NAME_CURSOR_START;
    bool found = false;

    for (const char *at = town; *at != '\0';) {
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
        uint32_t i = yq_wordmap_value(&self->hosts, at, strlen(at));

        if (i != 0 && i <= self->n_papers) {
            const Paper *paper = &self->papers[i - 1];

            return find_town(gazetteer, yq_wordmap_text(&self->hosts, paper->town), paper,
                             out);
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
