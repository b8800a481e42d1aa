#include "report/binding.h"

#include "small_report.h"

static void every_part_of_a_binding_is_cut_out(void) {
    struct binding binding;
    HOLDS(binding_parse(TEXT("a-b[nfa: X].change(half)|size"), &binding));
    SAME_TEXT(binding.name, "a-b");
    SAME_TEXT(binding.category, "nfa: X");
    SAME_TEXT(binding.attribute, "change");
    SAME_TEXT(binding.argument, "half");
    SAME_TEXT(binding.format, "size");
    HOLDS(binding_parse(TEXT("cp-plans@now:Test Valley.value"), &binding));
    SAME_TEXT(binding.period, "now");
    SAME_TEXT(binding.unit, "Test Valley");
    SAME_TEXT(binding.attribute, "value");
    HOLDS(binding_parse(TEXT("@now.as-at"), &binding));
}

static void malformed_bindings_are_refused(void) {
    static const char *const bad[] = {"",    "a[",    "a[x",    "a@", "a.b.c", "a[]",
                                      "a(x", "a[x]y", ".value", "a|", "a@b@c", "[x]"};
    struct binding binding;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (!HOLDS(!binding_parse(text_of(bad[i]), &binding))) {
            printf("%s\n", bad[i]);
        }
    }
}

static void values_are_shown_as_a_paper_shows_them(void) {
    SAME_TEXT(small_prose("{cases}"), "8,013");
    SAME_TEXT(small_prose("{cases@half}"), "7,319");
    SAME_TEXT(small_prose("{cases:South}"), "13");
    SAME_TEXT(small_prose("{cases:N}"), "8,000");
    SAME_TEXT(small_prose("{share}"), "41.0%");
    SAME_TEXT(small_prose("{share|bare}"), "41.0");
    SAME_TEXT(small_prose("{share.numerator} of {share.denominator}"), "1,470 of 3,589");
    SAME_TEXT(small_prose("{share.interval}"), "39.4% to 42.6%");
    SAME_TEXT(small_prose("{share.lower} {share.upper}"), "39.4% 42.6%");
    SAME_TEXT(small_prose("{people.in-words} {people|Words}"), "nine Nine");
}

static void changes_are_exact_and_signed(void) {
    SAME_TEXT(small_prose("{cases.change(half)}"), "+9.5%");
    SAME_TEXT(small_prose("{cases.change(half)|size}"), "9.5%");
    SAME_TEXT(small_prose("{cases.difference(half)}"), "+694");
    SAME_TEXT(small_prose("{cases.change(half)|rose-or-fell}"), "rose");
    SAME_TEXT(small_prose("{share.difference(half)}"), "+11.0");
}

/* The two intervals, 21.9 to 39.6 and 39.4 to 42.6, overlap; that of the difference excludes 0. */
/* "An increase on March 2013", said of March 2013. */
static void a_change_since_the_same_days_is_refused(void) {
    HOLDS(small_refuses("  - {paragraph: \"{cases.change(now)}\"}\n", "RP001"));
    HOLDS(text_contains(small_first_words(), TEXT("set against its own days")));
}

static void a_percent_is_said_to_change_only_beyond_chance(void) {
    SAME_TEXT(small_prose("{share.difference(half)|rose-or-fell}"), "rose");
    struct small_report *small = small_new();
    struct figure *figures = arena_copy(testing_arena(), small->figures.items,
                                        small->figures.count * sizeof(struct figure));
    figures[8].numerator = 32; /* of 100 in the half, against 41.0% of 3,589 */
    small->figures.items = figures;
    const struct document *document =
        small_build(small, "  - paragraph: \"{share.difference(half)|rose-or-fell}\"\n");
    if (HOLDS(document != NULL)) {
        SAME_TEXT(document->blocks[1].text.runs[0].text, "showed no clear change");
    }
}

/* What a pair says where `numerator` of 100 had it in the half, against 41.0% of 3,589. */
static struct text pair_where_the_half_had(int64_t numerator, const char *binding) {
    enum { SHARE_HALF = 8 };
    struct small_report *small = small_new();
    struct figure *figures = arena_copy(testing_arena(), small->figures.items,
                                        small->figures.count * sizeof(struct figure));
    figures[SHARE_HALF].numerator = numerator;
    small->figures.items = figures;
    struct text body = text_format(testing_arena(), "  - paragraph: \"%s\"\n", binding);
    const struct document *document = small_build(small, text_c(testing_arena(), body));
    return HOLDS(document != NULL) ? document->blocks[1].text.runs[0].text : TEXT_NONE;
}

static void a_pair_is_told_in_one_clause(void) {
    static const char mixed[] = "{share.pair(cases, half)}";
    SAME_TEXT(pair_where_the_half_had(32, "{share.pair(share, half)}"),
              "neither has clearly changed");
    SAME_TEXT(small_prose("{cases.pair(cases, half)}"), "both have risen");
    SAME_TEXT(pair_where_the_half_had(32, mixed),
              "the first has not clearly changed and the second has risen");
    SAME_TEXT(pair_where_the_half_had(30, mixed), "both have risen");
    SAME_TEXT(pair_where_the_half_had(60, mixed), "the first has fallen and the second has risen");
    HOLDS(small_refuses("  - paragraph: \"{share.pair(shore, half)}\"\n", "RP001"));
    HOLDS(small_refuses("  - paragraph: \"{share.pair(cases)}\"\n", "RP001"));
}

