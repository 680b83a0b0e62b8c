/* SPDX-License-Identifier: MIT */
/* Files that are mapped. Where the system keeps a file in large pieces, a touch of one
 * byte may map megabytes, and what was read once stays with the process. */
#pragma once

#include <stddef.h>

/** Gives back the memory of @size bytes of a mapped file from @bytes on; what is touched
 * again is mapped anew. Safe while others read there. */
void yq_mapping_rest(const void *bytes, size_t size);
