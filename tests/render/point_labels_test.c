/* Names beside points: on clouds made by chance none covers another, all stand
 * within the chart, and the most important one stands beside its point. */
#include "render/point_labels.h"

#include <math.h>

#include "support/sample_document.h"
#include "support/testing.h"

enum { MARKS = 150, NAMES = 20 };

static uint64_t state;

static double chance(void) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (double)(state >> 33) / (double)(1ULL << 31);
}

static struct plot a_plot(void) {
    return (struct plot){.arena = testing_arena(), .fonts = sample_font_set()};
}

/* A cloud that is dense in its middle, as authorities are; the first marks are named. */
static struct point_labels a_cloud(uint64_t seed) {
    struct point *marks = ARENA_ARRAY(testing_arena(), struct point, MARKS);
    struct point_label *labels = ARENA_ARRAY(testing_arena(), struct point_label, NAMES);
    state = seed;
    for (size_t i = 0; i < MARKS; i++) {
        double across = chance() + chance() + chance(), down = chance() + chance() + chance();
        marks[i] = (struct point){40 + across * 140, 20 + down * 60};
    }
    for (size_t i = 0; i < NAMES; i++) {
        labels[i] = (struct point_label){
            .text = text_format(testing_arena(), "Authority of place %zu", i), .at = marks[i]};
    }
    return (struct point_labels){.labels = labels,
                                 .label_count = NAMES,
                                 .marks = marks,
                                 .mark_count = MARKS,
                                 .bounds = {30, 10, 490, 220}};
}

static bool covers(const struct area *a, const struct area *b) {
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static size_t count_covered(const struct point_labels *labels) {
    size_t count = 0;
    for (size_t i = 0; i < labels->label_count; i++) {
        for (size_t k = 0; k < i; k++) {
            count += covers(&labels->labels[i].area, &labels->labels[k].area);
        }
    }
    return count;
}

static void names_in_dense_clouds_do_not_cover_each_other(void) {
    const struct plot plot = a_plot();
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct point_labels labels = a_cloud(seed);
        point_labels_place(&plot, &labels);
        SAME_INT(count_covered(&labels), 0);
        for (size_t i = 0; i < NAMES; i++) {
            const struct area *area = &labels.labels[i].area;
            HOLDS(area->left >= 30 && area->right <= 490 && area->top >= 10 && area->bottom <= 220);
        }
    }
}

/* Whether the line that leads from a name to its point goes through another name. */
static bool is_crossed(const struct point_label *led, const struct area *name) {
    const struct point end = {fmin(fmax(led->at.x, led->area.left), led->area.right),
                              fmin(fmax(led->at.y, led->area.top), led->area.bottom)};
    for (int i = 1; i < 12; i++) {
        double share = i / 12.0;
        struct point at = {led->at.x + (end.x - led->at.x) * share,
                           led->at.y + (end.y - led->at.y) * share};
        if (at.x > name->left && at.x < name->right && at.y > name->top && at.y < name->bottom) {
            return true;
        }
    }
    return false;
}

/* Of 800 names in clouds denser than real ones. Where no name minds the lines of others, 102 do. */
static void names_seldom_stand_on_lines_that_lead_to_others(void) {
    const struct plot plot = a_plot();
    size_t count = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct point_labels labels = a_cloud(seed);
        point_labels_place(&plot, &labels);
        for (size_t i = 0; i < NAMES; i++) {
            for (size_t k = 0; labels.labels[i].is_led && k < NAMES; k++) {
                count += k != i && is_crossed(&labels.labels[i], &labels.labels[k].area);
            }
        }
    }
    HOLDS(count <= 16);
}

static void what_is_printed_already_is_left_free(void) {
    const struct plot plot = a_plot();
    struct point_labels labels = a_cloud(7);
    const struct area taken = {labels.labels[0].at.x + 2, 0, 490, 220};
    labels.taken = &taken;
    labels.taken_count = 1;
    labels.label_count = 1;
    point_labels_place(&plot, &labels);
    HOLDS(!covers(&labels.labels[0].area, &taken));
}

static void a_name_with_room_stands_right_of_its_point_without_a_line(void) {
    const struct plot plot = a_plot();
    struct point_labels labels = a_cloud(3);
    labels.label_count = labels.mark_count = 1;
    point_labels_place(&plot, &labels);
    const struct point_label *label = &labels.labels[0];
    HOLDS(!label->is_led);
    HOLDS(label->area.left > label->at.x && label->area.left < label->at.x + 8);
    NEAR((label->area.top + label->area.bottom) / 2, label->at.y, 1e-9);
}

static void a_name_at_the_right_edge_stands_left_of_its_point(void) {
    const struct plot plot = a_plot();
    struct point_labels labels = a_cloud(3);
    labels.label_count = labels.mark_count = 1;
    labels.labels[0].at = (struct point){485, 100};
    point_labels_place(&plot, &labels);
    HOLDS(labels.labels[0].area.right < 485);
}

/* Two points in one place: one of the names stands off and is led. */
static void a_name_that_stands_off_is_led_to_its_point(void) {
    const struct plot plot = a_plot();
    struct point_labels labels = a_cloud(5);
    size_t led = 0;
    labels.label_count = 12;
    labels.mark_count = 0;
    for (size_t i = 0; i < labels.label_count; i++) {
        labels.labels[i].at = (struct point){250, 110};
    }
    point_labels_place(&plot, &labels);
    SAME_INT(count_covered(&labels), 0);
    for (size_t i = 0; i < labels.label_count; i++) {
        led += labels.labels[i].is_led;
    }
    HOLDS(led >= 4);
}

SUITE(render_point_labels, CLAIM(names_in_dense_clouds_do_not_cover_each_other),
      CLAIM(names_seldom_stand_on_lines_that_lead_to_others),
      CLAIM(what_is_printed_already_is_left_free),
      CLAIM(a_name_with_room_stands_right_of_its_point_without_a_line),
      CLAIM(a_name_at_the_right_edge_stands_left_of_its_point),
      CLAIM(a_name_that_stands_off_is_led_to_its_point))
