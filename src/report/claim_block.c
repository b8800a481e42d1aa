/* Claims about every row of a list, such as "every vacant post is covered", and
 * counts of a table's rows. Totals can agree where no row does, so a claim is
 * put to each row; where one does not bear it out the block says how it stands
 * instead, or the paper is refused. */
#include "base/arena.h"
#include "define/node.h"
#include "report/blocks.h"
#include "report/narrative.h"
#include "report/rows.h"

/* Rows that were looked at, and those of them that were looked for. */
struct tally {
    size_t row_count, found_count;
    struct text found; /* "Duty, North and CAMHS" */
    bool is_withheld;  /* what a row holds is not published: which were found cannot be told */
};

static void add_found(struct writer *writer, struct tally *tally, struct text header) {
    const char *between = tally->found_count == 0 ? "" : "\n";
    tally->found =
        text_format(writer->arena, "%.*s%s%.*s", TEXT_ARG(tally->found), between, TEXT_ARG(header));
    tally->found_count++;
}

/* The lines of `found` as a sentence has them. */
static struct text joined(struct writer *writer, const struct tally *tally) {
    struct buffer words = buffer_new(writer->arena);
    struct text rest = tally->found, part;
    for (size_t i = 0; text_next_part(&rest, '\n', &part); i++) {
        buffer_add_c(&words, i == 0 ? "" : i + 1 == tally->found_count ? " and " : ", ");
        buffer_add(&words, part);
    }
    return buffer_text(&words);
}

/* The rows that do not bear the claim out; what is missing bears nothing out. Of a row that is
 * withheld nobody may know: it makes the count withheld, and what is said in place of the claim
 * has to be true of the others. */
static bool judge(struct writer *writer, const struct node *block, struct tally *tally) {
    struct rows rows;
    *tally = (struct tally){.found = TEXT_NONE};
    if (!rows_read(writer, block, &rows)) {
        return false;
    }
    for (size_t i = 0; i < rows.count; i++) {
        struct bound cell = rows_cell(writer, node_get(block, "cell"), &rows.rows[i]);
        struct bound least = rows_cell(writer, node_get(block, "at-least"), &rows.rows[i]);
        bool holds = cell.kind == CELL_NUMBER && least.kind == CELL_NUMBER &&
                     decimal_compare(cell.number, least.number) >= 0;
        if (rows.rows[i].is_rest && !binding_is_something(&cell) && !binding_is_something(&least)) {
            continue;
        }
        tally->row_count++;
        if (binding_is_withheld(&cell) || binding_is_withheld(&least)) {
            tally->is_withheld = true;
        } else if (!holds) {
            add_found(writer, tally, rows.rows[i].header);
        }
    }
    return true;
}

void claim_block_write(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    const struct node *claim = node_get(node, "claim"), *otherwise = node_get(node, "otherwise");
    struct tally tally;
    if (!judge(writer, node, &tally)) {
        return;
    }
    bool holds = tally.found_count == 0;
    if (writer->figures && ((!holds && !otherwise) || (holds && tally.is_withheld))) {
        struct text rows = holds ? TEXT("what some hold is withheld") : joined(writer, &tally);
        DIAG_REPORT(writer->diag, RP050, &node->place, claim->text, rows);
        writer_refuse(writer);
        return;
    }
    if (!writer->figures && otherwise) {
        narrative_runs(writer, otherwise); /* which of the two is printed is not known yet */
    }
    const struct node *said = holds || !otherwise || !writer->figures ? claim : otherwise;
    struct rich_text text = narrative_runs(writer, said);
    struct document_block *block = writer_add_block(writer, DOCUMENT_PARAGRAPH);
    block->level = text_is_empty(numbered->number) ? 0 : numbered->level;
    block->number = numbered->number;
    block->id = numbered->block->id;
    block->text = text;
}

