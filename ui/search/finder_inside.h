/*
 * What the parts of the search screen share: the words typed, what was found, how far the search has come. For
 * ui/search/view_search.c and ui/finder_*.c only.
 */
#ifndef TIMESHEET_UI_FINDER_INSIDE_H
#define TIMESHEET_UI_FINDER_INSIDE_H

#include "ui/type/field.h"
#include "ui/view/list.h"
#include "ui/view/view.h"

enum {
	FINDER_HITS_MOST = 2000, /* nobody reads further: more words find less */
	FINDER_ROWS = 1000       /* opened in a step: some 3 ms (measured on 100,000 logs) */
};

/* A line of the list: a day's heading, or a hit under it. */
struct finder_row {
	size_t hit; /* of a heading: the first of its day */
	bool heading;
};

struct finder {
	struct view view;
	struct field field;
	bool fresh;        /* the words are those of the last time: what is typed takes their place */
	ts_search *search; /* under way, or NULL */
	struct ts_progress progress;
	struct ts_hits hits;
	/* Found anew because something was changed meanwhile; takes the place of hits when all is found. */
	struct ts_hits next;
	bool replacing;
	enum ts_status status;      /* of the search, once it failed or was refused */
	struct ts_when_error error; /* what of the words is not understood, with TS_INVALID */
	struct finder_row *rows;
	struct list list;
	int clicked; /* the row of the last click, -1 none */
};

struct finder_layout {
	int title, field, heading, event, hints; /* rows, -1: no room */
	struct rect list;
};
struct finder_layout finder_layout(int width, int height);

/* ---- finder_model.c */

/* Begins anew with what is typed, and takes the first step. */
void finder_begin(struct finder *finder);
/* The same because the data was changed: what is shown stays until all is found. */
void finder_again(struct finder *finder);
void finder_step(struct finder *finder);
bool finder_running(const struct finder *finder);
bool finder_full(const struct finder *finder); /* more was found than is shown */
void finder_release(struct finder *finder);
/* NULL: nothing is found. */
const struct ts_hit *finder_selected(const struct finder *finder);
/* Movements of the list, which pass over the headings. False: not one. */
bool finder_move(struct finder *finder, enum action action);
void finder_select(struct finder *finder, int row);

/* ---- finder_draw.c */

void finder_draw(const struct view *view, struct surface *surface);

#endif
