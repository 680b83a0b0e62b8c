/* SPDX-License-Identifier: MIT */
/* Words, numbers and dates as they stand on the page. */
#pragma once

#include "page.h"

/** A phrase of the page's language (geodata/languages/.../ui.tsv). */
const char *yq_say(const YqPage *page, const char *key);

/** @text, which may run the other way than the page, so that it does not turn what stands
 * around it; g_free() it. */
char *yq_say_isolated(const YqPage *page, const char *text);

/** A phrase with its words in braces filled in: pairs of name and value, ended by NULL;
 * g_free() it. */
char *yq_say_with(const YqPage *page, const char *key, ...) G_GNUC_NULL_TERMINATED;

/** A phrase that goes with a number: `key.one`, `key.two`, `key` or `key.many` as the
 * language wants it; {n} is the number. g_free() it. */
char *yq_say_count(const YqPage *page, const char *key, int64_t n);

/** A number with its groups and digits; @decimals at most. g_free() it. */
char *yq_say_number(const YqPage *page, double number, int decimals);

/** Digits of @text as the page wants them; g_free() it. */
char *yq_say_digits(const YqPage *page, const char *text);

/** "7 April 2025", "late July 2024", "since March 2012"; g_free() it. */
char *yq_say_interval(const YqPage *page, const YqInterval *when);
char *yq_say_date(const YqPage *page, YqDate date);

/** From the first to the last day, at the precision of both; g_free() it, NULL when there
 * is no date at all. */
char *yq_say_period(const YqPage *page, YqInterval when);

/** "1.5° E"; g_free() it. */
char *yq_say_angle(const YqPage *page, double degrees, bool latitude);

/** "84 killed, 12 wounded"; NULL when nothing is said; g_free() it. */
char *yq_say_casualties(const YqPage *page, const YqCasualties *casualties);

/** The type's name in the page's language. */
const char *yq_say_type(const YqPage *page, const YqIncident *incident);
