/* SPDX-License-Identifier: MIT */
#include "map/density.h"

#include <math.h>
#include <string.h>

/* Points between opposite sides of a hexagon. */
#define SIZE 10.5

/* Fewer symbols than this are told apart, unless they cover more than this share of the
 * hexagons that they would fill. */
enum { FEWEST = 600 };
#define CROWDED 0.3

/* How much of a hexagon's side is left free between it and the next. */
#define APART 0.06

#define ROOT_3 1.7320508075688772

/* Hexagons stand on a corner, in rows; every other row is half a hexagon to the right.
 * Those are two grids of rectangles, and a point belongs to the nearer of the two middles
 * that it has one of in each. */
typedef struct Grid {
    YqRect frame;
    double across, down; /* between the columns of a grid, and its rows */
    int columns, rows;   /* of one of the two */
} Grid;

static Grid grid_over(YqRect frame)
{
    Grid grid = {.frame = frame, .across = SIZE, .down = SIZE * ROOT_3};

    grid.columns = (int)ceil(frame.width / grid.across) + 2;
    grid.rows = (int)ceil(frame.height / grid.down) + 2;
    return grid;
}

static YqXY middle_of(const Grid *grid, int half, int column, int row)
{
    return (YqXY){(float)(grid->frame.x + (column + 0.5 * half) * grid->across),
                  (float)(grid->frame.y + (row + 0.5 * half) * grid->down)};
}

static size_t cell_of(const Grid *grid, YqXY at)
{
    size_t best = 0;
    double nearest = INFINITY;

    for (int half = 0; half < 2; half++) {
        double x = (at.x - grid->frame.x) / grid->across - 0.5 * half;
        double y = (at.y - grid->frame.y) / grid->down - 0.5 * half;
        int column = CLAMP((int)floor(x + 0.5), 0, grid->columns - 1);
        int row = CLAMP((int)floor(y + 0.5), 0, grid->rows - 1);
        YqXY middle = middle_of(grid, half, column, row);
        double dx = middle.x - at.x, dy = middle.y - at.y, far = dx * dx + dy * dy;

        if (far < nearest) {
            nearest = far;
            best = ((size_t)half * grid->rows + row) * grid->columns + column;
        }
    }
    return best;
}

static bool is_small(const YqMark *mark)
{
    return mark->mapped && mark->number == 0;
}

/* How much the symbols cover, and how many there are. */
static double covered(const YqPage *page, guint *out_n)
{
    double area = 0;

    *out_n = 0;
    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (is_small(mark)) {
            area += G_PI * mark->radius * mark->radius;
            ++*out_n;
        }
    }
    return area;
}

/* That of the commonest kind: shades of one colour are compared at a glance, mixtures of
 * several are not. */
static YqColour commonest_colour(const YqPage *page)
{
    guint counts[YQ_CATEGORY_DISPLACEMENT + 1] = {0}, most = 0;
    YqColour colour = {0, 0, 0, 1};

    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (is_small(mark) && ++counts[mark->incident->category] > most) {
            most = counts[mark->incident->category];
            colour = mark->colour;
        }
    }
    return colour;
}

