/* The pane of logs: a row each, from when, what, how long, and how that looks beside the others. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/draw/widgets.h"

#include <stdio.h>
#include <string.h>

enum {
	TIME_AT = 2,
	DURATION_WIDTH = 5, /* 12:34 */
	LEADER = 0xb7,      /* a dot in the middle */
	BAR_MOST = 24,
	DOUBT_WIDTH = 10, /* "forgotten?" */
	BAR_STEP = 10,    /* minutes of a bar's column, unless a span is too long for that */
	LABEL_MOST = 32
};

/* Columns of a row. */
struct columns {
	int time_width, end;  /* 0: not shown */
	int zone, zone_width; /* 0: not shown */
	int slot, text, text_width, duration, bar, bar_width;
	int minutes; /* of a bar's column */
};

static const char *zone_label(const struct ts_span *span, char out[FORMAT_SIZE])
{
	if (span->zone[0] == '\0')
		return format_offset(span->offset, out);
	(void)snprintf(out, FORMAT_SIZE, "%.8s", span->zone);
	return out;
}

static int zone_width(const struct ts_day_view *content)
{
	int width = 0;
	char label[FORMAT_SIZE];
	for (size_t i = 0; i < content->span_count && content->several_zones; i++) {
		int each = text_width(zone_label(&content->spans[i], label));
		width = each > width ? each : width;
	}
	return width;
}

static int bar_minutes(const struct ts_day_view *content, int columns)
{
	int64_t longest = 0;
	for (size_t i = 0; i < content->span_count; i++) {
		const struct ts_span *span = &content->spans[i];
		if (!span->off && !span->forgotten && span->end - span->begin > longest)
			longest = span->end - span->begin;
	}
	int minutes = BAR_STEP;
	while (columns > 0 && longest / TS_MINUTE > (int64_t)columns * minutes)
		minutes += BAR_STEP / 2;
	return minutes;
}

static bool has_doubt(const struct ts_day_view *content)
{
	for (size_t i = 0; i < content->span_count; i++) {
		if (content->spans[i].forgotten)
			return true;
	}
	return false;
}

static void columns_fit(const struct day *day, int width, bool ends, struct columns *out)
{
	const struct ts_day_view *content = &day->content;
	int time = format_clock_width(day->view.environment->clock);

	*out = (struct columns){ .time_width = time, .zone = TIME_AT + time + 1, .slot = TIME_AT + time + 2 };
	if (ends) {
		out->end = TIME_AT + time;
		out->zone += time + 1;
		out->slot += time + 1;
	}
	out->zone_width = zone_width(content);
	if (out->zone_width > 0)
		out->slot = out->zone + out->zone_width + 2;
	out->text = out->slot + 3;
	int room = width - out->text - 1 - DURATION_WIDTH - 2 - 1;
	/* An end says as much as a bar. */
	out->bar_width = ends ? room / 3 : room * 4 / 9;
	if (out->bar_width > BAR_MOST)
		out->bar_width = BAR_MOST;
	if (out->bar_width < 0)
		out->bar_width = 0;
	/* That an end may be forgotten is told in full. */
	if (out->bar_width < DOUBT_WIDTH && room >= 2 * DOUBT_WIDTH && has_doubt(content))
		out->bar_width = DOUBT_WIDTH;
	out->text_width = room - out->bar_width > 0 ? room - out->bar_width : 0;
	out->duration = out->text + out->text_width + 1;
	out->bar = out->duration + DURATION_WIDTH + 2;
	out->minutes = bar_minutes(content, out->bar_width);
}

/* From the text to the length: the eye does not lose the row. */
static void draw_leader(struct surface *surface, const struct columns *columns, int y, int from, struct look look)
{
	for (int x = columns->text + from + 1; columns->end > 0 && !surface_plain(surface) && x < columns->duration - 1;
	     x++)
		surface_put(surface, x, y, LEADER, look);
}

