/* The week of the day: a bar for each day against its target. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/draw/widgets.h"

enum {
	WEEK_DAYS = 7,
	NAME_AT = 1,
	MARK_AT = 3,
	DURATION_AT = 4,
	REFERENCE_WIDTH = 42,
	REFERENCE_TARGET = 16, /* columns of a day's target there */
	DEFAULT_WHOLE = 8 * 60 /* minutes a full bar stands for when there is no target */
};

/* A row of the week: a day, or several that had to share one. */
struct week_row {
	int first, last; /* from the week's first day on */
};

static const char *name_of(const struct day *day, int place)
{
	return format_weekday(ts_day_weekday(day->week.first + place));
}

static bool is_idle(const struct day *day, int place)
{
	ts_day date = day->week.first + place;
	return day->week.work[place] == 0 && day->week.marks[place] == TS_MARK_NONE && date != day->day &&
	       date != day->today;
}

static int row_of(const struct week_row *rows, int count, int place)
{
	int row = 0;
	while (row < count - 1 && rows[row].last < place)
		row++;
	return row;
}

/* All seven days if they fit; else idle days go, those of the weekend first, and then days far from the one that is
 * shown share a row: no day with work is left out. */
static int rows_fit(const struct day *day, int height, struct week_row out[WEEK_DAYS])
{
	const int shown = day->day - day->week.first;
	int count = 0, idle = 0;

	for (int i = 0; i < WEEK_DAYS; i++)
		idle += is_idle(day, i);
	int gone = WEEK_DAYS - height < idle ? WEEK_DAYS - height : idle;
	bool left_out[WEEK_DAYS] = { false };
	for (int i = WEEK_DAYS - 1; i >= 0 && gone > 0; i--) {
		left_out[i] = is_idle(day, i);
		gone -= left_out[i];
	}
	for (int i = 0; i < WEEK_DAYS; i++) {
		if (!left_out[i])
			out[count++] = (struct week_row){ i, i };
	}
	while (count > height && count > 1) {
		int row = row_of(out, count, shown);
		/* The first two, or the last two where the day shown is among those. */
		int at = row > 1 ? 0 : count - 2;
		out[at].last = out[at + 1].last;
		for (int i = at + 1; i + 1 < count; i++)
			out[i] = out[i + 1];
		count--;
	}
	return count;
}

bool day_week_at(const struct day *day, struct rect rect, int y, ts_day *out)
{
	struct week_row rows[WEEK_DAYS];
	int count = rows_fit(day, rect.height, rows);
	if (y < rect.y || y - rect.y >= count)
		return false;
	*out = day->week.first + rows[y - rect.y].last;
	return true;
}

struct ts_forgotten day_week_forgotten(const struct day *day)
{
	struct ts_forgotten sum = { .milliseconds = 0 };
	/* The first day that has some tells since when. */
	for (int i = WEEK_DAYS - 1; i >= 0; i--) {
		const struct ts_forgotten *each = &day->week.forgotten[i];
		if (each->milliseconds > 0)
			sum = (struct ts_forgotten){ sum.milliseconds + each->milliseconds, each->since, each->offset };
	}
	return sum;
}

struct scale {
	int bar, target_width, width;
	double whole; /* milliseconds of target_width columns */
};

static struct scale scale_of(const struct day *day, int width)
{
	struct scale scale = { .bar = DURATION_AT + 5, .target_width = width - (REFERENCE_WIDTH - REFERENCE_TARGET) };
	double whole = DEFAULT_WHOLE * (double)TS_MINUTE;
	for (int i = 0; i < WEEK_DAYS; i++) {
		if (day->week.target[i] > 0)
			whole = (double)day->week.target[i];
		if (day->week.work[i] >= 10 * TS_HOUR)
			scale.bar = DURATION_AT + 6;
	}
	if (scale.target_width > 32)
		scale.target_width = 32;
	if (scale.target_width < 4)
		scale.target_width = 4;
	scale.whole = whole;
	scale.width = width;
	return scale;
}

static const char today_mark[] = "<- today";
enum { TODAY_WIDTH = (int)sizeof today_mark - 1 };

/* Where today's mark stands: behind the bar, or at the right end where there is more than a target of work. -1: there
 * is no room. */
static int today_at(const struct scale *scale, bool over)
{
	int at = scale->bar + scale->target_width + 3;
	int right = scale->width - 1 - TODAY_WIDTH;

	if (!over && at + TODAY_WIDTH <= scale->width)
		return at;
	return right > at ? right : -1;
}

