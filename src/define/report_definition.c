/* Reads report definitions: front matter, named periods and the tree of blocks.
 * One table (FORMS) says for each block which keys it may and must have; every
 * fault of a file is reported, with its place, before it is refused. Bindings
 * inside texts are not looked at here: they mean something only with figures. */
#include "define/report_definition.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "define/yaml.h"

enum { KEY_LIMIT = 24 };

/* A block is a mapping with one key that names its kind, whose value is the block's main matter. */
struct form {
    const char *word;
    enum node_kind value;
    const char *keys[KEY_LIMIT];   /* the others that it may have; NULL-ended */
    const char *needed[KEY_LIMIT]; /* those of them that it must have */
};

static const struct form FORMS[] = {
    [BLOCK_SECTION] = {"section", NODE_SCALAR, {"id", "numbered", "blocks"}, {"blocks"}},
    [BLOCK_ANNEX] = {"annex", NODE_SCALAR, {"id", "blocks"}, {"blocks"}},
    [BLOCK_PARAGRAPH] = {"paragraph", NODE_SCALAR, {"id", "numbered"}, {0}},
    [BLOCK_FACT] = {"fact", NODE_SCALAR, {"id", "numbered", "source", "date"}, {"source"}},
    [BLOCK_LIST] = {"list", NODE_SEQUENCE, {"id", "style"}, {0}},
    [BLOCK_TABLE] = {"table",
                     NODE_SCALAR,
                     {"id", "sheet", "columns", "rows", "rows-by", "last", "tag", "of", "only",
                      "having", "order", "needs", "none", "row-headers", "total", "total-column",
                      "notes", "cell-notes", "workbook-only"},
                     {"sheet", "columns"}},
    [BLOCK_CHART] = {"chart",
                     NODE_SCALAR,
                     {"id", "sheet", "kind", "unit", "category-title", "rows", "rows-by", "last",
                      "tag", "row-headers", "series", "panels-by", "cell", "interval", "references",
                      "limit", "deprivation", "funnel", "notes"},
                     {"sheet", "kind", "unit", "category-title"}},
    [BLOCK_JUDGEMENTS] = {"judgements",
                          NODE_SCALAR,
                          {"id", "sheet", "headers", "scale", "rows", "source", "date"},
                          {"sheet", "headers", "scale", "rows", "source", "date"}},
    [BLOCK_QUOTE] = {"quote", NODE_SCALAR, {"id", "attribution", "document", "page"}, {0}},
    [BLOCK_RECOMMENDATIONS] = {"recommendations", NODE_SEQUENCE, {"id"}, {0}},
    [BLOCK_CONTENTS] = {"contents", NODE_SCALAR, {"id"}, {0}},
    [BLOCK_STANDING] = {"standing",
                        NODE_SCALAR,
                        {"id", "title", "answers", "documents"},
                        {"title"}},
    [BLOCK_MEASURES] = {"measures",
                        NODE_SCALAR,
                        {"id", "sheet", "notes", "workbook-only"},
                        {"sheet"}},
    [BLOCK_PARTITION] = {"partition", NODE_MAPPING, {"id"}, {0}},
    [BLOCK_COMMENTARY] = {"commentary", NODE_SCALAR, {"id", "author-wanted"}, {"author-wanted"}},
    [BLOCK_APPENDICES] = {"appendices", NODE_SEQUENCE, {"id"}, {0}},
    [BLOCK_CLAIM] = {"claim",
                     NODE_SCALAR,
                     {"id", "numbered", "rows", "rows-by", "last", "tag", "row-headers", "cell",
                      "at-least", "otherwise"},
                     {"cell", "at-least"}},
    [BLOCK_GRADES] = {"grades", NODE_SCALAR, {"id", "sheet", "scales"}, {"sheet", "scales"}},
    [BLOCK_ENTRIES] = {"entries",
                       NODE_SCALAR,
                       {"id", "sheet", "headers", "widths", "rows", "source", "date", "notes",
                        "workbook-only"},
                       {"sheet", "headers", "rows", "source", "date"}},
    [BLOCK_APPENDIX] = {"title", NODE_SCALAR, {"id", "file"}, {"file"}},
};
enum { FORM_COUNT = sizeof FORMS / sizeof FORMS[0] };

