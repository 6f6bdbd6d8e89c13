/* What every connection to a database of ours is set to, and what SQLite's codes mean. */
#include "data/file/safe.h"

#include "data/file/file.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What an error of the operating system under SQLite means, when SQLite itself only says that something failed. */
static enum ts_status system_status(int error)
{
	enum ts_status status = file_system_status(error);

	/* That a file is there, or is not, or is no file, is not what kept a page from being read or written: SQLite
	 * looks after files that need not be there. */
	return status == TS_FULL || status == TS_READ_ONLY || status == TS_NO_MEMORY ? status : TS_IO;
}

enum ts_status safe_status(sqlite3 *database, int code)
{
	switch (code) {
	case SQLITE_IOERR_NOMEM:
		return TS_NO_MEMORY;
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return TS_EXISTS;
	default:
		break;
	}
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return TS_BUSY;
	case SQLITE_FULL:
		return TS_FULL;
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return TS_READ_ONLY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_FORMAT:
	case SQLITE_ERROR: /* our statements are right: a table or column is missing */
	case SQLITE_SCHEMA:
		return TS_DAMAGED;
	case SQLITE_NOMEM:
		return TS_NO_MEMORY;
	case SQLITE_TOOBIG:
		return TS_TOO_LONG;
	case SQLITE_CONSTRAINT:
		return TS_INVALID;
	default:
		return database ? system_status(sqlite3_system_errno(database)) : TS_IO;
	}
}

int safe_value(sqlite3 *database, const char *sql, char *out, size_t size)
{
	sqlite3_stmt *handle = NULL;
	int code = sqlite3_prepare_v2(database, sql, -1, &handle, NULL);

	out[0] = '\0';
	if (code == SQLITE_OK)
		code = sqlite3_step(handle);
	if (code == SQLITE_DONE)
		code = SQLITE_OK;
	if (code == SQLITE_ROW) {
		bool empty = sqlite3_column_type(handle, 0) == SQLITE_NULL;
		const unsigned char *text = sqlite3_column_text(handle, 0);
		if (text)
			(void)snprintf(out, size, "%s", (const char *)text);
		code = text || empty ? SQLITE_OK : SQLITE_NOMEM;
	}
	/* Repeats what the step said. */
	(void)sqlite3_finalize(handle);
	return code;
}

void safe_begin(void)
{
	/* Only the first connection of a process is early enough; after it SQLite refuses, and nothing changes. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int safe_restrict(sqlite3 *database, int length)
{
	static const struct {
		int option, value;
	} options[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
	};

	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
		int now = -1;
		int code = sqlite3_db_config(database, options[i].option, options[i].value, &now);
		if (code != SQLITE_OK || now != options[i].value)
			return options[i].option;
	}
	(void)sqlite3_limit(database, SQLITE_LIMIT_LENGTH, length);
	return 0;
}

int safe_configure(sqlite3 *database, struct safe_difference *out)
{
	static const struct {
		const char *set, *read, *expected;
	} settings[] = {
		{ "PRAGMA synchronous=EXTRA", "PRAGMA synchronous", "3" },
		{ "PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1" },
		{ "PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2" },
		/* Honest flushing on macOS, without effect elsewhere. */
		{ "PRAGMA fullfsync=ON", "PRAGMA fullfsync", "1" },
		/* These answer with what it then is. */
		{ "PRAGMA secure_delete=ON", NULL, "1" },
		{ "PRAGMA mmap_size=0", NULL, "0" },
		{ "PRAGMA journal_mode=TRUNCATE", NULL, "truncate" },
	};

	out->set = NULL;
	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
		int code = safe_value(database, settings[i].set, out->found, sizeof out->found);
		if (code == SQLITE_OK && settings[i].read)
			code = safe_value(database, settings[i].read, out->found, sizeof out->found);
		if (code != SQLITE_OK)
			return code;
		/* A SQLite without memory mapping answers nothing about it. */
		if (strcmp(out->found, settings[i].expected) != 0 &&
		    (out->found[0] != '\0' || settings[i].expected[0] != '0')) {
			out->set = settings[i].set;
			return SQLITE_OK;
		}
	}
	return SQLITE_OK;
}
