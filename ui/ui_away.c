/* Whether nobody was there for long: the machine slept, the screen locked itself, no key came for an hour. What went on
 * meanwhile may have been something else. */
#include "ui/ui_state.h"

enum { ASLEEP_LEAST = 10 * 60 * 1000, IDLE_LEAST = 60 * 60 * 1000 /* milliseconds */ };

static bool slept(struct ui *ui)
{
	int64_t asleep = ui->environment.moment.asleep - ui->asleep;

	ui->asleep = ui->environment.moment.asleep;
	return asleep >= ASLEEP_LEAST;
}

/* An absence that has not been told yet goes on. */
static void note(struct ui *ui, bool asleep)
{
	struct environment *environment = &ui->environment;
	struct away *away = &environment->away;
	int64_t idle = environment->moment.uptime - ui->last_input;

	if (!away->open)
		*away = (struct away){ .since = environment->moment.now - idle };
	away->until = environment->moment.now;
	away->open = true;
	away->asleep = away->asleep || asleep;
}

void away_note(struct ui *ui)
{
	note(ui, slept(ui));
}

bool away_look(struct ui *ui, bool input)
{
	bool asleep = slept(ui);
	int64_t idle = ui->environment.moment.uptime - ui->last_input;

	if (ts_logged_in(ui->environment.store) && (asleep || (input && idle >= IDLE_LEAST)))
		note(ui, asleep);
	if (!ui->environment.away.asleep || stack_top(ui).view->ops->context != CONTEXT_DAY)
		return false;
	/* As if it came back from another screen. */
	stack_send(ui, stack_top(ui), &(struct event){ .type = EVENT_SHOWN });
	return true;
}
