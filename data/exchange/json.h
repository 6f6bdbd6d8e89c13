/* JSON by SQLite's own functions, in a database in memory that holds nothing else. */
#ifndef TIMESHEET_DATA_EXCHANGE_JSON_H
#define TIMESHEET_DATA_EXCHANGE_JSON_H

#include "data/exchange/rows.h"

#include <sqlite3.h>

struct json_source {
	sqlite3 *database;
	sqlite3_stmt *statement;
};

/* Runs a query whose parameter ?1 is the text. TS_INVALID: it is no JSON (said). Closed by exchange_json_close on every
 * path. */
enum ts_status exchange_json_open(struct json_source *json, struct exchange_rows *rows,
                                  const struct exchange_text *text, const char *query) TS_MUST_CHECK;
/* TS_OK: a row of the query. TS_NOT_FOUND: no more. */
enum ts_status exchange_json_step(struct json_source *json, struct exchange_rows *rows) TS_MUST_CHECK;
/* Whether the last column is a number other than 0. */
bool exchange_json_last(const struct json_source *json);
/* A column as text, kept by rows; "" for what is no text. */
const char *exchange_json_text(const struct json_source *json, struct exchange_rows *rows, int column);
/* True when there is no such member, or it is null: what stands there and is not understood is something else. */
bool exchange_json_absent(const struct json_source *json, int column);
/* False when the column is no number, or none that is whole: JSON knows one kind, so 3600.0 is. */
bool exchange_json_number(const struct json_source *json, int column, int64_t *out);
void exchange_json_close(struct json_source *json);

#endif
