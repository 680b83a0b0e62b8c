/* SPDX-License-Identifier: MIT */
/* Each incident against the border. */
#include "annotation/store.h"
#include "base/worker.h"
#include "strip/places.h"
#include <yaqut/strip.h>

/* How far from the line a town may lie that is named along it. */
#define TOWNS_KM 15.0

/* Fewer are done before a thread has begun. */
#define LEAST_PER_THREAD 4000

typedef struct Share {
    YqAnnotations *annotations;
    const YqBorder *border;
    const GArray *places;
    size_t from, to, measured;
    GThread *thread;
} Share;

static gpointer measure_share(gpointer data)
{
    Share *share = data;

    for (size_t i = share->from; i < share->to; i++) {
        const YqIncident *incident = yq_annotations_incident(share->annotations, i);
        YqBorderMeasure measure = {.side = ""};

        if (yq_incident_mappable(incident)) {
            measure = yq_border_measure(share->border, incident->at);
            const YqAlong *along = yq_along_nearest(share->places, measure.along_km);

            measure.place = along != NULL ? along->title : NULL;
            share->measured++;
        }
        yq_annotations_set_border(share->annotations, i, &measure);
    }
    return NULL;
}

/* The articles' own, or else English. */
static const char *language_of(const YqAnnotations *annotations)
{
    for (size_t i = 0; i < yq_annotations_n_articles(annotations); i++) {
        const char *language = yq_annotations_article(annotations, i)->language;

        if (language != NULL && *language != '\0') {
            return language;
        }
    }
    return "en";
}

size_t yq_strip_measure(YqAnnotations *annotations, const YqGazetteer *gazetteer,
                        const YqBorder *border, const char *language)
{
    size_t n = yq_annotations_n_incidents(annotations), measured = 0;
    size_t n_shares = CLAMP(n / LEAST_PER_THREAD, 1, g_get_num_processors());
    g_autofree Share *shares = g_new0(Share, n_shares);
    g_autoptr(GArray) places =
        yq_along_places(border, gazetteer,
                        language != NULL ? language : language_of(annotations), TOWNS_KM);

    for (size_t k = 0; k < n_shares; k++) {
        shares[k] =
            (Share){annotations, border, places, n * k / n_shares, n * (k + 1) / n_shares,
                    0,           NULL};
        if (k > 0) {
            shares[k].thread = yq_worker_start("measure", measure_share, &shares[k]);
        }
    }
    measure_share(&shares[0]);
    for (size_t k = 0; k < n_shares; k++) {
        yq_worker_join(shares[k].thread);
        measured += shares[k].measured;
    }
    return measured;
}
