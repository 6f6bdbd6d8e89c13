/* What ids of activities stand for, each looked up once: who goes through many logs meets few activities. Private to
 * data/. */
#ifndef TIMESHEET_DATA_MET_H
#define TIMESHEET_DATA_MET_H

#include "data/lookup/catalogue.h"

struct met_activity {
	struct ts_id id; /* that was asked for */
	bool known;      /* as catalogue_show says it */
	struct ts_activity shown;
};

/* Of one state of the catalogue; begun all zero. */
struct met {
	struct met_activity *at; /* in the order in which they were met first */
	size_t count, room, latest;
	size_t *table; /* places in at from 1 on, 0: free */
	size_t slots;  /* of it; a power of two, over twice the count */
};

/* Valid until the next call; NULL: no memory. */
const struct met_activity *met_find(struct met *met, const struct catalogue *catalogue, const struct ts_id *id);
void met_release(struct met *met);

#endif
