/* SPDX-License-Identifier: MIT */
/* Home towns of newspapers, by the address of their pages. */
#pragma once

#include "gazetteer/names.h"

typedef struct YqPapers YqPapers;

/** Opens papers/papers.tsv of yaqut's data. */
YqPapers *yq_papers_open(GError **error);
void yq_papers_free(YqPapers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqPapers, yq_papers_free)

/** Compiles that table (base/compiled.h); @code is not used. */
GBytes *yq_papers_compile(const char *code, GError **error);

/** The home of the paper whose pages are at @host ("www.example.co.uk", lower case).
 * False when it is not known. */
bool yq_papers_home(const YqPapers *self, const YqGazetteer *gazetteer, const char *host,
                    YqPlace *out);
