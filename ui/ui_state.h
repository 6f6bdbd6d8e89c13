/*
 * What is inside struct ui, shared by its three files: ui.c (what src/ calls), ui_stack.c (views and their effects),
 * ui_session.c (login, lock, settings). Nobody else includes this.
 */
#ifndef TIMESHEET_UI_UI_STATE_H
#define TIMESHEET_UI_UI_STATE_H

#include "ui.h"
#include "view.h"

/* A view in the stack. The serial is its identity: a new view may get the address of one that has gone. */
struct layer {
	struct view *view;
	uint64_t serial; /* from 1 */
};

/* A job that is out, and the serial of the view that asked for it. */
struct job {
	ts_auth *auth;
	uint64_t owner;
};

enum { AHEAD_MOST = 4 };

struct ui {
	struct environment environment;
	struct key ahead[AHEAD_MOST]; /* typed while a password was tried: for the day that follows */
	size_t ahead_count;           /* of all, also of those beyond the most */
	struct layer *layers;         /* the last is on top */
	size_t layer_count;
	uint64_t serial; /* the last one given */
	struct job *jobs;
	size_t job_count;
	struct effect *pending; /* for src/, oldest first */
	size_t pending_count;
	int64_t last_input; /* uptime */
};

/* ---- ui_stack.c */

struct layer stack_top(const struct ui *ui); /* never asked for while the stack is empty */
bool stack_holds(const struct ui *ui, uint64_t serial);
/* Pushes and tells the view that it is shown. */
void stack_push(struct ui *ui, struct view *view);
void stack_clear(struct ui *ui);
/* Hands an event to one view, or to all that are there and still there when their turn comes, and does what they ask
 * for. */
void stack_send(struct ui *ui, struct layer layer, const struct event *event);
void stack_broadcast(struct ui *ui, enum event_type type);
/* Hands a job that has run back to its owner; destroys it when that has gone. */
void stack_job_done(struct ui *ui, ts_auth *auth);
void stack_pend(struct ui *ui, enum effect_type type);
void ui_say(struct ui *ui, enum message_kind kind, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* ---- ui_session.c */

/* The login is done: settings, what was logged while locked, and the day view of today over nothing. Leaves a ticket if
 * the settings say so. */
void session_begin(struct ui *ui);
/* The same without a password: by the offered user's ticket, if it holds and they stay logged in. */
bool session_resume(struct ui *ui);
/* Until when the ticket holds may have changed: time passed, or another process used or ended it. */
void session_ticket_look(struct ui *ui);
/* Wipes the keys, drops all views and ends the ticket; shows the lock screen of the same user, or the login of nobody
 * in particular. */
void session_lock(struct ui *ui);
void session_log_out(struct ui *ui);
/* Reads the settings anew: they were written here; or another terminal may have, then a preview of a theme goes on. */
void session_settings(struct ui *ui);
void session_settings_changed(struct ui *ui);
/* Uptime at which the idle lock falls due; 0: it does not. */
int64_t session_idle_due(const struct ui *ui);
/* Locks if it is time; true: it was. */
bool session_idle_lock(struct ui *ui);

#endif
