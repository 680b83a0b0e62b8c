/* SPDX-License-Identifier: MIT */
/* Shapes cover what they cover, to a hundredth of a pixel. */
#include "check.h"

#include "draw/raster.h"
#include "draw/stroke.h"

enum { SIDE = 64 };

typedef struct Page {
    uint32_t pixels[SIDE * SIDE];
    YqCanvas canvas;
    YqRaster *raster;
} Page;

static const YqColour white = {1, 1, 1, 1};

static int set_up(void **state)
{
    Page *page = g_new0(Page, 1);

    page->canvas = (YqCanvas){page->pixels, SIDE, 0, 0, SIDE, SIDE, 0};
    page->raster = yq_raster_new();
    yq_raster_begin(page->raster, &page->canvas);
    *state = page;
    return 0;
}

static int tear_down(void **state)
{
    Page *page = *state;

    yq_raster_free(page->raster);
    g_free(page);
    return 0;
}

static double alpha_at(const Page *page, int x, int y)
{
    return (page->pixels[y * SIDE + x] >> 24) / 255.0;
}

static double covered(const Page *page)
{
    double sum = 0;

    for (int i = 0; i < SIDE * SIDE; i++) {
        sum += (page->pixels[i] >> 24) / 255.0;
    }
    return sum;
}

static void add_box(YqRaster *raster, double x0, double y0, double x1, double y1)
{
    yq_raster_move(raster, x0, y0);
    yq_raster_line(raster, x1, y0);
    yq_raster_line(raster, x1, y1);
    yq_raster_line(raster, x0, y1);
}

static void a_box_covers_its_pixels_in_part(void **state)
{
    Page *page = *state;

    add_box(page->raster, 10.25, 20.5, 12.5, 22);
    yq_raster_fill(page->raster, white, false);
    assert_near(alpha_at(page, 10, 20), 0.75 * 0.5, 0.005);
    assert_near(alpha_at(page, 11, 20), 0.5, 0.005);
    assert_near(alpha_at(page, 12, 21), 0.5, 0.005);
    assert_near(alpha_at(page, 11, 21), 1, 0);
    assert_near(alpha_at(page, 13, 21), 0, 0);
    assert_near(alpha_at(page, 11, 22), 0, 0);
}

static void a_triangle_is_half_its_box_whichever_way_it_is_drawn(void **state)
{
    Page *page = *state;

    for (int way = 0; way < 2; way++) {
        memset(page->pixels, 0, sizeof page->pixels);
        yq_raster_move(page->raster, 3.3, 5.7);
        yq_raster_line(page->raster, way ? 50.1 : 9.4, way ? 11.9 : 60.2);
        yq_raster_line(page->raster, way ? 9.4 : 50.1, way ? 60.2 : 11.9);
        yq_raster_fill(page->raster, white, false);
        assert_near(covered(page), fabs(6.1 * 6.2 - 54.5 * 46.8) / 2, 3);
    }
}

static void a_hole_is_left_by_both_rules(void **state)
{
    Page *page = *state;

    for (int rule = 0; rule < 2; rule++) {
        memset(page->pixels, 0, sizeof page->pixels);
        add_box(page->raster, 10, 10, 50, 50);
        yq_raster_move(page->raster, 20, 20); /* the other way round */
        yq_raster_line(page->raster, 20, 40);
        yq_raster_line(page->raster, 40, 40);
        yq_raster_line(page->raster, 40, 20);
        yq_raster_fill(page->raster, white, rule == 1);
        assert_near(covered(page), 40 * 40 - 20 * 20, 0.01);
    }
}

static void what_lies_twice_over_is_a_hole_by_one_rule(void **state)
{
    Page *page = *state;

    add_box(page->raster, 10, 10, 50, 50);
    add_box(page->raster, 20, 20, 40, 40);
    yq_raster_fill(page->raster, white, false);
    assert_near(covered(page), 40 * 40, 0.01);
    memset(page->pixels, 0, sizeof page->pixels);
    add_box(page->raster, 10, 10, 50, 50);
    add_box(page->raster, 20, 20, 40, 40);
    yq_raster_fill(page->raster, white, true);
    assert_near(covered(page), 40 * 40 - 20 * 20, 0.01);
}

