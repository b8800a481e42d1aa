/* Rows that are periods: the last months, quarters, halves or years that had
 * ended when the report's own period did, or periods of its own kind. */
#include "base/arena.h"
#include "base/date.h"
#include "define/node.h"
#include "report/rows.h"

enum { MONTHS_IN_YEAR = 12 };

/* The last run of so many months, counted from April, that had ended by the report's last day. */
static struct period of_months(const struct period *now, enum period_kind kind, int months) {
    struct period period = {.kind = kind, .last_day = now->last_day + 1};
    struct period year = period_half_of_year(now, 1);
    day_number next = date_add_months(year.first_day, months - MONTHS_IN_YEAR);
    while (next - 1 <= now->last_day) {
        period.last_day = next - 1;
        next = date_add_months(next, months);
    }
    period.first_day = date_add_months(period.last_day + 1, -months);
    return period;
}

/* The last period of a kind that had ended by the report's last day. */
static bool last_of_kind(const struct period *now, struct text by, struct period *last) {
    static const struct {
        const char *word;
        enum period_kind kind;
        int months;
    } kinds[] = {{"months", PERIOD_MONTH, 1},
                 {"quarters", PERIOD_QUARTER, 3},
                 {"halves", PERIOD_HALF, 6},
                 {"years", PERIOD_YEAR, MONTHS_IN_YEAR},
                 {"periods", PERIOD_SPAN, 0}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (text_equal_c(by, kinds[i].word)) {
            *last = kinds[i].months == 0 ? *now : of_months(now, kinds[i].kind, kinds[i].months);
            return true;
        }
    }
    return false;
}

/* "Mar-14", "Q4 2013/14", "H2 2013/14", "2013/14"; a span in words. */
static struct text label(struct arena *arena, const struct period *period) {
    bool is_part = period->kind == PERIOD_QUARTER || period->kind == PERIOD_HALF;
    if (!is_part) {
        return period->kind == PERIOD_MONTH ? period_month_label(arena, period)
                                            : period_words(arena, period);
    }
    struct period year = period_half_of_year(period, 1);
    int months = period->kind == PERIOD_QUARTER ? 3 : 6, part = 1;
    while (date_add_months(year.first_day, part * months) <= period->first_day) {
        part++;
    }
    year.kind = PERIOD_YEAR;
    year.last_day = date_add_months(year.first_day, MONTHS_IN_YEAR) - 1;
    return text_format(arena, "%c%d\u00a0%.*s", months == 3 ? 'Q' : 'H', part,
                       TEXT_ARG(period_words(arena, &year)));
}

static bool read_last(struct writer *writer, const struct node *block, long *last) {
    const struct node *node = node_get(block, "last");
    if (node && !node_int(writer->diag, node, last)) {
        return writer_refuse(writer);
    }
    if (!node || *last < 1 || *last > ROW_PERIOD_LIMIT) {
        DIAG_REPORT(writer->diag, RP013, node ? &node->place : &block->place,
                    TEXT("table or chart by periods"), TEXT("last, how many: 1 to 60"));
        return writer_refuse(writer);
    }
    return true;
}

bool row_periods_read(struct writer *writer, const struct node *block, struct text by,
                      struct rows *rows, bool *is_sound) {
    struct period last, periods[ROW_PERIOD_LIMIT];
    long count = 0;
    if (!last_of_kind(&writer->context->period, by, &last)) {
        return false;
    }
    rows->source = ROWS_BY_PERIOD;
    *is_sound = read_last(writer, block, &count);
    if (*is_sound && !period_series(&last, periods, (size_t)count)) {
        DIAG_REPORT(writer->diag, DF009, &node_get(block, "last")->place,
                    node_text(block, "last", TEXT_NONE),
                    TEXT("a number of periods that keeps to the years from 1900 on"));
        *is_sound = writer_refuse(writer);
    }
    for (long i = 0; *is_sound && i < count; i++) {
        struct row *row = rows_add(writer, rows);
        row->value = period_name(writer->arena, &periods[i]);
        row->header = label(writer->arena, &periods[i]);
    }
    return true;
}
