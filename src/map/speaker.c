/* SPDX-License-Identifier: MIT */
/* Who makes a claim, in the page's language: the article calls a speaker in its own,
 * which another page's readers cannot read. */
#include "map/page.h"

#include "base/data.h"
#include "base/table.h"

#include <string.h>

/* The place that stands for a government, "Bamako said". */
static const char *as_place(const YqPage *page, const char *by)
{
    for (size_t i = 0; i < yq_annotations_n_places(page->annotations); i++) {
        const YqAnnotatedPlace *place = yq_annotations_place(page->annotations, i);

        for (size_t k = 0; k < place->n_mentions; k++) {
            if (g_strcmp0(place->surfaces[k], by) == 0) {
                return yq_page_place_name(page, place, page->language);
            }
        }
    }
    return NULL;
}

/* A country, that "Algeria said" names. */
static const char *as_country(const YqPage *page, const char *by)
{
    YqLookup lookup = {.name = by, .limit = 4};
    g_autoptr(GArray) found =
        page->gazetteer != NULL ? yq_gazetteer_lookup(page->gazetteer, &lookup) : NULL;

    for (guint i = 0; found != NULL && i < found->len; i++) {
        uint32_t index = g_array_index(found, YqCandidate, i).place;
        YqPlace place = yq_gazetteer_place(page->gazetteer, index);

        if (g_str_has_prefix(place.feature_code, "PCL")) {
            return yq_gazetteer_name(page->gazetteer, index, page->language);
        }
    }
    return NULL;
}

/* What is looked for in the tables of actors: an identity, or who is called so. */
typedef struct Search {
    const YqPage *page;
    const char *id, *by; /* id: may be NULL */
    bool met;
    const char *name;
} Search;

static void compare(const char *part, size_t length, void *data)
{
    Search *search = data;

    search->met |= strlen(search->by) == length && strncmp(search->by, part, length) == 0;
}

static void take_first(const char *part, size_t length, void *data)
{
    Search *search = data;

    if (search->name == NULL) {
        search->name = yq_arena_strndup(search->page->arena, part, length);
    }
}

static bool visit(const YqRow *row, void *data, GError **error G_GNUC_UNUSED)
{
    Search *search = data;

    search->met = g_strcmp0(yq_row_get(row, "id"), search->id) == 0;
    for (size_t i = 0; i < row->n_fields && search->id == NULL; i++) {
        yq_split_bar(row->fields[i], compare, search);
    }
    if (search->met) {
        yq_split_bar(yq_row_get(row, search->page->language), take_first, search);
    }
    return true;
}

/* The first name of an actor of the tables; what cannot be read has none. */
static const char *as_actor(const YqPage *page, const YqIncident *incident,
                            const char *by)
{
    g_autofree char *folder = yq_data_path("actors");
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    Search search = {.page = page, .by = by};

    for (size_t i = 0; i < incident->n_actors; i++) {
        if (incident->actors[i].id != NULL && strcmp(incident->actors[i].name, by) == 0) {
            search.id = incident->actors[i].id;
        }
    }
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (g_str_has_suffix(name, ".tsv") && search.name == NULL) {
            yq_table_read(path, visit, &search, NULL);
        }
    }
    return search.name;
}

bool yq_page_speaks(const YqPage *page, const YqIncident *incident)
{
    uint32_t article = incident->n_evidence > 0 ? incident->evidence[0].article : 0;
    const char *language =
        article < yq_annotations_n_articles(page->annotations)
            ? yq_annotations_article(page->annotations, article)->language
            : NULL;

    return language == NULL || strcmp(language, page->language) == 0;
}

const char *yq_page_speaker(const YqPage *page, const YqIncident *incident,
                            const YqClaim *claim)
{
    if (claim->by == NULL || yq_page_speaks(page, incident)) {
        return claim->by;
    }
    const char *known = g_hash_table_lookup(page->speakers, claim->by);

    if (known == NULL) {
        known = as_actor(page, incident, claim->by);
        known = known != NULL ? known : as_place(page, claim->by);
        known = known != NULL ? known : as_country(page, claim->by);
        known = known != NULL ? known : claim->by;
        g_hash_table_insert(page->speakers, (gpointer)claim->by, (gpointer)known);
    }
    return known;
}
