/* SPDX-License-Identifier: MIT */
#include "map/words.h"

#include "language/language.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *yq_say(const YqPage *page, const char *key)
{
    return yq_ui(page->language, key);
}

/* Unicode's FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: what stands between them
 * does not turn the words around it. */
#define ISOLATE "\xe2\x81\xa8"
#define END_ISOLATE "\xe2\x81\xa9"

char *yq_say_isolated(const YqPage *page, const char *text)
{
    return yq_text_runs_rtl(text, page->rtl) == page->rtl
               ? g_strdup(text)
               : g_strconcat(ISOLATE, text, END_ISOLATE, NULL);
}

static void fill(const YqPage *page, GString *out, const char *pattern, va_list args)
{
    const char *names[8], *values[8];
    size_t n = 0;

    for (const char *name = va_arg(args, const char *); name != NULL && n < 8;
         name = va_arg(args, const char *)) {
        names[n] = name;
        values[n++] = va_arg(args, const char *);
    }
    for (const char *p = pattern; *p != '\0';) {
        const char *close = *p == '{' ? strchr(p, '}') : NULL;

        if (close == NULL) {
            g_string_append_c(out, *p++);
            continue;
        }
        size_t length = (size_t)(close - p - 1);

        for (size_t i = 0; i < n; i++) {
            if (strlen(names[i]) == length && strncmp(names[i], p + 1, length) == 0) {
                g_autofree char *value = yq_say_isolated(page, values[i]);

                g_string_append(out, value);
            }
        }
        p = close + 1;
    }
}

char *yq_say_with(const YqPage *page, const char *key, ...)
{
    g_autoptr(GString) out = g_string_new(NULL);
    va_list args;

    va_start(args, key);
    fill(page, out, yq_say(page, key), args);
    va_end(args);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

char *yq_say_digits(const YqPage *page, const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *p = text; *p != '\0'; p++) {
        if (page->eastern_digits && g_ascii_isdigit(*p)) {
            g_string_append_unichar(out, 0x660 + (gunichar)(*p - '0'));
        } else {
            g_string_append_c(out, *p);
        }
    }
    return g_string_free(out, FALSE);
}

char *yq_say_number(const YqPage *page, double number, int decimals)
{
    char plain[64];
    g_autoptr(GString) out = g_string_new(NULL);

    g_ascii_formatd(plain, sizeof plain, decimals > 0 ? "%.1f" : "%.0f", fabs(number));
    char *point = strchr(plain, '.');
    size_t whole = point != NULL ? (size_t)(point - plain) : strlen(plain);

    if (number < 0) {
        g_string_append(out, "−");
    }
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0 && whole > 4) {
            g_string_append(out, yq_say(page, "number.group"));
        }
        g_string_append_c(out, plain[i]);
    }
    if (point != NULL && point[1] != '0') {
        g_string_append(out, page->eastern_digits ? "٫" : yq_say(page, "number.point"));
        g_string_append(out, point + 1);
    }
    return yq_say_digits(page, out->str);
}

static bool has_phrase(const YqPage *page, const char *key)
{
    const char *phrase = yq_ui(page->language, key);

    return phrase != NULL && *phrase != '\0' && strcmp(phrase, key) != 0;
}

/* Whether a phrase of that form is there; then it is @out_key, to be freed. */
static bool has_form(const YqPage *page, const char *key, const char *form,
                     char **out_key)
{
    g_autofree char *with = g_strconcat(key, form, NULL);

    if (!has_phrase(page, with)) {
        return false;
    }
    *out_key = g_steal_pointer(&with);
    return true;
}

/* The form that a number wants: some languages have one for one, for two, for three to
 * ten, for more, and for round hundreds; most have one for one and one for all else. */
static char *count_key(const YqPage *page, const char *key, int64_t n)
{
    char *found = NULL;

    if ((n == 1 && has_form(page, key, ".one", &found)) ||
        (n == 2 && has_form(page, key, ".two", &found)) ||
        (n >= 100 && n % 100 < 3 && has_form(page, key, ".hundred", &found)) ||
        (n >= 11 && (n % 100 >= 11 || n % 100 < 3) &&
         has_form(page, key, ".many", &found))) {
        return found;
    }
    return g_strdup(key);
}

char *yq_say_count(const YqPage *page, const char *key, int64_t n)
{
    g_autofree char *form = count_key(page, key, n);
    g_autofree char *number = yq_say_number(page, (double)n, 0);

    return yq_say_with(page, form, "n", number, NULL);
}

static const char *month_name(const YqPage *page, int month)
{
    char key[16];

    g_snprintf(key, sizeof key, "month.%d", CLAMP(month, 1, 12));
    return yq_say(page, key);
}

/* A day with as much of the date as @pattern has. */
static char *say_pattern(const YqPage *page, const char *pattern, YqDate date)
{
    char day[8], year[8];

    g_snprintf(day, sizeof day, "%d", date.day);
    g_snprintf(year, sizeof year, "%d", date.year);
    g_autofree char *plain = yq_say_with(page, pattern, "d", day, "month",
                                         month_name(page, date.month), "y", year, NULL);

    return yq_say_digits(page, plain);
}

char *yq_say_date(const YqPage *page, YqDate date)
{
    return say_pattern(page, "date.day", date);
}

static bool is_first(YqDate date)
{
    return date.day == 1;
}

static bool is_last(YqDate date)
{
    return yq_date_from_days(yq_date_to_days(date) + 1).day == 1;
}

static char *say_year(const YqPage *page, YqDate date)
{
    char year[8];

    g_snprintf(year, sizeof year, "%d", date.year);
    return yq_say_digits(page, year);
}

static char *say_day(const YqPage *page, YqDate date)
{
    char day[8];

    g_snprintf(day, sizeof day, "%d", date.day);
    return yq_say_digits(page, day);
}

