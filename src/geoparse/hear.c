/* SPDX-License-Identifier: MIT */
/* Names read by their sound: a word in Arabic letters that stands where places stand and
 * that the gazetteer does not know is read as a Latin name of a place in one of the
 * countries that the article speaks of. The nearer the reading must be, the less the
 * words before say that it is a place. */
#include "gazetteer/hearing.h"
#include "geoparse/candidate.h"
#include "geoparse/cue.h"

#include <string.h>

#define COUNTRIES_MAX 16
#define FOCUS_NAMES 32 /* so many of an article's first names say what it is about */
#define FOCUS 3        /* of them whose towns are heard without a word for the country */
#define HEARD_MOST 32  /* names whose other mentions are looked for */
#define NAME_WORDS 3   /* of a name of several words */
#define HOLDER_REACH 3 /* words between a name and what holds it */
#define TOWN_OF_NOTE 50000 /* a town that speaks for its country */
#define LARGE 100000       /* a town that may be named in news of another country */
#define NAMESAKES 8        /* places of a known name that are looked at */
#define COUNTED 10000      /* one that is believed behind a mere "in" */
#define TIMES 4            /* as populous as any namesake */
#define TIE 0.06f          /* readings that differ by so little are as good */
#define NEARLY_EXACT 0.15f

/* The most that a reading may cost, by the cue and by how many consonants it has. */
static const float most[][6] = {
    [YQ_CUE_BARE] = {-1, -1, -1, 0.06f, 0.16f, 0.26f},
    [YQ_CUE_HELD] = {-1, -1, 0.10f, 0.25f, 0.40f, 0.50f},
    [YQ_CUE_IN] = {-1, -1, -1, 0.10f, 0.20f, 0.25f},
    [YQ_CUE_TOWN] = {-1, -1, 0.40f, 0.65f, 0.85f, 1.00f},
};

/* What an article, or a part of it, is about: countries by how often they are named. */
typedef struct About {
    char countries[COUNTRIES_MAX][3];
    uint32_t counts[COUNTRIES_MAX];
    size_t n;
} About;

/* Counts a country up, and moves it before those that are named less. */
static void count_country(About *about, const char *code)
{
    size_t at = 0;

    while (at < about->n && memcmp(about->countries[at], code, 2) != 0) {
        at++;
    }
    if (at == COUNTRIES_MAX) {
        return;
    }
    if (at == about->n) {
        memcpy(about->countries[at], code, 2);
        about->countries[at][2] = '\0';
        about->counts[about->n++] = 0;
    }
    about->counts[at]++;
    for (; at > 0 && about->counts[at - 1] < about->counts[at]; at--) {
        char other[3];
        uint32_t count = about->counts[at - 1];

        memcpy(other, about->countries[at - 1], 3);
        memcpy(about->countries[at - 1], about->countries[at], 3);
        memcpy(about->countries[at], other, 3);
        about->counts[at - 1] = about->counts[at];
        about->counts[at] = count;
    }
}

/* A country, a people, a province and a town of note say which countries. */
static void note_span(const YqParse *parse, const YqToponym *span, About *about)
{
    const YqLikeliest *likeliest = &span->likeliest;
    bool town = likeliest->town && likeliest->population >= TOWN_OF_NOTE &&
                parse->classes[span->first] == 0;

    if (likeliest->country[0] != '\0' && (span->demonym || likeliest->area || town)) {
        count_country(about, likeliest->country);
    }
}

/* A name that was heard, for its other mentions. */
typedef struct Heard {
    char folded[YQ_CUE_BYTES]; /* without clitics */
    uint32_t words;
    YqPostings postings;
} Heard;

/* One article in work. */
typedef struct Ear {
    YqParse *parse;
    About about;
    bool has_about;
    GArray *spans; /* of YqToponym */
    guint next;    /* see next_name() */
    GArray *heard; /* of Heard, at most HEARD_MOST */
} Ear;

#define span_at(ear, i) (&g_array_index((ear)->spans, YqToponym, (i)))

