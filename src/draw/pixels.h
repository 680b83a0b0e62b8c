/* SPDX-License-Identifier: MIT */
/* Memory for the pixels of pictures. Clearing new memory is a tenth of the time that a
 * picture takes: it may be asked for ahead, to be cleared while something else is done,
 * and that of one picture is kept for the next. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/** Clears memory for about @n pixels that are wanted soon, while others may take it;
 * nothing where they have taken some. */
void yq_pixels_expect(size_t n);
/** Memory for @n pixels, holding anything; NULL when there is none. */
uint32_t *yq_pixels_take(size_t n);
/** What was taken and is no longer used: it is kept or freed; NULL is allowed. */
void yq_pixels_give(uint32_t *pixels, size_t n);
