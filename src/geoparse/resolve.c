/* SPDX-License-Identifier: MIT */
/* Which place a name means: a conditional logit over its candidates. First each name
 * alone, then, with what the others most likely mean, again: country, province and
 * distance. The cost is linear in the candidates, and in the square of at most ANCHORS
 * names. */
#include "geoparse/candidate.h"
#include "geoparse/features.h"

#include <math.h>
#include <string.h>

#define CHOICES_MAX 48 /* candidates of a name that are weighed, most likely first */
#define ANCHORS_MAX 64 /* names whose places pull others */
#define TALLY_SIZE 1024
#define ROUNDS 3

/* One candidate of one name. */
typedef struct Choice {
    uint32_t place;
    uint32_t country, admin1; /* hashes; 0 not known */
    float x, y, z;            /* of the unit sphere */
    float p;                  /* probability in the last round */
    uint8_t feature_class;
    bool is_country, is_adm1, is_area;
    YqRankRow row;
} Choice;

typedef struct Name {
    Choice *choices;
    uint32_t n, best;
    float weight;       /* how much it says of the article: 0 for what is no mention */
    uint32_t container; /* name that stands after it as "in X"; UINT32_MAX none */
    bool contains, district, water, capital_cue, city_cue;
} Name;

/* Mass of the article's names by country or province. */
typedef struct Tally {
    uint32_t keys[TALLY_SIZE];
    float mass[TALLY_SIZE];
    float total, top;
    uint16_t used[TALLY_SIZE], n; /* slots with a key, to clear it without its size */
} Tally;

typedef struct Resolver {
    YqParse *parse;
    Name *names; /* one for each group */
    uint32_t n_names;
    Choice *store;
    Tally countries, admins, hints;
    uint32_t anchors[ANCHORS_MAX], n_anchors;
    uint32_t source_country;
    char host[128]; /* the paper's address, letters only */
} Resolver;

static uint32_t hash_text(uint32_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        hash = (hash ^ (uint8_t)*text) * 16777619u;
    }
    return hash == 0 ? 1 : hash;
}

static void tally_add(Tally *tally, uint32_t key, float mass)
{
    if (key == 0) {
        return;
    }
    for (uint32_t at = key ^ key >> 13, left = 64; left > 0; at++, left--) {
        uint32_t slot = at & (TALLY_SIZE - 1);

        if (tally->keys[slot] == key || tally->keys[slot] == 0) {
            if (tally->keys[slot] == 0) {
                tally->keys[slot] = key;
                tally->used[tally->n++] = slot;
            }
            tally->mass[slot] += mass;
            tally->total += mass;
            return;
        }
    }
}

static float tally_get(const Tally *tally, uint32_t key)
{
    if (key == 0) {
        return 0;
    }
    for (uint32_t at = key ^ key >> 13, left = 64; left > 0; at++, left--) {
        uint32_t slot = at & (TALLY_SIZE - 1);

        if (tally->keys[slot] == key) {
            return tally->mass[slot];
        }
        if (tally->keys[slot] == 0) {
            return 0;
        }
    }
    return 0;
}

static void tally_finish(Tally *tally)
{
    tally->top = 0;
    for (uint32_t i = 0; i < tally->n; i++) {
        tally->top = MAX(tally->top, tally->mass[tally->used[i]]);
    }
}

static void tally_clear(Tally *tally)
{
    for (uint32_t i = 0; i < tally->n; i++) {
        tally->keys[tally->used[i]] = 0;
        tally->mass[tally->used[i]] = 0;
    }
    tally->total = tally->top = 0;
    tally->n = 0;
}

static bool code_is(const YqPlace *place, const char *code)
{
    return strcmp(place->feature_code, code) == 0;
}

