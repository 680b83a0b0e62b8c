/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include <math.h>
#include <string.h>

static void separate(YqJson *self)
{
    if (self->comma) {
        g_string_append_c(self->out, ',');
    }
    self->comma = true;
}

void yq_json_begin(YqJson *self, char bracket)
{
    separate(self);
    g_string_append_c(self->out, bracket);
    self->comma = false;
}

void yq_json_end(YqJson *self, char bracket)
{
    g_string_append_c(self->out, bracket);
    self->comma = true;
}

void yq_json_key(YqJson *self, const char *key)
{
    separate(self);
    g_string_append_c(self->out, '"');
    g_string_append(self->out, key);
    g_string_append(self->out, "\":");
    self->comma = false;
}

static void append_escape(GString *out, unsigned char c)
{
    switch (c) {
    case '"':
        g_string_append(out, "\\\"");
        return;
    case '\\':
        g_string_append(out, "\\\\");
        return;
    case '\n':
        g_string_append(out, "\\n");
        return;
    case '\r':
        g_string_append(out, "\\r");
        return;
    case '\t':
        g_string_append(out, "\\t");
        return;
    default:
        g_string_append_printf(out, "\\u%04x", c);
    }
}

static void put_string(YqJson *self, const char *text, size_t length)
{
    const char *end = text + length, *plain = text;

    separate(self);
    g_string_append_c(self->out, '"');
    for (const char *at = text; at < end; at++) {
        unsigned char c = *at;

        if (c < 0x20 || c == '"' || c == '\\') {
            g_string_append_len(self->out, plain, at - plain);
            append_escape(self->out, c);
            plain = at + 1;
        }
    }
    g_string_append_len(self->out, plain, end - plain);
    g_string_append_c(self->out, '"');
}

void yq_json_string(YqJson *self, const char *text)
{
    if (text == NULL) {
        yq_json_null(self);
        return;
    }
    put_string(self, text, strlen(text));
}

void yq_json_int(YqJson *self, int64_t value)
{
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;

    do {
        *--at = '0' + rest % 10;
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        *--at = '-';
    }
    separate(self);
    g_string_append_len(self->out, at, digits + sizeof digits - at);
}

/* Appends @value with @digits digits at least. */
static void append_digits(GString *out, uint64_t value, int digits)
{
    char text[24], *at = text + sizeof text;

    for (; value > 0 || digits > 0; digits--) {
        *--at = (char)('0' + value % 10);
        value /= 10;
    }
    g_string_append_len(out, at, text + sizeof text - at);
}

/* A number as an integer over a power of ten, where that is certain to round as the exact
 * decimal fraction does: not so close to a half. False where it is not. */
static bool append_short(GString *out, double value, int decimals)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

    if (decimals < 0 || decimals > 6 || !(fabs(value) < 1e8)) {
        return false;
    }
    double scaled = fabs(value) * powers[decimals], whole = floor(scaled);

    if (fabs(scaled - whole - 0.5) < 1e-3) {
        return false;
    }
    uint64_t number = (uint64_t)(whole + (scaled - whole > 0.5));
    uint64_t power = (uint64_t)powers[decimals], rest = number % power;

    if (value < 0 && number > 0) {
        g_string_append_c(out, '-');
    }
    append_digits(out, number / power, 1);
    if (rest > 0) {
        for (; rest % 10 == 0; rest /= 10) {
            decimals--;
        }
        g_string_append_c(out, '.');
        append_digits(out, rest, decimals);
    }
    return true;
}

void yq_number_append(GString *out, double value, int decimals)
{
    char format[8], text[G_ASCII_DTOSTR_BUF_SIZE + 32];

    if (append_short(out, value, decimals)) {
        return;
    }
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_ascii_formatd(text, sizeof text, format, value);
    if (strchr(text, '.') != NULL) {
        size_t length = strlen(text);

        while (text[length - 1] == '0') {
            length--;
        }
        if (text[length - 1] == '.') {
            length--;
        }
        text[length] = '\0';
    }
    g_string_append(out, strcmp(text, "-0") == 0 ? "0" : text);
}

void yq_json_number(YqJson *self, double value, int decimals)
{
    /* Beyond this no fixed notation fits the buffer, and nothing that we measure is so
     * large. */
    if (!isfinite(value) || fabs(value) > 1e15) {
        yq_json_null(self);
        return;
    }
    separate(self);
    yq_number_append(self->out, value, decimals);
}

static void put_raw(YqJson *self, const char *json)
{
    separate(self);
    g_string_append(self->out, json);
}

void yq_json_bool(YqJson *self, bool value)
{
    put_raw(self, value ? "true" : "false");
}

void yq_json_null(YqJson *self)
{
    put_raw(self, "null");
}

void yq_json_member_string(YqJson *self, const char *key, const char *text)
{
    if (text != NULL && *text != '\0') {
        yq_json_key(self, key);
        yq_json_string(self, text);
    }
}

void yq_json_member_int(YqJson *self, const char *key, int64_t value)
{
    yq_json_key(self, key);
    yq_json_int(self, value);
}

void yq_json_member_number(YqJson *self, const char *key, double value, int decimals)
{
    yq_json_key(self, key);
    yq_json_number(self, value, decimals);
}
