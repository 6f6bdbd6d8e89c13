/* The activities screen: each with its slot, colour, text, and how often and when it was logged last. */
#include "ui/activities/activities_inside.h"

#include "ui/base/format.h"
#include "ui/draw/marked.h"
#include "ui/draw/paragraph.h"
#include "ui/draw/widgets.h"
#include "ui/view/card.h"
#include "ui/view/title_bar.h"

#include <stdio.h>
#include <string.h>

enum {
	SLOT_AT = 2,
	SAMPLE_AT = 4,
	TEXT_AT = 7,
	STATE_WIDTH = 10,
	LOGS_WIDTH = 7,
	LAST_WIDTH = 13,
	LEAST_WITH_STATE = 56,
	LEAST_FOR_ONE_LINE = 96, /* of hints */
	BLOCK_FULL = 0x2588
};

void activities_layout(const struct activities *activities, int width, int height, struct activities_layout *out)
{
	int top = 1, bottom = height;

	*out = (struct activities_layout){
		.title = 0, .filter = -1, .heading = -1, .columns = -1, .event = -1, .hints = -1
	};
	if (height >= 8) {
		int hints = environment_hints(activities->view.environment, width >= LEAST_FOR_ONE_LINE ? 1 : 2);
		bottom -= hints;
		out->hints = hints > 0 ? bottom : -1;
		out->event = --bottom;
	}
	if (activities->filtering || activities->filter.size > 0)
		out->filter = top++;
	out->heading = top++;
	out->columns = top++;
	out->list = (struct rect){ 0, top, width, bottom > top ? bottom - top : 0 };
}

static void draw_title(const struct activities *activities, struct surface *surface, int y)
{
	const struct environment *environment = activities->view.environment;
	int x = draw_title_bar(surface, y, environment);

	x += surface_text(surface, x, y, -1, "Activities", look_of(STYLE_TITLE));
	draw_title_clock(surface, x, y, environment);
}

static size_t shown_count(const struct activities *activities)
{
	size_t count = 0;

	for (size_t i = 0; i < activities->known.count; i++)
		count += !activities->known.at[i].off;
	return count;
}

static void draw_head(const struct activities *activities, struct surface *surface, int y)
{
	static const char *const orders[ORDERS] = { "by last use", "by logs", "by text" };
	char left[2 * FORMAT_SIZE], right[2 * FORMAT_SIZE], day[FORMAT_SIZE];
	size_t count = shown_count(activities);

	if (activities->filter.size > 0)
		(void)snprintf(left, sizeof left, "ACTIVITIES %d of %zu", activities->list.count, count);
	else
		(void)snprintf(left, sizeof left, "ACTIVITIES %zu", count);
	if (activities->counting && activities->progress.back != INT32_MAX)
		(void)snprintf(right, sizeof right, "counted back to %s  %s",
		               format_day(activities->progress.back, day), orders[activities->order]);
	else
		(void)snprintf(right, sizeof right, "%s", orders[activities->order]);
	draw_heading(surface, 0, y, surface_width(surface), left, right);
}

/* Where the columns of a row stand; -1: no room. */
struct columns {
	int text, state, logs, last;
};

static struct columns columns_fit(int width)
{
	struct columns columns = { .state = -1 };

	columns.last = width - 1 - LAST_WIDTH;
	columns.logs = columns.last - 1 - LOGS_WIDTH;
	int end = columns.logs;
	if (width >= LEAST_WITH_STATE) {
		columns.state = columns.logs - 1 - STATE_WIDTH;
		end = columns.state;
	}
	columns.text = end - 1 - TEXT_AT > 0 ? end - 1 - TEXT_AT : 0;
	return columns;
}

static void draw_columns(struct surface *surface, int y, int width)
{
	struct columns columns = columns_fit(width);
	struct look look = look_of(STYLE_DIM);

	(void)surface_text(surface, SLOT_AT, y, 4, "slot", look);
	(void)surface_text_cut(surface, TEXT_AT, y, columns.text, "text", look);
	surface_text_right(surface, columns.logs, y, LOGS_WIDTH, "logs", look);
	surface_text_right(surface, columns.last, y, LAST_WIDTH, "last use", look);
}

/* "today", "yesterday", or the date. */
static const char *last_text(const struct activities *activities, ts_time at, char out[FORMAT_SIZE])
{
	const struct environment *environment = activities->view.environment;
	ts_day day = ts_day_of(at, environment->settings.day_start);
	ts_day today = ts_day_of(environment->moment.now, environment->settings.day_start);

	if (at == 0)
		return activities->complete ? "never" : "";
	if (day == today)
		return "today";
	if (day == today - 1)
		return "yesterday";
	(void)format_day(day, out);
	/* The weekday of what is long ago tells nothing. */
	return out + 4;
}

