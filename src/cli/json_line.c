/* SPDX-License-Identifier: MIT */
#include "json_line.h"

#include <string.h>

#define DEPTH_MAX 512
#define NAME_MAX_BYTES 64 /* of a wanted member, as it may be escaped */

typedef struct Reader {
    const char *at, *end;
    const char *message; /* the first that is wrong, whether or not reading went on */
} Reader;

static bool fail(Reader *self, const char *message)
{
    if (self->message == NULL) {
        self->message = message;
    }
    return false;
}

static void skip_blank(Reader *self)
{
    while (self->at < self->end && (*self->at == ' ' || *self->at == '\t' ||
                                    *self->at == '\n' || *self->at == '\r')) {
        self->at++;
    }
}

static bool expect(Reader *self, char c)
{
    skip_blank(self);
    if (self->at >= self->end || *self->at != c) {
        return fail(self, "the line is no JSON object");
    }
    self->at++;
    return true;
}

static bool peek(Reader *self, char c)
{
    skip_blank(self);
    return self->at < self->end && *self->at == c;
}

static int read_hex(Reader *self)
{
    int value = 0;

    if (self->end - self->at < 4) {
        return -1;
    }
    for (int i = 0; i < 4; i++) {
        int digit = g_ascii_xdigit_value(self->at[i]);

        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    self->at += 4;
    return value;
}

/* After the first half of a surrogate pair: the code point. */
static gunichar read_low_half(Reader *self, int high)
{
    if (self->end - self->at > 6 && self->at[0] == '\\' && self->at[1] == 'u') {
        Reader ahead = {.at = self->at + 2, .end = self->end};
        int low = read_hex(&ahead);

        if (high < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF) {
            self->at = ahead.at;
            return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        }
    }
    fail(self, "half a surrogate pair");
    return 0xFFFD;
}

/* After "\u": the code point, with its second half where there is one. */
static bool read_unicode(Reader *self, char **out)
{
    int high = read_hex(self);
    gunichar c = high;

    if (high < 0) {
        fail(self, "a bad \\u escape");
        return true;
    }
    if (high >= 0xD800 && high < 0xE000) {
        c = read_low_half(self, high);
    }
    if (*out != NULL) {
        *out += g_unichar_to_utf8(c, *out);
    }
    return true;
}

static bool read_escape(Reader *self, char **out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *found;

    if (self->at >= self->end) {
        return fail(self, "a string without an end");
    }
    char c = *self->at++;

    if (c == 'u') {
        return read_unicode(self, out);
    }
    found = c != '\0' ? strchr(from, c) : NULL;
    if (found == NULL) {
        fail(self, "a bad escape");
        self->at--; /* perhaps the first byte of several: it stands for itself */
        return true;
    }
    if (*out != NULL) {
        *(*out)++ = to[found - from];
    }
    return true;
}

/* Whether one of eight bytes is a quote, a backslash or a control character; bytes beyond
 * ASCII are none, and a borrow may only tell of one too many. */
static inline bool any_special(uint64_t eight)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t quote = eight ^ ones * '"', slash = eight ^ ones * '\\';

    return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
            ((eight - ones * 0x20) & ~eight)) &
           tops;
}

/* The first byte from @at on that a string must not hold as it is, or @end. */
static inline const char *find_special(const char *at, const char *end)
{
    for (; end - at >= 8; at += 8) {
        uint64_t eight;

        memcpy(&eight, at, sizeof eight);
        if (any_special(eight)) {
            break;
        }
    }
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20) {
        at++;
    }
    return at;
}

/* A string from its first quote on. @out (nullable) moves on behind what is written; an
 * escape never writes more bytes than it is long. What is wrong inside is noted and
 * passed over, so that the line's id is still found behind it. */
static bool read_string(Reader *self, char **out)
{
    char *none = NULL;
    char **to = out != NULL ? out : &none;

    if (!expect(self, '"')) {
        return false;
    }
    for (;;) {
        const char *from = self->at;

        self->at = find_special(self->at, self->end);
        if (*to != NULL) {
            memcpy(*to, from, self->at - from);
            *to += self->at - from;
        }
        if (self->at >= self->end) {
            return fail(self, "a string without an end");
        }
        char c = *self->at++;

        if (c == '"') {
            return true;
        }
        if (c != '\\') {
            fail(self, "a control character in a string");
            continue;
        }
        if (!read_escape(self, to)) {
            return false;
        }
    }
}

static bool skip_digits(Reader *self)
{
    const char *from = self->at;

    while (self->at < self->end && g_ascii_isdigit(*self->at)) {
        self->at++;
    }
    return self->at > from;
}

static bool skip_number(Reader *self)
{
    if (self->at < self->end && *self->at == '-') {
        self->at++;
    }
    const char *first = self->at;

    if (!skip_digits(self) || (*first == '0' && self->at > first + 1)) {
        return fail(self, "a bad number");
    }
    if (self->at < self->end && *self->at == '.') {
        self->at++;
        if (!skip_digits(self)) {
            return fail(self, "a bad number");
        }
    }
    if (self->at < self->end && (*self->at == 'e' || *self->at == 'E')) {
        self->at++;
        if (self->at < self->end && (*self->at == '+' || *self->at == '-')) {
            self->at++;
        }
        if (!skip_digits(self)) {
            return fail(self, "a bad number");
        }
    }
    return true;
}

