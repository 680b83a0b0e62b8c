/* SPDX-License-Identifier: MIT */
#include "gazetteer/sounds.h"

#include "base/table.h"
#include "text/fold.h"

#include <math.h>
#include <string.h>

#define KEY_COST 0.40f /* a sound that costs more is not looked up */
#define LATIN_NAME 48  /* letters of a Latin name that is compared */

#define rule_at(rules, i) (&g_array_index((rules), YqSoundRule, (i)))

static bool is_vowel(char c)
{
    return strchr("aeiouyw", c) != NULL;
}

typedef struct Reading {
    GArray *rules;    /* of YqSoundRule */
    YqSoundRule rule; /* without its Latin letters */
    bool bad;
} Reading;

static void add_latin(const char *part, size_t length, void *data)
{
    Reading *reading = data;
    YqSoundRule rule = reading->rule;
    char sound[YQ_SOUND_MAX + 1];
    bool none = length == 1 && *part == '-';

    reading->bad |= length > YQ_SOUND_LATIN || (none && rule.n_letters == 0);
    for (size_t i = 0; i < length && !none; i++) {
        reading->bad |= !g_ascii_islower(part[i]);
    }
    if (reading->bad) {
        return;
    }
    rule.n_latin = none ? 0 : length;
    memcpy(rule.latin, part, rule.n_latin);
    yq_sound(rule.latin, rule.n_latin, sound);
    g_strlcpy(rule.sound, sound, sizeof rule.sound);
    rule.opens = rule.n_latin > 0 && is_vowel(rule.latin[0]);
    rule.closes = rule.n_latin > 0 && is_vowel(rule.latin[rule.n_latin - 1]);
    g_array_append_val(reading->rules, rule);
}

/* "^اي", "ه$", "-". */
static bool read_letters(const char *text, YqSoundRule *rule)
{
    size_t length = strlen(text);

    rule->first = *text == '^';
    text += rule->first;
    length -= rule->first;
    rule->last = length > 0 && text[length - 1] == '$';
    length -= rule->last;
    if (length == 1 && *text == '-') {
        return true;
    }
    for (const char *at = text; at < text + length; at = g_utf8_next_char(at)) {
        if (rule->n_letters == YQ_SOUND_LETTERS || (guchar)*at < 0x80) {
            return false;
        }
        rule->letters[rule->n_letters++] = g_utf8_get_char(at);
    }
    return rule->n_letters > 0;
}

static bool visit(const YqRow *row, void *data, GError **error)
{
    Reading reading = {.rules = data};
    const char *cost = yq_row_get(row, "cost"), *latin = yq_row_get(row, "latin");
    char *end;

    reading.rule.cost = g_ascii_strtod(cost, &end);
    if (end == cost || *end != '\0' ||
        !(reading.rule.cost >= 0 && reading.rule.cost <= 1)) {
        return yq_row_error(row, error, "cost '%s' is no number from 0 to 1", cost);
    }
    if (!read_letters(yq_row_get(row, "letters"), &reading.rule)) {
        return yq_row_error(row, error,
                            "'%s' is not one to %d letters that are not Latin",
                            yq_row_get(row, "letters"), YQ_SOUND_LETTERS);
    }
    guint before = reading.rules->len;

    yq_split_bar(latin, add_latin, &reading);
    if (reading.bad || reading.rules->len == before) {
        return yq_row_error(row, error, "'%s' is no Latin letters from a to z", latin);
    }
    return true;
}

static int by_letter(const void *a, const void *b)
{
    gunichar x = ((const YqSoundRule *)a)->letters[0],
             y = ((const YqSoundRule *)b)->letters[0];

    return (x > y) - (x < y);
}

/* A letter may be one of several that stand for a sound together: then it costs nothing
 * by itself. */
static void note_least(GArray *rules)
{
    YqSoundRule *first = NULL;

    for (guint i = 0; i < rules->len; i++) {
        YqSoundRule *rule = rule_at(rules, i);

        if (first == NULL || first->letters[0] != rule->letters[0]) {
            first = rule;
            first->least = 1;
        }
        first->least = MIN(first->least, rule->n_letters > 1 ? 0 : rule->cost);
    }
}

static bool sounds_as(const YqSoundRule *a, const YqSoundRule *b)
{
    return a->n_letters == b->n_letters &&
           memcmp(a->letters, b->letters, sizeof a->letters) == 0 &&
           a->first == b->first && a->last == b->last && a->opens == b->opens &&
           a->closes == b->closes && strcmp(a->sound, b->sound) == 0;
}

