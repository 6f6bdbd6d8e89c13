/* Resolving overlaps by a sweep over time. */
#include "data/exchange/plan.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

/* As for logs by hand: the clocks of two devices differ. And the years that a log may have, 1900 to 2199. */
static const ts_time ahead = TS_MINUTE;
static const ts_time earliest = -2208988800000, latest = 7258118400000;

struct sweep {
	struct exchange_rows *rows;
	struct plan *plan;
	uint32_t *stack; /* what goes on, by begin; the top counts */
	size_t depth, room;
	bool has_force; /* what the last point left going on: the row force */
	uint32_t force;
};

static const char *row_refusal(const struct exchange_row *row, ts_time now)
{
	bool ends = row->ending == EXCHANGE_ENDS;

	if (row->begin < earliest || row->begin >= latest || (ends && row->end >= latest))
		return "it lies outside the years 1900 to 2199";
	if (row->begin > now + ahead)
		return "it lies in the future";
	if (ends && row->end > now + ahead)
		return "it ends in the future";
	return ends && row->end < row->begin ? "it ends before it begins" : NULL;
}

static bool has_time(const struct exchange_row *row)
{
	return row->kind == EXCHANGE_INTERVAL || row->kind == EXCHANGE_LOG;
}

static bool is_wanted(const struct exchange_row *row)
{
	return has_time(row) && row->fate != TS_IMPORT_REFUSED && row->fate != TS_IMPORT_LEFT_OUT;
}

/* What is logged ahead of now ends by itself what is logged until then. */
static const char *row_remark(const struct exchange_row *row, ts_time now)
{
	if (row->begin > now)
		return "it begins some seconds ahead of this machine's clock";
	return row->ending == EXCHANGE_ENDS && row->end > now ? "it ends some seconds ahead of this machine's clock"
	                                                      : "";
}

/* Nobody can say of what is to come that it is right. */
static void sure_judge(struct exchange_rows *rows, struct exchange_row *row, ts_time now)
{
	if (row->sure > now + ahead)
		exchange_remark(rows, row, "it is called right until a moment in the future: until now is taken");
	if (row->sure > now)
		row->sure = now;
	if (row->sure <= row->begin)
		row->sure = 0;
}

static void rows_judge(struct exchange_rows *rows, ts_time now)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct exchange_row row = exchange_get(rows, i);
		if (!is_wanted(&row))
			continue;
		const char *refusal = row_refusal(&row, now);
		if (refusal) {
			row.fate = TS_IMPORT_REFUSED;
			row.reason = refusal;
		} else if (row.kind == EXCHANGE_INTERVAL && row.end == row.begin) {
			row.fate = TS_IMPORT_LEFT_OUT;
			row.reason = "it has no length";
		} else {
			exchange_remark(rows, &row, row_remark(&row, now));
			sure_judge(rows, &row, now);
		}
		(void)exchange_put(rows, i, &row);
	}
}

/* By begin; of those that begin together the longest first, so that all show. */
static int order_compare(const void *left, const void *right, void *context)
{
	const struct exchange_rows *rows = context;
	const uint32_t *first = left, *second = right;
	const struct exchange_row before = exchange_get(rows, *first), after = exchange_get(rows, *second);
	const struct exchange_row *a = &before, *b = &after;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	/* Several logs of ours at one moment go by id, as in a timesheet. */
	int compared = memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
	if (compared != 0)
		return compared;
	/* Of two that begin together the shorter is on top, so that both show. */
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	compared = strcmp(a->text, b->text);
	if (compared != 0)
		return compared;
	return *first < *second ? -1 : *first > *second;
}

/* Sorted by what the indices mean: glibc's qsort_r hands that on. Mostly a file is in order. */
static void order_sort(struct exchange_rows *rows, struct plan_order *order)
{
	size_t sorted = 1;

	while (sorted < order->count && order_compare(&order->at[sorted - 1], &order->at[sorted], rows) <= 0)
		sorted++;
	if (sorted < order->count)
		qsort_r(order->at, order->count, sizeof *order->at, order_compare, rows);
}