static bool skip_word(Reader *self)
{
    static const char *const words[] = {"true", "false", "null"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t length = strlen(words[i]);

        if ((size_t)(self->end - self->at) >= length &&
            memcmp(self->at, words[i], length) == 0) {
            self->at += length;
            return true;
        }
    }
    return fail(self, "a bad value");
}

static bool skip_value(Reader *self, int depth);

static bool skip_list(Reader *self, char close, int depth)
{
    self->at++;
    if (depth > DEPTH_MAX) {
        return fail(self, "nested too deep");
    }
    if (peek(self, close)) {
        self->at++;
        return true;
    }
    do {
        if (close == '}' && (!read_string(self, NULL) || !expect(self, ':'))) {
            return false;
        }
        if (!skip_value(self, depth + 1)) {
            return false;
        }
    } while (peek(self, ',') && self->at++ != NULL);
    return expect(self, close);
}

static bool skip_value(Reader *self, int depth)
{
    skip_blank(self);
    if (self->at >= self->end) {
        return fail(self, "the line ends too early");
    }
    switch (*self->at) {
    case '"':
        return read_string(self, NULL);
    case '{':
        return skip_list(self, '}', depth);
    case '[':
        return skip_list(self, ']', depth);
    case 't':
    case 'f':
    case 'n':
        return skip_word(self);
    default:
        return skip_number(self);
    }
}

/* The member that a string of the line names, its quotes left out. */
static YqJsonMember *find_member(YqJsonMember *members, size_t n, const char *name,
                                 size_t length)
{
    char plain[NAME_MAX_BYTES];

    if (length < sizeof plain && memchr(name, '\\', length) != NULL) {
        Reader again = {.at = name - 1, .end = name + length + 1};
        char *at = plain;

        read_string(&again, &at);
        name = plain;
        length = at - plain;
    }
    for (size_t i = 0; i < n; i++) {
        if (strlen(members[i].name) == length &&
            memcmp(members[i].name, name, length) == 0) {
            return &members[i];
        }
    }
    return NULL;
}

static bool read_value(Reader *self, YqJsonMember *member)
{
    skip_blank(self);
    const char *from = self->at;

    if (member == NULL || member->raw != NULL) {
        if (member != NULL) {
            fail(self, "a member is there twice");
        }
        return skip_value(self, 0);
    }
    if (!skip_value(self, 0)) {
        return false;
    }
    if (*from == '"') {
        Reader again = {.at = from, .end = self->at};
        char *at = member->text = g_malloc(self->at - from + 1);

        read_string(&again, &at);
        *at = '\0';
        member->length = at - member->text;
    }
    member->raw = from;
    member->raw_length = self->at - from;
    return true;
}

static bool read_members(Reader *self, YqJsonMember *members, size_t n)
{
    if (!expect(self, '{')) {
        return false;
    }
    if (peek(self, '}')) {
        self->at++;
        return true;
    }
    do {
        skip_blank(self);
        const char *name = self->at + 1;

        if (!read_string(self, NULL)) {
            return false;
        }
        YqJsonMember *member = find_member(members, n, name, self->at - 1 - name);

        if (!expect(self, ':') || !read_value(self, member)) {
            return false;
        }
    } while (peek(self, ',') && self->at++ != NULL);
    return expect(self, '}');
}

bool yq_json_line_read(const char *line, size_t length, YqJsonMember *members, size_t n,
                       const char **out_message)
{
    Reader self = {.at = line, .end = line + length};

    if (read_members(&self, members, n)) {
        skip_blank(&self);
        if (self.at < self.end) {
            fail(&self, "something stands after the object");
        }
    }
    if (self.message != NULL) {
        *out_message = self.message;
    }
    return self.message == NULL;
}

void yq_json_members_clear(YqJsonMember *members, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_clear_pointer(&members[i].text, g_free);
    }
}

static void append_special(GString *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";

    if (c == '"' || c == '\\') {
        const char escaped[] = {'\\', c};

        g_string_append_len(out, escaped, sizeof escaped);
    } else if (c == '\n') {
        g_string_append_len(out, "\\n", 2);
    } else if (c == '\t') {
        g_string_append_len(out, "\\t", 2);
    } else {
        const char escaped[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};

        g_string_append_len(out, escaped, sizeof escaped);
    }
}

void yq_json_line_string(GString *out, const char *text, size_t length)
{
    const char *stop = text + length;

    g_string_append_c(out, '"');
    for (;;) {
        const char *special = find_special(text, stop);

        g_string_append_len(out, text, special - text);
        if (special == stop) {
            break;
        }
        append_special(out, *special);
        text = special + 1;
    }
    g_string_append_c(out, '"');
}
