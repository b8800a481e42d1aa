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

void unchecked_note(struct unchecked *unchecked, struct text rule, struct text why) {
    ARENA_MAKE_ROOM(unchecked->arena, unchecked->items, unchecked->count, unchecked->capacity, 16);
    unchecked->items[unchecked->count++] = (struct unchecked_rule){rule, why};
}

bool unchecked_add(struct unchecked *unchecked, const struct check *check,
                   const struct rule *rule) {
    struct text missing = missing_table(check, rule);
    missing = missing.length == 0 ? missing_column(check, rule) : missing;
    missing = missing.length == 0 ? missing_day(check, rule) : missing;
    missing = missing.length == 0 ? missing_years(unchecked, check, rule) : missing;
    if (missing.length > 0) {
        unchecked_note(unchecked, rule->id,
                       text_format(unchecked->arena, "%.*s was not supplied", TEXT_ARG(missing)));
    }
    return missing.length > 0;
}

/* How many rules lack the same as the one at `at`; 0 if an earlier one does. */
static size_t count_alike(const struct unchecked *unchecked, size_t at) {
    size_t count = 0;
    for (size_t i = 0; i < unchecked->count; i++) {
        bool is_alike = text_equal(unchecked->items[i].why, unchecked->items[at].why);
        if (is_alike && i < at) {
            return 0;
        }
        count += is_alike;
    }
    return count;
}

void unchecked_report(const struct unchecked *unchecked, struct diag *diag) {
    for (size_t i = 0; i < unchecked->count; i++) {
        size_t count = count_alike(unchecked, i);
        if (count > 0) {
            DIAG_REPORT(
                diag, VA010, NULL,
                text_format(unchecked->arena, count == 1 ? "1 rule is" : "%zu rules are", count),
                unchecked->items[i].why);
        }
    }
}

bool unchecked_holds(const struct findings *findings, struct text rule) {
    for (size_t i = 0; i < findings->unchecked_count; i++) {
        if (text_equal(findings->unchecked[i].rule, rule)) {
            return true;
        }
    }
    return false;
}

bool rule_is_known(const struct validate_context *context, struct text rule) {
    size_t count;
    const struct validate_rule *checks = validate_rules(&count);
    for (size_t i = 0; i < count; i++) {
        if (text_equal_c(rule, checks[i].id)) {
            return true;
        }
    }
    for (size_t i = 0; i < context->rule_count; i++) {
        if (text_equal(context->rules[i]->id, rule)) {
            return true;
        }
    }
    return false;
}
