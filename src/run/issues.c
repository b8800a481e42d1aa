/* Issues from findings and from figures, by team. */
#include "run/issues.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/period.h"
#include "issue_list.h"

struct issue *issue_list_add(struct issue_list *list, enum issue_kind kind, uint32_t team,
                             struct text subject) {
    struct arena *arena = list->session->arena;
    ARENA_MAKE_ROOM(arena, list->items, list->count, list->capacity, 32);
    struct text unit = list->session->units->units[team].id;
    struct issue *issue = &list->items[list->count++];
    *issue = (struct issue){.kind = kind, .team = team, .subject = subject};
    issue->id = text_format(arena, "%.*s/%.*s/%.*s%s", TEXT_ARG(list->period), TEXT_ARG(unit),
                            TEXT_ARG(subject), kind == ISSUE_AHEAD ? "/ahead" : "");
    return issue;
}

static int compare_issues(const void *left, const void *right) {
    const struct issue *a = left, *b = right;
    if (a->team != b->team) {
        return a->team < b->team ? -1 : 1;
    }
    return a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : text_compare(a->id, b->id);
}

const struct issues *issues_find(struct session *session, const struct measure_context *context,
                                 const struct standings *standings) {
    struct issue_list list = {.session = session,
                              .period = period_name(session->arena, &standings->plan->now)};
    struct issues *issues = ARENA_NEW(session->arena, struct issues);
    issues->teamless_count = issues_add_findings(&list);
    if (!issues_add_figures(&list, context, standings)) {
        return NULL;
    }
    if (list.count > 0) {
        qsort(list.items, list.count, sizeof *list.items, compare_issues);
    }
    issues->items = list.items;
    issues->count = list.count;
    return issues;
}