static void set_class(Choice *choice, const YqPlace *place)
{
    float *x = choice->row.x;

    choice->feature_class = place->feature_class;
    choice->is_country = place->feature_class == 'A' && place->feature_code[0] == 'P';
    choice->is_adm1 = code_is(place, "ADM1");
    choice->is_area = place->feature_class == 'A';
    if (choice->is_country) {
        x[YQ_RANK_COUNTRY_CLASS] = 1;
    } else if (code_is(place, "CONT")) {
        x[YQ_RANK_CONTINENT] = 1;
    } else if (choice->is_adm1) {
        x[YQ_RANK_ADM1] = 1;
    } else if (code_is(place, "ADM2")) {
        x[YQ_RANK_ADM2] = 1;
    } else if (choice->is_area) {
        x[YQ_RANK_ADM_OTHER] = 1;
    } else if (code_is(place, "PPLC")) {
        x[YQ_RANK_CAPITAL] = 1;
    } else if (code_is(place, "PPLA")) {
        x[YQ_RANK_SEAT] = 1;
    } else if (code_is(place, "PPLX")) {
        x[YQ_RANK_SECTION] = 1;
    } else if (place->feature_class == 'H') {
        x[YQ_RANK_WATER] = 1;
    } else if (place->feature_class == 'L') {
        x[YQ_RANK_REGION] = 1;
    } else if (place->feature_class != 'P') {
        x[YQ_RANK_OTHER_CLASS] = 1;
    }
}

/* Whether a word of the paper's address is the place's name: "richmond.com". */
static bool in_host(const Resolver *self, const YqPlace *place)
{
    char key[64];
    size_t n = 0;
    const char *name = yq_gazetteer_name(self->parse->gazetteer, place->index, NULL);

    for (; self->host[0] != '\0' && name != NULL && *name != '\0'; name++) {
        if (g_ascii_isalpha(*name) && n + 1 < sizeof key) {
            key[n++] = g_ascii_tolower(*name);
        }
    }
    key[n] = '\0';
    return n >= 4 && strstr(self->host, key) != NULL;
}

static void set_place(const Resolver *self, Choice *choice, const YqPlace *place)
{
    double lon = place->at.lon * (G_PI / 180), lat = place->at.lat * (G_PI / 180);
    float *x = choice->row.x;

    choice->x = cos(lat) * cos(lon);
    choice->y = cos(lat) * sin(lon);
    choice->z = sin(lat);
    choice->country = place->country[0] != '\0' && strchr(place->country, ',') == NULL
                          ? hash_text(7, place->country)
                          : 0;
    choice->admin1 = choice->country != 0 && place->admin1[0] != '\0'
                         ? hash_text(choice->country, place->admin1)
                         : 0;
    x[YQ_RANK_POPULATION] = log10(place->population + 1.0) / 6;
    x[YQ_RANK_NO_POPULATION] = place->population == 0;
    x[YQ_RANK_SOURCE_COUNTRY] =
        self->source_country != 0 && choice->country == self->source_country;
    set_class(choice, place);
    x[YQ_RANK_SOURCE_NAME] = choice->feature_class == 'P' && in_host(self, place);
}

static void set_name(const Name *name, Choice *choice)
{
    float *x = choice->row.x;
    bool district = choice->is_adm1 || x[YQ_RANK_ADM2] != 0 || x[YQ_RANK_ADM_OTHER] != 0;
    bool water = choice->feature_class == 'H';
    bool town = choice->feature_class == 'P';

    x[YQ_RANK_DISTRICT_MATCH] = name->district && district;
    x[YQ_RANK_DISTRICT_MISS] = name->district && town;
    x[YQ_RANK_WATER_MATCH] = name->water && water;
    x[YQ_RANK_WATER_MISS] = !name->water && water;
    x[YQ_RANK_CAPITAL_CUE] = name->capital_cue && x[YQ_RANK_CAPITAL] != 0;
    x[YQ_RANK_CITY_CUE] = name->city_cue && town;
}

static void add_choices(Resolver *self, Name *name, const YqPostings *postings)
{
    for (size_t i = 0; i < postings->n && name->n < CHOICES_MAX; i++) {
        const YqPosting *posting = &postings->items[i];
        Choice *choice = &name->choices[name->n];

        if ((posting->flags & YQ_NAME_DEMONYM) != 0) {
            continue;
        }
        YqPlace place = yq_gazetteer_place(self->parse->gazetteer, posting->place);

        *choice = (Choice){.place = posting->place, .row.place = posting->place};
        set_place(self, choice, &place);
        choice->row.x[YQ_RANK_FIRST] = name->n == 0;
        choice->row.x[YQ_RANK_ORDER] = log(name->n + 1.0);
        choice->row.x[YQ_RANK_LABEL] = (posting->flags & YQ_NAME_LABEL) != 0;
        choice->row.x[YQ_RANK_ALSO] =
            (posting->flags & (YQ_NAME_LABEL | YQ_NAME_TAGGED)) == 0;
        set_name(name, choice);
        name->n++;
    }
}

