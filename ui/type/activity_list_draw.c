/* The rows of a list of activities, as they look: slot, text with what fitted marked, rest, when it was used last. */
#include "ui/type/activity_list.h"

#include "ui/base/format.h"
#include "ui/draw/marked.h"
#include "ui/draw/widgets.h"

#include <string.h>

enum { SLOT_AT = 2, TEXT_AT = 4, MARKS_WIDTH = 19, LAST_WIDTH = 7, LEAST_WITH_MARKS = 36 };

/* "today", a weekday of the last six days, or "12 Oct". */
static const char *last_used(const struct environment *environment, ts_time at, char out[FORMAT_SIZE])
{
	int day_start = environment->settings.day_start;
	ts_day day = ts_day_of(at, day_start);
	ts_day today = ts_day_of(environment->moment.now, day_start);

	if (at == 0)
		return "";
	if (day == today)
		return "today";
	(void)format_day_short(day, out);
	if (day > today - 7 && day < today)
		out[3] = '\0';
	else
		memmove(out, out + 4, strlen(out + 4) + 1);
	return out;
}

static void draw_marks(const struct activity_list *list, const struct environment *environment, struct surface *surface,
                       int x, int y, const struct ts_activity *activity)
{
	char last[FORMAT_SIZE];

	if (activity->rest)
		draw_sign(surface, x, y, '~', look_of(STYLE_DIM));
	if (list->has_running && ts_id_equal(activity->id, list->running))
		(void)surface_text(surface, x + 2, y, -1, "running", look_of(STYLE_RUNNING));
	else if (activity->rest && surface_plain(surface))
		(void)surface_text(surface, x + 2, y, -1, "rest", look_of(STYLE_DIM));
	else if (activity->archived)
		(void)surface_text(surface, x + 2, y, -1, "archived", look_of(STYLE_DIM));
	surface_text_right(surface, x + MARKS_WIDTH - LAST_WIDTH, y, LAST_WIDTH,
	                   last_used(environment, activity->last_used, last), look_of(STYLE_DIM));
}

static void draw_row(const struct activity_list *list, const struct environment *environment, struct surface *surface,
                     struct rect rect, int y, int index)
{
	const struct activity_row *row = &list->rows[index];
	const struct ts_activity *activity = activity_list_activity(list, row);
	bool marks = rect.width >= LEAST_WITH_MARKS;
	int width = rect.width - TEXT_AT - (marks ? MARKS_WIDTH + 1 : 0);
	struct look look = look_of(STYLE_DIALOG);
	struct look slot = look_of(STYLE_SLOT);

	if (index == list->list.cursor) {
		look = look_of(STYLE_SELECTED);
		surface_fill(surface, (struct rect){ 0, y, rect.width, 1 }, ' ', look);
		draw_sign(surface, 0, y, '>', look);
	}
	if (!activity) {
		surface_put(surface, SLOT_AT, y, '+', look_of(STYLE_EMPHASIS));
		int used = surface_text(surface, TEXT_AT, y, -1, "new \"", look);
		used += surface_text_cut(surface, TEXT_AT + used, y, rect.width - TEXT_AT - used - 1, list->wish.needle,
		                         look_of(STYLE_EMPHASIS));
		surface_put(surface, TEXT_AT + used, y, '"', look);
		if (list->wish.rest)
			(void)surface_text(surface, TEXT_AT + used + 2, y, -1, surface_plain(surface) ? "rest" : "~",
			                   look_of(STYLE_DIM));
		return;
	}
	slot.ink = (unsigned char)activity->colour;
	if (activity->slot > 0 || activity->off)
		surface_put(surface, SLOT_AT, y, (uint32_t)('0' + activity->slot), slot);
	(void)draw_marked(surface, TEXT_AT, y, width, activity->text, &row->marks, look);
	if (marks)
		draw_marks(list, environment, surface, rect.width - MARKS_WIDTH, y, activity);
}

void activity_list_draw(const struct activity_list *list, const struct environment *environment,
                        struct surface *surface, struct rect rect)
{
	struct list rows = list->list;

	list_set_height(&rows, rect.height);
	surface_clip_push(surface, rect);
	for (int y = 0; y < rect.height && rows.top + y < rows.count; y++)
		draw_row(list, environment, surface, rect, y, rows.top + y);
	surface_clip_pop(surface);
}
