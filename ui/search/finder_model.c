/* The search behind the search screen: stepped a little at a time, its hits grouped by day. Draws nothing. */
#include "ui/search/finder_inside.h"

#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

bool finder_running(const struct finder *finder)
{
	return finder->search != NULL;
}

bool finder_full(const struct finder *finder)
{
	return finder->hits.count > FINDER_HITS_MOST;
}

static void search_end(struct finder *finder)
{
	ts_search_end(finder->search);
	finder->search = NULL;
}

void finder_release(struct finder *finder)
{
	search_end(finder);
	ts_hits_release(&finder->hits);
	ts_hits_release(&finder->next);
	free(finder->rows);
	field_release(&finder->field);
}

/* ---- rows */

static size_t hits_shown(const struct finder *finder)
{
	return finder_full(finder) ? FINDER_HITS_MOST : finder->hits.count;
}

/* Hits only ever come behind those that are there: the rows before stay. */
static void rows_extend(struct finder *finder, size_t from)
{
	size_t count = hits_shown(finder);
	int rows = from == 0 ? 0 : finder->list.count;

	/* Each hit may begin a day. */
	finder->rows = reallocate(finder->rows, 2 * count + 1, sizeof *finder->rows);
	for (size_t i = from; i < count; i++) {
		if (i == 0 || finder->hits.at[i].day != finder->hits.at[i - 1].day)
			finder->rows[rows++] = (struct finder_row){ .hit = i, .heading = true };
		finder->rows[rows++] = (struct finder_row){ .hit = i };
	}
	list_set_count(&finder->list, rows);
	if (from == 0)
		finder_select(finder, 0);
}

const struct ts_hit *finder_selected(const struct finder *finder)
{
	return finder->list.count > 0 ? &finder->hits.at[finder->rows[finder->list.cursor].hit] : NULL;
}

void finder_select(struct finder *finder, int row)
{
	list_select(&finder->list, row);
	/* Never a heading, and the first hit shows with the heading above it. */
	if (finder->list.count > 0 && finder->rows[finder->list.cursor].heading)
		list_select(&finder->list, finder->list.cursor + 1);
	if (finder->list.cursor == 1)
		finder->list.top = 0;
}

bool finder_move(struct finder *finder, enum action action)
{
	int before = finder->list.cursor;

	if (!list_action(&finder->list, action))
		return false;
	bool up = action == ACTION_UP && finder->list.cursor > 0 && finder->list.cursor < before;
	if (up && finder->rows[finder->list.cursor].heading)
		list_select(&finder->list, finder->list.cursor - 1);
	/* The heading of a day shows with its first hit. */
	finder_select(finder, finder->list.cursor);
	if (finder->list.cursor > 0 && finder->list.top == finder->list.cursor && finder->list.height > 1 &&
	    finder->rows[finder->list.cursor - 1].heading)
		finder->list.top--;
	finder->clicked = -1;
	return true;
}

/* ---- the search */

static void query_begin(struct finder *finder)
{
	const struct environment *environment = finder->view.environment;
	ts_time now = environment->moment.now;
	int day_start = environment->settings.day_start;
	const struct ts_when_context context = {
		.now = now, .day = ts_day_of(now, day_start), .day_start = day_start, .order = environment->date_order
	};

	finder->error = (struct ts_when_error){ 0 };
	finder->status =
	        ts_search_begin(environment->store, finder->field.text, &context, &finder->error, &finder->search);
}

static void rows_clear(struct finder *finder)
{
	ts_hits_release(&finder->hits);
	list_set_count(&finder->list, 0);
	finder->clicked = -1;
}

void finder_begin(struct finder *finder)
{
	search_end(finder);
	ts_hits_release(&finder->next);
	rows_clear(finder);
	finder->replacing = false;
	finder->progress = (struct ts_progress){ .back = INT32_MAX };
	query_begin(finder);
	finder_step(finder);
}

void finder_again(struct finder *finder)
{
	if (finder->hits.count == 0) {
		finder_begin(finder);
		return;
	}
	search_end(finder);
	ts_hits_release(&finder->next);
	finder->replacing = true;
	finder->progress = (struct ts_progress){ .back = INT32_MAX };
	query_begin(finder);
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
static int row_like(const struct finder *finder, const struct ts_hit *hit)
{
	int best = -1, most = 0;

	for (int i = 0; hit && i < finder->list.count; i++) {
		int like = finder->rows[i].heading ? 0 : likeness(&finder->hits.at[finder->rows[i].hit], hit);
		if (like > most) {
			most = like;
			best = i;
		}
	}
	return best;
}

/* What was found anew takes the place of what was shown; the selection stays on the same hit, else in its place. */
static void hits_replace(struct finder *finder)
{
	struct list list = finder->list;
	struct ts_hits old = finder->hits;
	const struct ts_hit *selected = finder_selected(finder);

	finder->hits = finder->next;
	finder->next = (struct ts_hits){ 0 };
	finder->replacing = false;
	rows_extend(finder, 0);
	int row = row_like(finder, selected);
	if (row >= 0)
		list.top += row - list.cursor;
	finder->list.top = list.top > 0 ? list.top : 0;
	finder_select(finder, row >= 0 ? row : list.cursor);
	finder->clicked = -1;
	ts_hits_release(&old);
}

void finder_step(struct finder *finder)
{
	struct ts_hits *hits = finder->replacing ? &finder->next : &finder->hits;
	size_t before = hits->count;

	if (!finder->search)
		return;
	finder->status = ts_search_step(finder->search, FINDER_ROWS, hits, &finder->progress);
	bool ended = finder->status != TS_OK || finder->progress.done || hits->count > FINDER_HITS_MOST;
	if (!finder->replacing && hits->count > before)
		rows_extend(finder, before);
	else if (finder->replacing && ended)
		hits_replace(finder);
	if (ended)
		search_end(finder);
}
