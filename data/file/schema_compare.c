/*
 * Does a file have exactly our tables? Mostly that is told by the words: SQLite keeps the text that made a table, and
 * that is the text of a step. Where words do not do (a step that alters), the schema that the steps make in memory is
 * the model, so that there is no second text of it to keep; it costs a millisecond, as much as all else at the start of
 * a command.
 */
#include "data/file/schema_compare.h"

#include "data/file/schema_steps.h"
#include "data/file/store.h"

#include <stdio.h>
#include <string.h>

/* All that stands in a schema, but for the tables SQLite makes for itself (statistics, sequences, indexes of keys):
 * their names are reserved, and triggers and views are never run. */
static const char schema_text[] =
        "SELECT type, name, tbl_name, sql FROM sqlite_schema "
        "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR type IN ('trigger', 'view') ORDER BY name";

/* One statement of the steps. */
struct statement_text {
	const char *begin;
	size_t size;
};

enum { STATEMENTS_MOST = 64 };

static bool begins_with(const struct statement_text *statement, const char *words, size_t size)
{
	return statement->size >= size && memcmp(statement->begin, words, size) == 0;
}

/* A table that a step takes away has left no words, if no index was made of it. False: it takes away nothing. */
static bool drop_take(const struct statement_text *statement, struct statement_text *list, size_t *count)
{
	static const char drop[] = "DROP TABLE ";
	enum { DROP_SIZE = sizeof drop - 1 };
	char made[80];

	if (!begins_with(statement, drop, DROP_SIZE))
		return false;
	const int size = snprintf(made, sizeof made, "CREATE TABLE %.*s (", (int)(statement->size - DROP_SIZE),
	                          statement->begin + DROP_SIZE);
	for (size_t i = 0; i < *count; i++) {
		if (size < 0 || (size_t)size >= sizeof made || !begins_with(&list[i], made, (size_t)size))
			continue;
		list[i] = list[--*count];
		return true;
	}
	return false;
}

/* The statements that made what there is at a version, and how many; 0: more than there is room for. None of them has a
 * semicolon inside. */
static size_t statements_list(int version, struct statement_text list[STATEMENTS_MOST])
{
	size_t count = 0;

	for (int step = 0; step < version; step++) {
		const char *at = schema_step_up(step);
		while (*at) {
			size_t size = strcspn(at, ";");
			const struct statement_text statement = { at, size };
			if (count == STATEMENTS_MOST)
				return 0;
			if (!drop_take(&statement, list, &count))
				list[count++] = statement;
			at += size + (at[size] == ';');
		}
	}
	return count;
}

/* True if the row says of itself what its text says: a table or an index, under the name that the text gives it. */
static bool row_is_itself(const char *const columns[4])
{
	const char *type = columns[0], *name = columns[1], *table = columns[2];
	char begin[160];
	int size = -1;

	if (strcmp(type, "table") == 0 && strcmp(name, table) == 0)
		size = snprintf(begin, sizeof begin, "CREATE TABLE %s (", name);
	else if (strcmp(type, "index") == 0)
		size = snprintf(begin, sizeof begin, "CREATE UNIQUE INDEX %s ON %s (", name, table);
	return size > 0 && (size_t)size < sizeof begin && strncmp(columns[3], begin, (size_t)size) == 0;
}

/* Takes the statement that the row was made by out of the list. */
static bool row_take(sqlite3_stmt *row, struct statement_text *list, size_t count)
{
	const char *columns[4];

	for (int column = 0; column < 4; column++) {
		if (sqlite3_column_type(row, column) != SQLITE_TEXT)
			return false;
		columns[column] = (const char *)sqlite3_column_text(row, column);
		if (!columns[column])
			return false;
	}
	size_t size = strlen(columns[3]);
	for (size_t i = 0; i < count; i++) {
		if (list[i].size != size || memcmp(list[i].begin, columns[3], size) != 0)
			continue;
		list[i].size = 0;
		return row_is_itself(columns);
	}
	return false;
}