static void note_cues(const YqParse *parse, const YqToponym *span, Name *name)
{
    uint32_t before = yq_parse_near(parse, span->first, -1);
    uint32_t after = yq_parse_near(parse, span->last - 1, 1);

    name->district |= span->district;
    name->water |= span->water;
    name->capital_cue |= ((before | after) & YQ_WORD_CAPITAL) != 0;
    name->city_cue |= (before & YQ_WORD_PLACE_HEAD) != 0 &&
                      (before & (YQ_WORD_DISTRICT | YQ_WORD_WATER)) == 0;
}

/* Whether only a comma, a bracket or words such as "in the region of" lie between. */
static bool is_within(const YqParse *parse, const YqToponym *inner,
                      const YqToponym *outer)
{
    const YqToken *tokens = parse->document->tokens;
    uint32_t gap = outer->first - inner->last;

    if (tokens[inner->first].sentence != tokens[outer->first].sentence || gap > 5) {
        return false;
    }
    bool mark = false, word = outer->clitic != NULL && outer->clitic->locates;

    for (uint32_t i = inner->last; i < outer->first; i++) {
        char first = *yq_token_folded(parse->document, i);

        if ((tokens[i].flags & YQ_TOKEN_MARK) != 0) {
            if (strchr(",(.", first) == NULL) {
                return false;
            }
            mark |= first == ',' || first == '(';
        } else if ((parse->classes[i] & (YQ_WORD_IN | YQ_WORD_PLACE_HEAD | YQ_WORD_LINK |
                                         YQ_WORD_DIRECTION)) == 0 ||
                   (parse->classes[i] & YQ_WORD_MOTION & ~YQ_WORD_IN) != 0) {
            return false;
        } else {
            word |= (parse->classes[i] & (YQ_WORD_IN | YQ_WORD_DISTRICT)) != 0;
        }
    }
    return (mark && gap == 1) || word;
}

static void link_containers(Resolver *self)
{
    YqParse *parse = self->parse;

    for (guint i = 0; i + 1 < parse->spans->len; i++) {
        const YqToponym *inner = yq_toponym_at(parse, i),
                        *outer = yq_toponym_at(parse, i + 1);

        if (inner->group != outer->group && !outer->guess &&
            is_within(parse, inner, outer)) {
            if (self->names[inner->group].container == UINT32_MAX) {
                self->names[inner->group].container = outer->group;
            }
            self->names[outer->group].contains = true;
        }
    }
}

static void collect(Resolver *self)
{
    YqParse *parse = self->parse;
    size_t room = 0;

    for (uint32_t i = 0; i < self->n_names; i++) {
        room += MIN(yq_group_at(parse, i)->postings.n, CHOICES_MAX);
        self->names[i].container = UINT32_MAX;
    }
    for (guint i = 0; i < parse->spans->len; i++) {
        const YqToponym *span = yq_toponym_at(parse, i);

        note_cues(parse, span, &self->names[span->group]);
        if (span->accepted && !span->guess) {
            self->names[span->group].weight += 1;
        }
    }
    self->store = g_new(Choice, room + 1);
    for (uint32_t i = 0, at = 0; i < self->n_names; i++) {
        Name *name = &self->names[i];

        name->choices = self->store + at;
        name->weight = sqrtf(name->weight);
        add_choices(self, name, &yq_group_at(parse, i)->postings);
        at += name->n;
        if (name->weight > 0 && name->n > 0 && self->n_anchors < ANCHORS_MAX) {
            self->anchors[self->n_anchors++] = i;
        }
    }
}

static void score_name(Resolver *self, Name *name)
{
    const float *rank = yq_model_ranks(self->parse->model);
    float best = -1e9f, total = 0;

    for (uint32_t i = 0; i < name->n; i++) {
        Choice *choice = &name->choices[i];

        choice->p = 0;
        for (int k = 0; k < YQ_RANK_COUNT; k++) {
            choice->p += choice->row.x[k] * rank[k];
        }
        if (choice->p > best) {
            best = choice->p;
            name->best = i;
        }
    }
    for (uint32_t i = 0; i < name->n; i++) {
        name->choices[i].p = expf(name->choices[i].p - best);
        total += name->choices[i].p;
    }
    for (uint32_t i = 0; i < name->n; i++) {
        name->choices[i].p /= total;
    }
}

