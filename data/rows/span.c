/* What one log covers of a day. */
#include "data/rows/span.h"

#include <string.h>

int64_t span_length(const struct row_log *log, const struct row_log *next, ts_time now)
{
	ts_time end = next && next->at < now ? next->at : now;

	return end > log->at ? end - log->at : 0;
}

bool span_cut(const struct row_log *log, const struct row_log *next, ts_time from, ts_time until, ts_time now,
              struct ts_span *out)
{
	ts_time end = log->at + span_length(log, next, now);
	bool carried = log->at < from;

	/* One that is carried over and still goes on shows from the day's first moment on, though it has no length yet.
	 */
	if (log->at >= until || (carried && end <= from && !(end == from && now == from && (!next || next->at > from))))
		return false;
	*out = (struct ts_span){ .id = log->id,
		                 .activity = log->activity,
		                 .logged = log->at,
		                 .begin = carried ? from : log->at,
		                 .end = end < until ? end : until,
		                 .offset = log->offset,
		                 .sure = log->sure,
		                 .carried = carried,
		                 .running = !next && log->at <= now && now >= from && now < until,
		                 .locked = log->locked };
	(void)ts_text_clean(log->zone, strlen(log->zone), false, out->zone, sizeof out->zone);
	(void)ts_text_clean(log->comment, strlen(log->comment), false, out->comment, sizeof out->comment);
	return true;
}