static void draw_text(struct surface *surface, const struct columns *columns, int y, const struct ts_span *span,
                      struct look look, struct look comment)
{
	if (columns->text_width == 0)
		return;
	int taken = surface_text_cut(surface, columns->text, y, columns->text_width, span->text, look);
	int room = columns->text_width - taken - 4, end = taken;
	if (span->comment[0] != '\0' && room >= -3) {
		end = room >= 4 ? taken + 2 : columns->text_width - 1;
		surface_put(surface, columns->text + end++, y, '#', comment);
	}
	if (span->comment[0] != '\0' && room >= 4)
		end = taken + 4 + surface_text_cut(surface, columns->text + taken + 4, y, room, span->comment, comment);
	bool chosen = look.style == STYLE_SELECTED || look.style == STYLE_UNFOCUSED;
	draw_leader(surface, columns, y, end, chosen ? look : look_of(STYLE_TRACK));
}

/* Columns that a bar took. ASCII has its own sign here: totals are drawn with another. */
static int draw_length(struct surface *surface, const struct columns *columns, int y, const struct ts_span *span,
                       int width)
{
	double minutes = (double)(span->end - span->begin) / (double)TS_MINUTE;
	double cells = minutes / columns->minutes;
	if (cells > width)
		cells = width;
	if (!surface_ascii(surface)) {
		draw_bar(surface, columns->bar, y, width, cells, width, span->colour, false);
		return minutes > 0 ? (int)(cells + 0.999) : 0;
	}
	/* Half a column is none; what has not ended yet is not rounded up at all. */
	int whole = span->running ? (int)cells : (int)(cells + 0.49);
	struct look look = look_of(STYLE_BAR);
	look.ink = (unsigned char)span->colour;
	for (int i = 0; i < whole; i++)
		surface_put(surface, columns->bar + i, y, '=', look);
	return whole;
}

static void draw_running(struct surface *surface, const struct columns *columns, int y, const struct ts_span *span)
{
	static const char word[] = "running";
	int word_width = (int)sizeof word - 1;
	int room = columns->bar_width - 1;
	/* The word stays as long as the bar leaves room for it. */
	if (room <= 0)
		return;
	int taken = draw_length(surface, columns, y, span, room);
	surface_put(surface, columns->bar + taken, y, '>', look_of(STYLE_RUNNING));
	if (taken + 1 + 2 + word_width <= columns->bar_width)
		surface_text(surface, columns->bar + taken + 3, y, -1, word, look_of(STYLE_RUNNING));
}

/* "0:55 since Wed"; after a week, when the weekday would mean another one, "since 1 Sep". */
static void carried_label(const struct day *day, const struct ts_span *span, char out[LABEL_MOST])
{
	ts_day logged = ts_day_of(span->logged, day->view.environment->settings.day_start);
	char length[FORMAT_SIZE], since[FORMAT_SIZE];

	format_day_short(logged, since);
	if (day->day - logged >= 7)
		(void)snprintf(out, LABEL_MOST, "since %.12s", since + 4);
	else
		(void)snprintf(out, LABEL_MOST, "%.16s since %.3s", format_duration(span->end - span->logged, length),
		               since);
}

/* Why a row has words instead of a bar; "" none. */
static enum style row_label(const struct day *day, const struct ts_span *span, char out[LABEL_MOST])
{
	out[0] = '\0';
	if (span->forgotten) {
		(void)snprintf(out, LABEL_MOST, "forgotten?");
		return STYLE_NOTICE;
	}
	if (span->carried) {
		carried_label(day, span, out);
	} else if (span->logged > day->known) {
		(void)snprintf(out, LABEL_MOST, "to come");
	}
	return STYLE_DIM;
}

