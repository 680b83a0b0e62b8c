/* SPDX-License-Identifier: MIT */
#include "gazetteer/fields.h"

#include <string.h>

char yq_fields_separator(const char *line)
{
    if (strchr(line, '\t') != NULL || strpbrk(line, ",;") == NULL) {
        return '\t';
    }
    const char *comma = strchr(line, ','), *semicolon = strchr(line, ';');

    return comma == NULL || (semicolon != NULL && semicolon < comma) ? ';' : ',';
}

/* Takes the quotes off a field that begins with one; where it ends, NULL when it does
 * not. */
static char *unquote(char *field)
{
    char *to = field;

    for (char *from = field + 1; *from != '\0'; from++) {
        if (*from == '"' && *++from != '"') {
            *to = '\0';
            return from;
        }
        *to++ = *from;
    }
    return NULL;
}

char *yq_field_end(char *at, char separator)
{
    if (separator == '\t' || *at != '"') {
        return strchrnul(at, separator);
    }
    char *end = unquote(at);

    return end != NULL && (*end == '\0' || *end == separator) ? end : NULL;
}
