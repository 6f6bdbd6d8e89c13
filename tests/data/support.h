/* Real SQLite files for the tests of data/: a fresh directory a test, a store in it, a user logged in. */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_H
#define TIMESHEET_TESTS_DATA_SUPPORT_H

#include "data/timesheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The moment tests begin at: Thu 1 Oct 2026, 08:00 UTC. */
#define SUPPORT_NOW ((ts_time)1790841600000)
#define SUPPORT_PASSWORD "correct horse battery"

enum { SUPPORT_PATH_SIZE = 512 };

/* What the fixture below hands to a test as *state. */
struct support {
	char directory[SUPPORT_PATH_SIZE]; /* fresh, 0700 */
	char path[SUPPORT_PATH_SIZE];      /* of a database in it that is not made yet */
	ts_store *store;                   /* closed by the teardown; NULL until support_open */
};

/* cmocka fixtures: a fresh directory, removed with all in it afterwards. */
int support_setup(void **state);
int support_teardown(void **state);
/* The same with an open store and user "ada" logged in. */
int support_setup_login(void **state);

/* Opens (makes) the database at support->path into support->store and returns it; fails the test otherwise. */
ts_store *support_open(struct support *support);
/* Closes and opens again: what is left is what the file holds. Nobody is logged in. */
ts_store *support_reopen(struct support *support);
/* A job from begin to finish; destroys it. */
enum ts_status support_register(ts_store *store, const char *name, const char *password);
enum ts_status support_login(ts_store *store, const char *name, const char *password, ts_time now);

/* Runs SQL on a file with a connection of its own, outside of the product's rules; fails the test if that fails. */
void support_sql(const char *path, const char *sql);
/* The first column of the first row; -1 when there is none. */
int64_t support_sql_integer(const char *path, const char *sql);
/* All bytes of a file, for the caller to free. */
unsigned char *support_file_read(const char *path, size_t *size);
void support_file_write(const char *path, const void *bytes, size_t size);

#endif
