/* SPDX-License-Identifier: MIT */
#include "gazetteer/codes.h"

#include <string.h>

void yq_codes_init(YqCodes *self, size_t width)
{
    g_assert(width <= YQ_CODE_MAX);
    *self = (YqCodes){
        .numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .bytes = g_byte_array_new(),
        .width = width,
    };
}

void yq_codes_clear(YqCodes *self)
{
    g_hash_table_unref(self->numbers);
    g_byte_array_unref(self->bytes);
}

int yq_codes_number(YqCodes *self, const char *code, unsigned limit)
{
    void *found = g_hash_table_lookup(self->numbers, code);
    char cell[YQ_CODE_MAX] = {0};

    if (found != NULL) {
        return GPOINTER_TO_INT(found) - 1;
    }
    unsigned n = g_hash_table_size(self->numbers);

    if (n >= limit || strlen(code) >= self->width) {
        return -1;
    }
    memcpy(cell, code, strlen(code));
    g_byte_array_append(self->bytes, (guint8 *)cell, self->width);
    g_hash_table_insert(self->numbers, g_strdup(code), GINT_TO_POINTER((int)n + 1));
    return n;
}
