/* SPDX-License-Identifier: MIT */
#include "gazetteer/rowparser.h"

#include <yaqut/error.h>

#include <string.h>

void yq_row_add_name(YqRowParser *self, const char *language, const char *text,
                     size_t length, uint32_t rank)
{
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    if (length > 0 && length <= 400) {
        YqRawName name = {language, text, length, rank};

        g_array_append_val(self->place.names, name);
    }
}

void yq_row_add_names(YqRowParser *self, const char *language, const char *field,
                      char separator, uint32_t rank)
{
    while (*field != '\0') {
        const char *end = strchrnul(field, separator);

        yq_row_add_name(self, language, field, end - field, rank);
        field = *end != '\0' ? end + 1 : end;
    }
}

bool yq_row_number(YqRowParser *self, const char *what, const char *field, double least,
                   double most, double *out, GError **error)
{
    g_autofree char *pointed =
        self->decimal_comma ? g_strdelimit(g_strdup(field), ",", '.') : NULL;
    char *end;

    if (*field == '\0') {
        return true;
    }
    double value = g_ascii_strtod(pointed != NULL ? pointed : field, &end);

    if (*end != '\0' || !(value >= least && value <= most)) {
        return yq_row_error(&self->row, error, "%s '%s' is no number from %g to %g", what,
                            field, least, most);
    }
    *out = value;
    return true;
}

bool yq_row_population(YqRowParser *self, const char *field, GError **error)
{
    double value = 0;

    if (!yq_row_number(self, "population", field, 0, 1e12, &value, error)) {
        return false;
    }
    self->place.population = (int64_t)value;
    return true;
}

bool yq_row_text(YqRowParser *self, const char *what, const char *field, char *out,
                 size_t size, GError **error)
{
    size_t length = strlen(field);

    if (length >= size) {
        return yq_row_error(&self->row, error, "%s '%s' is longer than %zu bytes", what,
                            field, size - 1);
    }
    memcpy(out, field, length + 1);
    return true;
}

bool yq_row_feature(YqRowParser *self, const char *class_, const char *code,
                    GError **error)
{
    char *out = self->place.feature;
    size_t length = strlen(code);
    bool valid =
        (*class_ == '\0' && length == 0) || (strchr("AHLPRSTUV", *class_) && *class_);

    for (size_t i = 0; i < length; i++) {
        valid = valid && (g_ascii_isupper(code[i]) || g_ascii_isdigit(code[i]));
    }
    if (!valid || length > 6) {
        return yq_row_error(&self->row, error, "feature '%.1s.%s' is none of GeoNames'",
                            class_, code);
    }
    if (*class_ == '\0') { /* not said: a place where people live */
        class_ = "P";
        code = "PPL";
    }
    out[0] = *class_;
    memcpy(out + 1, code, strlen(code) + 1);
    return true;
}

bool yq_row_is_language(const char *column)
{
    size_t length = strlen(column);

    if (strcmp(column, "lat") == 0 || strcmp(column, "lon") == 0) {
        return false; /* columns of ours, though "lat" is a code for Latin too */
    }
    for (size_t i = 0; i < length; i++) {
        if (!g_ascii_islower(column[i]) && column[i] != '-') {
            return false;
        }
    }
    return length == 2 || length == 3 || (length <= 7 && strchr(column, '-') != NULL);
}
