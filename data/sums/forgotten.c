/* Spans that are too long to be believed. */
#include "data/sums/forgotten.h"

bool ts_span_forgotten(const struct ts_span *span, ts_time end, const struct ts_settings *settings)
{
	return !span->off && !span->rest && forgotten_since(settings, span->logged, span->sure, end);
}

void forgotten_add(struct ts_forgotten *sum, const struct ts_forgotten *part)
{
	if (part->milliseconds == 0)
		return;
	if (sum->milliseconds == 0 || part->since < sum->since) {
		sum->since = part->since;
		sum->offset = part->offset;
	}
	sum->milliseconds += part->milliseconds;
}

struct ts_forgotten forgotten_of_span(const struct ts_span *span)
{
	if (!span->forgotten)
		return (struct ts_forgotten){ .milliseconds = 0 };
	return (struct ts_forgotten){ span->end - span->begin, span->logged, span->offset };
}
