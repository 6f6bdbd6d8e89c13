/* The search behind the search screen: stepped a little at a time, its hits grouped by day. Draws nothing. */
#include "ui/search/search_inside.h"

#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

bool search_running(const struct search_screen *screen)
{
	return screen->search != NULL;
}

bool search_full(const struct search_screen *screen)
{
	return screen->hits.count > SEARCH_HITS_MOST;
}

static void search_end(struct search_screen *screen)
{
	ts_search_end(screen->search);
	screen->search = NULL;
}

void search_release(struct search_screen *screen)
{
	search_end(screen);
	ts_hits_release(&screen->hits);
	ts_hits_release(&screen->next);
	free(screen->rows);
	field_release(&screen->field);
}

/* ---- rows */

static size_t hits_shown(const struct search_screen *screen)
{
	return search_full(screen) ? SEARCH_HITS_MOST : screen->hits.count;
}

/* Hits only ever come behind those that are there: the rows before stay. */
static void rows_extend(struct search_screen *screen, size_t from)
{
	size_t count = hits_shown(screen);
	int rows = from == 0 ? 0 : screen->list.count;

	/* Each hit may begin a day. */
	screen->rows = reallocate(screen->rows, 2 * count + 1, sizeof *screen->rows);
	for (size_t i = from; i < count; i++) {
		if (i == 0 || screen->hits.at[i].day != screen->hits.at[i - 1].day)
			screen->rows[rows++] = (struct search_row){ .hit = i, .heading = true };
		screen->rows[rows++] = (struct search_row){ .hit = i };
	}
	list_set_count(&screen->list, rows);
	if (from == 0)
		search_select(screen, 0);
}

const struct ts_hit *search_selected(const struct search_screen *screen)
{
	return screen->list.count > 0 ? &screen->hits.at[screen->rows[screen->list.cursor].hit] : NULL;
}

void search_select(struct search_screen *screen, int row)
{
	list_select(&screen->list, row);
	/* Never a heading, and the first hit shows with the heading above it. */
	if (screen->list.count > 0 && screen->rows[screen->list.cursor].heading)
		list_select(&screen->list, screen->list.cursor + 1);
	if (screen->list.cursor == 1)
		screen->list.top = 0;
}

bool search_move(struct search_screen *screen, enum action action)
{
	int before = screen->list.cursor;

	if (!list_action(&screen->list, action))
		return false;
	bool up = action == ACTION_UP && screen->list.cursor > 0 && screen->list.cursor < before;
	if (up && screen->rows[screen->list.cursor].heading)
		list_select(&screen->list, screen->list.cursor - 1);
	/* The heading of a day shows with its first hit. */
	search_select(screen, screen->list.cursor);
	if (screen->list.cursor > 0 && screen->list.top == screen->list.cursor && screen->list.height > 1 &&
	    screen->rows[screen->list.cursor - 1].heading)
		screen->list.top--;
	screen->clicked = -1;
	return true;
}

/* ---- the search */

static void query_begin(struct search_screen *screen)
{
	const struct environment *environment = screen->view.environment;
	ts_time now = environment->moment.now;
	int day_start = environment->settings.day_start;
	const struct ts_when_context context = {
		.now = now, .day = ts_day_of(now, day_start), .day_start = day_start, .order = environment->date_order
	};

	screen->error = (struct ts_when_error){ 0 };
	screen->status =
	        ts_search_begin(environment->store, screen->field.text, &context, &screen->error, &screen->search);
}

static void rows_clear(struct search_screen *screen)
{
	ts_hits_release(&screen->hits);
	list_set_count(&screen->list, 0);
	screen->clicked = -1;
}

void search_begin(struct search_screen *screen)
{
	search_end(screen);
	ts_hits_release(&screen->next);
	rows_clear(screen);
	screen->replacing = false;
	screen->progress = (struct ts_progress){ .back = INT32_MAX };
	query_begin(screen);
	search_step(screen);
}

void search_again(struct search_screen *screen)
{
	if (screen->hits.count == 0) {
		search_begin(screen);
		return;
	}
	search_end(screen);
	ts_hits_release(&screen->next);
	screen->replacing = true;
	screen->progress = (struct ts_progress){ .back = INT32_MAX };
	query_begin(screen);
}

/* How much a hit is the one that was shown; 0: it is another. The line of a note may have been changed or moved. */
static int likeness(const struct ts_hit *left, const struct ts_hit *right)
{
	if (left->kind != right->kind)
		return 0;
	if (left->kind == TS_HIT_LOG)
		return ts_id_equal(left->log, right->log);
	if (left->day != right->day)
		return 0;
	return (strcmp(left->line, right->line) == 0 ? 2 : 0) + (left->line_number == right->line_number);
}

/* The row of the hit that is most like one; -1: none is. */
static int row_like(const struct search_screen *screen, const struct ts_hit *hit)
{
	int best = -1, most = 0;

	for (int i = 0; hit && i < screen->list.count; i++) {
		int like = screen->rows[i].heading ? 0 : likeness(&screen->hits.at[screen->rows[i].hit], hit);
		if (like > most) {
			most = like;
			best = i;
		}
	}
	return best;
}

/* What was found anew takes the place of what was shown; the selection stays on the same hit, else in its place. */
static void hits_replace(struct search_screen *screen)
{
	struct list list = screen->list;
	struct ts_hits old = screen->hits;
	const struct ts_hit *selected = search_selected(screen);

	screen->hits = screen->next;
	screen->next = (struct ts_hits){ 0 };
	screen->replacing = false;
	rows_extend(screen, 0);
	int row = row_like(screen, selected);
	if (row >= 0)
		list.top += row - list.cursor;
	screen->list.top = list.top > 0 ? list.top : 0;
	search_select(screen, row >= 0 ? row : list.cursor);
	screen->clicked = -1;
	ts_hits_release(&old);
}

void search_step(struct search_screen *screen)
{
	struct ts_hits *hits = screen->replacing ? &screen->next : &screen->hits;
	size_t before = hits->count;

	if (!screen->search)
		return;
	screen->status = ts_search_step(screen->search, SEARCH_ROWS, hits, &screen->progress);
	bool ended = screen->status != TS_OK || screen->progress.done || hits->count > SEARCH_HITS_MOST;
	if (!screen->replacing && hits->count > before)
		rows_extend(screen, before);
	else if (screen->replacing && ended)
		hits_replace(screen);
	if (ended)
		search_end(screen);
}
