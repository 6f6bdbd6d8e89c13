/* The heat map of month and year: a day's tint, or its shade where grounds do not show, and what these mean. */
#include "ui/reports/report_screen.h"

#include "ui/base/format.h"

struct look report_heat_look(int shade)
{
	static const enum style styles[REPORT_SHADES] = { STYLE_DIM, STYLE_HEAT_1, STYLE_HEAT_2, STYLE_HEAT_3,
		                                          STYLE_HEAT_4 };
	return look_of(styles[shade]);
}

/* The character of a shade; of a tint a blank on its ground. */
static uint32_t heat_character(const struct surface *surface, int shade)
{
	static const uint32_t blocks[REPORT_SHADES] = { 0x00b7, 0x2591, 0x2592, 0x2593, 0x2588 };
	static const char ascii[] = ".-+*#";
	if (surface_plain(surface) || (surface_tints(surface) && shade > 0))
		return ' ';
	return surface_ascii(surface) ? (uint32_t)ascii[shade] : blocks[shade];
}

void report_heat_draw(struct surface *surface, struct rect rect, int shade)
{
	const uint32_t character = heat_character(surface, shade);
	/* Nothing is one dot, however large the cell. */
	if (shade == 0)
		surface_put(surface, rect.x, rect.y, character, report_heat_look(shade));
	else if (surface_tints(surface))
		surface_fill(surface, rect, character, report_heat_look(shade));
	else
		for (int i = 0; i < rect.width * rect.height; i++)
			surface_put(surface, rect.x + i % rect.width, rect.y + i / rect.width, character,
			            report_heat_look(shade));
}

/* Which kinds of marks there are; the columns that their legend takes. */
static int marks_find(const struct report_screen *screen, bool used[TS_MARK_WORK + 1])
{
	int width = 0;

	for (size_t i = 0; i < screen->report.day_count; i++)
		used[screen->report.days[i].mark] = true;
	for (enum ts_mark_kind kind = TS_MARK_HOLIDAY; kind <= TS_MARK_WORK; kind++)
		width += used[kind] ? 4 + text_width(ts_mark_word(kind)) : 0;
	return width;
}

/* As many as there is room for. */
static void marks_draw(const bool used[TS_MARK_WORK + 1], struct surface *surface, int x, int y, int end)
{
	for (enum ts_mark_kind kind = TS_MARK_HOLIDAY; kind <= TS_MARK_WORK; kind++) {
		if (!used[kind])
			continue;
		if (x + 2 + text_width(ts_mark_word(kind)) > end)
			return;
		surface_put(surface, x, y, (uint32_t)format_mark_letter(kind), look_of(STYLE_EMPHASIS));
		x += 4 + surface_text(surface, x + 2, y, -1, ts_mark_word(kind), look_of(STYLE_DIM));
	}
}

void report_legend_draw(const struct report_screen *screen, struct surface *surface, int x, int y, int width)
{
	static const char *const words[REPORT_SHADES] = { "no work", "a little", "some", "most", "target met" };
	static const char *const few[REPORT_SHADES] = { "none", "", "", "", "target met" };
	/* Nothing is owed of a part. */
	static const char *const part[REPORT_SHADES] = { "none", "", "", "", "the most" };
	bool used[TS_MARK_WORK + 1] = { false };
	int whole = marks_find(screen, used);
	const int end = x + width;

	for (int shade = 0; shade < REPORT_SHADES; shade++)
		whole += text_width(words[shade]) + 4;
	const char *const *names = screen->filtered ? part : whole - 2 <= width ? words : few;
	for (int shade = 0; shade < REPORT_SHADES; shade++) {
		report_heat_draw(surface, (struct rect){ x, y, 1, 1 }, shade);
		x += 2;
		int taken = surface_text(surface, x, y, -1, names[shade], look_of(STYLE_DIM));
		x += taken > 0 ? taken + 2 : 0;
	}
	marks_draw(used, surface, x, y, end);
}
