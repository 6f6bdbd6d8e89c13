/*
 * What was acknowledged, held against what the database has in the end: each log has a text of its own, which says
 * whether it was only tried or also acknowledged.
 */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_TALLY_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_TALLY_H

#include "support.h"

enum { TALLY_TEXT = 16 };

struct tally {
	struct {
		char text[TALLY_TEXT];
		bool acknowledged;
	} * at;
	size_t count, room;
};

struct verdict {
	long lost;    /* acknowledged, and not there */
	long doubled; /* there more than once */
	bool sound;   /* "check --full" found nothing */
};

/* A text that no log has had yet, its number for the calls below. */
size_t tally_try(struct tally *tally);
const char *tally_text(const struct tally *tally, size_t number);
void tally_acknowledge(struct tally *tally, size_t number);
/* Looks into the sandbox's database, or another (NULL: that). Somebody is logged in, by ticket or environment. */
struct verdict tally_judge(const struct tally *tally, const struct sandbox *sandbox, const char *const *environment);
/* The same, and fails the test unless nothing is wrong. */
void tally_assert(const struct tally *tally, const struct sandbox *sandbox, const char *const *environment);
void tally_release(struct tally *tally);

#endif
