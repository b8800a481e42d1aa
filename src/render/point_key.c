/* The key above a scatter chart or funnel. Five names find room in a cloud of
 * points; ten neighbours, alike as they are, lie so close that names would cover
 * points and each other, so that they bear letters, which the key explains. */
#include "render/point_key.h"

#include <math.h>

#define KEY_INDENT 13.0 /* from a mark to its words */
#define LETTER_INDENT 9.0
#define LETTER_GAP 10.0
#define ENTRY_GAP 16.0
#define LETTERS_LEADING 11.5
#define OTHERS 0x8A939E

enum { NAMED_NEIGHBOURS = 5, LETTERS = 26 };

int point_key_mark(const struct chart_point *point) {
    return point->is_focus ? POINT_FOCUS : point->is_neighbour ? POINT_NEIGHBOUR : POINT_OTHER;
}

static bool is_lettered(const struct chart_point *point) {
    return point_key_mark(point) == POINT_NEIGHBOUR;
}

static size_t count_neighbours(const struct document_chart *chart) {
    size_t count = 0;
    for (size_t i = 0; i < chart->point_count; i++) {
        count += is_lettered(&chart->points[i]);
    }
    return count;
}

static bool has_letters(const struct document_chart *chart) {
    size_t count = count_neighbours(chart);
    return count > NAMED_NEIGHBOURS && count <= LETTERS;
}

/* How many neighbours' names come before this one's. */
static size_t rank_of(const struct document_chart *chart, const struct chart_point *point) {
    size_t rank = 0;
    for (size_t i = 0; i < chart->point_count; i++) {
        const struct chart_point *other = &chart->points[i];
        rank += is_lettered(other) && text_compare(other->name, point->name) < 0;
    }
    return rank;
}

struct text point_key_label(const struct document_chart *chart, const struct chart_point *point) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    bool has_letter = is_lettered(point) && has_letters(chart);
    return has_letter ? (struct text){letters + rank_of(chart, point), 1} : point->name;
}

static const struct chart_point *focus_of(const struct document_chart *chart) {
    for (size_t i = 0; i < chart->point_count; i++) {
        if (chart->points[i].is_focus) {
            return &chart->points[i];
        }
    }
    return NULL;
}

void point_key_draw_mark(const struct plot *plot, int mark, struct point at, bool is_in_key) {
    if (mark == POINT_OTHER) {
        surface_disc(plot->surface, OTHERS, at, 2.0);
    } else {
        double radius = is_in_key ? 3.4 : mark == POINT_FOCUS ? 4.2 : 2.8;
        plot_mark(plot, (size_t)mark, at, radius);
    }
}

static double draw_entry(const struct plot *plot, double x, double y, int mark, struct text words) {
    point_key_draw_mark(plot, mark, (struct point){x + 4, y}, true);
    surface_text(plot->surface, plot_label(FONT_REGULAR, COLOUR_INK), x + KEY_INDENT,
                 y + PLOT_LABEL_DROP, words);
    return x + KEY_INDENT + plot_label_width(plot, FONT_REGULAR, words) + ENTRY_GAP;
}

/* ---- whose the letters are: line by line, alphabetical ---- */

static const struct chart_point *neighbour_at(const struct document_chart *chart, size_t rank) {
    for (size_t i = 0; i < chart->point_count; i++) {
        if (is_lettered(&chart->points[i]) && rank_of(chart, &chart->points[i]) == rank) {
            return &chart->points[i];
        }
    }
    return NULL; /* two of one name */
}

static void draw_letter(const struct plot *plot, const struct chart_point *point, double x,
                        double y) {
    surface_text(plot->surface, plot_label(FONT_BOLD, plot_ink(POINT_NEIGHBOUR)), x, y,
                 point_key_label(plot->chart, point));
    surface_text(plot->surface, plot_label(FONT_REGULAR, COLOUR_INK), x + LETTER_INDENT, y,
                 point->name);
}

/* The height of all lines; draws them where it is asked to. */
static double set_letters(const struct plot *plot, double left, double top, double width,
                          bool is_drawn) {
    double x = 0, y = top;
    size_t count = has_letters(plot->chart) ? count_neighbours(plot->chart) : 0;
    for (size_t rank = 0; rank < count; rank++) {
        const struct chart_point *point = neighbour_at(plot->chart, rank);
        if (point == NULL) {
            continue;
        }
        double needed = LETTER_INDENT + plot_label_width(plot, FONT_REGULAR, point->name);
        if (x > 0 && x + needed > width) {
            x = 0;
            y += LETTERS_LEADING;
        }
        if (is_drawn) {
            draw_letter(plot, point, left + x, y + 7 + PLOT_LABEL_DROP);
        }
        x += needed + LETTER_GAP;
    }
    return count > 0 ? y + LETTERS_LEADING + 2 - top : 0;
}

double point_key_height(const struct plot *plot, double width) {
    bool has_neighbours = count_neighbours(plot->chart) > 0;
    return has_neighbours ? PLOT_LEGEND_HEIGHT + set_letters(plot, 0, 0, width, false) : 0;
}

void point_key_draw(const struct plot *plot, struct area area) {
    const struct chart_point *focus = focus_of(plot->chart);
    double x = area.left, y = area.top + 7;
    if (focus != NULL) {
        x = draw_entry(plot, x, y, POINT_FOCUS, focus->name);
    }
    x = draw_entry(plot, x, y, POINT_NEIGHBOUR, TEXT("Statistical neighbours"));
    draw_entry(plot, x, y, POINT_OTHER, TEXT("Other authorities"));
    set_letters(plot, area.left, area.top + PLOT_LEGEND_HEIGHT, area.right - area.left, true);
}
