/* All keys of the screen below, printed from the binding table: nothing here is typed by hand. */
#include "ui/base/alloc.h"
#include "ui/draw/widgets.h"
#include "ui/view/card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_SIZE = 48, COLUMN_GAP = 3, TOP = 2, BOTTOM = 1 };

/* One line: a heading, keys with what they do, or nothing. */
struct help_line {
	const char *heading; /* NULL: not one */
	enum action action;  /* ACTION_NONE: not keys */
	char keys[KEYS_SIZE];
};

struct view_help {
	struct view view;
	enum context context;
	struct help_line *lines;
	int count;
	int keys_width, help_width;
	int top; /* first line shown of each column */
};

static struct view_help *help_of(struct view *view)
{
	return (struct view_help *)view;
}

static const struct view_help *help_of_const(const struct view *view)
{
	return (const struct view_help *)view;
}

/* ---- lines from the table */

static struct help_line *line_add(struct view_help *help)
{
	help->lines = reallocate(help->lines, (size_t)help->count + 1, sizeof *help->lines);
	struct help_line *line = &help->lines[help->count++];
	memset(line, 0, sizeof *line);
	return line;
}

static void key_add(struct help_line *line, const char *key)
{
	size_t size = strlen(line->keys);
	(void)snprintf(line->keys + size, sizeof line->keys - size, "%s%s", size > 0 ? " " : "", key);
}

/* The section's line for an action, made when it is not there. */
static struct help_line *line_of(struct view_help *help, int section, enum action action)
{
	for (int i = section; i < help->count; i++) {
		if (help->lines[i].action == action)
			return &help->lines[i];
	}
	struct help_line *line = line_add(help);
	line->action = action;
	return line;
}

/* True: this context is looked at first, or it has no other meaning for the key. */
static bool key_holds(const struct view_help *help, const struct binding *binding)
{
	struct key key;
	return !key_parse(binding->key, &key) ||
	       keymap_lookup(help->view.environment->keymap, help->context, key) == binding->action;
}

static void section_add(struct view_help *help, enum context context, const char *heading)
{
	if (help->count > 0)
		(void)line_add(help);
	line_add(help)->heading = heading;
	int section = help->count;
	size_t count;
	const struct binding *table = keymap_bindings(help->view.environment->keymap, &count);
	for (size_t i = 0; i < count; i++) {
		if (table[i].context != context || table[i].action == ACTION_NONE || !key_holds(help, &table[i]))
			continue;
		struct help_line *line = line_of(help, section, table[i].action);
		const char *row = keymap_row(help->view.environment->keymap, &table[i]);
		key_add(line, table[i].key);
		if (row[0] != '\0')
			key_add(line, row);
	}
}

static void lines_measure(struct view_help *help)
{
	for (int i = 0; i < help->count; i++) {
		int keys = text_width(help->lines[i].keys);
		int words = text_width(action_help(help->lines[i].action));
		help->keys_width = keys > help->keys_width ? keys : help->keys_width;
		help->help_width = words > help->help_width ? words : help->help_width;
	}
}

/* ---- layout */

static int columns_fitting(const struct view_help *help, int width)
{
	int needed = help->keys_width + 2 + help->help_width;
	return width >= 2 * needed + COLUMN_GAP + 2 ? 2 : 1;
}

/* Lines of a column. */
static int column_length(const struct view_help *help, int columns)
{
	return columns == 1 ? help->count : (help->count + 1) / 2;
}

static int lines_fitting(int height)
{
	return height > TOP + BOTTOM ? height - TOP - BOTTOM : 1;
}

static int top_most(const struct view_help *help, int width, int height)
{
	int over = column_length(help, columns_fitting(help, width)) - lines_fitting(height);
	return over > 0 ? over : 0;
}

static int top_kept(const struct view_help *help, int top)
{
	int most = top_most(help, help->view.environment->width, help->view.environment->height);
	return top < 0 ? 0 : top < most ? top : most;
}