static void only_the_canvas_is_touched_and_all_of_it(void **state)
{
    Page *page = *state;
    YqCanvas part = {page->pixels, SIDE, 8, 12, 40, 30, 0};

    yq_raster_begin(page->raster, &part);
    yq_raster_move(page->raster, -1e9, -50); /* a triangle that holds the canvas */
    yq_raster_line(page->raster, 3e5, -70);
    yq_raster_line(page->raster, 20, 1e7);
    yq_raster_fill(page->raster, white, false);
    assert_near(covered(page), (40 - 8) * (30 - 12), 0.01);
    assert_near(alpha_at(page, 8, 12), 1, 0);
    assert_near(alpha_at(page, 39, 29), 1, 0);
}

static void rows_are_the_same_drawn_apart(void **state)
{
    Page *page = *state;
    g_autofree uint32_t *whole = g_memdup2(page->pixels, sizeof page->pixels);
    YqCanvas upper = page->canvas, lower = page->canvas, all = page->canvas;

    upper.y1 = lower.y0 = 31;
    all.pixels = whole;
    const YqCanvas *parts[] = {&upper, &lower, &all};

    for (int i = 0; i < 3; i++) {
        yq_raster_begin(page->raster, parts[i]);
        for (int k = 0; k < 40; k++) {
            yq_raster_line(page->raster, 32 + 30 * sin(k * 2.4), 32 + 31 * cos(k * 1.7));
        }
        yq_raster_fill(page->raster, white, true);
    }
    for (int i = 0; i < SIDE * SIDE; i++) { /* to the rounding of where edges are cut */
        assert_near(page->pixels[i] >> 24, whole[i] >> 24, 2);
    }
}

static double stroked(Page *page, const double *points, size_t n, bool closed, YqPen pen)
{
    memset(page->pixels, 0, sizeof page->pixels);
    yq_raster_begin(page->raster, &page->canvas);
    yq_stroke(page->raster, points, n, closed, &pen);
    yq_raster_fill(page->raster, white, false);
    return covered(page);
}

static void a_line_is_as_wide_as_its_pen(void **state)
{
    const double line[] = {5, 5, 45, 35};
    const double dash[] = {5, 5};

    assert_near(stroked(*state, line, 2, false, (YqPen){.width = 3}), 50 * 3, 1);
    assert_near(stroked(*state, line, 2, false, (YqPen){.width = 0.5}), 50 * 0.5, 0.5);
    assert_near(stroked(*state, line, 2, false, (YqPen){.width = 4, .round = true}),
                50 * 4 + G_PI * 4, 1.5);
    assert_near(
        stroked(*state, line, 2, false, (YqPen){.width = 2, .dash = dash, .n_dash = 2}),
        25 * 2, 1);
}

static void corners_are_mitred_or_round(void **state)
{
    const double corner[] = {10, 50, 10, 10, 50, 10};
    const double box[] = {10, 10, 50, 10, 50, 50, 10, 50};

    assert_near(stroked(*state, corner, 3, false, (YqPen){.width = 6}), 80 * 6, 1);
    assert_near(stroked(*state, corner, 3, false, (YqPen){.width = 6, .round = true}),
                80 * 6 - 9 + 9 * G_PI / 4 + 9 * G_PI, 1.5);
    assert_near(stroked(*state, box, 4, true, (YqPen){.width = 4}), 160 * 4, 0.5);
}

static void a_line_of_many_points_is_no_darker_than_one_of_few(void **state)
{
    double many[2 * 101];
    const double few[] = {5, 8.3, 55, 38.3};

    for (int i = 0; i <= 100; i++) {
        many[2 * i] = 5 + i * 0.5;
        many[2 * i + 1] = 8.3 + i * 0.3;
    }
    YqPen pen = {.width = 1, .round = true};

    assert_near(stroked(*state, many, 101, false, pen),
                stroked(*state, few, 2, false, pen), 0.3);
}

