/* The pane of totals: how long each activity took, and how much of the day's target is done. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/draw/budgets.h"
#include "ui/draw/widgets.h"

#include <stdio.h>

enum { DURATION_WIDTH = 5, BAR_MOST = 24, REFERENCE_WIDTH = 42 };

struct columns {
	int text_width, rest, duration, bar, bar_width, percent;
};

static int percent_of(int64_t part, int64_t whole)
{
	return whole > 0 ? (int)((part * 200 + whole) / (2 * whole)) : 0;
}

static void columns_fit(int width, bool all, struct columns *out)
{
	*out = (struct columns){ .bar_width = width * 10 / REFERENCE_WIDTH };
	if (out->bar_width > BAR_MOST)
		out->bar_width = BAR_MOST;
	out->text_width = width - 14 - out->bar_width;
	if (out->text_width < 0)
		out->text_width = 0;
	out->rest = 3 + out->text_width;
	out->duration = out->rest + 1;
	out->bar = out->duration + DURATION_WIDTH + 1;
	out->percent = out->bar + out->bar_width;
	/* 100% takes the blank before it too. */
	out->bar_width -= all ? 1 : 0;
}

static void draw_total(const struct day *day, struct surface *surface, const struct columns *columns, int y, int row)
{
	const struct ts_day_view *content = &day->content;
	const struct ts_total *total = &content->totals[row];
	bool selected = day->pane == DAY_TOTALS && row == day->totals.cursor;
	struct look look = look_of(selected ? STYLE_SELECTED : total->rest ? STYLE_DIM : STYLE_PLAIN);
	struct look duration = look_of(selected ? STYLE_SELECTED : total->rest ? STYLE_DIM : STYLE_DURATION);
	struct look slot = look_of(selected ? STYLE_SELECTED : STYLE_SLOT);
	char text[FORMAT_SIZE], percent[FORMAT_SIZE];

	if (selected)
		surface_fill(surface, (struct rect){ 0, y, columns->bar, 1 }, ' ', look);
	if (selected)
		draw_sign(surface, 0, y, '>', look);
	slot.ink = (unsigned char)(selected ? 0 : total->colour);
	surface_put(surface, 1, y, signs_find(&day->signs, total->activity), slot);
	if (columns->text_width > 0)
		surface_text_cut(surface, 3, y, columns->text_width, total->text, look);
	if (total->rest && !surface_plain(surface))
		surface_put(surface, columns->rest, y, '~', look);
	if (total->rest && surface_plain(surface))
		surface_text_cut(surface, columns->bar + 1, y, columns->bar_width - 1, "rest", look_of(STYLE_DIM));
	surface_text_right(surface, columns->duration, y, DURATION_WIDTH, format_duration(total->milliseconds, text),
	                   duration);
	if (total->forgotten.milliseconds > 0)
		surface_put(surface, columns->bar - 1, y, '?', look_of(STYLE_NOTICE));
	if (total->milliseconds > 0)
		draw_bar(surface, columns->bar, y, columns->bar_width, (double)total->milliseconds,
		         (double)content->totals[0].milliseconds, total->colour, false);
	int part = percent_of(total->milliseconds, content->work + content->rest);
	(void)snprintf(percent, sizeof percent, part == 0 && total->milliseconds > 0 ? "<1%%" : "%d%%", part);
	surface_text_right(surface, columns->percent, y, 4, percent, look_of(STYLE_DIM));
}

static void target_sentence(const struct day *day, char *out, size_t size)
{
	const struct ts_day_view *content = &day->content;
	int64_t left = content->target - content->work;
	ts_time met = day_target_moment(day);
	const bool doubtful = content->forgotten.milliseconds > 0;
	char length[FORMAT_SIZE], clock[FORMAT_SIZE];

	if (left <= 0)
		(void)snprintf(out, size, "target met, %s", format_doubtful_signed(-left, doubtful, length));
	else if (!day_is_today(day))
		(void)snprintf(out, size, day->day < day->today ? "%s short of the target" : "%s to do",
		               format_duration(left, length));
	else if (met > 0)
		(void)snprintf(out, size, "%s to go, done at %s", format_duration(left + TS_MINUTE - 1, length),
		               format_clock_local(day->view.environment->clock, met, clock));
	else
		(void)snprintf(out, size, "%s to go", format_duration(left + TS_MINUTE - 1, length));
}

