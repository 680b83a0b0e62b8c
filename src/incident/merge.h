/* SPDX-License-Identifier: MIT */
/* Reports of one event become one. */
#pragma once

#include "incident/report.h"

/** Merges the reports of GArray @reports that tell of one event; those merged into
 * another are cleared and removed, the order is kept. @explain (nullable): a line for
 * each pair that was near enough to be asked about. */
void yq_reports_merge(GArray *reports, GString *explain);
