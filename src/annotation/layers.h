/* SPDX-License-Identifier: MIT */
/* Annotations as the layers of a GIS file, whose rows are flat: what is counted stands in
 * columns of its own (`killed`, `wounded` …), what is nested as JSON in a text column.
 * Reading puts it back, so that a file corrected in a GIS is drawn as corrected. */
#pragma once

#include "annotation/ogr.h"
#include "annotation/store.h"

#define YQ_LAYERS_MAX 3

/** Makes the layers that a file with @suffix holds: of ".gpkg" `places`, `incidents` and
 * the table `articles`; of ".kml" the first two; of ".fgb", which has one, both in
 * `yaqut`. Returns how many; the texts are g_free()d by the caller. */
size_t yq_layers_make(const YqAnnotations *self, const char *suffix,
                      YqOgrLayer out[YQ_LAYERS_MAX]);

/** An annotations file again, from a JSON list of collections as the module reads them;
 * g_free() it. NULL when @text is none. */
char *yq_layers_join(const char *text);
