/*
 * What a view receives (events) and what it may ask for (effects).
 */
#ifndef TIMESHEET_UI_EVENT_H
#define TIMESHEET_UI_EVENT_H

#include "data/timesheet.h"
#include "ui/keys/action.h"
#include "ui/keys/key.h"

struct view;
struct errand;

struct moment {
	ts_time now;    /* wall clock */
	int64_t uptime; /* milliseconds of a clock that never goes back and counts suspension (CLOCK_BOOTTIME) */
	int64_t asleep; /* milliseconds of uptime that the machine was suspended */
};

enum event_type {
	EVENT_SHOWN,  /* the view is on top, for the first time or again: read the data anew */
	EVENT_ACTION, /* a bound key */
	EVENT_TEXT,   /* a character that no binding took */
	EVENT_PASTE,
	EVENT_MOUSE,   /* coordinates relative to the whole surface */
	EVENT_TICK,    /* time passed: see view_ops.wake */
	EVENT_RESIZE,  /* env->width, env->height are new */
	EVENT_CHANGED, /* another process or view changed the data: read it anew */
	EVENT_AUTH,    /* the job handed out by EFFECT_AUTH has run; the receiver owns it again */
	EVENT_ANSWER,  /* the view above closed with an answer */
	EVENT_SAVE,    /* the program may end any moment (hang-up, lock): store drafts now */
	EVENT_STEP     /* the day goes on in this view's list: visit it with what is so many rows on */
};

enum answer_type {
	ANSWER_NONE,
	ANSWER_DONE,
	ANSWER_DAY,
	ANSWER_LOG,
	ANSWER_NOTE,
	ANSWER_USER,
	ANSWER_RECOVERY_CONFIRMED,
	ANSWER_RANGE,
	ANSWER_KEY
};
struct answer {
	enum answer_type type;
	struct ts_done done;     /* ANSWER_DONE: what was done; ANSWER_LOG: only its log, to be shown on day */
	char user[TS_NAME_SIZE]; /* ANSWER_USER: who was chosen */
	enum ts_status status;
	ts_day day;            /* ANSWER_DAY, ANSWER_LOG, ANSWER_NOTE */
	size_t hit, hits;      /* ANSWER_LOG, ANSWER_NOTE: which of how many, from 1; 0: it is of no list */
	bool more;             /* more may still be found */
	size_t line;           /* ANSWER_NOTE: of the day's note, from 0; it has words of environment->searched */
	struct ts_range range; /* ANSWER_RANGE */
	struct key key;        /* ANSWER_KEY: the front end presses it for the view below, instead of EVENT_ANSWER */
};

struct event {
	enum event_type type;
	union {
		struct {
			enum action action;
			struct key key; /* the key that was pressed: which digit, say */
		} action;
		uint32_t character;
		struct {
			const char *text; /* clean UTF-8, may hold \n; borrowed */
			size_t size;
		} paste;
		struct mouse mouse;
		ts_auth *auth;
		struct answer answer;
		int step; /* 1, -1 */
	} as;
};

enum effect_type {
	EFFECT_OPEN,    /* push view */
	EFFECT_CLOSE,   /* pop this view; answer goes to the one below */
	EFFECT_REPLACE, /* close this view and push view in its place */
	EFFECT_VISIT,   /* the day comes to the top and gets answer; this view stays below, and BACK leads to it */
	EFFECT_BACK,    /* the day goes below what it was brought over; nothing is there: nothing happens */
	EFFECT_STEP,    /* what the day was brought over goes on in its list by step, and visits the day again */
	EFFECT_REPORT,  /* push the screen of a report, or put it in this view's place */
	EFFECT_MESSAGE, /* show text on the event line */
	/* What all views know of (struct environment) becomes another; by effects, since views only read it. */
	EFFECT_THEME,    /* text is what the screen looks like from now on */
	EFFECT_USER,     /* text is the name to offer at a login */
	EFFECT_SEARCHED, /* text was searched for last */
	EFFECT_FILTER,   /* text says what of the timesheet the reports count; "": all of it */
	EFFECT_ASKED,    /* the forgotten end of what was logged at a moment was asked for */
	EFFECT_RETURNED, /* who was away was told, or asked */
	EFFECT_AUTH,     /* run the job on a worker; comes back as EVENT_AUTH to the view that asked */
	/* The next three are done after all else that was asked for. */
	EFFECT_LOGGED_IN, /* the login is done: open the day view over nothing */
	EFFECT_LOCK,      /* wipe keys, drop all views, show the lock screen */
	EFFECT_LOG_OUT,   /* the same, to the login screen */
	EFFECT_SETTINGS,  /* settings were written: read them again */
	EFFECT_WAIT,      /* the errand is done once nobody else holds the database; after all else of this update */
	EFFECT_REDRAW,    /* paint the whole terminal anew */
	EFFECT_BELL,
	EFFECT_COPY, /* copied goes to the terminal's clipboard */
	EFFECT_SUSPEND,
	EFFECT_JOIN, /* text is a hub's address: join there, on the terminal itself */
	EFFECT_QUIT
};

enum message_kind { MESSAGE_PLAIN, MESSAGE_GOOD, MESSAGE_NOTICE, MESSAGE_ERROR };

/* Which report. Views ask for it by name, as each of their screens leads to all the others. */
struct report_asked {
	enum action action;    /* WEEK, MONTH, YEAR: of day; REPORT: of a range still to be asked for; NONE: of range */
	ts_day day;            /* that is selected */
	struct ts_range range; /* NONE */
	bool replace;          /* in the place of the view that asks */
};

/* Escape where no binding takes it: as text, since there may be a question to end. */
enum { TEXT_ESCAPE = 0x1b };

enum { MESSAGE_STAYS = 60000 /* milliseconds */ };

struct effect {
	enum effect_type type;
	struct view *view;    /* OPEN, REPLACE: given away */
	struct answer answer; /* CLOSE, VISIT */
	ts_auth *auth;        /* AUTH: given away */
	int step;             /* STEP: 1, -1 */
	struct report_asked report;
	struct errand *errand; /* WAIT: given away */
	const char *copied;    /* COPY: borrowed until the next event of who asks */
	enum message_kind kind;
	char text[256]; /* MESSAGE, THEME, USER, SEARCHED, FILTER, JOIN */
	ts_time at;     /* ASKED */
};

/* A few requests of one update; more than fit is a programming error. */
enum { EFFECTS_MOST = 8 };
struct effects {
	struct effect at[EFFECTS_MOST];
	size_t count;
};

void effects_add(struct effects *effects, enum effect_type type);
void effects_open(struct effects *effects, struct view *view);
void effects_replace(struct effects *effects, struct view *view);
void effects_close(struct effects *effects, const struct answer *answer); /* NULL: ANSWER_NONE */
void effects_visit(struct effects *effects, const struct answer *answer);
void effects_step(struct effects *effects, int step);
/* True: action is one of WEEK, MONTH, YEAR, REPORT, and its screen is asked for; in the place of the present view if
 * replace, but REPORT asks for the days first, over what is there. */
bool effects_report(struct effects *effects, enum action action, ts_day day, bool replace);
void effects_report_range(struct effects *effects, struct ts_range range, bool replace);
void effects_text(struct effects *effects, enum effect_type type,
                  const char *text); /* THEME, USER, SEARCHED, FILTER, JOIN */
void effects_asked(struct effects *effects, ts_time logged);
void effects_auth(struct effects *effects, ts_auth *auth);
void effects_copy(struct effects *effects, const char *text);
void effects_wait(struct effects *effects, struct errand *errand);
void effects_message(struct effects *effects, enum message_kind kind, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

#endif
