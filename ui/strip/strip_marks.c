/* What stands above and below a strip: the hours, and the marks of now and of the target. */
#include "ui/strip/strip.h"

#include <stdio.h>
#include <string.h>

/* The hour that begins inside [from, until) as the clock on the wall then says, -1: none. */
static int hour_beginning(ts_time from, ts_time until)
{
	struct ts_civil last;

	ts_civil_local(until - 1, &last);
	ts_time past = last.minute * TS_MINUTE + last.second * TS_SECOND + last.millisecond;
	return until - 1 - past >= from ? last.hour : -1;
}

void strip_ruler(const struct strip *strip, enum clock clock, int width, char *out)
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
		int shown = clock == CLOCK_12 ? (hour + 11) % 12 + 1 : hour;
		out[x] = (char)(clock == CLOCK_12 && shown < 10 ? ' ' : '0' + shown / 10);
		out[x + 1] = (char)('0' + shown % 10);
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
