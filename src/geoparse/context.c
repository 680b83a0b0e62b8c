/* SPDX-License-Identifier: MIT */
/* What the article's names say of each other: how much of it is about a country or a
 * province, which places lie near, which holds which. */
#include "geoparse/resolve.h"

#include <math.h>
#include <string.h>

/* Cosines of so many km on the sphere. */
#define COS_50_KM 0.9999692f
#define COS_80_KM 0.99992f
#define COS_200_KM 0.9995073f
#define COS_1000_KM 0.9877039f

#define LEAST_P 0.02f /* a choice that is less likely adds nothing */

void yq_tally_init(YqTally *tally)
{
    memset(tally->keys, 0, sizeof tally->keys);
    tally->total = tally->top = 0;
    tally->n = 0;
}

void yq_tally_add(YqTally *tally, uint32_t key, float mass)
{
    if (key == 0) {
        return;
    }
    for (uint32_t at = key ^ key >> 13, left = 64; left > 0; at++, left--) {
        uint32_t slot = at & (YQ_TALLY_SIZE - 1);

        if (tally->keys[slot] == key || tally->keys[slot] == 0) {
            if (tally->keys[slot] == 0) {
                tally->keys[slot] = key;
                tally->mass[slot] = 0;
                tally->used[tally->n++] = slot;
            }
            tally->mass[slot] += mass;
            tally->total += mass;
            tally->top = MAX(tally->top, tally->mass[slot]);
            return;
        }
    }
}

static float tally_get(const YqTally *tally, uint32_t key)
{
    if (key == 0) {
        return 0;
    }
    for (uint32_t at = key ^ key >> 13, left = 64; left > 0; at++, left--) {
        uint32_t slot = at & (YQ_TALLY_SIZE - 1);

        if (tally->keys[slot] == key) {
            return tally->mass[slot];
        }
        if (tally->keys[slot] == 0) {
            return 0;
        }
    }
    return 0;
}

static void tally_clear(YqTally *tally)
{
    for (uint32_t i = 0; i < tally->n; i++) {
        tally->keys[tally->used[i]] = 0;
    }
    tally->total = tally->top = 0;
    tally->n = 0;
}

static void count_names(YqResolver *self)
{
    tally_clear(&self->countries);
    tally_clear(&self->admins);
    tally_clear(&self->named);
    self->world = 0;
    for (uint32_t i = 0; i < self->n_anchors; i++) {
        const YqName *name = &self->names[self->anchors[i]];

        for (uint32_t k = 0; k < name->n; k++) {
            const YqChoice *choice = &name->choices[k];
            float mass = name->weight * choice->p;

            if (choice->p <= LEAST_P) {
                continue;
            }
            yq_tally_add(&self->countries, choice->country, mass);
            yq_tally_add(&self->admins, choice->admin1, mass);
            if (choice->is_country || choice->is_adm1) {
                yq_tally_add(&self->named,
                             choice->is_country ? choice->country : choice->admin1, mass);
                self->world += choice->is_country ? mass : 0;
            }
        }
    }
}

