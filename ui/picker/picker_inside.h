/*
 * What the parts of the picker share: what is typed, the rows that fit it, what Enter would do. For
 * ui/picker/view_picker.c and ui/picker_*.c only.
 */
#ifndef TIMESHEET_UI_PICKER_INSIDE_H
#define TIMESHEET_UI_PICKER_INSIDE_H

#include "ui/type/activity_list.h"
#include "ui/type/field.h"
#include "ui/view/view.h"

/* A time may stand before the activity, so there is room for more than a text: what is too long is told, not cut. */
enum { PICKER_TEXT_SIZE = 2 * TS_TEXT_SIZE, PICKER_MESSAGE_SIZE = 160 };

#define PICKER_NOWHERE (-1) /* no row */

/* What is typed, understood. */
struct picker_query {
	struct ts_entry entry;
	bool refused;                      /* it begins like a time and is none: nothing fits it */
	char needle[PICKER_TEXT_SIZE];     /* the activity, trimmed; "" where a digit names it */
	char comment[PICKER_TEXT_SIZE];    /* "" for none */
	char problem[PICKER_MESSAGE_SIZE]; /* why Enter cannot do it; "" when it can */
};

struct picker {
	struct view view;
	ts_day day; /* on screen */
	ts_time last_log;
	struct field field;
	struct picker_query query;
	struct ts_cover cover; /* what a stretch that is typed takes the place of */
	struct activity_list found;
	bool doubted; /* what is typed may be a password: that was said */
	bool pinning; /* ' was pressed: a digit pins */
	bool recasts; /* what is picked takes the place of a log's activity: */
	struct ts_span span;
	struct ts_id *ids; /* or all of these are changed, of which there are: */
	size_t id_count;
	int clicked; /* the row of the last click, or PICKER_NOWHERE */
	bool unread; /* and the message says so */
	enum message_kind kind;
	char message[PICKER_MESSAGE_SIZE]; /* what failed or was done; "" for nothing */
};

/* What the last line says: before, the activity's name, after. */
struct picker_preview {
	const char *before;
	char name[PICKER_TEXT_SIZE]; /* "" when it is about none */
	char after[PICKER_MESSAGE_SIZE + 64];
};

struct picker_layout {
	struct rect inside; /* of the dialog, on the screen */
	struct rect list;   /* in inside */
	int preview;        /* rows in inside; PICKER_NOWHERE: no room */
	int hints;
	int rules[2];
};

/* Reads the activities anew and keeps the selected one. */
void picker_load(struct picker *picker);
/* What is typed has changed: finds what fits and selects the best. */
void picker_typed(struct picker *picker);
void picker_understand(struct picker *picker);
ts_time picker_at(const struct picker *picker);
void picker_preview(const struct picker *picker, struct picker_preview *out);

enum { PICKER_WIDTH = 68, PICKER_HEIGHT = 16 };
struct picker_layout picker_layout(int width, int height);
void picker_draw(const struct view *view, struct surface *surface);

#endif
