/*
 * Three months of somebody's work to report on, and the screens of reports opened on them.
 */
#ifndef TIMESHEET_TESTS_UI_SUPPORT_REPORT_H
#define TIMESHEET_TESTS_UI_SUPPORT_REPORT_H

#include "tests/ui/support_day.h"

/* July, August and September 2026 on weekdays, and the story's Thursday until 14:37: four projects, rest, a holiday of
 * two weeks, a Saturday, a night. */
ts_store *months_store(void);
/* Opens a screen that was created for stage->environment. */
void stage_open_view(struct stage *stage, ts_store *store, ts_time now);
void stage_show(struct stage *stage, struct view *view);

#endif
