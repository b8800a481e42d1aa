/* The key of scatter charts and funnels: few neighbours keep their names, many
 * bear letters in the order of their names, and every letter is explained. */
#include "render/point_key.h"

#include "support/sample_document.h"
#include "support/testing.h"

enum { MOST = 32 };

/* A focus, a named other authority and neighbours, the last in the alphabet first. */
static struct plot a_plot_of(size_t neighbours) {
    struct chart_point *points = ARENA_ARRAY(testing_arena(), struct chart_point, MOST);
    points[0] = (struct chart_point){.name = TEXT("Hampshire"), .is_focus = true};
    points[1] = (struct chart_point){.name = TEXT("Middlesbrough"), .is_named = true};
    for (size_t i = 0; i < neighbours; i++) {
        points[2 + i] = (struct chart_point){
            .name = text_format(testing_arena(), "Shire %02zu", neighbours - i),
            .is_neighbour = true};
    }
    struct document_chart *chart = ARENA_NEW(testing_arena(), struct document_chart);
    *chart = (struct document_chart){
        .kind = CHART_SCATTER, .points = points, .point_count = 2 + neighbours};
    return (struct plot){.arena = testing_arena(), .fonts = sample_font_set(), .chart = chart};
}

static struct text label_at(const struct plot *plot, size_t point) {
    return point_key_label(plot->chart, &plot->chart->points[point]);
}

static void five_neighbours_keep_their_names(void) {
    struct plot plot = a_plot_of(5);
    SAME_TEXT(label_at(&plot, 2), "Shire 05");
    NEAR(point_key_height(&plot, 400), PLOT_LEGEND_HEIGHT, 1e-9);
}

static void six_bear_letters_in_the_order_of_their_names(void) {
    struct plot plot = a_plot_of(6);
    SAME_TEXT(label_at(&plot, 2), "f");
    SAME_TEXT(label_at(&plot, 7), "a");
    SAME_TEXT(label_at(&plot, 0), "Hampshire");
    SAME_TEXT(label_at(&plot, 1), "Middlesbrough");
    HOLDS(point_key_height(&plot, 400) > PLOT_LEGEND_HEIGHT);
}

static void more_than_the_alphabet_keep_their_names(void) {
    struct plot plot = a_plot_of(26), over = a_plot_of(27);
    SAME_TEXT(label_at(&plot, 2), "z");
    SAME_TEXT(label_at(&over, 2), "Shire 27");
}

static void a_narrower_key_has_more_lines(void) {
    struct plot plot = a_plot_of(10);
    HOLDS(point_key_height(&plot, 150) > point_key_height(&plot, 400));
    HOLDS(point_key_height(&plot, 400) > point_key_height(&plot, 2000));
}

static void a_chart_without_neighbours_needs_no_key(void) {
    struct plot plot = a_plot_of(0);
    NEAR(point_key_height(&plot, 400) + 1, 1, 1e-9);
}

SUITE(render_point_key, CLAIM(five_neighbours_keep_their_names),
      CLAIM(six_bear_letters_in_the_order_of_their_names),
      CLAIM(more_than_the_alphabet_keep_their_names), CLAIM(a_narrower_key_has_more_lines),
      CLAIM(a_chart_without_neighbours_needs_no_key))
