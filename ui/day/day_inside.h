/*
 * What is inside the day view, shared by its files: day_model.c (what is shown), day_fit.c (how much of it), day_keys.c
 * and day_mouse.c (what is asked for), day_say.c (what is answered), and one file for each part of the screen. Nobody
 * else includes this.
 */
#ifndef TIMESHEET_UI_DAY_INSIDE_H
#define TIMESHEET_UI_DAY_INSIDE_H

#include "ui/day/day_layout.h"
#include "ui/strip/strip.h"
#include "ui/view/deed.h"
#include "ui/view/list.h"
#include "ui/view/signs.h"
#include "ui/view/view.h"

enum { DAY_SLOTS = TS_SLOTS + 1 };

/* What the next key answers. */
enum day_asks {
	DAY_ASKS_NOTHING,
	DAY_ASKS_SLOT, /* asked_activity is pinned to */
	DAY_ASKS_WHAT, /* asked_log was instead */
	DAY_ASKS_LEAVE
};

/* The activity that a key is about. */
struct day_activity {
	struct ts_id id;
	char text[DEED_SHORT_SIZE];
	bool rest, off;
};

struct day {
	struct view view;
	ts_day day, today;
	ts_time known;   /* the moment content, week and current are of */
	char *copied;    /* what was copied last: an effect points at it */
	bool empty_user; /* there is no activity but off */
	bool has_current, has_content;
	struct ts_day_view content;
	struct ts_span night; /* off from the day before, which is no row, if has_night */
	bool has_night;
	struct signs signs; /* of what content has */
	struct ts_week week;
	struct ts_budgets budgets;
	struct ts_report report;    /* of that week, and */
	struct ts_report_grid grid; /* the same as a table, if has_grid */
	bool has_grid;
	bool adds_up; /* the balance is not known yet, and is being added up */
	struct ts_note note;
	struct ts_span current;              /* what goes on, if has_current */
	struct ts_activity slots[DAY_SLOTS]; /* [1..9]; text is "" where a slot is empty; [0] is off */
	struct list logs, totals;
	bool other_stretch; /* the strip shows the whole day where it would show its work, and the other way round */
	bool follows;       /* the selection stays on the last log */
	struct ts_id selected;
	struct ts_id *marked; /* logs of the day, as they came */
	size_t marked_count;
	enum day_pane pane;
	uint64_t news; /* how far other processes' deeds are known, once news_begun */
	bool news_begun;
	bool asks_no_more; /* whether something was forgotten */
	enum day_asks asks;
	int64_t asked_at;  /* uptime, if it asks */
	struct answer hit; /* what was gone to from a list, while it is gone through: hits, or 0 */
	int64_t hit_at;    /* uptime of that */
	struct day_activity asked_activity;
	struct ts_id asked_log;
	int64_t held_at; /* uptime of the last key to leave that was none */
	bool undo_asked; /* whether undo is meant; undo_ask.h */
};

/* ---- day_model.c: no drawing */

/* Reads anew and keeps the selection. On a failure what was read before stays, and effects carry the message. */
void day_read(struct day *day, struct effects *effects);
/* Selects what goes on at a moment, or what did before it. */
void day_select_at(struct day *day, ts_time at);
/* Shows a day; with log not NULL that log is selected, else the last. */
void day_show(struct day *day, ts_day shown, const struct ts_id *log, struct effects *effects);
/* A step towards the balance, which rests on all logs: behind the first picture, between keys. */
void day_add_up(struct day *day);
/* Brings what is shown to the present: running spans grow, a new day begins, without reading what has not changed. */
void day_advance(struct day *day, struct effects *effects);
/* The screen has another size: what only a wide one shows is read. */
void day_resized(struct day *day, struct effects *effects);
void day_select(struct day *day, int row);
const struct ts_span *day_selected(const struct day *day); /* NULL: no logs */
bool day_is_today(const struct day *day);
bool day_is_new(const struct day *day); /* nothing was ever logged by this user */
/* The moment at which the target is or was met, 0: not on this day as things go. */
ts_time day_target_moment(const struct day *day);

/* ---- day_budgets.c */

/* They were read anew: what has come near its end, or to it, since before is said. effects NULL: they could not be
 * read, and those of before stay. before becomes nobody's. */
void day_budgets_say(struct day *day, struct ts_budgets *before, struct effects *effects);

/* ---- day_fit.c: how many rows */

void day_layout(const struct day *day, struct day_layout *out);
int day_logs_rows(const struct day *day, struct rect rect); /* rows for logs: less one when there is a notice */
int day_totals_rows(const struct day *day, struct rect rect);
/* Rows that the target takes below the totals: at most a blank one, the bar and a sentence. */
enum { DAY_TARGET_ROWS = 3 };
int day_target_rows(const struct day *day, int height);
void day_fit(struct day *day); /* list heights, from the screen's size */

/* ---- day_say.c: words for the event line */

/* The key for an action, as help writes it. */
const char *day_key(const struct day *day, enum action action);

void day_say_done(const struct day *day, const struct ts_done *done, struct effects *effects);
void day_say_news(const struct day *day, const struct ts_news *news, struct effects *effects);
/* what: "cannot log", "cannot take back" ... */
void day_say_failed(const struct day *day, const char *what, enum ts_status status, struct effects *effects);
/* "yesterday", "3 days ago", "in 2 days"; "" for today. */
enum { RELATIVE_SIZE = 32 };
const char *day_relative(ts_day day, ts_day today, char out[RELATIVE_SIZE]);

