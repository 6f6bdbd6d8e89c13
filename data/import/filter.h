/*
 * Which ids are surely not among the user's logs (a Bloom filter): an import of very many rows asks that of each, and
 * the answer is mostly no. Private to data/import/.
 */
#ifndef TIMESHEET_DATA_IMPORT_FILTER_H
#define TIMESHEET_DATA_IMPORT_FILTER_H

#include "data/timesheet.h"

struct filter {
	unsigned char *bits; /* NULL: it knows nothing */
	unsigned char *allocated;
	uint32_t mask;
};

/* Of what is in the timesheet, with room for so many more. For few it knows nothing, nor beside very many: asking the
 * file for each costs less then than going through all ids. */
enum ts_status filter_fill(struct filter *filter, ts_store *store, size_t more) TS_MUST_CHECK;
void filter_add(struct filter *filter, const struct ts_id *id);
/* False: it was never added. */
bool filter_may_have(const struct filter *filter, const struct ts_id *id);
void filter_release(struct filter *filter);

#endif
