/* What a file is that is of another format than was said, as far as its first bytes and lines tell. Private to data/.
 */
#ifndef TIMESHEET_DATA_EXCHANGE_SHAPE_H
#define TIMESHEET_DATA_EXCHANGE_SHAPE_H

#include "data/exchange/rows.h"

/* "klog (--format klog)", "a spreadsheet's own file (save it as CSV)"; NULL: nothing that is known. format: what was
 * said, which it then is not. */
const char *exchange_shape(const char *bytes, size_t size, enum ts_format format);
/* UTF-16 with a byte order mark as UTF-8 with final size; NULL: it is none (or there is no memory: failed). The caller
 * frees. */
char *exchange_from_utf16(struct exchange_rows *rows, const char *bytes, size_t size, size_t *out);

#endif
