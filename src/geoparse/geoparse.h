/* SPDX-License-Identifier: MIT */
/* One article in work, for the tool that prints what training reads. */
#pragma once

#include "geoparse/candidate.h"
#include <yaqut/geoparse.h>

/** Cuts nothing but finds the candidates of @document, which must outlive the result. */
YqParse *yq_parse_new(const YqGeoparser *self, const YqDocument *document);
void yq_parse_free(YqParse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqParse, yq_parse_free)
