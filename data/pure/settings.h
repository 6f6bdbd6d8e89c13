/* Settings as values: which are possible, and which differ. Private to data/. */
#ifndef TIMESHEET_DATA_SETTINGS_VALUES_H
#define TIMESHEET_DATA_SETTINGS_VALUES_H

#include "data/timesheet.h"

bool settings_valid(const struct ts_settings *settings);
/* Carries what differs between from and to over to settings, where these still have from's value: what somebody changed
 * meanwhile stays. True: something was carried. */
bool settings_carry(struct ts_settings *settings, const struct ts_settings *from, const struct ts_settings *to);

#endif
