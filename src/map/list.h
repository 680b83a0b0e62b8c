/* SPDX-License-Identifier: MIT */
/* The list of incidents beside the map. */
#pragma once

#include "map/page.h"

typedef struct YqList YqList;

/** Chooses what the list tells, and gives the marks in it their numbers. Never NULL. */
YqList *yq_list_plan(YqPage *page);
/* Incidents that a list tells of at length: of more it is a table, a line for each. */
enum { YQ_LIST_TOLD = 60 };

/** Whether the panel has room for all there is to tell, of each incident a line of the
 * article and who says it, and for the legend. */
bool yq_list_has_room(YqPage *page);
/** Makes the page's panel no wider, or with @below no higher, than the list needs. */
void yq_list_fit_panel(YqPage *page, bool below);
/** What the whole legend takes at the foot of the last column; 0 when it does not fit. */
double yq_list_legend_height(YqPage *page);
void yq_list_draw(YqPage *page, const YqList *self);
void yq_list_free(YqList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqList, yq_list_free)
