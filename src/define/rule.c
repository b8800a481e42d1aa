/* Sets of rules. A set that extends others takes their rules over in their
 * order: a changed rule is the earlier one with the keys that are given anew,
 * put together as one tree, so that every fault still stands at its line. */
#include "define/rule.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "define/definition_tests.h"
#include "define/node.h"

struct resolving {
    struct arena *arena;
    struct diag *diag;
    struct rule_set *const *sets;
    size_t set_count;
    const struct schema *const *schemas;
    size_t schema_count;
};

/* ---- one rule ---- */

static struct text need_text(const struct resolving *resolving, const struct node *root,
                             const char *key) {
    const struct node *node = node_need(resolving->diag, root, key, NODE_SCALAR);
    return node != NULL ? node->text : TEXT_NONE;
}

static bool is_id(struct text text) {
    bool holds = text.length > 0;
    for (size_t i = 0; i < text.length && holds; i++) {
        char c = text.bytes[i];
        holds = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                (c == '-' && i > 0);
    }
    return holds;
}

static void read_id(const struct resolving *resolving, const struct node *root, struct rule *rule) {
    const struct node *node = node_need(resolving->diag, root, "id", NODE_SCALAR);
    if (node != NULL && !is_id(node->text)) {
        DIAG_REPORT(resolving->diag, DF009, &node->place, node->text,
                    TEXT("an id of letters, digits and hyphens"));
    }
    rule->id = node != NULL ? node->text : TEXT_NONE;
    rule->place = node != NULL ? node->place : root->place;
}

static void read_severity(const struct resolving *resolving, const struct node *root,
                          struct rule *rule) {
    static const char *const words[] = {"query", "error", NULL};
    const struct node *node = node_need(resolving->diag, root, "severity", NODE_SCALAR);
    rule->is_error = node != NULL && node_choice(resolving->diag, node, words) == 1;
}

static struct test_schemas schemas_known(const struct resolving *resolving) {
    return (struct test_schemas){resolving->arena, resolving->diag, resolving->schemas,
                                 resolving->schema_count};
}

static void read_table(const struct resolving *resolving, const struct node *root,
                       struct rule *rule) {
    const struct test_schemas known = schemas_known(resolving);
    const struct node *on = node_need(resolving->diag, root, "on", NODE_SCALAR);
    rule->table = on != NULL ? test_schemas_need(&known, &on->place, on->text) : NULL;
    const struct node *fields = node_need(resolving->diag, root, "fields", NODE_SEQUENCE);
    rule->fields = node_texts(resolving->arena, resolving->diag, fields, &rule->field_count);
    for (size_t i = 0; rule->table != NULL && i < rule->field_count; i++) {
        test_schemas_need_field(&known, rule->table, &fields->children[i]->place, rule->fields[i]);
    }
    const struct node *optional = node_optional(resolving->diag, root, "optional", NODE_SEQUENCE);
    rule->optional = node_texts(resolving->arena, resolving->diag, optional, &rule->optional_count);
    for (size_t i = 0; i < rule->optional_count; i++) {
        test_schemas_need(&known, &optional->children[i]->place, rule->optional[i]);
    }
}

static void read_condition(const struct resolving *resolving, const struct node *root,
                           struct rule *rule) {
    const struct node *when = node_get(root, "fails_when"), *select = node_get(root, "fails");
    if (when != NULL && select != NULL) {
        DIAG_REPORT(resolving->diag, DF009, &select->key_place, select->key,
                    TEXT("allowed beside \"fails_when\""));
    } else if (select != NULL) {
        rule->fails = node_need(resolving->diag, root, "fails", NODE_SCALAR);
    } else {
        rule->fails_when = node_need(resolving->diag, root, "fails_when", NODE_SCALAR);
    }
}

/* ---- the tests of a rule ---- */

/* Rows are numbered from 1; 0 is a finding of the whole table. */
static void check_failing(const struct resolving *resolving, const struct node *fails,
                          const struct node *rows) {
    size_t row_count = definition_tests_row_count(rows);
    for (size_t i = 0; fails != NULL && i < fails->child_count; i++) {
        const struct node *number = fails->children[i];
        long row;
        if (node_int(resolving->diag, number, &row) && (row < 0 || (size_t)row > row_count)) {
            DIAG_REPORT(resolving->diag, DF009, &number->place, number->text,
                        TEXT("the number of one of the test's rows"));
        }
    }
}

