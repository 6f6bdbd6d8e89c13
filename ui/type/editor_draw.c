/* The editor on a surface: headings, boxes of lists and matches in their styles. */
#include "ui/type/editor_inside.h"

#include "ui/draw/grapheme.h"

#include <string.h>

enum { BOX_SIZE = 3 };

/* What a line of text is, as far as drawing goes. */
struct line {
	size_t end;
	size_t box; /* where a "[ ]" begins; the line's end when there is none */
	bool heading;
	bool mark; /* stands between versions that were joined */
};

static bool is_heading(const char *line, size_t size)
{
	size_t marks = 0;

	while (marks < size && line[marks] == '#')
		marks++;
	return marks > 0 && marks < size && line[marks] == ' ';
}

static struct line line_look(const struct editor *editor, size_t offset)
{
	size_t begin = line_begin(editor, offset);
	size_t end = line_end(editor, offset);
	struct line line = { .end = end, .box = end };
	size_t at = begin;

	line.mark = end - begin >= 3 && memcmp(editor->text + begin, "~~~", 3) == 0;
	line.heading = is_heading(editor->text + begin, end - begin);
	while (at < end && (editor->text[at] == ' ' || editor->text[at] == '\t'))
		at++;
	if (end - at >= 2 + BOX_SIZE && memcmp(editor->text + at, "- [", 3) == 0 && editor->text[at + 4] == ']' &&
	    strchr(" xX", editor->text[at + 3]))
		line.box = at + 2;
	return line;
}

/* What goes along while rows are drawn from top to bottom. */
struct brush {
	const struct editor *editor;
	struct surface *surface;
	const struct ts_places *places; /* where what is looked for stands; NULL: not shown */
	size_t place;                   /* the first that does not end above */
	size_t marked, marked_end;      /* the region */
	struct line line;
	int width;
};

static bool is_found(struct brush *brush, size_t at)
{
	const struct ts_places *places = brush->places;

	if (!places)
		return false;
	while (brush->place < places->count && places->at[brush->place].offset + places->at[brush->place].size <= at)
		brush->place++;
	return brush->place < places->count && places->at[brush->place].offset <= at;
}

static struct look look_at(struct brush *brush, size_t at)
{
	if (at >= brush->marked && at < brush->marked_end)
		return look_of(STYLE_SELECTED);
	if (is_found(brush, at))
		return look_of(STYLE_MATCH);
	if (brush->line.mark)
		return look_of(STYLE_NOTICE);
	if (brush->line.heading)
		return look_of(STYLE_NOTE_HEADING);
	if (at >= brush->line.box && at < brush->line.box + BOX_SIZE)
		return look_of(STYLE_EMPHASIS);
	return look_of(STYLE_PLAIN);
}

static void draw_row(struct brush *brush, size_t row, int y)
{
	const struct editor *editor = brush->editor;
	size_t end = row + 1 < editor->rows.count ? editor->rows.begins[row + 1] : editor->size;
	int column = 0;

	if (editor->rows.begins[row] > brush->line.end)
		brush->line = line_look(editor, editor->rows.begins[row]);
	for (size_t at = editor->rows.begins[row]; at < end && column < brush->width;) {
		size_t next = grapheme_next(editor->text, editor->size, at);
		int width = shown_width(editor, at, next, column);
		char shown[GRAPHEME_SIZE];

		if (editor->text[at] == '\t') {
			surface_fill(brush->surface, (struct rect){ column, y, width, 1 }, ' ', look_at(brush, at));
		} else if (editor->text[at] != '\n') {
			grapheme_shown(editor->text, at, next, shown);
			(void)surface_text(brush->surface, column, y, brush->width - column, shown, look_at(brush, at));
		}
		column += width;
		at = next;
	}
}

void editor_draw(const struct editor *editor, struct surface *surface, struct rect rect, bool marked)
{
	struct brush brush = { .editor = editor,
		               .surface = surface,
		               .places = marked ? looked_places(editor) : NULL,
		               .width = rect.width };
	size_t cursor_row = rows_find(editor, editor->cursor);
	int column = row_column(editor, cursor_row, editor->cursor);
	size_t top = editor->top;

	if (rect.width <= 0 || rect.height <= 0)
		return;
	if (cursor_row < top)
		top = cursor_row;
	else if (cursor_row - top >= (size_t)rect.height)
		top = cursor_row - (size_t)rect.height + 1;
	surface_clip_push(surface, rect);
	surface_fill(surface, (struct rect){ 0, 0, rect.width, rect.height }, ' ', look_of(STYLE_PLAIN));
	brush.line = line_look(editor, editor->rows.begins[top]);
	(void)editor_region(editor, &brush.marked, &brush.marked_end);
	for (int y = 0; y < rect.height && top + (size_t)y < editor->rows.count; y++)
		draw_row(&brush, top + (size_t)y, y);
	surface_cursor(surface, column < rect.width ? column : rect.width - 1, (int)(cursor_row - top));
	surface_clip_pop(surface);
}
