#include "support/sample_document.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "support/testing.h"

enum { MOST_BLOCKS = 80, TEAMS = 60, MONTHS = 13 };

/* A list of texts from literals, the last one NULL. */
static const struct text *texts(struct arena *arena, const char *const *literals) {
    size_t count = 0;
    while (literals[count] != NULL) {
        count++;
    }
    struct text *list = ARENA_ARRAY(arena, struct text, count);
    for (size_t i = 0; i < count; i++) {
        list[i] = text_of(literals[i]);
    }
    return list;
}

struct sample {
    struct arena *arena;
    struct document *document;
    struct document_block *blocks;
};

static struct rich_text plain(struct arena *arena, const char *words) {
    struct inline_run *run = ARENA_NEW(arena, struct inline_run);
    run->text = text_of(words);
    run->link = TEXT_NONE;
    return (struct rich_text){run, 1};
}

static struct rich_text runs(struct arena *arena, const struct inline_run *list, size_t count) {
    struct inline_run *copy = arena_copy(arena, list, count * sizeof *list);
    for (size_t i = 0; i < count; i++) {
        copy[i].text = copy[i].text.bytes == NULL ? TEXT_NONE : copy[i].text;
        copy[i].link = copy[i].link.bytes == NULL ? TEXT_NONE : copy[i].link;
    }
    return (struct rich_text){copy, count};
}

static struct document_block *add(struct sample *sample, enum document_block_kind kind) {
    struct document_block *block = &sample->blocks[sample->document->block_count++];
    block->kind = kind;
    block->number = block->id = TEXT_NONE;
    return block;
}

static void add_heading(struct sample *sample, int level, const char *number, const char *words,
                        const char *id) {
    struct document_block *block = add(sample, DOCUMENT_HEADING);
    block->level = level;
    block->number = text_of(number);
    block->id = text_of(id);
    block->text = plain(sample->arena, words);
}

static void add_paragraph(struct sample *sample, const char *number, struct rich_text text) {
    struct document_block *block = add(sample, DOCUMENT_PARAGRAPH);
    block->level = 2;
    block->number = text_of(number);
    block->text = text;
}

static void add_words(struct sample *sample, const char *number, const char *words) {
    add_paragraph(sample, number, plain(sample->arena, words));
}

static void add_fields(struct sample *sample, const char *const (*pairs)[2], size_t count) {
    struct document_block *block = add(sample, DOCUMENT_FIELDS);
    struct field_pair *fields = ARENA_ARRAY(sample->arena, struct field_pair, count);
    for (size_t i = 0; i < count; i++) {
        fields[i].label = text_of(pairs[i][0]);
        fields[i].value = plain(sample->arena, pairs[i][1]);
    }
    block->fields = fields;
    block->field_count = count;
}

static void add_list(struct sample *sample, const char *const (*items)[2], size_t count) {
    struct document_block *block = add(sample, DOCUMENT_LIST);
    struct list_item *list = ARENA_ARRAY(sample->arena, struct list_item, count);
    for (size_t i = 0; i < count; i++) {
        list[i].label = text_of(items[i][0]);
        list[i].text = plain(sample->arena, items[i][1]);
    }
    block->items = list;
    block->item_count = count;
}

static struct cell number_cell(struct arena *arena, int64_t scaled, int decimals) {
    struct decimal number = {scaled, decimals};
    return (struct cell){CELL_NUMBER, decimal_words(arena, number), number, MARK_NONE};
}

static struct cell word_cell(enum cell_kind kind, struct text text) {
    return (struct cell){.kind = kind, .text = text};
}

/* Figures that look like figures and are the same every time. */
static int64_t figure(size_t row, size_t column) {
    return (int64_t)((row * 7919 + column * 104729 + row * row * 31) % 1700);
}

