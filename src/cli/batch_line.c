/* SPDX-License-Identifier: MIT */
#include "batch_line.h"

#include "json_line.h"

#include <math.h>
#include <string.h>

enum { ID, TEXT, TITLE, LANGUAGE, PUBLISHED, SOURCE, MEMBERS };

static bool is_blank(const YqBatchInput *line)
{
    size_t i = 0;

    while (i < line->length && g_ascii_isspace(line->bytes[i])) {
        i++;
    }
    return i == line->length;
}

/* The id as it was given, whatever JSON it is; null where there is none that can be. */
static void append_id(GString *out, const YqJsonMember *id)
{
    g_string_append(out, "{\"id\":");
    if (id->raw == NULL || !g_utf8_validate_len(id->raw, id->raw_length, NULL)) {
        g_string_append(out, "null");
    } else if (id->text != NULL) {
        yq_json_line_string(out, id->text, id->length);
    } else {
        g_string_append_len(out, id->raw, id->raw_length);
    }
}

static void append_error(GString *out, const YqBatchInput *line, const YqJsonMember *id,
                         const char *message)
{
    g_autofree char *text =
        g_strdup_printf("line %" G_GUINT64_FORMAT ": %s", line->number, message);

    append_id(out, id);
    g_string_append(out, ",\"error\":");
    yq_json_line_string(out, text, strlen(text));
    g_string_append(out, "}\n");
}

/* The digits of @value, at least @least of them; how many. */
static int put_digits(char *out, uint64_t value, int least)
{
    char reversed[24];
    int n = 0;

    do {
        reversed[n++] = '0' + value % 10;
        value /= 10;
    } while (value > 0 || n < least);
    for (int i = 0; i < n; i++) {
        out[i] = reversed[n - 1 - i];
    }
    return n;
}

static void append_whole(GString *out, uint64_t value)
{
    char text[24];

    g_string_append_len(out, text, put_digits(text, value, 1));
}

/* @value rounded to @decimals, without trailing zeros, whatever the locale. */
static void append_number(GString *out, double value, int decimals)
{
    static const uint64_t scales[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    uint64_t scale = scales[decimals], whole = llround(fabs(value) * scale);
    char text[64];
    int n = 0;

    if (value < 0 && whole != 0) {
        text[n++] = '-';
    }
    n += put_digits(text + n, whole / scale, 1);
    text[n++] = '.';
    n += put_digits(text + n, whole % scale, decimals);
    while (text[n - 1] == '0') {
        n--;
    }
    n -= text[n - 1] == '.';
    g_string_append_len(out, text, n);
}

/* Walks the text once: the bytes of one mention after the other. */
typedef struct Walk {
    const char *at;
    uint32_t cp;
} Walk;

static const char *walk_to(Walk *walk, uint32_t cp)
{
    while (walk->cp < cp) {
        walk->at = g_utf8_next_char(walk->at);
        walk->cp++;
    }
    return walk->at;
}

static void append_mention(const YqBatchContext *context, const YqMention *mention,
                           Walk *walk, GString *out)
{
    const char *from = walk_to(walk, mention->start), *to = walk_to(walk, mention->end);

    g_string_append(out, "{\"start\":");
    append_whole(out, mention->start);
    g_string_append(out, ",\"end\":");
    append_whole(out, mention->end);
    g_string_append(out, ",\"surface\":");
    yq_json_line_string(out, from, to - from);
    bool within = mention->place == YQ_PLACE_NONE && mention->holder != YQ_PLACE_NONE;
    uint32_t at = within ? mention->holder : mention->place;

    if (at != YQ_PLACE_NONE) {
        YqPlace place = yq_gazetteer_place(context->gazetteer, at);

        g_string_append(out, ",\"lat\":");
        append_number(out, place.at.lat, 6);
        g_string_append(out, ",\"lon\":");
        append_number(out, place.at.lon, 6);
        g_string_append(out, ",\"gazetteer_id\":");
        yq_json_line_string(out, place.id, strlen(place.id));
    } else {
        g_string_append(out, ",\"lat\":null,\"lon\":null,\"gazetteer_id\":null");
    }
    g_string_append(out, ",\"role\":\"");
    g_string_append(out, yq_role_name(mention->role));
    g_string_append(out, "\",\"confidence\":");
    append_number(out, mention->confidence, 3);
    g_string_append(out, within ? ",\"within\":true" : "");
    g_string_append(out, mention->by_sound ? ",\"by_sound\":true}" : "}");
}

static void append_mentions(const YqBatchContext *context, const YqArticle *article,
                            const GArray *mentions, GString *out)
{
    Walk walk = {.at = yq_article_text(article, NULL)};

    g_string_append(out, ",\"toponyms\":[");
    for (guint i = 0; i < mentions->len; i++) {
        if (i > 0) {
            g_string_append_c(out, ',');
        }
        append_mention(context, &g_array_index(mentions, YqMention, i), &walk, out);
    }
    g_string_append_c(out, ']');
}

static int by_start(const void *a, const void *b)
{
    const YqMention *one = a, *other = b;

    return (one->start > other->start) - (one->start < other->start);
}

/* The mentions of all places in the order of the text. */
static GArray *mentions_of(const YqAnnotations *annotations)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(YqMention));

    for (size_t i = 0; i < yq_annotations_n_places(annotations); i++) {
        const YqAnnotatedPlace *place = yq_annotations_place(annotations, i);

        g_array_append_vals(all, place->mentions, place->n_mentions);
    }
    g_array_sort(all, by_start);
    return all;
}