static void check_test(const struct resolving *resolving, const struct node *test,
                       const struct rule *rule) {
    static const char *const keys[] = {"rows", "with", "fails", "as_at", NULL};
    if (!node_expect_keys(resolving->diag, test, keys) || test->kind != NODE_MAPPING) {
        return;
    }
    const struct node *rows = node_need(resolving->diag, test, "rows", NODE_SEQUENCE);
    const struct test_schemas known = schemas_known(resolving);
    definition_tests_check_rows(&known, rows, rule->table);
    definition_tests_check_tables(&known,
                                  node_optional(resolving->diag, test, "with", NODE_MAPPING));
    check_failing(resolving, node_need(resolving->diag, test, "fails", NODE_SEQUENCE), rows);
    const struct node *day = node_optional(resolving->diag, test, "as_at", NODE_SCALAR);
    day_number as_at;
    if (day != NULL && date_parse(day->text, DATE_ISO, &as_at) != DATE_OK) {
        DIAG_REPORT(resolving->diag, DF009, &day->place, day->text,
                    TEXT("a date such as 2014-03-31"));
    }
}

static const struct rule *read_rule(const struct resolving *resolving, const struct node *root) {
    static const char *const keys[] = {"id",       "severity", "on",    "message",
                                       "remedy",   "fields",   "fails", "fails_when",
                                       "optional", "tests",    NULL};
    struct rule *rule = ARENA_NEW(resolving->arena, struct rule);
    *rule = (struct rule){.root = root, .place = root->place, .id = TEXT_NONE};
    if (!node_expect_kind(resolving->diag, root, NODE_MAPPING)) {
        return rule;
    }
    node_expect_keys(resolving->diag, root, keys);
    read_id(resolving, root, rule);
    read_severity(resolving, root, rule);
    read_table(resolving, root, rule);
    rule->message = need_text(resolving, root, "message");
    rule->remedy = need_text(resolving, root, "remedy");
    read_condition(resolving, root, rule);
    const struct node *tests = node_optional(resolving->diag, root, "tests", NODE_SEQUENCE);
    for (size_t i = 0; tests != NULL && i < tests->child_count; i++) {
        check_test(resolving, tests->children[i], rule);
    }
    return rule;
}

/* ---- sets ---- */

struct rule_set *rule_set_read(struct arena *arena, struct diag *diag, const struct node *root) {
    static const char *const keys[] = {"rule_set", "title",   "extends", "rules",
                                       "changed",  "removed", NULL};
    struct rule_set *set = ARENA_NEW(arena, struct rule_set);
    *set = (struct rule_set){
        .place = root->place, .root = root, .name = TEXT_NONE, .title = TEXT_NONE};
    if (!node_expect_kind(diag, root, NODE_MAPPING)) {
        return NULL;
    }
    node_expect_keys(diag, root, keys);
    const struct node *name = node_need(diag, root, "rule_set", NODE_SCALAR);
    const struct node *title = node_need(diag, root, "title", NODE_SCALAR);
    set->name = name != NULL ? name->text : TEXT_NONE;
    set->title = title != NULL ? title->text : TEXT_NONE;
    size_t faults_before = diag_count(diag, DIAG_ERROR);
    node_optional(diag, root, "rules", NODE_SEQUENCE);
    node_optional(diag, root, "changed", NODE_SEQUENCE);
    node_optional(diag, root, "removed", NODE_SEQUENCE);
    return diag_count(diag, DIAG_ERROR) == faults_before ? set : NULL;
}

static struct rule_set *find_set(const struct resolving *resolving, struct text name) {
    for (size_t i = 0; i < resolving->set_count; i++) {
        if (resolving->sets[i] != NULL && text_equal(resolving->sets[i]->name, name)) {
            return resolving->sets[i];
        }
    }
    return NULL;
}

/* The earlier rule's mapping with the keys of the later one put in place or added. */
static const struct node *merge(struct arena *arena, const struct node *earlier,
                                const struct node *later) {
    struct node *merged = ARENA_NEW(arena, struct node);
    *merged = *later;
    const struct node **children =
        ARENA_ARRAY(arena, const struct node *, earlier->child_count + later->child_count);
    size_t count = 0;
    bool swaps_condition =
        node_get(later, "fails") != NULL || node_get(later, "fails_when") != NULL;
    for (size_t i = 0; i < earlier->child_count; i++) {
        const struct node *child = earlier->children[i];
        bool is_condition =
            text_equal_c(child->key, "fails") || text_equal_c(child->key, "fails_when");
        const char *key = text_c(arena, child->key);
        if (node_get(later, key) == NULL && !(is_condition && swaps_condition)) {
            children[count++] = child;
        }
    }
    for (size_t i = 0; i < later->child_count; i++) {
        children[count++] = later->children[i];
    }
    merged->children = children;
    merged->child_count = count;
    return merged;
}

static size_t find_rule(const struct rule_set *set, struct text id) {
    size_t at = 0;
    while (at < set->rule_count && !text_equal(set->rules[at]->id, id)) {
        at++;
    }
    return at;
}