static void add_teams_table(struct sample *sample) {
    static const char *const heads[] = {"Team", "Referrals received", "Assessments completed",
                                        "Completed in 45 working days (%)",
                                        "Change on the year (points)"};
    struct table_column *columns = ARENA_ARRAY(sample->arena, struct table_column, 5);
    for (size_t i = 0; i < 5; i++) {
        columns[i] = (struct table_column){.header = text_of(heads[i]), .is_numeric = i > 0};
    }
    struct document_table *table = ARENA_NEW(sample->arena, struct document_table);
    struct cell *cells = ARENA_ARRAY(sample->arena, struct cell, (TEAMS + 1) * 5);
    int64_t sums[2] = {0, 0};
    for (size_t row = 0; row < TEAMS; row++) {
        struct cell *at = &cells[row * 5];
        const char *work = row % 9 == 4 ? ": reception, assessment and court work" : "";
        at[0] = word_cell(CELL_TEXT, text_format(sample->arena, "Team %zu%s", row + 1, work));
        at[1] = number_cell(sample->arena, figure(row, 1), 0);
        at[2] = number_cell(sample->arena, figure(row, 2), 0);
        at[3] = row == 7 ? word_cell(CELL_MARKER, TEXT("[n/a]"))
                         : number_cell(sample->arena, figure(row, 3) % 1001, 1);
        at[4] = number_cell(sample->arena, figure(row, 4) % 301 - 150, 1);
        sums[0] += figure(row, 1);
        sums[1] += figure(row, 2);
    }
    struct cell *total = &cells[TEAMS * 5];
    total[0] = word_cell(CELL_TEXT, TEXT("County"));
    total[1] = number_cell(sample->arena, sums[0], 0);
    total[2] = number_cell(sample->arena, sums[1], 0);
    total[3] = number_cell(sample->arena, 641, 1);
    total[4] = number_cell(sample->arena, -2, 1);
    *table = (struct document_table){.caption = TEXT("Referrals and assessments by team, 2013/14"),
                                     .sheet = TEXT("Teams"),
                                     .columns = columns,
                                     .column_count = 5,
                                     .cells = cells,
                                     .row_count = TEAMS + 1,
                                     .has_total = true,
                                     .number = 2};
    static const char *const notes[] = {"Source: case management system, as at 31 March 2014.",
                                        "[n/a] The team was formed in March 2014.", NULL};
    table->notes = texts(sample->arena, notes);
    table->note_count = 2;
    add(sample, DOCUMENT_TABLE)->table = table;
}

static struct text month(size_t index) {
    static const char *const months[] = {"Mar-13", "Apr-13", "May-13", "Jun-13", "Jul-13",
                                         "Aug-13", "Sep-13", "Oct-13", "Nov-13", "Dec-13",
                                         "Jan-14", "Feb-14", "Mar-14"};
    return text_of(months[index]);
}

static void add_months_table(struct sample *sample) {
    struct document_table *table = ARENA_NEW(sample->arena, struct document_table);
    struct table_column *columns = ARENA_ARRAY(sample->arena, struct table_column, MONTHS + 1);
    struct cell *cells = ARENA_ARRAY(sample->arena, struct cell, (MONTHS + 1) * 3);
    static const char *const rows[] = {"Open cases", "Children on a plan", "Rate per 10,000"};
    columns[0].header = TEXT("Measure");
    for (size_t i = 0; i < MONTHS; i++) {
        columns[i + 1] = (struct table_column){.header = month(i), .is_numeric = true};
    }
    for (size_t row = 0; row < 3; row++) {
        cells[row * (MONTHS + 1)] = word_cell(CELL_TEXT, text_of(rows[row]));
        for (size_t i = 1; i <= MONTHS; i++) {
            cells[row * (MONTHS + 1) + i] = number_cell(
                sample->arena, row == 0 ? 7000 + figure(row, i) : figure(row, i), row == 2 ? 1 : 0);
        }
    }
    *table = (struct document_table){.caption = TEXT("Cases and plans by month"),
                                     .sheet = TEXT("Months"),
                                     .columns = columns,
                                     .column_count = MONTHS + 1,
                                     .cells = cells,
                                     .row_count = 3,
                                     .number = 1};
    add(sample, DOCUMENT_TABLE)->table = table;
}

static void add_chart(struct sample *sample, struct document_chart chart) {
    struct document_chart *copy = arena_copy(sample->arena, &chart, sizeof chart);
    add(sample, DOCUMENT_CHART)->chart = copy;
}

