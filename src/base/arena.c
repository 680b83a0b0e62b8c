/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <glib.h>
#include <string.h>

#define BLOCK_BYTES (16 * 1024)

typedef struct Block {
    struct Block *next;
    size_t used, size;
    max_align_t data[];
} Block;

struct YqArena {
    Block *blocks; /* the first has room, the others are full */
};

YqArena *yq_arena_new(void)
{
    return g_new0(YqArena, 1);
}

static Block *block_new(size_t size)
{
    Block *block = g_malloc0(sizeof *block + size);

    block->size = size;
    return block;
}

void *yq_arena_alloc(YqArena *self, size_t bytes)
{
    size_t step = sizeof(max_align_t);
    size_t size = (bytes + step - 1) / step * step;
    Block *block = self->blocks;

    if (block == NULL || block->size - block->used < size) {
        block = block_new(MAX(size, BLOCK_BYTES));
        block->next = self->blocks;
        self->blocks = block;
    }
    void *at = (char *)block->data + block->used;

    block->used += size;
    return at;
}

char *yq_arena_strndup(YqArena *self, const char *text, size_t length)
{
    char *copy = yq_arena_alloc(self, length + 1);

    memcpy(copy, text, length);
    return copy;
}

char *yq_arena_strdup(YqArena *self, const char *text)
{
    return text == NULL ? NULL : yq_arena_strndup(self, text, strlen(text));
}

void *yq_arena_memdup(YqArena *self, const void *bytes, size_t length)
{
    void *copy = yq_arena_alloc(self, length);

    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    return copy;
}

void yq_arena_adopt(YqArena *self, YqArena *other)
{
    Block **last = &self->blocks;

    while (*last != NULL) {
        last = &(*last)->next;
    }
    *last = other->blocks;
    g_free(other);
}

void yq_arena_free(YqArena *self)
{
    if (self == NULL) {
        return;
    }
    while (self->blocks != NULL) {
        Block *block = self->blocks;

        self->blocks = block->next;
        g_free(block);
    }
    g_free(self);
}
