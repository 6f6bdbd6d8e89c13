/* Pieces of months, made where they are missing. */
#include "data/care/settle.h"

#include "data/file/store.h"
#include "data/lookup/months.h"
#include "data/rows/month.h"
#include "data/rows/months_write.h"
#include "data/rows/record_piece.h"
#include "data/rows/record_state.h"

#include <stdlib.h>

/* How many rows a login reads: about as long as its password takes to be checked on a fast machine. */
enum { ROWS_MOST = 50000 };

struct lacking {
	int32_t *months;
	size_t count;
};

/* What is over, and what has so many logs that more of them leave the piece as it is. */
static bool month_is_ready(ts_store *store, int32_t month, int32_t present)
{
	struct month_row row;

	return month < present || (month == present && record_month_read(store, MONTH_LOGS, month, &row) == TS_OK &&
	                           row.count >= MONTH_PIECED);
}

/* Leaves in the list the months that are ready and have no piece. */
static void lacking_keep(ts_store *store, const struct piece_list *pieces, int32_t present, struct lacking *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		unsigned char bucket[BUCKET_SIZE];
		crypt_bucket(&store->identity->keys, list->months[i], bucket);
		if (!piece_list_has(pieces, bucket) && month_is_ready(store, list->months[i], present))
			list->months[kept++] = list->months[i];
	}
	list->count = kept;
}

/* The latest first; in a transaction. */
static enum ts_status lacking_list(ts_store *store, ts_time now, struct lacking *out)
{
	struct lacking list = { .months = NULL };
	struct piece_list pieces;
	struct months months;
	enum ts_status status = record_pieces_list(store, &pieces);

	if (status != TS_OK)
		return status;
	status = months_read(store, MONTHS_OF_LOGS, &months);
	if (status == TS_OK) {
		list.months = months_list(&months, month_of_time(now), &list.count);
		months_release(&months);
		status = list.months ? TS_OK : TS_NO_MEMORY;
	}
	if (status == TS_OK) {
		lacking_keep(store, &pieces, month_of_time(now), &list);
		*out = list;
	}
	piece_list_release(&pieces);
	return status;
}

static enum ts_status pieces_make(ts_store *store, const void *context)
{
	const ts_time now = *(const ts_time *)context;
	struct lacking list;
	struct state state;
	size_t rows = 0;
	enum ts_status status = record_state_read(store, &state);

	if (status == TS_OK)
		status = lacking_list(store, now, &list);
	if (status != TS_OK)
		return status;
	for (size_t i = 0; i < list.count && status == TS_OK && rows < ROWS_MOST; i++)
		status = record_month_settle(store, list.months[i], &rows);
	free(list.months);
	return status == TS_OK ? record_state_write(store, &state) : status;
}

void settle_months(ts_store *store, ts_time now)
{
	const struct detail before = store_detail_keep(store);
	struct lacking list = { .count = 0 };

	if (store->read_only || store->transaction_depth > 0 || store_read_begin(store) != TS_OK)
		return;
	enum ts_status status = lacking_list(store, now, &list);
	store_read_end(store);
	if (status == TS_OK && list.count > 0)
		(void)store_write_quietly(store, pieces_make, &now);
	store_detail_restore(store, &before);
	free(list.months);
}
