/* SPDX-License-Identifier: MIT */
/* What <yaqut/output.h> promises, for libraries that write files of their own. */
#pragma once

#include <yaqut/output.h>

/** For libraries that write files of their own: a name in the same folder to write to
 * (g_free()), then commit, which renames it, or discard, which removes it. */
char *yq_output_begin(const char *path, GError **error);
bool yq_output_commit(const char *temporary, const char *path, GError **error);
void yq_output_discard(const char *temporary);

/** The suffix in lower case with its dot, ".png", or "" ; borrowed from @path's static
 * table. */
const char *yq_output_suffix(const char *path);
