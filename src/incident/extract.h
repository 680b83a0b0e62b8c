/* SPDX-License-Identifier: MIT */
/* From analysed articles to incidents: one walk over the tokens finds every word of the
 * tables (lexicon.h), dates, numbers and places are read from those (reading.h), the
 * sentences become reports (report.h), and reports of one event are merged (merge.h).
 * docs/incidents.md tells the rules and conventions. */
#pragma once

#include "base/arena.h"
#include "geoparse/analysis.h"
#include <yaqut/incident.h>

typedef struct YqExtractor YqExtractor; /* tables of languages, each read when needed */

YqExtractor *yq_extractor_new(void);

/** The one that all of the program shares; never freed. */
YqExtractor *yq_extractor_shared(void);

/**
 * yq_extract:
 * @analyses: of articles read together, in their order
 * @arena: gets all that the incidents point to
 * @out_incidents: of YqIncident; appended to. `place` of an incident and of its claims is
 *   the index in the gazetteer, or -1; whoever keeps a list of places translates it
 * @explain: (nullable): why two reports were merged or not, a line each
 *
 * Thread-safe. Errors: of the tables of a language, with table and line.
 */
bool yq_extract(YqExtractor *self, const YqAnalysis *const *analyses, size_t n_analyses,
                const YqGazetteer *gazetteer, YqArena *arena, GArray *out_incidents,
                GString *explain, GError **error);

void yq_extractor_free(YqExtractor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqExtractor, yq_extractor_free)
