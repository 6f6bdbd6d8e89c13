/* Looks for damage: pages, indexes, counts, and the seals of the logged-in user. Changes nothing. */
#include "data/care/check.h"

#include "data/file/backup.h"
#include "data/file/schema.h"
#include "data/file/store.h"
#include "data/rows/part.h"
#include "data/rows/record.h"
#include "data/rows/record_month.h"
#include "data/rows/record_state.h"
#include "data/rows/record_step.h"
#include "data/rows/step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A sealed blob is at most a note and what stands beside it. */
enum { PLAIN_MOST = TS_NOTE_MOST + 16 * 1024 };

static enum ts_status counts_read(ts_store *store, struct ts_check *check)
{
	struct query query = statement_start(store, STATEMENT_COUNT_ALL);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		check->users = statement_integer(&query, 0);
		check->activities = statement_integer(&query, 1);
		check->logs = statement_integer(&query, 2);
		check->notes = statement_integer(&query, 3);
		check->steps = statement_integer(&query, 4);
		check->inbox = statement_integer(&query, 5);
		check->ledger = statement_integer(&query, 6);
	}
	statement_finish(&query);
	return status;
}

struct sealed_table {
	enum statement statement; /* its id, blob and, if bucketed, bucket */
	enum record_table table;
	bool bucketed;
};

static const struct sealed_table sealed_tables[] = {
	{ STATEMENT_CHECK_ACTIVITIES, RECORD_ACTIVITY, false }, { STATEMENT_CHECK_LOGS, RECORD_LOG, true },
	{ STATEMENT_CHECK_NOTES, RECORD_NOTE, true },           { STATEMENT_LEDGER_LIST, RECORD_LEDGER, false },
	{ STATEMENT_DRAFT_LIST, RECORD_DRAFT, false },
};

static bool seal_opens(const ts_store *store, const struct sealed_table *table, const struct query *query,
                       unsigned char *plain)
{
	struct ts_id id;
	size_t size, bucket_size = 0;
	const void *bucket = table->bucketed ? statement_blob(query, 2, &bucket_size) : NULL;
	if (!statement_id(query, 0, &id) || bucket_size != (table->bucketed ? (size_t)BUCKET_SIZE : 0))
		return false;
	const struct record_seal seal = record_seal_of(store, table->table, id.bytes, TS_ID_SIZE, bucket, bucket_size);
	return record_open(&seal, query, 1, plain, PLAIN_MOST, &size);
}

static enum ts_status table_check(ts_store *store, const struct sealed_table *table, unsigned char *plain,
                                  struct ts_check *check)
{
	struct query query = statement_start(store, table->statement);
	statement_bind_id(&query, &store->identity->user);
	enum ts_status status;
	while ((status = statement_step(&query)) == TS_OK) {
		check->seals++;
		if (!seal_opens(store, table, &query, plain))
			check->damaged++;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* What an import's step holds beyond its own row. */
static enum ts_status parts_check(ts_store *store, int64_t sequence, struct ts_check *check)
{
	struct part *part = ts_secret_allocate(sizeof *part);
	int64_t count = 0;
	enum ts_status status = part ? parts_count(store, sequence, &count) : TS_NO_MEMORY;

	for (int64_t i = 0; i < count && status == TS_OK; i++) {
		status = part_read(store, sequence, i, part);
		check->seals++;
		/* A number that is missing is as bad as one that does not verify. */
		if (status == TS_DAMAGED || status == TS_NOT_FOUND) {
			check->damaged++;
			status = TS_OK;
		}
	}
	ts_secret_free(part);
	return status;
}

/* Steps are chained by their numbers: walked as undo would. */
static enum ts_status history_check(ts_store *store, struct ts_check *check)
{
	struct step *step = ts_secret_allocate(sizeof *step);
	int64_t sequence = INT64_MAX;
	enum ts_status status = TS_OK;
	if (!step)
		return store_fail(store, TS_NO_MEMORY, "cannot check '%s': out of memory", store->path);
	while (status == TS_OK) {
		int64_t found = 0;
		status = record_step_back(store, sequence, &found, step);
		if (status == TS_NOT_FOUND)
			break;
		check->seals++;
		if (status == TS_DAMAGED) {
			check->damaged++;
			status = TS_OK;
		} else if (status == TS_OK && step->deed == TS_DEED_IMPORT) {
			status = parts_check(store, found, check);
		}
		if (found == INT64_MIN)
			break;
		sequence = found - 1;
	}
	ts_secret_free(step);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

static enum ts_status singles_check(ts_store *store, unsigned char *plain, struct ts_check *check)
{
	static const enum record_table tables[] = { RECORD_STATE, RECORD_SETTING };
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		size_t size;
		enum ts_status status = record_single_read(store, tables[i], plain, PLAIN_MOST, &size);
		if (status != TS_OK && status != TS_NOT_FOUND && status != TS_DAMAGED)
			return status;
		check->seals += status != TS_NOT_FOUND;
		check->damaged += status == TS_DAMAGED;
	}
	return TS_OK;
}

enum ts_status check_seals(ts_store *store, struct ts_check *check)
{
	unsigned char *plain = ts_secret_allocate(PLAIN_MOST);
	enum ts_status status = TS_OK;
	if (!plain)
		return store_fail(store, TS_NO_MEMORY, "cannot check '%s': out of memory", store->path);
	for (size_t i = 0; status == TS_OK && i < sizeof sealed_tables / sizeof sealed_tables[0]; i++)
		status = table_check(store, &sealed_tables[i], plain, check);
	if (status == TS_OK)
		status = history_check(store, check);
	if (status == TS_OK)
		status = singles_check(store, plain, check);
	if (status == TS_OK)
		status = record_months_check(store, &check->seals, &check->damaged);
	ts_secret_free(plain);
	check->seals_checked = true;
	return status;
}

enum ts_status ts_check(ts_store *store, bool full, struct ts_check *out)
{
	struct ts_check check = { 0 };
	enum ts_status status = full ? store_check_full(store) : store_check(store);
	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = counts_read(store, &check);
	if (status == TS_OK && full && store->identity)
		status = check_seals(store, &check);
	store_read_end(store);
	if (status == TS_OK)
		*out = check;
	return status;
}
