/* Logs of ours from several files: what has one id is one log, in one piece where its pieces touch. */
#include "data/exchange/plan.h"

#include <stdlib.h>
#include <string.h>

static int compare_id(const void *left, const void *right, void *context)
{
	const struct exchange_rows *rows = context;
	const uint32_t *first = left, *second = right;
	const struct exchange_row before = exchange_get(rows, *first), after = exchange_get(rows, *second);
	const struct exchange_row *a = &before, *b = &after;
	int compared = memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);

	if (compared != 0)
		return compared;
	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	return *first < *second ? -1 : *first > *second;
}

/* Takes a later piece into an earlier one. */
static void piece_join(struct exchange_row *first, struct exchange_row *piece)
{
	bool longer = piece->end > first->end;

	/* What ran when one file was written has ended in the other. */
	if (first->ending == EXCHANGE_RUNS && piece->ending == EXCHANGE_ENDS)
		longer = true;
	else if (first->ending == EXCHANGE_ENDS && piece->ending == EXCHANGE_RUNS &&
	         (piece->begin < first->end || first->end == first->begin))
		longer = false;
	if (longer) {
		first->end = piece->end;
		first->ending = piece->ending;
	}
	if (piece->known_until > first->known_until)
		first->known_until = piece->known_until;
	if (piece->sure > first->sure)
		first->sure = piece->sure;
	piece->fate = TS_IMPORT_JOINED;
}

static void pieces_join(struct exchange_rows *rows, const uint32_t *logs, size_t count)
{
	struct exchange_row first = { 0 };
	uint32_t index = 0;

	for (size_t i = 0; i < count; i++) {
		struct exchange_row row = exchange_get(rows, logs[i]);
		bool same = i > 0 && ts_id_equal(first.id, row.id);
		if (same && (row.begin <= first.end || first.ending == EXCHANGE_RUNS)) {
			piece_join(&first, &row);
			(void)exchange_put(rows, index, &first);
			(void)exchange_put(rows, logs[i], &row);
			continue;
		}
		/* What lies between is in none of the files. */
		row.carried = row.carried || same;
		(void)exchange_put(rows, logs[i], &row);
		first = row;
		index = logs[i];
	}
}

/* Files of before say nothing of logs that began earlier: only the first one of a file can be one, and it then begins
 * with a day. seen: which sources were met. */
static void carried_guess(struct exchange_row *row, bool *seen, const struct plan_rule *rule)
{
	ts_time from, until;

	if (row->kind != EXCHANGE_LOG || !row->carried_unsaid || seen[row->source])
		return;
	seen[row->source] = true;
	ts_day_bounds(ts_day_of(row->begin, rule->day_start), rule->day_start, &from, &until);
	row->carried = row->begin == from;
}

enum ts_status plan_logs(struct exchange_rows *rows, const struct plan_order *order, const struct plan_rule *rule)
{
	uint32_t *logs = malloc((order->count + 1) * sizeof *logs);
	bool *seen = calloc(rows->source + 1, sizeof *seen);
	enum ts_status status = logs && seen ? TS_OK : TS_NO_MEMORY;
	size_t found = 0;

	for (size_t i = 0; i < order->count && status == TS_OK; i++) {
		struct exchange_row row = exchange_get(rows, order->at[i]);
		if (row.kind != EXCHANGE_LOG)
			continue;
		carried_guess(&row, seen, rule);
		(void)exchange_put(rows, order->at[i], &row);
		if (row.has_id)
			logs[found++] = order->at[i];
	}
	if (found > 1) {
		/* Sorted by what the indices mean: glibc's hands that on. */
		qsort_r(logs, found, sizeof *logs, compare_id, rows);
		pieces_join(rows, logs, found);
	}
	free(logs);
	free(seen);
	return status;
}
