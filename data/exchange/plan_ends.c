/* The rule of ends: what has none is not for that reason still going on. */
#include "data/exchange/plan.h"

#include <string.h>

static bool is_off(const struct exchange_row *row)
{
	return row->kind == EXCHANGE_LOG && ts_text_same(row->text, "off");
}

static bool is_old(const struct exchange_row *row, const struct plan_rule *rule)
{
	ts_time known = row->known_until > row->begin ? row->known_until : row->begin;

	return rule->forgotten_after > 0 && rule->now - known > rule->forgotten_after;
}

static void row_leave_out(struct exchange_row *row, const char *reason)
{
	row->fate = TS_IMPORT_LEFT_OUT;
	row->reason = reason;
}

static void row_cut(struct exchange_rows *rows, struct exchange_row *row, ts_time end, const char *where)
{
	struct ts_civil civil;

	ts_civil_local(end, &civil);
	row->end = end;
	row->ending = EXCHANGE_ENDS;
	row->fate = TS_IMPORT_CUT;
	exchange_remark(
	        rows, row,
	        exchange_keep_format(rows, "it has no end: cut %s, %02d:%02d", where, civil.hour, civil.minute));
}

/* next: the first row that begins later, or NULL. */
static void end_settle(struct exchange_rows *rows, struct exchange_row *row, const struct exchange_row *next,
                       const struct plan_rule *rule)
{
	bool may_run = row->ending == EXCHANGE_RUNS && !next && !is_old(row, rule);
	bool known = row->ending == EXCHANGE_RUNS && row->known_until > row->begin;

	/* Where nothing is tracked no time is counted, however long it is. */
	if (may_run || (is_off(row) && !next))
		return;
	/* A log of ours goes on until the next; the file tells how far it knows of it. */
	if (row->kind == EXCHANGE_LOG && next && (is_off(row) || (known && next->begin <= row->known_until))) {
		row->end = next->begin;
		row->ending = EXCHANGE_ENDS;
		return;
	}
	if (known) {
		row_cut(rows, row, row->known_until, "where the file was written");
		return;
	}
	if (!next && row->ending == EXCHANGE_RUNS)
		row_leave_out(row, "it has no end, and lies too far back to be going on still");
	else if (!next || ts_day_of(next->begin, rule->day_start) != ts_day_of(row->begin, rule->day_start))
		row_leave_out(row, "its end is not known, and no later row of its day tells it");
	else if (rule->forgotten_after > 0 && next->begin - row->begin > rule->forgotten_after)
		row_leave_out(row, "its end is not known, and the next row of its day is far from it");
	else
		row_cut(rows, row, next->begin, "at the next row of its day");
}

void plan_ends(struct exchange_rows *rows, const struct plan_order *order, const struct plan_rule *rule)
{
	struct exchange_row next = { 0 }, later = { 0 }; /* the first that begins later than the rows at hand */
	bool any = false;

	for (size_t i = order->count; i-- > 0;) {
		struct exchange_row row = exchange_get(rows, order->at[i]);
		if (i + 1 < order->count && later.begin > row.begin) {
			next = later;
			any = true;
		}
		if (row.ending != EXCHANGE_ENDS) {
			end_settle(rows, &row, any ? &next : NULL, rule);
			(void)exchange_put(rows, order->at[i], &row);
		}
		later = row;
	}
}
