/* Which tables and columns a SELECT reads, by their names in its text: each is a
 * word of its own that no other shares. */
#include "needed_tables.h"

#include "define/node.h"

static bool is_word_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

/* The position of a whole word in a text, letters without case; SIZE_MAX: it is not there. */
static size_t find_word(struct text text, struct text word) {
    for (size_t i = 0; i + word.length <= text.length; i++) {
        size_t end = i + word.length;
        bool starts = i == 0 || !is_word_byte(text.bytes[i - 1]);
        bool ends = end == text.length || !is_word_byte(text.bytes[end]);
        if (starts && ends && text_equal_ignoring_case(text_slice(text, i, end), word)) {
            return i;
        }
    }
    return SIZE_MAX;
}

const struct table *needed_tables_main(const struct dataset *dataset,
                                       const struct measure_definition *measure) {
    const struct table *first = NULL;
    size_t first_position = SIZE_MAX;
    for (size_t i = 0; measure->records != NULL && i < dataset->table_count; i++) {
        size_t position = find_word(measure->records->text, dataset->tables[i]->name);
        if (position < first_position) {
            first_position = position;
            first = dataset->tables[i];
        }
    }
    return first;
}

bool needed_tables_names(const struct measure_definition *measure, struct text word) {
    return measure->records != NULL && find_word(measure->records->text, word) != SIZE_MAX;
}

bool needed_tables_has(const struct measure_definition *measure, struct text name) {
    for (size_t i = 0; i < measure->optional_count; i++) {
        if (text_equal(measure->optional[i], name)) {
            return false;
        }
    }
    return needed_tables_names(measure, name);
}
