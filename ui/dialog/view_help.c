/* All keys of the screen below, printed from the binding table: nothing here is typed by hand. What is typed finds
 * among them, and Enter does it. */
#include "ui/base/alloc.h"
#include "ui/dialog/help_words.h"
#include "ui/draw/widgets.h"
#include "ui/type/field.h"
#include "ui/view/card.h"
#include "ui/view/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_SIZE = 48, COLUMN_GAP = 3, TOP = 2, BOTTOM = 1, FILTER_SIZE = 64, WORDS_LEAST = 44 };

/* One line: a heading, keys with what they do, a word with what it means, or nothing. */
struct help_line {
	const char *heading; /* NULL: not one */
	enum action action;  /* ACTION_NONE: not keys */
	char keys[KEYS_SIZE];
	const char *words; /* what they do, or what the word in their place means */
	struct key key;    /* the first of them, if runs */
	bool runs;
};

struct view_help {
	struct view view;
	enum context context;
	struct help_line *lines;
	int count;
	int *shown;       /* the lines that what is typed fits, with their headings */
	struct list list; /* of those */
	int top;          /* the first row that is shown of each column */
	int keys_width, help_width;
	struct field field;
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
	line->words = action_help(action);
	return line;
}

/* True: this context is looked at first, or it has no other meaning for the key. */
static bool key_holds(const struct view_help *help, const struct binding *binding)
{
	struct key key;
	return !key_parse(binding->key, &key) ||
	       keymap_lookup(help->view.environment->keymap, help->context, key) == binding->action;
}

static void heading_add(struct view_help *help, const char *heading)
{
	if (help->count > 0)
		(void)line_add(help);
	line_add(help)->heading = heading;
}

static void section_add(struct view_help *help, enum context context, const char *heading)
{
	heading_add(help, heading);
	int section = help->count;
	size_t count;
	const struct binding *table = keymap_bindings(help->view.environment->keymap, &count);
	for (size_t i = 0; i < count; i++) {
		if (table[i].context != context || table[i].action == ACTION_NONE || !key_holds(help, &table[i]))
			continue;
		struct help_line *line = line_of(help, section, table[i].action);
		const char *row = keymap_row(help->view.environment->keymap, &table[i]);
		/* Nine digits are no key that could be pressed for somebody. */
		if (!line->runs)
			line->runs = key_parse(table[i].key, &line->key);
		key_add(line, table[i].key);
		if (row[0] != '\0')
			key_add(line, row);
	}
}

static void words_add(struct view_help *help)
{
	heading_add(help, "Words");
	for (const struct help_word *word = help_words; word->word; word++) {
		struct help_line *line = line_add(help);
		key_add(line, word->word);
		line->words = word->means;
	}
}

static void lines_measure(struct view_help *help)
{
	for (int i = 0; i < help->count; i++) {
		int keys = text_width(help->lines[i].keys);
		int words = help->lines[i].words ? text_width(help->lines[i].words) : 0;
		help->keys_width = keys > help->keys_width ? keys : help->keys_width;
		help->help_width = words > help->help_width ? words : help->help_width;
	}
}

/* ---- what is typed */

/* Each word of it stands somewhere in the line. */
static bool line_fits(const struct help_line *line, const char *typed)
{
	char text[FILTER_SIZE], *rest = NULL;

	if (!line->words)
		return false;
	(void)snprintf(text, sizeof text, "%s", typed);
	for (const char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		if (!strcasestr(line->words, word) && !strstr(line->keys, word))
			return false;
	}
	return true;
}

/* All lines, or those that fit, each with the heading above it. */
static void lines_choose(struct view_help *help)
{
	const char *typed = help->field.text;
	int count = 0, heading = -1;

	for (int i = 0; i < help->count; i++) {
		const struct help_line *line = &help->lines[i];
		if (help->field.size > 0 && line->heading)
			heading = i;
		if (help->field.size > 0 && !line_fits(line, typed))
			continue;
		if (heading >= 0)
			help->shown[count++] = heading;
		heading = -1;
		help->shown[count++] = i;
	}
	list_set_count(&help->list, count);
}

