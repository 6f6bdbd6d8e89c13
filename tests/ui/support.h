/*
 * For the tests of views: golden screens, events as a person makes them, an environment to stand in.
 */
#ifndef TIMESHEET_TESTS_UI_SUPPORT_H
#define TIMESHEET_TESTS_UI_SUPPORT_H

#include "ui/draw/surface.h"
#include "ui/view/event.h"
#include "ui/view/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/*
 * Compares a surface with tests/golden/NAME.screen: its characters, then its styles by their letters, then the palette
 * colours as paper and as ink where any are used, then the cursor. Fails the test with the lines that differ. With
 * UPDATE_GOLDEN=1 in the environment the file is written instead.
 */
void golden_check(const struct surface *surface, const char *name);

/* The characters of a row as UTF-8, blanks at its end left out. Returns out. */
const char *surface_row_text(const struct surface *surface, int y, char *out, size_t size);
/* True if any row holds the text. */
bool surface_shows(const struct surface *surface, const char *text);
/* Where a text stands; false: nowhere. */
bool surface_find(const struct surface *surface, const char *text, int *x, int *y);
/* The style at a place. */
enum style surface_style(const struct surface *surface, int x, int y);

/* The product's own keys. */
const struct keymap *test_keymap(void);
/* 100x30, half blocks, the fake's default settings, host "laptop", nothing said. The moment's uptime starts at a
 * million. */
struct environment test_environment(ts_store *store, ts_time now);
/* Lets time pass: the wall clock and the uptime. */
void test_pass(struct environment *environment, int64_t milliseconds);

/* Sends what a key means in the view's context, else its character as text; nothing for a key that is neither. The
 * effects are what this one update asked for, but for what is asked of the environment: that is done. */
struct effects press(struct view *view, struct environment *environment, const char *key);
/* Sends each character as if typed; the effects of all are collected. */
struct effects type_text(struct view *view, struct environment *environment, const char *text);
struct effects paste_text(struct view *view, struct environment *environment, const char *text);
struct effects click(struct view *view, struct environment *environment, int x, int y);
/* Sends EVENT_SHOWN, EVENT_TICK, EVENT_CHANGED, EVENT_SAVE or EVENT_RESIZE. */
struct effects send_event(struct view *view, enum event_type type);
struct effects send_answer(struct view *view, const struct answer *answer);
/* The first effect of a type, or NULL. */
const struct effect *effect_find(const struct effects *effects, enum effect_type type);

/* A surface of the environment's size with the view drawn on it; destroy it. */
struct surface *draw_view(const struct view *view);
/* Draws the view at every size from 0x0 to 120x40, in steps that do not line up; nothing is looked at but that it ends
 * well. */
void draw_at_all_sizes(struct view *view, struct environment *environment);
void view_end(struct view *view);

#endif