/* Letters that are silent together are so one by one: nothing is gained by reading them
 * at once. */
static bool is_silent_run(const YqSoundRule *rule)
{
    return rule->n_letters > 1 && *rule->sound == '\0';
}

static void add_sound(GArray *sounds, const YqSoundRule *rule)
{
    if (is_silent_run(rule)) {
        return;
    }
    for (guint i = sounds->len; i > 0; i--) {
        YqSoundRule *other = rule_at(sounds, i - 1);

        if (sounds_as(other, rule)) {
            other->cost = MIN(other->cost, rule->cost);
            return;
        }
    }
    g_array_append_val(sounds, *rule);
}

bool yq_sounds_read(const char *path, GArray *rules, GArray *alike, GError **error)
{
    if (!yq_table_read(path, visit, rules, error)) {
        return false;
    }
    g_array_sort(rules, by_letter);
    note_least(rules);
    for (guint i = 0; i < rules->len; i++) {
        if (rule_at(rules, i)->n_letters > 0) {
            add_sound(alike, rule_at(rules, i));
        }
    }
    return true;
}

YqSounds yq_sounds_of(const YqSoundRule *rules, size_t n_rules, const YqSoundRule *alike,
                      size_t n_alike)
{
    YqSounds self = {rules, alike, n_rules, n_alike, 0};

    while (self.unwritten < n_rules && rules[self.unwritten].n_letters == 0) {
        self.unwritten++;
    }
    return self;
}

/* Whether the letters of @rule stand at @i. */
static bool applies(const YqSpoken *self, const YqSoundRule *rule, size_t i)
{
    size_t end = i + rule->n_letters;

    if (end > self->n || (rule->first && !self->starts[i]) ||
        (rule->last && !self->ends[end])) {
        return false;
    }
    for (size_t k = 0; k < rule->n_letters; k++) {
        if (rule->letters[k] != self->letters[i + k]) {
            return false;
        }
    }
    return true;
}

/* The rules of a letter: a range of the sorted ones, [from, to). */
static bool find_range(const YqSoundRule *rules, size_t n, size_t from, gunichar letter,
                       uint16_t out[2])
{
    size_t to = n;

    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (rules[middle].letters[0] < letter) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    while (to < n && rules[to].letters[0] == letter) {
        to++;
    }
    out[0] = from;
    out[1] = to;
    return to > from;
}

/* The sounds of the first letters of a word, the cheapest of each position. */
typedef struct Beam {
    YqSoundKey keys[YQ_SPOKEN_KEYS];
    size_t n;
} Beam;

static void beam_add(Beam *beam, const YqSoundKey *key)
{
    size_t worst = 0;

    for (size_t i = 0; i < beam->n; i++) {
        YqSoundKey *other = &beam->keys[i];

        if (other->n == key->n && other->open == key->open &&
            memcmp(other->sound, key->sound, key->n) == 0) {
            other->cost = MIN(other->cost, key->cost);
            return;
        }
        worst = other->cost > beam->keys[worst].cost ? i : worst;
    }
    if (beam->n < YQ_SPOKEN_KEYS) {
        beam->keys[beam->n++] = *key;
    } else if (key->cost < beam->keys[worst].cost) {
        beam->keys[worst] = *key;
    }
}

/* Puts what @rule says behind @key. Where a consonant meets its like, the vowel between
 * may only be unwritten: both readings are kept. */
static void go_on(Beam *to, YqSoundKey key, const YqSoundRule *rule, float most)
{
    key.cost += rule->cost;
    if (key.cost > most) {
        return;
    }
    if (*rule->sound == '\0') {
        key.open |= rule->opens || rule->closes;
        beam_add(to, &key);
        return;
    }
    size_t n = strlen(rule->sound);
    bool meets = key.n > 0 && key.sound[key.n - 1] == *rule->sound;
    bool open = key.open || rule->opens;

    for (size_t skip = 0; skip <= (meets && !open); skip++) {
        YqSoundKey next = key;

        if (next.n + n - skip > YQ_SOUND_MAX) {
            return;
        }
        memcpy(next.sound + next.n, rule->sound + skip, n - skip);
        next.n += n - skip;
        next.sound[next.n] = '\0';
        next.open = rule->closes;
        beam_add(to, &next);
    }
}