static char *say_from_to(const YqPage *page, YqDate start, YqDate end)
{
    g_autofree char *from = NULL, *to = NULL;

    if (is_first(start) && start.month == 1 && is_last(end) && end.month == 12) {
        from = say_year(page, start);
        to = say_year(page, end);
    } else if (is_first(start) && is_last(end)) {
        from = say_pattern(page, "date.month", start);
        to = say_pattern(page, "date.month", end);
    } else {
        bool same = start.year == end.year && start.month == end.month;

        from = same && start.day != end.day ? say_day(page, start)
               : start.year == end.year     ? say_pattern(page, "date.day_month", start)
                                            : yq_say_date(page, start);
        to = yq_say_date(page, end);
        if (same && start.day == end.day) {
            return g_steal_pointer(&to);
        }
        if (same) {
            return g_strconcat(from, "–", to, NULL);
        }
    }
    if (strcmp(from, to) == 0) {
        return g_steal_pointer(&from);
    }
    return yq_say_with(page, "date.range", "from", from, "to", to, NULL);
}

static char *say_part_of_month(const YqPage *page, const YqInterval *when)
{
    const char *key = when->start.day <= 1    ? "date.early"
                      : when->start.day <= 11 ? "date.mid"
                                              : "date.late";

    return say_pattern(page, key, when->start);
}

static char *say_season(const YqPage *page, const YqInterval *when)
{
    static const char *const seasons[] = {"season.winter", "season.spring",
                                          "season.summer", "season.autumn"};
    YqDate of = when->start;

    return say_pattern(page, seasons[of.month % 12 / 3], of);
}

char *yq_say_interval(const YqPage *page, const YqInterval *when)
{
    if (when->start.year == 0 && when->end.year == 0) {
        return g_strdup(yq_say(page, "date.unknown"));
    }
    if (when->end.year == 0 && when->precision != YQ_DATE_DAY) {
        g_autofree char *from = say_pattern(
            page, when->start.day == 1 ? "date.month" : "date.day", when->start);

        return yq_say_with(page, "date.since", "from", from, NULL);
    }
    if (when->start.year == 0) {
        g_autofree char *to = yq_say_date(page, when->end);

        return yq_say_with(page, "date.until", "to", to, NULL);
    }
    switch (when->precision) {
    case YQ_DATE_DAY:
        return yq_say_date(page, when->start);
    case YQ_DATE_PART_OF_MONTH:
        return say_part_of_month(page, when);
    case YQ_DATE_MONTH:
        return say_pattern(page, "date.month", when->start);
    case YQ_DATE_SEASON:
        return say_season(page, when);
    case YQ_DATE_YEAR:
        return say_year(page, when->start);
    default:
        return say_from_to(page, when->start, when->end);
    }
}

char *yq_say_period(const YqPage *page, YqInterval when)
{
    if (when.start.year == 0 || when.end.year == 0) {
        return NULL;
    }
    int32_t days = yq_date_to_days(when.end) - yq_date_to_days(when.start);

    if (days < 62) {
        return say_from_to(page, when.start, when.end);
    }
    bool same_year = when.start.year == when.end.year;
    g_autofree char *from = same_year ? g_strdup(month_name(page, when.start.month))
                                      : say_pattern(page, "date.month", when.start);
    g_autofree char *to = say_pattern(page, "date.month", when.end);

    return yq_say_with(page, "date.range", "from", from, "to", to, NULL);
}

char *yq_say_angle(const YqPage *page, double degrees, bool latitude)
{
    const char *side =
        latitude ? (degrees < 0 ? "south" : "north") : (degrees < 0 ? "west" : "east");
    g_autofree char *number = yq_say_number(page, fabs(degrees), 1);

    if (fabs(degrees) < 1e-9 || (!latitude && fabs(fabs(degrees) - 180) < 1e-9)) {
        return g_strconcat(number, "°", NULL);
    }
    return g_strconcat(number, "°\u00a0", yq_say(page, side), NULL);
}

static void add_part(const YqPage *page, GString *out, const char *key, int32_t n)
{
    if (n > 0) {
        g_autofree char *part = yq_say_count(page, key, n);

        g_string_append(out, out->len > 0 ? yq_say(page, "comma") : "");
        g_string_append(out, part);
    }
}

char *yq_say_casualties(const YqPage *page, const YqCasualties *casualties)
{
    g_autoptr(GString) out = g_string_new(NULL);

    if (casualties->killed > 0) {
        add_part(page, out, "killed", casualties->killed);
    } else if (casualties->killed_at_least > 0) {
        add_part(page, out, "killed.at_least", casualties->killed_at_least);
    } else if (casualties->killed_magnitude != NULL) {
        g_autofree char *key = g_strconcat("killed.", casualties->killed_magnitude, NULL);

        g_string_append(out, yq_say(page, key));
    }
    add_part(page, out, "wounded", casualties->wounded);
    add_part(page, out, "abducted", casualties->abducted);
    add_part(page, out, "displaced", casualties->displaced);
    return out->len > 0 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

/* Whether a page reads the script that @text begins in. */
static bool is_readable(const YqPage *page, const char *text)
{
    bool arabic = g_unichar_get_script(g_utf8_get_char(text)) == G_UNICODE_SCRIPT_ARABIC;

    return arabic == page->rtl;
}

const char *yq_say_type(const YqPage *page, const YqIncident *incident)
{
    char key[64];

    if (incident->type_text != NULL &&
        (incident->type == YQ_INCIDENT_OTHER || is_readable(page, incident->type_text))) {
        return incident->type_text;
    }
    g_snprintf(key, sizeof key, "type.%s", yq_incident_type_name(incident->type));
    return yq_say(page, key);
}
