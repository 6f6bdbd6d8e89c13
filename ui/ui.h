/*
 * The front end as one state machine: a stack of views, fed with what happens, asked to draw. All that src/ sees of ui/
 * besides term.h. No terminal, no clock, no thread in here.
 */
#ifndef TIMESHEET_UI_UI_H
#define TIMESHEET_UI_UI_H

#include "ui/config/config.h"
#include "ui/draw/surface.h"
#include "ui/terminal/input.h"
#include "ui/view/event.h"
#include "ui/view/sync_view.h"

struct ui_options {
	const char *host;            /* this machine's name, for the title */
	const char *user;            /* the name to offer; NULL or "": the only user, if there is one */
	const char *account;         /* who is at this machine: the name to offer to the first user; NULL: nobody */
	const char *theme;           /* until the user's own is known */
	const struct config *config; /* this machine's, borrowed; NULL: all is as built in */
	bool logged_in;              /* somebody is, in the store, and is shown at once */
	bool half_blocks;
	enum ts_date_order date_order;
	const struct ts_machine
	        *machine; /* what tickets are bound to, copied (runtime_directory is borrowed); NULL: none is
	                     looked for or left. Its uptime is not looked at: each moment brings one. */
};

struct ui;

/* Opens on the login, or on registration when the database has no user; on the day when the offered user's ticket holds
 * and their settings say that they stay logged in. The store is borrowed. */
struct ui *ui_create(ts_store *store, const struct ui_options *options, struct moment moment, int width, int height);
/* Does not close the store. Jobs that were handed out and have not come back are the caller's: ts_auth_destroy once
 * run. */
void ui_destroy(struct ui *ui);

void ui_input(struct ui *ui, const struct input *input, struct moment moment);
void ui_tick(struct ui *ui, struct moment moment); /* the minute changed, or ui_wake's time came */
void ui_resize(struct ui *ui, int width, int height, struct moment moment);
void ui_changed(struct ui *ui, struct moment moment);                  /* another process committed */
void ui_auth_done(struct ui *ui, ts_auth *auth, struct moment moment); /* a job of EFFECT_AUTH has run */
void ui_resumed(struct ui *ui, struct moment moment);                  /* after a suspension: idle lock is looked at */
void ui_leaving(struct ui *ui, struct moment moment); /* a signal or a lost terminal: drafts are stored now */

/* How many screens of the logged-in user are open, this one included; 0: not known. */
void ui_set_terminals(struct ui *ui, int terminals);
/* What the title says of the user's other devices. */
void ui_set_sync(struct ui *ui, const struct sync_view *sync);
/* Something that src/ has to say: a line until the next key, or for a minute. */
void ui_notice(struct ui *ui, struct moment moment, const char *text);

/* What the terminal's title says: what goes on and how long; "timesheet" while nobody is logged in, or if the
 * configuration has no titles. */
void ui_title(const struct ui *ui, char *out, size_t size);
/* Something has come that is worth a notification, each once; looked at once a minute. False: nothing. */
bool ui_notification(struct ui *ui, char *out, size_t size);

/* After the loop, with the terminal given back: what still waits for another program is tried once more, for less than
 * half a second. Then out says in one line what is not saved; "" when all is. */
void ui_last_words(struct ui *ui, struct moment moment, char *out, size_t size);

/* What src/ has to do: AUTH, REDRAW, BELL, COPY, SUSPEND, JOIN, QUIT. False: nothing more. */
bool ui_next_effect(struct ui *ui, struct effect *out);
/* With EFFECT_COPY: what was copied last, which the caller frees; NULL: it was taken already. */
char *ui_take_copied(struct ui *ui);
/* The uptime at which ui_tick is wanted though no minute changed (draft, spinner, idle lock); 0: not. */
int64_t ui_wake(const struct ui *ui);
void ui_draw(struct ui *ui, struct surface *surface, struct moment moment);
const char *ui_theme(const struct ui *ui); /* its name, or "auto" */
bool ui_mouse(const struct ui *ui);        /* the mouse is wanted */
bool ui_busy(const struct ui *ui);         /* a job is out */

#endif
