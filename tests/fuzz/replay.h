/* SPDX-License-Identifier: MIT */
/* What a fuzz target is without a fuzzer: a program that replays the files named on its
 * command line, and its own seeds, whole and then changed by a fixed sequence. With
 * libFuzzer (meson -Dfuzz=true, clang) the bytes are the fuzzer's, which may begin with
 * what `--seeds FOLDER` writes. A target includes this once, behind its seeds:
 *
 *     static const char *const seeds[] G_GNUC_UNUSED = {…};
 *     #define REPLAY_ROUNDS 3000
 *     #include "replay.h"
 */
#pragma once

#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifndef YQ_LIBFUZZER

/* Pieces that readers stumble over, put in at any place. */
static const char *const odd_pieces[] = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    "&#x110000;",
    "&#0;",
    "\\u0000",
    "\\ud800",
    "\\udc00\\ud800",
    "\t",
    "\n",
    "\r",
    ",",
    ";",
    "\xFF",
    "\xC0\x80",
    "\xED\xA0\x80",
    "\xF4\x90\x80\x80",
    "\xE2\x80",
    "-",
    "1e999",
    "nan",
    "null",
    "true",
    "-1",
    "99999999999999999999",
    "0.0000000000000000000001",
    "%s",
    "<!--",
    "]]>",
    "<script>",
    "</",
    "\xEF\xBB\xBF",
    "id",
    "lat",
    "اللبلبلبلل",
    "َُِّْ",
    "Gao",
    "3 April 2025",
    "killed",
    "40",
    "|",
    "…",
    "/",
};

/* One change: bytes taken out, put in, doubled, or another. */
static void change(GByteArray *bytes, GRand *random)
{
    guint at = bytes->len > 0 ? g_rand_int_range(random, 0, bytes->len) : 0;
    guint left = bytes->len - at, wish = g_rand_int_range(random, 0, 40);
    guint n = MIN(left, wish);
    const char *piece = odd_pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(odd_pieces))];

    switch (g_rand_int_range(random, 0, 4)) {
    case 0:
        g_byte_array_remove_range(bytes, at, n);
        break;
    case 1: {
        g_autoptr(GByteArray) tail = g_byte_array_new();

        g_byte_array_append(tail, bytes->data + at, left);
        g_byte_array_set_size(bytes, at);
        g_byte_array_append(bytes, (const guint8 *)piece, strlen(piece));
        g_byte_array_append(bytes, tail->data, tail->len);
        break;
    }
    case 2: {
        g_autofree guint8 *copy = g_memdup2(bytes->data + at, left);

        g_byte_array_append(bytes, copy, MIN(left, 200));
        break;
    }
    default:
        if (left > 0) {
            bytes->data[at] = g_rand_int_range(random, 0, 256);
        }
    }
}

/* From a block of its own size, so that a sanitizer sees a read beyond it. */
static void try_exactly(const uint8_t *data, size_t size)
{
    g_autofree uint8_t *own = g_memdup2(data, size);

    LLVMFuzzerTestOneInput(own != NULL ? own : (const uint8_t *)"", size);
}

static void replay_seeds(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20);

    for (size_t i = 0; i < G_N_ELEMENTS(seeds); i++) {
        try_exactly((const uint8_t *)seeds[i], strlen(seeds[i]));
    }
    for (int round = 0; round < REPLAY_ROUNDS; round++) {
        const char *seed = seeds[g_rand_int_range(random, 0, G_N_ELEMENTS(seeds))];
        g_autoptr(GByteArray) bytes = g_byte_array_new();

        g_byte_array_append(bytes, (const guint8 *)seed, strlen(seed));
        for (int n = g_rand_int_range(random, 1, 6); n > 0; n--) {
            change(bytes, random);
        }
        try_exactly(bytes->data, bytes->len);
    }
}

/* Writes the seeds into a folder, for a fuzzer to begin with. */
static int write_seeds(const char *folder)
{
    for (size_t i = 0; i < G_N_ELEMENTS(seeds); i++) {
        g_autofree char *path = g_strdup_printf("%s/seed%zu", folder, i);

        if (!g_file_set_contents(path, seeds[i], -1, NULL)) {
            fprintf(stderr, "cannot write '%s'\n", path);
            return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--seeds") == 0) {
        return write_seeds(argv[2]);
    }
    for (int i = 1; i < argc; i++) {
        g_autofree char *bytes = NULL;
        gsize size;

        if (!g_file_get_contents(argv[i], &bytes, &size, NULL)) {
            fprintf(stderr, "cannot read '%s'\n", argv[i]);
            return 1;
        }
        try_exactly((const uint8_t *)bytes, size);
    }
    replay_seeds();
    return 0;
}

#endif
