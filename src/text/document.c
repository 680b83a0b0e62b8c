/* SPDX-License-Identifier: MIT */
#include "text/document.h"

#include "text/scan.h"

#include <string.h>

/* A text without full stops is cut too, so that no sentence costs more than this. */
#define SENTENCE_MAX 400
/* Lines of prose that were broken by a machine are this long, in bytes. */
#define WRAPPED_MIN 50
#define WRAPPED_MAX 200

typedef struct Cutter {
    YqDocument *document;
    const char *text;
    size_t length;
    YqAbbreviates *abbreviates; /* or NULL */
    size_t tokens_room, sentences_room;
    bool ended;   /* a full stop was read, and perhaps what closes after it */
    bool stopped; /* the last mark was one that ends a sentence or introduces */
    bool worded;  /* the sentence has a word */
    uint32_t paragraph;
    size_t line_start; /* byte where the line of the last token begins */
} Cutter;

static YqToken *add_token(Cutter *cutter)
{
    YqDocument *document = cutter->document;

    if (document->n_tokens == cutter->tokens_room) {
        cutter->tokens_room = cutter->tokens_room * 2 + 64;
        document->tokens = g_renew(YqToken, document->tokens, cutter->tokens_room);
    }
    return &document->tokens[document->n_tokens++];
}

/* Begins a sentence with the next token. */
static void open_sentence(Cutter *cutter)
{
    YqDocument *document = cutter->document;

    if (document->n_sentences == cutter->sentences_room) {
        cutter->sentences_room = cutter->sentences_room * 2 + 16;
        document->sentences =
            g_renew(YqSentence, document->sentences, cutter->sentences_room);
    }
    document->sentences[document->n_sentences++] =
        (YqSentence){.first = document->n_tokens, .paragraph = cutter->paragraph};
    cutter->ended = cutter->stopped = cutter->worded = false;
}

static YqSentence *last_sentence(Cutter *cutter)
{
    return &cutter->document->sentences[cutter->document->n_sentences - 1];
}

/* Ends the open sentence before the next token; @paragraph when a line ends there. */
static void close_sentence(Cutter *cutter, bool paragraph)
{
    YqSentence *sentence = last_sentence(cutter);
    bool alone = cutter->document->n_sentences == 1 ||
                 sentence[-1].paragraph != sentence->paragraph;

    sentence->last = cutter->document->n_tokens;
    sentence->heading = paragraph && alone && !cutter->stopped;
    cutter->paragraph += paragraph;
}

/* Whether the single line end between the last token and @scan's only wraps a paragraph:
 * both lines are about as long as a machine makes them and no sentence ends there. */
static bool is_wrapped(const Cutter *cutter, const YqScan *scan)
{
    const YqToken *last = &cutter->document->tokens[cutter->document->n_tokens - 1];
    size_t before = last->byte_end - cutter->line_start;
    const char *next = cutter->text + scan->byte_start;
    size_t left = MIN(cutter->length - scan->byte_start, (size_t)WRAPPED_MAX + 1);
    const char *end = memchr(next, '\n', left);

    return !cutter->ended && before >= WRAPPED_MIN && before <= WRAPPED_MAX &&
           (end != NULL || left <= WRAPPED_MAX);
}

static bool is_closer(const YqToken *token, const char *folded)
{
    return (token->flags & YQ_TOKEN_MARK) != 0 && strchr("\"')]}", *folded) != NULL &&
           *folded != '\0';
}

/* Whether a full stop after the last word ends no sentence. */
static bool is_abbreviated(const Cutter *cutter, const YqToken *stop)
{
    const YqDocument *document = cutter->document;
    size_t at = stop - document->tokens;

    if (at == 0 || (stop->flags & YQ_TOKEN_JOINED) == 0) {
        return false;
    }
    const YqToken *word = stop - 1;

    if ((word->flags & YQ_TOKEN_LATIN) == 0) {
        return false;
    }
    return (word->end - word->start == 1 && (word->flags & YQ_TOKEN_CAPITAL) != 0) ||
           (cutter->abbreviates != NULL &&
            cutter->abbreviates(document->folded + word->fold, word->fold_length));
}

