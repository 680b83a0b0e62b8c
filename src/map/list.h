/* SPDX-License-Identifier: MIT */
/* The list of incidents beside the map. */
#pragma once

#include "map/page.h"

typedef struct YqList YqList;

/** Chooses what the list tells, and gives the marks in it their numbers. Never NULL. */
YqList *yq_list_plan(YqPage *page);
/** Points that its longest line takes at the width that the page's panel has now. */
double yq_list_natural_width(YqPage *page);
void yq_list_draw(YqPage *page, const YqList *self);
void yq_list_free(YqList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqList, yq_list_free)
