/* What is told outside of the screen: the terminal's title, and what is worth a notification. Nothing while locked. */
#include "ui/base/format.h"
#include "ui/ui.h"
#include "ui/ui_state.h"

#include <stdio.h>

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

bool ui_notification(struct ui *ui, char *out, size_t size)
{
	const struct environment *environment = &ui->environment;
	ts_day day = ts_day_of(environment->moment.now, environment->settings.day_start);

	if (!ts_logged_in(environment->store) || config_value(environment->config, CONFIG_NOTIFY) == 0)
		return false;
	return target_met(ui, day, out, size) || current_strange(ui, out, size);
}
