/* The picker on a surface: a dialog with the field, the rows that fit, and what Enter would do. */
#include "ui/picker/picker_inside.h"

#include "ui/base/format.h"
#include "ui/draw/marked.h"
#include "ui/draw/widgets.h"

#include <string.h>

enum {
	SLOT_AT = 2,
	TEXT_AT = 4,
	MARKS_WIDTH = 19,
	LAST_WIDTH = 7,
	LEAST_WITH_MARKS = 36,
	LEAST_WITH_RULES = 7,
	LEAST_WITH_HINTS = 12
};

struct picker_layout picker_layout(int width, int height)
{
	struct picker_layout layout = { .preview = PICKER_NOWHERE,
		                        .hints = PICKER_NOWHERE,
		                        .rules = { PICKER_NOWHERE, PICKER_NOWHERE } };
	int box_width = width < PICKER_WIDTH ? width : PICKER_WIDTH;
	int box_height = height < PICKER_HEIGHT ? height : PICKER_HEIGHT;
	int top = 1;
	int bottom = 0;

	/* As draw_dialog makes it. */
	layout.inside = (struct rect){ (width - box_width) / 2 + 2, (height - box_height) / 2 + 1,
		                       box_width > 4 ? box_width - 4 : 0, box_height > 2 ? box_height - 2 : 0 };
	bottom = layout.inside.height;
	if (layout.inside.height >= LEAST_WITH_HINTS)
		layout.hints = --bottom;
	if (layout.inside.height > 2)
		layout.preview = --bottom;
	if (layout.inside.height >= LEAST_WITH_RULES) {
		layout.rules[0] = top++;
		layout.rules[1] = --bottom;
	}
	layout.list = (struct rect){ 0, top, layout.inside.width, bottom > top ? bottom - top : 0 };
	return layout;
}

/* "today", a weekday of the last six days, or "12 Oct". */
static const char *last_used(const struct picker *picker, ts_time at, char out[FORMAT_SIZE])
{
	const struct environment *environment = picker->view.environment;
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

static void draw_marks(const struct picker *picker, struct surface *surface, int x, int y,
                       const struct ts_activity *activity)
{
	char last[FORMAT_SIZE];

	if (activity->rest)
		draw_sign(surface, x, y, '~', look_of(STYLE_DIM));
	if (picker->has_running && ts_id_equal(activity->id, picker->running))
		(void)surface_text(surface, x + 2, y, -1, "running", look_of(STYLE_RUNNING));
	else if (activity->rest && surface_plain(surface))
		(void)surface_text(surface, x + 2, y, -1, "rest", look_of(STYLE_DIM));
	else if (activity->archived)
		(void)surface_text(surface, x + 2, y, -1, "archived", look_of(STYLE_DIM));
	surface_text_right(surface, x + MARKS_WIDTH - LAST_WIDTH, y, LAST_WIDTH,
	                   last_used(picker, activity->last_used, last), look_of(STYLE_DIM));
}

static void draw_row(const struct picker *picker, struct surface *surface, struct rect rect, int y, int index)
{
	const struct picker_row *row = &picker->rows[index];
	const struct ts_activity *activity = picker_activity(picker, row);
	bool marks = rect.width >= LEAST_WITH_MARKS;
	int width = rect.width - TEXT_AT - (marks ? MARKS_WIDTH + 1 : 0);
	struct look look = look_of(STYLE_DIALOG);
	struct look slot = look_of(STYLE_SLOT);

	if (index == picker->list.cursor) {
		look = look_of(STYLE_SELECTED);
		surface_fill(surface, (struct rect){ 0, y, rect.width, 1 }, ' ', look);
		draw_sign(surface, 0, y, '>', look);
	}
	if (!activity) {
		surface_put(surface, SLOT_AT, y, '+', look_of(STYLE_EMPHASIS));
		int used = surface_text(surface, TEXT_AT, y, -1, "new \"", look);
		used += surface_text_cut(surface, TEXT_AT + used, y, rect.width - TEXT_AT - used - 1,
		                         picker->query.needle, look_of(STYLE_EMPHASIS));
		surface_put(surface, TEXT_AT + used, y, '"', look);
		if (picker->query.entry.rest)
			surface_put(surface, TEXT_AT + used + 2, y, '~', look_of(STYLE_DIM));
		return;
	}
	slot.ink = (unsigned char)activity->colour;
	if (activity->slot > 0 || activity->off)
		surface_put(surface, SLOT_AT, y, (uint32_t)('0' + activity->slot), slot);
	(void)draw_marked(surface, TEXT_AT, y, width, activity->text, &row->marks, look);
	if (marks)
		draw_marks(picker, surface, rect.width - MARKS_WIDTH, y, activity);
}

static void draw_list(const struct picker *picker, struct surface *surface, struct rect rect)
{
	struct list list = picker->list;

	list_set_height(&list, rect.height);
	surface_clip_push(surface, rect);
	for (int y = 0; y < rect.height && list.top + y < list.count; y++)
		draw_row(picker, surface, rect, y, list.top + y);
	surface_clip_pop(surface);
}

static void draw_preview(const struct picker *picker, struct surface *surface, int y, int width)
{
	struct picker_preview preview;
	int used = 0;
	int room = 0;

	if (picker->message[0] != '\0') {
		enum style style = picker->kind == MESSAGE_ERROR ? STYLE_ERROR : STYLE_GOOD;

		(void)surface_text_cut(surface, 0, y, width, picker->message, look_of(style));
		return;
	}
	if (picker->query.problem[0] != '\0') {
		(void)surface_text_cut(surface, 0, y, width, picker->query.problem, look_of(STYLE_ERROR));
		return;
	}
	picker_preview(picker, &preview);
	used = surface_text_cut(surface, 0, y, width, preview.before, look_of(STYLE_HINT));
	if (preview.name[0] == '\0')
		return;
	/* The end says when: a long name gives way to it. */
	room = width - used - text_width(preview.after);
	if (room < 4)
		room = 4;
	used += surface_text_cut(surface, used, y, room, preview.name, look_of(STYLE_EMPHASIS));
	(void)surface_text(surface, used, y, width - used, preview.after, look_of(STYLE_HINT));
}

void picker_draw(const struct view *view, struct surface *surface)
{
	const struct picker *picker = (const struct picker *)view;
	struct rect inside = draw_dialog(surface, PICKER_WIDTH, PICKER_HEIGHT, "Log");
	struct picker_layout layout = picker_layout(surface_width(surface), surface_height(surface));

	surface_clip_push(surface, inside);
	field_draw(&picker->field, surface, 0, 0, inside.width, true);
	for (int i = 0; i < 2; i++) {
		if (layout.rules[i] != PICKER_NOWHERE)
			draw_rule(surface, 0, layout.rules[i], inside.width);
	}
	draw_list(picker, surface, layout.list);
	if (layout.preview != PICKER_NOWHERE)
		draw_preview(picker, surface, layout.preview, inside.width);
	if (layout.hints != PICKER_NOWHERE)
		draw_hints(surface, (struct rect){ 0, layout.hints, inside.width, 1 }, picker->view.environment->keymap,
		           CONTEXT_PICKER);
	surface_clip_pop(surface);
}
