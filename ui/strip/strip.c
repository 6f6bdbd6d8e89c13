/* The strip of the day. */
#include "ui/strip/strip.h"

#include <stdio.h>
#include <string.h>

enum {
	HALF_LEFT = 0x258c,
	HALF_RIGHT = 0x2590,
	MARGIN_FINE = 2 /* blank columns wanted at each side before cells get shorter than a quarter of an hour */
};

void strip_fit(ts_time from, ts_time until, int width, struct strip *out)
{
	static const int rates[] = { 30, 20, 15, 12, 10, 8, 6, 4, 3, 2, 1 };

	*out = (struct strip){ .from = from, .until = until };
	for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
		ts_time cell = TS_HOUR / rates[i];
		int64_t cells = (until - from + cell - 1) / cell;
		int64_t margin = rates[i] > 4 ? 2 * MARGIN_FINE : 0;

		if (cells <= 0 || cells + margin > width)
			continue;
		out->cell = cell;
		out->cells = (int)cells;
		out->hourly = rates[i];
		out->x = (width - out->cells) / 2;
		return;
	}
}

int strip_column(const struct strip *strip, ts_time at)
{
	if (strip->cells == 0 || at < strip->from || at >= strip->until)
		return -1;
	return strip->x + (int)((at - strip->from) / strip->cell);
}

int strip_span(const struct ts_day_view *day, ts_time from, ts_time until)
{
	ts_time most = 0;
	int found = -1;

	for (size_t i = 0; i < day->span_count && day->spans[i].begin < until; i++) {
		ts_time begin = day->spans[i].begin > from ? day->spans[i].begin : from;
		ts_time end = day->spans[i].end < until ? day->spans[i].end : until;

		if (end - begin >= most && end > begin) {
			most = end - begin;
			found = (int)i;
		}
	}
	return found;
}

int strip_span_at(const struct strip *strip, const struct ts_day_view *day, int x)
{
	if (strip->cells == 0 || x < strip->x || x >= strip->x + strip->cells)
		return -1;
	ts_time from = strip->from + (x - strip->x) * strip->cell;
	return strip_span(day, from, from + strip->cell);
}

/* The hour that begins inside [from, until) as the clock on the wall then says, -1: none. */
static int hour_beginning(ts_time from, ts_time until)
{
	struct ts_civil last;

	ts_civil_local(until - 1, &last);
	ts_time past = last.minute * TS_MINUTE + last.second * TS_SECOND + last.millisecond;
	return until - 1 - past >= from ? last.hour : -1;
}

void strip_ruler(const struct strip *strip, int width, char *out)
{
	int step = strip->hourly >= 3 ? 1 : strip->hourly == 2 ? 2 : 4;
	int end = 0;

	memset(out, ' ', (size_t)width);
	out[width] = '\0';
	for (int i = 0; i < strip->cells; i++) {
		ts_time from = strip->from + i * strip->cell;
		int x = strip->x + i;
		int hour = hour_beginning(from, from + strip->cell);

		if (hour < 0 || hour % step != 0 || x < end || x + 2 > width)
			continue;
		out[x] = (char)('0' + hour / 10);
		out[x + 1] = (char)('0' + hour % 10);
		end = x + 3;
	}
}

static bool mark_fits(const struct mark *mark, int width)
{
	return mark->x >= 0 && mark->x + text_width(mark->text) <= width;
}

static bool marks_apart(const struct mark *left, const struct mark *right)
{
	if (left->x > right->x) {
		const struct mark *kept = left;
		left = right;
		right = kept;
	}
	int gap = right->x - left->x - text_width(left->text);
	/* Two signs, or a sign and a text, may touch: "14:00|^14:25". Two texts may not. */
	bool sign = strchr("^|", right->text[0]) != NULL || strchr("^|", left->text[strlen(left->text) - 1]) != NULL;
	return gap > 0 || (gap == 0 && sign);
}

static struct mark mark_right(int x, const char *sign, const char *text)
{
	struct mark mark = { .x = x };
	(void)snprintf(mark.text, sizeof mark.text, "%s%s", sign, text);
	return mark;
}

static struct mark mark_left(int x, const char *sign, const char *text)
{
	struct mark mark;
	(void)snprintf(mark.text, sizeof mark.text, "%s%s", text, sign);
	mark.x = x + 1 - text_width(mark.text);
	return mark;
}