struct reading {
    struct arena *arena;
    struct diag *diag;
    bool is_sound;
};

const char *block_kind_word(enum block_kind kind) {
    return FORMS[kind].word;
}

static void faulty(struct reading *reading) {
    reading->is_sound = false;
}

static void check_keys(struct reading *reading, const struct node *node, const struct form *form) {
    const char *keys[KEY_LIMIT + 3] = {form->word, "audience"};
    for (size_t i = 0; i < KEY_LIMIT && form->keys[i]; i++) {
        keys[i + 2] = form->keys[i];
    }
    if (!node_expect_keys(reading->diag, node, keys)) {
        faulty(reading);
    }
    for (size_t i = 0; i < KEY_LIMIT && form->needed[i]; i++) {
        if (!node_get(node, form->needed[i])) {
            DIAG_REPORT(reading->diag, DF003, &node->place, text_of(form->needed[i]));
            faulty(reading);
        }
    }
}

/* The form that one of the block's keys names; FORM_COUNT after a report. */
static size_t form_of(struct reading *reading, const struct node *node) {
    if (node->kind != NODE_MAPPING) {
        DIAG_REPORT(reading->diag, DF001, &node->place, TEXT("block (a mapping)"), TEXT("text"));
        return FORM_COUNT;
    }
    for (size_t i = 0; i < BLOCK_APPENDIX; i++) {
        if (node_get(node, FORMS[i].word)) {
            return i;
        }
    }
    struct text words[BLOCK_APPENDIX];
    for (size_t i = 0; i < BLOCK_APPENDIX; i++) {
        words[i] = text_of(FORMS[i].word);
    }
    struct text word = node->child_count > 0 ? node->children[0]->key : TEXT("{}");
    DIAG_REPORT(reading->diag, DF004, &node->place, word, TEXT("the kinds of block"));
    diag_did_you_mean(reading->diag, word, words, BLOCK_APPENDIX);
    return FORM_COUNT;
}

static void check_words(struct reading *reading, const struct node *node, const char *key,
                        const char *const *words) {
    const struct node *value = node_get(node, key);
    if (value && node_choice(reading->diag, value, words) < 0) {
        faulty(reading);
    }
}

static void check_date(struct reading *reading, const struct node *value) {
    day_number day;
    if (value && (value->kind != NODE_SCALAR || date_parse(value->text, DATE_ISO, &day))) {
        DIAG_REPORT(reading->diag, DF009, &value->place, value->text, TEXT("a date (2014-03-31)"));
        faulty(reading);
    }
}

/* A text, or a mapping that holds a fact. */
static void check_item(struct reading *reading, const struct node *item) {
    if (item->kind == NODE_SCALAR) {
        return;
    }
    if (item->kind == NODE_SEQUENCE || !node_get(item, "fact")) {
        DIAG_REPORT(reading->diag, DF001, &item->place, TEXT("text or a fact"), TEXT("list"));
        faulty(reading);
        return;
    }
    check_keys(reading, item, &FORMS[BLOCK_FACT]);
    check_date(reading, node_get(item, "date"));
}

/* One row of a judgement table: a grade, a word or both, which the scale's own file judges. */
static void check_judgement(struct reading *reading, const struct node *row) {
    static const char *const keys[] = {"subject", "grade", "judgement", NULL};
    if (!node_expect_keys(reading->diag, row, keys) ||
        !node_need(reading->diag, row, "subject", NODE_SCALAR) ||
        !node_need(reading->diag, row, node_get(row, "grade") ? "grade" : "judgement",
                   NODE_SCALAR)) {
        faulty(reading);
    }
}

