/* An activity as a row for people, or as an object for programs. */
#include "src/output/activity_print.h"

#include "ui/base/format.h"
#include "ui/draw/surface.h"

#include <stdio.h>

bool activity_is_listed(const struct ts_activity *activity, bool all)
{
	return !activity->off && (all || !activity->archived);
}

int activity_width(const struct ts_activity *activity, int least)
{
	int width = text_width(activity->text) + (activity->rest ? 2 : 0);

	return width > least ? width : least;
}

/* "today", "yesterday", or the date. */
static const char *last_words(const struct ts_activity *activity, ts_time now, int day_start, char out[FORMAT_SIZE])
{
	ts_day today = ts_day_of(now, day_start), day = ts_day_of(activity->last_used, day_start);

	if (activity->last_used == 0)
		return "never";
	return day == today ? "today" : day == today - 1 ? "yesterday" : format_day(day, out);
}

void activity_print(const struct paint *paint, const struct ts_activity *activity, int width, ts_time now,
                    int day_start)
{
	const struct look own = { STYLE_SLOT, (unsigned char)activity->colour, 0, 0 };
	char day[FORMAT_SIZE];

	(void)printf(" %c  %s", activity->slot > 0 ? (char)('0' + activity->slot) : ' ', activity->text);
	paint_text(paint, STYLE_DIM, activity->rest ? " ~" : "");
	(void)printf("%*s  ", width - activity_width(activity, 0), "");
	paint_begin(paint, own);
	(void)printf("colour %-2d", activity->colour);
	paint_end(paint);
	(void)printf("  %s", last_words(activity, now, day_start, day));
	paint_text(paint, STYLE_DIM, activity->archived ? ", archived" : "");
	(void)putchar('\n');
}

void activity_print_json(struct json *json, const struct ts_activity *activity, int day_start)
{
	json_object(json, NULL);
	json_text(json, "activity", activity->text);
	if (activity->slot > 0)
		json_integer(json, "slot", activity->slot);
	json_boolean(json, "rest", activity->rest);
	json_boolean(json, "archived", activity->archived);
	json_integer(json, "colour", activity->colour);
	json_boolean(json, "colour_chosen", activity->colour_chosen);
	if (activity->last_used != 0)
		json_day(json, "last_use", ts_day_of(activity->last_used, day_start));
	else
		json_text(json, "last_use", NULL);
	json_object_end(json);
}