static struct chart_series series(struct arena *arena, const char *name, const int64_t *values,
                                  size_t count, int decimals) {
    struct cell *cells = ARENA_ARRAY(arena, struct cell, count);
    for (size_t i = 0; i < count; i++) {
        cells[i] = values[i] < 0 ? word_cell(CELL_MARKER, TEXT("[n/a]"))
                                 : number_cell(arena, values[i], decimals);
    }
    return (struct chart_series){.name = text_of(name), .values = cells};
}

static void add_bars(struct sample *sample) {
    static const char *const sources[] = {
        "Police",
        "Schools and education services",
        "Health services, including accident and emergency departments and general practice",
        "Individuals",
        "Local authority services",
        "Anonymous",
        NULL};
    static const int64_t now[] = {273, 181, 142, 96, 71, 28},
                         before[] = {251, 190, 139, -1, 80, 31};
    struct chart_series *values = ARENA_ARRAY(sample->arena, struct chart_series, 2);
    values[0] = series(sample->arena, "2013/14", now, 6, 1);
    values[1] = series(sample->arena, "2012/13", before, 6, 1);
    add_chart(sample,
              (struct document_chart){
                  .kind = CHART_BARS,
                  .caption = TEXT("The police made more than a quarter of referrals"),
                  .unit = TEXT("Per cent of referrals"),
                  .category_title = TEXT("Source"),
                  .sheet = TEXT("Sources"),
                  .categories = texts(sample->arena, sources),
                  .category_count = 6,
                  .series = values,
                  .series_count = 2,
                  .alternative = TEXT("Bar chart of the share of referrals by source. Police rose "
                                      "from 25.1 to 27.3 per cent and made the most; anonymous "
                                      "referrals the fewest, 2.8 per cent."),
                  .number = 1});
}

static void add_columns(struct sample *sample) {
    static const char *const years[] = {"2009/10", "2010/11", "2011/12",
                                        "2012/13", "2013/14", NULL};
    static const int64_t plans[] = {742, 861, 930, 1204, 1266};
    struct chart_series *values = ARENA_ARRAY(sample->arena, struct chart_series, 1);
    values[0] = series(sample->arena, "Plans", plans, 5, 0);
    static const char *const notes[] = {"Source: case management system; as at 31 March.", NULL};
    add_chart(sample, (struct document_chart){
                          .kind = CHART_COLUMNS,
                          .caption = TEXT("Child protection plans have risen every year"),
                          .unit = TEXT("Children with a plan at 31 March"),
                          .category_title = TEXT("Year"),
                          .sheet = TEXT("Plans"),
                          .categories = texts(sample->arena, years),
                          .category_count = 5,
                          .series = values,
                          .series_count = 1,
                          .alternative = TEXT("Column chart of children with a child protection "
                                              "plan: 742, 861, 930, 1,204 and 1,266."),
                          .notes = texts(sample->arena, notes),
                          .note_count = 1,
                          .number = 2});
}

static void add_line(struct sample *sample) {
    struct text *months = ARENA_ARRAY(sample->arena, struct text, MONTHS);
    for (size_t i = 0; i < MONTHS; i++) {
        months[i] = month(i);
    }
    static const int64_t county[] = {612, 620, 631, 640, 655, 650, 662,
                                     671, 668, 690, 702, 699, 714},
                         england[] = {650, 652, 651, 655, 658, 660, 661,
                                      -1,  665, 668, 670, 671, 673},
                         target[] = {700, 700, 700, 700, 700, 700, 700,
                                     700, 700, 700, 700, 700, 700};
    struct chart_series *values = ARENA_ARRAY(sample->arena, struct chart_series, 3);
    values[0] = series(sample->arena, "Exemplar", county, MONTHS, 1);
    values[1] = series(sample->arena, "England", england, MONTHS, 1);
    values[2] = series(sample->arena, "Target", target, MONTHS, 1);
    add_chart(sample, (struct document_chart){
                          .kind = CHART_LINE,
                          .caption = TEXT("Timeliness passed the target in March 2014"),
                          .unit = TEXT("Per cent of assessments in 45 working days"),
                          .category_title = TEXT("Month"),
                          .sheet = TEXT("Timeliness"),
                          .categories = months,
                          .category_count = MONTHS,
                          .series = values,
                          .series_count = 3,
                          .alternative = TEXT("Line chart by month. Exemplar rises from 61.2 to "
                                              "71.4 per cent, England from 65.0 to 67.3; the "
                                              "target is 70.0."),
                          .number = 3});
}