/* The folded words [first, last) without @clitic. False for what is too long. */
static bool join_words(const YqParse *parse, uint32_t first, uint32_t last,
                       const YqWordClitic *clitic, char out[YQ_CUE_BYTES])
{
    size_t n = 0;

    for (uint32_t i = first; i < last; i++) {
        const char *word = yq_token_folded(parse->document, i);
        size_t length = parse->document->tokens[i].fold_length;
        size_t skip = i == first && clitic != NULL ? clitic->prefix_length : 0;

        if (n + length + 2 > YQ_CUE_BYTES || length < skip + 4) {
            return false;
        }
        if (i > first) {
            out[n++] = ' ';
        }
        memcpy(out + n, word + skip, length - skip);
        n += length - skip;
    }
    out[n] = '\0';
    return true;
}

/* The words as they are written: the part of the text behind the clitic. */
static const char *written(const YqParse *parse, uint32_t first, uint32_t last,
                           const YqWordClitic *clitic, size_t *out_length)
{
    const YqToken *tokens = parse->document->tokens;
    const char *text = yq_article_text(parse->document->article, NULL);
    const char *at = text + tokens[first].byte_start;
    int letters = clitic != NULL ? clitic->prefix_letters : 0;

    while (letters > 0) {
        char folded[8];

        letters -= yq_fold_char(g_utf8_get_char(at), folded) > 0;
        at = g_utf8_next_char(at);
    }
    *out_length = text + tokens[last - 1].byte_end - at;
    return at;
}

/* One reading of an unknown span. */
typedef struct Reading {
    uint32_t first, last; /* tokens */
    const YqWordClitic *clitic;
    YqCue cue;
    bool own;     /* the first word may be one of the language's own */
    bool instead; /* the places that are known by the name are elsewhere */
    YqHeard heard[YQ_HEARD_MAX];
    size_t n;
} Reading;

static void hear_words(const YqParse *parse, const About *about, Reading *reading)
{
    size_t length;
    const char *text =
        written(parse, reading->first, reading->last, reading->clitic, &length);
    const float *limits = most[reading->cue];
    YqSpoken word;

    reading->n = 0;
    if (!yq_spoken_set(&word, yq_vocabulary_sounds(parse->lexicon), text, length,
                       limits[G_N_ELEMENTS(most[0]) - 1])) {
        return;
    }
    bool several = reading->last > reading->first + 1;
    size_t consonants = MIN(word.keys[0].n, G_N_ELEMENTS(most[0]) - 1);
    YqHearing hearing = {
        .word = &word,
        .countries = about->countries,
        .n_countries = MIN(about->n, FOCUS),
        .most = reading->own ? MIN(limits[consonants], NEARLY_EXACT) : limits[consonants],
        .people_least = reading->cue == YQ_CUE_IN ? COUNTED : 0,
        .population = reading->cue == YQ_CUE_TOWN && consonants >= 3 ? LARGE : 0,
        .most_elsewhere = NEARLY_EXACT,
    };

    bool longer = several || reading->clitic != NULL;

    if (hearing.most < 0 || (longer && consonants < 3) ||
        (about->n == 0 && hearing.population == 0)) {
        return;
    }
    reading->n = yq_gazetteer_hear(parse->gazetteer, &hearing, reading->heard);
}

/* Where a name of several words may end at most: before @next, before a known word, and
 * before one with fewer than @vowels. */
static uint32_t longest(const YqParse *parse, uint32_t first, uint32_t next, int vowels)
{
    const YqToken *tokens = parse->document->tokens;
    uint32_t last = first + 1;

    while (last < next && last < first + NAME_WORDS &&
           tokens[last].sentence == tokens[first].sentence &&
           yq_cue_is_unknown(parse, last) && yq_cue_vowels(parse, last) >= vowels) {
        last++;
    }
    return last;
}

/* The span behind the @i-th that is a name without being heard, or NULL. Asked for one
 * span after the other, it walks over them once. */
static const YqToponym *next_name(Ear *ear, guint i)
{
    for (ear->next = MAX(ear->next, i + 1); ear->next < ear->spans->len; ear->next++) {
        const YqToponym *span = span_at(ear, ear->next);

        if (span->postings.n > 0 || span->guess) {
            return span;
        }
    }
    return NULL;
}

