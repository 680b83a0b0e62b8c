/* SPDX-License-Identifier: MIT */
/* Prefix codes after Huffman (1952), of limited length, numbered as deflate wants them
 * (RFC 1951, 3.2.2). */
#pragma once

#include <glib.h>
#include <stdint.h>

enum { YQ_HUFFMAN_MOST = 288 };

typedef struct YqHuffman {
    uint8_t lengths[YQ_HUFFMAN_MOST]; /* bits of each symbol's code; 0: not used */
    uint16_t codes[YQ_HUFFMAN_MOST];  /* first bit lowest, as they are written */
} YqHuffman;

/** Codes for @n symbols that occur so often, none over @limit bits (n <= 2^limit). */
void yq_huffman_build(YqHuffman *self, const uint32_t *counts, unsigned n,
                      unsigned limit);
