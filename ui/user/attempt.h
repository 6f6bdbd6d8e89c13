/*
 * What the screens around a login share: an attempt at a password, which runs elsewhere, may have to wait, and may
 * fail; and what is said about a new password.
 */
#ifndef TIMESHEET_UI_ATTEMPT_H
#define TIMESHEET_UI_ATTEMPT_H

#include "ui/type/form.h"
#include "ui/view/view.h"

struct attempt {
	bool running;
	int64_t wait_until; /* uptime before which no password is taken; 0 none */
	char error[192];    /* what failed and is no field's fault; "" none */
};
/* Hands the job out; the form is inert until attempt_end. */
void attempt_begin(struct attempt *attempt, struct form *form, struct effects *effects, ts_auth *auth);
void attempt_end(struct attempt *attempt, struct form *form);
/* Asks how long the next attempt for name has to wait. */
void attempt_look(struct attempt *attempt, const struct environment *environment, const char *name);
/* Words for a failure that concerns no field: the disk, memory, other programs. */
void attempt_fail(struct attempt *attempt, const struct environment *environment, enum ts_status status);
/* After a password was set: nobody stays logged in by an older one, on this machine either. */
void attempt_logins_end(const struct environment *environment);
/* What is going on, in two lines at most: a spinner with doing, the seconds to wait, or the error. */
void attempt_draw(const struct attempt *attempt, const struct environment *environment, struct surface *surface,
                  struct rect rect, const char *doing);
int64_t attempt_wake(const struct attempt *attempt, const struct environment *environment);

/* Enter on a row that is filled, above one that is empty, is a step to that one and no wish to be done yet. True: the
 * focus is there. A new password that is too short is stayed at; new_password is its row, or the count of rows. */
bool card_advance(struct form *form, size_t new_password);
/* What to say about a new password as it is typed. Static. */
const char *password_advice(const char *password);
/* Judges a new password and its repetition in two rows of a form; false: an error stands there. */
bool password_check(struct form *form, size_t password, size_t again);

#endif
