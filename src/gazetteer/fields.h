/* SPDX-License-Identifier: MIT */
/* Where the fields of a line end: at tabs, or in what a spreadsheet saves, at commas or
 * semicolons with quotes around fields that hold one. A field ends on its line. */
#pragma once

/** What parts the fields of a file, told by its first line: a tab, unless it has none. */
char yq_fields_separator(const char *line);

/** The separator or NUL behind the field at @at, whose quotes are taken off in place and
 * which then ends before. NULL when a quote has no end, or something stands behind it. */
char *yq_field_end(char *at, char separator);
