/* When a day's target is met: by its work, span after span. */
#include "ui/base/target_moment.h"

ts_time target_moment(const struct ts_day_view *view, int64_t *left)
{
	*left = view->target > 0 ? view->target : 0;
	for (size_t i = 0; i<view->span_count && * left> 0; i++) {
		const struct ts_span *span = &view->spans[i];
		int64_t work = span->off || span->rest ? 0 : span->end - span->begin;
		if (work >= *left) {
			ts_time met = span->begin + *left;
			*left = 0;
			return met;
		}
		*left -= work;
	}
	return 0;
}
