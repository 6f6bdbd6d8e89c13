/* JSON by SQLite. */
#include "data/exchange/json.h"

#include <string.h>

/* SQLite takes texts of this size; a file that is larger is refused before. */
enum { TEXT_MOST = 1000000000 };

static enum ts_status failure(struct json_source *json, struct exchange_rows *rows)
{
	int code = json->database ? sqlite3_errcode(json->database) : SQLITE_NOMEM;

	if (code == SQLITE_NOMEM)
		return TS_NO_MEMORY;
	return exchange_trouble(rows, "this is no JSON (%s)", sqlite3_errmsg(json->database));
}

enum ts_status exchange_json_open(struct json_source *json, struct exchange_rows *rows,
                                  const struct exchange_text *text, const char *query)
{
	*json = (struct json_source){ 0 };
	size_t size = (size_t)(text->end - text->at);
	if (size > TEXT_MOST)
		return exchange_trouble(rows, "the file is too large");
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_PRIVATECACHE;
	if (sqlite3_open_v2(":memory:", &json->database, flags, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(json->database, query, -1, &json->statement, NULL) != SQLITE_OK ||
	    sqlite3_bind_text64(json->statement, 1, text->at, size, SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK)
		return failure(json, rows);
	return TS_OK;
}

enum ts_status exchange_json_step(struct json_source *json, struct exchange_rows *rows)
{
	int code = sqlite3_step(json->statement);

	if (code == SQLITE_ROW)
		return TS_OK;
	return code == SQLITE_DONE ? TS_NOT_FOUND : failure(json, rows);
}

const char *exchange_json_text(const struct json_source *json, struct exchange_rows *rows, int column)
{
	if (sqlite3_column_type(json->statement, column) != SQLITE_TEXT)
		return "";
	const unsigned char *text = sqlite3_column_text(json->statement, column);
	size_t size = (size_t)sqlite3_column_bytes(json->statement, column);
	return text ? exchange_keep(rows, (const char *)text, size) : "";
}

bool exchange_json_last(const struct json_source *json)
{
	return sqlite3_column_int64(json->statement, sqlite3_column_count(json->statement) - 1) != 0;
}

bool exchange_json_absent(const struct json_source *json, int column)
{
	return sqlite3_column_type(json->statement, column) == SQLITE_NULL;
}

bool exchange_json_number(const struct json_source *json, int column, int64_t *out)
{
	/* Beyond it a double no longer has every whole number. */
	static const double whole_most = 9007199254740992.0;
	int type = sqlite3_column_type(json->statement, column);

	if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
		return false;
	if (type == SQLITE_FLOAT) {
		double number = sqlite3_column_double(json->statement, column);
		if (!(number >= -whole_most && number <= whole_most))
			return false;
	}
	*out = sqlite3_column_int64(json->statement, column);
	return true;
}

void exchange_json_close(struct json_source *json)
{
	(void)sqlite3_finalize(json->statement);
	(void)sqlite3_close(json->database);
	*json = (struct json_source){ 0 };
}