/* In words what signs and a bar say elsewhere. */
static void draw_words(const struct day *day, struct surface *surface, const struct columns *columns, int y,
                       const struct ts_span *span)
{
	char label[LABEL_MOST], words[2 * LABEL_MOST];
	(void)row_label(day, span, label);
	const struct {
		bool holds;
		const char *word;
	} signs[] = { { span->running, "running" },         { day_is_marked(day, span->id), "marked" },
		      { label[0] != '\0', label },          { span->carried && label[0] == '\0', "carried over" },
		      { span->rest && !span->off, "rest" }, { span->locked, "locked" } };
	size_t used = 0;

	words[0] = '\0';
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if (signs[i].holds)
			used += (size_t)snprintf(words + used, sizeof words - used, "%s%s", used > 0 ? " " : "",
			                         signs[i].word);
	}
	surface_text_cut(surface, columns->bar, y, columns->bar_width, words, look_of(STYLE_DIM));
}

static void draw_tail(const struct day *day, struct surface *surface, const struct columns *columns, int y,
                      const struct ts_span *span, bool selected)
{
	char label[LABEL_MOST];
	enum style style = row_label(day, span, label);
	int shown = text_width(span->text) + 4 + text_width(span->comment);

	if (columns->bar_width == 0)
		return;
	if (surface_plain(surface)) {
		draw_words(day, surface, columns, y, span);
	} else if (label[0] != '\0') {
		surface_text_cut(surface, columns->bar, y, columns->bar_width, label, look_of(style));
	} else if (selected && span->comment[0] != '\0' && shown > columns->text_width) {
		surface_text_cut(surface, columns->bar, y, columns->bar_width, span->comment, look_of(STYLE_DIM));
	} else if (span->running && !span->off) {
		draw_running(surface, columns, y, span);
	} else if (span->running) {
		surface_text_cut(surface, columns->bar, y, columns->bar_width, "running", look_of(STYLE_RUNNING));
	} else if (!span->off) {
		int taken = draw_length(surface, columns, y, span, columns->bar_width);
		if (span->locked && taken + 2 + 6 <= columns->bar_width)
			surface_text(surface, columns->bar + taken + 1, y, -1, "locked", look_of(STYLE_DIM));
	}
}

/* What a row begins with: it is selected, it goes on, it was logged behind the lock. */
static uint32_t row_mark(const struct ts_span *span, bool selected)
{
	return selected ? '>' : span->running ? '*' : span->locked ? '!' : ' ';
}

static void draw_row(const struct day *day, struct surface *surface, const struct columns *columns, int y, int row)
{
	const struct ts_span *span = &day->content.spans[row];
	bool selected = row == day->logs.cursor;
	bool quiet = span->off || span->rest || span->logged > day->known;
	enum style ground = selected ? (day->pane == DAY_LOGS ? STYLE_SELECTED : STYLE_UNFOCUSED)
	                             : (span->running ? STYLE_RUNNING
	                                : quiet       ? STYLE_DIM
	                                              : STYLE_PLAIN);
	struct look look = look_of(ground);
	struct look time = look_of(selected || span->running ? ground : STYLE_TIME);
	struct look duration = look_of(selected || span->running ? ground : quiet ? STYLE_DIM : STYLE_DURATION);
	struct look slot = look_of(selected ? ground : STYLE_SLOT);
	char text[FORMAT_SIZE];

	if (selected)
		surface_fill(surface, (struct rect){ 0, y, columns->bar - 1, 1 }, ' ', look);
	if (!surface_plain(surface))
		surface_put(surface, 0, y, row_mark(span, selected), look_of(selected ? ground : STYLE_RUNNING));
	bool marked = day_is_marked(day, span->id);
	if ((marked || span->carried) && !surface_plain(surface))
		surface_put(surface, 1, y, marked ? '+' : '<',
		            look_of(selected ? ground
		                    : marked ? STYLE_EMPHASIS
		                             : STYLE_DIM));
	surface_text_right(surface, TIME_AT, y, columns->time_width,
	                   format_clock(day->view.environment->clock, span->logged, span->offset, text), time);
	if (columns->end > 0)
		surface_printf(
		        surface, columns->end, y, time, "-%*s", columns->time_width,
		        span->running ? "" : format_clock(day->view.environment->clock, span->end, span->offset, text));
	if (columns->zone_width > 0)
		surface_text(surface, columns->zone, y, -1, zone_label(span, text),
		             look_of(selected ? ground : STYLE_DIM));
	slot.ink = (unsigned char)(selected ? 0 : span->colour);
	surface_put(surface, columns->slot, y, signs_find(&day->signs, span->activity), slot);
	draw_text(surface, columns, y, span, look, look_of(selected ? ground : STYLE_DIM));
	surface_text_right(surface, columns->duration, y, DURATION_WIDTH,
	                   format_duration(span->end - span->begin, text), duration);
	draw_tail(day, surface, columns, y, span, selected);
}

