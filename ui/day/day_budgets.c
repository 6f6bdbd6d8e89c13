/* The budgets below a day's totals, and word of those that come to their end. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/base/hours.h"
#include "ui/draw/widgets.h"

#include <stdio.h>

enum { NEARLY = 80, ALL = 100, BAR_AT = 17, BAR_LEAST = 4 };

static int percent_of(const struct ts_budget *budget)
{
	return (int)(budget->used * ALL / (budget->minutes * TS_MINUTE));
}

static const struct ts_budget *same_of(const struct ts_budgets *budgets, const struct ts_budget *wanted)
{
	for (size_t i = 0; i < budgets->count; i++) {
		const struct ts_budget *budget = &budgets->at[i];
		if (budget->project == wanted->project && ts_id_equal(budget->activity, wanted->activity) &&
		    (!wanted->project || ts_text_same(budget->text, wanted->text)))
			return budget;
	}
	return NULL;
}

/* Once each: when so much of it is used as was not before. */
static void passed_say(const struct ts_budgets *before, const struct ts_budgets *now, struct effects *effects)
{
	for (size_t i = 0; i < now->count; i++) {
		const struct ts_budget *budget = &now->at[i], *known = same_of(before, budget);
		char words[FORMAT_LINE];
		if (!known)
			continue;
		const int was = percent_of(known), is = percent_of(budget);
		if ((was >= NEARLY || is < NEARLY) && (was >= ALL || is < ALL))
			continue;
		effects_message(effects, MESSAGE_NOTICE, "%s", format_budget(budget, words));
	}
}

void day_budgets_say(struct day *day, struct ts_budgets *before, struct effects *effects)
{
	/* What was read before stays where nothing could be read. */
	if (!effects) {
		ts_budgets_release(&day->budgets);
		day->budgets = *before;
		return;
	}
	passed_say(before, &day->budgets, effects);
	ts_budgets_release(before);
}

void day_budgets_draw(const struct day *day, struct surface *surface, int y, int width, int bottom)
{
	for (size_t i = 0; i < day->budgets.count && y < bottom; i++, y++) {
		const struct ts_budget *budget = &day->budgets.at[i];
		char used[FORMAT_SIZE], hours[HOURS_SIZE], text[FORMAT_SIZE * 2];
		(void)snprintf(text, sizeof text, "%s/%s %c",
		               format_doubtful(budget->used, budget->forgotten.milliseconds > 0, used),
		               hours_format(budget->minutes, hours), budget->per == TS_PER_WEEK ? 'w' : 'm');
		const int bar = width - BAR_AT - text_width(text) - 3;
		const enum style style = percent_of(budget) >= NEARLY ? STYLE_NOTICE : STYLE_DIM;
		surface_text_cut(surface, 1, y, BAR_AT - 2, budget->text, look_of(STYLE_DIM));
		if (bar >= BAR_LEAST) {
			surface_put(surface, BAR_AT, y, '[', look_of(STYLE_FRAME));
			draw_bar(surface, BAR_AT + 1, y, bar - 1, (double)budget->used,
			         (double)budget->minutes * TS_MINUTE, 0, true);
			surface_put(surface, BAR_AT + bar, y, ']', look_of(STYLE_FRAME));
		}
		surface_text_right(surface, BAR_AT, y, width - BAR_AT - 1, text, look_of(style));
	}
}
