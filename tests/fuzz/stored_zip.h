/* Archives without compression, for workbooks whose parts are fuzzed. */
#ifndef TESTS_FUZZ_STORED_ZIP_H
#define TESTS_FUZZ_STORED_ZIP_H

#include "base/buffer.h"

struct stored_zip {
    struct buffer bytes;   /* the parts */
    struct buffer listing; /* what stands behind them */
    unsigned count;
};

struct stored_zip stored_zip_new(struct arena *arena);
void stored_zip_add(struct stored_zip *zip, struct text name, struct text bytes);
/* The whole archive. */
struct text stored_zip_end(struct stored_zip *zip);

#endif
