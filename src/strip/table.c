/* SPDX-License-Identifier: MIT */
/* The measured incidents as a table, and as GeoJSON with the line and its posts. */
#include "annotation/store.h"
#include "base/output.h"
#include "border/offset.h"
#include "strip/places.h"
#include <yaqut/error.h>
#include <yaqut/strip.h>

#include <string.h>

#define POSTS_KM 100.0

typedef struct Line {
    const YqBorder *border;
    double posts_km;
} Line;

static void write_between(YqJson *json, const YqBorder *border)
{
    YqBorderMeasure any = yq_border_measure(border, yq_border_at_km(border, 0));

    yq_json_key(json, "between");
    yq_json_begin(json, '[');
    yq_json_string(json, any.between[0]);
    yq_json_string(json, any.between[1]);
    yq_json_end(json, ']');
}

/* RFC 7946 wants a line cut where it crosses longitude 180. */
static size_t run_length(const YqGeometry *part, size_t from)
{
    size_t n = 1;

    while (from + n < part->n_points &&
           ABS(part->points[from + n].lon - part->points[from + n - 1].lon) < 180) {
        n++;
    }
    return n;
}

static void write_line(YqJson *json, const Line *line)
{
    for (size_t p = 0; p < yq_border_n_parts(line->border); p++) {
        YqGeometry part = yq_border_part(line->border, p);

        for (size_t from = 0, n; from + 1 < part.n_points; from += n) {
            n = run_length(&part, from);
            if (n < 2) {
                continue;
            }
            YqGeometry run = {YQ_GEOMETRY_LINE, part.points + from, n};

            yq_feature_write_start(json, &run, "border");
            write_between(json, line->border);
            yq_json_member_int(json, "part", (int64_t)p);
            yq_json_member_number(json, "length_km", yq_border_length_km(line->border),
                                  3);
            yq_json_end(json, '}');
            yq_json_end(json, '}');
        }
    }
}

static void write_posts(YqJson *json, const Line *line)
{
    g_autoptr(GArray) posts = yq_border_posts(line->border, line->posts_km);

    for (guint i = 0; i < posts->len; i++) {
        const YqPost *post = &g_array_index(posts, YqPost, i);
        YqGeometry geometry = {YQ_GEOMETRY_POINT, &post->at, 1};

        yq_feature_write_start(json, &geometry, "post");
        write_between(json, line->border);
        yq_json_member_number(json, "along_km", post->km, 3);
        yq_json_end(json, '}');
        yq_json_end(json, '}');
    }
}

static void write_features(YqJson *json, void *data)
{
    write_line(json, data);
    write_posts(json, data);
}

bool yq_strip_write_table(const YqAnnotations *annotations, const YqBorder *border,
                          double posts_km, const char *path, GError **error)
{
    const char *suffix = yq_output_suffix(path);
    Line line = {border, posts_km > 0 ? posts_km : POSTS_KM};

    if (yq_annotations_n_incidents(annotations) == 0 && strcmp(suffix, ".csv") == 0) {
        g_set_error(error, YQ_ERROR, YQ_ERROR_EMPTY, "no incident to measure");
        return false;
    }
    if (strcmp(suffix, ".csv") == 0) {
        g_autoptr(GString) csv = yq_annotations_to_csv(annotations);

        return yq_output_write(path, csv->str, csv->len, error);
    }
    if (strcmp(suffix, ".geojson") == 0 || strcmp(suffix, ".json") == 0 ||
        strcmp(path, "-") == 0) {
        g_autofree char *geojson =
            yq_annotations_to_geojson_with(annotations, write_features, &line);

        return yq_output_write(path, geojson, strlen(geojson), error);
    }
    g_set_error(error, YQ_ERROR, YQ_ERROR_FORMAT,
                "cannot tell a format from '%s': .png .svg .pdf .csv .geojson are known",
                path);
    return false;
}
