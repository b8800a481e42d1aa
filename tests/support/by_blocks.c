/* A block is used up before the reader is asked again. */
#include "support/by_blocks.h"

#include "base/arena.h"

static bool next_alone(struct by_blocks *reading, struct record *record) {
    if (!record_next(reading->reader, record)) {
        return false;
    }
    struct text *trimmed = ARENA_ARRAY(reading->arena, struct text, record->field_count);
    for (size_t i = 0; i < record->field_count; i++) {
        trimmed[i] = text_trim(record->fields[i]);
    }
    record->fields = trimmed;
    if (reading->block == NULL && !record->is_refused) {
        reading->block = record_block_new(reading->arena, record->field_count);
        reading->fields = ARENA_ARRAY(reading->arena, struct text, record->field_count);
    }
    return true;
}

bool by_blocks_next(struct by_blocks *reading, struct record *record) {
    struct record_block *block = reading->block;
    if (block != NULL && reading->at == block->count) {
        record_next_block(reading->reader, block);
        reading->at = 0;
    }
    if (block == NULL || block->count == 0) {
        return next_alone(reading, record);
    }
    for (size_t column = 0; column < block->column_count; column++) {
        reading->fields[column] = block->fields[column * RECORD_BLOCK + reading->at];
    }
    *record = (struct record){.fields = reading->fields,
                              .field_count = block->column_count,
                              .line = block->line + (uint32_t)reading->at,
                              .row = block->row + (uint32_t)reading->at};
    reading->at++;
    return true;
}