/* ---- day_keys.c, day_mouse.c */

void day_action(struct day *day, enum action action, const struct key *key, struct effects *effects);
void day_mouse(struct day *day, const struct mouse *mouse, struct effects *effects);

/* ---- day_correct.c */

/* True: the action was one that changes what is selected. */
bool day_correct(struct day *day, enum action action, struct effects *effects);
/* The selected log, for a key that changes it. NULL: there is none, or it has not the focus; which is said, and the
 * next time it has. */
const struct ts_span *day_selected_or_say(struct day *day, struct effects *effects);
/* The selected log's activity, in the totals the selected one; false as above. */
bool day_activity_or_say(struct day *day, struct day_activity *out, struct effects *effects);

/* ---- day_marks.c */

bool day_is_marked(const struct day *day, struct ts_id log);
void day_marks_forget(struct day *day);
/* How many of the logs that are shown are marked; out, if not NULL, takes them in the order of time. */
size_t day_marked(const struct day *day, struct ts_id *out);
/* True: logs are marked, and it was done to all of them; or said why not. */
bool day_change_marked(struct day *day, struct ts_logs_change change, struct effects *effects);
/* True: the action was one that marks or repeats. */
bool day_mark_action(struct day *day, enum action action, struct effects *effects);

/* ---- day_ask.c */

/* What is asked now. */
enum day_asks day_asks(const struct day *day);
/* Asks, if the action is one that does. */
void day_ask(struct day *day, enum action action, struct effects *effects);
/* True: the key was the answer to a question. Whatever it is, nothing is asked any more. */
bool day_answered(struct day *day, enum action action, const struct key *key, struct effects *effects);
/* The same for a key that is bound to nothing, Escape among them. */
void day_typed(struct day *day, uint32_t character, struct effects *effects);
/* One came from a list of hits. While the event line says so, keys go on to others; it does for a minute. */
void day_hit_begin(struct day *day, const struct answer *answer);
bool day_hit_shows(const struct day *day);
/* True: the key goes on to another hit. Whatever it is, after another key no hits are gone through any more. */
bool day_hit_step(struct day *day, enum action action, struct effects *effects);
/* What stands in front of the slots while a digit answers: "pin to"; "" if none does. Returns out. */
enum { DAY_ASKS_SIZE = 16 };
const char *day_asks_text(const struct day *day, char out[DAY_ASKS_SIZE]);

/* Tells who was away what went on meanwhile, or asks what it was. */
void day_welcome(struct day *day, struct effects *effects);
/* Opens that question, if there is one. */
void day_ask_away(struct day *day, struct effects *effects);

/* ---- drawing */

/* What stands where in the title: columns, -1 when there was no room. */
struct day_title {
	int user, previous, date, next, relative, read_only, until, sync, terminals, clock;
	char user_text[160], date_text[80], relative_text[RELATIVE_SIZE], until_text[32], sync_text[32],
	        terminals_text[32], clock_text[80];
};
/* What the title says of other devices, "" nothing; true: it is worth a notice. */
bool day_sync_text(const struct sync_view *sync, ts_time now, char *out, size_t size);
void day_title_fit(const struct day *day, int width, struct day_title *out);
void day_title_draw(const struct day *day, struct surface *surface, struct rect rect);

void day_strip_fit(const struct day *day, int width, struct strip *out);
/* The selected log, or the day, to the clipboard. */
void day_copy(struct day *day, struct effects *effects);
/* The address of a number in the selected log. */
void day_copy_link(struct day *day, struct effects *effects);
void day_copied_forget(struct day *day);
void day_strip_draw(const struct day *day, struct surface *surface, const struct day_layout *layout);
void day_logs_draw(const struct day *day, struct surface *surface, const struct day_layout *layout);
void day_totals_draw(const struct day *day, struct surface *surface, const struct day_layout *layout);
void day_note_draw(const struct day *day, struct surface *surface, const struct day_layout *layout);
void day_week_draw(const struct day *day, struct surface *surface, const struct day_layout *layout);
/* How much of the work of the week is forgotten. */
struct ts_forgotten day_week_forgotten(const struct day *day);
/* The day whose row is at y of rect, false: none. */
bool day_week_at(const struct day *day, struct rect rect, int y, ts_day *out);
void day_grid_draw(const struct day *day, struct surface *surface, const struct day_layout *layout);
/* Headings of the panes, or the tabs when there is one column. */
void day_headings_draw(const struct day *day, struct surface *surface, const struct day_layout *layout);
enum day_pane day_tab_at(const struct day *day, const struct day_layout *layout, int x); /* DAY_PANES: none */

struct slot_item {
	int slot, x, width; /* 0..9; columns with the digit */
	int name;           /* columns from the digit to the text */
	char text[TS_TEXT_SIZE];
	bool rest;
};
size_t day_slots_fit(const struct day *day, int width, struct slot_item out[DAY_SLOTS]);
void day_slots_draw(const struct day *day, struct surface *surface, struct rect rect);
void day_event_draw(const struct day *day, struct surface *surface, struct rect rect);

#endif