static bool point_append(struct plan *plan, ts_time at, uint32_t row, enum plan_role role)
{
	if (!array_room(&plan->at, &plan->room, plan->count + 1, sizeof *plan->at))
		return false;
	plan->at[plan->count++] = (struct plan_point){ at, row, role };
	return true;
}

static bool point_add(struct sweep *sweep, ts_time at, uint32_t row, enum plan_role role)
{
	struct plan *plan = sweep->plan;
	struct plan_point *last = plan->count > 0 ? &plan->at[plan->count - 1] : NULL;

	sweep->has_force = role != PLAN_END;
	sweep->force = row;
	/* What begins where another begins leaves nothing of that one here; it goes on again later. */
	if (last && last->at == at && last->role == PLAN_BEGIN && role == PLAN_BEGIN) {
		struct exchange_row covered = exchange_get(sweep->rows, last->row);
		if (covered.kind == EXCHANGE_INTERVAL) {
			covered.fate = covered.fate == TS_IMPORT_CUT ? covered.fate : TS_IMPORT_OVERLAPS;
			exchange_remark(sweep->rows, &covered, "another begins at the same moment, and counts first");
			(void)exchange_put(sweep->rows, last->row, &covered);
			last->row = row;
			return true;
		}
	}
	return point_append(plan, at, row, role);
}

static bool goes_on(const struct sweep *sweep, uint32_t index)
{
	if (!sweep->has_force)
		return false;
	const struct exchange_row row = exchange_get(sweep->rows, index),
	                          force = exchange_get(sweep->rows, sweep->force);
	return ts_text_same(row.text, force.text) &&
	       (row.comment[0] == '\0' || strcmp(row.comment, force.comment) == 0);
}

/* Ends what has ended by a moment. What ends at the very moment makes room for what begins there. */
static bool sweep_settle(struct sweep *sweep, ts_time at)
{
	bool made = true;

	while (made && sweep->depth > 0) {
		uint32_t top = sweep->stack[sweep->depth - 1];
		ts_time end = exchange_get(sweep->rows, top).end;
		if (end > at || end == INT64_MAX)
			break;
		while (sweep->depth > 0 && exchange_get(sweep->rows, sweep->stack[sweep->depth - 1]).end <= end)
			sweep->depth--;
		if (end == at)
			continue;
		if (sweep->depth == 0)
			made = point_add(sweep, end, top, PLAN_END);
		else if (!goes_on(sweep, sweep->stack[sweep->depth - 1]))
			made = point_add(sweep, end, sweep->stack[sweep->depth - 1], PLAN_RESUME);
	}
	return made;
}

/* It goes on from here. */
static bool sweep_push(struct sweep *sweep, uint32_t index)
{
	if (!array_room(&sweep->stack, &sweep->room, sweep->depth + 1, sizeof *sweep->stack))
		return false;
	sweep->stack[sweep->depth++] = index;
	return true;
}

static bool sweep_take(struct sweep *sweep, uint32_t index)
{
	struct exchange_rows *rows = sweep->rows;
	struct exchange_row row = exchange_get(rows, index);
	bool made = sweep_settle(sweep, row.begin);

	if (made && sweep->depth > 0) {
		const struct exchange_row top = exchange_get(rows, sweep->stack[sweep->depth - 1]);
		row.fate = row.fate == TS_IMPORT_CUT ? row.fate : TS_IMPORT_OVERLAPS;
		exchange_remark(
		        rows, &row,
		        exchange_keep_format(rows, "overlaps '%s' (%zu), which began earlier: from here on this counts",
		                             top.text, (size_t)top.line));
	}
	bool joined = row.kind == EXCHANGE_INTERVAL && goes_on(sweep, index);
	if (joined) {
		row.fate = row.fate == TS_IMPORT_TAKEN ? TS_IMPORT_JOINED : row.fate;
		sweep->force = index;
	}
	made = made && exchange_put(rows, index, &row);
	if (!joined)
		made = made && point_add(sweep, row.begin, index, PLAN_BEGIN);
	return made && (row.end <= row.begin || sweep_push(sweep, index));
}

