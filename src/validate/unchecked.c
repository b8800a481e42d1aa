/* Rules that cannot be checked, because a table or a column that they need was
 * not supplied: a rule about plans without a conference would otherwise list
 * every plan. They are counted by what is missing. */
#include "unchecked.h"

#include "base/arena.h"
#include "base/date.h"
#include "define/node.h"

static bool is_table_supplied(const struct dataset *dataset, struct text name) {
    for (size_t i = 0; i < dataset->table_count; i++) {
        if (text_equal(dataset->tables[i]->name, name)) {
            return dataset->is_supplied[i];
        }
    }
    return true;
}

/* A table that the rule needs and the extract lacks; empty: none. */
static struct text missing_table(const struct check *check, const struct rule *rule) {
    for (size_t i = 0; i < check->context->catalogue->schema_count; i++) {
        struct text name = check->context->catalogue->schemas[i]->name;
        if (!is_table_supplied(&check->extract->dataset, name) && rule_needs_table(rule, name)) {
            return name;
        }
    }
    return TEXT_NONE;
}

static struct text missing_column(const struct check *check, const struct rule *rule) {
    for (size_t i = 0; i < rule->field_count; i++) {
        size_t column = table_column(check->table, rule->fields[i]);
        if (column == SIZE_MAX || !check->table->columns[column].is_supplied) {
            return rule->fields[i];
        }
    }
    return TEXT_NONE;
}

static struct text missing_day(const struct check *check, const struct rule *rule) {
    const struct node *sql = rule->fails != NULL ? rule->fails : rule->fails_when;
    bool lacks_day =
        check->context->as_at == DAY_NONE && text_find_word(sql->text, TEXT("as_at")) != SIZE_MAX;
    return lacks_day ? TEXT("the extracts' date (--as-at)") : TEXT_NONE;
}

/* Working days are known for the years of the bank holidays alone. */
static struct text missing_years(const struct unchecked *unchecked, const struct check *check,
                                 const struct rule *rule) {
    const struct calendar *calendar = check->context->calendar;
    const struct node *sql = rule->fails != NULL ? rule->fails : rule->fails_when;
    day_number as_at = check->context->as_at;
    int year, month, day;
    if (as_at == DAY_NONE || calendar == NULL || calendar_covers(calendar, as_at) ||
        text_find_word(sql->text, TEXT("add_working_days")) == SIZE_MAX) {
        return TEXT_NONE;
    }
    date_parts(as_at, &year, &month, &day);
    return text_format(unchecked->arena, "the bank holidays of %d", year);
}

bool unchecked_add(struct unchecked *unchecked, const struct check *check,
                   const struct rule *rule) {
    struct text missing = missing_table(check, rule);
    missing = missing.length == 0 ? missing_column(check, rule) : missing;
    missing = missing.length == 0 ? missing_day(check, rule) : missing;
    missing = missing.length == 0 ? missing_years(unchecked, check, rule) : missing;
    if (missing.length == 0) {
        return false;
    }
    struct unchecked_reason **link = &unchecked->first;
    while (*link != NULL && !text_equal((*link)->missing, missing)) {
        link = &(*link)->next;
    }
    if (*link == NULL) {
        *link = ARENA_NEW(unchecked->arena, struct unchecked_reason);
        (*link)->missing = missing;
    }
    (*link)->rule_count++;
    return true;
}

void unchecked_report(const struct unchecked *unchecked, struct diag *diag) {
    for (const struct unchecked_reason *reason = unchecked->first; reason != NULL;
         reason = reason->next) {
        DIAG_REPORT(diag, VA010, NULL, text_format(unchecked->arena, "%zu", reason->rule_count),
                    reason->missing);
    }
}
