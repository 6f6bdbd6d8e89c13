/* How long went into which activity: milliseconds by id, each id once, in no order. Private to data/. */
#ifndef TIMESHEET_DATA_LENGTHS_H
#define TIMESHEET_DATA_LENGTHS_H

#include "data/timesheet.h"

struct length {
	struct ts_id activity;
	int64_t milliseconds; /* 0: an empty place */
	int64_t longest;      /* of the lengths that were added, what nobody is sure of: the most */
};

struct lengths {
	struct length *at; /* room places, of which count are taken: a hash table, as ids are random */
	size_t count, room;
};

/* Adds a length of more than 0, and how much of it nobody is sure of. */
enum ts_status lengths_add(struct lengths *lengths, const struct ts_id *activity, int64_t milliseconds,
                           int64_t unsure) TS_MUST_CHECK;
enum ts_status lengths_add_all(struct lengths *lengths, const struct lengths *others) TS_MUST_CHECK;
void lengths_release(struct lengths *lengths);

#endif
