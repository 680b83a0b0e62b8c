/* SPDX-License-Identifier: MIT */
/* What stands above and below the map: title, period and sums; sources and notes. */
#include "map/page.h"

#include "map/words.h"

#include <string.h>

/* From the first day of any incident to the last; an unknown end counts as its start. */
static YqInterval period_of(const YqPage *page)
{
    YqInterval all = {{0, 0, 0}, {0, 0, 0}, YQ_DATE_RANGE};

    if (page->period != NULL) {
        return *page->period;
    }

    for (guint i = 0; i < page->marks->len; i++) {
        YqInterval when = YQ_MARK(page, i)->incident->when;
        YqDate end = when.end.year != 0 ? when.end : when.start;
        YqDate start = when.start.year != 0 ? when.start : when.end;

        if (start.year == 0) {
            continue;
        }
        if (all.start.year == 0 || yq_date_compare(start, all.start) < 0) {
            all.start = start;
        }
        if (all.end.year == 0 || yq_date_compare(end, all.end) > 0) {
            all.end = end;
        }
    }
    return all;
}

char *yq_page_title_text(const YqPage *page)
{
    if (page->options->title != NULL) {
        return g_strdup(page->options->title);
    }
    for (size_t i = 0; i < yq_annotations_n_articles(page->annotations); i++) {
        const char *title = yq_annotations_article(page->annotations, i)->title;

        if (title != NULL && *title != '\0') {
            return g_strdup(title);
        }
    }
    const YqTown *first = NULL;

    for (guint i = 0; i < page->towns->len; i++) {
        const YqTown *town = YQ_TOWN(page, i);

        /* a town says better where the map lies than the region about it */
        if (first == NULL || (first->area && !town->area) ||
            (first->area == town->area && town->weight > first->weight)) {
            first = town;
        }
    }
    if (first != NULL && page->marks->len == 0) {
        return yq_say_with(page, "title.fallback", "place", first->name, NULL);
    }
    g_autofree char *period = yq_say_period(page, period_of(page));

    return period != NULL ? yq_say_with(page, "title.incidents", "period", period, NULL)
                          : g_strdup(yq_say(page, "incidents"));
}

/* The sum, where each incident of a table says how many. */
static char *killed_in_all(const YqPage *page)
{
    YqCasualties all = YQ_CASUALTIES_NONE;

    all.killed = 0;
    for (guint i = 0; i < page->marks->len; i++) {
        int32_t killed = YQ_MARK(page, i)->incident->casualties.killed;

        if (killed < 0 || all.killed > INT32_MAX - killed) {
            return NULL;
        }
        all.killed += killed;
    }
    return yq_say_casualties(page, &all);
}

char *yq_page_subtitle_text(const YqPage *page)
{
    g_autofree char *period = yq_say_period(page, period_of(page));

    if (page->marks->len == 0 || period == NULL) {
        return g_strdup("");
    }
    g_autofree char *count = yq_say_count(page, "count.incidents", page->marks->len);
    g_autofree char *title = yq_page_title_text(page);
    g_autofree char *dead = killed_in_all(page);

    if (strstr(title, period) == NULL) { /* or else it is said above */
        return g_strconcat(count, yq_say(page, "comma"), period, NULL);
    }
    return dead != NULL ? g_strconcat(count, yq_say(page, "comma"), dead, NULL)
                        : g_steal_pointer(&count);
}

static char *article_text(const YqPage *page)
{
    if (yq_annotations_n_articles(page->annotations) == 0) {
        return NULL;
    }
    const YqArticleInfo *info = yq_annotations_article(page->annotations, 0);
    g_autofree char *date =
        info->published.year != 0 ? yq_say_date(page, info->published) : NULL;

    if (info->source == NULL && date == NULL) {
        return NULL;
    }
    g_autofree char *what =
        g_strconcat(info->source != NULL ? info->source : "",
                    info->source != NULL && date != NULL ? yq_say(page, "comma") : "",
                    date != NULL ? date : "", NULL);

    return yq_say_with(page, "article", "source", what, NULL);
}

char *yq_page_footer_text(const YqPage *page)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *article = article_text(page);

    if (article != NULL) {
        g_string_append_printf(out, "%s. ", article);
    }
    if (!yq_page_without(page, "sources")) {
        g_string_append_printf(out, "%s. ", yq_say(page, "map_data"));
    }
    if (page->projection.name != NULL) {
        g_autofree char *projection =
            yq_say_with(page, "projection", "name", page->projection.name, NULL);

        g_string_append_printf(out, "%s. ", projection);
    }
    if (!yq_page_without(page, "note")) {
        g_string_append(out, yq_say(page, "boundaries"));
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}
