/* Which tables and columns a SELECT reads, by their names in its text: each is a
 * word of its own that no other shares. */
#include "needed_tables.h"

#include "define/node.h"

const struct table *needed_tables_main(const struct dataset *dataset,
                                       const struct measure_definition *measure) {
    const struct table *first = NULL;
    size_t first_position = SIZE_MAX;
    for (size_t i = 0; measure->records != NULL && i < dataset->table_count; i++) {
        size_t position = text_find_word(measure->records->text, dataset->tables[i]->name);
        if (position < first_position) {
            first_position = position;
            first = dataset->tables[i];
        }
    }
    return first;
}

bool needed_tables_names(const struct measure_definition *measure, struct text word) {
    return measure->records != NULL && text_find_word(measure->records->text, word) != SIZE_MAX;
}

bool needed_tables_has(const struct measure_definition *measure, struct text name) {
    for (size_t i = 0; i < measure->optional_count; i++) {
        if (text_equal(measure->optional[i], name)) {
            return false;
        }
    }
    return needed_tables_names(measure, name);
}
