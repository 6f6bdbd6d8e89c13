/* A database for fuzzers. Its commits reach no disk. */
#include "tests/fuzz/store.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
	char directory[64], database[96], path[96];
	ts_store *store;
} place;

static void place_remove(void)
{
	ts_close(place.store);
	(void)unlink(place.database);
	(void)unlink(place.path);
	(void)rmdir(place.directory);
}

static void place_make(void)
{
	char reason[TS_REASON_SIZE], journal[128];
	ts_auth *auth = NULL;

	(void)snprintf(place.directory, sizeof place.directory, "%s/timesheet-fuzz-XXXXXX",
	               access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (!mkdtemp(place.directory))
		abort();
	(void)snprintf(place.database, sizeof place.database, "%s/timesheet.db", place.directory);
	(void)snprintf(place.path, sizeof place.path, "%s/other.db", place.directory);
	if (ts_open(place.database, true, FUZZ_NOW, reason, &place.store) != TS_OK ||
	    sqlite3_exec(place.store->database, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY", NULL, NULL,
	                 NULL) != SQLITE_OK ||
	    ts_register_begin(place.store, "ada", "correct horse battery", &auth) != TS_OK)
		abort();
	ts_auth_run(auth);
	if (ts_auth_finish(place.store, auth) != TS_OK)
		abort();
	ts_auth_destroy(auth);
	(void)snprintf(journal, sizeof journal, "%s-journal", place.database);
	(void)unlink(journal);
	(void)atexit(place_remove);
}

ts_store *fuzz_store(void)
{
	if (!place.store)
		place_make();
	return place.store;
}

const char *fuzz_path(void)
{
	(void)fuzz_store();
	return place.path;
}
