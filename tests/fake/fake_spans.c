/* The fake's logs with their ends: one, or all of a stretch of time. */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fake_span_fill(ts_store *store, const struct fake_log *log, ts_time now, struct ts_span *span)
{
	struct state *state = store->current->state;
	const struct ts_activity *activity = fake_activity(state, log->activity);
	const struct fake_log *next = NULL;
	for (size_t i = 0; i < state->log_count; i++) {
		const struct fake_log *other = &state->logs[i];
		bool later = other->at > log->at ||
		             (other->at == log->at && memcmp(other->id.bytes, log->id.bytes, TS_ID_SIZE) > 0);
		if (!other->dead && later &&
		    (!next || other->at < next->at ||
		     (other->at == next->at && memcmp(other->id.bytes, next->id.bytes, TS_ID_SIZE) < 0)))
			next = other;
	}
	*span = (struct ts_span){
		.id = log->id, .activity = log->activity, .logged = log->at, .begin = log->at, .offset = log->offset
	};
	span->end = next && next->at < now ? next->at : now;
	if (span->end < span->begin)
		span->end = span->begin;
	memcpy(span->zone, log->zone, sizeof span->zone);
	(void)snprintf(span->comment, sizeof span->comment, "%s", log->comment);
	span->running = !next && log->at <= now;
	span->locked = log->locked;
	(void)snprintf(span->text, sizeof span->text, "%s", activity ? activity->text : "damaged");
	if (activity) {
		span->slot = activity->archived ? 0 : activity->slot;
		span->colour = activity->colour;
		span->off = activity->off;
		span->rest = activity->rest;
	}
	span->sure = log->sure;
	span->forgotten = ts_span_forgotten(span, span->end, &store->current->state->settings);
}

int fake_span_compare(const void *left, const void *right)
{
	const struct ts_span *a = left, *b = right;
	if (a->logged != b->logged)
		return a->logged < b->logged ? -1 : 1;
	return memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

/* Cuts it; false: nothing of it lies in the stretch. */
static bool span_cut(struct ts_span *span, ts_time from, ts_time until, ts_time now)
{
	bool carried = span->logged < from;
	/* What goes on at the first moment shows though it has no length yet. */
	if (span->logged >= until || (carried && span->end <= from && !(span->running && now == from)))
		return false;
	span->carried = carried;
	span->begin = carried ? from : span->logged;
	span->end = span->end < until ? span->end : until;
	span->running = span->running && now >= from && now < until;
	return true;
}

enum ts_status ts_spans_visit(ts_store *store, ts_time from, ts_time until, ts_time now, ts_span_visit *visit,
                              void *context, size_t *damaged)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	const struct state *state = store->current->state;
	struct ts_span *spans = calloc(state->log_count + 1, sizeof *spans);
	size_t count = 0;
	if (!spans)
		abort();
	for (size_t i = 0; i < state->log_count; i++) {
		if (state->logs[i].dead)
			continue;
		fake_span_fill(store, &state->logs[i], now, &spans[count]);
		count += span_cut(&spans[count], from, until, now);
	}
	qsort(spans, count, sizeof *spans, fake_span_compare);
	for (size_t i = 0; i < count && status == TS_OK; i++)
		status = visit(context, &spans[i]);
	free(spans);
	if (status == TS_OK)
		*damaged = store->damaged;
	return status;
}
