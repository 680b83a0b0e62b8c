/* SPDX-License-Identifier: MIT */
/* Symbols that would hide each other move along the border only: height means distance,
 * or time, and a symbol on the wrong side of the line would tell what nobody said. The
 * larger stay where they belong. */
#include "strip/chart.h"

#include <math.h>

/* Of so many incidents, those that crowd move aside as far as they must. */
#define MOST_SPREAD 70
#define GAP 1.2 /* between two symbols */
#define LEAST_CELL 4.0

/* A symbol that stands already. */
typedef struct Stand {
    YqXY xy;
    double radius;
    uint32_t before; /* the one before it in its cell, + 1; 0: it is the first */
} Stand;

/* All that stand, by the cell of their centre: among thousands only the near ones are
 * looked at, the latest first, which is the likeliest to be in the way. */
typedef struct Stands {
    const YqRect *panel;
    double cell, widest;
    int columns, rows;
    GArray *all;    /* of Stand */
    uint32_t *last; /* of each cell, + 1; 0 while it is empty */
} Stands;

static void stands_init(Stands *self, const YqRect *panel, double widest)
{
    double cell = fmax(2 * widest + GAP, LEAST_CELL);

    *self = (Stands){.panel = panel,
                     .cell = cell,
                     .widest = widest,
                     .columns = MAX(1, (int)ceil(panel->width / cell)),
                     .rows = MAX(1, (int)ceil(panel->height / cell)),
                     .all = g_array_new(FALSE, FALSE, sizeof(Stand))};
    self->last = g_new0(uint32_t, (size_t)self->columns * self->rows);
}

static void stands_clear(Stands *self)
{
    g_array_unref(self->all);
    g_free(self->last);
}

/* What stands outside is held by the cells at the edge. */
static int cell_of(double at, double cell, int n)
{
    return (int)CLAMP(floor(at / cell), 0, n - 1);
}

static int column_of(const Stands *self, double x)
{
    return cell_of(x - self->panel->x, self->cell, self->columns);
}

static int row_of(const Stands *self, double y)
{
    return cell_of(y - self->panel->y, self->cell, self->rows);
}

/* One behind another of its size keeps off nothing more: where thousands stay on one
 * spot, the first is enough. */
static bool is_hidden(const Stands *self, uint32_t last, YqXY xy, double radius)
{
    while (last > 0) {
        const Stand *other = &g_array_index(self->all, Stand, last - 1);

        if (other->xy.x == xy.x && other->xy.y == xy.y && other->radius >= radius) {
            return true;
        }
        last = other->before;
    }
    return false;
}

static void add_stand(Stands *self, YqXY xy, double radius)
{
    uint32_t *last =
        &self->last[row_of(self, xy.y) * self->columns + column_of(self, xy.x)];
    Stand stand = {xy, radius, *last};

    if (is_hidden(self, *last, xy, radius)) {
        return;
    }
    g_array_append_val(self->all, stand);
    *last = self->all->len;
}

static bool cell_is_free(const Stands *self, int column, int row, YqXY xy, double radius)
{
    uint32_t next = self->last[row * self->columns + column];

    while (next > 0) {
        const Stand *other = &g_array_index(self->all, Stand, next - 1);

        if (hypot(other->xy.x - xy.x, other->xy.y - xy.y) <
            other->radius + radius + GAP) {
            return false;
        }
        next = other->before;
    }
    return true;
}

static bool is_free(const Stands *self, YqXY xy, double radius)
{
    double reach = radius + self->widest + GAP;
    int right = column_of(self, xy.x + reach), low = row_of(self, xy.y + reach);

    /* First where the nearest are: in a crowd they settle it. */
    if (!cell_is_free(self, column_of(self, xy.x), row_of(self, xy.y), xy, radius)) {
        return false;
    }
    for (int row = row_of(self, xy.y - reach); row <= low; row++) {
        for (int column = column_of(self, xy.x - reach); column <= right; column++) {
            if (!cell_is_free(self, column, row, xy, radius)) {
                return false;
            }
        }
    }
    return true;
}

/* The nearest free place to either side; where none is near, it stays. */
static void move_aside(YqMark *mark, const Stands *stands, double most)
{
    const YqRect *panel = stands->panel;

    for (double away = 0; away <= most; away += 1) {
        for (int hand = 1; hand >= -1; hand -= 2) {
            YqXY xy = {mark->at.x + (float)(hand * away), mark->at.y};

            if (xy.x > panel->x + mark->radius &&
                xy.x < panel->x + panel->width - mark->radius &&
                is_free(stands, xy, mark->radius)) {
                mark->xy = xy;
                mark->moved = away > GAP;
                return;
            }
        }
    }
}

static double widest_of(const GPtrArray *marks, const GArray *claims)
{
    double widest = 0;

    for (guint i = 0; i < marks->len; i++) {
        widest = fmax(widest, ((const YqMark *)marks->pdata[i])->radius);
    }
    for (guint i = 0; claims != NULL && i < claims->len; i++) {
        widest = fmax(widest, g_array_index(claims, YqStripClaim, i).radius);
    }
    return widest;
}

void yq_chart_spread(const YqChart *self, GArray *marks, const YqRect *panel,
                     const GArray *claims)
{
    g_autoptr(GPtrArray) order = yq_chart_by_size(marks);
    double most = marks->len - self->n_undrawn > MOST_SPREAD ? 9 : panel->width / 3;
    Stands stands;

    stands_init(&stands, panel, widest_of(order, claims));
    for (guint i = 0; claims != NULL && i < claims->len; i++) {
        const YqStripClaim *claim = &g_array_index(claims, YqStripClaim, i);

        add_stand(&stands, claim->at, claim->drawn ? claim->radius : 0);
    }
    for (guint i = 0; i < order->len; i++) {
        YqMark *mark = order->pdata[i];

        move_aside(mark, &stands, most);
        add_stand(&stands, mark->xy, mark->radius);
    }
    stands_clear(&stands);
}
