/* Counting findings by rule, column or team. */
#include "validate/finding_counts.h"

#include <stdlib.h>

#include "base/arena.h"
#include "table/dictionary.h"

struct counting {
    struct arena *arena, *scratch;
    enum finding_grouping grouping;
    struct dictionary *names;
    struct finding_counts counts;
    size_t capacity;
};

static struct text name_of(const struct counting *counting, const struct finding *finding) {
    switch (counting->grouping) {
    case BY_RULE:
        return text_format(counting->scratch, "%.*s\n%.*s", TEXT_ARG(finding->rule),
                           TEXT_ARG(finding->table));
    case BY_COLUMN:
        return text_format(counting->scratch, "%d\n%.*s\n%.*s\n%.*s", finding->severity,
                           TEXT_ARG(finding->rule), TEXT_ARG(finding->table),
                           TEXT_ARG(finding->column));
    default:
        return text_format(counting->scratch, "team %.*s", TEXT_ARG(finding->team));
    }
}

static struct finding_count *count_of(struct counting *counting, const struct finding *finding) {
    struct arena_mark mark = arena_mark(counting->scratch);
    uint32_t code = dictionary_intern(counting->names, name_of(counting, finding));
    arena_release(counting->scratch, mark);
    struct finding_counts *counts = &counting->counts;
    ARENA_MAKE_ROOM(counting->arena, counts->items, counts->count, counting->capacity, 64);
    if (code > counts->count) {
        counts->items[counts->count++].first = finding;
    }
    return &counts->items[code - 1];
}

static void add(struct counting *counting, const struct finding *finding) {
    bool is_waived = finding->waived.length > 0;
    if (is_waived && counting->grouping == BY_COLUMN) {
        return;
    }
    struct finding_count *count = count_of(counting, finding);
    count->waived += is_waived;
    count->error += !is_waived && finding->severity == FINDING_ERROR;
    count->query += !is_waived && finding->severity == FINDING_QUERY;
    count->new += !is_waived && finding->since == FINDING_NEW;
    count->open += !is_waived && finding->since == FINDING_STILL_OPEN;
}

/* Errors first, then the most, then as they were found. */
static int compare_columns(const void *left, const void *right) {
    const struct finding_count *a = left, *b = right;
    if (a->first->severity != b->first->severity) {
        return a->first->severity == FINDING_ERROR ? -1 : 1;
    }
    size_t a_count = a->error + a->query, b_count = b->error + b->query;
    if (a_count != b_count) {
        return a_count > b_count ? -1 : 1;
    }
    return a->first < b->first ? -1 : a->first > b->first;
}

static int compare_teams(const void *left, const void *right) {
    struct text a = ((const struct finding_count *)left)->first->team;
    struct text b = ((const struct finding_count *)right)->first->team;
    if ((a.length == 0) != (b.length == 0)) {
        return a.length == 0 ? 1 : -1;
    }
    return text_compare(a, b);
}

struct finding_counts finding_counts_of(struct arena *arena, const struct findings *findings,
                                        enum finding_grouping grouping) {
    struct counting counting = {.arena = arena,
                                .scratch = arena_new(),
                                .grouping = grouping,
                                .names = dictionary_new(arena)};
    for (size_t i = 0; i < findings->count; i++) {
        add(&counting, &findings->items[i]);
    }
    for (size_t i = 0; i < findings->gone_count && grouping != BY_COLUMN; i++) {
        if (findings->gone[i].since == FINDING_MENDED) {
            count_of(&counting, &findings->gone[i])->mended++;
        }
    }
    arena_free(counting.scratch);
    struct finding_counts counts = counting.counts;
    if (counts.count > 0 && grouping != BY_RULE) {
        qsort(counts.items, counts.count, sizeof *counts.items,
              grouping == BY_TEAM ? compare_teams : compare_columns);
    }
    return counts;
}