/* Work up to the target, the target's mark, and what is over it behind the mark, up to end. A day without a target has
 * no mark, and no gap in its place. */
static void draw_day_bar(const struct day *day, struct surface *surface, const struct scale *scale, int y, int place,
                         int end)
{
	double work = (double)day->week.work[place];
	bool target = day->week.target[place] > 0;
	double over = work - scale->whole;
	int mark = scale->bar + scale->target_width;

	char marked[FORMAT_SIZE];
	if (day->week.work[place] == 0 && day->week.marks[place] != TS_MARK_NONE)
		surface_text(surface, scale->bar, y, -1,
		             format_mark(day->week.marks[place], day->week.half[place], marked), look_of(STYLE_PLAIN));
	else if (surface_plain(surface))
		return;
	else if (day->week.work[place] == 0)
		surface_put(surface, scale->bar, y, '.', look_of(STYLE_TRACK));
	else
		draw_bar(surface, scale->bar, y, scale->target_width, work, scale->whole, 0, false);
	int behind = target ? mark + 1 : mark;
	int room = end - behind;
	double cells = over / scale->whole * scale->target_width;
	if (cells >= 0.5 && room > 0)
		draw_bar(surface, behind, y, room, cells < room ? cells : room, room, 0, false);
	if (target)
		surface_put(surface, mark, y, '|',
		            look_of(work >= (double)day->week.target[place] ? STYLE_GOOD : STYLE_FRAME));
}

static void draw_day(const struct day *day, struct surface *surface, const struct scale *scale, int y, int place)
{
	ts_day date = day->week.first + place;
	bool shown = date == day->day;
	bool focused = shown && day->pane == DAY_WEEK;
	char text[FORMAT_SIZE];

	struct look name = look_of(focused ? STYLE_SELECTED : shown ? STYLE_EMPHASIS : STYLE_PLAIN);
	if (focused)
		surface_fill(surface, (struct rect){ 0, y, scale->bar, 1 }, ' ', name);
	if (shown && date != day->today)
		draw_sign(surface, 0, y, '>', name);
	surface_text(surface, NAME_AT, y, -1, name_of(day, place), name);
	if (day->week.marks[place] != TS_MARK_NONE)
		surface_put(surface, MARK_AT, y, (uint32_t)format_mark_letter(day->week.marks[place]),
		            focused ? name : look_of(STYLE_EMPHASIS));
	if (day->week.work[place] > 0)
		surface_text_right(surface, DURATION_AT, y, scale->bar - 1 - DURATION_AT,
		                   format_duration(day->week.work[place], text),
		                   look_of(focused ? STYLE_SELECTED : STYLE_DURATION));
	if (day->week.forgotten[place].milliseconds > 0)
		surface_put(surface, scale->bar - 1, y, '?', focused ? name : look_of(STYLE_NOTICE));
	int mark = date == day->today ? today_at(scale, (double)day->week.work[place] > scale->whole) : -1;
	draw_day_bar(day, surface, scale, y, place, mark >= 0 ? mark - 1 : scale->width);
	if (mark >= 0)
		surface_text(surface, mark, y, -1, surface_plain(surface) ? "today" : today_mark, look_of(STYLE_NOW));
}

/* "Mo-We 24:10": what several days came to that share a row. */
static void draw_days(const struct day *day, struct surface *surface, const struct scale *scale, int y,
                      struct week_row row)
{
	int64_t work = 0;
	char text[FORMAT_SIZE];

	for (int i = row.first; i <= row.last; i++)
		work += day->week.work[i];
	int taken = surface_printf(surface, NAME_AT, y, look_of(STYLE_PLAIN), "%s-%s", name_of(day, row.first),
	                           name_of(day, row.last));
	surface_text(surface, NAME_AT + taken + 1, y, scale->width, format_duration(work, text),
	             look_of(STYLE_DURATION));
}

void day_week_draw(const struct day *day, struct surface *surface, const struct day_layout *layout)
{
	struct rect rect = layout->week;
	struct week_row rows[WEEK_DAYS];

	if (rect.height == 0 || !day->has_content)
		return;
	struct scale scale = scale_of(day, rect.width);
	int count = rows_fit(day, rect.height, rows);
	surface_clip_push(surface, rect);
	for (int y = 0; y < count; y++) {
		if (rows[y].first == rows[y].last)
			draw_day(day, surface, &scale, y, rows[y].first);
		else
			draw_days(day, surface, &scale, y, rows[y]);
	}
	surface_clip_pop(surface);
}
