/* Tables on the page: heads in one or two rows, rows with their marks and rules. */
#ifndef RENDER_TABLE_DRAWING_H
#define RENDER_TABLE_DRAWING_H

#include "render/typesetting.h"

void table_drawing_head(struct typesetting *set, const struct part *part, struct position at);
/* Above a row that begins a page the caption and the head are repeated, as artifacts. */
void table_drawing_row(struct typesetting *set, const struct part *part, struct position at);

#endif
