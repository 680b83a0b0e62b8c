/* SPDX-License-Identifier: MIT */
/* The cutter under document.c and yq_fold_name(): gives one token at a time and writes
 * its folded form. One function for both, so that a name's words are cut as the article's
 * are. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>

/* Longest token in code points; a longer run is cut, so that no cost grows with it. */
#define YQ_TOKEN_MAX 256

typedef struct YqScan {
    const uint8_t *text, *at, *stop;
    uint32_t cp; /* code points before `at` */
    bool blank;  /* whether white space stood before the last token */
    int lines;   /* line ends before the last token: 0, 1, or 2 for more */

    /* The last token; flags as in document.h. */
    uint32_t byte_start, byte_end, start, end;
    uint16_t flags;
} YqScan;

YqScan yq_scan_start(const char *text, size_t length);

/** Cuts the next token and appends its folded form at *@out, moving it on; *@out must
 * have room for 3 * (stop - at) + 16 bytes. False at the end of the text. */
bool yq_scan_next(YqScan *scan, char **out);

/** Room that the folded form of @length bytes of text may need, a NUL after each token
 * included. */
static inline size_t yq_scan_room(size_t length)
{
    return 3 * length + 16;
}