/* Whether @holder, behind the words that end at @last, is a country or province that is
 * said to hold what they name. */
static bool holds(const Ear *ear, uint32_t last, const YqToponym *holder)
{
    if (holder == NULL || holder->postings.n == 0 || holder->demonym ||
        holder->first > last + HOLDER_REACH) {
        return false;
    }
    return holder->likeliest.area &&
           (yq_parse_leads_to_holder(ear->parse, last, holder->first) ||
            (holder->first == last && holder->clitic != NULL && holder->clitic->locates));
}

/* The countries that a reading is of, and how sure its place is of being one. @fellow
 * (nullable): the town to which it is joined by "and". */
static YqCue place_reading(Ear *ear, uint32_t last, YqCue cue, const YqToponym *holder,
                           const YqToponym *fellow, About *about)
{
    if (cue != YQ_CUE_NONE && holds(ear, last, holder)) {
        *about = (About){.n = 0};
        note_span(ear->parse, holder, about);
        return cue == YQ_CUE_TOWN || cue == YQ_CUE_BARE ? cue : YQ_CUE_HELD;
    }
    if (cue == YQ_CUE_HELD && fellow != NULL) {
        *about = (About){.n = 0};
        count_country(about, fellow->likeliest.country);
        return YQ_CUE_HELD;
    }
    if (cue < YQ_CUE_IN) {
        return YQ_CUE_NONE;
    }
    for (guint i = 0; i < MIN(ear->spans->len, FOCUS_NAMES) && !ear->has_about; i++) {
        note_span(ear->parse, span_at(ear, i), &ear->about);
    }
    ear->has_about = true;
    *about = ear->about;
    return cue;
}

/* Whether the word behind @clitic is one of the language's own: by its form, or by an
 * article before it. */
static bool is_own(const YqParse *parse, uint32_t token, const YqWordClitic *clitic)
{
    size_t skip = clitic != NULL ? clitic->prefix_length : 0;

    return yq_vocabulary_is_own(parse->lexicon,
                                yq_token_folded(parse->document, token) + skip,
                                parse->document->tokens[token].fold_length - skip);
}

/* What stands around a span that may be heard. */
typedef struct Setting {
    YqCue before;            /* what the word before says */
    const YqToponym *next;   /* (nullable): the name behind */
    const YqToponym *fellow; /* (nullable): the town right before */
    bool vowelled;           /* its first word has its vowels written */
} Setting;

/* Hears the words of @reading. The less is said of them being a place, the less they may
 * look like a word of the language's own. */
static bool hear_as(Ear *ear, const Setting *setting, Reading *reading)
{
    const YqWordClitic *clitic = reading->clitic;
    bool joined = clitic != NULL && !clitic->locates;
    About about;

    reading->cue =
        place_reading(ear, reading->last, clitic != NULL ? YQ_CUE_HELD : setting->before,
                      setting->next, joined ? setting->fellow : NULL, &about);
    bool weak =
        reading->cue == YQ_CUE_IN || reading->cue == YQ_CUE_BARE || clitic != NULL;

    if (reading->cue == YQ_CUE_NONE || (weak && !setting->vowelled)) {
        return false;
    }
    reading->own = is_own(ear->parse, reading->first, clitic);
    if (weak && reading->own) {
        return false;
    }
    hear_words(ear->parse, &about, reading);
    return reading->n > 0;
}

