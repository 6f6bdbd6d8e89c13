/* A strip on a surface: cells in the colours of activities, with their signs or their names. */
#include "ui/strip/strip.h"

enum { HALF_LEFT = 0x258c, HALF_RIGHT = 0x2590 };

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

/* Whether all of a cell is drawn as that span, though it may begin within it. */
static bool cell_is(const struct strip *strip, const struct ts_day_view *day, int cell, bool half_blocks, int span)
{
	const ts_time from = strip->from + cell * strip->cell, middle = from + strip->cell / 2;
	if (cell < 0)
		return false;
	return strip_span(day, from, half_blocks ? middle : from + strip->cell) == span &&
	       (!half_blocks || strip_span(day, middle, from + strip->cell) == span);
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
		/* And the one that has its sign already. */
		if (cell_is(strip, day, first - 1, ink->half_blocks, (int)i)) {
			first--;
			cells++;
		}

		if (span->off || end <= begin || cells < NAME_LEAST)
			continue;
		struct look look = span_look(span, ink->marked(ink->context, i));
		surface_put(surface, strip->x + first, y, signs_find(ink->signs, span->activity), look);
		surface_text(surface, strip->x + first + 1, y, cells - 1, span->text, look);
	}
}