static void fill_cells(const YqPage *page, YqDensity *self)
{
    Grid grid = grid_over(page->frame);
    bool by_date = g_strcmp0(page->options->colour_by, "date") == 0;
    size_t n = 2 * (size_t)grid.rows * grid.columns;
    YqHexagon *all = g_new0(YqHexagon, n);

    for (guint i = 0; i < page->marks->len; i++) {
        const YqMark *mark = YQ_MARK(page, i);

        if (is_small(mark)) {
            YqHexagon *cell = &all[cell_of(&grid, mark->at)];
            YqColour colour = by_date ? mark->colour : self->colour;

            cell->n++;
            cell->r += colour.r;
            cell->g += colour.g;
            cell->b += colour.b;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (all[i].n > 0) {
            size_t row = i / grid.columns;

            all[self->n_cells] = all[i];
            all[self->n_cells++].middle =
                middle_of(&grid, row >= (size_t)grid.rows, (int)(i % grid.columns),
                          (int)(row % grid.rows));
        }
    }
    self->cells = all;
}

/* Classes begin at 1, 2, 5, 10, 20 … up to what the fullest hexagons have. */
static void find_classes(YqDensity *self)
{
    guint most = 0, steps[32];
    int n = 0;

    for (size_t i = 0; i < self->n_cells; i++) {
        most = MAX(most, self->cells[i].n);
    }
    for (guint step = 1; step <= MAX(most * 2 / 3, 1) && n < 32;) {
        steps[n++] = step;
        step = n % 3 == 2 ? step / 2 * 5 : step * 2;
    }
    self->n_classes = MIN(n, YQ_DENSITY_CLASSES);
    self->least[0] = 1;
    for (int i = 1; i < self->n_classes; i++) {
        self->least[i] = steps[n - self->n_classes + i];
    }
}

void yq_page_density_find(YqPage *page)
{
    guint n;
    double area = covered(page, &n);

    if (n < FEWEST) {
        return;
    }
    YqDensity *self = g_new0(YqDensity, 1);

    self->size = SIZE;
    self->colour = commonest_colour(page);
    fill_cells(page, self);
    if (area < CROWDED * (double)self->n_cells * SIZE * SIZE * ROOT_3 / 2) {
        yq_density_free(self);
        return;
    }
    find_classes(self);
    page->density = self;
    for (guint i = 0; i < page->marks->len; i++) {
        YQ_MARK(page, i)->dense = is_small(YQ_MARK(page, i));
    }
}

void yq_density_free(YqDensity *self)
{
    if (self != NULL) {
        g_free(self->cells);
        g_free(self);
    }
}

void yq_density_hexagon(YqPage *page, YqXY middle, double size, YqColour colour,
                        int class)
{
    static const float opacity[YQ_DENSITY_CLASSES] = {0.16f, 0.32f, 0.5f, 0.68f, 0.86f};
    double radius = size / ROOT_3 * (1 - APART);
    YqXY corners[6];
    uint32_t end = 6;

    for (int i = 0; i < 6; i++) {
        double angle = G_PI / 6 * (2 * i + 1);

        corners[i] = (YqXY){(float)(middle.x + radius * cos(angle)),
                            (float)(middle.y + radius * sin(angle))};
    }
    colour.a = opacity[CLAMP(class, 0, YQ_DENSITY_CLASSES - 1)];
    yq_scene_path(page->scene, &(YqPath){corners, &end, 1, true},
                  &(YqPaint){.fill = colour});
}

static int class_of(const YqDensity *self, guint n)
{
    int class = 0;

    while (class + 1 < self->n_classes && n >= self->least[class + 1]) {
        class ++;
    }
    return class;
}

/* A mean in steps: what is nearly alike is the same paint. */
static float rough(float sum, guint n)
{
    return roundf(sum / (float)n * 255) / 255;
}

void yq_page_density_draw(YqPage *page)
{
    const YqDensity *self = page->density;

    if (self == NULL) {
        return;
    }
    yq_scene_begin(page->scene, "density", &page->frame);
    for (size_t i = 0; i < self->n_cells; i++) {
        const YqHexagon *cell = &self->cells[i];
        YqColour colour = {rough(cell->r, cell->n), rough(cell->g, cell->n),
                           rough(cell->b, cell->n), 1};

        yq_density_hexagon(page, cell->middle, self->size, colour,
                           class_of(self, cell->n));
    }
    yq_scene_end(page->scene);
}

guint yq_density_within(const YqDensity *self, YqRect rect)
{
    guint n = 0;

    for (size_t i = 0; self != NULL && i < self->n_cells; i++) {
        YqXY at = self->cells[i].middle;

        n += at.x > rect.x && at.x < rect.x + rect.width && at.y > rect.y &&
             at.y < rect.y + rect.height;
    }
    return n;
}
