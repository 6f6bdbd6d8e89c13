/* Logs and lines of notes under their days: rows and selection. */
#include "ui/search/hit_list.h"

#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

void hit_list_clear(struct hit_list *list)
{
	ts_hits_release(&list->hits);
	list->shown = 0;
	list_set_count(&list->list, 0);
	list->clicked = false;
}

void hit_list_release(struct hit_list *list)
{
	hit_list_clear(list);
	free(list->rows);
	list->rows = NULL;
}

/* Hits only ever come behind those that are there: the rows before stay. */
void hit_list_extend(struct hit_list *list, size_t count)
{
	size_t from = list->shown;
	int rows = from == 0 ? 0 : list->list.count;

	/* Each hit may begin a day. */
	list->rows = reallocate(list->rows, 2 * count + 1, sizeof *list->rows);
	for (size_t i = from; i < count; i++) {
		if (i == 0 || list->hits.at[i].day != list->hits.at[i - 1].day)
			list->rows[rows++] = (struct hit_row){ .hit = i, .heading = true };
		list->rows[rows++] = (struct hit_row){ .hit = i };
	}
	list->shown = count;
	list_set_count(&list->list, rows);
	if (from == 0)
		hit_list_select(list, 0);
}

const struct ts_hit *hit_list_selected(const struct hit_list *list)
{
	return list->list.count > 0 ? &list->hits.at[list->rows[list->list.cursor].hit] : NULL;
}

void hit_list_select(struct hit_list *list, int row)
{
	list_select(&list->list, row);
	/* Never a heading, and the first hit shows with the heading above it. */
	if (list->list.count > 0 && list->rows[list->list.cursor].heading)
		list_select(&list->list, list->list.cursor + 1);
	if (list->list.cursor == 1)
		list->list.top = 0;
}

bool hit_list_move(struct hit_list *list, enum action action)
{
	int before = list->list.cursor;

	if (!list_action(&list->list, action))
		return false;
	bool up = action == ACTION_UP && list->list.cursor > 0 && list->list.cursor < before;
	if (up && list->rows[list->list.cursor].heading)
		list_select(&list->list, list->list.cursor - 1);
	/* The heading of a day shows with its first hit. */
	hit_list_select(list, list->list.cursor);
	if (list->list.cursor > 0 && list->list.top == list->list.cursor && list->list.height > 1 &&
	    list->rows[list->list.cursor - 1].heading)
		list->list.top--;
	list->clicked = false;
	return true;
}

void hit_list_tell(const struct hit_list *list, struct answer *answer)
{
	answer->hit = list->list.count > 0 ? list->rows[list->list.cursor].hit + 1 : 0;
	answer->hits = list->shown;
}

bool hit_list_step(struct hit_list *list, int step)
{
	int before = list->list.cursor;

	(void)hit_list_move(list, step > 0 ? ACTION_DOWN : ACTION_UP);
	return list->list.cursor != before;
}

bool hit_list_mouse(struct hit_list *list, struct rect rect, const struct mouse *mouse)
{
	int row = list->list.top + mouse->y - rect.y, before = list->list.cursor;
	bool clicked = list->clicked;

	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN)
		(void)hit_list_move(list, mouse->action == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
	if (mouse->action != MOUSE_PRESS || mouse->button != 1 || !rect_holds(rect, mouse->x, mouse->y) ||
	    row >= list->list.count || list->rows[row].heading)
		return false;
	hit_list_select(list, row);
	list->clicked = true;
	return clicked && row == before;
}

/* Of hits up to an end. */
static int64_t length_of(const struct hit_list *list, size_t first, size_t end, bool *forgotten)
{
	int64_t length = 0;

	*forgotten = false;
	for (size_t i = first; i < end; i++) {
		const struct ts_hit *hit = &list->hits.at[i];
		length += hit->off ? 0 : hit->length;
		*forgotten = *forgotten || hit->forgotten;
	}
	return length;
}

int64_t hit_list_length(const struct hit_list *list, bool *forgotten)
{
	return length_of(list, 0, list->shown, forgotten);
}

int64_t hit_list_day_length(const struct hit_list *list, size_t first, bool *forgotten)
{
	size_t end = first;

	while (end < list->shown && list->hits.at[end].day == list->hits.at[first].day)
		end++;
	return length_of(list, first, end, forgotten);
}

/* ---- the same hits, read anew */

/* How much a hit is the one that was shown; 0: it is another. The line of a note may have been changed or moved, a log
 * over midnight stands on two days. */
static int likeness(const struct ts_hit *left, const struct ts_hit *right)
{
	if (left->kind != right->kind)
		return 0;
	if (left->kind == TS_HIT_LOG)
		return ts_id_equal(left->log, right->log) ? 1 + (left->day == right->day) : 0;
	if (left->day != right->day)
		return 0;
	return (strcmp(left->line, right->line) == 0 ? 2 : 0) + (left->line_number == right->line_number);
}

/* The row of the hit that is most like one; -1: none is. */
static int row_like(const struct hit_list *list, const struct ts_hit *hit)
{
	int best = -1, most = 0;

	for (int i = 0; hit && i < list->list.count; i++) {
		int like = list->rows[i].heading ? 0 : likeness(&list->hits.at[list->rows[i].hit], hit);
		if (like > most) {
			most = like;
			best = i;
		}
	}
	return best;
}

void hit_list_replace(struct hit_list *list, struct ts_hits *next, size_t count)
{
	struct list before = list->list;
	struct ts_hits old = list->hits;
	const struct ts_hit *selected = hit_list_selected(list);

	list->hits = *next;
	*next = (struct ts_hits){ 0 };
	list->shown = 0;
	hit_list_extend(list, count);
	int row = row_like(list, selected);
	if (row >= 0)
		before.top += row - before.cursor;
	list->list.top = before.top > 0 ? before.top : 0;
	hit_list_select(list, row >= 0 ? row : before.cursor);
	list->clicked = false;
	ts_hits_release(&old);
}