static void draw_row(const struct activities *activities, struct surface *surface, int y, int width, int index)
{
	const struct activity_row *row = &activities->rows[index];
	const struct ts_activity *activity = &activities->known.at[row->activity];
	struct columns columns = columns_fit(width);
	bool selected = index == activities->list.cursor;
	enum style style = selected ? STYLE_SELECTED : activity->archived ? STYLE_DIM : STYLE_PLAIN;
	struct look sample = look_of(STYLE_BAR), slot = look_of(STYLE_SLOT);
	char logs[FORMAT_SIZE] = "", last[FORMAT_SIZE];

	if (selected) {
		surface_fill(surface, (struct rect){ 0, y, width, 1 }, ' ', look_of(style));
		draw_sign(surface, 0, y, '>', look_of(style));
	}
	slot.ink = sample.ink = (unsigned char)activity->colour;
	if (activity->slot > 0)
		surface_put(surface, SLOT_AT, y, (uint32_t)('0' + activity->slot), slot);
	surface_put(surface, SAMPLE_AT, y, BLOCK_FULL, sample);
	surface_put(surface, SAMPLE_AT + 1, y, BLOCK_FULL, sample);
	(void)draw_marked(surface, TEXT_AT, y, columns.text, activity->text, &row->marks, look_of(style));
	if (columns.state >= 0 && activity->rest)
		draw_sign(surface, columns.state, y, '~', look_of(STYLE_DIM));
	if (columns.state >= 0)
		(void)surface_text(surface, columns.state + 2, y, STATE_WIDTH - 2,
		                   activity->archived ? "archived"
		                   : activity->rest   ? "rest"
		                                      : "",
		                   look_of(STYLE_DIM));
	else if (activity->rest)
		draw_sign(surface, TEXT_AT + columns.text, y, '~', look_of(STYLE_DIM));
	/* A count that still grows is no count yet. */
	if (activities->complete || row->use.logs > 0)
		(void)snprintf(logs, sizeof logs, "%zu%s", row->use.logs, activities->complete ? "" : "+");
	surface_text_right(surface, columns.logs, y, LOGS_WIDTH, logs, look_of(STYLE_DURATION));
	surface_text_right(surface, columns.last, y, LAST_WIDTH, last_text(activities, row->use.last, last),
	                   look_of(STYLE_DIM));
}

static void draw_list(const struct activities *activities, struct surface *surface, struct rect rect)
{
	struct list list = activities->list;

	list_set_height(&list, rect.height);
	surface_clip_push(surface, rect);
	for (int y = 0; y < rect.height && list.top + y < list.count; y++)
		draw_row(activities, surface, y, rect.width, list.top + y);
	surface_clip_pop(surface);
}

static void draw_empty(const struct activities *activities, struct surface *surface, struct rect rect)
{
	const char *text = activities->filter.size > 0 ? "No activity has that in its text."
	                                               : "There are no activities yet: what you log makes them.";

	if (rect.width < 8 || rect.height < 2)
		return;
	rect = (struct rect){ rect.x + 2, rect.y + 1, rect.width - 4, rect.height - 1 };
	(void)paragraph_draw(surface, rect, text, look_of(STYLE_HINT), PARAGRAPH_CENTRED);
}

static void draw_event(const struct activities *activities, struct surface *surface, int y)
{
	static const enum style styles[] = { [MESSAGE_PLAIN] = STYLE_PLAIN,
		                             [MESSAGE_GOOD] = STYLE_GOOD,
		                             [MESSAGE_NOTICE] = STYLE_NOTICE,
		                             [MESSAGE_ERROR] = STYLE_ERROR };
	const struct message *message = &activities->view.environment->message;
	int width = surface_width(surface) - 2;
	char text[FORMAT_SIZE];

	if (activities->pinning) {
		(void)surface_text_cut(surface, 1, y, width, "a digit: to that slot; 0: to none",
		                       look_of(STYLE_NOTICE));
	} else if (message->text[0] == '\0' && activities->known.damaged > 0) {
		(void)snprintf(text, sizeof text, "%zu %s not verify", activities->known.damaged,
		               ts_counted((int64_t)activities->known.damaged, "activity does", "activities do"));
		(void)surface_text_cut(surface, 1, y, width, text, look_of(STYLE_ERROR));
	} else {
		(void)surface_text_cut(surface, 1, y, width, message->text, look_of(styles[message->kind]));
	}
}

void activities_draw(const struct view *view, struct surface *surface)
{
	const struct activities *activities = (const struct activities *)view;
	int width = surface_width(surface), height = surface_height(surface);
	struct activities_layout layout;
	static const struct card_hint hints[] = { { ACTION_ACCEPT, "keep the filter" }, { ACTION_CANCEL, "show all" } };

	activities_layout(activities, width, height, &layout);
	surface_clear(surface);
	draw_title(activities, surface, layout.title);
	draw_head(activities, surface, layout.heading);
	draw_columns(surface, layout.columns, width);
	if (activities->list.count > 0)
		draw_list(activities, surface, layout.list);
	else
		draw_empty(activities, surface, layout.list);
	if (layout.event >= 0)
		draw_event(activities, surface, layout.event);
	struct rect line = { 1, layout.hints, width - 2, 1 };
	if (layout.hints >= 0 && activities->filtering)
		card_hints(surface, line, activities->view.environment->keymap, CONTEXT_SEARCH, hints,
		           sizeof hints / sizeof hints[0]);
	else if (layout.hints >= 0)
		draw_hints(surface, (struct rect){ 1, layout.hints, width - 2, height - layout.hints },
		           view->environment->keymap, view->ops->context);
	if (layout.filter >= 0) {
		surface_put(surface, 1, layout.filter, '/', look_of(STYLE_KEY));
		if (width > 4)
			field_draw(&activities->filter, surface, 3, layout.filter, width - 4, activities->filtering);
	}
}
