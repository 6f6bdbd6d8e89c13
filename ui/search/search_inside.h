/*
 * What the parts of the search screen share: the words typed, what was found, how far the search has come. For
 * ui/search/view_search.c and ui/search/search_*.c only.
 */
#ifndef TIMESHEET_UI_SEARCH_SEARCH_INSIDE_H
#define TIMESHEET_UI_SEARCH_SEARCH_INSIDE_H

#include "ui/search/hit_list.h"
#include "ui/type/field.h"

enum {
	SEARCH_HITS_MOST = 2000, /* nobody reads further: more words find less */
	SEARCH_ROWS = 1000       /* opened in a step: some 3 ms (measured on 100,000 logs) */
};

struct search_screen {
	struct view view;
	struct field field;
	bool fresh;        /* the words are those of the last time: what is typed takes their place */
	ts_search *search; /* under way, or NULL */
	struct ts_progress progress;
	struct hit_list found;
	struct lines copied; /* what was copied last: an effect points at it */
	/* Found anew because something was changed meanwhile; takes the place of what was when all is found. */
	struct ts_hits next;
	bool replacing;
	enum ts_status status;      /* of the search, once it failed or was refused */
	struct ts_when_error error; /* what of the words is not understood, with TS_INVALID */
};

struct search_layout {
	int title, field, heading, event, hints; /* rows, -1: no room */
	struct rect list;
};
struct search_layout search_layout(const struct environment *environment);

/* ---- finder_model.c */

/* Begins anew with what is typed, and takes the first step. */
void search_begin(struct search_screen *screen);
/* The same because the data was changed: what is shown stays until all is found. */
void search_again(struct search_screen *screen);
void search_step(struct search_screen *screen);
bool search_running(const struct search_screen *screen);
bool search_full(const struct search_screen *screen); /* more was found than is shown */
void search_release(struct search_screen *screen);

/* ---- search_draw.c */

void search_draw(const struct view *view, struct surface *surface);

#endif