/* The first reading that is heard: the longest, and with all its letters. */
static bool hear_span(Ear *ear, guint index, const YqToponym *fellow, Reading *reading)
{
    const YqParse *parse = ear->parse;
    const YqToponym *span = span_at(ear, index);
    uint32_t first = span->first, end = (uint32_t)parse->document->n_tokens;
    const YqWordClitic *clitics[YQ_CUE_CLITICS + 1];
    int vowels = yq_cue_vowels(parse, first);
    int consonants = parse->document->tokens[first].fold_length / 2 - vowels;
    Setting setting = {.fellow = fellow, .vowelled = vowels >= YQ_CUE_VOWELS};

    if (span->cue != YQ_CUE_TOWN && !setting.vowelled &&
        (vowels == 0 || consonants < YQ_CUE_CONSONANTS)) {
        return false;
    }
    setting.next = next_name(ear, index);
    setting.before = yq_cue_before(parse, first);
    bool led = setting.before != YQ_CUE_NONE;

    setting.before = led ? setting.before : YQ_CUE_BARE;
    /* A preposition of its own leaves none to be written onto the name. */
    size_t n = led ? 0 : yq_cue_clitics(parse, first, clitics) - 1;
    int least = setting.before == YQ_CUE_TOWN ? 1 : YQ_CUE_VOWELS;
    uint32_t stop = setting.next != NULL ? setting.next->first : end;

    for (uint32_t last = longest(parse, first, stop, least); last > first; last--) {
        for (size_t i = 0; i <= n; i++) {
            *reading = (Reading){
                .first = first, .last = last, .clitic = i > 0 ? clitics[i] : NULL};
            if (hear_as(ear, &setting, reading)) {
                return true;
            }
        }
    }
    return false;
}

static YqToponym heard_span(const YqParse *parse, uint32_t first, uint32_t last,
                            const YqWordClitic *clitic, YqPostings postings)
{
    return (YqToponym){.first = first,
                       .last = last,
                       .clitic = clitic,
                       .heard = true,
                       .postings = postings,
                       .likeliest = yq_likeliest(parse->gazetteer, postings)};
}

/* How many readings are as good as the first. Of namesakes a town that is many times as
 * populous as any other is meant: it is put first, and stands alone. */
static size_t count_ties(const YqParse *parse, Reading *reading)
{
    int64_t most_people = 0, second = 0;
    size_t n = 0, largest = 0;

    for (; n < reading->n && reading->heard[n].cost <= reading->heard[0].cost + TIE;
         n++) {
        int64_t people =
            yq_gazetteer_facts(parse->gazetteer, reading->heard[n].place).population;

        second = MAX(second, MIN(people, most_people));
        largest = people > most_people ? n : largest;
        most_people = MAX(most_people, people);
    }
    if (most_people < TOWN_OF_NOTE || most_people < TIMES * second) {
        return n;
    }
    reading->heard[0] = reading->heard[largest];
    return 1;
}

static bool is_remembered(const Ear *ear, const char *folded)
{
    for (guint i = 0; i < ear->heard->len; i++) {
        if (strcmp(g_array_index(ear->heard, Heard, i).folded, folded) == 0) {
            return true;
        }
    }
    return false;
}

/* The nearest readings become postings, before those of @known, and are remembered. */
static YqToponym take(Ear *ear, Reading *reading, YqPostings known)
{
    YqParse *parse = ear->parse;
    YqPosting *postings = g_new(YqPosting, reading->n + known.n);
    Heard heard = {.words = reading->last - reading->first};
    uint32_t n = 0;

    for (size_t i = 0, ties = count_ties(parse, reading); i < ties; i++) {
        postings[n++] = (YqPosting){.place = reading->heard[i].place,
                                    .flags = YQ_NAME_ALSO | YQ_NAME_HEARD};
    }
    for (size_t i = 0; i < known.n && !reading->instead; i++) {
        postings[n++] = known.items[i];
    }
    if (parse->heard == NULL) {
        parse->heard = g_ptr_array_new_with_free_func(g_free);
    }
    g_ptr_array_add(parse->heard, postings);
    heard.postings = (YqPostings){postings, n};
    if (ear->heard->len < HEARD_MOST &&
        join_words(parse, reading->first, reading->last, reading->clitic, heard.folded) &&
        !is_remembered(ear, heard.folded)) {
        g_array_append_val(ear->heard, heard);
    }
    return heard_span(parse, reading->first, reading->last, reading->clitic,
                      heard.postings);
}

/* Whether one of the places lies in one of the countries. */
static bool lies_in(const YqParse *parse, YqPostings postings, const About *about)
{
    for (size_t i = 0; i < MIN(postings.n, NAMESAKES); i++) {
        YqFacts place = yq_gazetteer_facts(parse->gazetteer, postings.items[i].place);

        for (size_t k = 0; k < MIN(about->n, FOCUS); k++) {
            if (strstr(place.country, about->countries[k]) != NULL) {
                return true;
            }
        }
    }
    return false;
}

