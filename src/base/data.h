/* SPDX-License-Identifier: MIT */
/* Where yaqut's own data lie: `YAQUT_DATA`, or the build tree's when it runs from there,
 * or what was installed. */
#pragma once

#include <glib.h>

/** Full path of a data file such as "languages/ar/months.tsv"; g_free() it. Whether the
 * file is there is for the caller to find. */
char *yq_data_path(const char *relative);
