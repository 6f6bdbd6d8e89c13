/* A hub as it is, in a directory of its own, and devices that talk with it in one process. */
#ifndef TIMESHEET_TESTS_SYNC_SUPPORT_SERVED_H
#define TIMESHEET_TESTS_SYNC_SUPPORT_SERVED_H

#include "data/hub/hub.h"
#include "data/hub/serve.h"
#include "data/timesheet.h"
#include "tests/data/support.h"

/* A device's conversation with a hub. */
struct served {
	struct hub *hub;
	struct serve *serve;
	ts_sync *sync;
	unsigned events;             /* of all steps, */
	char device[TS_ORIGIN_SIZE]; /* and whom the last of them was about */
	struct ts_sync_step step;    /* the last one */
	size_t rows;                 /* of a step; 0: many */
	int percents, percent;       /* how often one was told that was greater than the one before; that one */
};

/* only: the one user who is served; NULL: all. */
void served_open(struct served *served, const char *place, const char *only, ts_store *store);
/* Until nobody has anything to say. */
void served_pump(struct served *served, ts_time now);
void served_close(struct served *served);
/* From beginning to end. */
struct served served_visit(const char *place, ts_store *store, ts_time now);

/* Asks the hub for a user. */
ts_join *served_ask(const char *place, ts_store *store, const char *name);
/* Joins, from the question to the login. TS_NOT_FOUND: the hub has no such user. */
enum ts_status served_join(const char *place, ts_store *store, const char *name, const char *password,
                           const char *device, ts_time now);
/* Its last part. */
enum ts_status served_password(ts_join *join, ts_store *store, const char *password, const char *device, ts_time now);
/* An empty database in the test's directory. */
ts_store *served_store(const struct support *support, const char *suffix);

#endif