void strip_marks(int width, int now_x, const char *now, int target_x, const char *target, const char *what,
                 struct mark *now_mark, struct mark *target_mark)
{
	char after[MARK_SIZE], before[MARK_SIZE];
	(void)snprintf(after, sizeof after, "%s = %s", target, what);
	(void)snprintf(before, sizeof before, "%s = %s", what, target);
	struct mark nows[] = { mark_right(now_x, "^", now), mark_left(now_x, "^", now) };
	struct mark targets[] = { mark_right(target_x, "|", after), mark_left(target_x, "|", before),
		                  mark_right(target_x, "|", target), mark_left(target_x, "|", target) };

	now_mark->x = target_mark->x = -1;
	for (size_t i = 0; i < 4 && target_x >= 0; i++) {
		if (!mark_fits(&targets[i], width))
			continue;
		if (now_x < 0) {
			*target_mark = targets[i];
			return;
		}
		for (size_t j = 0; j < 2; j++) {
			if (mark_fits(&nows[j], width) && marks_apart(&nows[j], &targets[i])) {
				*now_mark = nows[j];
				*target_mark = targets[i];
				return;
			}
		}
	}
	for (size_t j = 0; j < 2 && now_x >= 0 && now_mark->x < 0; j++) {
		if (mark_fits(&nows[j], width))
			*now_mark = nows[j];
	}
}

static struct look span_look(const struct ts_span *span, bool marked)
{
	struct look look = look_of(span->off ? STYLE_TRACK : STYLE_SLOT);
	look.paper = (unsigned char)span->colour;
	look.underline = marked;
	return look;
}

/* Two activities in one cell: the left one is ink, the right one paper. */
static void draw_split(struct surface *surface, int x, int y, const struct ts_span *left, const struct ts_span *right)
{
	struct look look = look_of(STYLE_TRACK);
	bool left_colour = left != NULL && left->colour > 0;
	bool right_colour = right != NULL && right->colour > 0;

	if (left_colour) {
		look.ink = (unsigned char)left->colour;
		look.paper = (unsigned char)(right_colour ? right->colour : 0);
		surface_put(surface, x, y, HALF_LEFT, look);
	} else if (right_colour) {
		look.ink = (unsigned char)right->colour;
		surface_put(surface, x, y, HALF_RIGHT, look);
	} else {
		surface_put(surface, x, y, '.', look);
	}
}

void strip_draw(const struct strip *strip, const struct ts_day_view *day, struct surface *surface, int y,
                const struct strip_ink *ink)
{
	int labelled = -1;

	for (int i = 0; i < strip->cells; i++) {
		ts_time from = strip->from + i * strip->cell;
		ts_time middle = from + strip->cell / 2;
		int left = strip_span(day, from, ink->half_blocks ? middle : from + strip->cell);
		int right = ink->half_blocks ? strip_span(day, middle, from + strip->cell) : left;
		int x = strip->x + i;

		if (left < 0 && right < 0)
			continue;
		if (left != right) {
			draw_split(surface, x, y, left < 0 ? NULL : &day->spans[left],
			           right < 0 ? NULL : &day->spans[right]);
			continue;
		}
		const struct ts_span *span = &day->spans[left];
		bool sign = !ink->half_blocks || (labelled != left && !ink->blank);
		uint32_t character = span->off ? '.' : sign ? signs_find(ink->signs, span->activity) : ' ';
		surface_put(surface, x, y, character, span_look(span, ink->marked(ink->context, (size_t)left)));
		labelled = left;
	}
}

void strip_names(const struct strip *strip, const struct ts_day_view *day, struct surface *surface, int y,
                 const struct strip_ink *ink)
{
	enum { NAME_LEAST = 3 };

	for (size_t i = 0; i < day->span_count; i++) {
		const struct ts_span *span = &day->spans[i];
		ts_time begin = span->begin > strip->from ? span->begin : strip->from;
		ts_time end = span->end < strip->until ? span->end : strip->until;
		/* Cells that are all its own. */
		int first = (int)((begin - strip->from + strip->cell - 1) / strip->cell);
		int cells = (int)((end - strip->from) / strip->cell) - first;

		if (span->off || end <= begin || cells < NAME_LEAST)
			continue;
		struct look look = span_look(span, ink->marked(ink->context, i));
		surface_put(surface, strip->x + first, y, signs_find(ink->signs, span->activity), look);
		surface_text(surface, strip->x + first + 1, y, cells - 1, span->text, look);
	}
}
