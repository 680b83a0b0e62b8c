/* SPDX-License-Identifier: MIT */
/* The parts of a compiled lexicon (base/blob.h): a tree of phrases, whose edges are
 * words, and what each phrase means. */
#pragma once

#include "base/wordmap.h"
#include "incident/lexicon.h"

#define YQ_LEX_CLITICS_MAX 48
#define YQ_LEX_ENDINGS_MAX 16

enum {
    YQ_LEXPART_WORDS, /* a word map; the value: the word's number, from 1 on; among its
                       * texts are the labels */
    YQ_LEXPART_EDGES = YQ_LEXPART_WORDS + 2, /* YqLexEdge, open addressing */
    YQ_LEXPART_NODES,   /* uint32_t: the entry of the phrase that ends there, from 1 on; 0
                         * where none does. Node 0 is the root */
    YQ_LEXPART_ENTRIES, /* YqLexRecord */
    YQ_LEXPART_GAPS,    /* uint32_t: the entry of a phrase with a gap */
    YQ_LEXPART_CLITICS, /* YqLexLetters, longest first */
    YQ_LEXPART_ENDINGS, /* YqLexLetters */
    YQ_LEXPART_KNOWN,   /* YqLexWord, by the number of the word */
    YQ_LEXPART_N,
};

/* A step from a node with a word; a word of 0 is a free slot. */
typedef struct YqLexEdge {
    uint32_t node, word, to;
} YqLexEdge;

/* Both numbers are small: each has to reach all bits of the slot's. */
static inline uint32_t yq_lex_edge_hash(uint32_t node, uint32_t word)
{
    uint32_t hash = (node * 0x9E3779B1u ^ word) * 0x85EBCA6Bu;

    return hash ^ hash >> 15;
}

/* A YqLexEntry without pointers: texts of the word map, and the next entry, from 1 on. */
typedef struct YqLexRecord {
    uint8_t kind, code, extra, definite;
    int32_t value;
    uint32_t label, countries, next;
} YqLexRecord;

/* What may be written onto a word. */
typedef struct YqLexLetters {
    uint32_t text, length; /* a text of the word map, folded */
    uint32_t bits;         /* of the clitic */
} YqLexLetters;

/* What follows from a word alone and need not be found out anew at each of its tokens. */
typedef struct YqLexWord {
    uint32_t start;   /* the node that it leads to from the root; 0 for none */
    uint32_t plain;   /* the word that it is without clitics or an ending; 0 for none */
    uint32_t clitics; /* bits of what then came off */
} YqLexWord;

/** A lexicon over compiled parts, which it takes over. */
YqLexicon *yq_lexicon_open(YqBlob blob);

/** Fills `plain` and `clitics` of a word of the lexicon. */
void yq_lexicon_plain(const YqLexicon *self, const char *text, size_t length,
                      YqLexWord *out);
