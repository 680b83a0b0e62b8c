/* SPDX-License-Identifier: MIT */
/* The list of incidents beside the map. */
#pragma once

#include "map/page.h"

typedef struct YqList YqList;

/** Chooses what the list tells, and gives the marks in it their numbers. Never NULL. */
YqList *yq_list_plan(YqPage *page);
/** Makes the page's panel no wider, or with @below no higher, than the list needs;
 * whether that tells all there is to tell, with room for the legend. */
bool yq_list_fit_panel(YqPage *page, bool below);
void yq_list_draw(YqPage *page, const YqList *self);
void yq_list_free(YqList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqList, yq_list_free)