static bool row_repeats(const struct exchange_row *row, const struct exchange_row *before)
{
	return row->kind == EXCHANGE_INTERVAL && row->begin == before->begin && row->end == before->end &&
	       strcmp(row->text, before->text) == 0 && strcmp(row->comment, before->comment) == 0;
}

static enum ts_status sweep_run(struct sweep *sweep, const struct plan_order *order)
{
	struct exchange_row before = { 0 };
	bool made = true;

	for (size_t i = 0; i < order->count && made; i++) {
		struct exchange_row row = exchange_get(sweep->rows, order->at[i]);
		if (i > 0 && row_repeats(&row, &before)) {
			row.fate = TS_IMPORT_KNOWN;
			row.reason = exchange_keep_format(sweep->rows, "the same as %zu", (size_t)before.line);
			made = exchange_put(sweep->rows, order->at[i], &row);
		} else {
			made = sweep_take(sweep, order->at[i]);
		}
		before = row;
	}
	made = made && sweep_settle(sweep, INT64_MAX);
	return made && !sweep->rows->failed ? TS_OK : TS_NO_MEMORY;
}

/* What has a place in time, in order. */
static void order_fill(struct exchange_rows *rows, struct plan_order *order)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct exchange_row row = exchange_get(rows, i);
		if (is_wanted(&row))
			order->at[order->count++] = (uint32_t)i;
	}
	order_sort(rows, order);
}

/* Leaves of rows in order those that are still to be placed. */
static void order_keep(struct exchange_rows *rows, struct plan_order *order)
{
	size_t kept = 0;

	for (size_t i = 0; i < order->count; i++) {
		const struct exchange_row row = exchange_get(rows, order->at[i]);
		if (is_wanted(&row) && row.fate != TS_IMPORT_JOINED)
			order->at[kept++] = order->at[i];
	}
	order->count = kept;
	order_sort(rows, order);
}

/* A log of ours without length is one that another replaced at its moment; alone it would go on. */
static void logs_judge(struct exchange_rows *rows, const struct plan_order *order)
{
	for (size_t i = 0; i < order->count; i++) {
		struct exchange_row row = exchange_get(rows, order->at[i]);
		bool replaced = i + 1 < order->count && exchange_get(rows, order->at[i + 1]).begin == row.begin;
		if (row.end != row.begin || replaced)
			continue;
		row.fate = TS_IMPORT_LEFT_OUT;
		row.reason = "it has no length";
		(void)exchange_put(rows, order->at[i], &row);
	}
}

static enum ts_status plan_fill(struct sweep *sweep, struct plan_order *order, const struct plan_rule *rule)
{
	struct exchange_rows *rows = sweep->rows;

	rows_judge(rows, rule->now);
	order_fill(rows, order);
	enum ts_status status = plan_logs(rows, order, rule);
	if (status != TS_OK)
		return status;
	order_keep(rows, order);
	logs_judge(rows, order);
	plan_ends(rows, order, rule);
	order_keep(rows, order);
	return sweep_run(sweep, order);
}

enum ts_status plan_make(struct exchange_rows *rows, const struct plan_rule *rule, struct plan *out)
{
	struct plan plan = { 0 };
	struct sweep sweep = { .rows = rows, .plan = &plan };
	struct plan_order order = { .at = malloc((rows->count + 1) * sizeof *order.at) };
	enum ts_status status = TS_NO_MEMORY;

	if (order.at && !rows->failed)
		status = plan_fill(&sweep, &order, rule);
	if (status == TS_OK) {
		*out = plan;
		plan = (struct plan){ 0 };
	}
	plan_release(&plan);
	free(sweep.stack);
	free(order.at);
	return status;
}

void plan_release(struct plan *plan)
{
	free(plan->at);
	*plan = (struct plan){ 0 };
}
