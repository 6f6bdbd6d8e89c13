/*
 * A database's life on a disk whose power fails: acts one after the other, and for each the disks that cuts within it
 * left, every one of which must hold all that was acknowledged, and the act under way as a whole or not at all.
 */
#ifndef TIMESHEET_TESTS_POWER_COURSE_H
#define TIMESHEET_TESTS_POWER_COURSE_H

#include "act.h"

#include <stdbool.h>

/* What was found, added up over courses. */
struct findings {
	long cuts;
	long bad;             /* cuts after which something was lost or half there */
	long failed;          /* acts that failed though nothing was wrong */
	long landed;          /* cuts that left an act whole that was not acknowledged yet */
	long done[ACT_KINDS]; /* acts that changed something */
	long cut[ACT_KINDS];  /* cuts within them */
};

struct course_setting {
	const char *pragma; /* NULL, or what makes the connections careless */
	bool quiet;         /* what is found bad is meant to be */
	int per_thousand;   /* operations with a cut before them */
	int processes;      /* 1 or 2, by turns */
	bool reboots;       /* goes on from what a cut left, now and then */
};

struct course;
/* Makes a directory of its own; its seed decides all that happens. */
struct course *course_begin(const struct course_setting *setting, uint64_t seed, struct findings *findings);
void course_end(struct course *course);
/* Other settings for what follows, but for the number of processes. */
void course_set(struct course *course, const struct course_setting *setting);

/* Each acts, and looks at all the cuts within. False: the act was refused or failed. */
bool course_act(struct course *course, enum act_kind kind);
/* ACT_MIGRATE to a version. */
bool course_migrate(struct course *course, int version);
/* The database is made, registered in, and gets some logs and notes. */
void course_grow(struct course *course);
/* Every kind of a list once, in an order of chance. */
void course_shuffle(struct course *course, const enum act_kind *kinds, int count);
/* SQL by another hand, between acts. */
void course_meddle(struct course *course, const char *sql);
/* From now on no act may remove a backup. */
void course_keep_backups(struct course *course);

/* The database, its account, what there is to see of it. */
const char *course_path(const struct course *course);
const struct account *course_account(const struct course *course);
const char *course_text(const struct course *course);
/* The disk's directory. */
const char *course_root(const struct course *course);
/* Closes what the processes have open. */
void course_rest(struct course *course);

#endif
