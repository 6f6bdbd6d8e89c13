/*
 * The signs of the activities of a view: what stands for each in strips, bars and lists. A digit is the slot's own; all
 * others have a letter, that no other activity of the view has.
 */
#ifndef TIMESHEET_UI_SIGNS_H
#define TIMESHEET_UI_SIGNS_H

#include "data/timesheet.h"

struct signed_activity {
	struct ts_id activity;
	const char *text; /* borrowed until signs_settle */
	uint32_t sign;
};

/* Zeroed, there are none. */
struct signs {
	struct signed_activity *at;
	size_t count, room;
};

enum { SIGN_NONE = '*' /* there are more activities than letters */ };

/* An activity of the view; once more is once. off has slot 0 and keeps that digit. */
void signs_add(struct signs *signs, struct ts_id activity, const char *text, int slot, bool off);
/* Gives letters to those that have no digit, whatever the order in which they came. */
void signs_settle(struct signs *signs);
/* One column wide. SIGN_NONE for what was not added. */
uint32_t signs_find(const struct signs *signs, struct ts_id activity);
void signs_release(struct signs *signs);

#endif
