/* Windows of one kind of record as links. Windows that share their ends hang
 * together: between two neighbouring ends lies a stretch of days, and each
 * window is the sum of its stretches, printed or not. So a year and three of
 * its quarters give the fourth, and twelve months to March less twelve months
 * to February give one month less another. */
#include "base/arena.h"
#include "linking.h"

/* The windows of one kind of record in one unit. */
struct timeline {
    const struct linking *linking;
    const struct count_series **windows;
    size_t window_count;
    size_t slot;
    day_number *ends; /* ascending, each once: first days, and days after last ones */
    int64_t *sums;    /* the count up to an end, from that of its part */
    uint32_t *parts;  /* which ends hang together: the first of them */
    size_t end_count;
};

/* Whose records they are: referrals, whether all of a quarter or those of which some are repeats.
 */
static const struct measure_definition *records_of(const struct series_set *set,
                                                   const struct count_series *series) {
    const struct measure_definition *measure = series->key.measure;
    bool are_anothers = series->key.part == PART_ALL && measure->records_of.length > 0;
    const struct measure_definition *other =
        are_anothers ? catalogue_measure(set->catalogue, measure->records_of) : NULL;
    return other != NULL ? other : measure;
}

static bool is_same_kind(const struct series_set *set, const struct count_series *a,
                         const struct count_series *b) {
    return records_of(set, a) == records_of(set, b) && a->key.part == b->key.part &&
           text_equal(a->key.category, b->key.category) && text_equal(a->key.group, b->key.group);
}

static bool is_of_distinct(const struct count_series *series) {
    return series->key.measure->counts_children || series->key.measure->counts_distinct;
}

static void add_end(struct timeline *timeline, day_number day) {
    size_t at = timeline->end_count;
    for (size_t i = 0; i < timeline->end_count; i++) {
        if (timeline->ends[i] == day) {
            return;
        }
    }
    for (; at > 0 && timeline->ends[at - 1] > day; at--) {
        timeline->ends[at] = timeline->ends[at - 1];
    }
    timeline->ends[at] = day;
    timeline->end_count++;
}

static size_t end_at(const struct timeline *timeline, day_number day) {
    size_t i = 0;
    while (timeline->ends[i] != day) {
        i++;
    }
    return i;
}

static int64_t value_of(const struct timeline *timeline, size_t window) {
    return timeline->windows[window]->cells[timeline->slot].value;
}

/* Brings the ends of two parts together by a window between them. */
static void join(struct timeline *timeline, size_t from, size_t to, int64_t value) {
    uint32_t kept = timeline->parts[from], gone = timeline->parts[to];
    int64_t shift = timeline->sums[from] + value - timeline->sums[to];
    for (size_t i = 0; i < timeline->end_count; i++) {
        if (timeline->parts[i] == gone) {
            timeline->parts[i] = kept;
            timeline->sums[i] += shift;
        }
    }
}

/* False where the windows contradict each other: their records were not chosen by date alone. */
static bool hang_together(struct timeline *timeline) {
    for (uint32_t i = 0; i < timeline->end_count; i++) {
        timeline->parts[i] = i;
        timeline->sums[i] = 0;
    }
    for (size_t i = 0; i < timeline->window_count; i++) {
        size_t from = end_at(timeline, timeline->windows[i]->key.first);
        size_t to = end_at(timeline, timeline->windows[i]->key.last + 1);
        if (timeline->parts[from] != timeline->parts[to]) {
            join(timeline, from, to, value_of(timeline, i));
        } else if (timeline->sums[to] - timeline->sums[from] != value_of(timeline, i)) {
            return false;
        }
    }
    for (size_t i = 0; i < timeline->end_count; i++) {
        for (size_t k = i + 1; k < timeline->end_count; k++) {
            if (timeline->parts[i] == timeline->parts[k] && timeline->sums[k] < timeline->sums[i]) {
                return false;
            }
        }
    }
    return true;
}

static uint32_t count_of(const struct timeline *timeline, size_t window) {
    return linking_count(timeline->linking, timeline->windows[window], timeline->slot);
}

/* The next end after `end` that hangs together with it; end_count: none. */
static size_t next_end(const struct timeline *timeline, size_t end) {
    size_t next = end + 1;
    while (next < timeline->end_count && timeline->parts[next] != timeline->parts[end]) {
        next++;
    }
    return next;
}

