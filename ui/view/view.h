/*
 * The view interface: what the stack asks of every screen and dialog. A view is one file: a private struct that begins
 * with struct view, a few static functions, one const table of operations. update changes the model and says what it
 * wants; draw only writes cells. ui.c owns the stack.
 */
#ifndef TIMESHEET_UI_VIEW_H
#define TIMESHEET_UI_VIEW_H

#include "ui/base/format.h"
#include "ui/config/config.h"
#include "ui/draw/surface.h"
#include "ui/keys/keymap.h"
#include "ui/view/event.h"
#include "ui/view/sync_view.h"

struct piece;
struct dialog_left;

/* What the event line says. ui.c keeps it until the next action, or for a minute. */
struct message {
	enum message_kind kind;
	char text[256];       /* "": nothing to say */
	struct moment moment; /* when it was said */
};

/* When nobody was there. */
struct away {
	ts_time since, until; /* 0: never since the login */
	bool open;            /* it was not told yet */
	bool asleep;          /* the machine was: nobody can have been there */
};

/* What all views know. Owned and changed by the front end alone: views read it, and ask by effects for another theme,
 * user, asked_until or searched. */
struct environment {
	ts_store *store;
	struct moment moment;          /* of the event being handled, or of the draw */
	int width, height;             /* of the screen */
	bool half_blocks;              /* the terminal shows colours and block elements well enough for half cells */
	struct ts_settings settings;   /* of the logged-in user, else the defaults */
	const struct config *config;   /* of this machine: it wins over settings; NULL: all is as built in */
	char host[64];                 /* this machine's name */
	char user[TS_NAME_SIZE];       /* the name to offer at login; after a lock, whose lock it is */
	enum clock clock;              /* how times of day are shown */
	int first_weekday;             /* of a week: 0 is Monday */
	enum ts_date_order date_order; /* of 11/23, from the locale */
	struct message message;        /* full-screen views draw it on their event line */
	char theme[TS_THEME_SIZE];     /* what the screen looks like now: the settings' theme, or one being previewed */
	ts_time asked_until;           /* what was logged until then was asked about, if it was forgotten: it is once */
	const struct keymap *keymap;
	char filter[TS_TEXT_SIZE];   /* what the reports count, as typed; "": all of it. Of the logged-in user */
	char searched[TS_TEXT_SIZE]; /* the words that were searched for last; of the logged-in user */
	struct dialog_left
	        *left;     /* what was typed into a form that Escape closed; wiped at the lock. NULL: it is dropped */
	struct piece *cut; /* what was cut from a note last; wiped at the lock. NULL: each editor has its own */
	int terminals;     /* screens of this user, this one included; 0: not known */
	struct sync_view sync;     /* other devices */
	bool has_machine;          /* there is a machine to stay logged in on */
	struct ts_machine machine; /* its uptime is that of the last use of it */
	int64_t habit_until; /* the screen opened without asking: hands may type the password until that uptime; 0 */
	ts_time logged_in_until; /* the ticket of this machine holds until then; 0: there is none */
	uint64_t files;          /* how often the file was opened anew, since another one stood in its place */
	int64_t behind;          /* changes that the file is older than it was here, still to be asked about; 0 */
	size_t below;            /* views that the day was brought over: BACK leads to them */
	struct away away;
	int64_t left_at; /* uptime at which a screen was closed last by a key that would leave the day, 0 */
	size_t waiting;  /* errands that wait for another program's lock: none may overtake them */
};

/* The theme that holds while none is previewed: the machine's, else that of the settings. */
const char *environment_theme(const struct environment *environment);
/* The first day of the week of a day. */
ts_day environment_week(const struct environment *environment, ts_day day);
/* Rows of hints at the foot of a screen that has room for so many. */
int environment_hints(const struct environment *environment, int room);
/* "W40": the number of that week (ISO 8601), "" where weeks begin with another day than Monday. Returns out. */
const char *environment_week_number(const struct environment *environment, ts_day day, char out[FORMAT_SIZE]);
/* Whether a text that is new may be the password, typed by habit where nobody asked for it. */
bool environment_habit(const struct environment *environment, const char *text);
/* Does what an effect asks for of the environment. False: it asks for something else. */
bool environment_take(struct environment *environment, const struct effect *effect);

