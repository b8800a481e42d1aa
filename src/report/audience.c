/* For whom a paper is. A public one may not hold what its definition calls
 * restricted; every such block is listed. */
#include "define/node.h"
#include "report/blocks.h"

/* Workers and records are of people, whether or not the block says so. */
static bool lists_people(const struct block *block) {
    struct text by = node_text(block->node, "rows-by", TEXT_NONE);
    return text_equal_c(by, "worker") || text_equal_c(by, "records");
}

static void check_blocks(struct writer *writer, const struct block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].is_restricted || lists_people(&blocks[i])) {
            WRITER_REFUSE_PAPER(writer, RP038, &blocks[i].node->place, TEXT_NONE);
        } else {
            check_blocks(writer, blocks[i].blocks, blocks[i].block_count);
        }
    }
}

void audience_check(struct writer *writer) {
    const struct report_definition *report = writer->context->report;
    if (writer->context->is_restricted) {
        return;
    }
    if (report->is_restricted) {
        WRITER_REFUSE_PAPER(writer, RP038, &report->place, TEXT_NONE);
    }
    check_blocks(writer, report->blocks, report->block_count);
}