static void a_point_is_seen_only_with_a_round_pen(void **state)
{
    const double point[] = {20, 20, 20, 20};

    assert_near(stroked(*state, point, 2, false, (YqPen){.width = 8}), 0, 0);
    assert_near(stroked(*state, point, 2, false, (YqPen){.width = 8, .round = true}),
                16 * G_PI, 2);
}

static double random_between(GRand *chance, double most)
{
    return g_rand_double_range(chance, 0, most);
}

/* So many that their cells are dealt out by columns, and each alone, where they are not.
 */
static void a_crowd_of_boxes_covers_what_they_cover_one_by_one(void **state)
{
    enum { N = 60 };
    Page *page = *state;
    double sum = 0;
    g_autoptr(GRand) chance = g_rand_new_with_seed(7);

    for (int i = 0; i < N; i++) { /* side by side, in no order */
        int slot = i * 7 % N;
        double x = slot + random_between(chance, 0.2), y = random_between(chance, 20);
        double width = 0.3 + random_between(chance, 0.5),
               height = 5 + random_between(chance, 30);

        add_box(page->raster, x, y, x + width, y + height);
        sum += width * height;
    }
    yq_raster_fill(page->raster, white, false);
    assert_near(covered(page), sum, 0.004 * sum);
}

static void an_image_is_smooth_between_its_pixels(void **state)
{
    Page *page = *state;
    const uint8_t rgba[2 * 4] = {255, 255, 255, 0, 255, 255, 255, 240};

    yq_canvas_stretch(&page->canvas, rgba, 2, 1, (YqRect){0, 0, SIDE, SIDE});
    for (int x = 0; x < SIDE; x++) {
        double share = CLAMP((x + 0.5) / SIDE * 2 - 0.5, 0, 1);

        assert_near(alpha_at(page, x, 30), share * 240 / 255, 1.6 / 255);
        assert_int_equal(page->pixels[x], page->pixels[63 * SIDE + x]);
    }
}

static void coverage_is_laid_over_what_is_there(void **state)
{
    Page *page = *state;
    uint8_t bits[3 * 2] = {0, 128, 255, 255, 128, 0};
    YqMask mask = {.width = 3, .height = 2, .bits = bits};

    yq_canvas_mask(&page->canvas, &mask, 10, 10, white);
    yq_canvas_mask(&page->canvas, &mask, 62, 62, white); /* over the edge: cut off */
    assert_near(alpha_at(page, 10, 10), 0, 0);
    assert_near(alpha_at(page, 11, 10), 128 / 255.0, 0);
    assert_near(alpha_at(page, 12, 10), 1, 0);
    assert_near(alpha_at(page, 63, 62), 128 / 255.0, 0);
    yq_canvas_mask(&page->canvas, &mask, 10, 10, (YqColour){0, 0, 0, 0.5f});
    assert_near((page->pixels[10 * SIDE + 12] & 0xFF) / 255.0, 0.5, 0.005);
    assert_near(alpha_at(page, 12, 10), 1, 0.005);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_box_covers_its_pixels_in_part),
        TEST(a_triangle_is_half_its_box_whichever_way_it_is_drawn),
        TEST(a_hole_is_left_by_both_rules),
        TEST(what_lies_twice_over_is_a_hole_by_one_rule),
        TEST(only_the_canvas_is_touched_and_all_of_it),
        TEST(rows_are_the_same_drawn_apart),
        TEST(a_line_is_as_wide_as_its_pen),
        TEST(corners_are_mitred_or_round),
        TEST(a_line_of_many_points_is_no_darker_than_one_of_few),
        TEST(a_point_is_seen_only_with_a_round_pen),
        TEST(a_crowd_of_boxes_covers_what_they_cover_one_by_one),
        TEST(an_image_is_smooth_between_its_pixels),
        TEST(coverage_is_laid_over_what_is_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
