/* Which reader a format has, and how what came from it is named. Private to data/. */
#ifndef TIMESHEET_DATA_EXCHANGE_FORMATS_H
#define TIMESHEET_DATA_EXCHANGE_FORMATS_H

#include "data/exchange/readers.h"

exchange_reader *exchange_reader_of(enum ts_format format);
/* Whether each line of such a file tells for itself what it is, so that the file may be read in pieces. These are its
 * first bytes, or all. */
bool exchange_has_lines(enum ts_format format, const char *bytes, size_t size);
/* What a step did that took rows of a format in. */
struct ts_done exchange_done(enum ts_format format, ts_day day);

#endif
