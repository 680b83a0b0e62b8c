/* SPDX-License-Identifier: MIT */
/* Writing JSON straight into a string: no tree, members in the order of the calls, the
 * same bytes every time. Commas are set by the writer. Reading is jansson's. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct YqJson {
    GString *out; /* borrowed */
    bool comma;   /* the next value or key needs one before it */
} YqJson;

#define YQ_JSON(string) ((YqJson){(string), false})

void yq_json_begin(YqJson *self, char bracket);  /* '{' or '[' */
void yq_json_end(YqJson *self, char bracket);    /* '}' or ']' */
void yq_json_key(YqJson *self, const char *key); /* plain ASCII */

/** A string; bytes that are no UTF-8 must not come here. NULL gives null. */
void yq_json_string(YqJson *self, const char *text);
void yq_json_int(YqJson *self, int64_t value);
/** At most @decimals of them, without trailing zeros; null when not finite. */
void yq_json_number(YqJson *self, double value, int decimals);
void yq_json_bool(YqJson *self, bool value);
void yq_json_null(YqJson *self);

/** Key and value at once; the strings are left out when they are NULL or "". */
void yq_json_member_string(YqJson *self, const char *key, const char *text);
void yq_json_member_int(YqJson *self, const char *key, int64_t value);
void yq_json_member_number(YqJson *self, const char *key, double value, int decimals);

/** Appends @value with at most @decimals, without trailing zeros, whatever the locale. */
void yq_number_append(GString *out, double value, int decimals);
