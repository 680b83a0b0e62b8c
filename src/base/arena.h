/* SPDX-License-Identifier: MIT */
/* Memory with one owner, freed whole: what nested lists of incidents and places live in.
 */
#pragma once

#include <stddef.h>

typedef struct YqArena YqArena;

YqArena *yq_arena_new(void);
/** Zeroed, aligned for any type; lives as long as the arena. */
void *yq_arena_alloc(YqArena *self, size_t bytes);
char *yq_arena_strdup(YqArena *self, const char *text); /* NULL gives NULL */
char *yq_arena_strndup(YqArena *self, const char *text, size_t length);
void *yq_arena_memdup(YqArena *self, const void *bytes, size_t length);
/** Takes all memory of @other over, which is then gone; what it gave out lives on. */
void yq_arena_adopt(YqArena *self, YqArena *other);
void yq_arena_free(YqArena *self);
