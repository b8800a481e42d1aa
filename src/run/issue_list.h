/* A growing list of issues, as the signals fill it. */
#ifndef SRC_RUN_ISSUE_LIST_H
#define SRC_RUN_ISSUE_LIST_H

#include "run/issues.h"

struct issue_list {
    struct session *session;
    struct text period;
    struct issue *items;
    size_t count, capacity;
};

/* A new issue with its id; the rest is the caller's. */
struct issue *issue_list_add(struct issue_list *list, enum issue_kind kind, uint32_t team,
                             struct text subject);

/* issues_findings.c: one a team, rule and table. Returns how many findings have no team. */
size_t issues_add_findings(struct issue_list *list);
/* issues_figures.c: one a team, measure and kind. False after reports. */
bool issues_add_figures(struct issue_list *list, const struct measure_context *context,
                        const struct standings *standings);

#endif