/* The position of the rule that `id` names among those taken over; SIZE_MAX after a report. */
static size_t need_rule(const struct resolving *resolving, const struct rule_set *set,
                        const struct node *id) {
    size_t at = find_rule(set, id->text);
    if (at < set->rule_count) {
        return at;
    }
    if (set->lacks_earlier) {
        return SIZE_MAX; /* it may be one of those that are not known */
    }
    struct text *ids = ARENA_ARRAY(resolving->arena, struct text, set->rule_count);
    for (size_t i = 0; i < set->rule_count; i++) {
        ids[i] = set->rules[i]->id;
    }
    DIAG_REPORT(resolving->diag, VA002, &id->place, id->text);
    diag_did_you_mean(resolving->diag, id->text, ids, set->rule_count);
    return SIZE_MAX;
}

static void remove_rules(const struct resolving *resolving, struct rule_set *set) {
    const struct node *removed = node_get(set->root, "removed");
    for (size_t i = 0; removed != NULL && i < removed->child_count; i++) {
        const struct node *id = removed->children[i];
        size_t at = node_expect_kind(resolving->diag, id, NODE_SCALAR)
                        ? need_rule(resolving, set, id)
                        : SIZE_MAX;
        for (size_t later = at; at != SIZE_MAX && later + 1 < set->rule_count; later++) {
            set->rules[later] = set->rules[later + 1];
        }
        set->rule_count -= at != SIZE_MAX;
    }
}

static void change_rules(const struct resolving *resolving, struct rule_set *set) {
    const struct node *changed = node_get(set->root, "changed");
    for (size_t i = 0; changed != NULL && i < changed->child_count; i++) {
        const struct node *change = changed->children[i];
        const struct node *id = node_expect_kind(resolving->diag, change, NODE_MAPPING)
                                    ? node_need(resolving->diag, change, "id", NODE_SCALAR)
                                    : NULL;
        size_t at = id != NULL ? need_rule(resolving, set, id) : SIZE_MAX;
        if (at != SIZE_MAX) {
            set->rules[at] =
                read_rule(resolving, merge(resolving->arena, set->rules[at]->root, change));
        }
    }
}

static void report_twice(const struct resolving *resolving, const struct rule *rule,
                         const struct rule *earlier) {
    DIAG_REPORT(resolving->diag, DF010, &rule->place, rule->id,
                text_format(resolving->arena, "%.*s:%u", TEXT_ARG(earlier->place.file),
                            (unsigned)earlier->place.line));
}

static void resolve(const struct resolving *resolving, struct rule_set *set);

static void report_unknown_set(const struct resolving *resolving, const struct place *place,
                               struct text name) {
    struct text *names = ARENA_ARRAY(resolving->arena, struct text, resolving->set_count);
    for (size_t i = 0; i < resolving->set_count; i++) {
        names[i] = resolving->sets[i] != NULL ? resolving->sets[i]->name : TEXT_NONE;
    }
    DIAG_REPORT(resolving->diag, VA001, place, name);
    diag_did_you_mean(resolving->diag, name, names, resolving->set_count);
}

static void extend(const struct resolving *resolving, struct rule_set *set,
                   const struct place *place, struct text name) {
    struct rule_set *earlier = find_set(resolving, name);
    set->lacks_earlier = set->lacks_earlier || earlier == NULL;
    if (earlier == NULL) {
        report_unknown_set(resolving, place, name);
    } else if (earlier->state == RULES_BEING_READ) {
        DIAG_REPORT(resolving->diag, VA003, place, set->name);
    } else {
        resolve(resolving, earlier);
        earlier->is_extended = true;
        set->extends[set->extends_count++] = earlier;
    }
}

/* The sets that this one extends, with their rules: one name, or a list of them. */
static void find_earlier_sets(const struct resolving *resolving, struct rule_set *set) {
    const struct node *extends = node_get(set->root, "extends");
    if (extends == NULL) {
        return;
    }
    bool is_list = extends->kind == NODE_SEQUENCE;
    size_t count = is_list ? extends->child_count : 1;
    set->extends = ARENA_ARRAY(resolving->arena, const struct rule_set *, count);
    for (size_t i = 0; i < count; i++) {
        const struct node *name = is_list ? extends->children[i] : extends;
        if (node_expect_kind(resolving->diag, name, NODE_SCALAR)) {
            extend(resolving, set, &name->place, name->text);
        }
    }
}

static void add_rule(const struct resolving *resolving, struct rule_set *set,
                     const struct rule *rule) {
    size_t at = find_rule(set, rule->id);
    if (at < set->rule_count) {
        report_twice(resolving, rule, set->rules[at]);
    }
    set->rules[set->rule_count++] = rule;
}

static void take_over(const struct resolving *resolving, struct rule_set *set) {
    for (size_t i = 0; i < set->extends_count; i++) {
        for (size_t at = 0; at < set->extends[i]->rule_count; at++) {
            add_rule(resolving, set, set->extends[i]->rules[at]);
        }
    }
}

