/* The package that a workbook is: a ZIP archive as libxlsxwriter writes it. Parts can be read and
 * replaced; what is replaced is packed anew, as other jobs leave threads idle, into the very bytes
 * that the library would have made of it. */
#ifndef SRC_RENDER_XLSX_PACKAGE_H
#define SRC_RENDER_XLSX_PACKAGE_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct xlsx_package;

/* NULL: the bytes are not what the library writes. They must outlive the package. */
struct xlsx_package *xlsx_package_open(struct arena *arena, struct text bytes);
/* The bytes of a part. False: there is none of that name, or it is damaged. */
bool xlsx_package_read(struct xlsx_package *package, struct text name, struct text *bytes);
/* Puts other bytes in place of a part's: pieces, which must outlive the package, behind each other.
 * False: there is no such part. */
enum { XLSX_PIECES = 3 };
bool xlsx_package_replace(struct xlsx_package *package, struct text name,
                          const struct text pieces[XLSX_PIECES]);
/* The archive. False: it would be larger than the format's 4 GB. */
bool xlsx_package_write(struct xlsx_package *package, struct text *bytes);

#endif
