#include "report/numbering.h"

#include "report/number_words.h"
#include "small_report.h"

static void sections_are_numbered_to_four_levels(void) {
    SAME_TEXT(
        small_dump("  - section: A\n    blocks:\n      - paragraph: a\n"
                   "      - section: B\n        blocks:\n          - paragraph: b\n"
                   "          - section: C\n            blocks:\n              - paragraph: c\n"
                   "              - section: D\n                blocks: [{paragraph: d}]\n"
                   "      - paragraph: e\n"),
        "# 1 A\n\n1.1 a\n\n## 1.2 B\n\n1.2.1 b\n\n### 1.2.2 C\n\n1.2.2.1 c\n\n"
        "#### 1.2.2.2 D\n\nd\n\n1.3 e\n\n");
}

static void annexes_are_lettered_and_start_a_page(void) {
    SAME_TEXT(
        small_dump("  - {annex: X, id: x, blocks: [{paragraph: a}]}\n"
                   "  - {annex: Y, blocks: [{paragraph: \"[see](#x)\"}]}\n"),
        "(new page)\n\n(#x)\n# Annex\u00a0A: X\n\nA.1 a\n\n(new page)\n\n# Annex\u00a0B: Y\n\n"
        "B.1 [see Annex\u00a0A](#x)\n\n");
}

static void lists_are_labelled_by_style(void) {
    SAME_TEXT(
        small_dump("  - section: A\n    blocks:\n"
                   "      - {list: [a, b], style: letter}\n      - {list: [a, b, c, d], style: "
                   "roman}\n      - paragraph: p\n      - {list: [a, b], style: numbered}\n"
                   "      - recommendations: [r]\n"),
        "# 1 A\n\n  (a) a\n  (b) b\n\n  i) a\n  ii) b\n  iii) c\n  iv) d\n\n1.1 p\n\n"
        "  1.2 a\n  1.3 b\n\n  1.4 r\n\n");
}

static void unnumbered_sections_take_no_number(void) {
    SAME_TEXT(small_dump("  - {section: A, numbered: \"no\", blocks: [{paragraph: a}, "
                         "{recommendations: [r]}]}\n"
                         "  - {section: B, blocks: [{paragraph: b}]}\n"),
              "# A\n\na\n\n  1 r\n\n# 1 B\n\n1.1 b\n\n");
}

static void numbers_are_written_in_words(void) {
    struct arena *arena = testing_arena();
    SAME_TEXT(number_words(arena, 0), "zero");
    SAME_TEXT(number_words(arena, 13), "thirteen");
    SAME_TEXT(number_words(arena, 40), "forty");
    SAME_TEXT(number_words(arena, 42), "forty-two");
    SAME_TEXT(number_words(arena, 300), "three hundred");
    SAME_TEXT(number_words(arena, 106), "one hundred and six");
    SAME_TEXT(number_words(arena, 1000), "1,000");
}

static void headlines_are_lines_of_figures(void) {
    struct small_report *small = small_new();
    struct text *lines;
    size_t count;
    HOLDS(small_read(small, "  - paragraph: p\n"));
    HOLDS(report_headlines(testing_arena(), testing_diag(), &small->context, &small->figures,
                           &lines, &count));
    SAME_INT((long long)count, 1);
    SAME_TEXT(lines[0], "Cases: 8,013 (7,319)");
}

static void standing_blocks_are_answered_whole(void) {
    SAME_TEXT(
        small_dump("  - standing: impact-assessments\n    title: Impact\n    answers: "
                   "{equalities: a, crime-and-disorder: b, climate-footprint: c, "
                   "climate-adaptation: d}\n"),
        "# Impact\n\n  1. Equalities: a\n  2. Crime and disorder: b\n  3a. Climate change: carbon "
        "footprint and energy: c\n  3b. Climate change: adapting to its effects: d\n\n");
    HOLDS(small_refuses("  - {standing: impact-assessments, title: I, answers: {equalities: a}}\n",
                        "DF003"));
    HOLDS(small_refuses("  - {standing: corporate-strategy, title: L, answers: [{aim: A, answer: "
                        "\"yes\"}]}\n",
                        "RP013"));
    HOLDS(small_refuses("  - {standing: section-100d, title: D}\n", "RP013"));
}

static void an_aim_names_its_plan_only_where_there_is_one(void) {
    SAME_TEXT(small_dump("  - {standing: corporate-strategy, title: Links, answers: [{aim: A, "
                         "answer: \"yes\", plan-link: P}, {aim: B, answer: \"no\"}, {aim: C, "
                         "answer: \"no\"}]}\n"),
              "# Links\n\n  A: yes\n  Improvement plan link: P\n  B: no\n  C: no\n\n");
}

static void a_published_work_is_warned_of(void) {
    HOLDS(small_dump("  - {standing: section-100d, title: D, documents: [{document: Munro, "
                     "location: L, published: \"yes\"}]}\n")
              .length > 0);
    HOLDS(testing_reported(testing_diag(), "RP014"));
    SAME_INT((long long)diag_count(testing_diag(), DIAG_WARNING), 1);
}

SUITE(report_numbering, CLAIM(sections_are_numbered_to_four_levels),
      CLAIM(annexes_are_lettered_and_start_a_page), CLAIM(lists_are_labelled_by_style),
      CLAIM(unnumbered_sections_take_no_number), CLAIM(numbers_are_written_in_words),
      CLAIM(headlines_are_lines_of_figures), CLAIM(standing_blocks_are_answered_whole),
      CLAIM(an_aim_names_its_plan_only_where_there_is_one), CLAIM(a_published_work_is_warned_of))