static size_t most_rules(const struct rule_set *set) {
    const struct node *rules = node_get(set->root, "rules");
    size_t most = rules != NULL ? rules->child_count : 0;
    for (size_t i = 0; i < set->extends_count; i++) {
        most += set->extends[i]->rule_count;
    }
    return most;
}

static void resolve(const struct resolving *resolving, struct rule_set *set) {
    if (set->state == RULES_READ) {
        return;
    }
    set->state = RULES_BEING_READ;
    find_earlier_sets(resolving, set);
    set->rules = ARENA_ARRAY(resolving->arena, const struct rule *, most_rules(set));
    take_over(resolving, set);
    remove_rules(resolving, set);
    change_rules(resolving, set);
    const struct node *rules = node_get(set->root, "rules");
    for (size_t i = 0; rules != NULL && i < rules->child_count; i++) {
        add_rule(resolving, set, read_rule(resolving, rules->children[i]));
    }
    set->state = RULES_READ;
}

/* Sets that are in force together share no id: findings and waivers name rules by it. */
static void check_distinct(const struct resolving *resolving, const struct rule_set *set,
                           const struct rule_set *other) {
    for (size_t i = 0; i < set->rule_count; i++) {
        size_t at = find_rule(other, set->rules[i]->id);
        if (at < other->rule_count) {
            report_twice(resolving, set->rules[i], other->rules[at]);
        }
    }
}

void rule_sets_resolve(struct arena *arena, struct diag *diag, struct rule_set *const *sets,
                       size_t set_count, const struct schema *const *schemas, size_t schema_count) {
    const struct resolving resolving = {arena, diag, sets, set_count, schemas, schema_count};
    for (size_t i = 0; i < set_count; i++) {
        if (sets[i] != NULL) {
            resolve(&resolving, sets[i]);
        }
    }
    for (size_t i = 0; i < set_count; i++) {
        for (size_t earlier = 0; earlier < i; earlier++) {
            bool are_both = sets[i] != NULL && sets[earlier] != NULL && !sets[i]->is_extended &&
                            !sets[earlier]->is_extended;
            if (are_both) {
                check_distinct(&resolving, sets[i], sets[earlier]);
            }
        }
    }
}

/* ---- rules in force ---- */

static bool names_set(struct text names, struct text set) {
    struct text rest = names, part;
    while (text_next_part(&rest, ',', &part)) {
        if (text_equal(text_trim(part), set)) {
            return true;
        }
    }
    return false;
}

enum { NEAR_LIMIT = 64 }; /* names that a misspelt one is held against */

static bool are_all_sets(struct diag *diag, const struct rule_set *const *sets, size_t set_count,
                         struct text names) {
    struct text rest = names, part, known[NEAR_LIMIT];
    bool holds = true;
    size_t known_count = 0;
    for (; known_count < set_count && known_count < NEAR_LIMIT; known_count++) {
        known[known_count] = sets[known_count]->name;
    }
    while (text_next_part(&rest, ',', &part)) {
        bool is_set = false;
        for (size_t i = 0; i < set_count; i++) {
            is_set = is_set || text_equal(sets[i]->name, text_trim(part));
        }
        if (!is_set) {
            DIAG_REPORT(diag, US017, NULL, text_trim(part));
            diag_did_you_mean(diag, text_trim(part), known, known_count);
            holds = false;
        }
    }
    return holds;
}

const struct rule *const *rules_in_force(struct arena *arena, struct diag *diag,
                                         const struct rule_set *const *sets, size_t set_count,
                                         struct text names, size_t *count) {
    bool is_none = text_equal_c(names, "none"), is_all = text_is_empty(names);
    *count = 0;
    if (!is_none && !is_all && !are_all_sets(diag, sets, set_count, names)) {
        return NULL;
    }
    size_t most = 1;
    for (size_t i = 0; i < set_count; i++) {
        most += sets[i]->rule_count;
    }
    const struct rule **rules = ARENA_ARRAY(arena, const struct rule *, most);
    for (size_t i = 0; i < set_count && !is_none; i++) {
        bool is_wanted = is_all ? !sets[i]->is_extended : names_set(names, sets[i]->name);
        for (size_t at = 0; is_wanted && at < sets[i]->rule_count; at++) {
            rules[(*count)++] = sets[i]->rules[at];
        }
    }
    return rules;
}

bool rule_needs_table(const struct rule *rule, struct text table) {
    const struct node *sql = rule->fails != NULL ? rule->fails : rule->fails_when;
    for (size_t i = 0; i < rule->optional_count; i++) {
        if (text_equal(rule->optional[i], table)) {
            return false;
        }
    }
    return text_equal(rule->table->name, table) || text_find_word(sql->text, table) != SIZE_MAX;
}
