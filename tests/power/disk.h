/*
 * A disk whose power fails, under a whole process: the calls that change files are taken over (disk_calls.c), for
 * SQLite and for our own code alike. They are carried out for real, and beside it is kept what of them would still be
 * there without power: of each file what was synced, of each directory the names that were.
 *
 * All of it is in memory that processes forked later share: they may act on one disk by turns, never at once.
 */
#ifndef TIMESHEET_TESTS_POWER_DISK_H
#define TIMESHEET_TESTS_POWER_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Follows all that happens under a directory from now on, and takes what is there for safely on the disk. One at a
 * time; what was known of another disk is forgotten. */
void disk_start(const char *root);
void disk_stop(void);
/* While it is paused nothing may change on it, and what happens elsewhere goes its way faster. */
void disk_pause(bool pause);

/* ---- power ---- */

/* From now on, in so many of a thousand cases, the power fails for a copy of the disk before an operation. */
void disk_watch(int per_thousand, uint64_t seed);
/* The power fails for a copy of the disk now. */
void disk_cut(uint64_t seed);
/* Copies there are. */
size_t disk_cuts(void);
/* Writes to a directory, which is made, what such a copy is left with. Of what was not synced, sectors of 512 bytes are
 * there, not there, or random; a file that was made, renamed or removed bears its new name, or not. */
void disk_leave(size_t cut, const char *to);
/* Writes how the disk is while the power is on: what other processes see. */
void disk_copy(const char *to);
void disk_forget(void);

/* ---- faults ---- */

/* Lets the operation number at (from 1) fail with error (ENOSPC, EIO); for_good: and those after it (of a full disk
 * those that need room). What was to be synced when a sync fails may be lost although later syncs succeed. 0 lets all
 * succeed. Starts counting anew. */
void disk_fail(int at, int error, bool for_good, uint64_t seed);
/* Operations since: writes, truncations, syncs; files and directories made, named, removed. */
int disk_operations(void);

#endif
