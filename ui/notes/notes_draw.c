/* The notes view on a surface: title, text, how it stands with saving, notices and the find field. */
#include "ui/notes/notes_inside.h"

#include "ui/base/format.h"
#include "ui/draw/paragraph.h"
#include "ui/draw/widgets.h"
#include "ui/view/title_bar.h"

#include <stdio.h>
#include <string.h>

enum { NEAR_LIMIT = TS_NOTE_LIMIT / 8 * 7, FIND_WIDTH = 30, FIND_WIDE = 80 };

static void draw_title(const struct notes *notes, struct surface *surface, int y)
{
	int width = surface_width(surface);
	char day[FORMAT_SIZE];
	char size_text[FORMAT_SIZE];
	size_t size = 0;
	int x = draw_title_bar(surface, y, notes->view.environment);

	format_day(notes->day, day);
	/* Whose it is can be left out, which day's it is cannot. */
	if (x + text_width("Note of ") + text_width(day) >= width) {
		surface_fill(surface, (struct rect){ 0, y, width, 1 }, ' ', look_of(STYLE_TITLE_BAR));
		x = 1;
	}
	x += surface_text(surface, x, y, -1, "Note of ", look_of(STYLE_TITLE_BAR));
	x += surface_text(surface, x, y, -1, day, look_of(STYLE_TITLE));
	if (!notes->read)
		return;
	(void)editor_text(notes->editor, &size);
	if (size < NEAR_LIMIT)
		return;
	(void)snprintf(size_text, sizeof size_text, "%zu.%zu of %d KiB", size / 1024, size % 1024 * 10 / 1024,
	               TS_NOTE_LIMIT / 1024);
	surface_text_right(surface, x + 2, y, width - x - 3, size_text, look_of(STYLE_TITLE_BAR));
}

/* How the text stands with being saved. */
static enum style state_text(const struct notes *notes, char *out, size_t size)
{
	char clock[FORMAT_SIZE];

	if (notes_changed(notes) && notes->drafted_at != 0 && editor_revision(notes->editor) == notes->kept) {
		(void)snprintf(out, size, "draft kept %s",
		               format_clock_seconds(notes->view.environment->clock, notes->drafted_at, clock));
		return STYLE_NOTICE;
	}
	if (notes_changed(notes)) {
		(void)snprintf(out, size, "unsaved");
		return STYLE_NOTICE;
	}
	if (notes->saved_at != 0)
		(void)snprintf(out, size, "saved %s",
		               format_clock_local(notes->view.environment->clock, notes->saved_at, clock));
	else
		(void)snprintf(out, size, "%s", notes->stored.head_count > 0 ? "saved" : "empty");
	return STYLE_GOOD;
}

static void draw_status(const struct notes *notes, struct surface *surface, int y)
{
	int width = surface_width(surface);
	char state[FORMAT_SIZE];
	char position[FORMAT_SIZE];
	int line = 0;
	int column = 0;
	int lines = 0;
	enum style style = state_text(notes, state, sizeof state);

	editor_position(notes->editor, &line, &column, &lines);
	(void)snprintf(position, sizeof position, "%d:%d  %d line%s", line, column, lines, lines == 1 ? "" : "s");
	draw_heading(surface, 0, y, width, position, state);
	/* The same place again, in the colour of its meaning. */
	if (text_width(position) + text_width(state) + 4 <= width - 4)
		(void)surface_text(surface, width - text_width(state) - 2, y, -1, state, look_of(style));
}

static enum style message_style(enum message_kind kind)
{
	switch (kind) {
	case MESSAGE_GOOD:
		return STYLE_GOOD;
	case MESSAGE_NOTICE:
		return STYLE_NOTICE;
	case MESSAGE_ERROR:
		return STYLE_ERROR;
	case MESSAGE_PLAIN:
		break;
	}
	return STYLE_PLAIN;
}

/* The longest that has room; what does not fit whole is left out. */
static void draw_find_hint(struct surface *surface, int x, int y)
{
	static const char *const hints[] = { "F3 next  S-F3 before  Esc back", "F3 next  Esc back", "F3 next" };

	for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++) {
		if (x + text_width(hints[i]) < surface_width(surface)) {
			(void)surface_text(surface, x, y, -1, hints[i], look_of(STYLE_HINT));
			return;
		}
	}
}

static void draw_find(const struct notes *notes, struct surface *surface, int y)
{
	int width = surface_width(surface);
	int x = 1 + surface_text(surface, 1, y, -1, "Find ", look_of(STYLE_HEADING));
	int most = width < FIND_WIDE ? FIND_WIDTH * 2 / 3 : FIND_WIDTH;
	int field = width - x - 1 < most ? width - x - 1 : most;
	bool nothing = notes->needle.size > 0 && notes->found.count == 0;
	char text[NOTES_NOTICE_SIZE];

	field_draw(&notes->needle, surface, x, y, field, true);
	x += field + 2;
	if (notes->needle.size > 0)
		x += 2 + surface_text_cut(surface, x, y, width - x - 1, notes_found_text(notes, text, sizeof text),
		                          look_of(nothing ? STYLE_ERROR : STYLE_EMPHASIS));
	if (!nothing)
		draw_find_hint(surface, x, y);
}

static void draw_event(const struct notes *notes, struct surface *surface, int y)
{
	const struct message *message = &notes->view.environment->message;
	int width = surface_width(surface) - 2;

	if (notes->notice[0] != '\0')
		(void)surface_text_cut(surface, 1, y, width, notes->notice, look_of(message_style(notes->kind)));
	else if (message->text[0] == '\0' && notes->stored.damaged > 0)
		(void)surface_printf(
		        surface, 1, y, look_of(STYLE_ERROR), "this may not be all: of its month %zu %s not verify",
		        notes->stored.damaged,
		        ts_counted((int64_t)notes->stored.damaged, "version of a note does", "versions of notes do"));
	else
		(void)surface_text_cut(surface, 1, y, width, message->text, look_of(message_style(message->kind)));
}

static void draw_unread(const struct notes *notes, struct surface *surface, struct rect rect)
{
	char text[NOTES_NOTICE_SIZE];

	(void)snprintf(text, sizeof text, "This note cannot be read: %s. It is left as it is.",
	               ts_status_text(notes->failure));
	(void)paragraph_draw(surface, rect, text, look_of(STYLE_ERROR), PARAGRAPH_LEFT);
}

void notes_draw(const struct view *view, struct surface *surface)
{
	const struct notes *notes = (const struct notes *)view;
	struct notes_layout layout = notes_layout(view->environment);
	struct rect hints = { 1, layout.hints, surface_width(surface) - 2, 1 };

	surface_clear(surface);
	if (layout.title >= 0)
		draw_title(notes, surface, layout.title);
	if (layout.hints >= 0)
		draw_hints(surface, hints, view->environment->keymap, CONTEXT_NOTES);
	if (!notes->read) {
		draw_unread(notes, surface, layout.text);
		return;
	}
	editor_draw(notes->editor, surface, layout.text, notes->marked);
	if (layout.status >= 0)
		draw_status(notes, surface, layout.status);
	if (layout.event >= 0 && notes->finding)
		draw_find(notes, surface, layout.event);
	else if (layout.event >= 0)
		draw_event(notes, surface, layout.event);
}
