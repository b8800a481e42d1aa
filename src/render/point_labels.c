/* Names of points: of a ring of places round each point the cheapest is taken,
 * first in the order of importance, then once more now that all others stand.
 * What a place costs: names covered weigh most, then points, then distance. */
#include "render/point_labels.h"

#include <math.h>

#define GAP 6.0          /* between a point and its name */
#define HALF_HEIGHT 5.0  /* of a name */
#define COST_OUTSIDE 1e6 /* outside the bounds */
#define COST_COVERS 4e3  /* another name */
#define COST_CROSSED 900 /* a name crossed by a line that leads to another */
#define COST_MARK 50.0   /* a point under it */
#define COST_LED 12.0    /* a point under its line */
#define COST_CURVE 8.0   /* a place of a curve under it */
#define COST_STEP 9.0    /* a step farther from its point */

enum { STEPS = 9, DIRECTIONS = 8, PASSES = 3 };

static bool overlap(const struct area *a, const struct area *b) {
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static bool holds(const struct area *area, struct point point) {
    return point.x > area->left && point.x < area->right && point.y > area->top &&
           point.y < area->bottom;
}

/* Right, left, then the six others; a step farther out each time. */
static struct area place_of(const struct point_label *label, double width, int direction,
                            int step) {
    static const double across[DIRECTIONS] = {1, -1, 1, 1, -1, -1, 0, 0};
    static const double down[DIRECTIONS] = {0, 0, -1, 1, -1, 1, -1, 1};
    double reach = 11.0 * step;
    double middle = label->at.y + down[direction] * (reach + (across[direction] == 0 ? 11 : 6));
    double side = across[direction] * (GAP + (down[direction] == 0 ? reach : 0.6 * reach));
    double left = across[direction] > 0   ? label->at.x + side
                  : across[direction] < 0 ? label->at.x + side - width
                                          : label->at.x - width / 2;
    return (struct area){left, middle - HALF_HEIGHT, left + width, middle + HALF_HEIGHT};
}

/* Where the leading line meets the name: the nearest place of its edge. */
static struct point nearest(const struct area *area, struct point at) {
    return (struct point){fmin(fmax(at.x, area->left), area->right),
                          fmin(fmax(at.y, area->top), area->bottom)};
}

static bool crosses(const struct area *area, struct point from, struct point to) {
    enum { PIECES = 12 };
    for (int i = 1; i < PIECES; i++) {
        double share = (double)i / PIECES;
        struct point at = {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
        if (holds(area, at)) {
            return true;
        }
    }
    return false;
}

/* Whether a point lies under a line, but is not the one that it leads from. */
static bool is_near(struct point point, struct point from, struct point to) {
    const double reach = 3;
    double across = to.x - from.x, down = to.y - from.y, length = hypot(across, down);
    double along = (point.x - from.x) * across + (point.y - from.y) * down;
    bool is_beside = length > 1 && along > reach * length && along < length * length;
    double off = (point.x - from.x) * down - (point.y - from.y) * across;
    return is_beside && fabs(off) < reach * length;
}

static double cost_of_names(const struct point_labels *labels, size_t own, const struct area *area,
                            size_t placed) {
    const struct point_label *label = &labels->labels[own];
    struct point end = nearest(area, label->at);
    double cost = 0;
    for (size_t i = 0; i < placed; i++) {
        const struct area *other = &labels->labels[i].area;
        if (i != own) {
            const struct point from = labels->labels[i].at;
            cost += overlap(area, other) ? COST_COVERS : 0;
            cost += crosses(other, label->at, end) ? COST_CROSSED : 0;
            cost += crosses(area, from, nearest(other, from)) ? COST_CROSSED : 0;
        }
    }
    for (size_t i = 0; i < labels->taken_count; i++) {
        cost += overlap(area, &labels->taken[i]) ? COST_COVERS : 0;
    }
    return cost;
}

static double cost_of(const struct point_labels *labels, size_t own, const struct area *area,
                      size_t placed) {
    const struct area *bounds = &labels->bounds;
    struct point at = labels->labels[own].at, end = nearest(area, at);
    bool is_inside = area->left >= bounds->left && area->right <= bounds->right &&
                     area->top >= bounds->top && area->bottom <= bounds->bottom;
    double cost = is_inside ? 0 : COST_OUTSIDE;
    for (size_t i = 0; i < labels->mark_count; i++) {
        cost += holds(area, labels->marks[i]) ? COST_MARK : 0;
        cost += is_near(labels->marks[i], at, end) ? COST_LED : 0;
    }
    for (size_t i = 0; i < labels->place_count; i++) {
        cost += holds(area, labels->places[i]) ? COST_CURVE : 0;
    }
    return cost + cost_of_names(labels, own, area, placed);
}

/* `placed`: how many of the names stand, from the first on. */
static void place(const struct plot *plot, struct point_labels *labels, size_t own, size_t placed) {
    struct point_label *label = &labels->labels[own];
    double width = plot_label_width(plot, label->font, label->text), least = INFINITY;
    struct area best = {0, 0, 0, 0};
    for (int step = 0; step < STEPS; step++) {
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            struct area area = place_of(label, width, direction, step);
            double cost =
                cost_of(labels, own, &area, placed) + COST_STEP * step * (1 + 0.15 * step);
            if (cost < least - 1e-6) {
                least = cost;
                best = area;
                label->is_led = step > 0;
            }
        }
    }
    label->area = best;
}

void point_labels_place(const struct plot *plot, struct point_labels *labels) {
    for (int pass = 0; pass < PASSES; pass++) {
        for (size_t i = 0; i < labels->label_count; i++) {
            place(plot, labels, i, pass == 0 ? i : labels->label_count);
        }
    }
}

void point_labels_draw_grounds(const struct plot *plot, const struct point_labels *labels) {
    for (size_t i = 0; i < labels->label_count; i++) {
        const struct area *area = &labels->labels[i].area;
        surface_fill(plot->surface, COLOUR_WHITE,
                     (struct area){area->left - 1, area->top, area->right + 1, area->bottom});
    }
    for (size_t i = 0; i < labels->label_count; i++) {
        const struct point_label *label = &labels->labels[i];
        if (label->is_led) {
            surface_line(plot->surface, (struct stroke){0.6, COLOUR_GREY, 0, 0}, label->at,
                         nearest(&label->area, label->at));
        }
    }
}

void point_labels_draw(const struct plot *plot, const struct point_labels *labels) {
    for (size_t i = 0; i < labels->label_count; i++) {
        const struct point_label *label = &labels->labels[i];
        surface_text(plot->surface, plot_label(label->font, label->ink), label->area.left,
                     (label->area.top + label->area.bottom) / 2 + PLOT_LABEL_DROP, label->text);
    }
}