static void check_judgements(struct reading *reading, const struct node *node) {
    const struct node *scale = node_need(reading->diag, node, "scale", NODE_SCALAR);
    const struct node *rows = node_need(reading->diag, node, "rows", NODE_SEQUENCE);
    const struct node *headers = node_need(reading->diag, node, "headers", NODE_SEQUENCE);
    if (!scale || !rows || !headers) {
        faulty(reading);
        return;
    }
    if (headers->child_count != 2) {
        DIAG_REPORT(reading->diag, DF009, &headers->place, TEXT("headers"),
                    TEXT("a pair of heads"));
        faulty(reading);
    }
    for (size_t i = 0; i < rows->child_count; i++) {
        check_judgement(reading, rows->children[i]);
    }
}

/* As many cells in each row as heads, and as many widths if there are any. */
static void check_entries(struct reading *reading, const struct node *node) {
    const struct node *headers = node_need(reading->diag, node, "headers", NODE_SEQUENCE);
    const struct node *rows = node_need(reading->diag, node, "rows", NODE_SEQUENCE);
    const struct node *widths = node_get(node, "widths");
    if (!headers || !rows || (widths && !node_need(reading->diag, node, "widths", NODE_SEQUENCE))) {
        faulty(reading);
        return;
    }
    for (size_t i = 0; i <= rows->child_count; i++) {
        const struct node *row = i < rows->child_count ? rows->children[i] : widths;
        if (row && (row->kind != NODE_SEQUENCE || row->child_count != headers->child_count)) {
            DIAG_REPORT(reading->diag, DF009, &row->place, TEXT("row"),
                        TEXT("a list with a text for each of the headers"));
            faulty(reading);
        }
    }
}

static void check_values(struct reading *reading, enum block_kind kind, const struct node *node,
                         const struct node *value) {
    static const char *const styles[] = {"bullet", "letter", "roman", "numbered", NULL};
    static const char *const yes_no[] = {"yes", "no", NULL};
    static const char *const met[] = {"met", "not met", NULL};
    static const char *const charts[] = {"bars",    "columns", "line",    "stacked", "histogram",
                                         "control", "panels",  "scatter", "funnel",  NULL};
    static const char *const standing[] = {"corporate-strategy", "section-100d",
                                           "impact-assessments", NULL};
    check_words(reading, node, "style", styles);
    check_words(reading, node, "numbered", yes_no);
    check_words(reading, node, "workbook-only", yes_no);
    check_words(reading, node, "total-column", yes_no);
    check_words(reading, node, "only", met);
    check_words(reading, node, "interval", yes_no);
    check_words(reading, node, "kind", charts);
    check_date(reading, node_get(node, "date"));
    if (kind == BLOCK_STANDING && node_choice(reading->diag, value, standing) < 0) {
        faulty(reading);
    }
    if (kind == BLOCK_JUDGEMENTS) {
        check_judgements(reading, node);
    }
    if (kind == BLOCK_ENTRIES) {
        check_entries(reading, node);
    }
    if (kind == BLOCK_GRADES && !node_need(reading->diag, node, "scales", NODE_SEQUENCE)) {
        faulty(reading);
    }
    if (kind == BLOCK_LIST || kind == BLOCK_RECOMMENDATIONS) {
        for (size_t i = 0; i < value->child_count; i++) {
            check_item(reading, value->children[i]);
        }
    }
}

/* `audience: restricted`, of a block or of the report. */
static bool read_audience(struct reading *reading, const struct node *node) {
    static const char *const words[] = {"restricted", "public", NULL};
    check_words(reading, node, "audience", words);
    return text_equal_c(node_text(node, "audience", TEXT_NONE), "restricted");
}

