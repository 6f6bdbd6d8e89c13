/* The bars of budgets, as they stand below totals. */
#include "ui/draw/budgets.h"

#include "ui/base/format.h"
#include "ui/base/hours.h"
#include "ui/draw/widgets.h"

#include <stdio.h>

enum { BAR_AT = 17, BAR_LEAST = 4 };

int budget_percent(const struct ts_budget *budget)
{
	return (int)(budget->used * BUDGET_ALL / (budget->minutes * TS_MINUTE));
}

bool budget_same(const struct ts_budget *left, const struct ts_budget *right)
{
	return left->project == right->project && ts_id_equal(left->activity, right->activity) &&
	       (!left->project || ts_text_same(left->text, right->text));
}

void budgets_draw(const struct ts_budgets *budgets, struct surface *surface, int y, int width, int bottom)
{
	for (size_t i = 0; i < budgets->count && y < bottom; i++, y++) {
		const struct ts_budget *budget = &budgets->at[i];
		char used[FORMAT_SIZE], hours[HOURS_SIZE], text[FORMAT_SIZE * 2];
		(void)snprintf(text, sizeof text, "%s/%s %c",
		               format_doubtful(budget->used, budget->forgotten.milliseconds > 0, used),
		               hours_format(budget->minutes, hours), budget->per == TS_PER_WEEK ? 'w' : 'm');
		const int bar = width - BAR_AT - text_width(text) - 3;
		const enum style style = budget_percent(budget) >= BUDGET_NEARLY ? STYLE_NOTICE : STYLE_DIM;
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