static const struct node *column_of(const struct node *table, struct text header) {
    const struct node *columns = node_get(table, "columns");
    for (size_t i = 1; columns && i < columns->child_count; i++) {
        if (text_equal(node_text(columns->children[i], "header", TEXT_NONE), header)) {
            return node_get(columns->children[i], "cell");
        }
    }
    return NULL;
}

static bool is_among(struct text words, struct text wanted) {
    struct text part;
    while (text_next_part(&wanted, ',', &part)) {
        if (text_equal(text_trim(part), words)) {
            return true;
        }
    }
    return false;
}

/* "No team recorded" is no row of the table where nothing belongs to it. */
static bool is_idle_rest(struct writer *writer, const struct node *table, const struct row *row) {
    const struct node *columns = node_get(table, "columns");
    for (size_t i = 1; row->is_rest && columns && i < columns->child_count; i++) {
        struct bound bound = rows_cell(writer, node_get(columns->children[i], "cell"), row);
        if (binding_is_something(&bound)) {
            return false;
        }
    }
    return row->is_rest;
}

/* Rows of a table, all of them or those with one of the words in a column: "Band: 4, 5". */
static bool count_rows(const struct lookup *lookup, const struct node *table, struct tally *tally) {
    struct writer *writer = lookup->writer;
    struct text wanted = lookup->binding->argument, header = TEXT_NONE;
    struct rows rows;
    *tally = (struct tally){.found = TEXT_NONE};
    text_next_part(&wanted, ':', &header);
    const struct node *cell = column_of(table, text_trim(header));
    if (lookup->binding->argument.length > 0 && !cell) {
        return binding_refuse(lookup, "the table has no such column: count(Band: 4, 5)");
    }
    if (!rows_read(writer, table, &rows)) {
        return false;
    }
    for (size_t i = 0; i < rows.count; i++) {
        if (rows.rows[i].is_blank || is_idle_rest(writer, table, &rows.rows[i])) {
            continue;
        }
        tally->row_count++;
        struct bound bound = {.kind = CELL_TEXT};
        if (cell) {
            bound = rows_cell(writer, cell, &rows.rows[i]);
        }
        tally->is_withheld = tally->is_withheld || binding_is_withheld(&bound);
        if (!cell || is_among(bound.bare, wanted)) {
            add_found(writer, tally, rows.rows[i].header);
        }
    }
    return true;
}

static bool give(const struct lookup *lookup, const struct tally *tally) {
    struct text attribute = lookup->binding->attribute;
    bool is_total = text_equal_c(attribute, "of"), is_count = text_equal_c(attribute, "count");
    if (tally->is_withheld && (is_count || text_equal_c(attribute, "rows"))) {
        return binding_give_marker(lookup, FIGURE_SUPPRESSED);
    }
    if (is_count || is_total) {
        size_t count = is_total ? tally->row_count : tally->found_count;
        binding_give_number(lookup, (struct decimal){(int64_t)count, 0}, false);
        return true;
    }
    if (text_equal_c(attribute, "rows")) {
        binding_give_text(lookup, joined(lookup->writer, tally));
        return true;
    }
    return binding_refuse(lookup, "a table or claim has count, rows and of");
}

bool rows_binding_resolve(const struct lookup *lookup, const struct block *block) {
    struct writer *writer = lookup->writer;
    struct text row = writer->row;
    enum unit_level level = writer->row_level;
    size_t field_count = writer->field_count;
    const struct row_field *fields = writer->fields;
    struct tally tally;
    if (writer->is_judging) {
        return binding_refuse(lookup, "rows that count each other's rows come to no end");
    }
    writer->is_judging = true;
    bool is_read = block->kind == BLOCK_CLAIM ? judge(writer, block->node, &tally)
                                              : count_rows(lookup, block->node, &tally);
    writer->is_judging = false;
    writer->row = row;
    writer->row_level = level;
    writer->fields = fields;
    writer->field_count = field_count;
    return is_read && give(lookup, &tally);
}
