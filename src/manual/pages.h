/* The manual pages as they stand in this folder, in mdoc(7), with marks in place of what tables of the program say. */
#ifndef TIMESHEET_SRC_MANUAL_PAGES_H
#define TIMESHEET_SRC_MANUAL_PAGES_H

extern const char manual_timesheet[]; /* timesheet.1 */
extern const char manual_config[];    /* timesheet-config.5 */
extern const char manual_formats[];   /* timesheet-formats.5 */
extern const char manual_security[];  /* timesheet-security.7 */

#endif
