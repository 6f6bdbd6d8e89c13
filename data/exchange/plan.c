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
	bool quiet;
	plan_visit *visit;
	void *context;
	enum ts_status status;  /* of visits; TS_NO_MEMORY */
	size_t done;            /* rows in order */
	struct plan_point last; /* the last point, which is not told before the next is known */
	bool has_last;
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

/* Tells the last point. */
static bool point_tell(struct sweep *sweep)
{
	if (sweep->has_last && sweep->status == TS_OK)
		sweep->status = sweep->visit(sweep->context, &sweep->last, sweep->done);
	return sweep->status == TS_OK;
}

/* A row that something is to be said of takes its place again; nothing of it when quiet. */
static void row_remark_put(struct sweep *sweep, uint32_t index, struct exchange_row *row, const char *words)
{
	if (sweep->quiet)
		return;
	exchange_remark(sweep->rows, row, words);
	(void)exchange_put(sweep->rows, index, row);
}

static bool point_add(struct sweep *sweep, ts_time at, uint32_t row, enum plan_role role)
{
	const struct plan_point *last = sweep->has_last ? &sweep->last : NULL;

	sweep->has_force = role != PLAN_END;
	sweep->force = row;
	/* What begins where another begins leaves nothing of that one here; it goes on again later. */
	if (last && last->at == at && last->role == PLAN_BEGIN && role == PLAN_BEGIN) {
		struct exchange_row covered = exchange_get(sweep->rows, last->row);
		if (covered.kind == EXCHANGE_INTERVAL) {
			covered.fate = covered.fate == TS_IMPORT_CUT ? covered.fate : TS_IMPORT_OVERLAPS;
			row_remark_put(sweep, last->row, &covered,
			               "another begins at the same moment, and counts first");
			sweep->last.row = row;
			return true;
		}
	}
	if (!point_tell(sweep))
		return false;
	sweep->last = (struct plan_point){ at, row, role };
	sweep->has_last = true;
	return true;
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
	if (!array_room(&sweep->stack, &sweep->room, sweep->depth + 1, sizeof *sweep->stack)) {
		sweep->status = TS_NO_MEMORY;
		return false;
	}
	sweep->stack[sweep->depth++] = index;
	return true;
}

static bool sweep_take(struct sweep *sweep, uint32_t index)
{
	struct exchange_rows *rows = sweep->rows;
	struct exchange_row row = exchange_get(rows, index);
	bool made = sweep_settle(sweep, row.begin);

	if (made && sweep->depth > 0 && !sweep->quiet) {
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
	if (!sweep->quiet)
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

static bool sweep_run(struct sweep *sweep, const struct plan_order *order)
{
	struct exchange_row before = { 0 };
	bool made = true;

	for (; sweep->done < order->count && made; sweep->done++) {
		const uint32_t index = order->at[sweep->done];
		struct exchange_row row = exchange_get(sweep->rows, index);
		if (sweep->done == 0 || !row_repeats(&row, &before)) {
			made = sweep_take(sweep, index);
		} else if (!sweep->quiet) {
			row.fate = TS_IMPORT_KNOWN;
			row.reason = exchange_keep_format(sweep->rows, "the same as %zu", (size_t)before.line);
			made = exchange_put(sweep->rows, index, &row);
		}
		before = row;
	}
	return made && sweep_settle(sweep, INT64_MAX) && point_tell(sweep);
}

enum ts_status plan_sweep(struct exchange_rows *rows, const struct plan_order *order, bool quiet, plan_visit *visit,
                          void *context)
{
	struct sweep sweep = { .rows = rows, .quiet = quiet, .visit = visit, .context = context, .status = TS_OK };
	bool made = sweep_run(&sweep, order);

	free(sweep.stack);
	if (sweep.status != TS_OK)
		return sweep.status;
	return made && !rows->failed ? TS_OK : TS_NO_MEMORY;
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

enum ts_status plan_order(struct exchange_rows *rows, const struct plan_rule *rule, struct plan_order *out)
{
	struct plan_order order = { .at = malloc((rows->count + 1) * sizeof *order.at) };
	enum ts_status status = order.at && !rows->failed ? TS_OK : TS_NO_MEMORY;

	if (status == TS_OK) {
		rows_judge(rows, rule->now);
		order_fill(rows, &order);
		status = plan_logs(rows, &order, rule);
	}
	if (status == TS_OK) {
		order_keep(rows, &order);
		logs_judge(rows, &order);
		plan_ends(rows, &order, rule);
		order_keep(rows, &order);
		status = rows->failed ? TS_NO_MEMORY : TS_OK;
	}
	if (status == TS_OK)
		*out = order;
	else
		free(order.at);
	return status;
}

void plan_order_release(struct plan_order *order)
{
	free(order->at);
	*order = (struct plan_order){ 0 };
}

static enum ts_status point_append(void *context, const struct plan_point *point, size_t done)
{
	struct plan *plan = context;

	(void)done;
	if (!array_room(&plan->at, &plan->room, plan->count + 1, sizeof *plan->at))
		return TS_NO_MEMORY;
	plan->at[plan->count++] = *point;
	return TS_OK;
}

enum ts_status plan_make(struct exchange_rows *rows, const struct plan_rule *rule, struct plan *out)
{
	struct plan plan = { 0 };
	struct plan_order order;
	enum ts_status status = plan_order(rows, rule, &order);

	if (status != TS_OK)
		return status;
	status = plan_sweep(rows, &order, false, point_append, &plan);
	plan_order_release(&order);
	if (status == TS_OK)
		*out = plan;
	else
		plan_release(&plan);
	return status;
}

void plan_release(struct plan *plan)
{
	free(plan->at);
	*plan = (struct plan){ 0 };
}
