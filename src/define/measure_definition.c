/* Measure definitions: shape and consistency. A definition says in exactly one
 * way where its figures come from; keys that mean nothing for its unit are
 * faults, so that nobody believes they do something. What the SELECT means is
 * checked when it is prepared; that other measures exist, by the catalogue. */
#include "define/measure_definition.h"

#include <stdint.h>

#include "base/arena.h"
#include "define/node.h"

enum { DECIMALS_LIMIT = 3 };

struct reading {
    struct arena *arena;
    struct diag *diag;
};

static const char *const unit_words[] = {"count", "percent", "rate",  "mix",
                                         "bands", "sum",     "ratio", NULL};

static struct text need_text(const struct reading *reading, const struct node *root,
                             const char *key) {
    const struct node *node = node_need(reading->diag, root, key, NODE_SCALAR);
    return node != NULL ? node->text : TEXT_NONE;
}

static struct text optional_text(const struct reading *reading, const struct node *root,
                                 const char *key) {
    const struct node *node = node_optional(reading->diag, root, key, NODE_SCALAR);
    return node != NULL ? node->text : TEXT_NONE;
}

static void not_allowed(const struct reading *reading, const struct node *value,
                        const char *where) {
    DIAG_REPORT(reading->diag, DF009, &value->key_place, value->key,
                text_format(reading->arena, "allowed %s", where));
}

