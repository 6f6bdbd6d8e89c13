/* Recovery codes: 128 random bits as a person copies them from a screen and types them back. Private to data/. */
#ifndef TIMESHEET_DATA_RECOVERY_H
#define TIMESHEET_DATA_RECOVERY_H

#include "data/timesheet.h"

enum { RECOVERY_BYTES = 16 };

/* Crockford's base 32: 26 characters and 2 to check them, in groups of four: "ABCD-EFGH-...". */
void recovery_format(const unsigned char code[RECOVERY_BYTES], char out[TS_RECOVERY_SIZE]);
/* Takes upper and lower case, O for 0, I and L for 1, spaces and hyphens anywhere. False: not a code, or mistyped (any
 * one wrong character, and any two exchanged neighbours, are noticed; other mistakes all but one in 1021). */
bool recovery_parse(const char *typed, unsigned char code[RECOVERY_BYTES]) TS_MUST_CHECK;

#endif
