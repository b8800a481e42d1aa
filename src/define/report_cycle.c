/* The days on which reports are due. Quarters, halves and years are financial:
 * they begin in April. */
#include "define/report_cycle.h"

#include "define/node.h"

static bool has_period(enum cycle_every every) {
    return every >= CYCLE_MONTH && every <= CYCLE_YEAR;
}

/* What a kind needs beside `every`, and must not have. */
static bool check_keys(struct diag *diag, const struct node *node, enum cycle_every every) {
    const char *needed = has_period(every) ? "within" : "from";
    const char *idle = has_period(every) ? "from" : "within";
    if (node_get(node, idle)) {
        DIAG_REPORT(diag, DF009, &node_get(node, idle)->place, text_of(idle),
                    TEXT("a key of that kind of cycle: months, quarters, halves and years have "
                         "within, all others from"));
        return false;
    }
    return node_need(diag, node, needed, NODE_SCALAR) != NULL;
}

static bool read_within(struct diag *diag, const struct node *node, int *within) {
    enum { MOST_DAYS = 366 };
    long days;
    if (!node_int(diag, node, &days)) {
        return false;
    }
    if (days < 0 || days > MOST_DAYS) {
        DIAG_REPORT(diag, DF009, &node->place, node->text, TEXT("a number of days from 0 to 366"));
        return false;
    }
    *within = (int)days;
    return true;
}

static bool read_from(struct diag *diag, const struct node *node, day_number *from) {
    if (date_parse(node->text, DATE_ISO, from) != DATE_OK) {
        DIAG_REPORT(diag, DF009, &node->place, node->text, TEXT("a date (2014-03-31)"));
        return false;
    }
    return true;
}

bool report_cycle_read(struct diag *diag, const struct node *root, struct report_cycle *cycle) {
    static const char *const keys[] = {"every", "within", "from", NULL};
    static const char *const words[] = {"month", "quarter",   "half",       "year",
                                        "week",  "fortnight", "two months", NULL};
    const struct node *node = node_get(root, "cycle");
    *cycle = (struct report_cycle){.every = CYCLE_NONE};
    if (!node) {
        return true;
    }
    const struct node *every = NULL;
    if (node_expect_keys(diag, node, keys)) {
        every = node_need(diag, node, "every", NODE_SCALAR);
    }
    int choice = every ? node_choice(diag, every, words) : -1;
    if (choice < 0 || !check_keys(diag, node, (enum cycle_every)(choice + 1))) {
        return false;
    }
    cycle->every = (enum cycle_every)(choice + 1);
    return has_period(cycle->every) ? read_within(diag, node_get(node, "within"), &cycle->within)
                                    : read_from(diag, node_get(node, "from"), &cycle->from);
}

/* The month, quarter, half or year that holds a day. */
static struct period period_holding(enum cycle_every every, day_number day) {
    static const struct {
        enum period_kind kind;
        int months;
    } kinds[] = {[CYCLE_MONTH] = {PERIOD_MONTH, 1},
                 [CYCLE_QUARTER] = {PERIOD_QUARTER, 3},
                 [CYCLE_HALF] = {PERIOD_HALF, 6},
                 [CYCLE_YEAR] = {PERIOD_YEAR, 12}};
    int year, month, day_of_month;
    date_parts(day, &year, &month, &day_of_month);
    int since_april = (month + 8) % 12, months = kinds[every].months;
    struct period period = {.kind = kinds[every].kind};
    period.first_day = date_add_months(day - day_of_month + 1, -(since_april % months));
    period.last_day = date_add_months(period.first_day, months) - 1;
    return period;
}

static day_number next_meeting(const struct report_cycle *cycle, day_number on) {
    int step = cycle->every == CYCLE_WEEK ? 7 : 14;
    day_number due = cycle->from;
    if (cycle->every == CYCLE_TWO_MONTHS) {
        for (int months = 2; due < on; months += 2) {
            due = date_add_months(cycle->from, months);
        }
        return due;
    }
    return on <= due ? due : due + (on - due + step - 1) / step * step;
}

struct cycle_issue report_cycle_next(const struct report_cycle *cycle, day_number on) {
    struct cycle_issue issue = {.has_period = has_period(cycle->every)};
    if (issue.has_period) {
        issue.period = period_holding(cycle->every, on - cycle->within);
        issue.due = issue.period.last_day + cycle->within;
    } else {
        issue.due = next_meeting(cycle, on);
    }
    return issue;
}

const char *report_cycle_other(const struct report_cycle *cycle, const struct period *given,
                               struct period *usual) {
    static const char *const kinds[] = {[CYCLE_MONTH] = "month",
                                        [CYCLE_QUARTER] = "quarter",
                                        [CYCLE_HALF] = "half-year",
                                        [CYCLE_YEAR] = "year"};
    if (cycle->every == CYCLE_NONE || !has_period(cycle->every)) {
        return NULL;
    }
    *usual = period_holding(cycle->every, given->last_day);
    return usual->kind == given->kind ? NULL : kinds[cycle->every];
}