/* Appendices are blocks of their own, so that text may refer to each. */
static void read_appendices(struct reading *reading, const struct node *list,
                            struct block *parent) {
    struct block *blocks = ARENA_ARRAY(reading->arena, struct block, list->child_count);
    for (size_t i = 0; i < list->child_count; i++) {
        const struct node *item = list->children[i];
        const struct form *form = &FORMS[BLOCK_APPENDIX];
        if (item->kind != NODE_MAPPING || !node_need(reading->diag, item, "title", NODE_SCALAR) ||
            !node_need(reading->diag, item, "file", NODE_SCALAR)) {
            node_expect_kind(reading->diag, item, NODE_MAPPING);
            faulty(reading);
            continue;
        }
        check_keys(reading, item, form);
        blocks[i] = (struct block){.kind = BLOCK_APPENDIX,
                                   .node = item,
                                   .id = node_text(item, "id", TEXT_NONE),
                                   .is_restricted = read_audience(reading, item)};
    }
    parent->blocks = blocks;
    parent->block_count = list->child_count;
}

static const struct block *read_blocks(struct reading *reading, const struct node *list, int depth,
                                       size_t *count);

static bool is_container(enum block_kind kind) {
    return kind == BLOCK_SECTION || kind == BLOCK_ANNEX;
}

/* Sections nest four deep; an annex stands at the top. */
static void check_depth(struct reading *reading, const struct block *block, int depth) {
    enum { SECTION_DEPTH = 4 };
    if (block->kind == BLOCK_SECTION && depth > SECTION_DEPTH) {
        DIAG_REPORT(reading->diag, DF008, &block->node->place, TEXT("4"));
        faulty(reading);
    }
    if (block->kind == BLOCK_ANNEX && depth > 1) {
        DIAG_REPORT(reading->diag, DF009, &block->node->place, TEXT("annex"),
                    TEXT("a block of a section; it stands at the top of the body"));
        faulty(reading);
    }
}

static void read_block(struct reading *reading, const struct node *node, int depth,
                       struct block *block) {
    size_t form = form_of(reading, node);
    if (form == FORM_COUNT) {
        faulty(reading);
        return;
    }
    *block = (struct block){
        .kind = (enum block_kind)form, .node = node, .id = node_text(node, "id", TEXT_NONE)};
    check_keys(reading, node, &FORMS[form]);
    check_depth(reading, block, depth);
    const struct node *value = node_need(reading->diag, node, FORMS[form].word, FORMS[form].value);
    if (!value) {
        faulty(reading);
        return;
    }
    check_values(reading, block->kind, node, value);
    block->is_restricted = read_audience(reading, node);
    if (block->kind == BLOCK_APPENDICES) {
        read_appendices(reading, value, block);
    }
    const struct node *list = node_get(node, "blocks");
    if (is_container(block->kind) && list) {
        block->blocks = read_blocks(reading, list, depth + 1, &block->block_count);
    }
}

static const struct block *read_blocks(struct reading *reading, const struct node *list, int depth,
                                       size_t *count) {
    *count = 0;
    if (list->kind != NODE_SEQUENCE) {
        DIAG_REPORT(reading->diag, DF001, &list->place, TEXT("list of blocks"), TEXT("text"));
        faulty(reading);
        return NULL;
    }
    struct block *blocks = ARENA_ARRAY(reading->arena, struct block, list->child_count);
    for (size_t i = 0; i < list->child_count; i++) {
        read_block(reading, list->children[i], depth, &blocks[i]);
    }
    *count = list->child_count;
    return blocks;
}

/* Ids are targets of references, so one block alone may bear each. */
static void check_ids(struct reading *reading, const struct block *blocks, size_t count,
                      const struct node **seen, size_t *seen_count, size_t limit) {
    for (size_t i = 0; i < count; i++) {
        const struct node *id = blocks[i].node ? node_get(blocks[i].node, "id") : NULL;
        for (size_t j = 0; id && j < *seen_count; j++) {
            if (text_equal(seen[j]->text, id->text)) {
                DIAG_REPORT(reading->diag, DF010, &id->place, id->text,
                            text_format(reading->arena, "line %u", seen[j]->place.line));
                faulty(reading);
            }
        }
        if (id && *seen_count < limit) {
            seen[(*seen_count)++] = id;
        }
        check_ids(reading, blocks[i].blocks, blocks[i].block_count, seen, seen_count, limit);
    }
}

