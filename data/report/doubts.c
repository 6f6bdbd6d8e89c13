/* Forgotten spans of the days of a balance. */
#include "data/report/doubts.h"

#include "data/lookup/timeline.h"
#include "data/pure/array.h"
#include "data/sums/forgotten.h"

#include <stdlib.h>

bool doubts_add(struct doubts *doubts, const struct walk_part *part)
{
	const bool forgotten = part->forgotten.milliseconds > 0;
	/* Parts come in order of time: a log that is known is the last one, and none is later. */
	const bool known = doubts->count > 0 && doubts->at[doubts->count - 1].logged == part->log->at;

	doubts->open = (struct doubt_span){ part->log->at, part->log->sure, part->end };
	doubts->open_until = 0;
	if (known && forgotten)
		doubts->at[doubts->count - 1] = doubts->open;
	else if (known)
		doubts->count--;
	if (known || !forgotten)
		return true;
	if (!array_room(&doubts->at, &doubts->room, doubts->count + 1, sizeof *doubts->at))
		return false;
	doubts->at[doubts->count++] = doubts->open;
	return true;
}

void doubts_cut(struct doubts *doubts, ts_time from, ts_time changed)
{
	size_t kept = 0;

	doubts->open_until = changed > doubts->open_until ? doubts->open_until : 0;
	for (size_t i = 0; i < doubts->count; i++) {
		if (doubts->at[i].logged < from)
			doubts->at[kept++] = doubts->at[i];
	}
	doubts->count = kept;
}

void doubts_reach(struct doubts *doubts, const struct ts_settings *settings, ts_time from)
{
	size_t kept = 0;

	doubts->open = (struct doubt_span){ .end = INT64_MIN };
	doubts->open_until = 0;
	for (size_t i = 0; i < doubts->count; i++) {
		struct doubt_span span = doubts->at[i];
		const bool before = span.end <= from;
		span.end = before ? span.end : from;
		if (before || forgotten_since(settings, span.logged, span.sure, span.end))
			doubts->at[kept++] = span;
	}
	doubts->count = kept;
}

/* Whether the open span is forgotten: that changes with time, and with what is logged behind what is known. */
static enum ts_status open_find(struct doubts *doubts, const struct reading *reading, bool *out)
{
	const struct doubt_span *open = &doubts->open;
	struct row_log next;
	bool found = false;
	size_t damaged = 0;
	enum ts_status status = TS_OK;

	*out = forgotten_since(reading->settings, open->logged, open->sure, reading->now);
	if (!*out)
		return TS_OK;
	if (doubts->open_until == 0)
		status = timeline_first_from(reading->store, open->end, reading->now, &next, &found, &damaged);
	if (status == TS_OK && found && next.at <= reading->now)
		doubts->open_until = next.at;
	if (doubts->open_until != 0)
		*out = forgotten_since(reading->settings, open->logged, open->sure, doubts->open_until);
	return status;
}

enum ts_status doubts_find(struct doubts *doubts, const struct reading *reading, ts_time from, ts_time until,
                           ts_time known, bool *out)
{
	const struct doubt_span *open = &doubts->open;
	const bool goes_on = open->end == known && open->logged < until && known > from;

	*out = false;
	for (size_t i = 0; i < doubts->count && !*out; i++) {
		const struct doubt_span *span = &doubts->at[i];
		*out = span->logged < until && span->end > from && !(goes_on && span->logged == open->logged);
	}
	return goes_on && !*out ? open_find(doubts, reading, out) : TS_OK;
}

void doubts_release(struct doubts *doubts)
{
	free(doubts->at);
	*doubts = (struct doubts){ .at = NULL };
}