static bool append_all(const YqBatchContext *context, const YqArticle *article,
                       GString *out, GError **error)
{
    const YqAnnotateOptions options = {0};
    g_autoptr(YqAnnotations) annotations =
        yq_annotate(context->geoparser, context->gazetteer, &article, 1, &options, error);

    if (annotations == NULL) {
        return false;
    }
    g_autoptr(GArray) mentions = mentions_of(annotations);

    append_mentions(context, article, mentions, out);
    g_string_append(out, ",\"incidents\":[");
    for (size_t i = 0; i < yq_annotations_n_incidents(annotations); i++) {
        g_string_append(out, i > 0 ? "," : "");
        yq_annotations_incident_json(annotations, i, out);
    }
    g_string_append_c(out, ']');
    return true;
}

static void append_places(const YqBatchContext *context, const YqArticle *article,
                          GString *out)
{
    g_autoptr(GArray) mentions = yq_geoparse(context->geoparser, article);

    append_mentions(context, article, mentions, out);
    g_string_append(out, ",\"incidents\":[]");
}

static bool answer(const YqBatchContext *context, const YqJsonMember *members,
                   GString *out, GError **error)
{
    YqArticleInfo info = {.title = members[TITLE].text,
                          .language = members[LANGUAGE].text,
                          .source = members[SOURCE].text};

    if (members[PUBLISHED].text != NULL) {
        /* A date with a time of day is as good; what is none is as if it were missing. */
        g_autofree char *day = g_strndup(members[PUBLISHED].text, 10);

        if (!yq_date_parse(day, &info.published)) {
            info.published = (YqDate){0};
        }
    }
    g_autoptr(YqArticle) article =
        yq_article_new(members[TEXT].text, members[TEXT].length, &info, error);

    if (article == NULL) {
        return false;
    }
    append_id(out, &members[ID]);
    if (!context->incidents) {
        append_places(context, article, out);
    } else if (!append_all(context, article, out, error)) {
        return false;
    }
    g_string_append(out, "}\n");
    return true;
}

static bool is_null(const YqJsonMember *member)
{
    return member->raw_length == 4 && memcmp(member->raw, "null", 4) == 0;
}

/* What is wrong with a member, to be said of its name, or NULL. The id may be anything;
 * the bytes of the text are checked where an article is made of it. */
static const char *check_member(const YqJsonMember *members, int i)
{
    const YqJsonMember *member = &members[i];

    if (member->raw == NULL || is_null(member)) {
        return NULL;
    }
    if (member->text == NULL && i != ID) {
        return "is no string";
    }
    if (member->text != NULL && i != ID &&
        memchr(member->text, '\0', member->length) != NULL) {
        return "holds a NUL";
    }
    return i == TEXT || g_utf8_validate_len(member->raw, member->raw_length, NULL)
               ? NULL
               : "is not UTF-8";
}

/* Whether each member is what it must be; what is missing or null is left out. */
static bool check_members(const YqJsonMember *members, char message[64])
{
    for (int i = 0; i < MEMBERS; i++) {
        const char *wrong = check_member(members, i);

        if (wrong != NULL) {
            g_snprintf(message, 64, "'%s' %s", members[i].name, wrong);
            return false;
        }
    }
    if (members[TEXT].text == NULL) {
        g_strlcpy(message, "no text", 64);
        return false;
    }
    return true;
}

/* The failure of making an article, in the words of a line. */
static const char *say_error(const GError *error)
{
    return g_error_matches(error, YQ_ERROR, YQ_ERROR_ENCODING) ? "'text' is not UTF-8"
           : g_error_matches(error, YQ_ERROR, YQ_ERROR_EMPTY)  ? "'text' is empty"
                                                               : error->message;
}

/* Reads @line; NULL when it can be answered, otherwise why not. */
static const char *read_line(const YqBatchInput *line, YqJsonMember *members,
                             char message[64])
{
    const char *wrong = NULL;

    bool read = yq_json_line_read(line->bytes, line->length, members, MEMBERS, &wrong);

    if (line->too_long) {
        return "longer than 16 MiB";
    }
    if (!read) {
        return wrong;
    }
    return check_members(members, message) ? NULL : message;
}

void yq_batch_line(const YqBatchContext *context, const YqBatchInput *line, GString *out)
{
    YqJsonMember members[MEMBERS] = {
        [ID] = {.name = "id"},
        [TEXT] = {.name = "text"},
        [TITLE] = {.name = "title"},
        [LANGUAGE] = {.name = "language"},
        [PUBLISHED] = {.name = "published"},
        [SOURCE] = {.name = "source"},
    };
    g_autoptr(GError) error = NULL;
    char message[64];
    gsize before = out->len;

    if (is_blank(line)) {
        return;
    }
    const char *wrong = read_line(line, members, message);

    if (wrong != NULL) {
        append_error(out, line, &members[ID], wrong);
    } else if (!answer(context, members, out, &error)) {
        g_string_truncate(out, before);
        append_error(out, line, &members[ID], say_error(error));
    }
    yq_json_members_clear(members, MEMBERS);
}