/* As schema_text leaves it out: SQLite takes longer to compare and to sort than to hand the rows over.
 */
static bool row_is_reserved(sqlite3_stmt *row)
{
	static const char reserved[] = "sqlite_";
	const char *type = (const char *)sqlite3_column_text(row, 0), *name = (const char *)sqlite3_column_text(row, 1);

	return type && name && sqlite3_strnicmp(name, reserved, sizeof reserved - 1) == 0 &&
	       strcmp(type, "trigger") != 0 && strcmp(type, "view") != 0;
}

/* False proves nothing yet. */
static bool words_compare(ts_store *store, int version)
{
	struct statement_text list[STATEMENTS_MOST];
	size_t count = statements_list(version, list), taken = 0;
	sqlite3_stmt *row = NULL;
	bool known = true;
	int code = sqlite3_prepare_v2(store->database, "SELECT type, name, tbl_name, sql FROM sqlite_schema", -1, &row,
	                              NULL);

	while (code == SQLITE_OK && known && (code = sqlite3_step(row)) == SQLITE_ROW) {
		code = SQLITE_OK;
		if (row_is_reserved(row))
			continue;
		known = row_take(row, list, count);
		taken++;
	}
	(void)sqlite3_finalize(row);
	return code == SQLITE_DONE && known && taken == count;
}

/* Steps both and compares the four columns; equal is set when both are at their ends together. */
static int rows_compare(sqlite3_stmt *left, sqlite3_stmt *right, bool *equal)
{
	*equal = false;
	for (;;) {
		int left_code = sqlite3_step(left), right_code = sqlite3_step(right);
		if (left_code != SQLITE_ROW && left_code != SQLITE_DONE)
			return left_code;
		if (right_code != SQLITE_ROW && right_code != SQLITE_DONE)
			return right_code;
		if (left_code != right_code)
			return SQLITE_OK;
		if (left_code == SQLITE_DONE)
			break;
		for (int column = 0; column < 4; column++) {
			bool both = sqlite3_column_type(left, column) == SQLITE_TEXT &&
			            sqlite3_column_type(right, column) == SQLITE_TEXT;
			const char *left_text = (const char *)sqlite3_column_text(left, column);
			const char *right_text = (const char *)sqlite3_column_text(right, column);
			if (both && (!left_text || !right_text))
				return SQLITE_NOMEM;
			if (!both || strcmp(left_text, right_text) != 0)
				return SQLITE_OK;
		}
	}
	*equal = true;
	return SQLITE_OK;
}

/* Compares with the schema that the steps make in memory, so that there is no second text of it to keep. */
static enum ts_status model_compare(ts_store *store, int version)
{
	sqlite3 *model = NULL;
	sqlite3_stmt *expected = NULL, *found = NULL;
	enum ts_status status = TS_OK;
	bool equal = false;
	int code = sqlite3_open_v2(":memory:", &model, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);

	for (int step = 0; code == SQLITE_OK && step < version; step++)
		code = sqlite3_exec(model, schema_step_up(step), NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_prepare_v2(model, schema_text, -1, &expected, NULL);
	if (code != SQLITE_OK) {
		status = store_fail(store, TS_NO_MEMORY, "cannot open '%s': out of memory", store->path);
		goto out;
	}
	code = sqlite3_prepare_v2(store->database, schema_text, -1, &found, NULL);
	if (code == SQLITE_OK)
		code = rows_compare(found, expected, &equal);
	if (code != SQLITE_OK)
		status = store_sqlite_failure(store, code);
	else if (!equal)
		status = store_fail(store, TS_DAMAGED,
		                    "cannot open '%s': its tables are not those of a timesheet database", store->path);
out:
	(void)sqlite3_finalize(found);
	(void)sqlite3_finalize(expected);
	(void)sqlite3_close(model);
	return status;
}

enum ts_status schema_compare(ts_store *store, int version)
{
	return words_compare(store, version) ? TS_OK : model_compare(store, version);
}
