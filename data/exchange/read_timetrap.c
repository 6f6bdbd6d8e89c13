/* timetrap: its SQLite database, looked at in a copy in memory so that the file is never touched. Times are local. */
#include "data/exchange/readers.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* Where an SQLite file says whether it is written with a write-ahead log (2) or not (1): its file format, bytes 18 and
 * 19. In memory there is no such log; what stands in the file is read. */
enum { HEADER_SIZE = 100, WRITE_FORMAT = 18, READ_FORMAT = 19, WITHOUT_LOG = 1 };
/* No note is longer. */
enum { TEXT_MOST = 1000000 };

static enum ts_status failure(sqlite3 *database, struct exchange_rows *rows)
{
	if (!database || sqlite3_errcode(database) == SQLITE_NOMEM)
		return TS_NO_MEMORY;
	return exchange_trouble(rows, "this is no database of timetrap's (%s)", sqlite3_errmsg(database));
}

static enum ts_status image_open(struct exchange_rows *rows, const struct exchange_input *input, sqlite3 **database)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_PRIVATECACHE;
	unsigned char *image;

	if (sqlite3_open_v2(":memory:", database, flags, NULL) != SQLITE_OK)
		return failure(*database, rows);
	/* The file may be anybody's: nothing in its schema is to be believed. */
	(void)sqlite3_db_config(*database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(*database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	(void)sqlite3_db_config(*database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	image = sqlite3_malloc64(input->size);
	if (!image)
		return TS_NO_MEMORY;
	memcpy(image, input->bytes, input->size);
	image[WRITE_FORMAT] = image[READ_FORMAT] = WITHOUT_LOG;
	int code = sqlite3_deserialize(*database, "main", image, (sqlite3_int64)input->size, (sqlite3_int64)input->size,
	                               SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
	return code == SQLITE_OK ? TS_OK : failure(*database, rows);
}

/* What timetrap's has: a table of plain columns. Anything else may compute for ever, or give texts without end: a
 * default stands once in the file, and for as many rows as one likes. */
static enum ts_status schema_check(sqlite3 *database, struct exchange_rows *rows)
{
	static const char query[] =
	        "SELECT (SELECT count(*) FROM main.sqlite_schema WHERE type IN ('view', 'trigger')) "
	        "+ (SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%') "
	        "+ (SELECT count(*) FROM pragma_table_xinfo('entries') WHERE hidden <> 0 "
	        "OR length(dflt_value) > 64 OR dflt_value LIKE '%(%')";
	sqlite3_stmt *statement = NULL;
	enum ts_status status = TS_OK;

	if (sqlite3_prepare_v2(database, query, -1, &statement, NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW)
		status = failure(database, rows);
	else if (sqlite3_column_int64(statement, 0) > 0)
		status = exchange_trouble(rows, "this is no database of timetrap's (it has columns with long defaults "
		                                "or that are computed, views or triggers)");
	(void)sqlite3_finalize(statement);
	return status;
}

static int steps_count(void *context)
{
	int64_t *left = context;

	return --*left < 0;
}

static const char *column_text(struct exchange_rows *rows, sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);
	size_t size = (size_t)sqlite3_column_bytes(statement, column);

	return text ? exchange_keep(rows, (const char *)text, size) : "";
}

enum ts_status read_timetrap(struct exchange_rows *rows, const struct exchange_input *input)
{
	static const char magic[16] = "SQLite format 3";
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	int code = SQLITE_ERROR;
	/* Each takes a thousand instructions: reading takes some for each byte. */
	int64_t steps = 10000 + (int64_t)(input->size / 16);

	if (input->size < HEADER_SIZE || memcmp(input->bytes, magic, sizeof magic) != 0)
		return read_timetrap_csv(rows, input);
	enum ts_status status = image_open(rows, input, &database);
	if (status != TS_OK)
		goto out;
	(void)sqlite3_limit(database, SQLITE_LIMIT_LENGTH, TEXT_MOST);
	sqlite3_progress_handler(database, 1000, steps_count, &steps);
	status = schema_check(database, rows);
	if (status != TS_OK)
		goto out;
	code = sqlite3_prepare_v2(database, "SELECT start, \"end\", sheet, note, id FROM main.entries", -1, &statement,
	                          NULL);
	while (code == SQLITE_OK && !rows->failed && !exchange_is_hopeless(rows) &&
	       sqlite3_step(statement) == SQLITE_ROW) {
		rows->line = (size_t)sqlite3_column_int64(statement, 4);
		exchange_interval_texts(rows, column_text(rows, statement, 0), column_text(rows, statement, 1),
		                        column_text(rows, statement, 2), column_text(rows, statement, 3));
	}
	if (code != SQLITE_OK || (!rows->failed && !exchange_is_hopeless(rows) &&
	                          sqlite3_errcode(database) != SQLITE_DONE && sqlite3_errcode(database) != SQLITE_OK))
		status = failure(database, rows);
out:
	(void)sqlite3_finalize(statement);
	(void)sqlite3_close(database);
	return status;
}
