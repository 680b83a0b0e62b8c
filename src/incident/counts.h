/* SPDX-License-Identifier: MIT */
/* Between the counts of a sentence and its words of casualties. */
#pragma once

#include "incident/reading.h"

/** Whether what @token begins parts a number from a noun behind it: a mark, another
 * number, a verb of speech, "in", "and". */
bool yq_ends_noun_phrase(const YqReading *self, uint32_t token);

/** Gives the counts of @sentence, those from @from on, to its words of casualties, and
 * adds the victims that no number tells ("the mayor was killed"). */
void yq_counts_link(YqReading *self, const YqSentence *sentence, guint from);
