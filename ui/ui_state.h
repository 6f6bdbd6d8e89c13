/*
 * What is inside struct ui, shared by its files: ui.c (what src/ calls), ui_session.c (login and lock), ui_replaced.c
 * (is it another file?), ui_check.c (is the file whole?), ui_stack.c (views and their effects), ui_waiting.c (what
 * waits for another program), ui_settings.c, ui_stay.c, ui_say.c. Each calls those that stand further down here, none
 * above. Nobody else includes this.
 */
#ifndef TIMESHEET_UI_UI_STATE_H
#define TIMESHEET_UI_UI_STATE_H

#include "ui/dialog/dialog_form.h"
#include "ui/type/piece.h"
#include "ui/view/view.h"

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

/* The audit of the logged-in user's rows, which goes on in slices between events. */
struct check {
	ts_audit *audit;              /* NULL: none has begun, or it has ended */
	bool wanted;                  /* there is something to do, from due on */
	int64_t due;                  /* uptime */
	ts_day day;                   /* of the last one: there is one a day */
	struct ts_audit_result found; /* done: rows are not as they were written, and that is still to be told */
};

/* What was typed or pasted could not be made a character of. */
struct refusal {
	bool fresh; /* to be said again after the key that comes with it, which takes messages away */
	bool pasted;
	uint64_t view; /* the serial of the one whose password has a hole now; 0: none */
	int fields_on; /* how many fields further the focus is */
};

/* What waits for another program that holds the database. */
struct waiting {
	struct errand **at; /* in the order of the keys */
	size_t count, room;
	int64_t due;        /* uptime of the next try, if there are any */
	int64_t read_due;   /* of the next try to read what could not be read; 0: all could */
	uint64_t busy;      /* ts_busy_count, as last looked at */
	uint64_t said;      /* the number of the message that says who is waited for */
	uint64_t unread;    /* of the one that says that reading waits */
	bool lasts;         /* it could not be read a second time */
	char given_up[256]; /* at a lock, to be told until the next login; "" nothing */
	char kept[256];     /* the same of what is not saved and comes back after it */
};

/* A budget as it was looked at last, and how many of its per cent are told, or were no news. */
struct told_budget {
	struct ts_budget budget;
	ts_day first; /* of its week or month */
	int percent;
};

