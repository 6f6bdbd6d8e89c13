/* Which logs the selection of a report stands for: a day, a bar of several days, a row of totals. */
#include "ui/reports/report_logs.h"

#include <stdio.h>
#include <string.h>

static void go_to_day(ts_day day, struct effects *effects)
{
	const struct answer answer = { .type = ANSWER_DAY, .day = day };

	effects_visit(effects, &answer);
}

static void asked_begin(const struct report_screen *screen, struct ts_range range, const char *when,
                        struct logs_asked *out)
{
	*out = (struct logs_asked){ .range = range, .by = REPORT_DAYS };
	memcpy(out->filter, screen->filter, sizeof out->filter);
	(void)snprintf(out->when, sizeof out->when, "%s", when);
}

/* The days that the selection stands for. */
static struct ts_range days_selected(const struct report_screen *screen, char when[REPORT_TEXT_SIZE])
{
	char name[FORMAT_SIZE];

	if (screen->bars && screen->rows.count > 0) {
		const struct report_bar *bar = &screen->bars[screen->rows.cursor];
		if (bar->first != bar->last) {
			(void)snprintf(when, REPORT_TEXT_SIZE, "%s", report_bar_name(screen, bar, name));
			return (struct ts_range){ bar->first, bar->last };
		}
	}
	(void)snprintf(when, REPORT_TEXT_SIZE, "%s", format_day(screen->selected, name));
	return (struct ts_range){ screen->selected, screen->selected };
}

/* The day itself, or a list; of a part not all of the day is meant. */
static void open_days(const struct report_screen *screen, struct ts_range days, const char *when,
                      struct effects *effects)
{
	struct logs_asked asked;

	if (days.first == days.last && !screen->filtered) {
		go_to_day(days.first, effects);
		return;
	}
	asked_begin(screen, days, when, &asked);
	effects_open(effects, report_logs_create(screen->view.environment, &asked));
}

static void open_total(const struct report_screen *screen, struct ts_range days, const char *when, enum report_pane by,
                       const struct ts_total *total, struct effects *effects)
{
	struct logs_asked asked;

	asked_begin(screen, days, when, &asked);
	asked.by = by;
	asked.of = *total;
	effects_open(effects, report_logs_create(screen->view.environment, &asked));
}

static void open_cell(const struct report_screen *screen, struct effects *effects)
{
	const struct ts_total *total = report_grid_total(screen, screen->grid.rows.cursor);
	enum report_pane by = screen->shown == REPORT_PROJECTS ? REPORT_PROJECTS : REPORT_ACTIVITIES;
	char when[REPORT_TEXT_SIZE];
	struct ts_range days = report_grid_days(screen, when);

	if (total)
		open_total(screen, days, when, by, total, effects);
	else
		open_days(screen, days, when, effects);
}

void report_open_logs(struct report_screen *screen, struct effects *effects)
{
	const struct report_total *row = report_row(screen);
	char when[REPORT_TEXT_SIZE];

	if (screen->pane == REPORT_GRID) {
		open_cell(screen, effects);
	} else if (screen->pane == REPORT_DAYS) {
		struct ts_range days = days_selected(screen, when);
		open_days(screen, days, when, effects);
	} else if (row) {
		screen->kind->title(screen, when);
		open_total(screen, screen->range, when, row->task ? REPORT_ACTIVITIES : screen->shown, row->total,
		           effects);
	} else {
		effects_add(effects, EFFECT_BELL);
	}
}
