/*
 * Work that a second thread does ahead of who needs it: it fills slots in order, and so many wait filled at most.
 * Private to data/.
 *
 * The store is used from one thread, and that is not this one: what fills a slot reaches neither SQLite nor anything
 * that the other changes meanwhile, and allocates nothing.
 */
#ifndef TIMESHEET_DATA_AHEAD_H
#define TIMESHEET_DATA_AHEAD_H

#include "data/timesheet.h"

#include <pthread.h>

/* A power of two; of slots it is told in steps. */
enum { AHEAD_SLOTS = 512, AHEAD_STEP = 64 };

/* Fills the slot of an index, which lies under its remainder by AHEAD_SLOTS. */
typedef void ahead_fill(void *context, size_t index);

struct ahead {
	size_t count;
	ahead_fill *fill;
	void *context;
	size_t known; /* slots that are filled, as far as who needs them knows */
	bool threaded;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	/* Under the mutex. */
	size_t filled, needed; /* by the thread; from which index on they are still needed */
	bool ends;
};

/* So many slots are to be filled. Where no thread can be had, or it is not worth one, each is filled when it is needed.
 */
void ahead_begin(struct ahead *ahead, size_t count, ahead_fill *fill, void *context);
/* Until the slot of an index is filled: each once, in order. It stays so for AHEAD_SLOTS - AHEAD_STEP further ones. */
void ahead_wait(struct ahead *ahead, size_t index);
/* Whether all of them were needed or not. */
void ahead_end(struct ahead *ahead);

#endif
