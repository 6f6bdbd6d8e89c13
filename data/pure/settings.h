/* Settings as values: which are possible, and which differ. Private to data/. */
#ifndef TIMESHEET_DATA_SETTINGS_VALUES_H
#define TIMESHEET_DATA_SETTINGS_VALUES_H

#include "data/timesheet.h"

/* Rules for breaks: whether they are one, and whether they can be. */
bool breaks_equal(const struct ts_breaks *left, const struct ts_breaks *right);
bool breaks_valid(const struct ts_breaks *breaks);

bool settings_valid(const struct ts_settings *settings);
/* Carries what differs between from and to over to settings, where these still have from's value: what somebody changed
 * meanwhile stays. True: something was carried. */
bool settings_carry(struct ts_settings *settings, const struct ts_settings *from, const struct ts_settings *to);

#endif