static void forms_say_none_and_drop_idle_decimals(void) {
    SAME_TEXT(small_prose("{people|words-or-none} {people|Words-or-none}"), "nine Nine");
    SAME_TEXT(small_prose("{share|trimmed} {sources[Health]|trimmed}"), "41 60");
    SAME_TEXT(small_prose("{share.lower|trimmed}"), "39.4");
    struct small_report *small = small_new();
    struct figure *figures = arena_copy(testing_arena(), small->figures.items,
                                        small->figures.count * sizeof(struct figure));
    figures[5].numerator = 0; /* people */
    small->figures.items = figures;
    const struct document *document =
        small_build(small, "  - paragraph: \"{people|Words-or-none} {people|words-or-none}\"\n");
    if (HOLDS(document != NULL)) {
        SAME_TEXT(document->blocks[1].text.runs[0].text, "None none");
    }
}

static void groups_are_named_and_ranked(void) {
    SAME_TEXT(small_prose("{sources[Police]} {sources[Police].numerator}"), "30.0% 3");
    SAME_TEXT(small_prose("{sources[nfa: Police]}"), "33.3%");
    SAME_TEXT(small_prose("{sources[largest].category|lower} {sources[largest]}"), "health 60.0%");
    SAME_TEXT(small_prose("{sources[second].category}"), "Police");
    SAME_TEXT(small_prose("{sources}"), "100.0%");
}

static void periods_and_lists_give_words(void) {
    SAME_TEXT(small_prose("{@half.as-at}"), "30\u00a0September 2013");
    SAME_TEXT(small_prose("{@now.words} {@half.label}"), "2013/14 Sep-13");
    SAME_TEXT(small_prose("{authority.name}"), "County Council");
    SAME_TEXT(small_prose("{timely.short} {timely.title} {cases.short}"), "Timely In time Cases");
    SAME_TEXT(small_dump("  - {paragraph: \"{l.count|words} {l.count}\", numbered: no}\n"
                         "  - {list: [a, b, c], id: l}\n"),
              "three 3\n\n(#l)\n  • a\n  • b\n  • c\n\n");
}

static void misspelt_parts_are_refused_before_figures_are_needed(void) {
    static const char *const bad[] = {
        "{casses}",       "{cases@hlf}",    "{cases.valu}",      "{cases:West}",
        "{sources[Pol]}", "{cases.change}", "{cases.change(x)}", "{cases|wrds}",
        "{@now.x}",       "{cases",         "{authority.x}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct small_report *small = small_new();
        struct figure_request *requests;
        size_t count;
        struct text body = text_format(testing_arena(), "  - paragraph: \"%s\"\n", bad[i]);
        HOLDS(small_read(small, text_c(testing_arena(), body)));
        if (!HOLDS(!report_requests(testing_arena(), testing_diag(), &small->context, &requests,
                                    &count))) {
            printf("%s\n", bad[i]);
        }
    }
    HOLDS(testing_reported(testing_diag(), "RP001"));
    SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), 11);
}

static void requests_hold_each_pair_once(void) {
    struct small_report *small = small_new();
    struct figure_request *requests;
    size_t count;
    HOLDS(small_read(small, "  - paragraph: \"{cases} {cases} {cases.change(half)} {share}\"\n"));
    HOLDS(report_requests(testing_arena(), testing_diag(), &small->context, &requests, &count));
    if (SAME_INT((long long)count, 3), count == 3) {
        SAME_TEXT(requests[0].measure->id, "cases");
        SAME_TEXT(period_name(testing_arena(), &requests[1].period), "2013-14-H1");
        SAME_TEXT(requests[2].measure->id, "share");
    }
}

static void the_paper_of_a_unit_prints_no_other_s_figures(void) {
    struct small_report *small = small_new();
    small->context.unit = 1;
    HOLDS(small_build(small, "  - {paragraph: \"{cases:South}\"}\n") == NULL);
    HOLDS(testing_reported(testing_diag(), "RP041"));
    small = small_new();
    small->context.unit = 1;
    HOLDS(small_build(small, "  - {paragraph: \"{cases:County}\"}\n") != NULL);
}

SUITE(report_binding, CLAIM(the_paper_of_a_unit_prints_no_other_s_figures),
      CLAIM(every_part_of_a_binding_is_cut_out), CLAIM(malformed_bindings_are_refused),
      CLAIM(values_are_shown_as_a_paper_shows_them), CLAIM(changes_are_exact_and_signed),
      CLAIM(a_change_since_the_same_days_is_refused),
      CLAIM(a_percent_is_said_to_change_only_beyond_chance), CLAIM(a_pair_is_told_in_one_clause),
      CLAIM(forms_say_none_and_drop_idle_decimals), CLAIM(groups_are_named_and_ranked),
      CLAIM(periods_and_lists_give_words),
      CLAIM(misspelt_parts_are_refused_before_figures_are_needed),
      CLAIM(requests_hold_each_pair_once))
