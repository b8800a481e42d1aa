/* Reads scales of judgement and holds awards against them. A letter once graded
 * a council "3" in one place and "excellent" in another: here a number has one
 * word, and a row that says otherwise is a fault of the definition. */
#include "define/judgement_scale.h"

#include "base/arena.h"
#include "define/node.h"

struct reading {
    struct arena *arena;
    struct diag *diag;
    struct grade *grades;
    size_t count;
};

static void check_single(struct reading *reading, const struct node *grade, const char *key,
                         struct text own, struct text earlier, size_t position) {
    if (own.length > 0 && text_equal(own, earlier)) {
        DIAG_REPORT(reading->diag, DF010, &node_get(grade, key)->place, own,
                    text_format(reading->arena, "grade %zu of the list", position + 1));
    }
}

static void read_grade(struct reading *reading, const struct node *node) {
    static const char *const keys[] = {"number", "word", "meaning", NULL};
    long number;
    if (!node_expect_keys(reading->diag, node, keys) ||
        !node_need(reading->diag, node, "word", NODE_SCALAR)) {
        return;
    }
    struct grade *grade = &reading->grades[reading->count];
    *grade =
        (struct grade){node_text(node, "number", TEXT_NONE), node_text(node, "word", TEXT_NONE),
                       node_text(node, "meaning", TEXT_NONE)};
    if (node_get(node, "number")) {
        node_int(reading->diag, node_get(node, "number"), &number);
    }
    for (size_t i = 0; i < reading->count; i++) {
        check_single(reading, node, "number", grade->number, reading->grades[i].number, i);
        check_single(reading, node, "word", grade->word, reading->grades[i].word, i);
    }
    reading->count++;
}

/* Two grades at least; numbers for all of them, or for none. */
static void check_whole(struct reading *reading, const struct node *list) {
    size_t numbered = 0;
    for (size_t i = 0; i < reading->count; i++) {
        numbered += reading->grades[i].number.length > 0;
    }
    if (list->child_count < 2) {
        DIAG_REPORT(reading->diag, DF009, &list->place, TEXT("grades"),
                    TEXT("a list of two grades or more"));
    }
    if (numbered > 0 && numbered < reading->count) {
        DIAG_REPORT(reading->diag, DF009, &list->place, TEXT("grades"),
                    TEXT("a list whose grades all have a number, or none"));
    }
}

static void read_grades(struct reading *reading, const struct node *root) {
    const struct node *list = node_need(reading->diag, root, "grades", NODE_SEQUENCE);
    if (list) {
        reading->grades = ARENA_ARRAY(reading->arena, struct grade, list->child_count);
        for (size_t i = 0; i < list->child_count; i++) {
            read_grade(reading, list->children[i]);
        }
        check_whole(reading, list);
    }
}

static day_number read_day(struct diag *diag, const struct node *root) {
    day_number day = DAY_NONE;
    const struct node *date = node_need(diag, root, "date", NODE_SCALAR);
    if (date && date_parse(date->text, DATE_ISO, &day) != DATE_OK) {
        DIAG_REPORT(diag, DF009, &date->place, date->text, TEXT("a date (2014-03-31)"));
    }
    return day;
}

const struct judgement_scale *judgement_scale_read(struct arena *arena, struct diag *diag,
                                                   const struct node *root) {
    static const char *const keys[] = {"scale", "title", "source", "date", "grades", NULL};
    size_t faults_before = diag_count(diag, DIAG_ERROR);
    if (!node_expect_keys(diag, root, keys)) {
        return NULL;
    }
    struct reading reading = {arena, diag, NULL, 0};
    node_need(diag, root, "scale", NODE_SCALAR);
    node_need(diag, root, "title", NODE_SCALAR);
    node_need(diag, root, "source", NODE_SCALAR);
    day_number day = read_day(diag, root);
    read_grades(&reading, root);
    if (diag_count(diag, DIAG_ERROR) != faults_before) {
        return NULL;
    }
    struct judgement_scale *scale = ARENA_NEW(arena, struct judgement_scale);
    *scale = (struct judgement_scale){.id = node_text(root, "scale", TEXT_NONE),
                                      .title = node_text(root, "title", TEXT_NONE),
                                      .source = node_text(root, "source", TEXT_NONE),
                                      .day = day,
                                      .grades = reading.grades,
                                      .grade_count = reading.count};
    return scale;
}

const struct judgement_scale *judgement_scale_find(const struct judgement_scale *const *scales,
                                                   size_t scale_count, struct text id) {
    for (size_t i = 0; i < scale_count; i++) {
        if (text_equal(scales[i]->id, id)) {
            return scales[i];
        }
    }
    return NULL;
}

static const struct grade *with_number(const struct judgement_scale *scale, struct text number) {
    for (size_t i = 0; i < scale->grade_count; i++) {
        if (number.length > 0 && text_equal(scale->grades[i].number, number)) {
            return &scale->grades[i];
        }
    }
    return NULL;
}

static const struct grade *with_word(const struct judgement_scale *scale, struct text word) {
    for (size_t i = 0; i < scale->grade_count; i++) {
        if (text_equal(scale->grades[i].word, word)) {
            return &scale->grades[i];
        }
    }
    return NULL;
}

/* Reports a number or word that the scale does not have. */
static bool unknown(struct arena *arena, struct diag *diag, const struct judgement_scale *scale,
                    const struct node *node, bool is_number) {
    struct text *words = ARENA_ARRAY(arena, struct text, scale->grade_count);
    for (size_t i = 0; i < scale->grade_count; i++) {
        words[i] = is_number ? scale->grades[i].number : scale->grades[i].word;
    }
    struct text what = text_format(arena, "the %s of the scale %.*s",
                                   is_number ? "numbers" : "words", TEXT_ARG(scale->id));
    DIAG_REPORT(diag, DF004, &node->place, node->text, what);
    diag_did_you_mean(diag, node->text, words, scale->grade_count);
    return false;
}

bool judgement_scale_check(struct arena *arena, struct diag *diag,
                           const struct judgement_scale *scale, const struct node *row) {
    const struct node *number = node_get(row, "grade"), *word = node_get(row, "judgement");
    const struct grade *numbered = number ? with_number(scale, number->text) : NULL;
    if (number && !numbered) {
        return unknown(arena, diag, scale, number, true);
    }
    if (word && !with_word(scale, word->text)) {
        return unknown(arena, diag, scale, word, false);
    }
    if (number && word && !text_equal(numbered->word, word->text)) {
        DIAG_REPORT(diag, DF032, &word->place, number->text, scale->id, numbered->word, word->text);
        return false;
    }
    return true;
}

struct text judgement_scale_word(const struct judgement_scale *scale, const struct node *row) {
    const struct grade *grade = with_number(scale, node_text(row, "grade", TEXT_NONE));
    return grade ? grade->word : node_text(row, "judgement", TEXT_NONE);
}

struct text judgement_scale_award(struct arena *arena, const struct judgement_scale *scale,
                                  const struct node *row) {
    struct text word = judgement_scale_word(scale, row);
    struct text number = node_text(row, "grade", TEXT_NONE);
    return number.length == 0 ? word
                              : text_format(arena, "%.*s (%.*s)", TEXT_ARG(number), TEXT_ARG(word));
}
