/*
 * Logs and lines of notes under their days: which rows there are, which is selected, how they look. What a search has
 * found, and what a number of a report is made of.
 */
#ifndef TIMESHEET_UI_SEARCH_HIT_LIST_H
#define TIMESHEET_UI_SEARCH_HIT_LIST_H

#include "ui/base/format.h"
#include "ui/view/lines.h"
#include "ui/view/list.h"
#include "ui/view/view.h"

/* A line of the list: a day's heading, or a hit under it. */
struct hit_row {
	size_t hit; /* of a heading: the first of its day */
	bool heading;
};

/* Begins zeroed. */
struct hit_list {
	struct ts_hits hits;
	size_t shown; /* of the hits: those that have rows */
	struct hit_row *rows;
	struct list list;
	bool clicked; /* the selected row was, and nothing since */
};

void hit_list_release(struct hit_list *list); /* wipes */
void hit_list_clear(struct hit_list *list);   /* the hits */
/* Rows for the first count of the hits, which only ever come behind those that have theirs. */
void hit_list_extend(struct hit_list *list, size_t count);
/* Others take the place of what was shown, of which count have rows; they are moved out of next. The selection stays on
 * the same hit, or on the one most like it, else in its place. */
void hit_list_replace(struct hit_list *list, struct ts_hits *next, size_t count);

const struct ts_hit *hit_list_selected(const struct hit_list *list); /* NULL: there is none */
void hit_list_select(struct hit_list *list, int row);                /* never a heading */
/* Fills what says where the selected hit stands among those that show. */
void hit_list_tell(const struct hit_list *list, struct answer *answer);
/* To the next hit, or with -1 the one before; false: there is none. */
bool hit_list_step(struct hit_list *list, int step);
/* Movements, which pass over the headings. False: not one. */
bool hit_list_move(struct hit_list *list, enum action action);
/* The wheel moves, a press selects. True: what was pressed is selected already, and is to be opened. */
bool hit_list_mouse(struct hit_list *list, struct rect rect, const struct mouse *mouse);

/* How long the logs lasted altogether, off left out; and whether some of it is forgotten, and may be wrong. */
int64_t hit_list_length(const struct hit_list *list, bool *forgotten);
/* The same of the day that a hit begins. */
int64_t hit_list_day_length(const struct hit_list *list, size_t first, bool *forgotten);
/* "FOUND 36, 21:40": how many, and how long the logs among them lasted. */
void hit_list_found(const struct hit_list *list, char out[FORMAT_SIZE]);
/* All of them to the clipboard, as text under their days; and says so. The text is out's. */
void hit_list_copy_out(const struct hit_list *list, const struct environment *environment, struct lines *out,
                       struct effects *effects);
void hit_list_draw(const struct hit_list *list, const struct environment *environment, struct surface *surface,
                   struct rect rect);

#endif
