/* Is the file whole? Looked at after each login, and once a day in a screen that stays open: the anchor at once, the
 * rows a slice at a time while nothing else is to be done. */
#include "ui/ui_state.h"

#include "ui/base/failure.h"

enum {
	SLICE_ROWS = 1500, /* some 2 ms (measured on 100,000 logs) */
	QUIET = 500        /* milliseconds after a key */
};

static struct moment now(const struct ui *ui)
{
	return ui->environment.moment;
}

static void audit_want(struct ui *ui, int64_t due)
{
	ui->whole.wanted = true;
	ui->whole.due = due;
}

static void audit_end(struct ui *ui)
{
	ts_audit_end(ui->whole.audit);
	ui->whole.audit = NULL;
	ui->whole.wanted = false;
}

void whole_put_off(struct ui *ui)
{
	if (ui->whole.wanted && ui->whole.due < now(ui).uptime + QUIET)
		ui->whole.due = now(ui).uptime + QUIET;
}

void whole_begin(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	whole_end(ui);
	/* An anchor that cannot be read keeps nobody from anything. */
	if (ts_anchor_read(environment->store, &environment->behind) != TS_OK)
		environment->behind = 0;
	ui->whole.day = ts_day_of(now(ui).now, 0);
	audit_want(ui, now(ui).uptime);
}

void whole_end(struct ui *ui)
{
	audit_end(ui);
	ui->whole.found = (struct ts_audit_result){ .done = false };
	ui->environment.behind = 0;
}

/* Another process that holds the file is done by the next minute; what else fails is said. */
static void audit_failed(struct ui *ui, enum ts_status status)
{
	if (status == TS_BUSY)
		audit_want(ui, now(ui).uptime + TS_MINUTE);
	else if (status != TS_LOGGED_OUT)
		ui_say(ui, MESSAGE_ERROR, "it cannot be told whether all rows are there: %s",
		       failure_words(ui->environment.store, status));
}

static void audit_step(struct ui *ui)
{
	struct whole *whole = &ui->whole;
	struct ts_audit_result result = { .done = false };
	enum ts_status status = TS_OK;

	if (!whole->audit)
		status = ts_audit_begin(ui->environment.store, &whole->audit);
	if (status == TS_OK)
		status = ts_audit_step(whole->audit, SLICE_ROWS, &result);
	if (status == TS_OK && !result.done) {
		audit_want(ui, now(ui).uptime);
		return;
	}
	audit_end(ui);
	if (status != TS_OK)
		audit_failed(ui, status);
	else if (!result.sound)
		whole->found = result;
}

void whole_look(struct ui *ui)
{
	struct whole *whole = &ui->whole;
	ts_day today = ts_day_of(now(ui).now, 0);

	if (!ts_logged_in(ui->environment.store))
		return;
	if (!whole->wanted && today > whole->day) {
		whole->day = today;
		audit_want(ui, now(ui).uptime);
	}
	if (whole->wanted && now(ui).uptime >= whole->due)
		audit_step(ui);
}

void whole_ask(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	struct ts_audit_result found = ui->whole.found;
	int64_t behind = environment->behind;

	if ((behind == 0 && !found.done) || stack_top(ui).view->ops->context != CONTEXT_DAY)
		return;
	if (behind != 0) {
		environment->behind = 0;
		stack_push(ui, view_older_create(environment, behind));
	} else {
		ui->whole.found.done = false;
		stack_push(ui, view_unsound_create(environment, &found));
	}
}

/* Once all that is waiting has been handled: keys come first. */
int64_t whole_due(const struct ui *ui)
{
	if (!ui->whole.wanted)
		return 0;
	return ui->whole.due > now(ui).uptime ? ui->whole.due : now(ui).uptime + 1;
}