static int by_cost(const void *a, const void *b)
{
    float x = ((const YqSoundKey *)a)->cost, y = ((const YqSoundKey *)b)->cost;

    return (x > y) - (x < y);
}

static void find_keys(YqSpoken *self, float most)
{
    Beam beams[YQ_SPOKEN_MAX + 1];
    const YqSoundKey empty = {.n = 0};
    const YqSounds *sounds = self->sounds;

    for (size_t i = 0; i <= self->n; i++) {
        beams[i].n = 0;
    }
    beam_add(&beams[0], &empty);
    for (size_t i = 0; i < self->n; i++) {
        uint16_t range[2];

        find_range(sounds->alike, sounds->n_alike, 0, self->letters[i], range);
        for (size_t r = range[0]; r < range[1]; r++) {
            const YqSoundRule *rule = &sounds->alike[r];

            if (rule->cost > most || !applies(self, rule, i)) {
                continue;
            }
            for (size_t k = 0; k < beams[i].n; k++) {
                go_on(&beams[i + rule->n_letters], beams[i].keys[k], rule, most);
            }
        }
    }
    self->n_keys = 0;
    for (size_t k = 0; k < beams[self->n].n; k++) {
        const YqSoundKey *key = &beams[self->n].keys[k];
        bool known = false;

        for (size_t i = 0; i < self->n_keys; i++) {
            known |= strcmp(self->keys[i].sound, key->sound) == 0;
        }
        if (!known && key->n > 0) {
            self->keys[self->n_keys++] = *key;
        }
    }
    qsort(self->keys, self->n_keys, sizeof *self->keys, by_cost);
}

/* Adds a letter as it is written where the table has that form ("ة"), or else as it folds
 * ("ه"); what folds to nothing is passed over. */
static bool add_letter(YqSpoken *self, gunichar c)
{
    const YqSounds *sounds = self->sounds;
    uint16_t *range = self->rules[self->n];
    char folded[8];

    if (self->n == YQ_SPOKEN_MAX) {
        return false;
    }
    if (!find_range(sounds->rules, sounds->n_rules, sounds->unwritten, c, range)) {
        size_t bytes = yq_fold_char(c, folded);

        if (bytes == 0) {
            return true;
        }
        c = g_utf8_get_char_validated(folded, bytes);
        if (!find_range(sounds->rules, sounds->n_rules, sounds->unwritten, c, range)) {
            return false;
        }
    }
    self->letters[self->n++] = c;
    self->starts[self->n] = false;
    return true;
}

/* What the letters cost at the least. */
static float least_cost(const YqSpoken *self)
{
    float sum = 0;

    for (size_t i = 0; i < self->n; i++) {
        sum += self->sounds->rules[self->rules[i][0]].least;
    }
    return sum;
}

static uint32_t letter_bit(const YqSoundRule *rule, size_t at)
{
    return rule->n_latin > 0 ? 1u << (rule->latin[at] - 'a') : UINT32_MAX;
}

static void find_edges_at(YqSpoken *self, size_t i)
{
    for (size_t r = self->rules[i][0]; r < self->rules[i][1]; r++) {
        const YqSoundRule *rule = &self->sounds->rules[r];
        bool last = i + rule->n_letters == self->n;

        if ((i == 0 || last) && applies(self, rule, i)) {
            self->begins |= i == 0 ? letter_bit(rule, 0) : 0;
            self->ends_in |= last ? letter_bit(rule, MAX(rule->n_latin, 1) - 1) : 0;
        }
    }
}

/* Which letters a Latin name may begin and end with: those of the rows that begin or end
 * the word, and those that are not written. */
static void find_edges(YqSpoken *self)
{
    const YqSoundRule *rules = self->sounds->rules;

    self->begins = self->ends_in = 0;
    for (size_t r = 0; r < self->sounds->unwritten; r++) {
        const YqSoundRule *rule = &rules[r];

        self->begins |= letter_bit(rule, 0);
        self->ends_in |= letter_bit(rule, rule->n_latin - 1);
    }
    for (size_t i = 0; i < self->n; i++) {
        if (i == 0 || i + YQ_SOUND_LETTERS >= self->n) {
            find_edges_at(self, i);
        }
    }
}