static const struct help_line *line_at(const struct view_help *help, int row)
{
	return row >= 0 && row < help->list.count ? &help->lines[help->shown[row]] : NULL;
}

/* The next row by a step that does something; where there is none it stays. */
static void select_by(struct view_help *help, int by)
{
	int row = help->list.cursor + by;
	while (line_at(help, row) && !line_at(help, row)->runs)
		row += by < 0 ? -1 : 1;
	if (line_at(help, row))
		list_select(&help->list, row);
	else if (by < 0)
		list_select(&help->list, 0); /* what stands above the first is to be seen, too */
	else
		list_select(&help->list, help->list.count - 1);
}

static void typed(struct view_help *help, const struct event *event, struct effects *effects)
{
	if (!field_update(&help->field, event)) {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	lines_choose(help);
	list_select(&help->list, 0);
	if (help->field.size > 0)
		select_by(help, 1);
}

/* The key is pressed for who looked for it, on the screen below. */
static void run(const struct view_help *help, struct effects *effects)
{
	const struct help_line *line = line_at(help, help->list.cursor);
	if (!line || !line->runs) {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	const struct answer answer = { .type = ANSWER_KEY, .key = line->key };
	effects_close(effects, &answer);
}

/* ---- layout */

static int columns_fitting(const struct view_help *help, int width)
{
	/* Two columns show more, though they cut the longest words. */
	int words = help->help_width < WORDS_LEAST ? help->help_width : WORDS_LEAST;
	int needed = help->keys_width + 2 + words;
	return help->field.size == 0 && width >= 2 * needed + COLUMN_GAP + 2 ? 2 : 1;
}

static int lines_fitting(int height)
{
	return height > TOP + BOTTOM ? height - TOP - BOTTOM : 1;
}

/* Rows of a column. */
static int column_length(const struct view_help *help, int width)
{
	return columns_fitting(help, width) == 1 ? help->list.count : (help->list.count + 1) / 2;
}

static int top_kept(const struct view_help *help, int width, int height)
{
	int length = column_length(help, width), fitting = lines_fitting(height), most = length - fitting;
	int row = length > 0 ? help->list.cursor % length : 0, top = help->top;

	top = row < top ? row : row >= top + fitting ? row - fitting + 1 : top;
	top = top > most ? most : top;
	return top > 0 ? top : 0;
}

/* ---- the view */

static void acted(struct view_help *help, const struct event *event, struct effects *effects)
{
	int page = lines_fitting(help->view.environment->height) - 1;
	const struct key key = event->as.action.key;
	bool character = key.name == KEYNAME_NONE && key.modifiers == 0 && help->field.size > 0;

	switch (event->as.action.action) {
	case ACTION_CANCEL:
		/* q and ? are letters of what is looked for. */
		if (character)
			typed(help, &(struct event){ .type = EVENT_TEXT, .as.character = key.character }, effects);
		else
			effects_close(effects, NULL);
		break;
	case ACTION_ACCEPT:
		run(help, effects);
		break;
	case ACTION_UP:
	case ACTION_DOWN:
		select_by(help, event->as.action.action == ACTION_UP ? -1 : 1);
		break;
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		select_by(help, event->as.action.action == ACTION_PAGE_UP ? -page : page);
		break;
	default:
		typed(help, event, effects);
		break;
	}
}

static void help_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_help *help = help_of(view);
	const struct environment *environment = view->environment;

	if (event->type == EVENT_ACTION)
		acted(help, event, effects);
	else if (event->type == EVENT_TEXT || event->type == EVENT_PASTE)
		typed(help, event, effects);
	else if (event->type == EVENT_MOUSE && event->as.mouse.action == MOUSE_WHEEL_UP)
		select_by(help, -3);
	else if (event->type == EVENT_MOUSE && event->as.mouse.action == MOUSE_WHEEL_DOWN)
		select_by(help, 3);
	help->top = top_kept(help, environment->width, environment->height);
}

static void line_draw(const struct view_help *help, int row, struct surface *surface, int x, int y, int width)
{
	const struct help_line *line = line_at(help, row);
	bool selected = row == help->list.cursor && line->runs;
	int words = x + 1 + help->keys_width + 2;

	if (line->heading) {
		draw_heading(surface, x, y, width, line->heading, "");
		return;
	}
	if (!line->words)
		return;
	if (selected)
		surface_fill(surface, (struct rect){ x, y, width, 1 }, ' ', look_of(STYLE_SELECTED));
	if (selected)
		draw_sign(surface, x, y, '>', look_of(STYLE_SELECTED));
	surface_text(surface, x + 1, y, help->keys_width, line->keys, look_of(selected ? STYLE_SELECTED : STYLE_KEY));
	surface_text_cut(surface, words, y, x + width - words, line->words,
	                 look_of(selected ? STYLE_SELECTED : STYLE_HINT));
}

static void title_draw(const struct view_help *help, struct surface *surface, int top)
{
	int width = surface_width(surface);
	int most = column_length(help, width) - lines_fitting(surface_height(surface));

	surface_fill(surface, (struct rect){ 0, 0, width, 1 }, ' ', look_of(STYLE_TITLE_BAR));
	int x = 1 + surface_printf(surface, 1, 0, look_of(STYLE_TITLE), "Keys: %s", context_title(help->context));
	if (help->field.size > 0)
		x += surface_printf(surface, x + 2, 0, look_of(STYLE_TITLE), "with \"%s\"", help->field.text);
	const char *more = most <= 0 ? "" : top == 0 ? "more below" : top < most ? "more" : "end";
	surface_text_right(surface, x, 0, width - 1 - x, more, look_of(STYLE_TITLE_BAR));
}

static void help_draw(const struct view *view, struct surface *surface)
{
	static const struct card_hint hints[] = {
		{ ACTION_ACCEPT, "does it" }, { ACTION_DOWN, "down" }, { ACTION_UP, "up" }, { ACTION_CANCEL, NULL }
	};
	const struct view_help *help = help_of_const(view);
	int width = surface_width(surface), height = surface_height(surface);
	int columns = columns_fitting(help, width), fitting = lines_fitting(height);
	int length = column_length(help, width), top = top_kept(help, width, height);
	int column_width = columns == 1 ? width : (width - COLUMN_GAP) / 2;

	title_draw(help, surface, top);
	for (int row = 0; row < help->list.count; row++) {
		int y = row % length - top;
		if (y >= 0 && y < fitting)
			line_draw(help, row, surface, row / length * (column_width + COLUMN_GAP), TOP + y,
			          column_width);
	}
	if (help->list.count == 0)
		surface_text_cut(surface, 1, TOP, width - 2, "no key does that here", look_of(STYLE_NOTICE));
	if (help->field.size == 0)
		surface_text_cut(surface, 1, 1, width - 2, "type to find", look_of(STYLE_DIM));
	const struct help_line *chosen = line_at(help, help->list.cursor);
	if (!chosen || !chosen->runs)
		surface_cursor(surface, 1, help->field.size == 0 ? 1 : 0);
	card_hints(surface, (struct rect){ 0, height - 1, width, 1 }, view->environment->keymap, CONTEXT_HELP, hints,
	           sizeof hints / sizeof hints[0]);
}

static void help_destroy(struct view *view)
{
	struct view_help *help = help_of(view);
	field_release(&help->field);
	free(help->shown);
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
	field_init(&help->field, FILTER_SIZE, false);
	section_add(help, context, context_title(context));
	if (context_parent(context) == CONTEXT_FIELD)
		section_add(help, CONTEXT_FIELD, "Typing");
	section_add(help, CONTEXT_GLOBAL, "Everywhere");
	if (context == CONTEXT_DAY)
		words_add(help);
	lines_measure(help);
	help->shown = allocate(2 * (size_t)help->count + 1, sizeof *help->shown);
	lines_choose(help);
	/* On its heading: who only looks and then presses Enter is to do nothing. */
	list_select(&help->list, 0);
	return &help->view;
}
