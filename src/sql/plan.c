/* Which constraints a virtual table takes: every comparison with a column that
 * can be judged on values, the most selective equality through an index.
 * `omit`, which spares SQLite's second look, is set where predicate.h decides as
 * SQLite would: all but texts against a number. Whether one will turn up is
 * seen only as the statement runs; it then starts again with SQLite looking
 * twice. IS NOT NULL and LIKE are left alone: SQLite (3.40) offers them to
 * the left table of a LEFT JOIN even when they stand in its ON. */
#include "plan.h"

#include <string.h>

enum { RANGE_SHARE = 3, NULL_SHARE = 2 };
static const double lookup_cost = 4.0;

static bool comparison_of(unsigned char operator, bool is_in, enum comparison *comparison) {
    switch (operator) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
        *comparison = is_in ? COMPARE_EQUAL_IN : COMPARE_EQUAL;
        return true;
    case SQLITE_INDEX_CONSTRAINT_LT:
        *comparison = COMPARE_LESS;
        return true;
    case SQLITE_INDEX_CONSTRAINT_LE:
        *comparison = COMPARE_AT_MOST;
        return true;
    case SQLITE_INDEX_CONSTRAINT_GT:
        *comparison = COMPARE_GREATER;
        return true;
    case SQLITE_INDEX_CONSTRAINT_GE:
        *comparison = COMPARE_AT_LEAST;
        return true;
    case SQLITE_INDEX_CONSTRAINT_ISNULL:
        *comparison = COMPARE_IS_NULL;
        return true;
    case IN_DAYS_CONSTRAINT:
        *comparison = COMPARE_IN_DAYS;
        return true;
    default:
        return false;
    }
}

static bool is_equality(enum comparison comparison) {
    return comparison == COMPARE_EQUAL || comparison == COMPARE_EQUAL_IN;
}

/* Those that a value decides alone, whatever its column's type. */
static bool is_value_test(enum comparison comparison) {
    return comparison == COMPARE_IS_NULL || comparison == COMPARE_IN_DAYS;
}

static bool is_text(const struct source *source, int column) {
    return source->columns[column].class == CLASS_TEXT;
}

/* Texts are compared by their bytes; another collation, and numbers among texts, are left to
 * SQLite. */
static bool is_takable(const struct source *source, sqlite3_index_info *info, int at,
                       struct plan_term *term) {
    const struct sqlite3_index_constraint *constraint = &info->aConstraint[at];
    if (!constraint->usable || constraint->iColumn < 0 ||
        !comparison_of(constraint->op, sqlite3_vtab_in(info, at, -1), &term->comparison)) {
        return false;
    }
    term->column = constraint->iColumn;
    if (is_value_test(term->comparison) || !is_text(source, term->column)) {
        return is_value_test(term->comparison) || !source->columns[term->column].is_mixed;
    }
    return strcmp(sqlite3_vtab_collation(info, at), "BINARY") == 0;
}

/* The elements of an IN are always: SQLite's second look would compare them without their
 * affinity. */
static bool is_decided(const struct source *source, sqlite3_index_info *info, int at,
                       const struct plan_term *term) {
    if (is_value_test(term->comparison) || !is_text(source, term->column) ||
        term->comparison == COMPARE_EQUAL_IN) {
        return true;
    }
    sqlite3_value *literal;
    return sqlite3_vtab_rhs_value(info, at, &literal) == SQLITE_OK
               ? sqlite3_value_type(literal) == SQLITE_TEXT
               : !source->database->looks_again;
}

/* Distinct values of a column, at least 1. */
static double distinct_count(const struct source *source, int column) {
    if (source->table == NULL || source->table->column_count == 0) {
        return 1;
    }
    uint32_t count = source->table->columns[column].value_count;
    return count < 2 ? 1 : (double)(count - 1);
}

/* The share of the rows that a term lets through, guessed. Days that the program asks for leave the
 * plan as the definition would have it. */
static double share_of(const struct source *source, const struct plan_term *term) {
    if (term->comparison == COMPARE_IN_DAYS) {
        return 1;
    }
    if (is_equality(term->comparison)) {
        return 1 / distinct_count(source, term->column);
    }
    return 1.0 / (term->comparison == COMPARE_IS_NULL ? NULL_SHARE : RANGE_SHARE);
}

/* The position among the constraints of the equality with the most distinct values, or -1. */
static int find_index_term(const struct source *source, sqlite3_index_info *info) {
    int best = -1;
    double most = 0;
    struct plan_term term;
    for (int i = 0; i < info->nConstraint; i++) {
        if (is_takable(source, info, i, &term) && is_equality(term.comparison) &&
            distinct_count(source, term.column) > most) {
            most = distinct_count(source, term.column);
            best = i;
        }
    }
    return best;
}

static void take(struct plan *plan, const struct source *source, sqlite3_index_info *info, int at) {
    struct plan_term *term = &plan->terms[plan->term_count];
    if (plan->term_count < PLAN_TERM_LIMIT && is_takable(source, info, at, term)) {
        info->aConstraintUsage[at].argvIndex = ++plan->term_count;
        term->is_final = is_decided(source, info, at, term);
        info->aConstraintUsage[at].omit = term->is_final;
    }
}

static void estimate(const struct plan *plan, const struct source *source,
                     sqlite3_index_info *info) {
    double rows = (double)source->row_count;
    double read = plan->has_index ? rows * share_of(source, &plan->terms[0]) : rows;
    for (int i = 0; i < plan->term_count; i++) {
        rows *= share_of(source, &plan->terms[i]);
    }
    info->estimatedRows = rows < 1 ? 1 : (sqlite3_int64)rows;
    info->estimatedCost = lookup_cost + read + rows;
}

/* The position of "rowid = ..." among the constraints, or -1. */
static int find_row_term(sqlite3_index_info *info) {
    for (int i = 0; i < info->nConstraint; i++) {
        const struct sqlite3_index_constraint *constraint = &info->aConstraint[i];
        if (constraint->usable && constraint->iColumn < 0 &&
            constraint->op == SQLITE_INDEX_CONSTRAINT_EQ && !sqlite3_vtab_in(info, i, -1)) {
            return i;
        }
    }
    return -1;
}

/* SQLite looks at the row again, so that the number need not be judged here. */
static struct plan plan_one_row(sqlite3_index_info *info, int at) {
    info->aConstraintUsage[at].argvIndex = 1;
    info->estimatedRows = 1;
    info->estimatedCost = lookup_cost;
    return (struct plan){.is_one_row = true};
}

struct plan plan_choose(const struct source *source, sqlite3_index_info *info) {
    struct plan plan = {.has_index = false};
    int row_term = find_row_term(info);
    if (row_term >= 0) {
        return plan_one_row(info, row_term);
    }
    int index_term = find_index_term(source, info);
    if (index_term >= 0) {
        plan.has_index = true;
        take(&plan, source, info, index_term);
    }
    for (int i = 0; i < info->nConstraint; i++) {
        if (i != index_term) {
            take(&plan, source, info, i);
        }
    }
    estimate(&plan, source, info);
    return plan;
}

bool plan_equal(const struct plan *a, const struct plan *b) {
    bool is_equal = a->is_one_row == b->is_one_row && a->has_index == b->has_index &&
                    a->term_count == b->term_count;
    for (int i = 0; is_equal && i < a->term_count; i++) {
        is_equal = a->terms[i].column == b->terms[i].column &&
                   a->terms[i].comparison == b->terms[i].comparison &&
                   a->terms[i].is_final == b->terms[i].is_final;
    }
    return is_equal;
}
