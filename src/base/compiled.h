/* SPDX-License-Identifier: MIT */
/* Tables of words, compiled. Each room says how a table of its own becomes a block of
 * bytes without pointers (a YqBlob), and works on that block alone. The build puts all
 * blocks into the data folder as one file, `words.yqw`, which is mapped: a block is
 * checked against its checksum when it is first used, the others are not touched. Where
 * the tables have changed since, or there is no such file, as in a data folder of one's
 * own, the block is made in memory, by the same function.
 *
 * The file holds as long as the tables of the folder are those that it was made of, by
 * name and size, and none is newer than it. It is read by the version of yaqut and on the
 * kind of machine that made it; any other one makes its blocks from the tables. */
#pragma once

#include "base/blob.h"

#define YQ_COMPILED_FILE "words.yqw"

/** Compiles a table, of the language @code where it has one for each. */
typedef GBytes *(*YqCompile)(const char *code, GError **error);

/** A table of yaqut's data: the mapped block of @name, and of @code when that is not
 * NULL, or what @compile makes. A blob without bytes when that fails, with @error set. A
 * file that is damaged is warned of, and then not used. Thread-safe. */
YqBlob yq_compiled_open(const char *name, const char *code, YqCompile compile,
                        GError **error);

/** No table is wanted for a while: gives the memory of the mapped file back. */
void yq_compiled_rest(void);

typedef struct YqCompiledBlock {
    char name[32]; /* "lexicon/ar" */
    GBytes *bytes;
} YqCompiledBlock;

/** Writes the file @path of blocks, for the tables of yaqut's data. */
bool yq_compiled_write(const char *path, const YqCompiledBlock *blocks, uint32_t n,
                       GError **error);