bool yq_spoken_set(YqSpoken *self, const YqSounds *sounds, const char *text,
                   size_t length, float most)
{
    self->sounds = sounds;
    self->n = 0;
    self->starts[0] = true;
    for (const char *at = text; at < text + length; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (g_unichar_isspace(c) || c == '-') {
            self->starts[self->n] = true;
        } else if (!add_letter(self, c)) {
            return false;
        }
    }
    for (size_t i = 0; i <= self->n; i++) {
        self->ends[i] = i == self->n || (i > 0 && self->starts[i]);
    }
    if (self->n == 0 || least_cost(self) > most) {
        return false;
    }
    find_edges(self);
    find_keys(self, MIN(most, KEY_COST));
    return self->n_keys > 0;
}

/* The letters of a Latin name without blanks and doubled consonants; 0 for one that holds
 * other letters or is too long. */
static size_t squeeze(const char *latin, size_t length, char out[LATIN_NAME])
{
    size_t n = 0;

    for (size_t i = 0; i < length; i++) {
        if (latin[i] == ' ' || (n > 0 && latin[i] == out[n - 1] && !is_vowel(latin[i]))) {
            continue;
        }
        if (!g_ascii_islower(latin[i]) || n == LATIN_NAME) {
            return 0;
        }
        out[n++] = latin[i];
    }
    return n;
}

/* The least costs of reading the first i letters as the first j of the name. Only what
 * can be reached is kept: of each row the cells [from, to). */
typedef struct Grid {
    float costs[YQ_SPOKEN_MAX + 1][LATIN_NAME + 1];
    uint8_t from[YQ_SPOKEN_MAX + 1], to[YQ_SPOKEN_MAX + 1];
    char name[LATIN_NAME];
    size_t m, reached; /* letters of the name; the last row that has a cell */
    float most;
} Grid;

static void reach(Grid *grid, size_t i, size_t j, float cost)
{
    for (; grid->reached < i; grid->reached++) {
        grid->from[grid->reached + 1] = grid->to[grid->reached + 1] = 0;
    }
    if (grid->to[i] == 0) {
        grid->from[i] = j;
        grid->to[i] = j + 1;
        grid->costs[i][j] = cost;
        return;
    }
    while (grid->from[i] > j) {
        grid->costs[i][--grid->from[i]] = YQ_SOUNDS_NEVER;
    }
    while (grid->to[i] <= j) {
        grid->costs[i][grid->to[i]++] = YQ_SOUNDS_NEVER;
    }
    grid->costs[i][j] = MIN(grid->costs[i][j], cost);
}

/* Reads @rule from letter @i and Latin letter @j on; its first Latin letter is there. */
static void step(const YqSpoken *self, Grid *grid, const YqSoundRule *rule, size_t i,
                 size_t j)
{
    size_t to = j + rule->n_latin;
    float cost = grid->costs[i][j] + rule->cost;

    if (cost > grid->most || to > grid->m) {
        return;
    }
    for (size_t k = 1; k < rule->n_latin; k++) {
        if (rule->latin[k] != grid->name[j + k]) {
            return;
        }
    }
    if (applies(self, rule, i) && (rule->n_letters > 0 || !rule->last || to == grid->m)) {
        reach(grid, i + rule->n_letters, to, cost);
    }
}

/* Reads each of the rules [from, to) that may be read there. */
static void step_all(const YqSpoken *self, Grid *grid, guint from, guint to, size_t i,
                     size_t j)
{
    const YqSoundRule *rules = self->sounds->rules;
    char next = j < grid->m ? grid->name[j] : '-';

    for (size_t r = from; r < to; r++) {
        if (rules[r].latin[0] == next || rules[r].latin[0] == '\0') {
            step(self, grid, &rules[r], i, j);
        }
    }
}

float yq_spoken_cost(const YqSpoken *self, const char *latin, size_t length, float most)
{
    Grid grid;

    grid.m = squeeze(latin, length, grid.name);
    if (grid.m == 0) {
        return YQ_SOUNDS_NEVER;
    }
    grid.most = most;
    grid.reached = 0;
    grid.from[0] = grid.to[0] = 0;
    reach(&grid, 0, 0, 0);
    for (size_t i = 0; i <= grid.reached; i++) {
        for (size_t j = grid.from[i]; j < grid.to[i]; j++) {
            if (grid.costs[i][j] > most) {
                continue;
            }
            step_all(self, &grid, 0, self->sounds->unwritten, i, j);
            if (i < self->n) {
                step_all(self, &grid, self->rules[i][0], self->rules[i][1], i, j);
            }
        }
    }
    bool whole = grid.reached == self->n && grid.to[self->n] > grid.m;

    return whole ? grid.costs[self->n][grid.m] : YQ_SOUNDS_NEVER;
}
