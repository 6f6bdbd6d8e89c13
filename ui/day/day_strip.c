/* The strip of the day that is shown, between its hours and its marks. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"

#include <stdio.h>

enum { RULER_MOST = 512, MARK_LEAST = 8 /* columns of a day's mark that say something */ };

/* What the day's first log and its last one lie in, with an hour at both sides; now and the target, too. */
static void work_stretch(const struct day *day, ts_time *from, ts_time *until)
{
	const struct ts_day_view *content = &day->content;
	ts_time first = 0, last = 0, met = day_target_moment(day);

	for (size_t i = 0; i < content->span_count; i++) {
		const struct ts_span *span = &content->spans[i];
		if (span->off || span->carried)
			continue;
		first = first == 0 ? span->begin : first;
		last = span->end;
	}
	if (first == 0)
		return;
	last = met > last ? met : last;
	last = day_is_today(day) && day->known > last ? day->known : last;
	/* Days begin at whole hours or not: hours are counted from there. */
	ts_time early = *from + (first - *from) / TS_HOUR * TS_HOUR - TS_HOUR;
	ts_time late = *from + (last - *from + TS_HOUR - 1) / TS_HOUR * TS_HOUR + TS_HOUR;
	*from = early > *from ? early : *from;
	*until = late < *until ? late : *until;
}

void day_strip_fit(const struct day *day, int width, struct strip *out)
{
	ts_time from = day->content.from, until = day->content.until;
	if (!day->has_content)
		ts_day_bounds(day->day, day->view.environment->settings.day_start, &from, &until);
	if ((width >= DAY_ROOMY_FROM) != day->other_stretch)
		work_stretch(day, &from, &until);
	strip_fit(from, until, width, out);
}

/* The selected log; with the focus on the totals all of the selected activity. */
static bool span_marked(const void *context, size_t span)
{
	const struct day *day = context;
	const struct ts_day_view *content = &day->content;
	if (day->pane != DAY_TOTALS || content->total_count == 0)
		return (int)span == day->logs.cursor;
	return ts_id_equal(content->spans[span].activity, content->totals[day->totals.cursor].activity);
}

static void draw_mark(struct surface *surface, int y, const struct mark *mark, enum style style)
{
	if (mark->x >= 0)
		surface_text(surface, mark->x, y, -1, mark->text, look_of(style));
}

/* "half leave: dentist", in the middle of a strip that is empty, else where the marks below it leave room. */
static void draw_day_mark(const struct day *day, struct surface *surface, const struct day_layout *layout, int taken)
{
	const struct ts_day_mark *mark = &day->content.mark;
	const int width = layout->strip.width;
	const bool empty = day->content.span_count == 0;
	char kind[FORMAT_SIZE], words[TS_TEXT_SIZE + FORMAT_SIZE];

	if (!day->has_content || mark->kind == TS_MARK_NONE)
		return;
	(void)snprintf(words, sizeof words, "%s%s%s", format_mark(mark->kind, mark->half, kind),
	               mark->text[0] != '\0' ? ": " : "", mark->text);
	int size = text_width(words), x = empty && size < width ? (width - size) / 2 : 1;
	if (empty)
		surface_text_cut(surface, x, layout->strip.y, width - x, words, look_of(STYLE_EMPHASIS));
	else if (layout->marks.height > 0 && taken > x + MARK_LEAST)
		surface_text_cut(surface, x, layout->marks.y, taken - x - 2, words, look_of(STYLE_EMPHASIS));
}

/* The first column that is taken. */
static int draw_marks(const struct day *day, struct surface *surface, const struct strip *strip, struct rect rect)
{
	ts_time met = day_target_moment(day);
	int met_x = met > 0 ? strip_column(strip, met) : -1;
	int now_x = day_is_today(day) ? strip_column(strip, day->known) : -1;
	char now[FORMAT_SIZE], target[FORMAT_SIZE], length[FORMAT_SIZE], what[FORMAT_SIZE * 2];
	struct mark now_mark, target_mark;

	format_clock_local(day->view.environment->clock, day->known, now);
	format_clock_local(day->view.environment->clock, met, target);
	(void)snprintf(what, sizeof what, "%s done", format_duration(day->content.target, length));
	strip_marks(rect.width, now_x, now, met_x, target, what, &now_mark, &target_mark);
	draw_mark(surface, rect.y, &now_mark, STYLE_NOW);
	draw_mark(surface, rect.y, &target_mark, STYLE_DIM);
	int taken = now_mark.x >= 0 ? now_mark.x : rect.width;
	return target_mark.x >= 0 && target_mark.x < taken ? target_mark.x : taken;
}

static void draw_night(const struct day *day, struct surface *surface, const struct strip *strip, int y)
{
	for (int i = 0; i < strip->cells && strip->from + i * strip->cell + strip->cell / 2 < day->night.end; i++)
		surface_put(surface, strip->x + i, y, '.', look_of(STYLE_TRACK));
}

void day_strip_draw(const struct day *day, struct surface *surface, const struct day_layout *layout)
{
	struct strip strip;
	char ruler[RULER_MOST + 1];

	if (layout->strip.height == 0)
		return;
	if (surface_plain(surface)) {
		draw_day_mark(day, surface, layout, layout->marks.width);
		return;
	}
	day_strip_fit(day, layout->strip.width, &strip);
	if (strip.cells == 0)
		return;
	if (layout->ruler.height > 0) {
		strip_ruler(&strip, day->view.environment->clock,
		            layout->ruler.width < RULER_MOST ? layout->ruler.width : RULER_MOST, ruler);
		surface_text(surface, 0, layout->ruler.y, -1, ruler, look_of(STYLE_DIM));
	}
	struct strip_ink ink = { .half_blocks = day->view.environment->half_blocks && !surface_ascii(surface),
		                 .marked = span_marked,
		                 .context = day,
		                 .signs = &day->signs };
	if (day->has_night)
		draw_night(day, surface, &strip, layout->strip.y);
	strip_draw(&strip, &day->content, surface, layout->strip.y, &ink);
	if (layout->strip.height > 1) {
		strip_names(&strip, &day->content, surface, layout->strip.y, &ink);
		ink.blank = true;
		strip_draw(&strip, &day->content, surface, layout->strip.y + 1, &ink);
	}
	int taken = layout->marks.height > 0 ? draw_marks(day, surface, &strip, layout->marks) : 0;
	draw_day_mark(day, surface, layout, taken);
}
