/* SPDX-License-Identifier: MIT */
/* How words of the language's own are built (forms.tsv): by that a word that no table
 * knows is told from a foreign name. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define YQ_FORM_MAX 12 /* letters of a form */

/* Without pointers, so that it can be compiled. */
typedef struct YqForm {
    gunichar letters[YQ_FORM_MAX]; /* 0 for any consonant */
    uint8_t n;
    bool begins, ends; /* only the beginning or the end of the word */
} YqForm;

/** Reads a table: column `form`. Fills an array of YqForm. Errors name file and line. */
bool yq_forms_read(const char *path, GArray *forms, GError **error);

/** Whether a folded word has one of the forms. */
bool yq_forms_have(const YqForm *forms, size_t n, const char *word, size_t length);
