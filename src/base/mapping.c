/* SPDX-License-Identifier: MIT */
#include "base/mapping.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void yq_mapping_rest(const void *bytes, size_t size)
{
#ifdef MADV_DONTNEED
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t start = (uintptr_t)bytes / page * page, end = (uintptr_t)bytes + size;

    madvise((void *)start, end - start, MADV_DONTNEED);
#else
    (void)bytes;
    (void)size;
#endif
}
