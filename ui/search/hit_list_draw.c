/* Logs and lines of notes under their days, as they look: when, what, and for how long. */
#include "ui/draw/widgets.h"
#include "ui/search/hit_list.h"

#include "ui/base/format.h"
#include "ui/draw/grapheme.h"
#include "ui/draw/marked.h"

#include <stdio.h>

enum { TIME_AT = 2, SLOT_AT = 9, TEXT_AT = 12, GAP = 2, LENGTH_WIDTH = 7 };

static void draw_length(struct surface *surface, int y, int width, int64_t length, bool forgotten, struct look look)
{
	char text[FORMAT_SIZE];

	if (length <= 0 || width <= TEXT_AT + 2 * LENGTH_WIDTH)
		return;
	surface_text_right(surface, width - LENGTH_WIDTH - 1, y, LENGTH_WIDTH, format_duration(length, text), look);
	if (forgotten)
		surface_put(surface, width - 1, y, '?', look_of(STYLE_NOTICE));
}

static void draw_day(const struct hit_list *list, const struct environment *environment, struct surface *surface, int y,
                     int width, size_t first)
{
	ts_day today = ts_day_of(environment->moment.now, environment->settings.day_start);
	ts_day day = list->hits.at[first].day;
	const char *relative = day == today ? "today" : day == today - 1 ? "yesterday" : "";
	char date[FORMAT_SIZE];
	int x = 1 + surface_text(surface, 1, y, -1, format_day(day, date), look_of(STYLE_HEADING));

	(void)surface_text(surface, x + GAP, y, -1, relative, look_of(STYLE_DIM));
	bool forgotten;
	int64_t length = hit_list_day_length(list, first, &forgotten);
	draw_length(surface, y, width, length, forgotten, look_of(STYLE_HEADING));
}

/* The activity's text and the comment, in so much room. */
static void draw_texts(const struct ts_hit *hit, struct surface *surface, int y, int room, bool selected)
{
	struct look look = look_of(selected ? STYLE_SELECTED : STYLE_PLAIN);
	/* A long text leaves half of the line to the comment. */
	int taken = hit->line[0] != '\0' && text_width(hit->text) > room / 2 ? room / 2 : room;

	taken = draw_marked(surface, TEXT_AT, y, taken, hit->text, &hit->in_text, look);
	if (hit->rest && taken + 2 < room)
		taken += 1 + surface_text(surface, TEXT_AT + taken + 1, y, room - taken - 1,
		                          surface_plain(surface) ? "rest" : "~", look_of(STYLE_DIM));
	if (hit->line[0] != '\0' && room - taken > 2 * GAP + 2) {
		draw_sign(surface, TEXT_AT + taken + GAP, y, '#', look_of(STYLE_DIM));
		(void)draw_marked(surface, TEXT_AT + taken + 2 * GAP, y, room - taken - 2 * GAP, hit->line,
		                  &hit->in_line, look_of(selected ? STYLE_SELECTED : STYLE_DIM));
	}
}

static void draw_hit(const struct ts_hit *hit, const struct environment *environment, struct surface *surface, int y,
                     int width, bool selected)
{
	struct look look = look_of(selected ? STYLE_SELECTED : STYLE_PLAIN), slot = look_of(STYLE_SLOT);
	char clock[FORMAT_SIZE];
	int room = width - TEXT_AT - 1;
	/* What stands behind the time makes room for its longer form. */
	int shift = format_clock_width(environment->clock) - format_clock_width(CLOCK_24);

	if (selected) {
		surface_fill(surface, (struct rect){ 0, y, width, 1 }, ' ', look);
		draw_sign(surface, 0, y, '>', look);
	}
	if (hit->kind == TS_HIT_NOTE) {
		(void)surface_text(surface, TIME_AT, y, -1, "note", look_of(STYLE_DIM));
		(void)draw_marked(surface, TEXT_AT, y, room, hit->line, &hit->in_line, look);
		return;
	}
	if (hit->day != ts_day_of(hit->at, environment->settings.day_start))
		draw_sign(surface, TIME_AT - 1, y, '<', look_of(STYLE_DIM));
	surface_text_right(surface, TIME_AT, y, format_clock_width(environment->clock),
	                   format_clock(environment->clock, hit->at, hit->offset, clock), look_of(STYLE_TIME));
	surface_clip_push(surface, (struct rect){ shift, 0, width - shift, y + 1 });
	width -= shift;
	room -= shift;
	slot.ink = (unsigned char)hit->colour;
	if (hit->slot > 0 || hit->off)
		surface_put(surface, SLOT_AT, y, (uint32_t)('0' + hit->slot), slot);
	draw_length(surface, y, width, hit->length, hit->forgotten,
	            look_of(selected ? STYLE_SELECTED : STYLE_DURATION));
	draw_texts(hit, surface, y, hit->length > 0 ? room - LENGTH_WIDTH - 1 : room, selected);
	surface_clip_pop(surface);
}

void hit_list_found(const struct hit_list *list, char out[FORMAT_SIZE])
{
	char length[FORMAT_SIZE];
	bool forgotten;
	int64_t whole = hit_list_length(list, &forgotten);

	if (whole > 0)
		(void)snprintf(out, FORMAT_SIZE, "FOUND %zu, %.20s", list->shown,
		               format_doubtful(whole, forgotten, length));
	else
		(void)snprintf(out, FORMAT_SIZE, "FOUND %zu", list->shown);
}

void hit_list_draw(const struct hit_list *list, const struct environment *environment, struct surface *surface,
                   struct rect rect)
{
	struct list rows = list->list;

	list_set_height(&rows, rect.height);
	surface_clip_push(surface, rect);
	for (int y = 0; y < rect.height && rows.top + y < rows.count; y++) {
		const struct hit_row *row = &list->rows[rows.top + y];
		if (row->heading)
			draw_day(list, environment, surface, y, rect.width, row->hit);
		else
			draw_hit(&list->hits.at[row->hit], environment, surface, y, rect.width,
			         rows.top + y == rows.cursor);
	}
	surface_clip_pop(surface);
}