static void add_front(struct sample *sample) {
    static const char *const front[][2] = {
        {"Decision maker", "Cabinet"},
        {"Date", "23 June 2014"},
        {"Title", "Safeguarding children in Exemplar: annual report 2013/14"},
        {"Reference", "5842"},
        {"Report from", "Director of Children\xE2\x80\x99s Services"},
        {"Contact name", "Zofia Wi\xC5\x9Bniewska, Si\xC3\xA2n \xC5\xB4ynne-\xC3\x89vans"},
        {"Telephone", "01632 960 001"}};
    add_fields(sample, front, sizeof front / sizeof front[0]);
    add(sample, DOCUMENT_CONTENTS);
}

static void add_summary(struct sample *sample) {
    add_heading(sample, 1, "1", "Executive summary", "summary");
    const struct inline_run opening[] = {
        {.text = TEXT("The county received ")},
        {.text = TEXT("16,204 referrals"), .is_bold = true},
        {.text = TEXT(" in the year to 31 March 2014, at a cost of \xC2\xA3"
                      "1.24 million, and completed 64.1 per cent of assessments in 45 working "
                      "days (95% confidence interval 62.8 to 65.4).")},
        {.note = 1},
        {.text = TEXT(" The ")},
        {.text = TEXT("office\xE2\x80\x99s"), .is_italic = true},
        {.text = TEXT(" figures fell by \xE2\x88\x92"
                      "0.2 points; section 3 and Table 2 give them by team. See ")},
        {.text = TEXT("the government\xE2\x80\x99s statutory guidance on working together to "
                      "safeguard children"),
         .link = TEXT("https://www.example.gov.uk/guidance(2013)/working-together")},
        {.text = TEXT(", ")},
        {.text = TEXT("section 2"), .link = TEXT("#performance")},
        {.text = TEXT(" or write to ")},
        {.text = TEXT("childrens.services@example.gov.uk"),
         .link = TEXT("mailto:childrens.services@example.gov.uk")},
        {.text = TEXT(".")}};
    add_paragraph(sample, "1.1", runs(sample->arena, opening, sizeof opening / sizeof opening[0]));
    add_words(sample, "1.2",
              "Councillor Ada Quill asked in March how many enquiries under section 47 of the "
              "Children Act 1989 ended without a conference. The answer stands in section 3.");
    static const char *const bullets[][2] = {
        {"\xE2\x80\xA2", "more children were referred than in any year before;"},
        {"\xE2\x80\xA2", "fewer of them were referred a second time within 12 months, although the "
                         "national rate rose; and"},
        {"\xE2\x80\xA2", "a floccinaucinihilipilificatiousantidisestablishmentarianismatically"
                         "characteristicallyuninterruptedword is cut where the line is full."}};
    add_words(sample, "1.3", "In short:");
    add_list(sample, bullets, 3);
    static const char *const asks[][2] = {{"(a)", "notes the report; and"},
                                          {"(b)", "agrees the priorities in section 3."}};
    add_heading(sample, 1, "2", "Recommendations", "recommendations");
    add_words(sample, "2.1", "That Cabinet:");
    add_list(sample, asks, 2);
}

