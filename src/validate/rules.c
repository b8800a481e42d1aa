/* The checks by name: one table for findings, for `quarterday list rules` and
 * for the order in which findings of one cell are listed. */
#include "check.h"

static const struct validate_rule rules[RULE_COUNT] = {
    [RULE_REQUIRED_COLUMN] = {"required-column",
                              "a column that the schema requires is in the file"},
    [RULE_UNREADABLE] = {"unreadable", "the record can be read: its quotes are closed"},
    [RULE_REPEATED_HEADER] = {"repeated-header", "the header stands once, above the records"},
    [RULE_TOO_FEW_FIELDS] = {"too-few-fields", "the record has a value for every column"},
    [RULE_TOO_MANY_FIELDS] = {"too-many-fields", "the record has no more values than columns"},
    [RULE_DUPLICATE_KEY] = {"duplicate-key", "no two records of a table have the same key"},
    [RULE_PRIMARY_KEY] = {"primary-key", "every part of a record's key has a value"},
    [RULE_FOREIGN_KEY] = {"foreign-key", "the record that another refers to is there"},
    [RULE_REQUIRED] = {"required", "a required value is not blank"},
    [RULE_TYPE] = {"type",
                   "a date is a date that exists, a number a number, a yes or no one of them"},
    [RULE_CODES] = {"codes", "a code is in its code set"},
    [RULE_PATTERN] = {"pattern", "the value is written as the schema says"},
    [RULE_TOO_COSTLY] = {"pattern-too-costly",
                         "the value can be judged by its pattern at a bounded cost"},
    [RULE_ENUM] = {"enum", "the value is one of the words allowed"},
    [RULE_MINIMUM] = {"minimum", "the value is not below the least allowed"},
    [RULE_MAXIMUM] = {"maximum", "the value is not above the greatest allowed"},
    [RULE_LENGTH] = {"length", "the value is neither too short nor too long"},
    [RULE_UNIQUE] = {"unique", "no other record has the same value"},
    [RULE_NUL] = {"nul", "the value holds no NUL character"},
    [RULE_ENCODING] = {"encoding", "every character of the value could be read"},
    [RULE_NOT_CHECKED] = {"not-checked", "a rule can be judged on all records of its table"},
    [RULE_WAIVER_EXPIRED] = {"waiver-expired", "what was accepted is accepted still"},
    [RULE_WAIVER_UNUSED] = {"waiver-unused", "what was accepted is found still"},
};

const struct validate_rule *validate_rules(size_t *count) {
    *count = RULE_COUNT;
    return rules;
}

struct text rule_name(enum rule_id rule) {
    return text_of(rules[rule].id);
}
