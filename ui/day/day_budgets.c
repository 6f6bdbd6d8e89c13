/* Word of budgets that come to their end. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/draw/budgets.h"

static const struct ts_budget *same_of(const struct ts_budgets *budgets, const struct ts_budget *wanted)
{
	for (size_t i = 0; i < budgets->count; i++) {
		if (budget_same(&budgets->at[i], wanted))
			return &budgets->at[i];
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
		const int was = budget_percent(known), is = budget_percent(budget);
		if ((was >= BUDGET_NEARLY || is < BUDGET_NEARLY) && (was >= BUDGET_ALL || is < BUDGET_ALL))
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