static void add_performance(struct sample *sample) {
    add_heading(sample, 1, "3", "Performance in the year", "performance");
    add_heading(sample, 2, "3.1", "Referrals", "referrals");
    const struct inline_run with_note[] = {
        {.text = TEXT("In March 2014 the number of open cases stood at 8,013, which was 694 more "
                      "than a year before. Every figure comes from the case management system.")},
        {.note = 2}};
    add_paragraph(sample, "3.1.1", runs(sample->arena, with_note, 2));
    add_bars(sample);
    add_words(sample, "3.1.2",
              "The police made 27.3 per cent of referrals, schools 18.1 per cent and health "
              "services 14.2 per cent. Referrals from individuals cannot be compared with the "
              "year before, because relatives and neighbours were then counted with others.");
    add_months_table(sample);
    add_heading(sample, 2, "3.2", "Child protection plans", "plans");
    add_words(sample, "3.2.1", "The number of plans rose from 1,204 to 1,266 (Figure 2).");
    add_columns(sample);
    for (int i = 0; i < 3; i++) {
        add_words(sample,
                  i == 0   ? "3.2.2"
                  : i == 1 ? "3.2.3"
                           : "3.2.4",
                  "Plans begin after an initial child protection conference, which should meet "
                  "within 15 working days of the strategy discussion. Conferences that met later "
                  "were most often put off because parents or interpreters could not attend, and "
                  "every delay of over 5 days is agreed by a service manager.");
    }
    struct document_block *quote = add(sample, DOCUMENT_QUOTE);
    quote->text = plain(sample->arena, "Children were seen alone and their views were recorded in "
                                       "almost every case that inspectors read.");
    quote->number = TEXT("Inspection report, February 2014");
    add_heading(sample, 2, "3.3", "Timeliness", "timeliness");
    add_words(sample, "3.3.1", "Assessments were completed sooner than in England as a whole.");
    add_line(sample);
    add_heading(sample, 3, "3.3.2", "By team", "teams");
    add_words(sample, "3.3.3", "Table 2 lists all teams.");
    add_teams_table(sample);
}

static void add_close(struct sample *sample) {
    static const char *const blocks[][2] = {
        {"Equality impact assessment", "Not needed: the report asks for no change of service."},
        {"Crime and disorder", "None."}};
    add(sample, DOCUMENT_PAGE_BREAK);
    add_heading(sample, 1, "", "Appendix A: required statements", "appendix");
    add_words(sample, "", "Section 100D of the Local Government Act 1972: background documents.");
    add_fields(sample, blocks, 2);
}

static void set_notes(struct sample *sample) {
    struct rich_text *notes = ARENA_ARRAY(sample->arena, struct rich_text, 2);
    notes[0] = plain(sample->arena,
                     "Confidence intervals are Wilson\xE2\x80\x99s; they say how far the figure "
                     "could lie from the truth if the year were one of many like it.");
    notes[1] = plain(sample->arena, "Read on 1 April 2014.");
    sample->document->notes = notes;
    sample->document->note_count = 2;
}

static struct sample begin(struct arena *arena) {
    struct document *document = ARENA_NEW(arena, struct document);
    struct document_block *blocks = ARENA_ARRAY(arena, struct document_block, MOST_BLOCKS);
    *document =
        (struct document){.title = TEXT("Safeguarding children in Exemplar: annual report 2013/14"),
                          .author = TEXT("Director of Children\xE2\x80\x99s Services"),
                          .subject = TEXT("Report to Cabinet & Council, 23 June 2014"),
                          .keywords = TEXT("safeguarding; children"),
                          .language = TEXT("en-GB"),
                          .organisation = TEXT("Exemplar County Council"),
                          .running_head = TEXT("Cabinet, 23 June 2014"),
                          .date = TEXT("2014-06-16"),
                          .blocks = blocks};
    return (struct sample){arena, document, blocks};
}

struct document *sample_document(struct arena *arena) {
    struct sample sample = begin(arena);
    add_front(&sample);
    add_summary(&sample);
    add_performance(&sample);
    add_close(&sample);
    set_notes(&sample);
    return sample.document;
}

struct document *sample_document_of(struct arena *arena, const char *words) {
    struct sample sample = begin(arena);
    add_heading(&sample, 1, "1", "Words", "words");
    add_words(&sample, "1.1", words);
    return sample.document;
}

struct font_files sample_fonts(void) {
#define LIBERATION "/usr/share/fonts/truetype/liberation2/LiberationSans-"
    return (struct font_files){{TEXT(LIBERATION "Regular.ttf"), TEXT(LIBERATION "Bold.ttf"),
                                TEXT(LIBERATION "Italic.ttf"), TEXT(LIBERATION "BoldItalic.ttf")}};
}

const struct font_set *sample_font_set(void) {
    struct font_files files = sample_fonts();
    struct font_set *set = arena_alloc(testing_arena(), sizeof *set);
    CU_ASSERT_TRUE(font_set_open(testing_arena(), testing_diag(), files.paths, set));
    return set;
}
