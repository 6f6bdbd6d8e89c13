/* What is told outside of the screen: the terminal's title, and what is worth a notification. Nothing while locked. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/draw/budgets.h"
#include "ui/ui.h"
#include "ui/ui_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ui_title(const struct ui *ui, char *out, size_t size)
{
	const struct environment *environment = &ui->environment;
	char length[FORMAT_SIZE];
	struct ts_span span;

	(void)snprintf(out, size, "timesheet");
	if (!ts_logged_in(environment->store) || config_value(environment->config, CONFIG_TITLE) == 0 ||
	    ts_current_read(environment->store, environment->moment.now, &span) != TS_OK)
		return;
	(void)snprintf(out, size, "%.100s %s", span.text,
	               format_duration(environment->moment.now - span.logged, length));
}

/* The day's work has come to its target since it was last looked at. */
static bool target_met(struct ui *ui, ts_day day, char *out, size_t size)
{
	const struct environment *environment = &ui->environment;
	char length[FORMAT_SIZE];
	struct ts_day_view view;

	if (config_value(environment->config, CONFIG_NOTIFY_TARGET) == 0 || ui->announced.target == day ||
	    ts_day_read(environment->store, day, environment->moment.now, &view) != TS_OK)
		return false;
	bool met = view.target > 0 && view.work >= view.target;
	(void)snprintf(out, size, "the target is met, %s", format_duration(view.work, length));
	ts_day_release(&view);
	/* What was so when the screen opened is no news. */
	bool news = met && ui->announced.short_of == day;
	if (met)
		ui->announced.target = day;
	else
		ui->announced.short_of = day;
	return news;
}

/* Nothing is logged for longer than the configuration likes, or it looks as if an end was forgotten: each log once. */
static bool current_strange(struct ui *ui, char *out, size_t size)
{
	const struct environment *environment = &ui->environment;
	int minutes = config_value(environment->config, CONFIG_NOTIFY_OFF);
	bool forgotten = config_value(environment->config, CONFIG_NOTIFY_FORGOTTEN) != 0;
	char clock[FORMAT_SIZE];
	struct ts_span span;

	if (ts_current_read(environment->store, environment->moment.now, &span) != TS_OK ||
	    ts_id_equal(span.id, ui->announced.log))
		return false;
	int64_t length = environment->moment.now - span.logged;
	format_clock(environment->clock, span.logged, span.offset, clock);
	if (span.off && minutes > 0 && length >= minutes * TS_MINUTE)
		(void)snprintf(out, size, "nothing is logged since %s", clock);
	else if (forgotten && ts_span_forgotten(&span, environment->moment.now, &environment->settings))
		(void)snprintf(out, size, "%.100s goes on since %s: was its end forgotten?", span.text, clock);
	else
		return false;
	ui->announced.log = span.id;
	return true;
}

void announce_forget(struct ui *ui)
{
	ts_wipe(ui->announced.budgets, ui->announced.budget_count * sizeof *ui->announced.budgets);
	free(ui->announced.budgets);
	memset(&ui->announced, 0, sizeof ui->announced);
}

void announce_lock(struct ui *ui)
{
	for (size_t i = 0; i < ui->announced.budget_count; i++)
		ts_wipe(ui->announced.budgets[i].budget.text, sizeof ui->announced.budgets[i].budget.text);
}

/* The first day of what it counts now. */
static ts_day budget_first(const struct ts_budget *budget, ts_day today)
{
	struct ts_civil civil;

	ts_day_to_civil(today, &civil);
	return budget->per == TS_PER_WEEK ? today - ts_day_weekday(today) : today - (civil.day - 1);
}

/* Of so many per cent those that are worth a word. */
static int percent_told(int percent)
{
	return percent >= BUDGET_ALL ? BUDGET_ALL : percent >= BUDGET_NEARLY ? BUDGET_NEARLY : 0;
}

/* As it was before: the same one, of the same week or month. NULL: it is new, or has become another one. A project
 * whose name went with a lock is known by its place. */
static const struct told_budget *budget_known(const struct ui *ui, const struct told_budget *now, size_t place)
{
	for (size_t i = 0; i < ui->announced.budget_count; i++) {
		const struct told_budget *known = &ui->announced.budgets[i];
		const bool nameless = known->budget.project && known->budget.text[0] == '\0';
		if (known->first == now->first && known->budget.per == now->budget.per &&
		    known->budget.minutes == now->budget.minutes &&
		    (nameless ? now->budget.project && i == place : budget_same(&known->budget, &now->budget)))
			return known;
	}
	return NULL;
}

/* A budget has come near its end, or to it. One word at a time: the next one is for the next look. */
static bool budget_passed(struct ui *ui, ts_day day, char *out, size_t size)
{
	const struct environment *environment = &ui->environment;
	struct ts_budgets budgets;
	bool news = false;

	if (config_value(environment->config, CONFIG_NOTIFY_BUDGET) == 0 ||
	    ts_budgets_read(environment->store, environment->moment.now, &budgets) != TS_OK)
		return false;
	struct told_budget *told = allocate(budgets.count + 1, sizeof *told);
	for (size_t i = 0; i < budgets.count; i++) {
		const int percent = percent_told(budget_percent(&budgets.at[i]));
		char words[FORMAT_LINE];
		told[i] = (struct told_budget){ budgets.at[i], budget_first(&budgets.at[i], day), percent };
		const struct told_budget *known = budget_known(ui, &told[i], i);
		if (known && (news || percent <= known->percent)) {
			told[i].percent = known->percent;
		} else if (known) {
			(void)snprintf(out, size, "%s", format_budget(&budgets.at[i], words));
			news = true;
		}
	}
	ts_wipe(ui->announced.budgets, ui->announced.budget_count * sizeof *ui->announced.budgets);
	free(ui->announced.budgets);
	ui->announced.budgets = told;
	ui->announced.budget_count = budgets.count;
	ts_budgets_release(&budgets);
	return news;
}

bool ui_notification(struct ui *ui, char *out, size_t size)
{
	const struct environment *environment = &ui->environment;
	ts_day day = ts_day_of(environment->moment.now, environment->settings.day_start);

	if (!ts_logged_in(environment->store) || config_value(environment->config, CONFIG_NOTIFY) == 0)
		return false;
	return target_met(ui, day, out, size) || budget_passed(ui, day, out, size) || current_strange(ui, out, size);
}