static bool is_id(struct text text) {
    bool holds = !text_is_empty(text) && text.bytes[0] >= 'a' && text.bytes[0] <= 'z';
    for (size_t i = 0; i < text.length && holds; i++) {
        char c = text.bytes[i];
        holds = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    return holds;
}

static struct text read_id(const struct reading *reading, const struct node *root) {
    const struct node *node = node_need(reading->diag, root, "measure", NODE_SCALAR);
    if (node != NULL && !is_id(node->text)) {
        DIAG_REPORT(reading->diag, DF009, &node->place, node->text,
                    TEXT("an id of small letters, digits and hyphens that begins with a letter"));
    }
    return node != NULL ? node->text : TEXT_NONE;
}

/* ---- where the figures come from ---- */

static const char *const origin_keys[] = {"records",     "ratio",    "rate_of", "supplied",
                                          "deprivation", "findings", NULL};

static void check_one_origin(const struct reading *reading, const struct node *root) {
    const struct node *first = NULL;
    for (size_t i = 0; origin_keys[i] != NULL; i++) {
        const struct node *value = node_get(root, origin_keys[i]);
        if (value != NULL && first != NULL) {
            not_allowed(reading, value,
                        text_c(reading->arena, text_format(reading->arena, "beside \"%.*s\"",
                                                           TEXT_ARG(first->key))));
        }
        first = first != NULL ? first : value;
    }
    if (first == NULL) {
        DIAG_REPORT(reading->diag, DF003, &root->place,
                    TEXT("records (or ratio, rate_of, supplied, deprivation, findings)"));
    }
}

static void read_ratio(const struct reading *reading, const struct node *root,
                       struct measure_definition *measure) {
    static const char *const keys[] = {"of", "to", NULL};
    const struct node *ratio = node_optional(reading->diag, root, "ratio", NODE_MAPPING);
    if (ratio == NULL) {
        return;
    }
    node_expect_keys(reading->diag, ratio, keys);
    const struct node *of = node_need(reading->diag, ratio, "of", NODE_SCALAR);
    const struct node *to = node_need(reading->diag, ratio, "to", NODE_SCALAR);
    if (of != NULL && to != NULL) {
        measure->ratio_of = of->text;
        measure->ratio_of_place = of->place;
        measure->ratio_to = to->text;
        measure->ratio_to_place = to->place;
    }
    if (measure->unit != MEASURE_PERCENT) {
        not_allowed(reading, ratio, "unless the unit is percent");
    }
}

static void read_rate(const struct reading *reading, const struct node *root,
                      struct measure_definition *measure) {
    if (node_get(root, "rate_of") == NULL) {
        return;
    }
    const struct node *rate = node_need(reading->diag, root, "rate_of", NODE_SCALAR);
    if (rate == NULL) {
        return;
    }
    measure->rate_of = rate->text;
    measure->rate_of_place = rate->place;
    if (measure->unit != MEASURE_RATE) {
        not_allowed(reading, rate, "unless the unit is rate");
    }
}

/* A ratio is what a rate adjusted by comparison is, and nothing else is; a rate standardised
 * directly is a rate. */
static void read_deprivation(const struct reading *reading, const struct node *root,
                             struct measure_definition *measure) {
    static const char *const keys[] = {"form", "of", NULL};
    static const char *const forms[] = {"vs", "sir", "dsr", NULL};
    const struct node *adjusted = node_optional(reading->diag, root, "deprivation", NODE_MAPPING);
    const struct node *unit = node_get(root, "unit");
    if (measure->unit == MEASURE_RATIO && adjusted == NULL && unit != NULL) {
        not_allowed(reading, unit, "unless it has the key deprivation");
    }
    if (adjusted == NULL || !node_expect_keys(reading->diag, adjusted, keys)) {
        return;
    }
    const struct node *form = node_need(reading->diag, adjusted, "form", NODE_SCALAR);
    const struct node *of = node_need(reading->diag, adjusted, "of", NODE_SCALAR);
    int choice = form == NULL || of == NULL ? -1 : node_choice(reading->diag, form, forms);
    if (choice < 0) {
        return;
    }
    measure->deprivation = (enum deprivation_form)(choice + 1);
    measure->deprivation_of = of->text;
    measure->deprivation_of_place = of->place;
    bool is_rate = measure->deprivation == DEPRIVATION_DIRECT;
    if (measure->unit != (is_rate ? MEASURE_RATE : MEASURE_RATIO)) {
        not_allowed(reading, adjusted,
                    is_rate ? "unless the unit is rate" : "unless the unit is ratio");
    }
}

static void read_supplied(const struct reading *reading, const struct node *root,
                          struct measure_definition *measure) {
    const struct node *supplied = node_get(root, "supplied");
    if (supplied != NULL && node_bool(reading->diag, supplied, &measure->is_supplied) &&
        !measure->is_supplied) {
        DIAG_REPORT(reading->diag, DF009, &supplied->place, supplied->text,
                    TEXT("yes: leave the key out otherwise"));
    }
}

/* Counts of findings have their teams and workers from the check. */
static void read_findings(const struct reading *reading, const struct node *root,
                          struct measure_definition *measure) {
    static const char *const words[] = {"errors", NULL};
    const struct node *findings = node_get(root, "findings");
    measure->is_of_findings = findings != NULL && node_choice(reading->diag, findings, words) == 0;
    if (findings != NULL && !text_equal_c(node_text(root, "unit", TEXT_NONE), "count")) {
        not_allowed(reading, findings, "unless the unit is count");
    }
}

static void read_origin(const struct reading *reading, const struct node *root,
                        struct measure_definition *measure) {
    check_one_origin(reading, root);
    if (node_get(root, "records") != NULL) {
        measure->records = node_need(reading->diag, root, "records", NODE_SCALAR);
    }
    read_ratio(reading, root, measure);
    read_rate(reading, root, measure);
    read_supplied(reading, root, measure);
    read_findings(reading, root, measure);
    read_deprivation(reading, root, measure);
}

/* ---- what the figures are ---- */

static void read_unit(const struct reading *reading, const struct node *root,
                      struct measure_definition *measure) {
    const struct node *unit = node_need(reading->diag, root, "unit", NODE_SCALAR);
    int choice = unit != NULL ? node_choice(reading->diag, unit, unit_words) : -1;
    measure->unit = choice < 0 ? MEASURE_COUNT : (enum measure_unit)choice;
}

static void read_window(const struct reading *reading, const struct node *root,
                        struct measure_definition *measure) {
    static const char *const words[] = {"period", "12 months", "as-at", NULL};
    /* A supplied figure is of the period that it was supplied for. */
    bool is_needed = node_get(root, "supplied") == NULL;
    const struct node *window = is_needed || node_get(root, "window") != NULL
                                    ? node_need(reading->diag, root, "window", NODE_SCALAR)
                                    : NULL;
    int choice = window != NULL ? node_choice(reading->diag, window, words) : -1;
    measure->window = choice < 0 ? WINDOW_PERIOD : (enum measure_window)choice;
}

static void read_better(const struct reading *reading, const struct node *root,
                        struct measure_definition *measure) {
    static const char *const words[] = {"neither", "higher", "lower", NULL};
    const struct node *better = node_get(root, "better");
    int choice = better != NULL ? node_choice(reading->diag, better, words) : -1;
    measure->better = choice < 0 ? BETTER_NEITHER : (enum measure_better)choice;
}

static void read_decimals(const struct reading *reading, const struct node *root,
                          struct measure_definition *measure) {
    const struct node *node = node_get(root, "decimals");
    long decimals = measure->unit == MEASURE_COUNT ? 0 : 1;
    if (node != NULL && node_int(reading->diag, node, &decimals) &&
        (decimals < 0 || decimals > DECIMALS_LIMIT)) {
        DIAG_REPORT(reading->diag, DF009, &node->place, node->text,
                    text_format(reading->arena, "a number from 0 to %d", DECIMALS_LIMIT));
    }
    measure->decimals = (int)decimals;
}

static void read_children(const struct reading *reading, const struct node *root,
                          struct measure_definition *measure) {
    const struct node *children = node_get(root, "counts_children");
    if (children != NULL && node_bool(reading->diag, children, &measure->counts_children) &&
        measure->counts_children && measure->unit != MEASURE_COUNT &&
        measure->unit != MEASURE_PERCENT) {
        not_allowed(reading, children, "unless the unit is count or percent");
    }
}

/* Parts by team and worker are of a count of records, whose names nobody need list. */
static void read_by(const struct reading *reading, const struct node *root,
                    struct measure_definition *measure) {
    static const char *const words[] = {"team", "worker", NULL};
    const struct node *distinct = node_get(root, "counts_distinct");
    if (distinct != NULL) {
        node_bool(reading->diag, distinct, &measure->counts_distinct);
    }
    const struct node *by = node_optional(reading->diag, root, "by", NODE_SEQUENCE);
    for (size_t i = 0; by != NULL && i < by->child_count; i++) {
        int choice = node_choice(reading->diag, by->children[i], words);
        measure->is_by_team = measure->is_by_team || choice == 0;
        measure->is_by_worker = measure->is_by_worker || choice == 1;
    }
    bool is_count = measure->records != NULL && measure->unit == MEASURE_COUNT;
    if (distinct != NULL && (!is_count || measure->counts_children)) {
        not_allowed(reading, distinct, "unless it is a count of records");
    }
    if (by != NULL && !measure->is_of_findings && (!is_count || measure->counts_children)) {
        not_allowed(reading, by, "unless it is a count of records");
    }
}

static void check_distinct(const struct reading *reading, const struct node *list) {
    for (size_t i = 0; i < list->child_count; i++) {
        for (size_t earlier = 0; earlier < i; earlier++) {
            if (text_equal(list->children[i]->text, list->children[earlier]->text)) {
                DIAG_REPORT(reading->diag, DF010, &list->children[i]->place,
                            list->children[i]->text,
                            text_format(reading->arena, "%.*s:%u", TEXT_ARG(list->place.file),
                                        (unsigned)list->children[earlier]->place.line));
            }
        }
    }
}

/* A list of different names that is needed with records of one unit, and means nothing else. */
static const struct text *read_names(const struct reading *reading, const struct node *root,
                                     const char *key, bool is_needed, size_t *count) {
    const struct node *list = is_needed && node_get(root, "records") != NULL
                                  ? node_need(reading->diag, root, key, NODE_SEQUENCE)
                                  : node_optional(reading->diag, root, key, NODE_SEQUENCE);
    if (list != NULL && list->child_count == 0) {
        DIAG_REPORT(reading->diag, DF009, &list->place, text_of(key),
                    TEXT("a list with at least one name"));
    }
    if (list != NULL) {
        check_distinct(reading, list);
    }
    return node_texts(reading->arena, reading->diag, list, count);
}

/* "0" is 0 to 0, "1-10" is 1 to 10, "61+" is 61 and over. */
static bool read_band(struct text text, int64_t *low, int64_t *high) {
    if (text_ends_with(text, TEXT("+"))) {
        *high = INT64_MAX;
        return text_to_int(text_slice(text, 0, text.length - 1), low) && *low >= 0;
    }
    size_t hyphen = text_find(text, '-');
    if (!text_to_int(text_slice(text, 0, hyphen), low) || *low < 0) {
        return false;
    }
    *high = *low;
    return hyphen == text.length ||
           (text_to_int(text_slice(text, hyphen + 1, text.length), high) && *high >= *low);
}

/* Bands follow on from each other without a gap, the last one open: every value has one. */
static void check_bands(const struct reading *reading, const struct node *list) {
    int64_t next = 0;
    for (size_t i = 0; i < list->child_count; i++) {
        const struct node *band = list->children[i];
        int64_t low, high;
        bool is_last = i + 1 == list->child_count;
        if (band->kind != NODE_SCALAR) {
            return; /* already reported */
        }
        if (!read_band(band->text, &low, &high) || low != next || (high == INT64_MAX) != is_last) {
            DIAG_REPORT(reading->diag, DF009, &band->place, band->text,
                        TEXT("the band that should stand here: bands are written 0, 1-10, 11-20, "
                             "21+, begin at 0, leave no gap and end in one with +"));
            return;
        }
        next = is_last ? high : high + 1;
    }
}

static bool is_plain_name(struct text name) {
    for (size_t i = 0; i < name.length; i++) {
        if (name.bytes[i] != '_' && (name.bytes[i] < 'a' || name.bytes[i] > 'z')) {
            return false;
        }
    }
    return name.length > 0;
}

/* A detail is named in texts, as $owner, and must not hide what every record has. */
static void check_details(const struct reading *reading, const struct node *list) {
    static const char *const taken[] = {"record", "child",  "date",    "opened", "closed",
                                        "team",   "worker", "met",     "value",  "category",
                                        "row",    "panel",  "excluded"};
    for (size_t i = 0; list != NULL && i < list->child_count; i++) {
        const struct node *name = list->children[i];
        bool is_free = i < DETAIL_LIMIT && is_plain_name(name->text);
        for (size_t t = 0; t < sizeof taken / sizeof taken[0]; t++) {
            is_free = is_free && !text_equal_c(name->text, taken[t]);
        }
        if (!is_free) {
            DIAG_REPORT(reading->diag, DF009, &name->place, name->text,
                        TEXT("a name of small letters and _ that is not one of the usual columns', "
                             "and one of at most 8"));
        }
    }
}

static void only_with(const struct reading *reading, const struct node *root, const char *key,
                      bool is_allowed, const char *otherwise) {
    const struct node *value = node_get(root, key);
    if (value != NULL && !is_allowed) {
        not_allowed(reading, value, otherwise);
    }
}

static void read_parts(const struct reading *reading, const struct node *root,
                       struct measure_definition *measure) {
    bool is_mix = measure->unit == MEASURE_MIX, is_banded = measure->unit == MEASURE_BANDS;
    measure->categories =
        read_names(reading, root, "categories", is_mix || measure->unit == MEASURE_SUM,
                   &measure->category_count);
    measure->bands = read_names(reading, root, "bands", is_banded, &measure->band_count);
    measure->apart = read_names(reading, root, "apart", false, &measure->apart_count);
    measure->details = read_names(reading, root, "details", false, &measure->detail_count);
    only_with(reading, root, "details", measure->records != NULL, "unless it has records");
    check_details(reading, measure->details != NULL ? node_get(root, "details") : NULL);
    measure->optional = read_names(reading, root, "optional", false, &measure->optional_count);
    measure->table = optional_text(reading, root, "table");
    only_with(reading, root, "table", measure->records != NULL, "unless it has records");
    only_with(reading, root, "optional", measure->records != NULL, "unless it has records");
    measure->team_from = optional_text(reading, root, "team_from");
    only_with(reading, root, "team_from", measure->records != NULL, "unless it has records");
    measure->share = optional_text(reading, root, "share");
    only_with(reading, root, "share", is_mix, "unless the unit is mix");
    only_with(reading, root, "bands", is_banded, "unless the unit is bands");
    only_with(reading, root, "apart", is_banded || measure->unit == MEASURE_PERCENT,
              "unless the unit is bands or percent");
    const struct node *bands = node_get(root, "bands");
    if (bands != NULL && bands->kind == NODE_SEQUENCE) {
        check_bands(reading, bands);
    }
}

static void check_category(const struct reading *reading, const struct measure_definition *measure,
                           const struct node *node, struct text name) {
    for (size_t i = 0; i < measure->category_count; i++) {
        if (text_equal(measure->categories[i], name)) {
            return;
        }
    }
    DIAG_REPORT(reading->diag, DF009, &node->place, name, TEXT("one of the categories"));
}

/* What is made of the sums: a total of some, and what a supplied number exceeds one by. */
static void read_sums(const struct reading *reading, const struct node *root,
                      struct measure_definition *measure) {
    static const char *const keys[] = {"of", "less", NULL};
    bool is_sum = measure->unit == MEASURE_SUM;
    const struct node *day = node_get(root, "of_extract_day");
    if (day != NULL) {
        node_bool(reading->diag, day, &measure->is_of_extract_day);
    }
    only_with(reading, root, "of_extract_day", is_sum, "unless the unit is sum");
    only_with(reading, root, "total", is_sum, "unless the unit is sum");
    only_with(reading, root, "vacancies", is_sum, "unless the unit is sum");
    const struct node *total = node_optional(reading->diag, root, "total", NODE_SEQUENCE);
    measure->total_of = node_texts(reading->arena, reading->diag, total, &measure->total_of_count);
    for (size_t i = 0; i < measure->total_of_count; i++) {
        check_category(reading, measure, total, measure->total_of[i]);
    }
    const struct node *vacancies = node_optional(reading->diag, root, "vacancies", NODE_MAPPING);
    if (vacancies != NULL) {
        node_expect_keys(reading->diag, vacancies, keys);
        measure->vacancies_of = need_text(reading, vacancies, "of");
        measure->vacancies_less = need_text(reading, vacancies, "less");
        check_category(reading, measure, vacancies, measure->vacancies_less);
    }
}

static void read_superseded(const struct reading *reading, const struct node *root,
                            struct measure_definition *measure) {
    const struct node *on = node_get(root, "superseded_on"), *by = node_get(root, "superseded_by");
    if (on == NULL && by == NULL) {
        return;
    }
    measure->superseded_by = need_text(reading, root, "superseded_by");
    on = node_need(reading->diag, root, "superseded_on", NODE_SCALAR);
    if (on != NULL && date_parse(on->text, DATE_ISO, &measure->superseded_on) != DATE_OK) {
        measure->superseded_on = DAY_NONE;
        DIAG_REPORT(reading->diag, DF009, &on->place, on->text, TEXT("a date such as 2014-01-01"));
    }
}

static void read_words(const struct reading *reading, const struct node *root,
                       struct measure_definition *measure) {
    bool is_counted = node_get(root, "records") != NULL;
    measure->title = need_text(reading, root, "title");
    measure->short_title = optional_text(reading, root, "short");
    measure->counts =
        is_counted ? need_text(reading, root, "counts") : optional_text(reading, root, "counts");
    measure->source = need_text(reading, root, "source");
    measure->definition = need_text(reading, root, "definition");
    measure->footnote = optional_text(reading, root, "footnote");
    const struct node *tags = node_optional(reading->diag, root, "tags", NODE_SEQUENCE);
    measure->tags = node_texts(reading->arena, reading->diag, tags, &measure->tag_count);
}

/* What a public pack may show of it: small counts that are of no people, and zeros or not. */
static void read_disclosure(const struct reading *reading, const struct node *root,
                            struct measure_definition *measure) {
    static const char *const words[] = {"shown", "hidden", NULL};
    const struct node *people = node_get(root, "people"), *zeros = node_get(root, "zeros");
    bool is_of_people = true;
    if (people != NULL && node_bool(reading->diag, people, &is_of_people) && is_of_people) {
        DIAG_REPORT(reading->diag, DF009, &people->place, people->text,
                    TEXT("no: leave the key out where people are counted"));
    }
    measure->is_not_of_people = !is_of_people;
    measure->hides_zeros = zeros != NULL && node_choice(reading->diag, zeros, words) == 1;
}

static void read_among(const struct reading *reading, const struct node *root, const char *key,
                       struct text *id, struct place *place) {
    const struct node *among = node_optional(reading->diag, root, key, NODE_SCALAR);
    *id = among != NULL ? among->text : TEXT_NONE;
    *place = among != NULL ? among->place : root->place;
}

static const char *const measure_keys[] = {
    "measure",     "title",    "counts",          "unit",
    "window",      "better",   "source",          "definition",
    "footnote",    "decimals", "counts_children", "counts_distinct",
    "by",          "records",  "ratio",           "rate_of",
    "deprivation", "supplied", "superseded_on",   "superseded_by",
    "categories",  "share",    "bands",           "apart",
    "optional",    "table",    "team_from",       "tags",
    "tests",       "total",    "vacancies",       "of_extract_day",
    "people",      "zeros",    "details",         "findings",
    "short",       "among",    "met_among",       "records_of",
    NULL};

const struct measure_definition *measure_definition_read(struct arena *arena, struct diag *diag,
                                                         const struct node *root) {
    const struct reading reading = {arena, diag};
    size_t faults_before = diag_count(diag, DIAG_ERROR);
    struct measure_definition *measure = ARENA_NEW(arena, struct measure_definition);
    *measure = (struct measure_definition){.place = root->place,
                                           .ratio_of = TEXT_NONE,
                                           .ratio_to = TEXT_NONE,
                                           .rate_of = TEXT_NONE,
                                           .deprivation_of = TEXT_NONE,
                                           .superseded_by = TEXT_NONE,
                                           .team_from = TEXT_NONE,
                                           .vacancies_of = TEXT_NONE,
                                           .vacancies_less = TEXT_NONE,
                                           .superseded_on = DAY_NONE};
    if (!node_expect_kind(diag, root, NODE_MAPPING)) {
        return NULL;
    }
    node_expect_keys(diag, root, measure_keys);
    measure->id = read_id(&reading, root);
    read_words(&reading, root, measure);
    read_unit(&reading, root, measure);
    read_window(&reading, root, measure);
    read_better(&reading, root, measure);
    read_decimals(&reading, root, measure);
    read_origin(&reading, root, measure);
    read_children(&reading, root, measure);
    read_by(&reading, root, measure);
    read_parts(&reading, root, measure);
    measure->tests = node_optional(diag, root, "tests", NODE_SEQUENCE);
    read_sums(&reading, root, measure);
    read_superseded(&reading, root, measure);
    read_disclosure(&reading, root, measure);
    read_among(&reading, root, "among", &measure->among, &measure->among_place);
    read_among(&reading, root, "met_among", &measure->met_among, &measure->met_among_place);
    read_among(&reading, root, "records_of", &measure->records_of, &measure->records_of_place);
    return diag_count(diag, DIAG_ERROR) == faults_before ? measure : NULL;
}