struct ui {
	struct environment environment;
	struct keymap *keymap;        /* the environment's */
	uint64_t said;                /* messages, ever */
	struct piece cut;             /* environment.cut */
	struct dialog_left left;      /* environment.left */
	struct key ahead[AHEAD_MOST]; /* typed while a password was tried: for the day that follows */
	size_t ahead_count;           /* of all, also of those beyond the most */
	struct layer *layers;         /* the last is on top */
	size_t layer_count;
	uint64_t serial; /* the last one given */
	struct job *jobs;
	size_t job_count;
	struct effect *pending; /* for src/, oldest first */
	size_t pending_count;
	int64_t last_input;    /* uptime */
	int64_t ticket_looked; /* uptime when the ticket was last looked at */
	struct check check;
	struct waiting waiting;
	struct refusal refusal;
	char *copied; /* for src/ to take; NULL: nothing */
	struct {
		ts_day target, short_of; /* the last day whose target was seen met; and seen not to be */
		struct ts_id log;        /* the last one that a word was said about */
		struct told_budget *budgets;
		size_t budget_count;
	} announced; /* ui_announce.c */
	struct {
		uint64_t count; /* struct ts_replaced's, as last looked at */
		bool untold;    /* what was found is not told yet */
		uint64_t view;  /* the serial of the question about it */
	} replaced;
	struct key pressed; /* what a view that closed answers is pressed for the one below, if has_pressed */
	bool has_pressed;
	int64_t asleep; /* of the moment that was looked at last */
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
/* What waits to be copied; it may be a recovery code. */
void copied_forget(struct ui *ui);
/* Takes the oldest LOGGED_IN, LOCK or LOG_OUT that a view asked for. False: there is none. */
bool stack_next_of_session(struct ui *ui, enum effect_type *type);
/* Takes the oldest of all. */
bool stack_next(struct ui *ui, struct effect *out);

/* ---- ui_draw.c */

/* Nothing can be shown, and no key but a few does anything. */
bool picture_too_small(const struct ui *ui);

/* ---- ui_say.c */

void ui_say(struct ui *ui, enum message_kind kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
void ui_say_failure(struct ui *ui, const char *what, enum ts_status status);

/* ---- ui_settings.c */

/* The logged-in user's settings, from the defaults if they cannot be read. */
void settings_begin(struct ui *ui);
/* Reads the settings anew: they were written here; or another terminal may have, then a preview of a theme goes on. */
void settings_written(struct ui *ui);
void settings_changed(struct ui *ui);
void settings_keys(struct ui *ui);  /* the number row */
void settings_theme(struct ui *ui); /* the settings' own: a preview ends */

/* ---- ui_stay.c */

const struct ts_machine *stay_machine(struct ui *ui); /* as it is now */
void stay_begin(struct ui *ui);                       /* if the settings say so */
/* Until when the ticket holds may have changed: time passed, or another process used or ended it. */
void stay_look(struct ui *ui);
/* The same now and then. */
void stay_tick(struct ui *ui);
void stay_leave(struct ui *ui); /* the screen ends: it holds for an hour from its last use on */
void stay_end(struct ui *ui);

/* ---- ui_session.c */

/* Logs in without a password: by the offered user's ticket, if it holds and they stay logged in. */
bool session_resume(struct ui *ui);
/* Before a key: a password ends with Enter, so whose first key that is knows that none is asked for. */
void session_key(struct ui *ui, enum context context, struct key key);
/* Shows who is logged in in the store already; false: nobody is. */
bool session_shown(struct ui *ui);
/* Does what views asked for that begins or ends a session. After each event: until then the stack is the old one. */
void session_look(struct ui *ui);
/* Uptime at which the idle lock falls due; 0: it does not. */
int64_t session_idle_due(const struct ui *ui);
/* Locks if it is time; true: it was. */
bool session_idle_lock(struct ui *ui);
/* Locks when another program has exchanged the key: nothing can be read any more. True: it has. */
bool session_key_look(struct ui *ui);

/* ---- ui_check.c */

/* After a login: whether the file is older than it was here, and an audit that begins once the day is on the screen. */
void check_begin(struct ui *ui);
void check_end(struct ui *ui); /* before the keys go */
/* A key has come: the audit waits until none has for a moment. A change would begin it anew, in vain while keys come.
 */
void check_put_off(struct ui *ui);
/* The next slice of the audit, if one is due. */
void check_look(struct ui *ui);
/* Asks about what is wrong as soon as the day is on top: nobody is interrupted while typing. */
void check_ask(struct ui *ui);
/* Uptime at which check_look has something to do; 0: it has not. */
int64_t check_due(const struct ui *ui);

/* ---- ui_replaced.c */

/* Another file may have been found in the place of the one that is open. True: all is to be read anew. */
bool replaced_look(struct ui *ui);
/* Says so, or asks what is to be done about it, on top of all. */
void replaced_tell(struct ui *ui);

/* ---- ui_refusal.c */

void refusal_take(struct ui *ui, bool pasted);
/* True: this key would hand on a password that something of was refused, and must not act. */
bool refusal_holds(struct ui *ui, struct key key);
/* After a key. */
void refusal_repeat(struct ui *ui);

/* ---- ui_waiting.c */

/* Calls of this turn wait for locks of others no longer than eyes notice; where a password is handed on, or in the last
 * turn of a view, a little longer. */
void waiting_turn(struct ui *ui);
void waiting_password_turn(struct ui *ui);
void waiting_last_turn(struct ui *ui);
void waiting_turn_end(struct ui *ui);
void waiting_add(struct ui *ui, struct errand *errand); /* takes it */
/* Tries what is due. */
void waiting_look(struct ui *ui);
int64_t waiting_due(const struct ui *ui); /* uptime; 0: nothing waits */
/* False: nothing waited. */
bool waiting_give_up(struct ui *ui);
/* Before the keys go: the digits among them become sealed ones, the others are given up. */
void waiting_lock(struct ui *ui);
/* And what views could not store. */
void waiting_unsaved(struct ui *ui);
/* Once the lock screen is there; and again at the next login, for the last time. */
void waiting_tell_lock(struct ui *ui);
void waiting_tell_login(struct ui *ui);
void waiting_release(struct ui *ui);

/* ---- ui_announce.c */

/* Before the keys go: no name stays in memory. */
void announce_lock(struct ui *ui);
/* What was told is another user's. */
void announce_forget(struct ui *ui);

/* ---- ui_away.c */

/* Looks whether the machine slept, or with input whether no key came for an hour; before that is the last input. True:
 * it slept, the day asks, and the input was meant for something else. */
bool away_look(struct ui *ui, bool input);
/* Nobody was there since the last input. */
void away_note(struct ui *ui);

#endif
