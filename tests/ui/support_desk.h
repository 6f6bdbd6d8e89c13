/* The whole front end as a person at a desk uses it: keys in, jobs run, time passing, screen out. */
#ifndef TIMESHEET_TESTS_UI_SUPPORT_DESK_H
#define TIMESHEET_TESTS_UI_SUPPORT_DESK_H

#include "tests/ui/support_card.h"
#include "ui/ui.h"

struct desk {
	ts_store *store;
	struct ui *ui;
	struct moment moment;
	int width, height;
	size_t quits, suspends, redraws, bells; /* effects seen */
	ts_auth *held;                          /* a job that has not come back, while hold is true */
	bool hold;
};

/* Sits down in front of a store, at 100x30. */
void desk_open(struct desk *desk, ts_store *store);
/* On a machine where one can stay logged in. */
void desk_open_on(struct desk *desk, ts_store *store, const struct ts_machine *machine);
/* The same as desk_open, and logs ada in. */
void desk_open_logged_in(struct desk *desk);
void desk_close(struct desk *desk); /* the store too */

void desk_key(struct desk *desk, const char *key);
void desk_type(struct desk *desk, const char *text);
void desk_paste(struct desk *desk, const char *text);
void desk_click(struct desk *desk, int x, int y);
void desk_resize(struct desk *desk, int width, int height);
/* Lets time pass in which nothing is seen, as in a suspension. */
void desk_sleep(struct desk *desk, int64_t milliseconds);
/* Lets time pass with the ticks that ui_wake and the minutes bring. */
void desk_pass(struct desk *desk, int64_t milliseconds);
/* Runs the held job and gives it back. */
void desk_release(struct desk *desk);
/* Takes the effects; jobs are run and given back. */
void desk_pump(struct desk *desk);

bool desk_shows(struct desk *desk, const char *text);
void desk_golden(struct desk *desk, const char *name);

#endif
