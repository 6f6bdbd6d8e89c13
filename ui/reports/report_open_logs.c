/* Which logs the selection of a report stands for: a day, a bar of several days, a row of totals. */
#include "ui/reports/report_logs.h"

#include <stdio.h>
#include <string.h>

static void go_to_day(ts_day day, struct effects *effects)
{
	const struct answer answer = { .type = ANSWER_DAY, .day = day };

	effects_visit(effects, &answer);
}

static void asked_begin(const struct report_screen *screen, struct ts_range range, struct logs_asked *out)
{
	*out = (struct logs_asked){ .range = range, .by = REPORT_DAYS };
	memcpy(out->filter, screen->filter, sizeof out->filter);
}

/* The days that the selection stands for. */
static struct ts_range days_selected(const struct report_screen *screen, char when[REPORT_TEXT_SIZE])
{
	char name[FORMAT_SIZE];

	if (screen->bars && screen->rows.count > 0) {
		const struct report_bar *bar = &screen->bars[screen->rows.cursor];
		if (bar->first != bar->last) {
			(void)snprintf(when, REPORT_TEXT_SIZE, "%s", report_bar_name(bar, name));
			return (struct ts_range){ bar->first, bar->last };
		}
	}
	(void)snprintf(when, REPORT_TEXT_SIZE, "%s", format_day(screen->selected, name));
	return (struct ts_range){ screen->selected, screen->selected };
}

void report_open_logs(struct report_screen *screen, struct effects *effects)
{
	const struct report_total *row = report_row(screen);
	struct logs_asked asked;

	if (screen->pane == REPORT_DAYS) {
		char when[REPORT_TEXT_SIZE];
		struct ts_range days = days_selected(screen, when);
		/* Of a part not all of the day is meant. */
		if (days.first == days.last && !screen->filtered) {
			go_to_day(days.first, effects);
			return;
		}
		asked_begin(screen, days, &asked);
		memcpy(asked.when, when, sizeof asked.when);
	} else if (row) {
		asked_begin(screen, screen->range, &asked);
		asked.by = row->task ? REPORT_ACTIVITIES : screen->shown;
		asked.of = *row->total;
		screen->kind->title(screen, asked.when);
	} else {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	effects_open(effects, report_logs_create(screen->view.environment, &asked));
}