static size_t count_blocks(const struct block *blocks, size_t count) {
    size_t total = count;
    for (size_t i = 0; i < count; i++) {
        total += count_blocks(blocks[i].blocks, blocks[i].block_count);
    }
    return total;
}

static struct text need_text(struct reading *reading, const struct node *mapping, const char *key) {
    const struct node *value = node_need(reading->diag, mapping, key, NODE_SCALAR);
    if (!value) {
        faulty(reading);
        return TEXT_NONE;
    }
    if (text_is_empty(text_trim(value->text))) {
        DIAG_REPORT(reading->diag, DF003, &value->place, text_of(key));
        faulty(reading);
    }
    return value->text;
}

/* "half 1", "month-back 7", "previous", "year-before", "period". */
static bool rule_parse(struct text words, struct named_period *named) {
    static const struct {
        const char *word;
        enum period_rule rule;
        int lowest, highest; /* of the argument; 0, 0: it has none */
    } rules[] = {{"period", RULE_NOW, 0, 0},
                 {"previous", RULE_PREVIOUS, 0, 0},
                 {"year-before", RULE_YEAR_BEFORE, 0, 0},
                 {"half", RULE_HALF, 1, 2},
                 {"quarter", RULE_QUARTER, 1, 4},
                 {"month-back", RULE_MONTH_BACK, 0, 120}};
    struct text rest = text_trim(words);
    struct text word = TEXT_NONE;
    text_next_part(&rest, ' ', &word);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        int64_t argument = 0;
        bool has_argument = text_to_int(text_trim(rest), &argument);
        if (text_equal_c(word, rules[i].word) && has_argument == (rules[i].highest > 0) &&
            (has_argument || text_is_empty(rest)) && argument >= rules[i].lowest &&
            argument <= rules[i].highest) {
            named->rule = rules[i].rule;
            named->argument = (int)argument;
            return true;
        }
    }
    return false;
}

static void read_periods(struct reading *reading, const struct node *root,
                         struct report_definition *report) {
    const struct node *list = node_get(root, "periods");
    size_t count = list ? list->child_count : 0;
    struct named_period *periods = ARENA_ARRAY(reading->arena, struct named_period, count + 3);
    periods[0] = (struct named_period){TEXT("now"), RULE_NOW, 0};
    periods[count + 1] = (struct named_period){TEXT("previous"), RULE_PREVIOUS, 0};
    periods[count + 2] = (struct named_period){TEXT("year-before"), RULE_YEAR_BEFORE, 0};
    for (size_t i = 0; i < count; i++) {
        const struct node *rule = list->children[i];
        periods[i + 1].name = rule->key;
        if (list->kind != NODE_MAPPING || !rule_parse(rule->text, &periods[i + 1])) {
            DIAG_REPORT(reading->diag, DF009, &rule->place, rule->text,
                        TEXT("a period: half 1, quarter 4, month-back 2, previous or year-before"));
            faulty(reading);
        }
    }
    report->periods = periods;
    report->period_count = count + 3;
}

static const struct text *read_texts(struct reading *reading, const struct node *root,
                                     const char *key, size_t *count) {
    const struct node *list = node_get(root, key);
    *count = 0;
    if (!list) {
        return NULL;
    }
    struct text *texts = ARENA_ARRAY(reading->arena, struct text, list->child_count);
    bool is_list = list->kind == NODE_SEQUENCE;
    for (size_t i = 0; is_list && i < list->child_count; i++) {
        is_list = list->children[i]->kind == NODE_SCALAR;
        texts[i] = list->children[i]->text;
    }
    if (!is_list) {
        DIAG_REPORT(reading->diag, DF001, &list->place, TEXT("list of texts"), TEXT("text"));
        faulty(reading);
        return NULL;
    }
    *count = list->child_count;
    return texts;
}

/* A letter has no list of contents. */
static void check_letter(struct reading *reading, const struct report_definition *report) {
    for (size_t i = 0; report->front.is_letter && i < report->block_count; i++) {
        const struct block *block = &report->blocks[i];
        if (block->node && block->kind == BLOCK_CONTENTS) {
            DIAG_REPORT(reading->diag, DF009, &block->node->place, TEXT("contents"),
                        TEXT("a block of a letter"));
            faulty(reading);
        }
    }
}

