/* SPDX-License-Identifier: MIT */
/* Output files appear whole or not at all, and an old one survives a failure: written
 * into a file without a name, or beside the target under another, flushed to disk, then
 * renamed. A symbolic link is followed; a file that may not be written is not replaced,
 * nor is a device or a pipe, which are written to. All that yaqut writes is written so.
 */
#pragma once

#include <yaqut/api.h>

G_BEGIN_DECLS

/**
 * yq_output_write:
 * @path: in the file system's encoding; "-" is standard output, flushed
 * @bytes: any, not terminated
 * @error: YQ_ERROR_FILE, with the path and the system's reason
 *
 * Writes all of @bytes to @path. The new file has the old one's mode, or what the umask
 * leaves of 0666. May be called from any thread.
 *
 * Returns: whether all of it is on disk; otherwise @path is as it was.
 */
YQ_API bool yq_output_write(const char *path, const void *bytes, size_t length,
                            GError **error);

G_END_DECLS