/* ---- the view */

static void help_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_help *help = help_of(view);
	int page = lines_fitting(view->environment->height) - 1;
	int by = 0;
	enum action action = event->type == EVENT_ACTION ? event->as.action.action : ACTION_NONE;
	if (event->type == EVENT_MOUSE)
		by = event->as.mouse.action == MOUSE_WHEEL_UP ? -3 : event->as.mouse.action == MOUSE_WHEEL_DOWN ? 3 : 0;
	if (action == ACTION_UP || action == ACTION_DOWN)
		by = action == ACTION_UP ? -1 : 1;
	if (action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN)
		by = action == ACTION_PAGE_UP ? -page : page;
	if (action == ACTION_FIRST || action == ACTION_LAST)
		by = action == ACTION_FIRST ? -help->count : help->count;
	help->top = top_kept(help, help->top + by);
	if (action == ACTION_CANCEL)
		effects_close(effects, NULL);
}

static void line_draw(const struct view_help *help, const struct help_line *line, struct surface *surface, int x, int y,
                      int width)
{
	if (line->heading) {
		draw_heading(surface, x, y, width, line->heading, "");
	} else if (line->action != ACTION_NONE) {
		surface_text(surface, x + 1, y, help->keys_width, line->keys, look_of(STYLE_KEY));
		int words = x + 1 + help->keys_width + 2;
		surface_text_cut(surface, words, y, x + width - words, action_help(line->action), look_of(STYLE_HINT));
	}
}

static void help_draw(const struct view *view, struct surface *surface)
{
	static const struct card_hint hints[] = {
		{ ACTION_DOWN, "down" }, { ACTION_UP, "up" }, { ACTION_PAGE_DOWN, "page" }, { ACTION_CANCEL, NULL }
	};
	const struct view_help *help = help_of_const(view);
	int width = surface_width(surface);
	int height = surface_height(surface);
	surface_fill(surface, (struct rect){ 0, 0, width, 1 }, ' ', look_of(STYLE_TITLE_BAR));
	surface_printf(surface, 1, 0, look_of(STYLE_TITLE), "Keys: %s", context_title(help->context));
	int columns = columns_fitting(help, width);
	int length = column_length(help, columns);
	int fitting = lines_fitting(height);
	int most = top_most(help, width, height);
	int top = help->top < most ? help->top : most;
	int column_width = columns == 1 ? width : (width - COLUMN_GAP) / 2;
	for (int i = 0; i < help->count; i++) {
		int column = i / length;
		int y = i % length - top;
		if (y >= 0 && y < fitting)
			line_draw(help, &help->lines[i], surface, column * (column_width + COLUMN_GAP), TOP + y,
			          column_width);
	}
	card_hints(surface, (struct rect){ 0, height - 1, width, 1 }, view->environment->keymap, CONTEXT_HELP, hints,
	           sizeof hints / sizeof hints[0]);
	if (most > 0)
		surface_text_right(surface, 0, 0, width - 1,
		                   top == 0     ? "more below"
		                   : top < most ? "more"
		                                : "end",
		                   look_of(STYLE_TITLE_BAR));
}

static void help_destroy(struct view *view)
{
	struct view_help *help = help_of(view);
	free(help->lines);
	free(help);
}

static const struct view_ops help_ops = {
	.title = "Help",
	.context = CONTEXT_HELP,
	.update = help_update,
	.draw = help_draw,
	.destroy = help_destroy,
};

struct view *view_help_create(const struct environment *environment, enum context context)
{
	struct view_help *help = allocate(1, sizeof *help);
	help->view = (struct view){ &help_ops, environment };
	help->context = context;
	section_add(help, context, context_title(context));
	if (context_parent(context) == CONTEXT_FIELD)
		section_add(help, CONTEXT_FIELD, "Typing");
	section_add(help, CONTEXT_GLOBAL, "Everywhere");
	lines_measure(help);
	return &help->view;
}
