/* Paths of SVG: every command, in either case, against places worked out by hand. */
#include "base/vector_path.h"

#include "base/buffer.h"
#include "support/testing.h"

/* "M0,0 C1,2 3,4 5,6 Z": the steps, absolute, in hundredths where they are not whole. */
static struct text steps_of(const char *words) {
    const struct path_step *steps;
    size_t count, fault;
    struct buffer out = buffer_new(testing_arena());
    if (!vector_path_parse(testing_arena(), text_of(words), &steps, &count, &fault)) {
        return text_format(testing_arena(), "fault at %zu", fault);
    }
    for (size_t i = 0; i < count; i++) {
        size_t places = steps[i].kind == PATH_CURVE ? 3 : steps[i].kind == PATH_CLOSE ? 0 : 1;
        buffer_add_byte(&out, "MLCZ"[steps[i].kind]);
        for (size_t k = 0; k < places; k++) {
            buffer_format(&out, "%d,%d ", (int)(steps[i].x[k] * 100), (int)(steps[i].y[k] * 100));
        }
    }
    return buffer_text(&out);
}

static void commands_in_capitals_name_places(void) {
    SAME_TEXT(steps_of("M1 2L3,4H5V6Z"), "M100,200 L300,400 L500,400 L500,600 Z");
    SAME_TEXT(steps_of("M 0 0 C 1 2 3 4 5 6"), "M0,0 C100,200 300,400 500,600 ");
}

static void small_commands_go_on_from_where_they_are(void) {
    SAME_TEXT(steps_of("m1 2l3 4h5v-6zl1 1"), "M100,200 L400,600 L900,600 L900,0 ZL200,300 ");
    SAME_TEXT(steps_of("M10 10c1 2 3 4 5 6"), "M1000,1000 C1100,1200 1300,1400 1500,1600 ");
}

static void numbers_may_follow_without_their_command(void) {
    SAME_TEXT(steps_of("M0 0 1 1-2.5.5"), "M0,0 L100,100 L-250,50 ");
    SAME_TEXT(steps_of("m1 1 1 1"), "M100,100 L200,200 ");
}

static void smooth_curves_mirror_the_control_before(void) {
    SAME_TEXT(steps_of("M0 0C0 0 1 2 3 3S5 5 6 6"),
              "M0,0 C0,0 100,200 300,300 C500,400 500,500 600,600 ");
    SAME_TEXT(steps_of("M1 1S5 5 6 6"), "M100,100 C100,100 500,500 600,600 ");
}

/* Two thirds of the way from either end to the one control. */
static void quadratic_curves_are_cubic_ones(void) {
    SAME_TEXT(steps_of("M0 0Q3 6 6 0"), "M0,0 C200,400 400,400 600,0 ");
}

static void what_is_no_path_is_told_at_its_byte(void) {
    SAME_TEXT(steps_of("L1 1"), "fault at 0");
    SAME_TEXT(steps_of("M1 1A2 2 0 0 1 3 3"), "fault at 5");
    SAME_TEXT(steps_of("M1 1L2"), "fault at 6");
    SAME_TEXT(steps_of("M1 1L2 x"), "fault at 7");
    SAME_TEXT(steps_of("M1 1e5"), "fault at 5");
    SAME_TEXT(steps_of("M1 9999999"), "fault at 10");
    SAME_TEXT(steps_of(" "), "fault at 1");
    SAME_TEXT(steps_of("M1 ."), "fault at 4");
}

static void a_path_has_at_most_so_many_steps(void) {
    struct buffer words = buffer_new(testing_arena());
    buffer_add_c(&words, "M0 0H");
    for (int i = 1; i < VECTOR_PATH_LIMIT; i++) {
        buffer_add_c(&words, "1 ");
    }
    HOLDS(!text_starts_with(steps_of(text_c(testing_arena(), buffer_text(&words))), TEXT("fault")));
    buffer_add_c(&words, "1");
    HOLDS(text_starts_with(steps_of(text_c(testing_arena(), buffer_text(&words))), TEXT("fault")));
}

SUITE(base_vector_path, CLAIM(commands_in_capitals_name_places),
      CLAIM(small_commands_go_on_from_where_they_are),
      CLAIM(numbers_may_follow_without_their_command),
      CLAIM(smooth_curves_mirror_the_control_before), CLAIM(quadratic_curves_are_cubic_ones),
      CLAIM(what_is_no_path_is_told_at_its_byte), CLAIM(a_path_has_at_most_so_many_steps))