struct view_ops {
	const char *title;    /* as help names it */
	enum context context; /* which bindings, which help */
	bool overlay;         /* the view below shows around it */
	bool secret;          /* a password is typed in it */
	bool holds_lock;      /* shows what can never be shown again: the idle lock waits for it */
	void (*update)(struct view *view, const struct event *event, struct effects *effects);
	void (*draw)(const struct view *view, struct surface *surface);
	/* The uptime at which this view wants EVENT_TICK (drafts, spinners), 0: it does not. The minute's tick comes
	 * anyway. May be NULL. */
	int64_t (*wake)(const struct view *view);
	/* True: it has something that no store has; what, in words. May be NULL. */
	bool (*unsaved)(const struct view *view, char *out, size_t size);
	/* The keys are about to go, and what unsaved tells of with them. True: it is kept until the next login, and out
	 * says where it will be found. May be NULL. */
	bool (*keep)(const struct view *view, char *out, size_t size);
	void (*destroy)(struct view *view);
};

struct view {
	const struct view_ops *ops;
	const struct environment *environment;
};

/* When a view closes, the one below receives EVENT_SHOWN and then EVENT_ANSWER (ANSWER_NONE included). EVENT_CHANGED,
 * EVENT_TICK, EVENT_RESIZE and EVENT_SAVE go to all views of the stack, everything else to the top one. */

/* Constructors: each returns a view for EFFECT_OPEN; none fails (alloc.h). */
struct view *view_login_create(const struct environment *environment); /* login, or registration on an empty database */
struct view *view_users_create(const struct environment *environment); /* which of them? answers ANSWER_USER */
struct view *view_lock_create(const struct environment *environment);  /* asks for the password again; digits log */
struct view *view_recovery_create(const struct environment *environment, bool again,
                                  ts_auth *auth); /* shows the code once, asks it back; again: it is in place of an
                                                   * older one; owns auth */
struct view *view_recover_create(const struct environment *environment,
                                 const char *name);                   /* forgotten password: name, code, new password */
struct view *view_join_create(const struct environment *environment); /* where is the hub of the other devices? */
struct view *view_password_create(const struct environment *environment); /* change the password */
struct view *view_day_create(const struct environment *environment, ts_day day);
struct view *view_picker_create(const struct environment *environment, ts_day day, ts_time last_log);
/* The same for what a log was instead of what it is, or what all of some logs were (ids, copied; count 0: that one).
 * typed: a character that is typed already, 0 none. */
struct view *view_picker_create_recast(const struct environment *environment, const struct ts_span *span,
                                       const struct ts_id *ids, size_t count, uint32_t typed);
/* Edit text, time, end, comment, rest; part has the focus. */
enum edit_part { EDIT_ALL, EDIT_END, EDIT_COMMENT };
struct view *view_edit_create(const struct environment *environment, const struct ts_span *span, enum edit_part part);
struct view *view_insert_create(const struct environment *environment,
                                const struct ts_span *span); /* a log inside that span */
struct view *view_forgotten_create(const struct environment *environment,
                                   const struct ts_span *span); /* when did it really end? */
struct view *view_away_create(const struct environment *environment,
                              const struct ts_span *span);            /* what was it while nobody was there? */
struct view *view_owed_create(const struct environment *environment); /* targets and bookings */
struct view *view_mark_create(const struct environment *environment, ts_day day); /* holiday, leave, sick ... */
struct view *view_goto_create(const struct environment *environment, ts_day day); /* answers ANSWER_DAY */
struct view *view_week_create(const struct environment *environment,
                              ts_day day); /* answers ANSWER_DAY, as the next three */
struct view *view_month_create(const struct environment *environment, ts_day day);
struct view *view_year_create(const struct environment *environment, ts_day day);
struct view *view_report_create(const struct environment *environment, struct ts_range range);
struct view *view_range_create(const struct environment *environment,
                               ts_day day); /* which days? answers ANSWER_RANGE */
struct view *view_notes_create(const struct environment *environment, ts_day day);
/* With the cursor on the first of these words in a line, from 0, and all of them marked. */
struct view *view_notes_create_at(const struct environment *environment, ts_day day, size_t line, const char *words);
struct view *view_search_create(const struct environment *environment); /* answers ANSWER_LOG, ANSWER_NOTE */
struct view *view_activities_create(const struct environment *environment);
struct view *view_activity_create(const struct environment *environment, const struct ts_activity *activity,
                                  bool colour); /* change it; colour first */
struct view *view_merge_create(const struct environment *environment,
                               const struct ts_activity *activity); /* into another one */
struct view *view_settings_create(const struct environment *environment);
/* Is it the right file, though it is so many changes behind? And: an audit says that rows are not as they were written.
 * Both answer ANSWER_KEY to a digit. */
struct view *view_older_create(const struct environment *environment, int64_t behind);
struct view *view_unsound_create(const struct environment *environment, const struct ts_audit_result *found);
/* Another file stands in the place of the one that is open; closes by itself once that is over. */
struct view *view_replaced_create(const struct environment *environment, const struct ts_replaced *found);
struct view *view_help_create(const struct environment *environment, enum context context);

#endif
