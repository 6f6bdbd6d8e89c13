/*
 * Versions of registers: one 64-bit hybrid logical clock. 42 bits of milliseconds, 5 of a counter, 16 random; no number
 * of a device is in it, so nothing has to be handed out or remembered. Later writes have greater versions, also after a
 * clock was set back, since every version that is seen raises the clock. Private to data/.
 */
#ifndef TIMESHEET_DATA_VERSION_H
#define TIMESHEET_DATA_VERSION_H

#include "data/timesheet.h"

/* Versions of the year 2100 and later are refused, by a constant, so that every device decides alike. */
#define VERSION_LIMIT ((uint64_t)4102444800000 << 21)

/* The moment that a version was given out at, as the clock was then. */
ts_time version_time(uint64_t version);
/* A version greater than clock, which is raised to it. random: 16 random bits. */
uint64_t version_next(uint64_t *clock, ts_time now, uint16_t random);
/* Raises the clock to a version seen. */
void version_witness(uint64_t *clock, uint64_t version);
/* 0 (never written) up to VERSION_LIMIT. */
bool version_valid(uint64_t version);

#endif
