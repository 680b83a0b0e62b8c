/* SPDX-License-Identifier: MIT */
#include "incident/claims.h"

#define BIT(code) (1u << (code))

bool yq_claims_within(const YqReading *self, uint32_t first, uint32_t last)
{
    return yq_counts_within(self, first, last) ||
           yq_match_within(self, first, last, YQ_LEX_CLAIM,
                           BIT(YQ_ACT_DENY) | BIT(YQ_ACT_CLAIM) | BIT(YQ_ACT_WRECK));
}

void yq_claims_read(const YqReading *self, uint32_t sentence, uint32_t first,
                    uint32_t last, YqArena *arena, YqReport *report)
{
    (void)sentence;
    yq_report_count(self, first, last, 0, arena, report);
}