/* ---- nothing there yet */

struct lesson {
	enum action action;
	const char *text;
};

static int draw_lesson(const struct day *day, struct surface *surface, int y, const struct lesson *lesson)
{
	surface_printf(surface, 4, y, look_of(STYLE_KEY), "%s", day_key(day, lesson->action));
	surface_text(surface, 11, y, -1, lesson->text, look_of(STYLE_PLAIN));
	return y + 1;
}

static void draw_empty(const struct day *day, struct surface *surface)
{
	static const struct lesson first[] = {
		{ ACTION_PICK, "type what you do now and press Enter" },
		{ ACTION_LOG_SLOT, "after that, log it with one key" },
		{ ACTION_UNDO, "takes back whatever you did last" },
		{ ACTION_HELP, "shows all keys, finds them, explains the words" },
	};
	static const struct lesson today[] = {
		{ ACTION_LOG_SLOT, "log what you do now" },
		{ ACTION_PICK, "pick or type something else" },
		{ ACTION_GOTO, "go to another day" },
	};
	static const struct lesson past[] = {
		{ ACTION_PICK, "then type \"9:30 text\" to log it for this day" },
		{ ACTION_TODAY, "goes back to today" },
	};
	static const struct lesson future[] = { { ACTION_TODAY, "goes back to today" } };
	bool teach = day_is_new(day);
	const char *line = teach                    ? "Nothing logged yet."
	                   : day->day > day->today  ? "This day is still to come."
	                   : day->day == day->today ? "Nothing logged today yet."
	                                            : "Nothing logged on this day.";
	const struct lesson *lessons = teach                    ? first
	                               : day->day > day->today  ? future
	                               : day->day == day->today ? today
	                                                        : past;
	int count = teach ? 4 : day->day > day->today ? 1 : day->day == day->today ? 3 : 2;
	int y = 3;
	surface_text(surface, 2, 1, -1, line, look_of(STYLE_EMPHASIS));
	for (int i = 0; i < count; i++)
		y = draw_lesson(day, surface, y, &lessons[i]);
	if (teach)
		surface_text(surface, 4, y + 1, -1, "from another tracker: timesheet import --help",
		             look_of(STYLE_DIM));
}

void day_logs_draw(const struct day *day, struct surface *surface, const struct day_layout *layout)
{
	const struct ts_day_view *content = &day->content;
	struct rect rect = layout->logs;
	struct columns columns;
	if (rect.height == 0)
		return;
	surface_clip_push(surface, rect);
	columns_fit(day, rect.width, day->view.environment->width >= DAY_ROOMY_FROM, &columns);
	int rows = day_logs_rows(day, rect);
	for (int y = 0; y < rows && y + day->logs.top < (int)content->span_count; y++)
		draw_row(day, surface, &columns, y, y + day->logs.top);
	if (!day->has_content)
		surface_text(surface, 2, 1, -1, "This day could not be read.", look_of(STYLE_ERROR));
	else if (content->span_count == 0)
		draw_empty(day, surface);
	if (content->damaged > 0)
		surface_printf(surface, 1, rect.height - 1, look_of(STYLE_NOTICE),
		               "! %zu %s damaged and cannot be read", content->damaged,
		               content->damaged == 1 ? "entry is" : "entries are");
	surface_clip_pop(surface);
}
