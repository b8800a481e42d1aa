/* Elements, cells and paragraphs of the page. */
#include "render/typesetting.h"

#include "base/arena.h"
#include "render/page_style.h"

/* The baseline within a line's leading. */
#define BASELINE_SHARE 0.75

struct element *typesetting_add(struct typesetting *set, struct element *parent, const char *type) {
    return structure_add(set->structure, parent, type);
}

struct element *typesetting_add_block(struct typesetting *set, const char *type) {
    return typesetting_add(set, structure_root(set->structure), type);
}

void typesetting_rule(struct canvas_page *page, double y, double width, uint32_t colour) {
    canvas_begin_artifact(page, ARTIFACT_LAYOUT);
    canvas_line(page, (struct stroke){width, colour, 0, 0}, (struct point){PAGE_LEFT, y},
                (struct point){PAGE_RIGHT, y});
    canvas_end(page);
}

double typesetting_baseline(const struct paragraph *paragraph, double top, size_t line) {
    return top + ((double)line + BASELINE_SHARE) * paragraph->style.leading;
}

void typesetting_paragraph(struct typesetting *set, struct canvas_page *page,
                           struct element *element, const struct paragraph *paragraph, double x,
                           double top) {
    for (size_t i = 0; i < paragraph->line_count; i++) {
        line_drawing_draw(&set->lines, page, element, &paragraph->lines[i], x,
                          typesetting_baseline(paragraph, top, i));
    }
}

struct element *typesetting_add_cell(struct typesetting *set, struct element *row,
                                     const char *scope) {
    struct element *cell = typesetting_add(set, row, scope == NULL ? "TD" : "TH");
    if (scope != NULL) {
        structure_set_attributes(cell, text_format(set->arena, "<</O/Table/Scope/%s>>", scope));
    }
    return cell;
}