static void read_body(struct reading *reading, const struct node *root,
                      struct report_definition *report) {
    const struct node *body = node_need(reading->diag, root, "body", NODE_SEQUENCE);
    if (!body) {
        faulty(reading);
        return;
    }
    report->blocks = read_blocks(reading, body, 1, &report->block_count);
    size_t limit = count_blocks(report->blocks, report->block_count);
    const struct node **seen = ARENA_ARRAY(reading->arena, const struct node *, limit + 1);
    size_t seen_count = 0;
    check_ids(reading, report->blocks, report->block_count, seen, &seen_count, limit);
}

/* A pack is named by it. */
static struct text read_id(struct reading *reading, const struct node *root) {
    struct text id = need_text(reading, root, "report");
    if (id.length > 0 && !file_is_name_part(id)) {
        const struct node *node = node_get(root, "report");
        DIAG_REPORT(reading->diag, DF009, &node->place, id,
                    TEXT("an id that can be part of a file's name"));
        reading->is_sound = false;
    }
    return id;
}

const struct report_definition *report_definition_read(struct arena *arena, struct diag *diag,
                                                       const struct node *root) {
    static const char *const keys[] = {"report",
                                       "title",
                                       "kind",
                                       "front",
                                       "periods",
                                       "terms",
                                       "headline",
                                       "figures",
                                       "body",
                                       "distribution",
                                       "audience",
                                       "abbreviations",
                                       "required-sections",
                                       "cycle",
                                       NULL};
    struct reading reading = {arena, diag, node_expect_keys(diag, root, keys)};
    if (root->kind != NODE_MAPPING) {
        return NULL;
    }
    struct report_definition *report = ARENA_NEW(arena, struct report_definition);
    report->place = root->place;
    report->root = root;
    report->id = read_id(&reading, root);
    report->title = need_text(&reading, root, "title");
    reading.is_sound &= report_front_read(arena, diag, root, &report->front);
    reading.is_sound &= report_cycle_read(diag, root, &report->cycle);
    report->is_restricted = read_audience(&reading, root);
    read_periods(&reading, root, report);
    report->terms = read_texts(&reading, root, "terms", &report->term_count);
    report->abbreviations =
        read_texts(&reading, root, "abbreviations", &report->abbreviation_count);
    report->required_sections =
        read_texts(&reading, root, "required-sections", &report->required_section_count);
    report->figures = read_texts(&reading, root, "figures", &report->figure_count);
    report->headline = read_texts(&reading, root, "headline", &report->headline_count);
    read_body(&reading, root, report);
    check_letter(&reading, report);
    return reading.is_sound ? report : NULL;
}

const struct named_period *report_definition_period(const struct report_definition *report,
                                                    struct text name) {
    for (size_t i = 0; i < report->period_count; i++) {
        if (text_equal(report->periods[i].name, name)) {
            return &report->periods[i];
        }
    }
    return NULL;
}

/* Three months from April, July, October or January of the financial year of `now`. */
static struct period quarter_of_year(const struct period *now, int quarter) {
    struct period year = period_half_of_year(now, 1);
    struct period result = {.kind = PERIOD_QUARTER};
    result.first_day = date_add_months(year.first_day, 3 * (quarter - 1));
    result.last_day = date_add_months(result.first_day, 3) - 1;
    return result;
}

struct period named_period_resolve(const struct named_period *named, const struct period *now) {
    switch (named->rule) {
    case RULE_PREVIOUS:
        return period_previous(now);
    case RULE_YEAR_BEFORE:
        return period_year_before(now);
    case RULE_HALF:
        return period_half_of_year(now, named->argument);
    case RULE_QUARTER:
        return quarter_of_year(now, named->argument);
    case RULE_MONTH_BACK:
        return period_month_back(now, named->argument);
    case RULE_NOW:
        break;
    }
    return *now;
}
