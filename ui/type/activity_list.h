/*
 * The activities that fit what is typed, the best first, and the row that makes a new one: the picker's list, and the
 * one below a field of a dialog.
 */
#ifndef TIMESHEET_UI_ACTIVITY_LIST_H
#define TIMESHEET_UI_ACTIVITY_LIST_H

#include "ui/type/choice.h"
#include "ui/view/list.h"
#include "ui/view/view.h"

#include <stdint.h>

#define ACTIVITY_NEW SIZE_MAX /* the row that makes a new activity */

enum { ACTIVITY_NEEDLE_SIZE = 2 * TS_TEXT_SIZE };

struct activity_row {
	size_t activity; /* index, or ACTIVITY_NEW */
	bool exact;      /* the typed text is this activity's */
	bool close;      /* it may well be meant */
	int32_t score;
	struct ts_marks marks;
};

/* What the rows are to fit. */
struct activity_wish {
	char needle[ACTIVITY_NEEDLE_SIZE]; /* trimmed; "" fits all */
	int slot;                          /* a digit names it; -1: none does */
	bool nothing;                      /* nothing fits */
	bool rest;                         /* a new one would be */
};

/* Begins zeroed. */
struct activity_list {
	struct ts_activities activities;
	ts_choice *choice; /* their texts; NULL until they are read */
	struct activity_wish wish;
	struct activity_row *rows;
	struct list list;
	struct ts_id running; /* what goes on, if has_running */
	bool has_running;
};

/* Reads the activities; on a failure those of before stay. The rows are those of before until they are found anew. */
enum ts_status activity_list_read(struct activity_list *list, const struct environment *environment) TS_MUST_CHECK;
/* Finds what fits; the selection stays at its place in the list. */
void activity_list_find(struct activity_list *list, const struct activity_wish *wish);
void activity_list_release(struct activity_list *list);

const struct activity_row *activity_list_selected(const struct activity_list *list); /* NULL: no row */
/* NULL: a new one, or no row. */
const struct ts_activity *activity_list_activity(const struct activity_list *list, const struct activity_row *row);
/* UP, DOWN and the pages, round at both ends. False: it is no movement. */
bool activity_list_move(struct activity_list *list, enum action action);
void activity_list_draw(const struct activity_list *list, const struct environment *environment,
                        struct surface *surface, struct rect rect);

#endif
