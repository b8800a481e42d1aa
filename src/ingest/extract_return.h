/* An extract that is one file: a return in XML. */
#ifndef SRC_INGEST_EXTRACT_RETURN_H
#define SRC_INGEST_EXTRACT_RETURN_H

#include "ingest/extract.h"

/* The return that `given` names (extract_return_file). NULL after IN020 to IN024. Every table is
 * supplied, each with an account of its own of the same file; no record is refused. */
const struct extract *extract_read_return(struct arena *arena, struct diag *diag,
                                          const struct catalogue *catalogue, struct text given,
                                          unsigned thread_count);

#endif