static void set_shares(const YqResolver *self, const YqName *name, YqChoice *choice)
{
    float *x = choice->row.x, own = 0, own_admin = 0, own_named = 0;

    for (uint32_t k = 0; k < name->n && name->weight > 0; k++) {
        const YqChoice *other = &name->choices[k];
        float mass = other->p > LEAST_P ? name->weight * other->p : 0;

        own += other->country == choice->country ? mass : 0;
        own_admin += other->admin1 == choice->admin1 ? mass : 0;
        own_named += other->is_adm1 && other->admin1 == choice->admin1 ? mass : 0;
    }
    float country = MAX(0, tally_get(&self->countries, choice->country) - own);
    float admin = MAX(0, tally_get(&self->admins, choice->admin1) - own_admin);
    float rest = MAX(0, self->countries.total - name->weight);

    x[YQ_RANK_COUNTRY_SHARE] = country / (rest + 0.5f);
    x[YQ_RANK_COUNTRY_TOP] = country > 0.5f && country >= 0.6f * self->countries.top;
    x[YQ_RANK_ADMIN1_SHARE] = admin / (rest + 0.5f);
    x[YQ_RANK_ADMIN1_TOP] = admin > 0.4f && admin >= 0.6f * self->admins.top;
    x[YQ_RANK_HINT] = tally_get(&self->hints, choice->country) > 0;
    x[YQ_RANK_NAMED_COUNTRY] =
        choice->is_country ? 0 : log1pf(tally_get(&self->named, choice->country));
    x[YQ_RANK_WORLD_CAPITAL] =
        x[YQ_RANK_CAPITAL] != 0 && x[YQ_RANK_NAMESAKE] == 0
            ? log1pf(MAX(0, self->world - tally_get(&self->named, choice->country)))
            : 0;
    x[YQ_RANK_NAMED_ADMIN1] =
        choice->is_adm1 || choice->is_country
            ? 0
            : log1pf(MAX(0, tally_get(&self->named, choice->admin1) - own_named));
}

static void set_nearness(const YqResolver *self, uint32_t index, YqChoice *choice)
{
    static const float cosines[] = {COS_50_KM, COS_200_KM, COS_1000_KM};
    float near[3] = {0};

    for (uint32_t i = 0; i < self->n_anchors; i++) {
        const YqName *other = &self->names[self->anchors[i]];
        const YqChoice *at = &other->choices[other->best];

        if (self->anchors[i] == index || at->is_country) {
            continue;
        }
        float dot = yq_sphere_cos(choice->at, at->at);

        for (int k = 2; k >= 0 && dot > cosines[k]; k--) {
            near[k] += other->weight * at->p;
        }
    }
    choice->row.x[YQ_RANK_NEAR_50] = log1pf(near[0]);
    choice->row.x[YQ_RANK_NEAR_200] = log1pf(near[1]);
    choice->row.x[YQ_RANK_NEAR_1000] = log1pf(near[2]);
}

float yq_resolve_holds(const YqName *outer, const YqChoice *choice, float *out_area)
{
    float p = 0;

    *out_area = 0;
    for (uint32_t i = 0; i < outer->n; i++) {
        const YqChoice *area = &outer->choices[i];
        bool in = (area->is_country && area->country == choice->country &&
                   !choice->is_country) ||
                  (area->is_adm1 && area->admin1 == choice->admin1 && area->admin1 != 0 &&
                   !choice->is_adm1 && !choice->is_country);
        bool near = area->feature_class != 'A' || area->row.x[YQ_RANK_ADM2] != 0;

        if (near) {
            in = yq_sphere_cos(area->at, choice->at) > COS_80_KM;
        }
        *out_area += area->is_area ? area->p : 0;
        p += in ? area->p : 0;
    }
    return p;
}

static void set_containment(const YqResolver *self, const YqName *name, YqChoice *choice)
{
    float area = 0;

    if (name->container != YQ_NO_NAME) {
        float p = yq_resolve_holds(&self->names[name->container], choice, &area);

        choice->row.x[YQ_RANK_CONTAINED] = p;
        choice->row.x[YQ_RANK_UNCONTAINED] = MAX(0, area - p);
    }
    choice->row.x[YQ_RANK_CONTAINS] = name->contains && choice->is_area;
}

void yq_resolve_context(YqResolver *self)
{
    count_names(self);
    for (uint32_t i = 0; i < self->n_names; i++) {
        YqName *name = &self->names[i];

        if (name->weight <= 0 && !self->all) {
            continue;
        }
        for (uint32_t k = 0; k < name->n; k++) {
            set_shares(self, name, &name->choices[k]);
            set_nearness(self, i, &name->choices[k]);
            set_containment(self, name, &name->choices[k]);
        }
    }
}