static void count_context(Resolver *self)
{
    tally_clear(&self->countries);
    tally_clear(&self->admins);
    for (uint32_t i = 0; i < self->n_anchors; i++) {
        const Name *name = &self->names[self->anchors[i]];

        for (uint32_t k = 0; k < name->n; k++) {
            const Choice *choice = &name->choices[k];

            if (choice->p > 0.02f) {
                tally_add(&self->countries, choice->country, name->weight * choice->p);
                tally_add(&self->admins, choice->admin1, name->weight * choice->p);
            }
        }
    }
    tally_finish(&self->countries);
    tally_finish(&self->admins);
}

static void set_shares(const Resolver *self, const Name *name, Choice *choice)
{
    float *x = choice->row.x, own = 0, own_admin = 0;

    for (uint32_t k = 0; k < name->n && name->weight > 0; k++) {
        const Choice *other = &name->choices[k];

        own += other->country == choice->country ? name->weight * other->p : 0;
        own_admin += other->admin1 == choice->admin1 ? name->weight * other->p : 0;
    }
    float country = MAX(0, tally_get(&self->countries, choice->country) - own);
    float admin = MAX(0, tally_get(&self->admins, choice->admin1) - own_admin);
    float rest = MAX(0, self->countries.total - name->weight);

    x[YQ_RANK_COUNTRY_SHARE] = country / (rest + 0.5f);
    x[YQ_RANK_COUNTRY_TOP] = country > 0.5f && country >= 0.6f * self->countries.top;
    x[YQ_RANK_ADMIN1_SHARE] = admin / (rest + 0.5f);
    x[YQ_RANK_ADMIN1_TOP] = admin > 0.4f && admin >= 0.6f * self->admins.top;
    x[YQ_RANK_HINT] = tally_get(&self->hints, choice->country) > 0;
}

static void set_nearness(const Resolver *self, uint32_t index, Choice *choice)
{
    /* Cosines of 50, 200 and 1000 km on the sphere. */
    static const float cosines[] = {0.9999692f, 0.9995073f, 0.9877039f};
    float near[3] = {0};

    for (uint32_t i = 0; i < self->n_anchors; i++) {
        const Name *other = &self->names[self->anchors[i]];
        const Choice *at = &other->choices[other->best];

        if (self->anchors[i] == index || at->is_country) {
            continue;
        }
        float dot = choice->x * at->x + choice->y * at->y + choice->z * at->z;

        for (int k = 0; k < 3; k++) {
            near[k] += dot > cosines[k] ? other->weight * at->p : 0;
        }
    }
    choice->row.x[YQ_RANK_NEAR_50] = log1pf(near[0]);
    choice->row.x[YQ_RANK_NEAR_200] = log1pf(near[1]);
    choice->row.x[YQ_RANK_NEAR_1000] = log1pf(near[2]);
}

/* Probability that the place named after it holds @choice. */
static float holds(const Name *outer, const Choice *choice, float *out_area)
{
    float p = 0;

    *out_area = 0;
    for (uint32_t i = 0; i < outer->n; i++) {
        const Choice *area = &outer->choices[i];
        bool in = (area->is_country && area->country == choice->country &&
                   !choice->is_country) ||
                  (area->is_adm1 && area->admin1 == choice->admin1 && area->admin1 != 0 &&
                   !choice->is_adm1 && !choice->is_country);
        bool near = area->feature_class != 'A' || area->row.x[YQ_RANK_ADM2] != 0;

        if (near) {
            in = area->x * choice->x + area->y * choice->y + area->z * choice->z >
                 0.99992f; /* 80 km */
        }
        *out_area += area->is_area ? area->p : 0;
        p += in ? area->p : 0;
    }
    return p;
}

