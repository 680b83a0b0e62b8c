/* SPDX-License-Identifier: MIT */
#include "draw/pixels.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Bytes: memory comes in whole large pages where the system has them; clearing a
 * picture's 2,000 small ones takes 2 ms more. */
enum { LARGE = 1 << 21, MOST_KEPT = 64 << 20 };

/* A block that nobody uses, and how many are in use. */
static struct Kept {
    void *block;
    size_t bytes;
} kept;
static size_t in_use;
static GMutex lock;

static size_t bytes_of(size_t n)
{
    size_t bytes = n * sizeof(uint32_t);

    return bytes < LARGE ? bytes : (bytes + LARGE - 1) / LARGE * LARGE;
}

static void *new_block(size_t bytes)
{
    void *block = NULL;

    if (bytes < LARGE) {
        return malloc(bytes);
    }
    if (posix_memalign(&block, LARGE, bytes) != 0) {
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    madvise(block, bytes, MADV_HUGEPAGE);
#endif
    return block;
}

static void keep(void *block, size_t bytes)
{
    g_mutex_lock(&lock);
    if (bytes <= MOST_KEPT && bytes > kept.bytes) {
        void *smaller = kept.block;

        kept = (struct Kept){block, bytes};
        block = smaller;
    }
    g_mutex_unlock(&lock);
    free(block);
}

/* Makes pages be there by writing to each; whether the block is still nobody's. */
static bool touch(const void *block, size_t from)
{
    enum { PAGE = 4096 };

    g_mutex_lock(&lock);
    bool ours = kept.block == block;

    for (size_t i = 0; ours && i < LARGE; i += PAGE) {
        ((volatile char *)kept.block)[from + i] = 0;
    }
    g_mutex_unlock(&lock);
    return ours;
}

void yq_pixels_expect(size_t n)
{
    /* with room for a picture that turns out larger, which costs nothing until it is used
     */
    size_t bytes = bytes_of(n), room = bytes_of(2 * n);

    g_mutex_lock(&lock);
    bool late = in_use > 0 || kept.bytes >= bytes;

    g_mutex_unlock(&lock);
    void *block = room <= MOST_KEPT && !late ? new_block(room) : NULL;

    if (block == NULL) {
        return;
    }
    keep(block, room);
    for (size_t at = 0; at + LARGE <= bytes && touch(block, at); at += LARGE) {
        continue;
    }
}

uint32_t *yq_pixels_take(size_t n)
{
    void *block = NULL;

    g_mutex_lock(&lock);
    if (kept.bytes >= bytes_of(n)) {
        block = kept.block;
        kept = (struct Kept){0};
    }
    block = block != NULL ? block : new_block(bytes_of(n));
    in_use += block != NULL ? 1 : 0;
    g_mutex_unlock(&lock);
    return block;
}

void yq_pixels_give(uint32_t *pixels, size_t n)
{
    if (pixels == NULL) {
        return;
    }
    g_mutex_lock(&lock);
    in_use--;
    g_mutex_unlock(&lock);
    keep(pixels, bytes_of(n));
}
