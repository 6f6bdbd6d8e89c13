/* The picker on a surface: a dialog with the field, the rows that fit, and what Enter would do. */
#include "ui/picker/picker_inside.h"

#include "ui/draw/widgets.h"

#include <string.h>

enum { LEAST_WITH_RULES = 7, LEAST_WITH_HINTS = 12 };

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
	activity_list_draw(&picker->found, picker->view.environment, surface, layout.list);
	if (layout.preview != PICKER_NOWHERE)
		draw_preview(picker, surface, layout.preview, inside.width);
	if (layout.hints != PICKER_NOWHERE)
		draw_hints(surface, (struct rect){ 0, layout.hints, inside.width, 1 }, picker->view.environment->keymap,
		           CONTEXT_PICKER);
	surface_clip_pop(surface);
}
