/* When something has gone on for so long that its end was forgotten. */
#include "data/timesheet.h"

bool ts_span_forgotten(const struct ts_span *span, int64_t length, const struct ts_settings *settings)
{
	return settings->forgotten_after > 0 && !span->off && !span->rest &&
	       length > settings->forgotten_after * TS_HOUR;
}
