/* What a return holds and no table takes, counted by what it is and said at its
 * first line: nothing is lost in silence. */
#ifndef SRC_INGEST_XML_REMARKS_H
#define SRC_INGEST_XML_REMARKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;
struct xml_node;
struct xml_remarks;

enum xml_remark_kind { XML_UNKNOWN_ELEMENT, XML_REPEATED, XML_STRAY_TEXT, XML_ATTRIBUTE };

struct xml_remarks *xml_remarks_new(struct arena *arena);
/* Counts one of `kind` at `node` (the element that is open), of that name (it may be empty). */
void xml_remarks_add(struct xml_remarks *remarks, enum xml_remark_kind kind,
                     const struct xml_node *node, struct text name, uint32_t line);
/* In the order in which they were first met. */
void xml_remarks_report(const struct xml_remarks *remarks, struct diag *diag, struct text file);

#endif
