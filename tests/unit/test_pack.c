/* SPDX-License-Identifier: MIT */
/* What is packed can be unpacked by zlib, whatever the picture. */
#include "check.h"

#include "draw/huffman.h"
#include "draw/pack.h"

#include <zlib.h>

static uint32_t seed = 1;

static uint32_t chance(void)
{
    seed = seed * 1103515245u + 12345u;
    return seed >> 8;
}

/* Fields and lines of few colours, with noise here and there. */
static uint32_t *make_picture(int width, int height, unsigned noise)
{
    uint32_t *pixels = g_new(uint32_t, (size_t)width * height);

    for (int i = 0; i < width * height; i++) {
        int x = i % width, y = i / width;

        pixels[i] = 0xFF000000u | (x / 37 * 40503u ^ y / 11 * 8191u);
        if (chance() % 1000 < noise) {
            pixels[i] = chance();
        }
    }
    return pixels;
}

/* Packs in @pieces, and compares what zlib makes of the stream, and its sum. */
static size_t check_picture(const uint32_t *pixels, int width, int height, int pieces)
{
    g_autoptr(GByteArray) packed = g_byte_array_new();
    size_t row = (size_t)width * 3 + 1, length = row * height;
    g_autofree uint8_t *raw = g_malloc(length + 1);
    uint32_t sum = 1;

    for (int i = 0; i < pieces; i++) {
        int first = height * i / pieces, next = height * (i + 1) / pieces;
        YqPacker *packer = yq_packer_new(packed, width);

        for (int y = first; y < next; y += 7) { /* a few rows at a time */
            yq_packer_add(packer, pixels + (size_t)y * width, width, MIN(7, next - y));
        }
        uint32_t part = yq_packer_end(packer, i == pieces - 1);

        sum = (uint32_t)adler32_combine(sum, part, (z_off_t)(row * (next - first)));
    }
    z_stream stream = {.next_in = packed->data,
                       .avail_in = packed->len,
                       .next_out = raw,
                       .avail_out = (uInt)length + 1};

    assert_int_equal(inflateInit2(&stream, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, length);
    assert_int_equal(stream.avail_in, 0);
    inflateEnd(&stream);
    assert_int_equal(sum, adler32(adler32(0, NULL, 0), raw, (uInt)length));
    for (int i = 0; i < width * height; i++) {
        const uint8_t *p = raw + row * (i / width) + 1 + 3 * (i % width);

        assert_int_equal(raw[row * (i / width)], 0);
        assert_int_equal((uint32_t)p[0] << 16 | p[1] << 8 | p[2], pixels[i] & 0xFFFFFF);
    }
    return packed->len;
}

static void any_size_in_any_number_of_pieces_comes_back(void **state)
{
    static const int widths[] = {1, 2, 3, 86, 87, 88, 173, 1000, 12000};

    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
        int height = MAX(3, 40000 / widths[i] / 3);

        for (unsigned noise = 0; noise <= 1000; noise += 250) {
            g_autofree uint32_t *pixels = make_picture(widths[i], height, noise);

            check_picture(pixels, widths[i], height, 1);
            check_picture(pixels, widths[i], height, 3);
        }
    }
}

static void a_drawing_gets_small_and_noise_hardly_larger(void **state)
{
    g_autofree uint32_t *drawing = make_picture(1600, 600, 0);
    g_autofree uint32_t *noise = make_picture(400, 300, 1000);

    assert_true(check_picture(drawing, 1600, 600, 2) < 1600 * 600 * 3 / 50);
    assert_true(check_picture(noise, 400, 300, 2) < 400 * 300 * 3 * 1.03);
}

static void no_code_is_longer_than_its_limit_and_all_are_distinct(void **state)
{
    uint32_t fibonacci[40] = {1, 1}; /* the deepest tree there can be */
    YqHuffman codes;

    for (int i = 2; i < 40; i++) {
        fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
    }
    for (unsigned limit = 6; limit <= 15; limit++) {
        uint32_t room = 0;

        yq_huffman_build(&codes, fibonacci, 40, limit);
        for (int i = 0; i < 40; i++) {
            assert_in_range(codes.lengths[i], 1, limit);
            assert_true(i == 0 || codes.lengths[i] <= codes.lengths[i - 1]);
            room += 1u << (limit - codes.lengths[i]);
        }
        assert_int_equal(room, 1u << limit);
    }
}

static void a_lone_symbol_has_a_code_of_one_bit(void **state)
{
    uint32_t counts[5] = {0, 0, 7, 0, 0};
    YqHuffman codes;

    yq_huffman_build(&codes, counts, 5, 15);
    assert_int_equal(codes.lengths[2], 1);
    assert_int_equal(codes.lengths[0], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_size_in_any_number_of_pieces_comes_back),
        cmocka_unit_test(a_drawing_gets_small_and_noise_hardly_larger),
        cmocka_unit_test(no_code_is_longer_than_its_limit_and_all_are_distinct),
        cmocka_unit_test(a_lone_symbol_has_a_code_of_one_bit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