/* Takes note of what @token means for the end of its sentence. */
static void note_mark(Cutter *cutter, const YqToken *token)
{
    const char *folded = cutter->document->folded + token->fold;

    if ((token->flags & YQ_TOKEN_MARK) == 0) {
        cutter->ended = cutter->stopped = false;
        cutter->worded = true;
        return;
    }
    if (*folded == '!' || *folded == '?' || strcmp(folded, "…") == 0 ||
        (*folded == '.' && !is_abbreviated(cutter, token))) {
        cutter->ended = cutter->stopped = true;
    } else if (!is_closer(token, folded)) {
        cutter->ended = false;
        cutter->stopped = *folded == ':' || *folded == ';' || *folded == ',';
    }
}

/* Begins a new sentence before the token just cut by @scan where one is due. */
static void divide(Cutter *cutter, const YqScan *scan, const char *folded)
{
    YqToken token = {.flags = scan->flags};
    size_t length = cutter->document->n_tokens - last_sentence(cutter)->first;

    if (cutter->document->n_tokens == 0) {
        return;
    }
    bool line = scan->lines > 1 || (scan->lines == 1 && !is_wrapped(cutter, scan));
    /* "approx. five" and "e.g. rice" go on; so does what has no blank before it. */
    bool small = (scan->flags & (YQ_TOKEN_LATIN | YQ_TOKEN_CAPITAL)) == YQ_TOKEN_LATIN;
    bool stop = cutter->ended && cutter->worded && scan->blank && !small &&
                !is_closer(&token, folded);

    if (scan->lines > 0) {
        cutter->line_start = scan->byte_start;
    }
    if (line || stop || length >= SENTENCE_MAX) {
        close_sentence(cutter, line);
        open_sentence(cutter);
    }
}

static void cut(Cutter *cutter)
{
    YqDocument *document = cutter->document;
    YqScan scan = yq_scan_start(cutter->text, cutter->length);
    char *at = document->folded;

    open_sentence(cutter);
    for (char *word = at; yq_scan_next(&scan, &at); word = at) {
        *at = '\0';
        divide(cutter, &scan, word);
        bool first = (scan.flags & YQ_TOKEN_MARK) == 0 && !cutter->worded;
        YqToken *token = add_token(cutter);

        *token = (YqToken){
            .start = scan.start,
            .end = scan.end,
            .byte_start = scan.byte_start,
            .byte_end = scan.byte_end,
            .fold = word - document->folded,
            .fold_length = at - word,
            .flags = scan.flags | (first ? YQ_TOKEN_FIRST : 0),
            .sentence = document->n_sentences - 1,
        };
        at++;
        note_mark(cutter, token);
    }
    close_sentence(cutter, cutter->paragraph > 0);
    document->folded_length = at - document->folded;
}

YqDocument *yq_document_cut(const char *text, size_t length, YqAbbreviates *abbreviates)
{
    YqDocument *document = g_new0(YqDocument, 1);
    Cutter cutter = {
        .document = document, .text = text, .length = length, .abbreviates = abbreviates};

    cutter.tokens_room = length / 5 + 16;
    document->tokens = g_new(YqToken, cutter.tokens_room);
    document->folded = g_malloc(yq_scan_room(length));
    cut(&cutter);
    if (document->n_tokens == 0) {
        document->n_sentences = 0;
    }
    document->folded = g_realloc(document->folded, document->folded_length + 1);
    return document;
}

void yq_document_free(YqDocument *self)
{
    if (self == NULL) {
        return;
    }
    g_free(self->tokens);
    g_free(self->sentences);
    g_free(self->folded);
    g_free(self);
}
