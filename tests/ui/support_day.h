/*
 * A day to test with, Thursday 1 October 2026 as it stands in the design, and the day view opened on it.
 */
#ifndef TIMESHEET_TESTS_UI_SUPPORT_DAY_H
#define TIMESHEET_TESTS_UI_SUPPORT_DAY_H

#include "tests/fake/fake.h"
#include "tests/ui/support.h"

/* A moment of the days around the story's: day 0 is Thursday 1 October 2026. */
ts_day story_day(int day);
ts_time story_at(int day, int hour, int minute);
ts_time story_now(void); /* 14:37 */

/* A user and nothing else. */
ts_store *story_new_user(void);
/* Nine activities on their slots, lunch and reading as rest, a month ago; then off. */
ts_store *story_activities(void);
/* All of the story: the week before, the night, the day's nine logs, the note. */
ts_store *story_store(void);
void story_log(ts_store *store, int day, int hour, int minute, const char *text);
void story_comment(ts_store *store, int day, int hour, int minute, const char *text, const char *comment);
void story_note(ts_store *store, int day, const char *text);

/* A view on its own, with the event line kept as ui.c keeps it. */
struct stage {
	ts_store *store;
	struct environment environment;
	struct view *view;
	struct effects effects; /* of the last event */
};

void stage_open(struct stage *stage, ts_store *store, ts_time now, int day);
void stage_close(struct stage *stage); /* the store too */
/* Fixtures: the whole story, now, as the state; and the end of any stage that is the state. */
int stage_story(void **state);
int stage_end(void **state);
void stage_press(struct stage *stage, const char *key);
void stage_type(struct stage *stage, const char *text);
/* In the field with the focus, instead of what is there. */
void stage_retype(struct stage *stage, const char *text);
void stage_click(struct stage *stage, int x, int y);
void stage_click_text(struct stage *stage, const char *text); /* its first column */
void stage_mouse(struct stage *stage, enum mouse_action action, int x, int y);
void stage_pass(struct stage *stage, int64_t milliseconds); /* time, and a tick */
void stage_size(struct stage *stage, int width, int height);
/* The last event's message begins with that. */
void assert_says(const struct stage *stage, enum message_kind kind, const char *text);
/* Draws; true if the text is on the screen. */
bool stage_shows(const struct stage *stage, const char *text);
/* The row with the mark of the selection holds that text. */
bool stage_selected(const struct stage *stage, const char *text);
/* How the view answers that closed at the last event. */
const struct answer *stage_answer(const struct stage *stage);
/* Compares with NAME_WIDTHxHEIGHT.screen. */
void stage_golden(struct stage *stage, const char *name, int width, int height);

/* The logs of a day, "07:52 email|08:15 sync", carried ones first, as they are in the store. */
const char *logs_of(ts_store *store, int day, char *out, size_t size);
/* They hold that part. */
void assert_day(const struct stage *stage, int day, const char *expected);

#endif
