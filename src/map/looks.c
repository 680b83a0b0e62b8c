/* SPDX-License-Identifier: MIT */
/* Colours and symbols of incidents: by category, or by date. */
#include "map/page.h"

#include <math.h>

static YqColour mix(YqColour a, YqColour b, double t)
{
    return (YqColour){(float)(a.r + (b.r - a.r) * t), (float)(a.g + (b.g - a.g) * t),
                      (float)(a.b + (b.b - a.b) * t), 1};
}

static bool dated_days(const YqMark *mark, int32_t *out)
{
    YqInterval when = mark->incident->when;

    if (when.start.year == 0 && when.end.year == 0) {
        return false;
    }
    *out = yq_date_to_days(when.start.year != 0 ? when.start : when.end);
    return true;
}

const GArray *yq_page_explained(const YqPage *page)
{
    return page->common != NULL ? page->common->marks : page->marks;
}

static void days_of(const YqPage *page, int32_t *out_first, int32_t *out_last)
{
    const GArray *marks = yq_page_explained(page);

    *out_first = INT32_MAX;
    *out_last = INT32_MIN;
    for (guint i = 0; i < marks->len; i++) {
        int32_t days;

        if (dated_days(&g_array_index(marks, YqMark, i), &days)) {
            *out_first = MIN(*out_first, days);
            *out_last = MAX(*out_last, days);
        }
    }
}

/* Colours and symbols of the theme, each asked for once. */
typedef struct Looks {
    const char *symbols[YQ_INCIDENT_N_TYPES];
    YqColour categories[YQ_CATEGORY_DISPLACEMENT + 1], other;
} Looks;

static void find_looks(const YqPage *page, Looks *looks)
{
    for (int type = 0; type < YQ_INCIDENT_N_TYPES; type++) {
        looks->symbols[type] =
            yq_theme_symbol(page->theme, yq_incident_type_name((YqIncidentType)type));
    }
    for (int i = 0; i <= YQ_CATEGORY_DISPLACEMENT; i++) {
        looks->categories[i] =
            yq_theme_colour(page->theme, "incidents", yq_category_name((YqCategory)i));
    }
    looks->other = yq_theme_colour(page->theme, "incidents", "other");
}

void yq_page_marks_colour(YqPage *page)
{
    bool by_date = g_strcmp0(page->options->colour_by, "date") == 0;
    YqColour early = yq_theme_colour(page->theme, "incidents", "early");
    YqColour late = yq_theme_colour(page->theme, "incidents", "late");
    int32_t first, last, days;
    Looks looks;

    find_looks(page, &looks);
    days_of(page, &first, &last);
    for (guint i = 0; i < page->marks->len; i++) {
        YqMark *mark = YQ_MARK(page, i);
        const YqIncident *incident = mark->incident;

        mark->symbol = looks.symbols[incident->type];
        if (by_date && dated_days(mark, &days)) {
            mark->colour = mix(
                early, late, last > first ? (double)(days - first) / (last - first) : 1);
        } else {
            mark->colour =
                incident->type == YQ_INCIDENT_OTHER && incident->type_text == NULL
                    ? looks.other
                    : looks.categories[incident->category];
        }
    }
}
