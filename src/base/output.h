/* SPDX-License-Identifier: MIT */
/* Output files appear whole or not at all, and an old one survives a failure: written
 * into a file without a name, or beside the target under another, flushed to disk, then
 * renamed. A symbolic link is followed; a file that may not be written is not replaced.
 * "-" is standard output. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/** Writes all of @bytes to @path. */
bool yq_output_write(const char *path, const void *bytes, size_t length, GError **error);

/** For libraries that write files of their own: a name in the same folder to write to
 * (g_free()), then commit, which renames it, or discard, which removes it. */
char *yq_output_begin(const char *path, GError **error);
bool yq_output_commit(const char *temporary, const char *path, GError **error);
void yq_output_discard(const char *temporary);

/** The suffix in lower case with its dot, ".png", or "" ; borrowed from @path's static
 * table. */
const char *yq_output_suffix(const char *path);