/* A name that the gazetteer has, of places in other countries than the one that is said
 * to hold it: "بوني" is Pune's in Urdu, and Boni "in Mali". */
static bool hear_anew(Ear *ear, guint index, Reading *reading)
{
    const YqParse *parse = ear->parse;
    const YqToponym *span = span_at(ear, index);

    if (span->likeliest.area || span->guess || !yq_cue_is_unknown(parse, span->first)) {
        return false;
    }
    const YqToponym *next = next_name(ear, index);
    bool small = span->likeliest.population < LARGE &&
                 yq_cue_before(parse, span->first) == YQ_CUE_TOWN;
    bool held = holds(ear, span->last, next);
    About about;

    if ((!small && !held) ||
        place_reading(ear, span->last, YQ_CUE_TOWN, next, NULL, &about) == YQ_CUE_NONE ||
        lies_in(parse, span->postings, &about)) {
        return false;
    }
    *reading = (Reading){.first = span->first,
                         .last = span->last,
                         .clitic = span->clitic,
                         .cue = YQ_CUE_HELD,
                         .instead = held};
    hear_words(parse, &about, reading);
    return reading->n > 0;
}

/* Whether a name that was heard elsewhere in the article stands at @token. */
static bool recall(const Ear *ear, uint32_t token, YqToponym *out)
{
    const YqParse *parse = ear->parse;
    const YqWordClitic *clitics[YQ_CUE_CLITICS + 1];
    size_t n =
        yq_cue_is_unknown(parse, token) ? yq_cue_clitics(parse, token, clitics) : 0;

    for (size_t i = 0; i < n; i++) {
        for (guint k = 0; k < ear->heard->len; k++) {
            const Heard *heard = &g_array_index(ear->heard, Heard, k);
            uint32_t last = token + heard->words;
            char folded[YQ_CUE_BYTES];

            if (last <= parse->document->n_tokens &&
                join_words(parse, token, last, clitics[i], folded) &&
                strcmp(folded, heard->folded) == 0) {
                *out = heard_span(parse, token, last, clitics[i], heard->postings);
                return true;
            }
        }
    }
    return false;
}

/* Puts other mentions of what was heard among the spans. */
static void recall_all(Ear *ear)
{
    GArray *spans = ear->spans;
    g_autoptr(GArray) old = g_array_copy(spans);
    guint i = 0;

    g_array_set_size(spans, 0);
    for (uint32_t token = 0; token < ear->parse->document->n_tokens;) {
        YqToponym *span = i < old->len ? &g_array_index(old, YqToponym, i) : NULL;
        YqToponym heard;

        if (span != NULL && span->first < token) {
            i++; /* inside a longer one */
            continue;
        }
        bool here = span != NULL && span->first == token;

        if (recall(ear, token, &heard) && (!here || span->last <= heard.last)) {
            here = true;
            span = &heard;
        }
        if (here) {
            g_array_append_val(spans, *span);
        }
        token = here ? span->last : token + 1;
    }
}

void yq_parse_hear(YqParse *parse, GArray *spans)
{
    g_autoptr(GArray) heard = g_array_new(FALSE, FALSE, sizeof(Heard));
    Ear ear = {.parse = parse, .spans = spans, .heard = heard};
    uint32_t taken = 0;

    for (guint i = 0; i < spans->len; i++) {
        YqToponym *span = span_at(&ear, i);
        const YqToponym *before = i > 0 ? span - 1 : NULL;
        bool fellow = before != NULL && before->last == span->first &&
                      before->likeliest.town && before->likeliest.country[0] != '\0';
        Reading reading;

        if (span->first < taken || span->demonym) {
            continue;
        }
        if (span->postings.n > 0
                ? hear_anew(&ear, i, &reading)
                : span->cue != YQ_CUE_NONE &&
                      hear_span(&ear, i, fellow ? before : NULL, &reading)) {
            *span = take(&ear, &reading, span->postings);
        }
        taken = span->postings.n > 0 ? span->last : taken;
    }
    if (heard->len > 0) {
        recall_all(&ear);
    }
}