static void draw_track(struct surface *surface, int x, int y, int width, const struct ts_day_view *content)
{
	enum style frame = STYLE_FRAME;
	if (surface_plain(surface))
		return;
	surface_put(surface, x, y, '[', look_of(frame));
	draw_bar(surface, x + 1, y, width - 2, (double)content->work, (double)content->target, 0, true);
	surface_put(surface, x + width - 1, y, ']', look_of(frame));
}

/* The longest work without a break, and the breaks; or where that is against the rule. */
static void draw_pauses(const struct day *day, struct surface *surface, int y, int width)
{
	const struct ts_day_view *content = &day->content;
	const struct ts_breaks *rule = &day->view.environment->settings.breaks;
	char text[FORMAT_LINE], stretch[FORMAT_SIZE], breaks[FORMAT_SIZE];
	if (!ts_breaks_ruled(rule))
		return;
	const bool passed = format_passed(rule, content->work, &content->pauses, text)[0] != '\0';
	if (!passed)
		(void)snprintf(text, sizeof text, "longest stretch %s, breaks %s",
		               format_duration(content->pauses.stretch, stretch),
		               format_duration(content->pauses.breaks, breaks));
	surface_text_cut(surface, 1, y, width - 1, text, look_of(passed ? STYLE_NOTICE : STYLE_DIM));
}

static void draw_target(const struct day *day, struct surface *surface, int y, int width)
{
	const struct ts_day_view *content = &day->content;
	char name[FORMAT_SIZE] = "today", work[FORMAT_SIZE], target[FORMAT_SIZE], sentence[FORMAT_SIZE * 2];

	if (!day_is_today(day)) {
		format_day_short(day->day, name);
		name[3] = '\0';
	}
	surface_text(surface, 1, y, -1, name, look_of(STYLE_PLAIN));
	format_doubtful(content->work, content->forgotten.milliseconds > 0, work);
	if (content->target <= 0) {
		/* Who has none on any day is not reminded of it. */
		surface_printf(surface, 7, y, look_of(STYLE_DURATION), "%s of work%s", work,
		               day->week.no_target ? "" : ", no target");
		draw_pauses(day, surface, y + 1, width);
		return;
	}
	int track = width - 7 - 13;
	if (track > 2)
		draw_track(surface, 7, y, track, content);
	else
		track = -1;
	surface_printf(surface, 7 + track + 1, y, look_of(STYLE_DURATION), "%s/%s", work,
	               format_duration(content->target, target));
	target_sentence(day, sentence, sizeof sentence);
	draw_pauses(day, surface, y + 2, width);
	surface_text_cut(surface, 1, y + 1, width - 1, sentence,
	                 look_of(content->work >= content->target ? STYLE_GOOD : STYLE_PLAIN));
}

void day_totals_draw(const struct day *day, struct surface *surface, const struct day_layout *layout)
{
	const struct ts_day_view *content = &day->content;
	struct rect rect = layout->totals;
	struct columns columns;

	if (rect.height == 0)
		return;
	surface_clip_push(surface, rect);
	bool all = content->total_count > 0 &&
	           percent_of(content->totals[0].milliseconds, content->work + content->rest) == 100;
	/* A blank before the pane beside it. */
	columns_fit(rect.width - (layout->grid.height > 0 ? 1 : 0), all, &columns);
	int rows = day_totals_rows(day, rect);
	int shown = 0;
	for (; shown < rows && shown + day->totals.top < (int)content->total_count; shown++)
		draw_total(day, surface, &columns, shown, shown + day->totals.top);
	int target = day_target_rows(day, rect.height);
	int blank = target == DAY_TARGET_ROWS ? 1 : 0;
	if (target > 0)
		draw_target(day, surface, (blank ? shown + 1 : rows), rect.width);
	else if (content->total_count == 0)
		surface_text(surface, 1, 0, -1, "no work", look_of(STYLE_DIM));
	/* Below the bar, the sentence and the line of the breaks. */
	if (target == DAY_TARGET_ROWS)
		budgets_draw(&day->budgets, surface,
		             shown + 3 + ts_breaks_ruled(&day->view.environment->settings.breaks), rect.width,
		             rect.height);
	surface_clip_pop(surface);
}