/* The stretch between two neighbouring ends: a window of its own, or a count that nobody prints. */
static uint32_t stretch_of(const struct timeline *timeline, size_t from, size_t to) {
    for (size_t i = 0; i < timeline->window_count; i++) {
        if (timeline->windows[i]->key.first == timeline->ends[from] &&
            timeline->windows[i]->key.last + 1 == timeline->ends[to]) {
            return count_of(timeline, i);
        }
    }
    return linking_add_hidden(timeline->linking, timeline->windows[0], timeline->slot,
                              "in days between windows", timeline->sums[to] - timeline->sums[from]);
}

static void link_windows(struct timeline *timeline) {
    struct arena *arena = timeline->linking->arena;
    uint32_t *stretches = ARENA_ARRAY(arena, uint32_t, timeline->end_count + 1);
    uint32_t *parts = ARENA_ARRAY(arena, uint32_t, timeline->end_count + 1);
    for (size_t i = 0; i < timeline->end_count; i++) {
        size_t next = next_end(timeline, i);
        if (next < timeline->end_count) {
            stretches[i] = stretch_of(timeline, i, next);
        }
    }
    for (size_t i = 0; i < timeline->window_count; i++) {
        size_t to = end_at(timeline, timeline->windows[i]->key.last + 1), count = 0;
        for (size_t end = end_at(timeline, timeline->windows[i]->key.first); end < to;
             end = next_end(timeline, end)) {
            parts[count++] = stretches[end];
        }
        if (count > 1) {
            pack_counts_link_sum(timeline->linking->counts, count_of(timeline, i), parts, count);
        }
    }
}

/* A window within another one counts no more than that; stretches say so already. */
static void link_nested(const struct timeline *timeline, bool has_stretches) {
    for (size_t i = 0; i < timeline->window_count; i++) {
        for (size_t k = 0; k < timeline->window_count; k++) {
            const struct count_series *inner = timeline->windows[i], *outer = timeline->windows[k];
            bool is_said = has_stretches && timeline->parts[end_at(timeline, inner->key.first)] ==
                                                timeline->parts[end_at(timeline, outer->key.first)];
            if (i != k && !is_said && inner->key.first >= outer->key.first &&
                inner->key.last <= outer->key.last) {
                linking_at_most(timeline->linking, count_of(timeline, i), count_of(timeline, k));
            }
        }
    }
}

static void add_timeline(const struct linking *linking, const struct count_series **windows,
                         size_t count, size_t slot) {
    struct timeline timeline = {.linking = linking, .slot = slot};
    timeline.windows = ARENA_ARRAY(linking->arena, const struct count_series *, count);
    timeline.ends = ARENA_ARRAY(linking->arena, day_number, 2 * count);
    timeline.sums = ARENA_ARRAY(linking->arena, int64_t, 2 * count);
    timeline.parts = ARENA_ARRAY(linking->arena, uint32_t, 2 * count);
    for (size_t i = 0; i < count; i++) {
        if (windows[i]->cells[slot].is_there) {
            timeline.windows[timeline.window_count++] = windows[i];
            add_end(&timeline, windows[i]->key.first);
            add_end(&timeline, windows[i]->key.last + 1);
        }
    }
    if (timeline.window_count < 2) {
        return;
    }
    bool has_stretches = !is_of_distinct(windows[0]) && hang_together(&timeline);
    if (has_stretches) {
        link_windows(&timeline);
    }
    link_nested(&timeline, has_stretches);
}

void time_links_add(const struct linking *linking) {
    const struct series_set *set = linking->set;
    const struct count_series **windows =
        ARENA_ARRAY(linking->arena, const struct count_series *, set->count);
    bool *is_done = ARENA_ARRAY(linking->arena, bool, set->count);
    for (size_t i = 0; i < set->count; i++) {
        size_t count = 0;
        if (is_done[i] || series_is_stock(set->items[i])) {
            continue;
        }
        for (size_t k = i; k < set->count; k++) {
            if (is_same_kind(set, set->items[i], set->items[k])) {
                windows[count++] = set->items[k];
                is_done[k] = true;
            }
        }
        for (size_t slot = 0; count > 1 && slot < set->slot_count; slot++) {
            add_timeline(linking, windows, count, slot);
        }
    }
}
