/* A day made of parts that were read already, for those who show many days. Private to data/. */
#ifndef TIMESHEET_DATA_DAY_H
#define TIMESHEET_DATA_DAY_H

#include "data/lookup/catalogue.h"
#include "data/lookup/timeline.h"

/* A day out of a timeline that covers it. Emptied by ts_day_release. */
enum ts_status day_fill(const struct ts_settings *settings, const struct catalogue *catalogue,
                        const struct timeline *timeline, ts_day day, ts_time now,
                        struct ts_day_view *out) TS_MUST_CHECK;

#endif
