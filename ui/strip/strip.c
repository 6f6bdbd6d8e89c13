/* Where the strip of a day stands: how fine its cells are, and what lies in them. */
#include "ui/strip/strip.h"

enum {
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
