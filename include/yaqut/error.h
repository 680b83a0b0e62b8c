/* SPDX-License-Identifier: MIT */
/* One error domain. The code is for the program, the message for people: it names the
 * file, the line and the value, without capital and full stop. */
#pragma once

#include <yaqut/api.h>

G_BEGIN_DECLS

#define YQ_ERROR yq_error_quark()

typedef enum YqErrorCode {
    YQ_ERROR_FILE,       /* cannot be opened, read or written */
    YQ_ERROR_ENCODING,   /* not UTF-8 */
    YQ_ERROR_SYNTAX,     /* read, but not in the form it should have */
    YQ_ERROR_EMPTY,      /* nothing in it that could serve the request */
    YQ_ERROR_FORMAT,     /* a suffix or format that is not known */
    YQ_ERROR_PROJECTION, /* PROJ cannot, or a point lies outside */
    YQ_ERROR_DATA,       /* yaqut's own data are missing, damaged or of another version */
    YQ_ERROR_DRAWING,    /* fonts or the drawing failed */
    YQ_ERROR_UNKNOWN,    /* a name, code or theme that nobody knows */
    YQ_ERROR_MODULE,     /* the GDAL module cannot be loaded */
    YQ_ERROR_OPTION,     /* a value that an option cannot have: the caller's mistake */
} YqErrorCode;

/** The domain of all errors of this library. */
YQ_API GQuark yq_error_quark(void);

G_END_DECLS
