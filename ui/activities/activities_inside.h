/*
 * What the parts of the activities screen share: the activities, how often each was logged, which are shown in what
 * order. For ui/activities/view_activities.c and ui/activities_*.c only.
 */
#ifndef TIMESHEET_UI_ACTIVITIES_INSIDE_H
#define TIMESHEET_UI_ACTIVITIES_INSIDE_H

#include "ui/type/field.h"
#include "ui/view/list.h"
#include "ui/view/view.h"

enum {
	ACTIVITIES_ROWS = 1000,        /* rows counted in a step, as in the search */
	ACTIVITIES_ARRANGED_EACH = 200 /* milliseconds between two pictures of what is counted by then */
};

enum activities_order { BY_LAST_USE, BY_LOGS, BY_TEXT, ORDERS };

struct activity_row {
	size_t activity; /* in known.at */
	struct ts_use use;
	struct ts_marks marks; /* of what is filtered for */
};

struct activities {
	struct view view;
	struct ts_activities known;
	ts_choice *choice; /* the texts of known; NULL until it is read */
	/* counted is shown; counting takes its place once it has come to its end. */
	ts_usage *counted, *counting;
	struct ts_progress progress;
	int64_t arranged_at; /* uptime */
	bool complete;       /* counted has come to its end */
	enum activities_order order;
	struct activity_row *rows;
	struct list list;
	struct ts_id selected;
	struct field filter;
	bool filtering, pinning; /* text goes into the filter; the next digit says to which slot */
	bool undo_asked;         /* whether undo is meant; undo_ask.h */
	int clicked;             /* the row of the last click, -1 none */
};

struct activities_layout {
	int title, filter, heading, columns, event, hints; /* rows, -1: no room or not shown */
	struct rect list;
};
void activities_layout(const struct activities *activities, int width, int height, struct activities_layout *out);

/* ---- activities_model.c */

/* Reads anew, keeps the selection, counts anew. TS_OK, or what was read before stays. */
enum ts_status activities_read(struct activities *activities);
void activities_count_step(struct activities *activities);
/* Filters and sorts; keeps the selection. */
void activities_arrange(struct activities *activities);
const struct activity_row *activities_row(const struct activities *activities); /* NULL: none is shown */
const struct ts_activity *activities_selected(const struct activities *activities);
void activities_select(struct activities *activities, int row);
void activities_release(struct activities *activities);

/* ---- activities_draw.c */

void activities_draw(const struct view *view, struct surface *surface);

#endif
