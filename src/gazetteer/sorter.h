/* SPDX-License-Identifier: MIT */
/* Sorting more than fits in memory: records are collected up to a budget, written out as
 * sorted runs, and merged. The runs are in an unlinked file, so that nothing is left
 * whatever happens. Keys compare as bytes, a shorter one before a longer with the same
 * beginning; records of equal keys keep no order. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct YqSorter YqSorter;

typedef struct YqSorted {
    const uint8_t *key, *value; /* valid until the next call */
    uint32_t key_length, value_length;
} YqSorted;

/** @beside: a path in whose folder the runs are written when @budget bytes do not do. */
YqSorter *yq_sorter_new(const char *beside, size_t budget);
bool yq_sorter_add(YqSorter *self, const void *key, size_t key_length, const void *value,
                   size_t value_length, GError **error);
/** After the last record: then yq_sorter_next() gives them in order. */
bool yq_sorter_finish(YqSorter *self, GError **error);
/** False at the end, or with @error set when reading a run failed. */
bool yq_sorter_next(YqSorter *self, YqSorted *out, GError **error);
void yq_sorter_free(YqSorter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YqSorter, yq_sorter_free)

/** A file beside @path that has no name and vanishes when it is closed. */
FILE *yq_temporary_beside(const char *path, GError **error);
