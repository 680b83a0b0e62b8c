/* SPDX-License-Identifier: MIT */
/* From analysed articles to incidents. */
#pragma once

#include "base/arena.h"
#include "geoparse/analysis.h"
#include <yaqut/incident.h>

typedef struct YqExtractor
    YqExtractor; /* the tables of all languages; never changes once made */

/** Reads the tables of events, dates, numbers, actors … of every language from yaqut's
 * data. Errors name the table and the line. */
YqExtractor *yq_extractor_new(GError **error);

/**
 * yq_extract:
 * @analyses: of articles read together, in their order
 * @arena: gets all that the incidents point to
 * @out_incidents: of YqIncident; appended to. `place` of an incident and of its claims is
 * the index in the gazetteer, or -1; whoever keeps a list of places translates it
 * @explain: (nullable): why two reports were merged or not, a line each
 *
 * Thread-safe: @self is only read.
 */
void yq_extract(const YqExtractor *self, const YqAnalysis *const *analyses,
                size_t n_analyses, const YqGazetteer *gazetteer, YqArena *arena,
                GArray *out_incidents, GString *explain);

void yq_extractor_free(YqExtractor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqExtractor, yq_extractor_free)
