/* SPDX-License-Identifier: MIT */
/* Making the checksums of an index right again after its bytes were changed: for tests,
 * which want to reach what lies behind the checksums. */
#pragma once

#include "gazetteer/format.h"

#include <libdeflate.h>
#include <string.h>

static inline void yq_index_seal(uint8_t *bytes, size_t size)
{
    YqHeader header;

    if (size < YQ_INDEX_HEADER) {
        return;
    }
    memcpy(&header, bytes, sizeof header);
    uint64_t end = header.sums_offset;

    for (uint32_t i = 0; end <= size && end >= YQ_INDEX_HEADER && i < header.blocks &&
                         4 * (i + UINT64_C(1)) <= size - end;
         i++) {
        uint64_t start = YQ_INDEX_HEADER + (uint64_t)i * YQ_INDEX_BLOCK;
        uint64_t stop = start + YQ_INDEX_BLOCK < end ? start + YQ_INDEX_BLOCK : end;
        uint32_t sum =
            start < stop ? libdeflate_crc32(0, bytes + start, stop - start) : 0;

        memcpy(bytes + end + 4 * (uint64_t)i, &sum, 4);
        if (i % YQ_INDEX_SUMS == YQ_INDEX_SUMS - 1 || i + 1 == header.blocks) {
            uint64_t first = i / YQ_INDEX_SUMS * (uint64_t)YQ_INDEX_SUMS;

            header.supers[i / YQ_INDEX_SUMS % YQ_INDEX_SUPERS] =
                libdeflate_crc32(0, bytes + end + 4 * first, 4 * (i + 1 - first));
        }
    }
    header.sum = libdeflate_crc32(0, &header, offsetof(YqHeader, sum));
    memcpy(bytes, &header, sizeof header);
}