static void set_containment(const Resolver *self, const Name *name, Choice *choice)
{
    float area = 0;

    if (name->container != UINT32_MAX) {
        float p = holds(&self->names[name->container], choice, &area);

        choice->row.x[YQ_RANK_CONTAINED] = p;
        choice->row.x[YQ_RANK_UNCONTAINED] = MAX(0, area - p);
    }
    choice->row.x[YQ_RANK_CONTAINS] = name->contains && choice->is_area;
}

static void set_context(Resolver *self)
{
    count_context(self);
    for (uint32_t i = 0; i < self->n_names; i++) {
        Name *name = &self->names[i];

        for (uint32_t k = 0; k < name->n; k++) {
            set_shares(self, name, &name->choices[k]);
            set_nearness(self, i, &name->choices[k]);
            set_containment(self, name, &name->choices[k]);
        }
    }
}

/* The country of an address's last label, and its letters. */
static void read_source(Resolver *self)
{
    const YqArticle *article = self->parse->document->article;
    const char *source = article != NULL ? yq_article_info(article)->source : NULL;
    size_t n = 0;

    if (source == NULL) {
        return;
    }
    const char *begin = strstr(source, "://");

    begin = begin != NULL ? begin + 3 : source;
    const char *end = begin + strcspn(begin, "/?:");
    const char *dot = g_strrstr_len(begin, end - begin, ".");

    if (dot != NULL && end - dot == 3) {
        char code[3] = {g_ascii_toupper(dot[1]), g_ascii_toupper(dot[2]), '\0'};

        self->source_country = hash_text(7, strcmp(code, "UK") == 0 ? "GB" : code);
    }
    for (const char *at = begin; at < end && n + 1 < sizeof self->host; at++) {
        if (g_ascii_isalpha(*at)) {
            self->host[n++] = g_ascii_tolower(*at);
        }
    }
}

static void read_hints(Resolver *self)
{
    const YqParse *parse = self->parse;

    for (guint i = 0; i < parse->hints->len; i++) {
        const YqPostings *hint = &g_array_index(parse->hints, YqToponym, i).postings;
        YqPlace place = yq_gazetteer_place(parse->gazetteer, hint->items[0].place);

        if (place.country[0] != '\0') {
            tally_add(&self->hints, hash_text(7, place.country), 1);
        }
    }
}

/* The best choice for one span, where a container of its own may overrule the group's. */
static void give(const Resolver *self, uint32_t index, uint32_t *place, float *confidence)
{
    const YqToponym *span = yq_toponym_at(self->parse, index);
    const Name *name = &self->names[span->group];

    *place = YQ_PLACE_NONE;
    *confidence = 0;
    if (name->n > 0 && !span->guess) {
        *place = name->choices[name->best].place;
        *confidence = name->choices[name->best].p;
    }
}

static void visit_rows(const Resolver *self, YqRankVisit *visit, void *data)
{
    for (uint32_t i = 0; i < self->n_names; i++) {
        YqRankRow rows[CHOICES_MAX];

        for (uint32_t k = 0; k < self->names[i].n; k++) {
            rows[k] = self->names[i].choices[k].row;
        }
        if (self->names[i].n > 0) {
            visit(self->parse, i, rows, self->names[i].n, data);
        }
    }
}

void yq_parse_resolve_visit(YqParse *parse, uint32_t *out_places, float *out_confidence,
                            YqRankVisit *visit, void *data)
{
    g_autofree Resolver *self = g_new0(Resolver, 1);

    self->parse = parse;
    self->n_names = parse->groups->len;
    self->names = g_new0(Name, self->n_names + 1);
    read_source(self);
    read_hints(self);
    collect(self);
    link_containers(self);
    for (int round = 0; round < ROUNDS; round++) {
        if (round > 0) {
            set_context(self);
        }
        for (uint32_t i = 0; i < self->n_names; i++) {
            score_name(self, &self->names[i]);
        }
    }
    if (visit != NULL) {
        visit_rows(self, visit, data);
    }
    for (guint i = 0; i < parse->spans->len; i++) {
        give(self, i, &out_places[i], &out_confidence[i]);
    }
    g_free(self->names);
    g_free(self->store);
}

void yq_parse_resolve(YqParse *parse, uint32_t *out_places, float *out_confidence)
{
    yq_parse_resolve_visit(parse, out_places, out_confidence, NULL, NULL);
}
